"""Text messages in parts: one that is too long for a single part is cut, and each piece loses room to its header.

Source of the lengths: 3GPP TS 23.038 (7-bit alphabet, UCS-2) and TS 23.040 (the header that joins the parts).
"""

from dataclasses import dataclass

from service.computing.sums.exact import above_zero


@dataclass(frozen=True, slots=True)
class Cut:
    """Characters of a text that is one part, and of each part of a longer one.

    Raises:
        ValueError: a number is not above zero.
    """

    single: int
    further: int

    def __post_init__(self) -> None:
        above_zero(single=self.single, further=self.further)


GSM = Cut(160, 153)
UNICODE = Cut(70, 67)


def parts_for(characters: int, cut: Cut = GSM) -> int:
    """Parts that a text of so many characters is sent as.

    Raises:
        ValueError: there are no characters.
    """
    above_zero(characters=characters)
    return 1 if characters <= cut.single else -(-characters // cut.further)
