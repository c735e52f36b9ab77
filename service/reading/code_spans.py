"""Parts of a sentence that are no language: paths, addresses with parameters, placeholders, names in code.

What stands there is a name that somebody gave a file or a field; it says nothing about the campaign.
"""

import re

_CODE = re.compile(
    r"\{\{[^{}]{0,200}\}\}"
    r"|`[^`\n]*`"
    r"|\b[A-Za-z]:\\\S+"
    r"|(?<![\w/<])~?/[\w.\-]+(?:/[\w.\-<>\[\]]*)+"
    r"|(?<![\w\-])[\w\-]{1,100}(?:/[\w\-]{1,100}){2,}/?(?!\w)"
    r"|(?<![\w\-])[\w\-]{1,100}/(?=\s|`|$)"
    r"|(?<!\w)/[a-z][\w\-]{2,}\b(?!/)"
    r"|(?<![^\s?&}\"(])[^\s?&]{0,200}[?&]\w{1,60}=\S*"
    r"|\b[a-zA-Z]{1,60}_\w+(?:=\S+)?"
    r"|(?<![\w.\-])(?:[a-z0-9\-]{1,60}\.){1,6}(?:com|org|net|app|io|gov|edu|example|co\.uk|de|fr|es|eu|ca|au)\b(?:/\S*)?"
)
_HINT = re.compile(r"[`_\\/?&]|\{\{|\w\.\w")
_CHOICE = re.compile(r"[^\W\d_]+(?:/[^\W\d_]+)+")


def code_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return the places of such parts, offsets into `text`; `and/or/both`, plain words with strokes, are language."""
    if not _HINT.search(text):
        return ()
    return tuple(match.span() for match in _CODE.finditer(text) if not _is_choice(match.group()))


def _is_choice(found: str) -> bool:
    return _CHOICE.fullmatch(found) is not None
