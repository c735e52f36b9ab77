"""Terms of art of IT: found as whole words, the longest first, ordinary words only among their kind."""

import time

import pytest

from service.reading.jargon import find_terms


def terms_of(text: str) -> list[tuple[str, str]]:
    """What was found, each with the id of its term."""
    return [(found.text, found.term.id) for found in find_terms(text)]


def test_a_term_stands_where_it_says() -> None:
    text = "Die Überlast: the API answers slowly."
    (found,) = find_terms(text)
    assert text[found.start : found.end] == found.text == "API"
    assert found.term.plain.startswith("a way for one system")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ask for single sign-on.", [("single sign-on", "sso")]),
        ("Ask for Single Sign On.", [("Single Sign On", "sso")]),
        ("The RATE\n  LIMIT holds.", [("RATE\n  LIMIT", "rate_limit")]),
        ("Web\u2011hook, web\u00a0server.", [("web\u00a0server", "server")]),
        ("Opt\u2011in first.", [("Opt\u2011in", "opt_in")]),
        ("SPF/DKIM/DMARC are set.", [("SPF", "spf"), ("DKIM", "dkim"), ("DMARC", "dmarc")]),
        ("An API-based tool.", [("API", "api")]),
        ("It has no API. So what?", [("API", "api")]),
    ],
)
def test_a_term_is_found_however_it_is_joined(text: str, found: list[tuple[str, str]]) -> None:
    assert terms_of(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("All API calls count.", [("API calls", "api_call")]),
        ("A double opt-in is needed.", [("double opt-in", "double_opt_in")]),
        ("The web server and the mail server.", [("web server", "server"), ("mail server", "mta")]),
        ("Third-party cookies go.", [("Third-party cookies", "third_party_cookie")]),
        ("The release window is short.", [("release window", "change_window")]),
    ],
)
def test_the_longest_term_counts(text: str, found: list[tuple[str, str]]) -> None:
    assert terms_of(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "We take a cab to the fair.",
        "POSitive news about a possible apiary.",
        "Write to api@example.com or see api.example.com.",
        "See https://example.com/api/webhook for more.",
        "Tia and the scouts sow a field.",
        "Dr. Sar spoke esp. of rest and soap.",
        "First the rate\n\nLimit the guests",
        "One login - single - sign on the dotted line.",
    ],
)
def test_other_words_and_addresses_are_no_terms(text: str) -> None:
    assert terms_of(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("CAB meets on Tuesdays.", [("CAB", "cab")]),
        ("The POS extracts are late.", [("POS", "pos"), ("extracts", "extract")]),
        ("A TIA takes weeks.", [("TIA", "tia")]),
    ],
)
def test_a_term_with_its_own_spelling(text: str, found: list[tuple[str, str]]) -> None:
    assert terms_of(text) == found


@pytest.mark.parametrize(
    ("business", "technical", "term"),
    [
        ("There was a queue at the till.", "Messages above that wait in a queue.", "queue"),
        ("Each guest has a seat.", "Each CRM user needs a seat.", "seat"),
        ("The press release is ready.", "The release goes to staging first.", "release"),
        ("Film production starts in May.", "Production changes need approval.", "production"),
        ("A photo from the archive.", "Records move to the archive after a year.", "archive"),
        ("On request we send a brochure.", "Each API request counts.", "api_call"),
        ("An incident at the fair.", "The security team handles the incident.", "incident"),
    ],
)
def test_an_ordinary_word_counts_only_among_its_kind(business: str, technical: str, term: str) -> None:
    assert terms_of(business) == []
    assert term in [name for _, name in terms_of(technical)]


def test_the_next_sentence_is_not_near() -> None:
    assert terms_of("The press release is ready. The staging area is full.") == [("staging", "staging")]
    assert terms_of("- The press release\n- Our software partner") == []


def test_a_term_is_not_near_itself() -> None:
    assert terms_of("One seat here, one seat there, seats everywhere.") == []


def test_a_term_inside_an_ordinary_phrase_is_found() -> None:
    assert terms_of("The back-off clause names a timeout.") == [("timeout", "timeout")]


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("one webhook", "automatic notice between systems"),
        ("two webhooks", "automatic notices between systems"),
        ("all SLAs", "service promises"),
        ("two points of sale", "till systems"),
        ("several lawful bases", None),
        ("the GDPR", None),
    ],
)
def test_what_stands_in_keeps_the_number(text: str, instead: str | None) -> None:
    (found,) = find_terms(text)
    assert found.instead == instead


@pytest.mark.parametrize(
    "name", ["SOC 2", "ISO 27001", "GDPR", "WCAG 2.2", "EEA", "UTC", "PCI DSS", "TLS 1.2", "10DLC"]
)
def test_the_name_of_a_standard_a_law_or_an_area_stays(name: str) -> None:
    (found,) = find_terms(f"It follows {name}.")
    assert found.instead is None


def test_a_letter_that_grows_in_lower_case_moves_nothing() -> None:
    text = "İİİ and the API"
    (found,) = find_terms(text)
    assert text[found.start : found.end] == "API"


def test_a_long_text_takes_time_in_line_with_its_length() -> None:
    text = "the queue of the api and a release " * 6_000
    begun = time.process_time()
    found = find_terms(text)
    assert len(found) == 12_000  # nothing tells the release of a program
    assert time.process_time() - begun < 2
