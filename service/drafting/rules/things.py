"""Data and systems: what is used and where it sits."""

import re
from collections.abc import Iterator
from typing import Literal

from schemas.brief import Sentence
from service.campaign import DataUse, Mention, Reading, SystemUse
from service.catalogue.vocabulary import GENERIC_DATA, data_elements, systems
from service.cued import Cued
from service.drafting.rules.sends import ADDRESSED
from service.drafting.rules.wording import mid_sentence, plain, system_kind

Standing = Literal["in_use", "trial", "unofficial", "wished", "unknown"]

_PURPOSES = {
    "match": frozenset({"ad_audience_matching", "lookalike", "retargeting"}),
    "score": frozenset({"profiling_scoring", "wealth_screening"}),
    "report": frozenset({"dashboard_report", "attribution"}),
    "pay": frozenset({"payment_taking", "donation"}),
    "enrol": frozenset({"form_registration", "competition_draw", "survey", "quiz_game", "booking", "login_account"}),
    "personalise": frozenset({"personalisation", "personal_page"}),
    "select": frozenset({"segment_selection", "suppression"}),
    "measure": frozenset({"conversion_tracking", "tracking", "result_metric"}),
}
_MEASURES = frozenset(
    {"opens", "clicks", "conversions", "sales", "visits", "open_rate", "click_rate", "views", "impressions"}
)
_CONTACT = frozenset({"email_address", "phone_number", "postal_address", "contact_list", "newsletter_subscribers"})
_TRIAL = Cued(
    re.compile(
        r"\b(?:(?:free|on|as a|our|a) trial"
        r"(?! (?:list|data\w*|users?|period|customers?|accounts?|members?|subscribers?)\b)"
        r"|trial (?:version|licence|license|plan)|free version|credit card|personal account|signed up)\b",
        re.IGNORECASE,
    ),
    ("trial", "free version", "credit card", "personal account", " up"),
)
_WISHED = Cued(
    re.compile(
        r"\b(?:would like|wants? to (?:use|try)|could use|plan to use|thinking (?:of|about)|new tool|considering)\b",
        re.IGNORECASE,
    ),
    ("would like", "want", "could use", "plan to use", "thinking", "new tool", "considering"),
)
_TRYING = re.compile(
    r"\b(?:trying(?: out)?|testing out|tried out|trial(?:l?ing|led)|piloting)\s(?!to\b)"
    r"(?:(?!\b(?:in|on|with|through|via|to|for|from|by)\b)[^.;,]){0,40}$",
    re.IGNORECASE,
)
"""Before a tool: `a manager has been trying a texting service called Kite`."""
_IS_TRIED = re.compile(
    r"\s?,?\s(?:(?:that|which)\s)[^.;]{0,50}\b(?:trying|testing|piloting|trialling|trialing)\b(?:\sout\b|\W|$)",
    re.IGNORECASE,
)
"""Behind a tool: `Kite, which our colleagues are trying out`."""
_HOSTED = Cued(re.compile(r"\b(?:host(?:ed|ing)|server|stored|based)\b"), ("host", "server", "stored", "based"))
_NEW = re.compile(
    r"\bnew (?:\w+ ){0,2}(?:tool|app|platform|system|portal|software),? ?\(?(?:called |named )?\Z", re.IGNORECASE
)
"""`the new repairs app (RepairDesk)`."""
_BESIDE = 30
"""Code points within which a name stands for the role beside it: `our agency, Brightside`."""
_WITH = re.compile(r"^[^.;]{0,60}\b(?:with|showing|containing|including|that shows?)\b", re.IGNORECASE)
_IT_SHOWS = re.compile(
    r"\W*(?:it|they|each|this|the (?:e-?mail|mail|message|letter|text|banner|push|mailing|card|postcard))\s"
    r"(?:also |will |must |should )?(?:shows?|contains?|names?|lists?|quotes?|gives?|tells them|says|carr(?:y|ies))\b"
    r"|\W*(?:darin|dort|im (?:brief|newsletter|schreiben)|in (?:der|jeder) (?:e-?mail|mail|nachricht))\ssteh(?:t|en)\b"
    r"|\W*(?:sie|er|es|die e-?mail|der brief|die nachricht)\s(?:enthält|zeigt|nennt)\b"
    r"|\W*(?:elle|il|le courriel|la lettre|le message)\s(?:affiche|contient|indique|montre|rappelle)\b"
    r"|\W*(?:(?:el correo|la carta|o e-?mail|a carta|ela|ele)\s)?(?:muestra|contiene|indica|mostra|contém)\b",
    re.IGNORECASE,
)


def find_data_uses(reading: Reading) -> tuple[DataUse, ...]:
    """Each data element with its first purpose; the places of the same element are joined."""
    places: dict[str, list[Mention]] = {}
    for mention in reading.of_kind("data"):
        if not mention.negated and mention.sentence not in reading.set_aside and _is_datum(mention):
            places.setdefault(_element(mention), []).append(mention)
    return tuple(_data_use(reading, element, mentions) for element, mentions in places.items())


def _is_datum(mention: Mention) -> bool:
    """Not an example, and not people told apart by what they did: `anyone who has complained` is in no field."""
    people = mention.name == GENERIC_DATA and _PEOPLE_WHO.match(mention.text)
    return mention.role != "example" and not people


_PEOPLE_WHO = re.compile(
    r"(?:[\w-]+\s){0,2}(?:any(?:one|body)|every(?:one|body)|people|those|whoever|persons?|[a-z]+(?:ers?|ors?|ents?))\s"
    r"(?:who|that)\b|(?:any(?:one|body)|every(?:one|body)|whoever|those)\b|(?:under|over)[- ]?\d+s?$",
    re.IGNORECASE,
)


def _element(mention: Mention) -> str:
    """The catalogue id, or for data that the catalogue does not know its own words."""
    known = mention.name if mention.name != GENERIC_DATA else None
    return known or mention.text.casefold()


def _data_use(reading: Reading, element: str, mentions: list[Mention]) -> DataUse:
    purposes = [purpose_of(reading, mention) for mention in mentions]
    systems = [_system_near(reading, mention) for mention in mentions]
    used = (mention for mention, purpose in zip(mentions, purposes, strict=True) if purpose not in ("other", "measure"))
    telling = next(used, mentions[0])
    ordered = (telling, *(mention for mention in mentions if mention is not telling))
    return DataUse(
        element=element,
        name=_in_sentence(reading, telling),
        purpose=next((purpose for purpose in purposes if purpose != "other"), "other"),
        system=next((name for name in systems if name), None),
        evidence=tuple(mention.evidence for mention in ordered[:6]),
    )


def _in_sentence(reading: Reading, mention: Mention) -> str:
    """The data as a noun phrase: the words of the brief, or the catalogue's label where they are none."""
    entry = data_elements().get(mention.name or "") if mention.name != GENERIC_DATA else None
    words = plain(mention.text)
    if entry is not None and (reading.language != "en" or _CLAUSE.match(words) or not words):
        return entry.label.lower()
    opens = mention.start == reading.sentence_by_id[mention.sentence].start
    return _OWNER.sub("", mid_sentence(words) if opens else words)


_CLAUSE = re.compile(r"(?:who|whether|when|what|which|how|where|that|if)\b", re.IGNORECASE)
_OWNER = re.compile(r"^(?:their|his|her|its|our|your|own|the)\s+(?:own\s+)?", re.IGNORECASE)


def purpose_of(reading: Reading, mention: Mention) -> str:
    """Why the data is used, by the signals of its sentence and then by what it is."""
    signals = {
        m.name for m in reading.mentions_by_sentence.get(mention.sentence, ()) if m.kind == "signal" and not m.negated
    }
    if _is_content(reading, mention):
        return "personalise"
    for purpose, names in _PURPOSES.items():
        if not names.isdisjoint(signals):
            return purpose
    if mention.name in _MEASURES:
        return "measure"
    return "contact" if mention.name in _CONTACT else "other"


_CLAUSE_END = re.compile(r"[,;](?!\s+(?:which|that|currently|now|today)\b)|\band\b")
"""A comma before `which is kept in ...` does not part a thing from the place where it is kept."""


_PERSONAL_LABEL = re.compile(
    r"\W*(?:\d+[.)]\s*)?(?:personali[sz](?:ed|ation|ing)(?: (?:content|fields|data|text|elements|of .{3,30}))?"
    r"|(?:merge|variable|dynamic|mail merge) (?:fields|data|content|text)|variables|what is personal(?: in it)?"
    r"|personalisierung|personnalisation|personalizaci[oó]n|personalização)\W*",
    re.IGNORECASE,
)


def _is_content(reading: Reading, mention: Mention) -> bool:
    """`an e-mail with their balance`: what follows the message and `with` is what the message holds."""
    if mention.name in _MEASURES:
        return False
    above = reading.sentence_by_id[mention.sentence].context[-1:]
    if above and _PERSONAL_LABEL.fullmatch(above[0]):
        return True
    near = reading.mentions_by_sentence.get(mention.sentence, ())
    messages = [m for m in near if m.kind == "channel" and m.name in ADDRESSED and m.end <= mention.start]
    if messages and _WITH.search(reading.text[messages[-1].end : mention.start]):
        return True
    return _is_in_message_before(reading, mention)


def _is_in_message_before(reading: Reading, mention: Mention) -> bool:
    """`An e-mail to everybody. It shows the port they used last`: what the sentence before sends holds it."""
    sentence = reading.sentence_by_id[mention.sentence]
    place = reading.place_of[mention.sentence]
    shows = _IT_SHOWS.match(sentence.text)
    if shows is None or not place or mention.start < sentence.start + shows.end():
        return False
    before = reading.mentions_by_sentence.get(reading.sentences[place - 1].id, ())
    return any(m.kind == "channel" and m.name in ADDRESSED and not m.negated for m in before)


def _system_near(reading: Reading, mention: Mention) -> str | None:
    """The system that the same clause names: between the commas or `and` around the mention."""
    named = [m for m in reading.mentions_by_sentence[mention.sentence] if m.kind == "system"]
    if not named:
        return None
    sentence = reading.sentence_by_id[mention.sentence]
    relative = mention.start - sentence.start
    ends = [m.end() for m in _CLAUSE_END.finditer(sentence.text) if not _joins_data(reading, sentence, m)]
    bounds = [0, *ends, len(sentence.text)]
    left = max(bound for bound in bounds if bound <= relative)
    right = min((bound for bound in bounds if bound > relative), default=len(sentence.text))
    for other in named:
        beside = left <= other.start - sentence.start < right and other.start != mention.start
        if beside and not _pays(reading, other):
            return _system_name(other)
    return None


def _pays(reading: Reading, system: Mention) -> bool:
    """`Donations through Stripe`: what takes the money is not where the gifts of a person are kept."""
    entry = systems().get(system.name or "")
    return entry is not None and entry.kind == "payment" and _is_by_way_of(reading, system)


def _is_by_way_of(reading: Reading, system: Mention) -> bool:
    return bool(_BY_WAY_OF.search(reading.text[max(0, system.start - _NEAR) : system.start]))


_NEAR = 12
_BY_WAY_OF = re.compile(r"\b(?:through|via|by|with|over|über|par|por)\s\Z", re.IGNORECASE)


def _joins_data(reading: Reading, sentence: Sentence, end: re.Match[str]) -> bool:
    """`Bookings and cabins live in Carus`: between two kinds of data `and` parts no clauses."""
    data = [m for m in reading.mentions_by_sentence[sentence.id] if m.kind == "data"]
    start, stop = sentence.start + end.start(), sentence.start + end.end()
    before = any(0 <= start - m.end <= 1 for m in data)
    return end[0] == "and" and before and any(0 <= m.start - stop <= 1 for m in data)


def find_systems(reading: Reading) -> tuple[SystemUse, ...]:
    """Each named system, tool or vendor once, with its standing and what it is said to hold."""
    places: dict[str, list[Mention]] = {}
    for mention in reading.of_kind("system"):
        if not mention.negated and mention.role != "example" and mention.sentence not in reading.set_aside:
            places.setdefault(str(mention.value or mention.text).casefold(), []).append(mention)
    return tuple(_system(reading, mentions) for mentions in places.values())


def _system(reading: Reading, mentions: list[Mention]) -> SystemUse:
    near = [m for place in mentions for m in reading.mentions_by_sentence[place.sentence]]
    regions = [m for m in near if m.kind == "region" and m.value]
    hosted = any(_HOSTED.search(reading.sentence_by_id[mention.sentence].text) for mention in mentions)
    name = _system_name(mentions[0])
    return SystemUse(
        name=name,
        id=mentions[0].name,
        kind=_kind(reading, mentions),
        standing=_standing(reading, mentions),
        owner=None,
        country=str(regions[0].value) if hosted and regions else None,
        holds=tuple(dict.fromkeys(m.text for m in near if m.kind == "data" and _system_near(reading, m) == name)),
        evidence=tuple(mention.evidence for mention in mentions[:6]),
    )


def _system_name(mention: Mention) -> str:
    """The product's own name; for a kind of system the words of the brief."""
    entry = systems().get(mention.name or "")
    if entry is not None and entry.generic:
        return mention.text
    return str(mention.value or mention.text)


_JOBS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(?:donor|supporter|fundraising) (?:database|system)\b", re.IGNORECASE), "donor_database"),
    (re.compile(r"\b(?:crm|(?:customer|member|client) (?:database|system))\b", re.IGNORECASE), "crm"),
    (re.compile(r"\b(?:card payments?|payments?|checkout)\b", re.IGNORECASE), "payment"),
    (re.compile(r"\b(?:texts?|text messages?|sms)\b", re.IGNORECASE), "sms_gateway"),
    (re.compile(r"\b(?:e-?mails?|newsletters?|mailings?)\b", re.IGNORECASE), "esp"),
)
"""What a product nobody knows is used for, by the words before it in its clause."""


def _kind(reading: Reading, mentions: list[Mention]) -> str:
    """The kind in the catalogue; of an unknown product the job that the brief gives it."""
    known = system_kind(mentions[0].name)
    if known != "system":
        return known
    for mention in mentions:
        sentence = reading.sentence_by_id[mention.sentence]
        before = _BREAK.split(reading.text[sentence.start : mention.start])[-1]
        job = next((kind for words, kind in _JOBS if words.search(before)), None)
        if job:
            return job
    return known


def _standing(reading: Reading, mentions: list[Mention]) -> Standing:
    """How official the system is, by the signals and words of its own clause."""
    if system_kind(mentions[0].name) in OWN_FILES and not OWNED.search(mentions[0].text):
        return "in_use"
    clauses = " ".join(_clause(reading, mention) for mention in mentions)
    tried = _TRIAL.search(clauses) or any(_is_tried(reading, mention) for mention in mentions)
    if tried or any("shadow_tool" in _signals_on(reading, mention) for mention in mentions):
        return "trial" if tried else "unofficial"
    if any(_is_one_persons(reading, mention) for mention in mentions):
        return "unofficial"
    ours = any(_OURS.search(reading.text[max(0, mention.start - _BESIDE) : mention.start]) for mention in mentions)
    new = any(_NEW.search(reading.text[max(0, mention.start - 2 * _BESIDE) : mention.start]) for mention in mentions)
    return "wished" if (_WISHED.search(clauses) or new) and not ours else "in_use"


def _is_tried(reading: Reading, mention: Mention) -> bool:
    """`the chatbot from Vendra that our colleagues are trying out`."""
    sentence = reading.sentence_by_id[mention.sentence]
    before = reading.text[max(sentence.start, mention.start - 4 * _BESIDE) : mention.start]
    return bool(_TRYING.search(before) or _IS_TRIED.match(reading.text, mention.end, sentence.end))


def _is_one_persons(reading: Reading, mention: Mention) -> bool:
    """A spreadsheet, or what a volunteer runs; `a spreadsheet on SharePoint` says nothing against SharePoint."""
    if system_kind(mention.name) in _SHARED_PLACES:
        return False
    near = (m for m in reading.mentions_by_sentence[mention.sentence] if m.kind == "signal" and not m.negated)
    if any(m.name == "spreadsheet_store" and m.start < mention.end and mention.start < m.end for m in near):
        return True
    return "volunteer_run" in _signals_on(reading, mention)


_SHARED_PLACES = frozenset({"storage", "collaboration", "office"})
"""Where a whole organisation puts its files: one of them may be somebody's own, the place is not."""
_OURS = re.compile(r"\bour (?:own |current |existing )?[\w-]+(?: [\w-]+)?(?: called|,| is|:)? ?\(?$", re.IGNORECASE)
"""`870 in our enquiry system (Advantage)`: what is ours is in use, even if the list is only wanted in it."""
OWN_FILES = frozenset({"spreadsheet", "office", "presentation", "query_language", "design"})
"""Programs on everybody's desk: what matters is the file, not the program."""
OWNED = re.compile(r"['’]s\b|\b(?:my|his|her|their|own)\b", re.IGNORECASE)
_BREAK = re.compile(r"[,;:()]|\band\b|\bund\b|\bet\b|\by\b")


def _clause(reading: Reading, mention: Mention) -> str:
    """The part of the sentence around the mention; the whole of it where it names no other system or website."""
    sentence = reading.sentence_by_id[mention.sentence]
    near = reading.mentions_by_sentence[mention.sentence]
    rivals = [m for m in near if m.start != mention.start and (m.kind == "system" or m.name in ("website", "app"))]
    if not rivals:
        return sentence.text
    relative = mention.start - sentence.start
    bounds = [0, *(m.end() for m in _BREAK.finditer(sentence.text)), len(sentence.text) + 1]
    left = max(bound for bound in bounds if bound <= relative)
    right = min(bound for bound in bounds if bound > relative)
    return sentence.text[left:right]


def _signals_on(reading: Reading, mention: Mention) -> Iterator[str]:
    clause = _clause(reading, mention)
    for other in reading.mentions_by_sentence[mention.sentence]:
        if other.kind == "signal" and not other.negated and other.name and other.text in clause:
            yield other.name
