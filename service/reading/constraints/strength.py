"""How strongly a clause obliges: must, must not, should, should not, may, or a statement of how things are.

The words are those of RFC 2119 and of policies that do not use them: "is limited to", "frozen", "need to", "please do
not". Where one clause holds several, the first that stands in its main part decides.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from schemas.explanation import ConstraintKind, Strength


class Modal(NamedTuple):
    """The words that oblige, and how strongly."""

    start: int
    end: int
    strength: Strength


_NOT = r"(?:\s+(?:\w+ly\s+)?(?:not|never)\b|n['’]t\b)"
_ADVERB = r"(?:\s+(?:also|only|always|still|therefore|normally|currently|then|all|both|at all times))?"
_DUTY = r"(?:required|mandatory|obligatory|compulsory|needed|necessary)\b"
_LIFTED = (
    rf"(?:do|does|did)(?:n['’]t|\s+not)\s+(?:need|have\s+to|require)\b|need(?:n['’]t|\s+not)\b"
    rf"|(?:is|are)(?:n['’]t|\s+not)\s+(?:\w+ly\s+)?{_DUTY}|(?:not|no longer)\s+{_DUTY}|no\s+need\b"
    rf"|no\s+\w+\s+(?:is|are)\s+{_DUTY}"
)
"""A duty that is denied is no ban: it leaves somebody free."""
_LIFTS = re.compile(_LIFTED, re.IGNORECASE)
_FORMS: tuple[tuple[Strength, str], ...] = (
    ("may", _LIFTED),
    ("should_not", rf"(?:should|ought(?: to)?){_NOT}|no\s+(?:[\w-]+\s+){{1,6}}should\b"),
    ("should_not",
            r"(?:is|are)(?: strongly)? (?:discouraged|(?:not|never) (?:recommended|advised|advisable|encouraged))"
            r"|(?:try to )?avoid\b"
         r"|(?:(?:we|i|is|are)\s+(?:strongly\s+|would\s+)?)?(?:recommend|advise|suggest)(?:s|d|ed)?\s+(?:against"
         r"|not\s+to)\b"
     r"|(?:do|does|would)(?:n['’]t|\s+not)\s+(?:recommend|advise|suggest|encourage)\b"),
    ("must_not",
        rf"(?:must|shall|may|can|could|will|need to|wo|ca){_NOT}(?!\s+only\b)|can(?:not|t)\b|won['’]t\b|may\s+only\b"
        rf"|must\s+only\b"),
    ("must_not",
            r"(?:can|will|shall|may)\s+(?:\w+\s+){0,3}only\b|only\s+(?:be\s+)?(?:allowed|permitted|possible"
            r"|available|supported)\b"),
    ("must_not",
        r"(?:is|are|was|were|be|being|been)(?:n['’]t|\s+(?:strictly\s+|currently\s+)?(?:not|never|no longer))\s+"
         r"(?:yet\s+)?(?:allowed|permitted|accepted|authori[sz]ed|approved|to\s+\w+|eligible|signed off)"),
    ("must_not",
        r"(?:can|may|will|shall|must)\s+(?:[\w'’-]+\s+){0,8}only\s+(?:if|when|where|with|after|by|from|for|to)\b"
        r"|(?:is|are)\s+(?:strictly\s+|wholly\s+)?(?:unacceptable|not\s+acceptable|not\s+tolerated)\b"
        r"|(?:is|are)\s+only\s+(?:allowed|permitted|possible|available|supported|accepted|open|granted)\b"
        r"|(?:only|solely)\s(?:[\w.'’-]+\s){1,6}(?:is|are)\s+(?:allowed|permitted|accepted|supported)\b"),
    ("must_not",
            r"(?:is|are|was|(?<!may )(?<!might )(?<!could )(?<!can )be|remains?)\s+(?:strictly\s+|explicitly\s+"
            r"|hereby\s+)?(?:prohibited|forbidden|banned"
        r"|barred|blocked|frozen|disallowed"
     r"|off[- ]limits|suspended|closed|out of bounds|rejected|refused)\b"),
    ("must_not", r"(?:is|are)(?:n['’]t|\s+not|\s+no longer)\s+(?:currently\s+|yet\s+|technically\s+)?"
        r"(?:available|possible|an option|on offer|offered)\b"),
    ("must_not", r"(?:is|are)(?:n['’]t|\s+not)\s+(?:ok(?:ay)?|fine)\b"
        r"|(?:is\s+(?:already\s+)?taken|(?:is|are)\s+(?:already\s+)?(?:occupied|in use))\b"
        r"(?=[^.;]{0,40}\b(?:until|till|through)\b)"),
    ("must_not", r"(?:can|may|shall|must)\s+no\s+longer\b|no\s+longer\s+(?:be\s+)?(?:allowed|permitted)\b"),
    ("must_not", r"(?:prohibited|forbidden|not allowed|not permitted|off[- ]limits)\b"
        r"(?!\s+(?:materials?|contents?|uses?|activit\w+|items?|data|words?|topics?|behaviou?rs?)\b)"),
    ("must_not",
        r"(?:is|are|be|been|currently|now)\s+(?:also\s+|hard[- ]|rate[- ]|strictly\s+)?(?:limited|capped|restricted"
        r"|throttled|confined)\b"
     r"|(?:limited|capped|restricted|throttled|rate[- ]limited)\s+(?:to|at)\b"),
    ("must_not",
        r"(?:not|never)\s+(?:to\s+)?(?:exceed|be exceeded|go (?:over|above))\b|no more than\b|not more than\b"
        r"|at most\b|a maximum of\b|up to a maximum\b"
         r"|(?:the\s+)?max(?:imum)?\.?(?:\s+(?:of|is|file size|size|length|number|rate|volume)|\s*[:=]|\s+(?:\d|two"
         r"|three|four|five|six|ten|twelve)\b)"),
    ("must_not",
                r"(?<!we )(?<!they )(?<!it )(?<!i )(?<!was )(?<!were )(?<!is )(?<!are )(?<!has )(?<!have "
                r")(?:please\s+)?(?:do\s+not"
            r"|don['’]t|never)\s+(?!know|think|see|worry"
            r"|hesitate|have|get|forget|support|collect|track|own|need|want|mean|matter|provide|offer|apply|count"
            r"|work)\w+"),
    ("must_not",
            r"(?<![-\w])(?:no|nothing|nobody|none)\s+(?!later|longer|less|fewer|more|earlier"
                    r"|worr(?:y|ies)\b|problems?\b|doubt\b|wonder\b|big deal\b|need|(?:\w+\s)?(?:limits?|quotas?"
                    r"|restrictions?|caps?|objections?|obligations?"
                r"|charge)\b)(?:[\w-]+,?\s+){0,6}?(?:may|can|will|shall|must|is|are|allowed|permitted|without"
                r"|before|after"
        r"|until|during|between|from|on)\b"),
    ("must_not",
        r"(?:does|do)(?:n['’]t|\s+not)\s+(?:allow|permit|accept)\b|(?:explicitly\s+)?(?:forbids?|prohibits?)\b"
        r"|(?:(?<=system )|(?<=server )|(?<=gateway )|(?<=filter )|(?<=firewall )|(?<=provider )|(?<=platform ))"
        r"(?:rejects|refuses|blocks|bounces)\b"),
    ("must_not", r"(?:freeze|frozen|embargo|blackout|moratorium|no[- ]go)\b"),
    ("must",
                rf"(?:must|shall){_ADVERB}\b|(?:has|have|having|had)\s+(?:first\s+)?to\s+(?:be\b|\w+)"
                rf"|(?<!your )(?<!their )(?<!our )(?<!its )(?<!the )(?<!special )needs\b"
            rf"|(?<!no )(?<!not )(?<!n.t )(?<!only )(?<!may )(?<!might )(?<!could )(?<!\bi )(?<!\bwe )need\s+(?:to\b"
        rf"|\w+ing\b|an?\b|at least\b|written\b|prior\b|\d|(?!not\b|for\b|help\b|more\b|any\b|this\b|it\b)[a-z]+s\b)"),
    ("must",
            r"(?:is|are|(?<!may )(?<!might )(?<!could )be)\s+(?:\w+ly\s+)?(?:required|mandatory|obligatory"
            r"|compulsory|obliged|needed|to\s+be)\b"
        r"|(?:required|mandatory)\b(?!\s+fields?\s+are)"),
    ("must",
                r"requires?\b|(?:is|are)\s+(?:essential|vital|crucial)\b|(?:is|are)\s+(?:subject to(?! change)"
                r"|conditional on|contingent on)\b"
            r"|at least\b|no (?:later"
        r"|earlier|less|fewer) than\b|minimum(?:\s+of)?\b"),
    ("must",
        r"(?:please\s+)(?:allow|submit|raise|send|make sure|ensure|use|request|contact|give|include|provide"
        r"|book|complete|open|log|file|stop|plan|keep|register)\b"),
    ("must",
            r"(?:departments|teams|users|staff|suppliers|agencies|members|schools|offices|managers|vendors"
            r"|contractors|owners)"
        r"\s+are\s+to\s+[a-z]+\b"),
    ("must_not",
        r"max(?:imum)?(?:\s+[\w-]+){1,4}?\s+(?:length|size|number|rate|volume|duration|count|amount)\b"),
    ("must",
        r"(?:users|members|staff|students|individuals|applicants|suppliers|contractors|departments|schools|officers"
        r"|employees|participants)\s+will\b(?!\s+(?:be\s+(?:able|given|notified|informed|told)|have\s+access|receive"
        r"|get|see|notice|find|lose|no|not|never|only)\b)"),
    ("must",
            r"(?:is|are|be|remains?)\s+(?:solely\s+|ultimately\s+|also\s+)?(?:responsible\s+for|expected\s+to"
            r"|obliged\s+to|bound\s+by)\b"),
    ("should",
            r"please\s+(?!note\b|see\b|refer\b|find\b|feel\b|visit\b|read\b|click\b|contact\b|be\s+(?:aware|advised"
            r"|informed|reminded)\b|remember\b|keep\s+in\s+mind\b)[a-z]+\b"),
    ("should",
            r"should\b(?!\s+(?:\w+\s+)?be\s+(?:able|back|available|visible|finished|done|complete|there|fine|ready"
            r"|resolved|impacted"
            r"|affected|sufficient|enough)\b|\s+(?:now\s+|still\s+)?(?:see|notice|work|take|receive)\b)"
            r"|ought\s+to\b|(?:is|are)\s+(?:strongly\s+|highly\s+)?(?:recommended|advised|encouraged|advisable"
        r"|preferred)\b"
         r"|(?:we|i)\s+(?:strongly\s+)?(?:recommend|advise|suggest|prefer|encourage|ask|would\s+(?:prefer|like"
         r"|advise|recommend|appreciate))\b|(?:it is\s+)?(?:best|good)\s+practice\b|ideally\b|aim to\b"),
    ("may",
        r"may\b|(?:is|are)\s+(?:\w+ly\s+)?(?:allowed|permitted|free|welcome|able|authori[sz]ed|entitled|eligible"
            r"|optional)\b|(?:has|have)\s+(?:a|the)\s+right\s+to\b|reserves?\s+the\s+right\s+to\b|can\b"
            r"|optional(?:ly)?\b|at (?:your|the) discretion\b"),
)  # fmt: skip
_MODALS = re.compile("|".join(rf"(?P<{name}_{n}>\b(?:{form}))" for n, (name, form) in enumerate(_FORMS)), re.IGNORECASE)
_IMPERATIVE = re.compile(
    r"[\W\d_]*(?:(?:please|pls|kindly|always|then|also|so)\s+)?(?:(?P<not>(?:do not|don['’]t|dont|never"
    r"|not)\s+)?)(?P<verb>add|adhere|allocate|appoint|assess|authenticate|categori[sz]e|cite|clarify|classify"
    r"|communicate|compile|comply|compress|conduct|configure|consider|consult|coordinate|define|demonstrate"
    r"|determine|disable|discuss|dispose|distribute|eliminate|engage|escalate|establish|evaluate|exclude"
    r"|explain|generate|identify|implement|install|integrate|introduce|investigate|justify|leverage|maintain"
    r"|manage|mention|migrate|minimi[sz]e|mitigate|nominate|organi[sz]e|participate|perform|preserve|prevent"
    r"|prioriti[sz]e|protect|prove|refrain|remember|remind|resize|respect|restrict|retain|safeguard|saniti[sz]e"
    r"|seek|segregate|shut down|simplify|specify|standardi[sz]e|strengthen|subscribe|suspend|terminate"
    r"|uninstall|unsubscribe|utili[sz]e|validate|agree|allow|apply|archive|ask|assign|attach"
    r"|avoid|back off|back up|book|bring|build|call|cancel|change|check|choose|clear|clean|close|collect"
    r"|complete|confirm|contact|copy|count on|host|pay|create|declare|delete|deliver|deploy|describe"
    r"|document|download|drop|email|enable|encrypt|ensure|enter|expect|export|file|fill in|finish|follow"
    r"|forward|freeze|get|give|hand|hash|have|hold|include|inform|keep|label|leave|limit"
    r"|list|load|log|lower|mail|make sure|make|mark|mask|move|name|notify|obtain|open|order|pause|pick"
    r"|place|plan|post|prepare|provide|publish|put|raise|read|reckon|record|reduce|register"
    r"|reject|remove|rename|replace|report|request|reserve|retry|return|reuse|review|run|save|schedule|select"
    r"|send|separate|set|share|sign|split|start|stay|stick|stop|store|submit|supply"
    r"|switch|tag|take|talk|tell|test|treat|turn|update|upload|use|verify|wait|warn|withdraw"
    r"|write)\b(?!\s+(?:\w+\s+)?(?:is|are|was|were|has|have|must|shall|will|can|may|should)\b)"
    r"(?!\s+(?:of|support|address(?:es)?|hours?|limits?|windows?|types?|sizes?|formats?|rates?|times?)\b)(?!\w*['’:])",
    re.IGNORECASE,
)
_ADVERBIAL = re.compile(
    r"\W*(?:within|to|if|when|before|after|for|in|upon|once|on|during|by|where|until|at"
    r"|as soon as)\b[^,;:.?!]{2,90},\s",
    re.IGNORECASE,
)
"""What may stand in front of a command: "Within five days, notify ..."."""
_ONLY_WHEN = re.compile(r"\bonly\s+(?:if|when|where|with|after|from|for)\b", re.IGNORECASE)
_ONLY = re.compile(
    r"(?<!the )(?<!an )(?<!our )(?<!your )(?<!-)\b(?:only|solely|exclusively)\b(?!\s+(?:about|around|\d|one|two|three"
    r"|a|an|the (?:first|same)|exception|lands?|arrives?|runs?|shows?|has|have|gets?|goes|go|works?|appl(?:y"
    r"|ies)|affects?|covers?"
    r"|contains?|holds?|sees?|puts?|supports?|takes?|starts?|happens?)\b)",
    re.IGNORECASE,
)
_TOUCHED = re.compile(r"\b(?:affect(?:s|ed)?|impact(?:s|ed)?|concerns?|visible|relevant)\b", re.IGNORECASE)
"""Words with which "only" tells what is touched, and restricts nothing."""
_NO = re.compile(
    r"(?:^|[;:,.–—-]\s*|\bnor\s|\band\s)(?:not?|never|none|nothing|not on|not between)\s+(?!the|an?|be|been|just|only"
    r"|because|problem|limit|need"
    r"|board|exceptions?|idea|clue|influence|longer|later|earlier|promise|charge|worries|change|one knows"
    r"|monthly|doubt|matter|quota|protection|guarantees?|backups?|support|warranty|sla|costs?|fees?|redundancy"
    r"|monitoring"
    r"|data|opinion|need|further)[\w-]+",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w-])\d[\d.,]*\s?(?:[KMGT]i?B)?(?![\w-])|\b(?:two|three|four|five|six|ten|twelve)\b")
_CAPS: frozenset[ConstraintKind] = frozenset({"rate_limit", "quota"})
_RULED: frozenset[ConstraintKind] = frozenset({"retention", "erasure", "sending_hours"})
_TOLD = re.compile(
    r"\b(?:is|are|was|were|be|been|will|we|it|they|has|have|gets?|keeps?|stays?|operates?|(?-i:may)|might|can|could"
    r"|must|should|shall)\b",
    re.IGNORECASE,
)
_PER = re.compile(
    r"\b(?:per|each|every|an?)\s+(?:second|minute|hour|day|week|month|year)\b|/\s?(?:s|sec|min|h|day)\b", re.IGNORECASE
)
_ABLE = re.compile(r"can$|might$|(?:is|are) able$", re.IGNORECASE)
_KINDS_OF_PEOPLE = (
    r"users?|customers?|teams?|staff|people|guests?|members?|owners?|students?|managers?|senders?|editors?|departments?"
    r"|suppliers?|vendors?|agenc(?:y|ies)|partners?|visitors?|recipients?|subscribers?|employees|colleagues|everyone"
)
_PEOPLE_BEFORE = re.compile(
    rf"\b(?:(?i:you|we|they|he|she|anyone|anybody|everybody|bod(?:y|ies)|admins?|administrators?|marketing"
    rf"|board|director"
    rf"|officer|lead|ciso|cio|dpo|who|{_KINDS_OF_PEOPLE})|[A-Z]\w+ (?:team|office|desk))(?:\s\([^)]*\))?"
    r"(?:\s(?:also|still|only|always|then|all|both|each))?\s+$"
)
PEOPLE = re.compile(
    rf"\b(?:{_KINDS_OF_PEOPLE}|faculty|pupils|parents|admin\w*|contractors?|developers?|volunteers?|teachers?"
    rf"|applicants?"
    r"|participants?|mentors?)\b",
    re.IGNORECASE,
)
"""People whom a rule may be for."""
_HAPPENS = re.compile(
    r"(?:may|might|can|could)\s+(?:not\s+)?(?:(?!only\b)\w+ly\s+)?(?:take|cause|fail|increase|decrease|require"
    r"|need|change"
    r"|vary|occur|happen|differ|result|lead|contain|affect|impact|influence|appear|arrive|reach|lose|break|slow"
    r"|delay|cost"
    r"|grow|drop|experience|apply|remain|become|seem|exceed|find|want|wish|notice|encounter|place"
    r"|be\s+(?:slow|slower|delayed|moved|changed|cancelled|postponed|suspended|removed|recorded|blocked"
    r"|filtered|rejected|charged|asked|contacted|unavailable|affected|up to|late|longer|higher|lower|different"
    r"|necessary|needed|required|interrupted|lost|delivered|received|disabled|deactivated|terminated|withdrawn|revoked"
    r"|classified|throttled|amended|modified|updated|revised|imposed|levied|subject|liable))\b",
    re.IGNORECASE,
)
"""What may happen to things: a risk and no permission."""
_MAY_DO = re.compile(r"(?:may|might)\s+(?!be\b|not\s+be\b|only\b)", re.IGNORECASE)
_THING = re.compile(
    r"\b(?:it|this|that|which|there|mistakes?|failures?|changes?|delays?|outages?|errors?|problems?"
    r"|restrictions?|fees?|charges?"
    r"|costs?|limits?|queues?|traffic|performance)\s+$",
    re.IGNORECASE,
)
"""Things, of which "may" with a verb tells what they might do."""
_ABLE_TO = re.compile(r"(?:may|might|can|could)$", re.IGNORECASE)
_WHICH = re.compile(r"\b(?:that|which|who)\s+$", re.IGNORECASE)
_OURS = re.compile(r"\b(?:we|i)\s+(?:also\s+|still\s+|just\s+)?$", re.IGNORECASE)
_GRANTS = re.compile(
    r"\s+(?:\w+\s+)?(?:accept|allow|permit|take|approve|grant|process|be|share|hand\s(?:out|over)|pass\son"
    r"|show|send|build|add|use|connect|import|export|deliver|host|publish|release|deploy|store|track|run|integrate"
    r"|let(?!\syou\sknow)"
    r"|(?:give|offer|open|provide)\b(?=[^.;]{0,40}\baccess\b))\b",
    re.IGNORECASE,
)
_UNABLE = re.compile(r"(?:can|could|will|ca|wo)(?:\s*not|n['’]t|['’]t|\s+never)", re.IGNORECASE)
_LOST = re.compile(
    r"\s+be\s+(?:recovered|restored|retrieved|undone|reversed|guaranteed|avoided|predicted|traced|measured"
    r"|known|had|seen|heard)\b",
    re.IGNORECASE,
)
"""What nobody can do, so that nobody is forbidden it."""
_PASSIVE = re.compile(r"\s+(?:\w+ly\s+)?(?:be|get)\s", re.IGNORECASE)
_PEOPLE_REACH = 60
"""Only of people "can" permits; of things it says what they are able to do."""
_IDIOMS = re.compile(
    r"\b(?:can|could|would|will) you\b|\b(?:we|i)\s+(?:will|may|might|would)\s+(?:\w+\s+)?have to\b"
    r"|\b(?:i|we|they)\s+(?:\w+\s+)?(?:do not|don['’]t)\b(?!\s+(?:recommend|advise|suggest|encourage|allow"
    r"|permit|accept))|\b(?:that|which)\s+(?:\w+\s){1,3}(?:is"
    r"|are)\s+(?:permitted|allowed)\s+to\b|\bas may be\b|\bsubject to change\b|\bas (?:soon|far) as \w+ can\b"
    r"|\bmay (?:or may not|\d)|\bin may\b"
    r"|\bif (?:you )?(?:need|have|can)\b"
    r"|\bmay (?:(?:also|still|then|well|not) )*(?:be (?:slow\w*|unavailable|available|reachable|delayed|late|down"
    r"|off(?:line)?"
    r"|interrupted|affected|lost|longer|shorter|higher|lower|missing|incomplete)\b|cause|lead|fail|vary|differ"
    r"|result|occur"
    r"|happen|work|load|arrive|take (?:longer|up|a while|some))\b"
    r"|\bas (?:required|needed)\b|\bwhere (?:required|possible)\b|\bi can see\b|\bbest i can\b",
    re.IGNORECASE,
)


def may_happen(match: re.Match[str]) -> bool:
    """Tell whether "may" or "may not" at the match tells of a risk, and neither permits nor forbids."""
    if _HAPPENS.match(match.string, match.start()):
        return True
    by_itself = _MAY_DO.match(match.string, match.start())
    return bool(by_itself and _THING.search(match.string, max(0, match.start() - _PEOPLE_REACH), match.start()))


def modals(text: str, start: int, end: int) -> Iterator[Modal]:
    """Every word of obligation in a stretch of text, in order."""
    idioms = [match.span() for match in _IDIOMS.finditer(text, start, end)]
    for match in _MODALS.finditer(text, start, end):
        if any(low <= match.start() < high for low, high in idioms) or _is_month(match):
            continue
        if _is_inability(match, start, end):
            continue
        if may_happen(match) or (
            _ABLE_TO.match(match[0]) and _WHICH.search(text, max(start, match.start() - 8), match.start())
        ):
            continue
        if _ABLE.match(match[0]) and not _PEOPLE_BEFORE.search(
            text, max(start, match.start() - _PEOPLE_REACH), match.start()
        ):
            continue
        yield Modal(match.start(), match.end(), _named(match))


def _is_inability(match: re.Match[str], start: int, end: int) -> bool:
    """Tell whether a thing cannot or will not do something: nobody is forbidden anything by that."""
    if not _UNABLE.match(match[0]):
        return False
    if _LOST.match(match.string, match.end(), end):
        return True
    if _OURS.search(match.string, max(start, match.start() - _PEOPLE_REACH), match.start()):
        return not _GRANTS.match(match.string, match.end(), end)
    if _PASSIVE.match(match.string, match.end(), end):
        return False
    return not _PEOPLE_BEFORE.search(match.string, max(start, match.start() - _PEOPLE_REACH), match.start())


def _named(match: re.Match[str]) -> Strength:
    name = (match.lastgroup or "").rpartition("_")[0]
    strengths: dict[str, Strength] = {s: s for s, _ in _FORMS}
    return strengths[name]


def _is_month(match: re.Match[str]) -> bool:
    """Tell whether "May" is the month: after or before a number, or with a capital inside a sentence."""
    if match[0] != "May":
        return False
    around = match.string[max(0, match.start() - 12) : match.start()], match.string[match.end() : match.end() + 5]
    return bool(re.search(r"(?:\d(?:st|nd|rd|th)?(?:\sof)?|\bin|\bof|\bto|\buntil|\bfrom|\bby)\s$", around[0])) or bool(
        re.match(r",?\s\d", around[1])
    )


def lifts(words: str) -> bool:
    """Tell whether words deny a duty: "need not", "is not required"."""
    return bool(_LIFTS.search(words))


def imperative(text: str, start: int, end: int) -> Modal | None:
    """The verb that opens a command: "Encrypt exports", "Please don't upload", "Count on 5 working days"."""
    match = _IMPERATIVE.match(text, start, end)
    if match is None:
        opened = _ADVERBIAL.match(text, start, end)
        match = _IMPERATIVE.match(text, opened.end(), end) if opened else None
    if match is None:
        return None
    only = _ONLY_WHEN.search(text, match.end(), end)
    return Modal(match.start(), match.end(), "must_not" if match["not"] or only else "must")


def is_told(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch has a verb that tells something: "is kept", "we keep"."""
    return bool(_TOLD.search(text, start, end))


def implied(text: str, start: int, end: int, kind: ConstraintKind) -> Modal | None:
    """The force of a rule that is written as a statement.

    "Only with a ticket" demands, "no Excel" forbids, and so does a cap; how long data is kept and when messages go out
    is a rule where it stands without a verb, as in a schedule, and a fact where it is told.
    """
    only, no = _ONLY.search(text, start, end), _NO.search(text[start:end])
    if only and _TOUCHED.search(text, start, end):
        only = None
    if only:
        return Modal(only.start(), only.end(), "must")
    if no:
        return Modal(start + no.start(), start + no.end(), "must_not")
    if (
        kind in _CAPS
        and _NUMBER.search(text, start, end)
        and (_PER.search(text, start, end) or not is_told(text, start, end))
    ):
        return Modal(start, start, "must_not")
    if kind in _RULED and _NUMBER.search(text, start, end) and not is_told(text, start, end):
        return Modal(start, start, "must")
    return None
