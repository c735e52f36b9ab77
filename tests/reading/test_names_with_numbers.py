"""Numbers that are no quantities."""

import pytest

from schemas.brief import SentenceKind
from tests.reading.quantity_reading import read

NO_QUANTITIES = [
    "The 10,000 Steps Club is a separate project.",
    "They took the Studio 21 lamp.",
    "Posters hang in Q-Park 3 and in Hall 4.",
    "Upload it to App Store Connect 2 today's way.",
    "The No. 9 candle range comes out later.",
    "See step 3 of the plan.",
    "That is phase 2.",
    "We use version 1.3 of the app.",
    "Ticket MKT-2231 is open.",
    "Status: draft v0.7",
    "Since COVID-19 nobody calls.",
    "This is a B2B matter.",
    "Support is there 24/7.",
    "We hold ISO 27001 and SOC 2.",
    "Connections use TLS 1.2 only.",
    "Print 4x6 cards.",
    "He is a 5X finalist.",
    "Use #20344a on #f4c430.",
    "Images are 1080x1350 or 300 dpi.",
    "The logo is 60px wide.",
    "A clip in 9:16.",
    "Call 01632 960147.",
    "Call +44 20 7946 0018.",
    "Write to 3 Wharf Lane, Hollowmere HM4 2QT.",
    "Grabenstraße 7, 63762 Großostheim",
    "See https://example.org/2027/05/04/a12 for more.",
    "Mail team7@example.org about it.",
    "Open list_2027-05-04.csv first.",
    "Hello {{first_name_2}}, {{days_remaining}} left.",
    "Use `limit=500` there.",
    "As said before [S3] and [12].",
    "Registered charity no. 0000921",
    "The 360 Review module stays.",
    'The "5 Ways to Winter Well" leaflet stays.',
    "Charset is utf-8 and the key is AB12CD34.",
]


@pytest.mark.parametrize("text", NO_QUANTITIES)
def test_holds_no_quantity(text: str) -> None:
    assert [(mention.kind, mention.text) for mention in read(text)] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2. Who decides?", "item"),
        ("3.2 - Conception", "heading"),
        ("## 4 Money", "heading"),
        ("1) Text message first", "item"),
    ],
)
def test_a_list_number_is_no_quantity(text: str, kind: SentenceKind) -> None:
    assert read(text, kind=kind) == []


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Email 5 friends about it.", "5"),
        ("Over 200 staff take part.", "200"),
        ("They trained 2,000 AmeriWork members.", "2,000"),
        ("3 languages are supported.", "3"),
        ("**Emails:** 2", "2"),
        ("The score stays > 90.", "90"),
        ("Figures below 7 are hidden.", "7"),
        ("Send the Studio mail to 21 people.", "21"),
    ],
)
def test_is_a_count_all_the_same(text: str, span: str) -> None:
    assert [mention.text for mention in read(text) if mention.kind == "count"] == [span]


def test_code_and_markup_are_not_read() -> None:
    assert read("send 500 mails on 4 May", kind="code") == []
    assert read("<td width=500>", kind="markup") == []
