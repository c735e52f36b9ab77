"""What can go wrong with webhooks, for those who look after them."""

from service.errors.requests import RequestError


class WebhookNotFound(RequestError):
    """No webhook of this id is in the workspace."""

    code = "webhook_not_found"
    title = "There is no such webhook"
    action = "List the webhooks with /v1/webhooks, or `liaison webhooks list`."
    status = 404

    def __init__(self) -> None:
        super().__init__("No webhook of this id is in this workspace.")


class DeliveryNotFound(RequestError):
    """No delivery of this id went to this webhook; it may have been too long ago."""

    code = "delivery_not_found"
    title = "There is no such delivery"
    action = "List the deliveries of the webhook with /v1/webhooks/{id}/deliveries."
    status = 404

    def __init__(self) -> None:
        super().__init__("No delivery of this id went to this webhook, or it was more than 30 days ago.")


class WebhookDisabled(RequestError):
    """The webhook is switched off: nothing is sent to it."""

    code = "webhook_disabled"
    title = "This webhook is switched off"
    action = "Mend the endpoint, switch the webhook on with PATCH and `enabled: true`, and try again."
    status = 409

    def __init__(self) -> None:
        super().__init__("This webhook is switched off, so that nothing is sent to it.")
