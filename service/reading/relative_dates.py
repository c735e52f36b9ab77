"""Days told from today or from another day: "tomorrow", "Thursday week", "last year", "two days before the draw"."""

import re
from datetime import date, timedelta

from service.catalogue.folding import fold
from service.reading.calendar_words import PORTUGUESE_WEEKDAYS, SEASONS, TIME_UNITS, WEEKDAYS, months_of
from service.reading.dates import weekday_number
from service.reading.dating import next_weekday, place_season, shift_month, week_containing
from service.reading.durations import unit_after
from service.reading.named_days import Rule, match_named_day
from service.reading.names_with_numbers import in_short_quote
from service.reading.numerals import read_numeral
from service.reading.passage import Found, Passage
from service.reading.referring import OF_THAT_WEEK
from service.reading.time_roles import looks_back
from service.reading.word_lists import word_set

_DAYS = {
    "today": 0, "tomorrow": 1, "yesterday": -1, "heute": 0, "gestern": -1, "ubermorgen": 2, "demain": 1, "hier": -1,
    "aujourd": 0, "hoy": 0, "ayer": -1, "hoje": 0, "amanha": 1, "ontem": -1,
}  # fmt: skip
_DAY_WORD = re.compile(
    r"(?P<word>[^\W\d_]+)(?:['’]hui)?(?P<part>\s+(?:morning|afternoon|evening|night))?(?![^\W_])", re.IGNORECASE
)
_NEAR = re.compile(
    r"(?P<which>next|last|this|past|nächste[nrs]?|letzte[nrs]?|diese[nrs]?|kommende[nrs]?|vergangene[nrs]?"
    r"|próximo|próxima|este|esta|ce|cette)\s+(?P<what>[^\W\d_]+)(?P<part>\s+(?:morning|afternoon|evening"
    r"|night))?(?![^\W_])",
    re.IGNORECASE,
)
_AFTERWARDS = re.compile(
    r"(?P<what>l['’]an|semaine|mois|année|semana|mes|año|ano|mês)\s+(?P<which>dernier|dernière|prochain"
    r"|prochaine|pasado|pasada|próximo|próxima|passado|passada|que viene)(?![^\W_])",
    re.IGNORECASE,
)
_DAY_BEFORE = re.compile(
    r"\b(?:by|until|till|from|since|before|after|bis|ab|seit|zum|hasta|desde|d['’])\s?$", re.IGNORECASE
)
_FORWARD = ("next", "nachste", "kommende", "proxim", "prochain", "que")
_BACK = ("last", "past", "letzte", "vergangene", "dernier", "pasad", "passad")
_WEEKDAY = re.compile(
    r"(?P<day>[^\W\d_]+?)(?:-feira)?(?P<week>\s+week)?(?P<part>\s+(?:morning|afternoon|evening|night"
    r"|lunchtime))?(?![^\W_])(?![-–]\w)",
    re.IGNORECASE,
)
_THE = re.compile(r"\bthe\s$", re.IGNORECASE)
_FIRST = re.compile(r"(?:the\s+)?(?:first|second|third|last)\s+$", re.IGNORECASE)
_BESIDE_EVENT = re.compile(
    r"\s(?:before|after|following)(?=\s(?!(?:that|then|it|we|you|they)\b)[^\W\d_])", re.IGNORECASE
)
_EACH_MONTH = re.compile(r"\s+(?:of|in)\s+(?:each|every|the)\s+month\b", re.IGNORECASE)
_NAME_WORDS = re.compile(
    r"\b(?:Black|Cyber|Good|Giving|Ash|Shrove|Super|Easter|Palm|Whit|Holy|Happy|every|each)\s+$", re.IGNORECASE
)
_NOT_RECURRING = (
    r"(?:is|was|has|this|as|its|us|always|e-?mails?|mails?|mailings?|texts?|letters?|calls?|push(?:es)?|reminders?|posts?"
    r"|newsletters?|sends?|tickets?|sales?|launch(?:es)?|deadlines?|releases?|drops?|cut-?offs?|slots?|dates?|starts?"
    r"|openings?|go|goes|at|in|on|by|to|for|from|with|and|or|before|after|until|when|we|they|it|the|a|an|our|if|so|but"
    r"|is|will|must|should|can)"
)
_RECURRING = rf"\s(?:(?!{_NOT_RECURRING}\b)[a-z][a-z'’-]+\s){{0,1}}(?!{_NOT_RECURRING}\b)[a-z][a-z'’-]+"
_OWN_RECURRING = re.compile(rf"{_RECURRING}(?![\w'’-])")
_MANY_RECURRING = re.compile(
    rf"{_RECURRING}(?<!s)s(?=\s(?:are|were|have|had|do|look|need|get)(?:n['’]t)?\b|\s?[:(,.;]|$)"
)
_THE_RECURRING = re.compile(rf"{_RECURRING}(?<!s)s(?![\w'’-])")
_OWNED = re.compile(r"\b(?:our|their|your|my|his|her|its|these|those|an?)\s$", re.IGNORECASE)
_OFFSET = re.compile(
    r"['’]?\s+(?P<how>before|after|prior\s+to|ahead\s+of|from|following|later|earlier|ago|out|on(?=[,.;)]"
    r"|$)|vor|nach|später|vorher|avant|après|plus\s+tard|antes(?:\s+d[eo]l?)?|después(?:\s+d[eo]l?)?"
    r"|depois(?:\s+d[aeo])?|más\s+tarde)(?![^\W_])",
    re.IGNORECASE,
)
_EVENT_WORD = re.compile(r"\s+(?P<word>[^\W\d_][\w'’&-]*)")
_EVENT_STOP = word_set(
    "if when and or so because for who which where but unless to with while by we they you i it's "
    "should will must can as until then via "
    "only using without that be und oder wenn weil fur damit et ou si pour qui y o para que porque e "
    "se and/or is are was were using please"
)
_EVENT_LONGEST = 6
_ALONE = frozenset({"later", "earlier", "ago", "out", "on", "spater", "vorher"})
_WITHIN = re.compile(
    r"\b(?:within|in|no more than|less than|at least|for|innerhalb(?: von)?|binnen|dans les|en menos de"
    r"|dentro de)\s+(?:about\s+|the\s+)?$",
    re.IGNORECASE,
)
_EARLIER = ("before", "prior", "ahead", "earlier", "vor", "avant", "antes")
_LAUNCH = re.compile(r"\b(?:launch|go-live|lancement|lanzamiento|lançamento|start)\b", re.IGNORECASE)
_ARTICLE_UNIT = re.compile(
    r"(?:an?|the|one|eine?n?|une?|una?|uma?)\s+(?:(?:working|business)\s+)?"
    r"(?P<unit>day|week|fortnight|month|year|tag|woche|monat|jahr|jour|semaine|mois|día|semana|mes|mês)(?![^\W_])",
    re.IGNORECASE,
)
_UNIT_BEFORE = re.compile(
    r"(?:the\s+)?(?P<unit>day|week|month|year|weekend)\s+(?:before|after|following)\b", re.IGNORECASE
)
_FOLLOWING = re.compile(
    r"following\s+(?:day|week|month|morning|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b", re.IGNORECASE
)
_NUMBERED_DAY = re.compile(
    r"(?:Days?|Tage?|Jours?|Días?|Dias?)\s?(?P<from>\d{1,3})(?P<to>\s?[-–]\s?\d{1,3})?\+?(?![\d%]"
    r"|[.,]\d)(?!\s+[a-z]+s\b)"
)
_NUMBERED_WEEK = re.compile(r"(?:Week|Month|Woche|Monat|Semaine|Semana)\s?\d{1,2}(?![\d%–+-]|[.,]\d)")
_SOON = re.compile(
    r"(?:asap|as soon as possible|so bald wie möglich|dès que possible|lo antes posible"
    r"|o mais rápido possível)(?![^\W_])",
    re.IGNORECASE,
)
_YEAR_END = re.compile(
    r"(?P<what>year|month|quarter|week)[-\s]end\b(?!s)|(?P<end>EOY|EOM|EOQ|EOW|EOD|COB|year-to-date)(?![^\W_])",
    re.IGNORECASE,
)


def read_day_word(passage: Passage, position: int) -> Found | None:
    """Read "today", "tomorrow" and "yesterday"."""
    match = passage.match(_DAY_WORD, position)
    if match is None or fold(match["word"]) not in _DAYS:
        return None
    if re.match(r"['’]s\b", passage.after(match.end(), 3)) or in_short_quote(passage, position, any_case=True):
        return None
    if _DAYS[fold(match["word"])] == 0 and not _DAY_BEFORE.search(passage.before(position, 12)):
        return None
    day = passage.conventions.today + timedelta(days=_DAYS[fold(match["word"])])
    return Found("date", position, match.end(), day.isoformat(), note="counted from today")


def read_near(passage: Passage, position: int) -> Found | None:
    """Read "next month", "last year", "this Friday", "last winter", "la semaine prochaine"."""
    match = passage.match(_NEAR, position) or passage.match(_AFTERWARDS, position)
    if match is None or passage.match(_EACH_MONTH, match.end()):
        return None
    word, which = fold(match["what"]), fold(match["which"])
    if word == "fortnight":
        return Found("date", position, match.end(), None, note="counted from today")
    shift = 1 if which.startswith(_FORWARD) else -1 if which.startswith(_BACK) else 0
    value = _near_value(passage, word, match["what"], shift)
    if in_short_quote(passage, position, any_case=True):
        return None
    if value is None or (shift == 0 and word in ("day", "time", "hour", "second", "minute", "tag")):
        return None
    return Found("date", position, match.end(), value or None, note="counted from today")


def _near_value(passage: Passage, word: str, raw: str, shift: int) -> str | None:
    """Return the value of the day, week, month, quarter, year or season meant; None when the word is none of them."""
    today = passage.conventions.today
    if word in WEEKDAYS:
        day = next_weekday(WEEKDAYS[word], today, past=shift < 0)
        return day.isoformat()
    if word in SEASONS:
        year = (
            None
            if shift >= 0
            else today.year - 1 + (SEASONS[word][1] < today.month and SEASONS[word][0] <= SEASONS[word][1])
        )
        return place_season(word, year, passage.conventions, past=False).value
    months = months_of(passage.conventions.language)
    if word in months and raw[0].isupper():
        return f"{_month_year(months[word], today, shift)}-{months[word]:02d}"
    if word == "weekend":
        saturday = today + timedelta(days=(5 - today.weekday()) % 7 + 7 * shift)
        return f"{saturday.isoformat()}/{(saturday + timedelta(days=1)).isoformat()}"
    return _near_unit({"l'an": "year"}.get(word) or TIME_UNITS.get(word), today, shift)


def _month_year(month: int, today: date, shift: int) -> int:
    if shift < 0:
        return today.year - (month >= today.month)
    return today.year + (month < today.month or (shift > 0 and month == today.month))


def _near_unit(unit: str | None, today: date, shift: int) -> str | None:
    if unit == "week":
        return week_containing(today + timedelta(days=7 * shift))
    if unit == "month":
        return shift_month(today, shift)
    if unit == "quarter":
        index = today.year * 4 + (today.month - 1) // 3 + shift
        return f"{index // 4}-Q{index % 4 + 1}"
    return str(today.year + shift) if unit == "year" else None


def _is_whole_weekday(match: re.Match[str]) -> bool:
    word = fold(match["day"])
    return word in WEEKDAYS or (word in PORTUGUESE_WEEKDAYS and "-feira" in match[0].lower())


def read_weekday(passage: Passage, position: int) -> Found | None:
    """Read a week day on its own: "Thursday", "Thursday week", "Monday morning"."""
    match = passage.match(_WEEKDAY, position)
    number = weekday_number(match["day"]) if match else None
    if match is None or number is None or not _is_whole_weekday(match):
        return None
    before = passage.before(position, 16)
    if _NAME_WORDS.search(before) or (
        not match["day"][0].isupper() and "-" not in match[0] and passage.conventions.language in ("en", "de", "und")
    ):
        return None
    if re.match(r"\s[A-Z][a-z]", passage.after(match.end(), 3)) and not match["part"]:
        return None
    if not match["week"] and _names_what_recurs(passage, match):
        return None
    return _named_weekday(passage, match, number, _FIRST.search(before))


def _names_what_recurs(passage: Passage, match: re.Match[str]) -> bool:
    """Tell whether the day is the name of something that comes again: `our Friday lates`, `Sunday roasts are off`."""
    before, end = passage.before(match.start(), 16), match.end("day")
    if _OWNED.search(before):
        return passage.match(_OWN_RECURRING, end) is not None
    if _THE.search(before):
        return passage.match(_THE_RECURRING, end) is not None
    opens = not before.strip(" *-•\n") or before.rstrip(" *").endswith((".", ":", ";", "(", "|"))
    return opens and passage.match(_MANY_RECURRING, end) is not None


def _named_weekday(passage: Passage, match: re.Match[str], number: int, ordinal: re.Match[str] | None) -> Found:
    """Place a week day: "the first Monday of each month", "the Friday before the draw", or the next one."""
    position, end = match.start(), match.end()
    if ordinal is not None:
        start = position - len(ordinal[0])
        tail = passage.match(_EACH_MONTH, end)
        if tail is not None:
            return Found("rate", start, tail.end(), 1, unit="event/month", per="month")
        return Found("date", start, end, None, note="which one is not certain")
    beside = passage.match(_BESIDE_EVENT, end)
    if beside is not None:
        last = _event_end(passage, beside.end())
        return Found("date", position, last, None, note="relative to the event it names")
    if _THE.search(passage.before(position, 6)):
        # Told before: "on the Wednesday" of the week that the text speaks of, never of this one.
        past = looks_back(passage, position) or passage.reports(position)
        return Found("date", position, end, None, role="past_result" if past else None, note=OF_THAT_WEEK, days=number)
    day = next_weekday(number, passage.conventions.today, past=passage.is_past)
    day += timedelta(days=7 if match["week"] else 0)
    return Found("date", position, end, day.isoformat(), note="counted from today")


def read_offset(passage: Passage, position: int) -> Found | None:
    """Read "two days before the voucher runs out", "ten days later"; hours and minutes stay durations."""
    end = _offset_unit_end(passage, position)
    match = passage.match(_OFFSET, end) if end else None
    if match is None or _WITHIN.search(passage.before(position, 24)):
        return None
    how = fold(match["how"])
    if how in ("from", "out") and not re.match(
        r"\s+(?:the|our|signing|launch|today|now|then|receipt)\b", passage.after(match.end())
    ):
        return None
    last = match.end() if how in _ALONE else _event_end(passage, match.end())
    alone = last == match.end()
    days = _days(passage, position, how) if alone or _LAUNCH.search(passage.text, match.end(), last) else None
    note = "relative" if alone else "relative to the event it names"
    return Found("date", position, last, None, note=note, days=days)


def _days(passage: Passage, position: int, how: str) -> int | None:
    """Return how many days the offset is, negative when it lies before; None when days do not say it exactly."""
    numeral = read_numeral(passage, position)
    read = unit_after(passage, numeral) if numeral else None
    article = passage.match(_ARTICLE_UNIT, position)
    count, unit = (
        (numeral.value, read[0]) if numeral and read else (1, TIME_UNITS[fold(article["unit"])] if article else "")
    )
    size = {"day": 1, "week": 7}.get(unit)
    if size is None or not isinstance(count, int) or (numeral and numeral.high is not None):
        return None
    return -size * count if how.startswith(_EARLIER) else size * count


def _offset_unit_end(passage: Passage, position: int) -> int | None:
    article = passage.match(_ARTICLE_UNIT, position)
    if article is not None:
        return article.end()
    numeral = read_numeral(passage, position)
    read = unit_after(passage, numeral) if numeral else None
    if read is None or read[0] in ("second", "minute", "hour"):
        return None
    return read[1]


def _event_end(passage: Passage, position: int) -> int:
    """Return where the words that name the event end: at punctuation or at a word that starts another clause."""
    for _ in range(_EVENT_LONGEST):
        match = passage.match(_EVENT_WORD, position)
        if match is None or fold(match["word"]) in _EVENT_STOP:
            break
        position = match.end()
    return position


def read_unit_before(passage: Passage, position: int) -> Found | None:
    """Read "the day before the webinar", "the following week"."""
    match = passage.match(_UNIT_BEFORE, position)
    if match is not None:
        return Found("date", position, _event_end(passage, match.end()), None, note="relative to the event it names")
    match = passage.match(_FOLLOWING, position)
    return Found("date", position, match.end(), None, note="relative") if match else None


def read_numbered_day(passage: Passage, position: int) -> Found | None:
    """Read "Day 3" and "Week 2": points counted from a start."""
    match = passage.match(_NUMBERED_DAY, position) or passage.match(_NUMBERED_WEEK, position)
    return Found("date", position, match.end(), None, note="counted from a start that is not a date") if match else None


def read_soon(passage: Passage, position: int) -> Found | None:
    """Read "asap"."""
    match = passage.match(_SOON, position)
    return Found("date", position, match.end(), None, role="deadline", note="no date") if match else None


def read_year_end(passage: Passage, position: int) -> Found | None:
    """Read "year-end", "month end", "EOY"."""
    match = passage.match(_YEAR_END, position)
    if match is None or re.match(r"\s+(?:close|report)", passage.after(match.end(), 8)):
        return None
    yearly = (match["what"] or match["end"]).lower() in ("year", "eoy")
    return Found(
        "date",
        position,
        match.end(),
        f"{passage.conventions.today.year}-12-31" if yearly else None,
        note="counted from today",
    )


def read_named_day(passage: Passage, position: int) -> Found | None:
    """Read "Black Friday", "Easter", "before Christmas"; not "Christmas gifts"."""
    named = match_named_day(passage.text, position, passage.end)
    if named is None:
        return None
    end, rule = named
    year = re.match(r",?\s*(20\d\d)(?!\d)", passage.after(end, 8))
    if year is None and _colours_a_noun(passage, position, end):
        return None
    return _placed(passage, position, end + (year.end() if year else 0), rule, int(year[1]) if year else None)


_GOES_ON = re.compile(
    r"[ -](?!(?:and|or|to|at|when|with|for|in|on|by|if|so|as|but|the|is|we|was|will|asap|week|weekend|eve"
    r"|day|period|season|onwards|because|please|then)\b)[A-Za-z]"
)


def _colours_a_noun(passage: Passage, position: int, end: int) -> bool:
    """Tell whether the name of the day, of one word, begins another name: "Christmas gifts", "Easter Appeal"."""
    return " " not in passage.text[position:end] and _GOES_ON.match(passage.after(end, 24)) is not None


def _placed(passage: Passage, position: int, end: int, rule: Rule | None, year: int | None) -> Found:
    if rule is None:
        return Found("date", position, end, None, note="date differs by year or country")
    today = passage.conventions.today
    if year is not None:
        return Found("date", position, end, rule(year).isoformat())
    if passage.is_past:
        day = rule(today.year) if rule(today.year) <= today else rule(today.year - 1)
    else:
        day = rule(today.year) if rule(today.year) >= today else rule(today.year + 1)
    return Found("date", position, end, day.isoformat(), note="year inferred from today")
