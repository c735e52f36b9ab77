"""Whom a campaign writes to: the groups that its brief describes, in its own words.

Below a label such as `Audience` every sentence that begins with people and says what tells them apart is a group. In
other sentences those are who get something, and the people counted are described by what follows their name.
"""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

from schemas.base import Evidence
from schemas.brief import Sentence
from service.campaign import Audience, Reading
from service.drafting.rules.audiences import PEOPLE
from service.drafting.rules.wording import mid_sentence, plain

_LONGEST = 240
"""House default: characters of the description of one group."""
_FIRST_WORDS = 6
"""House default: words among which the people are named that a description is about."""
_NAMED_AT_ONCE = 3
"""House default: words among which the next people of a list are named."""

# --- the label ----------------------------------------------------------------------------------

_LABEL = re.compile(
    r"\W*(?:\d+[.)]\s*)?(?:"
    r"(?:(?:primary|main|target|secondary|key|our|the) )*"
    r"(?:audiences?|target groups?|target market|segments?|recipients?)(?: and .{3,30})?"
    r"|who(?:m)?(?: is (?:it|this) for| it is for| we (?:talk|write) to| gets (?:it|this|what)"
    r"| (?:do )?(?:we|you) (?:want|wish) to reach| are (?:we|you) (?:targeting|writing to)"
    r"| (?:should|shall|will|would|do|does|is|are)(?: \w+){1,4}? (?:go to|be for|sent to|reach|target|contact|approach"
    r"|invite|address|write to|talk to|speak to|e-?mail|contacted|addressed|reached|invited)(?: with)?(?: it| this)?"
    r"| (?:should|shall|will|would) (?:get|receive|see|hear(?: about)?)"
    r" (?:it|this|the (?:campaign|message|offer|mailing|e-?mails?|letters?)))?"
    r"(?:,? and how many)?|(?:for|to) whom"
    r"|zielgruppen?|empfänger|an wen|wen wir (?:ansprechen|anschreiben)"
    r"|(?:(?:public|cœur de|coeur de) )?cibles?|public(?: visé)?|destinataires|à qui"
    r"|público(?:[- ](?:alvo|objetivo))?|destinatarios|destinatários|a quién|para quem|doelgroep"
    r")\W*",
    re.IGNORECASE,
)
_FIELD = re.compile(r"\W*(?P<label>[^:=]{2,60}?)\s*[:=]\s+(?P<body>.+)", re.DOTALL)

# --- the parts of a description -----------------------------------------------------------------

_SPLIT = re.compile(r";\s*(?=\(?[a-z0-9]\)\s)|;\s+(?:and\s+)?(?=\d)")
_ABOUT = (
    r"(?:about|around|roughly|approximately|approx\.?|some|currently|almost|nearly|circa|ca\.?|cerca de|environ|etwa"
    r"|rund|unos)"
)
_FIGURE = r"\d[\d.,'’ ]*(?:k|m|mil|thousand|million|millones|mio\.?|lakh|crore)?"
_NEXT_GROUP = re.compile(r"[,;]\s(?:(?:and|plus|und|et|y|e)\s)?(?![^()]*\))")
_IN_OTHER_WORDS = re.compile(r"(?:soit|that is|i\.e\.|c['’]est-à-dire|das sind|es decir|ou seja)\b", re.IGNORECASE)
_MEMBERS = re.compile(
    r"(?:members|customers|subscribers|donors|supporters|givers|volunteers|students|staff|employees|tenants|patients"
    r"|parents|alumni|mitglieder|kunden|abonnenten|clients|abonnés|clientes|socios|membros)\b",
    re.IGNORECASE,
)
"""People of whom there is a list, without another word about them."""
_LEAD = re.compile(
    r"(?:\W*(?:\(?[a-z]\)|\d+[.)])\s+)?"
    r"(?:(?:first|second|third|then|also|plus|and),?\s+)?"
    r"(?:(?:the )?(?:group \w|audience|target group)\s(?:is|are)\s+)?"
    rf"(?:(?:all|the|{_ABOUT})\s+){{0,2}}(?:{_FIGURE}\s+(?:(?:of )?(?:our|the)\s+)?)?",
    re.IGNORECASE,
)
"""Numbering, and how many there are: the rule is to say whom, and the count follows from it."""
_COUNT_BEHIND = re.compile(
    rf"(?:\s*[,:;(]|\s[–-])\s*(?:that is|that makes|i\.e\.|soit|{_ABOUT}|\s)*{_FIGURE}(?:\s\w+){{0,2}}\)?\W*\Z",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(r"\b(?:who|whose|that|which|with|without|and|or|the|a|of|to|in|for|not)\Z", re.IGNORECASE)
_COUNTED_ASIDE = re.compile(r"\s*\([^()]*\d[.,]?\d{2}[^()]*\)")
_END = re.compile(
    r"(?<!approx)(?<!\bca)(?<!\bc)[.!?](?=\s|\Z)|;|:\s(?=\d)|\s\||\s[–—-]\s"
    r"|(?<!who)(?<!that)\s(?:gets?|receives?|bekommen|erhalten|reçoivent|reciben|recebem)\s"
    r"|,\s(?:and|but|so)\s(?:we|they|I|it|you)\b|,\s(?:with extra|of (?:whom|which|them)|davon|soit|dont (?=\d))\b",
    re.IGNORECASE,
)
_END_OF_ONE = re.compile(
    rf",\s(?:delivered|sent|posted|mailed|called)\b|,?\s(?:and|but)\s(?:it|only|then|{_ABOUT}\s\d)|,\s{_ABOUT}\s\d",
    re.IGNORECASE,
)
"""Where something else is told than of the people counted, or the next group is counted."""
_CRITERION = re.compile(
    r"\b(?:who|whose|that have|which have|with|without|aged|over|under|above|below|between|at least|more than|less than"
    r"|since|within|in the (?:last|past)|no longer|never|not|lapsed|dormant|inactive|active|every"
    r"|die|deren|ab|ohne|mit|über|unter|seit|qui|dont|sans|depuis|plus de|moins de|avec"
    r"|que|sin|desde|con|más de|sem|há|maiores|com|mais de|quem)\b",
    re.IGNORECASE,
)
_APART = (
    r"(?:who|whose|without|aged|with(?!\s(?:the|their|its|his|her|our|one)\b"
    r"|\san?\s(?:link|code|voucher|discount|reminder|personal|picture|photo|form|request)))"
)
"""What tells people apart, and not what they are sent."""
_GETS = re.compile(
    rf"\W*(?:\d+[.)]\s*)?(?P<whom>(?:[\w'’-]+\s){{1,5}}?{_APART}\s[^.;:!?|]{{5,220}}?)\s"
    r"(?:(?:will |should |shall )?(?:get|receive)s?|(?:is|are|will be) (?:sent|e-?mailed|texted|invited|called))\s",
    re.IGNORECASE,
)
_GOES_TO = re.compile(
    r"\b(?:goes?|go out|sent|send|e-?mails?|texts?|letters?|messages?|reminders?|postcards?|notifications?|calls?"
    rf"|mailings?|invitations?|writes?)\s(?:\w+\s){{0,3}}?to\s(?P<whom>(?:[\w'’-]+\s){{1,5}}?{_APART}\s[^.;:!?|]{{5,220}})",
    re.IGNORECASE,
)
_LIST_OF = re.compile(
    rf"\b(?:lists?|extract|selection) of (?P<whom>(?:[\w'’-]+\s){{1,5}}?{_APART}\s[^.;:!?|(–]{{5,220}}?)"
    r"(?=\s[(–-]|[,.;:]|\sfor (?:an?|the|our)\s|\Z)",
    re.IGNORECASE,
)
_INVITED = re.compile(
    r"\b(?:invit(?:e|ing)|writ(?:e|ing) to|contact(?:ing)?|e-?mail|text|tell|reach|approach|target|address)\s"
    r"(?:all\s|every\s|our\s|the\s|those\s){0,2}(?P<whom>(?:[^.;:!?|,]|,(?=\d)){8,160}?)"
    r"(?=\s(?:for an?|to (?:an?|the|our|tell|ask|book|come|join|get|take)|about|by (?:e-?mail|text|post|letter|phone)"
    r"|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|on \d|with an?)\b|[.;]|,(?!\d)|\Z)",
    re.IGNORECASE,
)
_WHICH = re.compile(
    r"\b(?:who|whose|with|without|aged|over|under|above|below|since|older|younger|living|in the (?:last|past))\b", re.I
)
_US = re.compile(r"(?:us|me|you|them|him|her|it)\b", re.IGNORECASE)
"""`Tell us who decides`."""
_WRITTEN_TO = re.compile(r"\b(?:mailings?|mail|e-?mails?|letters?|texts?|sms|calls?|invitations?|invite|write)\b", re.I)
_NEXT_MESSAGE = re.compile(
    r",\s(?:and|then|or|only|otherwise|at|on|by|from|in)\b|\s(?:also|and offer|and then)\b"
    r"|,\s(?=postcards?|letters?|calls?|texts?)",
    re.IGNORECASE,
)
_TELLS_APART = re.compile(
    r"\s(?:(?:in|from|at|of|on|within)\s(?:[\w'’-]+\s){1,3})?(?:aged|with|without|who|whose|that (?:have|are|were)"
    r"|(?:over|under)\s(?:the age|\d|twent|thirt|fort|fift|sixt|sevent|eight))",
    re.IGNORECASE,
)
"""What tells the people counted apart, right behind their name."""
_HOLDERS = re.compile(
    r"\b(?:any(?:one|body)|every(?:one|body)|those|whoever|who|holders?|owners?|buyers?|givers?|homeowners?|companies"
    r"|firms|wearers|versicherte\w*|inhaber\w*|\w*kunden|mitglieder|titulares|titulaires|alunos|assinantes|alumnos"
    r"|familles|familias|clientes?)\b",
    re.IGNORECASE,
)

# --- what describes nobody ----------------------------------------------------------------------

_TOLD = re.compile(
    r"(?:that|this|these|they|it|we|i|you|he|she|there|of (?:them|these|those)|none|most of them|not|never|no|nobody"
    r"|leave|exclude|new (?:customers|people|users|visitors)|non-?\w+"
    r"|dies|das|wir|es|davon|dont|nous|ce|destes|destas)\b",
    re.IGNORECASE,
)
"""How a sentence begins that tells something of a group, or of one that no data holds yet."""
_NO_GROUP = re.compile(
    r"\b(?:to|can|please|is|are|was|were|plan|time|that|for|we|they|below|above|letters?|called|lead|as|later|die|les)\b",
    re.IGNORECASE,
)
"""Words before the people in a sentence that does something with them."""
_SAYS_MORE = re.compile(
    r"\b(?:should|must|will|needs?|ha(?:s|ve) to|(?-i:may)|take part|called by|ne doivent|dürfen|sollen|deben|devem)\b"
    r"|\b(?:are|is) (?:out|not (?:part|included|in scope))\b",
    re.IGNORECASE,
)
"""What shall become of people, rather than who they are."""
_BY_ADVERTS = re.compile(r"\b(?:paid media|look-?alikes?|reached (?:through|by|via)|strangers)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Selection:
    """A group that is written to. `whom` is in the words of the brief."""

    whom: str
    evidence: Evidence


def find_selections(reading: Reading, left_out: Set[str]) -> tuple[Selection, ...]:
    """The groups that are described, in their order; `left_out` holds the sentences that leave people out."""
    found: dict[str, Selection] = {}
    asked = False
    for sentence in reading.sentences:
        if sentence.id in reading.set_aside or sentence.id in left_out or sentence.kind in ("heading", "code", "quote"):
            continue
        asked = _asks_whom(sentence) or (asked and _is_below(reading, sentence))
        for whom in _groups(sentence, asked=asked, lower=not reading.language.startswith("de")):
            found.setdefault(whom.casefold(), Selection(whom, reading.evidence_of(sentence.id)))
    return tuple(found.values())


def _asks_whom(sentence: Sentence) -> bool:
    """A question of a form, `2. Who do you want to reach?`, that the items below it answer."""
    return sentence.text.rstrip().endswith(("?", ":")) and bool(_LABEL.fullmatch(sentence.text))


def _is_below(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether a sentence belongs to the question before it: to the next number of the form it does not."""
    before = reading.text[max(0, sentence.start - 6) : sentence.start]
    return sentence.kind == "item" and not _NUMBER.search(before)


_NUMBER = re.compile(r"\d[.)]\s*\Z")


def described(reading: Reading, audience: Audience) -> str:
    """The people counted, with what tells them apart: `people who asked us for advice`; else their name alone."""
    if audience.size is None:
        return audience.name
    sentence = reading.sentence_by_id[audience.size.evidence.sentence]
    start = reading.text.find(audience.name, audience.size.evidence.start, sentence.end)
    rest = reading.text[start : sentence.end] if start >= 0 else ""
    if not _TELLS_APART.match(rest, len(audience.name)):
        return audience.name
    ends = [end.start() for end in (_END_OF_ONE.search(rest), _END.search(rest)) if end]
    words = rest[: min(ends, default=None)].strip(" .,;:-")
    by_channel = any(
        m.kind == "channel" and start <= m.start < start + len(words)
        for m in reading.mentions_by_sentence.get(sentence.id, ())
    )
    return audience.name if len(words) > _LONGEST or _SAYS_MORE.search(words) or by_channel else plain(words)


def _groups(sentence: Sentence, *, asked: bool, lower: bool) -> Iterator[str]:
    body = _row_below_a_label(sentence) if sentence.kind == "row" else _below_a_label(sentence)
    if not body and sentence.kind != "row":
        text = plain(sentence.text)
        body = text if asked else _addressed(text)
    if not body or sentence.text.rstrip().endswith("?"):
        return
    for part in _SPLIT.split(body):
        for whom in _listed(part) or [_description(part)]:
            if whom:
                yield mid_sentence(whom) if lower and _people(whom, 2) else whom


def _listed(part: str) -> list[str]:
    """`members, people who bought a ticket, and students at the college`: each of them; none where one is unclear."""
    groups: list[str] = []
    for piece in _NEXT_GROUP.split(part):
        bare = _LEAD.sub("", piece, count=1)
        if groups and (_IN_OTHER_WORDS.match(piece) or not _people(bare, _NAMED_AT_ONCE)):
            groups[-1] += f", {piece}"
        else:
            groups.append(piece)
    found = [_description(group, listed=True) for group in groups]
    return found if len(found) > 1 and all(found) else []


def names_people_as_target(text: str) -> bool:
    """Tell whether `Target: students who ...` says whom to reach; with a number before the people it is a goal."""
    field = _FIELD.fullmatch(text)
    if field is None or not _TARGET.fullmatch(field["label"]) or field["body"][:1].isdigit():
        return False
    return _people(field["body"], 2) is not None and _CRITERION.search(field["body"]) is not None


_TARGET = re.compile(r"\W*(?:our )?targets?\W*", re.IGNORECASE)


def _below_a_label(sentence: Sentence) -> str:
    """What a sentence says below an audience label; nothing where it has another one, or none."""
    text = plain(sentence.text)
    field = _FIELD.fullmatch(text)
    if field and (_LABEL.fullmatch(field["label"]) or names_people_as_target(text)):
        return field["body"]
    if sentence.kind not in ("prose", "item") or field or not sentence.context:
        return ""
    return text if _LABEL.fullmatch(sentence.context[-1]) else ""


def is_below_audience_label(sentence: Sentence) -> bool:
    """Tell whether a sentence stands below a label such as `Audience`, or in its row of a table."""
    return bool(_row_below_a_label(sentence) if sentence.kind == "row" else _below_a_label(sentence))


def _row_below_a_label(sentence: Sentence) -> str:
    """The cell behind an audience label in a table of two columns."""
    label, bar, body = sentence.text.partition("|")
    return plain(body.partition("|")[0]) if bar and _LABEL.fullmatch(label) else ""


def _addressed(text: str) -> str:
    """`Everyone who took five rides gets ...`, `an e-mail to members who ...`: who it is that gets something."""
    found = _GETS.match(text) or _GOES_TO.search(text)
    if not found and _WRITTEN_TO.search(text):
        found = _LIST_OF.search(text)
    invited = _INVITED.search(text) if not found else None
    if invited and _people(invited["whom"], 2) and _WHICH.search(invited["whom"]) and not _US.match(invited["whom"]):
        return invited["whom"]
    return _NEXT_MESSAGE.split(found["whom"], maxsplit=1)[0] if found else ""


def _description(part: str, *, listed: bool = False) -> str:
    """Who is described; several that are `listed` need no more than a name of people of whom there is a list."""
    words = _COUNTED_ASIDE.sub("", _LEAD.sub("", part.strip(" -*•"), count=1))
    if _TOLD.match(words) or _BY_ADVERTS.search(words):
        return ""
    end = _END.search(words)
    words = words[: end.start() if end else None]
    if len(words) > 2 * _LONGEST:
        return ""
    words = _COUNT_BEHIND.sub("", words).strip(" .,;:-")
    people = _people(words, _FIRST_WORDS)
    if people is None or _NO_GROUP.search(words, 0, people.start()) or _SAYS_MORE.search(words):
        return ""
    if _UNFINISHED.search(words):
        return ""
    told = _CRITERION.search(words) or (listed and (_MEMBERS.match(words) or len(words.split()) > 2))
    if not told or len(words) > _LONGEST:
        return ""
    return f"those {words}" if words.startswith("who") else words


def _people(words: str, within: int) -> re.Match[str] | None:
    """The people named among the first words."""
    first = " ".join(words.split()[:within])
    return PEOPLE.search(first) or _HOLDERS.search(first)
