"""Write the JSON Schemas under `schemas/json/`: `python -m schemas.export`."""

import json
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter

from schemas import SCHEMA_VERSION
from schemas.alignment import Alignment
from schemas.batches import Batch, BatchAnswer, BatchLine, BatchPage, BatchRequest, FileObject
from schemas.events import AlignmentEvent, ExplanationEvent, RunEvent
from schemas.explanation import Explanation
from schemas.jobs import Job, JobEvents, JobPage
from schemas.keys import (
    Key,
    KeyChange,
    KeyList,
    KeyRequest,
    NewKey,
    NewWorkspace,
    RotateRequest,
    WorkspaceList,
    WorkspaceRequest,
)
from schemas.organisation import Organisation
from schemas.problem import Problem
from schemas.requests import AlignmentRequest, ExplanationRequest, RequirementsRequest
from schemas.specification import Specification
from schemas.stored import NewShare, ResultList, SharedResult, ShareList, ShareRequest, StoredResult
from schemas.webhooks import Delivery, Webhook, WebhookChange, WebhookEvent, WebhookRequest

FOLDER = Path(__file__).parent / "json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"

Mode = Literal["validation", "serialization"]
EXPORTED: dict[str, tuple[Any, Mode]] = {
    "alignment": (Alignment, "serialization"),
    "alignment-event": (AlignmentEvent, "serialization"),
    "alignment-request": (AlignmentRequest, "validation"),
    "batch": (Batch, "serialization"),
    "batch-answer": (BatchAnswer, "serialization"),
    "batch-line": (BatchLine, "validation"),
    "batch-list": (BatchPage, "serialization"),
    "batch-request": (BatchRequest, "validation"),
    "event": (RunEvent, "serialization"),
    "explanation": (Explanation, "serialization"),
    "explanation-event": (ExplanationEvent, "serialization"),
    "explanation-request": (ExplanationRequest, "validation"),
    "file": (FileObject, "serialization"),
    "job": (Job, "serialization"),
    "job-events": (JobEvents, "serialization"),
    "job-list": (JobPage, "serialization"),
    "key": (Key, "serialization"),
    "key-change": (KeyChange, "validation"),
    "key-list": (KeyList, "serialization"),
    "key-request": (KeyRequest, "validation"),
    "key-rotate-request": (RotateRequest, "validation"),
    "new-key": (NewKey, "serialization"),
    "new-workspace": (NewWorkspace, "serialization"),
    "organisation": (Organisation, "validation"),
    "problem": (Problem, "serialization"),
    "requirements-request": (RequirementsRequest, "validation"),
    "result-list": (ResultList, "serialization"),
    "share": (NewShare, "serialization"),
    "share-list": (ShareList, "serialization"),
    "share-request": (ShareRequest, "validation"),
    "shared-result": (SharedResult, "serialization"),
    "specification": (Specification, "serialization"),
    "stored-result": (StoredResult, "serialization"),
    "webhook": (Webhook, "serialization"),
    "webhook-change": (WebhookChange, "validation"),
    "webhook-delivery": (Delivery, "serialization"),
    "webhook-event": (WebhookEvent, "serialization"),
    "webhook-request": (WebhookRequest, "validation"),
    "workspace-list": (WorkspaceList, "serialization"),
    "workspace-request": (WorkspaceRequest, "validation"),
}
"""By name of the file: the type, and whether it is described as it is accepted or as it is written."""


def render(name: str) -> str:
    """Return the JSON Schema of one exported type, as it stands in its file."""
    kind, mode = EXPORTED[name]
    head = {"$schema": DIALECT, "$id": f"urn:liaison:schema:{SCHEMA_VERSION}:{name}"}
    return json.dumps(head | TypeAdapter(kind).json_schema(mode=mode), indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write every schema."""
    FOLDER.mkdir(exist_ok=True)
    for name in EXPORTED:
        (FOLDER / f"{name}.json").write_text(render(name), encoding="utf-8")


if __name__ == "__main__":
    main()
