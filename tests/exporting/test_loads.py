"""Loads that are read together stand on one card, and none is lost."""

from hypothesis import given
from hypothesis import strategies as st

from schemas.base import Quantity
from schemas.parts import Point, Workload
from service.exporting.loads import LoadCard, load_cards
from tests.exporting.specimen import scale

KINDS = ("messages", "send_rate", "visits", "opt_outs", "peak_visits")


def load(name: str, title: str, **more: object) -> Workload:
    """A load that matters for its id and its name only."""
    base = {"id": name, "name": title, "result": Quantity(value=4, unit="visit/second"), "formula": "2 x 2 = 4"}
    return Workload.model_validate({**base, "inputs": [], "low": 4, "mid": 4, "high": 4, "evidence": [], **more})


def send(key: str, subject: str) -> list[Workload]:
    """The loads of one send."""
    return [load(f"{kind}.{key}", f"{subject}: {kind}") for kind in KINDS]


def ids(card: LoadCard) -> list[str]:
    return [step.load.id for step in card.steps]


def test_the_loads_of_one_send_are_one_chain_with_what_it_causes_at_its_end() -> None:
    first, second = load_cards([*send("email", "E-mail"), *send("sms", "Text message")])
    assert (first.title, second.title) == ("E-mail", "Text message")
    assert first.chain
    assert [step.label for step in first.steps] == ["messages", "send_rate", "visits", "peak_visits", "opt_outs"]
    assert [step.aside for step in first.steps] == [False, False, False, False, True]


def test_pages_have_their_own_card_and_single_loads_share_the_last() -> None:
    others = [load("codes.all", "Codes"), load("feed_rows.1", "List: rows a day")]
    pages = [load("sessions.page", "Visitors"), load("capacity.page", "To be proven")]
    cards = load_cards([*others, *send("email", "E-mail"), *pages])
    assert [ids(card)[0] for card in cards] == ["messages.email", "sessions.page", "codes.all"]
    assert [card.together for card in cards] == [True, True, False]
    assert not cards[1].chain


def test_the_picture_is_that_of_the_last_load_with_a_course() -> None:
    curve = [Point(minute=0, value=0), Point(minute=30, value=7), Point(minute=60, value=1)]
    loads = send("email", "E-mail")
    loads[-1] = loads[-1].model_copy(update={"curve": curve})
    drawn = load_cards(loads)[0].curve
    assert drawn is not None
    assert drawn.peak == "7 visits/s"
    assert load_cards(send("email", "E-mail"))[0].curve is None


def test_what_is_missing_is_said_once_for_a_card() -> None:
    loads = [load(f"{kind}.page", kind, incomplete="nobody counted the poster") for kind in ("sessions", "capacity")]
    assert load_cards(loads)[0].incomplete == ("nobody counted the poster",)


def test_loads_without_a_send_keep_their_names() -> None:
    exact, ranged = scale().workloads
    cards = load_cards([exact, ranged])
    assert [card.title for card in cards] == [ranged.name, "Beside the sends"]
    assert load_cards([]) == ()


@given(
    st.lists(st.sampled_from([*send("email", "A"), *send("1", "B: C"), *scale().workloads]), unique_by=lambda x: x.id)
)
def test_every_load_stands_on_exactly_one_card(loads: list[Workload]) -> None:
    shown = [name for card in load_cards(loads) for name in ids(card)]
    assert sorted(shown) == sorted(item.id for item in loads)
