"""People and roles: those who do, own or decide something, not those the campaign addresses."""

from collections.abc import Iterator, Sequence

from schemas.organisation import Organisation
from service.campaign import Mention
from service.catalogue.person_names import first_names
from service.catalogue.vocabulary import roles, word_list
from service.reading.lexicon import known_words, trade_words
from service.reading.naming import Named
from service.reading.scan import NameScan

_MODIFIERS = 3
_LONGEST_NAME = 3
# Parted by a full stop from the name they belong to, these are nobody: `Sra. Nuria Prado`.
_NOBODY = frozenset({"sr", "sra", "srta", "frau", "herr", "mme", "dra", "olá"})
_INITIALS = frozenset({"m", "mm"})
_COURTESIES = _INITIALS | {"frau", "herr", "herrn"}


def read_roles(scan: NameScan) -> list[Mention]:
    """Return titles, departments, teams and outside roles."""
    known = [
        scan.mention("person_role", hit.first, hit.last, name=hit.lexeme.id, value=roles()[hit.lexeme.id].label)
        for hit in scan.sure("person_role")
    ]
    return [*known, *_other_teams(scan), *_addressed(scan), *_courteous(scan)]


def _courteous(scan: NameScan) -> Iterator[Mention]:
    """`M. Yanis Corbel`, `die Leiterin Frau Elke Sandner`: names that run on from a title of another language."""
    words = scan.words
    for at in words.places(_COURTESIES):
        first = at + 1
        if first >= len(words) or not words.capitals[at] or not _is_courtesy(scan, at):
            continue
        if not words.raw(first).istitle() or words.folded[first] in known_words():
            continue
        last = first
        while last - at < _LONGEST_NAME and _is_large(scan, last + 1):
            last += 1
        yield scan.mention("person_role", at, last, value=words.written(first, last))


def _is_courtesy(scan: NameScan, at: int) -> bool:
    if scan.words.folded[at] in _INITIALS:
        return scan.words.gaps[at + 1] == ". " and not _is_initial(scan, at)
    # At other places the name is found as any other.
    return scan.words.joined[at + 1] and at > 0 and _is_large(scan, at) and scan.words.capitals[at - 1]


def _is_large(scan: NameScan, at: int) -> bool:
    return at < len(scan.words) and scan.words.joined[at] and scan.words.capitals[at]


def _is_initial(scan: NameScan, at: int) -> bool:
    """Tell whether a name or a figure stands before: `Ruth M. Alder`, `40 M. Shares`."""
    before = scan.words.folded[at - 1] if at and scan.words.joined[at] else ""
    return bool(before) and (scan.words.capitals[at - 1] or before[0].isdigit())


def _addressed(scan: NameScan) -> list[Mention]:
    """`@Tam @Priyanka can you look`: somebody spoken to in a chat, not the handle in `follow us @Marlow`."""
    words = scan.words
    if "@" not in words.text:
        return []
    places = [
        at
        for at in range(len(words))
        if words.gaps[at].lstrip() == "@" and words.raw(at).istitle() and (at == 0 or words.folded[at] in first_names())
    ]
    return [scan.mention("person_role", at, at, value=words.raw(at)) for at in places]


def _other_teams(scan: NameScan) -> list[Mention]:
    """Teams and titles the catalogue does not list: `Growth squad`, `Owen's team`, `Innovation Manager`."""
    found: list[Mention] = []
    teams, titles = word_list("team_heads"), word_list("title_heads")
    if teams.isdisjoint(scan.words.bag) and titles.isdisjoint(scan.words.bag):
        return found
    taken = scan.within(("person_role",))
    for at, word in enumerate(scan.words.folded):
        is_team = word in teams
        if not is_team and not (word in titles and scan.words.capitals[at]):
            continue
        first = _first_modifier(scan, at, any_case=is_team)
        if first == at or (word in word_list("department_heads") and not _is_introduced(scan, first, at)):
            continue
        if taken.isdisjoint(range(first, at + 1)):
            name, written = "business_team" if is_team else "manager", scan.words.written(first, at)
            found.append(scan.mention("person_role", first, at, name=name, value=written))
    return found


def _first_modifier(scan: NameScan, head: int, *, any_case: bool) -> int:
    words, first = scan.words, head
    while first > 0 and head - first < _MODIFIERS and words.joined[first]:
        word = words.folded[first - 1]
        if word == "'s" and first >= 2:
            return first - 2
        if word in word_list("no_kind_of_team") or word[0].isdigit() or not (any_case or words.capitals[first - 1]):
            break
        if any_case and word.endswith(("ing", "ed", "s")) and word not in word_list("ordinary_words"):
            break
        first -= 1
    return first


def _is_introduced(scan: NameScan, first: int, head: int) -> bool:
    """`prepared by Retail Marketing`, `Tomasz Wren, Savings Marketing`, not the firm `Harrow Lane Analytics`."""
    trade, ordinary = trade_words(), word_list("ordinary_words")
    named = all(word in trade or word in ordinary for word in scan.words.folded[first:head])
    return named and scan.words.before(first) in (",", "by", "in", "from", "with")


def named_people(named: list[Named]) -> list[Mention]:
    """Return the names that turned out to be people; a first name alone means the full name found elsewhere."""
    people = [one.candidate for one in named if one.kind == "person_role" and one.candidate.text.lower() not in _NOBODY]
    full = _full_names([person.text for person in people])
    return [
        person.scan.mention("person_role", person.first, person.last, value=full.get(person.text, person.text))
        for person in people
    ]


def _full_names(names: Sequence[str]) -> dict[str, str]:
    full: dict[str, str] = {}
    for name in sorted(set(names), key=len, reverse=True):
        for part in name.split():
            full.setdefault(part, name)
        full.setdefault(name, name)
    return full


def read_profile_teams(scans: Sequence[NameScan], organisation: Organisation | None) -> list[Mention]:
    """Return the teams of the organisation's profile where the brief names them."""
    if organisation is None:
        return []
    found = []
    for scan in scans:
        lowered = scan.words.text.lower()
        for team in organisation.teams:
            if team.name.strip() and team.name.lower() in lowered:
                found.extend(_team_mentions(scan, team.name))
    return found


def _team_mentions(scan: NameScan, name: str) -> list[Mention]:
    size = len(name.split())
    for first in range(len(scan.words) - size + 1):
        written = scan.words.written(first, first + size - 1)
        if written.lower() == name.lower():
            return [scan.mention("person_role", first, first + size - 1, value=name)]
    return []
