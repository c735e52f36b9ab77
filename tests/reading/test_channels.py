"""Channels are ways to reach people, not words or fields that look like one."""

import pytest

from schemas.brief import Sentence, SentenceKind
from service.reading.channels import read_channels
from service.reading.lexicon import lexicon
from service.reading.scan import scan_sentence


def channels_in(
    text: str, *, language: str = "en", kind: SentenceKind = "prose", above: tuple[str, ...] = ("Plan",)
) -> set[str]:
    sentence = Sentence(id="S1", start=0, end=len(text), text=text, kind=kind, context=list(above))
    return {str(mention.name) for mention in read_channels(scan_sentence(sentence, lexicon(language)))}


@pytest.mark.parametrize(
    ("channel", "text"),
    [
        ("email", "Members get an e-mail on Monday."),
        ("sms", "A text to everybody who gave a number."),
        ("sms", "Letters by the printer, texts via the gateway."),
        ("push", "Push from the loyalty app at noon."),
        ("push", "A push to those who gave up halfway."),
        ("messaging_app", "Tips come through a Telegram channel."),
        ("messaging_app", "Parents in Hanoi are reached on Zalo."),
        ("messaging_app", "Whoever is late gets a DM from our Discord bot."),
        ("phone_call", "Six volunteers ring everybody who had the brochure."),
        ("phone_call", "The sales team will call within 20 minutes."),
        ("phone_call", "Phone to those who gave over £200 last year."),
        ("phone_call", "Calls from 5 May by the private sales desk."),
        ("letter", "Post landing 18-20 January."),
        ("letter", "We want the list for a mailing by post."),
        ("web_page", "A landing for the spring offer."),
        ("letter", "Each child gets a birthday card."),
        ("phone_call", "We follow up by phone with everybody who asked."),
        ("print", "The reply slip goes back to the office."),
        ("print", "Partially sighted customers get it in Braille."),
        ("web_page", "The joining page asks for a first name."),
        ("out_of_home", "Metro screens and taxi backs in Lyon."),
        ("out_of_home", "A screen at the entrance shows the offer."),
        ("in_store", "Shelf talkers and menu boards in June."),
        ("in_store", "Every guest finds it on the key card sleeve."),
        ("radio", "The club will run it on shop radio."),
        ("event", "Our recruiters have fair stands in March."),
        ("livestream", "The influencer goes live on TikTok at eight."),
        ("marketplace", "The new version is in the App Store."),
        ("chat", "The voice assistant reads out the offer."),
        ("paid_search", "Budget for SEM is 4,000 EUR."),
        ("paid_search", "Metasearch is booked by the agency."),
        ("paid_social", "A few paid posts on Facebook."),
        ("social", "Fifteen creators on YouTube and X."),
        ("social", "Snapchat for the students."),
        ("push", "The push should go out before work."),
    ],
)
def test_channels(channel: str, text: str) -> None:
    assert channel in channels_in(text)


@pytest.mark.parametrize(
    ("channel", "text"),
    [
        ("sms", "Balanced text-to-image ratio"),
        ("sms", "The agency makes the text in two languages."),
        ("email", "People register with name, e-mail and favourite shop."),
        ("email", "Source: ?utm_source=email&utm_medium=x"),
        ("messaging_app", "Leads are sent to a Telegram bot."),
        ("push", "We push the orders to the warehouse every night."),
        ("push", "One final push from the board before Christmas."),
        ("phone_call", "There is a status call with the agency on Monday."),
        ("phone_call", "The server takes 40 API calls a second."),
        ("phone_call", "Stop as soon as the rep has logged a call."),
        ("phone_call", "After the call with the rep nobody writes."),
        ("phone_call", "Add the phone to those fields."),
        ("phone_call", "The call centre reports go to the board."),
        ("phone_call", "Residents who ring the contact centre are told the same."),
        ("phone_call", "Calls about it are logged in Aareon."),
        ("web_page", "Post (pack with letter and leaflet) landing 18-20 January"),
        ("web_page", "The catalogue is landing on doormats in May."),
        ("email", "We want the list for a mailing by post."),
        ("phone_call", "The donation form has to be on the phone in 2 taps."),
        ("phone_call", "Cabins for wheelchairs stay bookable by phone."),
        ("phone_call", "Tickets can be ordered by telephone as well."),
        ("print", "Frequent flyer tier and fare class are known."),
        ("livestream", "The site goes live on 3 May."),
        ("event", "Sales stand at 4,000 a week."),
        ("qr_code", "The child types the scan code."),
        ("social", "People sign in with Facebook."),
        ("social", "The TikTok pixel fires after consent."),
    ],
)
def test_words_that_are_no_channel(channel: str, text: str) -> None:
    assert channel not in channels_in(text)


def test_an_ordinary_word_counts_beside_a_channel_in_a_list() -> None:
    assert channels_in("Letter, call, text and reception") == {"letter", "phone_call", "sms", "in_store"}
    assert channels_in("In the e-mail, in the app, or at reception") == {"email", "app", "in_store"}
    assert "in_store" not in channels_in("The reception was rebuilt, and members get an e-mail.")


def test_label_of_a_form() -> None:
    assert channels_in("Email", above=()) == set()
    assert channels_in("Email", kind="item", above=("Contact form",)) == set()
    assert channels_in("Email", kind="item", above=("Channels",)) == {"email"}
    assert channels_in("Letter first", above=()) == {"letter"}


def test_a_preposition_of_another_language() -> None:
    assert "paid_search" not in channels_in("Bloqueia sem força de vontade", language="pt")
