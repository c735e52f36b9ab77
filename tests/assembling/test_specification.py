"""The verdict, and the brief as the result shows it."""

import pytest

from schemas.requirement import Question
from service.assembling.specification import brief_of, verdict_of
from tests.drafting.invented import read, understood

FULL = "We want to win back 4,000 lapsed members by 30 June 2027. On 4 May 2027 we e-mail 48,000 members with their points balance."


def reason(text: str, degraded: str | None = None, too_thin: bool = False) -> tuple[str, str]:
    questions = [Question(id="Q1", text="?", why="w", whom="m")]
    verdict = verdict_of(understood(text), questions, too_thin=too_thin, degraded=degraded)
    return verdict.outcome, verdict.reason


def test_a_brief_with_goal_audience_channel_data_and_date_is_complete() -> None:
    assert reason(FULL)[0] == "complete"


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("On 4 May 2027 we e-mail 48,000 members with their points balance.", "goal"),
        ("We want 500 bookings by May 2027. On 4 May 2027 an e-mail with the points balance goes out.", "audience"),
        ("We want to win back 4,000 of our 48,000 lapsed members by 30 June 2027, by their points balance.", "channel"),
        ("We want to win back 4,000 lapsed members. We e-mail 48,000 members in June.", "data"),
        ("We want to win back 4,000 lapsed members. We e-mail 48,000 members with their points balance.", "date"),
    ],
)
def test_what_is_missing_makes_it_partial_and_is_named(text: str, missing: str) -> None:
    outcome, why = reason(text)
    assert outcome == "partial"
    assert missing in why


def test_a_failed_outside_part_makes_it_partial() -> None:
    outcome, why = reason(FULL, degraded="The model did not answer.")
    assert outcome == "partial"
    assert "The model did not answer." in why


def test_too_thin_comes_before_everything_else() -> None:
    assert reason(FULL, degraded="The model did not answer.", too_thin=True)[0] == "too_thin"


def test_the_brief_is_shown_as_it_came_in() -> None:
    text = "# Lantern\r\n\r\nWe will write to our members in the spring and in the autumn.\tThen we count the answers."
    brief = brief_of(read(text))
    assert brief.text == text
    assert brief.language == "en"
    assert all(text[found.start : found.end] == found.text for found in brief.sentences)
