"""The rules behind the engine protocol."""

from typing import get_args

import pytest

from schemas.requirement import Category
from service.drafting.engine import Draft, DraftRequest, Section
from service.drafting.rules.engine import RulesEngine, draft_by_rules, sections_of
from tests.drafting.invented import TODAY, drafted, read

BRIEF = "We e-mail 48,000 customers in Ireland on 4 May 2027 at 7am. The form must reject robots at once."


async def parts(text: str) -> list[Section | Draft]:
    request = DraftRequest(reading=read(text), today=TODAY, organisation=None)
    return [part async for part in RulesEngine().draft(request)]


async def test_sections_come_first_and_the_whole_draft_last() -> None:
    *sections, draft = await parts(BRIEF)
    assert isinstance(draft, Draft)
    assert sections
    assert all(isinstance(section, Section) for section in sections)


async def test_the_sections_hold_every_need_once() -> None:
    *sections, draft = await parts(BRIEF)
    assert isinstance(draft, Draft)
    in_sections = [need.key for section in sections if isinstance(section, Section) for need in section.needs]
    assert sorted(in_sections) == sorted(need.key for need in draft.needs)


def test_sections_keep_the_order_of_the_categories_and_none_is_empty() -> None:
    sections = sections_of(drafted(BRIEF).needs)
    order = [section.category for section in sections]
    assert order == [category for category in get_args(Category) if category in order]
    assert all(section.needs for section in sections)


def test_nothing_outside_can_fail_and_nothing_is_spent() -> None:
    draft = drafted(BRIEF)
    assert (draft.degraded, draft.model, draft.attempts) == (None, None, ())


@pytest.mark.parametrize("text", ["Butter, sugar and eggs.", "The fog comes in on quiet feet."])
def test_a_thin_text_gets_one_question_and_no_needs(text: str) -> None:
    draft = drafted(text)
    assert draft.needs == ()
    assert len(draft.asks) == 1


def test_the_same_reading_gives_the_same_draft() -> None:
    request = DraftRequest(reading=read(BRIEF), today=TODAY, organisation=None)
    assert draft_by_rules(request) == draft_by_rules(request)
