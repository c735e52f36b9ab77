"""A sign-in under way, and where it goes on to."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.oidc.pending import LONGEST, Pending, own_page


def test_a_browser_gives_back_what_it_was_given() -> None:
    begun = Pending.begun("/results?cursor=a")
    again = Pending.in_cookie(begun.cookie)
    assert again == begun
    assert again.next == "/results?cursor=a"
    assert (again.state, again.nonce, again.verifier) == (begun.state, begun.nonce, begun.verifier)
    assert again.is_answered_by(begun.state)


def test_no_two_are_alike_and_no_part_tells_another() -> None:
    first, second = Pending.begun("/"), Pending.begun("/")
    parts = [part for one in (first, second) for part in (one.state, one.nonce, one.verifier)]
    assert len({*parts, first.secret, second.secret}) == 8
    assert all(len(part) == 43 for part in parts), "RFC 7636 wants 43 to 128 characters"
    assert not first.is_answered_by(second.state)
    assert first.secret not in repr(first)


@pytest.mark.parametrize("cookie", [None, "", "short", "short.Lw", ".Lw", "x" * 43 + ".%%%é", "x" * 43 + "._w"])
def test_a_cookie_that_is_none(cookie: str | None) -> None:
    assert Pending.in_cookie(cookie) is None


@pytest.mark.parametrize(
    "wanted",
    [
        None,
        "",
        "results",
        "https://evil.example/",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "javascript:alert(1)",
        "\\\\evil.example",
        "/é",
        "/sign-in",
        "/sign-out",
        "/v1/keys",
        "/" + "x" * LONGEST,
    ],
)
def test_what_is_no_page_of_ours_is_the_first_page(wanted: str | None) -> None:
    assert own_page(wanted) == "/"
    page = base64.urlsafe_b64encode((wanted or "").encode()).decode().rstrip("=")
    found = Pending.in_cookie("x" * 43 + "." + page)
    assert found is None or found.next == "/", "a cookie may have been written by somebody else"


@pytest.mark.parametrize(
    "wanted", ["/", "/results", "/results/res_1?x=1&y=//evil.example", "/?example=a%20b", "/how#a"]
)
def test_pages_of_ours_are_gone_on_to(wanted: str) -> None:
    assert own_page(wanted) == wanted


@given(st.text(st.sampled_from("/\\.:@?#%ae\t\n\r\0 ")))
def test_whatever_is_wanted_stays_here(wanted: str) -> None:
    page = own_page(wanted)
    assert page.startswith("/")
    assert not page.startswith(("//", "/\\"))
    assert page.isprintable()
