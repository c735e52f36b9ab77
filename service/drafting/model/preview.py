"""What a model would be asked about a text: the words of the calls of a run, without the calls."""

from collections.abc import Mapping

from service.drafting.engine import Draft
from service.drafting.model.engine import drawn_words
from service.drafting.model.inquiries import Inquirer, load_questions
from service.drafting.model.redacting import redaction_of_brief
from service.drafting.model.wording_constraints import batches, constraint_values, limits_drawn
from service.drafting.wording import WordingRequest
from service.llm.options import ModelOptions
from service.llm.prompts import FilledPrompt, Prompt, fill


def questions_of(
    prompt: Prompt, draft: Draft | None, request: WordingRequest | None, options: ModelOptions
) -> tuple[FilledPrompt, ...]:
    """The questions that this prompt becomes beside the rules' draft of a brief, or for constraints to reword.

    A variable that neither text gives stays as it stands in the file. Constraints that are many, and briefs that are
    asked about sentence by sentence, become several questions.
    """
    if draft is not None:
        asked = _about_brief(prompt, draft, options)
        if asked:
            return asked
    if request is None or "constraints" not in prompt.variables:
        return (_filled(prompt, {}),)
    return tuple(
        _filled(prompt, constraint_values(request, batch, limits_drawn())) for batch in batches(request.constraints)
    )


def _about_brief(prompt: Prompt, draft: Draft, options: ModelOptions) -> tuple[FilledPrompt, ...]:
    reading = draft.campaign.reading
    redaction = redaction_of_brief(reading, options)
    inquirer = Inquirer(reading, draft, load_questions(), options.model, drawn_words(), redaction)
    whole = [*inquirer.inquiries("whole"), *inquirer.doubts(draft.needs)]
    inquiries = whole if any(one.filled.label == prompt.label for one in whole) else inquirer.inquiries("pieces")
    return tuple(one.filled for one in inquiries if one.filled.label == prompt.label)


def _filled(prompt: Prompt, known: Mapping[str, str]) -> FilledPrompt:
    return fill(prompt, {name: known.get(name, f"{{{{{name}}}}}") for name in prompt.variables})
