"""YAML as plain data: nothing is constructed, repeated keys are a fault, and references are refused.

References (`&`, `*`) can blow a small file up to any size, and a profile does not need them.
"""

from collections.abc import Hashable
from typing import Any

import yaml

from service.errors import InvalidProfile

MAX_BYTES = 2_000_000
_WORDS = ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")


class _PlainLoader(yaml.SafeLoader):
    """Safe loading that refuses repeated keys."""


def _mapping(loader: _PlainLoader, node: yaml.MappingNode) -> dict[Hashable, Any]:
    found: dict[Hashable, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, Hashable):
            raise yaml.MarkedYAMLError(problem="a key must be a word", problem_mark=key_node.start_mark)
        if key in found:
            raise yaml.MarkedYAMLError(problem=f"the key {key!r} appears twice", problem_mark=key_node.start_mark)
        found[key] = loader.construct_object(value_node, deep=True)
    return found


# `NO` is Norway and `2026-02-31` a date to complain about by field: both stay words here.
_PlainLoader.yaml_implicit_resolvers = {
    first: [pair for pair in resolvers if pair[0] not in _WORDS]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_PlainLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def load_documents(data: bytes, name: str) -> list[Any]:
    """Return the documents of a YAML file that hold something.

    Raises:
        InvalidProfile: too large, not UTF-8, no YAML, a repeated key or a reference; the message gives file and line.
    """
    text = _decode(data, name)
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise InvalidProfile(f"{name}, line {line}: references (*) are not read here; write the value out.")
        return [document for document in yaml.load_all(text, Loader=_PlainLoader) if document is not None]
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise InvalidProfile(f"{name}, line {line}: {error.problem or 'this is no YAML'}.") from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise InvalidProfile(f"{name} is no YAML that can be read: {type(error).__name__}.") from None


def _decode(data: bytes, name: str) -> str:
    if len(data) > MAX_BYTES:
        raise InvalidProfile(f"{name} is larger than {MAX_BYTES:,} bytes. Leave out what is no part of the profile.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidProfile(f"{name} is not UTF-8 (byte {error.start:,}). Save it as UTF-8.") from None
