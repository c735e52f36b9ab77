"""Sessions of people who signed in: how long they last, and what is kept of them. On both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from service.callers import DEFAULT_WORKSPACE, Caller, Role
from service.errors import NotAdmitted
from service.metering import used
from service.oidc.people import Person
from service.sessions import IDLE, LONGEST, USE_NOTED, Sessions
from service.store import token_use
from service.store.database import Database
from tests.databases import address, database, postgres
from tests.keyed import ring

__all__ = ["address", "database", "postgres"]

MORNING = datetime(2027, 3, 1, 8, tzinfo=UTC)


class Watch:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self) -> datetime:
        return self.now

    def wait(self, time: timedelta) -> None:
        self.now += time


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def sessions(database: Database, watch: Watch) -> Sessions:
    return Sessions(database, watch)


def person(*roles: Role, workspace: str = DEFAULT_WORKSPACE, name: str = "Ada Lovelace") -> Person:
    return Person("per_00000000000000000000000ADA", name, roles or ("it",), workspace)


async def everything(database: Database) -> str:
    """All that is kept of people and sessions."""
    async with database.of(None).reading() as session:
        tables = [
            (await session.execute(text(f"SELECT * FROM {name}"))).all() for name in ("people", "browser_sessions")
        ]
    return str(tables)


async def test_who_signs_in_is_known_by_the_token_and_by_nothing_else(sessions: Sessions, database: Database) -> None:
    begun = await sessions.begin(person("it", "marketing"), "the token of the provider")
    caller = begun.caller
    assert await sessions.caller_with(begun.token) == caller
    assert caller.person
    assert (caller.name, caller.workspace, caller.scope) == ("Ada Lovelace", DEFAULT_WORKSPACE, "write")
    assert (caller.person.roles, caller.person.workspace_name) == (("it", "marketing"), "default")
    assert begun.token not in await everything(database)
    assert begun.token not in repr(begun)
    for wrong in ("", "x" * 43, begun.token[:-1], begun.token + "x", caller.person.session_id):
        assert await sessions.caller_with(wrong) is None


async def test_an_admin_may_do_everything_in_the_workspace(sessions: Sessions) -> None:
    begun = await sessions.begin(person("admin"), None)
    assert begun.caller.may("admin")
    assert begun.caller.may_run("requirements")
    assert begun.caller.may_run("alignments")


async def test_a_session_is_over_when_nobody_uses_it(sessions: Sessions, watch: Watch) -> None:
    token = (await sessions.begin(person(), None)).token
    for _ in range(3):
        watch.wait(IDLE - timedelta(seconds=1))
        assert await sessions.caller_with(token), "each use begins the hour anew"
    watch.wait(IDLE)
    assert await sessions.caller_with(token) is None


async def test_a_session_is_over_at_the_end_of_the_day_however_much_it_is_used(
    sessions: Sessions, watch: Watch
) -> None:
    token = (await sessions.begin(person(), None)).token
    for _ in range(int(LONGEST / timedelta(minutes=30)) - 1):
        watch.wait(timedelta(minutes=30))
        assert await sessions.caller_with(token)
    watch.wait(timedelta(minutes=30))
    assert await sessions.caller_with(token) is None


async def test_its_use_is_noted_to_the_minute(sessions: Sessions, watch: Watch, database: Database) -> None:
    token = (await sessions.begin(person(), None)).token
    before = await everything(database)
    watch.wait(USE_NOTED - timedelta(seconds=1))
    await sessions.caller_with(token)
    assert await everything(database) == before
    watch.wait(timedelta(seconds=1))
    await sessions.caller_with(token)
    assert await everything(database) != before


async def test_the_session_before_ends_with_the_next_in_the_same_browser(sessions: Sessions) -> None:
    first = await sessions.begin(person(), None)
    elsewhere = await sessions.begin(person(), None)
    second = await sessions.begin(person(), None, before=first.token)
    assert await sessions.caller_with(first.token) is None
    assert await sessions.caller_with(second.token)
    assert await sessions.caller_with(elsewhere.token), "another browser stays signed in"


async def test_signing_out_ends_it_at_once_and_gives_back_what_the_provider_wants(
    sessions: Sessions, database: Database
) -> None:
    token = (await sessions.begin(person(), "the token of the provider")).token
    ended = await sessions.end(token, "req-1")
    assert ended
    assert ended.id_token == "the token of the provider"
    assert await sessions.caller_with(token) is None
    assert await sessions.end(token) is None
    assert "the token of the provider" not in await everything(database)


async def test_what_is_over_is_deleted_when_somebody_signs_in(
    sessions: Sessions, watch: Watch, database: Database
) -> None:
    await sessions.begin(person(name="Forgotten"), "a token of yesterday")
    watch.wait(IDLE)
    await sessions.begin(person(), None)
    assert "a token of yesterday" not in await everything(database)


async def test_a_workspace_is_found_by_id_and_by_a_name_that_only_one_has(
    sessions: Sessions, database: Database
) -> None:
    made = await ring(database).make_workspace("Orchard Foods")
    for wanted in (made.id, "Orchard Foods"):
        assert (await sessions.begin(person(workspace=wanted), None)).caller.workspace == made.id
    await ring(database).make_workspace("Orchard Foods")
    for wanted in ("Orchard Foods", "wsp_made_up", "orchard foods"):
        with pytest.raises(NotAdmitted, match="belongs to no workspace"):
            await sessions.begin(person(workspace=wanted), None)


async def test_a_person_is_kept_under_the_newest_name_and_without_an_address(
    sessions: Sessions, database: Database, watch: Watch
) -> None:
    await sessions.begin(person(name="Ada Byron"), None)
    watch.wait(timedelta(days=1))
    await sessions.begin(person(), None)
    async with database.reading() as session:
        (row,) = (await session.execute(text("SELECT name, workspace FROM people"))).all()
    assert tuple(row) == ("Ada Lovelace", DEFAULT_WORKSPACE)


async def test_the_log_says_who_signed_in_and_out(sessions: Sessions, database: Database, watch: Watch) -> None:
    begun = await sessions.begin(person("admin"), None, request_id="req-1")
    watch.wait(timedelta(hours=1))
    await sessions.end(begun.token, "req-2")
    async with database.reading() as session:
        query = text("SELECT actor, action, subject, request_id FROM audit_log ORDER BY created_at, id")
        told = [tuple(row) for row in await session.execute(query)]
    assert begun.caller.person
    who, of_session = begun.caller.key_id, begun.caller.person.session_id
    assert told == [(who, "session.begin", of_session, "req-1"), (who, "session.end", of_session, "req-2")]


async def test_tokens_of_models_are_counted_for_a_person(sessions: Sessions, database: Database) -> None:
    caller = (await sessions.begin(person(), None)).caller
    assert caller.key_id
    async with database.writing() as session:
        await token_use.add(session, caller.key_id, caller.workspace, "2027-03-01", 700)
    assert await used(database, caller.key_id, MORNING) == 700


async def test_a_session_can_be_ended_from_outside(sessions: Sessions, watch: Watch, database: Database) -> None:
    first = await sessions.begin(person(), None)
    watch.wait(IDLE)
    second, third = await sessions.begin(person(), None), await sessions.begin(person("admin"), None)
    assert sorted(map(str, await sessions.listed())) == sorted(map(str, (second.caller, third.caller)))
    assert second.caller.person
    assert first.caller.person
    admin = Caller("command", scope="admin")
    assert await sessions.revoke(first.caller.person.session_id, admin) is None, "it is over"
    assert await sessions.revoke(second.caller.person.session_id, admin) == second.caller
    assert await sessions.caller_with(second.token) is None
    assert await sessions.caller_with(third.token)
    async with database.reading() as session:
        query = text("SELECT actor, subject FROM audit_log WHERE action = 'session.revoke'")
        assert [tuple(row) for row in await session.execute(query)] == [("command", second.caller.person.session_id)]
