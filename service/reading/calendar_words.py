"""Names of months, week days, seasons and units of time in the languages that briefs come in, folded."""

from typing import Literal

TimeUnit = Literal["second", "minute", "hour", "day", "working_day", "week", "month", "quarter", "year"]


def _numbered(*names: str) -> dict[str, int]:
    return {name: number for number, group in enumerate(names, start=1) for name in group.split()}


_MONTH_NAMES = {
    "en": _numbered(
        "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
        "september sep sept", "october oct", "november nov", "december dec",
    ),
    "de": _numbered(
        "januar janner jan", "februar feb", "marz maerz mrz", "april apr", "mai", "juni", "juli", "august aug",
        "september sept", "oktober okt", "november nov", "dezember dez",
    ),
    "fr": _numbered(
        "janvier janv", "fevrier fevr", "mars", "avril avr", "mai", "juin", "juillet juil", "aout", "septembre sept",
        "octobre oct", "novembre nov", "decembre dec",
    ),
    "es": _numbered(
        "enero ene", "febrero feb", "marzo", "abril abr", "mayo", "junio jun", "julio jul", "agosto ago",
        "septiembre setiembre sept", "octubre oct", "noviembre nov", "diciembre dic",
    ),
    "pt": _numbered(
        "janeiro jan", "fevereiro fev", "marco", "abril abr", "maio", "junho jun", "julho jul", "agosto ago",
        "setembro", "outubro", "novembro nov", "dezembro dez",
    ),
    "it": _numbered(
        "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre",
        "novembre", "dicembre",
    ),
    "nl": _numbered(
        "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
        "december",
    ),
}  # fmt: skip

MONTHS: dict[str, int] = {name: number for names in _MONTH_NAMES.values() for name, number in names.items()}
"""Month names of all languages: read after or before the number of a day, where none is mistaken."""

DOUBTFUL_MONTHS = frozenset({"may", "march", "mar", "mars", "marco", "ago", "dic", "mei", "sep", "set", "avr"})
"""Months that are ordinary words as well: alone they need a word such as "in" or "until" before them."""


def months_of(language: str) -> dict[str, int]:
    """Month names that are read without the number of a day in a text of this language."""
    return _MONTH_NAMES["en"] | _MONTH_NAMES.get(language, {})


_WEEKDAY_NAMES = (
    "monday montag lundi lunes maandag",
    "tuesday dienstag mardi martes dinsdag",
    "wednesday mittwoch mercredi miercoles woensdag",
    "thursday donnerstag jeudi jueves donderdag",
    "friday freitag vendredi viernes vrijdag",
    "saturday samstag sonnabend samedi sabado zaterdag",
    "sunday sonntag dimanche domingo zondag",
)
WEEKDAYS: dict[str, int] = {name: number for number, group in enumerate(_WEEKDAY_NAMES) for name in group.split()}
"""Full names of week days, Monday is 0."""

SHORT_WEEKDAYS: dict[str, int] = {
    name: number
    for number, group in enumerate(
        ("mon mo", "tue tues di", "wed mi", "thu thur thurs do", "fri fr", "sat sa", "sun so")
    )
    for name in group.split()
}
"""Abbreviated week days: read only right before the number of a day or a month."""

PORTUGUESE_WEEKDAYS = {"segunda": 0, "terca": 1, "quarta": 2, "quinta": 3, "sexta": 4}
"""Read only before "-feira" or after "toda"."""

SEASONS: dict[str, tuple[int, int]] = {
    "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2),
    "fruhjahr": (3, 5), "fruhling": (3, 5), "sommer": (6, 8), "herbst": (9, 11),
    "printemps": (3, 5), "ete": (6, 8), "automne": (9, 11), "hiver": (12, 2),
    "primavera": (3, 5), "verano": (6, 8), "verao": (6, 8), "otono": (9, 11), "outono": (9, 11),
    "invierno": (12, 2), "inverno": (12, 2),
}  # fmt: skip
"""First and last month of each season in the northern half of the world."""

_UNIT_NAMES: dict[TimeUnit, str] = {
    "second": "second seconds sec secs sekunde sekunden seconde secondes segundo segundos",
    "minute": "minute minutes min mins minuten minuto minutos",
    "hour": "hour hours hr hrs stunde stunden std heure heures hora horas",
    "day": "day days tag tage tagen jour jours dia dias",
    "working_day": "werktag werktage werktagen arbeitstag arbeitstage arbeitstagen workday workdays weekday weekdays",
    "week": "week weeks wk wks woche wochen semaine semaines semana semanas fortnight",
    "month": "month months monat monate monaten mois mes meses mth mths",
    "quarter": "quarter quarters quartal quartale quartalen trimestre trimestres",
    "year": "year years yr yrs jahr jahre jahren an ans annee annees ano anos",
}
TIME_UNITS: dict[str, TimeUnit] = {word: unit for unit, words in _UNIT_NAMES.items() for word in words.split()}
"""Words for units of time in all languages: read after a number or a word such as "per"."""

WORKING = frozenset({"working", "business", "work", "trading", "ouvres", "ouvrables", "habiles", "laborables", "uteis"})
"""Words that make days working days, before or after the unit."""

DAY_PARTS: dict[str, str] = {
    "morning": "06:00/12:00", "afternoon": "12:00/18:00", "evening": "18:00/22:00", "night": "22:00/06:00",
    "morgen": "06:00/12:00", "vormittag": "06:00/12:00", "nachmittag": "12:00/18:00", "abend": "18:00/22:00",
    "nacht": "22:00/06:00", "matin": "06:00/12:00", "soir": "18:00/22:00", "nuit": "22:00/06:00",
    "manana": "06:00/12:00", "tarde": "12:00/18:00", "noche": "22:00/06:00", "manha": "06:00/12:00",
    "noite": "22:00/06:00",
}  # fmt: skip
"""Parts of a day and the hours usually meant."""
