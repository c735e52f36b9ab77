"""What can go wrong with requests that may come twice."""

from service.errors.requests import RequestError


class RepeatKeyUnusable(RequestError):
    """The Idempotency-Key header holds nothing that can be used."""

    code = "idempotency_key_unusable"
    title = "The Idempotency-Key header cannot be used"
    action = "Send a new random text with every new request, such as a UUID: at most 255 printable characters of ASCII."
    status = 400

    def __init__(self) -> None:
        super().__init__("The Idempotency-Key header holds no text of 1 to 255 printable characters of ASCII.")


class RepeatKeyReused(RequestError):
    """The Idempotency-Key was sent before, with another request."""

    code = "idempotency_key_reused"
    title = "This Idempotency-Key belongs to another request"
    action = "Send a new Idempotency-Key with a new request, and the same one only with the same request."
    status = 422

    def __init__(self) -> None:
        super().__init__("This Idempotency-Key came with another method, address, form of the answer or body before.")


class RequestUnderWay(RequestError):
    """The same request is being worked on."""

    code = "request_under_way"
    title = "The same request is under way"
    action = "Wait, and send it again with the same Idempotency-Key to get its answer."
    status = 409

    def __init__(self) -> None:
        super().__init__("A request with this Idempotency-Key is being worked on.")


class ShownOnce(RequestError):
    """The request was carried out, and its answer held a secret that is shown once and kept nowhere."""

    code = "shown_once"
    title = "It was done, and its secret is not shown again"
    action = "Where the secret was lost, take back what was made (the Location header names it) and make another."
    status = 409

    def __init__(self, location: str | None) -> None:
        self.location = location
        super().__init__("This request was carried out before; the secret in its answer was shown then, and not kept.")
