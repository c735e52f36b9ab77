"""What the server writes to its log: never a word of a brief, neither in a line nor in a traceback."""

import logging
import traceback
from types import TracebackType

from service.api.edge import current_request

_Failure = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class ContentFreeFormatter(logging.Formatter):
    """Shows time, level, request id and message; of an exception only its type and where it was raised.

    The text of an exception may quote its input, and the input is somebody's brief.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s [%(request)s] %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Add the id of the request that is being served."""
        record.request = current_request.get()
        return super().format(record)

    def formatException(self, ei: _Failure) -> str:  # noqa: N802  # the name is the base class's
        """Type and places of an exception and of those that led to it."""
        error = ei[1]
        lines: list[str] = []
        while error is not None:
            frames = traceback.extract_tb(error.__traceback__)
            lines.append(type(error).__name__)
            lines.extend(f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames)
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


def start_logging(level: str) -> None:
    """Send the log of this program and of the server it runs on to standard error.

    `level` is one of debug, info, warning, error, critical.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(ContentFreeFormatter())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("liaison").setLevel(level.upper())
    # The server below tells of every step of its start at `info`; ours says it in one line.
    logging.getLogger("uvicorn").setLevel("WARNING" if level == "info" else level.upper())
