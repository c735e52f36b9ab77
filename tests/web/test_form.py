"""From what was typed to a brief."""

from datetime import date

import pytest

from schemas.brief import BriefFields
from schemas.problem import InvalidParameter
from service.errors import EngineNotConfigured, InvalidRequest, TooLarge
from service.web.form import GUIDE, Entered, Fault, FormError, fault_of, order_of


def test_the_guide_asks_for_every_field_of_a_brief_and_no_other() -> None:
    assert [ask.name for ask in GUIDE] == sorted(BriefFields.model_fields, key=[ask.name for ask in GUIDE].index)
    assert all(ask.hint and ask.label for ask in GUIDE)


def test_blank_fields_do_not_count() -> None:
    order = order_of(Entered(way="fields", fields={"goal": " more visits \n", "budget": "  "}, title="  A  plan "))
    assert order.brief.fields == BriefFields(goal="more visits")
    assert order.brief.text is None
    assert order.brief.title == "A plan"


def test_a_pasted_text_stays_as_it_is() -> None:
    order = order_of(Entered(text="  as typed\n", today=" 2027-03-01 "))
    assert order.brief.text == "  as typed\n"
    assert order.brief.title is None
    assert order.today == date(2027, 3, 1)


@pytest.mark.parametrize("typed", ["2027-02-30", "1 March", "99999-01-01"])
def test_an_impossible_day_is_named(typed: str) -> None:
    with pytest.raises(FormError) as caught:
        order_of(Entered(text="x", today=typed))
    assert caught.value.fault.field == "today"


def test_errors_of_the_run_find_their_field() -> None:
    assert fault_of(TooLarge(5, 3), "file").field == "file"
    assert fault_of(TooLarge(5, 3), "fields").field == "field_goal"
    far = InvalidRequest([InvalidParameter(location="today", message="far away")])
    assert fault_of(far, "text") == Fault("today", "The day must lie between 1970 and 2200.")
    assert "LIAISON_LLM_MODEL" in fault_of(EngineNotConfigured("Not set up."), "text").message
