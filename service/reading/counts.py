"""Numbers of people and things, multiples ("4x") and amounts of data."""

import re

from service.reading.calendar_words import TIME_UNITS
from service.reading.columns import cell_at
from service.reading.names_with_numbers import is_name
from service.reading.nouns import NounPhrase, is_plural, read_noun, unit_of
from service.reading.numerals import read_numeral
from service.reading.passage import Found, Numeral, Passage

_SIZES = {
    "kb": "kilobyte", "mb": "megabyte", "gb": "gigabyte", "kilobytes": "kilobyte", "megabytes": "megabyte",
    "gigabytes": "gigabyte", "tb": "terabyte", "terabytes": "terabyte", "kib": "kilobyte", "mib": "megabyte",
    "gib": "gigabyte", "tib": "terabyte", "mbit": "megabit", "mbps": "megabit/second", "mbit/s": "megabit/second",
}  # fmt: skip
_SIZE = re.compile(r"\s?(?P<unit>[KMGT]i?B|kB|Mbps|Mbit/s|Mbit|kilobytes|megabytes|gigabytes|terabytes)(?![^\W_])")
_MULTIPLE = re.compile(
    r"\s?[x×](?![^\W_]|\s?\d)|-fold\b|\s(?:times|mal|fois|veces|vezes)\s(?:as|more|higher|better|faster"
    r"|the|so|mehr|plus|más|mais)\b"
)
_NOT_AFTER = re.compile(r"[^\W\d_]|[/:]\d|[°%]|\.\d|,\d")
_CUE_BEFORE = re.compile(
    r"(?:[~≈<>≤≥→↑]|\b(?:about|around|roughly|approximately|approx\.?|nearly|almost|over|under|below"
    r"|above|up to|at least|at most|more than|less than"
    r"|fewer than|not more than|no more than|only|some|against|versus|vs\.?|compared (?:with|to)|up from"
    r"|down from|circa|ca\.?|max\.?|min\.?|maximum|minimum"
    r"|limit(?:ed to)?|total(?: of)?|target(?: of)?|goal(?: of)?|reach(?:ing|ed)?"
    r"|aim(?:ing)? (?:for|at)|hope for|expect(?:ing|ed)?|sollen es|rund|etwa|mindestens|maximal|höchstens|bis zu"
    r"|über|unter|environ|plus de|moins de|au moins|jusqu'à|unos|cerca de"
    r"|más de|menos de|al menos|hasta|mais de|pelo menos|até|(?:last|this) (?:year|time|month|week|season"
    r"|spring|summer|autumn|winter),?))[\s*_]*$",
    re.IGNORECASE,
)
_CUE_AFTER = re.compile(
    r"\s(?:or so|or more|or fewer|or less|plus\b|each\b|in total|in all|altogether|of (?:them|these|those"
    r"|which|whom|our|the)\b|(?:in )?(?:the|a) (?:year|month|week|quarter|season) (?:before|earlier)\b"
    r"|(?:last|this) (?:year|month|week|quarter|season|time|spring|summer|autumn|winter)\b)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"([^\W\d_][^\n:|.;]{1,40}?)[*_]*\s?[:=][\s*_~]*$")
_NOT_LABEL = re.compile(
    r"\b(?:order|weight|version|id|index|priority|step|no|phone|code|ref|status)\b|_", re.IGNORECASE
)
_YEAR = re.compile(r"(?:19|20)\d\d$")
_AGE_BEFORE = re.compile(
    r"(?:\b(?:ages?|aged|age of|alter von|under the age of|over the age of|alter|edad|âge"
    r"|ages of)\s*:?\s*(?:(?:of|between|from|over|under|von)\s+)?(?:\w+\s(?:or|to|and)\s)?"
    r"|\b(?:child(?:ren)?|adults?|people|women|men|girls|boys|patients|anyone|those|parents)\s+(?:under"
    r"|over|below|above|from)\s+(?:the age of\s+)?"
    r"|\b(?:is|are|turn(?:s|ed)?|was|were|[Uu]nder|[Oo]ver)[\s-](?=$))",
    re.IGNORECASE,
)
_IS = re.compile(r"\b(?:is|are|turns?|under|over)[\s-]$", re.IGNORECASE)
_ADULT_AGES = (13, 16, 18, 21, 25)
_BEFORE_BRACKET = re.compile(
    r"(?P<noun>[^\W\d_]{3,})\s?\((?:about |around |some |roughly |approx\.? |~\s?)?$", re.IGNORECASE
)
_BY_PLACE = re.compile(
    r"[:(–—-]\s?(?:[\d.,]+k?\s(?:in|from)\s[^;.:()\d]{2,40}(?:,|\band)\s+){0,6}(?:(?:about|some|around|roughly)\s)?$",
    re.IGNORECASE,
)
_PLACE_AFTER = re.compile(r"\s(?:in|from)\s(?:the\s)?(?:[A-Z]|our\b)")
"""`everybody who sailed: 162,000 in the UK, 38,500 in Norway`, `parents who asked: 870 in our system`: people."""
_WITH_ADDRESS = re.compile(
    r"\swith (?:an? |their |a valid )?(?:e-?mails?|phones?|mobiles?|postal)(?:[ -](?:address(?:es)?|numbers?))?"
    r"\s\((?:(?:about|around|some|roughly)\s|~)?$",
    re.IGNORECASE,
)
"""`donors with an e-mail (31k)`: the number is theirs, and not that of the e-mails."""
_ADDED = re.compile(
    r"\s(?:who|with|whose|that)\b[^.:;()]{3,80},\s(?:about|around|some|roughly|nearly|almost|approximately|currently|now)\s$",
    re.IGNORECASE,
)
"""`the ones who stopped this year, around 2,700`."""
_CLAUSE_START = re.compile(r"[.:;()]\s")
_ANYBODY = frozenset({"everybody", "everyone", "all", "those", "ones"})
_PARAGRAPH = re.compile(r"\d{1,2}\.\d{1,2}")
_SINGLE = frozenset({"one", "zero"})
_FRACTION_AFTER = re.compile(
    r"[\s-](?:factor|way|step|sided|tier|part|stage|thirds?|quarters?|fifths?|halves|tenths?)\b", re.IGNORECASE
)
_VERB_BEFORE = re.compile(
    r"\b(?:filled|sold|had|got|get|sent|raised|won|were|was|reached|saw|need|want|brought|recruited|signed"
    r"|enrolled|attended|made|have|cleared|hit"
    r"|vendimos|tuvimos|fueron|vendemos|tivemos|foram|hatten|waren|verkauften|avions|étaient)\s$"
)
_LIMIT_BEFORE = re.compile(
    r"\b(?:below|under|above|over|more than|fewer than|less than|at least|at most|up to|unter|über|mindestens)\s$",
    re.IGNORECASE,
)
_PER_BEFORE = re.compile(r"\bper\s$", re.IGNORECASE)


def read_count(passage: Passage, position: int) -> Found | None:
    """Read a number of people or things, where something says that it counts."""
    numeral = read_numeral(passage, position)
    if numeral is None:
        return None
    special = _read_size(passage, numeral) or _read_multiple(passage, numeral)
    if special is not None:
        return special
    if _is_no_count(passage, numeral):
        return None
    noun = read_noun(passage, numeral.end)
    if noun is not None and noun.word in TIME_UNITS:
        return None
    if _AGE_BEFORE.search(passage.before(position, 40)) and _is_age(passage, numeral, noun):
        return _age(passage, numeral)
    if is_name(passage, numeral, noun) or not _is_said_to_count(passage, numeral, noun):
        return None
    if noun is not None and noun.unit == "character" and passage.before(position, 1) == "(":
        return None
    unit = (noun.unit or "item") if noun else _unit_before(passage, numeral)
    note = "or more" if numeral.open_ended else None
    return Found(
        "count",
        position,
        numeral.end,
        numeral.value,
        numeral.high,
        unit or None,
        of=noun.word if noun else None,
        note=note,
    )


def _unit_before(passage: Passage, numeral: Numeral) -> str | None:
    """`Club members (3,100, kept in Airtable)`: what a number in brackets counts stands before them."""
    before = passage.before(numeral.start, 280)
    behind = _WITH_ADDRESS.search(before) or _ADDED.search(before)
    if behind is None and passage.match(_PLACE_AFTER, numeral.end):
        behind = _BY_PLACE.search(before)
    if behind and _names_people(before[: behind.start()]):
        return "person"
    match = _BEFORE_BRACKET.search(before[-40:])
    return unit_of(match["noun"]) if match else None


def _names_people(before: str) -> bool:
    """Tell whether the clause that ends there names a group of people."""
    words = _CLAUSE_START.split(before)[-1].lower().split()
    return any(word in _ANYBODY or unit_of(word) == "person" for word in words)


def _read_size(passage: Passage, numeral: Numeral) -> Found | None:
    match = passage.match(_SIZE, numeral.end)
    if match is None:
        return None
    return Found(
        "count", numeral.start, match.end(), numeral.value, numeral.high, _SIZES[match["unit"].lower()], of="data"
    )


def _read_multiple(passage: Passage, numeral: Numeral) -> Found | None:
    match = passage.match(_MULTIPLE, numeral.end)
    if match is None or numeral.words or passage.text[match.end() : match.end() + 2].strip()[:1].isupper():
        return None
    return Found("count", numeral.start, match.end(), numeral.value, numeral.high, "ratio", note="multiple")


def _is_no_count(passage: Passage, numeral: Numeral) -> bool:
    text = passage.text[numeral.start : numeral.end]
    if passage.match(_FRACTION_AFTER, numeral.end) or (
        numeral.words and _PER_BEFORE.search(passage.before(numeral.start, 8))
    ):
        return True
    if text.lower() in _SINGLE or (text[0] == "0" and len(text) > 1 and text[1].isdigit()):
        return True
    if numeral.words and passage.text[numeral.end : numeral.end + 1] in "-‑" and numeral.end < passage.end:
        return read_noun(passage, numeral.end) is None
    return passage.match(_NOT_AFTER, numeral.end) is not None or _is_paragraph_number(passage, numeral)


def _is_paragraph_number(passage: Passage, numeral: Numeral) -> bool:
    """`3.3 radio spots on two stations`, at the start of a line, where other lines start with 3.1 and 3.2."""
    written, line = passage.text[numeral.start : numeral.end], passage.text.rfind("\n", 0, numeral.start) + 1
    if _PARAGRAPH.fullmatch(written) is None or passage.text[line : numeral.start].strip(" \t*_#"):
        return False
    chapter = re.escape(written.partition(".")[0])
    return len(re.findall(rf"^[ \t*_#]*{chapter}\.\d{{1,2}}[.)]?\s", passage.text, re.MULTILINE)) > 1


def _is_age(passage: Passage, numeral: Numeral, noun: NounPhrase | None) -> bool:
    if numeral.scaled or numeral.value > 110 or passage.match(_CUE_AFTER, numeral.end):
        return False
    return noun is None or _IS.search(passage.before(numeral.start, 8)) is None


def _age(passage: Passage, numeral: Numeral) -> Found | None:
    """Read the ages of an audience as a count of years; a single person's age is no quantity."""
    if numeral.high is None or " or " in passage.text[numeral.start : numeral.end]:
        return None
    return Found("count", numeral.start, numeral.end, numeral.value, numeral.high, "year", of="age", role="audience")


def _is_said_to_count(passage: Passage, numeral: Numeral, noun: NounPhrase | None) -> bool:
    """Tell whether a noun, a grouping or a word beside the number says that it counts something."""
    if noun is not None:
        return noun.unit is not None or _noun_is_near(passage, numeral, noun)
    text = passage.text[numeral.start : numeral.end]
    if _YEAR.match(text) or (numeral.open_ended and numeral.value in _ADULT_AGES):
        return False
    if numeral.scaled and not numeral.words:
        return True
    if numeral.words:
        limited = _LIMIT_BEFORE.search(passage.before(numeral.start, 14)) is not None
        return numeral.scaled or limited or passage.match(_CUE_AFTER, numeral.end) is not None
    before = passage.before(numeral.start)
    cue = _CUE_BEFORE.search(before)
    if cue or _CUE_AFTER.match(passage.after(numeral.end)) or _is_labelled(numeral, before):
        return True
    if numeral.value >= 100 and (_VERB_BEFORE.search(before) or _unit_before(passage, numeral) == "person"):
        return True
    return _fills_a_cell(passage, numeral)


def _is_labelled(numeral: Numeral, before: str) -> bool:
    """Tell whether a label such as "Emails:" or "Total recipients:" says what the number counts."""
    label = _LABEL.search(before)
    if label is None or isinstance(numeral.value, float) or _NOT_LABEL.search(label[1]):
        return False
    return is_plural(label[1].split()[-1]) or _CELL_LABEL.search(label[1]) is not None


def _noun_is_near(passage: Passage, numeral: Numeral, noun: NounPhrase) -> bool:
    """Four-digit years with a plural after them ("2027 plans") count nothing."""
    text = passage.text[numeral.start : numeral.end]
    return not (_YEAR.match(text) and noun.unit is None)


_COUNTRY = re.compile(r"(?!(?:ID|NO|NR|KW|CW|WK|PO|AD)$)[A-Z]{2}")
_CELL_LABEL = re.compile(
    r"(?:volume|number|count|limit|size|target|reach|quantity|qty|total|anzahl|menge|audience|emails"
    r"|recipients|contacts|users|visits|goal|ziel|actual|baseline|today|wanted|desired|before|after"
    r"|result|nombre|cantidad|número|quantidade|seats|capacity|people|members)",
    re.IGNORECASE,
)


def _counts(label: str) -> bool:
    """Tell whether a column such as `Hotels` or `Volume` counts something."""
    if _CELL_LABEL.search(label) or _COUNTRY.fullmatch(label.strip()):
        return True
    return bool(label.strip()) and is_plural(label.split()[-1].lower())


def _fills_a_cell(passage: Passage, numeral: Numeral) -> bool:
    """Tell whether the number is all there is in a table cell whose column counts something."""
    cell = cell_at(passage.cells, numeral.start - passage.start)
    whole = cell is not None and cell.text.strip(" *_~") == passage.text[numeral.start : numeral.end]
    return cell is not None and whole and _counts(cell.label)
