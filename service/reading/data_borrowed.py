"""Names of data that stand for something else: an amount (`two lists`), the campaign's own date, a team or machine."""

from service.reading.data_words import data_words
from service.reading.lexicon import Hit
from service.reading.scan import NameScan

_SHARES = frozenset({"%", "percent", "cent"})
# "3,200 mobile numbers", "2,100 newsletter subscribers": what is counted is held.
_HELD_BY_THE_THOUSAND = frozenset(
    {"email_address", "phone_number", "newsletter_subscribers", "consent_record", "leads"}
)
# "31% opens": the figure of a measure by its own name.
_SHARED = frozenset({"opens", "clicks", "unsubscribes", "deliverability"})
# "the 5pm to 8pm consumption" has no amount in it.
_OF_THE_DAY = ("am", "pm")
_MEASURED = frozenset({"sales", "voucher", "conversions", "booking", "registration", "visits", "retention", "ticket"})
_TOLD_WORDS = 3
_SHARE_WORDS = 4
_DAYS = frozenset({"date", "dates", "deadline"})
_DATED = frozenset(" \t\n(:=|")
_MONTHS = frozenset(
    {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"}
    | {"december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"}
)
_COPULAS = frozenset({"of", "is", "was", "on"})


def is_borrowed(scan: NameScan, hit: Hit) -> bool:
    """Tell whether the words of a catalogue entry do not speak of data here."""
    amount = hit.lexeme.id not in _HELD_BY_THE_THOUSAND and is_amount(scan, hit.first, hit.last)
    amount = amount and not (hit.lexeme.id in _SHARED and scan.words.folded[hit.first - 1] in _SHARES)
    amount = amount or (hit.lexeme.id in _MEASURED and _is_share(scan, hit.first))
    return amount or _is_dated(scan, hit.last) or _names_holder(scan, hit.last)


def is_amount(scan: NameScan, first: int, last: int) -> bool:
    """Tell whether a number stands right before: `186,000 addresses`, `38k followers`; `41% opens` is a figure."""
    words = scan.words
    if first == 0 or not words.joined[first] or last - first >= _TOLD_WORDS:
        return False
    before = words.folded[first - 1]
    if before in _SHARES or before.endswith(_OF_THE_DAY):
        return False
    if not before[0].isdigit() and before not in data_words("data_numerals"):
        return False
    return first < 2 or words.folded[first - 2] not in data_words("data_last_words")


def _is_share(scan: NameScan, first: int) -> bool:
    """`30% of bonus vouchers redeemed`: the figure of a target."""
    words = scan.words.folded
    for at in range(first - 1, max(0, first - _SHARE_WORDS), -1):
        if words[at] == "of":
            return words[at - 1] in _SHARES or words[at - 1][0].isdigit()
    return False


def _is_dated(scan: NameScan, last: int) -> bool:
    """Tell whether the day itself follows: `the last delivery date (20 December)`."""
    words = scan.words
    if words.folded[last] not in _DAYS or last + 1 == len(words) or not _DATED.issuperset(words.gaps[last + 1]):
        return False
    after = last + 2 if words.folded[last + 1] in _COPULAS and last + 2 < len(words) else last + 1
    return words.folded[after][0].isdigit() or words.folded[after] in _MONTHS


def _names_holder(scan: NameScan, last: int) -> bool:
    """Tell whether the words only say which team or machine: `disability liaison officer`, `price engine`."""
    words = scan.words
    return last + 1 < len(words) and words.joined[last + 1] and words.folded[last + 1] in data_words("data_holders")
