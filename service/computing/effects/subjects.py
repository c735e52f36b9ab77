"""What data a text is about, in a few families, so that a rule for one kind is not held against a wish for another."""

import re

_FAMILIES = {
    "visits": r"visit\w*|web analytics|analytics|page ?views?|traffic|brows\w+|cookies?|sessions?|looked at|user.level",
    "reactions": r"open(?:s|ed)?(?: rates?| and clicks?| data)|opens|clicks?|click.?through",
    "orders": r"orders?|purchas\w+|sales?|sold|transactions?|baskets?|takings|revenue"
    r"|bookings?(?! (?:desk|office|team|page|form|tool|engine|system|site|line))|receipts?",
    "answers": r"answers?|survey\w*|respons\w+|quiz\w*|questionnaires?",
    "entries": r"entr(?:y|ies)|competition|prize draw|draw|raffle",
    "contacts": r"subscribers?|contacts?|profiles?|(?:customer|recipient) (?:data|records?)|leads?|addresses",
    "recordings": r"recordings?",
    "photos": r"photos?|videos?|images?|pictures?",
    "logs": r"logs?",
}
_PATTERNS = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in _FAMILIES.items()}
_ALL = re.compile(r"\b(?:all|any|campaign|marketing) (?:personal )?data\b|\bpersonal data\b", re.IGNORECASE)


def subjects_in(text: str) -> frozenset[str]:
    """The families of data that a text names; all of them where it speaks of all data of a campaign."""
    found = frozenset(name for name, pattern in _PATTERNS.items() if pattern.search(text))
    return found or (frozenset(_FAMILIES) if _ALL.search(text) else found)
