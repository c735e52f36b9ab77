"""What must not be older than so many days when it is used: `screened no more than 28 days before the first call`."""

import re
from datetime import timedelta

from schemas.explanation import Effect
from service.computing.effects.plan import Plan, from_constraint, sentences_of
from service.computing.effects.stated import around, whole
from service.computing.effects.worked import Worked
from service.computing.wording import counted, long_date
from service.constraint import Constraint

_AT_MOST = re.compile(
    r"\b(?:(?:no|not)(?: be)? (?:more|older|earlier) than|at most|max(?:imum)?(?: of)?|within|(?:less|fewer) than)\s*$",
    re.IGNORECASE,
)
_BEFORE_USE = re.compile(
    r"\s*(?:(?:old )?(?:before|prior to|ahead of|when|at)) (?:the |any |its |they are )?(?:very )?(?:first )?"
    r"(?P<use>calls?|called|texts?|texted|sms|letters?|posted|e-?mails?|mailings?|mailed|sends?|sent|launch|use|used)\b",
    re.IGNORECASE,
)
_CHANNELS = {"call": "phone_call", "text": "sms", "sms": "sms", "letter": "letter", "post": "letter", "mail": "email"}
_DAYS = {"day": 1, "week": 7}


def hold_not_before(constraint: Constraint, plan: Plan) -> Worked | None:
    """Say from which day on something may be done that must be fresh when it is used."""
    for item in constraint.of_kind("duration"):
        before, after = around(constraint, item, 60)
        use = _BEFORE_USE.match(after)
        days = (whole(item) or 0) * _DAYS.get(item.mention.unit or "", 0)
        if use and days and _AT_MOST.search(before):
            return _worked(constraint, use["use"].lower(), days, plan)
    return None


def _worked(constraint: Constraint, use: str, days: int, plan: Plan) -> Worked | None:
    channel = next((name for word, name in _CHANNELS.items() if word in use), None)
    dated = [(one.on, one) for one in plan.sends if one.on and one.on >= plan.today and channel in (None, one.channel)]
    if not dated:
        return None
    on, send = min(dated, key=lambda one: one[0])
    from_then = on - timedelta(days=days)
    effect = Effect(
        area="timing",
        text=f"{send.name}: it may be done from {long_date(from_then)} on, and not before.",
        basis="computed",
        calculation=f"{long_date(on)} - {counted(days, 'day')} = {long_date(from_then)}",
        inputs=[from_constraint("days", days, "day", constraint)],
        requirements=plan.touching(send.evidence, "time", "privacy"),
        sentences=sentences_of(list(send.evidence)),
    )
    return Worked((effect,), (), f"The campaign manager plans it for {long_date(max(from_then, plan.today))} or later.")
