"""Paths, addresses, placeholders and names in code are found; language is left alone."""

from time import perf_counter

import pytest

from service.reading.code_spans import code_spans


def code_in(text: str) -> list[str]:
    return [text[start:end] for start, end in code_spans(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Save it in `assets/logo` today", ["`assets/logo`"]),
        ("Use {{first_name}} here", ["{{first_name}}"]),
        (r"From D:\mail\Ai-Drafts now", [r"D:\mail\Ai-Drafts"]),
        ("See /home/team/mails for it", ["/home/team/mails"]),
        ("Set API_KEY_MAIL first", ["API_KEY_MAIL"]),
        ("Register at tours.example.org today", ["tours.example.org"]),
        ("Link ?utm_source=mail&utm_medium=x ends", ["?utm_source=mail&utm_medium=x"]),
    ],
)
def test_code(text: str, found: list[str]) -> None:
    assert code_in(text) == found


@pytest.mark.parametrize("text", ["SPF/DKIM/DMARC records", "open 24/7", "e-mail and/or post", "TikTok/Instagram ads"])
def test_language(text: str) -> None:
    assert code_in(text) == []


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["{{", "a-", "1.", "?a", "a/", "`x", "_a"])
def test_a_long_run_of_signs_takes_no_longer_than_its_length(piece: str) -> None:
    short, long = (_seconds(piece * size) for size in (5_000, 50_000))
    assert long < max(0.5, 40 * short)


def _seconds(text: str) -> float:
    start = perf_counter()
    code_spans(text)
    return perf_counter() - start
