"""Numbers that are no quantities: in names, addresses, versions, pixel sizes, phone numbers, ids and lists."""

import re

from service.reading.nouns import NounPhrase, is_plural, read_noun
from service.reading.passage import Numeral, Passage
from service.reading.word_lists import word_set

_OPAQUE = re.compile(
    r"`[^`\n]*`|\{\{[^\n]{0,300}?\}\}|\{%[^\n]{0,300}?%\}|\$\{[^}]*\}|<[^<>\n]{1,300}>|\]\([^()\s]*\)|https?://\S+|www\.\S+"
    r"|[\w.+-]+@[\w-]+\.[\w.-]+"
    r"|\[\^?S?\d{1,3}(?:\s?[,;-]\s?S?\d{1,3})*\]"
)
_OPAQUE_HINT = re.compile(r"[`{<@\[]|\]\(|https?:|www\.")
_CHUNK_START = re.compile(r"[^\s|(\[\"“„'‘,;<>]{0,60}$")
_CHUNK_END = re.compile(r"[^\s|)\]\"”'’,;<>]{0,200}")
_CHUNK = re.compile(
    r"#[0-9a-fA-F]{3,8}\b|[@#]\w+|\S+\.(?:html?|csv|xlsx?|png|jpe?g|pdf|docx?|pptx?|json|py|md|svg|zip|txt"
    r"|css|js|mp4|gif|xml|ya?ml|app|com|org|net|io|de|co\.uk|fr|es)\b\S*"
    r"|\S*\\\S+|v?(?!\d{1,3}(?:\.\d{3})+(?!\d)|\d{1,2}\.\d{1,2}\.(?:19|20)?\d{2}(?!\d"
    r"|\.\d))\d+\.\d+\.\d+(?:\.\d+)*|v\d\S*|[A-Za-z]*_\w*|\S*=\S*"
)
_SIZE = re.compile(
    r"\d+\s?[x×]\s?\d+(?:\s?(?:px|cm|mm|in))?|\d+(?:[.,]\d+)?\s?(?:px|pt|dpi|ppi|rem|em|vh|vw|kg|cm|mm|km"
    r"|mph|km/h|°\w?|fps|hz|khz|mhz|ghz|kwh?|mwh?|litres?|liters?|grams?|kilos?|tonnes?|met(?:er|re)s?|miles?|acres?|hectares?|sqm|ml)(?![^\W_])"
    r"|\d+(?:\.\d+)?[\"”″](?=\s+[A-Z])|(?:16:9|9:16|4:3|3:2|3:4|2:3|21:9|4:5|5:4|1:1|1\.91:1)(?!\d|\s?(?:am|pm))"
    r"|\d+(?:[XDGA]|FA)(?![^\W_])|\d{3,4}p(?![^\W_])|[1-7]\*(?=\s[a-z])|[1-9]0s(?![^\W_])|(?<=nder-)\d{1,2}s(?![^\W_])|(?<=ver-)\d{1,2}s(?![^\W_])",
)
_PHONE = re.compile(
    r"\(?0\d{2,5}\)?[ /-]\d{3,}(?:[ -]\d{2,})*|\d{3}[ .-]\d{3}[ .-]\d{4}(?!\d)|(?!(?:19|20)\d\d[-/.]\d"
    r"|\d{1,2}[/-]\d{1,2}[/-])\d[\d ()/-]{8,18}\d(?!\d)"
)
_PHONE_BEFORE = re.compile(r"(?:\+|\b(?:tel|phone|mobile|fax|call us on|T|M)\b\.?:?\s*\(?)$", re.IGNORECASE)
_STREET = re.compile(
    r"\d{1,4}[a-z]?\s+(?:[A-Z][\w'’]+\s+){1,3}(?:Street|Road|Lane|Avenue|Drive|Close|Square|Place|Court"
    r"|Row|Terrace|Boulevard|Blvd|Rd|St|Ave|Wharf)\b"
    r"|\d{5}\s+[A-ZÄÖÜÉ][a-zäöüßé]+|(?:(?<=[A-Z]\d )|(?<=\d\d )|(?<=\d[A-Z] ))\d[A-Z]{2}\b"
)
_HYPHENED = re.compile(
    r"(?<![^\W_])(?!(?:mid|pre|post|early|late|end|under|over|eur|gbp|usd|kw|day|ende|anfang|mitte)-$)[^\W\d_][\w.]*-$",
    re.IGNORECASE,
)
_IDENTIFIER = re.compile(r"[\w.-]*\w")
_LIST_NUMBER = re.compile(
    r"[\s>*_#-]*\(?\d{1,3}(?:(?:[.)](?:\d{1,2}[.)])*\d{0,2}|(?:\.\d{1,2})+)(?=[\s*_])|(?=\s+[A-ZÄÖÜ]{2,}(?![a-z])))"
)
_NO_LIST_TEXT = re.compile(
    r"\s*(?:Jan|Feb|M[aä]r|Apr|Ma[iy]|Jun|Jul|Au?g|Sep|O[ck]t|Nov|De[cz]"
    r"|(?:million(?:en|es|s)?|mil|milli?ard(?:en|s)?|billion|milhões|millones|thousand|lakhs?|crores?|k|m|bn|Mio|Mrd|Tsd)\b)",
    re.IGNORECASE,
)
"""Behind the number that opens a line: a month, or a word that makes the number large."""
_LABEL = re.compile(
    r"(?:^|[\W_])(?:steps?|phases?|options?|versions?|releases?|levels?|tiers?|stages?|parts?|chapters?"
    r"|sections?|sprints?|tickets?|figures?|fig|table"
    r"|slides?|rounds?|rooms?|items?|concepts?|briefs?|variants?|templates?|pages?|styles?|annex|appendix"
    r"|articles?|art|clauses?|rules?|regulation|no|nr|nos|num"
    r"|number|nummer|numero|número|ref|id|ids|draft|build|panels?|cards?|screens?|units?|modules?|channel"
    r"|e-?mails?|mails?|sms|message|priority|prio|version|schritt|kampagne"
    r"|étape|paso|etapa|fase|groups?|cell|score|index|line|row|column|q|registered|registration|charity"
    r"|vat|hrb|iso|tls|rfc|soc|wcag|hs|gate|bus|route|flow|test|day|week|v)"
    r"\.?[*_]*[ \u00a0#:]{1,2}[*_]*[ ]?(?:\d{1,3}\s?(?:,|and|&|or|to|[-–/])\s?)?$",
    re.IGNORECASE,
)
_PLURAL_LABEL = re.compile(r"[a-z]s:[*_]*\s*$")
_VERB_LABEL = re.compile(
    r"(?:mail|text|sms|message|number|score|screen|group|test|index|items?|channel|gate|cell|row|line|unit)s?\s$",
    re.IGNORECASE,
)
_SCALE_LABEL = re.compile(
    r"(?:\b(?:no|nr|nos|ref|id|ids|registered|registration|charity|vat|iso|rfc)\b\.?[ \u00a0#:]{1,2}|[§#])$",
    re.IGNORECASE,
)
_SCHOOL_YEAR = re.compile(
    r"\b(?:Years?|Year [Gg]roups?|Grades?|Key Stages?|Klassen?)[ \u00a0](?:\d{1,2}\s?(?:,|and|&|or|to|[-–/])\s?)?$"
)
"""`Year 11 pupils`: how far on they are at school, and not how many; not `each year 500 members`."""
_PREVIOUS = re.compile(r"(?P<lead>.*?)(?P<word>[^\W\d_][\w'’&-]*)[ \u00a0]$", re.DOTALL)
_LEADS = word_set(
    "about around over under up to at least nearly almost roughly approximately some more less than "
    "max min only total target goal reach "
    "budget send sent email mail text call phone write show add create build identify deliver sell "
    "win get raise top first last next all "
    "the our we these those its their your of in for with and or plus from by on within between below "
    "above below a an es son die der den "
    "ask invite print book run use make collect generate recruit post publish has have had was were "
    "is are los las les des cost costs price "
    "fee value volume reached reaching sold sends wir ca rund etwa circa bis maximal mindestens"
)
_STARTS = re.compile(r"(?:^|[.:;!?|>•\-–—*_(\[\"“\n])\s*$")
_CAPITAL_RUN = re.compile(r"[ \u00a0](?P<word>[A-Z][\w'’&-]*)")
_APPROXIMATE = re.compile(
    r"(?:[~≈<>≤≥=]|\b(?:about|around|over|under|up to|at least|nearly|almost|roughly|approximately|some"
    r"|than|estimated))\s*$",
    re.IGNORECASE,
)


def opaque_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the stretches of a sentence that are code, addresses, placeholders, mark-up or citations."""
    if not _OPAQUE_HINT.search(text, start, end):
        return []
    return [match.span() for match in _OPAQUE.finditer(text, start, end)]


def list_number_end(passage: Passage) -> int:
    """Return where the number of a list item or heading ends, the start of the sentence when there is none."""
    match = passage.match(_LIST_NUMBER, passage.start)
    if match is None or match.end() >= passage.end or passage.match(_NO_LIST_TEXT, match.end()):
        return passage.start
    if (
        passage.sentence.kind in ("prose", "quote", "row", "field")
        and not passage.text[match.end() :].lstrip(" *_")[:1].isupper()
    ):
        return passage.start
    return match.end()


def end_of_no_quantity(passage: Passage, position: int) -> int | None:
    """Return where the name, id, size, address or phone number of the digit at `position` ends, or None."""
    for pattern in (_SIZE, _STREET):
        match = passage.match(pattern, position)
        if match is not None:
            return match.end()
    before = passage.before(position, 80)
    phone = passage.match(_PHONE, position)
    if phone is not None and (
        _PHONE_BEFORE.search(before) or passage.text[position] == "0" or " " not in phone[0] or phone[0].count("-") > 1
    ):
        return phone.end()
    if before[-1:].isalpha() or (before[-1:] == "-" and _HYPHENED.search(before)):
        return _end_of_digits(passage, position)
    return _end_of_chunk(passage, position, before)


def _end_of_digits(passage: Passage, position: int) -> int:
    match = passage.match(_IDENTIFIER, position)
    return match.end() if match else position + 1


def _end_of_chunk(passage: Passage, position: int, before: str) -> int | None:
    """Judge the whole run of characters without a space that the digit stands in."""
    left = _CHUNK_START.search(before)
    start = position - len(left[0]) if left else position
    right = passage.match(_CHUNK_END, position)
    end = right.end() if right else position + 1
    if _is_path(passage.text[start:end]):
        return max(end, position + 1)
    match = _CHUNK.match(passage.text, start, end)
    return max(match.end(), position + 1) if match and match.end() > position else None


def _is_path(chunk: str) -> bool:
    """Tell whether a run of characters is a path such as "news/2027/a12"."""
    return chunk.count("/") > 1 and any(char.isalpha() for char in chunk)


def is_name(passage: Passage, numeral: Numeral, noun: NounPhrase | None) -> bool:
    """Tell whether a number belongs to a name or label: "Studio 21", "step 3", "10,000 Steps Club"."""
    before = passage.before(numeral.start)
    if _SCALE_LABEL.search(before) or _SCHOOL_YEAR.search(before):
        return True
    label = _LABEL.search(before)
    if label is not None and not numeral.scaled and not _PLURAL_LABEL.search(before):
        return numeral.words or not (_is_lower_plural(noun) and _VERB_LABEL.search(before))
    if _is_capital_name(passage, numeral, before):
        return True
    return numeral.is_small_integer and _follows_capital(before, noun)


def in_short_quote(passage: Passage, position: int, *, any_case: bool = False) -> bool:
    """Tell whether a place lies in a short quotation; unless `any_case`, one that starts like a title or slogan."""
    if passage.sentence.kind == "quote":
        return False
    for start, end in passage.quotes:
        if start < position < end:
            opening = passage.text[start + 1]
            return any_case or opening.isupper() or opening.isdigit()
    return False


def _is_lower_plural(noun: NounPhrase | None) -> bool:
    return noun is not None and noun.first[0].islower()


def _follows_capital(before: str, noun: NounPhrase | None) -> bool:
    """Tell whether the word before is a capitalised name such as in "Studio 21"."""
    match = _PREVIOUS.match(before)
    if match is None or not match["word"][0].isupper() or match["word"].lower() in _LEADS:
        return False
    if _STARTS.search(match["lead"]) or not match["lead"].strip():
        return noun is None or not _is_lower_plural(noun)
    return noun is None or not _is_lower_plural(noun) or len(match["lead"].split()) > 0


def _is_capital_name(passage: Passage, numeral: Numeral, before: str) -> bool:
    """Tell whether capitalised words after the number make it a name: all the way, and no plural noun at the end."""
    position, words = numeral.end, []
    while match := passage.match(_CAPITAL_RUN, position):
        words.append(match["word"])
        position = match.end()
    if not words or _APPROXIMATE.search(before):
        return False
    if passage.sentence.kind == "heading":
        return numeral.scaled and not any(is_plural(word) for word in words)
    if before and before[-1] in "\"“„'‘":
        return True
    if passage.conventions.language == "de":
        return False
    ends_plural = words[-1].lower().endswith("s") or words[-1].isupper()
    following = passage.after(position, 2)
    return not (ends_plural and not (following[:1] == " " and following[1:2].islower())) and not _has_lower_noun(
        passage, position
    )


def _has_lower_noun(passage: Passage, position: int) -> bool:
    noun = read_noun(passage, position)
    return noun is not None and noun.first[0].islower()
