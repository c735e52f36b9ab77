"""Where a regression is planted: a step of the pipeline is exchanged for one that does it wrong, and put back."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib import import_module
from typing import Any

Change = Callable[[Any], Any]
Planted = Callable[[], AbstractContextManager[None]]


@contextmanager
def swapped(module: str, name: str, make: Change) -> Iterator[None]:
    """Within, `name` of the module is what `make` makes of it."""
    owner = import_module(module)
    whole = getattr(owner, name)
    setattr(owner, name, make(whole))
    try:
        yield
    finally:
        setattr(owner, name, whole)


def results_of(module: str, step: str, change: Change) -> Planted:
    """A step whose results are changed as it returns them."""

    def make(whole: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *given, **named: change(whole(*given, **named))

    return lambda: swapped(module, step, make)


def specifications(change: Change) -> Planted:
    """Changes every specification at the last step of its run."""
    return results_of("service.pipeline", "assemble", change)


def explanations(change: Change) -> Planted:
    """Changes every explanation at the last step of its run."""
    return results_of("service.pipeline", "assemble_explanation", change)


def alignments(change: Change) -> Planted:
    """Changes every alignment at the last step of its run."""
    return results_of("service.pipeline", "assemble_alignment", change)
