"""From the notes on one sentence to needs, goals and questions.

The model chose a kind and named a thing; the words around it stand in the catalogue. A note counts when its words are
those of the sentence and the sentence bears its kind out.
"""

import re
from collections.abc import Sequence

from schemas.base import Evidence
from schemas.brief import Goal, Sentence
from service.campaign import Reading
from service.catalogue.notes import NoteKind, note_kinds
from service.drafting.model.asks import WEIGHT
from service.drafting.model.checks import text_faults
from service.drafting.model.findings import withheld
from service.drafting.model.numbering import plain_line
from service.drafting.model.obeying import obedience_faults
from service.drafting.model.parts import Part
from service.drafting.model.pointing import Pointing, held_by
from service.drafting.model.texts import digest, sentence_of
from service.drafting.model.wording import SHOWN_BY
from service.drafting.rules.ears import ears_pattern
from service.llm.answers import NoteAnswer
from service.needs import Ask, Need

_OWN_WORDS = 0.8
"""House default: share of a note's words that have to stand in its sentence. The rest is grammar."""
_SAME = 0.7
"""House default: share of the shorter note's words that two have in common when they say the same."""
_NEAR = 30
"""House default: characters before the words of a note in which its cue may stand ("please leave out ...")."""
_LONG = 100
"""Characters from which the schema may have ended a model's words too early."""
_NEGATION = re.compile(
    r"\b(?:not|no|never|without|nicht|kein\w*|ohne|pas|aucun\w*|sans|sin|nunca|sem|não)\b|n['’]t\b", re.I
)
_ABOUT_LEAVING_OUT = ("leave_out", "permission", "protect", "delete", "open", "decide")
_WORD = re.compile(r"\w+")
_OPENING_QUOTE, _CLOSING_QUOTE = "\"“„«‘'", "\"”“»’'"


def take_notes(
    reading: Reading, sentence: Sentence, items: Sequence[NoteAnswer], maker: str, secrets: Sequence[str] = ()
) -> Part:
    """Judge the notes on a sentence; `maker` names prompt and model, `secrets` may not come back from the model."""
    pointing = Pointing((reading.evidence_of(sentence.id),), ())
    part, said = Part(), dict[str, str]()
    for item in items:
        what = _completed(plain_line(item.what).strip(" .;,:"), sentence.text)
        kind = _kind(item, what)
        faults = (
            *_faults(reading, sentence, kind, what, held_by(reading, pointing)),
            *obedience_faults(reading, [what], secrets),
        )
        if faults:
            finding = withheld("note", f"{kind.id}: {what}", faults, pointing)
            part += Part(findings=(finding,), refused=1)
        elif not any(_say_the_same(what, other) for other in said.values()):
            said[kind.id] = f"{said[kind.id]}; {what}" if kind.id in said else what
    for id_, what in said.items():
        part += _part(note_kinds()[id_], _lowered(what, sentence, reading), pointing.evidence[0], maker)
    return part


def _kind(item: NoteAnswer, what: str) -> NoteKind:
    """The kind that was chosen, or the only one that the words name."""
    named = [kind for kind in note_kinds().values() if kind.is_named(what)]
    return named[0] if len(named) == 1 else note_kinds()[item.kind]


def _faults(reading: Reading, sentence: Sentence, kind: NoteKind, what: str, held: Sequence[str]) -> tuple[str, ...]:
    words = _words(what)
    if not words:
        return ("it names nothing",)
    own = _words(" ".join((*held, *sentence.context)))
    if sum(word in own for word in words) < _OWN_WORDS * len(words):
        return ("its words are not those of the sentence",)
    if sentence.text.rstrip().endswith("?") and kind.statement:
        return ("its sentence is a question",)
    if not _bears_out(reading, sentence, kind, what):
        return (f"nothing in the sentence speaks for the kind {kind.id!r}",)
    if kind.id not in _ABOUT_LEAVING_OUT and _is_ruled_out(reading, sentence, what):
        return ("the sentence rules it out",)
    return text_faults(what, held)


def _bears_out(reading: Reading, sentence: Sentence, kind: NoteKind, what: str) -> bool:
    at = _place(what, sentence.text)
    near = sentence.text[max(0, at.start() - _NEAR) : at.end()] if at else what
    if kind.is_cued(sentence.text if kind.question else near):
        return True
    mentions = reading.mentions_by_sentence.get(sentence.id, ())
    return bool(kind.mentions) and sum(m.kind in kind.mentions for m in mentions) >= kind.at_least


def _is_ruled_out(reading: Reading, sentence: Sentence, what: str) -> bool:
    """Tell whether the words take up what the sentence denies without saying "no" or "not" before it."""
    denied = [m for m in reading.mentions_by_sentence.get(sentence.id, ()) if m.negated and m.kind != "signal"]
    places = [_place(m.text, what) for m in denied]
    return any(place and not _NEGATION.search(what[: place.start()]) for place in places)


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}


def _say_the_same(first: str, second: str) -> bool:
    one, other = _words(first), _words(second)
    return len(one & other) >= _SAME * min(len(one), len(other))


def _place(what: str, sentence: str) -> re.Match[str] | None:
    """Where the words stand, whatever the case of their letters."""
    return re.search(re.escape(what), sentence, re.IGNORECASE) if what else None


def _completed(what: str, sentence: str) -> str:
    """The words with what belongs to them: the quotation that follows, or the rest of a clause cut by its length.

    A quotation mark, or the bound of the schema, ended the model's text too early.
    """
    at = _place(what, sentence)
    rest = sentence[at.end() :] if at else ""
    if len(what) >= _LONG:
        return what + re.split(r"[,;:.!?]", rest, maxsplit=1)[0].rstrip()
    rest = rest.lstrip()
    if not rest or rest[0] not in _OPENING_QUOTE:
        return what
    end = next((place for place, char in enumerate(rest[1:], 1) if char in _CLOSING_QUOTE), None)
    return what if end is None else f"{what} {rest[: end + 1]}"


def _lowered(what: str, sentence: Sentence, reading: Reading) -> str:
    """Without the capital that only the beginning of the sentence gave it; other languages keep theirs."""
    if not reading.language.startswith("en") or not sentence.text.lstrip("-*• ").startswith(what[:6]):
        return what
    mentions = reading.mentions_by_sentence.get(sentence.id, ())
    named = any(m.text.startswith(what.split()[0]) for m in mentions if m.kind in ("system", "organisation", "region"))
    return what if named or what[:2].isupper() or what.startswith("I ") else what[:1].lower() + what[1:]


def _part(kind: NoteKind, what: str, evidence: Evidence, maker: str) -> Part:
    if kind.statement and kind.category:
        return Part(needs=(_need(kind, what, evidence, maker),))
    if kind.question:
        return Part(asks=(_ask(kind, what, evidence),))
    return Part(goals=(Goal(id="", statement=sentence_of(what), evidence=[evidence]),))


def _need(kind: NoteKind, what: str, evidence: Evidence, maker: str) -> Need:
    assert kind.statement is not None
    assert kind.category is not None
    statement = kind.statement.replace("{what}", what)
    shown_by = SHOWN_BY[kind.category]
    return Need(
        category=kind.category,
        object=digest(evidence.quote),
        need=f"note:{kind.id}",
        statement=statement,
        pattern=ears_pattern(statement),
        rationale=kind.rationale,
        priority=kind.priority,
        origin="inferred",
        evidence=(evidence,),
        acceptance_criteria=(shown_by.criterion,),
        verification_method=shown_by.method,
        produced_by=(maker,),
        support="supported",
    )


def _ask(kind: NoteKind, what: str, evidence: Evidence) -> Ask:
    assert kind.question is not None
    return Ask(
        topic=f"note:{digest(evidence.quote)}",
        text=kind.question.replace("{what}", what),
        why=kind.rationale,
        whom=kind.whom,
        raised_by=(evidence.sentence,),
        weight=WEIGHT,
        evidence=(evidence,),
    )
