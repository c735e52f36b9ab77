"""An explanation and an alignment written by hand, for the campaign of the other specimen."""

from datetime import date

from schemas.alignment import (
    Alignment,
    Collision,
    Decision,
    LaunchView,
    NoCollision,
    OpenRisk,
    ReadinessFact,
    Stake,
)
from schemas.base import Citation, Evidence, Finding, Quantity
from schemas.brief import Sentence
from schemas.explanation import (
    Bar,
    BoundedQuantity,
    ConstraintText,
    Effect,
    ExplainedConstraint,
    Explanation,
    FactOfSource,
    GlossaryEntry,
    Kept,
    LeftOut,
    Passage,
    Readability,
    Reason,
    WayOut,
)
from schemas.parts import InputSource, WorkloadInput
from schemas.requirement import Coverage, Question
from schemas.specification import Provenance

TODAY = date(2027, 1, 18)
LINES = (
    "Limits for the spring wake-up",
    "The mail gateway must not send more than 40 messages per second across all brands, burst capacity excluded.",
    "Change freeze: no production deployment from 29 March to 16 April 2027 unless the release board agrees,"
    " and every deployment needs a rollback plan.",
    "Raw exports of member data are kept no longer than 30 days.",
    "Raw exports must be erased after 7 days as of March 2027.",
    "Thanks for your patience!",
    "The old consent service may be switched off this spring.",
)
CONSTRAINTS = f"{LINES[0]}\n\n" + "\n".join(f"- {line}" for line in LINES[1:5]) + f"\n\n{LINES[5]} {LINES[6]}\n"
GATEWAY = (
    "All brands together must not send more than 40 e-mails a second through the mail gateway. A rate limit is how"
    " many it lets through each second."
)
FREEZE = (
    "From 29 March to 16 April 2027 nothing new may go live on the production systems, unless the release board agrees."
)
RETENTION = Citation(fact="gdpr_art_5", title="GDPR", locator="Art. 5(1)(e)", url=None, status="V")


def sentences() -> list[Sentence]:
    found = []
    for place, line in enumerate(LINES, 1):
        start = CONSTRAINTS.index(line)
        values = {"id": f"T{place}", "start": start, "end": start + len(line), "text": line}
        found.append(Sentence.model_validate({**values, "kind": "heading" if place == 1 else "item"}))
    return found


def passage(words: str) -> Passage:
    start = CONSTRAINTS.index(words)
    return Passage(start=start, end=start + len(words), text=words)


def kept(plain: str, what: FactOfSource, words: str, said: str) -> Kept:
    """`words` of the constraints, said in the plain text as `said`."""
    place, start = passage(words), plain.index(said)
    return Kept(what=what, text=words, start=place.start, end=place.end, plain_start=start, plain_end=start + len(said))


def limit(name: str, words: str, title: str, plain: str, **more: object) -> ExplainedConstraint:
    base: dict[str, object] = {
        "id": name,
        "source": passage(words),
        "title": title,
        "kind": "other",
        "firmness": "policy",
        "firmness_why": "It stands in a list of house rules.",
        "strength": "must",
        "quantities": [],
        "plain": plain,
        "why": Reason(text="It keeps what others depend on stable.", basis="typical"),
        "effects": [],
        "options": [],
        "next_step": "Ask the release board in writing.",
        "glossary": [],
        "kept": [],
        "left_out": [],
        "readability": Readability(words=len(plain.split()), words_per_sentence=17.0, grade=8.2),
        "produced_by": ["rule:explain"],
    }
    return ExplainedConstraint.model_validate({**base, **more})


def ways_out() -> list[WayOut]:
    return [
        WayOut(
            text="Send between 05:00 and 09:30",
            basis="computed",
            gives_up="the last readers get it at 09:30 instead of 08:00",
            gains="everybody is reached",
            who_decides="Campaign manager",
            takes="a new time in the plan",
            calculation="640,000 / 40 per second = 4 h 27",
        ),
        WayOut(
            text="Have the ceiling raised for one morning",
            basis="typical",
            gives_up="two weeks of waiting for an answer",
            gains="the planned window holds",
            who_decides="Head of messaging",
            takes="a request with the date and the volume",
        ),
    ]


BARS = [Bar(label="Window you planned", value=120, unit="minute"), Bar(label="Time it takes", value=267, unit="minute")]


def slower() -> list[Effect]:
    """What the ceiling does: one effect in general, one computed."""
    computed = Effect(
        area="timing",
        text="The morning send takes 4 h 27 instead of 2 h; the last reader gets it at 10:27.",
        basis="computed",
        collides=True,
        size=Quantity(value=147, unit="minute"),
        calculation="640,000 messages / 40 per second = 16,000 s = 267 min; 267 min - 120 min = 147 min",
        inputs=[
            WorkloadInput(
                name="messages", value=640000, unit="message", source=InputSource(kind="calculation", ref="W1")
            ),
            WorkloadInput(
                name="ceiling", value=40, unit="message/second", source=InputSource(kind="constraint", ref="C1")
            ),
        ],
        requirements=["SCALE-001"],
        sentences=["S4"],
        bars=BARS,
    )
    general = Effect(area="reach", text="Sends of other brands share the same ceiling.", basis="general")
    return [general, computed]


def gateway() -> ExplainedConstraint:
    return limit(
        "C1",
        LINES[1],
        "At most 40 e-mails a second",
        GATEWAY,
        kind="rate_limit",
        firmness="capacity",
        firmness_why="It says what the gateway can take.",
        strength="must_not",
        context=[passage(LINES[0])],
        quantities=[
            BoundedQuantity(
                text="40 messages per second",
                start=CONSTRAINTS.index("40 messages"),
                end=CONSTRAINTS.index("40 messages") + len("40 messages per second"),
                kind="rate",
                value=40,
                unit="message/second",
                bound="at_most",
                scope="across all brands",
            )
        ],
        binds="The mail gateway",
        effects=slower(),
        options=ways_out(),
        glossary=[GlossaryEntry(term="mail gateway", plain="the system that hands e-mails to the mail providers")],
        kept=[
            kept(GATEWAY, "negation", "must not send more than", "must not send more than"),
            kept(GATEWAY, "number", "40 messages per second", "40 e-mails a second"),
            kept(GATEWAY, "number", "per second", "a second"),
            kept(GATEWAY, "name", "mail gateway", "mail gateway"),
            kept(GATEWAY, "condition", "across all brands", "All brands together"),
        ],
        left_out=[
            LeftOut(
                text="burst capacity excluded",
                start=CONSTRAINTS.index("burst"),
                end=CONSTRAINTS.index("burst") + len("burst capacity excluded"),
                reason="It does not say how large a burst may be; see the question.",
            )
        ],
        findings=[Finding(code="burst", message="How long a burst may last is not said.", severity="info")],
    )


def freeze() -> ExplainedConstraint:
    words = LINES[2].partition(", and every")[0]
    return limit(
        "C2",
        words,
        "Nothing new goes live around the launch",
        FREEZE,
        kind="change_freeze",
        decides="the release board",
        exceptions=[passage("unless the release board agrees")],
        effects=[
            Effect(
                area="timing",
                text="The voucher page has to be live by Fri 26 March, 12 working days before the launch.",
                basis="computed",
                calculation="29 March falls before the launch on 14 April",
            )
        ],
        kept=[
            kept(FREEZE, "number", "29 March", "29 March"),
            kept(FREEZE, "number", "16 April 2027", "16 April 2027"),
            kept(FREEZE, "exception", "unless the release board agrees", "unless the release board agrees"),
        ],
    )


def others() -> list[ExplainedConstraint]:
    rollback = "Whatever goes live needs a plan for going back."
    old, new = "Raw exports are kept for at most 30 days.", "From March 2027 raw exports must be erased after 7 days."
    return [
        limit(
            "C3",
            "every deployment needs a rollback plan",
            "A way back for whatever goes live",
            rollback,
            kind="approval",
            kept=[kept(rollback, "obligation", "needs", "needs")],
        ),
        limit(
            "C4",
            LINES[3],
            "Exports for 30 days",
            old,
            kind="retention",
            overridden_by="C5",
            kept=[kept(old, "number", "30 days", "30 days")],
        ),
        limit(
            "C5",
            LINES[4],
            "Exports for 7 days",
            new,
            kind="erasure",
            firmness="law",
            firmness_why="The law asks for it.",
            why=Reason(
                text="Nobody keeps personal data longer than needed.",
                basis="typical",
                citation=RETENTION,
            ),
            kept=[kept(new, "number", "7 days", "7 days"), kept(new, "obligation", "must be erased", "must be erased")],
        ),
    ]


def constraints() -> list[ExplainedConstraint]:
    return [gateway(), freeze(), *others()]


def questions() -> list[Question]:
    holder = next(s for s in sentences() if s.id == "T7")
    return [
        Question(
            id="Q1",
            text="When is the old consent service switched off?",
            why="The form on the voucher page may use it.",
            whom="Integration team",
            raised_by=["T7"],
            evidence=[Evidence(sentence="T7", start=holder.start, end=holder.end, quote=holder.text)],
        )
    ]


def coverage() -> list[Coverage]:
    used = {"T2": ["C1"], "T3": ["C2", "C3"], "T4": ["C4"], "T5": ["C5"]}
    return [
        *(Coverage(sentence=s, status="used", reason="Read as a constraint", refs=ids) for s, ids in used.items()),
        Coverage(sentence="T1", status="not_a_requirement", reason="heading"),
        Coverage(sentence="T6", status="not_a_requirement", reason="courtesy"),
        Coverage(sentence="T7", status="asked", reason="It leaves something open", refs=["Q1"]),
    ]


def text() -> ConstraintText:
    return ConstraintText(text=CONSTRAINTS, language="en", sentences=sentences())


def provenance() -> Provenance:
    return Provenance(engine="rules", catalogue_version="2027.1", today=TODAY, duration=0.01)


def explanation() -> Explanation:
    """Five constraints, one of them replaced by another, two from one sentence, one that collides."""
    return Explanation(
        outcome="partial",
        reason="One question is open.",
        text=text(),
        campaign="Tideline Club spring wake-up",
        constraints=constraints(),
        questions=questions(),
        coverage=coverage(),
        findings=[],
        provenance=provenance(),
    )


def alone() -> Explanation:
    """The same with no campaign: nothing is computed, nothing collides."""
    general = Effect(area="timing", text="A send takes as long as the ceiling allows.", basis="general")
    bare = [item.model_copy(update={"effects": [general]}) for item in constraints()]
    return explanation().model_copy(update={"campaign": None, "constraints": bare})


def launch_view() -> LaunchView:
    return LaunchView(
        launch=date(2027, 4, 14),
        readiness=[
            ReadinessFact(text="The send does not fit its window.", status="late", refs=["C1", "SCALE-001"]),
            ReadinessFact(text="12 working days are left before the freeze.", status="tight", refs=["C2"]),
            ReadinessFact(text="The erasure of exports is set up.", status="ok", refs=["C5"]),
            ReadinessFact(text="Nobody has said when the consent service goes.", status="open"),
        ],
        open_risks=[
            OpenRisk(
                text="The page is fixed during the freeze.",
                effect="Faults stay on the page for two weeks.",
                mitigation="A dress rehearsal in the week before.",
                refs=["C2"],
            )
        ],
        at_stake=[Stake(text="40,000 members back in the shops by 31 May 2027.", refs=["G1"])],
        decisions=[
            Decision(
                what="A wider window or a higher ceiling",
                who="Campaign manager",
                by=date(2027, 3, 24),
                why="The send takes 4 h 27.",
                refs=["X1"],
            ),
            Decision(what="An exception for fixes", who="Release board", by=None, why="The freeze covers the launch."),
        ],
    )


def alignment() -> Alignment:
    """The specimen campaign held against the specimen constraints."""
    effect = gateway().effects[1]
    return Alignment(
        outcome="partial",
        reason="One constraint does not fit; one question is open.",
        campaign="Tideline Club spring wake-up",
        text=text(),
        constraints=constraints(),
        collisions=[
            Collision(
                id="X1",
                constraint="C1",
                requirements=["SCALE-001", "TIME-001"],
                area="timing",
                effect=effect.text,
                size=effect.size,
                calculation=effect.calculation,
                bars=BARS,
                options=ways_out(),
            )
        ],
        no_collision=[
            NoCollision(constraint="C2", status="fits", why="Nothing is planned to go live in the freeze."),
            NoCollision(constraint="C3", status="cannot_tell", why="The brief says nothing about going back."),
            NoCollision(constraint="C5", status="does_not_concern", why="No export leaves the house."),
        ],
        launch_view=launch_view(),
        questions=questions(),
        provenance=provenance(),
    )
