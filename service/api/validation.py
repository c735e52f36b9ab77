"""What the framework says of a wrong request, in our words."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from fastapi.exceptions import RequestValidationError

from schemas.base import Model
from schemas.keys import KeyChange, KeyRequest, RotateRequest, WorkspaceRequest
from schemas.requests import AlignmentRequest, ExplanationRequest, RequirementsRequest
from schemas.stored import ResultsQuery, ShareRequest
from schemas.webhooks import SecretRotation, WebhookChange, WebhookRequest
from service.errors import InvalidJson, InvalidRequest
from service.faults import explain_faults

BODIES: Final[Mapping[str, type[Model]]] = {
    "/v1/requirements": RequirementsRequest,
    "/v1/explanations": ExplanationRequest,
    "/v1/alignments": AlignmentRequest,
    "/v1/keys": KeyRequest,
    "/v1/keys/{key_id}": KeyChange,
    "/v1/keys/{key_id}/rotate": RotateRequest,
    "/v1/workspaces": WorkspaceRequest,
    "/v1/webhooks": WebhookRequest,
    "/v1/webhooks/{webhook_id}": WebhookChange,
    "/v1/webhooks/{webhook_id}/rotate": SecretRotation,
}
"""What each address takes, so that the nearest known name of a field can be given."""


def explain_validation(error: RequestValidationError, path: str) -> InvalidJson | InvalidRequest:
    """Turn the framework's list of faults into one error of ours; `path` is the form of the address."""
    faults: Sequence[dict[str, Any]] = error.errors()
    if faults[0]["type"] == "json_invalid":
        return InvalidJson(_position(str(error.body), faults[0]))
    place = faults[0]["loc"][0]
    own = ({**fault, "loc": list(fault["loc"][1:])} for fault in faults)
    # The path of a link holds an id: whatever else takes a body is named above.
    body = BODIES.get(path, ShareRequest)
    return InvalidRequest(explain_faults(own, ResultsQuery if place == "query" else body))


def _position(text: str, fault: dict[str, Any]) -> str:
    at = int(fault["loc"][-1])
    line = text.count("\n", 0, at) + 1
    column = at - text.rfind("\n", 0, at)
    return f"Line {line}, column {column}: {str(fault['ctx']['error']).lower()}."
