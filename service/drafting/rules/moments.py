"""Rushes, journeys, feeds and dates: what people use, what moves, and when."""

import re
from collections.abc import Iterator
from datetime import date, time
from typing import Literal, cast

from schemas.base import Evidence
from service.campaign import Amount, Dated, Feed, Journey, Mention, Reading, Rush, Send
from service.drafting.rules.sends import as_day
from service.reading.columns import cells_of

RushKind = Literal["tv", "radio", "qr", "flash_sale", "live_event", "deadline", "press"]
JourneyKind = Literal["page", "form", "payment", "login", "app", "stream", "personal_page"]
DatedKind = Literal["launch", "send", "event", "deadline", "report", "other"]

_RUSH_SIGNALS: dict[str, RushKind] = {
    "tv_rush": "tv", "radio_rush": "radio", "qr_rush": "qr", "flash_sale": "flash_sale", "live_event": "live_event",
}  # fmt: skip
_JOURNEY_SIGNALS: dict[str, JourneyKind] = {
    "landing_page": "page", "new_website": "page", "form_registration": "form", "quiz_game": "form", "survey": "form",
    "booking": "form", "competition_draw": "form", "payment_taking": "payment", "donation": "payment",
    "login_account": "login", "personal_page": "personal_page", "video_streaming": "stream", "live_event": "stream",
    "app_feature": "app",
}  # fmt: skip
_MAY_BE_OFFLINE = frozenset({"donation", "competition_draw", "survey", "booking"})
"""Giving, raffles, surveys and bookings happen by post, by telephone and at counters as well."""
_JOURNEY_CHANNELS: dict[str, JourneyKind] = {
    "web_page": "page",
    "website": "page",
    "webinar": "stream",
    "livestream": "stream",
}
_FEED_SIGNALS = ("batch_daily", "dashboard_report", "real_time", "third_party_sharing", "crm_sync")
_PER_DAY = {"hour": 24.0, "day": 1.0, "week": 1 / 7, "month": 1 / 30, "minute": 1440.0}
_LAUNCH = re.compile(
    r"\b(?:launch\w*|go(?:es|ing)? live|live on|live from|kick[- ]?off|start(?:s|ing)? (?:on|of)|release|opens?)\b",
    re.I,
)
_EVENT = re.compile(
    r"\b(?:webinars?|events?|fair|spot|show|semi-final|final|conference|match|concert|open day|broadcast|programme)\b",
    re.I,
)


def find_rushes(reading: Reading) -> tuple[Rush, ...]:
    """Moments that drive many people to a page at once; one per kind and day."""
    found: dict[tuple[str, object], Rush] = {}
    for mention in reading.signals(*_RUSH_SIGNALS):
        if mention.sentence in reading.set_aside or mention.role == "past_result":
            continue
        rush = _rush(reading, mention)
        known = found.setdefault((rush.kind, rush.on), rush)
        if known.people is None and rush.people is not None:
            found[rush.kind, rush.on] = rush
    return tuple(found.values())


def _rush(reading: Reading, mention: Mention) -> Rush:
    near = reading.mentions_by_sentence[mention.sentence]
    days = [m for m in near if m.kind == "date" and as_day(m) and m.role != "deadline"]
    people = next(
        (m for m in near if m.kind == "count" and m.unit in ("person", "view", "visit") and m.role != "past_result"),
        None,
    )
    places = (mention.evidence, *(m.evidence for m in days[:1]))
    return Rush(
        kind=_RUSH_SIGNALS[mention.name or ""],
        on=as_day(days[0]) if days else None,
        at=_clock(near),
        people=amount_of(people),
        evidence=places,
    )


def amount_of(mention: Mention | None) -> Amount | None:
    """A mention as an amount; None without a number or unit."""
    if mention is None or mention.unit is None or not isinstance(mention.value, int | float):
        return None
    return Amount(value=mention.value, unit=mention.unit, evidence=mention.evidence, high=mention.high)


def _clock(near: tuple[Mention, ...]) -> time | None:
    for mention in near:
        if mention.kind == "window" and isinstance(mention.value, str):
            clock = re.match(r"(\d{2}):(\d{2})", mention.value)
            if clock:
                return time(int(clock[1]) % 24, int(clock[2]))
    return None


def find_journeys(reading: Reading) -> tuple[Journey, ...]:
    """What people will use: pages, forms, payments, log-ins, apps, streams; one of each kind with all its places."""
    places: dict[JourneyKind, list[Mention]] = {}
    online = _is_online(reading)
    for mention in _journey_mentions(reading):
        kind = _JOURNEY_SIGNALS.get(mention.name or "") or _JOURNEY_CHANNELS.get(mention.name or "")
        if kind and (online or mention.name not in _MAY_BE_OFFLINE):
            places.setdefault(kind, []).append(mention)
    return tuple(
        Journey(kind=kind, label=mentions[0].text, evidence=tuple(m.evidence for m in mentions[:6]))
        for kind, mentions in places.items()
    )


def _is_online(reading: Reading) -> bool:
    """The brief speaks of a page, site, app or online payment."""
    channels = any(m.name in ("web_page", "website", "app") and not m.negated for m in reading.of_kind("channel"))
    return channels or bool(reading.signals("landing_page", "new_website", "payment_taking", "app_feature"))


def _journey_mentions(reading: Reading) -> Iterator[Mention]:
    for mention in reading.mentions:
        if mention.kind in ("signal", "channel") and not mention.negated and mention.sentence not in reading.set_aside:
            yield mention


def find_feeds(reading: Reading) -> tuple[Feed, ...]:
    """Data that moves again and again: lists to partners, refreshes, regular reports."""
    found: dict[str, Feed] = {}
    for mention in reading.signals(*_FEED_SIGNALS):
        if mention.sentence in reading.set_aside:
            continue
        feed = _feed(reading, mention)
        if feed:
            found.setdefault(f"{mention.sentence}:{feed.every}", feed)
    return tuple(found.values())


def _feed(reading: Reading, mention: Mention) -> Feed | None:
    near = reading.mentions_by_sentence[mention.sentence]
    rate = next((m for m in near if m.kind == "rate"), None)
    real_time = mention.name == "real_time"
    data = [m for m in near if m.kind == "data" and not m.negated]
    if rate is not None and not data and _IT.search(mention.text):
        return _feed_told_before(reading, mention, rate)
    if (rate is None and not real_time) or (not data and mention.name != "dashboard_report"):
        return None
    systems = [m for m in near if m.kind == "system"]
    parties = [
        m
        for m in near
        if m.kind == "organisation" or (m.kind == "person_role" and m.name in ("agency", "printer", "supplier"))
    ]
    cause = rate or mention
    return Feed(
        what=data[0].text if data else mention.text,
        source=systems[0].text if systems else None,
        target=parties[0].text if parties else None,
        every=cause.text,
        per_day=_per_day(rate),
        by=_clock(near),
        evidence=_places(mention, rate),
    )


_IT = re.compile(r"\b(?:it|them|this|that|these|both)\b", re.IGNORECASE)
_WHAT = re.compile(r"\bwhat (?:was|is|were|are|has been|have been|people|customers|members|they)\s[^,.;:]{3,50}")


def _feed_told_before(reading: Reading, mention: Mention, rate: Mention) -> Feed | None:
    """`Nobody can see in Tessitura what was booked. We would need it daily`: the sentence before tells it."""
    place = reading.place_of[mention.sentence]
    if not place:
        return None
    before = reading.sentences[place - 1]
    near = [m for m in reading.mentions_by_sentence.get(before.id, ()) if not m.negated]
    data = next((m for m in near if m.kind == "data"), None)
    told = _WHAT.search(before.text)
    if data is None and told is None:
        return None
    what = data.text if data else told[0] if told else ""
    return Feed(
        what=what,
        source=None,
        target=next((m.text for m in near if m.kind == "system"), None),
        every=rate.text,
        per_day=_per_day(rate),
        by=_clock(reading.mentions_by_sentence[mention.sentence]),
        evidence=(*_places(mention, rate), reading.evidence_of(before.id)),
    )


def _places(*mentions: Mention | None) -> tuple[Evidence, ...]:
    places: list[Evidence] = []
    for mention in mentions:
        if mention is not None and mention.evidence not in places:
            places.append(mention.evidence)
    return tuple(places)


def _per_day(rate: Mention | None) -> float | None:
    if rate is None or rate.unit is None or not isinstance(rate.value, int | float):
        return None
    period = rate.unit.rpartition("/")[2]
    return float(rate.value) * _PER_DAY[period] if period in _PER_DAY else None


def find_dates(reading: Reading, sends: tuple[Send, ...]) -> tuple[Dated, ...]:
    """Every certain day the brief names, with what it is for."""
    send_days = {send.on for send in sends if send.on}
    send_places = {(place.start, place.end) for send in sends if send.on for place in send.evidence}
    found: dict[tuple[object, str], Dated] = {}
    for mention in reading.of_kind("date"):
        day = as_day(mention)
        if day is None or mention.role in ("past_result", "example", "baseline") or not _is_plan(reading, mention):
            continue
        dated = Dated(
            name=_name(reading, mention),
            on=day,
            kind=_kind(reading, mention, day in send_days, (mention.start, mention.end) in send_places),
            note=mention.note,
            evidence=(mention.evidence,),
        )
        found.setdefault((day, dated.kind), dated)
    return tuple(sorted(found.values(), key=lambda d: d.on))


def _is_plan(reading: Reading, mention: Mention) -> bool:
    """Not in a part set aside, a question to the reader, a report of a failure, or a rule that selects people."""
    sentence = reading.sentence_by_id[mention.sentence]
    asks = sentence.kind == "prose" and sentence.text.rstrip().endswith("?")
    reported = any(m.sentence == mention.sentence for m in reading.signals("past_outage"))
    selects = _SELECTS.search(reading.text[max(sentence.start, mention.start - 40) : mention.start])
    counted = _LATER.search(mention.text)
    people = any(m.kind == "person_role" for m in reading.mentions_by_sentence[sentence.id])
    goes = _SHE_GOES.match(sentence.text) or (people and _SOMEBODY_GOES.match(sentence.text))
    if goes or _OWN_MEETING.match(sentence.text):
        return False
    return mention.sentence not in reading.set_aside and not (asks or reported or selects or counted)


_SOMEBODY_GOES = re.compile(
    r"^(?:\W*(?i:our|my|the|his|her|their)\s(?:[\w-]+\s){1,4}|[A-Z]\w+\s(?:[A-Z]\w+\s)?)(?:(?:is|will be)\s)?"
    r"(?:leav(?:es?|ing)(?!\s(?:the|from))|retir(?:es?|ing)|(?:(?:goes|going)\s)?on\s(?:\w+\s)?leave|on holiday|away)\b"
)
"""`Our web developer leaves on 18 December`: a risk, and nothing that has to be ready by then."""
_SHE_GOES = re.compile(
    r"\W*(?:she|he|they)\s(?:(?:is|are|will be|goes|go)\s)?"
    r"(?:leav(?:es?|ing) us|retir(?:es?|ing)|on\s(?:\w+\s)?leave|on holiday|away)\b",
    re.IGNORECASE,
)
_OWN_MEETING = re.compile(
    r"\W*(?:(?:our |the )?next (?:meeting|call|catch-?up|check-?in|session|sync)|date of (?:the )?next meeting"
    r"|(?:nächstes|nächster) (?:treffen|termin)|prochaine réunion|próxima reuni[óã][no])\b",
    re.IGNORECASE,
)
"""When those who write meet again: nothing of the campaign is due then."""
_LONGEST_LINK = 12
_LATER = re.compile(r"\b(?:later|afterwards)$", re.IGNORECASE)
"""Counted from a step of the campaign and no date of its own."""
_SELECTS = re.compile(
    r"\b(?:placed|bought|ordered|booked|registered|joined|visited|purchased|donated|active|gave|born)\b[^.;]{0,20}"
    r"\b(?:between|from|since|after|before|in|on)\b[^.;]{0,14}$",
    re.IGNORECASE,
)
_TENDER = re.compile(
    r"\b(?:tender|bids?|bidders?|proposals?|closing[_ ]date|offres|ausschreibung|angebote|licitaci[óo]n)\b",
    re.IGNORECASE,
)


_FIRST_REPORT = re.compile(
    r"\b(?:for the first time|first) (?:on |at )?.{0,40}\bwe (?:report|look at|review|measure)\b", re.IGNORECASE
)


def _kind(reading: Reading, mention: Mention, is_send_day: bool, is_sends_own: bool) -> DatedKind:
    if _TENDER.search(reading.sentence_by_id[mention.sentence].text):
        return "other"
    if mention.role == "launch" and _FIRST_REPORT.search(reading.sentence_by_id[mention.sentence].text):
        return "report"
    if mention.role == "event" and is_sends_own:
        return "send"
    if _closes_range(reading, mention) or _is_condition(reading, mention) or _ends_validity(reading, mention):
        return "other"
    if mention.role in ("event", "deadline") and _opens_run(reading, mention):
        return "launch"
    if mention.role in ("launch", "event", "deadline"):
        return cast(DatedKind, mention.role)
    text = reading.sentence_by_id[mention.sentence].text
    before = reading.text[max(0, mention.start - 30) : mention.start].lower()
    if re.search(r"\b(?:by|until|before|deadline|closes?|ends?)\s*(?:the\s*)?$", before):
        return "deadline"
    if _LAUNCH.search(text):
        return "launch"
    if is_send_day:
        return "send"
    return "event" if _EVENT.search(text) else "other"


_TO_END = re.compile(r"\s*(?:to|until|till|and|through|–|—|-|bis|au|à|al|a|até|y|et|und)\s(?:the\s)?$", re.IGNORECASE)
_AND = re.compile(r"and|et|y|und", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|entre|zwischen)\s(?:the\s)?$", re.IGNORECASE)
"""`19 January and 2 February` are two days, `between 1 February and 14 March` is a stretch."""
_RUNS = re.compile(
    r"\b(?:runs?|running|tours?|campaigns?|offers?|promotions?|sales?|open|live|stops|läuft|kampagne|aktion|dure|campagne"
    r"|campaña|promoción|campanha|promoção)\b",
    re.IGNORECASE,
)


def _closes_range(reading: Reading, mention: Mention) -> bool:
    """`from 1 February to 14 March`: the second day ends what the first began, and nothing is due on it."""
    return any(
        other.kind == "date"
        and 0 < mention.start - other.end <= _LONGEST_LINK
        and (link := _TO_END.fullmatch(reading.text, other.end, mention.start))
        and (
            not _AND.fullmatch(link[0].strip()) or _BETWEEN.search(reading.text, max(0, other.start - 12), other.start)
        )
        for other in reading.mentions_by_sentence[mention.sentence]
    )


_CONDITION = re.compile(
    r"\b(?:if|whoever|(?:any|every)(?:one|body) who|those who|people who)\s[^.;:,]{2,40}"
    r"\b(?:before|by|until)\s(?:the\s)?$",
    re.IGNORECASE,
)


def _ends_validity(reading: Reading, mention: Mention) -> bool:
    """`The pass is valid until 28 February`, `in market until June`: it goes on until then, and no work is due."""
    return _VALID.search(reading.text[max(0, mention.start - 50) : mention.start]) is not None


_VALID = re.compile(
    r"\b(?:valid|redeem\w*|usable|can be used|in[- ]market|runs?|running|on sale|gültig|einlösbar|valables?"
    r"|válid[oa]s?)\b[^.;]{0,20}"
    r"\b(?:until|till|to|through|bis|jusqu['’]au|hasta|até)\s(?:the\s|zum\s|el\s|o\s)?$",
    re.IGNORECASE,
)


def _is_condition(reading: Reading, mention: Mention) -> bool:
    """`if they join before 30 June`: the day decides who gets something, and no work is due on it."""
    sentence = reading.sentence_by_id[mention.sentence]
    return bool(_CONDITION.search(reading.text[max(sentence.start, mention.start - 60) : mention.start]))


def _opens_run(reading: Reading, mention: Mention) -> bool:
    """`from 1 February to 14 March our van makes 24 stops`: the campaign is on from the first of two days."""
    ends = any(
        other.kind == "date"
        and 0 < other.start - mention.end <= _LONGEST_LINK
        and _TO_END.fullmatch(reading.text, mention.end, other.start)
        for other in reading.mentions_by_sentence[mention.sentence]
    )
    before = reading.text[max(0, mention.start - 12) : mention.start].lower()
    opens = re.search(r"\b(?:from|between|vom|von|zwischen|du|entre|del|de|desde)\s(?:the\s)?$", before)
    return ends and bool(opens) and bool(_RUNS.search(reading.sentence_by_id[mention.sentence].text))


def _name(reading: Reading, mention: Mention) -> str:
    sentence = reading.sentence_by_id[mention.sentence]
    offset = mention.start - sentence.start
    others = [cell.text for cell in cells_of(sentence) if not cell.start <= offset < cell.end]
    if others:
        return others[0][:80]
    words = sentence.text.split()
    return " ".join(words[:12]) + (" ..." if len(words) > 12 else "")


_LAUNCH_FIELD = re.compile(
    r"[^:.;]{0,30}\b(?:launch|go[- ]?live|live|starts?|kick[- ]?off|publish)\b[^:.;\d]{0,20}:", re.IGNORECASE
)
"""`Wanted live: 6 September`: what a form asks for outright stands over what a sentence says on the way."""
_NEEDED_FIELD = re.compile(
    r"\W*(?:\d+[.)]\s*)?(?:dates?|day|when)?\s?(?:it is |this is )?(?:needed|required|wanted|ready|in place|live)"
    r"(?:\s(?:by|for|on|from|date))?\s?(?::|$)",
    re.IGNORECASE,
)
"""`Date needed: 15 January`: the day by which a form wants the work."""
_LIVE_FIELD = re.compile(
    r"\W*(?:\w+ )?(?:go[- ]?live|live|launch|start|kick[- ]?off|in[- ]market)(?: date| day| on| from)?\s?(?::|$)",
    re.IGNORECASE,
)
_LAUNCH_ORDER: tuple[DatedKind, ...] = ("launch", "send", "event", "other")


def is_day_of_campaign(dated: Dated) -> bool:
    """Tell whether the date answers a field such as `Date needed` or `Go-live`: the whole campaign is meant."""
    return bool(_NEEDED_FIELD.match(dated.name) or _LIVE_FIELD.match(dated.name))


def find_launch(dates: tuple[Dated, ...], today: date) -> Dated | None:
    """The date that the work must be ready for: the launch of a field, else one told, a send, or an event to come."""
    to_come = [dated for dated in dates if dated.on >= today]
    live = [dated for dated in to_come if dated.kind == "launch" and _LAUNCH_FIELD.match(dated.name)]
    if named := live or [dated for dated in to_come if _NEEDED_FIELD.match(dated.name)]:
        return named[0]
    for kind in _LAUNCH_ORDER:
        first = next((dated for dated in to_come if dated.kind == kind), None)
        if first and kind == "send" and (first.note or "").startswith("counted from"):
            # "an e-mail the day before each webinar" is counted from one of them, and not from the first.
            event = next((dated for dated in to_come if dated.kind == "event" and dated.on < first.on), None)
            return event or first
        if first:
            return first
    return None
