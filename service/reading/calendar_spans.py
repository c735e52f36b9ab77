"""Months, quarters, seasons, years and parts of them: "July 2027", "end of Q3", "FY26", "first week of June"."""

import re
from datetime import date

from service.catalogue.folding import fold
from service.reading.calendar_words import DOUBTFUL_MONTHS, MONTHS, SEASONS, months_of
from service.reading.dating import (
    end_of_quarter,
    full_year,
    last_of_month,
    part_of_month,
    place_month,
    place_quarter,
    place_season,
    week_of_month,
)
from service.reading.passage import Found, Passage

_MONTH = re.compile(
    r"(?P<month>[^\W\d_]{3,10})(?![^\W_])\.?(?P<gap>,?\s*(?:of\s+|de\s+|del\s+)?)(?P<year>(?:19"
    r"|20)\d{2}(?!\d|:\d)|['’]\d{2}(?!\d))?",
    re.IGNORECASE,
)
_SECOND_MONTH = re.compile(
    r"\s?(?:[-–—/]|to|until|through|bis|à"
    r"|a)\s?(?P<month>[^\W\d_]{3,10})(?![^\W_])\.?(?:,?\s*(?P<year>(?:19|20)\d{2}(?!\d)))?",
    re.IGNORECASE,
)
_PART = re.compile(
    r"(?P<part>end|early|start|beginning|mid|middle|late|ende|anfang|mitte|fin|finales|fim|début|inicio"
    r"|mediados|meados)(?:\s+of|\s+de|\s+d['’])?[\s-]+(?:the\s+)?",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"(?:the\s+|this\s+|next\s+|each\s+)?(?P<what>year|month|week|quarter|day|season|summer|winter|spring"
    r"|autumn|financial year|fiscal year|calendar year|campaign year|año|ano|année|mois|mes)\b",
    re.IGNORECASE,
)
_NTH_WEEK = re.compile(
    r"(?P<count>first|second|third|fourth|last|1st|2nd|3rd|4th|erste[rn]?|letzte[rn]?|première|primera"
    r"|primeira)\s+(?P<what>week|half|fortnight|woche|semaine|semana|days|weekend|quinzena)\s+(?:of|in|im"
    r"|de|du|d['’])\s*",
    re.IGNORECASE,
)
_COUNTS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": 0,
    "premiere": 1,
    "primera": 1,
    "primeira": 1,
}
_TIME_BEFORE = re.compile(
    r"(?:\b(?:in|by|from|until|till|til|since|before|after|during|this|next|last|thru|through|throughout"
    r"|early|mid|late|of|to|and|between|for|over|around|im|ab|bis|seit|bis ende"
    r"|en|à partir de|depuis|jusqu'en|desde|hasta|em|até|starting|ending|every|launch(?:es|ing)?|live"
    r"|ready)|[|(,/:–—-])[\s*]*$",
    re.IGNORECASE,
)
_NOUN_AFTER = re.compile(
    r"[ \u00a0-](?!(?:and|or|to|at|when|with|for|in|on|by|if|so|as|but|the|is|we|was|und|et|y|through"
    r"|until|next|onwards?|before|after|via|will|then|which|where|because|unless|please)\b)[a-z]"
)
_QUARTER = re.compile(
    r"(?:(?P<fy0>FY|GJ)?\s?['’]?(?P<year0>\d{2,4})(?:/\d{2})?[\s/-])?(?P<kind>Q|H|T"
    r"|S)\s?(?P<number>[1-4])(?:\s?[-–/]\s?(?:Q|H)?(?P<to>[2-4])(?!\d))?(?:[\s/-]*(?:of\s+)?(?P<fy>FY\s?"
    r"|GJ\s?)?['’]?(?P<year>(?:20)?\d{2})(?![\d%:]|[.,]\d))?(?![^\W_])"
)
_HALF_BEFORE = re.compile(r"\b(?:of|in|by|for|during|until|im|bis|this|next)\s$", re.IGNORECASE)
_WORD_QUARTER = re.compile(
    r"(?P<number>first|second|third|fourth|last|1st|2nd|3rd|4th|[1-4]\.|premier|deuxième|troisième"
    r"|quatrième|primer|segundo|tercer|cuarto|primeiro|terceiro)\s+(?P<what>quarter|half|quartal|halbjahr"
    r"|trimestre|semestre)\b(?!\s+of\s+(?:the|our|an?|all)\b(?!\s+year))"
    r"(?:\s+(?:of\s+|de\s+)?(?P<year>20\d{2}))?",
    re.IGNORECASE,
)
_NUMBERS = {
    "first": 1, "1st": 1, "1.": 1, "premier": 1, "primer": 1, "primeiro": 1, "second": 2, "2nd": 2, "2.": 2,
    "deuxième": 2, "segundo": 2, "third": 3, "3rd": 3, "3.": 3, "troisième": 3, "tercer": 3, "terceiro": 3, "fourth": 4,
    "4th": 4, "4.": 4, "last": 4, "quatrième": 4, "cuarto": 4,
}  # fmt: skip
_FISCAL = re.compile(
    r"(?:FY|GJ)\s?['’]?(?P<year>(?:20)?\d{2})(?:\s?[/-]\s?(?:20)?\d{2})?(?:\s(?P<quarter>Q[1-4]|H[12]))?(?![^\W_])"
)
_IN_BRACKETS = re.compile(r"\s?\(\s?(?P<low>[^\W\d_]{3,9})\.?\s?(?:[-–]|to)\s?(?P<high>[^\W\d_]{3,9})\.?\s?\)")
_SEASON = re.compile(
    r"(?P<season>[^\W\d_]+)(?:\s?/\s?(?P<other>[^\W\d_]+))?(?:[\s,]+(?:of\s+|de\s+)?(?P<year>20\d{2}"
    r"|['’]\d{2})(?!\d))?",
    re.IGNORECASE,
)
_SEASON_BEFORE = re.compile(
    r"\b(?:this|next|last|in|by|before|after|during|since|until|for|over|mid|late|early|diesen|im|en|cet"
    r"|cette|este|el|l['’]|the)[\s-]*(?:the\s+|coming\s+)?$",
    re.IGNORECASE,
)
_SEASON_AFTER = re.compile(r"\s+(?:season|holidays?|break|term|months)\b", re.IGNORECASE)
_YEARS = re.compile(r"(?P<first>20\d{2})\s?[/–—-]\s?(?P<second>(?:20)?\d{2})(?!\d|[/.-]\d|\s?%)")
_YEAR = re.compile(
    r"(?P<year>(?:19[5-9]\d|20[0-4]\d))(?![\d%°]|[.,:/]\d|[^\W_]|\s?(?:€|%|views?|users?|people|members|euros?)|\+)"
)
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|by|since|of|until|till|from|during|for|year|early|late|end of|mid|before|after|throughout"
    r"|back in|summer|spring|autumn|winter|seit|bis|im jahr|ab|depuis|en|desde|hasta|em|desde|até|campaign"
    r"|kampagne|plan|budget|appeal|easter|christmas|friday|programme|season)[\s-]*|[(]\s?)$",
    re.IGNORECASE,
)
_WEEK_NUMBER = re.compile(
    r"(?:KW|CW|(?P<word>[Ww]eek|[Ww]k)\s)\s?(?P<week>[0-5]?\d)(?:\s?[-–/]\s?(?P<to>[0-5]?\d)(?!\d))?"
    r"(?:[\s/]+(?P<year>20\d{2}))?(?![^\W_])"
)
_WEEK_OF_YEAR_BEFORE = re.compile(r"\b(?:in|by|from|until|till|of|before|after|end of|calendar|iso)\s$", re.IGNORECASE)
_FEWEST_WEEKS = 7
"""House default: "in week 3" mostly counts from the start of a campaign, "in week 11" from New Year."""


def read_month(passage: Passage, position: int) -> Found | None:
    """Read "July 2027", and a month alone where it stands for a time and not for a name or a verb."""
    match = passage.match(_MONTH, position)
    if match is None or fold(match["month"]) not in months_of(passage.conventions.language):
        return None
    if not match["month"][0].isupper() and passage.conventions.language in ("en", "de", "und"):
        return None
    second = passage.match(_SECOND_MONTH, match.end("month"))
    if (
        second is not None
        and match["year"] is None
        and fold(second["month"]) in MONTHS
        and second["month"][0].isupper()
    ):
        return _month_span(passage, match, second)
    if match["year"] is None and not _stands_alone(passage, match):
        return None
    end = match.end("year") if match["year"] else match.end("month")
    year, month, note = place_month(
        MONTHS[fold(match["month"])], full_year(match["year"]), passage.conventions, past=passage.is_past
    )
    return Found("date", position, end, f"{year}-{month:02d}", note=note)


def _month_span(passage: Passage, first: re.Match[str], second: re.Match[str]) -> Found:
    """Read "Feb-Apr" and "March to May 2027" as one stretch of months."""
    low, high = MONTHS[fold(first["month"])], MONTHS[fold(second["month"])]
    year, _, note = place_month(high, full_year(second["year"]), passage.conventions, past=passage.is_past)
    start = year - (low > high)
    value = f"{start}-{low:02d}-01/{last_of_month(year, high).isoformat()}"
    return Found("date", first.start(), second.end("year") if second["year"] else second.end("month"), value, note=note)


def _stands_alone(passage: Passage, match: re.Match[str]) -> bool:
    before = passage.before(match.start(), 24)
    after = passage.after(match.end("month"), 12)
    doubtful = fold(match["month"]) in DOUBTFUL_MONTHS or len(match["month"]) <= 4
    timed = _TIME_BEFORE.search(before) is not None
    if _NOUN_AFTER.match(after) or re.match(r"['’]?\s?[A-Z(]|\s\d", after):
        return timed and not doubtful and not re.match(r"\s[A-Z]", after) and _NOUN_AFTER.match(after) is None
    if not before.strip(" \t\n*|-•>"):
        return not doubtful or re.match(r"[\s*]*(?:\||:|$)", after) is not None
    return timed or not doubtful


def read_part(passage: Passage, position: int) -> Found | None:
    """Read "end of March", "mid-May", "early 2027", "end of Q3", "end of the year"."""
    part = passage.match(_PART, position)
    if part is None or part.end() >= passage.end:
        return None
    name = fold(part["part"])
    return _part_of_month(passage, position, part.end(), name) or _part_of_other(passage, position, part.end(), name)


def _part_of_month(passage: Passage, start: int, position: int, name: str) -> Found | None:
    month = passage.match(_MONTH, position)
    number = months_of(passage.conventions.language).get(fold(month["month"])) if month else None
    if (
        month is None
        or number is None
        or not (month["month"][0].isupper() or passage.conventions.language in ("es", "fr", "pt"))
    ):
        return None
    year, number, note = place_month(number, full_year(month["year"]), passage.conventions, past=passage.is_past)
    end = month.end("year") if month["year"] else month.end("month")
    return Found("date", start, end, part_of_month(name, year, number), note=note)


def _part_of_other(passage: Passage, start: int, position: int, name: str) -> Found | None:
    """Read the part of a quarter, a year or a stretch such as "the month"."""
    quarter = _quarter(passage, position)
    if quarter is not None and isinstance(quarter.value, str):
        value = quarter.value
        if name in ("end", "ende", "fin", "fim"):
            value = value.rpartition("/")[2]
            value = end_of_quarter(int(value[-1]), int(value[:4])) if "-Q" in value else value
        return Found("date", start, quarter.end, value, note=quarter.note)
    year = passage.match(_YEAR, position)
    if year is not None:
        return Found(
            "date",
            start,
            year.end(),
            f"{year['year']}-12-31" if name in ("end", "ende", "fin", "fim") else year["year"],
            note=f"{name} of the year",
        )
    whole = passage.match(_WHOLE, position)
    if whole is None or (name in ("start", "beginning") and whole["what"].lower() == "day"):
        return None
    today = passage.conventions.today
    ends = {
        "year": f"{today.year}-12-31",
        "calendar year": f"{today.year}-12-31",
        "month": last_of_month(today.year, today.month).isoformat(),
    }
    value_at_end = ends.get(whole["what"].lower()) if name == "end" and "next" not in whole[0].lower() else None
    return Found("date", start, whole.end(), value_at_end, note="relative to today")


def read_nth_week(passage: Passage, position: int) -> Found | None:
    """Read "first week of June", "second half of May"."""
    match = passage.match(_NTH_WEEK, position)
    month = passage.match(_MONTH, match.end()) if match else None
    number = MONTHS.get(fold(month["month"])) if month else None
    if match is None or month is None or number is None:
        return None
    year, number, note = place_month(number, full_year(month["year"]), passage.conventions, past=passage.is_past)
    end = month.end("year") if month["year"] else month.end("month")
    word = fold(match["count"])
    count = 0 if word.startswith("letzte") else 1 if word.startswith("erste") else _COUNTS.get(word, 1)
    if match["what"].lower() in ("week", "woche", "semaine", "semana"):
        return Found("date", position, end, week_of_month(count, year, number), note=note)
    return Found("date", position, end, f"{year}-{number:02d}", note="; ".join(filter(None, (match[0].strip(), note))))


def read_quarter(passage: Passage, position: int) -> Found | None:
    """Read "Q3", "Q3 2027", "FY26 Q2", "H1 2027", "third quarter"."""
    return _fiscal(passage, position) or _quarter(passage, position)


def _quarter(passage: Passage, position: int) -> Found | None:
    match = passage.match(_QUARTER, position)
    if match is None or (match["kind"] in "TS" and passage.conventions.language not in ("fr", "es")):
        return _word_quarter(passage, position)
    if match["kind"] in "HTS" and not (
        match["year"] or match["year0"] or _HALF_BEFORE.search(passage.before(position, 10))
    ):
        return None
    end = match.end()
    if match["fy"] or match["fy0"]:
        return Found("date", position, end, None, note="quarter of a fiscal year whose start is not stated")
    if match["kind"] in "HS" and int(match["number"]) > 2:
        return None
    return _placed_quarter(
        passage,
        (position, end),
        match["kind"] in "HS",
        (int(match["number"]), int(match["to"] or 0)),
        match["year"] or match["year0"],
    )


def _word_quarter(passage: Passage, position: int) -> Found | None:
    match = passage.match(_WORD_QUARTER, position)
    if match is None:
        return None
    half = match["what"].lower() in ("half", "halbjahr", "semestre")
    if half and match["year"] is None and not re.match(r"\s+of\s+the\s+year", passage.after(match.end())):
        return None
    number = min(_NUMBERS[match["number"].lower()], 2 if half else 4)
    return _placed_quarter(passage, (position, match.end()), half, (number, 0), match["year"])


def _placed_quarter(
    passage: Passage, span: tuple[int, int], half: bool, numbers: tuple[int, int], digits: str | None
) -> Found:
    number, last = numbers
    if half:
        today = passage.conventions.today
        year = full_year(digits) or today.year + (number == 1 and today.month > 6 and not passage.is_past)
        months = ("01-01", "06-30") if number == 1 else ("07-01", "12-31")
        return Found(
            "date", *span, f"{year}-{months[0]}/{year}-{months[1]}", note=None if digits else "year inferred from today"
        )
    year, note = place_quarter(number, full_year(digits), passage.conventions, past=passage.is_past)
    value = f"{year}-Q{number}" + (f"/{year}-Q{last}" if last > number else "")
    return Found("date", *span, value, note=note)


def _fiscal(passage: Passage, position: int) -> Found | None:
    match = passage.match(_FISCAL, position)
    if match is None:
        return None
    months = passage.match(_IN_BRACKETS, match.end())
    low, high = (months and MONTHS.get(fold(months["low"]))), (months and MONTHS.get(fold(months["high"])))
    if low and high:
        year, _, _ = place_month(high, None, passage.conventions, past=passage.is_past)
        value = f"{year - (low > high)}-{low:02d}-01/{last_of_month(year, high).isoformat()}"
        return Found("date", position, match.end(), value, note="months as stated beside it; year inferred from today")
    return Found("date", position, match.end(), None, note="fiscal year whose start is not stated")


def read_season(passage: Passage, position: int) -> Found | None:
    """Read "summer 2027", "this winter", "before the summer season"."""
    match = passage.match(_SEASON, position)
    if match is None or fold(match["season"]) not in SEASONS:
        return None
    name, before = fold(match["season"]), passage.before(position, 20)
    other = match["other"] and fold(match["other"]) in SEASONS
    timed = _SEASON_BEFORE.search(before)
    if match["year"] is None and (timed is None or _is_name_part(passage, match)):
        return None
    end = match.end("year") if match["year"] else match.end("other") if other else match.end("season")
    after = passage.match(_SEASON_AFTER, end) if match["year"] is None else None
    dated = place_season(
        name, full_year(match["year"]), passage.conventions, past=passage.is_past or "last" in before.lower()
    )
    return Found("date", position, after.end() if after else end, dated.value, note=dated.note)


def _is_name_part(passage: Passage, match: re.Match[str]) -> bool:
    """Tell whether the season only colours a noun ("the winter appeal", "in Spring Street")."""
    after = passage.after(match.end("season"), 24)
    if _SEASON_AFTER.match(after):
        return False
    return (
        re.match(r"[ -](?!(?:and|or|to|at|when|with|for|in|on|by|if|so|as|but|the|is|we|was|will)\b)\w|['’]s", after)
        is not None
    )


def read_year(passage: Passage, position: int) -> Found | None:
    """Read "2026/27" and a year after a word such as "in" or "since"."""
    span = passage.match(_YEARS, position)
    if span is not None:
        first, second = int(span["first"]), full_year(span["second"]) or 0
        if 0 < second - first <= 5:
            return Found(
                "date",
                position,
                span.end(),
                f"{first}/{second}",
                note="year that crosses New Year" if second == first + 1 else None,
            )
    match = passage.match(_YEAR, position)
    if match is None:
        return None
    if (
        re.match(r"\s(?:haben|hatten|wurden?|war|waren|sollen|wollen)\b", passage.after(match.end()))
        and not passage.before(position).strip()
    ):
        return Found("date", position, match.end(), match["year"])
    heading = passage.sentence.kind == "heading" and not passage.after(match.end()).strip(" *:.")
    if not heading and not _YEAR_BEFORE.search(passage.before(position, 20)):
        return None
    return Found("date", position, match.end(), match["year"])


def read_week_number(passage: Passage, position: int) -> Found | None:
    """Read a calendar week such as "KW 12" or "in week 12"."""
    match = passage.match(_WEEK_NUMBER, position)
    if match is None or not 1 <= int(match["week"]) <= 53:
        return None
    if match["word"] and (
        int(match["week"]) < _FEWEST_WEEKS or not _WEEK_OF_YEAR_BEFORE.search(passage.before(position, 12))
    ):
        return None
    today = passage.conventions.today
    week = int(match["week"])
    year = int(match["year"] or today.year + (week < today.isocalendar().week))
    try:
        first, last = date.fromisocalendar(year, week, 1), date.fromisocalendar(year, int(match["to"] or week), 7)
    except ValueError:
        return Found("date", position, match.end(), None, note=f"impossible date: {year} has no week {week}")
    return Found(
        "date",
        position,
        match.end(),
        f"{first.isoformat()}/{last.isoformat()}",
        note=None if match["year"] else "year inferred from today",
    )
