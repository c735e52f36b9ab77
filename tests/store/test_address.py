"""Where the database is: what may be set, what is shown of it, and where the file is that nobody named."""

from pathlib import Path

import pytest

from service.errors import ConfigurationError
from service.store.address import data_folder, parse_address

HOME = {"HOME": "/home/somebody"}


@pytest.mark.parametrize(
    ("setting", "shown"),
    [
        ("sqlite:///kept.db", "kept.db"),
        ("sqlite:////var/lib/kept.db", "/var/lib/kept.db"),
        ("sqlite+aiosqlite:////var/lib/kept.db", "/var/lib/kept.db"),
        ("postgresql://anna:secret@db.example:5433/liaison", "postgresql://db.example:5433/liaison"),
        ("postgres://db.example/liaison", "postgresql://db.example/liaison"),
        ("postgresql+psycopg://anna:p%40ss@[::1]/liaison?sslmode=require", "postgresql://[::1]/liaison"),
    ],
)
def test_an_address_is_shown_without_whom_it_lets_in(setting: str, shown: str) -> None:
    address = parse_address(setting)
    assert address
    assert address.shown == shown
    assert not address.is_default


@pytest.mark.parametrize(
    "setting", ["mysql://anna:secret@db.example/x", "sqlite://", "sqlite:///", "kept.db", "secret"]
)
def test_what_is_no_address_is_refused_and_not_repeated(setting: str) -> None:
    with pytest.raises(ConfigurationError, match="LIAISON_DATABASE_URL") as caught:
        parse_address(setting)
    assert "secret" not in caught.value.message


def test_a_password_of_its_own_goes_into_the_address() -> None:
    address = parse_address("postgresql://anna@db.example/liaison?sslmode=require", "p@ss/w:rd%")
    assert address
    assert address.url == "postgresql+psycopg://anna:p%40ss%2Fw%3Ard%25@db.example/liaison?sslmode=require"
    assert address.shown == "postgresql://db.example/liaison"
    assert parse_address("sqlite:///kept.db", "secret") == parse_address("sqlite:///kept.db")


@pytest.mark.parametrize("setting", ["postgresql://db.example/x", "postgresql://anna:secret@db.example/x"])
def test_a_password_needs_a_user_who_has_none_yet(setting: str) -> None:
    with pytest.raises(ConfigurationError, match="LIAISON_DATABASE_PASSWORD needs") as caught:
        parse_address(setting, "secret")
    assert "secret" not in caught.value.message


def test_it_can_be_turned_off() -> None:
    assert parse_address("Off") is None


def test_without_a_setting_it_is_a_file_in_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    address = parse_address(None)
    assert address
    assert (address.path, address.is_default) == (tmp_path / "liaison" / "liaison.db", True)


@pytest.mark.parametrize(
    ("platform", "environment", "folder"),
    [
        ("linux", {}, "/home/somebody/.local/share/liaison"),
        ("linux", {"XDG_DATA_HOME": "/data"}, "/data/liaison"),
        ("linux", {"XDG_DATA_HOME": "not/absolute"}, "/home/somebody/.local/share/liaison"),
        ("darwin", {}, "/home/somebody/Library/Application Support/liaison"),
        ("darwin", {"XDG_DATA_HOME": "/data"}, "/data/liaison"),
        ("win32", {"LOCALAPPDATA": "/Users/somebody/Local"}, "/Users/somebody/Local/liaison"),
        ("win32", {}, "/home/somebody/AppData/Local/liaison"),
    ],
)
def test_the_data_folder_is_where_the_platform_wants_it(
    platform: str, environment: dict[str, str], folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", HOME["HOME"])
    assert data_folder(platform, environment) == Path(folder)
