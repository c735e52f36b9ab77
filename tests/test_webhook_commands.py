"""`liaison webhooks`: endpoints are added, listed, tried and removed at the terminal."""

import json
import re
from pathlib import Path

import pytest

from service.cli import main
from tests.webhooks.receiver import Receiver, receiver

__all__ = ["receiver"]

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of the test, as a setting."""
    monkeypatch.setenv("LIAISON_DATABASE_URL", f"sqlite:///{tmp_path / 'liaison.db'}")


def added(url: str, capfd: Captured, *more: str) -> tuple[str, str]:
    """The id and the secret of a new endpoint."""
    assert main(("webhooks", "add", url, *more)) == 0
    told = capfd.readouterr()
    assert "It is shown this once" in told.err
    return re.findall(r"whk_\w{26}", told.err)[0], told.out.strip()


def test_a_secret_is_printed_alone_and_a_ping_is_signed_with_it(receiver: Receiver, capfd: Captured) -> None:
    id_, secret = added(receiver.url, capfd, "--events", "job.failed,batch.failed", "--description", "shop")
    assert main(("webhooks", "test", id_)) == 0
    told = capfd.readouterr().out
    assert re.match(r"dlv_\w{26}  evt_\w{26}  ping  delivered\n  try 1  .* UTC  \d+ ms  answered with 204\n", told)
    assert receiver.requests[0].is_signed_with(secret)
    assert main(("webhooks", "deliveries", id_)) == 0
    assert capfd.readouterr().out == told
    assert main(("webhooks", "list")) == 0
    listed = capfd.readouterr().out
    assert listed == f"{id_}  on  {receiver.url}  batch.failed,job.failed  shop\n"
    assert main(("webhooks", "show", id_)) == 0
    shown = capfd.readouterr().out
    assert (json.loads(shown)["url"], secret in shown) == (receiver.url, False)


def test_a_ping_that_does_not_get_through_says_why(receiver: Receiver, capfd: Captured) -> None:
    receiver.answer = lambda _: 503
    receiver.body = b"closed for today"
    id_, _ = added(receiver.url, capfd)
    assert main(("webhooks", "test", id_)) == 1
    told = capfd.readouterr().out
    assert "ping  pending, next try 20" in told
    assert "answered with 503: closed for today" in told
    assert main(("webhooks", "list")) == 0
    assert "failing since 20" in capfd.readouterr().out


def test_what_is_removed_is_not_there_any_more(receiver: Receiver, capfd: Captured) -> None:
    id_, _ = added(receiver.url, capfd)
    assert main(("webhooks", "remove", id_)) == 0
    assert main(("webhooks", "show", id_)) == 2
    assert "No webhook of this id is in this workspace." in capfd.readouterr().err
    assert main(("webhooks", "list")) == 0
    assert "There are no webhooks yet" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("add", "http://10.0.0.1/"), "url: leads to an address of a private network; whoever runs the server may"),
        (("add", "https://127.0.0.1/", "--events", "job.done"), "events.0"),
        (("add", "hooks"), "has to begin with https://"),
        (("test", "whk_1"), "No webhook of this id"),
        (("add", "https://127.0.0.1/", "--workspace", "wsp_1"), "There is no workspace of this id."),
    ],
)
def test_what_cannot_be_used_is_said_in_a_line(typed: tuple[str, ...], told: str, capfd: Captured) -> None:
    assert main(("webhooks", *typed)) == 2
    err = capfd.readouterr().err
    assert told in err
    assert err.count("\n") == 1


def test_from_the_first_key_on_this_machine_is_told_only_where_the_operator_says_so(
    receiver: Receiver, capfd: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_, _ = added(receiver.url, capfd)
    assert main(("keys", "create", "admin", "--scopes", "admin")) == 0
    assert main(("webhooks", "add", receiver.url)) == 2
    assert main(("webhooks", "test", id_)) == 1
    assert "not sent: the URL leads to an address of this machine" in capfd.readouterr().out
    monkeypatch.setenv("LIAISON_WEBHOOK_ALLOW", "127.0.0.1")
    assert main(("webhooks", "test", id_)) == 0
    assert len(receiver.requests) == 1


def test_what_is_permitted_has_to_be_readable(capfd: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIAISON_WEBHOOK_ALLOW", "https://hooks.example")
    assert main(("webhooks", "list")) == 2
    assert "is no host, address or network; write it like" in capfd.readouterr().err


def test_without_a_database_there_are_none(capfd: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIAISON_DATABASE_URL", "off")
    assert main(("webhooks", "list")) == 2
    assert "there is no database" in capfd.readouterr().err
