"""Who and what a brief names: channels, systems, organisations, data, people, places, laws and signals.

One pass looks every word up in the catalogue; the readers of each kind then judge what was found, and a second pass
decides what the names are that the catalogue does not know.
"""

from collections.abc import Callable, Sequence

from schemas.brief import Sentence
from schemas.organisation import Organisation
from service.campaign import Mention
from service.catalogue.vocabulary import roles
from service.reading.channels import read_channels
from service.reading.data_elements import read_data
from service.reading.departments import read_departments
from service.reading.job_titles import read_job_titles
from service.reading.lexicon import lexicon
from service.reading.naming import Named, decide
from service.reading.organisations import (
    named_organisations,
    read_abbreviated_names,
    read_answered_organisation,
    read_profile_name,
)
from service.reading.people import named_people, read_profile_teams, read_roles
from service.reading.posts_abroad import read_posts_abroad
from service.reading.proper_names import about_brief, find_candidates
from service.reading.regions import read_regions, settled_towns
from service.reading.scan import NameScan, scan_sentence
from service.reading.signals import read_signals
from service.reading.small_names import read_in_house_systems, read_plain_roles
from service.reading.statutes import read_laws
from service.reading.systems import named_systems, read_known_systems, read_owned_systems, read_profile_systems

_READERS: tuple[Callable[[NameScan], list[Mention]], ...] = (
    read_channels,
    read_known_systems,
    read_owned_systems,
    read_in_house_systems,
    read_answered_organisation,
    read_abbreviated_names,
    read_data,
    read_roles,
    read_job_titles,
    read_plain_roles,
    read_departments,
    read_posts_abroad,
    read_regions,
    read_laws,
    read_signals,
)


def read_names(
    sentences: Sequence[Sentence], text: str, language: str, organisation: Organisation | None
) -> list[Mention]:
    """Return every name in the brief by place; the same thing named twice is two mentions.

    `language` is a BCP 47 code: English words are always read, those of another language in its briefs only.
    """
    words = lexicon(language)
    scans = [scan_sentence(sentence, words) for sentence in sentences]
    known = [mention for scan in scans for reader in _READERS for mention in reader(scan)]
    profiled = [
        *read_profile_systems(scans, organisation),
        *read_profile_teams(scans, organisation),
        *read_profile_name(scans, organisation),
    ]
    named = _unknown_names(scans, text, language)
    return settled_towns(_without_name_parts(_without_appositions(_in_order([*profiled, *known, *named]))))


def _unknown_names(scans: Sequence[NameScan], text: str, language: str) -> list[Mention]:
    brief = about_brief(scans, language)
    named = decide(find_candidates(scans, brief), brief, text)
    return [*named_systems(named), *named_organisations(named), *named_people(named), *_named_places(named)]


def _named_places(named: Sequence[Named]) -> list[Mention]:
    """The names of no list that stand where places stand; which country they are in is not known."""
    places = [one.candidate for one in named if one.kind == "place"]
    return [place.scan.mention("region", place.first, place.last) for place in places]


def _in_order(mentions: Sequence[Mention]) -> list[Mention]:
    """By place, without a second mention of the same kind at the same place."""
    kept: dict[tuple[object, ...], Mention] = {}
    for mention in mentions:
        key = (mention.kind, mention.start, mention.end, mention.name if mention.kind == "signal" else None)
        kept.setdefault(key, mention)
    ordered = sorted(kept.values(), key=lambda m: (m.start, -m.end, m.kind))
    return _without_nested(ordered)


def _without_nested(ordered: Sequence[Mention]) -> list[Mention]:
    """Drop a mention inside a longer one of its own kind; signals may lie in one another."""
    kept: list[Mention] = []
    ends: dict[str, int] = {}
    for mention in ordered:
        if mention.kind != "signal" and mention.end <= ends.get(mention.kind, -1):
            continue
        kept.append(mention)
        ends[mention.kind] = max(ends.get(mention.kind, -1), mention.end)
    return kept


def _without_appositions(mentions: Sequence[Mention]) -> list[Mention]:
    """`our agency, Brightside`: the name says more than the word for what it is, which is then left out."""
    starts = {mention.start for mention in mentions if mention.kind == "organisation"}
    return [mention for mention in mentions if not (_is_outside(mention) and _leads_to(mention.end, starts))]


def _is_outside(mention: Mention) -> bool:
    role = roles().get(mention.name or "")
    return mention.kind == "person_role" and role is not None and role.kind == "outside"


def _leads_to(end: int, starts: set[int]) -> bool:
    return any(end + gap in starts for gap in (1, 2, 3))


def _without_name_parts(mentions: Sequence[Mention]) -> list[Mention]:
    """A word inside a firm's name says at most what the firm is: `Pixel Bleu` tracks nobody."""
    kept: list[Mention] = []
    name_end = -1
    for mention in mentions:
        if mention.kind == "organisation":
            name_end = max(name_end, mention.end)
        elif _lies_in_name(mention, name_end) and not _is_sector(mention):
            continue
        kept.append(mention)
    return kept


def _lies_in_name(mention: Mention, name_end: int) -> bool:
    """A channel may begin in the name and run on: `our agency Lantern Calls from 28 January`."""
    if mention.kind == "channel":
        return mention.start < name_end
    return mention.end <= name_end and mention.kind in ("signal", "data")


def _is_sector(mention: Mention) -> bool:
    return str(mention.name).startswith("sector_")
