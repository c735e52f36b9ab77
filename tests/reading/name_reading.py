"""Sentences in, their names out: shared by the tests of every reader of names."""

from collections.abc import Sequence

from schemas.brief import Sentence, SentenceKind
from schemas.organisation import Organisation
from service.campaign import Mention
from service.reading.lexicon import lexicon
from service.reading.names import read_names
from service.reading.scan import NameScan, scan_sentence


def sentence(text: str, *, start: int = 0, kind: SentenceKind = "prose", context: Sequence[str] = ()) -> Sentence:
    """One sentence at a place of a brief."""
    return Sentence(id=f"S{start}", start=start, end=start + len(text), text=text, kind=kind, context=list(context))


def scan(text: str, language: str = "en", *, kind: SentenceKind = "prose", context: Sequence[str] = ()) -> NameScan:
    """One sentence with its catalogue hits."""
    return scan_sentence(sentence(text, kind=kind, context=context), lexicon(language))


def read(
    *texts: str,
    language: str = "en",
    kind: SentenceKind = "prose",
    context: Sequence[str] = (),
    organisation: Organisation | None = None,
) -> list[Mention]:
    """Read a brief of these sentences, one space between them."""
    whole = " ".join(texts)
    sentences, start = [], 0
    for text in texts:
        sentences.append(sentence(text, start=start, kind=kind, context=context))
        start += len(text) + 1
    return read_names(sentences, whole, language, organisation)


def texts_of(mentions: Sequence[Mention], kind: str) -> list[str]:
    """The texts of the mentions of one kind, in order."""
    return [mention.text for mention in mentions if mention.kind == kind]


def names_of(mentions: Sequence[Mention], kind: str) -> set[str | None]:
    """The catalogue ids of the mentions of one kind."""
    return {mention.name for mention in mentions if mention.kind == kind}
