"""Departments called by their trade alone: `Fair Lending objects`, `To: Retail Deposits; Digital`, `Ana in finance`.

A department is one only where it acts, is addressed, or owns a cell of a table; elsewhere its name is a subject.
"""

from service.campaign import Mention
from service.catalogue.name_words import name_words
from service.catalogue.person_names import first_names
from service.catalogue.vocabulary import word_list
from service.reading.leftover_names import is_rare
from service.reading.lexicon import known_words
from service.reading.scan import NameScan

_LONGEST = 3
_MODALS = frozenset({"will", "must", "would", "should", "may", "might", "'d", "'ll"})
_SKIPPED = frozenset({"also", "still", "only", "never", "always", "first", "then", "really", "has", "have"})
_CLAUSE_WORDS = frozenset(
    {"but", "that", "where", "which", "when", "because", "if", "as", "so", "before", "after", "until", "unless",
     "what", "though", "although", "while", "and", "whether", "once"}
)  # fmt: skip
_HANDED = frozenset({"from", "by", "with", "ask", "tell", "asked", "told", "to"})
_ASKED = frozenset({"ask", "tell", "asked", "told"})
_ENDS = _HANDED | _CLAUSE_WORDS
_OWNERS = frozenset({"owner", "owners", "owned", "responsible", "lead", "who", "team", "department"})
_CELL_OWNERS = frozenset({"who", "owner", "owners", "responsible", "lead", "team", "accountable", "by"})
_OF_MANY = frozenset({"want", "insist", "object", "own", "refuse", "prefer", "approve"})
_LABEL_REACH = 3
_CLAUSES = frozenset({"prose", "item", "field"})
# Written large these are as often a subject, a menu or a product as a department.
_ALSO_SUBJECTS = frozenset(
    {"support", "data", "services", "quality", "credit", "cards", "payments", "design", "waste", "health", "wealth",
     "growth", "learning", "research", "brand", "product", "safety", "environment", "protection",
     "deposits", "mortgages"}
)  # fmt: skip
_LONGEST_PART = 4


def read_departments(scan: NameScan) -> list[Mention]:
    """Return the departments that a sentence names as doing, owning or being asked something."""
    taken = {at for hit in scan.sure("person_role") for at in range(hit.first, hit.last + 1)}
    spans = [
        *_addressed(scan),
        *_beside_names(scan),
        *_owners(scan),
        *_collectives(scan),
        *(span for at in scan.words.places(name_words("departments")) for span in _at(scan, at)),
    ]
    return [
        scan.mention("person_role", first, last, name="business_team", value=scan.words.written(first, last))
        for first, last in spans
        if taken.isdisjoint(range(first, last + 1))
    ]


def _at(scan: NameScan, last: int) -> list[tuple[int, int]]:
    """The department whose last word is `last`."""
    first = _start(scan, last)
    small = scan.words.written(first, last).lower() in name_words("plain_departments")
    capital = scan.words.capitals[first]
    acts = (_acts(scan, first, last) or _is_explained(scan, last)) and (
        capital or (small and _opens_clause(scan, first))
    )
    placed = (small or capital) and _follows_person(scan, first)
    asked = small and _is_handed(scan, first, last)
    owns = capital and (_fills_cell(scan, first, last) or _stands_out(scan, first, last))
    return [(first, last)] if acts or placed or asked or owns else []


def _start(scan: NameScan, last: int) -> int:
    """The first word: capitals belong together, and so do small words of the trade."""
    words, first = scan.words, last
    if last and words.joined[last] and words.written(last - 1, last).lower() in name_words("plain_departments"):
        return last - 1
    while first > 0 and last - first < _LONGEST - 1 and words.joined[first]:
        before = words.folded[first - 1]
        if before in _ENDS or before in word_list("function_words", "no_kind_of_team"):
            break
        if not words.capitals[first - 1] and before not in name_words("role_trades"):
            break
        first -= 1
    return first


def _acts(scan: NameScan, first: int, last: int) -> bool:
    words, at, modal = scan.words, last + 1, False
    while at < len(words) and words.joined[at] and words.folded[at] in _MODALS | _SKIPPED:
        modal = modal or words.folded[at] in _MODALS
        if words.folded[at] in ("has", "have") and modal:
            return last > first
        at += 1
    if at >= len(words) or not words.joined[at]:
        return False
    return words.folded[at] in name_words("department_verbs")


def _is_explained(scan: NameScan, last: int) -> bool:
    """`Compliance (Adv. Naidoo) needs all scripts`: who it is stands in brackets."""
    words, after = scan.words, last + 1
    if after >= len(words) or words.gaps[after].strip() != "(":
        return False
    return words.folded[after] in first_names() or words.folded[after] in name_words("person_titles")


def _opens_clause(scan: NameScan, first: int) -> bool:
    return first == 0 or not scan.words.joined[first] or scan.words.folded[first - 1] in _CLAUSE_WORDS


def _follows_person(scan: NameScan, first: int) -> bool:
    """`Ana in finance`, `Frau Lind (data protection)`."""
    words = scan.words
    if first >= 1 and words.gaps[first].strip() == "(":
        return words.capitals[first - 1]
    placed = words.folded[first - 1] in ("in", "from", "at") and words.joined[first] if first >= 2 else False
    return placed and words.capitals[first - 2]


def _is_handed(scan: NameScan, first: int, last: int) -> bool:
    """`the list from programming`, `ask procurement first`: nothing of the trade itself follows."""
    words = scan.words
    if not first or words.folded[first - 1] not in _HANDED or not words.joined[first]:
        return False
    deed = first == last and words.folded[first] in name_words("departments_also_deeds")
    if deed and words.folded[first - 1] not in _ASKED:
        return False
    return last + 1 >= len(words) or not words.joined[last + 1] or words.folded[last + 1] in ("to", "before", "first")


def _stands_out(scan: NameScan, first: int, last: int) -> bool:
    """`informed by Risk`, `which Finance values at`: a trade that a sentence writes like a name, and nothing longer."""
    words = scan.words
    handed = first < last and words.folded[first - 1] in ("by", "from", "to") if first else False
    if (
        first == 0
        or not (scan.sentence.kind in _CLAUSES or handed)
        or not words.joined[first]
        or not words.raw(last).istitle()
    ):
        return False
    before, after = words.raw(first - 1), last + 1
    if not before.islower() or (words.folded[last] in _ALSO_SUBJECTS and not (first < last and before in _HANDED)):
        return False
    if before in word_list("articles"):
        return False
    if after < len(words) and words.joined[after] and (words.capitals[after] or words.gaps[after] != " "):
        return False
    return not any(hit.first <= first <= hit.last for hit in scan.sure("system"))


def _fills_cell(scan: NameScan, first: int, last: int) -> bool:
    gaps, ends = scan.words.gaps, last + 1 == len(scan.words)
    parted = any(mark in gaps[first] for mark in "|,;/") and (ends or any(mark in gaps[last + 1] for mark in "|,;/"))
    return parted and not _OWNERS.isdisjoint(scan.around.above)


def _addressed(scan: NameScan) -> list[tuple[int, int]]:
    """The departments after `To:`, `CC:` or `Requesting service:`."""
    words = scan.words
    start = next((at for at in range(1, min(len(words), _LABEL_REACH + 1)) if ":" in words.gaps[at]), None)
    if start is None or name_words("address_labels").isdisjoint(words.folded[:start]):
        return []
    parts = _parts(scan, start)
    return [part for part in parts if _is_department(scan, *part) or _is_beside_person(scan, parts[0], part)]


def _is_beside_person(scan: NameScan, person: tuple[int, int], part: tuple[int, int]) -> bool:
    """`Requester: Gareth Pell, Demand Reduction`: what closes a line behind somebody's full name."""
    words, (first, last) = scan.words, part
    if part == person or last + 1 < len(words) or not words.capitals[first] or last - first >= _LONGEST_PART:
        return False
    named = words.folded[person[0]] in first_names() and 0 < person[1] - person[0] < _LONGEST
    return named and words.gaps[first].strip() == "," and words.folded[last] not in name_words("firm_tails")


def _parts(scan: NameScan, start: int) -> list[tuple[int, int]]:
    words, parts, first = scan.words, [], start
    for at in range(start + 1, len(words) + 1):
        if at == len(words) or not words.joined[at]:
            parts.append((first, at - 1))
            first = at
    return parts


def _collectives(scan: NameScan) -> list[tuple[int, int]]:
    """`Leisure want a voucher`: a noun that takes the verb of many is a department."""
    words = scan.words
    if scan.sentence.kind == "heading" or len(words) < _LONGEST or not words.joined[1]:
        return []
    word = words.folded[0]
    subject = words.capitals[0] and word in known_words() and not word.endswith(("s", "people", "you", "we"))
    alone = subject and word not in word_list("function_words") and words.folded[1] in _OF_MANY
    return [(0, 0)] if alone else []


def _owners(scan: NameScan) -> list[tuple[int, int]]:
    """`| Page refreshed hourly | Control |` under `Who`: whoever fills a cell of owners."""
    words, found = scan.words, list[tuple[int, int]]()
    for cell in scan.cells:
        if not _asks_who(cell.label):
            continue
        inside = [at for at, start in enumerate(words.starts) if cell.start <= start < cell.end]
        at = 0
        while at < len(inside):
            last = at
            while last + 1 < len(inside) and words.joined[inside[last + 1]]:
                last += 1
            if _may_own(scan, inside[at], inside[last]):
                found.append((inside[at], inside[last]))
            at = last + 1
    return found


def _asks_who(label: str) -> bool:
    return not _CELL_OWNERS.isdisjoint(label.lower().split())


def _may_own(scan: NameScan, first: int, last: int) -> bool:
    """No name of a person, a firm, a system or a place, which are read elsewhere; no vacancy."""
    words = scan.words
    if last - first >= _LONGEST or not words.capitals[first] or words.folded[first] in first_names():
        return False
    known = (*scan.sure("region"), *scan.sure("system"), *scan.sure("channel"))
    if any(hit.first <= first <= hit.last for hit in known):
        return False
    firm = name_words("firm_tails")
    return all(word in known_words() for word in words.folded[first : last + 1]) and words.folded[last] not in firm


def _beside_names(scan: NameScan) -> list[tuple[int, int]]:
    """`Bas (shop ops)`, `Priyanka, RevOps: numbers`, `Brian from Agronomy`: where somebody works."""
    words = scan.words
    found = []
    for at in range(1, len(words)):
        gap, before = words.gaps[at].strip(), at - 1
        placed = (
            words.folded[before] in ("from", "in", "at", "of") and before and words.joined[at] and words.joined[before]
        )
        person = before - 1 if placed else before
        if not (gap in (",", "(") or placed) or not _is_somebody(scan, person):
            continue
        last = _run_end(scan, at) if placed else _part_end(scan, at)
        if last - at < _LONGEST and _names_work(scan, at, last, large=gap != "("):
            found.append((at, last))
    return found


def _is_somebody(scan: NameScan, at: int) -> bool:
    """Tell whether a first name, or a first name and a surname, ends with word `at`."""
    words = scan.words
    if not words.capitals[at]:
        return False
    heads = [at, at - 1] if at and words.joined[at] and words.capitals[at - 1] else [at]
    return any(words.folded[head] in first_names() and words.folded[head] not in known_words() for head in heads)


def _run_end(scan: NameScan, first: int) -> int:
    """The last of the capitalised words from `first` on; `first` itself where it is written small."""
    words, last = scan.words, first
    while words.capitals[first] and last + 1 < len(words) and words.joined[last + 1] and words.capitals[last + 1]:
        last += 1
    return last


def _part_end(scan: NameScan, first: int) -> int:
    words, last = scan.words, first
    while last + 1 < len(words) and words.joined[last + 1]:
        last += 1
    return last


def _names_work(scan: NameScan, first: int, last: int, *, large: bool) -> bool:
    words = scan.words
    inside = words.folded[first : last + 1]
    if large and not words.capitals[first]:
        return words.joined[first] and first == last and inside[0] in name_words("departments")
    if any(word in word_list("function_words") or word[0].isdigit() for word in inside):
        return False
    if inside[-1] in name_words("departments"):
        return True
    if not large and inside[-1] not in name_words("role_trades"):
        return False
    plain = all(word in known_words() or not is_rare(word) for word in inside)
    return plain and not any(hit.first <= first <= hit.last for hit in (*scan.sure("region"), *scan.sure("system")))


def _is_department(scan: NameScan, first: int, last: int) -> bool:
    words = scan.words
    if last - first >= _LONGEST_PART or not words.capitals[first]:
        return False
    if words.folded[last] in name_words("departments"):
        return True
    # `To: Guest Tech, Franchise Ops, Media`: whoever is written to beside a department is one.
    return first < last and all(
        word in known_words() or word in name_words("role_trades") for word in words.folded[first : last + 1]
    )
