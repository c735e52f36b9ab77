"""The part a date plays: launch, event, past, or a stretch by which people are chosen."""

import pytest

from tests.reading.quantity_reading import read


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("We launch on 4 May 2027.", ["launch"]),
        ("We mail everyone who bought something between 1 March and 31 May.", ["other", "other"]),
        ("Everyone who took at least five rides between September and November gets a push.", ["other"]),
        ("Members who joined before 1 March get a letter.", ["other"]),
        ("We want them before the trade fair in Oslo, which opens on 19 April 2027.", ["event"]),
        ("Get 600 pupils to our open evening on 28 January 2027.", ["event"]),
        ("Two live webinars on 9 February 2027.", ["event"]),
        ("The app team say the banner needs their release of 23 August.", ["deadline"]),
        ("The new app release on 23 August 2027 has the banner.", ["deadline"]),
        ("Our record's release on 23 August 2027 is the occasion.", ["launch"]),
        ("A text on 20 September 2027 to those who opened the e-mail but did not book.", ["event"]),
        ("Date needed: 15 January 2027", ["deadline"]),
        ("Required by: 15 January 2027", ["deadline"]),
        ("In market: 1 March 2027", ["launch"]),
        ("Go-live: 1 March 2027", ["launch"]),
        ("Phone to those who gave over £200 last year, by our agency from 28 January.", ["past_result", "event"]),
        ("Those who came last year on 1 July get it.", ["past_result", "other"]),
        ("Last year the shop went down on 1 July.", ["past_result", "past_result"]),
    ],
)
def test_the_role_of_a_day(text: str, roles: list[str]) -> None:
    assert [mention.role for mention in read(text) if mention.kind == "date"] == roles
