"""What the self-test prints: planted changes with who noticed, and seeded defects by kind."""

from collections.abc import Iterator, Sequence

from evals.selftest.seeding import Seeded
from evals.selftest.trials import Trial

ENOUGH_CAUGHT = 0.95
"""Share of the seeded defects that must be caught."""
FEW_ALARMS = 0.02
"""Share of the harmless changes that may lower a metric."""
LEAST_DEFECTS = 300
NAMED = 4


def trials_table(trials: Sequence[Trial]) -> Iterator[str]:
    """A line for each planted change."""
    yield from (
        "| planted | run on | gates that fail | the comparison names | as it should be |",
        "|---|---|---|---|---|",
    )
    for one in trials:
        gates, compared = _few(one.gates), _few(one.compared)
        yield f"| {one.name} | {one.of} | {gates} | {compared} | {'yes' if one.caught else '**NO**'} |"


def _few(names: Sequence[str]) -> str:
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "") or "none"


def defects_table(seeded: Sequence[Seeded], *, by_place: bool = False) -> Iterator[str]:
    """How many were noticed, by kind and by all; the metrics that noticed most."""
    yield from ("| changed | results | a metric fell | share | metrics |", "|---|---:|---:|---:|---|")
    for kind in dict.fromkeys(one.place if by_place else one.kind for one in seeded):
        yield _row(kind, [one for one in seeded if kind == (one.place if by_place else one.kind)])
    yield _row("**all**", seeded)


def _row(name: str, seeded: Sequence[Seeded]) -> str:
    fell = [one for one in seeded if one.worse]
    metrics = [metric for one in fell for metric in one.worse]
    most = sorted(set(metrics), key=lambda metric: (-metrics.count(metric), metric))
    return f"| {name} | {len(seeded)} | {len(fell)} | {share_of(seeded):.1%} | {_few(most)} |"


def share_of(seeded: Sequence[Seeded]) -> float:
    """The share that lowered a metric; of nothing, none."""
    return sum(bool(one.worse) for one in seeded) / len(seeded) if seeded else 0.0


def faults(trials: Sequence[Trial], defects: Sequence[Seeded], harmless: Sequence[Seeded]) -> list[str]:
    """What is not as it should be; nothing when the evals can be relied on."""
    found = [f"not as it should be: {one.name}" for one in trials if not one.caught]
    if len(defects) < LEAST_DEFECTS or not harmless:
        found.append(f"only {len(defects)} defects and {len(harmless)} harmless changes were tried")
    if share_of(defects) < ENOUGH_CAUGHT:
        found.append(f"{share_of(defects):.1%} of the defects were caught, {ENOUGH_CAUGHT:.0%} are asked for")
    if share_of(harmless) > FEW_ALARMS:
        found.append(f"{share_of(harmless):.1%} of the harmless changes lowered a metric, {FEW_ALARMS:.0%} may")
    return found
