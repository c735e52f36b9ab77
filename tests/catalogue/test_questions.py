"""Questions: each can be asked, says why, and blocks what exists."""

import re
from pathlib import Path

import pytest

from service.catalogue.questions import QuestionPattern, question_patterns
from service.catalogue.requirements import requirement_patterns
from service.drafting.rules import questions as rules

QUESTIONS = list(question_patterns().values())
each_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)


def test_every_question_of_the_catalogue_is_asked_somewhere() -> None:
    source = Path(rules.__file__).read_text(encoding="utf-8")
    assert [question.id for question in QUESTIONS if f'"{question.id}"' not in source] == []


@each_question
def test_it_blocks_patterns_that_exist(question: QuestionPattern) -> None:
    for name in question.blocks:
        assert [
            known
            for known in requirement_patterns()
            if known == name or (name.endswith(".") and known.startswith(name))
        ]


@each_question
def test_it_is_a_question_to_somebody_with_a_reason(question: QuestionPattern) -> None:
    assert "?" in question.text
    assert question.why.strip()
    assert question.whom.strip()
    assert question.why != question.text


@each_question
def test_it_is_put_in_marketing_words(question: QuestionPattern) -> None:
    jargon = re.compile(r"\b(?:API|SFTP|ETL|schema|payload|endpoint|latency|throughput|JSON|DPIA|SPF|DKIM|TPS)\b")
    assert not jargon.search(question.text)


@each_question
def test_its_weight_can_be_compared(question: QuestionPattern) -> None:
    assert 1 <= question.weight <= 10


def test_no_two_questions_ask_the_same() -> None:
    texts = [question.text for question in QUESTIONS]
    assert len(set(texts)) == len(texts)
