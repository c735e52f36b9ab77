"""Results are kept for a while, within bounds, under names nobody can guess."""

from service.web.results import ResultStore
from tests.exporting.limits_specimen import alignment, explanation
from tests.exporting.specimen import specification


def test_a_result_comes_back_as_it_was() -> None:
    store = ResultStore()
    assert store.get(store.add(specification())) == specification()


def test_names_are_random_and_long() -> None:
    store = ResultStore()
    names = {store.add(specification()) for _ in range(20)}
    assert len(names) == 20
    assert min(map(len, names)) >= 24


def test_an_unknown_name_finds_nothing() -> None:
    assert ResultStore().get("../etc/passwd") is None


def test_a_result_goes_when_its_time_is_over() -> None:
    now = 0.0
    store = ResultStore(keep_seconds=60, clock=lambda: now)
    name = store.add(specification())
    now = 59.0
    assert store.get(name)
    now = 60.0
    assert store.get(name) is None


def test_the_oldest_goes_when_there_is_no_room() -> None:
    size = len(specification().model_dump_json().encode())
    store = ResultStore(keep_bytes=2 * size)
    first, second, third = (store.add(specification()) for _ in range(3))
    assert store.get(first) is None
    assert store.get(second)
    assert store.get(third)


def test_one_result_over_the_limit_is_still_shown() -> None:
    store = ResultStore(keep_bytes=10)
    name = store.add(specification())
    assert store.get(name)


def test_every_kind_of_result_comes_back_as_it_was() -> None:
    store = ResultStore()
    plan = store.add(specification())
    held = store.add(alignment(), beside=plan)
    assert store.get(store.add(explanation())) == explanation()
    assert store.get(held) == alignment()
    assert store.beside(held) == plan
    assert store.beside(plan) is None


def test_a_specification_that_is_gone_is_not_named_any_more() -> None:
    store = ResultStore(keep_bytes=10)
    held = store.add(alignment(), beside=store.add(specification()))
    assert store.get(held)
    assert store.beside(held) is None
