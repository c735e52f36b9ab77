"""The brief with its markup blanked out, character for character.

Two views are made of the original text, both exactly as long as it, so that an offset into one is an
offset into all three:

* `outline`: HTML becomes line breaks and marks (below), control and invisible characters become blanks.
  Markdown is still there. Blocks are found in it.
* `readable`: inline Markdown (`**`, backticks, link targets) is blank as well. Sentences end, and words
  are read, in it.

Everything here is linear in the length of the text: every scan moves forwards, and a closing tag that
was not found once is not looked for again.
"""

import html
import re
from dataclasses import dataclass, field

from service.reading.word_lists import word_set

# Noncharacters (Unicode 16, section 23.7: for internal use, never interchanged) stand for the structure
# that HTML tags carry. Where a brief holds them they are blanked before.
HEADINGS = "\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4\ufdd5"
ITEM, ROW, CELL, HEAD_CELL, BREAK, SCRIPT, COMMENT, ROW_END = "\ufdd6\ufdd7\ufdd8\ufdd9\ufdda\ufddb\ufddc\ufddd"

TABLE_MARKS = BREAK + ITEM + ROW + CELL + HEAD_CELL + ROW_END

_INVISIBLE = "\xad\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff"
_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_CONTROLS = "".join(map(chr, [*range(9), *range(14, 32), *range(127, 133), *range(134, 160)]))
_NONCHARACTERS = "".join(map(chr, range(0xFDD0, 0xFDF0)))
_WIDE_BLANKS = "\xa0\u2007\u202f\u3000"
_TAG_CHARACTERS = "".join(map(chr, range(0xE0000, 0xE0080)))
_BLANKED = dict.fromkeys(
    map(ord, _INVISIBLE + _BIDI + _CONTROLS + _NONCHARACTERS + _WIDE_BLANKS + _TAG_CHARACTERS), " "
)

CONTROL_CHARACTERS = re.compile(f"[{re.escape(_CONTROLS + _NONCHARACTERS)}]")

_INLINE = word_set(
    "a abbr acronym b bdi bdo big button center cite code data del dfn em font i img input ins "
    "kbd label mark "
    "meter o:p picture progress q s samp small source span strike strong sub sup time tt u var wbr"
)
_LEAVES = word_set("p li td th h1 h2 h3 h4 h5 h6 dt dd caption title summary figcaption legend option")
_BLOCKS = word_set(
    "html head body meta link base main section article aside header footer nav div table thead "
    "tbody tfoot "
    "tr ul ol dl blockquote pre hr br form fieldset figure video audio iframe details select "
    "textarea "
    "noscript template svg col colgroup center address"
)
_TAGS = _INLINE | _LEAVES | _BLOCKS
_HIDDEN = ("script", "style")
_TOKEN = re.compile(
    r"^[ \t]*(?:\\?`){3,}|^[ \t]*~~~+|`[^`\n]{1,300}`|<!--|<!doctype[^<>]*>|"
    r"</?([A-Za-z][A-Za-z0-9:]*)(?:[\s/][^<>]*)?>|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|"
    r"[A-Za-z]{2,8}\d{0,2});",
    re.IGNORECASE | re.MULTILINE,
)
_EMPTY_LINE = re.compile(r"\n[ \t]*\r?\n")
_MARKS = {
    "li": ITEM, "tr": ROW, "td": CELL, "th": HEAD_CELL, "br": BREAK, "dt": ITEM, "option": ITEM,
    **{f"h{level}": mark for level, mark in enumerate(HEADINGS, 1)},
}  # fmt: skip

_LINK = re.compile(r"!?\[([^\[\]\n]{1,1000})\](\([^()\n]{0,2000}\))")
# "> 3 visits" is a comparison, "> 3. point" a quoted list.
QUOTE_PREFIX = re.compile(r"^[ \t]*(?:>(?![ \t]*\d+(?:[^.)\d]|$)) ?)+", re.MULTILINE)
_INLINE_MARKS = re.compile(
    r"`+|~~|(?<![\s*])\*++|(?<!\*)\*++(?!\s)|(?<!\w)_+(?=\S)|(?<=[^\s_])_++(?!\w)|"
    r"\\(?=[!-/:-@\[-`{-~])"
)


_INLINE_HINT = re.compile(r"[`~*_\\]")


@dataclass(frozen=True)
class Views:
    """A text in three forms of equal length, and the spans of scripts and comments in it."""

    text: str
    outline: str
    readable: str
    hidden: dict[int, int] = field(default_factory=dict)
    """Start to end of what no reader of the page sees, keyed by the place of its mark in `outline`."""


_FOR_READERS = str.maketrans(dict.fromkeys(_NONCHARACTERS, " ") | {CELL: "|", HEAD_CELL: "|"})


def for_readers(readable: str) -> str:
    """The readable view without the marks of this module: cells of HTML tables stand between bars."""
    return readable.translate(_FOR_READERS)


def views(text: str) -> Views:
    """Blank out the markup of `text` without moving a character."""
    plain = text.translate(_BLANKED)
    hidden: dict[int, int] = {}
    outline = _without_html(plain, hidden) if "<" in plain or "&" in plain else plain
    return Views(text, outline, _without_inline_marks(outline), hidden)


def _without_inline_marks(outline: str) -> str:
    if ">" in outline:
        outline = QUOTE_PREFIX.sub(_blank, outline)
    readable = _LINK.sub(_blank_target, outline) if "](" in outline else outline
    return _INLINE_MARKS.sub(_blank, readable) if _INLINE_HINT.search(readable) else readable


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _blank_target(match: re.Match[str]) -> str:
    """Keep the words of a link and blank its brackets and target."""
    words = match[1]
    before = match.start(1) - match.start()
    return " " * before + words + " " * (len(match[0]) - before - len(words))


@dataclass
class _Html:
    """The state of one pass over the tags."""

    text: str
    hidden: dict[int, int]
    pieces: list[str] = field(default_factory=list)
    done: int = 0
    in_leaf: bool = False
    in_pre: bool = False
    missing: set[str] = field(default_factory=set)
    """Closing strings that do not occur any more."""

    def copy_until(self, end: int) -> None:
        between = self.text[self.done : end]
        if self.in_leaf and not self.in_pre and "\n" in between:
            if _EMPTY_LINE.search(between):
                self.in_leaf = False
            else:
                between = between.replace("\r", " ").replace("\n", " ")
        self.pieces.append(between)
        self.done = end

    def put(self, replacement: str, end: int) -> None:
        self.pieces.append(replacement.ljust(end - self.done)[: end - self.done])
        self.done = end

    def find_close(self, closing: str, start: int) -> int:
        if closing in self.missing:
            return -1
        found = self.text.find(closing, start)
        if found < 0:
            self.missing.add(closing)
        return found


def _without_html(text: str, hidden: dict[int, int]) -> str:
    state = _Html(text, hidden)
    for match in _TOKEN.finditer(text):
        if match.start() < state.done:
            continue
        state.copy_until(match.start())
        _take(state, match)
    state.copy_until(len(text))
    return "".join(state.pieces)


def _take(state: _Html, match: re.Match[str]) -> None:
    """Replace one token by blanks, breaks and marks of the same length."""
    token, name = match[0], (match[1] or "").lower()
    if token[0] not in "<&":
        _keep_code(state, match)
    elif token.startswith("&"):
        state.put(_entity(token), match.end())
    elif token.startswith("<!--"):
        _take_comment(state, match)
    elif token.startswith("<!"):
        state.put("", match.end())
    elif name in _HIDDEN and token[1] != "/":
        _take_script(state, match, name)
    elif name in _TAGS or name in _HIDDEN:
        _take_tag(state, match, name)


def _keep_code(state: _Html, match: re.Match[str]) -> None:
    """Tags in Markdown code are text: leave them as they are."""
    mark, end = match[0].lstrip(), match.end()
    if not mark.endswith("`") or mark.strip("\\`") == "":
        close = state.find_close(f"\n{mark[:6] if mark[0] == chr(92) else mark[:3]}", end)
        end = close + 1 if close >= 0 else end
    state.put(state.text[state.done : end], end)


def _entity(token: str) -> str:
    """The character an entity stands for, blanks after it; the entity itself when it is none."""
    character = html.unescape(token)
    if character == token or len(character) > 1:
        return token
    character = character.translate(_BLANKED)
    # A currency sign belongs to the digits behind it ("&euro;50"), everything else to the word before.
    return character.rjust(len(token)) if character in "€£$¥" else character.ljust(len(token))


def _take_comment(state: _Html, match: re.Match[str]) -> None:
    close = state.find_close("-->", match.end())
    if close < 0:
        state.put("", match.end())
        return
    end = close + 3
    alone = _line_is_blank_around(state.text, match.start(), end)
    if alone:
        state.hidden[match.start() + 1] = end
    state.put(f"\n{COMMENT}" if alone else "", end - 1)
    state.put("\n" if alone else "", end)


def _line_is_blank_around(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 80) : start].rsplit("\n", 1)[-1]
    after = text[end : end + 80].split("\n", 1)[0]
    return not before.strip() and not after.strip()


def _take_script(state: _Html, match: re.Match[str], name: str) -> None:
    close = state.find_close(f"</{name}", match.end())
    if close < 0:
        state.put("\n", match.end())
        return
    end = state.text.find(">", close) + 1 or len(state.text)
    state.hidden[match.start() + 1] = end
    state.put(f"\n{SCRIPT}", end - 1)
    state.put("\n", end)


def _take_tag(state: _Html, match: re.Match[str], name: str) -> None:
    closing = match[0][1] == "/"
    if name in _INLINE:
        state.put("", match.end())
        return
    mark = _MARKS.get(name, "") if not closing else ROW_END if name in ("tr", "table") else ""
    if name in ("td", "th"):
        # Cells stay on the line of their row.
        state.put(mark, match.end())
    else:
        gap = "" if name in ("br", "li", "tr", "dt", "dd", "option") else "\n"
        state.put(f"{gap}\n{mark}", match.end())
    state.in_pre = (name == "pre" and not closing) or (state.in_pre and name != "pre")
    state.in_leaf = (name in _LEAVES and not closing) or (state.in_leaf and name == "br")
