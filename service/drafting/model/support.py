"""A second look at doubtful needs: whether their sentences really bear them out."""

from collections.abc import Sequence
from dataclasses import replace

from schemas.requirement import Support
from service.drafting.model.findings import withheld
from service.drafting.model.numbering import plain_line
from service.drafting.model.parts import Part
from service.drafting.model.pointing import Pointing
from service.llm.answers import VerdictAnswer
from service.needs import Need

AT_ONCE = 20
"""House default: statements of one question, as many as an answer may hold."""


def doubtful(needs: Sequence[Need]) -> list[Need]:
    """Needs that share few words with their sentences; they may be implied all the same."""
    return [need for need in needs if need.support != "supported"]


def statements_of(needs: Sequence[Need]) -> str:
    """The needs as numbered lines with the ids of their sentences."""
    return "\n".join(
        f"N{number} {plain_line(need.statement)} [{', '.join(place.sentence for place in need.evidence)}]"
        for number, need in enumerate(needs, 1)
    )


_SUPPORT: dict[str, Support] = {"yes": "supported", "partly": "partial", "no": "unsupported"}


def judged(needs: Sequence[Need], verdicts: Sequence[VerdictAnswer]) -> Part:
    """The needs as the verdicts leave them; one without a verdict stays as it is."""
    said = {item.statement.strip("[] ").upper(): item.verdict for item in verdicts}
    looked_at = [(need, said.get(f"N{number}")) for number, need in enumerate(needs, 1)]
    return Part(
        needs=tuple(replace(need, support=_SUPPORT[verdict]) if verdict else need for need, verdict in looked_at),
        findings=tuple(
            withheld("need", need.statement, ["its sentences do not bear it out"], Pointing(need.evidence, ()))
            for need, verdict in looked_at
            if verdict == "no"
        ),
    )
