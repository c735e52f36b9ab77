"""What a model would be asked about a text: the words of the calls of a run, without the calls."""

from collections.abc import Mapping

from service.campaign import Reading
from service.constraint import ConstraintReading
from service.drafting.model.engine import random_marker as brief_marker
from service.drafting.model.numbering import brief_values
from service.drafting.model.wording_constraints import batches, constraint_values
from service.drafting.model.wording_constraints import random_marker as constraints_marker
from service.drafting.wording import wording_request
from service.llm.prompts import FilledPrompt, Prompt, fill


def questions_of(
    prompt: Prompt, reading: Reading | None, constraints: ConstraintReading | None
) -> tuple[FilledPrompt, ...]:
    """The questions that this prompt becomes; a variable that neither text gives stays as it stands in the file.

    Constraints that are many become several questions.
    """
    known = brief_values(reading, brief_marker()) if reading else {}
    if constraints is None or "constraints" not in prompt.variables:
        return (_filled(prompt, known),)
    request = wording_request(constraints)
    return tuple(
        _filled(prompt, known | constraint_values(request, batch, constraints_marker()))
        for batch in batches(request.constraints)
    )


def _filled(prompt: Prompt, known: Mapping[str, str]) -> FilledPrompt:
    return fill(prompt, {name: known.get(name, f"{{{{{name}}}}}") for name in prompt.variables})
