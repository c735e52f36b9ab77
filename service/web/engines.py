"""Which engine shall read: what the forms offer where a model is set up, in plain words."""

from dataclasses import dataclass
from typing import Final, get_args

from schemas.specification import EngineName
from service.services import Services

NAMES: Final[dict[str, EngineName]] = {name: name for name in get_args(EngineName)}
_LABELS: Final[dict[EngineName, str]] = {
    "hybrid": "Rules and model",
    "rules": "Rules alone",
    "model": "Model alone",
}
_LINES: Final[dict[EngineName, str]] = {
    "hybrid": "The rules answer at once; the model then reads between the lines. Takes longer, finds most.",
    "rules": "Done in a moment. Nothing is sent anywhere.",
    "model": "Only what the model finds and the checks let pass. What is computed stays the same.",
}
_REPLACED: Final = (
    "Names, e-mail addresses, phone, card and account numbers, keys and paths are replaced before a text is sent to"
    " {model}, and put back in its answers."
)
_AS_IT_IS: Final = "With a model the text is sent to {model} as it is: nothing in it is replaced."


@dataclass(frozen=True, slots=True)
class EngineChoice:
    """One engine that may be chosen."""

    name: EngineName
    label: str
    line: str


@dataclass(frozen=True, slots=True)
class EngineOffer:
    """The engines of this server, the chosen one, and what is sent to the model."""

    choices: tuple[EngineChoice, ...]
    chosen: EngineName
    sent: str


def engines_offered(services: Services, entered: str) -> EngineOffer | None:
    """What to offer beside what was `entered`; None where no model is set up."""
    if services.model is None:
        return None
    choices = tuple(
        EngineChoice(name, label, _LINES[name]) for name, label in _LABELS.items() if name in services.engines
    )
    sent = (_REPLACED if services.redacts else _AS_IT_IS).format(model=services.model)
    return EngineOffer(choices, NAMES.get(entered, services.default_engine), sent)
