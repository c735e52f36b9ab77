"""Explanations and alignments as HTML: what the templates are given, and the self-contained pages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from schemas.alignment import Alignment, Collision
from schemas.explanation import Effect, ExplainedConstraint, Explanation
from schemas.requirement import Coverage
from schemas.specification import Specification
from service.exporting import limits, outline
from service.exporting.document import document_page
from service.exporting.escaping import anchor
from service.exporting.limits import Fitting
from service.exporting.marking import MarkedText, Piece, anchors
from service.exporting.outline import Figure
from service.exporting.pictures import Gap, gap
from service.exporting.tying import derived_coverage, tied


@dataclass(frozen=True, slots=True)
class Beside:
    """The specification that a result was worked out for, where that has a page of its own."""

    address: str
    specification: Specification


@dataclass(frozen=True, slots=True)
class EffectView:
    """One effect with the picture of its gap."""

    effect: Effect
    gap: Gap | None


@dataclass(frozen=True, slots=True)
class CollisionView:
    """One collision with its picture and the title of its constraint."""

    collision: Collision
    title: str
    gap: Gap | None


@dataclass(frozen=True, slots=True)
class Card:
    """One constraint: its plain words tied to the source, its effects in order, and what it has to do with others."""

    item: ExplainedConstraint
    plain: tuple[Piece, ...]
    sentences: tuple[str, ...]
    effects: tuple[EffectView, ...]
    collisions: tuple[Collision, ...]
    replaces: tuple[str, ...]
    as_for: str | None
    """The constraint that says the same in general, where nothing was computed for this one."""


@dataclass(frozen=True, slots=True)
class LimitsView:
    """Everything `exporting/explanation.html` and `exporting/alignment.html` show; `spec` is the result itself."""

    spec: Explanation | Alignment
    title: str
    figures: tuple[Figure, ...]
    text: MarkedText
    cards: tuple[Card, ...]
    collisions: tuple[CollisionView, ...]
    fittings: tuple[Fitting, ...]
    titles: Mapping[str, str]
    places: Mapping[str, str]
    labels: Mapping[str, str]
    questions_line: str
    campaign: str | None
    unfolded: bool


def explanation_view(explanation: Explanation, *, beside: Beside | None = None, unfolded: bool = False) -> LimitsView:
    """Work out what an explanation shows; names of the specification lead to its page, if there is one."""
    return _view(explanation, explanation.coverage, limits.explanation_summary(explanation), beside, unfolded)


def alignment_view(alignment: Alignment, *, beside: Beside | None = None, unfolded: bool = False) -> LimitsView:
    """Work out what an alignment shows, as `explanation_view` does."""
    coverage = derived_coverage(alignment.text, alignment.constraints, alignment.questions)
    return _view(alignment, coverage, limits.alignment_summary(alignment), beside, unfolded)


def explanation_to_html(explanation: Explanation) -> str:
    """One page with its style and script inside, all unfolded."""
    view = explanation_view(explanation, unfolded=True)
    return document_page(view.title, "explanation", "exporting/explanation.html", "constraints", view)


def alignment_to_html(alignment: Alignment) -> str:
    """One page with its style and script inside, all unfolded."""
    view = alignment_view(alignment, unfolded=True)
    return document_page(view.title, "alignment", "exporting/alignment.html", "launch", view)


def _view(
    result: Explanation | Alignment,
    coverage: Iterable[Coverage],
    figures: tuple[Figure, ...],
    beside: Beside | None,
    unfolded: bool,
) -> LimitsView:
    places = _places(result, beside)
    texts = tied(result.text, result.constraints, coverage, places)
    collisions = result.collisions if isinstance(result, Alignment) else []
    titles = {item.id: item.title for item in result.constraints}
    return LimitsView(
        spec=result,
        title=limits.title_of(result),
        figures=figures,
        text=texts.source,
        cards=_cards(result.constraints, texts.plain, texts.sentences, collisions),
        collisions=tuple(
            CollisionView(item, titles.get(item.constraint, ""), gap(item.bars, collides=True)) for item in collisions
        ),
        fittings=limits.fittings(result) if isinstance(result, Alignment) else (),
        titles=titles,
        places=places,
        labels=outline.labels(beside.specification) if beside else {},
        questions_line=outline.questions_line(result.questions),
        campaign=result.campaign,
        unfolded=unfolded,
    )


def _cards(
    constraints: Sequence[ExplainedConstraint],
    plain: Mapping[str, tuple[Piece, ...]],
    sentences: Mapping[str, tuple[str, ...]],
    collisions: Sequence[Collision],
) -> tuple[Card, ...]:
    replaced = limits.replaced(constraints)
    before = limits.told_before(constraints)
    return tuple(
        Card(
            item=item,
            plain=plain[item.id],
            sentences=sentences[item.id],
            effects=tuple(EffectView(e, gap(e.bars, e.collides)) for e in limits.effects_in_order(item.effects)),
            collisions=limits.of_constraint(collisions, item.id),
            replaces=replaced.get(item.id, ()),
            as_for=before.get(item.id) if item.why.basis == "typical" else None,
        )
        for item in constraints
    )


def _places(result: Explanation | Alignment, beside: Beside | None) -> dict[str, str]:
    """Where each named thing stands: on this page, or on that of the specification."""
    own: list[tuple[str, Iterable[str]]] = [
        ("constraint", (item.id for item in result.constraints)),
        ("s", (item.id for item in result.text.sentences)),
        ("q", (item.id for item in result.questions)),
    ]
    if isinstance(result, Alignment):
        own.append(("collision", (item.id for item in result.collisions)))
    found = {name: f"#{anchor(kind, name)}" for kind, names in own for name in names}
    there = anchors(beside.specification) if beside else {}
    return {**{name: f"{beside.address}{place}" for name, place in there.items() if beside}, **found}
