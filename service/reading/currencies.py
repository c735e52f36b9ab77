"""How currencies are written: signs, ISO 4217 codes, abbreviations and words, and where a bare letter is one."""

import re
from collections.abc import Mapping

from service.reading.word_lists import word_set

SYMBOLS: dict[str, str] = {
    "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₽": "RUB", "₺": "TRY", "₦": "NGN", "₱": "PHP",
    "₫": "VND", "₴": "UAH", "₪": "ILS", "฿": "THB", "₵": "GHS", "GH₵": "GHS", "₸": "KZT", "₾": "GEL", "円": "JPY",
    "元": "CNY", "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD",
    "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "R$": "BRL", "MX$": "MXN", "NT$": "TWD",
}  # fmt: skip
CODES = word_set(
    "EUR GBP USD CHF NOK SEK DKK ISK PLN CZK HUF RON BGN CAD AUD NZD SGD HKD JPY CNY INR BRL MXN ARS "
    "CLP COP PEN UYU ZAR NGN KES "
    "GHS EGP MAD AED SAR QAR ILS TRY RUB UAH THB MYR IDR PHP VND KRW TWD PKR BDT LKR ZMW UZS "
    "RMB TZS UGX RWF XOF XAF MUR BWP NAD MZN ETB DZD TND JOD KWD BHD OMR GEL KZT NPR RSD DOP GTQ CRC BOB JMD TTD FJD"
)
"""ISO 4217 codes, and the other usual name of the renminbi, that are read as such, in capitals only."""
SCALED_CODES = word_set("EUR USD GBP CHF SEK NOK DKK PLN CZK HUF CAD AUD SGD")
"""Codes that take a letter for thousands or millions before them: TEUR, kUSD, MSEK."""
FACTORS: dict[str, float] = {"T": 1e3, "k": 1e3, "K": 1e3, "m": 1e6, "M": 1e6}
PREFIX_WORDS: dict[str, str] = {
    "rs": "INR", "rm": "MYR", "rp": "IDR", "fr": "CHF", "sfr": "CHF", "tk": "BDT",
    **dict.fromkeys(("ksh", "kshs"), "KES"),
    **dict.fromkeys(("tsh", "tshs"), "TZS"),
    **dict.fromkeys(("ush", "ushs"), "UGX"),
    **dict.fromkeys(("dh", "dhs"), "AED"),
}  # fmt: skip
"""Abbreviations before the number, folded and without their full stop; `kr` is read by country."""
WORDS: dict[str, str] = {
    **dict.fromkeys(("euro", "euros"), "EUR"),
    **dict.fromkeys(("pound", "pounds", "quid", "sterling", "pfund", "libras"), "GBP"),
    **dict.fromkeys(("rupee", "rupees", "rs"), "INR"),
    **dict.fromkeys(("franken", "sfr"), "CHF"),
    **dict.fromkeys(("reais", "real"), "BRL"),
    **dict.fromkeys(("yen",), "JPY"),
    **dict.fromkeys(("yuan", "renminbi"), "CNY"),
    **dict.fromkeys(("zloty", "zlotys", "zlotych", "zl"), "PLN"),
    **dict.fromkeys(("kc", "korun", "koruna", "korunas"), "CZK"),
    **dict.fromkeys(("forint", "forints"), "HUF"),
    **dict.fromkeys(("lei",), "RON"),
    **dict.fromkeys(("лв", "лева", "leva"), "BGN"),
    **dict.fromkeys(("hryvnia", "hryvnias", "грн"), "UAH"),
    **dict.fromkeys(("rouble", "roubles", "ruble", "rubles", "руб", "рублеи"), "RUB"),
    **dict.fromkeys(("shekel", "shekels"), "ILS"),
    **dict.fromkeys(("rand",), "ZAR"),
    **dict.fromkeys(("naira",), "NGN"),
    **dict.fromkeys(("cedi", "cedis"), "GHS"),
    **dict.fromkeys(("kwacha",), "ZMW"),
    **dict.fromkeys(("birr",), "ETB"),
    **dict.fromkeys(("ringgit",), "MYR"),
    **dict.fromkeys(("rupiah",), "IDR"),
    **dict.fromkeys(("baht",), "THB"),
    **dict.fromkeys(("dong",), "VND"),
    **dict.fromkeys(("taka",), "BDT"),
    **dict.fromkeys(("dirham", "dirhams", "dhs"), "AED"),
    **dict.fromkeys(("ksh", "kshs"), "KES"),
    **dict.fromkeys(("tsh", "tshs"), "TZS"),
    **dict.fromkeys(("ush", "ushs"), "UGX"),
}
"""Words after the number, folded."""

_SHOWN: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("R", "ZAR", re.compile(
        r"\bZAR\b|\d rand\b|\bPOPIA?\b|South Africa|Johannesburg|\bJoburg\b|Cape Town|\bDurban\b|\bPretoria\b|Gqeberha"
        r"|Bloemfontein|Polokwane|\bSoweto\b|\bGauteng\b|KwaZulu|Limpopo|Mpumalanga|(?:Western|Eastern|Northern) Cape"
        r"|Stellenbosch|isiZulu|isiXhosa|Sesotho|Setswana|\.co\.za\b"
    )),
    ("N", "NGN", re.compile(
        r"\bNGN\b|\bnaira\b|\bNigeria|\bLagos\b|\bAbuja\b|\bIbadan\b|Port Harcourt|\bNDP[AR]\b|\bCBN\b"
    )),
    ("K", "ZMW", re.compile(r"\bZMW\b|\bkwacha\b|\bZambia|\bLusaka\b|\bNdola\b")),
    ("P", "BWP", re.compile(r"\bBWP\b|\bpula\b|\bBotswana\b|\bGaborone\b")),
    ("rs", "LKR", re.compile(r"\bLKR\b|Sri Lanka|\bColombo\b")),
    ("rs", "PKR", re.compile(r"\bPKR\b|\bPakistan|\bKarachi\b|\bLahore\b|\bIslamabad\b")),
    ("rs", "MUR", re.compile(r"\bMUR\b|\bMauriti|Port Louis")),
    ("rs", "NPR", re.compile(r"\bNPR\b|\bNepal|\bKathmandu\b")),
    ("dh", "MAD", re.compile(r"\bMAD\b|\bMorocc|\bCasablanca\b|\bRabat\b|\bMarrakesh\b")),
    ("ft", "HUF", re.compile(r"\bHUF\b|\bHungar|\bBudapest\b|\bDebrecen\b|\bMagyar")),
    ("won", "KRW", re.compile(r"\bKRW\b|\bKorea|\bSeoul\b|\bBusan\b")),
    ("peso", "MXN", re.compile(r"\bMXN\b|\bMéxico\b|(?<!New )\bMexic|\bGuadalajara\b|\bMonterrey\b")),
    ("peso", "PHP", re.compile(r"\bPHP\s?\d|\bPhilippin|\bManila\b|\bCebu\b")),
    ("peso", "COP", re.compile(r"\bCOP\s?\d|\bColombia|\bBogot[aá]\b|\bMedell[ií]n\b")),
    ("peso", "ARS", re.compile(r"\bARS\b|\bArgentin|Buenos Aires")),
    ("peso", "CLP", re.compile(r"\bCLP\b|\bChile|\bValpara[ií]so\b")),
    ("shilling", "KES", re.compile(r"\bKES\b|\bKenya|\bNairobi\b|\bMombasa\b")),
    ("shilling", "TZS", re.compile(r"\bTZS\b|\bTanzania|Dar es Salaam")),
    ("shilling", "UGX", re.compile(r"\bUGX\b|\bUganda|\bKampala\b")),
    ("riyal", "SAR", re.compile(r"\bSAR\b|\bSaudi|\bRiyadh\b|\bJeddah\b")),
    ("riyal", "QAR", re.compile(r"\bQAR\b|\bQatar|\bDoha\b")),
)  # fmt: skip
LOCAL_WORDS: dict[str, str] = {
    "rs": "rs", "rupee": "rs", "rupees": "rs", "dh": "dh", "dhs": "dh", "dirham": "dh", "dirhams": "dh", "ft": "ft",
    "won": "won", "peso": "peso", "pesos": "peso", "shilling": "shilling", "shillings": "shilling",
    "riyal": "riyal", "riyals": "riyal",
}  # fmt: skip
"""Words for money of several countries, or that mean something else elsewhere, and the key of their country."""

_LOCAL = re.compile(rf"(?<![^\W_])(?:([RNKP])[ \u00a0]?(?=\d)|({'|'.join(LOCAL_WORDS)})(?![^\W_]))", re.IGNORECASE)
"""Where one of them is written at all: most texts have none, and need not be asked for their country."""


def local_currencies(text: str) -> Mapping[str, str]:
    """Tell which bare letters and shared words are money in `text`, by the countries, towns and laws that it names.

    `R` is the rand only where the text shows South Africa; where two countries share a word, neither is taken.
    """
    written = {match[1].upper() if match[1] else LOCAL_WORDS[match[2].lower()] for match in _LOCAL.finditer(text)}
    found: dict[str, set[str]] = {}
    for mark, code, pattern in _SHOWN if written else ():
        if mark in written and pattern.search(text):
            found.setdefault(mark, set()).add(code)
    return {mark: next(iter(codes)) for mark, codes in found.items() if len(codes) == 1}
