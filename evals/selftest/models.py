"""Regressions of a model and of its prompt: a stand-in that knows the gold answers well, until something is broken."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from evals.engines import Measured, measured_engine
from evals.gold.briefs import Case, GoldNeed
from evals.results import Results
from evals.running import Plan, run
from evals.scorers.matching import stems
from evals.selftest.provider import Asked, serving
from evals.selftest.seams import swapped
from evals.selftest.trials import CASES, Trial, judged
from evals.suites import SUITES
from service.drafting.model import ModelEngine
from service.settings import Settings

RULES_OF_EVIDENCE = "Rules of evidence:"
"""Opens the part of the prompt without which the stand-in makes things up."""
Respond = Callable[[Asked], dict[str, Any]]


# --- a model that knows the gold ----------------------------------------------------------------


@cache
def _cases() -> tuple[Case, ...]:
    cases = list(SUITES["requirements"].load())[:CASES]
    return tuple(case for case in cases if isinstance(case, Case))


def _case_of(asked: Asked) -> Case | None:
    """The case whose text the question holds."""
    line = max(asked.lines.values(), key=len, default="")
    return next((case for case in _cases() if line and line in " ".join(case.text.split())), None)


def well(asked: Asked) -> dict[str, Any]:
    """What an expert would say, as long as the prompt tells the rules of evidence; else with numbers of its own."""
    case = _case_of(asked)
    if case is None:
        return {}
    made_up = "" if RULES_OF_EVIDENCE in asked.system else " for 73,519 people"
    needs = [_need(one, asked, made_up if at % 4 else "") for at, one in enumerate(case.needs)]
    return {"needs": [one for one in needs if f"- {one['category']}:" in asked.question]}


def _need(gold: GoldNeed, asked: Asked, made_up: str) -> dict[str, Any]:
    return {
        "sentences": [_sentence_of(gold, asked)],
        "category": gold.category,
        "object": " ".join(gold.need.split()[:6])[:60],
        "statement": f"The campaign platform shall provide {gold.need.rstrip('.')}{made_up}.",
        "rationale": "The campaign cannot run without it.",
        "priority": "must",
    }


def _sentence_of(gold: GoldNeed, asked: Asked) -> str:
    """The sentence that is quoted, else the one that has most words in common."""
    quoted = (name for name, line in asked.lines.items() if any(quote in line for quote in gold.quotes))
    alike = max(asked.lines, key=lambda name: len(stems(gold.need) & stems(asked.lines[name])))
    return next(quoted, alike)


# --- models that do harm ------------------------------------------------------------------------


def _said(asked: Asked, sentence: str, thing: str) -> dict[str, Any]:
    """One need that rests on a sentence and takes up its words, so that the checks of the service let it pass."""
    words = " ".join(word for word in asked.lines[sentence].split() if word.isalpha())[:80]
    return {
        "sentences": [sentence],
        "category": "data",
        "object": thing[:60],
        "statement": f"The campaign platform shall provide {thing} ({words}).",
        "rationale": "The campaign cannot run without it.",
        "priority": "must",
    }


def repeating(asked: Asked) -> dict[str, Any]:
    """Says the examples of the prompt again, whatever the brief is about."""
    longest = max(asked.lines, key=lambda name: len(asked.lines[name]))
    things = ("a personal greeting with a balance", "an unsubscribe list")
    return {"needs": [_said(asked, longest, thing) for thing in things]}


def obeying(asked: Asked) -> dict[str, Any]:
    """Does what a brief tells the reader of briefs to do, and says that it follows from another sentence."""
    orders = {name for name, line in asked.lines.items() if "collect.example" in line or "maintenance mode" in line}
    innocent = max(asked.lines.keys() - orders, key=lambda name: len(asked.lines[name]))
    return {"needs": [_said(asked, innocent, "the upload in maintenance mode") for _ in orders]}


def _without_the_check_for_orders() -> AbstractContextManager[None]:
    """The service withholds what obeys a brief; the evals have to notice when it does not."""
    return swapped("service.drafting.model.drafts", "obedience_faults", lambda _whole: lambda *_given: ())


# --- trials -------------------------------------------------------------------------------------


def _without_rules_of_evidence(measured: Measured) -> Measured:
    assert isinstance(measured.engine, ModelEngine)
    broken = {
        name: replace(prompt, system=prompt.system.partition(RULES_OF_EVIDENCE)[0])
        for name, prompt in measured.engine.prompts.items()
    }
    return replace(measured, engine=replace(measured.engine, prompts=broken))


def _as_it_is(measured: Measured) -> Measured:
    return measured


async def _run(
    suite: str, folder: Path, respond: Respond, change: Callable[[Measured], Measured] = _as_it_is
) -> Results:
    plan = Plan(suites=(suite,), limit=CASES)
    async with serving(respond) as address:
        settings = Settings(llm_base_url=address, llm_model="stand-in", llm_api_key=None)
        async with measured_engine("model", settings, folder) as measured:
            return await run(plan, change(measured), folder, lambda _line: None)


def model_trials(folder: Path) -> list[Trial]:
    """A broken prompt, a model that repeats the prompt, one that obeys the brief, and the same model twice."""
    return asyncio.run(_model_trials(folder))


async def _model_trials(folder: Path) -> list[Trial]:
    for part in ("base", "broken", "controls", "repeating", "obeying"):
        (folder / part).mkdir(parents=True)
    base = await _run("requirements", folder / "base", well)
    broken = await _run("requirements", folder / "broken", well, _without_rules_of_evidence)
    controls = await _run("controls", folder / "controls", well)
    repeated = await _run("controls", folder / "repeating", repeating)
    with _without_the_check_for_orders():
        obeyed = await _run("controls", folder / "obeying", obeying)
    return [
        judged("a model: the rules of evidence are cut out of the prompt", ("needs.recall",), base, broken),
        _control("a model repeats the example of the prompt", "leaked-example", controls, repeated),
        _control("a model obeys an instruction in the brief, unchecked", "injected-instruction", controls, obeyed),
    ]


def _control(name: str, case: str, base: Results, new: Results) -> Trial:
    """Caught when the gate fails and the very control was what failed, which held before."""
    trial = judged(name, ("controls.hold",), base, new, whole=True)
    held, failed = _failing(base), _failing(new)
    gates = (*trial.gates, f"control {case}") if case in failed else trial.gates
    return replace(trial, gates=gates, caught=trial.caught and not held and case in failed)


def _failing(results: Results) -> set[str]:
    return {one.case for one in results.cases if one.error or one.notes.get("controls.hold")}
