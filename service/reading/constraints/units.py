"""A constraint text cut into units, each of which holds one constraint with what belongs to it.

A list item or table row is one unit, prose is cut at sentences; a sentence that only goes on ("Emergency changes need
...", "This also applies to ...") stays with the one before it, and a sentence that strings several constraints
together is cut where the kind changes.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from schemas.brief import Sentence
from service.constraint import Span
from service.reading.constraints.clauses import is_exception, opens_conditions
from service.reading.constraints.kinds import kind_of, scores
from service.reading.constraints.strength import imperative, modals
from service.reading.constraints.table_rows import ruling_cells
from service.reading.segmenting import Segmented

_LONGEST_ITEM = 5
"""Sentences of a list item beyond which it is read like prose."""
_LONGEST_GROUP = 12
"""Sentences that go on from one another beyond which a new unit begins: no constraint is that long."""
_LEAD_LENGTH = 60
"""Characters by which a lead-in is known again."""
_LONGEST_PIECE = 2_000
"""Characters beyond which a sentence is cut wherever a word ends, so that no text makes a step run for ever."""
_LOOK = 400
"""Characters on both sides of a cut that tell whether two constraints meet there."""
_STRONG = 3.0
_GOES_ON = re.compile(
    r"(?:this|these|that|those|it|they|such|otherwise|however|in (?:that|this|these|such) cases?|in addition"
    r"|additionally|also|exceptions?|emergency|above that|beyond that|after that|until then"
    r"|any (?:\w+ )?(?:above|beyond|over)"
    r"|current(?:ly)? (?:queue|backlog|wait)|there (?:is|are) no|there is (?:also|currently)|the (?:same|rest"
    r"|remainder|limit|rule|freeze|window|above|exception)|bursts?|excess|requests (?:above|beyond|over)"
    r"|(?:messages|calls|texts|e-?mails|what(?: is| goes| comes)?|anything|everything|all) (?:above|beyond|over)"
    r"|so\b|and\b|or\b|but\b|then\b|note that|e\.g\.|for example|if (?:you|it"
    r"|this|they|that)|which\b|not\b|both\b|unless\b|afterwards|later|until\b|no exceptions?)\b",
    re.IGNORECASE,
)
ANSWER = re.compile(r"(?:no|yes)\b(?=\s*[.,;:!–—-])", re.IGNORECASE)
"""How an answer to the question before it begins."""
_TAKES_UP = re.compile(
    r"(?:anything|everything|what(?:ever)?|all|messages|requests|calls|mails?)(?: (?:is|goes|comes))? (?:above"
    r"|beyond|over) (?:this|that|it)\b"
    r"|(?:this|it|these|they|that|those|such (?:a|an|requests?|changes?))\s(?:is|are|was|takes?|needs?|has|have"
    r"|must|may|can|cannot|will|applies|apply|holds?|includes?|costs?|means?|does|do|also|should|shall)\b"
    r"|current(?:ly)? (?:queue|backlog|wait)",
    re.IGNORECASE,
)
"""Openings that take up what was said: such a sentence says nothing alone."""
_CUT = re.compile(
    r";\s+|,\s+(?:and|but|so|while|whereas)\s+|,\s+(?=(?:the|our|your|we|you|no|all|any|there|it|a|i)\s)"
    r"|(?<!\s)\s+[–—-]\s+|\.\.\.?\s+|(?<!\s)\s+(?:and|but)\s+(?=(?:the|it['’]s|it is|we|you|there|please|so)\s)",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(
    r"\W*(?:if|when(?:ever)?|where(?:ver)?|while|once|until|unless|after|before|as (?:soon|long) as|because"
    r"|since|although"
    r"|though|even (?:if|though)|in (?:case|the (?:case|event))|for|with|to|by|on|upon|during|should|given|provided"
    r"|regardless)\b",
    re.IGNORECASE,
)
"""Openers of a clause that is nothing without the one behind its comma."""
_TRAILING = re.compile(r"(?<![\s,;])[\s,;]+(?:and|but|so|while|whereas|or)[\s,;]*$", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|must|shall|may|can|cannot|will|should|need|needs|do|does"
    r"|don['’]t|isn['’]t|aren['’]t|hasn['’]t|won['’]t|can['’]t|land|lands|run|runs|take|takes|complete"
    r"|completes|allow|allows|require|requires"
    r"|limited|frozen|expires?|ends?|starts?|closes?|only|no|not|max|\w+ed)\b",
    re.IGNORECASE,
)
_DEFINITE = re.compile(r"\b(?:the|that|this|its)\s([a-z]{4,})\b")
_FURNITURE_KINDS = frozenset({"code", "markup"})


@dataclass(frozen=True)
class Unit:
    """The pieces of one constraint, the sentences they stand in, and the block where it begins."""

    parts: tuple[Span, ...]
    sentences: tuple[Sentence, ...]
    block: int

    def text(self) -> str:
        """Its words, piece after piece."""
        return " ".join(part.text for part in self.parts)


def units(segmented: Segmented, aside: dict[str, str]) -> Iterator[Unit]:
    """The units of a text in order; sentences that are set aside belong to none."""
    for block in _with_items(_blocks(segmented, aside), segmented):
        if isinstance(block, Unit):
            yield block
            continue
        for group in _groups(block, segmented):
            yield from _cut(group, segmented)


def _with_items(blocks: Iterable[list[Sentence]], segmented: Segmented) -> Iterator[list[Sentence] | Unit]:
    """The blocks in order; a lead-in whose list says its conditions is one unit with the whole of its list."""
    opened: list[Sentence] = []
    for block in blocks:
        if opened and _is_item_of(opened[0], block[0], segmented):
            opened += block
            continue
        if opened:
            yield _whole(opened, segmented)
        opened = block[-1:] if opens_conditions(_words(block[-1], segmented)) else []
        rest = block[:-1] if opened else block
        if rest:
            yield rest
    if opened:
        yield _whole(opened, segmented)


def _is_item_of(lead: Sentence, item: Sentence, segmented: Segmented) -> bool:
    words = segmented.lead_ins.get(item.id, "")
    return bool(words) and _words(lead, segmented).startswith(words.rstrip(": ")[:_LEAD_LENGTH])


def _whole(sentences: Sequence[Sentence], segmented: Segmented) -> Unit:
    start, end = sentences[0].start, sentences[-1].end
    return Unit((Span(start, end, segmented.text[start:end]),), tuple(sentences), segmented.blocks[sentences[0].id])


def _blocks(segmented: Segmented, aside: dict[str, str]) -> Iterator[list[Sentence]]:
    block: list[Sentence] = []
    for sentence in segmented.sentences:
        if sentence.id in aside or sentence.kind in _FURNITURE_KINDS:
            continue
        if block and segmented.blocks[sentence.id] != segmented.blocks[block[0].id]:
            yield block
            block = []
        block.append(sentence)
    if block:
        yield block


def _groups(block: list[Sentence], segmented: Segmented) -> Iterator[list[Sentence]]:
    whole = block[0].kind in ("item", "row", "field") and len(block) <= _LONGEST_ITEM
    group: list[Sentence] = []
    for sentence in block:
        if len(group) >= _LONGEST_GROUP or (
            group
            and not (whole and not _stands_alone(sentence, group, segmented))
            and not _continues(sentence, group, segmented)
        ):
            yield group
            group = []
        group.append(sentence)
    yield group


def _continues(sentence: Sentence, group: Sequence[Sentence], segmented: Segmented) -> bool:
    words = _words(sentence, segmented)
    if ANSWER.match(words) and group[-1].text.endswith("?"):
        return True
    if is_exception(words) or _TAKES_UP.match(words):
        return True
    return bool(_GOES_ON.match(words)) and not _stands_alone(sentence, group, segmented)


def _stands_alone(sentence: Sentence, group: Sequence[Sentence], segmented: Segmented) -> bool:
    """It obliges, and to something of another kind than what stands before it."""
    words = _words(sentence, segmented)
    own, points = kind_of(words, "", {})
    before = scores(" ".join(_words(one, segmented) for one in group))
    if group[0].kind == "field" and _rules_otherwise(words, group, segmented):
        return True
    return points >= _STRONG and before.get(own, 0) < 2 and not is_exception(words) and _says_something(words)


def _rules_otherwise(words: str, group: Sequence[Sentence], segmented: Segmented) -> bool:
    """`Numbers must be screened. The old list is not to be used`: behind one label a ban follows on another thing."""
    own = {modal.strength for modal in modals(words, 0, len(words))}
    texts = [_words(one, segmented) for one in group]
    others = {modal.strength for text in texts for modal in modals(text, 0, len(text))}
    bans = "must_not" in own and "must_not" not in others
    return bans and bool(others) and not _REFERS_BACK.match(words) and not is_exception(words)


_ONLY_WITH = re.compile(r"\bonly\s(?:with|after|if|when|via|through|by)\b", re.IGNORECASE)
_REFERS_BACK = re.compile(
    r"\W*(?:it|they|this|that|these|those|such|he|she|we|you|no|any|please|do|never|only|otherwise|but|and|or)\b",
    re.IGNORECASE,
)


def _says_something(words: str) -> bool:
    """It obliges, or it holds a number."""
    if any(char.isdigit() for char in words) or _ONLY_WITH.search(words):
        return True
    return any(True for _ in modals(words, 0, len(words))) or imperative(words, 0, len(words)) is not None


def _words(sentence: Sentence, segmented: Segmented) -> str:
    return segmented.readable[sentence.start : sentence.end]


def _cut(group: list[Sentence], segmented: Segmented) -> Iterator[Unit]:
    """One unit, or several where a sentence says things of different kinds one after another."""
    block = segmented.blocks[group[0].id]
    parts: list[Span] = []
    first = 0
    for place, sentence in enumerate(group):
        pieces = _pieces(sentence, segmented)
        for piece in pieces[:-1]:
            yield Unit((*parts, piece), tuple(group[first : place + 1]), block)
            parts, first = [], place
        parts.append(pieces[-1])
    yield Unit(tuple(parts), tuple(group[first:]), block)


def _pieces(sentence: Sentence, segmented: Segmented) -> list[Span]:
    ruling = ruling_cells(sentence)
    if ruling:
        return [_span(sentence, segmented, ruling[0].start, ruling[-1].end)]
    words = _words(sentence, segmented)
    starts = [0]
    for cut in _CUT.finditer(words) if sentence.kind != "row" else ():
        if all(map(_SUBORDINATE.match, re.split(r",\s*", words[starts[-1] : cut.start()]))):
            continue  # a condition stays with what it is a condition of
        left = words[max(starts[-1], cut.start() - _LOOK) : cut.start()]
        if "(" in left and ")" not in left:
            continue
        if _differ(left, words[cut.end() : cut.end() + _LOOK]):
            starts.append(cut.end())
    ends = [*starts[1:], len(words)]
    stretches = (s for low, high in zip(starts, ends, strict=True) for s in _short_enough(words, low, high))
    return [_span(sentence, segmented, low, high) for low, high in stretches]


def _short_enough(words: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """A stretch in lengths that every later step can bear, cut behind a word where there is one."""
    while high - low > _LONGEST_PIECE:
        blank = words.rfind(" ", low + _LONGEST_PIECE // 2, low + _LONGEST_PIECE)
        end = blank + 1 if blank > 0 else low + _LONGEST_PIECE
        yield low, end
        low = end
    yield low, high


def _differ(left: str, right: str) -> bool:
    """Both are clauses of their own, of different kinds, and each says its kind plainly."""
    following = _CUT.split(right, maxsplit=1)[0]
    if _refers(following, left):
        return False
    if not (_VERB.search(left) and _VERB.search(following)):
        return False
    one, points = kind_of(left, "", {})
    other, others = kind_of(following, "", {})
    return one != other and points >= _STRONG and others >= _STRONG


def _refers(words: str, before: str) -> bool:
    """Tell whether a clause speaks of a thing that the one before it has named: "over the bundle"."""
    return any(re.search(rf"\b{re.escape(noun)}\b", before, re.IGNORECASE) for noun in _DEFINITE.findall(words))


def _span(sentence: Sentence, segmented: Segmented, low: int, high: int) -> Span:
    start, end = sentence.start + low, sentence.start + high
    words = segmented.text[start:end]
    kept = _TRAILING.sub("", words).rstrip(" ,;\n\t")
    return Span(start, start + len(kept), kept)
