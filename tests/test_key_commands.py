"""`liaison keys` and `liaison workspaces`, and the server that starts once there is a key."""

import asyncio
import re

import pytest

from service.app import check_exposure
from service.bootstrap import make_services
from service.cli import main
from service.errors import ConfigurationError, StoreError
from service.key_text import is_key
from service.oidc.people import Person
from service.sessions import Sessions
from service.settings import Settings
from service.store.address import DatabaseAddress
from service.store.database import Database
from service.store.migrating import upgrade
from tests.databases import address, postgres
from tests.test_database_commands import url_of

__all__ = ["address", "postgres"]

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def named(address: DatabaseAddress, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database of the test, as a setting."""
    upgrade(address)
    monkeypatch.setenv("LIAISON_DATABASE_URL", url_of(address))


def test_a_key_is_printed_alone_and_listed_without_its_text(capfd: Captured) -> None:
    assert main(("keys", "create", "web shop", "--scopes", "read,write", "--expires", "2099-05-04")) == 0
    made = capfd.readouterr()
    key = made.out.strip()
    assert is_key(key)
    assert "It is shown this once" in made.err
    assert main(("keys", "list")) == 0
    listed = capfd.readouterr().out
    assert key not in listed
    assert re.fullmatch(
        r"key_\w{26}  lia_\w{8}\.\.\.  read,write  until 2099-05-04 00:00 UTC  never used  web shop\n", listed
    )


def test_a_key_is_rotated_and_revoked(capfd: Captured) -> None:
    main(("keys", "create", "web shop"))
    old = re.findall(r"key_\w{26}", capfd.readouterr().err)[0]
    assert main(("keys", "rotate", old, "--overlap-hours", "0")) == 0
    rotated = capfd.readouterr()
    assert is_key(rotated.out.strip())
    assert "expired" in rotated.err
    new = next(one for one in re.findall(r"key_\w{26}", rotated.err) if one != old)
    assert main(("keys", "revoke", new)) == 0
    assert "revoked" in capfd.readouterr().out


def test_a_workspace_comes_with_its_first_key(capfd: Captured) -> None:
    assert main(("workspaces", "create", "Orchard Foods")) == 0
    made = capfd.readouterr()
    assert is_key(made.out.strip())
    workspace = re.findall(r"wsp_\w{26}", made.err)[0]
    assert main(("keys", "create", "web shop", "--workspace", workspace)) == 0
    capfd.readouterr()
    assert main(("keys", "list", "--workspace", workspace)) == 0
    assert len(capfd.readouterr().out.splitlines()) == 2
    assert main(("keys", "list")) == 0
    assert "There are no keys yet" in capfd.readouterr().out
    assert main(("workspaces", "list")) == 0
    assert "Orchard Foods" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("keys", "create"), "give it a name"),
        (("keys", "create", "a", "--scopes", "root"), "scopes"),
        (("keys", "create", "a", "--expires", "2020-01-01"), "is over already"),
        (("keys", "create", "a", "--workspace", "wsp_nothing"), "no workspace of this id"),
        (("keys", "revoke", "key_nothing"), "No key of this id"),
        (("keys", "rotate", "key_nothing", "--overlap-hours", "500"), "not a number from 0 to 168"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(typed: tuple[str, ...], said: str, capfd: Captured) -> None:
    try:
        code = main(typed)
    except SystemExit as ended:
        code = int(str(ended.code))
    assert code == 2
    assert re.fullmatch(rf"liaison: .*{said}.*\n", capfd.readouterr().err)


def test_off_loopback_a_server_starts_once_there_is_a_key(capfd: Captured, address: DatabaseAddress) -> None:
    services = make_services(Settings.model_validate({"database_url": url_of(address)}))
    with pytest.raises(ConfigurationError, match="make the first key with `liaison keys create admin --scopes admin`"):
        check_exposure("0.0.0.0", services)
    assert "nobody else" in check_exposure("127.0.0.1", services)
    assert main(("keys", "create", "admin", "--scopes", "admin")) == 0
    capfd.readouterr()
    assert "a key of `liaison keys`" in check_exposure("0.0.0.0", services)
    assert "a key of `liaison keys`" in check_exposure("127.0.0.1", services)


def test_whether_there_are_keys_is_not_guessed(free_port: int) -> None:
    url = f"postgresql://anna:secret@127.0.0.1:{free_port}/liaison"
    services = make_services(Settings.model_validate({"database_url": url}))
    with pytest.raises(StoreError, match="cannot be used"):
        check_exposure("0.0.0.0", services)
    assert "until it answers, every request is refused" in check_exposure("127.0.0.1", services)


def test_sessions_are_listed_and_ended(address: DatabaseAddress, capfd: Captured) -> None:
    assert main(("sessions", "list")) == 0
    assert capfd.readouterr().out == "Nobody is signed in.\n"
    person = Person("per_00000000000000000000000ADA", "Ada Lovelace", ("it", "admin"), "wsp_default")
    session_id = asyncio.run(signed_in(address, person))
    line = f"{session_id}  {person.id}  it,admin  wsp_default  Ada Lovelace\n"
    assert main(("sessions", "list")) == 0
    assert capfd.readouterr().out == line
    assert main(("sessions", "end", session_id)) == 0
    assert capfd.readouterr().out == f"ended  {line}"
    assert main(("sessions", "end", session_id)) == 2
    assert "names no session that is open" in capfd.readouterr().err


async def signed_in(address: DatabaseAddress, person: Person) -> str:
    database = Database(address)
    try:
        begun = await Sessions(database).begin(person, None)
    finally:
        await database.close()
    assert begun.caller.person
    return begun.caller.person.session_id
