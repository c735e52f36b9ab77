"""What holds no requirement, and what must never be set aside."""

import pytest

from service.reading import reasons
from service.reading.segmenting import read_text


def reason(text: str, part: str) -> str | None:
    read = read_text(text)
    sentence = next(s for s in read.sentences if part in s.text)
    return read.set_aside.get(sentence.id)


COPY = """# Apple festival

Members get a mail on 4 May.

## Ads

**Slogan:** Bite into May
**Headline 1:** Forty kinds, one orchard
**CTA button:** Get my ticket
**Subject line:** Your basket is waiting
**Visual direction:** A wooden table, warm light, a red apple in front
**Dimensions:** 1080x1350
**Target platforms:** Instagram, two local papers
**Goal:** 4,000 visitors
"""


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("Bite into", reasons.SLOGAN),
        ("Forty kinds", reasons.AD_COPY),
        ("Get my ticket", reasons.SUBJECT_LINE),
        ("basket is waiting", reasons.SUBJECT_LINE),
        ("wooden table", reasons.IMAGE),
        ("1080x1350", reasons.IMAGE),
        ("Instagram", None),
        ("4,000 visitors", None),
        ("Members get", None),
    ],
)
def test_labels_tell_copy_from_plans(part: str, expected: str | None) -> None:
    assert reason(COPY, part) == expected


@pytest.mark.parametrize(
    "line",
    [
        "We need the form to check the postcode.",
        "The page must load within two seconds.",
        "Send it to 14,000 members from the CRM.",
        "The budget for this part is 9,000 EUR.",
        "Sign-ups are exported to Mailchimp every night.",
        "Visitors under 16 need the consent of a parent.",
    ],
)
def test_a_need_under_a_copy_heading_is_not_set_aside(line: str) -> None:
    assert reason(f"# Tour\n\nHello there, reader of this.\n\n## Copy deck\n\n{line}\n", line[:12]) is None


def test_other_lines_under_a_copy_heading_are() -> None:
    text = "# Tour\n\nHello there, reader of this.\n\n## Copy deck\n\nSunshine in every bite.\nNever lonely again.\n"
    assert reason(text, "Sunshine") == reasons.AD_COPY
    assert reason(text, "Never lonely") == reasons.AD_COPY


@pytest.mark.parametrize(
    "line",
    [
        '"Come for the apples, stay for the band!"',
        "Book your free seat today!",
        "Don't miss your chance!",
        "„Komm vorbei und pflück dir deinen Korb voll!“",
        "#AppleMay #Orchard",
    ],
)
def test_wording_for_the_audience_is_known_by_itself(line: str) -> None:
    assert reason(f"We start on 4 May.\n\n- {line}\n- a second point\n", line[:8]) == reasons.AD_COPY


@pytest.mark.parametrize(
    "line",
    [
        '"Orchard Friends"',
        "Book a room for the kick-off.",
        "Start with the list of members.",
        "Get approval from Legal by 4 May.",
        "Stop sending when somebody unsubscribes.",
    ],
)
def test_names_and_tasks_are_no_copy(line: str) -> None:
    assert reason(f"We start on 4 May.\n\n- {line}\n- a second point\n", line[:8]) is None


def test_results_of_the_past_are_set_aside_but_trouble_is_not() -> None:
    text = (
        "Last year's fair brought 3,100 visitors. Last year 900 orders were lost because the shop crashed. "
        "Last year we had 3,100 visitors and we want 4,000 now."
    )
    assert reason(text, "brought") == reasons.PAST_RESULT
    assert reason(text, "crashed") is None
    assert reason(text, "4,000 now") is None


def test_figures_under_results_are_past() -> None:
    text = "# Tour\n\nHello there, reader.\n\n## Results\n\n- Open rate 31%\n- Queue of 40 minutes, complaints\n"
    assert reason(text, "31%") == reasons.PAST_RESULT
    assert reason(text, "Queue") is None


def test_expected_results_are_not_past() -> None:
    assert reason("# Tour\n\nHello there.\n\n## Expected results\n\n- Open rate 31%\n", "31%") is None


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("## Background", reasons.HEADING),
        ("## 2. Channels", reasons.HEADING),
        ("## Concept 3: “5 minutes”", reasons.HEADING),
        ("## Launch on 4 May 2027", None),
        ("## Budget: 42k", None),
    ],
)
def test_only_a_pure_heading_is_set_aside(heading: str, expected: str | None) -> None:
    text = f"# Tour\n\nHello there.\n\n{heading}\n\nWe start soon.\n"
    assert reason(text, heading.lstrip("# 0123456789.")) == expected


def test_furniture() -> None:
    text = (
        "We need a page by Friday.\n\n[Home](./index.html)\n\n[logo goes here]\n\n"
        "© 2027 Orchard Ltd. All rights reserved.\n\n"
        "assets/img/logo_final.png\n\nThis e-mail is confidential.\n"
    )
    assert reason(text, "Home") == reasons.NAVIGATION
    assert reason(text, "logo goes") == reasons.PLACEHOLDER
    assert reason(text, "rights reserved") == reasons.BOILERPLATE
    assert reason(text, "logo_final") == reasons.BUILD_NOTE
    assert reason(text, "confidential") == reasons.BOILERPLATE
    assert reason(text, "by Friday") is None


def test_an_open_point_is_not_a_placeholder() -> None:
    assert reason("Launch date: [to be fixed]\n\nBudget: TBD\n", "Launch") is None
    assert reason("Launch date: [to be fixed]\n\nBudget: TBD\n", "Budget") is None


def test_fenced_wording_is_copy_only_where_something_says_so() -> None:
    start = "We print a flyer for every school in the two towns, and we hand it out."
    flyer = f"{start}\n\n**Flyer text:**\n\n```\nBring your gran!\n```\n"
    note = f"{start}\n\nNote:\n\n```\nThe list is old\n```\n"
    assert reason(flyer, "Bring your gran") == reasons.AD_COPY
    assert reason(note, "The list is old") is None


def test_a_row_is_set_aside_by_its_first_cell() -> None:
    text = "| | Teens | Adults |\n|---|---|---|\n| Slogan | Bite it | Taste it |\n| Channel | TikTok | Letter |\n"
    assert reason(text, "Bite it") == reasons.SLOGAN
    assert reason(text, "TikTok") is None


def test_questions_that_look_like_headings_are_kept() -> None:
    assert reason("Who owns the list?\nNobody knows, and the agency asked for it twice already.\n", "Who owns") is None


def test_copy_typed_into_a_mail_does_not_swallow_what_follows() -> None:
    text = (
        "From: Ana\nTo: IT\nSubject: Draft copy and dates\n\nWe start on 4 May.\n\nDraft copy below:\n\n"
        '"Come and pick your own!"\n\nOne more thing about the timing.\n\nThanks so much\nAna\n\n'
        "> Please tell us the freeze days.\n> We freeze on 1 December.\n"
    )
    assert reason(text, "pick your own") == reasons.AD_COPY
    assert reason(text, "We start on") is None
    assert reason(text, "One more thing") is None
    assert reason(text, "We freeze") is None


def test_notes_around_quoted_mail_are_headers() -> None:
    text = "We can do it.\n\n> On 3 May 2027, at 16:02, Ana wrote:\n> We need the list by Friday.\n"
    assert reason(text, "wrote") == reasons.MAIL_HEADER
    assert reason(text, "by Friday") is None


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Prize draw? No. Terms on the page.", "Prize draw?"),
        ("SMS: no", "SMS"),
        ("Children involved? None.", "Children"),
    ],
)
def test_what_a_plain_no_does_away_with_is_no_need(text: str, part: str) -> None:
    assert reason(f"Members get a mail on 4 May.\n\n{text}\n\nThe boats are ready.", part) == reasons.ANSWERED_NO


@pytest.mark.parametrize(("text", "part"), [("DPIA done? No.", "DPIA"), ("Consent obtained: no", "Consent")])
def test_what_is_missing_is_told(text: str, part: str) -> None:
    assert reason(f"Members get a mail on 4 May.\n\n{text}\n\nThe boats are ready.", part) is None
