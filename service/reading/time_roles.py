"""The part a date, a time of day or a length of time plays: launch, deadline, event, limit or past result."""

import re

from schemas.brief import FactRole
from service.reading import role_words as words
from service.reading.passage import Found, Passage

AGAIN_NOW = re.compile(
    r"\b(?:this (?:year|time|season)|now|we want|we will|will|shall|este año|esta vez|dieses (?:jahr|mal)"
    r"|cette (?:année|fois)|este ano)\b"
)
_CHOSEN_BY = re.compile(
    r"\b(?:who|that|whose|everyone|anyone|people|customers|members|die|qui|que|quienes|quem)\b[^.;]{0,60}"
    r"\b(?:placed|bought|purchased|ordered|registered|joined|gave|donated|subscribed|signed up|booked|visited|attended"
    r"|spent|enrolled|applied|bestellt\w*|gekauft|kauften|acheté|commandé|compraron|compró|pidieron|compraram)\b"
    r"[^.;]{0,60}\b(?:between|from|since|before|after|in|during|until|on|and|to|zwischen|seit|vor|entre|depuis|avant"
    r"|desde|antes de|y|et|und|e)\s+(?:the\s+|el\s+|le\s+|dem\s+)?$"
    r"|\bwho\s(?:(?:have|has|had)\s)?(?:\w+ly\s)?(?:took|taken|made|used|paid|had|rode|flew|stayed|played|called|came"
    r"|ran|won|left|(?!need)[a-z]{3,}ed)\b[^.;,]{0,60}\b(?:between|from|since|before|after|in|during|until|on|and|to)\s+"
    r"(?:the\s+)?$"
)
"""People chosen by what they did in a stretch of time: its days are no dates of the campaign."""
_DONE_BY = re.compile(r",\s(?:by|through|via)\s(?:our|the|an?|us)\b[^,;.]*$")
"""`to those who gave last year, by our agency from 28 January`: when it is done, not by what they are chosen."""
_PUT_ONLINE = re.compile(
    r"\b(?:page|site|website|shop|form|app|booking|portal)\b[^.;]{0,20}\bgo(?:es)? (?:live|online)\b"
)
_OCCASION_OPENS = re.compile(
    r"\b(?:trade (?:fair|show)|fair|exhibition|expo|conference|congress|festival|season|term|semester|school(?: year)?"
    r"|messe|kongress|salon|feria|congreso|feira)\b[^;.]{0,30}$"
)
_SYSTEMS_RELEASE = re.compile(
    r"\b(?:(?:their|its|team['’]s|it['’]s)\s(?:\w+\s)?release|(?:app|software|website|site|shop|system)\srelease"
    r"|deployment|sprint)\s(?:(?:of|on|from|in)\s)?(?:the\s)?$"
)
"""`needs their release of 23 August`: a system that changes then, by which the work must be in; no start of its own."""
_LIVE_AUDIENCE = re.compile(
    r"\bopen (?:evenings?|days?|house|mornings?|afternoons?|nights?|weekends?|air|call)\b"
    r"|\blive (?:viewers?|webinars?|streams?|events?|chats?|shows?|sessions?|demos?|audience|q&a|music|draw)\b"
)


_TALKED = re.compile(
    r"\b(?:(?:good|great|nice|lovely) to (?:catch up|talk|speak|meet|see|chat)|thanks|thank you|danke|merci|gracias"
    r"|obrigad[oa])\b[^.;:]{0,40}$"
    r"|\b(?:following|further to|after|from)\s(?:our|the|your|yesterday's)\s(?:\w+\s){0,2}"
    r"(?:call|chat|meeting|conversation|workshop|kick-?off|briefing)\s(?:\w+\s){0,4}$"
    r"|\b(?:we|you|i)\s(?:spoke|talked|met|discussed|agreed|chatted)\b[^.;:]{0,40}$"
    r"|\bas\s(?:we\s)?(?:discussed|agreed|promised)\b[^.;:]{0,30}$"
)
"""Before a day these speak of a talk that has been held."""


_TELLS_APART = re.compile(r"(?:.*\s)?(?:who|whose)\b[^,;.]*", re.DOTALL)
_CLAUSE_OVER = re.compile(r"\s?[,;)]")
"""`phone to those who gave last year, from 28 January`: people told apart by then, and a plan behind the comma."""


def looks_back(passage: Passage, position: int) -> bool:
    """Tell whether a place of the sentence is about an earlier year: "last year ... went down on 1 July"."""
    before = passage.before(position, 300).lower()
    if _TALKED.search(before):
        return True
    ago = [match for match in words.PAST_NEAR.finditer(before) if not _only_tells_apart(before, match.end())]
    return AGAIN_NOW.search(before[ago[-1].end() :]) is None if ago else passage.is_past


def _only_tells_apart(before: str, end: int) -> bool:
    return bool(_CLAUSE_OVER.match(before, end) and _TELLS_APART.fullmatch(before, 0, end))


def time_role(passage: Passage, found: Found, before: str, label: str, column: str) -> FactRole:
    """Return the role of a date, window or duration.

    `before` is what its clause says before it; `label` and `column` are what it stands under; all in lower case.
    """
    if found.kind == "duration":
        return _duration_role(passage, found, before)
    if words.DUE.search(label) or words.NEEDED.search(label):
        return "deadline"
    if found.kind == "window":
        return _window_role(passage, found, before)
    return _date_role(passage, found, before, f"{column} {label}")


def _duration_role(passage: Passage, found: Found, before: str) -> FactRole:
    if passage.reports(found.start):
        return "past_result"
    if found.value is None or words.LIMIT.search(before) or words.TERM.search(" ".join(passage.clause(found.start))):
        return "limit"
    return "other"


def _window_role(passage: Passage, found: Found, before: str) -> FactRole:
    if passage.reports(found.start):
        return "past_result"
    if isinstance(found.value, str) and "/" in found.value:
        return "limit"
    if words.BEFORE_TIME.search(before):
        return "deadline"
    return "launch" if words.LAUNCH.search(before) else "event"


def _date_role(passage: Passage, found: Found, before: str, under: str) -> FactRole:
    if words.PAST_DATE.match(passage.text[found.start : found.end].lower()):
        return "past_result"
    if words.HEADER.match(passage.sentence.text[:80].lower()):
        return "other"
    if words.FREEZE.search(passage.around(found.start)):
        return "limit"
    if _CHOSEN_BY.search(chosen := passage.before(found.start, 180).lower()) and not _DONE_BY.search(chosen):
        return "other"
    if looks_back(passage, found.start) and not _is_ahead(passage, found):
        return "past_result"
    if words.DEADLINE.search(before) or _SYSTEMS_RELEASE.search(before):
        return "deadline"
    if passage.reports(found.start) or _is_gone(passage, found):
        return "past_result"
    if words.SINCE.search(before):
        return "other"
    return "deadline" if words.DUE.search(under) else _launch_or_event(passage, found, before, under)


def _launch_or_event(passage: Passage, found: Found, before: str, under: str) -> FactRole:
    around = _LIVE_AUDIENCE.sub("", passage.around(found.start))
    if passage.sentence.kind == "row" and words.LAUNCH_ROW.search(around):
        return "launch"
    if not _PUT_ONLINE.search(before) and _OCCASION_OPENS.search(
        re.sub(r"\s+(?:opens|starts|begins|öffnet|beginnt|startet)\b.*$", "", before)
    ):
        return "event"
    before = _LIVE_AUDIENCE.sub("", before)
    after = passage.after(found.end, 40).lower().lstrip(" |*:,-–")
    launched = words.LAUNCH.search(before) or words.LAUNCH.search(under) or words.LAUNCH.match(after)
    return "launch" if launched else "event"


def _is_ahead(passage: Passage, found: Found) -> bool:
    """Tell whether the date itself names a day to come: with its year, whatever the sentence reports."""
    year = re.search(r"(?:19|20)\d\d", passage.text[found.start : found.end])
    return year is not None and int(year.group()) >= passage.conventions.today.year and not _is_gone(passage, found)


def _is_gone(passage: Passage, found: Found) -> bool:
    """Tell whether a year, month or day lies before today."""
    value = found.value
    if not isinstance(value, str) or "/" in value or "Q" in value:
        return False
    return value < passage.conventions.today.isoformat()[: len(value)]
