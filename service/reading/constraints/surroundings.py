"""The kind of a constraint whose own words and headings are silent: that of what it stands among.

An item of a list speaks of what its neighbours speak of ("Storage: 60 GB" among allowances), and a document of one
subject hardly leaves it ("Everyone gets a new sign-in page" in a notice about accounts).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from schemas.explanation import ConstraintKind
from service.constraint import Constraint, is_read
from service.reading.constraints.kinds import kind_of

_LONGEST_TITLE: Final = 12
"""Words beyond which a first line is a sentence and no title."""
_LEAST_NEAR: Final = 2
_LEAST_ALL: Final = 4
_SHARE: Final = 0.6
"""House defaults: so many neighbours of a known kind, and this share of them of one kind, before it is taken over."""


def with_surroundings(found: Sequence[Constraint], title: str) -> tuple[Constraint, ...]:
    """Give the constraints of no kind the kind of their list or section, else that of the document."""
    silent = [one for one in found if one.kind == "other" and is_read(one)]
    if not silent:
        return tuple(found)
    named, _ = kind_of(title if len(title.split()) <= _LONGEST_TITLE and not title.endswith(".") else "", "", {})
    subject = named if named != "other" else _shared((one.kind for one in found), _LEAST_ALL)
    near: dict[tuple[int, ...], list[ConstraintKind]] = {}
    for one in found:
        near.setdefault(_place(one), []).append(one.kind)
    return tuple(_placed(one, near, subject) for one in found)


def _placed(
    one: Constraint, near: dict[tuple[int, ...], list[ConstraintKind]], subject: ConstraintKind | None
) -> Constraint:
    if one.kind != "other" or not is_read(one):
        return one
    kind = (_shared(near[_place(one)], _LEAST_NEAR) if one.context else None) or subject
    return replace(one, kind=kind, placed=True) if kind else one


def _place(one: Constraint) -> tuple[int, ...]:
    """What it stands under: the same headings and lead-ins at the same places."""
    return tuple(span.start for span in one.context)


def _shared(kinds: Iterable[ConstraintKind], least: int) -> ConstraintKind | None:
    """The kind that most have, where enough have one at all."""
    counted = Counter(kind for kind in kinds if kind != "other")
    if counted.total() < least:
        return None
    kind, number = counted.most_common(1)[0]
    return kind if number >= _SHARE * counted.total() else None
