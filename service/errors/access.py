"""What can go wrong with keys: with those that are shown, and with those that are looked after."""

from service.errors.requests import RequestError


class ScopeMissing(RequestError):
    """The key is good, and does not allow this."""

    code = "scope_missing"
    title = "This key does not allow that"
    action = "Use a key whose scopes allow it; an admin of the workspace can make one."
    status = 403


class TooManyFailures(RequestError):
    """Too many wrong keys came from this address; it is not heard for a while, unless with a key of the database."""

    code = "too_many_failures"
    title = "Too many wrong keys"
    action = "Wait as long as the Retry-After header says, and send the right key."
    status = 429

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"Too many wrong keys came from this address. It is heard again in {seconds} seconds.")


class KeyNotFound(RequestError):
    """No key of this id is in the workspace."""

    code = "key_not_found"
    title = "There is no such key"
    action = "List the keys with /v1/keys, or `liaison keys list`."
    status = 404

    def __init__(self) -> None:
        super().__init__("No key of this id is in this workspace.")


class WorkspaceNotFound(RequestError):
    """There is no workspace of this id."""

    code = "workspace_not_found"
    title = "There is no such workspace"
    action = "List the workspaces with /v1/workspaces, or `liaison workspaces list`."
    status = 404

    def __init__(self) -> None:
        super().__init__("There is no workspace of this id.")


class KeyEnded(RequestError):
    """The key has been revoked or has expired: nothing of it can be changed, and it is not rotated."""

    code = "key_ended"
    title = "This key has ended"
    action = "Make a new one."
    status = 409

    def __init__(self) -> None:
        super().__init__("This key has been revoked or has expired.")


class ChangedMeanwhile(RequestError):
    """What was to be changed is not any more what the caller has seen: the If-Match header names another version."""

    code = "changed_meanwhile"
    title = "It has been changed meanwhile"
    action = "Get it again, and send the change with the ETag of that answer."
    status = 412

    def __init__(self) -> None:
        super().__init__("It has been changed since the version that the If-Match header names.")


class VersionNeeded(RequestError):
    """A change has to say which version it is meant for, so that none undoes another unseen."""

    code = "version_needed"
    title = "The If-Match header is missing"
    action = "Get it, and send the change with the ETag of that answer as `If-Match`."
    status = 428

    def __init__(self) -> None:
        super().__init__("A change needs an If-Match header with the ETag of the version that it is meant for.")
