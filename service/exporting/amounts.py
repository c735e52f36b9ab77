"""Numbers, units and dates as a reader expects to see them; never used for arithmetic."""

import math
from datetime import date

from schemas.base import Number, Quantity
from schemas.brief import Fact

_SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "$"}
_PLURALS = {"person": "people", "percent": "%", "ratio": ""}
_SHORT = {"second": "s", "minute": "min", "hour": "h", "working_day": "working days"}
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def number(value: Number) -> str:
    """Group thousands; keep whole numbers whole and round others to what the eye can use."""
    if not math.isfinite(value):
        return "unknown"
    if float(value).is_integer():
        return f"{int(value):,}"
    digits = 0 if abs(value) >= 1000 else 1 if abs(value) >= 10 else 2 if abs(value) >= 1 else 4
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _plural(word: str, value: Number) -> str:
    if word in _PLURALS:
        return _PLURALS[word] if value != 1 or word != "person" else word
    if word == "working_day":
        return "working day" if value == 1 else "working days"
    if value == 1:
        return word
    return f"{word[:-1]}ies" if word.endswith("y") and word[-2] not in "aeiou" else f"{word}s"


def unit(name: str, value: Number = 2) -> str:
    """A unit in words: `message/second` is `messages/s`, `person` is `people`."""
    counted, slash, per = name.partition("/")
    words = counted if counted.isupper() else _plural(counted, value)
    return f"{words}/{_SHORT.get(per, per.replace('_', ' '))}" if slash else words


def amount(value: Number, unit_name: str) -> str:
    """A value with its unit: `£3,200,000`, `12%`, `125 messages/s`."""
    counted, slash, per = unit_name.partition("/")
    figure = number(value)
    if counted in _SYMBOLS:
        tail = f"/{_SHORT.get(per, per)}" if slash else ""
        return f"{_SYMBOLS[counted]}{figure}{tail}"
    if unit_name == "percent":
        return f"{figure}%"
    if unit_name == "ratio":
        return f"{number(100 * value)}%" if value <= 1 else f"{figure} times"
    return f"{figure} {unit(unit_name, value)}".rstrip()


def quantity(item: Quantity | None, otherwise: str = "unknown") -> str:
    """A quantity as words, or `otherwise` when there is none."""
    return otherwise if item is None else amount(item.value, item.unit)


def day(value: date | None, otherwise: str = "not known yet") -> str:
    """A date with its weekday: `Tue 4 May 2027`. Spelled here, so that no locale changes it."""
    if value is None:
        return otherwise
    return f"{_WEEKDAYS[value.weekday()]} {value.day} {_MONTHS[value.month - 1]} {value.year}"


def short_day(value: date) -> str:
    """A date for an axis: `4 May`."""
    return f"{value.day} {_MONTHS[value.month - 1]}"


def month(value: date) -> str:
    """A month: `May 2027`."""
    return f"{_MONTHS[value.month - 1]} {value.year}"


def short_month(value: date) -> str:
    """A month for an axis: `May`; January carries its year, the others follow from it."""
    return month(value) if value.month == 1 else _MONTHS[value.month - 1]


def written(value: str) -> str:
    """An ISO date, month or interval as a reader expects it; a quarter stays as it is."""
    start, slash, end = value.partition("/")
    if slash:
        return f"{written(start)} to {written(end)}"
    try:
        return (
            month(date.fromisoformat(f"{value}-01")) if len(value) == len("2027-06") else day(date.fromisoformat(value))
        )
    except ValueError:
        return value


def count(many: int, singular: str, plural: str | None = None) -> str:
    """A number of things: `1 question`, `7 questions`."""
    return f"{many:,} {singular if many == 1 else plural or singular + 's'}"


def minutes(value: Number) -> str:
    """Minutes after the start of something: `45 min`, `1 h 30`, `2 h`."""
    whole = round(value)
    hours, rest = divmod(whole, 60)
    if hours == 0:
        return f"{whole} min"
    return f"{hours} h" if rest == 0 else f"{hours} h {rest:02d}"


def length(value: Number, unit_name: str) -> str:
    """An amount, with hours and minutes where it is a time between an hour and a day: `2 h 27` for 147 minutes."""
    per = {"second": 1 / 60, "minute": 1, "hour": 60}.get(unit_name)
    whole = round(value * per) if per and math.isfinite(value) else 0
    return minutes(whole) if 60 <= whole <= 24 * 60 else amount(value, unit_name)


def fact_note(fact: Fact) -> str:
    """What was read from a mention, for the eye that rests on it: `count 900,000 people (audience)`."""
    if fact.value is None:
        read = ""
    elif isinstance(fact.value, str):
        read = fact.value
    else:
        read = amount(fact.value, fact.unit) if fact.unit else number(fact.value)
        read += f" to {number(fact.high)}" if fact.high is not None else ""
    role = f" ({fact.role.replace('_', ' ')})" if fact.role else ""
    note = f"; {fact.note}" if fact.note else ""
    return f"{fact.kind.replace('_', ' ')} {read}".rstrip() + role + note
