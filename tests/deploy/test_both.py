"""What compose.yaml and the manifests start is what the command, the settings and the image know."""

import re

import pytest

from service.api.access import OPEN_PATHS, PROBED_PATH
from service.app import GRACE as SERVER_GRACE
from service.cli import parsed
from service.jobs.desk import GRACE as JOBS_GRACE
from service.settings import Settings
from service.store.address import parse_address
from tests.deploy.manifests import (
    COMPOSE,
    KUBERNETES,
    USER,
    Process,
    compose,
    known_settings,
    of_kind,
    processes,
    version,
)
from tests.house.test_dockerfile import of
from tests.house.tree import ROOT

PROCESSES = processes()
MARGIN = 5
"""Seconds that a process may need to end, beside the time it gives to what runs."""


@pytest.fixture(params=PROCESSES, ids=lambda process: process.where)
def process(request: pytest.FixtureRequest) -> Process:
    found: Process = request.param
    return found


def test_both_have_the_same_parts() -> None:
    kinds = [{one.command[:2] for one in PROCESSES if one.where.startswith(file)} for file in ("compose", "kubernetes")]
    assert kinds[0] == kinds[1] == {("liaison", name) for name in ("db", "serve", "worker")}


def test_every_command_can_be_typed(process: Process) -> None:
    program, *arguments = process.command
    assert program == "liaison"
    assert parsed(arguments).command in {"db", "serve", "worker"}


def test_servers_do_no_jobs_and_can_be_reached(process: Process) -> None:
    arguments = parsed(process.command[1:])
    if arguments.command == "serve":
        assert (arguments.no_worker, arguments.host) == (True, "0.0.0.0")
        assert [f"{arguments.port}"] == of("EXPOSE")


def test_probes_ask_where_something_answers(process: Process) -> None:
    arguments = parsed(process.command[1:])
    port = {"serve": "port", "worker": "health_port"}.get(arguments.command)
    if port is None:
        assert process.probed == ()
        return
    assert {asked for asked, _ in process.probed} == {getattr(arguments, port)}
    assert {path for _, path in process.probed} <= {"/healthz", PROBED_PATH}
    assert "/healthz" in OPEN_PATHS
    assert process.probed


def test_every_setting_is_known(process: Process) -> None:
    assert {name for name in process.settings if name.startswith("LIAISON_")} <= known_settings()
    assert process.settings["LIAISON_SECRETS_DIR"]


def test_names_in_comments_and_docs_are_known() -> None:
    files = [COMPOSE, ROOT / "docs" / "running.md", *KUBERNETES.glob("*.yaml")]
    for file in files:
        text = file.read_text(encoding="utf-8")
        named = {name.upper() for name in re.findall(r"\b(?:LIAISON|liaison)_[A-Za-z_]+[A-Za-z]\b", text)}
        assert named <= known_settings(), file.name


def test_no_password_stands_in_an_address(process: Process) -> None:
    address = parse_address(process.settings["LIAISON_DATABASE_URL"], "p")
    assert address
    assert address.url.startswith("postgresql+psycopg://liaison:p@")


def test_there_is_time_to_end_before_the_end(process: Process) -> None:
    arguments = parsed(process.command[1:])
    grace = int(process.settings.get("LIAISON_JOBS_GRACE", JOBS_GRACE))
    needed = {"serve": SERVER_GRACE + MARGIN, "worker": grace + MARGIN}.get(arguments.command, 0)
    assert process.seconds_to_end >= needed


def test_the_image_is_that_of_this_version(process: Process) -> None:
    assert process.image == f"liaison:{version()}"


def test_who_runs_is_whom_the_image_was_made_for() -> None:
    assert of("USER") == [USER]
    pods = [one["spec"]["template"]["spec"] for one in of_kind("Deployment")]
    assert {pod["securityContext"]["runAsUser"] for pod in pods} == {int(USER)}
    users = {name: service["user"] for name, service in compose()["services"].items()}
    assert {user for name, user in users.items() if name != "postgres"} == {USER}
    assert users["postgres"] == "postgres"


def test_probes_wait_at_least_as_long_as_the_program_waits_for_its_database() -> None:
    longest = Settings.model_fields["database_wait"].default
    for deployment in of_kind("Deployment"):
        (container,) = deployment["spec"]["template"]["spec"]["containers"]
        probe = container["startupProbe"]
        assert probe["periodSeconds"] * probe["failureThreshold"] > longest
    for service in compose()["services"].values():
        if "test" in service["healthcheck"] and service["image"].startswith("liaison"):
            assert int(service["healthcheck"]["start_period"].removesuffix("s")) > longest
