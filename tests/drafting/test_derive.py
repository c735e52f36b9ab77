"""What follows from the computed parts."""

from tests.drafting.invented import names, need, question, topics, worked_out

BRIEF = (
    "We want to win back 4,000 lapsed members by 30 June 2027. On 4 May 2027 between 7am and 9am we e-mail 900,000"
    " customers in Ireland. The landing page shows the offer."
)


def test_a_send_of_known_size_and_window_is_a_load_with_its_calculation() -> None:
    _, computed, derived = worked_out(BRIEF)
    loads = [found for found in derived.needs if found.need == "scale.load" and "125" in found.statement]
    assert len(loads) == 1  # 900,000 in two hours
    known = {load.id for load in computed.scale.workloads}
    assert set(loads[0].calculations) <= known


def test_every_derived_need_has_evidence_and_says_who_made_it() -> None:
    _, _, derived = worked_out(BRIEF)
    assert derived.needs
    assert all(found.evidence and found.produced_by for found in derived.needs)


def test_nothing_is_derived_from_a_text_that_is_too_thin() -> None:
    _, _, derived = worked_out("The fog comes in on quiet feet.")
    assert derived.too_thin
    assert (derived.needs, derived.asks) == ((), ())


def test_a_contradiction_becomes_a_question_with_both_places() -> None:
    _, computed, derived = worked_out(
        "We e-mail 4,000 members on 4 May 2027. The total budget is 30,000 euros. The total budget is 45,000 euros."
    )
    assert len(computed.contradictions) == 1
    asked = question(derived.asks, "contradiction")
    assert len(set(asked.raised_by)) == 2


def test_a_launch_that_is_too_near_raises_the_question_whether_it_can_move() -> None:
    _, computed, derived = worked_out(
        "The landing page goes live on 30 November 2026. We e-mail 4,000 customers in Ireland."
    )
    assert any(item.status == "late" for item in computed.schedule.lead_items)
    asked = question(derived.asks, "date_fixed")
    assert "30 November 2026" in asked.text


def test_a_launch_in_good_time_raises_no_such_question() -> None:
    _, _, derived = worked_out("The landing page goes live on 30 November 2027. We e-mail 4,000 customers in Ireland.")
    assert "date_fixed" not in topics(derived.asks)


def test_children_bring_a_need_of_their_own() -> None:
    _, _, derived = worked_out("Children under 13 in Ireland sign up on a form with first name and school.")
    assert "privacy.minors" in names(derived.needs)


def test_an_outside_tool_is_kept_from_customer_data_until_it_has_been_checked() -> None:
    _, _, derived = worked_out(
        "We upload the customer list to StageOwl, a free trial. We e-mail 4,000 customers in Ireland."
    )
    assert "StageOwl" in need(derived.needs, "governance.tool_review").statement
