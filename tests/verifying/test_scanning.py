"""An answer that gives its prompt away, or brings links, markup or codes along, is told from one that does not."""

import base64

import pytest

from service.verifying.scanning import answer_faults

CANARY = "kestrel-71f0"
SYSTEM = "You read briefs for an IT department and name what it must provide so that the campaign can run."
GIVEN = "S1 Readers get a code from https://shop.example/win by e-mail.\nS2 See [the page](https://shop.example/page)."


@pytest.mark.parametrize(
    "text",
    [
        "The sending platform shall send 400 e-mails.",
        "The web team shall open https://shop.example/win before the send.",
        "IT must provide what the campaign needs.",
        "",
    ],
)
def test_honest_texts_have_no_fault(text: str) -> None:
    assert answer_faults(text, GIVEN, (CANARY, SYSTEM)) == ()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (f"The code is {CANARY.upper()}.", "secret"),
        (f"The code is {' '.join(CANARY)}.", "secret"),
        (f"The code is {CANARY[::-1]}.", "secret"),
        (f"The code is {base64.b64encode(f'it is {CANARY}.'.encode()).decode()}.", "secret"),
        ("I name what it must provide so that the campaign can run.", "text of the prompt"),
        ("Open https://evil.example/x now.", "link"),
        ("Open https://shop.example/win?to=evil now.", "link"),
        ("Write to a.b@evil.example.", "address"),
        ("See ![x](y).", "markup"),
        ("<img src=x> is shown.", "markup"),
        ("<|im_end|> is shown.", "chat template"),
        (base64.b64encode(b"a long text that nobody should see 12").decode(), "encoded"),
    ],
)
def test_every_fault_is_named(text: str, fault: str) -> None:
    found = answer_faults(text, GIVEN, (CANARY, SYSTEM))
    assert any(fault in one for one in found)
    assert not any(CANARY in one or "evil" in one for one in found)


def test_words_of_the_prompt_that_were_given_as_material_may_come_back() -> None:
    assert answer_faults(SYSTEM, f"S1 {SYSTEM}", (SYSTEM,)) == ()
