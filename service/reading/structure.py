"""What a short line is among its neighbours: a heading, a member of a list without bullets, or text.

Pasted briefs lose their formatting: headings become short lines, bullets vanish. The rules here look one
block back and one ahead and never make text vanish; a line wrongly called a heading is still a sentence.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from service.reading.blocks import NUMBERED_LEVEL
from service.reading.layout import Block
from service.reading.lines import ends_sentence
from service.reading.markup import Views

TITLE, CAPITALS, BOLD, PLAIN, LABEL = 0, 7, 12, 13, 14
"""Levels of headings that Markdown has no name for; smaller is higher, 1 to 6 are Markdown's own."""

_SHORT_LENGTH: Final = 80
_SHORT_WORDS: Final = 10
_TITLE_LENGTH: Final = 110
_CAPITALS_SHARE: Final = 0.85
_BOLD = re.compile(r"(\*\*|__)(?!\s)[^*_]+\1\s*:?$|<(b|strong)>[^<]*</(b|strong)>\s*:?$", re.IGNORECASE)
_CLAUSE = re.compile(
    r"\b(?:we|i|you|they|is|are|was|were|will|would|want|need|must|should|can|has|have|wir|ist|"
    r"sind|soll|muss|"
    r"est|sont|doit|es|son|debe|deve)\b",
    re.IGNORECASE,
)
_NAMES_BRIEF = re.compile(r"(?:brief|briefing|plan|konzept|proposal|request)$", re.IGNORECASE)
_ANSWERED = re.compile(
    r"(?:(?:main|primary|campaign|our|the) )?(?:goal|objective|aim|target|budget|audience|date|deadline|timing|"
    r"channel|what|who|when|why|where|how|need|request|note|idea|task|problem|context|background|ziel|zielgruppe|frist|termin|kanal|"
    r"anlass|objetivo|meta|público|presupuesto|objectif|cible|échéance|orçamento|prazo)s?\b",
    re.IGNORECASE,
)
_FORM_QUESTION = re.compile(r"\(?(?:q(?:uestion)?|frage|pregunta|pergunta)\s?\d{1,2}\s?[.):–-]", re.IGNORECASE)
_ASKS = re.compile(
    r"(?:what|how|why|who|when|where|was|wie|warum|wer|wann|qué|cómo|por qué|quoi|pourquoi|comment|o que)\b",
    re.IGNORECASE,
)


def settle(blocks: Sequence[Block], seen: Views) -> list[Block]:
    """Decide for every short line what it is."""
    settled: list[Block] = []
    in_list = False
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        block = _settled(block, settled, following, seen, in_list)
        settled.append(block)
        in_list = _list_goes_on(block, in_list)
    return settled


def _list_goes_on(block: Block, in_list: bool) -> bool:
    """Tell whether short lines below are members of a list that a lead-in opened."""
    if block.lead:
        return True
    return in_list and block.depth is not None


def _settled(block: Block, before: Sequence[Block], following: Block | None, seen: Views, in_list: bool) -> Block:
    if block.aside or block.kind not in ("prose", "item", "field") or block.cells:
        return block
    text = " ".join(seen.readable[block.start : block.end].split())
    if following and _is_question_of_form(block, text, before, following):
        return replace(block, kind="heading", level=LABEL, depth=None)
    if block.kind == "item":
        return _settled_item(block, text, before, following)
    if not before and following and _is_titling_field(block, text, following):
        return replace(block, kind="heading", level=TITLE, label=None, lead=False)
    if block.kind == "field":
        return _settled_label(block, following, seen)
    level = _level(block, text, before, following, seen)
    opens = _opens_chunk(block, before, following)
    if level is not None and not (in_list and level == PLAIN and not opens):
        leads = level == PLAIN and following is not None and _is_member(following) and following.rank > 0
        return replace(block, kind="heading", level=level, lead=leads)
    if in_list and not block.lead and is_short(text):
        return replace(block, kind="item", depth=0)
    return block


def _is_question_of_form(block: Block, text: str, before: Sequence[Block], following: Block) -> bool:
    """`Q5. Which information will you use?` on a line of its own, with the answer on the next."""
    if len(text) > _TITLE_LENGTH or not text.endswith("?") or block.kind not in ("prose", "item"):
        return False
    opens = _ASKS.match(text) and _opens_chunk(block, before, following)
    asked = opens or _FORM_QUESTION.match(text) or (block.number and block.kind == "item")
    return (
        bool(asked) and following.kind in ("prose", "field") and following.chunk == block.chunk and not following.number
    )


def _is_titling_field(block: Block, text: str, following: Block) -> bool:
    """Tell "Orchard Ltd: the spring tour" on top of a text from the first field of a form."""
    if not block.label or block.depth is not None or len(text) > _TITLE_LENGTH or ends_sentence(text):
        return False
    alone = following.chunk != block.chunk and following.kind != "field"
    return bool(_NAMES_BRIEF.search(block.label)) or (alone and not _ANSWERED.match(block.label))


def _settled_item(block: Block, text: str, before: Sequence[Block], following: Block | None) -> Block:
    """Tell "3. Target audience" over paragraphs is a heading; between "2." and "4." it is a list item."""
    if not block.number or following is None or block.lead:
        return block
    if _opens_letters(block, text, following):
        return replace(block, kind="heading", depth=None)
    if not is_short(text):
        return block
    if _in_capitals(text) or following.number.startswith(f"{block.number.strip('.)')}."):
        return replace(block, kind="heading", depth=None)
    previous = before[-1] if before else None
    if following.number and not (_restarts(following) and not _restarts(block)):
        return block
    if previous and previous.number and previous.kind == "item" and previous.chunk == block.chunk:
        return block
    if following.depth is not None and not following.number and following.depth > (block.depth or 0):
        return block  # it leads its own sub-list
    if following.kind == "heading":
        return block
    return replace(block, kind="heading", depth=None)


def _opens_letters(block: Block, text: str, following: Block) -> bool:
    """`3. What we want.` over `a) ...`: the letters are its members, although they stand no deeper."""
    letters = following.number.strip("().").lower() in ("a", "i") and block.number.strip("().").isdigit()
    return letters and is_short(text.rstrip("."))


def _restarts(block: Block) -> bool:
    return block.number.strip("().") in ("1", "a", "i", "I", "A")


def _settled_label(block: Block, following: Block | None, seen: Views) -> Block:
    """See "Timing:" alone on its line as a heading over the paragraphs below, or leads the list below."""
    if not block.lead or following is None or block.depth is not None:
        return block
    below = " ".join(seen.readable[following.start : following.end].split())
    listed = _is_member(following) or (following.kind == "prose" and is_short(below))
    return replace(block, kind="heading", level=LABEL, lead=listed)


def _is_member(block: Block) -> bool:
    return block.depth is not None or block.kind == "row"


def is_short(text: str) -> bool:
    """Tell whether a text is so short, and so open at its end, that it can be a heading."""
    if len(text) > _SHORT_LENGTH or len(text.split()) > _SHORT_WORDS:
        return False
    return not ends_sentence(text) and not text.endswith((";", ",", ":", "-", "–"))


def _level(block: Block, text: str, before: Sequence[Block], following: Block | None, seen: Views) -> int | None:
    """The level of a paragraph as a heading; None where it is none."""
    if following is None:
        return None
    if not before and _is_title(block, text, following):
        return TITLE
    if _in_capitals(text):
        return CAPITALS
    if len(text) <= _SHORT_LENGTH and _BOLD.match(seen.text[block.start : block.end].strip()):
        return BOLD
    return PLAIN if _heads(block, text, before, following) else None


def _is_title(block: Block, text: str, following: Block) -> bool:
    alone = following.chunk != block.chunk or following.kind == "heading"
    return alone and len(text) <= _TITLE_LENGTH and not ends_sentence(text) and not text.endswith((",", ":"))


def _in_capitals(text: str) -> bool:
    if len(text) > _SHORT_LENGTH or text[:2].upper() != text[:2] or ends_sentence(text):
        return False
    capitals = sum(map(str.isupper, text))
    return capitals >= 4 and capitals >= _CAPITALS_SHARE * (capitals + sum(map(str.islower, text)))


def _heads(block: Block, text: str, before: Sequence[Block], following: Block) -> bool:
    """Tell whether a short line stands over something: a list, a table, longer text."""
    if not is_short(text) or (not text[:1].isupper() and not text[:1].isdigit()) or block.kind != "prose":
        return False
    if _is_member(following):
        return not (following.number and not _restarts(following)) and not _is_clause(text)
    if following.kind not in ("prose", "field", "quote"):
        return False
    if _opens_chunk(block, before, following):
        return True
    if text[0].isdigit() or (
        before and before[-1].kind == "prose" and before[-1].rank == 0 == block.rank and _brief(before[-1])
    ):
        return False
    longer = following.end - following.start > max(_SHORT_LENGTH, 2 * len(text))
    return following.chunk != block.chunk and block.rank == 0 and longer and not _is_clause(text)


def _brief(block: Block) -> bool:
    return block.end - block.start <= _SHORT_LENGTH


def _is_clause(text: str) -> bool:
    """Tell "We need three things", a sentence, from "What we need", a heading."""
    return bool(_CLAUSE.search(text)) and not _ASKS.match(text)


def _opens_chunk(block: Block, before: Sequence[Block], following: Block | None) -> bool:
    """Tell whether the block is the first of several lines that stand together."""
    if following is None or following.chunk != block.chunk:
        return False
    return block.rank == 0 or (bool(before) and before[-1].kind == "heading" and not before[-1].lead)


assert NUMBERED_LEVEL > CAPITALS
