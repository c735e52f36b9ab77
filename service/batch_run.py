"""`liaison batch run`: a file of requests to a file of results, here and now; what was done before is left alone."""

import asyncio
import json
import logging
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import aclosing
from dataclasses import dataclass
from hashlib import sha256
from io import BufferedWriter
from pathlib import Path
from typing import Any, Final, cast

from pydantic import ValidationError
from pydantic_core import from_json, to_json

from schemas.batches import BatchAnswer, BatchLine, LineError, LineResponse, failed_line, kind_at
from schemas.problem import InvalidParameter
from service.errors import InternalError, InvalidRequest, LiaisonError, UnusableFile
from service.errors.described import problem_of
from service.faults import explain_faults
from service.requested import REQUESTS, start
from service.runs import result_in
from service.services import Services, ensure_result

Progress = Callable[[int, int, int], None]
"""Told after each line: how many are done, how many of them failed, how many there are."""
BUFFER: Final = 1_000_000
logger = logging.getLogger("liaison.jobs")


@dataclass
class Tally:
    """How a batch went: its lines, those that have ended, those of them without a result, and the exit code."""

    total: int = 0
    done: int = 0
    failed: int = 0
    exit_code: int = 0

    def count(self, answer: BatchAnswer) -> None:
        """Count one line: 2 is for what its sender can mend, 3 for what failed."""
        self.done += 1
        if answer.error is not None:
            self.failed += 1
            is_ours = answer.response is not None and answer.response.status_code >= 500
            self.exit_code = max(self.exit_code, 3 if is_ours else 2)


@dataclass(frozen=True)
class BatchRun:
    """One file to two others. A line with a result goes to `out`, any other to `errors`."""

    services: Services
    source: Path
    out: Path
    errors: Path
    at_once: int
    progress: Progress

    async def run(self) -> Tally:
        """Do every line that has no result yet.

        Raises:
            UnusableFile: a file cannot be read or written.
        """
        done = ids_in(self.out)
        tally = Tally(total=sum(1 for _ in self._lines()), done=len(done))
        self.progress(tally.done, tally.failed, tally.total)
        with _opened(self.out, "ab") as out, _opened(self.errors, "wb") as errors:
            async with aclosing(self._answers(done)) as answers:
                async for answer in answers:
                    tally.count(answer)
                    _write(errors if answer.error else out, answer)
                    self.progress(tally.done, tally.failed, tally.total)
        return tally

    def _lines(self) -> Iterator[tuple[int, bytes]]:
        try:
            with self.source.open("rb", buffering=BUFFER) as file:
                yield from ((number, line) for number, line in enumerate(file, start=1) if line.strip())
        except OSError as error:
            raise UnusableFile(f"{self.source} cannot be read: {error.strerror}.") from None

    async def _answers(self, done: set[str]) -> AsyncGenerator[BatchAnswer, None]:
        """The answers as they come, so many lines at once."""
        waiting: set[asyncio.Task[BatchAnswer]] = set()
        seen: set[str] = set()
        try:
            for number, text in self._lines():
                line = _read(number, text, seen)
                if isinstance(line, BatchAnswer):
                    yield line
                    continue
                if line.custom_id in done:
                    continue
                waiting.add(asyncio.create_task(self._answer(line)))
                if len(waiting) >= self.at_once:
                    ready, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
                    for one in ready:
                        yield one.result()
            for answer in asyncio.as_completed(waiting):
                yield await answer
        finally:
            for one in waiting:
                one.cancel()

    async def _answer(self, line: BatchLine) -> BatchAnswer:
        id_ = f"line_{sha256(line.custom_id.encode()).hexdigest()[:26]}"
        try:
            body = await self._document(line)
        except LiaisonError as error:
            return failed_line(id_, line.custom_id, problem_of(error))
        except Exception:
            logger.exception("a line of the batch broke off")  # and must not take the others with it
            return failed_line(id_, line.custom_id, problem_of(InternalError()))
        response = LineResponse(status_code=200, request_id=id_, body=body)
        return BatchAnswer(id=id_, custom_id=line.custom_id, response=response)

    async def _document(self, line: BatchLine) -> dict[str, Any]:
        model = REQUESTS[kind_at(line.url)]
        try:
            asked = model.model_validate(line.body)
        except ValidationError as error:
            faults = error.errors(include_url=False, include_context=False, include_input=False)
            raise InvalidRequest(explain_faults(faults, model)) from None
        async with aclosing(start(self.services, asked)) as events:
            async for event in events:
                if result := result_in(event):
                    document: dict[str, Any] = from_json(ensure_result(result).model_dump_json())
                    return document
        raise InternalError


def _read(number: int, text: bytes, seen: set[str]) -> BatchLine | BatchAnswer:
    """A line, or the answer to one that cannot be used."""
    try:
        line = BatchLine.model_validate_json(text)
    except ValidationError as error:
        listed = error.errors(include_url=False, include_context=False, include_input=False)
        return _unusable(number, _id_in(text), explain_faults(listed, BatchLine))
    if line.custom_id in seen:
        return _unusable(number, line.custom_id, [InvalidParameter(location="custom_id", message="stands twice.")])
    seen.add(line.custom_id)
    return line


def _id_in(text: bytes) -> str | None:
    """The id of a line that has one, whatever else is wrong with it."""
    try:
        found = from_json(text)["custom_id"]
    except (ValueError, KeyError, TypeError):
        return None
    return found if isinstance(found, str) else None


def _unusable(number: int, custom_id: str | None, faults: list[InvalidParameter]) -> BatchAnswer:
    message = f"Line {number}: " + "; ".join(f"{fault.location}: {fault.message}" for fault in faults)
    error = LineError(code="invalid_line", message=message)
    return BatchAnswer(id=f"line_{number}", custom_id=custom_id, error=error)


def ids_in(path: Path) -> set[str]:
    """The ids of the lines that a file of results holds; a last line that was not written to its end is cut off.

    Raises:
        UnusableFile: it cannot be read, or holds something else.
    """
    if not path.exists():
        return set()
    found: set[str] = set()
    end = 0
    try:
        with path.open("rb+", buffering=BUFFER) as file:
            for line in file:
                if not line.endswith(b"\n"):
                    break
                found.add(str(json.loads(line)["custom_id"]))
                end += len(line)
            file.truncate(end)
    except OSError as error:
        raise UnusableFile(f"{path} cannot be used: {error.strerror}.") from None
    except (ValueError, KeyError, TypeError):
        raise UnusableFile(f"{path} holds something else than results of a batch. Name another file.") from None
    return found


def _opened(path: Path, mode: str) -> BufferedWriter:
    try:
        return cast("BufferedWriter", path.open(mode))
    except OSError as error:
        raise UnusableFile(f"{path} cannot be written: {error.strerror}.") from None


def _write(file: BufferedWriter, answer: BatchAnswer) -> None:
    """Write a line for good: whoever is stopped now goes on after it."""
    file.write(to_json(answer) + b"\n")
    file.flush()
