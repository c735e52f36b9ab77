"""The lines of a brief put together into blocks: paragraphs, headings, items, rows, fields, code.

Blocks come in the order of the text and never overlap; what no block covers is markup (list marks, rules,
table borders, tags) or blank. Whether a short line is a heading depends on its neighbours: `structure`
decides that.
"""

import re

from schemas.brief import SentenceKind
from service.reading import mail, paragraphs, reasons, tables
from service.reading.labels import MAX_WORDS, label_of
from service.reading.layout import Block, Recogniser, Scan
from service.reading.lines import (
    Line,
    bullet_width,
    heading_level,
    is_fence,
    is_hidden,
    is_rule,
    lines,
    looks_like_code,
    number_depth,
    number_width,
)
from service.reading.markup import COMMENT, Views

NUMBERED_LEVEL = 8
"""Level of "3." as a heading; "3.2" is one lower. Above it lie Markdown's six and lines in capitals."""

_ITEM_LABEL_WORDS = 4
"""House default: "Make it easy for them to share: ..." is an instruction, "Budget for media: ..." a label."""
_FRONT_MATTER_REACH = 120
_TEMPLATE_REACH = 300
_KEY = re.compile(r"[\w.-]+\s*[:=](?:\s|$)")
_METADATA = re.compile(
    r"(?:date|tags?|categor(?:y|ies)|layout|slug|permalink|draft|lang|thumbnail|weight|aliases|"
    r"comments|toc|"
    r"sort_\w+|sidebar\w*|\w+_(?:at|id|time|url|order|purpose|from)|versions?|keywords|image|type|"
    r"sources?)$",
    re.IGNORECASE,
)
_EMPTY_VALUE = re.compile(r"\b(?:none|null|nil|false|true)\b", re.IGNORECASE)
_TEMPLATE = re.compile(r"\{%|\{\{[#/!>&]?|</?%")
_CLOSERS = {"{%": "%}", "{{": "}}", "<%": "%>", "</": "%>"}
_SPOKEN = re.compile(r"(?:[A-Za-zÀ-ÿ’']+,? ){6}[^\n{}]{0,400}[.!?][\"']")
_NAME_ONLY = re.compile(r"\{\{\s*[\w.]+\s*\}\}")
_ONE_TEMPLATE = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}|<%[^<>]*%>")
_FENCED_SHARE = 0.6
"""House default: a brief of which more than this stands inside one fence was pasted so; it is not code."""


def scan(seen: Views) -> list[Block]:
    """Cut a brief into blocks."""
    state = Scan(seen, lines(seen))
    _front_matter(state)
    while state.at < len(state.lines):
        for recognise in _RECOGNISERS:
            if recognise(state):
                break
    return state.blocks


# --- what begins at a line, tried in this order -------------------------------------------------


def _blank(state: Scan) -> bool:
    if not state.line.blank:
        return False
    state.at += 1
    state.new_chunk()
    return True


def _fence(state: Scan) -> bool:
    if not is_fence(state.line):
        return False
    close = _closing_fence(state)
    inside = state.lines[state.at + 1 : close] if close else []
    if not inside or inside[-1].end - inside[0].start > _FENCED_SHARE * len(state.seen.text):
        state.at += 1  # the mark alone: what stands behind it is read
        state.new_chunk()
        return True
    _take_fenced(state, inside)
    state.at += len(inside) + 2
    state.new_chunk()
    return True


def _take_fenced(state: Scan, inside: list[Line]) -> None:
    """Code is one block; words that were fenced for their looks (a flyer text) are read line by line."""
    spoken = [line for line in inside if not line.blank]
    if not spoken:
        return
    hidden = any(map(is_hidden, spoken))
    if not hidden and 2 * sum(looks_like_code(line.text) for line in spoken) >= len(spoken):
        whole = Block("code", spoken[0].start, spoken[-1].end, aside=reasons.CODE, chunk=state.chunk)
        state.add(whole)
        return
    for line in spoken:
        if is_hidden(line):
            state.blocks.append(_hidden_block(state, line))
        else:
            state.add(Block("quote", line.start, line.end, aside=reasons.CODE, chunk=state.chunk))


def _closing_fence(state: Scan) -> int | None:
    """Index of the next fence when it closes the one at the line."""
    behind = range(state.at + 1, len(state.lines))
    found = next((i for i in behind if is_fence(state.lines[i])), None)
    if found is None:
        return None
    return found if _fence_sign(state.lines[found]) == _fence_sign(state.line) else None


def _fence_sign(line: Line) -> str:
    return line.text.lstrip("\\")[0]


def _hidden(state: Scan) -> bool:
    """A script, a style sheet or a comment that stands alone."""
    if not is_hidden(state.line):
        return False
    state.blocks.append(_hidden_block(state, state.line))
    state.at += 1
    state.new_chunk()
    return True


def _hidden_block(state: Scan, line: Line) -> Block:
    comment = line.text[0] == COMMENT
    kind: SentenceKind = "markup" if comment else "code"
    aside = reasons.COMMENT if comment else reasons.CODE
    end = state.seen.hidden.get(line.start, line.end)
    # The mark stands behind the line break that took the place of "<".
    return Block(kind, line.start - 1, end, aside=aside, chunk=state.chunk)


def _template(state: Scan) -> bool:
    """Template code that fills its lines: `{% ... %}`, a `{{ ... }}` over several lines."""
    match = _TEMPLATE.match(state.line.text)
    if match is None:
        return False
    last = _line_with(state, _CLOSERS[match[0][:2]])
    if last is None:
        return False
    line, end = state.line, state.lines[last].end
    if _SPOKEN.search(state.seen.outline, line.start, end):
        return False  # a component that holds a text for its readers
    aside = reasons.PLACEHOLDER if _NAME_ONLY.fullmatch(line.text) else reasons.CODE
    state.add(Block("code", line.start, end, aside=aside, chunk=state.chunk))
    state.at = last + 1
    return True


def _line_with(state: Scan, closer: str) -> int | None:
    """Index of the line that ends with `closer`; None where words stand behind it on the first line."""
    first = state.line.text
    found = first.find(closer, 2)
    if found >= 0:
        rest = _ONE_TEMPLATE.sub("", first[found + len(closer) :])
        return None if rest.strip() else state.at
    for index in range(state.at + 1, min(len(state.lines), state.at + _TEMPLATE_REACH)):
        if state.lines[index].text.endswith(closer):
            return index
    return None


def _heading(state: Scan) -> bool:
    found = heading_level(state.line)
    if found is None:
        return False
    level, width = found
    line = state.line
    text = line.text[width:]
    start = line.start + width + len(text) - len(text.lstrip())
    end = line.start + len(line.text.rstrip("# "))
    state.new_chunk()
    state.add(Block("heading", start, max(start, end), level=level, chunk=state.chunk))
    state.at += 1
    state.new_chunk()
    return True


def _rule(state: Scan) -> bool:
    if not is_rule(state.line):
        return False
    state.at += 1
    state.new_chunk()
    return True


def _item(state: Scan) -> bool:
    line = state.line
    bullet = bullet_width(line)
    number = 0 if bullet else number_width(line)
    width = bullet or number
    if not width:
        return False
    if width >= len(line.text):
        return _bare_item(state)
    start, last = line.start + width, paragraphs.last_line_of_run(state, state.at)
    end = state.lines[last].end
    readable = state.seen.readable[start:end]
    bold = state.seen.text[start : start + 1] in ("*", "_", "`")
    label = label_of(readable, MAX_WORDS if bold else _ITEM_LABEL_WORDS)
    kind: SentenceKind = "field" if label else "quote" if line.quoted else "item"
    state.add(
        Block(
            kind,
            start,
            end,
            level=NUMBERED_LEVEL + number_depth(line) if number else 0,
            depth=line.indent,
            number=line.text[:width].strip() if number else "",
            label=label,
            lead=readable.rstrip().endswith(":"),
            chunk=state.chunk,
            rank=state.rank,
        )
    )
    state.at = last + 1
    return True


def _bare_item(state: Scan) -> bool:
    """An HTML list item whose words stand in a paragraph of their own."""
    depth = state.line.indent
    state.at += 1
    while state.at < len(state.lines) and state.line.blank:
        state.at += 1
    if state.at < len(state.lines) and not heading_level(state.line):
        paragraphs.paragraph(state, depth=depth)
    return True


# --- front matter -------------------------------------------------------------------------------


def _front_matter(state: Scan) -> None:
    """Take `---` or `+++` front matter; a line or two may stand in front of it."""
    opening = next((i for i, line in enumerate(state.lines[:4]) if line.text in ("---", "+++")), None)
    if opening is None:
        return
    mark = state.lines[opening].text
    reach = state.lines[opening + 1 : opening + _FRONT_MATTER_REACH]
    length = next((i for i, line in enumerate(reach) if line.text == mark), 0)
    body = reach[:length]
    if not body or not _are_keys(body):
        return
    while state.at < opening:
        if not _blank(state):
            paragraphs.paragraph(state)
    for start, end, key in _entries(body):
        empty = not any(map(str.isalnum, _EMPTY_VALUE.sub("", state.seen.readable[start + len(key) : end])))
        comment = state.seen.outline.startswith("#", start)
        aside = reasons.METADATA if empty or comment or _METADATA.match(key) else None
        state.add(Block("field", start, end, label=key, aside=aside, chunk=state.chunk, rank=state.rank))
    state.at = opening + length + 2
    state.new_chunk()


def _are_keys(body: list[Line]) -> bool:
    keys = sum(1 for line in body if _KEY.match(line.text))
    loose = sum(
        1 for line in body if not line.blank and not line.indent and line.text[0] != "#" and not _KEY.match(line.text)
    )
    return keys > 0 and loose <= keys / 4


def _entries(body: list[Line]) -> list[tuple[int, int, str]]:
    """Key and span of each entry; indented and list lines belong to the key above."""
    entries: list[tuple[int, int, str]] = []
    for line in body:
        if line.blank:
            continue
        match = None if line.indent and entries else _KEY.match(line.text)
        if match:
            entries.append((line.start, line.end, match[0].rstrip(" \t:=")))
        elif entries and line.text[0] != "#":
            start, _, key = entries[-1]
            entries[-1] = (start, line.end, key)
        else:
            entries.append((line.start, line.end, ""))
    return entries


_RECOGNISERS: tuple[Recogniser, ...] = (
    _blank, _fence, _hidden, _template, tables.table, mail.header, _heading, mail.signature, _rule, _item,
    paragraphs.paragraph,
)  # fmt: skip
