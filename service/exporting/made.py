"""Who made a result and each part of it, and what that took, in words a person understands."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from schemas.base import Finding
from schemas.requirement import Requirement, Support
from schemas.specification import Attempt, EngineName, Provenance, Redacted, RedactedKind, Tokens
from service.exporting import amounts

MADE_BY: Final[dict[EngineName, str]] = {
    "rules": "rules",
    "model": "model",
    "hybrid": "rules and model",
}
SUPPORT_WORDS: Final[dict[Support, str]] = {
    "supported": "its sentences bear it out",
    "partial": "its sentences bear out a part of it",
    "unsupported": "its sentences do not bear it out",
    "unchecked": "not held against its sentences",
}
REDACTED_WORDS: Final[dict[RedactedKind, tuple[str, str]]] = {
    "person": ("name", "names"),
    "email": ("e-mail address", "e-mail addresses"),
    "phone": ("phone number", "phone numbers"),
    "card": ("card number", "card numbers"),
    "iban": ("IBAN", "IBANs"),
    "account": ("account number", "account numbers"),
    "identity": ("personal number", "personal numbers"),
    "ip": ("network address", "network addresses"),
    "secret": ("key or password", "keys or passwords"),
    "path": ("path", "paths"),
}
READING: Final = "the model’s reading: check it"
"""What is said of a requirement that no rule found."""
MODEL_WORDS: Final = "the model’s words, checked against the effects and ways out"
"""What is said of a text that a model made of effects and ways out."""
FEW: Final = 8
"""House default: calls that are shown one by one; more of them are folded away."""
MANY: Final = 60
"""House default: more calls than these stand one by one in the JSON only."""

SUMS: Final = ("prompt", "calls", "outcomes", "repairs", "tokens in", "cached", "out", "seconds", "cost")
CALLS: Final = ("prompt", "outcome", "repair", "tokens in", "cached", "out", "seconds", "cost")

Row = tuple[str, ...]
_PROMPT = "prompt:"
"""With this begins the name of a maker that is a model."""


# --- requirements -------------------------------------------------------------------------------


def makers(item: Requirement) -> tuple[bool, bool]:
    """Whether a rule found it, and whether a model did."""
    by_model = [maker.startswith(_PROMPT) for maker in item.produced_by]
    return not all(by_model), any(by_model)


def found_by(item: Requirement) -> str:
    """`found by a rule and by the model`."""
    match makers(item):
        case (True, True):
            return "found by a rule and by the model"
        case (_, True):
            return "found by the model alone"
    return "found by a rule"


def is_reading(item: Requirement) -> bool:
    """Whether nothing but a model's reading of its sentences speaks for it."""
    by_rule, by_model = makers(item)
    return by_model and not by_rule


def shares(requirements: Sequence[Requirement]) -> str:
    """How many were found by whom; empty where no model had a part in them."""
    seen = Counter(map(makers, requirements))
    rules, both, model = seen[True, False], seen[True, True], seen[False, True]
    if not both + model:
        return ""
    parts = [f"{rules} found by a rule"] * bool(rules) + [f"{both} by a rule and by the model"] * bool(both)
    parts += [f"{model} by the model alone: marked, and to be checked"] * bool(model)
    return "; ".join(parts)


def worded_by(makers: Iterable[str]) -> str:
    """Whose words the plain text of a constraint is in."""
    return "the model, checked" if any(maker.startswith(_PROMPT) for maker in makers) else "our templates"


# --- the whole result ---------------------------------------------------------------------------


def by_whom(made: Provenance) -> str:
    """`rules and model tester`."""
    return f"{MADE_BY[made.engine]}{f' {made.model}' if made.model else ''}"


def rows(made: Provenance, language: str, schema_version: str) -> Iterator[tuple[str, str]]:
    """Label and value of everything but the calls one by one."""
    yield "Made by", MADE_BY[made.engine]
    yield "Read on", amounts.day(made.today)
    if made.model:
        yield from _model_rows(made)
    if made.redactions:
        yield "Not sent", replaced(made.redactions)
    yield "Catalogue", made.catalogue_version
    yield "Language", language
    yield "Schema", f"version {schema_version}"


def _model_rows(made: Provenance) -> Iterator[tuple[str, str]]:
    yield "Model", made.model or ""
    if made.prompts:
        yield "Prompts", ", ".join(made.prompts)
    if made.attempts:
        yield "Calls", f"{len(made.attempts)}: {outcomes(made.attempts)}"
        yield "Tokens", tokens(made.tokens)
        yield "Cost", cost(made.cost, made.currency) or "not known: there is no price for this model"
    if made.support.checked:
        refused = f"{made.support.refused} left out because their sentences do not bear them out"
        yield "Needs", f"{made.support.checked} named by the model, {refused}"


def took(made: Provenance) -> str:
    """`48 s, the first requirement after 0.05 s`: the one part that differs between equal runs."""
    first = made.first_requirement
    after = "" if first is None else f", the first requirement after {seconds(first)}"
    return f"{seconds(made.duration)}{after}"


def seconds(value: float) -> str:
    """`48.2 s`; to the hundredth at the most."""
    return "less than 0.01 s" if 0 < value < 0.01 else f"{amounts.number(round(value, 2))} s"


def tokens(used: Tokens) -> str:
    """`12,345 in, 9,000 of them cached; 600 out`."""
    cached = f", {amounts.number(used.cached)} of them cached" if used.cached else ""
    return f"{amounts.number(used.input)} in{cached}; {amounts.number(used.output)} out"


def cost(value: float, currency: str | None) -> str:
    """`0.0123 EUR`; empty where no price is known."""
    if currency is None:
        return ""
    small = 0 < value < 0.00005  # less than the last digit that is shown
    figure = "less than 0.0001" if small else f"{value:,.4f}".rstrip("0").rstrip(".")
    return f"{figure} {currency}"


def replaced(redactions: Iterable[Redacted]) -> str:
    """What a model did not get to see: `2 names and 1 e-mail address were replaced before the text was sent`."""
    many = Counter(one.kind for one in redactions)
    parts = [amounts.count(many[kind], *words) for kind, words in REDACTED_WORDS.items() if many[kind]]
    told = " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)
    return f"{told} {'was' if many.total() == 1 else 'were'} replaced before the text was sent"


def of_the_text(findings: Iterable[Finding]) -> list[Finding]:
    """What was noticed about the text itself."""
    return [one for one in findings if not one.code.startswith("model_")]


def of_the_model(findings: Iterable[Finding]) -> list[Finding]:
    """What was noticed about the answers of a model: left out, reworded, doubted. Of these there can be many."""
    return [one for one in findings if one.code.startswith("model_")]


def notes_title(notes: Sequence[Finding]) -> str:
    """What stands over findings about a model's answers."""
    return f"What was not taken over from the model, and what it doubts: {amounts.count(len(notes), 'note')}"


# --- calls --------------------------------------------------------------------------------------


def outcomes(attempts: Iterable[Attempt]) -> str:
    """`17 ok, 1 answer unusable`, the most frequent first."""
    seen = Counter(_outcome(attempt) for attempt in attempts)
    return ", ".join(f"{many} {outcome}" for outcome, many in seen.most_common())


def sums(attempts: Sequence[Attempt]) -> list[Row]:
    """The calls summed by prompt, as rows under SUMS; a last row for all where there are several prompts."""
    prompts = list(dict.fromkeys(attempt.prompt for attempt in attempts))
    found = [_sum(prompt, [one for one in attempts if one.prompt == prompt]) for prompt in prompts]
    return [*found, _sum("all", attempts)] if len(prompts) > 1 else found


def calls(attempts: Sequence[Attempt]) -> list[Row]:
    """The calls one by one, as rows under CALLS."""
    return [(one.prompt, _outcome(one), str(one.repair or ""), *_figures([one])) for one in attempts]


def _sum(prompt: str, attempts: Sequence[Attempt]) -> Row:
    repairs = sum(one.repair > 0 for one in attempts)
    return prompt, str(len(attempts)), outcomes(attempts), str(repairs or ""), *_figures(attempts)


def _figures(attempts: Sequence[Attempt]) -> Row:
    currency = next((one.currency for one in attempts if one.currency), None)
    return (
        amounts.number(sum(one.tokens.input for one in attempts)),
        amounts.number(sum(one.tokens.cached for one in attempts)),
        amounts.number(sum(one.tokens.output for one in attempts)),
        amounts.number(round(sum(one.seconds for one in attempts), 1)),
        cost(sum(one.cost for one in attempts), currency),
    )


def _outcome(attempt: Attempt) -> str:
    """`answer off schema` for `model_answer_off_schema`."""
    return attempt.outcome.removeprefix("model_").replace("_", " ")
