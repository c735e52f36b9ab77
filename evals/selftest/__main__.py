"""`python -m evals.selftest`: breaks the engines on purpose and exits with 1 when the evals do not notice."""

import sys
import time
from concurrent.futures import Future, ProcessPoolExecutor
from os import cpu_count
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.selftest.models import model_trials
from evals.selftest.regressions import BRIEFS, REGRESSIONS, TEXTS
from evals.selftest.seeding import Seeded, harmless_changes, seeded_defects
from evals.selftest.tables import defects_table, faults, trials_table
from evals.selftest.trials import SUITES, Trial, base_run, improvement, same_again, trial_of

Outcome = tuple[list[Trial], list[Seeded], list[Seeded]]


def main() -> int:
    """Run everything, print the tables; 1 when something is not caught."""
    started = time.monotonic()
    with TemporaryDirectory(prefix="liaison-selftest-") as folder:
        trials, defects, harmless = everything(Path(folder))
    print("\n".join(["## Planted regressions", "", *trials_table(trials)]))
    print("\n".join(["", "## Seeded defects", "", *defects_table(defects)]))
    print("\n".join(["", "## Harmless changes", "", *defects_table(harmless, by_place=True)]))
    found = faults(trials, defects, harmless)
    print(f"\n{time.monotonic() - started:.0f} seconds. {'; '.join(found) or 'Everything is as it should be.'}")
    return int(bool(found))


def everything(folder: Path) -> Outcome:
    """All trials, defects and harmless changes, side by side on the cores there are."""
    with ProcessPoolExecutor(cores()) as pool:
        models = pool.submit(model_trials, folder / "models")
        list(pool.map(base_run, SUITES, [folder] * len(SUITES)))
        planted = [pool.submit(trial_of, at, folder) for at in range(len(REGRESSIONS))]
        again = pool.submit(same_again, SUITES, folder)
        defects = [pool.submit(seeded_defects, suite, folder) for suite in (BRIEFS, TEXTS)]
        harmless = [pool.submit(harmless_changes, suite, folder) for suite in (BRIEFS, TEXTS)]
        trials = [one.result() for one in planted]
        trials += [*models.result(), improvement(folder), again.result()]
        return trials, _all(defects), _all(harmless)


def cores() -> int:
    """As many as there are, and no more than four: there is not more to do side by side."""
    return min(4, cpu_count() or 1)


def _all(parts: list[Future[list[Seeded]]]) -> list[Seeded]:
    return [one for part in parts for one in part.result()]


if __name__ == "__main__":
    sys.exit(main())
