"""What a database says when it fails, as an error of ours that holds no word of what was to be written."""

import sqlite3

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from service.errors import StoreUnavailable
from service.store.address import DatabaseAddress


def unavailable(address: DatabaseAddress, error: SQLAlchemyError | OSError) -> StoreUnavailable:
    """The error for `address`, with the reason where it is safe to tell."""
    return StoreUnavailable(f"The database {address.shown} cannot be used: {_reason(error)}.")


def _reason(error: SQLAlchemyError | OSError) -> str:
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        return str(cause)
    if isinstance(cause, OSError):
        return cause.strerror or type(cause).__name__
    # PostgreSQL quotes rows and values.
    return type(cause).__name__
