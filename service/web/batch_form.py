"""The form for many briefs: how it is read, and how its files become the file of a batch."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, cast, get_args

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException

from schemas.batches import Endpoint
from service.errors import EmptyBrief, ReadingError
from service.reading.decoding import decode
from service.web.engines import NAMES
from service.web.form import Fault, FormError, day_of, parsed, typed_in

FILES_MAX: Final = 500
"""House default: more come as one file of lines."""
BRIEFS: Final[Endpoint] = "/v1/requirements"
LINES: Final = (".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class BatchEntered:
    """What the form holds beside its files, as it was typed."""

    name: str = ""
    today: str = ""
    engine: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """One file that was chosen."""

    name: str
    content: bytes

    @property
    def has_lines(self) -> bool:
        """Whether it holds requests, one a line, and no brief."""
        return self.name.lower().endswith(LINES)


@dataclass(frozen=True, slots=True)
class BatchSubmission:
    """A form that was sent in."""

    entered: BatchEntered
    files: tuple[Chosen, ...]


@dataclass(frozen=True, slots=True)
class BatchOrder:
    """The file of a batch as parts of its content, what it is called, and where its lines go."""

    name: str
    filename: str
    endpoint: Endpoint
    content: tuple[bytes, ...]

    def parts(self) -> Iterator[bytes]:
        """The content, part by part."""
        return iter(self.content)


async def read_batch_form(request: Request, limit: int) -> BatchSubmission:
    """Read the form; a text field has at most `limit` bytes.

    Raises:
        FormError: this is not a form that this page has sent, or it has too many files.
    """
    try:
        async with parsed(request, limit, FILES_MAX) as form:
            typed = typed_in(form)
            sent = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
            files = tuple([Chosen(one.filename or "", await one.read()) for one in sent])
    except MultiPartException as error:
        if "Too many files" in error.message:
            raise FormError(Fault("files", f"Choose at most {FILES_MAX} files, or one .jsonl file.")) from None
        raise FormError(Fault("files", "The form did not arrive whole. Send it again.")) from None
    return BatchSubmission(BatchEntered(**{name: typed.get(name, "") for name in ("name", "today", "engine")}), files)


def batch_order_of(submission: BatchSubmission, limit: int) -> BatchOrder:
    """The batch that the form describes; a brief has at most `limit` bytes.

    Raises:
        FormError: nothing was chosen, a file cannot be read, or the day is none.
    """
    files = submission.files
    if not files:
        raise FormError(Fault("files", "Choose the files with the briefs, or one .jsonl file."))
    name = " ".join(submission.entered.name.split())[:200] or _called(files)
    if not any(file.has_lines for file in files):
        return BatchOrder(name, "briefs.jsonl", BRIEFS, tuple(_lines_of(submission, limit)))
    if len(files) > 1:
        raise FormError(Fault("files", "Send a .jsonl file by itself: its lines are many requests already."))
    return BatchOrder(name, files[0].name, _endpoint_of(files[0].content), (files[0].content,))


def _called(files: Sequence[Chosen]) -> str:
    return files[0].name if len(files) == 1 else f"{files[0].name} and {len(files) - 1} more"


def _lines_of(submission: BatchSubmission, limit: int) -> Iterator[bytes]:
    """One line for each brief, known by the name of its file."""
    entered = submission.entered
    day = day_of(entered.today)
    asked = {"engine": NAMES.get(entered.engine), "today": day.isoformat() if day else None}
    names: Counter[str] = Counter()
    for file in submission.files:
        names[file.name] += 1
        number = names[file.name]
        known = file.name[-180:] if number == 1 else f"{file.name[-180:]} ({number})"
        body = {"brief": {"text": _text_of(file, limit)}} | {name: value for name, value in asked.items() if value}
        yield json.dumps({"custom_id": known, "method": "POST", "url": BRIEFS, "body": body}).encode() + b"\n"


def _text_of(file: Chosen, limit: int) -> str:
    try:
        return decode(file.content, limit).text
    except EmptyBrief:
        raise FormError(Fault("files", f"{file.name}: There is no word in it. Leave it out.")) from None
    except ReadingError as error:
        raise FormError(Fault("files", f"{file.name}: {error.message}")) from None


def _endpoint_of(content: bytes) -> Endpoint:
    """Where the first line goes; the others have to go there as well, which is told when they are looked through."""
    first = next((line for line in content.splitlines() if line.strip()), b"")
    try:
        url = json.loads(first)["url"]
    except (ValueError, TypeError, KeyError):
        return BRIEFS
    return cast("Endpoint", url) if url in get_args(Endpoint) else BRIEFS
