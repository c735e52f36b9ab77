"""Results of runs, made by hand."""

from datetime import UTC, datetime

from evals.results import CaseResult, EngineIdentity, Results, name_of

MADE = datetime(2027, 5, 4, 9, 30, tzinfo=UTC)
Counted = tuple[float, float]


def case(name: str, suite: str = "controls", **values: object) -> CaseResult:
    """One case that holds all there is to hold, unless told otherwise."""
    whole: dict[str, object] = {"scores": {"controls.hold": (1.0, 1.0)}, "gold": f"gold of {name}"}
    return CaseResult.model_validate({"suite": suite, "case": name, **whole, **values})


def results(*cases: CaseResult, engine: str = "rules", **values: object) -> Results:
    """A run that wanted these cases."""
    return Results.model_validate(
        {
            "made": MADE,
            "engine": EngineIdentity.model_validate({"name": engine, "code": "c0de", "model": _model(engine)}),
            "suites": list(dict.fromkeys(one.suite for one in cases)),
            "repeats": 1,
            "wanted": [name_of(one.suite, one.case, one.repeat) for one in cases],
            "cases": list(cases),
            **values,
        }
    )


def _model(engine: str) -> str | None:
    return "tester" if engine == "model" else None


def of_facts(counts: dict[str, Counted], metric: str = "facts.recall", **values: object) -> list[CaseResult]:
    """Cases of briefs with one metric."""
    return [case(name, "requirements", scores={metric: count}, **values) for name, count in counts.items()]
