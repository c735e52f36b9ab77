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
        ("messaging_app", "Tips come through a Telegram channel."),
        ("paid_search", "Budget for SEM is 4,000 EUR."),
    ],
)
def test_channels(channel: str, text: str) -> None:
    assert channel in channels_in(text)


@pytest.mark.parametrize(
    ("channel", "text"),
    [
        ("sms", "Balanced text-to-image ratio"),
        ("email", "People register with name, e-mail and favourite shop."),
        ("email", "Source: ?utm_source=email&utm_medium=x"),
        ("messaging_app", "Leads are sent to a Telegram bot."),
    ],
)
def test_words_that_are_no_channel(channel: str, text: str) -> None:
    assert channel not in channels_in(text)


def test_label_of_a_form() -> None:
    assert channels_in("Email", above=()) == set()
    assert channels_in("Email", kind="item", above=("Contact form",)) == set()
    assert channels_in("Email", kind="item", above=("Channels",)) == {"email"}


def test_a_preposition_of_another_language() -> None:
    assert "paid_search" not in channels_in("Bloqueia sem força de vontade", language="pt")
