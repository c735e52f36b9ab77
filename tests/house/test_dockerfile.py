"""The image is small, runs as nobody in particular, and carries no secret."""

import re
from typing import NamedTuple

from tests.house.tree import ROOT

SECRET = re.compile(r"\b\w*(?:API_?KEY|SECRET|TOKEN|PASSWORD|CREDENTIAL)\w*\s*[= ]", re.IGNORECASE)


class Instruction(NamedTuple):
    """One Dockerfile instruction, its continued lines joined."""

    word: str
    rest: str


def instructions() -> list[Instruction]:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    joined = "\n".join(lines).replace("\\\n", " ")
    return [
        Instruction(word.upper(), re.sub(r"\s+", " ", rest))
        for word, _, rest in (line.partition(" ") for line in joined.splitlines() if line.strip())
    ]


def of(word: str) -> list[str]:
    return [instruction.rest for instruction in instructions() if instruction.word == word]


def final_stage() -> list[Instruction]:
    steps = instructions()
    last = max(index for index, step in enumerate(steps) if step.word == "FROM")
    return steps[last:]


def test_the_base_is_slim_with_a_fixed_version_and_built_in_stages() -> None:
    bases = [rest.split()[0] for rest in of("FROM")]
    assert len(bases) > 1
    assert [base for base in bases if not re.fullmatch(r"python:3\.\d+(\.\d+)?-slim\S*", base)] == []


def test_the_last_stage_runs_without_root() -> None:
    users = [step.rest for step in final_stage() if step.word == "USER"]
    assert users
    assert users[-1].split(":")[0] not in {"root", "0"}


def test_the_last_stage_installs_nothing() -> None:
    runs = [step.rest for step in final_stage() if step.word == "RUN"]
    assert [line for line in runs if re.search(r"\b(pip|apt-get|apt|curl|wget)\b", line)] == []


def test_health_is_asked_of_the_server_itself() -> None:
    checks = [step.rest for step in final_stage() if step.word == "HEALTHCHECK"]
    assert len(checks) == 1
    assert "/healthz" in checks[0]
    assert re.search(r"--timeout=\d+s", checks[0])


def test_the_server_is_reachable_from_outside_the_container() -> None:
    assert re.search(r'"serve", "--host", "0\.0\.0\.0"', of("CMD")[-1])


def test_no_secret_is_baked_in() -> None:
    settings = of("ENV") + of("ARG")
    assert [line for line in settings if SECRET.search(line + " ")] == []
    assert of("ADD") == []


def test_dependencies_are_installed_by_hash() -> None:
    installs = [
        command for line in of("RUN") for command in line.split("&&") if re.search(r"\bpip install\b.* -r ", command)
    ]
    assert installs
    assert [command for command in installs if "--require-hashes" not in command] == []


def test_the_build_context_lets_in_only_what_is_named() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    admitted = {rule[1:] for rule in rules if rule.startswith("!")}
    assert rules[0] == "*"
    assert [name for name in admitted if not (ROOT / name).exists()] == []
    copied = [part.rstrip("/") for rest in of("COPY") if "--from" not in rest for part in rest.split()]
    needed = {part.split("/")[0] for part in copied[:-1] if part not in {".", "requirements"}}
    assert needed <= admitted
