"""`/v1/webhooks`: endpoints that are told when jobs and batches end, and what was sent to them."""

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Body, Depends, Query, Response

from schemas.webhooks import (
    WEBHOOKS_PAGE,
    WEBHOOKS_PAGE_MAX,
    Delivery,
    DeliveryList,
    NewWebhook,
    SecretRotation,
    Webhook,
    WebhookChange,
    WebhookList,
    WebhookRequest,
)
from service.api.negotiation import require_json
from service.api.repeating import shown_once
from service.api.runs import services_of
from service.api.versioned import BODY, CHANGED, INVALID, cursor_of, described, etag, version_named
from service.errors import DeliveryNotFound, WebhookNotFound
from service.services import Services
from service.store.ids import is_id

if TYPE_CHECKING:
    from service.webhooks.endpoints import Endpoints

_MISSING = described((404, "No webhook of this id is in the workspace"))
_NO_DELIVERY = described((404, "No webhook of this id is in the workspace, or it has no such delivery"))
_DISABLED = described((409, "The webhook is switched off"))
_ETAG = {"description": "Version of the webhook, for `If-Match`", "schema": {"type": "string"}}
_TAGGED: dict[int | str, dict[str, Any]] = {200: {"headers": {"ETag": _ETAG}}}

router = APIRouter(tags=["webhooks"])
PATH = "/v1/webhooks"
ONE = PATH + "/{webhook_id}"
SENT = ONE + "/deliveries"


def endpoints_of(services: Annotated[Services, Depends(services_of)]) -> "Endpoints":
    """The webhooks of the caller's workspace."""
    return services.webhooks


def webhook_named(webhook_id: str) -> str:
    """The id of a webhook in an address.

    Raises:
        WebhookNotFound: there can be none of this id.
    """
    if not is_id("whk", webhook_id):
        raise WebhookNotFound
    return webhook_id


def delivery_named(delivery_id: str) -> str:
    """The id of a delivery in an address.

    Raises:
        DeliveryNotFound: there can be none of this id.
    """
    if not is_id("dlv", delivery_id):
        raise DeliveryNotFound
    return delivery_id


Kept = Annotated["Endpoints", Depends(endpoints_of)]
WebhookId = Annotated[str, Depends(webhook_named)]
DeliveryId = Annotated[str, Depends(delivery_named)]
Limit = Annotated[int, Query(ge=1, le=WEBHOOKS_PAGE_MAX)]


@router.get(PATH, summary="Webhooks, newest first", responses=INVALID)
async def list_webhooks(
    kept: Kept, cursor: Annotated[str | None, Depends(cursor_of("whk"))], limit: Limit = WEBHOOKS_PAGE
) -> WebhookList:
    """List the webhooks of the workspace, without their secrets; those that fail say so."""
    return await kept.list(limit, cursor)


@router.post(
    PATH,
    status_code=201,
    summary="A new webhook",
    dependencies=[Depends(require_json), Depends(shown_once)],
    responses={**BODY, **INVALID},
)
async def make_webhook(body: Annotated[WebhookRequest, Body()], kept: Kept, response: Response) -> NewWebhook:
    """Register an endpoint. The secret that events are signed with is in this answer, and in no other."""
    made = await kept.make(body)
    response.headers["Location"] = f"{PATH}/{made.id}"
    response.headers["ETag"] = etag(made)
    return made


@router.get(ONE, summary="One webhook", responses={**_TAGGED, **_MISSING})
async def show_webhook(webhook_id: WebhookId, kept: Kept, response: Response) -> Webhook:
    """Show one webhook, without its secret."""
    found = await kept.find(webhook_id)
    response.headers["ETag"] = etag(found)
    return found


@router.patch(
    ONE,
    summary="Change a webhook",
    dependencies=[Depends(require_json)],
    responses={**_TAGGED, **_MISSING, **BODY, **INVALID, **CHANGED},
)
async def change_webhook(
    webhook_id: WebhookId,
    body: Annotated[WebhookChange, Body()],
    version: Annotated[int, Depends(version_named)],
    kept: Kept,
    response: Response,
) -> Webhook:
    """Change what is given; `If-Match` says which version the change is meant for. `enabled: true` begins anew."""
    changed = await kept.change(webhook_id, version, body)
    response.headers["ETag"] = etag(changed)
    return changed


@router.delete(ONE, status_code=204, summary="Delete a webhook", responses=_MISSING)
async def delete_webhook(webhook_id: WebhookId, kept: Kept) -> None:
    """Delete a webhook with its deliveries; what waits is not sent any more."""
    await kept.delete(webhook_id)


@router.post(
    ONE + "/rotate",
    status_code=201,
    summary="A new secret",
    dependencies=[Depends(require_json), Depends(shown_once)],
    responses={**_MISSING, **BODY, **INVALID},
)
async def rotate_secret(
    webhook_id: WebhookId, body: Annotated[SecretRotation, Body()], kept: Kept, response: Response
) -> NewWebhook:
    """Make a new secret. For some hours events are signed with the old one as well."""
    made = await kept.rotate(webhook_id, body)
    response.headers["ETag"] = etag(made)
    return made


@router.post(ONE + "/test", status_code=202, summary="Send a ping", responses={**_MISSING, **_DISABLED})
async def test_webhook(webhook_id: WebhookId, kept: Kept, response: Response) -> Delivery:
    """Have a `ping` sent; how it went is at the address in `Location`, as soon as a worker has sent it."""
    return _accepted(await kept.test(webhook_id), response)


@router.get(SENT, summary="What was sent to a webhook, newest first", responses={**_MISSING, **INVALID})
async def list_deliveries(
    webhook_id: WebhookId,
    kept: Kept,
    cursor: Annotated[str | None, Depends(cursor_of("dlv"))],
    limit: Limit = WEBHOOKS_PAGE,
) -> DeliveryList:
    """List the events on their way, delivered and given up, with every try; kept for 30 days."""
    return await kept.deliveries(webhook_id, limit, cursor)


@router.get(SENT + "/{delivery_id}", summary="One delivery", responses=_NO_DELIVERY)
async def show_delivery(webhook_id: WebhookId, delivery_id: DeliveryId, kept: Kept) -> Delivery:
    """Show one event on its way to a webhook, with every try."""
    return await kept.delivery(webhook_id, delivery_id)


@router.post(
    SENT + "/{delivery_id}/redeliver",
    status_code=202,
    summary="Send it once more",
    responses={**_NO_DELIVERY, **_DISABLED},
)
async def redeliver(webhook_id: WebhookId, delivery_id: DeliveryId, kept: Kept, response: Response) -> Delivery:
    """Send an event now, whether it was delivered or not; it has the same `webhook-id`."""
    return _accepted(await kept.redeliver(webhook_id, delivery_id), response)


def _accepted(delivery: Delivery, response: Response) -> Delivery:
    response.headers["Location"] = f"{PATH}/{delivery.webhook_id}/deliveries/{delivery.id}"
    return delivery
