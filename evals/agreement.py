"""How far two readers agree, who both saw nothing but the texts: `python -m evals.agreement`.

It bounds what any score can mean: a metric above the agreement of its readers measures their habits. Cohen's kappa
leaves out what chance would agree on; its interval is bootstrapped over cases.
"""

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from evals.gold.briefs import Case, GoldFact, marked_span
from evals.gold.constraints import ConstraintCase
from evals.gold.loading import load_cases, load_constraint_cases
from evals.gold.second_pass import SecondBrief, SecondText, load_second_pass
from evals.kappa import Interval, Mark, kappa_of

Pairs = list[tuple[str, str]]
NONE = "none"
_TOKEN = re.compile(r"\w+")


@dataclass(frozen=True)
class Agreement:
    """What two readers say of one thing: the share on which they agree, kappa, and of how many."""

    about: str
    share: float
    kappa: Interval
    items: int
    cases: int


def agreement(about: str, cases: Sequence[Pairs]) -> Agreement:
    """Over cases, each with the pairs of labels that the two readers gave."""
    marks = [Mark(str(number), one, other) for number, case in enumerate(cases) for one, other in case]
    classes = sorted({label for mark in marks for label in (mark.label, mark.verdict)})
    share = sum(mark.label == mark.verdict for mark in marks) / len(marks)
    return Agreement(about, share, kappa_of(marks, classes), len(marks), len(cases))


def of_briefs(pairs: Iterable[tuple[Case, SecondBrief]]) -> list[Agreement]:
    """What every word of a brief is marked as."""
    words = [_words_marked(case, case.facts, second.facts) for case, second in pairs]
    return [agreement("kind of every word of a brief (or none)", words)]


def _words_marked(case: Case, first: Sequence[GoldFact], second: Sequence[GoldFact]) -> Pairs:
    """The kind that each reader gives each word; a word that only optional marks hold counts as either reader likes."""
    kinds = [_kinds_at(case, marks) for marks in (first, second)]
    found = []
    for word in _TOKEN.finditer(case.text):
        one, other = (by_place.get(word.start(), (NONE, True)) for by_place in kinds)
        optional = not (one[1] and other[1])
        if not (optional and NONE in (one[0], other[0])):
            found.append((one[0], other[0]))
    return found


def _kinds_at(case: Case, marks: Sequence[GoldFact]) -> dict[int, tuple[str, bool]]:
    """Kind and whether it is a must, by the place where a marked word begins; a must wins over an optional mark."""
    found: dict[int, tuple[str, bool]] = {}
    for mark in sorted(marks, key=lambda one: one.must):
        span = marked_span(case, mark)
        for word in _TOKEN.finditer(case.text, span.start, span.end):
            found[word.start()] = (mark.kind, mark.must)
    return found


def of_texts(pairs: Sequence[tuple[ConstraintCase, SecondText]]) -> list[Agreement]:
    """Kind, firmness and strength of every constraint; other readings that the first reader accepts count as agreed."""
    aspects: dict[str, Callable[..., Sequence[str]]] = {
        "kind of a constraint": lambda gold: (gold.kind, *gold.also_kind),
        "firmness of a constraint": lambda gold: (gold.firmness, *gold.also_firmness),
        "strength of a constraint": lambda gold: (gold.strength,),
    }
    told = []
    for about, accepted in aspects.items():
        name = about.partition(" ")[0]
        labels = [
            [
                _pair(accepted(gold), getattr(second, name))
                for gold, second in zip(case.constraints, other.constraints, strict=True)
            ]
            for case, other in pairs
        ]
        told.append(agreement(about, labels))
    return told


def _pair(accepted: Sequence[str], label: str) -> tuple[str, str]:
    return (label if label in accepted else accepted[0], label)


def measured() -> list[Agreement]:
    """Everything that was read twice."""
    briefs, texts = load_second_pass()
    cases = {case.id: case for case in load_cases("wide")}
    constraints = {case.id: case for case in load_constraint_cases("wide")}
    first = of_briefs([(cases[one.id], one) for one in briefs])
    return [*first, *of_texts([(constraints[one.id], one) for one in texts])]


def main() -> int:
    """Print the table."""
    print(f"{'read twice':44} {'agree':>6} {'kappa (95 % interval)':>22} {'items':>6} {'cases':>6}")
    for one in measured():
        print(f"{one.about:44} {one.share:6.2f} {one.kappa!s:>22} {one.items:6} {one.cases:6}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
