"""A brief that is small enough to count by hand, with its gold and things that may be said of it."""

from datetime import date
from typing import Any

from benchmarks.same_model.neutral import FactSaid, NeedSaid, Place
from evals.gold.briefs import Case, GoldFact, GoldNeed
from schemas.brief import FactKind
from service.settings import Settings

BRIEF = "Mail 900 members in Leeds. The list is in Oldtool. Members may opt out of mail, said Ann."
ENDPOINT = Settings(llm_base_url="http://127.0.0.1:9/v1", llm_model="none")


def brief_case(**changes: Any) -> Case:
    fields: dict[str, Any] = {
        "id": "leeds",
        "why": "small enough to count by hand",
        "today": date(2026, 11, 21),
        "split": "wide",
        "text": BRIEF,
        "facts": [
            GoldFact(kind="count", text="900"),
            GoldFact(kind="region", text="Leeds"),
            GoldFact(kind="system", text="Oldtool"),
            GoldFact(kind="person_role", text="Ann", must=False),
        ],
        "goals": [],
        "regulations": [],
        "not_regulations": [],
        "needs": [
            GoldNeed(
                category="data", need="Current list of members out of Oldtool", quotes=("The list is in Oldtool",)
            ),
            GoldNeed(category="privacy", need="Objections of members are kept", quotes=("opt out of mail",)),
        ],
        "must_ask": [],
        "must_not_ask": [],
        "contradictions": [],
        "must_stay_empty": [],
        "outcome": "partial",
    }
    return Case(**(fields | changes))


def at(text: str) -> Place:
    start = BRIEF.index(text)
    return Place(quote=text, start=start, end=start + len(text), verbatim=True)


def fact(kind: FactKind, text: str) -> FactSaid:
    return FactSaid(kind=kind, place=at(text))


EXPORT = NeedSaid(
    statement="The list of members shall be exported from Oldtool.",
    category="data",
    places=(at("The list is in Oldtool"),),
    key="export",
)
PARROT = NeedSaid(statement="Buy a parrot for the office.", category="governance", places=(), key="parrot")
OPT_OUT = NeedSaid(
    statement="Objections of members shall be kept.", category="privacy", places=(at("opt out"),), key="objections"
)
