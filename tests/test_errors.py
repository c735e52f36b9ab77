"""The tree of errors is the one that is drawn, and every leaf can be shown to a caller."""

import re

import service.errors
from service.errors import LiaisonError, all_errors, did_you_mean


def test_the_tree_is_drawn_as_it_is() -> None:
    drawing = (service.errors.__doc__ or "").split("```")[1]
    drawn: dict[str, str] = {}
    path: list[str] = []
    for line in drawing.strip().splitlines():
        name = re.search(r"[A-Z]\w+", line)
        assert name, line
        depth = name.start() // 4
        path[depth:] = [name.group()]
        drawn[name.group()] = path[depth - 1] if depth else ""
    real = {kind.__name__: kind.__bases__[0].__name__ for kind in all_errors()}
    assert drawn == {"LiaisonError": ""} | real


def test_every_error_has_a_title_a_status_and_an_exit_code_of_its_own_kind() -> None:
    for kind in all_errors():
        assert kind.title != LiaisonError.title, kind
        assert 400 <= kind.status < 600, kind
        assert kind.exit_code in {2, 3}, kind
        assert kind.__doc__, kind


def test_only_a_near_name_is_suggested() -> None:
    assert did_you_mean("formt", ["format", "quiet"]) == "; did you mean format?"
    assert did_you_mean("colour", ["format", "quiet"]) == ""
