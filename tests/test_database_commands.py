"""`liaison db`, and what the server and its readiness say of a database that cannot be used."""

from pathlib import Path

import pytest

from service.bootstrap import make_services
from service.cli import main
from service.jobs.worker import lease_for
from service.settings import Settings
from service.store.address import DatabaseAddress
from service.store.migrations import HEAD
from tests.databases import address, postgres
from tests.stub_run import client, stub_services

__all__ = ["address", "postgres"]


def url_of(address: DatabaseAddress) -> str:
    return f"sqlite:///{address.path}" if address.path else address.url


def test_tables_are_made_named_and_checked(
    address: DatabaseAddress, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LIAISON_DATABASE_URL", url_of(address))
    assert main(("db", "current")) == 0
    assert f"no tables; this version expects {HEAD}" in capfd.readouterr().out
    assert main(("db", "upgrade")) == 0
    assert f"went from no tables to {HEAD}" in capfd.readouterr().out
    assert main(("db", "upgrade")) == 0
    assert "up to date already" in capfd.readouterr().out
    assert main(("db", "check")) == 0
    assert capfd.readouterr().out.startswith("ok ")


def test_a_check_that_fails_ends_with_one_and_says_what_to_do(
    free_port: int, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LIAISON_DATABASE_URL", f"postgresql://anna:secret@127.0.0.1:{free_port}/liaison")
    monkeypatch.setenv("LIAISON_DATABASE_WAIT", "0")
    assert main(("db", "check")) == 1
    said = capfd.readouterr()
    assert said.out.startswith("FAIL ")
    assert "secret" not in said.out + said.err
    assert main(("db", "upgrade")) == 3
    assert "secret" not in capfd.readouterr().err


@pytest.mark.parametrize(("setting", "words"), [("off", "there is no database"), ("mysql://x/y", "It takes sqlite:")])
def test_without_a_database_there_is_nothing_to_do(
    setting: str, words: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LIAISON_DATABASE_URL", setting)
    assert main(("db", "check")) == 2
    assert words in capfd.readouterr().err


def test_a_backup_is_put_back_where_nothing_is_and_no_worker_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    file = str(tmp_path / "backup.db")
    monkeypatch.setenv("LIAISON_DATABASE_URL", f"sqlite:///{tmp_path / 'liaison.db'}")
    assert main(("db", "backup", file)) == 2
    assert "nothing has been kept yet" in capfd.readouterr().err
    assert main(("keys", "create", "shop")) == 0
    assert main(("db", "backup", file)) == 0
    assert f"at {HEAD}, is in {file}" in capfd.readouterr().out
    assert main(("db", "restore", file)) == 2
    assert "is not empty: `--replace` deletes what is kept there" in capfd.readouterr().err
    assert main(("db", "restore", file, "--replace")) == 0
    assert f"holds what {file} held." in capfd.readouterr().out
    monkeypatch.setenv("LIAISON_DATABASE_URL", f"sqlite:///{tmp_path / 'other.db'}")
    lease = lease_for(DatabaseAddress(path=tmp_path / "other.db"))
    assert lease.claim()
    assert main(("db", "restore", file)) == 2
    assert "Stop servers and workers first" in capfd.readouterr().err
    lease.release()
    assert main(("db", "restore", file)) == 0
    assert main(("keys", "list")) == 0
    assert "shop" in capfd.readouterr().out


def test_a_server_keeps_nothing_where_that_is_turned_off() -> None:
    assert make_services(Settings.model_validate({"database_url": "off"})).database is None


async def test_readiness_names_the_database(address: DatabaseAddress) -> None:
    services = stub_services(
        database=make_services(Settings.model_validate({"database_url": url_of(address)})).database
    )
    assert services.database
    async with client(services) as http:
        answer = await http.get("/readyz")
    await services.database.close()
    if address.path:
        assert answer.json()["parts"]["database"] == str(address.path)
    else:
        assert answer.status_code == 503
        (fault,) = answer.json()["errors"]
        assert fault["location"] == "database"
        assert "liaison db upgrade" in fault["message"]


async def test_a_file_nobody_named_and_nobody_can_write_is_told_and_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "liaison").write_text("a file where the folder should be")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    services = stub_services(database=make_services(Settings()).database)
    async with client(services) as http:
        answer = await http.get("/readyz")
    assert (answer.status_code, answer.json()["parts"]["database"]) == (200, "Results are not kept.")
    (check,) = await services.check_database()
    assert "liaison db check" in check.warnings[0]
