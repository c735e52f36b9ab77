"""Mentions become facts: numbered, without repeats, the mention and no more."""

from collections.abc import Sequence
from typing import cast

from schemas.base import trusted
from schemas.brief import Fact, FactKind
from service.campaign import Mention, Reading

_NAMED = ("channel", "system", "organisation", "data", "person_role", "region", "law")
_SILENT = ("code", "markup", "placeholder", "image prompt", "navigation")
_note_fact = trusted(Fact)


def facts_of(reading: Reading, mentions: Sequence[Mention] | None = None) -> list[Fact]:
    """Every mention once, those of the reading where no others are given.

    A name or a figure that is repeated in the same role stands at its first place.

    What the brief rules out (`no SMS`) was read too and stands with a note, unless it is wanted elsewhere. A network
    that the campaign publishes on stands as the channel that it is, although what follows treats it as a system too.
    """
    channels = {(m.start, m.end) for m in reading.of_kind("channel")}
    told = [
        m
        for m in (reading.mentions if mentions is None else mentions)
        if m.kind != "signal"
        and not _is_silent(reading, m)
        and not (m.kind == "system" and (m.start, m.end) in channels)
    ]
    identities = [_identity(mention) for mention in told]
    wanted = {identity for mention, identity in zip(told, identities, strict=True) if not _is_ruled_out(mention)}
    seen: set[tuple[object, ...]] = set()
    facts: list[Fact] = []
    for mention, identity in zip(told, identities, strict=True):
        if identity not in seen and not (_is_ruled_out(mention) and identity in wanted):
            seen.add(identity)
            facts.append(_fact(mention, len(facts) + 1))
    return facts


def _is_ruled_out(mention: Mention) -> bool:
    return mention.negated and mention.kind in _NAMED


def _is_silent(reading: Reading, mention: Mention) -> bool:
    """Names and numbers in code, placeholders, prompts for pictures and navigation say nothing about the campaign."""
    reason = reading.set_aside.get(mention.sentence)
    return reason is not None and any(word in reason for word in _SILENT)


def _identity(mention: Mention) -> tuple[object, ...]:
    if mention.kind == "channel":
        return mention.kind, mention.name, mention.text.casefold().replace("-", "").rstrip("s")
    if mention.kind in ("data", "rate", "person_role"):
        return mention.kind, mention.text.casefold()
    if mention.kind == "region":
        # By name: two towns of one country are two facts.
        return mention.kind, str(mention.name or mention.value or mention.text).casefold()
    if mention.kind in _NAMED:
        return mention.kind, str(mention.value or mention.name or mention.text).casefold()
    # By what is written: "900k" and "900,000" are two places that a reader looks for.
    return mention.kind, mention.text.casefold(), mention.value, mention.role, mention.of


def _fact(mention: Mention, number: int) -> Fact:
    return _note_fact(
        id=f"F{number}",
        kind=cast(FactKind, mention.kind),
        text=mention.text,
        value=mention.value if mention.value is not None else mention.name,
        high=mention.high,
        unit=mention.unit,
        role=mention.role,
        sentence=mention.sentence,
        start=mention.start,
        end=mention.end,
        note=_note(mention),
    )


def _note(mention: Mention) -> str | None:
    """What was inferred, or that the brief rules it out."""
    return mention.note or ("ruled out here" if _is_ruled_out(mention) else None)
