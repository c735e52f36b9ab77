"""The whole schema at once: what the first two peers are asked, and the form of the answer.

Lists are bounded, for a weak model repeats itself in lists without an end; the bounds leave room for all that the gold
of a short brief holds. Texts are not: under a grammar that counts characters llama.cpp takes twice the work for the
same tokens. The facts come last: they are the most, and what is cut off then is the tail of the longest list.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Kind = Literal[
    "count", "money", "percentage", "rate", "duration", "date", "window",
    "channel", "system", "organisation", "data", "person_role", "region", "law",
]  # fmt: skip
Category = Literal[
    "data", "privacy", "scale", "integration", "security", "availability", "time", "measurement", "governance"
]
KINDS = {
    "count": 'a number of people, messages or things, only the number: "40,000"',
    "money": 'an amount with its currency: "EUR 500", "12p"',
    "percentage": 'a share: "15%"',
    "rate": 'how often or how fast: "twice a week", "a month"',
    "duration": 'a length of time: "three weeks"',
    "date": 'a day, month or occasion: "5 March", "Easter", "Q2"',
    "window": 'a time of day or opening hours: "9am to 5pm"',
    "channel": 'a way to reach people: "email", "SMS", "website", "poster"',
    "system": 'a named tool or platform: "HubSpot", "Shopify"',
    "organisation": "a named company, agency, brand or authority",
    "data": 'data about people or things that is used or stored: "postcode", "purchase history", "mailing list"',
    "person_role": 'a named person, a team or a job: "Ines Roth", "Legal", "store managers"',
    "region": 'a country, town or area: "Ireland"',
    "law": 'a named law or rule: "GDPR"',
}


class Part(BaseModel):
    """Base of what is answered: no field too many."""

    model_config = ConfigDict(extra="forbid")


class WholeGoal(Part):
    """A business result."""

    statement: str
    quote: str


class WholeNeed(Part):
    """Something IT must do."""

    quotes: Annotated[list[str], Field(min_length=1, max_length=2)]
    category: Category
    need: str


class WholeQuestion(Part):
    """Something the brief leaves open."""

    quote: str
    question: str


class WholeFact(Part):
    """A mention."""

    quote: str
    kind: Kind


class Whole(Part):
    """The whole answer."""

    goals: Annotated[list[WholeGoal], Field(max_length=4)]
    needs: Annotated[list[WholeNeed], Field(max_length=18)]
    questions: Annotated[list[WholeQuestion], Field(max_length=6)]
    facts: Annotated[list[WholeFact], Field(max_length=100)]


EXAMPLE = (
    "Back in the saddle - brief for IT (Orla Whitty, Head of CRM). Velodrome Cycles wants 2,500 lapsed owners in "
    "Denmark to book a service by 30 April 2027; last year 4% came. Kestrel Mail sends an email twice a week, between "
    "8am and noon, and SMS reminders go out three days later. We use the service history and phone number from "
    "Bookwell. Cost: no more than EUR 18,000. Legal says GDPR applies."
)
MARKS: list[tuple[Kind, str]] = [
    ("person_role", "Orla Whitty"),
    ("person_role", "Head of CRM"),
    ("organisation", "Velodrome Cycles"),
    ("count", "2,500"),
    ("region", "Denmark"),
    ("date", "30 April 2027"),
    ("percentage", "4%"),
    ("system", "Kestrel Mail"),
    ("channel", "email"),
    ("rate", "twice a week"),
    ("window", "between 8am and noon"),
    ("channel", "SMS"),
    ("duration", "three days"),
    ("data", "service history"),
    ("data", "phone number"),
    ("system", "Bookwell"),
    ("money", "EUR 18,000"),
    ("person_role", "Legal"),
    ("law", "GDPR"),
]
"""The facts of the example, for the peers that are asked for all and for the one that is asked for facts alone."""
ANSWER = Whole(
    goals=[WholeGoal(statement="2,500 lapsed owners book a service", quote="2,500 lapsed owners in Denmark to book")],
    needs=[
        WholeNeed(
            quotes=["service history and phone number from Bookwell"],
            category="integration",
            need="Pass service history and phone number from Bookwell to the tool that sends, daily",
        ),
        WholeNeed(
            quotes=["SMS reminders go out three days later", "GDPR applies"],
            category="privacy",
            need="Check permission for SMS before a reminder goes out, with a way to opt out in each",
        ),
    ],
    questions=[WholeQuestion(quote="last year 4% came", question="What share is expected to come this year?")],
    facts=[WholeFact(quote=text, kind=kind) for kind, text in MARKS],
)
"""Of the example."""
SYSTEM = """You read marketing campaign briefs for an IT department and write down what IT has to know.
Answer with one JSON object. Every quote is copied from the brief letter by letter. Do not invent anything, do not
repeat an item, and end a list when there is nothing new to add."""

_QUESTION = """Brief:
<<<
{text}
>>>

Fill four lists from this brief.

goals: business results the campaign is to bring about, with the quote that says so.
needs: what IT must provide so that the campaign can run, one thing each, the most important first: data (what, from
where, how fresh), privacy (permission, opt-out, retention), scale (volume, peak), integration (systems that pass
something on), security, availability (what must not fail), time (what must be ready when), measurement (what is
counted, for whom), governance (who decides, approvals). Say what follows for IT instead of repeating the brief. quotes:
one or two short pieces of the brief that the need follows from.
questions: what IT has to know and the brief leaves open, unclear or contradictory, with the quote that raises it.
facts: every mention in the brief, in the order of the text, each with its kind and its exact words, as short as
possible.
{kinds}

An example of another brief, to show the form only:
<<<
{example}
>>>
{answer}

Now answer for the brief at the top."""


def messages(text: str) -> list[dict[str, str]]:
    """The question about one brief."""
    return [
        {"role": "system", "content": SYSTEM},
        {
            "role": "user",
            "content": _QUESTION.format(
                text=text, kinds=kinds(), example=EXAMPLE, answer=ANSWER.model_dump_json(indent=1)
            ),
        },
    ]


def kinds() -> str:
    """The kinds of facts, a line for each."""
    return "\n".join(f"- {kind}: {about}" for kind, about in KINDS.items())
