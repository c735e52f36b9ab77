"""What of a text a model may not see: found with the help of what the rules have read in it."""

from collections.abc import Iterable, Sequence

from schemas.brief import Fact
from schemas.specification import Redacted
from service.campaign import Mention, Reading
from service.constraint import ConstraintReading
from service.drafting.model.numbering import plain_line
from service.llm.options import ModelOptions
from service.llm.redacting import NOTHING_HIDDEN, Redaction, redaction_of

_KEPT = ("system", "organisation", "region", "law", "channel")


def redaction_of_brief(reading: Reading, options: ModelOptions) -> Redaction:
    """What to hide of a brief; nothing where the options say so."""
    if not options.redact:
        return NOTHING_HIDDEN
    rows = (context for sentence in reading.sentences if sentence.kind == "row" for context in sentence.context)
    texts = [*(sentence.text for sentence in reading.sentences), *rows]
    return redaction_beside(texts, reading.mentions)


def redaction_of_limits(
    reading: ConstraintReading, options: ModelOptions, told: Iterable[str] = (), facts: Iterable[Fact] = ()
) -> Redaction:
    """What to hide of a text of constraints and of what was `told` about them; nothing where the options say so.

    `facts` are those of the brief whose words may stand in what was told.
    """
    if not options.redact:
        return NOTHING_HIDDEN
    texts = (reading.readable[sentence.start : sentence.end] for sentence in reading.sentences)
    return redaction_beside((*texts, *told), (*reading.mentions, *map(_mention_of, facts)))


def _mention_of(fact: Fact) -> Mention:
    """What was read in the brief; whether the catalogue knows a firm or a system, a fact does not tell."""
    name = str(fact.value) if fact.kind == "person_role" and fact.value is not None else None
    return Mention(kind=fact.kind, text=fact.text, start=fact.start, end=fact.end, sentence=fact.sentence, name=name)


def redaction_beside(texts: Iterable[str], mentions: Sequence[Mention]) -> Redaction:
    """What to hide of these texts; systems, organisations, places, laws and channels that were read in them stay."""
    return redaction_of(
        list(dict.fromkeys(map(plain_line, texts))),
        keep={plain_line(mention.text) for mention in mentions if mention.kind in _KEPT and _is_listed(mention)},
        guessed={plain_line(mention.text) for mention in mentions if mention.kind in _KEPT and not _is_listed(mention)},
        people=list(dict.fromkeys(plain_line(m.text) for m in mentions if m.kind == "person_role" and m.name is None)),
    )


def _is_listed(mention: Mention) -> bool:
    """Whether the catalogue knows it; what only reads like a firm or a system may be somebody's name."""
    return mention.name is not None


def redactions_of(redaction: Redaction) -> tuple[Redacted, ...]:
    """What was replaced, without the values: for provenance."""
    return tuple(
        Redacted(kind=entry.kind, placeholder=entry.placeholder, count=entry.count) for entry in redaction.entries
    )
