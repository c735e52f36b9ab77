"""Who sends what and when: claims, waits, and endpoints that are switched off."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import update

from service.store.blocking import BlockingDatabase
from service.store.webhook_tables import DeliveryRow, WebhookRow
from service.webhooks.dispatch import Dispatch, Outcome, Parcel
from service.webhooks.schedule import WAITS, Schedule
from tests.webhooks.kept import attempts, deliveries, endpoint, happen, put

URL = "https://hooks.example/told"
AT_ONCE = Schedule(waits=(0,) * 9)


def failed(status: int | None = 500, at: datetime | None = None) -> Outcome:
    return Outcome(at or datetime.now(UTC), 12, status, f"answered with {status}", "out of order")


def through() -> Outcome:
    return Outcome(datetime.now(UTC), 12, 204)


def only(parcels: list[Parcel]) -> Parcel:
    assert len(parcels) == 1
    return parcels[0]


def test_an_event_goes_to_every_endpoint_that_wants_it_under_one_id(kept: BlockingDatabase) -> None:
    first, second = put(kept, URL), put(kept, f"{URL}/2")
    put(kept, URL, events="job.failed")
    put(kept, URL, workspace="wsp_theirs")
    happen(kept)
    told = deliveries(kept)
    assert {row.webhook_id for row in told} == {first.id, second.id}
    assert len({row.event_id for row in told}) == 1
    parcels = Dispatch(kept).claim(10)
    assert {parcel.body for parcel in parcels} == {row.body for row in told}


def test_what_is_claimed_is_nobody_elses_until_the_claim_is_over(kept: BlockingDatabase) -> None:
    put(kept, URL)
    happen(kept)
    parcel = only(Dispatch(kept).claim(10))
    assert Dispatch(kept).claim(10) == []
    assert Dispatch(kept).claim_one(parcel.delivery_id) is None
    with kept.writing() as session:
        session.execute(update(DeliveryRow).values(claimed_until=datetime.now(UTC) - timedelta(seconds=1)))
    again = only(Dispatch(kept).claim(10))
    assert (again.event_id, again.claim) == (parcel.event_id, parcel.claim + 1)
    assert not Dispatch(kept).record(parcel, failed()), "who was given up has nothing more to say"
    assert Dispatch(kept).record(again, through())
    assert [row.state for row in deliveries(kept)] == ["delivered"]


def test_of_many_that_claim_at_once_each_gets_something_else(kept: BlockingDatabase) -> None:
    for number in range(4):
        put(kept, f"{URL}/{number}")
    for _ in range(5):
        happen(kept)
    with ThreadPoolExecutor(4) as threads:
        rounds = [threads.submit(Dispatch(kept).claim, 2) for _ in range(40)]
        claimed = [parcel.delivery_id for done in rounds for parcel in done.result()]
    assert len(set(claimed)) == len(claimed)
    rest = [parcel.delivery_id for _ in range(20) for parcel in Dispatch(kept).claim(10)]
    assert sorted(claimed + rest) == sorted(row.id for row in deliveries(kept))


def test_an_endpoint_with_much_to_come_leaves_room_for_others(kept: BlockingDatabase) -> None:
    busy = put(kept, URL)
    for _ in range(20):
        happen(kept)
    other = put(kept, URL, events="job.cancelled")
    happen(kept, "job.cancelled")
    assert {parcel.webhook_id for parcel in Dispatch(kept).claim(2)} == {busy.id, other.id}
    assert Dispatch(kept).claim(2, but=[busy.id]) == []


def test_the_waits_are_those_of_the_specification_and_a_little_more() -> None:
    assert sum(WAITS) / 3600 == pytest.approx(75.6, abs=0.1)
    for chance in (0.0, 1.0):
        waits = [Schedule(chance=partial(float, chance)).wait_after(tries) for tries in range(1, 11)]
        expected = [timedelta(seconds=wait * (1 + 0.1 * chance)) for wait in WAITS]
        assert waits == [*expected, None]


def test_a_failure_is_told_and_tried_again_later(kept: BlockingDatabase) -> None:
    hook = put(kept, URL)
    happen(kept)
    at = datetime.now(UTC)
    dispatch = Dispatch(kept, Schedule(chance=lambda: 0.5))
    assert dispatch.record(only(dispatch.claim(1)), failed(at=at))
    row = deliveries(kept)[0]
    assert (row.state, row.due_at - at) == ("pending", timedelta(seconds=5 * 1.05))
    assert (attempts(kept)[0].status, attempts(kept)[0].answer) == (500, "out of order")
    assert endpoint(kept, hook.id).failing_since == at
    assert dispatch.claim(1) == []


def test_what_never_gets_through_is_given_up_and_its_endpoint_switched_off(kept: BlockingDatabase) -> None:
    hook = put(kept, URL)
    happen(kept)
    dispatch = Dispatch(kept, AT_ONCE)
    for number in range(1, 11):
        assert endpoint(kept, hook.id).enabled, number
        assert dispatch.record(only(dispatch.claim(1)), failed(None))
    assert ([row.state for row in deliveries(kept)], len(attempts(kept))) == (["failed"], 10)
    found = endpoint(kept, hook.id)
    assert (found.enabled, found.disabled_reason, found.version) == (False, "failing", 2)
    happen(kept)
    assert len(deliveries(kept)) == 1, "nothing is put in for one that is switched off"


def test_an_endpoint_where_something_got_through_meanwhile_stays_on(kept: BlockingDatabase) -> None:
    hook = put(kept, URL)
    happen(kept)
    happen(kept)
    dispatch = Dispatch(kept, AT_ONCE)
    bad, good = (row.id for row in deliveries(kept))
    for id_, outcome in [*[(bad, failed())] * 5, (good, through()), *[(bad, failed())] * 5]:
        parcel = dispatch.claim_one(id_)
        assert parcel
        assert dispatch.record(parcel, outcome)
    assert {row.id: row.state for row in deliveries(kept)} == {bad: "failed", good: "delivered"}
    found = endpoint(kept, hook.id)
    assert (found.enabled, bool(found.failing_since)) == (True, True)


def test_an_endpoint_that_is_gone_is_switched_off_at_once(kept: BlockingDatabase) -> None:
    hook = put(kept, URL)
    happen(kept)
    happen(kept)
    assert Dispatch(kept).record(only(Dispatch(kept).claim(1)), failed(410))
    assert endpoint(kept, hook.id).disabled_reason == "gone"
    assert sorted(row.state for row in deliveries(kept)) == ["failed", "pending"]
    assert Dispatch(kept).claim(1) == [], "what waits goes on waiting"


def test_who_records_what_was_deleted_meanwhile_does_nothing(kept: BlockingDatabase) -> None:
    hook = put(kept, URL)
    happen(kept)
    parcel = only(Dispatch(kept).claim(1))
    with kept.writing() as session:
        session.delete(session.get_one(WebhookRow, hook.id))
    assert not Dispatch(kept).record(parcel, through())
    assert (deliveries(kept), attempts(kept)) == ([], [])


def test_what_is_over_is_forgotten_after_a_month_and_what_waits_is_not(kept: BlockingDatabase) -> None:
    put(kept, URL)
    happen(kept)
    happen(kept)
    assert Dispatch(kept).record(only(Dispatch(kept).claim(1)), through())
    Dispatch(kept).forget_old()
    assert len(deliveries(kept)) == 2
    Dispatch(kept, kept=timedelta(0)).forget_old()
    assert [row.state for row in deliveries(kept)] == ["pending"]
