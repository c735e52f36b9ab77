"""Blocks to numbered sentences, each with what it needs to be read alone."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from schemas.brief import Sentence, SentenceKind
from service.reading.boundaries import split
from service.reading.layout import Block
from service.reading.markup import TABLE_MARKS, Views
from service.reading.reasons import SIGNATURE
from service.reading.structure import BOLD, TITLE
from service.reading.tables import words

_RUN_IN_WORDS, _ASKING_WORDS, _SHORTEST_CAPITALS = 4, 7, 3
_ASKS = re.compile(
    r"(?:what|who|when|where|how|why|which|was|wer|wann|wo|wie|warum|qué|quién|cuándo|cómo|qui|quand|où|comment|pourquoi"
    r"|quoi|ce qu|o que|quem|quando|como)\b(?!.*\b(?:you|sie|vous|usted|ustedes|você|vocês|can|could|think|mean)\b)",
    re.IGNORECASE,
)
"""A question that labels what follows it, and is not put to the reader."""
# A label in bold has none of these; with one it is a sentence.
_SENTENCE_WORDS = frozenset(
    {"we", "you", "it", "they", "is", "are", "was", "will", "our", "your", "this", "that", "wir", "ist"}
)
_CONTEXT_LENGTH = 160
"""Characters of a heading, lead-in or upper item that travel with a sentence."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading above a sentence: its level, the chunk it stands in, and whether it names the whole document."""

    text: str
    level: int
    chunk: int
    of_all: bool
    number: str = ""

    def comes_before(self, block: Block) -> bool:
        """Tell whether the block has the number behind that of the heading: `4.` ends what `3.` began."""
        own, next_one = self.number.strip("()."), block.number.strip("().")
        return own.isdigit() and next_one.isdigit() and int(next_one) == int(own) + 1


@dataclass(frozen=True, slots=True)
class Placed:
    """A sentence, the block it stands in, the headings above (nearest last) and the lead-in of its list."""

    sentence: Sentence
    block: Block
    headings: tuple[Heading, ...]
    lead: str
    opener: str = ""
    """The nearest words that open its list: an item above it that ends in a colon, else the lead-in."""
    first: bool = True
    """It is the first sentence of its block, the one that holds the label."""


@dataclass
class _Surroundings:
    """What stands above the block that is being read."""

    headings: list[Heading] = field(default_factory=list)
    lead: str = ""
    uppers: list[tuple[int, str, bool]] = field(default_factory=list)
    """Items above: depth, words, and whether each leads in the list below it."""
    numbered: bool = False
    """A numbered item stands under the last heading: the numbers to come go on from it."""

    def enter(self, block: Block, bold: bool) -> None:
        """Forget what does not stand above `block`; a label in bold ends what a label in bold began."""
        if (block.kind == "field" and block.depth is None and bold) or block.aside == SIGNATURE:
            self._close(BOLD)
        if self.headings and self.headings[-1].comes_before(block) and not self.numbered:
            self.headings.pop()
        self.numbered = block.kind != "heading" and (self.numbered or block.number[:1].isdigit())
        if block.kind == "heading":
            self._close(block.level)
            self.lead, self.uppers = "", []
        elif block.depth is not None:
            while self.uppers and self.uppers[-1][0] >= block.depth:
                self.uppers.pop()
        elif block.kind not in ("code", "markup"):
            # A table under a lead-in belongs to it, a table behind a list does not belong to its last item.
            self.lead = self.lead if block.kind == "row" and not self.uppers else ""
            self.uppers = []

    @property
    def opener(self) -> str:
        """The nearest words that open the list of the block."""
        return next((text for _, text, leads in reversed(self.uppers) if leads), self.lead)

    def _close(self, level: int) -> None:
        while self.headings and self.headings[-1].level >= level:
            self.headings.pop()

    def leave(self, block: Block, text: str, of_all: bool) -> None:
        """Remember what stands above the blocks to come; `text` is the last sentence of the block."""
        short = shortened(text)
        if block.kind == "heading" and not block.lead:
            of_all = of_all or block.level == TITLE
            self.headings.append(Heading(short, block.level, block.chunk, of_all, block.number))
        elif block.depth is not None:
            self.uppers.append((block.depth, short, block.lead))
        elif block.lead:
            self.lead = short


def shortened(text: str, length: int = _CONTEXT_LENGTH) -> str:
    """The words of a text on one line, cut at a word with an ellipsis when they are too long."""
    line = words(text)
    if len(line) <= length:
        return line
    cut = line.rfind(" ", 0, length)
    return line[: cut if cut > 0 else length - 1].rstrip(",;:–-") + "…"


def place(blocks: Sequence[Block], seen: Views, language: str) -> list[Placed]:
    """Cut the blocks of a brief into sentences with ids `S1`, `S2`, ... in the order of the text."""
    above = _Surroundings()
    placed: list[Placed] = []
    for block in blocks:
        above.enter(block, bold=seen.text[block.start : block.start + 2] in ("**", "__", "<b", "<s"))
        headings = tuple(above.headings)
        context = [*(heading.text for heading in headings), *_lists(above), *_label(block), *_pairs(block, seen)]
        above_block = context
        for rank, (start, end) in enumerate(_spans(block, seen, language)):
            bold = _is_bold(seen.text[start:end])
            run_in = (bold or rank == 0) and end < block.end and _is_run_in(block, seen.readable[start:end], bold=bold)
            sentence = Sentence(
                id=f"S{len(placed) + 1}",
                start=start,
                end=end,
                text=seen.text[start:end],
                kind="heading" if run_in else block.kind if rank == 0 else _kind_of_rest(block),
                context=context,
            )
            if run_in:
                context = [*above_block, sentence.text.strip(" .*_")]
            placed.append(Placed(sentence, block, headings, above.lead, above.opener, first=rank == 0))
        last = placed[-1].sentence if placed else None
        begin = last.start if last and block.lead and last.start >= block.start else block.start
        above.leave(block, seen.readable[begin : block.end], of_all=block is blocks[0])
    return placed


def _is_bold(text: str) -> bool:
    return len(text) > 4 and text[:2] == text[-2:] and text[:2] in ("**", "__")


def _is_run_in(block: Block, text: str, *, bold: bool) -> bool:
    """Tell whether a label runs into its numbered, bold or capital paragraph, as in `7) Data. Company, e-mail`."""
    label = text.strip(" .*_")
    asks = _ASKS.match(label) is not None
    if not label or len(label.split()) > (_ASKING_WORDS if asks else _RUN_IN_WORDS):
        return False
    if asks and label.endswith("?"):
        return block.kind in ("prose", "item") and not any(char.isdigit() for char in label)
    if not text.rstrip(" *_").endswith("."):
        return False
    if block.kind not in ("prose", "item") or not label[0].isupper() or any(char.isdigit() for char in label):
        return False
    if bold:
        return _SENTENCE_WORDS.isdisjoint(label.lower().split())
    return bool(block.number) or (label.isupper() and len(label) >= _SHORTEST_CAPITALS)


def _kind_of_rest(block: Block) -> SentenceKind:
    """Only the first sentence behind a label is the answer to it; what follows is text."""
    if block.kind != "field":
        return block.kind
    return "prose" if block.depth is None else "item"


def _lists(above: _Surroundings) -> Iterator[str]:
    if above.lead:
        yield above.lead
    for _, text, _ in above.uppers:
        yield text


def _label(block: Block) -> Iterator[str]:
    if block.label and not block.lead:
        yield block.label


def _pairs(block: Block, seen: Views) -> Iterator[str]:
    for cell in block.cells:
        text = shortened(seen.readable[cell.start : cell.end])
        if text and cell.column:
            yield f"{cell.column}: {text}"


def _spans(block: Block, seen: Views, language: str) -> Iterator[tuple[int, int]]:
    """The sentences of a block, without the blanks around them; a row, a heading, a line of code is one."""
    if seen.hidden.get(block.start + 1) == block.end:
        yield block.start, block.end  # a script or comment: blank in every view
        return
    if block.kind in ("row", "heading", "code"):
        cuts: Iterator[tuple[int, int]] = iter([(block.start, block.end)])
    else:
        cuts = _behind_label(split(seen.readable, block.start, block.end, language), block)
    begin = block.start
    waiting: tuple[int, int] | None = None
    says_something = False
    for _, end in cuts:
        end = _with_closing_marks(seen, end, block.end)
        start, stop = _trimmed(seen, begin, end)
        # An emoji or a bracket left over belongs to its neighbour.
        alone = waiting and says_something and _says_something(seen.readable[start:stop])
        if waiting and alone:
            yield waiting
        waiting = (start, stop) if alone or not waiting else (waiting[0], stop)
        says_something = says_something or _says_something(seen.readable[start:stop])
        begin = end
    if waiting and seen.readable[slice(*waiting)].strip():
        yield waiting


def _behind_label(cuts: Iterator[tuple[int, int]], block: Block) -> Iterator[tuple[int, int]]:
    """Drop the ends that lie within a label such as "What is your budget?"."""
    return (cut for cut in cuts if cut[1] > block.label_end or cut[1] == block.end)


def _says_something(readable: str) -> bool:
    return any(map(str.isalnum, readable))


def _with_closing_marks(seen: Views, end: int, limit: int) -> int:
    """Move the end behind the `**` or backtick that closes with the sentence."""
    while end < limit and seen.readable[end].isspace() and not seen.outline[end].isspace():
        end += 1
    return end


def _trimmed(seen: Views, start: int, end: int) -> tuple[int, int]:
    """Leave out the blanks around a sentence and the quote marks of the line it begins on."""
    piece = seen.outline[start:end]
    left = len(piece) - len(piece.lstrip().lstrip(TABLE_MARKS).lstrip())
    if left and "\n" in piece[:left] and piece[left] == ">" and seen.readable[start + left] == " ":
        left = len(piece) - len(piece.lstrip("> \t\r\n"))
    return start + left, start + max(left, len(piece.rstrip().rstrip(TABLE_MARKS).rstrip()))
