"""The part a date, a time of day or a length of time plays: launch, deadline, event, limit or past result."""

from schemas.brief import FactRole
from service.reading import role_words as words
from service.reading.passage import Found, Passage


def time_role(passage: Passage, found: Found, before: str, label: str, column: str) -> FactRole:
    """Return the role of a date, window or duration.

    `before` is what its clause says before it; `label` and `column` are what it stands under; all in lower case.
    """
    if found.kind == "duration":
        return _duration_role(passage, found, before)
    if words.DUE.search(label):
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
    if words.DEADLINE.search(before):
        return "deadline"
    if passage.reports(found.start) or _is_gone(passage, found):
        return "past_result"
    if words.SINCE.search(before):
        return "other"
    return "deadline" if words.DUE.search(under) else _launch_or_event(passage, found, before, under)


def _launch_or_event(passage: Passage, found: Found, before: str, under: str) -> FactRole:
    if passage.sentence.kind == "row" and words.LAUNCH_ROW.search(passage.around(found.start)):
        return "launch"
    after = passage.after(found.end, 40).lower().lstrip(" |*:,-–")
    launched = words.LAUNCH.search(before) or words.LAUNCH.search(under) or words.LAUNCH.match(after)
    return "launch" if launched else "event"


def _is_gone(passage: Passage, found: Found) -> bool:
    """Tell whether a year, month or day lies before today."""
    value = found.value
    if not isinstance(value, str) or "/" in value or "Q" in value:
        return False
    return value < passage.conventions.today.isoformat()[: len(value)]
