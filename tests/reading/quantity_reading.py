"""One sentence in, its quantities out: shared by the tests of every reader of quantities."""

from collections.abc import Sequence
from datetime import date

from schemas.brief import Sentence, SentenceKind
from service.campaign import Mention
from service.reading.quantities import read_quantities

TODAY = date(2026, 11, 21)


def read(
    text: str,
    language: str = "en",
    *,
    today: date = TODAY,
    kind: SentenceKind = "prose",
    context: Sequence[str] = (),
) -> list[Mention]:
    """Read the quantities of one sentence."""
    sentence = Sentence(id="S1", start=0, end=len(text), text=text, kind=kind, context=list(context))
    return read_quantities([sentence], text, language, today)


def only(text: str, kind: str, language: str = "en", *, today: date = TODAY) -> Mention:
    """Return the only mention of a kind in a sentence."""
    found = [mention for mention in read(text, language, today=today) if mention.kind == kind]
    assert len(found) == 1, [(mention.kind, mention.text) for mention in read(text, language, today=today)]
    return found[0]
