"""Placeholders for what is personal: given out over all texts of a run, put in before sending, taken out of answers."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from pydantic import BaseModel

from schemas.specification import RedactedKind
from service.llm.redacting.matching import Matcher
from service.llm.redacting.naming import Persons, group_people, no_people
from service.llm.redacting.numbers import number_spans
from service.llm.redacting.people import is_somebody, people_spans
from service.llm.redacting.spans import Span, without_overlaps
from service.llm.redacting.tokens import token_spans
from service.llm.redacting.words import words_of

ModelT = TypeVar("ModelT", bound=BaseModel)

_KINDS = "PERSON|EMAIL|PHONE|CARD|IBAN|ACCOUNT|IDENTITY|IP|SECRET|PATH"
_PLACEHOLDER = re.compile(
    rf"\[(?P<exact>(?:{_KINDS})-[0-9]{{1,7}}[A-Z]{{0,2}})\]"
    rf"|(?:(?P<opened>[\[(<{{]) ?|(?<![^\W_]))(?P<kind>{_KINDS})(?P<link> ?[-_‐‑–]? ?)(?P<number>[0-9]{{1,7}})"
    r"(?P<form>[A-Z]{0,2})(?P<ending>['’]?s)?(?P<closed> ?[\])>}])?(?![^\W_])",
    re.IGNORECASE,
)
_LOOKALIKE = re.compile(rf"({_KINDS}) ?[-_‐‑–]? ?([0-9]{{1,7}})", re.IGNORECASE)
"""What `_PLACEHOLDER` may take for one, and somewhat more."""
_BETWEEN = "\n\0\n"
"""No pattern reaches over it from one text into the next."""


@dataclass(frozen=True)
class Redacted:
    """One thing that was replaced: a person or a value, and in how many places of the texts it stood."""

    kind: RedactedKind
    placeholder: str
    value: str
    count: int


@dataclass(frozen=True)
class Redaction:
    """What is replaced in one run, and by what. Keep it for the run: a value has the same placeholder throughout.

    `placeholders` maps each value, in each of its forms, to its placeholder; `doubtful` are names that are words as
    well and are hidden only where they are read as names; `keep` is never taken for a person's name.
    """

    entries: tuple[Redacted, ...]
    placeholders: Mapping[str, str]
    doubtful: frozenset[str] = frozenset()
    keep: frozenset[str] = frozenset()

    def hide(self, text: str) -> str:
        """The text with a placeholder for each known value."""
        pieces, end = list[str](), 0
        for start, stop in self.places(text):
            pieces += text[end:start], self.placeholders[text[start:stop]]
            end = stop
        return "".join((*pieces, text[end:]))

    def restore(self, text: str) -> str:
        """The text with the values back: of what `hide` gave exactly, of a model's spelling of placeholders as well."""
        return _PLACEHOLDER.sub(self._value_of, text) if self.placeholders else text

    def shows(self, part: str, text: str) -> bool:
        """Whether a part of a text can be read in it once it is hidden; the last digits of a phone number cannot."""
        return part not in text or self.hide(part) in self.hide(text)

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Where something is hidden: start and end, in order."""
        if not self.placeholders:
            return
        kept = {at for start, end in self._keeper.find(text) for at in range(start, end)}
        for start, end in self._matcher.find(text):
            is_name = self._is_name(text[start:end])
            if is_name and not kept.isdisjoint(range(start, end)):
                continue
            if text[start:end] not in self.doubtful or is_somebody(text, start, end):
                yield start, end

    def _is_name(self, value: str) -> bool:
        return self.placeholders[value].startswith("[PERSON-")

    def _value_of(self, found: re.Match[str]) -> str:
        if found["exact"]:
            return self._values.get(found["exact"].upper(), found.group())
        if not (found["opened"] or found["link"].strip()):
            return found.group()
        base, form = f"{found['kind']}-{int(found['number'])}".upper(), found["form"]
        value, ending = self._values.get(base + form.upper()), found["ending"] or ""
        if value is None and base in self._values:
            value, ending = self._values[base], form + ending if form in ("s", "S") else ending
        return found.group() if value is None else value + ending

    @cached_property
    def _matcher(self) -> Matcher:
        return Matcher(self.placeholders)

    @cached_property
    def _keeper(self) -> Matcher:
        return Matcher(self.keep)

    @cached_property
    def _values(self) -> dict[str, str]:
        return {placeholder[1:-1]: value for value, placeholder in self.placeholders.items()}


NOTHING_HIDDEN = Redaction((), {})
"""For texts that stay where they are."""


def redaction_of(
    texts: Sequence[str], *, keep: Collection[str] = (), guessed: Collection[str] = (), people: Collection[str] = ()
) -> Redaction:
    """Find what is personal in these texts and give each value its placeholder; the same texts, the same placeholders.

    `people` are names that are known to be somebody's; `keep` names of systems, organisations, products and places,
    which carry meaning and stay; `guessed` are those that were only taken for one, and stay unless they read as
    somebody's name. Whoever is in both is a person.
    """
    whole, kept = _BETWEEN.join(texts), frozenset(keep) - frozenset(people)
    words = words_of(whole)
    spans = without_overlaps(_aligned(whole, span) for span in (*token_spans(whole), *number_spans(whole)))
    taken = {at for span in spans for at in range(span.start, span.end)}
    taken.update(at for start, end in Matcher(kept).find(whole) for at in range(start, end))
    names = [whole[span.start : span.end] for span in people_spans(words, taken)]
    kept |= no_people(guessed, {*people, *names})
    persons, numbers = group_people([*people, *names], words), _Numbers(whole)
    placeholders = _named(persons, numbers) | _numbered(whole, spans, numbers)
    return _counted(whole, Redaction((), placeholders, persons.doubtful, kept))


def restored(answer: ModelT, redaction: Redaction) -> ModelT:
    """The answer with the values back in every string of it."""
    if not redaction.placeholders:
        return answer
    return type(answer).model_validate(_mapped(answer.model_dump(), redaction))


def _mapped(value: Any, redaction: Redaction) -> Any:
    match value:
        case str():
            return redaction.restore(value)
        case dict():
            return {key: _mapped(one, redaction) for key, one in value.items()}
        case list() | tuple():
            return [_mapped(one, redaction) for one in value]
    return value


def _numbered(text: str, spans: Iterable[Span], numbers: "_Numbers") -> dict[str, str]:
    """A number for each value, the same for each place where it stands."""
    numbered: dict[str, str] = {}
    for span in spans:
        value = text[span.start : span.end]
        if value not in numbered:
            numbered[value] = f"[{span.kind.upper()}-{numbers.next(span.kind)}]"
    return numbered


class _Numbers:
    """Gives out the numbers of placeholders, without those that something in the text looks like."""

    def __init__(self, text: str) -> None:
        self._last = Counter[str]()
        self._seen = {f"{kind.upper()}-{int(number)}" for kind, number in _LOOKALIKE.findall(text)}

    def next(self, kind: RedactedKind) -> int:
        self._last[kind] += 1
        while f"{kind.upper()}-{self._last[kind]}" in self._seen:
            self._last[kind] += 1
        return self._last[kind]


def _named(persons: Persons, numbers: _Numbers) -> dict[str, str]:
    """A number for each person, a letter for each form of the name but the first: `[PERSON-1]`, `[PERSON-1B]`."""
    named = {}
    for forms in persons.forms:
        number = numbers.next("person")
        named.update({form: f"[PERSON-{number}{_letters(place)}]" for place, form in enumerate(forms)})
    return named


def _letters(place: int) -> str:
    """Nothing, B, C, ... Z, BA, BB, ..."""
    letters = ""
    while place:
        place, rest = divmod(place, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _aligned(text: str, span: Span) -> Span:
    """The span with the rest of the words that it cuts: half a word cannot be found again."""
    start, end = span.start, span.end
    while start > 0 and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(span.kind, start, end)


def _counted(text: str, redaction: Redaction) -> Redaction:
    """The same with its entries: one for each person or value that stands somewhere in the text."""
    counts = Counter(redaction.placeholders[text[start:end]] for start, end in redaction.places(text))
    values = {placeholder: value for value, placeholder in redaction.placeholders.items()}
    entries: dict[str, Redacted] = {}
    for placeholder in sorted(counts, key=_order):
        base = re.sub(r"(?<=\d)[A-Z]+", "", placeholder)
        before = entries.get(base)
        count = counts[placeholder] + (before.count if before else 0)
        kind: Any = base[1:].split("-")[0].lower()
        entries[base] = Redacted(kind, base, values[base], count)
    return Redaction(tuple(entries.values()), redaction.placeholders, redaction.doubtful, redaction.keep)


def _order(placeholder: str) -> tuple[str, int, str]:
    kind, _, number = placeholder[1:-1].partition("-")
    digits = number.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return kind, int(digits), number
