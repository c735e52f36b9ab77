"""The wheel works where there is no checkout: an empty environment, another folder, no settings.

No network is used: the environment borrows the dependencies of the one that runs the tests, but
never the checkout itself.
"""

import json
import os
import subprocess
import sys
import sysconfig
import time
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.house.tree import PACKAGES, ROOT, name_of, own_files

pytestmark = [pytest.mark.install, pytest.mark.timeout(180)]

BRIEF = """Kitchen garden weekend

We want 4,000 newsletter readers to book a place at the open garden weekend on 12 June 2027.
An e-mail goes to 85,000 subscribers in Ireland at 8am on 20 May 2027, with a link to the booking page.
"""

LIST_DATA = """
import json, sys
from importlib.resources import files
names = {"prompts": "prompts", "catalogue": "service.catalogue", "templates": "service.web"}
names |= {"schemas": "schemas"}
def walk(folder):
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from walk(entry)
        elif not entry.name.endswith((".py", ".pyc")):
            yield entry.name
found = {key: sorted(walk(files(package))) for key, package in names.items()}
import service
json.dump({"found": found, "service": service.__file__, "path": sys.path}, sys.stdout)
"""


class Installed(NamedTuple):
    """The empty environment with the wheel in it."""

    folder: Path
    wheel: Path

    @property
    def scripts(self) -> Path:
        return self.folder / "venv" / "bin"

    def run(self, *command: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self.scripts / command[0]), *command[1:]],
            cwd=self.folder,
            env=clean_environment(),
            input=stdin,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


def clean_environment() -> dict[str, str]:
    """The environment without this project's settings and without Python's search path."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LIAISON_", "PYTHON", "COV", "PYTEST"))
    }


def build_wheel(folder: Path) -> Path:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        env=clean_environment(),
        check=True,
        capture_output=True,
        text=True,
    )
    return next(folder.glob("*.whl"))


def borrow_dependencies(environment: Path) -> None:
    """Put the installed libraries on the path; a `.pth` inside them, the checkout's, is not read."""
    packages = next((environment / "lib").glob("python*/site-packages"))
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("elsewhere")
    assert ROOT not in folder.parents
    wheel = build_wheel(folder)
    environment = folder / "venv"
    venv.create(environment, with_pip=False, symlinks=True)
    python = str(environment / "bin" / "python")
    command = [sys.executable, "-m", "pip", "--python", python, "--quiet", "install"]
    subprocess.run(
        [*command, "--no-deps", "--no-index", "--no-compile", str(wheel)],
        env=clean_environment(),
        check=True,
        capture_output=True,
        text=True,
    )
    borrow_dependencies(environment)
    return Installed(folder, wheel)


def test_the_wheel_holds_every_file_of_the_packages_and_nothing_else(installed: Installed) -> None:
    with zipfile.ZipFile(installed.wheel) as archive:
        inside = {name for name in archive.namelist() if ".dist-info/" not in name}
    expected = {name_of(path) for path in own_files() if name_of(path).startswith(PACKAGES)}
    assert inside == {name for name in expected if name.split("/")[0] in PACKAGES}


def test_nothing_comes_from_the_checkout(installed: Installed) -> None:
    listed = json.loads(installed.run("python", "-c", LIST_DATA).stdout)
    assert Path(listed["service"]).is_relative_to(installed.folder)
    assert str(ROOT) not in listed["path"]


def test_prompts_catalogue_schemas_and_templates_are_found(installed: Installed) -> None:
    found = json.loads(installed.run("python", "-c", LIST_DATA).stdout)["found"]
    assert any(name.endswith(".md") for name in found["prompts"])
    assert any(name.endswith(".yaml") for name in found["catalogue"])
    assert any(name.endswith(".html") or ".html." in name for name in found["templates"])
    assert any(name.endswith(".json") for name in found["schemas"])


def test_the_command_explains_itself(installed: Installed) -> None:
    finished = installed.run("liaison", "--help")
    assert finished.returncode == 0, finished.stderr
    assert "requirements" in finished.stdout
    assert "serve" in finished.stdout


def test_a_brief_becomes_a_specification(installed: Installed) -> None:
    options = ("--format", "json", "--today", "2026-11-02")
    finished = installed.run("liaison", "requirements", "-", *options, stdin=BRIEF)
    assert finished.returncode == 0, finished.stderr
    specification = json.loads(finished.stdout)
    assert specification["schema_version"] == "1"
    assert specification["outcome"] in {"complete", "partial"}
    assert any("85,000" in fact["text"] for fact in specification["facts"])
    for sentence in specification["brief"]["sentences"]:
        assert BRIEF[sentence["start"] : sentence["end"]] == sentence["text"]


@pytest.mark.parametrize("form", ["md", "html"])
def test_the_readable_forms_need_no_checkout(installed: Installed, form: str) -> None:
    options = ("--format", form, "--today", "2026-11-02")
    finished = installed.run("liaison", "requirements", "-", *options, stdin=BRIEF)
    assert finished.returncode == 0, finished.stderr
    assert "85,000" in finished.stdout


@pytest.fixture
def address(installed: Installed, free_port: int) -> Iterator[str]:
    """A server from the installed wheel, ready to answer."""
    command = [str(installed.scripts / "liaison"), "serve", "--port", str(free_port)]
    log = (installed.folder / "serve.log").open("w", encoding="utf-8")
    server = subprocess.Popen(command, cwd=installed.folder, env=clean_environment(), stdout=log, stderr=log)
    try:
        url = f"http://127.0.0.1:{free_port}"
        wait_until_healthy(url, server)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()


def wait_until_healthy(url: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        assert server.poll() is None, "the server ended before it was ready"
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the server was not healthy within 20 seconds")


def test_the_page_and_its_assets_are_served(address: str) -> None:
    with urllib.request.urlopen(f"{address}/", timeout=10) as answer:
        page = answer.read().decode()
    assert "<form" in page
    with urllib.request.urlopen(f"{address}/docs", timeout=10) as answer:
        assert answer.status == 200
