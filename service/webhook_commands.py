"""What `liaison webhooks` does: endpoints are added, listed, tried and removed, and what was sent to them is told."""

import argparse
import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from pydantic import ValidationError

from schemas.webhooks import WEBHOOKS_PAGE_MAX, Attempt, Delivery, Webhook, WebhookRequest
from service.callers import DEFAULT_WORKSPACE, Caller
from service.database_commands import NO_DATABASE
from service.errors import ConfigurationError, InvalidRequest
from service.faults import explain_faults
from service.key_commands import COMMAND
from service.services import Services
from service.webhooks.courier import deliver
from service.webhooks.dispatch import Dispatch
from service.webhooks.endpoints import Endpoints
from service.webhooks.sending import Sender

Say = Callable[[str], None]
EXIT_NOT_THROUGH: Final = 1


def run(arguments: argparse.Namespace, services: Services, say: Say) -> tuple[str, int]:
    """Do what was typed; return what to print and the exit code. `say` is told what is for people and not for a pipe.

    Raises:
        ConfigurationError: there is no database.
        InvalidRequest, RequestError: what was typed cannot be used.
        StoreError: the database cannot be used.
    """
    if services.database is None:
        raise ConfigurationError(NO_DATABASE)
    workspace = arguments.workspace or DEFAULT_WORKSPACE
    return asyncio.run(_done(arguments, services.acting(Caller(COMMAND, workspace, "admin")), say))


async def _done(arguments: argparse.Namespace, services: Services, say: Say) -> tuple[str, int]:
    endpoints = services.webhooks
    try:
        match arguments.part:
            case "add":
                return await _add(arguments, endpoints, say), 0
            case "list":
                return await _list(endpoints), 0
            case "show":
                return (await endpoints.find(arguments.id)).model_dump_json(indent=2), 0
            case "remove":
                await endpoints.delete(arguments.id)
                return f"{arguments.id} is deleted, with what waited for it.", 0
            case "deliveries":
                return await _deliveries(arguments.id, endpoints), 0
            case _:
                return await _test(arguments.id, endpoints, services)
    finally:
        await services.close()


async def _add(arguments: argparse.Namespace, endpoints: Endpoints, say: Say) -> str:
    given = {"url": arguments.url, "description": arguments.description}
    if arguments.events:
        given["events"] = arguments.events.split(",")
    try:
        request = WebhookRequest.model_validate(given)
    except ValidationError as error:
        raise InvalidRequest(explain_faults(error.errors(include_url=False), WebhookRequest)) from None
    made = await endpoints.make(request)
    say(f"{_line(made)}\nThis is the secret that events are signed with. It is shown this once:")
    return made.secret


async def _list(endpoints: Endpoints) -> str:
    lines: list[str] = []
    cursor: str | None = None
    while True:
        page = await endpoints.list(WEBHOOKS_PAGE_MAX, cursor)
        lines += [_line(one) for one in page.webhooks]
        if (cursor := page.next_cursor) is None:
            return "\n".join(lines) or "There are no webhooks yet: `liaison webhooks add URL` makes one."


async def _deliveries(webhook_id: str, endpoints: Endpoints) -> str:
    page = await endpoints.deliveries(webhook_id, WEBHOOKS_PAGE_MAX, None)
    lines = [line for one in page.deliveries for line in _delivery_lines(one)]
    return "\n".join(lines) or "Nothing was sent to it yet: `liaison webhooks test ID` sends a ping."


async def _test(webhook_id: str, endpoints: Endpoints, services: Services) -> tuple[str, int]:
    """Send a ping from here, unless a worker is quicker; say how it went."""
    assert services.jobs is not None
    made = await endpoints.test(webhook_id)
    dispatch = Dispatch(services.jobs.database)
    parcel = await asyncio.to_thread(dispatch.claim_one, made.id)
    if parcel is None:
        return f"{made.id} is being sent by a worker: `liaison webhooks deliveries {webhook_id}` says how it went.", 0
    await deliver(dispatch, Sender(services.addresses), parcel)
    sent = await endpoints.delivery(webhook_id, made.id)
    return "\n".join(_delivery_lines(sent)), 0 if sent.state == "delivered" else EXIT_NOT_THROUGH


def _line(webhook: Webhook) -> str:
    return f"{webhook.id}  {_state(webhook)}  {webhook.url}  {','.join(webhook.events)}  {webhook.description}".rstrip()


def _state(webhook: Webhook) -> str:
    if not webhook.enabled:
        return f"off ({webhook.disabled_reason})"
    return f"failing since {_second(webhook.failing_since)}" if webhook.failing_since else "on"


def _delivery_lines(delivery: Delivery) -> list[str]:
    more = f", next try {_second(delivery.next_attempt_at)}" if delivery.next_attempt_at else ""
    head = f"{delivery.id}  {delivery.event_id}  {delivery.type}  {delivery.state}{more}"
    return [head, *(f"  {_attempt_line(one)}" for one in delivery.attempts)]


def _attempt_line(attempt: Attempt) -> str:
    went = attempt.error or f"answered with {attempt.status}"
    answer = f": {attempt.answer}" if attempt.answer else ""
    return f"try {attempt.number}  {_second(attempt.at)}  {attempt.duration_ms} ms  {went}{answer}"


def _second(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
