"""From what was typed about constraints to a run."""

from datetime import date

import pytest

from schemas.brief import BriefInput
from service.web.form import FormError
from service.web.limits_form import LimitsEntered, LimitsSubmission, limits_order_of, with_brief_of_file


def test_a_brief_is_used_where_there_is_one() -> None:
    order = limits_order_of(LimitsEntered(constraints=" no more\n", brief="  plan\n", today="2027-03-01"))
    assert order.constraints == " no more\n"
    assert order.brief == BriefInput(text="  plan\n")
    assert order.today == date(2027, 3, 1)
    assert limits_order_of(LimitsEntered(constraints="x", brief=" \n ")).brief is None


def test_a_kept_result_goes_before_a_brief() -> None:
    order = limits_order_of(LimitsEntered(constraints="x", brief="plan", result=" abc "))
    assert order.result == "abc"
    assert order.brief is None


def test_without_a_constraint_there_is_nothing_to_explain() -> None:
    with pytest.raises(FormError) as caught:
        limits_order_of(LimitsEntered(brief="plan"))
    assert caught.value.fault.field == "constraints"


def test_a_file_takes_the_place_of_what_was_typed() -> None:
    entered = LimitsEntered(constraints="x", brief="typed")
    assert with_brief_of_file(LimitsSubmission(entered, None), 100).brief == "typed"
    assert with_brief_of_file(LimitsSubmission(entered, b"from a file"), 100).brief == "from a file"
