"""Which words, digits and signs can begin a quantity, and which readers to try there, in that order."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from service.catalogue.folding import fold
from service.reading import calendar_spans, dates, durations, rates, relative_dates, windows
from service.reading.calendar_words import MONTHS, SEASONS, SHORT_WEEKDAYS, WEEKDAYS
from service.reading.counts import read_count
from service.reading.currencies import CODES, PREFIX_WORDS, SCALED_CODES
from service.reading.money import read_prefixed, read_suffixed
from service.reading.named_days import FIRST_WORDS
from service.reading.numerals import words_of
from service.reading.passage import Found, Passage, Reader
from service.reading.percentages import read_percentage
from service.reading.word_lists import word_set

_MOST_PLACES = 100_000
_AT_NUMBER_WORD: tuple[Reader, ...] = (
    read_suffixed,
    read_percentage,
    rates.read_numeric_rate,
    relative_dates.read_offset,
    durations.read_duration,
    read_count,
)
_AT_DIGIT: tuple[Reader, ...] = (
    dates.read_day,
    windows.read_clock,
    calendar_spans.read_year,
    calendar_spans.read_quarter,
    *_AT_NUMBER_WORD,
)
_AT_CURRENCY: tuple[Reader, ...] = (read_prefixed,)
_AFTER_ARTICLE = re.compile(
    r"(?:an?|the)\s+(?:(?:working|business)\s+)?(?:half|third|quarter|fifth|tenth|dozen|hundred|thousand|million|billion"
    r"|second|minute|hour|day|week|fortnight|month|year)s?(?![^\W_])",
    re.IGNORECASE,
)


def read_after_article(passage: Passage, position: int) -> Found | None:
    """Read "a dozen", "a third of", "an hour", "a week before": most articles begin none of them."""
    if passage.match(_AFTER_ARTICLE, position) is None:
        return None
    readers = (*_AT_NUMBER_WORD, durations.read_article_duration)
    return next((found for reader in readers if (found := reader(passage, position))), None)


_AT_WORD: tuple[tuple[Iterable[str], tuple[Reader, ...]], ...] = (
    (
        word_set("first second third fourth last erste ersten letzte premiere primera primeira"),
        (calendar_spans.read_nth_week, calendar_spans.read_quarter),
    ),
    (
        word_set("premier deuxieme troisieme quatrieme primer segundo tercer cuarto primeiro terceiro"),
        (calendar_spans.read_quarter,),
    ),
    (FIRST_WORDS, (relative_dates.read_named_day,)),
    ((*WEEKDAYS, *SHORT_WEEKDAYS), (dates.read_weekday_date, windows.read_weekday_range)),
    (WEEKDAYS, (rates.read_weekday_list, relative_dates.read_weekday)),
    (word_set("segunda terca quarta quinta sexta"), (relative_dates.read_weekday,)),
    (word_set("mondays tuesdays wednesdays thursdays fridays saturdays sundays"), (rates.read_plural_weekday,)),
    (MONTHS, (dates.read_month_day, calendar_spans.read_month)),
    (
        word_set(
            "end early start beginning mid middle late ende anfang mitte fin finales fim debut inicio mediados meados"
        ),
        (calendar_spans.read_part,),
    ),
    (word_set("q h t s fy gj"), (calendar_spans.read_quarter,)),
    (word_set("kw cw week wk"), (calendar_spans.read_week_number,)),
    (word_set("day week month year weekend following"), (relative_dates.read_unit_before,)),
    (
        word_set("day days week weeks month months tag tage jour dia woche wochen monat semaine semana mes mois"),
        (relative_dates.read_numbered_day, windows.read_relative_weeks),
    ),
    (word_set("week w wc"), (dates.read_week_of,)),
    (
        word_set(
            "next last this past nachste nachsten nachster letzte letzten letztes diese diesen dieser dieses kommende "
            "kommenden vergangenen proximo proxima este esta ce cette l semaine mois annee semana mes ano"
        ),
        (relative_dates.read_near,),
    ),
    (
        word_set("today tomorrow yesterday heute gestern ubermorgen demain hier aujourd hoy ayer hoje amanha ontem"),
        (relative_dates.read_day_word,),
    ),
    (word_set("asap as so des lo o"), (relative_dates.read_soon,)),
    (word_set("year month quarter eoy eom eoq eow eod cob"), (relative_dates.read_year_end,)),
    (SEASONS, (calendar_spans.read_season,)),
    (
        word_set("noon midday midnight mitternacht minuit midi medianoche mediodia meia meio"),
        (windows.read_named_time,),
    ),
    (
        word_set("same that following next selben gleichen meme mismo mesmo night evening morning"),
        (windows.read_day_part,),
    ),
    (word_set("office business working opening quiet core peak"), (windows.read_office_hours,)),
    (word_set("on at weekdays weekends"), (windows.read_weekdays,)),
    (word_set("three"), (durations.read_quarters,)),
    (rates.EVERY, (rates.read_every,)),
    (rates.ADVERBS, (rates.read_adverb,)),
    (rates.TIMES, (rates.read_times,)),
    (word_set("per pro par por"), (rates.read_bare_per,)),
    (word_set("for forever indefinitely fur unbegrenzt indefiniment para"), (durations.read_forever,)),
    ((*(code.lower() for code in sorted(CODES)), *PREFIX_WORDS, "kr"), _AT_CURRENCY),
    (tuple(f"{scale}{code.lower()}" for code in sorted(SCALED_CODES) for scale in "tkm"), _AT_CURRENCY),
    (word_set("r n k p t m"), _AT_CURRENCY),
)
_AFTER_NUMBER_WORDS: tuple[tuple[Iterable[str], tuple[Reader, ...]], ...] = (
    (word_set("a an the"), (read_after_article,)),
    (word_set("half quarter"), (durations.read_quarters, read_percentage, read_count, durations.read_article_duration)),
    (
        word_set("une un ein eine einer einem einen uma um una"),
        (relative_dates.read_offset, durations.read_article_duration),
    ),
)


class ReaderTable(dict[str, tuple[Reader, ...]]):
    """The readers to try at a place, by what is written there: the text of a brief repeats its words."""

    def __init__(self, by_word: Mapping[str, tuple[Reader, ...]]) -> None:
        super().__init__()
        self._by_word = by_word

    def __missing__(self, place: str) -> tuple[Reader, ...]:
        if place[0].isdigit():
            return _AT_DIGIT
        word = place[0].isalpha() and place[-1].isalpha()
        readers = self._by_word.get(fold(place), ()) if word else _AT_CURRENCY
        if len(self) < _MOST_PLACES:
            self[place] = readers
        return readers


@lru_cache(maxsize=16)
def readers_by_word(language: str) -> ReaderTable:
    """Return the readers to try at a word, a run of digits or a currency sign, for a text of this language."""
    table: dict[str, tuple[Reader, ...]] = {}
    number_words = ((words_of(language), _AT_NUMBER_WORD),)
    for words, readers in (*_AT_WORD, *number_words, *_AFTER_NUMBER_WORDS):
        for word in words:
            table[word] = (*table.get(word, ()), *readers)
    return ReaderTable(table)
