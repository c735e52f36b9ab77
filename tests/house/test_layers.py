"""The import contract leaves no part of the service unplaced."""

import re
import tomllib

from tests.house.tree import ROOT


def contract_layers() -> list[str]:
    """The names in the layer contract, top to bottom, siblings in one line taken apart."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return [name for layer in layers for name in re.findall(r"[\w.]+", layer)]


def test_every_part_of_the_service_has_its_layer() -> None:
    found = {
        f"service.{path.stem}"
        for path in (ROOT / "service").iterdir()
        if (path.suffix == ".py" and path.stem != "__init__") or (path / "__init__.py").is_file()
    }
    assert found
    assert found - set(contract_layers()) == set()


def test_no_layer_is_named_twice() -> None:
    names = contract_layers()
    assert sorted(names) == sorted(set(names))
