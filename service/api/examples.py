"""Requests that work, shown in the API documentation. Companies and people are invented."""

from typing import Any

from fastapi.openapi.models import Example

_LETTER = """Autumn bulb sale

We want 1,200 online orders of spring bulbs by 31 October 2027, up from 640 last year.
An e-mail goes to 48,000 garden club members in Ireland between 7am and 9am on 14 September 2027, each with \
the shop nearest to them. Everybody who has not opened it gets a text message two days later.
Orders come from the web shop; Brightfern Studio, our agency, builds the landing page and sees the weekly sales.
We do not know yet who owns the data of the shop finder.
"""

_TEXT: dict[str, Any] = {
    "brief": {"title": "Autumn bulb sale", "text": _LETTER},
    "today": "2027-05-03",
}
_FIELDS: dict[str, Any] = {
    "brief": {
        "title": "Winter choir evenings",
        "fields": {
            "goal": "Fill the four choir evenings in December 2027",
            "measure": "2,400 tickets sold, 1,900 last year",
            "audience": "People who bought a ticket in the past three years",
            "audience_size": "about 11,000",
            "channels": "e-mail, posters with a QR code",
            "dates": "tickets on sale from 4 October 2027 at noon",
            "regions": "Scotland",
            "data": "name, e-mail address, past bookings",
            "decides": "Head of events",
        },
    },
    "today": "2027-05-03",
}
_PROFILE: dict[str, Any] = {
    "brief": {"text": "On 8 March 2028 we send a newsletter to 30,000 subscribers in Germany from Rookmail."},
    "organisation": {
        "name": "Lindenhof Gardens",
        "regions": ["DE"],
        "time_zone": "Europe/Berlin",
        "systems": [{"name": "Rookmail", "owner": "CRM team", "location": "EU", "rate_per_second": 40}],
    },
    "engine": "rules",
    "today": "2027-11-02",
}

REQUIREMENTS: dict[str, Example] = {
    "text": {"summary": "A brief as text", "value": _TEXT},
    "fields": {"summary": "The fields of the form", "value": _FIELDS},
    "organisation": {"summary": "With the organisation's own systems", "value": _PROFILE},
}

# --- constraints --------------------------------------------------------------------------------

_NOTE = """What the platform team needs you to know

The mail gateway must not send more than 40 messages per second across all brands.
No changes go live between 6 September and 17 September 2027, except for security fixes.
Reports of the web shop are ready on the next working day at 10am.
"""


def _none(*names: str) -> dict[str, list[Any]]:
    """Parts of a specification that hold nothing."""
    return {name: [] for name in names}


_PLAN = "An e-mail goes to 48,000 garden club members in Ireland between 7am and 7:15am on 14 September 2027."
_QUOTE: dict[str, Any] = {"sentence": "S1", "start": 0, "end": len(_PLAN), "quote": _PLAN}
_SEND: dict[str, Any] = {
    "id": "email",
    "name": "E-mail",
    "channel": "email",
    "messages": {"value": 48000, "unit": "message"},
    "stated": True,
    "on": "2027-09-14",
    "start": "07:00",
    "end": "07:15",
    "evidence": [_QUOTE],
}
_SPECIFICATION: dict[str, Any] = {
    "outcome": "partial",
    "reason": "Cut down to what this example needs; send what /v1/requirements answered, as it is.",
    "brief": {
        "title": "Autumn bulb sale",
        "text": _PLAN,
        "language": "en",
        "sentences": [{"id": "S1", "start": 0, "end": len(_PLAN), "text": _PLAN}],
    },
    "privacy": {
        "dpia": {"outcome": "undetermined", "reason": "Not screened in this example.", "criteria": []},
        "minors": {"status": "unknown", "why": "Not screened in this example."},
        **_none("personal_data", "data_subjects", "regulations", "legal_basis", "processors", "retention"),
    },
    "scale": {"sends": [_SEND], "workloads": []},
    "schedule": {
        "launch": "2027-09-14",
        # The description drops what is null, and the example must still hold when it is tried from there.
        "buffer": {"working_days": 5, "reason": "House default."},
        **_none("milestones", "checkpoints", "lead_items", "efforts"),
    },
    **_none("facts", "goals", "requirements", "data_sources", "ownership", "governance", "risks"),
    **_none("assumptions", "contradictions", "questions", "coverage"),
    "provenance": {"engine": "rules", "catalogue_version": "example", "today": "2027-05-03"},
}

EXPLANATIONS: dict[str, Example] = {
    "text": {"summary": "One text", "value": {"constraints": _NOTE, "today": "2027-05-03"}},
    "list": {
        "summary": "A list of texts",
        "value": {
            "constraints": [
                "Personal data must not leave the EU.",
                "Security reviews take 15 working days and need a named owner.",
            ],
            "today": "2027-05-03",
        },
    },
    "brief": {
        "summary": "Worked out for a brief",
        "value": {"constraints": _NOTE, "brief": _TEXT["brief"], "engine": "rules", "today": "2027-05-03"},
    },
}
ALIGNMENTS: dict[str, Example] = {
    "specification": {
        "summary": "A specification (cut down) and one text",
        "value": {"specification": _SPECIFICATION, "constraints": _NOTE, "today": "2027-05-03"},
    },
}
SHARES: dict[str, Example] = {
    "week": {"summary": "For a week", "value": {}},
    "hours": {"summary": "For two days", "value": {"expires_in_hours": 48}},
}
