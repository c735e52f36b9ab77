"""Changes of results that change nothing for the reader: no metric may hold them against an engine."""

import re
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from evals.selftest.edits import rewritten_all, with_constraints
from schemas.explanation import ExplainedConstraint, Explanation
from schemas.specification import Specification

_SYNONYMS = {
    "needs": "requires", "people": "persons", "because": "since", "whether": "if", "must": "has to", "start": "begin",
    "may": "might", "shows": "tells", "wrong": "incorrect", "handles": "deals with", "ask": "enquire",
}  # fmt: skip
_CONTRACTIONS = {
    "must not": "mustn't", "do not": "don't", "does not": "doesn't", "is not": "isn't", "are not": "aren't",
    "cannot": "can't", "will not": "won't", "should not": "shouldn't", "it is": "it's", "has not": "hasn't",
}  # fmt: skip
_WORD = re.compile(rf"\b(?:{'|'.join(_SYNONYMS)})\b")
_LONG_FORM = re.compile(rf"\b(?:{'|'.join(_CONTRACTIONS)})\b")
_MUST = re.compile(r"\bmust\b(?! not)")
_GROUPED = re.compile(r"(?<![\d.,])(\d{1,3}),(\d{3})(?![\d,.])")
_LONG = re.compile(r"(?<![\d.,:/])(\d{1,3})(\d{3})(?![\d.,:/])")
_BLANK = re.compile(r"(?<=[.;:]) (?=\w)")

Harmless = Iterator[tuple[str, Any]]


def in_brief(given: Specification, random: Random) -> Harmless:
    """Every harmless change of a specification that changes it."""
    yield "order of lists", _shuffled(given, random)
    yield "ids renumbered", _renumbered(given)
    yield "whitespace", _requirements(given, lambda text: text.replace(" ", "  "))
    yield "a synonym in a reason", _rationales(given, lambda text: _WORD.sub(lambda word: _SYNONYMS[word[0]], text))
    yield "digits grouped or not", _requirements(given, _regrouped)


def in_text(given: Explanation, random: Random) -> Harmless:
    """Every harmless change of an explanation that changes it."""
    yield "order of lists", _shuffled(given, random)
    yield "ids renumbered", _renumbered(given)
    yield "whitespace", with_constraints(given, lambda one: rewritten_all(one, _BLANK, "  "))
    yield "contractions", with_constraints(given, _contracted)
    yield "must becomes has to", with_constraints(given, lambda one: rewritten_all(one, _MUST, "has to"))
    yield "digits grouped or not", with_constraints(given, _regrouped_plain)


# --- everywhere ---------------------------------------------------------------------------------


def _shuffled(given: Any, random: Random) -> Any:
    """Every list of the result in another order, apart from the sentences of the text."""
    lists = {name: list(value) for name, value in given if isinstance(value, list) and len(value) > 1}
    for value in lists.values():
        random.shuffle(value)
    return given.model_copy(update=lists)


_WITH_IDS = ("requirements", "questions", "constraints", "facts")
_REFERRING = frozenset({"id", "blocks", "refs", "requirements", "constraint", "overridden_by", "used_by"})


def _renumbered(given: Any) -> Any:
    """Other ids for requirements, questions, constraints and facts, and in whatever refers to them."""
    ids = {one.id for name in _WITH_IDS for one in getattr(given, name, ())}
    return type(given).model_validate(_with_other_ids(given.model_dump(), ids, ""))


def _with_other_ids(part: Any, ids: set[str], name: str) -> Any:
    if isinstance(part, dict):
        return {key: _with_other_ids(value, ids, key) for key, value in part.items()}
    if isinstance(part, list):
        return [_with_other_ids(value, ids, name) for value in part]
    return f"{part}7" if name in _REFERRING and isinstance(part, str) and part in ids else part


def _regrouped(text: str) -> str:
    plain = _GROUPED.sub(r"\1\2", text)
    return plain if plain != text else _LONG.sub(r"\1,\2", text)


# --- specifications -----------------------------------------------------------------------------


def _requirements(given: Specification, change: Callable[[str], str]) -> Specification:
    """With other statements and criteria."""
    return given.model_copy(
        update={
            "requirements": [
                one.model_copy(
                    update={
                        "statement": change(one.statement),
                        "acceptance_criteria": [change(text) for text in one.acceptance_criteria],
                    }
                )
                for one in given.requirements
            ]
        }
    )


def _rationales(given: Specification, change: Callable[[str], str]) -> Specification:
    return given.model_copy(
        update={
            "requirements": [one.model_copy(update={"rationale": change(one.rationale)}) for one in given.requirements]
        }
    )


# --- plain texts --------------------------------------------------------------------------------


def _contracted(one: ExplainedConstraint) -> ExplainedConstraint:
    for long, short in _CONTRACTIONS.items():
        one = rewritten_all(one, re.compile(rf"\b{long}\b"), short)
    return one


def _regrouped_plain(one: ExplainedConstraint) -> ExplainedConstraint:
    if _GROUPED.search(one.plain):
        return rewritten_all(one, _GROUPED, r"\1\2")
    return rewritten_all(one, _LONG, r"\1,\2")
