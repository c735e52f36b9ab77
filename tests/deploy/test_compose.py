"""compose.yaml is what the Compose Specification knows, and lets nothing out that need not be out."""

import subprocess
import sys
from typing import Any

import pytest

from service.settings import PREFIX
from tests.deploy.manifests import COMPOSE, compose, known_settings
from tests.house.tree import ROOT

SERVICES = compose()["services"]


@pytest.fixture(params=SERVICES)
def service(request: pytest.FixtureRequest) -> dict[str, Any]:
    found: dict[str, Any] = SERVICES[request.param]
    return found


def checked(text: str, tmp_path: Any) -> "subprocess.CompletedProcess[str]":
    """Hold a file against the schema of the Compose Specification, which comes with the package."""
    file = tmp_path / "compose.yaml"
    file.write_text(text)
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(file)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_the_specification_knows_every_word_of_it(tmp_path: Any) -> None:
    text = COMPOSE.read_text(encoding="utf-8")
    found = checked(text, tmp_path)
    assert found.returncode == 0, found.stdout
    assert checked(text.replace("read_only:", "readonly:"), tmp_path).returncode == 1


def test_no_service_can_do_more_than_it_must(service: dict[str, Any]) -> None:
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["user"] not in {"root", "0"}
    assert "privileged" not in service
    assert "network_mode" not in service


def test_every_service_has_limits_and_is_looked_at(service: dict[str, Any]) -> None:
    assert set(service["deploy"]["resources"]["limits"]) == {"cpus", "memory", "pids"}
    assert service["healthcheck"].keys() & {"test", "disable"}
    assert service["restart"] in {"unless-stopped", "no"}


def test_whatever_works_waits_for_the_tables() -> None:
    waiting = {name: service.get("depends_on", {}) for name, service in SERVICES.items()}
    assert waiting["migrate"] == {"postgres": {"condition": "service_healthy"}}
    for name in ("serve", "worker"):
        assert waiting[name] == {"migrate": {"condition": "service_completed_successfully"}}


def test_only_this_machine_reaches_the_page_and_nobody_the_database() -> None:
    ports = {name: service.get("ports", []) for name, service in SERVICES.items()}
    assert {name for name, published in ports.items() if published} == {"serve"}
    assert all(port.startswith("127.0.0.1:") for port in ports["serve"])
    assert SERVICES["postgres"]["networks"] == ["store"]
    assert compose()["networks"]["store"] == {"internal": True}


def test_secrets_are_files_with_the_names_of_settings_and_have_no_default() -> None:
    secrets = compose()["secrets"]
    assert {name.upper() for name in secrets} <= known_settings()
    assert [given for given in secrets.values() if set(given) != {"file"}] == []
    assert [given["file"] for given in secrets.values() if (ROOT / given["file"]).exists()] == []
    words = " ".join(str(service.get("environment")) for service in SERVICES.values()).replace(PREFIX, "")
    assert "PASSWORD" not in words.replace("POSTGRES_PASSWORD_FILE", "")
