"""The figures of the comparison with their targets, what it was made with, and what is kept of it."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.measuring.records import Figure
from benchmarks.same_model.briefs import RULE
from benchmarks.same_model.environments import PINNED
from benchmarks.same_model.peers import whole
from benchmarks.same_model.running import Outputs
from benchmarks.same_model.scoring import Marks
from benchmarks.same_model.systems import BRIEF_SECONDS, CALL_SECONDS, FACTS_ONLY, MAX_TOKENS, PEERS, TEMPERATURE
from service.settings import Settings

TOKENS_RATIO_MAX = 0.5
POINTS_LEAST = 5.0
RIGHT_LEAST = 0.8
"""The targets: output tokens of the model alone to those of one prompt, needs gained by hybrid, additions right."""
_ZERO_OR_MORE = 0.0
_MEASURES = ("facts F1", "names F1", "needs F1")


def figures_of(outputs: Outputs, right: float | None) -> list[Figure]:
    """All figures with a target that can be told from these systems."""
    totals = outputs.totals()
    shares = {name: marks.shares() for name, marks in totals.items()}
    figures = [*_model_beside_peers(shares), *_tokens(totals), *_hybrid_beside_rules(shares)]
    lost = outputs.lost()
    if lost is not None:
        figures.append(Figure("hybrid: gold facts lost that rules found", sum(map(len, lost.values())), most=0))
    if right is not None:
        figures.append(Figure("additions of hybrid that are right, judged by hand", right, least=RIGHT_LEAST))
    return figures


Shares = Mapping[str, Mapping[str, float | None]]


def _model_beside_peers(shares: Shares) -> Iterator[Figure]:
    for peer in PEERS:
        for measure in _MEASURES:
            if "model alone" in shares and not (peer == FACTS_ONLY and measure == "needs F1"):
                yield _points(f"model alone - {peer}: {measure}", shares["model alone"], shares[peer], measure)


def _tokens(totals: Mapping[str, Marks]) -> Iterator[Figure]:
    if "model alone" in totals and totals["one prompt"].output_tokens:
        ratio = totals["model alone"].output_tokens / totals["one prompt"].output_tokens
        yield Figure("model alone / one prompt: output tokens", ratio, "x", most=TOKENS_RATIO_MAX)


def _hybrid_beside_rules(shares: Shares) -> Iterator[Figure]:
    if "hybrid" not in shares:
        return
    hybrid, rules = shares["hybrid"], shares["rules alone"]
    yield _points("hybrid - rules: needs recall", hybrid, rules, "needs recall", POINTS_LEAST)
    yield _points("hybrid - rules: facts precision", hybrid, rules, "facts precision")
    yield _points("hybrid - rules: needs precision", hybrid, rules, "needs precision")
    yield _points("rules - hybrid: needs extra", rules, hybrid, "needs extra")


def _points(
    what: str, one: Mapping[str, float | None], other: Mapping[str, float | None], measure: str,
    least: float = _ZERO_OR_MORE,
) -> Figure:  # fmt: skip
    """The difference in percentage points."""
    return Figure(what, round(100 * ((one[measure] or 0.0) - (other[measure] or 0.0)), 3), "points", least=least)


def notes_of(settings: Settings, outputs: Outputs, missing: Sequence[str], model_file: Path | None) -> list[str]:
    """What a reader must know to judge the figures, and to repeat them."""
    versions = [f"openai {version('openai')}", *(" ".join(pins) for pins in PINNED.values())]
    return [
        *missing,
        f"Model {settings.llm_model}{_hash_of(model_file)}, temperature {TEMPERATURE:g}, one request at a time.",
        f"Briefs: {RULE}; here {', '.join(case.id for case in outputs.cases)}.",
        f"Limits: {CALL_SECONDS:g} s a call, {BRIEF_SECONDS:g} s a brief; for peers {MAX_TOKENS:,} tokens an answer.",
        "One prompt: lists bounded, texts not, JSON Schema kept to by the server, streamed, whole items salvaged.",
        "instructor: the same question and schema, mode JSON_SCHEMA, quotes held against the brief by a validator, "
        "max_retries 2; the last answer is salvaged where it gives up.",
        "langextract: the facts alone, 1,000 characters a chunk, one example with every kind, one pass, one worker.",
        "Model alone: requirements that a prompt had a part in; names that the model pointed at, typed by the rules "
        "where they read the same place; figures, days and times by their form, which no model is asked for. Names F1 "
        "leaves these out on all sides.",
        "Precision of needs: those that say what a need of the gold says; the gold does not name all that is right. "
        "Extra: those that match none and rest on no place that one rests on. Grounded: facts and needs with evidence "
        "that stands in the brief letter by letter.",
        "Additions were judged by one reader, on six other briefs that nobody had looked at before (`--fewer 5 "
        "--skip 22 --additions FILE`), kept in `benchmarks/same_model/additions_fewer_skip_22.yaml`; the files beside "
        "it are the rounds before, each on other briefs, with the engine of its day.",
        "A fact that is said more often than the brief has it counts once. Calls that were cut off tell no tokens.",
        f"Versions: {'; '.join(versions)}.",
        f"To repeat: `python -m benchmarks.same_model --cases {len(outputs.cases)} --write`, the endpoint in "
        "`LIAISON_LLM_BASE_URL` and `LIAISON_LLM_MODEL`.",
    ]


def _hash_of(model_file: Path | None) -> str:
    if model_file is None:
        return ""
    with model_file.open("rb") as file:
        return f" ({model_file.name}, SHA-256 {hashlib.file_digest(file, 'sha256').hexdigest()})"


def details_of(outputs: Outputs) -> dict[str, Any]:
    """What is kept beside the figures: counts by system and brief, failures, lost facts, the question of the peers."""
    marks = outputs.marks()
    return {
        "briefs": {
            case.id: {name: asdict(by_case[case.id]) for name, by_case in marks.items()} for case in outputs.cases
        },
        "failures": {
            f"{name}/{brief}": said.failure
            for name, by_case in outputs.said.items()
            for brief, said in by_case.items()
            if said.failure
        },
        "facts lost": outputs.lost(),
        "question of the peers": whole.messages("..."),
        "schema of the peers": whole.Whole.model_json_schema(),
    }
