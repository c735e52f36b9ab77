"""What a model shows of its skill: one small brief with questions whose right answers are known.

A weak model that is asked about a whole brief at once mixes up what its sentences say; asked about a few of them at a
time it does better, at the price of more calls. The answer decides, not the name of the model.
"""

from service.llm.answers import SkillAnswer
from service.llm.options import Skill
from service.llm.prompts import FilledPrompt, fill, load_prompt

LONGEST_ANSWER = 2000
"""House default, tokens: some fifty make the answer; models that think first need the rest."""
_RIGHT = {"forbidden": {"S2", "S6"}, "target": {"S5"}, "source": {"S3"}}


def skill_prompt() -> FilledPrompt:
    """The question; the same for every model."""
    return fill(load_prompt("skill"), {})


def skill_in(answer: SkillAnswer) -> Skill:
    """`whole` when every list holds just what it should."""
    found = {name: set(ids) for name, ids in answer}
    return "whole" if found == _RIGHT else "pieces"
