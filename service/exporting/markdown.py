"""A specification as Markdown for a ticket: a summary line, then questions, requirements and what was computed."""

from collections.abc import Iterator

from schemas.parts import (
    DataSource,
    DpiaCriterion,
    Governance,
    LeadItem,
    Ownership,
    Privacy,
    Retention,
    Schedule,
    Workload,
)
from schemas.requirement import Requirement
from schemas.specification import Specification
from service.exporting import amounts, made, outline
from service.exporting.escaping import markdown_text as t
from service.exporting.ticket import (
    finding_line,
    input_row,
    joined,
    notes_lines,
    pointed,
    points,
    provenance_lines,
    question_lines,
    quoted,
    table,
)


def to_markdown(specification: Specification) -> str:
    """Everything a reader needs, in GitHub-flavoured Markdown. Text of the brief is escaped and stays text."""
    sections = (
        _head(specification),
        _goals(specification),
        _questions(specification),
        _requirements(specification),
        _data_sources(specification.data_sources),
        _scale(specification),
        _privacy(specification.privacy),
        _schedule(specification.schedule),
        _ownership(specification.ownership),
        _governance(specification.governance),
        _risks(specification),
        _contradictions(specification),
        _set_aside(specification),
        notes_lines(specification.findings),
        provenance_lines(specification.provenance, specification.brief.language, specification.schema_version),
    )
    return joined(sections)


def _head(specification: Specification) -> Iterator[str]:
    yield f"# {t(specification.brief.title) or 'Untitled brief'}"
    yield ""
    yield " · ".join(f"{figure.label}: **{t(figure.value)}**" for figure in outline.summary(specification))
    if specification.reason:
        yield ""
        yield t(specification.reason)
    for line in specification.brief.not_read:
        yield f"- Not read: {t(line)}"
    yield from (f"- {finding_line(finding)}" for finding in made.of_the_text(specification.findings))


def _goals(specification: Specification) -> Iterator[str]:
    if not specification.goals:
        return
    yield "## What it is for"
    yield ""
    for goal in specification.goals:
        yield f"- **{t(goal.id)}** {t(goal.statement)}{pointed(goal.evidence)}"
        if goal.metric or goal.target or goal.baseline:
            start = f", from {t(amounts.quantity(goal.baseline))}" if goal.baseline else ""
            end = f", target {t(amounts.quantity(goal.target))}" if goal.target else ""
            by = f", by {t(amounts.written(goal.deadline))}" if goal.deadline else ""
            yield f"  - Measured by {t(goal.metric or 'nothing named yet')}{start}{end}{by}"


def _questions(specification: Specification) -> Iterator[str]:
    if not specification.questions:
        return
    yield f"## First: {outline.questions_line(specification.questions)}"
    yield ""
    for place, question in enumerate(specification.questions, 1):
        yield from question_lines(place, question)


def _requirements(specification: Specification) -> Iterator[str]:
    if not specification.requirements:
        return
    found = outline.groups(specification)
    yield "## What it needs"
    yield ""
    yield " · ".join(f"{group.title} {len(group.requirements)}" for group in found)
    if shares := made.shares(specification.requirements):
        yield ""
        yield f"Of these {shares}."
    for group in found:
        yield ""
        yield f"### {group.title}"
        yield ""
        for requirement in group.requirements:
            yield from _requirement(requirement)


def _requirement(item: Requirement) -> Iterator[str]:
    yield f"- **{t(item.id)}** ({outline.PRIORITY_WORDS[item.priority]}, {item.origin}) {t(item.statement)}"
    if made.is_reading(item):
        yield f"  - **{made.READING.capitalize()}** ({made.SUPPORT_WORDS[item.support]})"
    elif made.makers(item) == (True, True):
        yield f"  - {made.found_by(item).capitalize()}"
    yield f"  - Why: {t(item.rationale)}"
    yield from points("Evidence", [quoted(item.evidence)])
    yield from points("Accepted when", map(t, item.acceptance_criteria))
    sources = f" · Source: {t('; '.join(map(outline.citation, item.citations)))}" if item.citations else ""
    numbers = f" · Numbers: {t(', '.join(item.calculations))}" if item.calculations else ""
    yield f"  - Verified by {item.verification_method} · Owner: {t(outline.owner(item.owner))}{numbers}{sources}"
    if item.support in {"partial", "unsupported"}:
        yield f"  - Support by the brief: {item.support}"
    yield from (f"  - {finding_line(finding)}" for finding in item.findings)


def _data_sources(sources: list[DataSource]) -> Iterator[str]:
    if not sources:
        return
    yield "## The data, source by source"
    for source in sources:
        yield ""
        yield f"### {t(source.name)} ({t(source.id)})"
        yield ""
        yield f"{t(source.purpose)}{pointed(source.evidence)}"
        yield ""
        yield from _data_source(source)


def _data_source(source: DataSource) -> Iterator[str]:
    yield f"- System: {t(source.system or 'not known yet')} · class: {source.data_class}"
    yield from points("Contents", [t(", ".join(source.contents))], "")
    for name, title in outline.ANSWER_NAMES:
        answer = getattr(source.answers, name)
        basis = f" ({t(answer.basis)})" if answer.basis else ""
        value = f": {t(answer.value)}{basis}" if answer.value else ""
        yield f"- {title}: **{answer.status}**{value}"
    for pair in source.combined_with:
        key = f" by {t(pair.key)}" if pair.key else ""
        yield f"- Combined with {t(pair.source)}{key}: {t('; '.join(pair.needs))}{pointed(pair.evidence)}"
    for other in source.alternatives:
        yield f"- Could also come from {t(other.name)} ({other.kind.replace('_', ' ')}): {t(other.note)}"


def _scale(specification: Specification) -> Iterator[str]:
    if not specification.scale.workloads:
        return
    yield "## How much"
    for load in specification.scale.workloads:
        yield ""
        yield f"### {t(load.name)}: {t(amounts.quantity(load.result))} ({t(load.id)}){pointed(load.evidence)}"
        yield ""
        yield from _workload(load)


def _workload(load: Workload) -> Iterator[str]:
    if load.low != load.high:
        low, mid, high = (t(amounts.number(value)) for value in (load.low, load.mid, load.high))
        yield f"- Low {low} · mid {mid} · high {high} {t(amounts.unit(load.result.unit))}"
    if load.incomplete:
        yield f"- **Not the whole figure:** {t(load.incomplete)}"
    if load.verdict:
        yield f"- **{outline.VERDICT_WORDS[load.verdict].capitalize()}**"
    source = f". Source: {t(outline.citation(load.citation))}" if load.citation else ""
    yield f"- Arithmetic: {t(load.formula)}{source}"
    yield ""
    yield from table(("input", "value", "range", "from"), map(input_row, load.inputs))


def _privacy(privacy: Privacy) -> Iterator[str]:
    dpia = privacy.dpia
    met = sum(criterion.status == "met" for criterion in dpia.criteria)
    yield f"## Privacy: DPIA {outline.DPIA_WORDS[dpia.outcome]} ({met} of {len(dpia.criteria)} criteria met)"
    yield ""
    yield t(dpia.reason)
    yield ""
    yield from (f"- Trigger: {t(trigger)}" for trigger in dpia.triggers)
    yield from map(_criterion, dpia.criteria)
    yield from points("Sources", [t("; ".join(map(outline.citation, dpia.citations)))], "")
    yield from _people_and_data(privacy)
    yield from _laws(privacy)
    yield from _handling(privacy)


def _criterion(item: DpiaCriterion) -> str:
    return f"- {t(item.id)} {t(item.name)}: **{item.status.replace('_', ' ')}**. {t(item.why)}{pointed(item.evidence)}"


def _people_and_data(privacy: Privacy) -> Iterator[str]:
    kinds = (f"{item.name} ({item.sensitivity.replace('_', ' ')})" for item in privacy.personal_data)
    yield from points("Personal data", [t(", ".join(kinds))], "")
    yield from points("People", [t(", ".join(item.name for item in privacy.data_subjects))], "")
    age = f", age of consent {privacy.minors.consent_age}" if privacy.minors.consent_age else ""
    yield f"- Children: **{privacy.minors.status}**{age}. {t(privacy.minors.why)}{pointed(privacy.minors.evidence)}"


def _laws(privacy: Privacy) -> Iterator[str]:
    if not privacy.regulations:
        return
    yield ""
    yield "### Laws and binding standards"
    yield ""
    for law in privacy.regulations:
        source = f" Source: {t(outline.citation(law.citation))}." if law.citation else ""
        yield f"- **{t(law.name)}** ({law.certainty}): {t(law.why)}{pointed(law.evidence)}{source}"


def _handling(privacy: Privacy) -> Iterator[str]:
    lines = [
        f"- Legal basis for {t(item.purpose)}: {t(item.basis)} ({item.status})"
        f"{'; needs ' + t('; '.join(item.conditions)) if item.conditions else ''}{pointed(item.evidence)}"
        for item in privacy.legal_basis
    ]
    lines += [
        f"- Outside party {t(item.name)}: {t(item.role)}, {t(item.country or 'country not known')}"
        f"{'; ' + t(item.transfer) if item.transfer else ''}{pointed(item.evidence)}"
        for item in privacy.processors
    ]
    lines += [f"- Transfer: {t(item)}" for item in privacy.transfers]
    lines += [
        f"- {t(_how_long(item))} ({item.status}). {t(item.why)}{pointed(item.evidence)}" for item in privacy.retention
    ]
    if lines:
        yield from ("", "### Permission, parties and keeping", "", *lines)


def _how_long(kept: Retention) -> str:
    if kept.period is None:
        return f"Kept: {kept.what} {'without an end' if kept.status == 'known' else 'for a time not known'}"
    return f"Kept: {kept.what} for {amounts.quantity(kept.period)}" if kept.period.value else f"Not kept: {kept.what}"


def _schedule(schedule: Schedule) -> Iterator[str]:
    yield f"## When: launch {amounts.day(schedule.launch)}; {outline.lead_counts(schedule.lead_items)}"
    yield ""
    if schedule.lead_items:
        headings = ("work", "status", "latest start", "needed by", "working days (low to high)", "owner", "why")
        yield from table(headings, _lead_rows(schedule.lead_items))
        yield ""
    for option in schedule.options:
        yield f"- Way out: {t(option)}"
    for milestone in schedule.milestones:
        note = f" ({t(milestone.note)})" if milestone.note else ""
        yield f"- {amounts.day(milestone.date)}: {t(milestone.name)}{note}{pointed(milestone.evidence)}"
    for checkpoint in schedule.checkpoints:
        yield f"- {amounts.day(checkpoint.date)}: checkpoint, {t(checkpoint.name)}. {t(checkpoint.why)}"
    if schedule.buffer:
        days = amounts.amount(schedule.buffer.working_days, "working_day")
        yield f"- Kept for change: {days}. {t(schedule.buffer.reason)}"
    yield from points("Public holidays skipped", [t(", ".join(schedule.holidays))], "")
    for effort in schedule.efforts:
        length = "unknown" if effort.working_days is None else amounts.amount(effort.working_days, "working_day")
        yield f"- Needed: {t(effort.role)}, {length} ({effort.status}). {t(effort.why)}"


def _lead_rows(items: list[LeadItem]) -> Iterator[tuple[str, ...]]:
    names = {item.id: item.name for item in items}
    for item in items:
        after = f"; after {t(', '.join(names.get(other, other) for other in item.after))}" if item.after else ""
        yield (
            f"{t(item.name)}{pointed(item.evidence)}",
            f"**{outline.STATUS_WORDS[item.status]}**",
            amounts.day(item.latest_start),
            amounts.day(item.needed_by),
            f"{item.typical} ({item.low} to {item.high})",
            t(item.owner or "nobody named yet"),
            f"{t(item.why)}{after}",
        )


def _ownership(rows: list[Ownership]) -> Iterator[str]:
    if not rows:
        return
    yield "## Who"
    yield ""
    headings = ("topic", "answers for it", "does it", "is asked", "is told", "status")
    yield from table(headings, map(_owner_row, rows))


def _owner_row(row: Ownership) -> tuple[str, ...]:
    return (
        t(row.topic) + pointed(row.evidence),
        t(row.accountable or "?"),
        t(row.responsible or "?"),
        t(", ".join(row.consulted)),
        t(", ".join(row.informed)),
        f"**{row.status}**" if row.status == "gap" else row.status,
    )


def _governance(tools: list[Governance]) -> Iterator[str]:
    if not tools:
        return
    yield "## Tools"
    yield ""
    for tool in tools:
        route = tool.route.replace("_", " ")
        yield f"- **{t(tool.tool)}** ({tool.status}): {route}. {t(tool.reason)}{pointed(tool.evidence)}"
        if tool.exception:
            until = amounts.day(tool.exception.expires, "a date to be named")
            who = t(tool.exception.owner or "nobody named yet")
            yield f"  - An exception needs: {t('; '.join(tool.exception.conditions))}; owner {who}; until {until}"


def _risks(specification: Specification) -> Iterator[str]:
    if not (specification.risks or specification.assumptions):
        return
    yield "## Risks and assumptions"
    yield ""
    for risk in specification.risks:
        yield f"- **{t(risk.id)}** {t(risk.text)}{pointed(risk.evidence)}"
        yield f"  - Effect: {t(risk.effect)}"
        yield f"  - What lessens it: {t(risk.mitigation)}"
    names = outline.labels(specification)
    for item in specification.assumptions:
        source = f" Source: {t(outline.citation(item.citation))}." if item.citation else ""
        used = f" For {t(', '.join(names.get(name, name) for name in item.used_by))}." if item.used_by else ""
        value = f"**{t(amounts.quantity(item.value, 'assumed'))}**"
        yield f"- {value}: {t(item.text.rstrip('.'))}{pointed(item.evidence)}.{used}{source}"


def _contradictions(specification: Specification) -> Iterator[str]:
    if not specification.contradictions:
        return
    yield "## What disagrees"
    yield ""
    for item in specification.contradictions:
        yield f"- **{t(item.id)}** {t(item.text)}"
        yield from points("Where", [quoted([place]) for place in item.evidence])


def _set_aside(specification: Specification) -> Iterator[str]:
    items = outline.set_aside(specification)
    if not items:
        return
    texts = {sentence.id: sentence.text for sentence in specification.brief.sentences}
    yield f"## Set aside ({len(items)} of {len(specification.coverage)} sentences)"
    yield ""
    for item in items:
        yield f"- \\[{t(item.sentence)}\\] “{t(outline.shortened(texts.get(item.sentence, '')))}”: {t(item.reason)}"
