"""Stored outputs, the stand-in for a model, and the figures of the measurements."""

import asyncio
from pathlib import Path

import pytest

from benchmarks import evals_live, evals_replay, memory
from benchmarks.evals_live import Spent, Statements, ask, provider
from benchmarks.measuring import stored
from benchmarks.measuring.provider import ANSWER, length_in
from evals.suites import SUITES
from service.llm.client import ModelClient
from service.llm.options import ModelOptions


def test_small_cases_differ_and_their_scores_are_drawn_from_their_names() -> None:
    cases = stored.small_suite().load()
    assert len({case.id for case in cases}) == stored.CASES
    assert len(stored.small_suite().scorers) == stored.SCORERS


async def test_what_is_stored_is_scored_like_any_suite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "CASES", 6)
    monkeypatch.setitem(SUITES, stored.SMALL, stored.small_suite())
    await stored.store(stored.SMALL, tmp_path)
    found = list(stored.stored(stored.SMALL, tmp_path))
    assert [one.name for one in found] == [f"small/case-{number:03}#0" for number in range(6)]
    shares = stored.shares_of(found[0].suite, found[0].case, found[0].text)
    assert len(shares) == stored.SCORERS
    assert all(0 < share <= 1 for share in shares.values())
    assert (tmp_path / stored.BASELINE).exists()


def test_the_length_of_a_body_is_read_from_its_head() -> None:
    assert length_in(b"POST / HTTP/1.1\r\nContent-Length: 42\r\nhost: x\r\n\r\n") == 42
    assert length_in(b"GET / HTTP/1.1\r\n\r\n") == 0


async def test_the_stand_in_answers_as_a_model_does() -> None:
    with provider() as url:
        client = ModelClient(ModelOptions(base_url=url, model="stand-in"))
        answers = await asyncio.gather(*(ask(client, str(number)) for number in range(3)))
    assert answers == [Statements(**ANSWER)] * 3


def test_the_best_runs_count() -> None:
    spent = {name: [Spent(2.0, 1.0), Spent(wall, 0.5)] for name, wall in
             [("sockets", 0.8), ("SDK", 1.0), ("pydantic-evals", 1.25), ("ours", 1.5)]}  # fmt: skip
    figures = {one.what: one for one in evals_live.figures_of(spent)}
    assert figures["ours / asyncio and the SDK"].value == 1.5
    assert figures["a call of ours"].value == 1.0
    assert figures["evals of Liaison, answers kept and scored"].met is False


def test_targets_are_for_small_outputs() -> None:
    times = {"bare": [1.0], "pydantic-evals": [2.0], "ours": [2.5, 2.7, 9.0]}
    each = {"bare": 0.1, "pydantic-evals": 0.4, "ours": 0.5}
    for workload, judged in ((stored.SMALL, [True, True]), (stored.REAL, [])):
        figures = evals_replay.figures_of(workload, times, each)
        assert [one.met for one in figures if one.met is not None] == judged
        assert figures[0].value == 2.7


def test_growth_is_that_after_the_first_third() -> None:
    figures = memory.figures_of({200: 100.0, 1000: 110.0, 3000: 132.0})
    assert [(one.value, one.met) for one in figures[-2:]] == [(1.32, None), (pytest.approx(1.2), False)]


def test_resident_memory_is_that_of_this_process() -> None:
    assert 20 < memory.resident_megabytes() < 4000
