"""The catalogue of law refers only to what exists, and every fact has a source."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from pydantic import BaseModel

from service.catalogue import law, vocabulary
from service.catalogue.loading import Source

FILES: dict[str, Callable[[], Mapping[str, Any]]] = {
    "regulations": law.regulations, "dpia_triggers": law.dpia_triggers, "legal_bases": law.legal_bases,
    "duties": law.duties, "retention": law.retention_rules, "ownership": law.ownership_rules,
    "privacy_risks": law.risk_rules,
}  # fmt: skip


def conditions(value: Any) -> Iterator[law.Conditions]:
    if isinstance(value, law.Conditions):
        yield value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from conditions(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from conditions(item)


def test_circumstances_refer_to_earlier_ones() -> None:
    seen: set[str] = set()
    for name, entry in law.circumstances().items():
        used = {*entry.any_of, *entry.all_of, *entry.near, *entry.together, *entry.none_of}
        assert used <= seen, f"{name} uses {used - seen} before it is defined"
        assert len(entry.near) in (0, 2)
        assert len(entry.together) in (0, 2)
        seen.add(name)


@pytest.mark.parametrize("file", FILES)
def test_conditions_name_circumstances_that_exist(file: str) -> None:
    known = set(law.circumstances())
    for name, entry in FILES[file]().items():
        for condition in conditions(entry):
            used = {*condition.all, *condition.any, *condition.none}
            assert used <= known, f"{file}: {name} names {used - known}"


def test_a_regulation_comes_in_by_a_clause_or_by_name() -> None:
    named = set(vocabulary.laws())
    for name, rule in law.regulations().items():
        assert rule.clauses or name in named, name
        assert set(rule.named_as) <= named, name
        assert all(clause.any or clause.all for clause in rule.clauses), name


def test_circumstances_use_known_channels_and_elements() -> None:
    channels, elements = set(vocabulary.channels()), set(vocabulary.data_elements())
    for name, entry in law.circumstances().items():
        assert set(entry.channels) <= channels, name
        assert set(entry.elements) <= elements, name


def test_signals_are_known() -> None:
    known = set(vocabulary.signals())
    used = {signal for entry in law.circumstances().values() for signal in entry.signals}
    used |= {signal for rule in law.ownership_rules().values() for signal in rule.gap_signals}
    used |= {signal for rule in law.dpia_criteria().values() for signal in rule.denied}
    assert used <= known


def test_owners_have_known_roles() -> None:
    for name, rule in law.ownership_rules().items():
        assert set(rule.roles) <= set(vocabulary.roles()), name


def test_families_hold_known_elements_once() -> None:
    listed = [element for family in law.data_families().values() for element in family.elements]
    assert len(listed) == len(set(listed))
    assert set(listed) <= set(vocabulary.data_elements())


def test_criteria_and_other_lists_name_circumstances_that_exist() -> None:
    known = set(law.circumstances())
    used = {name for rule in law.dpia_criteria().values() for name in (*rule.met, *rule.not_met)}
    used |= {name for rule in law.data_subjects().values() for name in rule.circumstances}
    used |= set(law.implied_elements())
    used |= set(law.exception_policies()["tool"].never)
    used |= {name for rule in law.legal_bases().values() for name in (*rule.each, *rule.blocked_by)}
    assert used <= known


def test_there_are_nine_criteria() -> None:
    assert list(law.dpia_criteria()) == [f"C{number}" for number in range(1, 10)]


def test_duties_belong_to_a_regulation() -> None:
    assert {duty.regulation for duty in law.duties().values()} <= set(law.regulations())


def test_ages_of_consent_keep_within_the_regulation() -> None:
    europe = [entry for entry in law.jurisdictions().values() if "EU" in entry.groups and entry.consent_age]
    assert len(europe) == 27
    assert all(entry.consent_age and 13 <= entry.consent_age.age <= 16 for entry in europe)


def sources() -> Iterator[tuple[str, Source]]:
    others: list[Callable[[], Mapping[str, Any]]] = [law.dpia_criteria, law.large_scale, law.route_policies]
    for load in (*FILES.values(), *others, law.data_families):
        for name, entry in load().items():
            yield name, entry.source


def test_every_fact_is_dated_and_falls_due() -> None:
    for name, source in sources():
        assert source.review_by is not None, name
        assert source.as_of < source.review_by, name


def test_what_was_read_at_its_source_says_where() -> None:
    for name, source in sources():
        assert source.status != "V" or (source.url and source.locator), name
