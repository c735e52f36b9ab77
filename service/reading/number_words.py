"""Number words and multipliers in English, Spanish, French, German and Portuguese.

Words that mean something else in running text ("un", "ein", "uno", Spanish "once" beside the English one) are left out
of the tables where they would mislead more often than help.
"""

from collections.abc import Sequence

from service.reading.word_lists import word_list

Number = int | float

_ENGLISH_UNITS = word_list(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_ENGLISH_TENS = word_list("twenty thirty forty fifty sixty seventy eighty ninety")
_GERMAN_UNITS = word_list(
    "zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn "
    "siebzehn achtzehn neunzehn"
)
_GERMAN_TENS = word_list("zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig")
_SPANISH_UNITS = word_list(
    "dos tres cuatro cinco seis siete ocho nueve diez _ doce trece catorce quince dieciseis "
    "diecisiete dieciocho diecinueve"
)
_SPANISH_TENS = word_list("veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa")
_FRENCH_UNITS = word_list("deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize")
_FRENCH_TENS = word_list("vingt trente quarante cinquante soixante")
_PORTUGUESE_UNITS = word_list(
    "dois tres quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis "
    "dezessete dezoito dezenove"
)
_PORTUGUESE_TENS = word_list("vinte trinta quarenta cinquenta sessenta setenta oitenta noventa")


def _table(units: Sequence[str], first: int, tens: Sequence[str], **others: int) -> dict[str, int]:
    table = {word: value for value, word in enumerate(units, start=first) if word != "_"}
    return table | {word: value for value, word in zip(range(20, 100, 10), tens, strict=False)} | others


def _german() -> dict[str, int]:
    table = _table(_GERMAN_UNITS, 2, _GERMAN_TENS, hundert=100, tausend=1000, zwanzigtausend=20_000)
    units = {"ein": 1, **{word: value for word, value in table.items() if value < 10}}
    compounds = {f"{unit}und{ten}": value + table[ten] for ten in _GERMAN_TENS for unit, value in units.items()}
    scaled = {
        f"{unit}{scale}": value * table[scale] for unit, value in units.items() for scale in ("hundert", "tausend")
    }
    return table | compounds | scaled


_ENGLISH = _table(
    _ENGLISH_UNITS, 0, _ENGLISH_TENS, hundred=100, thousand=1000, million=1_000_000, billion=1_000_000_000, dozen=12
)  # fmt: skip

NUMBER_WORDS: dict[str, dict[str, int]] = {
    "en": _ENGLISH,
    "de": _ENGLISH | _german(),
    "es": _ENGLISH | _table(_SPANISH_UNITS, 2, _SPANISH_TENS, cien=100, mil=1000, veinticinco=25, quinientos=500),
    "fr": _ENGLISH | _table(_FRENCH_UNITS, 2, _FRENCH_TENS, cent=100, mille=1000),
    "pt": _ENGLISH
    | _table(_PORTUGUESE_UNITS, 2, _PORTUGUESE_TENS, duas=2, cem=100, mil=1000, dezasseis=16, dezassete=17),
}
"""Folded number words by language of the text, each with the English ones."""

SMALL_SCALES: dict[str, Number] = {
    "k": 1e3,
    "K": 1e3,
    "m": 1e6,
    "M": 1e6,
    "MM": 1e6,
    "mn": 1e6,
    "bn": 1e9,
    "B": 1e9,
    "T": 1e3,
}

SCALES: dict[str, tuple[str, Number]] = {
    **dict.fromkeys(("thousand", "tausend", "tsd"), ("", 1e3)),
    "mil": ("es pt", 1e3),
    "mille": ("fr it", 1e3),
    **dict.fromkeys(("million", "millions", "mln", "mio", "mn", "mill", "millionen", "millon", "millones"), ("", 1e6)),
    **dict.fromkeys(("milhao", "milhoes", "milioni", "miljoen", "millioner"), ("", 1e6)),
    **dict.fromkeys(
        ("billion", "billions", "bn", "milliard", "milliards", "milliarde", "milliarden", "mrd"), ("", 1e9)
    ),
    **dict.fromkeys(("bilhao", "bilhoes", "miliardi"), ("", 1e9)),
    **dict.fromkeys(("trillion",), ("", 1e12)),
    **dict.fromkeys(("lakh", "lakhs", "lac", "lacs"), ("", 1e5)),
    **dict.fromkeys(("crore", "crores", "cr"), ("", 1e7)),
    # Polish, Czech, Hungarian, Romanian, Russian, Indonesian, Vietnamese, the Nordic languages, Dutch, Finnish.
    **dict.fromkeys(("tys", "tysiac", "tysiace", "tysiecy", "tis", "tisic", "ezer", "mii", "тыс", "хил"), ("", 1e3)),
    **dict.fromkeys(("ribu", "nghin", "tusen", "duizend", "tuhatta"), ("", 1e3)),
    **dict.fromkeys(("milion", "miliony", "milionow", "milionu", "millio", "milioane", "млн"), ("", 1e6)),
    **dict.fromkeys(("juta", "trieu", "miljoner", "milj"), ("", 1e6)),
    **dict.fromkeys(("mld", "mlrd", "miliard", "miliardy", "miliardow", "miliar", "miljard", "млрд"), ("", 1e9)),
    "mia": ("da no nb", 1e9),
    "万": ("", 1e4),
    "億": ("", 1e8),
}
"""Multiplier words, folded: the languages where they are read as such (all when empty) and the factor."""
