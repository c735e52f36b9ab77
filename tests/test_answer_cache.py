"""The cache of answers as it is set up: by settings, off unless they name a file, and off for one command."""

import json
import os
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from evals.engines import options_of
from service.bootstrap import model_options
from service.cli import main
from service.errors import ConfigurationError
from service.llm.options import CacheOptions
from service.settings import Settings, load_settings
from tests.drafting.model.talking import answer_to

BRIEF = "An e-mail goes to 85,000 subscribers in Ireland at 8am on 14 September 2027, with a link to the booking page."


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory without settings that holds a brief."""
    for name in [name for name in os.environ if name.upper().startswith("LIAISON_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "brief.txt").write_text(BRIEF, encoding="utf-8")
    return tmp_path


def settings(monkeypatch: pytest.MonkeyPatch, **given: str) -> Settings:
    for name, value in given.items():
        monkeypatch.setenv(f"LIAISON_{name}", value)
    return load_settings().settings


def test_it_is_off_unless_a_file_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert model_options(settings(monkeypatch)).cache is None
    assert model_options(settings(monkeypatch, LLM_CACHE="off")).cache is None
    assert model_options(settings(monkeypatch, LLM_CACHE="OFF")).cache is None


def test_file_size_and_age_are_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    named = settings(monkeypatch, LLM_CACHE="kept.sqlite", LLM_CACHE_MB="7", LLM_CACHE_DAYS="2.5")
    assert model_options(named).cache == CacheOptions(Path("kept.sqlite"), megabytes=7.0, days=2.5)
    assert model_options(named).workspace == "default"


@pytest.mark.parametrize("name", ["LLM_CACHE_MB", "LLM_CACHE_DAYS"])
def test_a_cache_that_holds_nothing_is_no_cache(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigurationError, match=name):
        settings(monkeypatch, **{name: "0"})


def test_evals_measure_the_model_and_not_the_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    assert options_of(settings(monkeypatch, LLM_CACHE="kept.sqlite")).cache is None


# --- the command --------------------------------------------------------------------------------


class _Model(BaseHTTPRequestHandler):
    asked = 0

    def do_POST(self) -> None:
        type(self).asked += 1
        asked = self.rfile.read(int(self.headers["content-length"]))
        body = answer_to(json.loads(asked), {}).content
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_line: object) -> None: ...


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[_Model]]:
    """A model that finds nothing, and counts how often it is asked."""

    class Model(_Model): ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Model) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("LIAISON_LLM_BASE_URL", f"http://127.0.0.1:{server.server_port}/v1")
        monkeypatch.setenv("LIAISON_LLM_MODEL", "tester")
        yield Model
        server.shutdown()


def outcomes(capfd: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    assert main(("requirements", "brief.txt", "--engine", "model", "--quiet", *arguments)) == 0
    return [attempt["outcome"] for attempt in json.loads(capfd.readouterr().out)["provenance"]["attempts"]]


def test_a_second_run_of_the_command_asks_nothing(
    model: type[_Model], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIAISON_LLM_CACHE", "kept.sqlite")
    first = outcomes(capfd)
    asked = model.asked
    assert set(first) == {"ok"}
    assert outcomes(capfd) == ["cached"] * len(first)
    assert model.asked == asked
    assert set(outcomes(capfd, "--no-cache")) == {"ok"}
    assert model.asked == 2 * asked
