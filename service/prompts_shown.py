"""The prompts for a reader: which there are, what one of them would send about a text, and their lock."""

import asyncio
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path

from schemas.brief import BriefInput
from schemas.events import DoneEvent
from schemas.organisation import Organisation
from schemas.specification import Specification
from service.computing.effects.plan import Plan
from service.drafting.engine import Draft, DraftRequest
from service.drafting.model.preview import questions_of
from service.drafting.rules.engine import RulesEngine, draft_by_rules
from service.drafting.rules.questions import is_too_thin
from service.drafting.wording import WordingRequest, explained_to_reword
from service.errors import PromptError, UnusableFile
from service.llm.formats import schema_text
from service.llm.options import ModelOptions
from service.llm.prompt_lock import LOCK, current_hashes, extended, load_lock, lock_text
from service.llm.prompts import CHARACTERS_PER_TOKEN, FilledPrompt, Prefix, Prompt, load, load_prompt, prompt_names
from service.pipeline import translate_brief
from service.reading.constraints.reader import read_constraints
from service.reading.fields import brief_text
from service.reading.reader import read_brief

_TOO_THIN = "There is too little in this brief to work from: a run would ask nothing.\n"
_NOTHING_ASKED = "None of the constraints could be read: a run would ask nothing.\n"


@dataclass(frozen=True)
class Material:
    """The texts that a prompt is shown for, what they are read with, and how the model would be reached."""

    brief: BriefInput | None
    constraints: str | None
    organisation: Organisation | None
    today: date
    options: ModelOptions


def list_prompts() -> str:
    """One line for each prompt: label, variables, and what it answers, or that others begin with it.

    Raises:
        PromptError: one of them does not hold.
    """
    return "".join(_line(load(name)) for name in prompt_names())


def show_prompt(name: str, material: Material) -> str:
    """The messages that this prompt becomes, whole, with a guess of their tokens. Nothing is sent.

    Raises:
        PromptError: there is no such prompt, or it does not hold.
        EmptyBrief: one of the texts holds nothing but blanks.
    """
    if isinstance(load(name), Prefix):
        raise PromptError(f"{name} is what other prompts begin with; show one of those.")
    prompt, organisation, today = load_prompt(name), material.organisation, material.today
    brief, limits = material.brief, material.constraints
    draft = _drafted(brief, organisation, today) if brief else None
    if draft and is_too_thin(draft.campaign):
        return _TOO_THIN
    request = _to_reword(limits, material) if limits else None
    asked = questions_of(prompt, draft, request, material.options)
    return "\n".join(_shown(prompt, one) for one in asked) or _NOTHING_ASKED


def lock_prompts() -> str:
    """Put the hashes of new versions into the lock and say which they were.

    Raises:
        PromptError: a version that is locked says something else by now; nothing is written.
        UnusableFile: the lock cannot be written.
    """
    lock = load_lock()
    after = extended(lock, current_hashes())
    path = Path(str(files("prompts") / LOCK))
    try:
        path.write_text(lock_text(after), encoding="utf-8")
    except OSError as error:
        raise UnusableFile(f"{path} cannot be written: {error.strerror}.") from error
    return "".join(f"locked {label}\n" for label in after if label not in lock) or "nothing new to lock\n"


def _drafted(brief: BriefInput, organisation: Organisation | None, today: date) -> Draft:
    reading = read_brief(brief_text(brief), brief.title, organisation, today)
    return draft_by_rules(DraftRequest(reading, today, organisation))


def _to_reword(constraints: str, material: Material) -> WordingRequest:
    """What would be asked about them: beside a brief, with what they come to for its campaign."""
    reading = read_constraints(constraints, material.organisation, material.today)
    specification = asyncio.run(_specified(material.brief, material)) if material.brief else None
    plan = Plan(specification, material.organisation, material.today, reading) if specification else None
    return explained_to_reword(reading, plan, material.today)[1]


async def _specified(brief: BriefInput, material: Material) -> Specification:
    run = translate_brief(brief, engine=RulesEngine(), organisation=material.organisation, today=material.today)
    [specification] = [event.specification async for event in run if isinstance(event, DoneEvent)]
    return specification


def _line(prompt: Prompt | Prefix) -> str:
    does = "others begin with it" if isinstance(prompt, Prefix) else f"answers {prompt.answer.__name__}"
    begins = f", begins with {prompt.prefix.label}" if isinstance(prompt, Prompt) and prompt.prefix else ""
    return f"{prompt.label:<24}  {does}{begins}; variables {', '.join(sorted(prompt.variables))}\n"


def _shown(prompt: Prompt, asked: FilledPrompt) -> str:
    """System and user message are shown to the letter, and nothing else stands between their titles."""
    schema = schema_text(prompt.answer)
    shown = "\n\n".join(f"--- user ---\n{text}\n--- assistant ---\n{answer}" for text, answer in asked.examples)
    titles = {
        "system": asked.system,
        **({"examples, sent as turns": shown} if shown else {}),
        "user": asked.question,
        "schema of the answer, sent beside the messages": schema,
        "added to the user message where an endpoint takes no schema": asked.format,
    }
    parts = "".join(f"=== {title} ===\n{text}\n" for title, text in titles.items())
    cost = f"about {asked.tokens:,} tokens, and {len(schema) // CHARACTERS_PER_TOKEN:,} for the schema"
    return f"{asked.label}: {cost} where an endpoint counts it\n{parts}"
