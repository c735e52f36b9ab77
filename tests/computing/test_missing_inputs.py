"""Which numbers a brief lacks."""

from service.campaign import Journey
from service.computing.missing_inputs import missing_scale_inputs
from tests.computing.made_brief import HandMade, at


def numbers(made: HandMade, **values: object) -> list[tuple[str, str, bool]]:
    found = missing_scale_inputs(made.campaign(**values))
    return [(item.workload, item.number, item.assumed) for item in found]


def test_a_send_without_a_number_of_people_is_asked_for() -> None:
    made = HandMade("Push notifications to everyone in the app.")
    assert numbers(made, sends=(made.send("push", "Push notifications"),)) == [
        ("messages", "how many people get it", False)
    ]


def test_a_handful_is_a_count_of_messages_and_not_of_people() -> None:
    made = HandMade("A series of 5 emails.")
    series = made.send("email", "emails", made.amount("5", 5, "message"), volume_stated=True)
    assert numbers(made, sends=(series,)) == [("messages", "how many people get it", False)]


def test_a_thank_you_mail_is_not_asked_for() -> None:
    made = HandMade("A thank-you e-mail follows within five minutes.")
    assert numbers(made, sends=(made.send("email", "e-mail"),)) == []


def test_a_window_is_asked_for_though_a_range_is_assumed() -> None:
    made = HandMade("48,000 donors get a text at 6.30pm.")
    text = made.send("sms", "a text", made.amount("48,000", 48_000), volume_stated=True, start=at(18, 30))
    assert numbers(made, sends=(text,)) == [("send_rate", "between which hours it may go out", True)]


def test_a_broadcast_needs_its_viewers() -> None:
    made = HandMade("A TV spot during the final.", "A live talk.")
    rushes = (made.rush("tv", "A TV spot"), made.rush("live_event", "A live talk"))
    assert numbers(made, rushes=rushes) == [
        ("peak_visits", "how many people watch the programme", False),
        ("viewers", "how many people watch at the same time", False),
    ]


def test_a_sale_needs_its_past_or_its_busiest_hour() -> None:
    made = HandMade("A sale; 1.2m visits last year.")
    sale = made.rush("flash_sale", "A sale")
    assert [assumed for _, _, assumed in numbers(made, rushes=(sale,))] == [False]
    past = made.amount("1.2m", 1_200_000, "visit")
    assert numbers(made, rushes=(sale,), past_visits=past) == [
        ("peak_visits", "how many of last time's visits came in the busiest hour", True)
    ]


def test_a_page_nobody_can_size_is_asked_for() -> None:
    made = HandMade("A page with a form.")
    form = Journey("form", "form", (made.place("form"),))
    assert numbers(made, journeys=(form,)) == [("peak_visits", "how many forms are expected on the busiest day", False)]


def test_a_brief_that_says_it_all_lacks_nothing() -> None:
    made = HandMade("5,000 members get an e-mail between 7am and 9am with a link to a page.").signal(
        "landing_page", "page"
    )
    mail = made.send("email", "an e-mail", made.amount("5,000", 5000), volume_stated=True, start=at(7), end=at(9))
    page = Journey("page", "page", (made.place("page"),))
    assert numbers(made, sends=(mail,), journeys=(page,)) == []
