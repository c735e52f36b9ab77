"""All numbers, money, percentages, durations, rates, windows and dates of a brief, in one pass over its words.

A single scanner walks over each sentence and stops only at digits, currency signs and words that can begin a quantity;
the readers tried there are looked up by that word. So the cost grows with the number of such places, and every mention
is exactly the text that its reader matched.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from schemas.brief import Sentence
from service.campaign import Mention
from service.reading import calendar_spans, dates, durations, rates, relative_dates, windows
from service.reading.calendar_words import DAY_PARTS, MONTHS, SEASONS, SHORT_WEEKDAYS, WEEKDAYS
from service.reading.conventions import conventions_of
from service.reading.counts import read_count
from service.reading.money import CODES, read_prefixed, read_suffixed
from service.reading.named_days import FIRST_WORDS
from service.reading.names_with_numbers import end_of_no_quantity, in_short_quote, list_number_end, opaque_spans
from service.reading.numerals import words_of
from service.reading.passage import Conventions, Found, Passage, Reader
from service.reading.percentages import read_percentage
from service.reading.referring import with_antecedent, with_days
from service.reading.roles import with_role
from service.reading.tokens import fold

_PLACE = re.compile(r"\d+|(?:US|AU?|CA?|NZ|HK|S|R|MX|NT)?[$€£¥₹₩₽₺₦₱₫₴₪฿]|[^\W\d_]+")

_AT_DIGIT: tuple[Reader, ...] = (
    dates.read_day,
    windows.read_clock,
    calendar_spans.read_year,
    calendar_spans.read_quarter,
    read_suffixed,
    read_percentage,
    rates.read_numeric_rate,
    relative_dates.read_offset,
    durations.read_duration,
    read_count,
)
_AT_NUMBER_WORD: tuple[Reader, ...] = (
    read_suffixed,
    read_percentage,
    rates.read_numeric_rate,
    relative_dates.read_offset,
    durations.read_duration,
    read_count,
)
_AT_CURRENCY: tuple[Reader, ...] = (read_prefixed,)
_UNREAD = frozenset({"code", "markup"})


_AFTER_ARTICLE = re.compile(
    r"(?:an?|the)\s+(?:(?:working|business)\s+)?(?:half|third|quarter|fifth|tenth|dozen|hundred|thousand|million|billion"
    r"|second|minute|hour|day|week|fortnight|month|year)s?(?![^\W_])",
    re.IGNORECASE,
)


def read_after_article(passage: Passage, position: int) -> Found | None:
    """Read "a dozen", "a third of", "an hour", "a week before": most articles begin none of them."""
    if passage.match(_AFTER_ARTICLE, position) is None:
        return None
    for reader in (*_AT_NUMBER_WORD, durations.read_article_duration):
        found = reader(passage, position)
        if found is not None:
            return found
    return None


def _register(
    table: dict[str, tuple[Reader, ...]], words: Mapping[str, object] | frozenset[str] | str, *readers: Reader
) -> None:
    for word in words.split() if isinstance(words, str) else words:
        table[word] = (*table.get(word, ()), *readers)


@lru_cache(maxsize=8)
def _readers(language: str) -> Mapping[str, tuple[Reader, ...]]:
    """Return the readers to try at a word, by the folded word, for a text of this language."""
    table: dict[str, tuple[Reader, ...]] = {}
    _register(
        table,
        "first second third fourth last erste ersten letzte premiere primera primeira",
        calendar_spans.read_nth_week,
        calendar_spans.read_quarter,
    )
    _register(
        table,
        "premier deuxieme troisieme quatrieme primer segundo tercer cuarto primeiro terceiro",
        calendar_spans.read_quarter,
    )
    _register(table, FIRST_WORDS, relative_dates.read_named_day)
    _register(
        table, frozenset(WEEKDAYS) | frozenset(SHORT_WEEKDAYS), dates.read_weekday_date, windows.read_weekday_range
    )
    _register(table, WEEKDAYS, rates.read_weekday_list, relative_dates.read_weekday)
    _register(table, "mondays tuesdays wednesdays thursdays fridays saturdays sundays", rates.read_plural_weekday)
    _register(table, MONTHS, dates.read_month_day, calendar_spans.read_month)
    _register(
        table,
        "end early start beginning mid middle late ende anfang mitte fin finales fim debut inicio mediados meados",
        calendar_spans.read_part,
    )
    _register(table, "q h t s fy gj", calendar_spans.read_quarter)
    _register(table, "kw cw", calendar_spans.read_week_number)
    _register(table, "day week month year weekend", relative_dates.read_unit_before)
    _register(
        table,
        "day days week weeks month months tag tage jour dia woche wochen monat semaine semana mes mois",
        relative_dates.read_numbered_day,
        windows.read_relative_weeks,
    )
    _register(table, "week w wc", dates.read_week_of)
    _register(
        table,
        "next last this past nachste nachsten nachster letzte letzten letztes diese diesen dieser dieses kommende kommenden vergangenen",
        relative_dates.read_near,
    )
    _register(table, "proximo proxima este esta ce cette l semaine mois annee semana mes ano", relative_dates.read_near)
    _register(
        table,
        "today tomorrow yesterday heute gestern ubermorgen demain hier aujourd hoy ayer hoje amanha ontem",
        relative_dates.read_day_word,
    )
    _register(table, "asap as so des lo o", relative_dates.read_soon)
    _register(table, "year month quarter eoy eom eoq eow eod cob", relative_dates.read_year_end)
    _register(table, "following", relative_dates.read_unit_before)
    _register(table, SEASONS, calendar_spans.read_season)
    _register(
        table, "noon midday midnight mitternacht minuit midi medianoche mediodia meia meio", windows.read_named_time
    )
    _register(table, "same that following next selben gleichen meme mismo mesmo", windows.read_day_part)
    _register(table, frozenset(DAY_PARTS) & {"night", "evening", "morning"}, windows.read_day_part)
    _register(table, "office business working opening quiet core peak", windows.read_office_hours)
    _register(table, "on at weekdays weekends", windows.read_weekdays)
    _register(table, rates.EVERY, rates.read_every)
    _register(table, frozenset(rates.ADVERBS), rates.read_adverb)
    _register(table, rates.TIMES, rates.read_times)
    _register(table, "per pro par por", rates.read_bare_per)
    _register(table, "for forever indefinitely fur unbegrenzt indefiniment para", durations.read_forever)
    _register(table, frozenset(code.lower() for code in CODES) | {"rs", "rm", "rp", "kr", "fr"}, read_prefixed)
    _register(table, frozenset(words_of(language)), *_AT_NUMBER_WORD)
    _register(table, "a an the", read_after_article)
    _register(table, "half quarter", read_percentage, read_count, durations.read_article_duration)
    _register(table, "une un ein eine einer einem einen uma um una", durations.read_article_duration)
    return table


def read_quantities(
    sentences: Sequence[Sentence], text: str, language: str, today: date, readable: str | None = None
) -> list[Mention]:
    """Read every quantity of the sentences of `text`, in order; `today` stands in for years that are not written.

    `readable` is `text` with markup blanked, character for character: words are looked for there, mentions are quoted
    from `text`.
    """
    conventions = conventions_of(text, language, today)
    table = _readers(conventions.language)
    read: list[tuple[str, Found]] = []
    for sentence in sentences:
        if sentence.kind in _UNREAD:
            continue
        passage = Passage(readable or text, sentence, conventions)
        for found in read_passage(passage, table):
            known = with_antecedent(passage, found, [item for _, item in read[-3:]])
            read.append((sentence.id, with_role(passage, known)))
    resolved = with_days([found for _, found in read])
    return [_mention(text, sentence_id, found) for (sentence_id, _), found in zip(read, resolved, strict=True)]


def read_passage(passage: Passage, table: Mapping[str, tuple[Reader, ...]]) -> Iterator[Found]:
    """Read one sentence from left to right; no two mentions overlap."""
    text, resume = passage.text, list_number_end(passage)
    opaque = opaque_spans(text, passage.start, passage.end)
    for place in _PLACE.finditer(text, passage.start, passage.end):
        position = place.start()
        if position < resume:
            continue
        readers = _readers_at(place[0], table)
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


_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def _end_of_number(passage: Passage, position: int) -> int:
    """Return where the digits end, so that "3" of a rejected "1.3" is not read again."""
    match = passage.match(_NUMBER, position)
    return match.end() if match else position + 1


def _readers_at(word: str, table: Mapping[str, tuple[Reader, ...]]) -> tuple[Reader, ...]:
    if word[0].isdigit():
        return _AT_DIGIT
    return table.get(fold(word), ()) if word[0].isalpha() and word[-1].isalpha() else _AT_CURRENCY


def _blocked_until(passage: Passage, position: int, opaque: list[tuple[int, int]], word: str) -> int | None:
    """Return where the code, address or name around a place ends, when there is one."""
    for start, end in opaque:
        if start <= position < end:
            return end
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


def read_conventions(text: str, language: str, today: date) -> Conventions:
    """Return how a text writes numbers and dates."""
    return conventions_of(text, language, today)
