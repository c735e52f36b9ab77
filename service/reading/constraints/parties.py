"""Who is bound by a constraint, and who may allow or approve."""

import re

from service.reading.constraints.strength import Modal

_WHO = (
    r"(?P<who>(?:the\s+|your\s+|our\s+|an?\s+)?[\w/&'’-]{1,40}(?:\s(?!must|shall|is|are|and|or|before|after|in|at|within"
    r"|for|on|to|if|when|unless|by|who|which|that|will|has|have)[\w/&'’-]{1,40}){0,4})"
)
_DECIDES = (
    re.compile(
        rf"\b(?:approv(?:ed|al|als)|sign(?:ed)?[- ]off|signoff|authori[sz]ed|authori[sz]ation|agreed|permission"
            rf"|granted|consent|clearance|accepted|waived|lifted|decided)(?:\s+in writing)?\s+(?:by|from"
            rf"|of)\s+{_WHO}", re.I),
    re.compile(
        r"\b(?:needs?|requires?|with|without|subject to|get|obtain|has|have|prior|and)\s+(?:the\s+|prior\s+"
        r"|written\s+|explicit\s+)*(?P<who>[A-Z][\w/&-]*(?:\s(?:of\s)?[A-Z][\w/&-]*){0,3})(?:['’]s)?\s+(?:approval"
        r"|sign[- ]?off|consent|permission|agreement|clearance|authori[sz]ation)\b"),
    re.compile(
        rf"\b{_WHO}\s+(?:must|may|can|will|shall|has to|needs to|have to)\s+(?:first\s+)?(?:approve|sign off"
        rf"|sign it off|authori[sz]e|agree|grant|decide|accept|waive)\b", re.I),
    re.compile(
        rf"(?:^|\b(?:unless|until|if|once|when|after|before)\s|[;,]\s)(?!(?:unless|until|if|once"
        rf"|when|after|before|and|but|so|we|it|they|this|that|which|who)\b){_WHO}\s+(?:agrees?|approves?|decides?"
        rf"|grants?|waives?|signs? off|has (?:agreed|approved|signed off))\b", re.I),
    re.compile(
        r"\b(?P<who>[A-Z][\w/&-]{0,40}(?:\s[A-Z][\w/&-]{0,40}){0,3})\s+(?:has(?:n['’]t| not)|have(?:n['’]t"
        r"| not))\s+(?:yet\s+)?(?:signed off|approved|cleared|reviewed)", 0),
)  # fmt: skip
_PEOPLE = re.compile(
    r"(?:all|any|every|each|no)?\s*(?:(?:the|our|your)\s+)?(?:[\w-]+\s){0,3}?(?:you|users?|staff|teams?"
    r"|vendors?|suppliers?|agenc(?:y|ies)|senders?|customers?|contractors?|employees|members|departments?"
    r"|owners?|projects?|developers?|marketers?|marketing|processors?|sub-?processors?|controllers?|partners?"
    r"|applicants?|providers?|business units?|services?|requesters?|administrators?|managers?|campaign owners?"
    r"|organi[sz]ations?|bodies|body|companies|we|nobody|anyone|people|campaigns?)\b",
    re.IGNORECASE,
)
_REFUSAL = re.compile(r"can(?:not|['’]t|\snot)|wo(?:n['’]t)|will\snot", re.IGNORECASE)
_LONGEST_SUBJECT = 120
_ENDS_SUBJECT = re.compile(
    r"\s*(?:$|[,(]|(?:who|that|which|with|without|hosting|in|of|from|outside|using|under|on|at|for|working|based)\b)",
    re.IGNORECASE,
)
_ADVERBS = re.compile(r"(?:also|and|but|so|only|then|the|our|your)\s+", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(?i:team|board|officer|manager|head|director|lead|committee|owner|legal|office|department|security"
    r"|privacy|group|authority|supervisor|council|chief|admin|administrator|finance|procurement|marketing"
    r"|management|desk|editor|sponsor|budget holder|holder|provider|customer|controller)\b|\b[A-Z]{2,5}\b"
    r"|^[A-Z]\w+(?:\s[A-Z]\w+)*$"
)
"""Words of a role or a team, an abbreviation, or a name."""
_TAIL = re.compile(r"\s+(?:and|or|the|a|an|of|in|at)$", re.IGNORECASE)


def decider(text: str) -> str | None:
    """Who may allow or approve, in the words of the text; None where it does not say."""
    for pattern in _DECIDES:
        match = pattern.search(text)
        if match:
            who = _ADVERBS.sub("", _TAIL.sub("", match["who"].strip(" ,.;:")), count=1)
            if not _ROLE.search(who):
                continue
            return who if len(who) > 1 else None
    return None


def bound_party(text: str, start: int, modal: Modal | None) -> str | None:
    """The people or teams in the subject of the rule; None where its subject is a thing."""
    if modal is None:
        return None
    subject = text[start : modal.start].strip(" ,;:-*\t\n")
    match = _PEOPLE.match(subject)
    if match is None or len(subject) > _LONGEST_SUBJECT or not _ENDS_SUBJECT.match(subject, match.end()):
        return None
    who = match[0].strip()
    # "We cannot give them access": whoever refuses is not whom the refusal binds.
    refuses = who.lower() == "we" and _REFUSAL.match(text, modal.start)
    return None if refuses else who
