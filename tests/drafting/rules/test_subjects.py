"""What patterns are applied to."""

import pytest

from service.drafting.rules.subjects import SUBJECTS, Subject, campaign_subject, common_slots, send_time
from tests.drafting.invented import drafted, understood


def subjects(kind: str, text: str) -> list[Subject]:
    return list(SUBJECTS[kind](understood(text)))


def test_each_send_is_a_subject_with_its_time_in_the_words_of_the_brief() -> None:
    campaign = understood("On Tuesday 4 May 2027 between 7am and 9am we e-mail 48,000 customers.")
    [send] = campaign.sends
    when = send_time(campaign, send)
    assert "Tuesday 4 May 2027" in when
    assert "between 7am and 9am" in when


def test_a_send_without_a_time_says_so() -> None:
    [subject] = subjects("send", "We e-mail 48,000 customers.")
    assert subject.attributes == {"channel": "email", "timed": "no"}


def test_a_whole_year_is_no_time_of_a_send() -> None:
    campaign = understood("We e-mail 400 members who have not booked this year.")
    [send] = campaign.sends
    assert send_time(campaign, send) == ""


def test_two_sends_on_one_channel_are_one_channel_and_two_sends() -> None:
    text = "The first e-mail goes out on 4 May 2027. The second e-mail goes out on 11 May 2027."
    assert len({subject.object for subject in subjects("send", text)}) == 2
    [channel] = subjects("channel", text)
    assert len(channel.evidence) == 2


def test_the_audience_that_is_written_to_is_the_one_to_select() -> None:
    text = "The club has 2,400,000 members. We e-mail 900,000 customers in Ireland."
    assert [subject.slots["audience"] for subject in subjects("audience", text)] == ["the customers"]


def test_data_passes_from_the_system_that_holds_it_to_the_one_that_sends() -> None:
    text = (
        "The points balance of each member is kept in Salesforce. E-mail goes through Mailchimp. We e-mail 900 members"
        " with their own points balance on 4 May 2027."
    )
    [subject] = subjects("source_to_platform", text)
    assert subject.slots["system"] == "Salesforce"
    assert subject.slots["platform"] == "Mailchimp"
    assert "points balance" in subject.slots["data"]


def test_data_that_the_sending_platform_holds_itself_passes_nowhere() -> None:
    text = "The points balance is kept in Mailchimp. E-mail goes through Mailchimp. We e-mail 900 members with their own points balance."
    assert subjects("source_to_platform", text) == []


def test_a_list_that_moves_every_morning_names_both_ends() -> None:
    [subject] = subjects("feed", "Every morning the agency gets the list of new members from Salesforce.")
    text = subject.slots["feed_statement"]
    assert "Salesforce" in text
    assert "agency" in text


def test_a_report_for_people_is_a_report_and_no_feed() -> None:
    text = "Every Monday the dashboard shows opens and clicks."
    assert subjects("feed", text) == []
    [report] = subjects("report", text)
    assert "opens and clicks" in report.slots["report_statement"]


def test_a_promise_in_minutes_names_the_time_and_the_channel() -> None:
    [subject] = subjects("within", "Whoever registers gets a confirmation by e-mail within five minutes.")
    assert "five minutes" in subject.slots["within"]
    assert "e-mail" in subject.slots["act"]


def test_the_speed_of_a_page_is_no_answer_to_anybody() -> None:
    assert subjects("within", "The landing page must load within two seconds.") == []


def test_a_goal_can_be_measured_only_with_a_target() -> None:
    with_figure = subjects("goal", "We want to win back 4,000 lapsed members by 30 June 2027.")
    without = subjects("goal", "We want to increase bookings.")
    assert [subject.attributes["measurable"] for subject in (*with_figure, *without)] == ["yes", "no"]


def test_the_end_of_a_goal_is_no_date_to_be_ready_for() -> None:
    text = "We want to win back 4,000 lapsed members by 30 June 2027. The new shop goes live on 4 May 2027."
    assert [subject.object for subject in subjects("dated", text)] == ["2027-05-04"]


def test_only_parties_that_get_data_are_receivers() -> None:
    text = "The printer gets the list of members as a file. The freelancer writes the texts."
    assert [subject.object for subject in subjects("receiving_party", text)] == ["printer"]


def test_a_trial_is_a_subject_of_its_own() -> None:
    text = "Jonas set up a free trial of StageOwl, a quiz tool, with his own credit card."
    assert [subject.object for subject in subjects("trial_system", text)] == ["StageOwl"]


def test_the_campaign_as_a_whole_has_a_place_to_rest_on() -> None:
    campaign = understood("The landing page shows the offer.")
    assert campaign_subject(campaign, ()).evidence
    assert campaign_subject(understood("The fog comes in."), ()).evidence == ()


@pytest.mark.parametrize("text", ["The fog comes in.", "We e-mail 900 members on 4 May 2027 from Mailchimp."])
def test_the_common_slots_are_always_filled(text: str) -> None:
    slots = common_slots(understood(text))
    assert all(slots.values())


@pytest.mark.parametrize("kind", sorted(SUBJECTS))
def test_nothing_comes_of_nothing(kind: str) -> None:
    assert subjects(kind, "The fog comes in on quiet feet.") == []


@pytest.mark.parametrize("kind", sorted(SUBJECTS))
def test_every_subject_rests_on_the_brief(kind: str) -> None:
    text = (
        "We want to win back 4,000 lapsed members by 30 June 2027. Every Monday the dashboard shows opens and clicks."
        " On 4 May 2027 at 7am we e-mail 900 members with their own points balance from Salesforce. The form asks for"
        " name and phone number. A live webinar with 600 viewers takes place on 5 May 2027. Each morning the printer gets"
        " the list of new members from Salesforce. Jonas has a free trial of Mailchimp. Answers go out by SMS within five"
        " minutes."
    )
    found = subjects(kind, text)
    for subject in found:
        assert all(text[place.start : place.end] == place.quote for place in subject.evidence)


def test_what_happened_within_the_hour_is_no_promise() -> None:
    assert subjects("within", "Last May the shop fell over, we had 7,000 visitors in an hour.") == []


def test_what_is_promised_within_a_time_is_the_message_of_its_own_clause() -> None:
    text = "After each webinar the recording goes to all within 24 hours, and a call from the sales team."
    [subject] = subjects("within", text)
    assert subject.slots["act"] == "send the recording"


def test_permissions_cite_what_the_brief_says_of_consent_for_the_channel_or_for_any() -> None:
    needs = drafted(
        "We send an e-mail to 4,000 members on 1 March 2027 and a text message a day later. "
        "Consent for e-mail is in CleverReach. Everyone has opted in. The boats are in Larder."
    ).needs
    cited = {one.object: [place.quote for place in one.evidence] for one in needs if one.need == "privacy.permission"}
    assert cited["email"][-2:] == ["Everyone has opted in.", "Consent for e-mail is in CleverReach."]
    assert cited["sms"][-1] == "Everyone has opted in."


def test_data_for_a_mailing_by_post_passes_to_the_mailing_house_only() -> None:
    text = (
        "Sequence: 4 e-mails over 3 weeks. We need the list of customers older than 8 years, which service has in Salesforce,"
        " for a mailing by post to the manager."
    )
    assert [subject.slots["platform"] for subject in subjects("source_to_platform", text)] == ["the mailing house"]


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Letters to 900 members landing on 18 January 2027.", "deliver"),
        ("Postcards to 900 members, hitting doormats 18 January 2027.", "deliver"),
        ("Letters to 900 members go out on 18 January 2027.", "send"),
        ("E-mail to 900 members landing on 18 January 2027.", "send"),
    ],
)
def test_the_day_on_which_post_lands_is_that_of_its_delivery(text: str, verb: str) -> None:
    assert [subject.slots["verb"] for subject in subjects("send", text)] == [verb]


def test_a_time_that_opens_its_sentence_is_written_small_inside_another() -> None:
    [subject] = subjects("send", "The day before each late, a text to ticket holders with the door time.")
    assert subject.slots["when"] == "the day before each late"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The adverts on Facebook start on 15 January 2027.", "Facebook"),
        ("Snapchat ads start on 15 January 2027.", "the Snapchat ads"),
    ],
)
def test_the_name_of_a_network_keeps_its_capital(text: str, name: str) -> None:
    [subject] = subjects("dated", text)
    assert subject.slots["name"] == name


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Letters to 900 members go out week of 8 March 2027.", "in the week of 8 March 2027"),
        ("Letters to 900 members go out w/c 8 March 2027.", "w/c 8 March 2027"),
    ],
)
def test_a_week_is_told_as_a_week(text: str, when: str) -> None:
    assert [subject.slots["when"] for subject in subjects("send", text)] == [when]


def test_what_a_form_wants_by_a_day_is_the_campaign() -> None:
    [subject] = subjects("dated", "Date needed: 15 January 2027\n\nWe e-mail 900 members.")
    assert (subject.slots["date"], subject.slots["name"]) == ("15 January 2027", "the campaign")


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("A letter to everyone, first half of January 2027.", "in the first half of January 2027"),
        ("A letter to all members, January 2027.", "in January 2027"),
        ("A letter to all members, 4 January 2027.", "on 4 January 2027"),
    ],
)
def test_a_stretch_of_time_is_one_in_which_letters_go_out(text: str, when: str) -> None:
    [subject] = subjects("send", f"Larkspur Rowing tells 900 members. {text}")
    assert subject.slots["when"] == when
