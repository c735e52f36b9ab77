"""What can go wrong with what is kept."""

from service.errors.base import LiaisonError


class StoreError(LiaisonError):
    """The database cannot be used. Runs go on without it: their results are given and not kept."""

    code = "store"
    title = "The database cannot be used"
    action = "Run `liaison db check` where the server runs."
    status = 503
    exit_code = 3


class StoreUnavailable(StoreError):
    """The database cannot be reached, read or written."""

    code = "store_unavailable"
    title = "The database does not answer"


class StoreBehind(StoreError):
    """The tables of the database are those of an earlier version of Liaison, or are not there yet."""

    code = "store_behind"
    title = "The tables of the database are not up to date"
    action = "Run `liaison db upgrade` where the server runs."


class StoreAhead(StoreError):
    """The tables of the database are those of a later version of Liaison."""

    code = "store_ahead"
    title = "The database is that of a later version"
    action = "Run the version of Liaison that last used it, or one that came after."


class StoreOff(StoreError):
    """This server keeps nothing: it has no database."""

    code = "store_off"
    title = "Nothing is kept here"
    action = "Have LIAISON_DATABASE_URL name a database, or unset it for a file in the data folder."

    def __init__(self) -> None:
        super().__init__("This server has no database, and keeps no results.")


class RestoreRefused(StoreError):
    """A backup is not put back: something is kept in the database, or a worker is at it."""

    code = "restore_refused"
    title = "The backup is not put back"
    action = "Stop servers and workers; have it put into an empty database, or say `--replace`."
    status = 409
    exit_code = 2


class StoredLater(StoreError):
    """A document was kept by a later version of Liaison, whose form of it is not known here."""

    code = "stored_later"
    title = "The document is of a later version"
    action = "Read it with the version of Liaison that kept it, or one that came after."

    def __init__(self, version: str, known: str) -> None:
        super().__init__(f"The document has the schema version {version}; this version of Liaison knows {known}.")


class StoredDamaged(StoreError):
    """What is kept is no document of its version: somebody else has written into the database."""

    code = "stored_damaged"
    title = "The document cannot be read"
    action = "Restore it from a backup, or delete it and send the text again."
    status = 500

    def __init__(self) -> None:
        super().__init__("What is kept under this id is no document of its version.")
