"""The scale of whole campaigns: what must hold for any of them, and what a known one comes to."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.organisation import Organisation, OrganisationSystem
from schemas.parts import Scale, Workload
from service.campaign import Audience, Campaign, Feed, SystemUse
from service.catalogue.figures import ceilings, figure
from service.catalogue.loading import CatalogueError
from service.computing.scale import compute_scale
from tests.computing.made_brief import HandMade, at

SENTENCES = (
    "The club has 900,000 sleeping members.",
    "On 4 May 2027 each gets an e-mail between 7am and 9am, and a text message later.",
    "They land on a page with a form, or pay at once.",
    "A TV spot is seen by 3,000,000 people.",
    "Lumen gets the list of members every morning.",
)


def brief() -> HandMade:
    return HandMade(*SENTENCES).signal("landing_page", "page").signal("form_registration", "form")


def sleeping(volume: float = 900_000, stated: bool = False, **values: Any) -> Campaign:
    made = brief()
    members = made.amount("900,000", volume)
    mail = made.send("email", "an e-mail", members, volume_stated=stated, on=date(2027, 5, 4), start=at(7), end=at(9))
    return made.campaign(sends=(mail,), **values)


def loads(scale: Scale) -> dict[str, Workload]:
    return {load.id: load for load in scale.workloads}


def test_nine_hundred_thousand_mails_in_two_hours() -> None:
    found = loads(compute_scale(sleeping(), None))
    rate = found["send_rate.email"]
    assert (rate.low, rate.mid, rate.high) == (75, 125, 125)
    assert rate.result.unit == "message/second"
    assert "900,000 messages ÷ 7,200 seconds = 125 messages per second" in rate.formula
    window = next(item for item in rate.inputs if item.name == "window")
    assert (window.source.kind, window.source.ref) == ("sentence", "S2")


def test_a_count_stated_for_the_send_is_taken_as_it_is() -> None:
    messages = loads(compute_scale(sleeping(stated=True), None))["messages.email"]
    assert (messages.low, messages.mid, messages.high) == (900_000, 900_000, 900_000)


def test_visits_follow_from_delivery_and_clicks() -> None:
    visits = loads(compute_scale(sleeping(stated=True), None))["visits.email"]
    assert visits.mid == pytest.approx(900_000 * 0.99 * 0.021)
    assert visits.low == pytest.approx(900_000 * 0.98 * 0.017)
    assert visits.high == pytest.approx(900_000 * 1.0 * 0.036)


def test_the_worked_example_of_four_hours_for_two_million() -> None:
    """Two million people, e-mail and text in four hours: bounds, sessions, requests and planning number."""
    made = HandMade("2,000,000 people get an e-mail and a text between 2pm and 6pm with a link to a page.")
    made.signal("landing_page", "page")
    people = made.amount("2,000,000", 2_000_000)
    sends = tuple(
        made.send(channel, words, people, volume_stated=True, on=date(2027, 5, 4), start=at(14), end=at(18))
        for channel, words in (("email", "an e-mail"), ("sms", "a text"))
    )
    own = Organisation(
        defaults={
            "click_email": 0.0209, "delivered_email": 1, "scanner_share_consumer": 0.3, "pages_per_visit": 1,
            "requests_per_page": 71,
        }
    )  # fmt: skip
    found = loads(compute_scale(made.campaign(sends=sends, regions=("US",)), own))
    assert found["send_rate.email"].mid == pytest.approx(138.9, abs=0.2)
    assert found["visits.email"].mid == 41_800
    assert found["visits.sms"].mid == 200_000
    assert found["peak_visits.sms"].mid == pytest.approx(13.9, abs=0.05)
    assert found["peak_visits.email"].high == pytest.approx(2.9, abs=0.01), "the bound of a uniform send"
    assert found["peak_visits.email"].mid < 2.9, "the curve brings fewer by the end of the send"
    assert found["peak_visits.all"].mid == pytest.approx(13.9 + found["peak_visits.email"].mid, abs=0.1)
    peak = found["peak_visits.all"].mid
    assert found["sessions.page"].mid == pytest.approx(peak * 127, rel=0.01)
    assert found["page_requests.page"].mid == pytest.approx(peak * 71, rel=0.01)
    assert found["origin_requests.page"].mid == pytest.approx(peak * 5, rel=0.01)
    assert found["capacity.page"].mid == pytest.approx(peak * 1.3 * 2, rel=0.01)
    assert found["time_at_limit.sms_us_short_code"].mid == pytest.approx(5.56, abs=0.01)
    assert found["time_at_limit.sms_us_short_code"].verdict == "exceeds"
    tmobile = found["days_at_limit.sms_us_10dlc_tmobile"]
    assert tmobile.low == 3, "two million at 30% of recipients and 200,000 a day"
    assert tmobile.verdict == "exceeds"


def test_no_numbers_no_loads() -> None:
    made = brief()
    campaign = made.campaign(
        sends=(made.send("email", "an e-mail"),), rushes=(made.rush("tv", "A TV spot"), made.rush("flash_sale", "page"))
    )
    assert compute_scale(campaign, None).workloads == []


def test_a_page_is_needed_for_visits() -> None:
    made = HandMade("We mail 50,000 members on Monday.")
    mail = made.send("email", "mail", made.amount("50,000", 50_000), volume_stated=True)
    found = loads(compute_scale(made.campaign(sends=(mail,)), None))
    assert "send_rate.email" in found
    assert not [name for name in found if "visits" in name or name.endswith(".page")]


def test_the_organisations_numbers_replace_the_defaults() -> None:
    own = Organisation(defaults={"click_email": 0.05, "reachable_email": 0.5})
    found = loads(compute_scale(sleeping(), own))
    assert found["messages.email"].mid == 450_000
    click = next(item for item in found["visits.email"].inputs if item.name == "click")
    assert (click.value, click.source.kind, click.source.ref) == (0.05, "organisation", "defaults.click_email")


def test_the_organisations_gateway_is_held_against_the_window() -> None:
    made = HandMade("48,000 donors get a text between 6pm and 7pm.")
    text = made.send("sms", "a text", made.amount("48,000", 48_000), volume_stated=True, start=at(18), end=at(19))
    gateway = OrganisationSystem(name="SMS gateway", rate_per_second=10)
    found = loads(compute_scale(made.campaign(sends=(text,)), Organisation(systems=[gateway])))
    load = found["time_at_limit.sms_sms_gateway"]
    assert load.mid == pytest.approx(1.33, abs=0.01)
    assert load.verdict == "exceeds"


def test_a_vendors_ceiling_counts_only_where_the_brief_names_it() -> None:
    tool = SystemUse("Outlook", "outlook", "mailbox", "in_use", None, None, (), (brief().place("page"),))
    named = loads(compute_scale(sleeping(systems=(tool,)), None))
    assert named["days_at_limit.email_exchange_online_day"].mid == 90
    assert named["days_at_limit.email_exchange_online_day"].verdict == "exceeds"
    assert not [name for name in loads(compute_scale(sleeping(), None)) if "at_limit" in name]


def test_a_feed_has_the_rows_of_the_people_it_names() -> None:
    made = brief()
    members = Audience("sleeping members", made.amount("900,000", 900_000), "existing", (made.place("members"),))
    feed = Feed("the list of members", None, "Lumen", "every morning", 1.0, None, (made.place("the list of members"),))
    found = loads(compute_scale(made.campaign(audiences=(members,), feeds=(feed,)), None))
    assert found["feed_rows.1"].mid == 900_000


def test_a_page_a_handful_of_people_visit_needs_no_sizing() -> None:
    found = loads(compute_scale(sleeping(2000), None))
    assert found["visits.email"].mid == 42
    assert not [name for name in found if name.endswith(".page")]


@st.composite
def campaigns(draw: st.DrawFn) -> Campaign:
    made = brief()
    people = made.amount("900,000", draw(st.integers(min_value=1, max_value=50_000_000)))
    viewers = made.amount("3,000,000", draw(st.integers(min_value=1, max_value=50_000_000)))
    days = st.sampled_from([None, date(2027, 5, 4), date(2027, 5, 6)])
    times = st.sampled_from([(None, None), (at(7), at(9)), (at(22), at(2)), (at(18, 30), None)])

    def send(channel: str) -> Any:
        start, end = draw(times)
        stated = draw(st.booleans())
        return made.send(channel, "an e-mail", people, volume_stated=stated, on=draw(days), start=start, end=end)

    channels = draw(
        st.lists(st.sampled_from(["email", "sms", "push", "letter", "phone_call", "messaging_app"]), max_size=5)
    )
    kinds = draw(st.lists(st.sampled_from(["tv", "radio", "qr", "live_event", "press"]), max_size=3))
    return made.campaign(
        sends=tuple(send(channel) for channel in channels),
        rushes=tuple(made.rush(kind, "A TV spot", viewers, draw(days)) for kind in kinds),
        past_visits=draw(st.sampled_from([None, people])),
        regions=tuple(draw(st.lists(st.sampled_from(["US", "DE", "GB"]), max_size=2, unique=True))),
    )


@given(campaigns())
def test_every_load_is_ordered_traced_and_named_once(campaign: Campaign) -> None:
    scale = compute_scale(campaign, None)
    found = loads(scale)
    assert len(found) == len(scale.workloads), "ids are unique"
    for load in scale.workloads:
        assert 0 <= load.low <= load.mid <= load.high
        assert load.result.value == load.mid
        for place in load.evidence:
            assert campaign.reading.text[place.start : place.end] == place.quote
        for item in load.inputs:
            assert is_traced(item.source.kind, item.source.ref, found, campaign), item


def is_traced(kind: str, ref: str, found: dict[str, Workload], campaign: Campaign) -> bool:
    if kind == "sentence":
        return ref in campaign.reading.sentence_by_id
    if kind == "calculation":
        return ref in found
    try:
        return ref in ceilings() or bool(figure(ref))
    except CatalogueError:
        return False


@given(campaigns())
def test_equal_campaigns_give_equal_scales(campaign: Campaign) -> None:
    assert compute_scale(campaign, None) == compute_scale(campaign, None)


@given(volume=st.integers(min_value=10_000, max_value=10_000_000))
def test_twice_the_people_bring_twice_the_load(volume: int) -> None:
    once = loads(compute_scale(sleeping(volume), None))
    twice = loads(compute_scale(sleeping(volume * 2), None))
    for name in ("messages.email", "send_rate.email", "visits.email", "peak_visits.email"):
        assert twice[name].mid == pytest.approx(once[name].mid * 2, rel=0.02)


def test_a_sum_without_its_main_source_says_so() -> None:
    """Nobody knows how many watch the spot: what the mail alone brings is not passed off as the peak."""
    made = brief()
    spot = made.rush("tv", "A TV spot")
    mail = made.send("sms", "text message", made.amount("900,000", 900_000), volume_stated=True)
    found = loads(compute_scale(made.campaign(sends=(mail,), rushes=(spot,)), None))
    assert found["peak_visits.sms"].incomplete is None, "what it says of the text message is complete"
    said = found["capacity.page"].incomplete
    assert said is not None
    assert '"A TV spot" (S4)' in said
    assert found["forms_peak.page"].incomplete == said


def test_a_sum_with_every_source_is_complete() -> None:
    made = brief()
    spot = made.rush("tv", "A TV spot", made.amount("3,000,000", 3_000_000))
    found = loads(compute_scale(made.campaign(rushes=(spot,)), None))
    assert found["capacity.page"].incomplete is None


def test_what_the_brief_tells_of_its_page_settles_the_peak() -> None:
    made = HandMade("A TV spot runs; last year 5,080 people came at the same time.", "They land on a page.")
    made.signal("landing_page", "page").mention("count", "5,080", value=5080, unit="person", role="past_result")
    found = loads(compute_scale(made.campaign(rushes=(made.rush("tv", "A TV spot"),)), None))
    assert found["peak_visits.crowd"].mid == 40
    assert found["capacity.page"].incomplete is None


def test_no_page_is_sized_for_less_than_a_visit_a_second() -> None:
    made = brief()
    mail = made.send("email", "an e-mail", made.amount("900,000", 30_000), volume_stated=True)
    found = loads(compute_scale(made.campaign(sends=(mail,)), None))
    assert found["peak_visits.email"].mid < 1
    assert "capacity.page" not in found
    assert "forms_peak.page" not in found
