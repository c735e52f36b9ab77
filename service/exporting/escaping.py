"""Text from a brief is hostile until it has passed here: nothing in it may act as markup or hide.

The JSON export keeps every character; what a person reads is made visible instead. A line break stays
a line break in HTML and becomes a blank in Markdown, where a line break can start a new block.
"""

import re

_REPLACEMENT = 0xFFFD
_C0 = {code: 0x2400 + code for code in range(32) if chr(code) not in "\n\t"}
_C1 = dict.fromkeys((0x7F, *range(0x80, 0xA0)), _REPLACEMENT)
# Overrides and embeddings reorder what stands around them: a reviewer would read another sentence than
# the one that is there. Plain left-to-right and right-to-left marks are ordinary Arabic or Hebrew typing.
_BIDI = {code: f"<U+{code:04X}>" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
_TAGS = dict.fromkeys(range(0xE0000, 0xE0080), 0x25AF)
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), _REPLACEMENT)
_BREAKS = dict.fromkeys((0x0B, 0x0C, 0x85, 0x2028, 0x2029), 0x20)
_VISIBLE: dict[int, int | str] = {**_C0, **_C1, **_BIDI, **_TAGS, **_SURROGATES, **_BREAKS}
_HIDDEN = re.compile(f"[{''.join(re.escape(chr(code)) for code in _VISIBLE)}]")

_SPACES = re.compile(r"\s+")
_MARKDOWN = re.compile(r"[\\`*\[\]<|~$]|(?<![^\W_])_|_(?![^\W_])|&(?=[#\w]+;)")
_BLOCK_START = re.compile(r"^([#+=>-])")
_LIST_START = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
_AUTOLINK = re.compile(r"(?i):(?=//)|(?<=\bwww)\.|(?<=\bmailto):|(?<=\bxmpp):")
# An address is left alone; a mention would call somebody into the ticket. A word joiner is invisible.
_MENTION = re.compile(r"(?<![\w.+-])@(?=\w)")


def visible(text: str) -> str:
    """Show control characters, direction overrides and invisible tags; leave all else as it is."""
    # Nearly every text is clean, and looking is far cheaper than translating.
    if not _HIDDEN.search(text):
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_VISIBLE)


def markdown_text(text: str) -> str:
    """One line of Markdown that shows `text` and does nothing else: no markup, link, table cell or new block."""
    line = _SPACES.sub(" ", visible(text)).strip()
    line = _AUTOLINK.sub(r"\\\g<0>", _MARKDOWN.sub(r"\\\g<0>", line))
    line = _MENTION.sub("@\N{WORD JOINER}", line)
    return _LIST_START.sub(r"\1\\\2", _BLOCK_START.sub(r"\\\1", line))


def anchor(kind: str, name: str) -> str:
    """An id for an element, from our own ids only: `r-DATA-001`."""
    return f"{kind}-{re.sub(r'[^A-Za-z0-9_.-]', '-', name)}"
