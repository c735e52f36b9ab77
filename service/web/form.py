"""The form: what it asks, how it is read, and how what was typed becomes a brief."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, Literal, get_args

from fastapi import Request
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser

from schemas.brief import BriefFields, BriefInput
from schemas.specification import EngineName
from service.errors import InvalidRequest, LiaisonError, ReadingError, TooLarge
from service.reading.decoding import decode
from service.web.engines import NAMES

Way = Literal["text", "file", "fields"]
WAYS: Final[dict[str, Way]] = {way: way for way in get_args(Way)}

FIELDS_MAX = 40
"""Parts of one submission; the form has nineteen."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One guided field: its name in `BriefFields`, its label and a short help."""

    name: str
    label: str
    hint: str
    long: bool = False


GUIDE: Final[tuple[Ask, ...]] = (
    Ask("goal", "What should the campaign achieve?", "In a sentence or two: who should do what, and why.", long=True),
    Ask("measure", "How will you know it worked?", "A number and a date: 3,000 sign-ups by the end of May."),
    Ask("audience", "Who is it for?", "Customers, members, people new to you; what they share.", long=True),
    Ask("audience_size", "How many people?", "A guess will do: about 120,000."),
    Ask("channels", "How do you reach them?", "E-mail, SMS, app, post, social ads, TV, a page of your own ..."),
    Ask("dates", "When does what happen?", "Launch, each send with its time of day, events, the end.", long=True),
    Ask("regions", "In which countries or regions?", "Where the people are; it decides which laws hold."),
    Ask("data", "What would you like to know or show about each person?", "Name, balance, past orders ...", long=True),
    Ask("tools", "Which tools and agencies are involved?", "Also those on trial, and who receives data.", long=True),
    Ask("budget", "What is the budget?", "With what it includes."),
    Ask("decides", "Who decides?", "Names or roles; who signs off, who must be asked."),
    Ask("other", "Anything else?", "Things that must not happen, last year's trouble, wishes.", long=True),
)


@dataclass(frozen=True, slots=True)
class Entered:
    """What the form holds, as it was typed."""

    way: Way = "text"
    title: str = ""
    text: str = ""
    today: str = ""
    engine: str = ""
    forget: bool = False
    """Whether the result is not to be kept."""
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to mend: the id of the field, and what to do."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Submission:
    """A form that was sent in. `file` holds the bytes of the chosen file, None when none was chosen."""

    entered: Entered
    file: bytes | None


@dataclass(frozen=True, slots=True)
class Order:
    """What the form asks for: a brief, its day, who reads it (None: the server's setting), whether it is stored."""

    brief: BriefInput
    today: date | None
    engine: EngineName | None
    store: bool


class FormError(Exception):
    """One field of the form has to be mended: `fault` says which and how, `status` is that of the answer."""

    def __init__(self, fault: Fault, status: int = 422) -> None:
        self.fault = fault
        self.status = status
        super().__init__(fault.message)


class _InMemoryParser(MultiPartParser):
    """Keeps an uploaded file in memory: the ordinary one writes what is over 1 MB to a temporary file."""

    spool_max_size = 256 * 1024 * 1024


# --- reading what was sent -----------------------------------------------------------------------


async def read_form(request: Request, limit: int) -> Submission:
    """Read the form; `limit` is the largest brief in bytes.

    Raises:
        TooLarge: a part is longer than any brief may be.
        FormError: this is not a form that this page has sent.
    """
    values, file = await read_parts(request, limit, "text")
    fields = {ask.name: values.get(f"field_{ask.name}", "") for ask in GUIDE}
    entered = Entered(
        way=WAYS.get(values.get("way", ""), "text"),
        title=values.get("title", ""),
        text=values.get("text", ""),
        today=values.get("today", ""),
        engine=values.get("engine", ""),
        forget="forget" in values,
        fields=fields,
    )
    return Submission(entered, file)


async def read_parts(request: Request, limit: int, place: str) -> tuple[dict[str, str], bytes | None]:
    """Text fields with plain line breaks, and the bytes of the file; `place` is the field that faults of all belong to.

    Raises:
        TooLarge: a part is longer than `limit` bytes.
        FormError: this is not a form that one of the pages has sent.
    """
    try:
        return await _parts(request, limit)
    except MultiPartException as error:
        if "size" in error.message:
            raise TooLarge(_announced(request, limit), limit) from None
        raise FormError(Fault(place, "The form did not arrive whole. Send it again.")) from None


async def _parts(request: Request, limit: int) -> tuple[dict[str, str], bytes | None]:
    async with parsed(request, limit, most_files=1) as form:
        upload = form.get("file")
        chosen = isinstance(upload, UploadFile) and bool(upload.filename)
        return typed_in(form), await upload.read(limit + 1) if chosen and isinstance(upload, UploadFile) else None


@asynccontextmanager
async def parsed(request: Request, limit: int, most_files: int) -> AsyncIterator[FormData]:
    """What a form has sent, with its files in memory; a text field has at most `limit` bytes.

    Raises:
        MultiPartException: it is no such form.
    """
    stream = request.stream()
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        parser: MultiPartParser | FormParser = _InMemoryParser(
            request.headers, stream, max_files=most_files, max_fields=FIELDS_MAX, max_part_size=limit + 1
        )
    else:
        parser = FormParser(request.headers, stream)
    form = await parser.parse()
    try:
        yield form
    finally:
        await form.close()


def typed_in(form: FormData) -> dict[str, str]:
    """The text fields, with plain line breaks."""
    return {name: value.replace("\r\n", "\n") for name, value in form.items() if isinstance(value, str)}


def _announced(request: Request, limit: int) -> int:
    length = request.headers.get("content-length", "")
    return max(int(length), limit + 1) if length.isdecimal() else limit + 1


# --- from what was typed to a brief --------------------------------------------------------------


def with_file_text(submission: Submission, limit: int) -> Entered:
    """What was typed, with the text of the chosen file in place of the pasted one.

    Raises:
        FormError: no file was chosen, or it is no text.
    """
    if submission.entered.way != "file":
        return submission.entered
    if submission.file is None:
        raise FormError(Fault("file", "Choose a .txt or .md file, or paste the text instead."))
    try:
        text = decode(submission.file, limit).text
    except ReadingError as error:
        raise FormError(Fault("file", error.message)) from None
    # A file field cannot be filled again by a page: from here on its words are treated as pasted.
    return replace(submission.entered, way="text", text=text)


def order_of(entered: Entered) -> Order:
    """The brief that the form describes.

    Raises:
        FormError: nothing is filled in, or the day is none.
    """
    title = " ".join(entered.title.split()) or None
    engine, store = NAMES.get(entered.engine), not entered.forget
    if entered.way == "fields":
        fields = BriefFields(**{name: value.strip() for name, value in entered.fields.items()})
        if not any(fields.model_dump().values()):
            raise FormError(Fault("field_goal", "Answer at least one of the questions."))
        return Order(BriefInput(title=title, fields=fields), day_of(entered.today), engine, store)
    if not entered.text.strip():
        raise FormError(Fault("text", "Paste the text of the brief, or choose another way to give it."))
    return Order(BriefInput(title=title, text=entered.text), day_of(entered.today), engine, store)


def day_of(typed: str) -> date | None:
    """The day that was typed, None where the field is empty.

    Raises:
        FormError: it is no date.
    """
    if not typed.strip():
        return None
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        raise FormError(Fault("today", "The day must be a date such as 2027-03-01.")) from None


def fault_of(error: LiaisonError, way: Way) -> Fault:
    """Where on the form for a brief an error of the run belongs, and what to do about it."""
    return fault_at(error, "field_goal" if way == "fields" else way)


def fault_at(error: LiaisonError, place: str) -> Fault:
    """An error of a run as a fault of the field `place`, unless it is the day that is wrong."""
    if isinstance(error, InvalidRequest) and any(item.location == "today" for item in error.errors):
        return Fault("today", "The day must lie between 1970 and 2200.")
    hint = f" {error.action}" if error.action and not isinstance(error, ReadingError) else ""
    return Fault(place, f"{error.message}{hint}")
