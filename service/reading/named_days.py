"""Days that go by a name: Easter, Black Friday, Christmas, New Year's Eve and the like."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from service.reading.word_lists import word_set

Rule = Callable[[int], date]


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar.

    The method of Jones and Butcher as given in Meeus, Astronomical Algorithms, chapter 8: whole-number arithmetic,
    right for every year since 1583.
    """
    golden, century, rest = year % 19, year // 100, year % 100
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def _fixed(month: int, day: int) -> Rule:
    return lambda year: date(year, month, day)


def _around_easter(days: int) -> Rule:
    return lambda year: easter(year) + timedelta(days=days)


def _nth(count: int, weekday: int, month: int, shift: int = 0) -> Rule:
    """Return the rule for the `count`-th `weekday` (Monday 0) of a month, moved by `shift` days."""

    def rule(year: int) -> date:
        first = date(year, month, 1)
        day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (count - 1))
        return (day if day.month == month else day - timedelta(days=7)) + timedelta(days=shift)

    return rule


_RULES: dict[str, Rule | None] = {
    r"christmas eve|heiligabend|nochebuena|réveillon de noël": _fixed(12, 24),
    r"christmas(?: day)?|xmas|weihnachten|navidad|noël|natal": _fixed(12, 25),
    r"boxing day": _fixed(12, 26),
    r"new year['’]?s eve|silvester|nochevieja": _fixed(12, 31),
    r"new year(?:['’]?s(?: day)?)?(?!\w)|neujahr|año nuevo|nouvel an|ano novo": _fixed(1, 1),
    r"valentine['’]?s(?: day)?|valentinstag|saint-valentin|san valentín": _fixed(2, 14),
    r"international women['’]?s day": _fixed(3, 8),
    r"st\.? patrick['’]?s day": _fixed(3, 17),
    r"st\.? david['’]?s day": _fixed(3, 1),
    r"st\.? george['’]?s day": _fixed(4, 23),
    r"st\.? andrew['’]?s day": _fixed(11, 30),
    r"st\.? brigid['’]?s day": _fixed(2, 1),
    r"burns night": _fixed(1, 25),
    r"hogmanay": _fixed(12, 31),
    r"waitangi day": _fixed(2, 6),
    r"bastille day": _fixed(7, 14),
    r"king['’]?s day|koningsdag": _fixed(4, 27),
    r"may day": _fixed(5, 1),
    r"columbus day": _nth(2, 0, 10),
    r"victoria day": None,
    r"mlk day|martin luther king day": _nth(3, 0, 1),
    r"super bowl sunday": _nth(2, 6, 2),
    r"hall?oween": _fixed(10, 31),
    r"bonfire night|guy fawkes night": _fixed(11, 5),
    r"singles['’]? day": _fixed(11, 11),
    r"st\.? nicholas['’]? day|nikolaus(?:tag)?": _fixed(12, 6),
    r"epiphany|dreikönigstag|día de reyes|dia de reyes": _fixed(1, 6),
    r"memorial day": _nth(5, 0, 5),
    r"labor day": _nth(1, 0, 9),
    r"independence day|(?:4th|fourth) of july": _fixed(7, 4),
    r"juneteenth": _fixed(6, 19),
    r"veterans day": _fixed(11, 11),
    r"presidents['’]? day": _nth(3, 0, 2),
    r"anzac day": _fixed(4, 25),
    r"australia day": _fixed(1, 26),
    r"canada day": _fixed(7, 1),
    r"cinco de mayo": _fixed(5, 5),
    r"good friday|karfreitag|viernes santo|vendredi saint|sexta-feira santa": _around_easter(-2),
    r"easter monday|ostermontag|lundi de pâques": _around_easter(1),
    r"easter(?: sunday)?|ostern|ostersonntag|pâques|semana santa|páscoa|pascua": _around_easter(0),
    r"pentecost|whitsun|pfingsten|pentecôte": _around_easter(49),
    r"ascension(?: day)?|christi himmelfahrt": _around_easter(39),
    r"ash wednesday|aschermittwoch": _around_easter(-46),
    r"shrove tuesday|pancake day|mardi gras": _around_easter(-47),
    r"thanksgiving": _nth(4, 3, 11),
    r"black friday": _nth(4, 3, 11, 1),
    r"cyber monday": _nth(4, 3, 11, 4),
    r"giving tuesday": _nth(4, 3, 11, 5),
    r"mother['’]?s day|muttertag|mothering sunday|fête des mères|día de la madre|dia das mães": None,
    r"father['’]?s day|vatertag|fête des pères|día del padre": None,
    r"diwali|deepavali|eid(?: al-\w+)?|ramadan|lunar new year|chinese new year|hanukkah|holi|passover|prime day": None,
}  # fmt: skip
_PATTERN = re.compile(
    "|".join(f"(?P<n{number}>(?:{words}))(?![^\\W_])" for number, words in enumerate(_RULES)), re.IGNORECASE
)
_BY_NUMBER = tuple(_RULES.values())

FIRST_WORDS = word_set(
    "burns hogmanay waitangi bastille king kings koningsdag may columbus victoria mlk martin super "
    "christmas heiligabend nochebuena reveillon xmas weihnachten navidad noel natal boxing new "
    "silvester nochevieja neujahr ano nouvel "
    "valentine valentines valentinstag saint san international st halloween haloween bonfire guy "
    "singles nikolaus nikolaustag epiphany "
    "dreikonigstag dia labor memorial independence juneteenth veterans presidents anzac australia "
    "canada cinco good karfreitag viernes vendredi sexta easter ostermontag lundi ostern ostersonntag "
    "paques "
    "semana pascoa pascua pentecost whitsun pfingsten pentecote ascension christi ash aschermittwoch "
    "shrove pancake mardi thanksgiving black "
    "cyber giving mother mothers muttertag mothering fete father fathers vatertag diwali deepavali "
    "eid ramadan lunar chinese hanukkah holi "
    "passover prime"
)
"""Folded first words of the names: where a look-up is worth its time."""


def match_named_day(text: str, start: int, end: int) -> tuple[int, Rule | None] | None:
    """Return where the name of a day that starts at `start` ends, and the rule for its date (None when it moves)."""
    match = _PATTERN.match(text, start, end)
    if match is None or match.lastgroup is None:
        return None
    return match.end(), _BY_NUMBER[int(match.lastgroup[1:])]
