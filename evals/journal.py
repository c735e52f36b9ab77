"""Results of cases, kept as each arrives: a run that was killed goes on from there."""

import hashlib
import json
from pathlib import Path
from typing import IO, Any, NamedTuple

from evals.results import OUTPUTS


class Output(NamedTuple):
    """What a case gave: JSON of the result, or the code of an error that was due."""

    text: str | None
    error: str | None
    seconds: float


def key_of(*parts: str) -> str:
    """A hash of everything that decides what a case gives."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:24]


class Journal:
    """A file with a line for every output; the last line of a run that was killed may be half, and is dropped."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / OUTPUTS
        self._outputs = read_outputs(self._path)
        self._file: IO[bytes] = self._opened()

    def _opened(self) -> IO[bytes]:
        """Open the file at the end of its last whole line."""
        file = self._path.open("ab")
        data = self._path.read_bytes()
        file.truncate(data.rfind(b"\n") + 1)
        return file

    def get(self, key: str) -> Output | None:
        """The output of this key, if it is there."""
        return self._outputs.get(key)

    def put(self, key: str, name: str, output: Output) -> None:
        """Keep an output."""
        self._outputs[key] = output
        head = json.dumps({"key": key, "name": name, "error": output.error, "seconds": output.seconds})
        line = f'{head.removesuffix("}")}, "result": {output.text or "null"}}}\n'
        self._file.write(line.encode("utf-8", "surrogatepass"))
        self._file.flush()

    def keep_only(self, keys: set[str]) -> None:
        """Drop what no case of this run needs, so that the file does not grow with every change of the code."""
        if not set(self._outputs) - keys:
            return
        self._file.close()
        lines = self._path.read_bytes().splitlines(keepends=True)
        self._path.write_bytes(b"".join(line for line in lines if _key_in(line) in keys))
        self._file = self._path.open("ab")

    def close(self) -> None:
        """Close the file."""
        self._file.close()


_KEY, _RESULT = b'{"key": "', b', "result": '


def _key_in(line: bytes) -> str:
    return line[len(_KEY) : line.find(b'"', len(_KEY))].decode()


def read_outputs(path: Path) -> dict[str, Output]:
    """Outputs by key; of two with one key the later counts."""
    if not path.exists():
        return {}
    found: dict[str, Output] = {}
    for line in path.read_bytes().splitlines():
        read = _output_in(line)
        if read:
            found[_key_in(line)] = read
    return found


def _output_in(line: bytes) -> Output | None:
    """The output of a line; the text of the result is cut out and not parsed."""
    head, mark, result = line.partition(_RESULT)
    if not mark or not line.startswith(_KEY) or not line.endswith(b"}"):
        return None
    try:
        fields: dict[str, Any] = json.loads(head + b"}")
    except ValueError:
        return None
    if not {"key", "name", "error", "seconds"} <= set(fields):
        return None
    text = result[:-1].decode("utf-8", "surrogatepass")
    return Output(None if text == "null" else text, fields["error"], fields["seconds"])


def names_in(path: Path) -> dict[str, str]:
    """Keys by the name of the case."""
    if not path.exists():
        return {}
    whole = (line for line in path.read_bytes().splitlines() if _output_in(line))
    fields = (json.loads(line.partition(_RESULT)[0] + b"}") for line in whole)
    return {one["name"]: one["key"] for one in fields}
