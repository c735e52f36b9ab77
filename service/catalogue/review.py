"""The whole catalogue at once: does every file load, and which facts are due for another look at their source?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from pydantic import BaseModel

from service.catalogue import constraint_cues, constraints, figures, law, notes, questions, requirements, vocabulary
from service.catalogue.loading import Entry, Source, load_entries

FILES: Mapping[str, type[Entry]] = {
    "benchmarks": figures.Figure,
    "ceilings": figures.Ceiling,
    "channels": vocabulary.Channel,
    "circumstances": law.Circumstance,
    "citations": requirements.CitedSource,
    "constraint_cues": constraint_cues.ConstraintCues,
    "constraint_kinds": constraints.ConstraintKindEntry,
    "data_elements": vocabulary.DataElement,
    "data_families": law.DataFamily,
    "data_subjects": law.DataSubjectRule,
    "data_words": vocabulary.WordList,
    "dpia": law.DpiaCriterionRule,
    "dpia_triggers": law.DpiaTrigger,
    "duties": law.Duty,
    "exceptions": law.ExceptionPolicy,
    "glossary": constraints.GlossaryTerm,
    "governance": law.RoutePolicy,
    "implied_elements": law.ImpliedElement,
    "jurisdictions": law.Jurisdiction,
    "large_scale": law.LargeScale,
    "laws": vocabulary.Law,
    "lead_times": figures.LeadTimeEntry,
    "legal_bases": law.BasisRule,
    "markers": vocabulary.Marker,
    "name_words": vocabulary.WordList,
    "notes": notes.NoteKind,
    "ownership": law.OwnershipRule,
    "plain_words": constraints.PlainWord,
    "privacy_risks": law.RiskRule,
    "questions": questions.QuestionPattern,
    "regions": vocabulary.Region,
    "towns": vocabulary.WordList,
    "regulations": law.RegulationRule,
    "requirements": requirements.RequirementPattern,
    "retention": law.RetentionRuleEntry,
    "roles": vocabulary.Role,
    "scale": figures.Formula,
    "signals": vocabulary.SignalWords,
    "systems": vocabulary.System,
    "word_lists": vocabulary.WordList,
}
"""Every file of the catalogue, without its ending, and what its entries are."""


@dataclass(frozen=True)
class Dated:
    """A source with the file and the entry that cite it."""

    where: str
    source: Source


@cache
def load_everything() -> dict[str, dict[str, Entry]]:
    """Load every file: entries by id, by file.

    Raises:
        CatalogueError: a file cannot be used.
    """
    return {name: dict(load_entries(name, model)) for name, model in FILES.items()}


def due_for_review(today: date) -> list[Dated]:
    """Sources whose review date has passed by `today`, the longest overdue first.

    Raises:
        CatalogueError: a file cannot be used.
    """
    dated = [
        Dated(f"{name}.yaml, {entry.id}", source)
        for name, entries in load_everything().items()
        for entry in entries.values()
        for source in _sources(entry)
    ]
    overdue = [item for item in dated if item.source.review_by and item.source.review_by < today]
    return sorted(overdue, key=lambda item: (item.source.review_by or today, item.where))


def _sources(value: Any) -> Iterator[Source]:
    """Every source inside a value, however deep."""
    if isinstance(value, Source):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _sources(getattr(value, name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _sources(item)
