"""Contrast of two colours as WCAG 2 defines it: relative luminance of sRGB, and the ratio of two of them.

Source: WCAG 2.2, definitions of "relative luminance" and "contrast ratio"; 4.5:1 for text and 3:1 for large text are
success criterion 1.4.3 (AA), 7:1 and 4.5:1 are 1.4.6 (AAA).
"""

from dataclasses import dataclass

_THRESHOLD = 0.04045
_WEIGHTS = (0.2126, 0.7152, 0.0722)
_STEPS = 100


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour of sRGB, each part 0 to 255.

    Raises:
        ValueError: a part lies outside.
    """

    red: int
    green: int
    blue: int

    def __post_init__(self) -> None:
        if not all(0 <= part <= 255 for part in self.parts):
            raise ValueError(f"parts of a colour are 0 to 255, not {self.parts}")

    @classmethod
    def of(cls, written: str) -> "Colour":
        """From "#F28C28", "F28C28" or "#fff".

        Raises:
            ValueError: it is not written so.
        """
        digits = written.lstrip("#")
        digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
        if len(digits) != 6:
            raise ValueError(f"{written} is no colour of six or three digits")
        return cls(*(int(digits[at : at + 2], 16) for at in (0, 2, 4)))

    @property
    def parts(self) -> tuple[int, int, int]:
        """Red, green, blue."""
        return self.red, self.green, self.blue

    @property
    def luminance(self) -> float:
        """Relative luminance: 0 for black, 1 for white."""
        return sum(weight * _linear(part) for weight, part in zip(_WEIGHTS, self.parts, strict=True))

    def __str__(self) -> str:
        """As it is written: "#F28C28"."""
        return f"#{self.red:02X}{self.green:02X}{self.blue:02X}"


BLACK, WHITE, NEAR_BLACK = Colour(0, 0, 0), Colour(255, 255, 255), Colour(26, 26, 26)


def _linear(part: int) -> float:
    share = part / 255
    return share / 12.92 if share <= _THRESHOLD else float(((share + 0.055) / 1.055) ** 2.4)


def contrast(one: Colour, other: Colour) -> float:
    """The ratio of the lighter to the darker, 1 to 21."""
    high, low = sorted((one.luminance, other.luminance), reverse=True)
    return (high + 0.05) / (low + 0.05)


def darkened(ground: Colour, text: Colour, ratio: float) -> Colour | None:
    """The lightest darker shade of a ground on which a text has the contrast; None where even black is not enough."""
    for step in range(_STEPS + 1):
        shade = Colour(*(round(part * (_STEPS - step) / _STEPS) for part in ground.parts))
        if shade.luminance <= text.luminance and contrast(shade, text) >= ratio:
            return shade
    return None
