"""No recorded traffic holds a key, a host or an address."""

import re
from pathlib import Path

import pytest

from tests.house.tree import name_of, own_files

LEAK = re.compile(
    r"""
    authorization | \bbearer\b | \bsk-\w | api[_-]?key
    | https?:// | \blocalhost\b | \b\d{1,3}(?:\.\d{1,3}){3}\b | \[[0-9a-f:]*::[0-9a-f:]*\]
    | \b[a-z0-9-]+\.(?:com|org|net|io|ai|dev|cloud|local|internal|lan|corp|example)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def cassettes() -> list[Path]:
    return [path for path in own_files() if path.parent.name == "recorded" and path.suffix == ".json"]


def test_there_are_cassettes() -> None:
    assert cassettes()


def test_no_cassette_holds_a_key_a_host_or_an_address() -> None:
    found = [
        f"{name_of(path)}: {leak.group()}"
        for path in cassettes()
        for leak in LEAK.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        '"Authorization": "x"', "Bearer x", "sk-abc", "api_key", "http://x/v1", "localhost:8080", "10.1.2.3",
        "[fe80::1]", "gateway.internal", "models.example", "api.provider.com",
    ],
)  # fmt: skip
def test_a_leak_would_be_found(text: str) -> None:
    assert LEAK.search(f'{{"body": "see {text}"}}')


@pytest.mark.parametrize("text", ["the risk-free offer", "version 1.2.3", "S1 4 May 2027.", "e.g. a desk-top"])
def test_ordinary_words_are_no_leak(text: str) -> None:
    assert LEAK.search(text) is None
