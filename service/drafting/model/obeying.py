"""Whether a text of a model follows an order in a brief or among constraints instead of its task.

Deliberately strict where a brief holds such orders: a need that is lost is found again by the rules, a planted one is
believed.
"""

from collections.abc import Iterable, Sequence
from functools import cache

from service.campaign import Reading
from service.constraint import ConstraintReading
from service.llm.prompts import prompt_names, prompt_text
from service.reading.hidden import spelled
from service.reading.instructions import other_readings, speaks_to_a_machine
from service.reading.reasons import TO_A_MACHINE
from service.verifying.scanning import answer_faults
from service.verifying.support import telling_stems


def obedience_faults(
    reading: Reading | ConstraintReading, texts: Iterable[str], secrets: Sequence[str] = ()
) -> tuple[str, ...]:
    """Why texts may not stand that do what a sentence to a machine demands; empty when they may.

    `secrets` are those of the run, see `answer_faults`; the words of all prompts are looked for in any case.
    """
    written = tuple(texts)
    kept_back = (*secrets, *_prompts())
    faults = [fault for text in written for fault in answer_faults(text, reading.text, kept_back)]
    if any(speaks_to_a_machine(text) for text in written):
        faults.append("it speaks to a machine")
    if telling_stems(written) & _words_of_orders(reading):
        faults.append("it takes up words of a sentence that speaks to a machine")
    return tuple(dict.fromkeys(faults))


@cache
def _prompts() -> tuple[str, ...]:
    return tuple(prompt_text(name) for name in prompt_names())


def _words_of_orders(reading: Reading | ConstraintReading) -> set[str]:
    """Telling words of orders to a machine, hidden and encoded ones included, that stand nowhere else in the brief."""
    orders = [s.text for s in reading.sentences if reading.set_aside.get(s.id) == TO_A_MACHINE]
    orders += spelled(reading.text)
    if not orders:
        return set()
    others = [s.text for s in reading.sentences if reading.set_aside.get(s.id) != TO_A_MACHINE]
    read_otherwise = [other for order in orders for other in other_readings(order)]
    return telling_stems((*orders, *read_otherwise)) - telling_stems(others)
