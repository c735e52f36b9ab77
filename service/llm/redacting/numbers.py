"""Numbers that belong to a person: phones, cards, accounts, persons' numbers of countries, network addresses.

A row of digits alone is a count like any other. What tells these is a check digit, a form that nothing else has, or the
word before. Every pattern is bounded, so that none can take long on a hostile text.
"""

import ipaddress
import re
from collections.abc import Callable, Iterator

from schemas.specification import RedactedKind
from service.llm.redacting.checksums import (
    digits_of,
    iban_in,
    is_brazilian_id,
    is_french_id,
    is_irish_id,
    is_spanish_id,
    passes_luhn,
)
from service.llm.redacting.spans import Span

_LABEL_REACH = 32
_LINE = re.compile(r"[^\n]+")
_NUMERIC = re.compile(r"\d(?:[^\d\n]{0,3}\d){4}|::|\d\.\d{1,3}\.\d")
"""What every number below holds: five digits near one another, or the colons and points of an address."""
_IBAN = re.compile(r"(?<![^\W_])[A-Za-z]{2}\d{2}(?:[ \u00a0-]?[A-Za-z0-9]){11,30}")
_CARD = re.compile(r"(?<![\d.,-])(?!20[0-4]\d)[2-6](?:[ \u00a0-]?\d){12,18}(?!\d)")
_PHONE = re.compile(r"(?<![^\W_])(?<![+.,:/(-])(?:\+\(?|\()?\d(?:[ \u00a0.()/-]{0,3}\d){5,15}(?![^\W_]|[%.,:]\d)")
_DIALLED = re.compile(r"(?:\+\d|00[1-9]|0[1-9]|08|\(0?[1-9]\d{1,4}\))")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[ .\u00a0]\d{3})+")
_DAY = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-](?:\d\d){1,2}|\d{4}[./-]\d\d?[./-]\d\d?|(?:\d\d[.:]?){2} ?- ?(?:\d\d[.:]?){2}"
)
_LOCAL = re.compile(r"\(?[2-9]\d\d\)?[ .-]{1,2}[2-9]\d\d[ .-]\d{4}|\d\d \d{3} \d\d \d\d|\d\d 9?\d{4}-\d{4}")
_PHONE_LABEL = re.compile(
    r"(?:\btel|phone|mobile|\bmob|\bcell|\bcall|\bring|\bfax|whatsapp|\btext|hotline|\bfon|handy|telefon|t[ée]l[ée]ph"
    r"|m[óo]vil|celular|telem[óo]vel|telefone|tel[ée]fono|portable|\bext|desk line|rufnummer|durchwahl)"
    r"\w{0,8}\W{0,3}(?:\w{1,9}\W{1,2}){0,2}$",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    r"\b(?:(?:bank )?account|acct|a/c|konto|cuenta|compte|conta|iban|sort[ -]?code|routing|blz|policy|customer|member"
    r"(?:ship)?|loyalty|client|patient|donor|donation|p[óo]liza|cliente|kunden|mitglieds|kund)"
    r"(?:[ -]?(?:numbers?|no|nr|num|ref(?:erence)?|id|n[°º]|n[úu]mero|nummer|num[ée]ro))?[.:# \u00a0]{1,3}(?:is |: )?"
    r"(?P<value>[A-Za-z]{0,3}\d(?:[ -]?\d){4,19})(?![^\W_]|[.,]\d|%)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?:no|nr|num|n[°º]|ref\w*|id|number|nummer|n[úu]mero|num[ée]ro|code|blz|routing|acct|a/c)"
    r"[.:# \u00a0]{1,3}(?:is |: )?$|[:#] ?$",
    re.IGNORECASE,
)
_IDENTITY_LABEL = re.compile(
    r"\b(?:passport|passeport|reisepass|pasaporte|passaporte|nhs|ssn|social security|national insurance|ni|tfn|bsn|nif"
    r"|niss|cpf|dni|nie|steuer-?id|idnr|tax id|driving licen[cs]e|driver'?s licen[cs]e|personalausweis|medicare)"
    r"(?: (?:number|no|nr|nummer|num))?[.:# \u00a0]{1,3}(?:is )?"
    r"(?P<value>(?=[A-Za-z]{0,5}\d)[A-Za-z0-9](?:[ -]?[A-Za-z0-9]){5,19})(?![^\W_])",
    re.IGNORECASE,
)
# US: social security and taxpayer numbers. UK: national insurance. Italy: codice fiscale.
_UNITED_STATES = re.compile(r"(?<![\w-])(?!000|666)\d{3}-(?!00)\d\d-(?!0000)\d{4}(?![\w-])")
_UNITED_KINGDOM = re.compile(
    r"(?<!\w)(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?(?:\d\d ?){3}[A-D](?!\w)"
)
_SPAIN = re.compile(r"(?<!\w)(?:\d{8}|[XYZxyz]-?\d{7})[ -]?[A-Za-z](?!\w)")
_FRANCE = re.compile(r"(?<!\w)[12] ?\d\d ?\d\d ?(?:\d\d|2[AB]) ?\d{3} ?\d{3} ?\d\d(?!\w)")
_BRAZIL = re.compile(r"(?<!\w)\d{3}\.?\d{3}\.?\d{3}-\d\d(?!\w)")
_IRELAND = re.compile(r"(?<!\w)\d{7}[A-Wa-w][A-IWa-iw]?(?!\w)")
_CANADA = re.compile(r"(?<![\w-])\d{3}-\d{3}-\d{3}(?![\w-])")
_ITALY = re.compile(r"(?<!\w)[A-Z]{6}\d\d[A-EHLMPRST]\d\d[A-Z]\d{3}[A-Z](?!\w)")
_IPV4 = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![^\W_]|\.\d)")
_IPV6 = re.compile(r"(?<![\w:.])[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?![\w:])")
_VERSION = re.compile(r"(?:\bv|version|release|section|clause|chapter)\.? ?$", re.IGNORECASE)


def number_spans(text: str) -> Iterator[Span]:
    """Yield what was found, line by line, the surest first: a place may be found twice."""
    for line in _LINE.finditer(text):
        if _NUMERIC.search(line.group()):
            yield from _spans_in(text, *line.span())


def _spans_in(text: str, start: int, end: int) -> Iterator[Span]:
    for found in _IBAN.finditer(text, start, end):
        written = iban_in(found.group())
        if written:
            yield Span("iban", found.start(), found.start() + len(written))
    for kind, pattern, holds, group in _RECOGNISERS:
        yield from (Span(kind, *found.span(group)) for found in pattern.finditer(text, start, end) if holds(found))


def _is_account(found: re.Match[str]) -> bool:
    """A count reads alike (`customers: 120000`): a word for number, or eight digits behind the word for an account."""
    value, head = found["value"], found.string[found.start() : found.start("value")]
    if _NUMBERED.search(head):
        return len(digits_of(value)) > 5
    return len(digits_of(value)) >= 8 and head.lower().startswith(
        ("account", "bank", "konto", "cuenta", "compte", "conta")
    )


def _is_address(found: re.Match[str]) -> bool:
    before = found.string[max(0, found.start() - _LABEL_REACH) : found.start()]
    return all(int(part) < 256 for part in found.group().split(".")) and not _VERSION.search(before)


def _is_long_address(found: re.Match[str]) -> bool:
    """Eight groups, or fewer around `::`; times of the day (`10:30:15`) are neither."""
    try:
        ipaddress.IPv6Address(found.group())
    except ValueError:
        return False
    return len(found.group()) > 5 and any(char.isdigit() for char in found.group())


def _is_phone(found: re.Match[str]) -> bool:
    written = found.group().strip()
    digits = len(digits_of(written))
    if digits > 15 or _DAY.match(written):
        return False
    if _DIALLED.match(written) and digits >= 9 and not _GROUPED.fullmatch(written):
        return True
    if _LOCAL.fullmatch(written):
        return True
    before = found.string[max(0, found.start() - _LABEL_REACH) : found.start()]
    return _PHONE_LABEL.search(before) is not None and (digits >= 9 or not _GROUPED.fullmatch(written))


def _is_card(found: re.Match[str]) -> bool:
    return passes_luhn(digits_of(found.group()))


def _is_sure(found: re.Match[str]) -> bool:
    return bool(found.group())


def _is_labelled(found: re.Match[str]) -> bool:
    return len(digits_of(found["value"])) > 4


def _checked(check: Callable[[str], bool]) -> Callable[[re.Match[str]], bool]:
    return lambda found: check(found.group())


_RECOGNISERS: tuple[tuple[RedactedKind, re.Pattern[str], Callable[[re.Match[str]], bool], str | int], ...] = (
    ("card", _CARD, _is_card, 0),
    ("identity", _UNITED_STATES, _is_sure, 0),
    ("identity", _UNITED_KINGDOM, _is_sure, 0),
    ("identity", _SPAIN, _checked(is_spanish_id), 0),
    ("identity", _FRANCE, _checked(is_french_id), 0),
    ("identity", _BRAZIL, _checked(is_brazilian_id), 0),
    ("identity", _IRELAND, _checked(is_irish_id), 0),
    ("identity", _CANADA, _is_card, 0),
    ("identity", _ITALY, _is_sure, 0),
    ("identity", _IDENTITY_LABEL, _is_labelled, "value"),
    ("ip", _IPV4, _is_address, 0),
    ("ip", _IPV6, _is_long_address, 0),
    ("account", _ACCOUNT, _is_account, "value"),
    ("phone", _PHONE, _is_phone, 0),
)
"""By kind a pattern, what must hold of a match, and the group that is the value; the surest first."""
