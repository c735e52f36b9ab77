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
