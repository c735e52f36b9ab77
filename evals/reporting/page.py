"""One HTML page without anything from elsewhere: gates, metrics with their intervals, cases with what went wrong."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from evals.comparing import Comparison
from evals.gates import Verdict
from evals.reporting.markdown import RESCORED
from evals.reporting.tables import (
    change_of,
    detectable_of,
    figure,
    interval_of,
    notes_to_show,
    tables_of,
    weakest,
)
from evals.results import Results


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("evals.reporting"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["notes"] = notes_to_show
    environment.filters |= {"change": change_of, "interval": interval_of, "detectable": detectable_of}
    environment.globals["figure"] = figure
    return environment


def run_page(results: Results, verdict: Verdict) -> str:
    """Of one run."""
    tables = [(table, weakest(results, table.suite)) for table in tables_of(results)]
    return _environment().get_template("run.html").render(results=results, verdict=verdict, tables=tables)


def comparison_page(comparison: Comparison) -> str:
    """Of two runs."""
    return _environment().get_template("comparison.html").render(comparison=comparison, rescored=RESCORED)
