"""The simulation of the gate: what it draws, and that it asks the gate itself."""

import numpy as np
import pytest

from benchmarks.gate import Scenario, gate_blocks, simulate, t_of_five_percent, unpaired_blocks
from benchmarks.measuring.noise import BASE, FACTS_LEAST, FACTS_MOST, draw_cases, draw_run, level_for


@pytest.mark.parametrize("share", [0.3, 0.69, BASE])
def test_a_level_gives_its_share_of_right_facts(share: float) -> None:
    rng = np.random.default_rng(1)
    cases = draw_cases(rng, 4000, 1)
    right = draw_run(rng, cases, 2, np.full((4000, 1), level_for(share)))
    assert right.sum() / (2 * cases.of.sum()) == pytest.approx(share, abs=0.015)


def test_no_case_has_more_right_than_it_has_facts() -> None:
    rng = np.random.default_rng(2)
    cases = draw_cases(rng, 300, 3)
    right = draw_run(rng, cases, 4, np.full((300, 3), 9.0))
    assert right.shape == (300, 4, 3)
    assert (right <= cases.of[:, None, None]).all()
    assert set(cases.of) == set(range(FACTS_LEAST, FACTS_MOST + 1))


def test_facts_of_one_run_hang_together() -> None:
    """Two runs of a case differ by more than facts drawn one by one would."""
    rng = np.random.default_rng(3)
    cases = draw_cases(rng, 2000, 1)
    runs = draw_run(rng, cases, 2, np.full((2000, 1), level_for(BASE)))[:, :, 0] / cases.of[:, None]
    spread = (runs[:, 0] - runs[:, 1]).var()
    drawn_one_by_one = (2 * BASE * (1 - BASE) / cases.of).mean()
    assert spread > 1.3 * drawn_one_by_one


def test_the_gate_lets_the_same_run_pass_and_a_ruined_metric_fail() -> None:
    rng = np.random.default_rng(4)
    cases = draw_cases(rng, 40, 3)
    base = draw_run(rng, cases, 2, np.full((40, 3), level_for(BASE)))
    ruined = base.copy()
    ruined[:, :, 1] //= 2
    assert gate_blocks(cases, base, base).tolist() == [False, False, False]
    assert gate_blocks(cases, base, ruined).tolist() == [False, True, False]


def test_all_rules_see_a_large_fall_and_draw_the_same_for_the_same_seed() -> None:
    scenario = Scenario("much worse", 62, 5, drop=0.3)
    blocks = [simulate(np.random.default_rng(5), scenario) for _ in range(2)]
    assert blocks[0] == blocks[1]
    assert blocks[0].gate
    assert blocks[0].naive
    assert blocks[0].unpaired
    assert blocks[0].paired


def test_the_quantiles_are_those_of_the_tables() -> None:
    assert t_of_five_percent(61) == pytest.approx(1.6702, abs=0.001)
    blocked = unpaired_blocks(1000, np.array([740, 740]), 1000, np.array([707, 708]))
    assert blocked.tolist() == [True, False]
