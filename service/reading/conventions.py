"""How a text writes numbers and dates, told from its language and from what it names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from service.reading.currencies import local_currencies

_COMMA_LANGUAGES = frozenset({"de", "fr", "es", "pt", "it", "nl", "no", "nb", "nn", "sv", "da", "fi", "pl", "cs"})
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:20)?\d{2}(?![\d/])")
_AMERICAN = re.compile(
    r"\b(?:United States|U\.S\.|USA|US\b|ZIP code|Thanksgiving|California|Texas|Florida|New York|Illinois"
    r"|Ohio|Georgia|Michigan|Virginia|Washington|Arizona|Massachusetts"
    r"|Colorado|Minnesota|Wisconsin|Oregon|Connecticut|(?:EST|EDT|PST|PDT|CST|CDT)\b)|(?<![A-Z])\$\s?\d"
)
_DAY_FIRST = re.compile(
    r"[£€]\s?\d|\d\s?[£€]|\b(?:UK|United Kingdom|England|Wales|Scotland|Ireland|Britain|GDPR|GBP|EUR"
    r"|Germany|Austria|France|Spain|Portugal|Italy|Netherlands|Belgium"
    r"|Australia|New Zealand|India|South Africa|Singapore|Kenya|Nigeria)\b"
)
_DOLLARS = (
    (
        "AUD",
        r"A\$|\bAUD\b|\bAustralia|\bNSW\b|\bQLD\b|\bQueensland\b|\bTasmania\b|\bSydney\b|\bMelbourne\b|\bBrisbane\b"
        r"|\bAdelaide\b|\bCanberra\b|\bHobart\b|\.au\b",
    ),
    (
        "CAD",
        r"\bC(?:A)?\$|\bCAD\b|\bCanad|\bOntario\b|\bQu[eé]bec\b|\bBritish Columbia\b|\bAlberta\b|\bManitoba\b"
        r"|\bSaskatchewan\b|\bNova Scotia\b|\bToronto\b|\bMontr[eé]al\b|\bCalgary\b|\bOttawa\b|\bWinnipeg\b|\.ca\b",
    ),
    (
        "NZD",
        r"\bNZ\b|\bNZD\b|\bNew Zealand|\bAotearoa\b|\bAuckland\b|\bWellington\b|\bChristchurch\b|\bDunedin\b|\.nz\b",
    ),
    ("SGD", r"\bS\$|\bSGD\b|\bSingapore"),
    ("HKD", r"\bHK\$|\bHKD\b|\bHong Kong"),
    (
        "USD",
        r"\bU\.S\.|\bUSA?\b|\bUnited States\b|\bAmerica|\bZIP\b|\bTexas\b|\bFlorida\b|\bCalifornia\b"
        r"|\bOhio\b|\bIllinois\b|\bMichigan\b|\bPennsylvania\b|\bColorado\b|\bOregon\b|\bNew York\b|\bMinnesota\b",
    ),
)
"""What says whose dollar is meant; what is said most often is."""
_KRONER = (
    ("NOK", re.compile(r"\bNOK\b|\bNorw|\bNorge|\.no\b|\bOslo\b")),
    ("SEK", re.compile(r"\bSEK\b|\bSwed|\bSverige|\.se\b|\bStockholm\b")),
    ("DKK", re.compile(r"\bDKK\b|\bDenmark|\bDanish|\bDanmark|\.dk\b|\bCopenhagen\b")),
)
_KRONER_BY_LANGUAGE = {"no": "NOK", "nb": "NOK", "nn": "NOK", "sv": "SEK", "da": "DKK"}
_MARKS = re.compile(
    r"(?<![\d.,])\d{1,3}\.\d{3},\d{1,2}(?!\d)|\d,\d{1,2}\s?(?:%|€|EUR\b|euros?\b|kr\b|Mio|Mrd)|(?<![\d.,])[1-9]\d{0,2}\.000(?![\d.,])"
)


DateOrder = Literal["day_first", "month_first"]


@dataclass(frozen=True)
class Conventions:
    """How a text writes numbers and dates, in the language of one of its parts; each custom is asked for when needed.

    `tag` is the BCP 47 code of the language. `today` settles what dates leave out.
    """

    text: str
    tag: str
    today: date

    @cached_property
    def language(self) -> str:
        """The language without its country."""
        return self.tag.split("-")[0].lower()

    @cached_property
    def decimal_comma(self) -> bool:
        """Tell whether a comma starts decimals and a full stop groups thousands."""
        return self.language in _COMMA_LANGUAGES or _MARKS.search(self.text) is not None

    @cached_property
    def date_order(self) -> DateOrder | None:
        """What comes first in 04/05; None when the text gives no hint."""
        return _date_order(self.text, self.language, self.tag)

    @cached_property
    def dollar(self) -> str:
        """The ISO code of `$`."""
        return _dollar(self.text)

    @cached_property
    def krone(self) -> str | None:
        """The ISO code of `kr`, where it can be told."""
        return _krone(self.text, self.language)

    @cached_property
    def local(self) -> Mapping[str, str]:
        """The ISO codes of bare letters (`R`) and of words that several countries share (`pesos`)."""
        return local_currencies(self.text)


def _date_order(text: str, base: str, language: str) -> DateOrder | None:
    """Tell whether the day or the month comes first: from an unambiguous date, the language, or the country."""
    day_first = month_first = False
    for match in _SLASHED.finditer(text):
        day_first |= int(match[1]) > 12
        month_first |= int(match[2]) > 12
    if day_first != month_first:
        return "day_first" if day_first else "month_first"
    if language in ("en-US", "en-GB"):
        return "month_first" if language == "en-US" else "day_first"
    if base in _COMMA_LANGUAGES:
        return "day_first"
    american, european = _AMERICAN.search(text) is not None, _DAY_FIRST.search(text) is not None
    if american == european:
        return None
    return "month_first" if american else "day_first"


def _dollar(text: str) -> str:
    if re.search(r"US\$|\bUSD\b", text):
        return "USD"
    said = {code: len(re.findall(pattern, text)) for code, pattern in _DOLLARS}
    most = max(said, key=lambda code: said[code])
    return most if said[most] else "USD"


def _krone(text: str, base: str) -> str | None:
    named = [code for code, pattern in _KRONER if pattern.search(text)]
    return named[0] if len(named) == 1 else _KRONER_BY_LANGUAGE.get(base)
