"""Check digits: what tells a card, an account or a person's number from any other row of digits.

Sources: ISO/IEC 7812-1 (cards), ISO 13616 (IBAN), and for persons' numbers the rules that the countries publish:
Spain, real decreto 1553/2005 (letter of the DNI), France, INSEE (key of the NIR), Brazil, Receita Federal (digits of
the CPF), Ireland, Department of Social Protection (letter of the PPSN), Canada, Employment and Social Development
(SIN).
"""

from collections.abc import Iterable

IBAN_LENGTHS = {
    "AD": 24, "AE": 23, "AT": 20, "BE": 16, "BG": 22, "BR": 29, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18,
    "EE": 20, "ES": 24, "FI": 18, "FO": 18, "FR": 27, "GB": 22, "GI": 23, "GL": 18, "GR": 27, "HR": 21, "HU": 28,
    "IE": 22, "IL": 23, "IS": 26, "IT": 27, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MT": 31, "NL": 18,
    "NO": 15, "PL": 28, "PT": 25, "RO": 24, "RS": 22, "SA": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TR": 26,
}  # fmt: skip
"""Characters of an IBAN by country (SWIFT, IBAN registry)."""
_DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
_PPSN_LETTERS = "WABCDEFGHIJKLMNOPQRSTUV"


def digits_of(text: str) -> str:
    """The ASCII digits of a text, in order."""
    return "".join(char for char in text if "0" <= char <= "9")


def passes_luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the others; digits of one kind alone never are."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return len(set(digits)) > 1 and (sum(map(int, digits[-1::-2])) + sum(doubled)) % 10 == 0


def iban_in(text: str) -> str:
    """The IBAN that a text begins with, as written; empty when it begins with none."""
    wanted, taken = IBAN_LENGTHS.get(text[:2].upper(), 0), 0
    for at, char in enumerate(text):
        taken += char.isalnum()
        if taken == wanted:
            return text[: at + 1] if _passes_mod_97(text[: at + 1]) else ""
    return ""


def _passes_mod_97(iban: str) -> bool:
    plain = "".join(char for char in iban.upper() if char.isalnum())
    rest = 0
    for char in plain[4:] + plain[:4]:
        value = int(char, 36)
        rest = (rest * (100 if value > 9 else 10) + value) % 97
    return rest == 1


def is_spanish_id(text: str) -> bool:
    """Whether a DNI or NIE ends in its letter."""
    plain = text.upper().replace("-", "").replace(" ", "")
    number = plain[:-1].translate(str.maketrans("XYZ", "012"))
    return _DNI_LETTERS[int(number) % 23] == plain[-1]


def is_french_id(text: str) -> bool:
    """Whether a NIR of 15 characters ends in its key; the two departments of Corsica count as 19 and 18."""
    plain = "".join(text.upper().split())
    number = plain[:-2].replace("2A", "19").replace("2B", "18")
    return number.isdigit() and 97 - int(number) % 97 == int(plain[-2:])


def is_brazilian_id(text: str) -> bool:
    """Whether a CPF ends in its two check digits."""
    digits = [int(digit) for digit in digits_of(text)]
    return len(set(digits)) > 1 and all(_cpf_digit(digits[:size]) == digits[size] for size in (9, 10))


def _cpf_digit(digits: list[int]) -> int:
    rest = _weighed(digits, range(len(digits) + 1, 1, -1)) % 11
    return 0 if rest < 2 else 11 - rest


def is_irish_id(text: str) -> bool:
    """Whether a PPSN has its check letter; the second letter, where there is one, counts ninefold."""
    plain = text.upper()
    second = _PPSN_LETTERS.index(plain[8]) * 9 if len(plain) > 8 else 0
    total = _weighed([int(digit) for digit in plain[:7]], range(8, 1, -1)) + second
    return _PPSN_LETTERS[total % 23] == plain[7]


def _weighed(digits: Iterable[int], weights: Iterable[int]) -> int:
    return sum(digit * weight for digit, weight in zip(digits, weights, strict=True))
