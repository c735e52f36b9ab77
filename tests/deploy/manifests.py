"""The files by which many processes are run, read as the tests want them."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from service.settings import PREFIX, Settings
from tests.house.tree import ROOT

KUBERNETES = ROOT / "deploy" / "kubernetes"
COMPOSE = ROOT / "compose.yaml"
USER = "10001"
"""Who the image runs as: `test_who_runs_is_whom_the_image_was_made_for` holds it against the Dockerfile."""


@dataclass(frozen=True)
class Process:
    """One process of Liaison as some file starts it: command, settings, health addresses, seconds to end."""

    where: str
    image: str
    command: tuple[str, ...]
    settings: dict[str, str]
    probed: tuple[tuple[int, str], ...]
    seconds_to_end: int


def documents(name: str) -> list[dict[str, Any]]:
    """The objects in a file of manifests."""
    return list(yaml.safe_load_all((KUBERNETES / name).read_text(encoding="utf-8")))


def objects() -> list[tuple[str, dict[str, Any]]]:
    """Every object for a cluster, examples too, with the file it stands in."""
    names = sorted(path.name for path in KUBERNETES.glob("*.yaml"))
    return [(name, one) for name in names for one in documents(name) if one["kind"] != "Kustomization"]


def of_kind(kind: str) -> list[dict[str, Any]]:
    """The objects of a kind, examples too."""
    return [one for _, one in objects() if one["kind"] == kind]


def compose() -> dict[str, Any]:
    """The file for docker compose; values that are merged are in their places."""
    found: dict[str, Any] = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))
    return found


def processes() -> list[Process]:
    """Every process of Liaison, in both files."""
    return [*_composed(), *_in_pods()]


def _composed() -> Iterator[Process]:
    for name, service in compose()["services"].items():
        if service["image"].startswith("liaison:"):
            asked = " ".join(service["healthcheck"].get("test", ()))
            yield Process(
                f"compose.yaml: {name}",
                service["image"],
                tuple(service["command"]),
                service["environment"],
                tuple((int(port), path) for port, path in re.findall(r"127\.0\.0\.1:(\d+)(/\w+)", asked)),
                _seconds(service.get("stop_grace_period", "10s")),
            )


def _in_pods() -> Iterator[Process]:
    settings = {name: value for one in of_kind("ConfigMap") for name, value in one["data"].items()}
    for deployment in of_kind("Deployment"):
        pod = deployment["spec"]["template"]["spec"]
        for container in pod["initContainers"] + pod["containers"]:
            probes = [container[name]["httpGet"] for name in PROBES if name in container]
            yield Process(
                f"kubernetes: {deployment['metadata']['name']}/{container['name']}",
                container["image"],
                tuple(container["command"]),
                settings,
                tuple((probe["port"], probe["path"]) for probe in probes),
                pod["terminationGracePeriodSeconds"],
            )


PROBES = ("startupProbe", "livenessProbe", "readinessProbe")


def _seconds(text: str) -> int:
    number, unit = re.fullmatch(r"(\d+)([sm])", text or "").groups()  # type: ignore[union-attr]  # a test may break
    return int(number) * (60 if unit == "m" else 1)


def version() -> str:
    """The version of the project."""
    found: str = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    return found


def known_settings() -> set[str]:
    """The name of every setting, as the environment has it."""
    return {PREFIX + name.upper() for name in Settings.model_fields}
