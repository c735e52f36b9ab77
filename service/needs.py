"""Needs and asks: requirements and questions before they get their ids."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import blake2b
from typing import TypeVar

from schemas.base import Citation, Evidence, trusted
from schemas.requirement import Category, EarsPattern, Origin, Owner, Priority, Requirement, Support, VerificationMethod

UNOWNED = Owner()
_require = trusted(Requirement)
T = TypeVar("T")


@dataclass(frozen=True)
class Need:
    """One thing IT must do. `object` and `need` name it apart from its wording; equal keys are merged."""

    category: Category
    object: str
    need: str
    statement: str
    pattern: EarsPattern
    rationale: str
    priority: Priority
    origin: Origin
    evidence: tuple[Evidence, ...]
    acceptance_criteria: tuple[str, ...]
    verification_method: VerificationMethod
    produced_by: tuple[str, ...]
    owner: Owner = UNOWNED
    citations: tuple[Citation, ...] = ()
    calculations: tuple[str, ...] = ()
    support: Support = "unchecked"
    """What somebody who looked at the sentences found; `unchecked` leaves it to the checks of every requirement."""

    @cached_property
    def key(self) -> str:
        """Twelve hex digits over category, object and need; independent of wording, order and offsets."""
        name = "\x1f".join((self.category, self.object.casefold(), self.need))
        return blake2b(name.encode(), digest_size=6).hexdigest()

    @cached_property
    def unnumbered(self) -> Requirement:
        """The need as a requirement that has neither its number nor its goals yet: the same for draft and result."""
        return _require(
            key=self.key,
            id="",
            category=self.category,
            statement=self.statement,
            pattern=self.pattern,
            rationale=self.rationale,
            priority=self.priority,
            origin=self.origin,
            support=self.support,
            evidence=list(self.evidence),
            acceptance_criteria=list(self.acceptance_criteria),
            verification_method=self.verification_method,
            owner=self.owner,
            citations=list(self.citations),
            calculations=list(self.calculations),
            produced_by=list(self.produced_by),
        )

    def merged_with(self, other: "Need") -> "Need":
        """This need with the other's evidence, sources and makers added."""
        return replace(
            self,
            evidence=_joined(self.evidence, other.evidence),
            citations=_joined(self.citations, other.citations),
            calculations=_joined(self.calculations, other.calculations),
            produced_by=_joined(self.produced_by, other.produced_by),
        )


def _joined(first: tuple[T, ...], second: tuple[T, ...]) -> tuple[T, ...]:
    return (*first, *(item for item in second if item not in first))


@dataclass(frozen=True)
class Ask:
    """One question. `blocks`: ids of requirement patterns, or `category.` for all of one."""

    topic: str
    text: str
    why: str
    whom: str
    raised_by: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    default: str | None = None
    weight: int = 0
    evidence: tuple[Evidence, ...] = field(default=())


def merge_needs(needs: list[Need]) -> list[Need]:
    """One need per key, in order of first appearance, each with all its evidence."""
    merged: dict[str, Need] = {}
    for need in needs:
        merged[need.key] = merged[need.key].merged_with(need) if need.key in merged else need
    return list(merged.values())
