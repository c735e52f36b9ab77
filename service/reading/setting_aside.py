"""Which sentences hold no requirement: wording for the audience, directions for pictures, past results.

Cautious by design: a heading that looks like ad copy sets nothing aside that states a need, names data or a
system, or holds a number to plan with. What is set aside is still read and shown with its reason.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from service.reading import copy_words as words
from service.reading import reasons
from service.reading.lines import looks_like_code
from service.reading.markup import Views
from service.reading.sentences import Placed
from service.reading.structure import BOLD, PLAIN

_PLACEHOLDERS = re.compile(r"\{\{[^{}]*\}\}|\[[^\[\]]{1,60}\]|<[^<>]{1,40}>|lorem ipsum[^.]*|x{3,}", re.IGNORECASE)
_QUOTED = re.compile(r"[>\s]*[\"“„«‘'»].{2,600}[\"”“»’'«]\s*(?:[.!]\s*)?(?:\([^()]{1,60}\)\s*)?$", re.DOTALL)
_IN_QUOTES = re.compile(r"[\"“„«][^\"“”„«»]{1,80}[\"”“»]")
_MAIL_QUOTE = re.compile(
    r"(?:on|am|le|el|em)\s.{5,100}(?:wrote|schrieb\b.{0,40}|a écrit|escribió|escreveu)\s?:|"
    r"-+\s*(?:original message|forwarded message|begin forwarded message:?|ursprüngliche nachricht|"
    r"message d'origine|message transféré|mensaje original|mensagem original)\s*-*",
    re.IGNORECASE,
)
_VERSION = re.compile(r"(?:version|draft|rev(?:ision)?|v)\.?\s?\d[\d.]{0,8}", re.IGNORECASE)
_HASHTAGS = re.compile(r"(?:#\w+\s*){1,30}$")
_LINK_ONLY = re.compile(r"\s*(?:\[[^\[\]]*\]\([^()]*\)|https?://\S+|<https?://[^<>]*>)\s*[.,]?\s*$")
_IDEA_LABEL = re.compile(r"(?:concept|idea|text|description|konzept|idee|idea|concepto|idée)\b", re.IGNORECASE)
_ENUMERATION = re.compile(
    r"^\s*[\d.]+\s|^\s*\d+[.)]?\s|\bB2[BC]\b|\b(?:concepts?|phases?|steps?|e-?mails?|parts?|"
    r"sections?|briefs?|"
    r"options?|variants?|kampagnen?|schritt|étape|fases?|paso|etapa|pages?|questions?|tiers?|"
    r"levels?|stages?|"
    r"wave|welle)\s*#?\d+\w?",
    re.IGNORECASE,
)
_OPTION = re.compile(r"(?:options?|variant|version|alternative|line)?\s*[A-Za-z\d]{1,2}", re.IGNORECASE)
_FEW_WORDS = 6
"""House default: words of a question that a plain no does away with."""
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class _Case:
    """A sentence as the rules see it.

    `text` is its readable text; `quoted` says that the whole block stands in quotation marks.
    """

    one: Placed
    text: str
    quoted: bool

    @property
    def above(self) -> str:
        """The lead-in or else the nearest heading."""
        one = self.one
        if one.lead or not one.headings:
            return one.lead
        nearest = one.headings[-1]
        # "Draft copy:" typed as a line of its own is about the next paragraph, not about the rest of the mail.
        far = nearest.level >= PLAIN and one.block.chunk > nearest.chunk + 1
        return "" if far or nearest.of_all else nearest.text

    @property
    def sections(self) -> str:
        """The headings above that open a part of the document, its title not among them."""
        return " / ".join(heading.text for heading in self.one.headings if heading.level < PLAIN and not heading.of_all)

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words in lower case: a cheap look before an expensive one."""
        return frozenset(_WORD.findall(self.text.lower()))

    @property
    def needs(self) -> bool:
        return bool(words.NEED.search(self.text))

    @property
    def plans(self) -> bool:
        """It names data, a system, a budget, a date."""
        return bool(words.PLAN.search(self.text) or words.DATA.search(self.text))

    @property
    def counts(self) -> bool:
        return bool(words.COUNTED.search(self.text))


Rule = Callable[[_Case], str | None]
"""Returns a reason or None."""


def set_aside(placed: Sequence[Placed], seen: Views) -> dict[str, str]:
    """Say for each sentence that holds no requirement why it holds none.

    Returns:
        Reason (see `reasons`) by sentence id; sentences that may hold a requirement are not in it.
    """
    found = dict.fromkeys(_denied(placed, seen), reasons.ANSWERED_NO)
    for case in _cases(placed, seen):
        if case.one.sentence.id in found:
            continue
        reason = next((reason for rule in _RULES if (reason := rule(case))), None)
        if reason:
            found[case.one.sentence.id] = reason
    return found


def _cases(placed: Sequence[Placed], seen: Views) -> Iterator[_Case]:
    quoted = False
    for one in placed:
        if one.first:
            quoted = bool(_QUOTED.match(seen.readable[one.block.start : one.block.end]))
        yield _Case(one, seen.readable[one.sentence.start : one.sentence.end], quoted)


_NO = (
    r"(?:no(?:ne| need)?|not (?:needed|required|planned|this time)|n/?a|nein|keine?r?s?|non|aucune?|ninguna?|nenhuma?"
    r"|não)"
)
_ANSWER = re.compile(rf"\W*{_NO}\W*", re.IGNORECASE)
_ANSWERED = re.compile(rf"[^:?|]{{2,60}}[:?]\s*{_NO}\W*", re.IGNORECASE)


_MISSED = re.compile(
    r"\b(?:do|does|did|is|are|was|were|have|has|had|can|will|would|should|consents?|permissions?|dpia|approv\w+|agree\w*"
    r"|sign\w*|done|contracts?|dpa|check\w*|test\w*|legal|opt\w*|backup|owner|review\w*|budget|einwilligung\w*"
    r"|consentement|consentimiento|consentimento)\b",
    re.IGNORECASE,
)
"""What is missing where it is answered with no: that has to be told, and not set aside."""


def _denied(placed: Sequence[Placed], seen: Views) -> Iterator[str]:
    """The sentences `Prize draw?` before `No.`, and fields such as `SMS: no`."""
    texts = [seen.readable[one.sentence.start : one.sentence.end].strip() for one in placed]
    for (one, text), after in zip(zip(placed, texts, strict=True), [*texts[1:], ""], strict=True):
        asked = text.endswith("?") and len(text.split()) <= _FEW_WORDS and _ANSWER.fullmatch(after)
        if (asked or _ANSWERED.fullmatch(text)) and not _MISSED.search(text):
            yield one.sentence.id


# --- the rules, in the order they are asked -----------------------------------------------------


def _place(case: _Case) -> str | None:
    """What the block alone says; fenced text that is no code is judged like other text."""
    block = case.one.block
    if block.aside != reasons.CODE or block.kind in ("code", "markup"):
        return block.aside
    if _copy_label(case.above) or _opened_by(case.sections) == "copy":
        return reasons.AD_COPY
    return reasons.CODE if looks_like_code(case.text) else None


def _heading(case: _Case) -> str | None:
    text = case.text.strip()
    if _VERSION.fullmatch(text):
        return reasons.METADATA
    if case.one.sentence.kind == "heading":
        label_only = text.endswith(":") and len(text.split()) <= 4
        return reasons.HEADING if label_only or not _heading_says(case) else None
    if text.endswith(":") and len(text.split()) <= 6 and not _DIGIT.search(text):
        return None if case.needs else reasons.HEADING
    return reasons.HEADING if words.RUN_IN_HEADING.fullmatch(text) else None


def _heading_says(case: _Case) -> bool:
    """Tell whether a heading holds more than the name of what follows: a figure, a need, a question."""
    if _DIGIT.search(_ENUMERATION.sub(" ", _IN_QUOTES.sub(" ", case.text))):
        return True
    if case.one.block.level < BOLD:
        return bool(words.STRONG_NEED.search(case.text))
    # A line that only looks like a heading may be a list item that lost its bullet.
    return case.text.rstrip().endswith("?") or case.needs or case.plans


def _placeholder(case: _Case) -> str | None:
    if case.one.block.label:
        return None
    rest = _PLACEHOLDERS.sub("", case.text)
    return None if any(map(str.isalnum, rest)) or rest == case.text else reasons.PLACEHOLDER


_COPY_LABELS = (
    (words.SLOGAN_LABEL, reasons.SLOGAN),
    (words.SUBJECT_LABEL, reasons.SUBJECT_LINE),
    (words.COPY_LABEL, reasons.AD_COPY),
    (words.IMAGE_LABEL, reasons.IMAGE),
)
_OWN_LABELS = (
    *_COPY_LABELS,
    (words.METADATA_LABEL, reasons.METADATA),
    (words.EXAMPLE_LABEL, reasons.EXAMPLE),
)


def _own_label(case: _Case) -> str | None:
    """A label in front of the sentence, or the first cell of its row."""
    label = case.one.block.label
    if not label and case.one.block.cells and not (case.needs or case.plans or case.counts):
        first, offset = case.one.block.cells[0], case.one.sentence.start
        label = case.text[first.start - offset : first.end - offset].strip()
    if not label:
        return None
    reason = next((reason for pattern, reason in _OWN_LABELS if pattern.match(label)), None)
    return None if reason and words.STRONG_NEED.search(case.text) else reason


def _label_above(case: _Case) -> str | None:
    """The heading or lead-in right above is a label for copy or pictures."""
    label = case.one.block.label
    if case.one.sentence.kind == "row" or (label and not _OPTION.fullmatch(label)):
        return None
    reason = _copy_label(case.above)
    if reason is None or words.STRONG_NEED.search(case.text):
        return None
    return reason if case.quoted or not (case.needs or case.plans) else None


@lru_cache(maxsize=512)
def _copy_label(heading: str) -> str | None:
    return next((reason for pattern, reason in _COPY_LABELS if pattern.match(heading)), None)


@lru_cache(maxsize=512)
def _opened_by(chain: str) -> str:
    """What the headings above open: "copy", "wording" (perhaps copy), "pictures" or nothing."""
    if words.COPY_SECTION.search(chain):
        return "copy"
    if words.WEAK_COPY_SECTION.search(chain):
        return "pictures wording" if words.IMAGE_SECTION.search(chain) else "wording"
    return "pictures" if words.IMAGE_SECTION.search(chain) else ""


def _section(case: _Case) -> str | None:
    """A heading further up opens a part for copy or pictures."""
    opened = _opened_by(case.sections) if case.one.headings else ""
    if not opened or case.one.sentence.kind == "row" or case.needs:
        return None
    if opened == "copy":
        certain = case.quoted or words.CALLS.match(case.text)
        return reasons.AD_COPY if certain or not case.plans else None
    copy = "wording" in opened and _sounds_like_copy(case)
    if not copy and "pictures" not in opened:
        return None
    if not _IDEA_LABEL.match(case.one.block.label or "") and (case.plans or case.counts):
        return None
    return reasons.AD_COPY if copy else reasons.IMAGE


def _sounds_like_copy(case: _Case) -> bool:
    return bool(_QUOTED.match(case.text) or words.CALLS.match(case.text) or case.text.rstrip().endswith("!"))


def _copy(case: _Case) -> str | None:
    """Wording for the audience known by itself: all in quotes, a call to the reader, hashtags."""
    text = case.text
    if case.one.sentence.kind == "row" or case.one.block.label:
        return None
    if text.lstrip().startswith("#") and _HASHTAGS.fullmatch(text.strip()):
        return reasons.AD_COPY
    quoted = _QUOTED.match(text) and _speaks(text)
    called = words.CALLS.match(text) and (words.SECOND_PERSON.search(text) or text.rstrip().endswith("!"))
    if quoted and not words.STRONG_NEED.search(text):
        return reasons.AD_COPY
    return reasons.AD_COPY if called and not case.needs and not words.DATA.search(text) else None


def _speaks(quoted: str) -> bool:
    """Tell whether quoted words are a line for the audience rather than a name."""
    call = any(mark in quoted for mark in "!?") or words.CALLS.match(quoted)
    return len(quoted.split()) >= 6 or bool(call)


def _picture(case: _Case) -> str | None:
    """Colours and image sizes among words of pictures."""
    seen = len(case.words & words.VISUAL_WORDS) + len(words.VISUAL_CODE.findall(case.text))
    if seen < 2 or case.needs:
        return None
    return None if words.PLAN.search(case.text) else reasons.IMAGE


_AIMED = re.compile(
    r"\b(?:target|goal|aim|objective)\s(?:is|of)\b|^\W*(?:target|goal|aim|objective):?\s+[\d£€$]"
    r"|\b(?:and|but|now|we|i)\s(?:want|need|aim for|hope for|would like)\s(?:\w+\s){0,2}[\d£€$]"
    r"|\d\s(?:\w+\s){0,3}would (?:make|be)\b",
    re.IGNORECASE,
)
"""`We sold 900 last spring, and want 2,000`: what is to come stands beside what was."""


def _past(case: _Case) -> str | None:
    """A figure of something already done; trouble in the past is a need for the future and stays."""
    if not _DIGIT.search(case.text):
        return None
    titled = _is_result(case.one.block.label or case.above)
    told = case.words & words.PAST_WORDS and words.PAST_TIME.search(case.text) and words.PAST_VERB.search(case.text)
    if (not titled and not told) or words.TROUBLE.search(case.text) or case.needs or _AIMED.search(case.text):
        return None
    return reasons.PAST_RESULT


@lru_cache(maxsize=512)
def _is_result(heading: str) -> bool:
    return bool(words.RESULT_LABEL.match(heading))


def _furniture(case: _Case) -> str | None:
    """Disclaimers, menus, link lists, notes about files."""
    source, text = case.one.sentence.text, case.text.strip()
    suspect = case.words & words.BOILERPLATE_WORDS or "©" in text
    if suspect and words.BOILERPLATE.search(text):
        return reasons.BOILERPLATE
    if _MAIL_QUOTE.fullmatch(text):
        return reasons.MAIL_HEADER
    if _LINK_ONLY.match(source) or words.MENU.fullmatch(text):
        return reasons.NAVIGATION
    headings = case.one.headings
    if "](" in source and headings and words.LINK_SECTION.match(headings[-1].text):
        return reasons.NAVIGATION
    return reasons.BUILD_NOTE if words.FILE_ONLY.fullmatch(text) else None


_RULES: tuple[Rule, ...] = (
    _place, _heading, _placeholder, _own_label, _label_above, _section, _copy, _picture, _past, _furniture,
)  # fmt: skip
