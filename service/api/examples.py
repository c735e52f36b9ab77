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
