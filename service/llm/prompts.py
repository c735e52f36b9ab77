"""Prompts: one Markdown file each, strictly loaded, filled in one pass.

A file opens with front matter (`id`, `version`, `variables`, `output`) and has three parts under the headings
`# System`, `# Question` and `# Format`. Variables stand in double braces. `# Format` is sent only to endpoints that
take no schema; there, and only there, `{{schema}}` stands for the JSON Schema of the answer.

A prompt that asks about a few lines at a time may show how, under `# Examples` before `# Format`: paragraphs, each with
the lines of an invented text and, as its last line, the right answer. They are sent as turns of the conversation.

Prompts that ask about the same text share a prefix: a file with the parts `# System` and `# Material` and no output.
Each of them names it in its front matter (`prefix: brief`), declares the variables that it uses itself, and has only
`# Question` and `# Format`. What is sent then begins with the same bytes for all of them, which an endpoint reads once.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from service.errors import PromptError
from service.llm.answers import ANSWERS, Answer

SCHEMA_VARIABLE = "schema"
CHARACTERS_PER_TOKEN = 4
"""House default, a low guess of what a text costs."""
_DRAWN = ("marker", "canary")
"""Variables whose values are drawn anew for every run."""
_WHOLE = ("System", "Question", "Format")
_SHOWING = ("System", "Question", "Examples", "Format")
_OPENING = ("System", "Material")
_ENDING = ("Question", "Format")
_FRONT_MATTER = re.compile(r"\A---\n(?P<front>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
_HEADING = re.compile(r"^# +(?P<name>.+?) *$", re.MULTILINE)
_VARIABLE = re.compile(r"\{\{ *(\w+) *\}\}")


class _PrefixFront(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    id: str = Field(pattern=r"^[a-z][a-z_]*$")
    version: int = Field(ge=1)
    variables: list[str]


class _PromptFront(_PrefixFront):
    output: str
    prefix: str | None = None


_FrontT = TypeVar("_FrontT", bound=_PrefixFront)


@dataclass(frozen=True)
class Prefix:
    """What several prompts open with: the system text and the beginning of the user message."""

    id: str
    version: int
    variables: frozenset[str]
    system: str
    material: str

    @property
    def label(self) -> str:
        """Id and version."""
        return f"{self.id}@{self.version}"


class Example(NamedTuple):
    """A text of one kind with the right answer to it, as compact JSON."""

    text: str
    answer: str


@dataclass(frozen=True)
class Prompt:
    """One prompt as it is filled and sent, with its prefix where it has one.

    `label` names it in provenance, such as `needs@1`.
    """

    id: str
    version: int
    variables: frozenset[str]
    answer: type[Answer]
    system: str
    question: str
    format: str
    prefix: Prefix | None = None
    examples: tuple[Example, ...] = ()

    @property
    def label(self) -> str:
        """Id and version."""
        return f"{self.id}@{self.version}"


@dataclass(frozen=True)
class FilledPrompt:
    """The words of one call. `format` still holds the variable of the schema.

    `examples` are questions of the same form with their answers. `drawn` are the values by variable that every run
    draws anew and that no answer hangs on.
    """

    label: str
    system: str
    question: str
    format: str
    drawn: Mapping[str, str] = field(default_factory=dict)
    examples: tuple[Example, ...] = ()

    @property
    def tokens(self) -> int:
        """About how many tokens the messages have."""
        shown = sum(len(example.text) + len(example.answer) for example in self.examples)
        return (len(self.system) + shown + len(self.question)) // CHARACTERS_PER_TOKEN

    def with_schema(self, schema: str) -> str:
        """The question with the form of its answer spelled out."""
        return f"{self.question}\n\n{_filled(self.format, {SCHEMA_VARIABLE: schema})}"


def prompt_names() -> tuple[str, ...]:
    """The ids of all prompts and prefixes of the installed package."""
    return tuple(sorted(file.name.removesuffix(".md") for file in files("prompts").iterdir() if _is_markdown(file)))


def prompt_text(name: str) -> str:
    """The text of `prompts/<name>.md`, whatever the ends of its lines were.

    Raises:
        PromptError: no such prompt.
    """
    file = files("prompts") / f"{name}.md"
    if not file.is_file():
        raise PromptError(f"There is no prompt {name!r}; there are {', '.join(prompt_names())}.")
    return file.read_text(encoding="utf-8").replace("\r\n", "\n")


def load(name: str) -> "Prompt | Prefix":
    """Load `prompts/<name>.md`, whichever of the two it is.

    Raises:
        PromptError: no such file, or it does not hold.
    """
    opens_others = "Material" in _HEADING.findall(prompt_text(name))
    return load_prefix(name) if opens_others else load_prompt(name)


@cache
def load_prompt(name: str) -> Prompt:
    """Load the prompt `prompts/<name>.md` from the installed package.

    Raises:
        PromptError: no such prompt, or it does not hold.
    """
    prompt = parse_prompt(prompt_text(name), f"{name}.md")
    _check_id(prompt.id, name)
    return prompt


@cache
def load_prefix(name: str) -> Prefix:
    """Load the prefix `prompts/<name>.md` from the installed package.

    Raises:
        PromptError: no such prefix, or it does not hold.
    """
    prefix = parse_prefix(prompt_text(name), f"{name}.md")
    _check_id(prefix.id, name)
    return prefix


def parse_prefix(text: str, source: str) -> Prefix:
    """Parse the file of one prefix; `source` names it in errors.

    Raises:
        PromptError: front matter missing or wrong, wrong headings, or variables that do not match.
    """
    front, body = _opened(text, source, _PrefixFront)
    parts = _parts(body, source, _OPENING)
    _check_variables(front.variables, parts["System"] + parts["Material"], source)
    return Prefix(front.id, front.version, frozenset(front.variables), parts["System"], parts["Material"])


def parse_prompt(
    text: str,
    source: str,
    answers: Mapping[str, type[Answer]] = ANSWERS,
    prefix_of: Callable[[str], Prefix] = load_prefix,
) -> Prompt:
    """Parse the file of one prompt; `source` names it in errors, `answers` are what its output may be.

    Raises:
        PromptError: front matter missing or wrong, unknown output or prefix, wrong headings, or variables that do not
            match.
    """
    front, body = _opened(text, source, _PromptFront)
    if front.output not in answers:
        raise PromptError(f"{source}: output {front.output!r} is unknown; there are {sorted(answers)}.")
    prefix = prefix_of(front.prefix) if front.prefix else None
    shows = "Examples" in _HEADING.findall(body)
    parts = _parts(body, source, _ENDING if prefix else _SHOWING if shows else _WHOLE)
    _check_variables(front.variables, parts.get("System", "") + parts["Question"], source)
    if shows and len(set(front.variables) - set(_DRAWN)) != 1:
        raise PromptError(f"{source}: with `# Examples` it must have one variable for the text, beside the marker.")
    if set(_VARIABLE.findall(parts["Format"])) != {SCHEMA_VARIABLE}:
        raise PromptError(f"{source}: `# Format` must hold the variable {SCHEMA_VARIABLE!r} and no other.")
    return Prompt(
        id=front.id,
        version=front.version,
        variables=frozenset(front.variables) | (prefix.variables if prefix else frozenset()),
        answer=answers[front.output],
        system=prefix.system if prefix else parts["System"],
        question=f"{prefix.material}\n\n{parts['Question']}" if prefix else parts["Question"],
        format=parts["Format"],
        prefix=prefix,
        examples=_examples(parts.get("Examples", ""), answers[front.output], source),
    )


def _examples(text: str, answer: type[Answer], source: str) -> tuple[Example, ...]:
    return tuple(_example(paragraph, answer, source) for paragraph in text.split("\n\n") if paragraph.strip())


def _example(paragraph: str, answer: type[Answer], source: str) -> Example:
    shown, _, given = paragraph.strip().rpartition("\n")
    try:
        return Example(shown, answer.model_validate_json(given).model_dump_json())
    except ValidationError as error:
        raise PromptError(f"{source}: the answer of the example {shown!r} is not of the form it shows.") from error


def fill(prompt: Prompt, values: Mapping[str, str]) -> FilledPrompt:
    """Put values in place of variables, in one pass: braces inside a value stay what they are.

    Raises:
        PromptError: a variable is missing or unknown.
    """
    missing, extra = prompt.variables - values.keys(), values.keys() - prompt.variables
    if missing or extra:
        raise PromptError(f"Prompt {prompt.label}: missing {sorted(missing)}, unknown {sorted(extra)}.")
    system, question = _filled(prompt.system, values), _filled(prompt.question, values)
    drawn = {name: values[name] for name in _DRAWN if name in values}
    examples = tuple(_asked(prompt, example, drawn) for example in prompt.examples)
    return FilledPrompt(prompt.label, system, question, prompt.format, drawn, examples)


def _asked(prompt: Prompt, example: Example, drawn: Mapping[str, str]) -> Example:
    """The example as if it had been asked about in this run."""
    [text] = prompt.variables - set(_DRAWN)
    return Example(_filled(prompt.question, {**drawn, text: example.text}), example.answer)


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _VARIABLE.sub(lambda match: values[match[1]], text)


def _is_markdown(file: Traversable) -> bool:
    return file.name.endswith(".md")


def _check_id(found: str, name: str) -> None:
    if found != name:
        raise PromptError(f"{name}.md: its id is {found!r}; it must be that of the file.")


def _opened(text: str, source: str, kind: type[_FrontT]) -> tuple[_FrontT, str]:
    """Front matter and body."""
    match = _FRONT_MATTER.match(text.replace("\r\n", "\n"))
    if match is None:
        raise PromptError(f"{source}: it must open with front matter between two lines of `---`.")
    return _front_matter(match["front"], source, kind), match["body"]


def _front_matter(text: str, source: str, kind: type[_FrontT]) -> _FrontT:
    try:
        raw: Any = yaml.safe_load(text)
        return kind.model_validate(raw)
    except yaml.YAMLError as error:
        raise PromptError(f"{source}: the front matter is not valid YAML.") from error
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()]
        raise PromptError(f"{source}: {'; '.join(faults)}.") from error


def _parts(body: str, source: str, headings: tuple[str, ...]) -> dict[str, str]:
    marks = list(_HEADING.finditer(body))
    names = tuple(mark["name"] for mark in marks)
    if names != headings or body[: marks[0].start()].strip():
        raise PromptError(f"{source}: its headings must be {list(headings)}, in this order, with nothing before.")
    ends = [*(mark.start() for mark in marks[1:]), len(body)]
    parts = {mark["name"]: body[mark.end() : end].strip() for mark, end in zip(marks, ends, strict=True)}
    empty = [name for name, part in parts.items() if not part]
    if empty:
        raise PromptError(f"{source}: nothing stands under {empty}.")
    return parts


def _check_variables(declared: list[str], text: str, source: str) -> None:
    used = set(_VARIABLE.findall(text))
    if used != set(declared):
        unknown, unused = sorted(used - set(declared)), sorted(set(declared) - used)
        raise PromptError(f"{source}: variables not declared {unknown}, declared and not used {unused}.")
