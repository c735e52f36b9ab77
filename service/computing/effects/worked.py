"""What every reader of effects answers."""

from dataclasses import dataclass

from schemas.explanation import Effect, WayOut


@dataclass(frozen=True)
class Worked:
    """Effects and ways out that were worked out; an effect that does not collide says how the plan fits."""

    effects: tuple[Effect, ...] = ()
    options: tuple[WayOut, ...] = ()
    next_step: str | None = None

    def __bool__(self) -> bool:
        return bool(self.effects or self.options)
