"""What a model adds to the rules, laid out for people to judge by hand, and the share they found right."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from benchmarks.same_model.neutral import NeedSaid, Said
from benchmarks.same_model.scoring import gold_need_of
from evals.gold.briefs import Case

_HEAD = """# Needs that the hybrid engine names and the rules do not. Set `right` to true where an expert would sign the
# need as it stands, for this brief: it follows from what is quoted, it is for IT, and nothing in it is wrong; else to
# false.
"""


def additions(case: Case, rules: Said, hybrid: Said) -> list[dict[str, Any]]:
    """Every need of the one and not of the other, with the need of the gold that says the same."""
    known = {need.key for need in rules.needs}
    return [_entry(case, need) for need in hybrid.needs if need.key not in known]


def _entry(case: Case, need: NeedSaid) -> dict[str, Any]:
    gold = gold_need_of(case, need)
    return {
        "brief": case.id,
        "category": need.category,
        "statement": need.statement,
        "quotes": [place.quote for place in need.places],
        "produced_by": list(need.makers),
        "gold": gold.need if gold else None,
        "right": None,
    }


def write_additions(entries: Sequence[Mapping[str, Any]], path: Path) -> None:
    """Write them to be judged."""
    listed = yaml.safe_dump([*entries], sort_keys=False, allow_unicode=True, width=118)
    path.write_text(_HEAD + listed, encoding="utf-8")


def judged_in(path: Path) -> list[bool | None]:
    """The verdicts of a file, None for those that are still to be given.

    Raises:
        ValueError: a verdict is neither true nor false nor empty.
    """
    verdicts = [entry["right"] for entry in yaml.safe_load(path.read_text(encoding="utf-8")) or []]
    strange = [verdict for verdict in verdicts if verdict not in (True, False, None)]
    if strange:
        raise ValueError(f"{path}: `right` is true, false or empty, not {strange[0]!r}")
    return verdicts


def share_right(verdicts: Iterable[bool | None]) -> float | None:
    """The share of those judged that are right; None when none is."""
    given = [verdict for verdict in verdicts if verdict is not None]
    return sum(given) / len(given) if given else None
