"""What a model is asked about a brief: many small questions, each with what becomes of its answer.

A model that reads well is asked about the whole brief (in blocks, where it is long), one question for each kind of
thing. One that does not is asked about one sentence at a time, in closed kinds. Which of the two it is, it has shown.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import filterfalse
from typing import Any

from schemas.brief import Sentence
from schemas.requirement import Category
from service.campaign import Reading
from service.drafting.engine import Draft
from service.drafting.model.asks import new_ask
from service.drafting.model.drafts import take_contradiction, take_goal, take_need
from service.drafting.model.facts import take_facts
from service.drafting.model.known import known_list, take_review
from service.drafting.model.notes import take_notes
from service.drafting.model.numbering import numbered_lines
from service.drafting.model.parts import Part
from service.drafting.model.support import AT_ONCE as VERDICTS
from service.drafting.model.support import judged, statements_of
from service.llm.answers import (
    Answer,
    ContradictionsAnswer,
    FactsAnswer,
    FewFactsAnswer,
    GoalsAnswer,
    NeedsAnswer,
    NotesAnswer,
    QuestionsAnswer,
    ReviewsAnswer,
    VerdictsAnswer,
)
from service.llm.options import Skill
from service.llm.prompts import FilledPrompt, Prompt, fill, load_prompt
from service.llm.redacting import Redaction
from service.needs import Need

BLOCK = 150
"""House default: sentences of a brief that are shown at once. A longer brief is cut where a heading stands."""
_GROUP = 12
"""House default: sentences whose facts are asked for at once."""
_FEW = 3
"""The same for a model that takes little at a time."""
_TOP, _SHORT = 2, 8
"""House default: lines at the top that may be titles, in a brief of more sentences than the second figure."""
_FEWEST_WORDS = 3
_LONGEST = {"whole": 8000, "pieces": 1000}
"""House default, tokens of one answer: far more than the schemas allow, for models that think before they answer."""
_SILENT = ("heading", "code", "quote")
_CATEGORIES: tuple[tuple[Category, ...], ...] = (
    ("data", "integration", "measurement"),
    ("privacy", "security", "governance"),
    ("scale", "availability", "time"),
)
_SAYS: dict[Category, str] = {
    "data": "what is needed, from where, how fresh, in what form",
    "privacy": "permission, purpose, retention, rights of people",
    "scale": "volume, peak, speed",
    "integration": "systems that have to pass something on",
    "security": "access, protection, abuse",
    "availability": "what must not fail, and what happens if it does",
    "time": "what must be ready when",
    "measurement": "what is counted, where, for whom",
    "governance": "who decides, which tools may be used, approvals",
}
NAMES = ("goals", "needs", "questions", "contradictions", "review", "support", "facts", "notes")


def load_questions() -> dict[str, Prompt]:
    """Load every prompt about a brief, so that one that cannot be used is known before any call.

    Raises:
        PromptError: a prompt cannot be used.
    """
    return {name: load_prompt(name) for name in NAMES}


@dataclass(frozen=True)
class Inquiry:
    """One question; `take` judges its answer, `longest` bounds it in tokens."""

    filled: FilledPrompt
    answer: type[Answer]
    take: Callable[[Any], Part]
    longest: int


@dataclass(frozen=True)
class Inquirer:
    """Makes the questions of one run.

    `found` is the draft of the rules where the model is to complete it, None where it reads alone. `drawn` holds the
    marker and the canary of the run, `redaction` what may not be sent.
    """

    reading: Reading
    found: Draft | None
    prompts: Mapping[str, Prompt]
    model: str
    drawn: Mapping[str, str]
    redaction: Redaction

    def inquiries(self, skill: Skill) -> list[Inquiry]:
        """All of them, those that bring requirements first."""
        return list(self._by_sentence() if skill == "pieces" else self._by_block())

    @cached_property
    def _telling(self) -> list[Sentence]:
        """Sentences that may hold something for IT."""
        aside = self.reading.set_aside
        return [
            one
            for one in self.reading.sentences
            if one.id not in aside and one.kind not in _SILENT and len(one.text.split()) >= _FEWEST_WORDS
        ]

    def _is_title(self, sentence: Sentence) -> bool:
        """Tell whether a line at the top of a brief of some length is no sentence."""
        sentences = self.reading.sentences
        return (
            len(sentences) > _SHORT
            and self.reading.place_of[sentence.id] < _TOP
            and not sentence.text.rstrip().endswith((".", "!", "?"))
        )

    def _by_sentence(self) -> Iterator[Inquiry]:
        for sentence in filterfalse(self._is_title, self._telling):
            filled = self._filled("notes", sentence=self._shown([sentence]))
            yield self._inquiry(filled, NotesAnswer, partial(self._noted, sentence), "pieces")
        # Beside the rules most names that such a model adds are none, and its facts may not be worse than theirs.
        if self.found is None:
            for start in range(0, len(self._telling), _FEW):
                yield self._about_facts(self._telling[start : start + _FEW], "pieces")

    def _by_block(self) -> Iterator[Inquiry]:
        ask = partial(self._inquiry, skill="whole")
        for block in blocks_of(self.reading.sentences):
            about = self.about(block)
            for some in _CATEGORIES:
                listed = "\n".join(f"- {name}: {_SAYS[name]}" for name in some)
                yield ask(self._filled("needs", **about, categories=listed), NeedsAnswer, self._needed)
            yield ask(self._filled("goals", **about), GoalsAnswer, self._aimed)
            yield ask(self._filled("questions", **about), QuestionsAnswer, self._asked)
            yield ask(self._filled("contradictions", **about), ContradictionsAnswer, self._disagreed)
            if self.found and self.found.needs:
                yield ask(self._filled("review", **about), ReviewsAnswer, self._reviewed)
        for start in range(0, len(self._telling), _GROUP):
            yield self._about_facts(self._telling[start : start + _GROUP], "whole")

    def doubts(self, needs: Sequence[Need]) -> Iterator[Inquiry]:
        """Questions whether the sentences bear these needs out."""
        for block in blocks_of(self.reading.sentences):
            ids = {sentence.id for sentence in block}
            here = [need for need in needs if need.evidence[0].sentence in ids]
            for start in range(0, len(here), VERDICTS):
                some = here[start : start + VERDICTS]
                filled = self._filled(
                    "support", **self.about(block), statements=self.redaction.hide(statements_of(some))
                )
                yield self._inquiry(filled, VerdictsAnswer, partial(_judged, some), "whole")

    def about(self, block: Sequence[Sentence]) -> dict[str, str]:
        """The values of the shared prefix for these sentences."""
        known = known_list(self.found, {sentence.id for sentence in block})
        return {"brief": self._shown(block), "known": self.redaction.hide(known)}

    def _shown(self, sentences: Sequence[Sentence]) -> str:
        return self.redaction.hide(numbered_lines(self.reading, sentences))

    @cached_property
    def _secrets(self) -> tuple[str, ...]:
        return tuple(self.drawn.values())

    def _about_facts(self, sentences: Sequence[Sentence], skill: Skill) -> Inquiry:
        filled = self._filled("facts", sentences=self._shown(sentences))
        answer = FactsAnswer if skill == "whole" else FewFactsAnswer
        return self._inquiry(filled, answer, partial(self._marked, sentences), skill)

    def _filled(self, name: str, **values: str) -> FilledPrompt:
        prompt = self.prompts[name]
        return fill(prompt, {**{key: self.drawn[key] for key in self.drawn if key in prompt.variables}, **values})

    def _inquiry(
        self, filled: FilledPrompt, answer: type[Answer], take: Callable[[Any], Part], skill: Skill
    ) -> Inquiry:
        return Inquiry(filled, answer, take, _LONGEST[skill])

    def maker(self, name: str) -> str:
        """Who `produced_by` names for the answers to a prompt."""
        return f"prompt:{self.prompts[name].label}:{self.model}"

    def _noted(self, sentence: Sentence, answer: NotesAnswer) -> Part:
        return take_notes(
            self.reading,
            sentence,
            answer.notes,
            self.maker("notes"),
            self._secrets,
            beside_rules=self.found is not None,
        )

    def _marked(self, sentences: Sequence[Sentence], answer: FactsAnswer) -> Part:
        return take_facts(self.reading, sentences, answer.facts)

    def _needed(self, answer: NeedsAnswer) -> Part:
        return sum((take_need(self.reading, item, self.maker("needs"), self._secrets) for item in answer.needs), Part())

    def _aimed(self, answer: GoalsAnswer) -> Part:
        return sum((take_goal(self.reading, item, self._secrets) for item in answer.goals), Part())

    def _asked(self, answer: QuestionsAnswer) -> Part:
        return sum((new_ask(self.reading, item, self._secrets) for item in answer.questions), Part())

    def _disagreed(self, answer: ContradictionsAnswer) -> Part:
        return sum((take_contradiction(self.reading, item, self._secrets) for item in answer.contradictions), Part())

    def _reviewed(self, answer: ReviewsAnswer) -> Part:
        needs = self.found.needs if self.found else ()
        return sum((take_review(self.reading, needs, item) for item in answer.wrong), Part())


def _judged(needs: Sequence[Need], answer: VerdictsAnswer) -> Part:
    return judged(needs, answer.verdicts)


def blocks_of(sentences: Sequence[Sentence], most: int = BLOCK) -> list[Sequence[Sentence]]:
    """The sentences in blocks of at most `most`, cut before the last heading that fits; each is in one block."""
    blocks: list[Sequence[Sentence]] = []
    start = 0
    while start < len(sentences):
        end = min(start + most, len(sentences))
        if end < len(sentences):
            headings = (place for place in range(end, start + most // 2, -1) if sentences[place].kind == "heading")
            end = next(headings, end)
        blocks.append(sentences[start:end])
        start = end
    return blocks
