"""Which questions a brief raises, from where, and which it does not."""

import pytest

from service.drafting.rules.questions import ask, find_asks, is_too_thin
from service.needs import Ask
from tests.drafting.invented import question, read, sentence, topics, understood, worked_out

FULL = (
    "We want to win back 4,000 lapsed members by 30 June 2027. On Tuesday 4 May 2027 between 7am and 9am we e-mail 48,000"
    " members in Ireland from Mailchimp. They opted in to e-mail when they joined."
)


def asks(text: str) -> list[Ask]:
    return find_asks(understood(text))


def test_a_brief_that_says_it_all_raises_none_of_the_first_questions() -> None:
    first = {
        "goal",
        "audience",
        "audience_size",
        "send_time",
        "launch_date",
        "regions",
        "consent",
        "channel",
        "sending_tool",
    }
    assert topics(asks(FULL)) & first == set()


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("goal", "On 4 May 2027 at 7am we e-mail 48,000 members in Ireland."),
        ("audience_size", "On 4 May 2027 at 7am we e-mail our members in Ireland."),
        ("send_time", "We want 500 bookings. We e-mail 48,000 members in Ireland."),
        ("launch_date", "We want 500 bookings. We e-mail 48,000 members in Ireland."),
        ("regions", "On 4 May 2027 at 7am we e-mail 48,000 members."),
        ("consent", "On 4 May 2027 at 7am we e-mail 48,000 members in Ireland."),
        ("channel", "We want to win back 4,000 lapsed members by 30 June 2027."),
        ("sending_tool", "On 4 May 2027 at 7am we text 48,000 members in Ireland."),
        ("consent_claim", "We e-mail 48,000 members. Legal says it should be fine."),
        ("list_origin", "We e-mail 6,000 contacts from a list that we bought."),
        ("owner", "We e-mail 48,000 members. We don't know who owns the app data."),
        ("file_format", "The printer gets the list. We do not know in what format."),
        ("open_point", "We e-mail 48,000 members. The prize is not decided yet."),
        ("open_point", "We e-mail 48,000 members. Nobody has told us whether those in Norway may get texts."),
        ("open_point", "We e-mail 48,000 members. We have not agreed the prize."),
        ("open_point", "We e-mail 48,000 members.\nOpen: do we leave out those who have not paid?"),
        ("open_point", "We e-mail 48,000 members.\n\nStill to be decided\n- who pays for missed appointments\n"),
        ("open_point", "Wir schreiben 48.000 Kunden. Ob wir den Verbrauch nutzen dürfen, ist noch nicht geklärt."),
        ("tool", "We e-mail 48,000 members. Jonas has a free trial of StageOwl, a quiz tool, on his own credit card."),
        ("minors", "Children under 13 sign up on a form."),
        ("past_outage", "We e-mail 48,000 members. Last year the page crashed."),
        ("freeze", "We e-mail 48,000 members. There is a change freeze from 1 December."),
        ("works_council", "We record the webinar. The works council has not been asked."),
        ("retention", "We keep the photographs forever. We e-mail 400 members."),
        ("ad_matching", "We upload the customer list to Facebook as a custom audience."),
        ("real_time", "The balance in the e-mail has to be in real time."),
        ("rush_size", "The TV spot runs on 12 May 2027 at 20:15. The landing page shows the offer."),
        ("payment", "Donors pay by card on the donation page."),
        ("special_data", "We e-mail 400 patients about their diagnosis."),
        ("voucher_rules", "Each member gets a voucher code by e-mail."),
        ("date_form", "We e-mail 400 members on 05/04/2027."),
    ],
)
def test_what_is_missing_open_or_doubtful_is_asked(topic: str, text: str) -> None:
    assert topic in topics(asks(text))


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("audience_size", "On 4 May 2027 at 7am we e-mail 48,000 members in Ireland."),
        (
            "rush_size",
            "The TV spot runs on 12 May 2027 at 20:15 before 900,000 viewers. The landing page shows the offer.",
        ),
        ("payment", "Donors pay by card on the donation page through Stripe."),
        ("send_time", "Whoever registers gets an e-mail within five minutes."),
        ("date_form", "We e-mail 400 members on 25/04/2027."),
        ("open_point", "Headline: Not sure yet? Come and see!"),
        ("freeze", "We e-mail 48,000 members. There is no change freeze this year."),
        ("minors", "We e-mail 48,000 members. No children take part."),
    ],
)
def test_what_the_brief_answers_is_not_asked(topic: str, text: str) -> None:
    assert topic not in topics(asks(text))


def test_how_many_come_is_not_asked_where_last_time_is_told() -> None:
    text = "Posters carry a QR code to the page. Last year the page fell over{} We want 400 sales by 4 May 2027."
    assert "rush_size" in topics(asks(text.format(".")))
    assert "rush_size" not in topics(asks(text.format(" when 900 people came in ten minutes.")))


def test_a_few_words_are_asked_about_with_the_sentence_before_them() -> None:
    text = "We e-mail 48,000 members. A text message as well, if it is cheap. Not decided."
    [asked] = [one for one in asks(text) if one.topic.startswith("open_point")]
    assert '"A text message as well, if it is cheap. Not decided."' in asked.text
    assert len(asked.raised_by) == 2


def test_what_people_opened_is_in_the_tool_that_sends() -> None:
    text = "A text to those who opened the e-mail and live in the postcode area. "
    asked = next(one.text for one in asks(text) if one.topic.startswith("data_place"))
    assert "opened" in asked or "opens" in asked
    assert "open" not in next(
        one.text for one in asks(text + "We send from Dotdigital.") if one.topic.startswith("data_place")
    )


def test_a_question_points_at_the_sentence_that_raised_it() -> None:
    text = "We e-mail 48,000 members. We don't know who owns the app data. The page is new."
    asked = question(asks(text), "owner")
    assert asked.raised_by == (sentence(read(text), "who owns").id,)
    assert "who owns the app data" in asked.text


def test_a_day_counted_from_an_event_is_asked_for_but_not_when_it_is_each_person_s_own() -> None:
    for text, is_asked in (
        ("A text message follows two weeks after the fair.", True),
        ("Allergies are deleted two weeks after the visit.", False),
    ):
        asked = [one for one in asks(f"{FULL} {text}") if one.topic.startswith("anchor_date")]
        assert bool(asked) is is_asked


def test_an_open_date_is_quoted() -> None:
    asked = question(asks("We e-mail 400 members on 05/04/2027."), "date_form")
    assert "05/04/2027" in asked.text
    assert asked.why


def test_each_unchecked_tool_is_asked_about_once() -> None:
    text = (
        "Jonas has a free trial of StageOwl, a quiz tool, on his own credit card. StageOwl, still the free trial, shows the"
        " quiz. We e-mail 400 members."
    )
    assert len([asked for asked in asks(text) if asked.topic.startswith("tool:")]) == 1


def test_no_question_is_asked_twice() -> None:
    found = [asked.topic for asked in asks(f"{FULL} Who owns it? Who owns it?")]
    assert len(found) == len(set(found))


def test_a_text_with_nothing_to_work_from_raises_one_question() -> None:
    found = asks("The fog comes in on quiet feet.")
    assert [asked.topic for asked in found] == ["everything"]


@pytest.mark.parametrize(
    ("text", "thin"),
    [
        ("The fog comes in on quiet feet.", True),
        ("Cream the butter and bake it for 45 minutes. Serves 8 people.", True),
        ("We want to win 500 new members.", False),
        ("An e-mail would be nice.", False),
        ("It starts on 4 May 2027.", False),
        ("We have 48,000 customers.", False),
        ("People register on a form.", False),
        ("We will not send any e-mail.", True),
        ("It keeps until Thursday if you hide it.", True),
        ("The shop launches on Thursday.", False),
        ("Last year we mailed on 4 May 2026.", False),
    ],
)
def test_one_workable_thing_is_enough(text: str, thin: bool) -> None:
    assert is_too_thin(understood(text)) is thin


def test_the_words_of_a_question_come_from_the_catalogue() -> None:
    asked = ask("owner", [read("Who owns it?").evidence_of("S1")], quote="Who owns it?")
    assert "Who owns it?" in asked.text
    assert asked.blocks
    assert asked.whom
    assert "{" not in asked.text + asked.why


def test_no_braces_are_left_in_any_question() -> None:
    text = (
        "We e-mail our members {name}. We don't know who owns {data}. Jonas has a free trial of StageOwl, a quiz tool. We"
        " upload the customer list to Facebook as a custom audience. It has to be in real time. 05/04/2027 is the day."
    )
    campaign, _, derived = worked_out(text)
    for asked in (*find_asks(campaign), *derived.asks):
        assert "{quote}" not in asked.text + asked.why
        assert "{tool}" not in asked.text + asked.why


def test_words_of_an_advertisement_raise_no_question() -> None:
    plain = topics(asks("We e-mail 48,000 members on 4 May 2027."))
    with_copy = topics(asks('We e-mail 48,000 members on 4 May 2027.\n\nHeadline: "Who owns your evenings?"\n'))
    assert with_copy == plain
