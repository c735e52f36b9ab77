"""How much runs differ is counted from what each of them says."""

from pathlib import Path

import pytest

from benchmarks.same_model.systems import measured, specified
from benchmarks.stability import figures_of, notes_of, runs_of
from schemas.specification import Specification
from service.bootstrap import make_services
from tests.benchmarks.leeds import ENDPOINT, brief_case


async def specification() -> Specification:
    return await specified(make_services(measured(ENDPOINT)), "rules", brief_case())


def without(run: Specification, at: int) -> Specification:
    kept = [one for number, one in enumerate(run.requirements) if number != at]
    return run.model_copy(update={"requirements": kept})


async def test_equal_runs_agree_in_everything() -> None:
    run = await specification()
    figures = {one.what: one.value for one in figures_of([run, run, run])}
    assert figures.pop("different requirements over all runs") == len(run.requirements) > 2
    assert figures.pop("requirements in one alone") == 0
    assert set(figures.values()) == {1}


async def test_what_is_in_some_runs_alone_is_counted_by_runs() -> None:
    run = await specification()
    count = len(run.requirements)
    figures = {one.what: one.value for one in figures_of([run, without(run, 0), without(without(run, 0), 0)])}
    assert figures["requirements in all runs"] == pytest.approx((count - 2) / count)
    assert figures["requirements in at least half of them"] == pytest.approx((count - 1) / count)
    assert figures["requirements in one alone"] == pytest.approx(1 / count)
    pairs = [(count - 1) / count, (count - 2) / count, (count - 2) / (count - 1)]
    assert figures["requirements: two runs agree (Jaccard)"] == pytest.approx(sum(pairs) / 3)


async def test_another_name_of_the_same_is_seen() -> None:
    run = await specification()
    renamed = [one.model_copy(update={"id": f"X-{one.id}", "key": f"x{one.key}"}) for one in run.requirements]
    figures = {one.what: one.value for one in figures_of([run, run.model_copy(update={"requirements": renamed}), run])}
    assert figures["the same words have the same key"] == pytest.approx(1 / 3)
    assert figures["the same key has the same display id"] == 1
    renumbered = [one.model_copy(update={"id": f"X-{one.id}"}) for one in run.requirements]
    figures = {one.what: one.value for one in figures_of([run, run.model_copy(update={"requirements": renumbered})])}
    assert figures["the same key has the same display id"] == 0


async def test_runs_are_kept_and_their_ends_are_counted(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    case = brief_case()
    runs = await runs_of(case, "rules", 2, ENDPOINT, folder)
    before = (folder / "outputs.jsonl").read_bytes()
    assert await runs_of(case, "rules", 2, ENDPOINT, folder) == runs
    assert (folder / "outputs.jsonl").read_bytes() == before
    assert f"Outcomes: 2 {runs[0].outcome}." in notes_of(case, "rules", ENDPOINT, runs)
