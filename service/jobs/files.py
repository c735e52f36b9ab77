"""Files in the database, in parts: where every machine can read them, and never whole in memory."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import delete, select, update

from schemas.batches import FileObject
from service.errors import NotFound, TooLarge
from service.jobs.owned import Owned
from service.store.ids import new_id
from service.store.job_tables import FilePartRow, FileRow

MOST_BYTES: Final = 200_000_000
"""As in OpenAI's batch API."""
PART: Final = 1_000_000
"""House default, bytes."""


class Files(Owned):
    """Files that were uploaded. Blocks: call it in a thread."""

    def add(self, filename: str, parts: Iterator[bytes]) -> FileObject:
        """Keep a file, part by part; one that does not come to its end is not kept.

        Raises:
            TooLarge, StoreError: it has too many bytes; the database cannot be used.
        """
        now = datetime.now(UTC)
        row = FileRow(
            id=new_id("file", now),
            workspace=self.workspace,
            owner=self.owner,
            created_at=now,
            filename=filename[:200],
        )
        with self.database.writing() as session:
            session.add(row)
        try:
            size = self._add_parts(row.id, parts)
        except BaseException:
            with self.database.writing() as session:
                session.execute(delete(FileRow).where(FileRow.id == row.id))
            raise
        with self.database.writing() as session:
            session.execute(update(FileRow).where(FileRow.id == row.id).values(bytes=size))
            self.log(session, "file.make", row.id)
        row.bytes = size
        return _file_of(row)

    def _add_parts(self, id_: str, parts: Iterator[bytes]) -> int:
        size = 0
        for number, content in enumerate(parts):
            size += len(content)
            if size > MOST_BYTES:
                raise TooLarge(size, MOST_BYTES, "file")
            with self.database.writing() as session:
                session.add(FilePartRow(file_id=id_, number=number, content=content))
        return size

    def find(self, id_: str) -> FileObject:
        """What is known of a file.

        Raises:
            NotFound, StoreError: there is none of this id; the database cannot be used.
        """
        whole = select(FileRow).where(
            FileRow.id == id_, FileRow.workspace == self.workspace, FileRow.bytes.is_not(None)
        )
        with self.database.reading() as session:
            row = session.scalar(whole)
        if row is None:
            raise NotFound("There is no file of this id.")
        return _file_of(row)

    def show(self, id_: str) -> FileObject:
        """What is known of a file, for somebody who asks.

        Raises:
            NotFound, StoreError: there is none of this id; the database cannot be used.
        """
        found = self.find(id_)
        self.look("file.read", id_)
        return found

    def download(self, id_: str) -> Iterator[bytes]:
        """The file, part by part, for somebody who asks.

        Raises (at once):
            NotFound, StoreError: there is none of this id; the database cannot be used.
        """
        self.find(id_)
        self.look("file.download", id_)
        return self.content(id_)

    def content(self, id_: str) -> Iterator[bytes]:
        """The file, part by part."""
        number = 0
        while True:
            wanted = select(FilePartRow.content).where(FilePartRow.file_id == id_, FilePartRow.number == number)
            with self.database.reading() as session:
                content = session.scalar(wanted)
            if content is None:
                return
            yield content
            number += 1

    def delete(self, id_: str) -> None:
        """Delete a file.

        Raises:
            NotFound, StoreError: there is none of this id; the database cannot be used.
        """
        self.find(id_)
        with self.database.writing() as session:
            session.execute(delete(FileRow).where(FileRow.id == id_, FileRow.workspace == self.workspace))
            self.log(session, "file.delete", id_)
        self.leave_nothing([])


def lines_of(parts: Iterator[bytes]) -> Iterator[tuple[int, bytes]]:
    """The lines that hold something, with their numbers from 1 on."""
    rest, number = b"", 0
    for part in parts:
        *lines, rest = (rest + part).split(b"\n")
        for line in lines:
            number += 1
            if line.strip():
                yield number, line
    if rest.strip():
        yield number + 1, rest


def _file_of(row: FileRow) -> FileObject:
    created_at = int(row.created_at.timestamp())
    return FileObject(id=row.id, bytes=row.bytes, created_at=created_at, filename=row.filename, purpose="batch")
