"""Which loads belong on one card: those of one send, those of the pages it leads to, and single ones."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from schemas.base import Evidence
from schemas.parts import Workload
from service.exporting.pictures import Curve, LoadPicture, load_picture

PAGE_KEY: Final = "page"
PAGE_TITLE: Final = "The pages people come to"
OTHERS_TITLE: Final = "Beside the sends"
ASIDE_KINDS: Final = frozenset({"opt_outs", "segments"})
"""Loads of a send that follow from it, but that no later load of it is computed from."""


@dataclass(frozen=True, slots=True)
class Step:
    """One load on a card; `label` is its name without what the title of the card says already."""

    picture: LoadPicture
    label: str
    aside: bool

    @property
    def load(self) -> Workload:
        """The load itself."""
        return self.picture.workload


@dataclass(frozen=True, slots=True)
class LoadCard:
    """Loads that are read `together`, as the steps of one send are; in a chain each follows from those before it."""

    title: str
    steps: tuple[Step, ...]
    chain: bool = False
    together: bool = True

    @property
    def curve(self) -> Curve | None:
        """The one picture of the card: the last load that has a course over time, the peak of a send."""
        drawn = [step.picture.curve for step in self.steps if step.picture.curve]
        return drawn[-1] if drawn else None

    @property
    def incomplete(self) -> tuple[str, ...]:
        """What the figures of the card lack, each said once."""
        return tuple(dict.fromkeys(step.load.incomplete for step in self.steps if step.load.incomplete))

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The evidence of all steps."""
        return tuple(item for step in self.steps for item in step.load.evidence)


def load_cards(workloads: Sequence[Workload]) -> tuple[LoadCard, ...]:
    """Every load on exactly one card, in the order of the first of each; what stands alone comes last."""
    groups = [list(items) for _, items in groupby(_together(workloads), key=_group)]
    sends = [_card(items) for items in groups if len(items) > 1 or items[0].curve]
    rest = [items[0] for items in groups if len(items) == 1 and not items[0].curve]
    others = LoadCard(OTHERS_TITLE if sends else "Loads", tuple(_steps(rest, "")), together=False)
    return (*sends, others) if rest else tuple(sends)


def _together(workloads: Sequence[Workload]) -> Iterator[Workload]:
    """The loads with those of one group side by side, groups in the order of their first load."""
    order = {name: place for place, name in reversed(list(enumerate(map(_group, workloads))))}
    yield from sorted(workloads, key=lambda load: order[_group(load)])


def _group(load: Workload) -> str:
    """What a load is counted with: `messages.email` and `visits.email` of one subject go together."""
    kind, _, key = load.id.partition(".")
    if key == PAGE_KEY or load.id == "peak_visits.all":
        return PAGE_KEY
    subject, colon, _ = load.name.rpartition(": ")
    return f"{key}:{subject}" if key and colon else f"{kind}.{key}"


def _card(items: Sequence[Workload]) -> LoadCard:
    if _group(items[0]) == PAGE_KEY:
        return LoadCard(PAGE_TITLE, tuple(_steps(items, "")))
    subject, colon, _ = items[0].name.rpartition(": ")
    if not colon:
        return LoadCard(items[0].name, tuple(_steps(items, "")))
    return LoadCard(subject, tuple(sorted(_steps(items, f"{subject}: "), key=lambda step: step.aside)), chain=True)


def _steps(items: Iterable[Workload], known: str) -> Iterator[Step]:
    for load in items:
        yield Step(load_picture(load), load.name.removeprefix(known), load.id.partition(".")[0] in ASIDE_KINDS)
