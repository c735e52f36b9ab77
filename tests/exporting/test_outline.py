"""The line on top and the order of things."""

from schemas.base import Citation, Evidence
from service.exporting import outline
from tests.exporting.specimen import data_sources, questions, requirements, schedule, specification


def test_lead_items_are_counted_worst_first() -> None:
    assert outline.lead_counts(schedule().lead_items) == "1 late, 1 tight, 1 ok, 1 no date yet"
    assert outline.lead_counts([]) == "nothing to plan"


def test_a_requirement_that_waits_twice_counts_once() -> None:
    doubled = [*questions(), questions()[0]]
    assert outline.held_up(doubled) == 4


def test_no_question_is_said_plainly() -> None:
    assert outline.questions_line([]) == "no open question"


def test_groups_follow_the_order_of_categories_and_lose_nothing() -> None:
    shuffled = specification().model_copy(update={"requirements": list(reversed(requirements()))})
    found = outline.groups(shuffled)
    assert [group.category for group in found] == ["data", "privacy", "scale", "integration", "governance"]
    assert sum(len(group.requirements) for group in found) == len(requirements())


def test_a_sentence_quoted_twice_is_named_once() -> None:
    evidence = [
        Evidence(sentence="S4", start=0, end=6, quote="e-mail"),
        Evidence(sentence="S2", start=9, end=12, quote="year"),
        Evidence(sentence="S4", start=20, end=27, quote="voucher"),
        Evidence(sentence="S4", start=40, end=46, quote="e-mail"),
    ]
    assert outline.quoted(evidence) == (("S4", ("e-mail", "voucher")), ("S2", ("year",)))


def test_a_need_says_what_its_figures_lack_once() -> None:
    need = requirements()[0].model_copy(update={"calculations": ["W1", "W2", "W3"]})
    lacking = {"W1": "no audience of the poster", "W3": "no audience of the poster", "W9": "something else"}
    assert outline.missing(need, lacking) == ("no audience of the poster",)
    assert outline.missing(need, {}) == ()


def test_assumptions_are_grouped_by_what_they_carry_and_none_is_lost() -> None:
    base = specification()
    lead = base.schedule.lead_items[0].id
    kept = base.assumptions[0]
    items = [kept.model_copy(update={"id": f"A{n}", "used_by": used}) for n, used in enumerate([[lead], [], ["W2"]])]
    found = outline.assumption_groups(base.model_copy(update={"assumptions": items}))
    assert [(title, [item.id for item in group]) for title, group in found] == [
        ("In the loads", ["A2"]),
        ("In the working days", ["A0"]),
        ("Elsewhere", ["A1"]),
    ]


def test_known_answers_are_counted() -> None:
    assert outline.known_answers(data_sources()[0].answers) == 1


def test_the_summary_points_at_what_is_bad() -> None:
    tones = {figure.label: figure.tone for figure in outline.summary(specification())}
    assert tones["Preparation"] == tones["DPIA"] == "bad"
    assert tones["Launch"] == "plain"


def test_ids_that_follow_one_another_are_taken_together() -> None:
    ids = ["DATA-001", "DATA-002", "DATA-003", "PRIV-004", "PRIV-005", "SEC-009", "W1", "W2", "W3"]
    assert outline.listed(ids) == "DATA-001 to DATA-003, PRIV-004, PRIV-005, SEC-009, W1, W2, W3"
    assert outline.listed([]) == ""


def test_a_source_says_when_it_is_not_more_than_our_own_word() -> None:
    def named(title: str, status: str) -> str:
        return outline.citation(Citation(fact="f", title=title, status=status))

    assert named("Share who click", "H") == "Share who click (house default)"
    assert named("House default from three surveys", "H") == "House default from three surveys"
    assert named("GDPR", "V") == "GDPR"
    assert named("GDPR", "R") == "GDPR (not checked at the source)"
