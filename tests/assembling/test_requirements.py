"""Needs become requirements, asks become ranked questions."""

from schemas.base import Evidence, Quantity
from schemas.brief import Goal
from schemas.requirement import CATEGORY_PREFIX, Category, Priority
from service.assembling.requirements import questions_of, requirements_of
from service.needs import Ask, Need


def place(sentence: str) -> Evidence:
    return Evidence(sentence=sentence, start=0, end=4, quote="text")


def made(
    name: str,
    category: Category = "data",
    priority: Priority = "must",
    sentences: tuple[str, ...] = ("S1",),
    thing: str = "x",
) -> Need:
    return Need(
        category=category,
        object=thing,
        need=name,
        statement=f"The {thing} shall do {name}.",
        pattern="ubiquitous",
        rationale="Because.",
        priority=priority,
        origin="derived",
        evidence=tuple(place(sentence) for sentence in sentences),
        acceptance_criteria=("It does.",),
        verification_method="test",
        produced_by=("rule:x",),
    )


def goal(number: int, sentence: str) -> Goal:
    target = Quantity(value=number, unit="person")
    return Goal(id=f"G{number}", statement="more", target=target, evidence=[place(sentence)])


def asked(topic: str, blocks: tuple[str, ...] = (), weight: int = 0) -> Ask:
    return Ask(topic=topic, text=f"{topic}?", why="Because.", whom="somebody", blocks=blocks, weight=weight)


def test_ids_count_within_their_category() -> None:
    needs = [made("a"), made("b", "privacy"), made("c")]
    assert [item.id for item in requirements_of(needs, [])] == ["DATA-001", "DATA-002", "PRIV-001"]


def test_every_category_has_its_prefix() -> None:
    needs = [made("x", category) for category in CATEGORY_PREFIX]
    assert [item.id for item in requirements_of(needs, [])] == [f"{prefix}-001" for prefix in CATEGORY_PREFIX.values()]


def test_musts_come_first_and_equals_keep_their_order() -> None:
    needs = [
        made("a", priority="could"),
        made("b", priority="must"),
        made("c", priority="should"),
        made("d", priority="must"),
    ]
    statements = [item.statement for item in requirements_of(needs, [])]
    assert [text.split()[-1] for text in statements] == ["b.", "d.", "c.", "a."]


def test_a_requirement_carries_the_key_of_its_need() -> None:
    need = made("a")
    assert requirements_of([need], [])[0].key == need.key


def test_goals_of_the_same_sentence_are_served() -> None:
    goals = [goal(1, "S1"), goal(2, "S2"), goal(3, "S2")]
    [requirement] = requirements_of([made("a", sentences=("S2", "S4"))], goals)
    assert requirement.goals == ["G2", "G3"]


def test_what_shares_no_sentence_serves_the_first_goal() -> None:
    goals = [goal(1, "S1"), goal(2, "S2")]
    assert requirements_of([made("a", sentences=("S9",))], goals)[0].goals == ["G1"]
    assert requirements_of([made("a")], [])[0].goals == []


def test_a_question_blocks_by_pattern_and_by_whole_category() -> None:
    needs = [made("data.selection"), made("data.value", thing="y"), made("privacy.permission", "privacy")]
    requirements = requirements_of(needs, [])
    one, whole = questions_of([asked("a", ("data.selection",)), asked("b", ("data.",))], needs, requirements)
    assert {one.text: one.blocks, whole.text: whole.blocks} == {"a?": ["DATA-001"], "b?": ["DATA-001", "DATA-002"]}


def test_a_pattern_id_is_no_prefix_of_another() -> None:
    needs = [made("integration.voucher"), made("integration.voucher_report", thing="y")]
    [question] = questions_of([asked("a", ("integration.voucher",))], needs, requirements_of(needs, []))
    assert question.blocks == ["DATA-001"]


def test_questions_are_ranked_by_what_they_unblock() -> None:
    needs = [made("data.a"), made("data.b", thing="y"), made("data.c", thing="z")]
    asks = [asked("none", weight=1), asked("all", ("data.",), weight=1), asked("one", ("data.a",), weight=1)]
    assert [item.text for item in questions_of(asks, needs, requirements_of(needs, []))] == ["all?", "one?", "none?"]


def test_no_question_is_hidden_and_ids_follow_the_rank() -> None:
    asks = [asked(f"t{number:02d}", weight=number % 7) for number in range(40)]
    found = questions_of(asks, [], [])
    assert [item.id for item in found] == [f"Q{number}" for number in range(1, 41)]
    assert {item.text for item in found} == {f"{ask.topic}?" for ask in asks}


def test_the_order_of_the_asks_does_not_matter() -> None:
    asks = [asked("b", weight=2), asked("a", weight=2), asked("c", weight=5)]
    assert questions_of(asks, [], []) == questions_of(asks[::-1], [], [])
