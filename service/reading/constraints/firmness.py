"""How firm a constraint is: law, contract, policy, capacity or preference, and what in the text says so.

Law is never guessed: only a law that the text names, or words that say that the law demands it, make it law.
"""

import re
from collections.abc import Sequence

from schemas.explanation import ConstraintKind, Firmness, Strength
from service.campaign import Mention

Verdict = tuple[Firmness, str]

_LAW = re.compile(
    r"\b(?:by law|(?:that|this|it) is the law|(?:the )?law (?:requires|demands|says|does not)"
    r"|legal(?:ly)? (?:requirement|obligation"
    r"|obliged|required|duty|responsibility|binding)|statutory (?:requirement|duty|obligation|period)s?"
    r"|regulatory (?:requirement|duty|rule"
    r"|obligation)|required by regulation"
    r"|under (?:the )?(?:[A-Z][\w-]*\s){1,5}(?:Act|Regulations?|Code|Directive)\b|data protection law"
    r"|gesetzlich|obligation légale|(?:Act|Regulations?) \d{4})",
)
_STANDARDS = frozenset(
    {
        "soc_2", "iso_27001", "iso_27701", "iso_9001", "pci_dss", "wcag", "en_301_549", "cyber_essentials", "fedramp",
        "email_authentication", "nhs_dspt", "caldicott", "cap_code_uk", "uk_bcap", "uk_portman", "uk_abpi",
        "fundraising_code_uk", "ftc_endorsement",
    }
)  # fmt: skip
"""Norms that bind by contract or policy, never by themselves as law."""
_NORM = re.compile(r"(?:EN|ISO(?:/IEC)?|IEC|DIN|NIST|BS|RFC)[\s-]?(?:SP[\s-]?)?\d")
"""The number of a norm, which may stand among the names of a law that relies on it."""
_NAMES_A_LAW = re.compile(
    r"\b(?:Act|Regulations?|Law|Directive|Statute|Code|gesetz|verordnung|[Ll]oi|[Ll]ey|[Ll]ei)\b|GDPR|DSGVO"
    r"|RGPD|HIPAA|CCPA|PECR"
)
_CONTRACT = re.compile(
    r"\b(?:contract(?:s|ual|ually)?|agreement with|under (?:our|the|your) (?:agreement|terms)"
    r"|terms of (?:service|use)|acceptable use|msa|(?:the )?(?:carrier|carriers|network operator|operator"
    r"|vendor|supplier|provider|mobile network)s?['’]? (?:limit|limits|rule|rules|require|requires|impose"
    r"|imposes|charge|charges|cap|allow|allows|contract)"
    r"|sla|slas|service level agreement|service credits?|your (?:plan|tier|subscription)|(?:on"
    r"|in) the \w+ (?:plan|tier)|licen[cs]e (?:terms|agreement|covers|allows)|licen[cs]ed|per (?:seat|plan)"
    r"|overage|renewal|committed)\b",
    re.IGNORECASE,
)
_POLICY = re.compile(
    r"\b(?:polic(?:y|ies)|standards?|directive|guideline|guidelines|rules?|procedure|mandate|governance"
    r"|board decision|we (?:do not|don['’]t|never) (?:allow|permit|accept)|by decision of|code of conduct"
    r"|framework|prohibited|forbidden|not (?:permitted|allowed)|shall)\b",
    re.IGNORECASE,
)
_CAPACITY = re.compile(
    r"\b(?:maxed|sized for|can(?:not|['’]t)? (?:handle|cope|take|process|carry|keep up)|capacity|throughput"
    r"|bottleneck|short[- ]staffed|on leave|headroom|hardware|servers?|queue(?:d|s)?|backlog"
    r"|technical(?:ly)? (?:limit|limitation|impossible|not possible)|system limit|autoscal\w+|bandwidth"
    r"|saturat\w+|times? out|slows? down)\b",
    re.IGNORECASE,
)
_PREFERENCE = re.compile(
    r"\b(?:prefer(?:red|ably|ence)?|ideally|would like|nice to have|if possible|where possible|we (?:suggest"
    r"|recommend|encourage)|recommended|best practice|as a courtesy|please try)\b",
    re.IGNORECASE,
)
_OF_KIND: dict[ConstraintKind, Firmness] = {
    "rate_limit": "capacity", "quota": "capacity", "capacity": "capacity", "refresh_timing": "capacity",
    "headcount": "capacity", "maintenance_window": "capacity", "lead_time": "capacity", "recovery": "capacity",
    "measurement": "capacity", "format": "capacity",
    "change_freeze": "policy", "approval": "policy", "security_review": "policy", "vendor_approval": "policy",
    "access": "policy", "data_class": "policy", "retention": "policy", "erasure": "policy", "data_location": "policy",
    "transfer": "policy", "consent": "policy", "minors": "policy", "accessibility": "policy", "sending_hours": "policy",
    "availability": "contract", "end_of_life": "capacity", "cost": "contract",
}  # fmt: skip
_DEMANDED = frozenset({"lead_time", "format", "measurement", "maintenance_window"})
"""Kinds that are a rule where they are demanded, and a limit where they are only told."""
_SUPPLIER = re.compile(
    r"\b(?:your (?:plan|account|subscription|workspace|key|tier)|(?:starter|pro|growth|business|enterprise|free"
    r"|lite|team) (?:plan|tier)|pricing|the provider|the customer|service credits?|(?:contact|ask) (?:sales"
    r"|your account manager)"
    r"|api keys?|per (?:plan|workspace)|sandbox|upgrade|our (?:platform|api|gateway|customers)|429)\b",
    re.IGNORECASE,
)
_RULES = re.compile(
    r"\b(?:must|shall|polic(?:y|ies)|not (?:allowed|permitted)|rules?|standard|procedure|mandatory|directive"
    r"|exception)\b",
    re.IGNORECASE,
)
_TELLING = 3
_TECHNICAL = frozenset(kind for kind, firmness in _OF_KIND.items() if firmness == "capacity")
_RULED = frozenset(kind for kind, firmness in _OF_KIND.items() if firmness == "policy")


def spirit_of(text: str) -> Firmness | None:
    """What a whole text is: the page or agreement of a supplier (contract), a set of rules (policy), or neither."""
    if len({match[0].lower() for match in _SUPPLIER.finditer(text)}) >= _TELLING:
        return "contract"
    return "policy" if len(_RULES.findall(text)) >= _TELLING else None


def firmness_of(
    text: str,
    context: str,
    kind: ConstraintKind,
    strength: Strength,
    names: Sequence[Mention],
    *,
    spirit: Firmness | None,
) -> Verdict:
    """The firmness of one constraint and the reason, in a sentence for the reader.

    `spirit`: what the whole text is, where it shows (see `spirit_of`).
    """
    said = _said(text, kind, strength, names)
    if said:
        return said
    above = _POLICY.search(context)
    if above and kind not in _TECHNICAL:
        return "policy", f'It stands under "{_quoted(context, above)}".'
    if spirit == "contract" and strength != "fact":
        return "contract", "The text speaks as a supplier to its customers."
    usual = _OF_KIND.get(kind)
    if kind in _DEMANDED and strength in ("must", "must_not"):
        usual = "policy"
    if spirit == "policy" and kind not in _TECHNICAL:
        return "policy", "It stands in a text of rules, which names no law or contract behind it."
    if usual is None or (usual == "policy" and strength in ("fact", "may")):
        return "unknown", "The text does not say what it rests on."
    if usual == "policy":
        return "policy", "It is worded as a rule, and the text names no law or contract behind it."
    if usual == "contract":
        return "contract", "Such terms are usually part of an agreement; the text does not name it."
    return "capacity", "It says what the systems or the people can do."


_SIGNS: tuple[tuple[Firmness, re.Pattern[str], tuple[Strength, ...]], ...] = (
    ("contract", _CONTRACT, ()),
    ("preference", _PREFERENCE, ("must", "must_not")),
    ("capacity", _CAPACITY, ()),
    ("policy", _POLICY, ()),
)
"""Words by which a text says how firm it is, and the force with which they mean nothing."""


def _said(text: str, kind: ConstraintKind, strength: Strength, names: Sequence[Mention]) -> Verdict | None:
    law = _law(text, names)
    if law:
        return "law", f'The text says so: "{law}".'
    for firmness, pattern, blocked in _SIGNS:
        match = pattern.search(text)
        if match is None or strength in blocked or (firmness == "capacity" and kind in _RULED):
            continue
        return firmness, f'The text says "{match[0].strip()}".'
    if strength in ("should", "should_not"):
        return "preference", "It recommends and does not demand."
    return None


def _law(text: str, names: Sequence[Mention]) -> str | None:
    named = next((m.text for m in names if m.kind == "law" and not _is_standard(m)), None)
    match = _LAW.search(text)
    return named or (match[0] if match else None)


def _is_standard(mention: Mention) -> bool:
    """Norms, and names that only look like one of a law."""
    if _NORM.match(mention.text):
        return True
    return (mention.name or "") in _STANDARDS or not (mention.name or _NAMES_A_LAW.search(mention.text))


def _quoted(context: str, match: re.Match[str]) -> str:
    line = next((line for line in context.splitlines() if match[0] in line), match[0])
    return line if len(line) <= 60 else match[0]
