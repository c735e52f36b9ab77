"""Loads against ceilings."""

import pytest

from schemas.base import Quantity
from schemas.parts import Workload
from service.campaign import SystemUse
from service.computing.limits import snake, verdict_of
from service.computing.scale import compute_scale
from tests.computing.made_brief import HandMade


def load(low: float, mid: float, high: float) -> Workload:
    return Workload(
        id="time_at_limit.a", name="", result=Quantity(value=mid, unit="hour"), formula="", inputs=[], low=low,
        mid=mid, high=high, evidence=[],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cases", "verdict"), [((0.5, 1, 2), "fits"), ((0.5, 1, 3), "depends"), ((1, 2.5, 3), "exceeds")]
)
def test_the_middle_case_decides_and_the_high_case_warns(cases: tuple[float, float, float], verdict: str) -> None:
    assert verdict_of(load(*cases), 2) == verdict


@pytest.mark.parametrize(
    ("written", "name"), [("Amazon SES", "amazon_ses"), ("WhatsApp", "whatsapp"), ("MS-Teams", "ms_teams")]
)
def test_names_become_ids(written: str, name: str) -> None:
    assert snake(written) == name


def test_a_webinar_is_held_against_the_places_of_its_tool() -> None:
    made = HandMade("Up to 3,000 live viewers in Teams.")
    live = made.rush("live_event", "live viewers", made.amount("3,000", 3000))
    tool = SystemUse("Teams", "microsoft_teams", "collaboration", "in_use", None, None, (), (made.place("Teams"),))
    found = {item.id: item for item in compute_scale(made.campaign(rushes=(live,), systems=(tool,)), None).workloads}
    room = found["room_at_limit.live_event_teams_webinar"]
    assert (room.low, room.mid, room.verdict) == (0.3, 3, "exceeds")
    assert "town hall" in room.formula


def test_us_ceilings_need_us_recipients() -> None:
    made = HandMade("48,000 people get a text.")
    text = made.send("sms", "a text", made.amount("48,000", 48_000), volume_stated=True)
    for regions, expected in ((("GB",), False), (("US-CA",), True)):
        scale = compute_scale(made.campaign(sends=(text,), regions=regions), None)
        assert any("us_short_code" in item.id for item in scale.workloads) is expected


def test_what_uses_a_trifle_of_a_ceiling_is_not_told() -> None:
    made = HandMade("500 members get an e-mail from Outlook.")
    tool = SystemUse("Outlook", "outlook", "mailbox", "in_use", None, None, (), (made.place("Outlook"),))
    for count, told in ((500, False), (5000, True)):
        mail = made.send("email", "an e-mail", made.amount("500", count), volume_stated=True)
        scale = compute_scale(made.campaign(sends=(mail,), systems=(tool,)), None)
        assert any("exchange_online_day" in item.id for item in scale.workloads) is told


def test_a_mailbox_named_beside_a_sending_tool_sends_nothing() -> None:
    made = HandMade("90,000 members get an e-mail by Klaviyo; it must look well in Outlook.")
    mail = made.send("email", "an e-mail", made.amount("90,000", 90_000), volume_stated=True)
    tools = tuple(
        SystemUse(name, name.lower(), kind, "in_use", None, None, (), (made.place(name),))
        for name, kind in (("Klaviyo", "esp"), ("Outlook", "mailbox"))
    )
    found = [item.id for item in compute_scale(made.campaign(sends=(mail,), systems=tools), None).workloads]
    assert not [name for name in found if "exchange" in name]


def test_records_are_held_against_the_calls_of_a_day() -> None:
    made = HandMade("900,000 members get an e-mail; the CRM is Salesforce.")
    mail = made.send("email", "an e-mail", made.amount("900,000", 900_000), volume_stated=True)
    crm = SystemUse("Salesforce", "salesforce", "crm", "in_use", None, None, (), (made.place("Salesforce"),))
    found = {item.id: item for item in compute_scale(made.campaign(sends=(mail,), systems=(crm,)), None).workloads}
    assert found["calls_at_limit.email_salesforce_day"].mid == 6
    assert found["calls_at_limit.email_salesforce_day"].verdict == "exceeds"
