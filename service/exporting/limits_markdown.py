"""Explanations and alignments as Markdown for a ticket: the line on top, then what each constraint says and does."""

from collections.abc import Iterable, Iterator, Sequence

from schemas.alignment import Alignment, Collision, LaunchView
from schemas.explanation import Bar, ConstraintText, Effect, ExplainedConstraint, Explanation, WayOut
from schemas.requirement import Coverage, Question
from service.exporting import amounts, limits, made, outline
from service.exporting.escaping import markdown_text as t
from service.exporting.outline import Figure
from service.exporting.ticket import finding_line, input_row, joined, points, provenance_lines, question_lines, table

WAYS_OUT = ("what", "you give up", "you gain", "who decides", "what it takes")


def explanation_to_markdown(explanation: Explanation) -> str:
    """Every constraint in plain words, in GitHub-flavoured Markdown. Text from outside is escaped and stays text."""
    sections = [
        _head(explanation, limits.explanation_summary(explanation)),
        *_constraints(explanation.constraints, explanation.campaign, ()),
        _questions(explanation.questions),
        _set_aside(explanation.text, explanation.coverage),
        provenance_lines(explanation.provenance, explanation.text.language, explanation.schema_version),
    ]
    return joined(sections)


def alignment_to_markdown(alignment: Alignment) -> str:
    """What collides, what does not, the launch view, and the constraints. Text from outside is escaped."""
    sections = [
        _head(alignment, limits.alignment_summary(alignment)),
        *_collisions(alignment.collisions),
        _no_collision(alignment),
        _launch(alignment.launch_view),
        *_constraints(alignment.constraints, alignment.campaign, alignment.collisions),
        _questions(alignment.questions),
        provenance_lines(alignment.provenance, alignment.text.language, alignment.schema_version),
    ]
    return joined(sections)


def _head(result: Explanation | Alignment, figures: Iterable[Figure]) -> Iterator[str]:
    yield f"# {t(limits.title_of(result))}"
    yield ""
    yield " · ".join(f"{figure.label}: **{t(figure.value)}**" for figure in figures)
    if result.reason:
        yield ""
        yield t(result.reason)
    yield from (f"- Not read: {t(line)}" for line in result.text.not_read)
    yield from (f"- {finding_line(finding)}" for finding in result.findings)


def _ids(ids: Sequence[str]) -> str:
    """Ids in brackets, with a blank before; nothing without any."""
    return f" \\[{t(outline.listed(ids))}\\]" if ids else ""


# --- constraints ---------------------------------------------------------------------------------


def _constraints(
    constraints: Sequence[ExplainedConstraint], campaign: str | None, collisions: Sequence[Collision]
) -> Iterator[Iterable[str]]:
    if constraints:
        yield ["## The constraints in plain words"]
    before = limits.told_before(constraints)
    for item in constraints:
        yield _constraint(item, campaign, limits.of_constraint(collisions, item.id), before.get(item.id))


def _constraint(
    item: ExplainedConstraint, campaign: str | None, collisions: Sequence[Collision], before: str | None
) -> Iterator[str]:
    title = f"{t(item.id)} {t(item.title)}"
    yield f"### ~~{title}~~ (replaced by {t(item.overridden_by)})" if item.overridden_by else f"### {title}"
    yield ""
    kind, firm = limits.KIND_WORDS[item.kind], limits.FIRMNESS_WORDS[item.firmness]
    yield f"**{t(item.plain)}**"
    yield ""
    if item.means:
        yield f"What it means ({made.MODEL_WORDS}): {t(item.means.text)}"
        yield ""
    yield f"- IT’s words: “{t(item.source.text)}”"
    yield from points("Belongs to it", [f"“{t(passage.text)}”" for passage in item.context], "")
    yield f"- Kind: {kind} · firmness: {firm} ({t(item.firmness_why)}) · {limits.STRENGTH_WORDS[item.strength]}"
    if before and item.why.basis == "typical":
        yield f"- Why such constraints exist, what they mean in general and the usual ways out: as for {t(before)}."
    else:
        yield from _meaning(item, campaign, collisions)
    yield from _beneath(item)


def _meaning(item: ExplainedConstraint, campaign: str | None, collisions: Sequence[Collision]) -> Iterator[str]:
    """Why it exists, what it does, the ways out and the next step."""
    yield from _why(item)
    yield from _effects(item.effects, campaign, collisions)
    if not collisions:
        yield from points("Ways out", (_way_out_line(option) for option in item.options), "")
    yield from points("Next step", [t(item.next_step)], "")


def _why(item: ExplainedConstraint) -> Iterator[str]:
    source = f" Source: {t(outline.citation(item.why.citation))}." if item.why.citation else ""
    basis = "" if item.why.basis == "stated" else " (what such a constraint usually is there for)"
    yield f"- Why it exists{basis}: {t(item.why.text)}{source}"


def _effects(effects: Sequence[Effect], campaign: str | None, collisions: Sequence[Collision]) -> Iterator[str]:
    if not effects:
        return
    yield f"- What it does to {'this campaign' if campaign else 'a campaign'}:"
    for effect in limits.effects_in_order(effects):
        told = "computed" if effect.basis == "computed" else "in general"
        verdict = ", **does not fit**" if effect.collides else ""
        size = f" By {t(amounts.length(effect.size.value, effect.size.unit))}." if effect.size else ""
        area = limits.AREA_WORDS[effect.area]
        yield f"  - ({told}, {area}{verdict}) {t(effect.text)}{size}{_ids([*effect.requirements, *effect.sentences])}"
        yield from _sum(effect.calculation, effect.bars, "    ")
        if effect.inputs:
            yield f"    - From: {'; '.join(map(_input, map(input_row, effect.inputs)))}"
    for collision in collisions:
        yield f"  - See collision {t(collision.id)}"


def _input(row: tuple[str, ...]) -> str:
    name, value, spread, origin = row
    return f"{name}: {value}{f' ({spread})' if spread else ''} \\[{origin}\\]"


def _sum(calculation: str | None, bars: Sequence[Bar], indent: str) -> Iterator[str]:
    yield from points("Arithmetic", [t(calculation or "")], indent)
    yield from points(
        "Compared", ["; ".join(f"{t(bar.label)} {t(amounts.length(bar.value, bar.unit))}" for bar in bars)], indent
    )


def _way_out_line(option: WayOut) -> str:
    takes = f"; takes: {t(option.takes)}" if option.takes else ""
    told = "computed" if option.basis == "computed" else "typical"
    return (
        f"{t(option.text)} ({told}). You give up: {t(option.gives_up)}; you gain: {t(option.gains)};"
        f" who decides: {t(option.who_decides)}{takes}{_worked_out(option)}"
    )


def _worked_out(option: WayOut) -> str:
    return f" ({t(option.calculation)})" if option.calculation else ""


def _beneath(item: ExplainedConstraint) -> Iterator[str]:
    """How it was read, the words explained, and what is not said."""
    yield from points("Numbers as read", (f"“{t(q.text)}”: {t(limits.bounded(q))}" for q in item.quantities), "")
    yield from points("When", (f"“{t(passage.text)}”" for passage in item.conditions), "")
    yield from points("Except", (f"“{t(passage.text)}”" for passage in item.exceptions), "")
    yield from points("Binds", [t(item.binds or "")], "")
    yield from points("Who may allow it", [t(item.decides or "")], "")
    yield from points("Words explained", (f"{t(entry.term)}: {t(entry.plain)}" for entry in item.glossary), "")
    yield from points("Left out", (f"“{t(gone.text)}”: {t(gone.reason)}" for gone in item.left_out), "")
    yield from (f"- {finding_line(finding)}" for finding in item.findings)


# --- what both meet in ---------------------------------------------------------------------------


def _launch(view: LaunchView) -> Iterator[str]:
    yield f"## The launch: {amounts.day(view.launch)}"
    yield ""
    for fact in view.readiness:
        yield f"- **{fact.status}**: {t(fact.text)}{_ids(fact.refs)}"
    for risk in view.open_risks:
        effect, lessens = t(risk.effect), t(risk.mitigation)
        yield f"- Open risk: {t(risk.text)} Effect: {effect} What lessens it: {lessens}{_ids(risk.refs)}"
    for stake in view.at_stake:
        yield f"- At stake: {t(stake.text)}{_ids(stake.refs)}"
    if view.decisions:
        yield ""
        rows = (
            (f"{t(item.what)}{_ids(item.refs)}", t(item.who), amounts.day(item.by, "no date yet"), t(item.why))
            for item in view.decisions
        )
        yield from table(("decision", "who", "by when", "why"), rows)


def _collisions(collisions: Sequence[Collision]) -> Iterator[Iterable[str]]:
    yield [f"## What collides: {amounts.count(len(collisions), 'collision') if collisions else 'nothing'}"]
    yield from map(_collision, collisions)


def _collision(item: Collision) -> Iterator[str]:
    size = f", by {t(amounts.length(item.size.value, item.size.unit))}" if item.size else ""
    yield f"### {t(item.id)} ({t(item.constraint)}, {limits.AREA_WORDS[item.area]}{size})"
    yield ""
    yield f"{t(item.effect)}{_ids(item.requirements)}"
    yield ""
    yield from _sum(item.calculation, item.bars, "")
    if item.options:
        yield ""
        rows = (
            (
                f"{t(option.text)}{_worked_out(option)}",
                t(option.gives_up),
                t(option.gains),
                t(option.who_decides),
                t(option.takes or ""),
            )
            for option in item.options
        )
        yield from table(WAYS_OUT, rows)


def _no_collision(alignment: Alignment) -> Iterator[str]:
    if not alignment.no_collision:
        return
    names = {item.id: item.title for item in alignment.constraints}
    yield "## What does not collide"
    yield ""
    for group in limits.fittings(alignment):
        for item in group.items:
            title = t(names.get(item.constraint, ""))
            yield f"- {group.title}: **{t(item.constraint)}** {title}. {t(item.why)}"


# --- the end -------------------------------------------------------------------------------------


def _questions(questions: Sequence[Question]) -> Iterator[str]:
    if not questions:
        return
    yield f"## Questions: {outline.questions_line(questions)}"
    yield ""
    for place, question in enumerate(questions, 1):
        yield from question_lines(place, question)


def _set_aside(text: ConstraintText, coverage: Sequence[Coverage]) -> Iterator[str]:
    items = [item for item in coverage if item.status == "not_a_requirement"]
    if not items:
        return
    texts = {sentence.id: sentence.text for sentence in text.sentences}
    yield f"## Set aside ({len(items)} of {len(coverage)} sentences)"
    yield ""
    for item in items:
        yield f"- \\[{t(item.sentence)}\\] “{t(outline.shortened(texts.get(item.sentence, '')))}”: {t(item.reason)}"
