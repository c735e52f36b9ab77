"""Counts that add up over cases, and the rates they give."""

from dataclasses import dataclass, field


@dataclass
class Tally:
    """`found` of `gold` marks were found; `right` of `given` answers were marked; the rest by name."""

    found: int = 0
    gold: int = 0
    right: int = 0
    given: int = 0
    missed: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float | None:
        """Share of the gold that was found; None without gold."""
        return self.found / self.gold if self.gold else None

    @property
    def precision(self) -> float | None:
        """Share of the answers that were marked; None without answers."""
        return self.right / self.given if self.given else None

    def add(self, other: "Tally") -> None:
        """Add the counts of another tally to this one."""
        self.found += other.found
        self.gold += other.gold
        self.right += other.right
        self.given += other.given
        self.missed += other.missed
        self.extra += other.extra
