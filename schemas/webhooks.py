"""Webhooks: endpoints that are told when a job or a batch has ended, what they are told, and how that went."""

from datetime import datetime
from typing import Annotated, Final, Literal, get_args

from pydantic import Field, StringConstraints

from schemas.base import Model
from schemas.keys import OVERLAP_HOURS, OVERLAP_HOURS_MAX

EventType = Literal[
    "job.succeeded",
    "job.failed",
    "job.cancelled",
    "batch.completed",
    "batch.failed",
    "batch.cancelled",
    "batch.expired",
]
"""The ends that jobs and batches can come to. The lines of a batch are told with it, not one by one."""
PING: Final = "ping"
"""The event of a test, which every endpoint gets that is asked to."""
SentType = EventType | Literal["ping"]
DeliveryState = Literal["pending", "delivered", "failed"]
DisabledReason = Literal["owner", "gone", "failing"]

WEBHOOKS_PAGE: int = 20
WEBHOOKS_PAGE_MAX: int = 100
DESCRIPTION_MAX: int = 200
URL_MAX: int = 2000

Url = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=URL_MAX)]
Description = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=DESCRIPTION_MAX, pattern=r"^[^\x00-\x1f\x7f-\x9f]*$")
]
Events = Annotated[list[EventType], Field(min_length=1, max_length=len(get_args(EventType)))]


class WebhookRequest(Model):
    """`POST /v1/webhooks`: an endpoint that wants to be told."""

    url: Url = Field(description="Where events are posted to: https, at an address that is not of a private network")
    description: Description = Field(default="", description="What it is for, so that it can be found again")
    events: Events = Field(default=list(get_args(EventType)), description="What it is told; without this everything")


class WebhookChange(Model):
    """`PATCH /v1/webhooks/{id}`: only what is given is changed."""

    url: Url = ""
    description: Description = ""
    events: Events = []
    enabled: bool = Field(default=True, description="One that is not gets nothing; what waits for it goes on waiting")


class SecretRotation(Model):
    """`POST /v1/webhooks/{id}/rotate`: how long events are signed with the old secret as well."""

    overlap_hours: int = Field(default=OVERLAP_HOURS, ge=0, le=OVERLAP_HOURS_MAX)


class Webhook(Model):
    """One endpoint, without its secret."""

    id: str
    url: str
    description: str
    events: list[EventType]
    enabled: bool
    disabled_reason: DisabledReason | None = Field(
        description="`owner`: switched off; `gone`: it answered 410; `failing`: nothing got through for three days"
    )
    failing_since: datetime | None = Field(description="Since when nothing gets through; null: the last one did")
    created_at: datetime
    old_secret_until: datetime | None = Field(description="Until then events are signed with the old secret as well")
    version: int = Field(description="Counts changes; also in the `ETag` header")


class NewWebhook(Webhook):
    """An endpoint with a new secret. It is shown this once."""

    secret: str = Field(description="`whsec_` and Base64: what a library for Standard Webhooks takes")


class WebhookList(Model):
    """Endpoints of one workspace, newest first."""

    webhooks: list[Webhook]
    next_cursor: str | None = Field(description="Send it as `cursor` for those before these; null: there are none")


class Attempt(Model):
    """One try to get an event through."""

    number: int
    at: datetime
    duration_ms: int
    status: int | None = Field(description="HTTP status of the answer; null: none came")
    error: str | None = Field(description="Why it counts as failed; null: it does not")
    answer: str | None = Field(description="How the answer to a failed try begins")


class Delivery(Model):
    """One event on its way to one endpoint, with every try so far, the first one first."""

    id: str
    webhook_id: str
    event_id: str = Field(description="The `webhook-id` header, the same in every try")
    type: SentType
    state: DeliveryState = Field(description="`failed`: given up")
    created_at: datetime
    next_attempt_at: datetime | None = Field(description="Null: it is delivered or given up")
    attempts: list[Attempt]


class DeliveryList(Model):
    """What was sent to one endpoint, newest first."""

    deliveries: list[Delivery]
    next_cursor: str | None = Field(description="Send it as `cursor` for those before these; null: there are none")


class EventData(Model):
    """What an event is about. It names things and tells nothing of what is in them."""

    id: str = Field(description="Of the job, the batch or, in a ping, the endpoint")
    kind: str = Field(description="`requirements`, `explanations` or `alignments` for a job; `batch`; `webhook`")
    state: str
    url: str = Field(description="Path on this server where it can be read")
    result_url: str | None = Field(description="Path of its result; null: it has none")


class WebhookEvent(Model):
    """The body of a request to an endpoint, in the form of Standard Webhooks 1.0.0."""

    type: SentType
    timestamp: datetime = Field(description="When it happened")
    data: EventData
