"""What people do on a page and what systems move."""

import pytest

from schemas.base import Quantity
from schemas.brief import Goal
from schemas.parts import Workload
from service.campaign import Audience, Feed
from service.computing.sending import send_loads
from service.computing.transactions import (
    action_loads,
    callback_load,
    code_load,
    feed_loads,
    goal_loads,
    lists_people,
    storage_loads,
)
from tests.computing.made_brief import HandMade

PEAK = Workload(
    id="peak_visits.sms", name="", result=Quantity(value=10, unit="visit/second"), formula="", inputs=[],
    low=5, mid=10, high=20, evidence=[],
)  # fmt: skip


def test_gifts_come_from_visits_and_from_the_goal() -> None:
    made = HandMade("We want 15,000 gifts on the donation page.").signal("donation", "donation page")
    goal = Goal(
        id="G1", statement="", target=Quantity(value=15_000, unit="gift"), evidence=[made.place("15,000 gifts")]
    )
    campaign = made.campaign(goals=(goal,))
    found = {load.id: load for load in [*action_loads(PEAK, campaign, None), *goal_loads(campaign, None)]}
    assert found["gifts_peak.page"].mid == 10 * 60 * 0.18
    assert found["gifts_goal.G1"].mid == 450, "3% of the gifts in the busiest hour"


def test_sales_in_shops_need_no_payment_page() -> None:
    made = HandMade("We want 60,000 sales.")
    goal = Goal(id="G1", statement="", target=Quantity(value=60_000, unit="sale"), evidence=[made.place("60,000")])
    assert action_loads(None, made.campaign(goals=(goal,)), None) == []
    assert goal_loads(made.campaign(goals=(goal,)), None) == []


def test_calls_back_need_people_to_count_from() -> None:
    made = HandMade("1,000 viewers may ask for a call back the same day.").signal("call_back", "call back")
    assert callback_load(made.campaign(), None) is None
    live = made.rush("live_event", "viewers", made.amount("1,000", 1000))
    load = callback_load(made.campaign(rushes=(live,)), None)
    assert load is not None
    assert (load.low, load.mid, load.high) == (50, 100, 300)


def test_codes_are_counted_once_for_a_mailing_and_its_reminder() -> None:
    made = HandMade("900,000 members get an e-mail with a voucher and a text reminder.").signal(
        "voucher_codes", "voucher"
    )
    members = made.amount("900,000", 900_000)
    campaign = made.campaign(
        sends=tuple(
            made.send(channel, words, members, volume_stated=True)
            for channel, words in (("email", "an e-mail"), ("sms", "a text"))
        )
    )
    load = code_load(send_loads(campaign, None), campaign)
    assert load is not None
    assert load.mid == 900_000


def test_a_feed_that_names_nobody_lies_between_the_audiences() -> None:
    made = HandMade("There are 2,400,000 members and 900,000 sleepers.", "Lumen needs the list twice a day.")
    audiences = (
        Audience("members", made.amount("2,400,000", 2_400_000), "existing", ()),
        Audience("sleepers", made.amount("900,000", 900_000), "existing", ()),
    )
    feed = Feed("the list", None, "Lumen", "twice a day", 2.0, None, (made.place("the list"),))
    (load,) = feed_loads(made.campaign(audiences=audiences, feeds=(feed,)))
    assert (load.low, load.mid, load.high) == (1_800_000, 1_800_000, 4_800_000)


def test_a_dashboard_is_no_feed_of_people() -> None:
    made = HandMade("5,000 members.", "A dashboard every Monday.")
    members = (Audience("members", made.amount("5,000", 5000), "existing", ()),)
    feed = Feed("dashboard", None, None, "every Monday", 1 / 7, None, (made.place("dashboard"),))
    assert feed_loads(made.campaign(audiences=members, feeds=(feed,))) == []


def test_every_message_leaves_events_behind() -> None:
    made = HandMade("1,000,000 members get an e-mail, 5,000 friends another.")
    mail = made.send("email", "an e-mail", made.amount("1,000,000", 1_000_000), volume_stated=True)
    rows, storage = storage_loads(send_loads(made.campaign(sends=(mail,)), None), None)
    assert rows.mid == 2_400_000
    assert storage.mid == pytest.approx(2.4)


def test_storage_nobody_has_to_plan_for_is_not_mentioned() -> None:
    made = HandMade("5,000 friends get an e-mail.")
    mail = made.send("email", "an e-mail", made.amount("5,000", 5000), volume_stated=True)
    assert storage_loads(send_loads(made.campaign(sends=(mail,)), None), None) == []
    assert storage_loads([], None) == []


@pytest.mark.parametrize(("what", "people"), [("list of new members", True), ("list of their orders", False)])
def test_a_list_has_a_row_for_each_person_only_where_it_lists_people(what: str, people: bool) -> None:
    assert lists_people(what) == people
