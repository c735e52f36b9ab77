"""Which message goes to how many, on which day, in which window."""

from datetime import date, time

import pytest

from service.campaign import Mention, Send
from service.drafting.rules.audiences import find_audiences
from service.drafting.rules.sends import as_day, find_sends, mentions_around
from tests.drafting.invented import read


def sends(text: str) -> tuple[Send, ...]:
    reading = read(text)
    return find_sends(reading, find_audiences(reading))


def one(text: str) -> Send:
    [send] = sends(text)
    return send


def test_a_send_has_volume_day_and_window() -> None:
    send = one("On Tuesday 4 May 2027 between 7am and 9am we e-mail 48,000 customers.")
    assert send.channel == "email"
    assert send.volume is not None
    assert (send.volume.value, send.volume_stated) == (48_000, True)
    assert (send.on, send.start, send.end) == (date(2027, 5, 4), time(7), time(9))


def test_of_two_channels_in_a_sentence_each_has_its_own_day_and_time() -> None:
    email, sms = sends("The e-mail goes out on 4 May 2027 at 7am, the text message on 7 May 2027 at 6pm.")
    assert (email.channel, email.on, email.start) == ("email", date(2027, 5, 4), time(7))
    assert (sms.channel, sms.on, sms.start) == ("sms", date(2027, 5, 7), time(18))


def test_a_day_between_two_channels_that_is_neither_s_goes_to_neither() -> None:
    email, sms = sends(
        "They get an e-mail on 8 January 2027, a reminder on 18 January and a text message on 25 January."
    )
    assert (email.on, sms.on) == (date(2027, 1, 8), date(2027, 1, 25))


def test_of_two_channels_in_a_sentence_each_has_its_own_number() -> None:
    email, letter = sends("We send an e-mail to 48,000 customers and a letter to 2,500 donors.")
    assert email.volume is not None
    assert letter.volume is not None
    assert (email.volume.value, letter.volume.value) == (48_000, 2_500)


def test_details_of_one_send_in_two_sentences_are_joined_with_both_places() -> None:
    text = "An e-mail goes to 48,000 customers. The e-mail leaves on 4 May 2027 at 7am."
    send = one(text)
    assert send.volume is not None
    assert (send.volume.value, send.on, send.start) == (48_000, date(2027, 5, 4), time(7))
    assert len({place.sentence for place in send.evidence}) == 2


def test_two_days_make_two_sends() -> None:
    found = sends("The first e-mail goes out on 4 May 2027. The second e-mail goes out on 11 May 2027.")
    assert [send.on for send in found] == [date(2027, 5, 4), date(2027, 5, 11)]


def test_a_time_zone_is_kept() -> None:
    assert one("The e-mail goes out on 4 May 2027 at 10:00 CET.").zone == "CET"


@pytest.mark.parametrize(
    "text",
    [
        "E-mail goes through Mailchimp.",
        "Our e-mails are sent with Mailchimp and the tills run on their own system.",
        "The form asks for name and e-mail address.",
        "The e-mail open rate was poor.",
        "No text messages this time.",
        "Posters hang in all bars and a radio spot runs on two stations.",
        "Last year the newsletter went to 30,000 readers and brought 400 orders.",
    ],
)
def test_what_is_no_send(text: str) -> None:
    assert sends(text) == ()


def test_where_the_brief_gives_no_number_the_audience_it_names_is_the_upper_bound() -> None:
    send = one("We have 48,000 customers and 900 donors. On 4 May 2027 the donors get an e-mail.")
    assert send.volume is not None
    assert (send.volume.value, send.volume_stated) == (900, False)


def test_an_answer_to_one_person_is_not_sent_to_the_whole_audience() -> None:
    found = sends("We invite 48,000 customers by letter. Whoever registers gets a confirmation by e-mail.")
    [email] = [send for send in found if send.channel == "email"]
    assert email.volume is None


def test_a_target_is_no_volume() -> None:
    [send] = sends("We e-mail our members because we want 500 new bookings.")
    assert send.volume is None or send.volume.value != 500


def test_every_place_of_a_send_stands_in_the_brief() -> None:
    text = "On 4 May 2027 at 7am we e-mail 48,000 customers."
    for place in one(text).evidence:
        assert text[place.start : place.end] == place.quote


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2027-05-04", date(2027, 5, 4)),
        ("2027-05", None),
        ("2027", None),
        ("spring", None),
        ("2027-13-04", None),
        (None, None),
    ],
)
def test_only_a_certain_day_is_a_day(value: str | None, day: date | None) -> None:
    assert as_day(Mention(kind="date", text="x", start=0, end=1, sentence="S1", value=value)) == day


def test_the_mentions_of_a_sentence_are_shared_out_to_the_nearest_channel() -> None:
    reading = read("The e-mail goes out on 4 May 2027 at 7am, the text message on 7 May 2027 at 6pm.")
    [email] = [m for m in reading.of_kind("channel") if m.name == "email"]
    near = {m.text for m in mentions_around(reading, email, {}) if m.kind in ("date", "window")}
    assert near == {"4 May 2027", "7am"}


def test_the_number_of_the_others_is_no_volume() -> None:
    [letter] = sends("12,600 subscribers have left us a number, the rest get a letter by post.")
    assert (letter.channel, letter.volume) == ("letter", None)


def test_those_whom_a_broadcast_reaches_are_sent_nothing() -> None:
    assert one("On 4 May 2027 we e-mail our members, when our radio spot reaches 240,000 listeners.").volume is None
    assert one("On 4 May 2027 we e-mail our members, 240,000 people.").volume is not None


def test_how_many_get_it_may_stand_in_the_sentence_behind() -> None:
    whoever = "On 4 May 2027 everyone who took five rides gets an e-mail."
    told = one(f"{whoever} We guess that is 9,000 riders.").volume
    assert told is not None
    assert (told.value, told.evidence.quote) == (9_000, "9,000")
    assert one(f"{whoever} 9,000 riders came last year.").volume is None


def test_when_people_did_what_they_are_chosen_by_is_no_time_of_the_send() -> None:
    send = one("Everyone who took five rides between September and November gets an e-mail.")
    assert [place.quote for place in send.evidence] == ["e-mail"]


def test_the_audience_of_a_send_may_be_told_in_words_that_begin_alike() -> None:
    audiences = "5,200 pupils at 34 schools. Parents who enquired since spring: 870 in our system. "
    volume = one(f"{audiences}Email to enquirers on 11 January 2027.").volume
    assert volume is not None
    assert volume.value == 870


def test_the_number_of_mailings_is_no_volume() -> None:
    assert one("Email to members (2 sends) on 11 January 2027.").volume is None
    assert one("Email to members (40,000 sends) on 11 January 2027.").volume is not None


def test_those_whom_a_channel_reaches_are_its_volume() -> None:
    text = "Audience: patients (52,000 records, of which 31,000 with a mobile number). On 4 May 2027 we text them."
    volume = one(text).volume
    assert volume is not None
    assert (volume.value, volume.unit) == (31_000, "message")


def test_a_channel_that_people_lack_takes_no_day() -> None:
    [letter] = sends("A letter for the 120 members without e-mail drops on 3 May 2027.")
    assert (letter.channel, letter.on) == ("letter", date(2027, 5, 3))


def test_when_people_gave_is_not_when_they_are_called() -> None:
    _, calls = sends(
        "Email 21 January; phone to those who gave last year, by our agency Lantern Calls from 28 January."
    )
    assert (calls.channel, calls.on) == ("phone_call", date(2027, 1, 28))


def test_a_semicolon_parts_two_sends() -> None:
    letter, email = sends("Post (pack with letter and leaflet) landing 18-20 January; email 21 January.")
    assert (letter.channel, letter.on) == ("letter", date(2027, 1, 18))
    assert (email.channel, email.on) == ("email", date(2027, 1, 21))
