"""Needs of a run, judged by a model beside the word matcher, and shown with the model's words."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from evals.answers import repeat
from evals.gold.briefs import Case
from evals.journal import names_in, read_outputs
from evals.judging.asking import NEED_COVERED, Question, load_rubric, look_up
from evals.judging.judge import JUDGEMENTS, Judge, Judgement, Say, judge_all, load_judgements, save_judgements
from evals.results import OUTPUTS, CaseResult, Results, name_of, notes_of, told
from evals.scorers import judgements as judged_scores
from evals.suites import SUITES
from schemas.specification import Specification

SUITE = "requirements"


async def judge_run(results: Results, judge: Judge, folder: Path, say: Say) -> Results:
    """The results with the judge's scores; its words go into the folder of the run."""
    questions = _questions_by_repeat(results, folder)
    found = list[Judgement]()
    for number, asked in questions.items():
        with repeat(number):
            found += await judge_all(judge, asked, say)
    save_judgements(found, folder / JUDGEMENTS)
    by_case = defaultdict[str, list[Judgement]](list)
    for one in found:
        by_case[one.case].append(one)
    cases = [_scored(case, by_case[_name(case)]) for case in results.cases]
    who = f"{judge.model}, {load_rubric(NEED_COVERED).label}"
    return results.model_copy(update={"cases": cases, "judge": who})


def _questions_by_repeat(results: Results, folder: Path) -> dict[int, list[Question]]:
    cases = {case.id: case for case in SUITES[SUITE].load()}
    names, outputs = names_in(folder / OUTPUTS), read_outputs(folder / OUTPUTS)
    found = defaultdict[int, list[Question]](list)
    for one in results.cases:
        case = cases.get(one.case)
        if one.suite == SUITE and one.error is None and isinstance(case, Case):
            specification = Specification.model_validate_json(outputs[names[_name(one)]].text or "")
            found[one.repeat] += needs_asked(_name(one), case, specification)
    return found


def needs_asked(name: str, case: Case, specification: Specification) -> list[Question]:
    """A question for each need that any expert would name."""
    given = [(one.id, one.statement) for one in specification.requirements]
    return [look_up(NEED_COVERED, name, need.need, given) for need in case.needs if need.must]


def _name(one: CaseResult) -> str:
    return name_of(one.suite, one.case, one.repeat)


def _scored(one: CaseResult, found: Sequence[Judgement]) -> CaseResult:
    scores = judged_scores.score(found)
    return one.model_copy(update={"scores": one.scores | told(scores), "notes": one.notes | notes_of(scores)})


def judgement_lines(results: Results, one: CaseResult, folder: Path) -> Iterator[str]:
    """Everything that was said to the judge of a case and by it; nothing when the run was not judged."""
    if results.judge is None:
        return
    for judgement in load_judgements(folder / JUDGEMENTS):
        if judgement.case == _name(one):
            yield from ("", f"### {judgement.text}: {judgement.verdict or judgement.outcome}")
            for order, turn in zip(("as given", "turned round"), judgement.turns, strict=True):
                yield f"--- {order}: {turn.verdict or turn.fault}; the judge was told"
                yield from f"{turn.system}\n\n{turn.question}".splitlines()
                yield from ("--- and said", *turn.reply.splitlines())
