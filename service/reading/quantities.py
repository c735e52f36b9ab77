"""All numbers, money, percentages, durations, rates, windows and dates of a brief, in one pass over its words.

A single scanner walks over each sentence and stops only at digits, currency signs and words that can begin a quantity;
the readers tried there are looked up by that word. So the cost grows with the number of such places, and every mention
is exactly the text that its reader matched.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from operator import itemgetter

from schemas.brief import Sentence
from service.campaign import Mention
from service.reading.conventions import Conventions
from service.reading.names_with_numbers import end_of_no_quantity, in_short_quote, list_number_end, opaque_spans
from service.reading.passage import Found, Passage, Reader
from service.reading.referring import with_antecedent, with_currency, with_days
from service.reading.roles import with_role
from service.reading.starting_words import ReaderTable, readers_by_word

_PLACE = re.compile(r"\d+|(?:US|AU?|CA?|NZ|HK|S|R|MX|NT|GH)?[$€£¥₹₩₽₺₦₱₫₴₪฿₵₸₾]|[^\W\d_]+")
_NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")
_UNREAD = frozenset({"code", "markup"})


def read_quantities(
    sentences: Sequence[Sentence],
    text: str,
    language: str,
    today: date,
    readable: str | None = None,
    languages: Mapping[str, str] | None = None,
) -> list[Mention]:
    """Read every quantity of the sentences of `text`, in order; `today` stands in for years that are not written.

    `readable` is `text` with markup blanked, character for character: words are looked for there, mentions are quoted
    from `text`. `languages` holds the language of sentences, by id, that are not in the main one.
    """
    main = Conventions(text, language, today)
    others = {code: Conventions(text, code, today) for code in sorted(set((languages or {}).values()))}
    read: list[tuple[str, Found]] = []
    for sentence in sentences:
        if sentence.kind in _UNREAD:
            continue
        conventions = others.get((languages or {}).get(sentence.id, ""), main)
        passage = Passage(readable or text, sentence, conventions)
        for found in read_passage(passage, readers_by_word(conventions.language)):
            earlier = [item for _, item in read[-4:]]
            known = with_currency(passage, with_antecedent(passage, found, earlier), earlier)
            read.append((sentence.id, with_role(passage, known)))
    resolved = with_days([found for _, found in read], text)
    return [_mention(text, sentence_id, found) for (sentence_id, _), found in zip(read, resolved, strict=True)]


def read_passage(passage: Passage, table: ReaderTable) -> Iterator[Found]:
    """Read one sentence from left to right; no two mentions overlap."""
    text, resume = passage.text, list_number_end(passage)
    opaque = opaque_spans(text, passage.start, passage.end)
    for place in _PLACE.finditer(text, passage.start, passage.end):
        position = place.start()
        if position < resume:
            continue
        readers = table[place[0]]
        if not readers:
            continue
        blocked = _blocked_until(passage, position, opaque, place[0])
        if blocked:
            resume = blocked
            continue
        found = _first_found(passage, position, readers, resume)
        if found is not None:
            resume = max(found.end, found.resume or 0)
            yield found
        elif place[0][0].isdigit():
            resume = _end_of_number(passage, position)


def _end_of_number(passage: Passage, position: int) -> int:
    """Return where the digits end, so that "3" of a rejected "1.3" is not read again."""
    match = passage.match(_NUMBER, position)
    return match.end() if match else position + 1


def _blocked_until(passage: Passage, position: int, opaque: list[tuple[int, int]], word: str) -> int | None:
    """Return where the code, address or name around a place ends, when there is one."""
    nearest = bisect_right(opaque, position, key=itemgetter(0)) - 1
    if nearest >= 0 and position < opaque[nearest][1]:
        return opaque[nearest][1]
    return end_of_no_quantity(passage, position) if word[0].isdigit() else None


def _first_found(passage: Passage, position: int, readers: tuple[Reader, ...], resume: int) -> Found | None:
    for reader in readers:
        found = reader(passage, position)
        if found is not None and found.start >= resume:
            return None if _is_decoration(passage, found) else found
    return None


def _is_decoration(passage: Passage, found: Found) -> bool:
    """Tell whether a small number stands in a title or slogan in quotation marks."""
    if found.kind not in ("count", "duration", "rate") or (
        isinstance(found.value, int | float) and found.value >= 1000
    ):
        return False
    return in_short_quote(passage, found.start)


def _mention(text: str, sentence: str, found: Found) -> Mention:
    return Mention(
        kind=found.kind,
        text=text[found.start : found.end],
        start=found.start,
        end=found.end,
        sentence=sentence,
        value=found.value,
        high=found.high,
        unit=found.unit,
        of=found.of,
        per=found.per,
        role=found.role,
        note=found.note,
    )
