"""The part a number or an amount plays: target, baseline, past result, audience, volume, budget, limit, price.

Told from the words right before and after it, the label or column it stands under, the tense of its clause, and at
last from the heading above. Times are told apart in `time_roles`.
"""

import re
from dataclasses import replace

from schemas.brief import FactRole
from service.reading import role_words as words
from service.reading.columns import cell_at
from service.reading.passage import Found, Passage
from service.reading.time_roles import time_role

_NEAR, _FAR = 60, 160
_CLAUSE = re.compile(
    r"(?:(?<!\d)\.|[;!?|•\n])(?=\s|$)|,\s(?=and\s(?:a|an|the|for)\s)|\s[-–—]\s"
    r"|,?\s(?=(?:and|but|und|aber|et|mais|y|pero|e|mas)\s(?:(?:we|i|wir|nous|now|this (?:year|time|spring"
    r"|season))\s){0,2}"
    r"(?:want|need|aim|hope|would like|wollen|möchten|voulons|visons|queremos)\b)"
)
_ASIDE = re.compile(r"\([^()]*\)|^[^()]*\)")
"""What stands in closed brackets says nothing of what stands behind them."""
_LABEL = re.compile(r"(?:^|[(|>\n*_-])\s*([^:|\n(.]{2,40}?)[*_\s]*[:=](?!\d)(?:[^.;]|\.(?=\d))*$")
_PERIODS = frozenset({"second", "minute", "hour", "day", "week", "month", "quarter", "year"})
_AUDIENCE_UNITS = frozenset({"person", "household", "organisation", "record"})
_LOAD_UNITS = frozenset({"message", "visit", "view", "call", "send", "request", "session", "page"})
_VOLUME_UNITS = _LOAD_UNITS | {"event", "sale"}
_SMALL_MONEY, _NO_PRICE, _LEAST_ORDER = 500, 5_000, 1_000


def with_role(passage: Passage, found: Found) -> Found:
    """Return the quantity with its role."""
    return replace(found, role=found.role or _role(passage, found))


def _role(passage: Passage, found: Found) -> FactRole:
    if _is_copy(passage):
        return "example"
    before = _clause_before(passage, found.start)
    if found.kind in ("date", "window", "duration"):
        return time_role(passage, found, before, label_of(passage, found), column_of(passage, found))
    if found.kind == "rate":
        return _rate_role(passage, found, before)
    return _amount_role(passage, found, before, passage.after(found.end, 40).lower())


def _clause_before(passage: Passage, position: int) -> str:
    """Return the words before a place, lower-case, that belong to the same clause."""
    before = _ASIDE.sub(" ", passage.before(position, _NEAR).lower())
    cuts = list(_CLAUSE.finditer(before))
    return before[cuts[-1].end() :] if cuts else before


def _is_copy(passage: Passage) -> bool:
    sentence = passage.sentence
    if any(words.AD_COPY.search(heading.lower()) for heading in sentence.context[-2:]):
        return True
    return words.AD_COPY.match(sentence.text[:60].lower().lstrip(" *-#>")) is not None


# --- labels, columns and headings ---------------------------------------------------------------


def label_of(passage: Passage, found: Found) -> str:
    """Return the label before the mention, lower-case: "Budget: 42,000", "(target: 25%)"."""
    match = _LABEL.search(passage.before(found.start, 80))
    return match[1].replace("_", " ").lower() if match else ""


def column_of(passage: Passage, found: Found) -> str:
    """Return the heading of the column that the mention stands in, lower-case."""
    cell = cell_at(passage.cells, found.start - passage.start)
    return cell.label.lower() if cell else ""


def _headings(passage: Passage) -> list[str]:
    return [part.lower() for part in passage.sentence.context if ":" not in part][-2:]


def _labelled_role(passage: Passage, found: Found) -> FactRole | None:
    for source in (label_of(passage, found), column_of(passage, found)):
        for role, pattern in words.LABELS:
            if source and pattern.search(source):
                if found.kind == "count" and found.unit in _AUDIENCE_UNITS and role in ("price", "budget"):
                    continue  # "said yes to offers: 162,000 in the UK": people cost nothing
                return None if found.kind == "percentage" and role in ("audience", "volume") else role
    return None


def _headed_role(passage: Passage, found: Found) -> FactRole | None:
    """Tell the role from the nearest heading, when the whole heading is about it."""
    for heading in reversed(_headings(passage)):
        for role, pattern in words.HEADINGS:
            if pattern.search(heading) and (found.kind == "money" or role != "budget"):
                return role
    return None


# --- amounts ------------------------------------------------------------------------------------


def _amount_role(passage: Passage, found: Found, before: str, after: str) -> FactRole:
    if words.NAMED_TARGET.search(before) or words.MEASURE_SHALL_BE.search(passage.before(found.start, 90).lower()):
        return "target"
    if found.kind == "money" and words.NAMED_BUDGET.search(before):
        return "budget"
    changed = _change_role(passage, found, before, after)
    if changed is not None:
        return changed
    if found.kind == "count" and _is_addressed(passage, found, after):
        return "audience"
    labelled = _labelled_role(passage, found)
    if labelled == "target" and not passage.reports(found.start) and not words.PAST_AFTER.match(after):
        return "target"
    if found.kind == "money" and labelled == "budget":
        return _budget_or_price(found, before, after)
    return (
        _price_role(found, before, after)
        or _bound_role(passage, found, before, after)
        or labelled
        or _told_role(passage, found, before)
        or _headed_amount(passage, found, before)
        or _role_by_unit(passage, found)
    )


def _headed_amount(passage: Passage, found: Found, before: str) -> FactRole | None:
    """What the heading says of the amount; things that are there already are no targets below any heading."""
    role = _headed_role(passage, found)
    return None if role == "target" and found.kind == "count" and _is_means(passage, found, before) else role


def _is_addressed(passage: Passage, found: Found, after: str) -> bool:
    """Tell whether something is sent to that many: `write to 40,000 customers`, `3,000 members will get a letter`."""
    if words.ADDRESSED_AFTER.match(after):
        return True
    people = found.unit in _AUDIENCE_UNITS or found.unit is None
    return people and words.ADDRESSED_BEFORE.search(passage.before(found.start, _FAR).lower()) is not None


def _change_role(passage: Passage, found: Found, before: str, after: str) -> FactRole | None:
    """Tell the two ends of "from 22% to 27%" and "1.8% -> 2.6%"; a price that changes is no goal."""
    if found.kind == "money":
        far = passage.before(found.start, _FAR).lower()
        changes = words.CHANGING.search(far[-80:]) or words.CHANGING_AFTER.search(after)
        if words.PRICED.search(far) or not changes:
            return None
    if _is_over(passage, words.IN_BRACKETS_THEN.search(before)):
        return "baseline"
    if words.UP_FROM.search(before):
        return "past_result" if passage.reports(found.start) else "baseline"
    if found.kind == "count" and words.WHOLE.search(before):
        return "audience" if found.unit in _AUDIENCE_UNITS else "baseline"
    if words.ARROW_NEXT.match(after) or (words.FROM.search(before) and words.TO_NEXT.match(after)):
        return "past_result" if passage.reports(found.start) else "baseline"
    if words.FROM_TO.search(before) or words.LIFT_TO.search(before):
        return "baseline" if passage.reports(found.start) else "target"
    stands = found.kind == "percentage" and words.STANDS_AND_SHALL.match(passage.after(found.end, 90).lower())
    return "baseline" if stands or words.BASELINE_AFTER.match(after) else None


def _budget_or_price(found: Found, before: str, after: str) -> FactRole:
    if found.per and found.per not in _PERIODS:
        return "price"
    return "limit" if words.UNIT_COST.search(before) and _is_capped(before, after) else "budget"


def _is_capped(before: str, after: str) -> bool:
    return bool(words.CEILING.search(before) or words.LIMIT_AFTER.match(after))


def _price_role(found: Found, before: str, after: str) -> FactRole | None:
    if found.kind == "count":
        return None
    if words.PRICE_AFTER.match(after) or (found.per and found.per not in _PERIODS):
        return "price"
    if found.kind == "percentage":
        return "price" if words.DISCOUNT.search(before) else None
    near = before[-30:]
    large = isinstance(found.value, int | float) and found.value >= _NO_PRICE and "salar" not in near
    return "price" if words.PRICE.search(near) and not words.BUDGET.search(near) and not large else None


def _bound_role(passage: Passage, found: Found, before: str, after: str) -> FactRole | None:
    """Tell what the words for the past, for a limit or for a least amount right beside the number say."""
    if _is_over(passage, words.PAST_NEAR.search(before[-30:])) or _is_over(passage, words.PAST_AFTER.match(after)):
        return "past_result"
    if passage.reports(found.start):
        return None
    if words.CHOSEN_BY_LEAST.search(before):
        return "other"
    if words.WISHED_AFTER.match(passage.after(found.end, 60).lower()):
        return "target"
    if words.AT_LEAST.search(before) and not _is_means(passage, found, before):
        small = found.kind == "money" and isinstance(found.value, int | float) and found.value <= _LEAST_ORDER
        least = small and words.ORDERED_BEFORE.search(before) and not words.TARGET.search(before)
        return "price" if least and "average" not in before else "target"
    return "limit" if words.LIMIT.search(before) or words.LIMIT_AFTER.match(after) else None


def _is_over(passage: Passage, told: re.Match[str] | None) -> bool:
    """Tell whether words for the past stand there; a year among them must not lie ahead."""
    year = re.search(r"20\d\d", told[0]) if told else None
    return told is not None and (year is None or int(year[0]) <= passage.conventions.today.year)


def _told_role(passage: Passage, found: Found, before: str) -> FactRole | None:
    """Tell the role from the tense and the verbs before."""
    if found.kind == "money" and words.BUDGET.search(passage.around(found.start)):
        return "budget"
    if passage.reports(found.start):
        return "past_result"
    if words.BASELINE.search(before[-25:]):
        return "baseline"
    if found.unit in _LOAD_UNITS and words.EXPECTED.search(before):
        return "volume"
    return "target" if _is_wanted(passage, found, before) and not _is_means(passage, found, before) else None


def _is_means(passage: Passage, found: Found, before: str) -> bool:
    """Tell whether what is counted is made, sent, given or used: `three banners`, `spend 40% of the budget`."""
    if words.RESULT_BEFORE.search(before):
        return False
    after = passage.after(found.end, 50).lower()
    return words.MEANS_AFTER.match(after) is not None or words.MEANS_BEFORE.search(before) is not None


def _is_wanted(passage: Passage, found: Found, before: str) -> bool:
    """Tell whether the sentence wants the number: "our goal is to ..., worth £3.2m", "5,000 by the end of May"."""
    if words.TARGET.search(before) or words.WISH.search(before) or words.WISHED_IN_GERMAN.search(before):
        return True
    if words.WISHED_AFTER.match(passage.after(found.end, 60).lower()):
        return True
    if words.NEED.search(before):
        if found.of is None and passage.is_past:
            return True  # "last year we had 1,120 bookings, but we need 1,500"
        if found.kind == "money":
            by_then = words.BY_DATE.match(passage.text, found.end, passage.end)
            return words.BY_THEN.search(before) is not None or by_then is not None
        return found.kind == "percentage" or bool(words.RESULT_AFTER.match(passage.after(found.end, 60).lower()))
    if words.SHALL_WIN.search(before) and words.WON_AFTER.match(passage.after(found.end, 90).lower()):
        return True
    far = passage.before(found.start, _FAR).lower()
    if found.kind != "percentage" and words.WANT.search(far):
        return True
    return words.BY_DATE.match(passage.text, found.end, passage.end) is not None and found.kind != "money"


def _role_by_unit(passage: Passage, found: Found) -> FactRole:
    if found.kind == "money":
        return "price" if isinstance(found.value, int | float) and found.value < _SMALL_MONEY else "other"
    if found.kind != "count":
        return "other"
    if found.unit == "person" and words.CAPACITY.match(passage.after(found.end, 30).lower().lstrip()):
        return "volume"
    if found.unit in _AUDIENCE_UNITS or (found.unit is None and _is_about_people(passage, found)):
        return "audience"
    return "volume" if found.unit in _VOLUME_UNITS else "other"


def _is_about_people(passage: Passage, found: Found) -> bool:
    """Tell whether a bare number is one of people: "8k of them", or under a heading about the audience."""
    if words.OF_THEM.match(passage.after(found.end)):
        return True
    return any(words.AUDIENCE.search(heading) for heading in _headings(passage)[-1:])


# --- rates --------------------------------------------------------------------------------------


def _rate_role(passage: Passage, found: Found, before: str) -> FactRole:
    """Tell the role of a number per unit of time; how often something happens has none."""
    if found.value is None or not (passage.text[found.start].isdigit() or found.of):
        return "other"
    after = passage.after(found.end, 8).lower()
    if words.LIMIT.search(before) or words.THROUGHPUT_LIMIT.search(f"{before} {after}"):
        return "limit"
    if passage.reports(found.start):
        return "past_result"
    told = _labelled_role(passage, found) or _headed_role(passage, found)
    if told in ("target", "limit"):
        return told
    wished = words.TARGET.search(before) or words.WISH.search(before) or words.NEED.search(before)
    wished = wished or words.DOWN_TO.search(before)
    written = passage.text[found.start : found.end].lower()
    means = words.MEANS.search(written) or _is_means(passage, found, before)
    expected = words.EXPECTED.search(before)
    return "target" if wished and not means and not expected else "volume"
