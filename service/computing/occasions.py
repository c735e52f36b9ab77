"""Occasions that set a date: a launch for Black Friday or for a broadcast cannot be moved past it."""

import re

from service.campaign import Campaign, Dated

OCCASION = re.compile(
    r"\b(?:black friday|cyber (?:monday|week)|boxing day|christmas|xmas|advent|new year(?:['’]?s)?|valentine(?:['’]?s)?"
    r"|easter|hall?oween|(?:mother|father)['’]?s['’]? day|giving tuesday|thanksgiving|memorial day|labor day"
    r"|ramadan|eid|diwali|hanukkah|singles['’]? day|back[- ]to[- ]school|results day|clearing|world cup|olympics"
    r"|semi-?final|cup final|election|weihnacht\w*|ostern|silvester|neujahr|navidad|reyes|semana santa|noël|pâques"
    r"|rentrée|natal|páscoa"
    r"|(?:spring|summer|autumn|winter) (?:sale|appeal|campaign|offer|saver|season|drive|reading)"
    r"|(?:spring|summer|autumn|winter) \w+ (?:sale|appeal))\b",
    re.IGNORECASE,
)
_BROADCASTS = ("tv", "radio", "press")
_MEETING = re.compile(
    r"\b(?:trade fair|fair|match|final|concert|conference|festival|results|walk|race)\b", re.IGNORECASE
)


def fixed_by(campaign: Campaign) -> str | None:
    """What sets the date of the launch, in the words of the brief; None where it is the campaign's own to choose."""
    launch = campaign.launch
    if launch is None:
        return None
    texts = [place.quote for place in launch.evidence]
    texts += [campaign.reading.sentence_by_id[place.sentence].text for place in launch.evidence]
    named = next((hit for text in [*texts, campaign.reading.title] if (hit := OCCASION.search(text))), None)
    if named:
        return named.group()
    return _broadcast(campaign, launch) or _meeting(launch, texts)


def _broadcast(campaign: Campaign, launch: Dated) -> str | None:
    here = {place.sentence for place in launch.evidence}
    for rush in campaign.rushes:
        together = rush.on == launch.on or bool(here & {place.sentence for place in rush.evidence})
        if rush.kind in _BROADCASTS and together:
            return rush.evidence[0].quote
    return None


def _meeting(launch: Dated, texts: list[str]) -> str | None:
    hit = next((hit for text in texts if (hit := _MEETING.search(text))), None) if launch.kind == "event" else None
    return hit.group() if hit else None
