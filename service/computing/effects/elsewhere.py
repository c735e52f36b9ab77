"""Limits for another country, or on another system, than those of the plan: whether they meet it, nobody can tell."""

import re
from collections.abc import Iterator

from schemas.explanation import ConstraintKind, Effect
from service.campaign import Mention
from service.catalogue.vocabulary import systems
from service.computing.effects.plan import Plan, sentences_of
from service.computing.effects.stated import facts, sentence_of
from service.computing.effects.whereabouts import HOSTED, codes_of, shown
from service.computing.effects.worked import Worked
from service.computing.wording import listed
from service.constraint import Constraint

LIMITS: frozenset[ConstraintKind] = frozenset({"rate_limit", "quota", "capacity", "sending_hours"})
_OF_EVERY_PLAN = frozenset(
    {
        "esp", "marketing_automation", "mailbox", "sms_gateway", "push", "messaging", "notification", "deliverability",
        "links", "cms", "hosting", "server", "cdn", "waiting_room", "website_builder", "landing_pages", "ecommerce",
        "app", "portal",
    }
)  # fmt: skip
"""Kinds of systems that send the messages or show the pages of a plan, whether or not its brief names them."""
_CLOCK = re.compile(r"\s+(?:local\s+)?time\b", re.IGNORECASE)
_LEFT_ASIDE = re.compile(r"\b(?:except|outside|other than|unlike|apart from)\b[^.;,]{0,20}$", re.IGNORECASE)
_SUBJECT = re.compile(
    r"\W*(?:[Tt]he|[Oo]ur)\s+(?P<what>(?:[a-z][a-z-]+\s+){1,2}(?:API|system|service|backend|database|interface)s?)\b"
)
_COMMON = re.compile(
    r"(?:e-?mail|mail|sms|text|messag|newsletter|push|notif|market|campaign|send|dispatch|deliver|outbound|bulk|"
    r"gateway|web|site|page|landing|public|content|shop|checkout|online|main|central|internal|external|new|old|whole|"
    r"own|current|shared|production|rest|http|app|mobile|video|stream|short|link|"
    r"api|system|service|backend|database|interface)",
    re.IGNORECASE,
)
"""Beginnings of words that set no system apart from the one that sends the messages or shows the pages."""
_SEND = re.compile(r"\bsen[dt]\w*", re.IGNORECASE)
_STEM = 5


def elsewhere(constraint: Constraint, plan: Plan) -> Worked | None:
    """What to say of a limit that names only countries or systems which the plan does not; None for all others."""
    if constraint.kind not in LIMITS:
        return None
    limits_speed = constraint.kind == "quota" or bool(constraint.of_kind("rate"))
    return _other_country(constraint, plan) or (_other_system(constraint, plan) if limits_speed else None)


def _not_held(text: str, calculation: str, open_point: str) -> Worked:
    effect = Effect(area="timing", text=text, basis="computed", calculation=calculation, open_point=open_point)
    return Worked((effect,))


# --- countries ----------------------------------------------------------------------------------


def _other_country(constraint: Constraint, plan: Plan) -> Worked | None:
    named = list(_countries(constraint))
    own = [*plan.regions, *(plan.organisation.regions if plan.organisation else ())]
    planned = frozenset[str]().union(*map(codes_of, own))
    if not named or any(codes_of(str(one.value)) & planned for one in named):
        return None
    rule = listed(list(dict.fromkeys(shown(one.text) for one in named)))
    told = list(dict.fromkeys(shown(fact.text) for fact in facts(plan, "region") if fact.value))
    brief = listed(told) if told else "no country"
    return _not_held(
        f"This is told for {rule}, and the brief names {brief}. So it is not held against the plan.",
        f"the rule names {rule}; the brief names {brief}",
        f"whether the campaign reaches people in {rule}",
    )


def _countries(constraint: Constraint) -> Iterator[Mention]:
    """Countries in which people are: no names of clocks, no places of servers, no exceptions."""
    text, offset = constraint.source.text, constraint.source.start
    for one in constraint.names:
        before, after = text[: max(one.start - offset, 0)], text[max(one.end - offset, 0) :]
        aside = _CLOCK.match(after) or HOSTED.search(before) or _LEFT_ASIDE.search(before)
        excepted = any(span.holds(one.start, one.end) for span in constraint.exceptions)
        told = one.kind == "region" and one.value and constraint.source.holds(one.start, one.end)
        if told and not aside and not excepted:
            yield one


# --- systems ------------------------------------------------------------------------------------


def _other_system(constraint: Constraint, plan: Plan) -> Worked | None:
    named = list(_systems(constraint))
    if any(one.kind == "organisation" for one in constraint.names) or any(_is_ours(one, plan) for one in named):
        return None
    system = named[0].text if named else _unlisted(constraint, plan)
    if system is None:
        return None
    the = "" if named and not _is_generic(named[0].name) else "the "
    return _not_held(
        f"This is a limit of {the}{system}, which the brief does not name. So it is not held against the plan.",
        f"the rule names {the}{system}; the brief does not",
        f"whether the campaign uses {the}{system}",
    )


def _systems(constraint: Constraint) -> Iterator[Mention]:
    """Systems that a constraint is about: no reasons, conditions or exceptions, and no "head of CRM"."""
    spans = (*constraint.reasons, *constraint.conditions, *constraint.exceptions)
    roles = [one for one in constraint.names if one.kind == "person_role"]
    for one in constraint.names:
        aside = any(span.holds(one.start, one.end) for span in spans)
        in_role = any(role.start <= one.start and one.end <= role.end for role in roles)
        if one.kind == "system" and not aside and not in_role:
            yield one


def _is_ours(named: Mention, plan: Plan) -> bool:
    """Tell whether a system is one of the plan: by its name, by its job, or as one that every plan has."""
    kind = _kind(named.name)
    planned = [{str(fact.value).lower(), fact.text.lower()} for fact in facts(plan, "system")]
    if kind is None or any({str(named.value).lower(), named.text.lower()} & names for names in planned):
        return True
    same = [
        one.id for one in systems().values() if one.kind == kind and any(one.name.lower() in names for names in planned)
    ]
    if same:
        return _is_generic(named.name) or any(_is_generic(one) for one in same)
    if kind in _OF_EVERY_PLAN:
        return _is_generic(named.name) or not _sends_with(plan)
    return _speaks_of(kind.partition("_")[0], plan)


def _sends_with(plan: Plan) -> bool:
    """Tell whether the brief names a tool that sends, by a name that is in no catalogue."""
    sending = {sentence for send in plan.sends for sentence in sentences_of(send.evidence)}
    for fact in facts(plan, "organisation"):
        sentence = sentence_of(plan, fact)
        used = re.search(rf"\b(?:us(?:e|ing)|with|via|through|in)\s+{re.escape(fact.text)}\b", sentence)
        if used and (fact.sentence in sending or _SEND.search(sentence)):
            return True
    return False


def _kind(name: str | None) -> str | None:
    known = systems().get(name or "")
    return known.kind if known else None


def _is_generic(name: str | None) -> bool:
    return (name or "").startswith("generic_")


def _unlisted(constraint: Constraint, plan: Plan) -> str | None:
    """A system that is called by its job at the head of the text, where the brief does not speak of that job."""
    found = _SUBJECT.match(constraint.source.text)
    words = [word for word in found["what"].split() if not _COMMON.match(word)] if found else []
    return found["what"] if found and words and not any(_speaks_of(word, plan) for word in words) else None


def _speaks_of(word: str, plan: Plan) -> bool:
    stem = re.compile(rf"\b{re.escape(word[:_STEM])}", re.IGNORECASE)
    return any(stem.search(sentence.text) for sentence in plan.specification.brief.sentences)
