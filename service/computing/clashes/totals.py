"""Totals that are not the sum of their parts: in a table, in one sentence, in a list."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.brief import Sentence
from schemas.parts import Contradiction
from service.campaign import Campaign, Mention
from service.computing.clashes.statements import SUBSET, after, before, clash, content, is_row, number, ours, spoken
from service.computing.factors import shown

ROUNDED = 0.006
"""Share by which parts may miss their total: each part is rounded (house default)."""
NEARLY_ALL = 0.75
"""Parts that make less than this of their total are examples of it and not all of it (house default)."""
TOTAL = re.compile(
    r"^\W*(?:(?:grand |sub|overall |sum |budget |in )?total|sum|overall|all in|together|altogether|gesamt\w*|summe"
    r"|celkem|total geral|razem|totaal|totale)\b",
    re.IGNORECASE,
)
_SUB = re.compile(r"sub-?\s?total|of which|thereof|davon|dont\b|incl|contingency|vat\b", re.IGNORECASE)
_OPENS = re.compile(
    r"^(?:\s*,?\s*(?:[^\W\d_][\w'’/-]*\s+|\([^()]{0,25}\)\s*){0,5}?[^\W\d_]*\s*(?:[:=(–—]|\s-\s)\s*"
    r"|[^:;.]{0,40}\b(?:made up of|consist(?:s|ing) of|split (?:in)?to|split|broken down into|divided into"
    r"|of which|comprising|namely)\b\s*:?\s*)",
    re.IGNORECASE,
)
# "Of the 85,000 budget, 40,000 goes to ...": only too much is wrong there.
_OF = re.compile(r"\b(?:of|out of|from)\s+(?:the|our|this|these|a total of)\s+$", re.IGNORECASE)
_COMMA = re.compile(r"^\s*(?:[^\W\d_][\w'’-]*\s*){0,4},\s*", re.IGNORECASE)
_LAST = re.compile(
    r"[,;:.–—-]\s*(?:so |or |and |which |that )?(?:is |makes )?(?:in |a )?(?:total|all|altogether|together"
    r"|sum)(?: of)?(?: is| makes)?:?\s*$",
    re.IGNORECASE,
)
_LAST_AFTER = re.compile(
    r"^\s*(?:[^\W\d_][\w'’-]*\s+){0,2}(?:in total|altogether|in all|all in|all together)\b", re.IGNORECASE
)
_LAST_CUT = re.compile(r"[,;:.–—-]|\band\b")
_COMPLETE = re.compile(
    r"\ball[- ]in\b|\bin total\b|\btotal\b|\baltogether\b|\bmade up of\b|\bconsist|\bsplit\b|\bbroken down\b"
    r"|\bdivided\b|\bcomprising\b",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"\b(?:each|per|apiece|every|max|cap|up to|ceiling|from|instead|was|were|last|against|currently)\b|/|[@×x]\s?$",
    re.IGNORECASE,
)
_CHUNK = re.compile(r"\s*(?:[,;+]|\band\b|\bplus\b|\bund\b|\bet\b|\by\b)\s*(?=\D|\d)", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d.,\s]*\d|\d")


@dataclass(frozen=True)
class _Row:
    sentence: Sentence
    cells: dict[str, str]

    @property
    def label(self) -> str:
        return next(iter(self.cells.values()), "")


def wrong_totals(campaign: Campaign) -> Iterator[Contradiction]:
    """Parts that do not make the total that the brief gives for them."""
    sentences = spoken(campaign)
    for table in _tables(sentences):
        yield from _table_total(campaign, table)
        yield from _told_total(campaign, table, sentences)
    for position, sentence in enumerate(sentences):
        yield from _in_one_sentence(campaign, sentence)
        yield from _list_total(campaign, sentences, position)


# --- tables ----------------------------------------------------------------------------------------


def _tables(sentences: Sequence[Sentence]) -> list[list[_Row]]:
    """Rows with the same columns that stand together."""
    tables: list[list[_Row]] = []
    for sentence in sentences:
        row = _row(sentence)
        if row is None:
            tables.append([])
        elif tables and tables[-1] and list(tables[-1][-1].cells) == list(row.cells):
            tables[-1].append(row)
        else:
            tables.append([row])
    return [table for table in tables if len(table) > 1]


def _row(sentence: Sentence) -> _Row | None:
    """The cells of a row by their columns, as the reading put them into its context."""
    if not is_row(sentence):
        return None
    count = sentence.text.count(" | ") + 1
    named = [part.partition(": ") for part in sentence.context[-count:]]
    cells = {column: cell for column, colon, cell in named if colon}
    return _Row(sentence, cells) if len(cells) > 1 else None


def _table_total(campaign: Campaign, table: Sequence[_Row]) -> Iterator[Contradiction]:
    """The last row is the total of those above it."""
    total, parts = table[-1], table[:-1]
    if (
        not TOTAL.search(total.label)
        or len(parts) < 2
        or any(_SUB.search(row.label) or TOTAL.search(row.label) for row in parts)
    ):
        return
    for column in list(total.cells)[1:]:
        values = [_cell(campaign, row, column) for row in parts]
        whole = _cell(campaign, total, column)
        known = [value for value in values if value is not None]
        if whole is None or len(known) < 2:
            continue
        yield from _unequal(known, whole, complete=len(known) == len(values))


def _cell(campaign: Campaign, row: _Row, column: str) -> Mention | None:
    """The one amount that fills a cell."""
    text = row.cells.get(column, "").strip(" *_")
    found = [
        m for m in campaign.reading.mentions_by_sentence.get(row.sentence.id, ())
        if m.kind in ("count", "money") and m.high is None and isinstance(m.value, int | float) and m.text in text
    ]  # fmt: skip
    fills = [m for m in found if len(_NUMBER.findall(text)) == 1 and _is_in_column(row, column, m)]
    return fills[0] if len(fills) == 1 else None


def _is_in_column(row: _Row, column: str, mention: Mention) -> bool:
    place = row.sentence.text[: mention.start - row.sentence.start].count(" | ")
    return place == list(row.cells).index(column)


def _unequal(parts: Sequence[Mention], whole: Mention, *, complete: bool) -> Iterator[Contradiction]:
    units = {part.unit for part in parts} | {whole.unit}
    added, total = sum(number(part) for part in parts), number(whole)
    too_little = added < total * (1 - ROUNDED)
    if (len(units) > 1 and whole.kind == "money") or not total or any(number(part) >= total for part in parts):
        return
    if added > total * (1 + ROUNDED) or (complete and too_little):
        yield _sum(parts, whole)


def _sum(parts: Sequence[Mention], whole: Mention) -> Contradiction:
    added = sum(number(part) for part in parts)
    names = " + ".join(part.text for part in parts)
    text = f"{names} makes {shown(added)}, not {whole.text}."
    return clash("sum", text, whole.evidence, *(part.evidence for part in parts))


def _told_total(campaign: Campaign, table: Sequence[_Row], sentences: Sequence[Sentence]) -> Iterator[Contradiction]:
    """A column without a total row, beside a sentence that gives the total of just what the column counts."""
    if len(table) < 3 or any(TOTAL.search(row.label) for row in table):
        return
    for column in list(table[0].cells)[1:]:
        values = [value for row in table if (value := _cell(campaign, row, column))]
        named = content(column)
        if len(values) < len(table) or len(named) < 2:
            continue
        for sentence in sentences:
            whole = _counted_as(campaign, sentence, named)
            if whole and _far(sum(number(value) for value in values), whole):
                yield _sum(values, whole)
                return


def _counted_as(campaign: Campaign, sentence: Sentence, named: frozenset[str]) -> Mention | None:
    """A count that is followed by exactly the words of a column: "1.3 million mailable members"."""
    if is_row(sentence) or not named <= content(sentence.text) or SUBSET.search(sentence.text):
        return None
    for mention in ours(campaign, sentence, "count"):
        words = " ".join(after(campaign, mention).split()[: len(named)])
        if content(words) == named and isinstance(mention.value, int | float) and mention.high is None:
            return mention
    return None


def _far(added: float, whole: Mention) -> bool:
    """Further off than the rounding of the told number explains."""
    digits = re.sub(r"\D", "", whole.text).rstrip("0").lstrip("0") or "1"
    step = 10.0 ** (math.floor(math.log10(number(whole) or 1)) - len(digits) + 1)
    return abs(added - number(whole)) > max(step / 2, 0.02 * number(whole))


# --- sentences and lists ---------------------------------------------------------------------------


def _in_one_sentence(campaign: Campaign, sentence: Sentence) -> Iterator[Contradiction]:
    """As in "68k all in: ads 45k, film 14k, tools 15k": a total, a colon or the like, and parts that fill the rest."""
    if is_row(sentence):
        return
    for kind in ("money", "count"):
        amounts = [m for m in ours(campaign, sentence, kind) if m.high is None and isinstance(m.value, int | float)]
        if len(amounts) < 3:
            continue
        yield from _total_last(campaign, amounts)
        whole, parts = amounts[0], amounts[1:]
        part_of = _OF.search(before(campaign, whole)) is not None
        opens = (_COMMA if part_of else _OPENS).search(after(campaign, whole))
        if opens and whole.end + opens.end() <= parts[0].start:
            yield from _parts_of(campaign, sentence, whole, parts, opens)


def _total_last(campaign: Campaign, amounts: Sequence[Mention]) -> Iterator[Contradiction]:
    """The total comes last: "20,000 in May, 25,000 in June, 30,000 in July; 80,000 in total"."""
    *parts, whole = amounts
    text = campaign.reading.text
    gap = text[parts[-1].end : whole.start]
    if (
        not (_LAST.search(gap) or _LAST_AFTER.search(after(campaign, whole)))
        or _EACH.search(gap)
        or any(m.per for m in amounts)
    ):
        return
    start = parts[0].start
    listing = text[start : whole.start]
    cut = _LAST_CUT.search(listing, parts[-1].end - start)
    listed = _one_each(listing[: cut.start()] if cut else listing, start, parts)
    if len(listed) == len(parts) and _alike(whole, parts):
        yield from _unequal(
            parts, whole, complete=len(parts) > 2 and sum(number(part) for part in parts) > NEARLY_ALL * number(whole)
        )


def _parts_of(
    campaign: Campaign, sentence: Sentence, whole: Mention, parts: Sequence[Mention], opens: re.Match[str]
) -> Iterator[Contradiction]:
    listing = campaign.reading.text[whole.end + opens.end() : sentence.end]
    listed = _one_each(
        re.sub(r"\([^()]*\)", lambda hit: " " * len(hit.group()), listing), whole.end + opens.end(), parts
    )
    if len(listed) < 2 or any(part.per for part in (whole, *listed)) or not _alike(whole, listed):
        return
    added, total = sum(number(part) for part in listed), number(whole)
    over = added > total * (1 + ROUNDED)
    told = f"{before(campaign, whole)[-30:]} {opens.group()}"
    complete = len(listed) == len(parts) and _COMPLETE.search(told) is not None
    under = complete and len(listed) > 2 and NEARLY_ALL * total < added < total * (1 - ROUNDED)
    if (over or under) and not (over and added > 3 * total):
        yield _sum(listed, whole)


def _one_each(listing: str, start: int, parts: Sequence[Mention]) -> list[Mention]:
    """The parts of a list whose every item holds one amount; none where an item holds two or a unit price."""
    bounds = [0, *(edge for hit in _CHUNK.finditer(listing) for edge in hit.span()), len(listing)]
    found: list[Mention] = []
    for low, high in zip(bounds[::2], bounds[1::2], strict=True):
        inside = [p for p in parts if start + low <= p.start < start + high]
        chunk = listing[low:high]
        if len(inside) > 1 or _EACH.search(chunk):
            return []
        found += inside
        if re.search(r"[.!?]\s|\brest\b", chunk):
            break
    return found


def _alike(whole: Mention, parts: Sequence[Mention]) -> bool:
    if whole.kind == "money":
        return all(part.unit == whole.unit for part in parts)
    return all(part.of in (None, whole.of) for part in parts) and all(number(part) < number(whole) for part in parts)


def _list_total(campaign: Campaign, sentences: Sequence[Sentence], position: int) -> Iterator[Contradiction]:
    """Items with one sum each, one under the other, and the line that calls itself their total."""
    last = sentences[position]
    if is_row(last) or not TOTAL.search(last.text):
        return
    totals = ours(campaign, last, "money")
    items: list[Mention] = []
    for sentence in reversed(sentences[:position]):
        sums = ours(campaign, sentence, "money")
        if len(sums) != 1 or is_row(sentence) or not _is_item(campaign, sentence):
            break
        items.insert(0, sums[0])
    items = items if len(items) > 1 else _before(campaign, sentences, position)
    if len(totals) == 1 and len(items) > 1 and _alike(totals[0], items):
        plain = not any(part.per or part.high is not None or _SUB.search(_line(campaign, part)) for part in items)
        if plain and not any(_EACH.search(_line(campaign, part)) for part in items):
            yield from _unequal(items, totals[0], complete=True)


def _before(campaign: Campaign, sentences: Sequence[Sentence], position: int) -> list[Mention]:
    """The items of the sentence right before, after its colon: "Costs: film 20,000, media 30,000"."""
    listing = sentences[position - 1] if position else None
    colon = listing.text.find(":") + 1 if listing else 0
    if listing is None or not colon or is_row(listing):
        return []
    start = listing.start + colon
    parts = [m for m in ours(campaign, listing, "money") if m.start >= start]
    found = _one_each(listing.text[colon:], start, parts)
    return found if len(found) == len(parts) else []


def _is_item(campaign: Campaign, sentence: Sentence) -> bool:
    """Tell whether a sentence begins a line."""
    return "\n" in campaign.reading.text[max(0, sentence.start - 4) : sentence.start]


def _line(campaign: Campaign, mention: Mention) -> str:
    return campaign.reading.sentence_by_id[mention.sentence].text
