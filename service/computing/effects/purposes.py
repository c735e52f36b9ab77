"""Data that may be used for some purposes only, held against the brief that wants to use them for another."""

import re
from collections.abc import Iterator

from schemas.brief import Sentence
from schemas.explanation import Effect, WayOut
from service.computing.effects.plan import Plan
from service.computing.effects.runs import stems
from service.computing.effects.stated import in_sentence
from service.computing.effects.worked import Worked
from service.constraint import Constraint

_USED = (
    r"(?:be|is|are|been|were|was)\s+(?:only |solely |exclusively )?(?:used|processed|collected|held|kept|gathered"
    r"|given|meant|there)"
)
_FOR = re.compile(
    rf"^(?P<what>[^.;:]{{3,80}}?)\s+(?:(?:may|can|must|shall|should"
    rf"|will)\s+)?(?P<no>not\s+)?(?P<only1>only\s+)?{_USED}\s+"
    r"(?P<only2>only |solely |exclusively )?(?:for|to)\s+(?P<purpose>[^.;:]{3,120})",
    re.IGNORECASE,
)
_IS_FOR = re.compile(
    r"^(?P<what>[^.;:,]{3,60}?)\s+(?:is"
    r"|are)\s+(?P<only1>only\s+)?for\s+(?P<purpose>[^.;:]{3,80}?)\s+(?P<only2>only|alone)\b",
    re.IGNORECASE,
)
_NOTHING_ELSE = re.compile(
    r"\b(?:only|solely|exclusively|nothing else|no other|not for anything else|and that['’]s it|alone)\b", re.IGNORECASE
)
_OURS = re.compile(
    r"\b(?:marketing|market\w*|advert\w*|campaigns?|promotion\w*|newsletters?|offers?|mailings?|any purpose)\b",
    re.IGNORECASE,
)
_TAKES = re.compile(
    r"\b(?:us(?:e|es|ed|ing)|tak(?:e|es|en|ing)|from|pull\w*|match\w*|join\w*|combin\w*|enrich\w*|look(?:ed"
    r"|s)? up|bas(?:ed|is)|with"
    r"|select\w*|target\w*|via|out of|write to|mail|invite|contact)\b",
    re.IGNORECASE,
)
_COMMON = stems(
    "data list lists address addresses information personal record records detail details file files customer customers"
    " database register number numbers system table details people may used name names"
)
_CONTRACTED = re.compile(r"\b(can|may|must|shall|will|is|are)(?:not|n['’]t|['’]t)\b", re.IGNORECASE)
_TOLD_OF_IT = re.compile(r"\s(?:is|are|comes?|falls?)\s")
"""`Bank data is covered by an agreement and cannot be used for marketing`: of the bank data."""
_ARTICLE = re.compile(r"^\W*(?:the|our|all|any|these|this|that|your|their)\s+", re.IGNORECASE)


def hold_purpose(constraint: Constraint, plan: Plan) -> Worked | None:
    """Hold a rule that keeps data for some purposes against every sentence of the brief that takes them up."""
    found = _rule(constraint.source.text)
    if found is None:
        return None
    what, purpose, forbidden = found
    wanted = stems(what) - _COMMON
    if not wanted:
        return None
    sentences = list(_using(plan, wanted))
    if not sentences:
        return None
    return Worked(
        tuple(_effect(what, purpose, one, plan, forbidden=forbidden) for one in sentences[:1]), (_without(what),)
    )


def _rule(text: str) -> tuple[str, str, bool] | None:
    """What is kept for which purpose, or forbidden for it; None where marketing is among what is allowed."""
    text = _CONTRACTED.sub(r"\1 not", text)
    match = _FOR.search(text) or _IS_FOR.search(text)
    if match is None:
        return None
    what, purpose = (
        _ARTICLE.sub("", _TOLD_OF_IT.split(match["what"])[0]).strip(),
        re.split(r",|\bbut\b|\band nothing\b", match["purpose"])[0].strip(),
    )
    ours = bool(_OURS.search(purpose))
    if match.groupdict().get("no"):
        return (what, purpose, True) if ours else None
    if ours or not _NOTHING_ELSE.search(text):
        return None
    return what, re.sub(r"\s+(?:only|alone)$", "", purpose), False


def _using(plan: Plan, wanted: frozenset[str]) -> Iterator[Sentence]:
    for sentence in plan.specification.brief.sentences:
        if sentence.kind != "heading" and wanted <= stems(sentence.text) and _TAKES.search(sentence.text):
            yield sentence


def _effect(what: str, purpose: str, sentence: Sentence, plan: Plan, *, forbidden: bool) -> Effect:
    evidence = [in_sentence(sentence)]
    rule = f"may not be used for {purpose}" if forbidden else f"is kept for {purpose}, and for nothing else"
    return Effect(
        area="risk",
        text=f'"{what[0].upper()}{what[1:]}" {rule}. The brief takes it up for the campaign: none of it may go '
        "into that.",
        basis="computed",
        collides=True,
        calculation=f'found in both texts: "{what}"; purpose allowed: {"all but " if forbidden else ""}{purpose}',
        requirements=plan.touching(evidence),
        sentences=[sentence.id],
    )


def _without(what: str) -> WayOut:
    return WayOut(
        text=f"Leave the data of “{what}” out of the campaign, and choose people by data that may be used for it.",
        basis="computed",
        gives_up="Those who can only be found there.",
        gains="People are not surprised by a use that nobody told them of, and the rule is kept.",
        who_decides="campaign owner, with the privacy officer",
        takes="A look at what else tells the same; and the question, from now on, whether people want to hear from "
        "you.",
        calculation=f'"{what}" stands in both texts',
    )
