"""Figures of a measurement: shown beside their targets, and kept with date and machine."""

import argparse
import json
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent.parent / "results"


@dataclass(frozen=True)
class Figure:
    """One figure. `least` and `most` are its target; one without either is there to compare with."""

    what: str
    value: float
    unit: str = ""
    least: float | None = None
    most: float | None = None

    @property
    def met(self) -> bool | None:
        """Whether the target is reached; None where there is none."""
        if self.least is None and self.most is None:
            return None
        return (self.least is None or self.value >= self.least) and (self.most is None or self.value <= self.most)

    @property
    def told(self) -> str:
        """The figure as people read it."""
        return f"{in_digits(self.value)} {self.unit}".rstrip()

    @property
    def target(self) -> str:
        """The target as people read it; nothing where there is none."""
        bounds = [("at least", self.least), ("at most", self.most)]
        return ", ".join(
            f"{word} {in_digits(bound)} {self.unit}".rstrip() for word, bound in bounds if bound is not None
        )


def in_digits(value: float) -> str:
    """Three digits that say something, and all digits of a whole number."""
    if float(value).is_integer() or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:,.2f}" if abs(value) < 10 else f"{value:,.1f}"


def about() -> dict[str, str]:
    """When and where figures were measured, and how much else went on there."""
    load = f"{os.cpu_count()} cores under a load of {os.getloadavg()[1]:.1f}"
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{platform.machine()}, Python {platform.python_version()}, {load}",
    }


def table(figures: Sequence[Figure]) -> str:
    """The figures to read, a line for each."""
    width = max(len(one.what) for one in figures)
    return "\n".join(f"{one.what:{width}}  {one.told:>14}  {_judged(one)}".rstrip() for one in figures)


def _judged(one: Figure) -> str:
    return "" if one.met is None else f"({one.target}: {'met' if one.met else 'MISSED'})"


def parser(about_it: str | None) -> argparse.ArgumentParser:
    """Of every measurement: its docstring as help, and whether to keep the figures."""
    made = argparse.ArgumentParser(description=about_it, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--write", action="store_true", help="keep the figures in benchmarks/results")
    return made


def rows_told(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of cells as lines to read, in columns."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    first, *others = widths
    return [
        "  ".join([f"{row[0]:{first}}", *(f"{cell:>{width}}" for cell, width in zip(row[1:], others, strict=True))])
        for row in rows
    ]


def conclude(
    name: str, figures: Sequence[Figure], notes: Sequence[str], *, write: bool, more: Mapping[str, Any] | None = None
) -> int:
    """Print the figures, keep them and what there is `more` when asked to; 1 where a target is missed."""
    print("\n".join([table(figures), *notes]))
    if write:
        record = about() | {"figures": [asdict(one) for one in figures], "notes": list(notes)} | dict(more or {})
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / f"{name}.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    return int(any(one.met is False for one in figures))


def figures_in(record: Mapping[str, Any]) -> list[Figure]:
    """The figures of a record that `conclude` wrote."""
    return [Figure(**one) for one in record["figures"]]
