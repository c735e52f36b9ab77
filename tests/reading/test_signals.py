"""Signals fire on what a sentence means, not on one of its words."""

import pytest

from schemas.brief import Sentence
from service.campaign import Mention
from service.reading.lexicon import lexicon
from service.reading.scan import scan_sentence
from service.reading.signals import read_signals
from tests.reading.name_reading import read as read_all


def signals_in(text: str, *, language: str = "en", above: tuple[str, ...] = ()) -> list[Mention]:
    sentence = Sentence(id="S1", start=0, end=len(text), text=text, context=list(above))
    return read_signals(scan_sentence(sentence, lexicon(language)))


def names_in(text: str, *, language: str = "en") -> set[str]:
    return {str(mention.name) for mention in signals_in(text, language=language) if not mention.negated}


@pytest.mark.parametrize(
    ("signal", "text"),
    [
        ("competition_draw", "Everybody who answers is entered into a prize draw for a bicycle."),
        ("competition_draw", "The photo competition runs in June; the winners get tickets."),
        ("past_outage", "The ticket page crashed within ten minutes of the opening."),
        ("past_outage", "In March the booking page stopped for 40 minutes after an e-mail."),
        ("voucher_codes", "Half price is only for those who book with the code in the e-mail."),
        ("voucher_codes", "One booking per code."),
        ("past_outage", "In spring the booking system went down for an hour."),
        ("lookalike", "They would like our buyers' list to find similar people."),
        ("call_screening", "TPS screening needed."),
        ("call_screening", "Please screen the phone numbers against TPS before the desk starts."),
        ("call_screening", "The list has to be checked against the do-not-call register."),
        ("memorial_data", "Each page shows a photo of the deceased."),
        ("login_account", "Members see it when they are logged in."),
        ("conversion_tracking", "We want to track sign-ups on the page with the platform's tag."),
        ("result_metric", "The conversion rate of the phone campaign should reach 4%."),
        ("sender_setup", "SPF and DKIM have to be right before we send."),
        ("domain_dns", "The campaign needs a new domain name and a certificate."),
        ("sector_public", "This year the council wants more people to recycle."),
        ("minors", "Many of them are 16."),
        ("data_combination", "Purchases are matched across devices to one profile."),
        ("suppression", "Every unsubscribe has to reach the sending tool before the next wave."),
        ("batch_daily", "The agency receives the list every morning."),
        ("must_not_fail", "The shop has to stay up all evening."),
        ("payment_taking", "People pay online for their tickets."),
        ("donation", "Supporters donate through the page of the appeal."),
        ("shadow_tool", "Ines found a free tool called Tallyquick for the questions."),
        ("profiling_scoring", "The score decides who gets a call."),
        ("radio_rush", "The page must hold when the Radio Brackwater interview is on."),
        ("image_people", "Photos will be taken at the weekend and put on Instagram."),
        ("batch_daily", "We would need it daily so that the reminder is right."),
        ("image_people", "We would show photos of residents."),
        ("ai_use", "A model built with AI writes the first draft."),
        ("real_time", "Stock has to be shown in real time."),
        ("purchased_list", "We bought a second list from the fair."),
        ("minors", "The child signs up with a first name."),
        ("unknown_owner", "Nobody has written down who may see what."),
        ("purchased_list", "A list of 900 leads that a partner offers us for 700 euros."),
        ("personalisation", "A block chosen from what the household bought."),
        ("health_topic", "People with asthma are invited first."),
        ("quiet_hours", "Nobody is to be called on Sundays."),
        ("quiet_hours", "We do not text people at weekends."),
        ("quiet_hours", "No one may be contacted after 8pm."),
    ],
)
def test_meant(signal: str, text: str) -> None:
    assert signal in names_in(text)


@pytest.mark.parametrize(
    ("signal", "text"),
    [
        ("quiet_hours", "The shop is not open on Sundays."),
        ("lookalike", "People who look like members show a card."),
        ("call_screening", "TPS does not apply as they are tenants."),
        ("call_screening", "The film has a screening in the hall."),
        ("memorial_data", "Exclude people marked deceased or gone away."),
        ("login_account", "Calls about it are logged in Aareon."),
        ("spreadsheet_store", "We are on the same sheet."),
        ("quiet_hours", "Nobody knows where the list went after 2024."),
        ("competition_draw", "The page should draw people into the story and beat the competition."),
        ("competition_draw", "We want to win a bigger share of the market."),
        ("past_outage", "The price went down in May and opens fell."),
        ("past_outage", "A proof that collapses every doubt."),
        ("conversion_tracking", "The conversion rate of the phone campaign should reach 4%."),
        ("conversion_tracking", "Cost per lead stays under 60 EUR."),
        ("tracking", "Add UTM parameters to all links."),
        ("domain_dns", "The sender address must be in every e-mail."),
        ("sector_public", "The works council has not been asked."),
        ("sector_public", "We know two council members and a baker."),
        ("sector_health", "Send according to best practices."),
        ("minors", "Costs per lead are 16 EUR."),
        ("minors", "The deadline is 16 May."),
        ("minors", "Families get the Child Benefit."),
        ("minors", "Cost per lead under 16 EUR."),
        ("data_combination", "Test the mails across devices."),
        ("suppression", "The report shows opens, clicks and unsubscribes."),
        ("suppression", "Unsubscribe rate below 0.5%."),
        ("batch_daily", "A weekly newsletter about their daily life."),
        ("must_not_fail", "The codes must work on all phones."),
        ("payment_taking", "Families get the first payment of the benefit in July."),
        ("payment_taking", "Check out our new website."),
        ("donation", "We write to former donors."),
        ("booking", "The report counts meetings booked."),
        ("finance_topic", "A premium look with 40% savings."),
        ("licence_cost", "Buyers get a lifetime licence."),
        ("ab_test", "Three versions: families, seniors and everybody else."),
        ("survey", "First place in the National Student Survey 2025!"),
        ("third_party_sharing", "Update the upload scripts."),
        ("sso_access", "A home page that tells of five-star credentials."),
        ("real_time", "Monitor delivery in real time."),
        ("journey_automation", "Do NOT click the button."),
        ("journey_automation", "They delete the account 30 days later."),
        ("multilingual", "Sent to Austrian and German customers."),
        ("offer_claim", "We used a free trial of a form builder."),
        ("ai_use", "Die Liste liegt bei Ai Weber."),
    ],
)
def test_only_the_word(signal: str, text: str) -> None:
    assert signal not in names_in(text)


@pytest.mark.parametrize(
    ("signal", "text"),
    [
        ("ai_use", r"Source: D:\projects\AI-Tools\pages"),
        ("landing_page", "Placeholder: {{landing_page_url}}"),
        ("attribution", "https://shop.example/x?utm_source=mail&utm_medium=y"),
        ("journey_automation", "See `/home/team/mail_automation/run.py`."),
        ("flash_sale", "Folder marketing/black-friday/drafts holds the files."),
    ],
)
def test_paths_and_code_say_nothing(signal: str, text: str) -> None:
    assert signal not in names_in(text)


@pytest.mark.parametrize(
    ("language", "signal", "text"),
    [
        ("fr", "donation", "Le prestataire devra donner la possibilité de visiter le site."),
        ("fr", "offer_claim", "Date limite de remise des offres : 17 mai."),
        ("fr", "nice_to_have", "Le site sera en ligne au plus tard le 3 mai."),
        ("de", "sector_public", "Flyer liegen im Rathaus aus."),
        ("de", "sector_education", "Plakate hängen an Schulen der Umgebung."),
        ("de", "sso_access", "Mitglieder haben Zugang zum See."),
        ("es", "booking", "Los datos de reservas están en otro sistema."),
        ("es", "suppression", "Un informe con tasa de apertura y bajas por mercado."),
    ],
)
def test_only_the_word_in_other_languages(language: str, signal: str, text: str) -> None:
    assert signal not in names_in(text, language=language)


def test_words_that_take_back_one_place_leave_the_other() -> None:
    found = names_in("6,000 people opted in to texts, and 2,000 never ticked the marketing box.")
    assert {"consent_stated", "consent_claimed"} <= found


def test_words_beside_take_all_of_it_back() -> None:
    assert "consent_stated" not in names_in("We have to obtain explicit consent first.")


def test_a_denial_is_kept_as_one() -> None:
    assert [m.negated for m in signals_in("There will be no prize draw.") if m.name == "competition_draw"] == [True]


def test_a_report_of_the_past_is_hedged() -> None:
    draws = [m for m in signals_in("Last year we ran a prize draw.") if m.name == "competition_draw"]
    assert [(m.hedged, m.role) for m in draws] == [(True, "past_result")]


def test_how_long_a_failure_took_is_no_promise() -> None:
    [told] = [
        m for m in signals_in("The booking page stopped 40 minutes after an e-mail.") if m.name == "within_minutes"
    ]
    [promised] = [m for m in signals_in("They get a text 40 minutes after an e-mail.") if m.name == "within_minutes"]
    assert (told.role, promised.role) == ("past_result", None)


def test_a_list_of_options_is_only_wished_for() -> None:
    found = signals_in("A chatbot on the page", above=("Backlog",))
    assert [m.hedged for m in found if m.name == "ai_use"] == [True]


@pytest.mark.parametrize(
    ("text", "out"),
    [
        ("Under-18s can taste but must not go into the database.", True),
        ("Children cannot enter the draw.", True),
        ("Under-16s cannot enter without a parent.", False),
        ("Children get a badge that must not show their name.", False),
    ],
)
def test_people_whom_a_must_not_behind_them_keeps_out(text: str, out: bool) -> None:
    [minors] = [m for m in read_all(text) if m.name == "minors"]
    assert minors.negated is out


def test_a_file_that_comes_in_is_no_file_that_goes_out() -> None:
    found = {
        m.name for m in read_all("Redemptions come from our clearing house as a weekly CSV.") if m.kind == "signal"
    }
    assert "file_received" in found
    assert "file_format" not in found
