"""Sentences of a constraint text that hold no constraint, and why."""

import re
from itertools import zip_longest

from schemas.brief import Sentence
from service.reading import reasons
from service.reading.constraints.clauses import opens_conditions
from service.reading.constraints.strength import imperative, is_told, modals
from service.reading.constraints.units import ANSWER
from service.reading.segmenting import Segmented

CONTACT = "contact line"
DEFINITION = "a definition"
BACKGROUND = "background: nothing in it limits, demands or permits anything"
COURTESY = "courtesy or opinion"
QUOTED = "quoted words: what is to be said, not what is demanded"
LEAD_IN = "it leads in the list below it"
QUESTION = "a question, which limits nothing"
LABEL = "the number of a paragraph"
FOREIGN = "in a language that is not read in full; no number and no plain word of a limit was found in it"
STEP = "a step of a procedure: how to do it, not what is demanded"

_FURNITURE = frozenset(
    {
        reasons.BOILERPLATE, reasons.CODE, reasons.COLUMN_HEADINGS, reasons.COMMENT, reasons.GREETING, reasons.HEADING,
        reasons.MAIL_HEADER, reasons.METADATA, reasons.NAVIGATION, reasons.PLACEHOLDER, reasons.SIGNATURE,
    }
)  # fmt: skip
_LABEL = re.compile(r"[(\[]?(?:[A-Za-z]{0,3}[-.]?\d{0,3}(?:\.\d{1,3})*|[ivxIVX]{1,5})[.):\]]*")
_ABOUT = re.compile(
    r"\W*(?:this|the) (?:page|document|section|guide|article|table|list|chapter|annex"
    r"|schedule)s? (?:below )?(?:outlines?|describes?|explains?|provides?|lists?|covers?|sets out|contains?"
    r"|shows?|summari[sz]es?|tells?)\b",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"(?:[A-Z][A-Z_-]+[\s|]*){4,}")
"""Headings of columns as programs print them."""
_BOLD = re.compile(r"(?:\*\*|__)(?:(?!\*\*|__).){3,160}(?:\*\*|__):?", re.DOTALL)
_EXAMPLE = re.compile(r"\W*(?:for example|for instance|e\.g\.|example\s*:|similarly,)", re.IGNORECASE)
_CONTACT = re.compile(
    r"(?:\W*(?:for (?:any |further )?(?:questions?|queries|help|support|more information|details)"
    r"|(?:any )?questions\s*[?:,]|if you have (?:any )?(?:questions|queries)|contact\s*:|please (?:contact"
    r"|reach out|get in touch)|reach us|get in touch|e-?mail us|call us|see also|more (?:information|details)"
    r"|further (?:information|reading)|document owner|owner\s*:|author\s*:|version\s*:|last (?:updated"
    r"|reviewed)|next review|effective date\s*:|classification\s*:|review date)(?:\b|(?<=[:?,])))",
    re.IGNORECASE,
)
_DEFINITION = re.compile(
    r"(?:\W|\d)*[\"“„'‘]?[\w\s/()&-]{2,50}[\"”'’]?\s+(?:means|refers to|is defined as|shall mean|stands for"
    r"|denotes|includes any)\b|\W*(?:for the purposes? of|in this (?:policy|document|directive|standard"
    r"|notice)[^.]{0,30}(?:means|refers))",
    re.IGNORECASE,
)
_LONGEST_TITLE = 4
_AMOUNT = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|no|none|unlimited|daily|weekly|monthly|yearly"
    r"|(?:hour|day|week|month|year)s?)\b",
    re.IGNORECASE,
)
_BAN_TITLE = re.compile(r"(?:prohibited|forbidden|required|mandatory|restricted|permitted)\s\w+$", re.IGNORECASE)
_LEAD_LENGTH, _SHORTEST_RULE = 60, 5
_RULING_LEAD = re.compile(
    r"(?=(?:\S+\s+){11}).*\b(?:must|shall|may not|cannot|required to|responsible for)\b", re.IGNORECASE | re.DOTALL
)
_OPEN_LEAD = re.compile(
    r"\b(?:following|follows|these|below|to|not|must|shall|should|may|can|cannot|either|that|by|be|with|is|are|for)\W*$"
    r"|\bfollowing\b",
    re.IGNORECASE,
)
"""A lead-in that its items complete: it says no rule of its own."""
_RULING_HEADING = re.compile(r"\b(?:must|shall|may not|not allowed|required to)\b", re.IGNORECASE)
_COURTESY = re.compile(
    r"\W*(?:hi|hello|hey|dear|thanks|thank you|cheers|regards|kind regards|best(?: regards| wishes)?"
    r"|sorry(?: about| for| but)?|apologies|we apologi[sz]e|not ideal|hope (?:this|that)|many thanks"
    r"|good (?:morning|afternoon)|yours|sincerely|let me know|happy to|fyi|as discussed|no worries|ok(?:ay)?"
    r"|sure|we appreciate|we understand|have a)\b",
    re.IGNORECASE,
)


_FORCE = re.compile(
    r"\b(?:must|shall|may not|cannot|not (?:allowed|permitted)|only|at (?:most|least)|maximum|ha(?:s|ve) to|required"
    r"|automatically|should|never|do not|don['’]t|are to|in advance|(?:days?|weeks?|hours?) (?:before|prior|ahead))\b",
    re.IGNORECASE,
)
"""Words by which a contact line or a definition rules something after all."""
_RULES = re.compile(r"\b(?:must|shall|may not|not allowed|only|at most|maximum)\b", re.IGNORECASE)
_STEP = re.compile(
    r"(?:\W|\d)*(?:(?:then|next|now|step \d+\W{0,3}"
    r"|in (?:the )?\W{0,4}[\w /-]{2,40}\W{0,4},?)\s+)?(?:follow the (?:steps|instructions)"
    r"|complete the (?:procedure|procedures|steps|following)|explain how|tell us|replace\b|check the box"
    r"|review the following|open the|select\b"
    r"|choose the|click\b|navigate\b|scroll\b|type\b|replace \W|press\b"
    r"|go to (?:the|your|\W)|(?:sign|log) in (?:to|with) (?:the|your)|run the following|paste\b|fill in the"
    r"|tick the|enter the|copy the (?:following|output|code))",
    re.IGNORECASE,
)
_LETTERHEAD = re.compile(r"(?:TO|FROM|CC|DATE|SUBJECT|RE|REF|Legal-refs?|Iteration[\w. ]*Date)\s*:|Iteration \d")
_ADDRESSED = re.compile(
    r"\W*(?:source|permalink|url|slug|layout|title|parent|nav_order|section|weight|order|id|tags?|author|owner"
    r"|audience|keywords|description|sort_order|page_purpose|content_owner|review_in|last_reviewed_on"
    r"|redirect_from|date)\s*:",
    re.IGNORECASE,
)

_UNSURE = re.compile(
    r"\W*(?:(?:i am|i['’]m|we are|we['’]re)\s)?(?:not (?:quite |entirely )?sure|no idea|unclear)\b", re.IGNORECASE
)
"""`Not sure about that one, ask Siobhan`: a question that stays one."""
_OPENINGS: tuple[tuple[re.Pattern[str], str], ...] = (
    (_CONTACT, CONTACT),
    (re.compile(r".*\?\s*$", re.DOTALL), QUESTION),
    (_UNSURE, QUESTION),
    (_ABOUT, BACKGROUND),
    (re.compile(_CAPITALS.pattern + r"\s*$"), BACKGROUND),
    (_EXAMPLE, reasons.EXAMPLE),
    (_DEFINITION, DEFINITION),
)
"""What opens a sentence that limits nothing."""


def is_step(words: str) -> bool:
    """Tell whether a sentence is one step of a click path."""
    return bool(_STEP.match(words))


def furniture(segmented: Segmented) -> dict[str, str]:
    """Sentences set aside before anything is read: headings, code, metadata, greetings, contact lines, definitions."""
    found = {name: reason for name, reason in segmented.set_aside.items() if reason in _FURNITURE}
    asked = False
    for sentence, following in zip_longest(segmented.sentences, segmented.sentences[1:]):
        reason = found.get(sentence.id) if sentence.kind != "heading" else None
        answered = following and ANSWER.match(following.text) and not _UNSURE.match(following.text)
        if answered and reason is None and sentence.text.endswith("?"):
            asked = False
            continue
        answers = asked and not _RULES.search(sentence.text)
        reason = reason or (CONTACT if answers else _aside(sentence, segmented))
        asked = reason == CONTACT and sentence.text.endswith("?")
        if reason:
            found[sentence.id] = reason
        else:
            found.pop(sentence.id, None)
    return found


def _aside(sentence: Sentence, segmented: Segmented) -> str | None:
    words = segmented.readable[sentence.start : sentence.end].strip()
    if segmented.set_aside.get(sentence.id) == reasons.TO_A_MACHINE:
        return reasons.TO_A_MACHINE
    if _LABEL.fullmatch(words) and not ANSWER.match(words):
        return LABEL
    by_kind = _of_kind(sentence, words)
    if by_kind == QUOTED and _is_callout(sentence, segmented) and _FORCE.search(words):
        return None
    if by_kind or (sentence.kind == "heading"):
        return by_kind
    if _leads_list(words, segmented):
        return LEAD_IN
    if _BOLD.fullmatch(segmented.text[sentence.start : sentence.end].strip()):
        return reasons.HEADING
    if sentence.kind == "prose" and _is_title(words):
        return reasons.HEADING
    reason = next((reason for pattern, reason in _OPENINGS if pattern.match(words)), None)
    return None if reason in (CONTACT, DEFINITION) and _FORCE.search(words) else reason


def _of_kind(sentence: Sentence, words: str) -> str | None:
    """Why a heading, code, metadata or a quotation is set aside; a heading that rules something is not."""
    if sentence.kind in ("code", "markup") or words.startswith("{%"):
        return reasons.CODE
    if sentence.kind == "heading":
        return None if _RULING_HEADING.search(words) and len(words.split()) >= _SHORTEST_RULE else reasons.HEADING
    if _LETTERHEAD.match(words):
        return reasons.METADATA
    if sentence.kind == "field" and _ADDRESSED.match(words) and not _RULES.search(words):
        return reasons.METADATA
    return QUOTED if sentence.kind == "quote" else None


def _is_callout(sentence: Sentence, segmented: Segmented) -> bool:
    """Tell whether a quotation is a box of the page ("> **Note**"), and not words between quotation marks."""
    line = segmented.text.rfind("\n", 0, sentence.start) + 1
    return segmented.text[line : sentence.start].lstrip().startswith(">")


def _leads_list(words: str, segmented: Segmented) -> bool:
    """Tell whether a sentence ends in a colon and opens the list that follows: its items carry it."""
    opening = bare(words)[:_LEAD_LENGTH]
    if opens_conditions(words) or rules_alone(words):
        return False
    return words.rstrip("*_ ").endswith(":") and any(
        bare(lead).startswith(opening) for lead in segmented.lead_ins.values()
    )


def _is_title(words: str) -> bool:
    """Tell whether a line without marks is a heading all the same: a few words, no verb, no number, no full stop."""
    if len(words.split()) > _LONGEST_TITLE or words[-1:] in ".!?:;," or _AMOUNT.search(words):
        return False
    ruled = any(True for _ in modals(words, 0, len(words))) and not _BAN_TITLE.match(words)
    return not ruled and not is_told(words, 0, len(words)) and imperative(words, 0, len(words)) is None


def bare(lead: str) -> str:
    """A lead-in by which it is known again: without marks, colon and doubled blanks."""
    return " ".join(re.sub(r"[*_`:]+", " ", lead).split())


def rules_alone(words: str) -> bool:
    """Tell whether a lead-in is a rule of its own, which the items only detail."""
    return bool(_RULING_LEAD.match(words)) and not _OPEN_LEAD.search(words)


def is_courtesy(words: str) -> bool:
    """Tell whether a sentence that limits nothing is a greeting, thanks or an opinion."""
    return bool(_COURTESY.match(words))
