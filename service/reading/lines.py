"""The lines of a brief and what each looks like on its own.

A line is told by its own characters only; what it is among its neighbours is decided in `blocks`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from service.reading.markup import (
    BREAK,
    CELL,
    COMMENT,
    HEAD_CELL,
    HEADINGS,
    ITEM,
    QUOTE_PREFIX,
    ROW,
    ROW_END,
    SCRIPT,
    Views,
)
from service.reading.word_lists import word_set

_LINE = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]*(?:\r\n|[\r\n\f\v\x85\u2028\u2029]|$)")

_MONTH = (
    "january|february|march|april|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mai|may(?=\\s+\\d{4})"
    "|januar|jänner|februar|märz|juni|juli|oktober|dezember|mär|okt|dez"
    "|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre"
    "|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
    "|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro"
)
_BULLET = re.compile(
    r"(?:[-*+•●○◦▪▫■□‣⁃∙·–—→➔➜▶►»❖✓✔✅✗✘❌☐☑☒\uf0a7\uf0b7\uf0d8]|o(?=\t| {2,}))[\t  ]+(?=\S)"
    r"|[•●▪‣✓✔✅☐☑\uf0b7](?=\w)|[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?\s+(?=\S)"
)

_CHECKBOX = re.compile(r"\[[ xX]?\]\s+")
_NUMBER = re.compile(
    r"(?:\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[a-zA-Z]|[ivx]{1,5}|[IVX]{1,5})\)|"
    r"\d{1,2}(?:\.\d{1,2}){1,3}\.?|\d{1,3}\.|[a-h]\.)"
    r"[\t  ]+(?:[-–—][\t ]+)?(?=\S)"
)
# "6. Dezember", "12.05. bis", "2.4 Million", "3.50 EUR", "10.30 - 11.00": the start of a sentence.
_DATE_START = re.compile(
    rf"\d{{1,2}}\.\s*(?:(?:{_MONTH}|quartal|halbjahr|woche)\b|\d{{1,2}}\.(?!\d*[.)]?\s+[A-ZÀ-Þ]))", re.IGNORECASE
)
_DECIMAL_IN_PROSE = re.compile(
    r"\d+\.\d+\.?\s+(?:[a-zà-ÿ%€£$]|[-–—]?\s*\d|[KMB]\b|M(?:io|rd|illion)|Billion|Lakh|Crore|Uhr|"
    r"EUR|USD|GBP|CHF)"
)
_COMMENT_MARK = re.compile(r"#(?:\s|$)")
_LEAST_COMMENTS = 3
"""House default: two headings may stand one below the other, three without a line between them are comments."""
_FRONT = 4
"""Lines among which front matter begins."""
_ATX = re.compile(r"(#{1,6})[\t ]+(?=\S)|(#{2,6})(?=[A-ZÀ-Þ][a-zà-ÿ]+ \w)")
_RULE = re.compile(r"([-*_=~–—#•·+])(?:[\t ]*\1){2,}$")
_FENCE = re.compile(r"(?:\\?`\\?`\\?`+|~~~+)\s*(?:[\w+.#{}-]{1,20})?\s*$")
_CELL_MARKS = CELL + HEAD_CELL + ROW_END
_TERMINAL = ".!?…。！？"


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its indentation, quote marks and trailing blanks.

    `start` and `end` are offsets into the text; `indent` counts columns (a tab is four); `quoted` is the
    depth of `>` in front.
    """

    start: int
    end: int
    indent: int
    text: str
    quoted: int = 0

    @property
    def blank(self) -> bool:
        return self.start == self.end


def lines(seen: Views) -> list[Line]:
    """Cut the outline of a brief into lines."""
    outline = seen.outline
    found = [
        _line(outline, match.start(), match.end()) for match in _LINE.finditer(outline) if match.end() > match.start()
    ]
    return _without_comment_marks(found)


def _without_comment_marks(found: list[Line]) -> list[Line]:
    """Lines that all begin with `#` one below the other are the comments of a settings file and no headings."""
    run: list[int] = []
    for index in range(len(found) + 1):
        if index < len(found) and _COMMENT_MARK.match(found[index].text):
            run.append(index)
            continue
        if len(run) >= _LEAST_COMMENTS and not _in_front_matter(found, run[0]):
            for place in run:
                line = found[place]
                text = line.text[1:].lstrip()
                found[place] = Line(line.end - len(text), line.end, line.indent, text, line.quoted)
        run = []
    return found


def _in_front_matter(found: list[Line], index: int) -> bool:
    """Tell whether the settings in front of a page are open at a line."""
    rules = [place for place in range(index) if found[place].text == "---"]
    return len(rules) == 1 and rules[0] < _FRONT


def _line(outline: str, start: int, end: int) -> Line:
    raw = outline[start:end]
    body = raw.lstrip()
    quoted = 0
    if body.startswith(">") and (prefix := QUOTE_PREFIX.match(body)):
        quoted = prefix[0].count(">")
        body = body[prefix.end() :].lstrip()
    if body[:1] == ROW_END or not body.strip(_CELL_MARKS + " \t\r\n"):
        body = body.lstrip(_CELL_MARKS + " ")
    indent = 0 if quoted else _columns(raw[: len(raw) - len(body)])
    begin = start + len(raw) - len(body)
    body = body.rstrip()
    return Line(begin, begin + len(body), indent, body, quoted)


def without_cell_marks(line: Line) -> Line:
    """The line of a table that is there for the layout only, as a line of plain text."""
    text = line.text.lstrip(ROW + _CELL_MARKS + " ")
    start = line.end - len(text)
    text = text.rstrip(_CELL_MARKS + " ")
    return Line(start, start + len(text), line.indent, text, line.quoted)


def _columns(blanks: str) -> int:
    return len(blanks) + 3 * blanks.count("\t")


# --- what a line looks like ---------------------------------------------------------------------


def is_rule(line: Line) -> bool:
    """Tell whether the line is a rule: `---`, `***`, `=====`."""
    return len(line.text) >= 3 and bool(_RULE.match(line.text))


def is_fence(line: Line) -> bool:
    """Tell whether the line opens or closes fenced code."""
    return line.text[:1] in "\\`~" and bool(_FENCE.match(line.text))


def heading_level(line: Line) -> tuple[int, int] | None:
    """Level 1 to 6 and width of the mark of a Markdown or HTML heading."""
    first = line.text[:1]
    if first in HEADINGS and first:
        return HEADINGS.index(first) + 1, 1
    if first == "#" and (match := _ATX.match(line.text)):
        return len(match[1] or match[2]), match.end()
    return None


def bullet_width(line: Line) -> int:
    """Width of the bullet and of a check box behind it; 0 where there is none."""
    text = line.text
    if text[:1] == ITEM:
        # An HTML list item may hold a paragraph or a bullet of its own.
        return len(text) - len(text[1:].lstrip(" "))
    match = _BULLET.match(text)
    if match is None:
        return 0
    box = _CHECKBOX.match(text, match.end())
    return box.end() if box else match.end()


def number_width(line: Line) -> int:
    """Width of a list number such as `1.`, `(2)`, `3.2`, `b)`; 0 where there is none.

    "6. December", "12.05. to" and "2.4 million" begin a sentence, not a list item.
    """
    match = _NUMBER.match(line.text)
    if match is None or _is_date_or_decimal(line.text):
        return 0
    return match.end()


def _is_date_or_decimal(text: str) -> bool:
    return bool(_DATE_START.match(text) or _DECIMAL_IN_PROSE.match(text))


def number_depth(line: Line) -> int:
    """How deep a list number is: 1 for `3.`, 2 for `3.2`."""
    return 1 + line.text[: number_width(line)].strip(" .)-–—").count(".")


def is_hard_break(line: Line) -> bool:
    """Tell whether the line starts behind an HTML line break."""
    return line.text[:1] == BREAK


def is_hidden(line: Line) -> bool:
    """Tell whether the line stands for a script, a style sheet or a comment."""
    return line.text[:1] in (SCRIPT, COMMENT)


def is_row(line: Line) -> bool:
    """Tell whether the line is the row of an HTML table."""
    return line.text[:1] == ROW


def ends_sentence(text: str) -> bool:
    """Tell whether the text ends as a sentence does, quotes and brackets aside."""
    return text.rstrip("\"'”’»)]*_` ")[-1:] in _TERMINAL if text else False


_CODE_LIKE = re.compile(
    r"[{};]\s*$|^\s*[{}<>$]|[├└]──|=>|\b\w{1,60}\([^)]{0,200}\);?\s*$|^\s*\??\w+=\S+|^\s*//|"
    r"^[\w.@/-]+/(?:\s|$)|"
    r"^\s*[\w./-]+\.\w{2,5}\s*(?:#|…|←|$)|^(?:cd|npm|pip|python3?|git|curl|export|import|from \w+ "
    r"import|SELECT|const|let|var)\s"
)
_DRAWING = re.compile(r"[\s|+=_*#~<>─-▟-]+")


def looks_like_code(text: str) -> bool:
    """Tell whether a line of fenced text is code, a path or a file tree rather than words for people."""
    return bool(_CODE_LIKE.search(text))


def is_drawing(text: str) -> bool:
    """Tell whether a text is nothing but lines and corners drawn with characters."""
    return bool(_DRAWING.fullmatch(text))


# Words after which a line cannot end unless it was wrapped by hand.
_UNFINISHED = word_set(
    "a an the of to in on at for from with by and or but as is are was were will be our their "
    "your its into per "
    "der die das den dem des ein eine einen und oder mit von bei im am zum zur für auf an in "
    "le la les un une des du de et ou à au aux en pour par sur avec dans el los las y o del para "
    "con por al "
    "os um uma e do da dos das com no na em"
)


def wrap_width(found: list[Line]) -> int:
    """Columns at which a text was wrapped by hand, 0 where it was not.

    The proof is a line of some length that the next line takes up in lower case, at least twice.
    """
    broken = [
        len(line.text)
        for line, following in pairwise(found)
        if 45 <= len(line.text) <= 130
        and following.text[:1].islower()
        and not ends_sentence(line.text)
        and not line.text.endswith(":")
    ]
    # Not the longest: a web address sticks out of every wrapped text.
    return sorted(broken)[len(broken) * 4 // 5] if len(broken) >= 2 else 0


_LONG_LINE = 60
"""Characters of a line that hardly is a heading or an item."""


def runs_on(line: Line, following: Line, width: int, text: str) -> bool:
    """Tell whether a line was broken by hand, so that `following` continues its sentence.

    Args:
        line: the upper line.
        following: the lower line.
        width: what `wrap_width` says of the text.
        text: the outline, for the blanks behind the line.
    """
    if is_hard_break(following) or line.quoted != following.quoted or line.text.endswith((":", ";")):
        return False
    lower = following.text[:1].islower()
    if lower and (len(line.text) >= 30 or (following.indent and len(line.text) >= 15)):
        return True
    if text[line.end : line.end + 2] == "  " and not lower:
        return False  # the hard line break of Markdown
    last = line.text.rsplit(None, 1)[-1].lower()
    if len(line.text) >= 20 and (last in _UNFINISHED or last.endswith((",", "-", "–", "&"))):
        return True
    if len(line.text) >= _LONG_LINE and following.text[:1].isdigit() and line.text[-1].isalpha():
        return True  # "... we send" / "310,000 reminders": nothing ends there
    first = following.text.split(None, 1)[0]
    return bool(width) and len(line.text) + 1 + len(first) > 0.85 * width


STARTERS: tuple[Callable[[Line], object], ...] = (
    is_fence, is_rule, heading_level, is_hidden, is_row, bullet_width, number_width,
)  # fmt: skip


def starts_block(line: Line) -> bool:
    """Tell whether the line begins something of its own, so that no paragraph runs into it."""
    return any(test(line) for test in STARTERS)
