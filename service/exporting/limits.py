"""What every readable form of an explanation or an alignment shows: the words, the line on top, what goes together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from schemas.alignment import Alignment, Collision, NoCollision
from schemas.explanation import (
    BoundDirection,
    BoundedQuantity,
    ConstraintKind,
    Effect,
    EffectArea,
    ExplainedConstraint,
    Explanation,
    Firmness,
    Strength,
)
from service.exporting import amounts
from service.exporting.outline import OUTCOME_WORDS, Figure

KIND_WORDS: Final[dict[ConstraintKind, str]] = {
    "rate_limit": "rate limit",
    "quota": "quota",
    "capacity": "capacity",
    "change_freeze": "change freeze",
    "maintenance_window": "maintenance window",
    "availability": "availability",
    "recovery": "recovery",
    "retention": "how long data is kept",
    "erasure": "erasure",
    "data_location": "where data is kept",
    "transfer": "transfer abroad",
    "data_class": "class of data",
    "consent": "permission",
    "minors": "children",
    "access": "access",
    "security_review": "security review",
    "vendor_approval": "approval of a supplier",
    "accessibility": "accessibility",
    "lead_time": "lead time",
    "approval": "approval",
    "refresh_timing": "when data is fresh",
    "format": "format",
    "end_of_life": "end of life",
    "cost": "cost",
    "headcount": "people",
    "sending_hours": "sending hours",
    "measurement": "measurement",
    "other": "other",
}
FIRMNESS_WORDS: Final[dict[Firmness, str]] = {
    "law": "law",
    "contract": "contract",
    "policy": "house rule",
    "capacity": "what the system can take",
    "preference": "preference",
    "unknown": "not said how firm",
}
STRENGTH_WORDS: Final[dict[Strength, str]] = {
    "must": "must",
    "must_not": "must not",
    "should": "should",
    "should_not": "should not",
    "may": "may",
    "fact": "states a fact",
}
AREA_WORDS: Final[dict[EffectArea, str]] = {
    "timing": "timing",
    "reach": "reach",
    "cost": "cost",
    "customer_experience": "what customers notice",
    "measurement": "measurement",
    "risk": "risk",
}
BOUND_WORDS: Final[dict[BoundDirection, str]] = {
    "at_most": "at most",
    "at_least": "at least",
    "exactly": "exactly",
    "about": "about",
}
READINESS_WORDS: Final = {"ok": "✓ ok", "tight": "≈ tight", "late": "! late", "open": "? open"}
READINESS_TONES: Final = {"ok": "ok", "tight": "tight", "late": "late", "open": "unknown"}
FIT_TITLES: Final[tuple[tuple[Literal["fits", "applies", "cannot_tell", "does_not_concern"], str], ...]] = (
    ("fits", "Fits"),
    ("applies", "Applies, with nothing to work out"),
    ("cannot_tell", "Cannot be told yet"),
    ("does_not_concern", "Does not concern this campaign"),
)


@dataclass(frozen=True, slots=True)
class Fitting:
    """Constraints that do not collide, of one kind."""

    status: Literal["fits", "applies", "cannot_tell", "does_not_concern"]
    title: str
    items: tuple[NoCollision, ...]


def effects_in_order(effects: Iterable[Effect]) -> tuple[Effect, ...]:
    """What was computed first, and of that what does not fit first."""
    return tuple(sorted(effects, key=lambda effect: (effect.basis != "computed", not effect.collides)))


def colliding(constraints: Iterable[ExplainedConstraint]) -> int:
    """How many constraints have an effect that does not fit; one that is replaced counts no more."""
    return sum(any(e.collides for e in item.effects) for item in constraints if not item.overridden_by)


def explanation_summary(explanation: Explanation) -> tuple[Figure, ...]:
    """The line on top of an explanation."""
    collisions = colliding(explanation.constraints)
    general = sum(effect.basis == "general" for item in explanation.constraints for effect in item.effects)
    return (
        Figure("Outcome", OUTCOME_WORDS[explanation.outcome], tone=explanation.outcome),
        Figure("Constraints", f"{len(explanation.constraints)}", "#constraints"),
        Figure("Collisions", _collisions(explanation, collisions), tone="bad" if collisions else "plain"),
        Figure("Effects in general", f"{general}"),
        _questions(explanation),
    )


def _collisions(explanation: Explanation, many: int) -> str:
    """Without a campaign nothing can collide, which is not the same as none."""
    return f"{many}" if explanation.campaign or many else "no campaign given"


def alignment_summary(alignment: Alignment) -> tuple[Figure, ...]:
    """The line on top of an alignment."""
    collisions = len(alignment.collisions)
    untold = sum(item.status == "cannot_tell" for item in alignment.no_collision)
    return (
        Figure("Outcome", OUTCOME_WORDS[alignment.outcome], tone=alignment.outcome),
        Figure("Launch", amounts.day(alignment.launch_view.launch), "#launch"),
        Figure("Collisions", f"{collisions}", "#collisions", "bad" if collisions else "plain"),
        Figure("Cannot be told", f"{untold}", "#fits", "warn" if untold else "plain"),
        Figure("Constraints", f"{len(alignment.constraints)}", "#constraints"),
        Figure("Decisions", f"{len(alignment.launch_view.decisions)}", "#launch"),
        _questions(alignment),
    )


def _questions(result: Explanation | Alignment) -> Figure:
    many = len(result.questions)
    return Figure("Open questions", f"{many}", "#questions" if many else None, "warn" if many else "plain")


def title_of(result: Explanation | Alignment) -> str:
    """What the document is called."""
    if isinstance(result, Alignment):
        return f"{result.campaign}: held against IT’s constraints"
    return f"IT’s constraints, and what they mean for {result.campaign}" if result.campaign else "IT’s constraints"


def fittings(alignment: Alignment) -> tuple[Fitting, ...]:
    """What does not collide, by what is known of it."""
    found = (
        Fitting(status, title, tuple(item for item in alignment.no_collision if item.status == status))
        for status, title in FIT_TITLES
    )
    return tuple(item for item in found if item.items)


def of_constraint(collisions: Iterable[Collision], name: str) -> tuple[Collision, ...]:
    """The collisions of one constraint."""
    return tuple(item for item in collisions if item.constraint == name)


def bounded(item: BoundedQuantity) -> str:
    """One number as it was read: `at most 100 messages/s (per brand)`."""
    side = f"{BOUND_WORDS[item.bound]} " if item.bound else ""
    scope = f" ({item.scope})" if item.scope else ""
    return f"{side}{_read_value(item)}{scope}"


def _read_value(item: BoundedQuantity) -> str:
    if item.value is None:
        return item.text
    if isinstance(item.value, str):
        return amounts.written(item.value)
    if item.high is not None:
        return f"{amounts.number(item.value)} to {_with_unit(item.high, item.unit)}"
    return _with_unit(item.value, item.unit)


def _with_unit(value: int | float, unit: str | None) -> str:
    return amounts.amount(value, unit) if unit else amounts.number(value)


def replaced(constraints: Sequence[ExplainedConstraint]) -> dict[str, tuple[str, ...]]:
    """Which constraints each one replaces."""
    found: dict[str, list[str]] = {}
    for item in constraints:
        if item.overridden_by:
            found.setdefault(item.overridden_by, []).append(item.id)
    return {name: tuple(names) for name, names in found.items()}


def told_before(constraints: Iterable[ExplainedConstraint]) -> dict[str, str]:
    """Constraints of which nothing was computed, by id, and the first of the same kind: it says the same in general."""
    first: dict[str, str] = {}
    repeated: dict[str, str] = {}
    for one in constraints:
        if any(effect.basis == "computed" or effect.sentences for effect in one.effects) or one.overridden_by:
            continue
        if one.kind in first:
            repeated[one.id] = first[one.kind]
        elif one.options:
            first[one.kind] = one.id
    return repeated
