"""What gives away that a model followed its material instead of its task: looked for in the texts of its answers."""

import base64
from collections.abc import Iterable, Sequence

from service.machine_words import CHAT_TOKENS, ENCODED
from service.verifying.echo import shares_a_run
from service.verifying.strays import foreign_marks

_WHOLE_SECRET = 6
"""Characters: of a shorter secret its turned or encoded forms are chance."""


def answer_faults(text: str, given: str, secrets: Sequence[str]) -> tuple[str, ...]:
    """Why a text of an answer may not be shown; empty when it may. Never repeats what it found.

    Args:
        text: a text of the answer, decoded from its JSON.
        given: what the model was given to read; its links, markup and tokens are none of the model's making.
        secrets: what may not come back: the canary and the marker of the run, each one word, and the text of the
            system prompt, of which eight words in a row are too many.
    """
    words = [secret for secret in secrets if secret and len(secret.split()) == 1]
    prompts = [secret for secret in secrets if len(secret.split()) > 1]
    found = (
        ("it repeats a secret of the prompt", any(_holds(text, word) for word in words)),
        ("it repeats the text of the prompt", any(shares_a_run(text, prompt, given) for prompt in prompts)),
        ("it holds a link, an address or markup of its own", bool(foreign_marks(text, given))),
        ("it holds tokens of a chat template", _new(CHAT_TOKENS.findall(text), given)),
        ("it holds encoded text", _new(ENCODED.findall(text), given)),
    )
    return tuple(fault for fault, holds in found if holds)


def _new(marks: Iterable[str], given: str) -> bool:
    return any(mark not in given for mark in marks)


def _holds(text: str, secret: str) -> bool:
    """Tell whether the secret stands in the text, with blanks in between, backwards, or as base64."""
    plain, wanted = "".join(text.split()).casefold(), secret.casefold()
    if len(secret) < _WHOLE_SECRET:
        return wanted in plain
    # What base64 makes of the middle of a text depends on where it starts: the first characters are left out.
    encoded = [base64.b64encode(b"\0" * shift + secret.encode())[4:-4].decode().casefold() for shift in range(3)]
    return any(form in plain for form in (wanted, wanted[::-1], *encoded))
