"""A specification written by hand, so that what is exported can be tested without the steps that make one."""

from dataclasses import dataclass
from datetime import date

from schemas.base import Citation, Evidence, Finding, Quantity
from schemas.brief import Brief, Fact, Goal, Sentence
from schemas.parts import (
    Alternative,
    Answer,
    Assumption,
    Buffer,
    Checkpoint,
    Combination,
    Contradiction,
    DataSource,
    DataSubject,
    Dpia,
    DpiaCriterion,
    Effort,
    Governance,
    InputSource,
    LeadItem,
    LegalBasis,
    Milestone,
    Minors,
    Ownership,
    PersonalData,
    Point,
    Privacy,
    Processor,
    Regulation,
    Retention,
    Risk,
    Scale,
    Schedule,
    SixAnswers,
    ToolException,
    Workload,
    WorkloadInput,
)
from schemas.requirement import Coverage, Owner, Question, Requirement
from schemas.specification import Provenance, Specification

TODAY = date(2027, 1, 18)

LINES = (
    "Tideline Club spring wake-up",
    "About 640,000 of our 1.9 million Tideline Club members have not bought a thing for a year.",
    "We want 40,000 of them back in the shops by 31 May 2027.",
    "On 14 April each of them gets an e-mail between 6am and 8am with their own stamp balance and a voucher.",
    "The voucher page greets people by name.",
    "Fathom & Oar, our agency, picks up the member list every morning to match it with social audiences.",
    "Ines tried a stamp tool called StampJoy on her own card.",
    "Children can collect stamps too, with first name and birthday.",
    "Till data is with the store systems team; nobody knows who looks after the app.",
    "Tide's out, savings are in!",
    "The club budget is £95k, or £110k with media.",
)
TEXT = "\n\n".join((LINES[0], " ".join(LINES[1:3]), " ".join(LINES[3:5]), " ".join(LINES[5:9]), *LINES[9:])) + "\n"

GDPR_35 = Citation(fact="gdpr_art_35", title="GDPR", locator="Art. 35(3)", status="V")
HOUSE = Citation(fact="visit_share", title="Share of readers who click", status="H")
EPRIVACY = Citation(fact="eprivacy_art_13", title="Directive 2002/58/EC", locator="Art. 13", status="V")


def sentences() -> list[Sentence]:
    """The lines of the brief as numbered sentences."""
    found = []
    for place, line in enumerate(LINES, 1):
        start = TEXT.index(line)
        values = {"id": f"S{place}", "start": start, "end": start + len(line), "text": line}
        found.append(Sentence.model_validate({**values, "kind": "heading" if place == 1 else "prose"}))
    return found


def quote(words: str) -> list[Evidence]:
    """The place of `words` in the brief, as evidence."""
    start = TEXT.index(words)
    holder = next(s for s in sentences() if s.start <= start < s.end)
    return [Evidence(sentence=holder.id, start=start, end=start + len(words), quote=words)]


@dataclass
class _Facts:
    """Numbers facts as they are added."""

    made: list[Fact]

    def add(self, words: str, **read: object) -> None:
        place = quote(words)[0]
        values = {"id": f"F{len(self.made) + 1}", "text": words, "sentence": place.sentence}
        self.made.append(Fact.model_validate({**values, "start": place.start, "end": place.end, **read}))


def facts() -> list[Fact]:
    listed = _Facts([])
    listed.add("640,000", kind="count", value=640000, unit="person", role="audience")
    listed.add("40,000 of them", kind="count", value=40000, unit="person", role="target")
    listed.add("31 May 2027", kind="date", value="2027-05-31", role="deadline")
    listed.add("14 April", kind="date", value="2027-04-14", role="launch", note="year taken from today")
    listed.add("e-mail", kind="channel", value="email")
    listed.add("between 6am and 8am", kind="window", value="06:00/08:00")
    listed.add("Fathom & Oar", kind="organisation", value="Fathom & Oar")
    listed.add("StampJoy", kind="system", value="StampJoy")
    listed.add("£95k", kind="money", value=95000, unit="GBP", role="budget")
    return listed.made


def requirements() -> list[Requirement]:
    """One of several categories, and several of one."""
    return [
        _need(
            "DATA-001",
            "data",
            "When the e-mail is prepared, the CRM shall supply each stamp balance with an as-of time.",
            "own stamp balance",
            owner=Owner(name="CRM team", status="assumed"),
            goals=["G1"],
        ),
        _need(
            "DATA-002",
            "data",
            "If a stamp balance is missing, then the platform shall use the agreed fallback text.",
            "own stamp balance",
        ),
        _need(
            "PRIV-001",
            "privacy",
            "While permission for e-mail is missing, the platform shall leave that member out.",
            "each of them gets an e-mail",
            citations=[EPRIVACY],
        ),
        _need(
            "PRIV-002",
            "privacy",
            "When a child signs up, the page shall ask for the permission of a parent first.",
            "Children can collect stamps too",
            support="partial",
            findings=[Finding(code="age_unknown", message="The ages of the children are not given.")],
        ),
        _need(
            "SCALE-001",
            "scale",
            "While the morning send runs, the platform shall hand over 88.9 messages a second.",
            "between 6am and 8am",
            origin="derived",
            calculations=["W1"],
        ),
        _need(
            "INTG-001",
            "integration",
            "When the day starts, the data pipeline shall hand the member list over by an agreed hour.",
            "picks up the member list every morning",
            priority="should",
        ),
        _need(
            "GOV-001",
            "governance",
            "While StampJoy has no agreement, marketing shall keep member data out of it.",
            "a stamp tool called StampJoy",
        ),
    ]


def _need(name: str, category: str, statement: str, words: str, **more: object) -> Requirement:
    base = {
        "key": f"key-{name}",
        "id": name,
        "category": category,
        "statement": statement,
        "pattern": "event",
        "rationale": "What differs from person to person must come from a named system.",
        "priority": "must",
        "origin": "stated",
        "evidence": quote(words),
        "support": "supported",
        "acceptance_criteria": ["A sample of twenty members matches the system of record.", "The owner has signed it."],
        "verification_method": "test",
        "produced_by": ["rule:data.personal_value"],
    }
    return Requirement.model_validate({**base, **more})


def questions() -> list[Question]:
    return [
        Question(
            id="Q1",
            text="Who looks after the data of the app?",
            why="Without an owner nobody can say what the app knows or when.",
            whom="Head of digital",
            raised_by=["S9"],
            blocks=["DATA-001", "DATA-002", "INTG-001"],
            options=["The digital team", "The store systems team"],
            default="The app is left out of the first send.",
            evidence=quote("nobody knows who looks after the app"),
        ),
        Question(
            id="Q2",
            text="How old are the children who collect stamps?",
            why="The age decides whether a parent must agree.",
            whom="Campaign manager",
            raised_by=["S8"],
            blocks=["PRIV-002"],
        ),
    ]


def data_sources() -> list[DataSource]:
    unknown = Answer(status="unknown")
    return [
        DataSource(
            id="D1",
            name="Stamp balance per member",
            purpose="Personalise the e-mail and the voucher page.",
            contents=["stamp balance", "member number"],
            system=None,
            data_class="personal",
            answers=SixAnswers(
                location=unknown,
                privacy_protection=Answer(status="assumed", value="personal data, access by role", basis="data class"),
                integration=unknown,
                integrity=unknown,
                format=Answer(status="assumed", value="one row per member", basis="house default"),
                timing=Answer(status="known", value="before the 06:00 send", basis="the brief"),
            ),
            combined_with=[Combination(source="Till data", key=None, needs=["one member key", "a match rate"])],
            alternatives=[Alternative(name="Data warehouse", kind="in_house", note="a copy of last night may do")],
            evidence=quote("own stamp balance"),
        )
    ]


def criteria() -> list[DpiaCriterion]:
    return [
        DpiaCriterion(
            id="c5", name="Data on a large scale", status="met", why="640,000 members.", evidence=quote("640,000")
        ),
        DpiaCriterion(
            id="c6",
            name="Matching data sets",
            status="met",
            why="List matched with social audiences.",
            evidence=quote("match it with social audiences"),
        ),
        DpiaCriterion(id="c7", name="Vulnerable people", status="met", why="Children.", evidence=quote("Children")),
        DpiaCriterion(id="c2", name="Automated decisions", status="not_met", why="None is mentioned."),
        DpiaCriterion(id="c1", name="Scoring", status="unknown", why="How the voucher is chosen is not said."),
    ]


def privacy() -> Privacy:
    return Privacy(
        personal_data=[
            PersonalData(
                name="stamp balance", dpv="dpv:LoyaltyData", sensitivity="ordinary", evidence=quote("stamp balance")
            ),
            PersonalData(
                name="birthday of a child", dpv=None, sensitivity="highly_personal", evidence=quote("birthday")
            ),
        ],
        data_subjects=[DataSubject(name="members", dpv="dpv:Customer", evidence=quote("members"))],
        regulations=[
            Regulation(
                id="uk_gdpr",
                name="UK GDPR",
                why="Personal data of members.",
                certainty="applies",
                evidence=quote("members"),
                citation=GDPR_35,
            ),
            Regulation(
                id="pecr", name="PECR", why="Marketing by e-mail.", certainty="likely", evidence=quote("e-mail")
            ),
        ],
        dpia=Dpia(
            outcome="presumed",
            reason="Three of nine criteria are met; two are enough.",
            criteria=criteria(),
            triggers=["Large-scale matching"],
            citations=[GDPR_35],
        ),
        legal_basis=[
            LegalBasis(
                purpose="e-mail",
                basis="soft opt-in",
                conditions=["an earlier purchase", "a way to object"],
                status="candidate",
                evidence=quote("e-mail"),
                citation=EPRIVACY,
            )
        ],
        processors=[
            Processor(
                name="Fathom & Oar",
                role="agency that receives the list",
                country=None,
                transfer=None,
                evidence=quote("Fathom & Oar"),
            )
        ],
        transfers=["Social platforms outside the UK: check the transfer tool"],
        retention=[Retention(what="member list at the agency", period=None, status="unknown", why="Not said.")],
        minors=Minors(status="yes", why="Children collect stamps.", consent_age=13, evidence=quote("Children")),
    )


def scale() -> Scale:
    volume = WorkloadInput(name="members", value=640000, unit="person", source=InputSource(kind="sentence", ref="S2"))
    window = WorkloadInput(name="window", value=7200, unit="second", source=InputSource(kind="sentence", ref="S4"))
    clicks = WorkloadInput(
        name="share who click",
        value=4,
        unit="percent",
        source=InputSource(kind="assumption", ref="visit_share", citation=HOUSE, low=1, high=8),
    )
    sends = WorkloadInput(
        name="e-mails",
        value=88.9,
        unit="message/second",
        source=InputSource(kind="calculation", ref="W1", low=44.4, high=177_777.8),
    )
    curve = [
        Point(minute=m, value=v) for m, v in ((0, 0), (10, 9), (30, 17.6), (60, 12), (120, 10), (150, 3), (240, 0.5))
    ]
    return Scale(
        workloads=[
            Workload(
                id="W1",
                name="E-mails in the morning send",
                result=Quantity(value=88.9, unit="message/second"),
                formula="members / window = 640,000 / 7,200 s",
                inputs=[volume, window],
                low=88.9,
                mid=88.9,
                high=88.9,
                evidence=quote("between 6am and 8am"),
            ),
            Workload(
                id="W2",
                name="Visits to the voucher page",
                result=Quantity(value=17.6, unit="visit/second"),
                formula="e-mails x share who click x peak factor",
                inputs=[sends, clicks],
                low=4.4,
                mid=17.6,
                high=31,
                curve=curve,
                evidence=quote("The voucher page"),
            ),
        ]
    )


def schedule() -> Schedule:
    def lead(
        name: str, words: str, start: date | None, status: str, days: tuple[int, int, int], **more: object
    ) -> LeadItem:
        low, typical, high = days
        values = {"id": name.lower().replace(" ", "_"), "name": name, "low": low, "typical": typical, "high": high}
        values |= {"needed_by": date(2027, 4, 14) if start else None, "latest_start": start, "status": status}
        return LeadItem.model_validate({**values, "why": "Others wait for it.", "evidence": quote(words), **more})

    return Schedule(
        launch=date(2027, 4, 14),
        launch_evidence=quote("14 April"),
        milestones=[
            Milestone(name="goal is due", date=date(2027, 5, 31), kind="deadline", evidence=quote("31 May 2027"))
        ],
        checkpoints=[Checkpoint(name="list is signed off", date=date(2027, 3, 24), why="Three weeks before the send.")],
        lead_items=[
            lead("DPIA", "Children", date(2026, 12, 28), "late", (30, 72, 90), owner="Privacy officer", citation=HOUSE),
            lead("Agency agreement", "Fathom & Oar", date(2027, 1, 21), "tight", (20, 57, 60), after=["dpia"]),
            lead("Load test of the voucher page", "The voucher page", date(2027, 3, 10), "ok", (10, 23, 30)),
            lead("Kids variant", "Children can collect stamps too", None, "unknown", (15, 25, 40)),
        ],
        buffer=Buffer(working_days=6, reason="Requirements shift; a tenth of the time is kept."),
        efforts=[
            Effort(role="Data engineer", working_days=None, status="unknown", why="Nobody has estimated the list.")
        ],
        holidays=["2027-03-26 Good Friday (GB)"],
        options=["Leave the kids variant for a second wave: the DPIA gets 20 working days shorter."],
    )


def ownership() -> list[Ownership]:
    return [
        Ownership(
            topic="till data",
            accountable="store systems team",
            responsible=None,
            status="named",
            evidence=quote("store systems team"),
        ),
        Ownership(
            topic="app data",
            accountable=None,
            responsible=None,
            status="gap",
            evidence=quote("nobody knows who looks after the app"),
        ),
    ]


def governance() -> list[Governance]:
    return [
        Governance(
            tool="StampJoy",
            status="unlisted",
            route="full_review",
            reason="It would hold data of children.",
            data_class="sensitive",
            evidence=quote("StampJoy"),
            exception=ToolException(owner=None, expires=None, conditions=["an agreement on processing"]),
        )
    ]


def goals() -> list[Goal]:
    return [
        Goal(
            id="G1",
            statement="Win back quiet members",
            metric="members who buy again",
            target=Quantity(value=40000, unit="person"),
            deadline="2027-05-31",
            evidence=quote("40,000 of them"),
        )
    ]


def coverage() -> list[Coverage]:
    became = [
        Coverage(sentence=s.id, status="used", reason="It is evidence of a requirement", refs=["DATA-001"])
        for s in sentences()
    ]
    became[0] = Coverage(sentence="S1", status="not_a_requirement", reason="heading")
    became[8] = Coverage(sentence="S9", status="asked", reason="It leaves something open", refs=["Q1"])
    became[9] = Coverage(sentence="S10", status="not_a_requirement", reason="slogan")
    return became


def specification() -> Specification:
    """The whole specimen: a partial result with something in every part."""
    return Specification(
        outcome="partial",
        reason="Two questions are open; some of the need cannot be promised before they are answered.",
        brief=Brief(title="Tideline Club spring wake-up", text=TEXT, language="en", sentences=sentences()),
        facts=facts(),
        goals=goals(),
        requirements=requirements(),
        data_sources=data_sources(),
        privacy=privacy(),
        scale=scale(),
        schedule=schedule(),
        ownership=ownership(),
        governance=governance(),
        risks=[
            Risk(
                id="R1",
                text="The agency holds yesterday's list",
                effect="People who said stop are matched again",
                mitigation="Hand over removals before each use",
                evidence=quote("every morning"),
            )
        ],
        assumptions=[
            Assumption(
                id="A1",
                text="Share of readers who click",
                value=Quantity(value=4, unit="percent"),
                used_by=["W2"],
                citation=HOUSE,
            )
        ],
        contradictions=[Contradiction(id="X1", text="Two budgets are named.", evidence=quote("£95k") + quote("£110k"))],
        questions=questions(),
        coverage=coverage(),
        findings=[],
        provenance=Provenance(engine="rules", catalogue_version="2027.1", today=TODAY, duration=0.02),
    )
