"""The request cannot be served, whatever its body."""

from service.errors.base import LiaisonError


class RequestError(LiaisonError):
    """The request cannot be served, whatever its body."""

    code = "request"
    title = "The request cannot be served"
    status = 400


class KeyRequired(RequestError):
    """The server asks for a key, and the request has none, a wrong one, or one that has ended."""

    code = "key_required"
    title = "A key is required"
    action = "Send `Authorization: Bearer` with the key of this server; a browser may enter it as the password."
    status = 401


class ForeignPage(RequestError):
    """A page of another site sent the request through somebody's browser."""

    code = "foreign_page"
    title = "Requests from pages of other sites are refused"
    action = "Send the request from a page of this server, or from a program."
    status = 403


class UnknownHost(RequestError):
    """A server without a key answers only to names of its own machine, so that no web page can reach it by renaming."""

    code = "unknown_host"
    title = "This server does not go by that name"
    action = "Use localhost, 127.0.0.1 or [::1]; others are served once there is a key (`liaison keys create`)."
    status = 421


class NotFound(RequestError):
    """There is nothing at this address."""

    code = "not_found"
    title = "Nothing is here"
    action = "See /docs for what there is."
    status = 404


class MethodNotAllowed(RequestError):
    """The address exists, and takes other methods; the Allow header names them."""

    code = "method_not_allowed"
    title = "This address does not take that method"
    action = "Use a method that the Allow header names."
    status = 405


class NotAcceptable(RequestError):
    """The answer exists as JSON or as a stream of events, and the Accept header allows neither."""

    code = "not_acceptable"
    title = "No form of the answer suits the Accept header"
    action = "Accept application/json or text/event-stream."
    status = 406


class UnsupportedMediaType(RequestError):
    """The Content-Type header does not say that the body is JSON."""

    code = "unsupported_media_type"
    title = "The body must be JSON"
    action = "Send JSON, with `Content-Type: application/json`."
    status = 415


class ResultNotFound(RequestError):
    """No result of this id is kept; it may have been deleted."""

    code = "result_not_found"
    title = "No such result is kept"
    action = "List what is kept with /v1/results, or `liaison results list`."
    status = 404

    def __init__(self) -> None:
        super().__init__("No result of this id is kept.")


class ShareNotFound(RequestError):
    """There is no such link: it has expired or was withdrawn, its result was deleted, or it never was."""

    code = "share_not_found"
    title = "This link leads nowhere, or not any more"
    action = "Ask whoever sent it for a new one."
    status = 404

    def __init__(self) -> None:
        super().__init__("This link has expired, was withdrawn, or never was.")
