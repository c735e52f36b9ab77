"""What is deleted is deleted with everything that was made from it, in the transaction of the session that is given.

The database itself deletes what hangs on a result (its links, its job with all that the job has said, answers kept for
repeated requests) and on a batch or a file. The rest is here: results that were worked out for a specification hold
its text, a batch has the request of a result as a line of its file, recorded answers of a model go by the name of their
work, and the queue has tables of its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final, TypeVar

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from service.store.job_tables import AnswerRow, BatchRow, FilePartRow, FileRow, JobRow
from service.store.retention_tables import ErasedJobRow
from service.store.tables import ResultRow

_AT_ONCE: Final = 500
"""House default: ids in one statement; databases take some ten thousand."""
ItemT = TypeVar("ItemT")


def erase_results(session: Session, ids: Sequence[str]) -> list[str]:
    """Delete results; return the ids of all that went, those among them that were worked out for another."""
    gone: list[str] = []
    for some in _cut(ids):
        worked_out = select(ResultRow.id).where(ResultRow.specification_id.in_(some))
        gone += erase_results_alone(session, [*some, *session.scalars(worked_out)])
    return gone


def erase_results_alone(session: Session, ids: Sequence[str]) -> list[str]:
    """Delete results, and not those that were worked out for them; return the ids of those that were there."""
    _erase_traces(session, list(session.scalars(select(JobRow.id).where(JobRow.result_id.in_(ids)))))
    return list(session.scalars(delete(ResultRow).where(ResultRow.id.in_(ids)).returning(ResultRow.id)))


def erase_jobs(session: Session, ids: Sequence[str]) -> list[str]:
    """Delete jobs with their results; return the ids of those results."""
    gone: list[str] = []
    for some in _cut(ids):
        _erase_traces(session, some)
        made = select(JobRow.result_id).where(JobRow.id.in_(some), JobRow.result_id.is_not(None))
        results = [id_ for id_ in session.scalars(made) if id_]
        session.execute(delete(JobRow).where(JobRow.id.in_(some)))
        gone += erase_results(session, results)
    return gone


def erase_batch(session: Session, id_: str) -> list[str]:
    """Delete a batch with its lines, their results, and its file, unless another batch is made of that as well.

    Returns the ids of the results.
    """
    file_id = select(BatchRow.input_file_id).where(BatchRow.id == id_).scalar_subquery()
    shared = select(BatchRow.id).where(BatchRow.id != id_, BatchRow.input_file_id == file_id)
    if session.scalar(shared) is None:
        session.execute(delete(FileRow).where(FileRow.id == file_id).execution_options(synchronize_session=False))
    gone = erase_jobs(session, list(session.scalars(select(JobRow.id).where(JobRow.batch_id == id_))))
    session.execute(delete(BatchRow).where(BatchRow.id == id_))
    return gone


# --- what no foreign key reaches ----------------------------------------------------------------


def _erase_traces(session: Session, jobs: Sequence[str]) -> None:
    """Delete what jobs have left outside of their own rows, and have the workers see to the rest."""
    if not jobs:
        return
    lines: defaultdict[str, set[int]] = defaultdict(set)
    places = select(BatchRow.input_file_id, JobRow.line).join(BatchRow, BatchRow.id == JobRow.batch_id)
    for file_id, line in session.execute(places.where(JobRow.id.in_(jobs), JobRow.line.is_not(None))):
        lines[file_id].add(int(line or 0))
    _blank(session, lines)
    session.execute(delete(AnswerRow).where(AnswerRow.work.in_(jobs)))
    now = datetime.now(UTC)
    session.add_all(ErasedJobRow(id=id_, erased_at=now) for id_ in jobs)
    session.flush()


def _blank(session: Session, lines: Mapping[str, set[int]]) -> None:
    """Overwrite lines of files with blanks: the numbers of the others stay what they are."""
    for file_id, numbers in lines.items():
        for part, content in _blanked(_parts(session, file_id), numbers):
            wanted = (FilePartRow.file_id == file_id, FilePartRow.number == part)
            session.execute(update(FilePartRow).where(*wanted).values(content=content))


def _parts(session: Session, file_id: str) -> Iterator[tuple[int, bytes]]:
    number = 0
    while True:
        wanted = select(FilePartRow.content).where(FilePartRow.file_id == file_id, FilePartRow.number == number)
        content = session.scalar(wanted)
        if content is None:
            return
        yield number, content
        number += 1


def _blanked(parts: Iterable[tuple[int, bytes]], numbers: set[int]) -> Iterator[tuple[int, bytes]]:
    """The parts that hold something of these lines, counted from 1, without it. A line may lie in several parts."""
    line = 1
    for part, content in parts:
        pieces = content.split(b"\n")
        hit = [at for at, piece in enumerate(pieces) if line + at in numbers and piece.strip()]
        for at in hit:
            pieces[at] = b" " * len(pieces[at])
        if hit:
            yield part, b"\n".join(pieces)
        line += len(pieces) - 1
        if line > max(numbers):
            return


def _cut(ids: Sequence[ItemT]) -> Iterator[Sequence[ItemT]]:
    for begin in range(0, len(ids), _AT_ONCE):
        yield ids[begin : begin + _AT_ONCE]
