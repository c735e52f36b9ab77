"""On which side of a number one has to stay, and what it counts for."""

import re
from collections.abc import Iterable

from schemas.explanation import BoundDirection
from service.campaign import Mention
from service.constraint import QUANTITY_KINDS, Bounded

_BEFORE: tuple[tuple[BoundDirection, re.Pattern[str]], ...] = (
    ("at_least", re.compile(
            r"(?:at least|at the (?:very )?least|no(?:t)? (?:less|fewer|earlier|sooner) than|a minimum(?: of)?"
            r"|minimum(?: of|:)?|min\.?|or more than|from"
        r"|>=|≥|not under|older than|earliest(?: \w+){0,4})\s*$", re.I)),
    ("at_most", re.compile(
            r"(?:at (?:the )?most|no(?:t)? (?:more|later|longer|older|greater|higher|larger) than|up to"
                r"|a maximum(?: of)?|max(?:imum)?(?: [a-z]+){1,4} (?:is|are|of|:)|max(?:imum)?\.?(?: of|:|\s\w+:?"
                r"|\s\w+ \w+:?)?|limit(?:ed)?(?: to|:| of| is| at)?"
            r"|limits?(?: \w+){0,3}(?: to| at| of)|capped (?:at|to)|cap (?:of|is|at)|restricted to|exceed(?:s|ing)?"
            r"|(?:is |are )?sized for|within|in under|less than|fewer than|under|below|by|until|not after"
            r"|dropped after|deleted after|expires? after|<=?|≤|only|allowance (?:of|is)|quota (?:of|is)"
            r"|(?:not|never|nothing|nobody)\b[^.;,]{0,28}\b(?:longer|later|more|older|greater|higher|larger) than"
            r"|ceiling (?:of|is)|throttled (?:at|to)|objective(?: is| of|:)?|top out at)\s*$", re.I)),
    ("exactly", re.compile(r"(?:exactly|precisely|fixed at|always)\s*$", re.I)),
    ("about", re.compile(
        r"(?:about|around|approximately|approx\.?|roughly|typically|usually|on average|an average of|circa|c\.|~"
        r"|currently|normally)\s*$", re.I)),
)  # fmt: skip
_AFTER: tuple[tuple[BoundDirection, re.Pattern[str]], ...] = (
    ("at_least", re.compile(
        r"\s*(?:(?:[a-z]+ )?or (?:more|over|above|older|later)|and (?:over|above|up)"
        r"|\+|minimum|at least|in advance|(?:'s "
        r"|s['’] )?(?:prior )?notice|ahead)(?![\w-])", re.I)),
    ("at_most", re.compile(
        r"\s*(?:(?:[a-z]+ )?or (?:less|fewer|under|below|earlier)|maximum|max\b"
        r"|at (?:the )?most|limit|cap|quota|at the latest"
        r"|per \w+ (?:limit|cap|max\w*))", re.I)),
    ("about", re.compile(r"\s*(?:on average|approx\w*|or so|ish)\b", re.I)),
)  # fmt: skip
_BEYOND = re.compile(r"(?:above|beyond|over|more than|exceed(?:s|ing)?)\s*$", re.IGNORECASE)
_STOPPED = re.compile(
    r"[^.;]{0,24}\b(?:reject|drop|block|refus|discard|throttl|bounc|lost|not (?:accepted|allowed|delivered|sent)|fail)",
    re.IGNORECASE,
)
_SCOPE = re.compile(
    r"[^.;]{0,40}?\b(?P<scope>(?:across|shared (?:by|between|across)|for|in) (?:all|every|both"
    r"|the whole)\s[\w-]+(?:\s(?!is\b|are\b|must\b|may\b|and\b)[\w-]+)?"
    r"|(?:per|for each|for every|in each)\s(?:brand|user|recipient|customer|tenant|account|subscriber|number"
    r"|sender|campaign|application|app|key|client|ip(?: address)?|organisation|organization|team|list|mailbox"
    r"|person|seat|site|domain|endpoint|connection|region|channel|request|file|export|phone number|company"
    r"|profile|workspace|integration|token|project|device|address|branch|store))\b",
    re.IGNORECASE,
)
_SCOPE_REACH = 90
_REACH = 40


def bounded(mentions: Iterable[Mention], text: str, start: int, end: int) -> tuple[Bounded, ...]:
    """The quantities between two places, each with its bound and its scope where the words beside it say so."""
    inside = [m for m in mentions if m.kind in QUANTITY_KINDS and start <= m.start and m.end <= end]
    return tuple(_bounded(mention, text, start, end) for mention in inside)


def _bounded(mention: Mention, text: str, start: int, end: int) -> Bounded:
    before = text[max(start, mention.start - _REACH) : mention.start]
    after = text[mention.end : min(end, mention.end + _REACH)]
    found: BoundDirection | None = next((bound for bound, p in _AFTER if p.match(after)), None)
    found = next((bound for bound, p in _BEFORE if p.search(before)), found)
    if found is None and _BEYOND.search(before) and _STOPPED.match(after):
        found = "at_most"
    if mention.kind in ("date", "window") and found in ("at_least", "at_most") and not _dated(before):
        found = None
    scope = _SCOPE.match(text, mention.end, min(end, mention.end + _SCOPE_REACH)) if mention.kind != "date" else None
    return Bounded(mention, found, scope["scope"] if scope else None)


def _dated(before: str) -> bool:
    return bool(
        re.search(
            r"(?:no (?:later|earlier|sooner) than|not (?:before|after)|by|earliest(?: \w+){0,4}|at the latest)\s*$",
            before,
            re.I,
        )
    )
