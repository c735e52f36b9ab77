"""How well requirements are written: EARS form, vague words, criteria that can be checked.

The forms are those of Mavin et al., "Easy Approach to Requirements Syntax" (RE 2009); the vague words follow
ISO/IEC/IEEE 29148:2018, 5.2.7.
"""

import re

from evals.gold.briefs import Case
from evals.scorers.score import Metric, Scores, judged, share
from schemas.requirement import EarsPattern, Requirement
from schemas.specification import Specification

METRICS = {
    "quality.ears": Metric("requirements have the form that their pattern asks for, with one obligation"),
    "quality.vague": Metric("requirements are free of vague words"),
    "quality.criteria": Metric("requirements have a criterion that is not the statement again"),
}
_OPENING: dict[EarsPattern, str] = {
    "ubiquitous": r"(?!When|While|If|Where)\S",
    "event": r"When\b",
    "state": r"While\b",
    "unwanted": r"If\b",
    "optional": r"Where\b",
    "complex": r"(?:When|While|If|Where)\b",
}
_OBLIGATION = re.compile(r"\bshall\b")
_VAGUE = re.compile(
    r"\b(?:appropriate(?:ly)?|adequate(?:ly)?|user[- ]friendly|easy to use|as soon as possible|if possible|"
    r"as appropriate|where possible|and/or|etc|state of the art|sufficient(?:ly)?|reasonabl[ey]|various|several|"
    r"some kind of|fast enough|robust|seamless(?:ly)?|optimal|minimal|significant(?:ly)?|tbd|tbc)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“„«][^\"”“»]*[\"”“»]")


def score(_case: Case, specification: Specification) -> Scores:
    """Words of the brief in quotation marks are not held against a requirement."""
    given = specification.requirements
    return judged(
        {
            "quality.ears": share((one.statement, _has_its_form(one)) for one in given),
            "quality.vague": share((one.statement, not _VAGUE.search(_QUOTED.sub("", one.statement))) for one in given),
            "quality.criteria": share(
                (one.statement, any(text.strip() not in ("", one.statement) for text in one.acceptance_criteria))
                for one in given
            ),
        }
    )


def _has_its_form(requirement: Requirement) -> bool:
    opens = re.match(_OPENING[requirement.pattern], requirement.statement)
    own_words = _QUOTED.sub("", requirement.statement)
    return bool(opens) and len(_OBLIGATION.findall(own_words)) == 1
