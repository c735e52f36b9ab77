"""Obligations that the brief states in so many words and no pattern has taken up."""

import re

from schemas.base import Evidence
from schemas.brief import Sentence
from schemas.requirement import Category
from service.campaign import Reading
from service.cued import Cued
from service.drafting.rules.ears import ears_pattern
from service.needs import Need

_THING = (
    r"(?:web ?)?sites?|websites?|pages?|forms?|apps?|applications?|systems?|platforms?|portals?|dashboards?|"
    r"e-?mails?|messages?|lists?|files?|"
    r"feeds?|database|crm|data|reports?|links?|codes?|tickets?|checkout|payments?|search|calendar|videos?|images?|"
    r"content|"
    r"users?|visitors?|customers?|members?|donors?|people|staff|editors?|applicants?|parents?|students?|guests?|"
    r"subscribers?|declarations?|records?|documents?|contracts?|addresses|numbers?|passwords?|accounts?|banners?|films?|"
    r"buttons?|texts?|letters?|postcards?|posters?|vouchers?|cards?|pins?|stock|invoices?|receipts?|orders?|bookings?|prices?|answers|photos?|pictures?|scripts?"
)
_SOMEBODY = r"anyone|anybody|everyone|everybody|those|all"
_STAYS = r"(?:still )?(?:stay|remain|continue to|go on|keep)\b"
"""What has to stay as it is binds IT, whatever it is said of: `wheelchair cabins have to stay bookable`."""
_MORE = re.compile(
    r",?\s(?:and|but|so)\s(?:we|they|i|you|it|he|she|there|this|that)\b.*$|:\s.*$", re.IGNORECASE | re.DOTALL
)
"""A second sentence behind the obligation."""
_CLAUSE = r"(?:who|that|which|whose) [^.,;:!?]{3,60}?"
_OBLIGATION = Cued(
    re.compile(
        rf"^(?P<subject>(?:(?:(?:the|all|each|every|any|our|this|these|a|an)\s+)?(?:[\w'’/-]+\s+){{0,4}}?(?:{_THING})"
        rf"(?: {_CLAUSE}| \([^()]{{1,60}}\))?|(?:{_SOMEBODY}) {_CLAUSE}"
        rf"|[a-z][^.,;:!?]{{3,60}}?(?=\s(?:must|shall|should|has to|have to|needs? to) {_STAYS})))\s+"
        r"(?P<modal>must not|must|shall not|shall|should not|should|has to|have to|needs? to|is required to|"
        r"are required to)\s+"
        r"(?:also |always |only )?(?P<rest>[a-z][^.!?;]{5,219}[^.!?:;\s])\s*(?:[.!?]?$|;)",
        re.IGNORECASE,
    ),
    ("must", "shall", "should", "has to", "have to", "need to", "needs to", "required to"),
)
_LATER_CLAUSES = re.compile(r",\s(?=(?:[\w'’-]+\s){1,3}(?:must|has to|have to)\b)", re.IGNORECASE)
"""`3 deals a day, 2 hours each, price must switch at once`: the obligation opens a later part."""
_LEADS = re.compile(r"^(?:[-*•\d.)\s]+|and |also |so |please note:? |note:? |ideally,? )+", re.IGNORECASE)
_MUST = (
    "must",
    "must not",
    "shall",
    "shall not",
    "has to",
    "have to",
    "is required to",
    "are required to",
    "need to",
    "needs to",
)
_CATEGORIES: tuple[tuple[re.Pattern[str], Category], ...] = (
    (
        re.compile(r"\b(?:seconds?|load|fast|speed|visitors at once|concurrent|capacity|volume|cope|peak)\b", re.I),
        "scale",
    ),
    (re.compile(r"\b(?:available|uptime|down|24/7|backup|fail)\b", re.I), "availability"),
    (re.compile(r"\b(?:password|log ?in|secure|encrypt|access|ssl|spam|permission)\b", re.I), "security"),
    (
        re.compile(
            r"\b(?:consent|personal|privacy|gdpr|unsubscribe|opt|left out|kept out|excluded|suppressed)\b", re.I
        ),
        "privacy",
    ),
    (re.compile(r"\b(?:measure|report|track|analytics|dashboard|count)\b", re.I), "measurement"),
    (re.compile(r"\b(?:by \d|before|deadline|until|ready)\b", re.I), "time"),
    (re.compile(r"\b(?:data|field|record|list|file|export|import)\b", re.I), "data"),
)


def stated_needs(reading: Reading, taken: set[str]) -> list[Need]:
    """One need per obligation sentence that no other need has as evidence; `taken` holds ids of used sentences."""
    needs = []
    for sentence in reading.sentences:
        if sentence.id in taken or sentence.id in reading.set_aside or sentence.kind in ("heading", "code", "quote"):
            continue
        need = _stated_need(reading, sentence)
        if need:
            needs.append(need)
    return needs


def _stated_need(reading: Reading, sentence: Sentence) -> Need | None:
    text = " ".join(sentence.text.split())
    lead = _LEADS.match(text)
    told = text[lead.end() :] if lead else text
    match = _OBLIGATION.search(told) or next(
        filter(None, map(_OBLIGATION.search, _LATER_CLAUSES.split(told)[1:])), None
    )
    if match is None:
        return None
    statement = _reworded(match)
    evidence: Evidence = reading.evidence_of(sentence.id)
    return Need(
        category=_category(text),
        object=match["subject"].lower(),
        need=f"stated:{_rest(match).lower()[:60]}",
        statement=statement,
        pattern=ears_pattern(statement),
        rationale="The brief asks for it in so many words.",
        priority="must" if match["modal"].lower() in _MUST else "should",
        origin="stated",
        evidence=(evidence,),
        acceptance_criteria=(
            "Both sides have agreed how this is shown, on which devices or records, and with what limits.",
        ),
        verification_method="demonstration",
        produced_by=("rule:stated",),
    )


def _rest(obligation: re.Match[str]) -> str:
    """What shall be done, without what the sentence says after it."""
    return _MORE.sub("", obligation["rest"]).strip()


def _reworded(match: re.Match[str]) -> str:
    subject = match["subject"]
    if not re.match(rf"(?:the|all|each|every|any|our|this|these|an?|{_SOMEBODY})\s", subject, re.IGNORECASE):
        subject = f"The {subject[:1].lower()}{subject[1:]}"
    negated = " not" if match["modal"].lower().endswith(" not") else ""
    return f"{subject[:1].upper()}{subject[1:]} shall{negated} {_rest(match)}."


def _category(text: str) -> Category:
    return next((category for pattern, category in _CATEGORIES if pattern.search(text)), "integration")
