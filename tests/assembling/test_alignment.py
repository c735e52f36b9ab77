"""A specification held against constraints: collisions, what fits, what cannot be told, and the view of the launch."""

from datetime import date

from schemas.alignment import Alignment
from service.assembling.alignment import assemble_alignment
from tests.constraint_soundness import align, canonical, explain
from tests.soundness import specify

BRIEF = (
    "About 310,000 guests get a text message on Tuesday 8 December 2026 between 5pm and 6pm. "
    "The goal is 4,000 bookings by 31 December 2026. We use a new quiz tool, StageOwl."
)
TEXT = (
    "The SMS gateway is limited to 40 messages per second.\n\n"
    "Exports must be encrypted.\n\n"
    "The mail server must not send more than 500 e-mails per second.\n\n"
    "Pictures should be PNG files."
)


def aligned(text: str = TEXT) -> Alignment:
    return align(specify(BRIEF), text)


def test_a_collision_carries_the_effect_its_size_and_the_computed_ways_out() -> None:
    [collision] = aligned().collisions
    [effect] = [one for one in aligned().constraints[0].effects if one.collides]
    assert (collision.id, collision.constraint) == ("X1", "C1")
    assert (collision.effect, collision.size, collision.calculation) == (effect.text, effect.size, effect.calculation)
    assert collision.requirements == effect.requirements
    assert collision.decide_by == date(2026, 12, 7)
    assert {way.basis for way in collision.options} == {"computed"}


def test_every_constraint_collides_or_says_why_not() -> None:
    result = aligned()
    colliding = {one.constraint for one in result.collisions}
    others = [one.constraint for one in result.no_collision]
    assert sorted([*colliding, *others]) == ["C1", "C2", "C3", "C4"]
    assert all(one.why for one in result.no_collision)


def test_what_cannot_be_told_is_not_called_a_fit() -> None:
    status = {one.constraint: one.status for one in aligned().no_collision}
    assert status["C2"] == "cannot_tell"
    assert status["C4"] == "cannot_tell"


def test_a_limit_that_the_plan_keeps_fits_with_its_sums() -> None:
    result = aligned("The SMS gateway is limited to 90 messages per second.")
    assert result.collisions == []
    [fit] = result.no_collision
    assert fit.status == "fits"
    assert "90 messages a second" in fit.why
    assert any(fact.status == "ok" and fact.refs == ["C1"] for fact in result.launch_view.readiness)


def test_a_statement_that_was_replaced_does_not_concern_the_plan() -> None:
    result = aligned(
        "The SMS gateway is limited to 40 messages per second.\n\n"
        "Update: the limit of the SMS gateway was changed to 90 messages per second."
    )
    assert [(one.constraint, one.status) for one in result.no_collision] == [("C1", "does_not_concern"), ("C2", "fits")]
    assert result.collisions == []


def test_the_reason_counts_what_collides() -> None:
    assert aligned().reason.startswith("1 of 4 constraints collide with the plan.")


def test_the_launch_view_holds_facts_risks_stakes_and_decisions_but_no_verdict() -> None:
    view = aligned().launch_view
    assert any(risk.refs == ["X1", "C1"] for risk in view.open_risks)
    assert any("4,000 bookings" in stake.text for stake in view.at_stake)
    [choice] = [one for one in view.decisions if one.refs == ["X1"]]
    assert choice.by == date(2026, 12, 7)
    assert choice.who == "campaign owner"
    assert [one.by or date.max for one in view.decisions] == sorted(one.by or date.max for one in view.decisions)
    assert {fact.status for fact in view.readiness} <= {"ok", "tight", "late", "open"}


def test_every_reference_leads_somewhere() -> None:
    result, spec = aligned(), specify(BRIEF)
    known = {one.id for one in result.constraints} | {one.id for one in result.collisions}
    known |= {one.id for one in spec.requirements} | {one.id for one in spec.risks} | {one.id for one in spec.goals}
    known |= {one.id for one in spec.schedule.lead_items} | {one.id for one in spec.scale.workloads}
    known |= {one.id for one in spec.contradictions} | {f"messages.{send.id}" for send in spec.scale.sends}
    view = result.launch_view
    named = [ref for fact in view.readiness for ref in fact.refs] + [
        ref for risk in view.open_risks for ref in risk.refs
    ]
    named += [ref for stake in view.at_stake for ref in stake.refs] + [
        ref for one in view.decisions for ref in one.refs
    ]
    assert set(named) <= known
    assert {ref for one in result.collisions for ref in one.requirements} <= {one.id for one in spec.requirements}


def test_a_text_that_rules_nothing_gives_an_alignment_without_collisions() -> None:
    result = aligned("The summer party was lovely.")
    assert result.outcome == "too_thin"
    assert (result.collisions, result.no_collision) == ([], [])


def test_equal_input_gives_equal_output_that_reads_back() -> None:
    result = aligned()
    assert canonical(result) == canonical(aligned())
    assert Alignment.model_validate_json(result.model_dump_json()) == result


def test_it_is_made_of_the_explanation_for_the_same_plan() -> None:
    spec = specify(BRIEF)
    explanation = explain(TEXT, spec)
    result = assemble_alignment(spec, explanation)
    assert result.constraints == explanation.constraints
    assert result.questions == explanation.questions
    assert result.campaign == spec.brief.title


NEW_TOOL = (
    "UK campaign. We launch the new landing page on 10 December 2026. Before that the new tool Glimmerbox, which is on "
    "trial, has to be approved: it gets customer e-mail addresses."
)


def test_the_time_that_it_states_stands_in_place_of_the_house_figure() -> None:
    spec = specify(NEW_TOOL)
    house = align(spec, "Legal review takes 4 working days.").launch_view
    own = align(spec, "A security review of a new tool takes 25 working days.").launch_view
    review = "vendor_review.glimmerbox"
    assert any(review in fact.refs for fact in house.readiness)
    assert any(review in one.refs for one in house.decisions)
    assert not any(review in fact.refs for fact in own.readiness)
    assert not any(review in one.refs for one in own.decisions)
    assert any("25 working days" in one.why for one in own.decisions)


def test_words_without_a_time_leave_the_house_figure() -> None:
    view = align(specify(NEW_TOOL), "Each new tool needs a security review.").launch_view
    assert any("vendor_review.glimmerbox" in fact.refs for fact in view.readiness)


def test_no_decision_has_a_day_that_has_passed() -> None:
    spec = specify(NEW_TOOL.replace("10 December", "23 November"))
    view = align(spec, "The change board meets on the first Tuesday of the month.").launch_view
    assert all(one.by is None or one.by >= spec.provenance.today for one in view.decisions)
    assert any("has already passed" in one.why for one in view.decisions)
    assert any("it should have begun by" in fact.text for fact in view.readiness)


def test_work_without_a_name_is_told_as_well() -> None:
    spec = specify(BRIEF)
    items = [item.model_copy(update={"name": ""}) for item in spec.schedule.lead_items]
    assert items
    nameless = spec.model_copy(update={"schedule": spec.schedule.model_copy(update={"lead_items": items})})
    assert align(nameless, TEXT).launch_view.readiness[0].text.startswith(": ")
