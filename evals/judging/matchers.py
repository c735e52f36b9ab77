"""`python -m evals.judging.matchers`: how far the word matchers agree with the labels of readers.

The labels hold texts only, and of long lists a part: without the places of the brief that both sides point at, the
matchers do here what they do for needs and questions that quote nothing.
"""

import sys
from collections.abc import Callable, Iterator, Sequence

from evals.judging.calibration import YES_NO
from evals.judging.labelled import ListLabel, load_needs, load_questions
from evals.judging.tables import confusion_lines
from evals.kappa import Mark, kappa_of
from evals.scorers import needs, questions
from evals.scorers.matching import Candidate, Matcher

Among = Callable[[Sequence[Candidate]], Matcher]


def marks_of(labels: Sequence[ListLabel], among: Among) -> list[Mark]:
    """What readers and matcher say of each label."""
    found = []
    for one in labels:
        matcher = among([Candidate(f"{given.text} {given.quotes}", (), given.category) for given in one.candidates])
        hit = matcher.find(one.text, (), one.category) is not None
        found.append(Mark(one.case, "yes" if one.label else "no", "yes" if hit else "no"))
    return found


def report() -> Iterator[str]:
    """Confusion and kappa of each matcher on each half."""
    for name, labels, among in (
        ("needs", load_needs(), needs.matcher_among),
        ("questions", load_questions(), questions.matcher_among),
    ):
        marks = marks_of(labels, among)
        for half, some in (
            ("even numbers: thresholds were chosen on these", marks[::2]),
            ("odd numbers: held back", marks[1::2]),
        ):
            yield f"{name}, {half}: {len(some)} labels, kappa {kappa_of(some, YES_NO)}"
            yield from confusion_lines(some, YES_NO)


def main() -> int:
    """Print the report."""
    print("\n".join(report()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
