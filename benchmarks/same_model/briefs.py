"""Which briefs: by a rule, so that nobody picks those that one system is good at."""

import sys

from evals.gold.briefs import Case
from evals.gold.loading import load_cases
from service.reading.language import language_of

NEEDS_LEAST = 8
RULE = (
    f"the shortest open briefs, in characters, that are in English and whose gold has at least {NEEDS_LEAST} needs "
    "that any expert would name; never a sealed one"
)


def chosen(count: int, skip: int = 0, fewer: int | None = None) -> list[Case]:
    """The first so many by `RULE`, shortest first, after those that are skipped.

    With `fewer`, those that have at least so many needs and are too few for the rule: another set that it never takes.
    """
    wanted = range(fewer, NEEDS_LEAST) if fewer is not None else range(NEEDS_LEAST, sys.maxsize)
    fit = [case for case in [*load_cases("dev"), *load_cases("wide")] if _fits(case, wanted)]
    return sorted(fit, key=lambda case: (len(case.text), case.id))[skip : skip + count]


def _fits(case: Case, wanted: range) -> bool:
    return sum(need.must for need in case.needs) in wanted and language_of(case.text) == "en"
