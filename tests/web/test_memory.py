"""Results are kept for a while, within bounds, under names nobody can guess."""

from service.web.memory import ResultMemory
from tests.exporting.limits_specimen import alignment, explanation
from tests.exporting.specimen import specification


def test_a_result_comes_back_as_it_was() -> None:
    memory = ResultMemory()
    assert memory.get(memory.add(specification())) == specification()


def test_names_are_random_and_long() -> None:
    memory = ResultMemory()
    names = {memory.add(specification()) for _ in range(20)}
    assert len(names) == 20
    assert min(map(len, names)) >= 24


def test_an_unknown_name_finds_nothing() -> None:
    assert ResultMemory().get("../etc/passwd") is None


def test_a_result_goes_when_its_time_is_over() -> None:
    now = 0.0
    memory = ResultMemory(keep_seconds=60, clock=lambda: now)
    name = memory.add(specification())
    now = 59.0
    assert memory.get(name)
    now = 60.0
    assert memory.get(name) is None


def test_the_oldest_goes_when_there_is_no_room() -> None:
    size = len(specification().model_dump_json().encode())
    memory = ResultMemory(keep_bytes=2 * size)
    first, second, third = (memory.add(specification()) for _ in range(3))
    assert memory.get(first) is None
    assert memory.get(second)
    assert memory.get(third)


def test_one_result_over_the_limit_is_still_shown() -> None:
    memory = ResultMemory(keep_bytes=10)
    name = memory.add(specification())
    assert memory.get(name)


def test_every_kind_of_result_comes_back_as_it_was() -> None:
    memory = ResultMemory()
    plan = memory.add(specification())
    held = memory.add(alignment(), beside=plan)
    assert memory.get(memory.add(explanation())) == explanation()
    assert memory.get(held) == alignment()
    assert memory.beside(held) == plan
    assert memory.beside(plan) is None
