"""Amounts of money: symbols, ISO 4217 codes and currency words before or after the number."""

import re
from dataclasses import replace

from service.reading.numerals import read_numeral, read_single
from service.reading.passage import Found, Number, Numeral, Passage
from service.reading.periods import read_per
from service.reading.tokens import fold
from service.reading.word_lists import word_set

SYMBOLS: dict[str, str] = {
    "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₽": "RUB", "₺": "TRY", "₦": "NGN", "₱": "PHP",
    "₫": "VND", "₴": "UAH", "₪": "ILS", "฿": "THB", "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD",
    "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "R$": "BRL", "MX$": "MXN", "NT$": "TWD", "RM": "MYR", "RP": "IDR",
    "RS": "INR", "RS.": "INR",
}  # fmt: skip
CODES = word_set(
    "EUR GBP USD CHF NOK SEK DKK ISK PLN CZK HUF RON BGN CAD AUD NZD SGD HKD JPY CNY INR BRL MXN ARS "
    "CLP COP PEN UYU ZAR NGN KES "
    "GHS EGP MAD AED SAR QAR ILS TRY RUB UAH THB MYR IDR PHP VND KRW TWD PKR BDT LKR ZMW UZS"
)
"""ISO 4217 codes that are read as such, in capitals only."""

_WORDS: dict[str, str] = {
    **dict.fromkeys(("euro", "euros"), "EUR"),
    **dict.fromkeys(("pound", "pounds", "quid", "sterling", "pfund", "libras"), "GBP"),
    **dict.fromkeys(("rupee", "rupees", "rs"), "INR"),
    **dict.fromkeys(("franken", "sfr"), "CHF"),
    **dict.fromkeys(("reais", "real"), "BRL"),
    **dict.fromkeys(("yen",), "JPY"),
    **dict.fromkeys(("zloty", "zlotys", "zl"), "PLN"),
    **dict.fromkeys(("rand",), "ZAR"),
    **dict.fromkeys(("naira",), "NGN"),
    **dict.fromkeys(("ringgit",), "MYR"),
    **dict.fromkeys(("dirham", "dirhams"), "AED"),
}
_DOLLARS = frozenset({"dollar", "dollars", "bucks", "dolares"})
_KRONER = frozenset({"kr", "kroner", "kronor", "krone", "krona"})
_NATIONS = {
    "us": "USD",
    "canadian": "CAD",
    "australian": "AUD",
    "singapore": "SGD",
    "hong kong": "HKD",
    "new zealand": "NZD",
}

_PREFIX = re.compile(
    r"(?P<sign>(?:US|AU?|CA?|NZ|HK|S|R|MX|NT)?\$|[€£¥₹₩₽₺₦₱₫₴₪฿])\s?(?=[\d.]\d?)|(?P<code>[A-Z]{3})[ \u00a0]?(?=\d)"
    r"|(?P<word>Rs\.?|RM|Rp|kr\.?|Fr\.)[ \u00a0]?(?=\d)"
)
_SUFFIX = re.compile(
    r"[ \u00a0\u202f\n]?(?P<sign>[€£₹$¥₽₺]|US\$)(?!\d)|[-\s\u00a0\u202f]{1,2}(?:of\s|de\s"
    r"|d['’])?(?P<nation>US|Canadian|Australian|Singapore|Hong Kong|New Zealand)?"
    r"\s?(?P<word>[^\W\d_]{2,8})(?![^\W_])|(?P<tight>[A-Z]{3})(?![^\W_])|(?P<minor>p)(?![^\W_])"
)
_SECOND = re.compile(r"[ \u00a0]?(?:[-–—]|to|bis|à|a|and)[ \u00a0]?(?=(?:(?:US|A|C|S|R)?\$|[€£¥₹])[ \u00a0]?\d)")
_CENTS = re.compile(r"\s(?:pence|cents?|p)\b", re.IGNORECASE)
_UNSTATED = re.compile(
    r"\bbudget(?:\s+(?:is|of|was|for\s+\w+(?:\s+is)?))?\s*[:=]?\s*(?:about|around|max\.?|approx\.?|ca\.?|~|up to)?\s*$",
    re.IGNORECASE,
)


def read_prefixed(passage: Passage, position: int) -> Found | None:
    """Read an amount that starts with its currency: "£3.2m", "GBP 180k", "$50,000-$85,000"."""
    prefix = passage.match(_PREFIX, position)
    if prefix is None:
        return None
    unit, note = _prefix_currency(prefix, passage)
    numeral = read_numeral(passage, prefix.end()) if unit or note else None
    if numeral is None:
        return None
    found = Found("money", position, numeral.end, numeral.value, numeral.high, unit, note=note)
    return _finished(passage, _with_second(passage, found))


def read_suffixed(passage: Passage, position: int) -> Found | None:
    """Read an amount that ends with its currency: "42,000 EUR", "1,5 Mio. EUR", "400,000 pounds", "50p"."""
    numeral = read_numeral(passage, position)
    if numeral is None:
        return None
    cents = passage.match(_CENTS, numeral.end)
    if cents is not None and cents[0].strip() != "p":
        return _minor(
            passage, numeral, cents.end(), "GBP" if "pence" in cents[0].lower() else passage.conventions.dollar
        )
    suffix = passage.match(_SUFFIX, numeral.end)
    if suffix is None:
        return _without_currency(passage, numeral)
    if suffix["minor"]:
        return _minor(passage, numeral, suffix.end(), "GBP") if not numeral.scaled else None
    unit, note = _suffix_currency(suffix, passage)
    if unit is None and note is None:
        return _without_currency(passage, numeral)
    return _finished(passage, Found("money", position, suffix.end(), numeral.value, numeral.high, unit, note=note))


def _prefix_currency(prefix: re.Match[str], passage: Passage) -> tuple[str | None, str | None]:
    if prefix["code"]:
        return (prefix["code"], None) if prefix["code"] in CODES else (None, None)
    if prefix["word"]:
        word = fold(prefix["word"].rstrip("."))
        return _krone(passage) if word == "kr" else (("CHF" if word == "fr" else SYMBOLS[word.upper()]), None)
    return _sign_currency(prefix["sign"], passage)


def _sign_currency(sign: str, passage: Passage) -> tuple[str | None, str | None]:
    if sign == "$":
        return passage.conventions.dollar, f"$ read as {passage.conventions.dollar}"
    return SYMBOLS[sign], None


def _krone(passage: Passage) -> tuple[str | None, str | None]:
    krone = passage.conventions.krone
    return krone, f"kr read as {krone}" if krone else "kr: Norwegian, Swedish or Danish is not said"


def _suffix_currency(suffix: re.Match[str], passage: Passage) -> tuple[str | None, str | None]:
    if suffix["sign"]:
        return _sign_currency(suffix["sign"], passage)
    raw = suffix["word"] or suffix["tight"]
    if raw in CODES:
        return raw, None
    word = fold(raw)
    if word in _DOLLARS:
        unit = _NATIONS.get((suffix["nation"] or "").lower(), passage.conventions.dollar)
        return unit, None if suffix["nation"] else f"dollars read as {unit}"
    if word in _KRONER and raw != "KR":
        return _krone(passage)
    return (_WORDS.get(word), None) if not suffix["tight"] else (None, None)


def _with_second(passage: Passage, found: Found) -> Found:
    """Read the other end of "$50,000-$85,000"."""
    separator = passage.match(_SECOND, found.end) if found.high is None else None
    if separator is None or (
        separator[0].strip() in ("to", "a", "à", "bis") and re.search(r"\bfrom\s+$", passage.before(found.start, 8))
    ):
        return found
    if separator[0].strip() == "and" and not re.search(r"\bbetween\s+$", passage.before(found.start, 10)):
        return found
    prefix = passage.match(_PREFIX, separator.end())
    second = read_single(passage, prefix.end()) if prefix else None
    if second is None or not isinstance(found.value, int | float) or second.value <= found.value:
        return found
    return replace(found, end=second.end, high=second.value)


def _minor(passage: Passage, numeral: Numeral, end: int, unit: str) -> Found:
    value: Number = round(numeral.value / 100, 4)
    return _finished(passage, Found("money", numeral.start, end, value, unit=unit))


def _without_currency(passage: Passage, numeral: Numeral) -> Found | None:
    """Read the bare number of "budget: 42,000"."""
    if numeral.is_small_integer or not _UNSTATED.search(passage.before(numeral.start, 40)):
        return None
    return Found("money", numeral.start, numeral.end, numeral.value, numeral.high, note="currency not stated")


def _finished(passage: Passage, found: Found) -> Found:
    """Add the period or thing that the amount is for: "50€/Monat", "£0.031 per text"."""
    per = read_per(passage, found.end)
    return replace(found, per=per[0], resume=per[1]) if per else found
