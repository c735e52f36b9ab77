"""Conditions, exceptions and reasons: the clauses that say when a rule holds, when not, and what it is for."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from service.constraint import Span

Role = Literal["condition", "exception", "reason"]


class Clause(NamedTuple):
    """One clause and what it does to the rule."""

    role: Role
    start: int
    end: int


_EXCEPTION = (
    r"unless\b|except(?:ing|\s+for|\s+that|\s+where|\s+when|\s+if|\s+in)?\b|with the exception of\b"
    r"|apart from\b|other than\b"
    r"|excluding\b|save (?:for|that|where)\b|but not\b|without (?:prior|the (?:prior )?|written|an? "
    r"|explicit)?\s?(?:approval|consent|permission|authori[sz]ation|sign[- ]?off)\b"
    r"|not (?:including|counting)\b|(?:sauf|hormis|außer|ausgenommen|excepto|salvo|exceto)\b"
)
_CONDITION = (
    r"if\b|when(?:ever)?\b|where(?:ver)?\b(?! (?:possible|required))|while\b|once\b(?! (?:a|per|every|daily"
    r"|weekly|in)\b)|until\b|(?<!the )(?<!each )(?<!every )till\b(?! system)"
    r"|provided that\b|(?<=, )provided\b(?! by| with)|subject to\b(?! change)|as long as\b|so long as\b"
    r"|in (?:the )?(?:case|event) (?:of|that)\b|in cases? where\b|only (?:if|when|where|after|with|for)\b"
    r"|without\b|(?<!as )above(?= \d| that| this)|(?:above|below|beyond|over|exceeding) (?=[\d£$€])"
    r"|for (?:any|all|every|each|new)\b|during\b|outside(?: of)?\b(?= (?:the|these|those|normal|business|office"
    r"|working|core|this|that|of))|after\b(?= (?:that|which|the|this|approval|an?\b|\w+ing))|before\b(?= (?:the"
    r"|any|an?\b|you|we|it|they|\w+ing|launch|go))"
    r"|depending on\b|as soon as\b|regardless of\b|even (?:if|though|when)\b|(?:up)?on (?:written "
    r"|prior )?(?:request|approval)\b"
    r"|upon\b|prior to\b|whichever\b|after\b(?= \d)|in (?:this|that|these|those|such) cases?\b"
)
_REASON = (
    r"because(?: of)?\b(?! (?:this|that|it)\b)|so that\b|in order to\b|due to\b|owing to\b|to (?:protect|ensure"
    r"|prevent|keep|avoid|help|comply|allow|reduce|make sure|give|accommodate)\b"
    r"|as (?:we|it|this|they)\b(?= \w+)|for (?:security|legal|compliance|audit|privacy|safety|capacity"
    r"|data protection) (?:reasons?|purposes?)\b|on account of\b"
)
_ASKED = re.compile(
    r"\b(?:determine|check|tell|tells|told|see|know|ask|find out|confirm|verify|decide|show|say|says|explain"
    r"|describe|state|test|learn|understand|choose|select|of|on|about)(?:\s+(?:you|us|them|me|whether|to))?\s+$",
    re.IGNORECASE,
)
"""Verbs after which "if" and "where" ask and set no condition: "check if it is approved"."""
_OF_DUTY = re.compile(
    r"\b(?:responsib\w+|dut(?:y|ies)|obligation|obliged|required|able|right|ability|needs?|wants?|way|have|has"
    r"|is|are|nobody|no one|somebody|someone|anybody|anyone|people|staff|time"
    r"|how|steps?|used|plan|order|allowed|free|wish(?:es)?|like|try|trying|important|seek|aims?|designed)\s+$",
    re.IGNORECASE,
)
"""Words that "to ensure ..." completes: what is to be done, and no reason."""
_ASKED_REACH = 30
_OPENERS = re.compile(
    rf"(?<![\w-])(?:(?P<exception>{_EXCEPTION})|(?P<condition>{_CONDITION})|(?P<reason>{_REASON}))", re.IGNORECASE
)
_EXCEPTION_OPENS = re.compile(rf"(?<![\w-])(?:{_EXCEPTION})", re.IGNORECASE)
_CLOSE = re.compile(r"[;()]|[.!?](?=\s|$)|\s[–—-]\s|:(?=\s)|,(?=\s)|\n\s*\n")
# A comma ends a clause that opens its sentence; inside, what follows the comma may belong to it: "if a, b or c".
_GOES_ON = re.compile(
    r",\s+(?:or|and|nor)\s+(?!(?:the|we|you|it|they|no|all|any)\b.{0,40}\b(?:must|shall|will|may|should|is|are"
    r"|can)\b)|,\s+\w+(?:\s\w+){0,3},?\s+(?:or|and)\s",
    re.IGNORECASE,
)
_WITHOUT = re.compile(r"without\s.*\w{5,}$", re.IGNORECASE)
"""An exception that is whole with its opener: "without approval"."""
_JOINED = re.compile(r"\s(?:and|or|but)$", re.IGNORECASE)
"""A word that joins the next part of the main clause to it."""
_LETTER = re.compile(r"[^\W_]")
_RELATIVE = re.compile(r",\s+(?:which|who|whose|where|in which case)\b", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"(?:prior to|upon|(?:up)?on (?:written |prior )?(?:request|approval)|regardless of|above|below|beyond|over"
    r"|exceeding|without|outside|during|after|before|for|except for|apart from"
    r"|other than|with the exception of|except|excluding|due to|owing to|because of|on account of|in cases?|in the)\b",
    re.IGNORECASE,
)
_ELLIPTIC = re.compile(
    r"(?:unless|if|when|where)\s+(?:\w+ly\s+)?(?:authori[sz]ed|approved|agreed|permitted|allowed|required"
    r"|requested|stated"
    r"|specified|instructed|otherwise\s\w+)\b",
    re.IGNORECASE,
)
"""Clauses without a subject and a verb of their own: "unless specifically authorised"."""
_AMOUNT = re.compile(
    r"\s*[£$€]?\d[\d.,:]*(?:\s?(?!(?:per|an?|each)\b)[\w/%]+)?(?:\s(?:per|a|an|each)\s\w+)?", re.IGNORECASE
)
_VERDICT = re.compile(
    r"\s(?:is|are|was|were)(?:n['’]t|\s+(?:not|never|no longer|strictly))*\s+(?:allowed|permitted|forbidden"
    r"|prohibited|banned"
    r"|required|mandatory|acceptable|possible)\b",
    re.IGNORECASE,
)
"""What is said of a deed whose purpose stands in between: "copying it to keep it longer is not allowed"."""
_PURPOSE = re.compile(r"(?:in order )?to\b", re.IGNORECASE)
_FINITE = re.compile(
    r"\s(?:must|shall|may|can|cannot|can['’]t|will|should|is|are|was|were|has|have|needs?|requires?|takes?"
    r"|gets?|does|do)\b",
    re.IGNORECASE,
)
_TURNS = re.compile(
    r"(?:,\s+|(?<=\))\s+|,\s+then\s+)(?=(?:it|they|we|you|he|she|the|this|these|that|a|an|no|please|all|any"
    r"|there|[a-z]+)\s(?:[\w-]+\s){0,5}?(?:shall|must|may|can|cannot|will|should|is|are|has|have|needs?|falls?"
    r"|goes|go|gets?|becomes?|stops?|do|does|don't)\b)",
    re.IGNORECASE,
)
"""Where the main clause begins behind a clause that opens the sentence: a subject, and soon its verb."""
_TURNS_BARE = re.compile(
    r"(?<!that)(?<!as)(?<!and)(?<!or)(?<!which)\s(?=(?:you|we|they|please)\s(?:are|must|should|shall|need|have"
    r"|may|can|cannot|will)\b)",
    re.IGNORECASE,
)
"""The same where no comma stands between: "If you send more than 5,000 you are asked to"."""
_SHORT_CLAUSE = 8
"""Characters in which the clause has its own subject: "If you"."""
_WHOLE_EXCEPTION = re.compile(
    r"(?:\W|\d)*(?:exceptions?|exemptions?|exempt|excluded|emergency (?:changes|fixes|releases)|(?:this"
    r"|the above|the (?:rule|freeze|limit|policy|requirement|restriction)s?) (?:does|do) not (?:apply|cover"
    r"|affect|include)"
    r"|not (?:affected|included|covered|in scope)|out of scope|outside the scope|exclusions?)\b",
    re.IGNORECASE,
)
_GRANTS = re.compile(
    r"\b(?:exempt(?:ed)?(?: from)?|(?:does|do|will|shall) not apply|are not (?:affected|covered|subject)"
    r"|may (?:still|nevertheless|however)|(?:do|does)(?: not|n['’]t) need|need not|may grant|can (?:waive|lift"
    r"|grant)|(?:is|are) (?:let off|excepted|not bound|not counted|deemed)|(?:still|nevertheless) (?:go|gets?"
    r"|goes|works?|runs?|through)\b|keeps? theirs|(?:is|are|was)(?:n['’]t| not) (?:covered|regarded|promotional"
    r"|considered|concerned)|needs? no|needn['’]t|skip that|no longer counts?|only exception"
    r"|ne sont pas concern|fall outside|(?:is|are) out of scope|(?:is|are) excluded|can still"
    r"|as an exception|by exception|excepted"
    r"|waived?)\b",
    re.IGNORECASE,
)
_OPEN_END = re.compile(
    r"\b(?:if|when(?:ever)?|where(?:ver)?|unless|once|until|while|provided(?: that)?|except(?: for| where| when"
    r"| if| in)?"
    r"|with the exception of|other than|apart from|only for"
    r"|(?:one|any|all|either|both|at least one) of (?:the following|these)(?: \w+){0,3}"
    r"|(?:in|under) (?:the following|these) (?:cases|circumstances|conditions|situations))\s*:\s*$",
    re.IGNORECASE,
)


def opens_conditions(words: str) -> bool:
    """Tell whether a lead-in only begins a sentence that the items of its list end: "It is refused where:"."""
    return bool(_OPEN_END.search(words))


def clauses(text: str, start: int, end: int) -> list[Clause]:
    """The conditions, exceptions and reasons inside one sentence or piece of it, none inside another."""
    found: list[Clause] = []
    for match in _OPENERS.finditer(text, start, end):
        if found and match.start() < found[-1].end:
            continue
        if match["condition"] is not None and _ASKED.search(
            text, max(start, match.start() - _ASKED_REACH), match.start()
        ):
            continue
        role = _role(match)
        if role == "reason" and _OF_DUTY.search(text, max(start, match.start() - _ASKED_REACH), match.start()):
            continue
        close = _end(text, match, start, end)
        if _PREPOSITION.match(match[0]) or _ELLIPTIC.match(text, match.start()):
            close = _before_verb(text, match.end(), close)
        if role == "reason" and _PURPOSE.match(match[0]) and (verdict := _VERDICT.search(text, match.end(), close)):
            close = verdict.start()
        if role != "exception":
            other = _EXCEPTION_OPENS.search(text, match.end(), close)
            close = other.start() if other else close
        if close - match.end() >= 2 or _WITHOUT.match(match[0]):
            found.append(Clause(role, match.start(), close))
    return found


def _before_verb(text: str, position: int, close: int) -> int:
    """Where a clause without a verb of its own ends: behind its number, or before the verb of the main clause."""
    number = _AMOUNT.match(text, position, close)
    if number:
        return number.end()
    verb = _FINITE.search(text, position, close)
    return verb.start() if verb else close


def _role(match: re.Match[str]) -> Role:
    if match["exception"] is not None:
        return "exception"
    return "condition" if match["condition"] is not None else "reason"


def _end(text: str, match: re.Match[str], start: int, end: int) -> int:
    opens = not _LETTER.search(text, start, match.start())
    if opens:
        turn = _TURNS.search(text, match.end(), end) or _TURNS_BARE.search(text, match.end() + _SHORT_CLAUSE, end)
        end = turn.start() if turn else end
    for close in _CLOSE.finditer(text, match.end(), end):
        if text[close.start()] == "," and _RELATIVE.match(text, close.start(), end):
            continue
        if text[close.start()] == "," and not opens and _GOES_ON.match(text, close.start(), end):
            continue
        if text[close.start()] == "(":
            closing = text.find(")", close.start(), end)
            if closing >= 0:
                return _end_after(text, closing + 1, end)
        return close.start()
    return end


def _end_after(text: str, position: int, end: int) -> int:
    close = _CLOSE.search(text, position, end)
    return close.start() if close else end


def is_exception(sentence: str) -> bool:
    """Tell whether a whole sentence takes something out of the rule before it."""
    return bool(_WHOLE_EXCEPTION.match(sentence)) or bool(_GRANTS.search(sentence))


def spans(text: str, found: Sequence[Clause], role: Role) -> Iterator[Span]:
    """The clauses of one role as spans of `text`, trimmed."""
    for clause in found:
        if clause.role == role:
            words = _JOINED.sub("", text[clause.start : clause.end].rstrip(" ,;:.\n\t"))
            end = clause.start + len(words.rstrip(" ,;"))
            yield Span(clause.start, end, text[clause.start : end])
