"""Data, systems and parties: what is used, where it sits, and who touches it."""

import re
from collections.abc import Iterator
from typing import Literal

from schemas.brief import Sentence
from service.campaign import DataUse, Mention, Party, Reading, SystemUse
from service.catalogue.vocabulary import GENERIC_DATA, data_elements, systems
from service.cued import Cued
from service.drafting.rules.sends import ADDRESSED
from service.drafting.rules.wording import mid_sentence, plain, system_kind

Standing = Literal["in_use", "trial", "unofficial", "wished", "unknown"]
PartyKind = Literal["agency", "supplier", "freelancer", "volunteer", "partner", "team", "person"]

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
_UNOFFICIAL = ("volunteer_run", "spreadsheet_store")
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
_RECEIVES = ("third_party_sharing", "data_export")


def find_data_uses(reading: Reading) -> tuple[DataUse, ...]:
    """Each data element with its first purpose; the places of the same element are joined."""
    places: dict[str, list[Mention]] = {}
    for mention in reading.of_kind("data"):
        if not mention.negated and mention.sentence not in reading.set_aside and mention.role != "example":
            places.setdefault(_element(mention), []).append(mention)
    return tuple(_data_use(reading, element, mentions) for element, mentions in places.items())


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
    return entry is not None and entry.kind == "payment" and bool(_BY_WAY_OF.search(reading.text[: system.start][-12:]))


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
    signals = {name for mention in mentions for name in _signals_on(reading, mention)}
    if "shadow_tool" in signals or _TRIAL.search(clauses):
        return "trial" if _TRIAL.search(clauses) else "unofficial"
    if signals & set(_UNOFFICIAL):
        return "unofficial"
    ours = any(_OURS.search(reading.text[max(0, mention.start - _BESIDE) : mention.start]) for mention in mentions)
    new = any(_NEW.search(reading.text[max(0, mention.start - 2 * _BESIDE) : mention.start]) for mention in mentions)
    return "wished" if (_WISHED.search(clauses) or new) and not ours else "in_use"


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


_PARTY_ROLES: dict[str, PartyKind] = {
    "agency": "agency", "printer": "supplier", "supplier": "supplier", "freelancer": "freelancer",
    "volunteer": "volunteer", "partner": "partner", "organiser": "partner", "contractor": "supplier",
    "call_centre": "supplier",
}  # fmt: skip


def find_parties(reading: Reading) -> tuple[Party, ...]:
    """Outside parties by name or role, and whether the brief hands data to them."""
    found: dict[str, Party] = {}
    for mention in reading.mentions:
        kind = _party_kind(reading, mention)
        if kind and not mention.negated and mention.sentence not in reading.set_aside:
            name = str(mention.value if mention.kind == "organisation" and mention.value else mention.text)
            found.setdefault(name.casefold(), _party(reading, mention, name, kind))
    return tuple(found.values())


def _party_kind(reading: Reading, mention: Mention) -> PartyKind | None:
    if mention.kind not in ("person_role", "organisation"):
        return None
    near = reading.mentions_by_sentence[mention.sentence]
    if mention.kind == "person_role":
        named = any(m.kind == "organisation" and _beside(mention, m) for m in near)
        return None if named else _PARTY_ROLES.get(mention.name or "")
    if mention.note == "own":
        return None
    roles = [m.name for m in near if m.kind == "person_role" or (m.name == "agency" and _beside(m, mention))]
    return next((_PARTY_ROLES[role] for role in roles if role in _PARTY_ROLES), None)


def _beside(role: Mention, name: Mention) -> bool:
    return abs(name.start - role.end) < _BESIDE


def _party(reading: Reading, mention: Mention, name: str, kind: PartyKind) -> Party:
    sentence = reading.sentence_by_id[mention.sentence]
    signals = {m.name for m in reading.mentions_by_sentence[mention.sentence] if m.kind == "signal" and not m.negated}
    same = [m for m in reading.of_kind(mention.kind) if mention.kind == "organisation" and m.value == mention.value]
    handed = next((m for m in same if _asks_for(reading, m)), None)
    return Party(
        name=name,
        kind=kind,
        does=sentence.text,
        receives_data=bool(signals & set(_RECEIVES)) or handed is not None,
        evidence=(mention.evidence, *([handed.evidence] if handed and handed is not mention else [])),
    )


_NEEDS = re.compile(r"\b(?:needs?|gets?|receives?|wants?|asks? for|(?:is|are) (?:given|sent))\b", re.IGNORECASE)


def _asks_for(reading: Reading, name: Mention) -> bool:
    """`Pepperwick does the films, they would need the first name`: personal data is told to be for them."""
    data = (m for m in reading.mentions_by_sentence[name.sentence] if m.kind == "data" and m.start > name.end)
    return any(
        (entry := data_elements().get(m.name or "")) is not None
        and entry.data_class in ("personal", "sensitive")
        and _NEEDS.search(reading.text[name.end : m.start])
        for m in data
    )
