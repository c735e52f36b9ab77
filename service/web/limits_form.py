"""The form for constraints: how it is read, and what it asks for."""

from dataclasses import dataclass, replace
from datetime import date

from fastapi import Request

from schemas.brief import BriefInput
from schemas.specification import EngineName
from service.errors import ReadingError
from service.reading.decoding import decode
from service.web.engines import NAMES
from service.web.form import Fault, FormError, day_of, read_parts


@dataclass(frozen=True, slots=True)
class LimitsEntered:
    """What the form holds, as it was typed; `result` names the specification that stands in for a brief."""

    constraints: str = ""
    brief: str = ""
    today: str = ""
    engine: str = ""
    result: str = ""
    forget: bool = False
    """Whether results are not to be kept."""


@dataclass(frozen=True, slots=True)
class LimitsSubmission:
    """A form that was sent in. `file` holds the bytes of the chosen brief, None when none was chosen."""

    entered: LimitsEntered
    file: bytes | None


@dataclass(frozen=True, slots=True)
class LimitsOrder:
    """What the form asks for: constraints, and beside them a brief or a result that is kept, or neither."""

    constraints: str
    brief: BriefInput | None
    result: str | None
    today: date | None
    engine: EngineName | None
    store: bool


async def read_limits_form(request: Request, limit: int) -> LimitsSubmission:
    """Read the form; `limit` is the largest text in bytes.

    Raises:
        TooLarge: a part is longer than any text may be.
        FormError: this is not a form that this page has sent.
    """
    values, file = await read_parts(request, limit, "constraints")
    entered = LimitsEntered(
        **{name: values.get(name, "") for name in ("constraints", "brief", "today", "engine", "result")},
        forget="forget" in values,
    )
    return LimitsSubmission(entered, file)


def with_brief_of_file(submission: LimitsSubmission, limit: int) -> LimitsEntered:
    """What was typed, with the text of the chosen file as the brief.

    Raises:
        FormError: the file is no text.
    """
    if submission.file is None:
        return submission.entered
    try:
        return replace(submission.entered, brief=decode(submission.file, limit).text)
    except ReadingError as error:
        raise FormError(Fault("file", error.message)) from None


def limits_order_of(entered: LimitsEntered) -> LimitsOrder:
    """The run that the form describes.

    Raises:
        FormError: there is no constraint, or the day is none.
    """
    if not entered.constraints.strip():
        raise FormError(Fault("constraints", "Paste what IT has told you: one limit or many."))
    result = entered.result.strip() or None
    brief = BriefInput(text=entered.brief) if entered.brief.strip() and not result else None
    return LimitsOrder(
        constraints=entered.constraints,
        brief=brief,
        result=result,
        today=day_of(entered.today),
        engine=NAMES.get(entered.engine),
        store=not entered.forget,
    )
