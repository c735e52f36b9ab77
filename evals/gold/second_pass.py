"""A second reader's marks on a sample of the cases, made from the texts alone."""

from importlib.resources import files
from typing import Any

import yaml

from evals.gold.base import Gold
from evals.gold.briefs import GoldFact
from schemas.explanation import ConstraintKind, Firmness, Strength


class SecondBrief(Gold):
    """Marks on a brief."""

    id: str
    facts: list[GoldFact]
    regulations: list[str]
    outcome: str


class SecondConstraint(Gold):
    """How the second reader takes the constraint that the first one quoted."""

    quote: str
    kind: ConstraintKind
    firmness: Firmness
    strength: Strength


class SecondText(Gold):
    """Marks on a constraint text."""

    id: str
    constraints: list[SecondConstraint]


def load_second_pass() -> tuple[list[SecondBrief], list[SecondText]]:
    """Briefs and constraint texts that were read twice."""
    folder = files("evals") / "second_pass"
    paths = sorted((path for path in folder.iterdir() if path.name.endswith(".yaml")), key=lambda path: path.name)
    read: list[dict[str, Any]] = [
        yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) for path in paths
    ]
    briefs = [SecondBrief.model_validate(one) for one in read if "facts" in one]
    return briefs, [SecondText.model_validate(one) for one in read if "constraints" in one]
