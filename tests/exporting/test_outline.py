"""The line on top and the order of things."""

from schemas.base import Citation
from service.exporting import outline
from tests.exporting.specimen import data_sources, questions, requirements, schedule, specification


def test_lead_items_are_counted_worst_first() -> None:
    assert outline.lead_counts(schedule().lead_items) == "1 late, 1 tight, 1 ok, 1 no date yet"
    assert outline.lead_counts([]) == "nothing to plan"


def test_a_requirement_that_waits_twice_counts_once() -> None:
    doubled = [*questions(), questions()[0]]
    assert outline.held_up(doubled) == 4


def test_no_question_is_said_plainly() -> None:
    assert outline.questions_line(specification().model_copy(update={"questions": []})) == "no open question"


def test_groups_follow_the_order_of_categories_and_lose_nothing() -> None:
    shuffled = specification().model_copy(update={"requirements": list(reversed(requirements()))})
    found = outline.groups(shuffled)
    assert [group.category for group in found] == ["data", "privacy", "scale", "integration", "governance"]
    assert sum(len(group.requirements) for group in found) == len(requirements())


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
