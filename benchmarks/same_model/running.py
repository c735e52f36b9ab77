"""The run: brief by brief, every system in turn, each output kept as it arrives."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.same_model.neutral import Said
from benchmarks.same_model.scoring import Marks, facts_lost, marks_of, total
from benchmarks.same_model.systems import FACTS_ONLY, System
from evals.gold.briefs import Case
from evals.journal import Journal, Output
from service.settings import Settings


@dataclass(frozen=True)
class Outputs:
    """What every system said of every brief, by system and id of the brief."""

    cases: Sequence[Case]
    said: Mapping[str, Mapping[str, Said]]

    def marks(self) -> dict[str, dict[str, Marks]]:
        """What each output is worth, by system and brief."""
        return {
            name: {case.id: marks_of(_asked_of(name, case), by_case[case.id]) for case in self.cases}
            for name, by_case in self.said.items()
        }

    def totals(self) -> dict[str, Marks]:
        """The sums over all briefs, by system."""
        return {name: total(by_case.values()) for name, by_case in self.marks().items()}

    def lost(self) -> dict[str, list[str]] | None:
        """Gold facts that the rules found and the hybrid engine did not, by brief; None without both."""
        if not {"rules alone", "hybrid"} <= set(self.said):
            return None
        rules, hybrid = self.said["rules alone"], self.said["hybrid"]
        return {case.id: facts_lost(case, rules[case.id], hybrid[case.id]) for case in self.cases}


def _asked_of(system: str, case: Case) -> Case:
    """The gold of what the system was asked for."""
    return case.model_copy(update={"needs": []}) if system == FACTS_ONLY else case


async def outputs_of(cases: Sequence[Case], systems: Sequence[System], settings: Settings, folder: Path) -> Outputs:
    """Ask for everything that is not in the folder yet; by brief, so that a run that is stopped compares fairly."""
    said: dict[str, dict[str, Said]] = {system.name: {} for system in systems}
    journal = Journal(folder)
    try:
        for case in cases:
            for system in systems:
                said[system.name][case.id] = await _said(system, case, settings, journal)
    finally:
        journal.close()
    return Outputs(cases, said)


async def _said(system: System, case: Case, settings: Settings, journal: Journal) -> Said:
    key, name = system.key(case, settings), f"{system.name}/{case.id}"
    kept = journal.get(key)
    if kept and kept.text:
        return Said.model_validate_json(kept.text)
    said = await system.run(case)
    journal.put(key, name, Output(said.model_dump_json(), None, said.seconds))
    print(_told(name, said), file=sys.stderr, flush=True)
    return said


def _told(name: str, said: Said) -> str:
    tokens = sum(call.output for call in said.calls)
    counts = f"{len(said.facts)} facts, {len(said.needs)} needs, {tokens} tokens in {len(said.calls)} calls"
    return f"{name}: {said.seconds:.0f} s, {counts}{f' ({said.failure})' if said.failure else ''}"
