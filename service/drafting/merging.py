"""The rules' draft and the model's part, by need: what both found stands once and names both."""

from collections.abc import Sequence
from dataclasses import replace

from schemas.brief import Goal
from service.campaign import Mention
from service.needs import Need, merge_needs
from service.verifying.support import telling_stems

_LEFT_OUT = {"data.exclusion", "note:leave_out"}


def merged_needs(by_rules: Sequence[Need], by_model: Sequence[Need]) -> tuple[Need, ...]:
    """The rules' needs, each with whoever else found it, and after them those that only the model found."""
    merged, new = list(by_rules), list[Need]()
    for need in by_model:
        same = next((place for place, known in enumerate(merged) if is_same_need(known, need)), None)
        if same is None:
            new.append(need)
        else:
            merged[same] = _both(merged[same], need)
    return (*merged, *merge_needs(new))


def is_same_need(known: Need, other: Need) -> bool:
    """Tell whether two needs are one: same category, overlapping evidence, a telling word of the object in common.

    Whom a campaign leaves out is a matter of data for the rules, and of privacy for a model.
    """
    if known.category != other.category and {known.need, other.need} != _LEFT_OUT:
        return False
    if known.key == other.key:
        return True
    sentences = {place.sentence for place in known.evidence}
    if not any(place.sentence in sentences for place in other.evidence):
        return False
    quotes = [place.quote for place in other.evidence]
    return bool(
        telling_stems([known.statement, known.object]) & telling_stems([other.object, other.statement, *quotes])
    )


def _both(known: Need, other: Need) -> Need:
    """The rules' need with the model named beside it.

    Its words stay where they carry a calculation or a citation, or where the model's are fixed ones of the catalogue;
    else the words stand that hold more of what the sentences say.
    """
    both = replace(known, produced_by=tuple(dict.fromkeys((*known.produced_by, *other.produced_by))))
    if known.calculations or known.citations or other.need.startswith("note:") or other.support != "supported":
        return both
    said = telling_stems(place.quote for place in (*known.evidence, *other.evidence))
    if len(said & telling_stems([other.statement])) <= len(said & telling_stems([known.statement])):
        return both
    return replace(both, statement=other.statement, pattern=other.pattern)


def merged_goals(known: Sequence[Goal], new: Sequence[Goal]) -> tuple[Goal, ...]:
    """The known goals, and those of the model whose sentences hold none of them, numbered."""
    goals = list(known)
    for goal in new:
        taken = {place.sentence for one in goals for place in one.evidence}
        if not taken & {place.sentence for place in goal.evidence}:
            goals.append(goal)
    return tuple(goal.model_copy(update={"id": f"G{number}"}) for number, goal in enumerate(goals, 1))


def merged_facts(known: Sequence[Mention], new: Sequence[Mention]) -> tuple[Mention, ...]:
    """All of them, in the order of the brief."""
    return tuple(sorted(dict.fromkeys((*known, *new)), key=lambda m: (m.start, -m.end, m.kind)))
