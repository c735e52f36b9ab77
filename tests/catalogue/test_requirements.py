"""Requirement patterns: each can be applied, cited, worded and checked."""

import re
from string import Formatter

import pytest

from service.catalogue.figures import formula
from service.catalogue.loading import CatalogueError
from service.catalogue.requirements import RequirementPattern, When, citation, requirement_patterns
from service.catalogue.vocabulary import data_elements, signals
from service.drafting.rules.derived_subjects import DERIVED_SUBJECTS
from service.drafting.rules.subjects import SUBJECTS
from service.verifying.wording import follows_ears

PATTERNS = list(requirement_patterns().values())
FILLED_WHOLE = {"load_statement", "feed_statement", "report_statement"}
each_pattern = pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.id)


def slots(*texts: str) -> set[str]:
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


def with_nouns(text: str) -> str:
    return text.format_map(dict.fromkeys(slots(text), "the thing"))


@each_pattern
def test_the_id_names_the_category(pattern: RequirementPattern) -> None:
    assert re.fullmatch(rf"{pattern.category}\.[a-z_0-9]+", pattern.id)


@each_pattern
def test_it_is_applied_to_something_that_exists(pattern: RequirementPattern) -> None:
    assert pattern.each in {"campaign", "signal", *SUBJECTS, *DERIVED_SUBJECTS}


@each_pattern
def test_its_signals_are_read(pattern: RequirementPattern) -> None:
    assert set(pattern.when.signals) | set(pattern.when.apart_from) <= set(signals())


@each_pattern
def test_its_data_elements_are_read(pattern: RequirementPattern) -> None:
    assert set(pattern.where.get("element", ())) <= set(data_elements())


@each_pattern
def test_a_pattern_on_signals_names_them(pattern: RequirementPattern) -> None:
    assert pattern.each != "signal" or pattern.when.signals


@each_pattern
def test_its_sources_are_there(pattern: RequirementPattern) -> None:
    for fact in pattern.citations:
        assert citation(fact).title


@each_pattern
def test_its_statement_has_the_form_of_a_requirement(pattern: RequirementPattern) -> None:
    if slots(pattern.statement) & FILLED_WHOLE:
        pytest.skip("the whole statement comes from its subject")
    statement = with_nouns(pattern.statement)
    assert follows_ears(statement[:1].upper() + statement[1:])


@each_pattern
def test_no_statement_brings_a_figure_of_its_own(pattern: RequirementPattern) -> None:
    assert re.findall(r"\d", pattern.statement) == []


@each_pattern
def test_it_says_why_how_it_is_checked_and_whose_it_is(pattern: RequirementPattern) -> None:
    assert pattern.rationale.strip()
    assert pattern.acceptance
    assert all(line.strip() for line in pattern.acceptance)
    assert pattern.owner


@each_pattern
def test_an_acceptance_criterion_is_no_second_requirement(pattern: RequirementPattern) -> None:
    assert not [line for line in pattern.acceptance if re.search(r"\bshall\b", line)]


def test_every_category_has_patterns() -> None:
    assert {pattern.category for pattern in PATTERNS} == {
        "data", "privacy", "scale", "integration", "security", "availability", "time", "measurement", "governance"
    }  # fmt: skip


def test_every_subject_serves_a_pattern() -> None:
    assert {*SUBJECTS, *DERIVED_SUBJECTS} - {pattern.each for pattern in PATTERNS} == set()


def test_every_condition_serves_a_pattern() -> None:
    used = {name for pattern in PATTERNS for name in pattern.when.model_fields_set}
    assert set(When.model_fields) - used == set()


def test_an_unknown_source_is_refused() -> None:
    with pytest.raises(KeyError):
        citation("nobody_wrote_it")


def test_an_unknown_condition_is_refused() -> None:
    with pytest.raises(ValueError, match="any_sent"):
        When.model_validate({"any_sent": True})


def test_a_fault_in_the_catalogue_has_a_type_of_its_own() -> None:
    with pytest.raises(CatalogueError, match=r"scale\.yaml has no entry 'nobody_wrote_it'"):
        formula("nobody_wrote_it")
