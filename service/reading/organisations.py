"""Organisations: agencies and other outside parties, vendors, and the brand the campaign is for."""

from collections.abc import Sequence

from schemas.organisation import Organisation
from service.campaign import Mention
from service.catalogue.vocabulary import word_list
from service.reading.naming import Named
from service.reading.scan import NameScan
from service.reading.tokens import split_words

_UNNAMED = Organisation().name
_ANSWERS = ":=\n"
_LONGEST_NAME = 7


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
