"""What a model is not asked for: how a need of each category is shown to be met."""

from typing import NamedTuple

from schemas.requirement import Category, VerificationMethod


class Showing(NamedTuple):
    """An acceptance criterion that holds for every need of a category, and how it is verified."""

    criterion: str
    method: VerificationMethod


SHOWN_BY: dict[Category, Showing] = {
    "data": Showing("A sample agreed with the owner of the data matches the system of record.", "test"),
    "privacy": Showing("The privacy officer has seen the written rule and a sample that follows it.", "inspection"),
    "scale": Showing("A load test at the agreed volume stays within the agreed response time.", "test"),
    "integration": Showing("A test record passes from end to end, and a failed one is reported to its owner.", "test"),
    "security": Showing("A person without the right is refused, and the refusal is recorded.", "test"),
    "availability": Showing("The failure has been tried out once, and what was agreed took place.", "demonstration"),
    "time": Showing("The date stands in the plan of whoever delivers, and its owner has confirmed it.", "inspection"),
    "measurement": Showing("A test event appears in the report with the right value.", "test"),
    "governance": Showing("The decision is written down, with its owner and its date.", "inspection"),
}

OWN_RATIONALE = "The campaign as the brief describes it rests on this."
"""Stands in for a reason that did not pass its checks."""
