"""Organisations: agencies and other outside parties, vendors, and the brand the campaign is for."""

from collections.abc import Sequence

from schemas.organisation import Organisation
from service.campaign import Mention
from service.catalogue.vocabulary import word_list
from service.reading.lexicon import Layer
from service.reading.naming import Named
from service.reading.scan import NameScan
from service.reading.tokens import split_words

_UNNAMED = Organisation().name
_ANSWERS = ":=\n"
_LONGEST_NAME = 7
_FEWEST_INITIALS = 3
# What bears initials and is no party: laws, tools, programmes, measures, documents.
_NO_PARTIES = frozenset(
    {"act", "code", "regulation", "regulations", "directive", "law", "standard", "standards", "rule", "rules", "system"}
    | {"platform", "portal", "database", "software", "tool", "hub", "app", "engine", "programme", "program", "scheme"}
    | {
        "project",
        "campaign",
        "plan",
        "policy",
        "agreement",
        "rate",
        "score",
        "index",
        "value",
        "cost",
        "number",
        "list",
    }
    | {"test", "testing", "assessment", "document", "brief", "officer", "manager", "director", "lead", "statement"}
    | {"proposal", "proposals", "indicator", "indicators", "questions", "day", "time", "date", "gift", "team", "page"}
)


def named_organisations(named: list[Named]) -> list[Mention]:
    """Return the names that turned out to be organisations."""
    return [
        one.candidate.scan.mention("organisation", one.candidate.first, one.candidate.last, value=one.candidate.text)
        for one in named
        if one.kind == "organisation"
    ]


def read_answered_organisation(scan: NameScan) -> list[Mention]:
    """Return the answer to a field of a form that asks for the company, charity or brand."""
    if scan.sentence.kind != "field" or word_list("organisation_labels").isdisjoint(scan.around.above):
        return []
    words = scan.words
    first = next((at for at in range(1, len(words)) if any(char in words.gaps[at] for char in _ANSWERS)), None)
    if first is None or len(words) - first > _LONGEST_NAME or not words.capitals[first]:
        return []
    links = word_list("name_links")
    if not all(words.capitals[at] or words.folded[at] in links for at in range(first, len(words))):
        return []
    if not all(words.joined[first + 1 :]):
        return []
    name = words.written(first, len(words) - 1)
    return [scan.mention("organisation", first, len(words) - 1, value=name)]


def read_abbreviated_names(scan: NameScan) -> list[Mention]:
    """Return names whose initials follow in brackets: `Queensland Tertiary Admissions Centre (QTAC)`."""
    found: list[Mention] = []
    words = scan.words
    if "(" not in words.text or scan.sentence.kind == "heading":
        return found
    for at in range(_FEWEST_INITIALS, len(words)):
        short = words.raw(at)
        if words.gaps[at].strip() != "(" or not words.gaps[at + 1].strip().startswith(")") or not short.isupper():
            continue
        first = _spelled_out(scan, at, short.lower())
        if first is not None and words.folded[at - 1] not in _NO_PARTIES and not _is_known(scan, at - 1):
            name = words.written(first, at - 1)
            found.append(scan.mention("organisation", first, at - 1, value=name))
            found.append(scan.mention("organisation", at, at, value=name))
    return found


def _spelled_out(scan: NameScan, at: int, initials: str) -> int | None:
    """The first of the capitalised words right before word `at` that begin with the initials."""
    words, left, first = scan.words, len(initials), at
    if left < _FEWEST_INITIALS:
        return None
    while left and first > 0 and (first == at or words.joined[first]):
        first -= 1
        if words.capitals[first] and words.folded[first][0] == initials[left - 1]:
            left -= 1
        elif words.folded[first] not in word_list("name_links") | {"and", "for"}:
            return None
    return first if left == 0 else None


def _is_known(scan: NameScan, at: int) -> bool:
    layers: tuple[Layer, ...] = ("system", "law", "person_role", "data", "channel")
    return at in scan.within(layers)


def read_profile_name(scans: Sequence[NameScan], organisation: Organisation | None) -> list[Mention]:
    """Return the places that name the organisation of the profile."""
    if organisation is None or organisation.name == _UNNAMED:
        return []
    wanted = split_words(organisation.name).folded
    size = len(wanted)
    return [
        scan.mention("organisation", at, at + size - 1, value=organisation.name)
        for scan in scans
        for at in range(len(scan.words) - size + 1)
        if size and scan.words.folded[at : at + size] == wanted
    ]
