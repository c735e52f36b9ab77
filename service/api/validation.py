"""What the framework says of a wrong request, in our words."""

from collections.abc import Sequence
from typing import Any

from fastapi.exceptions import RequestValidationError

from schemas.requests import RequirementsRequest
from service.errors import InvalidJson, InvalidRequest
from service.faults import explain_faults


def explain_validation(error: RequestValidationError) -> InvalidJson | InvalidRequest:
    """Turn the framework's list of faults into one error of ours."""
    faults: Sequence[dict[str, Any]] = error.errors()
    if faults[0]["type"] == "json_invalid":
        return InvalidJson(_position(str(error.body), faults[0]))
    own = ({**fault, "loc": [part for part in fault["loc"] if part != "body"]} for fault in faults)
    return InvalidRequest(explain_faults(own, RequirementsRequest))


def _position(text: str, fault: dict[str, Any]) -> str:
    at = int(fault["loc"][-1])
    line = text.count("\n", 0, at) + 1
    column = at - text.rfind("\n", 0, at)
    return f"Line {line}, column {column}: {str(fault['ctx']['error']).lower()}."
