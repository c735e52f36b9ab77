"""The lock of the prompts: a version that stands in it never changes what it says.

`prompts/prompts.lock` is JSON: the SHA-256 of every version by its label (`needs@1`). The hash of a prompt
covers its prefix too, for what is sent begins with it. Versions that were replaced stay, so that a label in the
provenance of an old result keeps its meaning.
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from importlib.resources import files

from pydantic import TypeAdapter, ValidationError

from service.errors import PromptError
from service.llm.prompts import Prompt, load, prompt_names, prompt_text

LOCK = "prompts.lock"
Lock = dict[str, str]
_LOCK = TypeAdapter(Lock)


def load_lock() -> Lock:
    """Read the lock of the installed package, empty where there is none.

    Raises:
        PromptError: it is no table of hashes.
    """
    file = files("prompts") / LOCK
    return parse_lock(file.read_text(encoding="utf-8")) if file.is_file() else {}


def parse_lock(text: str) -> Lock:
    """Read a lock.

    Raises:
        PromptError: it is no table of hashes.
    """
    try:
        return _LOCK.validate_json(text)
    except ValidationError as error:
        raise PromptError(f"{LOCK} is no JSON object of hashes by label. Take it from the last release.") from error


def lock_text(lock: Mapping[str, str]) -> str:
    """The lock as it stands in its file, in the order of ids and versions."""
    return json.dumps({label: lock[label] for label in sorted(lock, key=_order)}, indent=2) + "\n"


def current_hashes() -> Lock:
    """The hashes of all prompts as they are in the package.

    Raises:
        PromptError: one of them does not hold.
    """
    return {load(name).label: _current_hash(name) for name in prompt_names()}


def extended(lock: Mapping[str, str], current: Mapping[str, str]) -> Lock:
    """The lock with the versions that are new to it.

    Raises:
        PromptError: a version that is locked says something else by now.
    """
    changed = changed_labels(lock, current)
    if changed:
        raise PromptError(
            f"Locked, and changed since: {', '.join(changed)}. Undo the change, or raise the version in the front"
            " matter and run `liaison prompts lock`. A prompt changes with its prefix."
        )
    return {**lock, **current}


def changed_labels(lock: Mapping[str, str], current: Mapping[str, str]) -> list[str]:
    """Versions whose text is not the one that was locked."""
    return [label for label, found in current.items() if lock.get(label, found) != found]


def hash_of(text: str, prefix: str = "") -> str:
    """SHA-256 of a prompt with its prefix, in hexadecimal, whatever the ends of its lines."""
    return sha256((prefix + text).replace("\r\n", "\n").encode()).hexdigest()


def _current_hash(name: str) -> str:
    prompt = load(name)
    prefix = prompt_text(prompt.prefix.id) if isinstance(prompt, Prompt) and prompt.prefix else ""
    return hash_of(prompt_text(name), prefix)


def _order(label: str) -> tuple[str, int]:
    name, _, version = label.partition("@")
    return name, int(version) if version.isdecimal() else 0
