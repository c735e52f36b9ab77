"""Prompts: one Markdown file each, strictly loaded, filled in one pass.

A file opens with front matter (`id`, `version`, `variables`, `output`) and has three parts under the headings
`# System`, `# Question` and `# Format`. Variables stand in double braces. `# Format` is sent only to endpoints that
take no schema; there, and only there, `{{schema}}` stands for the JSON Schema of the answer.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from service.errors import PromptError
from service.llm.answers import ANSWERS, Answer

SCHEMA_VARIABLE = "schema"
_HEADINGS = ("System", "Question", "Format")
_FRONT_MATTER = re.compile(r"\A---\n(?P<front>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
_HEADING = re.compile(r"^# +(?P<name>.+?) *$", re.MULTILINE)
_VARIABLE = re.compile(r"\{\{ *(\w+) *\}\}")


class _FrontMatter(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    id: str = Field(pattern=r"^[a-z][a-z_]*$")
    version: int = Field(ge=1)
    variables: list[str]
    output: str


@dataclass(frozen=True)
class Prompt:
    """One prompt as it stands in its file. `label` names it in provenance, such as `requirements@1`."""

    id: str
    version: int
    variables: frozenset[str]
    answer: type[Answer]
    system: str
    question: str
    format: str

    @property
    def label(self) -> str:
        """Id and version."""
        return f"{self.id}@{self.version}"


@dataclass(frozen=True)
class FilledPrompt:
    """The words of one call. `format` still holds the variable of the schema."""

    label: str
    system: str
    question: str
    format: str

    def with_schema(self, schema: str) -> str:
        """The question with the form of its answer spelled out."""
        return f"{self.question}\n\n{_filled(self.format, {SCHEMA_VARIABLE: schema})}"


@cache
def load_prompt(name: str) -> Prompt:
    """Load `prompts/<name>.md` from the installed package.

    Raises:
        PromptError: no such prompt, or it does not hold.
    """
    file = files("prompts") / f"{name}.md"
    if not file.is_file():
        raise PromptError(f"There is no prompt {name!r}.")
    prompt = parse_prompt(file.read_text(encoding="utf-8"), f"{name}.md")
    if prompt.id != name:
        raise PromptError(f"{name}.md: its id is {prompt.id!r}; it must be that of the file.")
    return prompt


def parse_prompt(text: str, source: str, answers: Mapping[str, type[Answer]] = ANSWERS) -> Prompt:
    """Parse one prompt file; `source` names it in errors, `answers` are what its output may be.

    Raises:
        PromptError: front matter missing or wrong, unknown output, wrong headings, or variables that do not match.
    """
    match = _FRONT_MATTER.match(text.replace("\r\n", "\n"))
    if match is None:
        raise PromptError(f"{source}: it must open with front matter between two lines of `---`.")
    front = _front_matter(match["front"], source)
    if front.output not in answers:
        raise PromptError(f"{source}: output {front.output!r} is unknown; there are {sorted(answers)}.")
    parts = _parts(match["body"], source)
    _check_variables(front.variables, parts, source)
    return Prompt(
        id=front.id,
        version=front.version,
        variables=frozenset(front.variables),
        answer=answers[front.output],
        system=parts["System"],
        question=parts["Question"],
        format=parts["Format"],
    )


def fill(prompt: Prompt, values: Mapping[str, str]) -> FilledPrompt:
    """Put values in place of variables, in one pass: braces inside a value stay what they are.

    Raises:
        PromptError: a variable is missing or unknown.
    """
    missing, extra = prompt.variables - values.keys(), values.keys() - prompt.variables
    if missing or extra:
        raise PromptError(f"Prompt {prompt.label}: missing {sorted(missing)}, unknown {sorted(extra)}.")
    system, question = _filled(prompt.system, values), _filled(prompt.question, values)
    return FilledPrompt(prompt.label, system, question, prompt.format)


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _VARIABLE.sub(lambda match: values[match[1]], text)


def _front_matter(text: str, source: str) -> _FrontMatter:
    try:
        raw: Any = yaml.safe_load(text)
        return _FrontMatter.model_validate(raw)
    except yaml.YAMLError as error:
        raise PromptError(f"{source}: the front matter is not valid YAML.") from error
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()]
        raise PromptError(f"{source}: {'; '.join(faults)}.") from error


def _parts(body: str, source: str) -> dict[str, str]:
    marks = list(_HEADING.finditer(body))
    names = tuple(mark["name"] for mark in marks)
    if names != _HEADINGS or body[: marks[0].start()].strip():
        raise PromptError(f"{source}: its headings must be {list(_HEADINGS)}, in this order, with nothing before.")
    ends = [*(mark.start() for mark in marks[1:]), len(body)]
    parts = {mark["name"]: body[mark.end() : end].strip() for mark, end in zip(marks, ends, strict=True)}
    empty = [name for name, part in parts.items() if not part]
    if empty:
        raise PromptError(f"{source}: nothing stands under {empty}.")
    return parts


def _check_variables(declared: list[str], parts: Mapping[str, str], source: str) -> None:
    used = set(_VARIABLE.findall(parts["System"] + parts["Question"]))
    if used != set(declared):
        unknown, unused = sorted(used - set(declared)), sorted(set(declared) - used)
        raise PromptError(f"{source}: variables not declared {unknown}, declared and not used {unused}.")
    if set(_VARIABLE.findall(parts["Format"])) != {SCHEMA_VARIABLE}:
        raise PromptError(f"{source}: `# Format` must hold the variable {SCHEMA_VARIABLE!r} and no other.")
