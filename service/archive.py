"""What is kept, for the surfaces: results are put in, listed, read again, deleted, and shared by links that expire."""

import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, TypeVar

from anyio import to_thread
from pydantic import ValidationError

from schemas.alignment import Alignment
from schemas.base import Model
from schemas.explanation import Explanation
from schemas.problem import InvalidParameter
from schemas.requests import AlignmentRequest, ExplanationRequest, RequirementsRequest
from schemas.specification import Specification
from schemas.stored import (
    SHARE_HOURS,
    SHARE_HOURS_MAX,
    Document,
    Input,
    Kind,
    NewShare,
    ResultList,
    ResultsQuery,
    ResultSummary,
    Share,
    SharedResult,
    ShareRequest,
    StoredResult,
)
from service.auditing import Action, Audit
from service.errors import ChangedMeanwhile, InvalidRequest, StoredDamaged
from service.exporting import limits
from service.store import results, shares
from service.store.database import Database
from service.store.ids import new_id
from service.store.results import KeptTexts
from service.store.versions import History

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

_TITLE = 200
"""What the column takes, in characters."""
_TOKEN_BYTES = 24
"""House default: 192 bits, more than anybody can try."""
_DOCUMENTS: Final[Mapping[Kind, type[Document]]] = {
    "specification": Specification,
    "explanation": Explanation,
    "alignment": Alignment,
}
_INPUTS: Final[Mapping[Kind, type[Input]]] = {
    "specification": RequirementsRequest,
    "explanation": ExplanationRequest,
    "alignment": AlignmentRequest,
}
ModelT = TypeVar("ModelT", bound=Model)


def utc_now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


class Archive:
    """The results in one database; `clock` gives the moment, `history` the versions of documents.

    `audit` writes down who does what. Results last for `lasts` (None: until somebody deletes them). `forget` lets
    go of what was kept elsewhere for those that were made between two moments; it is called in a thread.
    """

    def __init__(
        self,
        database: Database,
        history: History | None = None,
        clock: Callable[[], datetime] = utc_now,
        *,
        audit: Audit | None = None,
        lasts: timedelta | None = None,
        forget: Callable[[datetime, datetime], None] | None = None,
    ) -> None:
        self._database = database
        self._history = history or History()
        self._clock = clock
        self._audit = audit or Audit()
        self._lasts = lasts
        self._forget = forget

    async def keep(self, document: Document, request: Input, specification_id: str | None = None) -> str:
        """Keep a result with the request it came from and return its id.

        `specification_id` is the kept specification that it was worked out for; one that is gone is not named.

        Raises:
            StoreError: it could not be kept.
        """
        kept = await to_thread.run_sync(written, document, request, self._clock())
        async with self._database.writing() as session:
            beside = specification_id and await results.exists(session, specification_id)
            await results.add(session, kept, specification_id if beside else None)
            self._log(session, "result.make", kept.summary.id)
        return kept.summary.id

    async def listed(self, wanted: ResultsQuery) -> ResultList:
        """One page of what is kept.

        Raises:
            InvalidRequest: the cursor is none.
            StoreError: the database cannot be used.
        """
        async with self._database.reading() as session:
            return await results.listed(session, wanted, self._lasts)

    async def summary(self, result_id: str) -> ResultSummary:
        """One result, without its documents: nothing is seen of it.

        Raises:
            ResultNotFound: no result of this id is kept.
            StoreError: the database cannot be used.
        """
        async with self._database.reading() as session:
            return await results.summary(session, result_id, self._lasts)

    async def worked_out_for(self, result_id: str) -> int:
        """How many results were worked out for a specification, and go with it.

        Raises:
            StoreError: the database cannot be used.
        """
        async with self._database.reading() as session:
            return await results.worked_out_for(session, result_id)

    async def found(self, result_id: str, look: Action = "result.read") -> StoredResult:
        """One result, its documents in the version of today. `look` is what is written down of that.

        Raises:
            ResultNotFound: no result of this id is kept.
            StoredLater, StoredDamaged: it is kept and cannot be read here.
            StoreError: the database cannot be used.
        """
        async with self._database.reading() as session:
            kept = await results.found(session, result_id, self._lasts)
        stored = await to_thread.run_sync(self._read, kept)
        await self._audit.look(self._database, look, result_id)
        return stored

    async def delete(self, result_id: str, is_meant: Callable[[ResultSummary], bool] | None = None) -> None:
        """Delete a result with all that was made of it; `is_meant` tells whether it is still what the caller has seen.

        Raises:
            ResultNotFound: no result of this id is kept.
            ChangedMeanwhile: it is not.
            StoreError: the database cannot be used.
        """
        async with self._database.writing() as session:
            kept = await results.summary(session, result_id, self._lasts)
            if is_meant is not None and not is_meant(kept):
                raise ChangedMeanwhile
            for gone in await results.remove(session, result_id):
                self._log(session, "result.delete", gone)
        await self._database.clear_log()
        if self._forget is not None:
            await to_thread.run_sync(self._forget, kept.created_at, kept.created_at)

    def _log(self, session: "AsyncSession", action: Action, subject: str) -> None:
        session.add(self._audit.entry(action, subject, now=self._clock()))

    # --- links -----------------------------------------------------------------------------------

    async def share(self, result_id: str, wanted: ShareRequest) -> NewShare:
        """Make a link to a result. What has expired by now goes.

        Raises:
            ResultNotFound: no result of this id is kept.
            InvalidRequest: it would expire in the past, or too late.
            StoreError: the database cannot be used.
        """
        now, token = self._clock(), secrets.token_urlsafe(_TOKEN_BYTES)
        end = _end_of(wanted, now)
        async with self._database.writing() as session:
            last = (await results.summary(session, result_id, self._lasts)).expires_at
            made = Share(
                id=new_id("shr", now), result_id=result_id, created_at=now, expires_at=min(end, last) if last else end
            )
            await shares.purge(session, now)
            await shares.add(session, made, token)
            self._log(session, "share.make", made.id)
        return NewShare(**made.model_dump(), token=token, path=f"/shared/{token}")

    async def shares_of(self, result_id: str) -> list[Share]:
        """The links to a result that can still be used, newest first.

        Raises:
            ResultNotFound: no result of this id is kept.
            StoreError: the database cannot be used.
        """
        async with self._database.reading() as session:
            await results.ensure(session, result_id)
            return await shares.of_result(session, result_id, self._clock())

    async def withdraw(self, result_id: str, share_id: str) -> None:
        """Delete a link.

        Raises:
            ShareNotFound: the result has no such link.
            StoreError: the database cannot be used.
        """
        async with self._database.writing() as session:
            await shares.remove(session, result_id, share_id)
            self._log(session, "share.withdraw", share_id)

    async def shared(self, token: str) -> SharedResult:
        """What the link with this token leads to.

        Raises:
            ShareNotFound: it leads nowhere, or not any more.
            StoredLater, StoredDamaged: the document cannot be read here.
            StoreError: the database cannot be used.
        """
        # Whoever has the link is of no workspace: the token is looked for in all of them.
        async with self._database.of(None).reading() as session:
            share, workspace = await shares.found(session, token, self._clock())
            kept = await results.found(session, share.result_id)
        document = await to_thread.run_sync(self._document, kept)
        await self._audit.look(self._database.of(None), "share.open", share.id, workspace)
        summary = kept.summary
        return SharedResult(
            kind=summary.kind,
            title=summary.title,
            created_at=summary.created_at,
            expires_at=share.expires_at,
            document=document,
        )

    # --- documents -------------------------------------------------------------------------------

    def _read(self, kept: KeptTexts) -> StoredResult:
        text = self._history.input_of_today(kept.summary.schema_version, kept.input)
        document = self._document(kept)
        return StoredResult(
            **kept.summary.model_dump(),
            input=_valid(_INPUTS[kept.summary.kind], text),
            provenance=document.provenance,
            document=document,
        )

    def _document(self, kept: KeptTexts) -> Document:
        summary = kept.summary
        text = self._history.of_today(summary.kind, summary.schema_version, kept.document)
        return _valid(_DOCUMENTS[summary.kind], text)


def _valid(model: type[ModelT], text: str) -> ModelT:
    """What the text says.

    Raises:
        StoredDamaged: it is nothing of this kind.
    """
    try:
        return model.model_validate_json(text)
    except ValidationError:
        raise StoredDamaged from None


def written(document: Document, request: Input, now: datetime) -> KeptTexts:
    """A result of this moment as it is kept."""
    made = document.provenance
    summary = ResultSummary(
        id=new_id("res", now),
        kind=next(kind for kind, model in _DOCUMENTS.items() if isinstance(document, model)),
        outcome=document.outcome,
        title=_plain(title_of(document), _TITLE),
        engine=made.engine,
        model=_plain(made.model, _TITLE) if made.model else None,
        created_at=now,
        schema_version=document.schema_version,
        specification_id=None,
        expires_at=None,
    )
    return KeptTexts(summary, request.model_dump_json(exclude={"store"}), document.model_dump_json())


def title_of(document: Document) -> str:
    """What a result is called in a list."""
    if isinstance(document, Specification):
        return document.brief.title or "Untitled brief"
    title = limits.title_of(document)
    alone = isinstance(document, Explanation) and not document.campaign and document.constraints
    return f"{title}: {document.constraints[0].title}" if alone else title


def _plain(text: str, length: int) -> str:
    """A line of at most this many characters, without those that nobody sees; PostgreSQL refuses some of them."""
    line = "".join(letter for letter in " ".join(text.split()) if letter.isprintable())
    return line if len(line) <= length else f"{line[: length - 1]}…"


def _end_of(wanted: ShareRequest, now: datetime) -> datetime:
    """When a link that is made now expires.

    Raises:
        InvalidRequest: in the past, or more than a year away.
    """
    latest = now + timedelta(hours=SHARE_HOURS_MAX)
    end = wanted.expires_at or now + timedelta(hours=wanted.expires_in_hours or SHARE_HOURS)
    if now < end <= latest:
        return end
    raise InvalidRequest([InvalidParameter(location="expires_at", message="must lie within the next 366 days.")])
