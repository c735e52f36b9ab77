"""Blocks, and the state of the scan that finds them."""

from collections.abc import Callable
from dataclasses import dataclass, field

from schemas.brief import SentenceKind
from service.reading.lines import Line, is_drawing, wrap_width
from service.reading.markup import Views


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row with the heading of its column ("" where there is none)."""

    column: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A span of the text that is one thing.

    Attributes:
        level: of a heading; smaller is higher, 0 is the title.
        depth: indentation of a list member in columns; None outside lists.
        number: the list number as written, "" where there is none.
        label: of a form field or labelled paragraph.
        cells: of a table row.
        aside: why it holds no requirement, where its place alone tells.
        label_end: where the label ends when it is a line of its own; no sentence ends before it.
        lead: it introduces what follows ("You can:").
        chunk: number of the run of lines without an empty line between them.
        rank: 0 for the first block of its chunk, then counting.
    """

    kind: SentenceKind
    start: int
    end: int
    level: int = 0
    depth: int | None = None
    number: str = ""
    label: str | None = None
    label_end: int = 0
    cells: tuple[Cell, ...] = ()
    aside: str | None = None
    lead: bool = False
    chunk: int = 0
    rank: int = 0


@dataclass
class Scan:
    """Where the reading of the lines has got to, and the blocks found so far."""

    seen: Views
    lines: list[Line]
    at: int = 0
    chunk: int = 0
    rank: int = 0
    blocks: list[Block] = field(default_factory=list)
    width: int = 0
    """Columns at which the text was wrapped by hand; 0 where it was not."""

    def __post_init__(self) -> None:
        self.width = wrap_width(self.lines)

    @property
    def line(self) -> Line:
        return self.lines[self.at]

    def following(self, ahead: int = 1) -> Line | None:
        """The line that many lines ahead, None behind the last."""
        return self.lines[self.at + ahead] if self.at + ahead < len(self.lines) else None

    def add(self, block: Block) -> None:
        """Append a block unless there is nothing in it but markup."""
        readable = self.seen.readable[block.start : block.end]
        if readable.strip() and not is_drawing(readable):
            self.blocks.append(block)
        self.rank += 1

    def new_chunk(self) -> None:
        """Begin a new run of lines: an empty line or a rule has been seen."""
        self.chunk += 1
        self.rank = 0


Recogniser = Callable[[Scan], bool]
"""Takes what begins at the line, moves on and returns True; returns False where nothing it knows begins."""
