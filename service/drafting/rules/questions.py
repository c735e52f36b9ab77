"""Questions that stand between the brief and a promise: what is missing, open, doubtful or told twice."""

import re
from collections.abc import Callable, Iterable, Sequence

from schemas.base import Evidence
from schemas.brief import Sentence
from service.campaign import Audience, Campaign, Mention, Reading
from service.catalogue.questions import question_patterns
from service.catalogue.vocabulary import data_elements
from service.computed import Computed
from service.cued import Cued
from service.drafting.rules.conditions import uses_personal_data
from service.drafting.rules.other_texts import is_job_advert
from service.drafting.rules.selections import find_selections
from service.drafting.rules.sends import as_day
from service.drafting.rules.things import OWN_FILES, OWNED
from service.drafting.rules.wording import CHANNEL_WORDS, clipped, listed, platform_for, with_article
from service.needs import Ask
from service.reading.reasons import PAST_RESULT

_OPEN = Cued(
    re.compile(
        r"\b(?:tbc|tbd|to be (?:confirmed|decided|agreed|determined)|not (?:yet )?(?:sure|decided|clear|known|"
        r"confirmed)|unclear|"
        r"(?:do not|don['’]t|doesn['’]t|does not) (?:yet )?know|no idea|somebody mentioned|someone mentioned|"
        r"no(?:body|[ -]?one) (?:has |have |had )?(?:\w+ly |yet |ever )?(?:told|said|knows?|decided|checked"
        r"|confirmed|asked|agreed|settled)|(?:have not|haven['’]t|has not|hasn['’]t) (?:yet )?"
        r"(?:decided|agreed|settled|been told)|"
        r"open question|"
        r"still (?:open|to be)|who (?:owns|knows|can)|noch (?:offen|unklar)"
        r"|noch nicht (?:geklärt|entschieden|abgestimmt|klar|bekannt)|pas encore (?:décidé|confirmé|validé|tranché)"
        r"|(?:todavía|aún) no (?:\w+ ){0,2}(?:decidid|confirmad)[oa]s?"
        r"|ainda não (?:\w+ ){0,2}(?:decidid|confirmad)[oa]s?"
        r"|à confirmer|por confirmar|a definir)\b|"
        r"\?\?",
        re.IGNORECASE,
    ),
    ("tbc", "tbd", "to be", "not ", "unclear", "know", "idea", "mentioned", "told", "said", "decided", "checked",
     "asked", "agreed", "settled", "open", "who ", "noch", "confirm", "encore", "decidid", "definir", "??"),
)  # fmt: skip
_TO_IT = re.compile(
    r"^\W*(?:\w+,\s*)?(?:can|could|would|will|please|is it possible)\b.{0,20}\b(?:it|you|we|your team)\b", re.I
)
"""A request to IT: the specification itself is the answer."""


def ask(topic: str, evidence: Iterable[Evidence] = (), **slots: str) -> Ask:
    """A question from the catalogue with its words filled in."""
    pattern = question_patterns()[topic]
    places = tuple(evidence)
    return Ask(
        topic=f"{topic}:{'|'.join(slots.values())}" if slots else topic,
        text=pattern.text.format_map(slots),
        why=pattern.why.format_map(slots),
        whom=pattern.whom,
        raised_by=tuple(dict.fromkeys(place.sentence for place in places)),
        blocks=pattern.blocks,
        options=pattern.options,
        default=pattern.default,
        weight=pattern.weight,
        evidence=places,
    )


def find_asks(campaign: Campaign) -> list[Ask]:
    """Every question the campaign raises, without repeats; a text with nothing to work from raises one."""
    if is_too_thin(campaign):
        return [ask("everything")]
    asks = [found for rule in _RULES for found in rule(campaign)]
    return list({item.topic: item for item in asks}.values())


def is_too_thin(campaign: Campaign) -> bool:
    """No goal, audience, channel, data or date to work from, or no campaign at all."""
    reading = campaign.reading
    if is_job_advert(reading.text):
        return True
    workable = (
        m for m in reading.mentions
        if (m.kind in ("channel", "data") or _fixes_a_time(m)) and m.role not in ("example", "past_result")
        and not m.negated and m.sentence not in reading.set_aside
    )  # fmt: skip
    return (
        not (campaign.goals or campaign.sends or campaign.journeys or any(map(_is_public, campaign.audiences)))
        and next(workable, None) is None
    )


_FEW = 20
"""Fewer people of whom nothing else is known are guests at a table and no audience; a house default."""


def _fixes_a_time(mention: Mention) -> bool:
    """A weekday alone is no date to work from: every letter and every recipe has one."""
    bare = as_day(mention) is not None and not re.search(r"\d", mention.text)
    return mention.kind == "date" and (mention.role == "launch" or not bare)


def _is_public(audience: Audience) -> bool:
    return audience.relation != "unknown" or audience.size is None or audience.size.value >= _FEW


def _goal(campaign: Campaign) -> Iterable[Ask]:
    if not any(goal.target for goal in campaign.goals):
        yield ask("goal", [place for goal in campaign.goals[:2] for place in goal.evidence])


def _audience(campaign: Campaign) -> Iterable[Ask]:
    """Asked where nobody is counted or named as the people to reach."""
    named = campaign.signal("existing_relation", "prospects", "minors", "patients", "employees")
    if campaign.audiences or (named and not campaign.sends) or find_selections(campaign.reading, frozenset()):
        return
    parts = (part for s in campaign.reading.sentences for part in (*s.context[-1:], s.text[:40]))
    if not any(_AUDIENCE_LABEL.search(part) for part in parts):
        yield ask("audience", [send.evidence[0] for send in campaign.sends[:1]])


_AUDIENCE_LABEL = re.compile(
    r"\b(?:audience|target group|zielgruppe|p[úu]blico|cible|who (?:it|this) is for)\b", re.IGNORECASE
)
_LIVE_KINDS = frozenset({"webinar", "streaming", "video"})


def _sending_tools(campaign: Campaign) -> Iterable[Ask]:
    """Channels for which the brief names no tool; live events without a platform."""
    toolless = {
        CHANNEL_WORDS[send.channel].send: send.evidence[0]
        for send in campaign.sends
        if platform_for(campaign, send.channel) == CHANNEL_WORDS[send.channel].platform
        and send.channel not in ("letter", "phone_call")
    }
    live = campaign.signal("live_event")
    if live and not any(system.kind in _LIVE_KINDS for system in campaign.systems):
        toolless["live event"] = live[0]
    if toolless:
        yield ask("sending_tool", list(toolless.values()), channels=f"the {listed(toolless)}")


_END_OF = re.compile(
    r"\b(?:by|at|until|before) (?:the )?(?:end|close|last day) of (?:this|the|our|it)\b"
    r"|\b(?:by|over|within|in) the same (?:date|time|period|days)\b",
    re.IGNORECASE,
)
"""A term that has no date of its own and is told all the same."""


def _goal_deadline(campaign: Campaign) -> Iterable[Ask]:
    """Asked once, where figures are to be reached and no goal says by when."""
    measured = [goal for goal in campaign.goals if goal.target]
    told = (campaign.reading.sentence_by_id[goal.evidence[0].sentence].text for goal in measured)
    if measured and not any(goal.deadline for goal in campaign.goals) and not any(map(_END_OF.search, told)):
        yield ask("goal_deadline", measured[0].evidence, goal=clipped(measured[0].statement, 80))


def _page_data(campaign: Campaign) -> Iterable[Ask]:
    """A page whose visitors are to do something that the brief does not tell."""
    kinds = {journey.kind for journey in campaign.journeys}
    if "page" in kinds and not kinds & {"form", "payment", "login", "personal_page"}:
        page = next(journey for journey in campaign.journeys if journey.kind == "page")
        yield ask("page_data", page.evidence[:1])


def _report_or_plan(campaign: Campaign) -> Iterable[Ask]:
    """A brief that mostly tells what was done leaves open what is still to do."""
    told = [s for s, reason in campaign.reading.set_aside.items() if reason == PAST_RESULT]
    ahead = any(dated.on >= campaign.today for dated in campaign.dates)
    if len(told) >= 2 and not ahead:
        yield ask("report_or_plan", [campaign.reading.evidence_of(sentence) for sentence in told[:3]])


def _linked_document(campaign: Campaign) -> Iterable[Ask]:
    """The brief points at a document that was not given."""
    pointing = _POINTS_AT.among(campaign.reading.text)
    for sentence in campaign.reading.sentences:
        if pointing.search(sentence.text) and sentence.id not in campaign.reading.set_aside:
            yield ask("linked_document", [campaign.reading.evidence_of(sentence.id)])
            return


_POINTS_AT = Cued(
    re.compile(
        r"\bsee (?:the|our|attached) (?:\w+ ){0,2}(?:brief|deck|document|rfp|spreadsheet|plan)\b|"
        r"\[[^\]]*(?:brief|rfp|deck)[^\]]*\]\(|"
        r"\b(?:attached|enclosed) (?:brief|deck|document|file|sheet)\b|\blink\s*=\s*\"http",
        re.IGNORECASE,
    ),
    ("see ", "](", "attached", "enclosed", "link"),
)


def _channel(campaign: Campaign) -> Iterable[Ask]:
    """Asked where there are people and nothing that would reach them."""
    reached = campaign.sends or campaign.journeys or next(campaign.reading.of_kind("channel"), None)
    if not reached and (campaign.audiences or campaign.goals):
        yield ask("channel", [place for goal in campaign.goals[:1] for place in goal.evidence])


def _sizes(campaign: Campaign) -> Iterable[Ask]:
    unsized = [s for s in campaign.sends if not s.service and (s.volume is None or not s.volume_stated)]
    unknown = [send for send in unsized if send.channel != "phone_call" or campaign.signal("call_back") == ()]
    if unknown:
        names = listed(dict.fromkeys(CHANNEL_WORDS[send.channel].send for send in unknown))
        yield ask("audience_size", [send.evidence[0] for send in unknown[:4]], channels=f"the {names}")


def _times(campaign: Campaign) -> Iterable[Ask]:
    untimed = [
        send
        for send in campaign.sends
        if not (send.start or send.end) and not _is_triggered(campaign, send.evidence[0].sentence)
    ]
    if untimed:
        names = listed(dict.fromkeys(CHANNEL_WORDS[send.channel].send for send in untimed))
        yield ask("send_time", [send.evidence[0] for send in untimed[:4]], channels=f"the {names}")


def _is_triggered(campaign: Campaign, sentence: str) -> bool:
    near = campaign.reading.mentions_by_sentence.get(sentence, ())
    return any(m.kind == "rate" or (m.kind == "signal" and m.name == "within_minutes") for m in near)


def _launch(campaign: Campaign) -> Iterable[Ask]:
    if campaign.launch is None and not any(send.on for send in campaign.sends):
        yield ask("launch_date", campaign.signal("urgency")[:2])


def _regions(campaign: Campaign) -> Iterable[Ask]:
    if not campaign.regions and uses_personal_data(campaign):
        yield ask("regions", [a.evidence[0] for a in campaign.audiences[:1]])


_IN_THE_SENDING_TOOL = frozenset({"opens", "clicks", "open_rate", "click_rate"})


def _data_places(campaign: Campaign) -> Iterable[Ask]:
    elements = data_elements()
    known = _IN_THE_SENDING_TOOL if any(system.kind == "esp" for system in campaign.systems) else frozenset[str]()
    homeless = [
        use for use in campaign.data_uses
        if use.system is None and use.element not in known
        and use.purpose in ("personalise", "select", "match", "score")
        and (use.element not in elements or elements[use.element].data_class != "public")
    ]  # fmt: skip
    if homeless:
        yield ask("data_place", [use.evidence[0] for use in homeless[:6]], data=listed((u.name for u in homeless), 6))


def _consent(campaign: Campaign) -> Iterable[Ask]:
    councils = {m.sentence for m in campaign.reading.signals("works_council")}
    doubtful = [p for p in campaign.signal("consent_claimed", "legal_unchecked") if p.sentence not in councils]
    if doubtful:
        yield ask("consent_claim", doubtful[:2], quote=clipped(doubtful[0].quote))
    elif campaign.sends and not campaign.signal("consent_stated"):
        yield ask("consent", [campaign.sends[0].evidence[0]])


def _origins(campaign: Campaign) -> Iterable[Ask]:
    bought = campaign.signal("purchased_list", "third_party_list")
    if bought:
        yield ask("list_origin", bought[:3], quote=clipped(bought[0].quote))


def _open_points(campaign: Campaign) -> Iterable[Ask]:
    reading = campaign.reading
    owners = {m.sentence for m in reading.signals("unknown_owner")}
    formats = {m.sentence for m in reading.signals("unknown_format")}
    handled = {
        m.sentence for m in reading.signals("change_freeze", "consent_claimed", "legal_unchecked", "works_council")
    }
    opening = _OPEN.among(reading.text)
    for sentence in reading.sentences:
        if sentence.id in reading.set_aside or sentence.kind == "heading":
            continue
        if sentence.id in owners:
            topic = "owner"
        elif sentence.id in formats:
            topic = "file_format"
        elif _is_listed_open(sentence) or (
            sentence.id not in handled and (opening.search(sentence.text) or _asks_back(reading, sentence))
        ):
            topic = "open_point"
        else:
            continue
        places = [reading.evidence_of(one.id) for one in _with_what_it_is_about(reading, sentence)]
        quote = clipped(" ".join(re.sub(r"\s*\|\s*", ", ", place.quote.strip("|* -•")) for place in places), 140)
        yield ask(topic, places, quote=quote)


def _is_listed_open(sentence: Sentence) -> bool:
    """`Still to be decided` above `- who pays for missed appointments`."""
    return sentence.kind == "item" and bool(sentence.context) and _OPEN_POINTS.search(sentence.context[-1]) is not None


_OPEN_POINTS = re.compile(
    r"\b(?:open (?:points?|questions?|issues?|items?|topics?)|still (?:open|to be)|to be (?:decided|confirmed|agreed)"
    r"|undecided|not (?:yet )?(?:decided|clear)|offene (?:punkte|fragen)|points ouverts|en suspens|pendientes?)\b",
    re.IGNORECASE,
)


def _with_what_it_is_about(reading: Reading, sentence: Sentence) -> Sequence[Sentence]:
    """`An SMS, if it is cheap. Not decided`: a few words are about the sentence before them."""
    place = reading.place_of[sentence.id]
    alone = len(sentence.text.split()) > _FEW_WORDS or not place
    before = reading.sentences[place - 1]
    if alone or before.kind == "heading" or "\n" in reading.text[before.end : sentence.start]:
        return [sentence]
    return [before, sentence]


_FEW_WORDS = 3


def _asks_back(reading: Reading, sentence: Sentence) -> bool:
    """A sentence that ends in a question mark asks something itself, unless the next line of a form answers it."""
    text = sentence.text
    if not text.rstrip(" |*").endswith("?") or len(text) > 240 or _TO_IT.match(text):
        return False
    if sentence.kind == "field":
        return len(text.partition(":")[2].split()) > _FEW_WORDS  # "Open: do we leave out those who have not paid?"
    if sentence.kind in ("row", "prose", "item") and len(text.split()) > 2 and not _is_answered(reading, sentence):
        return True
    return sentence.kind == "row"


def _is_answered(reading: Reading, sentence: Sentence) -> bool:
    """A line of its own that asks, with a line below that does not and no question above: the label of a form."""
    place = reading.place_of[sentence.id]
    above = reading.sentences[place - 1] if place else None
    below = reading.sentences[place + 1] if place + 1 < len(reading.sentences) else None
    if below is None or "\n" not in reading.text[sentence.end : below.start + 1] or _asks(below):
        return False
    alone = sentence.start == 0 or "\n" in reading.text[above.end if above else 0 : sentence.start]
    return alone and len(sentence.text.split()) <= _LABEL_WORDS and not (above and _asks(above))


_LABEL_WORDS = 10


def _asks(sentence: Sentence) -> bool:
    return sentence.text.rstrip(" *|").endswith("?")


_PRIVATE_FILE = re.compile(
    r"['’]s (?:\w+ )?(?:spreadsheet|sheet|list|file|notebook|inbox|laptop|excel)\b", re.IGNORECASE
)


def _tools(campaign: Campaign) -> Iterable[Ask]:
    for system in campaign.systems:
        if system.kind in OWN_FILES or _PRIVATE_FILE.search(system.name):
            if system.standing == "unofficial" or OWNED.search(system.name):
                yield ask("private_list", system.evidence[:2], tool=with_article(system.name))
        elif system.standing in ("trial", "unofficial"):
            yield ask("tool", system.evidence[:2], tool=with_article(system.name))


def _suppliers(campaign: Campaign) -> Iterable[Ask]:
    receivers = [party for party in campaign.parties if party.receives_data]
    if receivers:
        yield ask(
            "supplier_data", [p.evidence[0] for p in receivers], party=listed(with_article(p.name) for p in receivers)
        )


def _signal_questions(campaign: Campaign) -> Iterable[Ask]:
    for topic, signals in _BY_SIGNAL:
        places = campaign.signal(*signals)
        if places:
            yield ask(topic, places[:3])


_BY_SIGNAL: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("minors", ("minors",)),
    ("scoring", ("profiling_scoring", "wealth_screening")),
    ("past_outage", ("past_outage",)),
    ("freeze", ("change_freeze",)),
    ("works_council", ("works_council",)),
    ("retention", ("retention_forever",)),
    ("ai_service", ("ai_use",)),
    ("image_release", ("image_people",)),
    ("voucher_rules", ("voucher_codes",)),
)


def _quoted_signals(campaign: Campaign) -> Iterable[Ask]:
    fast = campaign.signal("real_time")
    if fast:
        yield ask("real_time", fast[:2], quote=clipped(fast[0].quote))
    matching = campaign.signal("ad_audience_matching")
    if matching:
        names = listed(s.name for s in campaign.systems if s.kind in ("ad_platform", "social_network"))
        yield ask("ad_matching", matching[:2], platforms=names or "the advertising platforms")


def _rushes(campaign: Campaign) -> Iterable[Ask]:
    unsized = [rush for rush in campaign.rushes if rush.people is None]
    if unsized and campaign.past_visits is None and not _came_last_time(campaign):
        quotes = dict.fromkeys(clipped(rush.evidence[0].quote, 40) for rush in unsized)
        moments = listed(quote for quote in quotes if quote.removesuffix("s") not in quotes or quote[-1:] != "s")
        yield ask("rush_size", [rush.evidence[0] for rush in unsized[:3]], moment=moments)


def _came_last_time(campaign: Campaign) -> bool:
    """`It fell over when 900 people came in ten minutes`: how many come is known from last time."""
    failed = {mention.sentence for mention in campaign.reading.signals("past_outage")}
    counts = (m for m in campaign.reading.of_kind("count") if m.unit == "person" and m.role == "past_result")
    return any(mention.sentence in failed for mention in counts)


def _payment(campaign: Campaign) -> Iterable[Ask]:
    paying = [journey for journey in campaign.journeys if journey.kind == "payment"]
    if paying and not any(system.kind == "payment" for system in campaign.systems):
        yield ask("payment", paying[0].evidence[:1])


def _special(campaign: Campaign) -> Iterable[Ask]:
    elements = data_elements()
    for use in campaign.data_uses:
        if use.element in elements and elements[use.element].sensitivity == "special":
            yield ask("special_data", use.evidence[:2], data=use.name)


def _dates(campaign: Campaign) -> Iterable[Ask]:
    for mention in campaign.reading.of_kind("date"):
        if mention.sentence in campaign.reading.set_aside or mention.role in ("past_result", "example"):
            continue
        if mention.value is None and mention.note and re.search(r"ambiguous|both|either", mention.note):
            yield ask("date_form", [mention.evidence], quote=mention.text, why=_sentence(mention.note))
        elif mention.value is None and _counts_from_event(campaign, mention):
            yield ask("anchor_date", [mention.evidence], quote=mention.text)


def _counts_from_event(campaign: Campaign, mention: Mention) -> bool:
    """Counted from one certain event (`two days before the offer ends`), not from a trigger that differs by person.

    What is deleted `two weeks after the visit` goes by each person's own visit.
    """
    automated = any(m.sentence == mention.sentence for m in campaign.reading.signals("journey_automation"))
    sentence = campaign.reading.sentence_by_id[mention.sentence]
    before = campaign.reading.text[max(sentence.start, mention.start - _NEAR) : mention.start]
    return (
        bool(_FROM_EVENT.search(mention.text))
        and not _ERASED.search(before)
        and sentence.kind != "row"
        and not (automated and _EACH.search(sentence.text))
    )


_FROM_EVENT = re.compile(r"\b(?:before|after|ahead of|following|prior to)\s+(?:the|our|this)\b", re.IGNORECASE)
_ERASED = re.compile(r"\b(?:delet|eras|destroy|wiped|shred|kept|keep|retain|remov)\w*", re.IGNORECASE)
_NEAR = 40
"""Code points before a day in which it is told that something is deleted then."""
_EACH = re.compile(
    r"\b(?:trigger\w*|each|every time|when(?:ever)? (?:a|someone|somebody)|flow|sequence|automat\w+)\b", re.IGNORECASE
)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def computed_asks(campaign: Campaign, computed: Computed) -> list[Ask]:
    """Questions that the computed parts raise: one per contradiction, one on the date when something is late."""
    asks = [ask("contradiction", item.evidence, text=item.text) for item in computed.contradictions]
    late = [item for item in computed.schedule.lead_items if item.status == "late"]
    if late and campaign.launch and re.search(r"\d", campaign.launch.evidence[0].quote):
        why = f"Counted back from it, {listed((item.name for item in late), 3)} should have begun already."
        asks.append(ask("date_fixed", campaign.launch.evidence, date=campaign.launch.evidence[0].quote, why=why))
    return asks


_RULES: tuple[Callable[[Campaign], Iterable[Ask]], ...] = (
    _goal, _goal_deadline, _report_or_plan, _linked_document, _audience, _channel, _sending_tools, _sizes, _times,
    _launch, _regions, _page_data, _data_places, _consent, _origins, _open_points, _tools, _suppliers,
    _signal_questions, _quoted_signals, _rushes, _payment, _special, _dates,
)  # fmt: skip
