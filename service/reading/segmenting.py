"""A brief cut into numbered sentences: the first half of reading it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from schemas.base import Finding
from schemas.brief import Sentence
from service.errors import EmptyBrief
from service.reading.blocks import scan
from service.reading.hidden import hidden_findings
from service.reading.instructions import instruction_findings, suspected_instructions
from service.reading.language import UNDETERMINED, language_of, not_read
from service.reading.layout import Cell
from service.reading.markup import CONTROL_CHARACTERS, Views, for_readers, views
from service.reading.reasons import TO_A_MACHINE
from service.reading.sentences import Placed, place, shortened
from service.reading.setting_aside import set_aside
from service.reading.structure import settle
from service.reading.titling import TITLE_LENGTH, title_of

# Words in quotes may be copy in another language; the sentence around them is not.
_IN_QUOTES = re.compile(r"[\"“„«][^\"“”„«»]{1,300}[\"”“»]")
_REPLACED = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True)
class Segmented:
    """A brief in numbered sentences.

    Attributes:
        text: the brief as it came in; every offset points into it.
        title: given, or what a field, the first line or a heading calls it.
        language: BCP 47 code of the main language, `und` when it cannot be told.
        sentences: in the order of the text, never overlapping. What no sentence covers is markup or blank.
        set_aside: why a sentence holds no requirement, by sentence id (see `reasons`).
        not_read: what was not read because of its language.
        findings: odd characters and what was done about them.
        readable: `text` with markup and invisible characters blanked, character for character: patterns
            are matched in `readable[start:end]`, evidence is quoted from `text[start:end]`.
        labels: label of a field ("Budget", "Goal"), by sentence id.
        cells: the cells of a table row with their column headings, by sentence id.
        languages: language of a sentence where it is not the main one, by sentence id.
        blocks: where the paragraph, list item or row of a sentence starts, by sentence id.
        lead_ins: the words that open the list a sentence stands in, by sentence id.
    """

    text: str
    title: str
    language: str
    sentences: tuple[Sentence, ...]
    set_aside: dict[str, str] = field(default_factory=dict)
    not_read: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    readable: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    cells: dict[str, tuple[Cell, ...]] = field(default_factory=dict)
    languages: dict[str, str] = field(default_factory=dict)
    blocks: dict[str, int] = field(default_factory=dict)
    lead_ins: dict[str, str] = field(default_factory=dict)

    def language_of(self, sentence_id: str) -> str:
        """The language of one sentence."""
        return self.languages.get(sentence_id, self.language)


def read_text(text: str, title: str | None = None) -> Segmented:
    """Cut a brief into sentences and set aside those that hold no requirement.

    Args:
        text: the brief: prose, Markdown, HTML, an e-mail, a form, a table, or all of them.
        title: what the sender calls it; found in the text when None or blank.

    Raises:
        EmptyBrief: the text holds nothing but blanks and markup.
    """
    seen = views(text)
    blocks = settle(scan(seen), seen)
    guess = language_of("\n".join(seen.readable[b.start : b.end] for b in blocks if b.kind != "code"))
    placed = place(blocks, seen, guess)
    if not placed:
        raise EmptyBrief
    sentences = tuple(p.sentence for p in placed)
    starts = {p.sentence.id: p.block.start for p in placed}
    suspected = suspected_instructions(text, sentences, starts)
    aside = set_aside(placed, seen) | dict.fromkeys(suspected, TO_A_MACHINE)
    language = _main_language(placed, aside, seen, guess)
    languages = _other_languages(placed, seen, language)
    foreign = [(id_, code) for id_, code in languages.items() if id_ not in aside]
    return Segmented(
        text=text,
        title=shortened(title, TITLE_LENGTH) if title and title.strip() else title_of(placed, aside, seen),
        language=language,
        sentences=sentences,
        set_aside=aside,
        not_read=not_read(language, foreign),
        findings=(*_findings(text, sentences), *instruction_findings(sentences, suspected)),
        readable=for_readers(seen.readable),
        labels={p.sentence.id: p.block.label for p in placed if p.block.label and p.first},
        cells={p.sentence.id: p.block.cells for p in placed if p.block.cells},
        languages=languages,
        blocks=starts,
        lead_ins={p.sentence.id: p.opener for p in placed if p.opener},
    )


def _main_language(placed: list[Placed], aside: dict[str, str], seen: Views, guess: str) -> str:
    """The language of what may hold requirements: a brief in English may quote copy in Spanish."""
    if not aside:
        return guess
    kept = [p.sentence for p in placed if p.sentence.id not in aside]
    return language_of("\n".join(seen.readable[s.start : s.end] for s in kept), guess)


def _other_languages(placed: list[Placed], seen: Views, main: str) -> dict[str, str]:
    if main == UNDETERMINED:
        return {}
    found = {
        p.sentence.id: language_of(_IN_QUOTES.sub(" ", seen.readable[p.sentence.start : p.sentence.end]), main)
        for p in placed
        if p.sentence.kind not in ("code", "markup")
    }
    return {id_: language for id_, language in found.items() if language != main}


# --- findings -----------------------------------------------------------------------------------


def _findings(text: str, sentences: Sequence[Sentence]) -> tuple[Finding, ...]:
    found = [*hidden_findings(text, sentences)]
    if count := len(CONTROL_CHARACTERS.findall(text)):
        message = f"The text holds {count} control characters; they were read as blanks."
        found.append(Finding(code="control_characters", message=message, severity="info"))
    if lost := text.count(_REPLACED):
        message = f"{lost} characters were lost before the text came here; they show as {_REPLACED}."
        found.append(Finding(code="lost_characters", message=message))
    return tuple(found)
