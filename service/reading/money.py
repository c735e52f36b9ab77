"""Amounts of money: symbols, ISO 4217 codes and currency words before or after the number."""

import re
from dataclasses import replace

from service.catalogue.folding import fold
from service.reading.columns import cell_at
from service.reading.currencies import CODES, FACTORS, LOCAL_WORDS, PREFIX_WORDS, SCALED_CODES, SYMBOLS, WORDS
from service.reading.numerals import read_numeral, read_single
from service.reading.passage import Found, Number, Numeral, Passage
from service.reading.periods import read_per

_LEAST = {"N": 100}
"""A letter before fewer is rather a label (`N95`); of other letters before one digit."""
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
    r"(?P<factor>[TkKmM](?=[€£$]))?(?P<sign>(?:US|AU?|CA?|NZ|HK|S|R|MX|NT)?\$|(?:GH)?₵|[€£¥₹₩₽₺₦₱₫₴₪฿₸₾])"
    r"(?:(?P<after>[kKmM])\s)?\s?(?=[\d.]\d?)"
    r"|(?P<thousands>[TkKmM](?=[A-Z]{3}))?(?P<code>[A-Z]{3})[ \u00a0]?(?=\d)"
    r"|(?P<letter>[RNKP])[ \u00a0]?(?=\d)"
    r"|(?P<word>R[Ss]\.?|RM|Rp\.?|[KTU][Ss]hs?\.?|Dhs?\.?|DHS?|[Kk]r\.?|S?Fr\.|Tk\.?)[ \u00a0]?(?=\d)"
)
_SUFFIX = re.compile(
    r"[ \u00a0\u202f\n]?(?P<sign>[€£₹$¥₽₺₫₴₪₦₱₩฿₵円元]|US\$)(?P<after>[kKmM](?![^\W_]))?(?!\d)"
    r"|[-\s\u00a0\u202f]{1,7}(?:of\s|de\s"
    r"|d['’])?(?P<nation>US|Canadian|Australian|Singapore|Hong Kong|New Zealand)?"
    r"\s?(?P<word>[^\W\d_]{2,9})(?![^\W_])|(?P<tight>[TkKmM]?[A-Z]{3}|zł|Kč|Ft)(?![^\W_])|(?P<minor>p)(?![^\W_])"
)
_SECOND = re.compile(r"[ \u00a0]?(?:[-–—]|to|bis|à|a|and)[ \u00a0]?(?=[^\W\d_]{0,4}\.?[$€£¥₹₦₱]?[ \u00a0]?\d)")
_LABELLED = re.compile(
    r"(?:\b(?:room|version|release|phase|rev|revision|route|road|form|building|block|gate|bay|level|type|model|series"
    r"|grade|class|group|team|plan|option|wave|ward|unit|line|req|requirement)\s*|[\w/#-])$",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\s*[:.)|\]–-]|\s+[A-Z]|\s*$")
_PRICED = re.compile(
    r"\s*(?:[-–]\s?)?(?:vouchers?|gifts?|fees?|prizes?|airtime|budget|discount|bonus|credit|rewards?|card|deposit|off|cap"
    r"|limit|threshold|premium|cover|note|coupon|rebate|refund|donation|ticket|price|cashback|saving|fine|excess)\b"
)
_CENTS = re.compile(r"\s(?:pence|cents?|p)\b", re.IGNORECASE)
_COLUMN_CURRENCY = re.compile(
    r"(?:^|[\s(\[])(?:(?P<factor>[TkKmM])(?=[A-Z]{3}))?(?P<code>[A-Z]{3}|zł|US\$|[€£$¥₹₩])"
    r"[ \u00a0]?(?P<after>[kKmM]|['’]?(?P<thousands>000))?"
    r"(?=\s*(?:$|[)\],;]|(?:excl|incl|ex|net|gross|netto|brutto|HT|TTC)\b))"
)
_OF_IT = re.compile(r"\s(?:of (?:that|this|it|which)|thereof|out of (?:that|this|it))\b", re.IGNORECASE)
_AMOUNTS = re.compile(
    r"(?:amount|cost|costs|budget|total|price|spend|sum|betrag|montant|importe|valor)s?", re.IGNORECASE
)
_CAPTION = re.compile(
    r"\b(?i:budget|costs?|amounts?|prices?|spend|figures)\b[^\n|.]{0,30}\bin\s(?P<currency>T?[A-Z]{3}|[€£$])(?![^\W_])"
)
_CAPTION_REACH = 1500
"""Characters above a row in which the caption of its table may stand; a house default."""
_UNSTATED = re.compile(
    r"\bbudget(?:\s+(?:is|of|was|for\s+\w+(?:\s+is)?))?\s*[:=]?\s*(?:about|around|max\.?|approx\.?|ca\.?|~|up to)?\s*$",
    re.IGNORECASE,
)


def read_prefixed(passage: Passage, position: int) -> Found | None:
    """Read an amount that starts with its currency: "£3.2m", "GBP 180k", "TEUR 60", "$50,000-$85,000"."""
    prefix = passage.match(_PREFIX, position)
    if prefix is None:
        return None
    unit, note = _prefix_currency(prefix, passage)
    numeral = read_numeral(passage, prefix.end()) if unit or note else None
    if numeral is None or (prefix["letter"] and not _is_amount(passage, position, numeral)):
        return None
    found = Found("money", position, numeral.end, numeral.value, numeral.high, unit, note=note)
    factor = prefix["factor"] or prefix["after"] or prefix["thousands"]
    return _finished(passage, _with_second(passage, _multiplied(found, factor)))


def _is_amount(passage: Passage, position: int, numeral: Numeral) -> bool:
    """Tell `R180` and `the R50 voucher` from a room, a road (`the R21`) and a numbered requirement (`R12: ...`)."""
    before, after = passage.before(position, 14), passage.after(numeral.end, 20)
    if _LABELLED.search(before) or after[:1].isalpha():
        return False
    if not numeral.is_small_integer or numeral.high is not None:
        return True
    if _PRICED.match(after):
        return True
    if not before.strip():
        return _LISTED.match(after) is None
    return numeral.value >= _LEAST.get(passage.text[position], 10) and not before.lower().endswith("the ")


def _multiplied(found: Found, factor: str | None) -> Found:
    """Apply the letter for thousands or millions that stands with the currency: "TEUR 180", "€k 180"."""
    if not factor:
        return found
    return replace(found, value=_times(found.value, factor), high=_times(found.high, factor))


def _times(value: Number | str | None, factor: str) -> Number | None:
    if not isinstance(value, int | float):
        return None
    product = round(value * FACTORS[factor], 6)
    return int(product) if product.is_integer() else product


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
    unit, note, factor = _suffix_currency(suffix, passage)
    if unit is None and note is None:
        return _without_currency(passage, numeral)
    found = Found("money", position, suffix.end(), numeral.value, numeral.high, unit, note=note)
    return _finished(passage, _multiplied(found, factor))


def _prefix_currency(prefix: re.Match[str], passage: Passage) -> tuple[str | None, str | None]:
    if prefix["code"]:
        codes = SCALED_CODES if prefix["thousands"] else CODES
        return (_iso(prefix["code"]), None) if prefix["code"] in codes else (None, None)
    if prefix["letter"]:
        unit = passage.conventions.local.get(prefix["letter"])
        return unit, f"{prefix['letter']} read as {unit}" if unit else None
    if prefix["word"]:
        word = fold(prefix["word"].rstrip("."))
        return _krone(passage) if word == "kr" else (_local(word, passage) or PREFIX_WORDS[word], None)
    return _sign_currency(prefix["sign"], passage)


def _iso(code: str) -> str:
    return "CNY" if code == "RMB" else code


def _local(word: str, passage: Passage) -> str | None:
    """The currency of a word that several countries share, where the text shows the country."""
    return passage.conventions.local.get(LOCAL_WORDS.get(word, ""))


def _sign_currency(sign: str, passage: Passage) -> tuple[str | None, str | None]:
    if sign == "$":
        return passage.conventions.dollar, f"$ read as {passage.conventions.dollar}"
    return SYMBOLS[sign], None


def _krone(passage: Passage) -> tuple[str | None, str | None]:
    krone = passage.conventions.krone
    return krone, f"kr read as {krone}" if krone else "kr: Norwegian, Swedish or Danish is not said"


def _suffix_currency(suffix: re.Match[str], passage: Passage) -> tuple[str | None, str | None, str | None]:
    """The currency, a note, and the letter for thousands or millions that is written with it."""
    if suffix["sign"]:
        return *_sign_currency(suffix["sign"], passage), suffix["after"]
    raw = suffix["word"] or suffix["tight"]
    if raw in CODES:
        return _iso(raw), None, None
    if raw[0] in FACTORS and raw[1:] in SCALED_CODES:
        return raw[1:], None, raw[0]
    if suffix["tight"] and raw.isupper():
        return None, None, None
    return *_word_currency(raw, suffix["nation"], passage), None


def _word_currency(raw: str, nation: str | None, passage: Passage) -> tuple[str | None, str | None]:
    word = fold(raw)
    if word in _DOLLARS:
        unit = _NATIONS.get((nation or "").lower(), passage.conventions.dollar)
        return unit, None if nation else f"dollars read as {unit}"
    if word in _KRONER and raw != "KR":
        return _krone(passage)
    return _local(word, passage) or WORDS.get(word), None


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
    same = prefix is not None and _prefix_currency(prefix, passage)[0] == found.unit
    second = read_single(passage, prefix.end()) if prefix and same else None
    if second is None or not isinstance(found.value, int | float) or second.value <= found.value:
        return found
    return replace(found, end=second.end, high=second.value)


def _minor(passage: Passage, numeral: Numeral, end: int, unit: str) -> Found:
    value: Number = round(numeral.value / 100, 4)
    return _finished(passage, Found("money", numeral.start, end, value, unit=unit))


def _without_currency(passage: Passage, numeral: Numeral) -> Found | None:
    """Read the bare number of "budget: 42,000", and one in a column whose heading names its currency."""
    unit, factor = _currency_of_column(passage, numeral)
    if unit:
        amount = Found(
            "money", numeral.start, numeral.end, numeral.value, numeral.high, unit, note="currency of the column"
        )
        return _multiplied(amount, factor)
    if numeral.scaled and _OF_IT.match(passage.after(numeral.end, 30)) and (paid := _paid_before(passage, numeral)):
        return Found(
            "money", numeral.start, numeral.end, numeral.value, numeral.high, paid, note="of the amount before"
        )
    if numeral.is_small_integer or not _UNSTATED.search(passage.before(numeral.start, 40)):
        return None
    return Found("money", numeral.start, numeral.end, numeral.value, numeral.high, note="currency not stated")


def _paid_before(passage: Passage, numeral: Numeral) -> str | None:
    """The currency of the amount that "$165,000, radio is 58k of that" takes a part of."""
    amounts = [*_PREFIX.finditer(passage.text, passage.start, numeral.start)]
    return _prefix_currency(amounts[-1], passage)[0] if amounts else None


def _currency_of_column(passage: Passage, numeral: Numeral) -> tuple[str | None, str | None]:
    """The currency of `| Letters | 61,000 |` under `Cost (EUR)`, and the letter for thousands under `Cost (TEUR)`."""
    cell = cell_at(passage.cells, numeral.start - passage.start)
    if cell is None or cell.text.strip(" *_") != passage.text[numeral.start : numeral.end]:
        return None, None
    heading = _COLUMN_CURRENCY.search(cell.label) or _captioned(passage, cell.label)
    return _heading_currency(heading, passage) if heading else (None, None)


def _captioned(passage: Passage, label: str) -> re.Match[str] | None:
    """The currency that the caption of a table gives to its column of amounts: "Table 2: budget in EUR"."""
    if not _AMOUNTS.fullmatch(label.strip(" *_")):
        return None
    captions = [*_CAPTION.finditer(passage.text, max(0, passage.start - _CAPTION_REACH), passage.start)]
    return _COLUMN_CURRENCY.search(captions[-1]["currency"]) if captions else None


def _heading_currency(heading: re.Match[str], passage: Passage) -> tuple[str | None, str | None]:
    code, factor = heading["code"], "k" if heading["thousands"] else heading["after"] or heading["factor"]
    if code.isalpha() and code.isupper():
        return (_iso(code) if code in (SCALED_CODES if heading["factor"] else CODES) else None), factor
    return (WORDS.get(fold(code)) if code.isalpha() else _sign_currency(code, passage)[0]), factor


def _finished(passage: Passage, found: Found) -> Found:
    """Add the period or thing that the amount is for: "50€/Monat", "£0.031 per text"."""
    per = read_per(passage, found.end)
    return replace(found, per=per[0], resume=per[1]) if per else found
