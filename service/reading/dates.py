"""Days written with numbers: "4 May 2027", "12-14 March", "May 4", "2027-05-04", "04.05.2027", "05/04"."""

import re
from datetime import date

from service.catalogue.folding import fold
from service.reading.calendar_words import MONTHS, PORTUGUESE_WEEKDAYS, SHORT_WEEKDAYS, WEEKDAYS
from service.reading.dating import Dated, exists, full_year, place_day, week_containing
from service.reading.passage import Found, Passage
from service.reading.time_roles import looks_back

_ORDINAL = r"(?:st|nd|rd|th|er|ter|\.|º|ª|°)?"
_SEPARATOR = (
    r"\s?(?:[-–—/&]|\bto\b|\band\b|\bbis\b|\bund\b|\bau\b|\bet\b|\bal\b|\by\b|\ba\b|\be\b|\bor\b)\s?"
    r"(?:the\s|el\s|le\s)?"
)
_YEAR = r"(?:,?\s*(?:de\s+|of\s+|del\s+)?(?P<year>(?:19|20)\d{2}(?!\d|:\d)|['’]\d{2}(?!\d)))?"
_DAY_MONTH = re.compile(
    rf"(?P<day>\d{{1,2}}){_ORDINAL}(?:{_SEPARATOR}(?P<last>\d{{1,2}}){_ORDINAL})?(?:\s+(?:day\s+)?(?:of\s+"
    rf"|de\s+)?|\s?[-/]?)(?P<month>[^\W\d_]{{3,10}})(?![^\W_])\.?(?:\s?[-/]\s?(?=(?:19|20)\d\d))?{_YEAR}",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"(?P<month>[^\W\d_]{{3,10}})\.?\s+(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d%€]|[.,:]\d"
    rf"|\s?(?:am|pm|k|m|million|x)\b)"
    rf"(?:\s?(?:[-–—]|to|and|&)\s?(?P<last>\d{{1,2}})(?:st|nd|rd|th)?(?![\d%:]|\s?(?:am|pm)))?{_YEAR}",
    re.IGNORECASE,
)
_ISO = re.compile(r"(?P<year>(?:19|20)\d{2})([-/.–‑])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?!\d)")
_DOTTED = re.compile(r"(?P<first>\d{1,2})\.\s?(?P<second>\d{1,2})\.\s?(?P<year>(?:(?:19|20)\d{2}|\d{2})(?!\d))?")
_SLASHED = re.compile(
    r"(?P<first>\d{1,2})(?P<mark>[/-])(?P<second>\d{1,2})(?:(?P=mark)(?P<year>\d{4}|\d{2}))?(?![\d/%]|-\d)"
)
_DATE_BEFORE = re.compile(
    r"\b(?:on|by|from|until|till|before|after|since|due|between|and|launch(?:es)?|live|deadline|date"
    r"|starts?|starting|ends?|ending|through|thru|opens?|closes?|am|ab|bis|vom|zum|seit|den|der"
    r"|mon|tue|wed|thu|fri|sat|sun|week of|w/c|el|le|du|au|del|desde|hasta|até|em|dia)\b\.?:?\s*$",
    re.IGNORECASE,
)
_PADDED = re.compile(r"0[1-9]/(?:0[1-9]|1[0-2]|[12]\d|3[01])(?!\d)|\d{2}/0[1-9](?!\d)")
_DATE_CELL = re.compile(
    r"^(?:date|when|datum|wann|fecha|quand|data|deadline|due|launch|start|end|go[- ]live)\b", re.IGNORECASE
)
_MORE_DAYS = re.compile(
    rf"(?>\s*(?:,|and|&|/|[-–—]|to|until|till|bis|und|et|y|e"
    rf"|or)\s*(?:[^\W\d_]{{3,9}}\.?,?\s+)?\d{{1,2}}(?!\d){_ORDINAL}"
    rf"\s*(?:of\s+|de\s+)?(?P<month>[^\W\d_]{{3,10}})\.?){{1,8}}+,?\s*(?:de\s+)?(?P<year>20\d{{2}})(?!\d)",
    re.IGNORECASE,
)
_SECOND_DAY = re.compile(
    rf"\s*(?:and|to|until|till|bis|und|[-–—]|al?|au"
    rf"|et)\s*(?:[^\W\d_]{{3,9}}\.?,?\s+)?(?P<day>\d{{1,2}}){_ORDINAL}\s*(?:of\s+"
    rf"|de\s+)?(?P<month>[^\W\d_]{{3,10}})(?!\.?,?\s*20\d\d)",
    re.IGNORECASE,
)
_LISTED = re.compile(
    rf"(?P<day>\d{{1,2}}){_ORDINAL}(?P<more>(?:\s?,\s?\d{{1,2}}{_ORDINAL}){{1,8}})?\s?(?:,\s?)?(?:and|und|et|y|e|&)\s?"
    rf"\d{{1,2}}{_ORDINAL}\s+(?:of\s+|de\s+)?(?P<month>[^\W\d_]{{3,10}})(?![^\W_])\.?{_YEAR}",
    re.IGNORECASE,
)
_LIST_BEFORE = re.compile(r"\d,\s?$")
_DAY_OF_MONTH = re.compile(
    r"\d{1,2}(?:st|nd|rd|th)(?![^\W_])(?:\s+of\s+(?:each|every|the)\s+month)?(?!\s+(?!(?:and|or|at|if|for"
    r"|but|to|with|when|so|we|is)\b)[A-Za-z]{3,})"
)
_THE_BEFORE = re.compile(r"(?:\b(?:on|by|before|until|till|from|after|since|to|payday)\s+|[(])the\s$", re.IGNORECASE)
_WEEKDAY_DATE = re.compile(
    r"(?P<name>[^\W\d_]+)(?:-feira)?\.?,?[\s\u00a0]+(?:(?:the|den|dem|le|el|dia|día|am)\s+)?", re.IGNORECASE
)
_WEEK_OF = re.compile(
    r"(?:the\s+)?(?:week\s+(?:of|commencing|beginning|starting)|w/c|w\.c\.|wc)\s+(?:the\s+)?", re.IGNORECASE
)


def read_day(passage: Passage, position: int) -> Found | None:
    """Read a day that starts with a digit, in any of the common forms."""
    return (
        _read_iso(passage, position)
        or _read_listed_day(passage, position)
        or _read_dotted(passage, position)
        or read_day_month(passage, position)
        or _read_slashed(passage, position)
        or _read_day_of_month(passage, position)
    )


def _read_listed_day(passage: Passage, position: int) -> Found | None:
    """Read the days of "2, 9 and 16 February 2027" that stand without their month."""
    match = passage.match(_LISTED, position)
    month = MONTHS.get(fold(match["month"])) if match else None
    if match is None or month is None or not (match["more"] or _LIST_BEFORE.search(passage.before(position, 6))):
        return None
    day = int(match["day"])
    if not 1 <= day <= 31:
        return None
    past = looks_back(passage, position)
    dated = place_day(day, month, full_year(match["year"]), passage.conventions, past=past)
    return Found("date", position, match.end("day"), dated.value, note=dated.note)


def _read_day_of_month(passage: Passage, position: int) -> Found | None:
    """Read "the 28th"."""
    match = passage.match(_DAY_OF_MONTH, position)
    before = _THE_BEFORE.search(passage.before(position, 14)) if match else None
    if match is None or before is None:
        return None
    return Found("date", position - 4, match.end(), None, note="day of a month that is not named")


def read_day_month(passage: Passage, position: int, weekday: int | None = None) -> Found | None:
    """Read "4 May", "12-14 March 2027", "1er juin", "4 de mayo"."""
    match = passage.match(_DAY_MONTH, position)
    month = MONTHS.get(fold(match["month"])) if match else None
    if match is None or month is None or match["month"] in ("mar", "may", "set"):
        return None
    return _build(passage, match, month, position, weekday)


def read_month_day(passage: Passage, position: int, weekday: int | None = None) -> Found | None:
    """Read "May 4", "March 23, 2023", "May 4-6"."""
    match = passage.match(_MONTH_DAY, position)
    month = MONTHS.get(fold(match["month"])) if match else None
    if match is None or month is None or not match["month"][0].isupper():
        return None
    return _build(passage, match, month, position, weekday)


def _build(passage: Passage, match: re.Match[str], month: int, position: int, weekday: int | None) -> Found | None:
    day, last = int(match["day"]), int(match["last"] or 0)
    if not 1 <= day <= 31 or last > 31:
        return None
    end = match.end() - (passage.text[match.end() - 1] == ".")
    year = full_year(match["year"]) or _year_of_list(passage, match.end(), month)
    year = year or _year_of_pair(passage, match, month)
    dated = place_day(day, month, year, passage.conventions, past=looks_back(passage, position), weekday=weekday)
    if last > day:
        dated = _interval(dated, last, month)
    return Found("date", position, end, dated.value, note=dated.note)


def _interval(dated: Dated, last: int, month: int) -> Dated:
    if dated.value is None:
        return dated
    year = int(dated.value[:4])
    if not exists(year, month, last):
        return Dated(None, f"impossible date: month {month} has no day {last}")
    return Dated(f"{dated.value}/{date(year, month, last).isoformat()}", dated.note)


def _year_of_list(passage: Passage, end: int, month: int) -> int | None:
    """Return the year that ends a list of days: 19 Jan, 26 Jan, 2 Feb 2027."""
    match = passage.match(_MORE_DAYS, end)
    last = MONTHS.get(fold(match["month"])) if match else None
    if match is None or last is None:
        return None
    return int(match["year"]) - (month > last)


def _year_of_pair(passage: Passage, match: re.Match[str], month: int) -> int | None:
    """Return the year of the first day of "1 October to 31 December": the last such day before the second one."""
    second = passage.match(_SECOND_DAY, match.end()) if match["year"] is None else None
    last = MONTHS.get(fold(second["month"])) if second else None
    if second is None or last is None or not 1 <= int(second["day"]) <= 31:
        return None
    past = looks_back(passage, match.start())
    placed = place_day(int(second["day"]), last, None, passage.conventions, past=past)
    if placed.value is None:
        return None
    return int(placed.value[:4]) - ((month, int(match["day"])) > (last, int(second["day"])))


def _read_iso(passage: Passage, position: int) -> Found | None:
    match = passage.match(_ISO, position)
    if match is None:
        return None
    month, day = int(match["month"]), int(match["day"])
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    dated = place_day(day, month, int(match["year"]), passage.conventions, past=False)
    return Found("date", position, match.end(), dated.value, note=dated.note)


def _read_dotted(passage: Passage, position: int, *, sure: bool = False) -> Found | None:
    """Read "04.05.2027", and "4.5." where the words around it say that it is a day."""
    match = passage.match(_DOTTED, position)
    if match is None:
        return None
    day, month = int(match["first"]), int(match["second"])
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    if match["year"] is None and not sure and not _DATE_BEFORE.search(passage.before(position, 16)):
        return None
    dated = place_day(day, month, full_year(match["year"]), passage.conventions, past=looks_back(passage, position))
    end = match.end("year") if match["year"] else match.end("second") + 1
    return Found("date", position, end, dated.value, note=dated.note)


def _read_slashed(passage: Passage, position: int) -> Found | None:
    """Read "05/04/2027" and, where the words around it say that it is a day, "05/04"."""
    match = passage.match(_SLASHED, position)
    if match is None or (match["mark"] == "-" and (match["year"] is None or len(match["year"]) < 4)):
        return None
    first, second = int(match["first"]), int(match["second"])
    if not 1 <= first <= 31 or not 1 <= second <= 31 or (first > 12 and second > 12):
        return None
    if match["year"] is None and not _is_said_to_be_day(passage, position):
        return None
    dated = _ordered(passage, position, first, second, full_year(match["year"]))
    return Found("date", position, match.end(), dated.value, note=dated.note)


def _is_said_to_be_day(passage: Passage, position: int) -> bool:
    if _DATE_BEFORE.search(passage.before(position, 20)) or _PADDED.match(passage.text, position):
        return True
    return (
        any(_DATE_CELL.match(pair) for pair in passage.sentence.context if ":" in pair)
        and passage.sentence.kind == "row"
    )


def _ordered(passage: Passage, position: int, first: int, second: int, year: int | None) -> Dated:
    """Decide between day/month and month/day, or say that it cannot be decided."""
    order = passage.conventions.date_order
    if first > 12 or (order == "day_first" and second <= 12):
        day, month = first, second
    elif second > 12 or order == "month_first" or first == second:
        day, month = second, first
    else:
        readings = [
            place_day(d, m, year, passage.conventions, past=looks_back(passage, position)).value
            for d, m in ((first, second), (second, first))
        ]
        return Dated(None, f"ambiguous: day/month gives {readings[0]}, month/day gives {readings[1]}")
    dated = place_day(day, month, year, passage.conventions, past=looks_back(passage, position))
    if first <= 12 and second <= 12 and first != second:
        return Dated(
            dated.value,
            f"read as {'day/month' if (day, month) == (first, second) else 'month/day'}; {dated.note or ''}".rstrip(
                "; "
            ),
        )
    return dated


def weekday_number(word: str) -> int | None:
    """Return the number of a week day by its full or short name, Monday 0."""
    folded = fold(word)
    if folded in WEEKDAYS:
        return WEEKDAYS[folded]
    return SHORT_WEEKDAYS.get(folded) if word[:1].isupper() else PORTUGUESE_WEEKDAYS.get(folded)


def read_weekday_date(passage: Passage, position: int) -> Found | None:
    """Read "Sunday 6 December 2026", "Thu, May 4", "Dienstag, den 4. Mai"."""
    match = passage.match(_WEEKDAY_DATE, position)
    if match is None or match.end() >= passage.end:
        return None
    number = weekday_number(match["name"])
    if number is None:
        return None
    read = read_day_month(passage, match.end(), number) or read_month_day(passage, match.end(), number)
    if read is None and passage.text[match.end()].isdigit():
        read = _read_numbers(passage, match.end())
    if read is None:
        return None
    return Found("date", position, read.end, read.value, note=read.note)


def _read_numbers(passage: Passage, position: int) -> Found | None:
    return (
        _read_iso(passage, position) or _read_dotted(passage, position, sure=True) or _read_slashed(passage, position)
    )


def read_week_of(passage: Passage, position: int) -> Found | None:
    """Read "week of 18 January" and "w/c 5 October": the value is its first day."""
    match = passage.match(_WEEK_OF, position)
    if match is None or match.end() >= passage.end:
        return None
    inner = read_weekday_date(passage, match.end()) or read_month_day(passage, match.end())
    if inner is None and passage.text[match.end()].isdigit():
        inner = read_day(passage, match.end())
    if inner is None:
        return None
    note = "; ".join(filter(None, (_week_note(inner.value), inner.note)))
    return Found("date", position, inner.end, inner.value, note=note)


def _week_note(value: object) -> str:
    if isinstance(value, str) and len(value) == 10:
        return f"the week {week_containing(date.fromisoformat(value))}"
    return "a week"
