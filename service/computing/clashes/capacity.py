"""More is needed than there is: messages than the contract lets through, agents than seats, rewards than budget."""

import re
from collections.abc import Iterator, Sequence

from schemas.brief import Sentence
from schemas.parts import Contradiction
from service.campaign import Campaign, Mention, Send
from service.computing.clashes.statements import after, before, clash, content, number, one_day, ours, spoken
from service.computing.factors import shown
from service.cued import Cued

SLACK = 1.02
"""Share by which a need may pass a capacity before it counts: both are rounded (house default)."""
_SECONDS = {"second": 1, "minute": 60, "hour": 3600}
_LIMIT = re.compile(
    r"\b(?:contract|max(?:imum|imal)?|limit\w*|capped|cap|at most|up to|allows?|gives|can send|throughput"
    r"|no more than|tops out|only"
    r"|not more than|throttled?|rate|sends? at|goes through|through)\b",
    re.IGNORECASE,
)
_HAVE = Cued(
    re.compile(
            r"\b(?:licen[sc]ed for|(?:only )?(?:has|have|holds?) (?:only )?(?:room|space|seats?) for|capacity (?:of"
            r"|for|is)|limited to"
            r"|capped at|tops out at|room for|can (?:only )?(?!expect|see|count|reckon|say|be\b)[a-z]+(?: up to"
            r"| with)?|handles?|(?:we|they|there) (?:only )?(?:have|are) only|has only|have only"
            r"|only (?:has|have)|no more than|at most|maximum(?: of)?|max\.?)\s+(?:about |around |up to |at most "
            r"|some |roughly )?$",
        re.IGNORECASE,
    ),
    ("licen", "room", "space", "seat", "capacity", "limited", "capped", "tops out", "can ", "handle", "only", "no more",
     "at most", "max"),
)  # fmt: skip
_NEED = re.compile(
    r"\b(?:needs?|needed|requires?|required|must (?:get to|reach|do|make|handle)|ha(?:ve|s) to (?:get to|reach"
    r"|do|make|handle|be)"
    r"|expect(?:s|ed|ing)?|plan(?:s|ned)?(?: for)?|there will be|will (?:be|bring|make|take)|target(?: of)?"
    r"|aim(?:ing)? for|want(?:s)?"
    r"|reach|forecasts?|predicts?|models?)\s+(?:about |around |some |roughly |at least |up to |to )?$",
    re.IGNORECASE,
)
_ON_DAY = re.compile(
    r"^\s*(?:agents?|advis[eo]rs?|callers?|operators?|people)\s+(?:on|at|in|from|will)\b", re.IGNORECASE
)
_SEATS = re.compile(r"^\s*(?:[A-Za-z]+ )?(?:seats?|licen[sc]es?|headsets?|users?|workplaces?|desks?)\b", re.IGNORECASE)
_AGENTS = frozenset(["agent", "adviser", "advisor", "caller", "operator"])
_SLOTS = frozenset(
    ["slot", "appointment", "visit", "booking", "install", "installation", "fitting", "order", "parcel", "call", "seat"]
)
_AT_HOME = frozenset(["install", "installation", "fitting", "visit", "appointment", "slot"])
_AT_ONCE = re.compile(
    r"\b(?:concurrent(?:ly)?|at once|at the same time|simultaneous(?:ly)?|in parallel)\b", re.IGNORECASE
)
_HOLDS = re.compile(
    r"\b(?:capped at|limited to|licen[sc]ed for|tops out at|no more than|at most|max(?:imum)?(?: of)?"
    r"|falls over (?:above|at|beyond)"
    r"|breaks (?:at|above)|limit (?:of|is)|ceiling (?:of|is)|allows?|can only (?:hold|take|handle|serve)|holds?"
    r"|up to)\s+"
    r"(?:about |around |some )?$",
    re.IGNORECASE,
)
_MUST_HOLD = re.compile(
    r"\b(?:must|should|shall|needs? to|ha(?:s|ve) to|expect\w*|plan\w* for|prepare\w* for|peak\w*|anticipat\w*"
    r"|reckon\w* with)\b[^.;]{0,50}$",
    re.IGNORECASE,
)
_COVERED = re.compile(r"\b(?:covers?|includes?|is for|are for|ha(?:ve|s)(?: only)?|only|bought|own)\s+$", re.IGNORECASE)
_ONE_DAY = re.compile(r"^[^.;]{0,60}\b(?:on|the same day|in one day|in one go)\b", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:last (?:year|spring|summer|autumn|winter|time)|previous|used to|currently|today|so far|now)\b", re.IGNORECASE
)
_COVERS = re.compile(r"\b(?:including|includes?|incl\.?|covers?|covering|all in with)\b", re.IGNORECASE)
_REWARD = re.compile(
    r"^\s*(?:[a-z-]+\s+)?(?P<noun>credits?|vouchers?|gift cards?|rewards?|cashback|bonus|refunds?|incentives?"
    r"|coupons?)\b",
    re.IGNORECASE,
)


def over_capacity(campaign: Campaign) -> Iterator[Contradiction]:
    """What the brief needs against what it says there is, for the same work in the same time."""
    sentences = spoken(campaign)
    yield from _windows(campaign, sentences)
    yield from _seats(campaign, sentences)
    yield from _licences(campaign, sentences)
    yield from _at_once(campaign, sentences)
    yield from _in_one_day(campaign, sentences)
    yield from _work(campaign, sentences)
    yield from _rewards(campaign, sentences)


# --- messages in a window --------------------------------------------------------------------------


def _windows(campaign: Campaign, sentences: Sequence[Sentence]) -> Iterator[Contradiction]:
    rates = [(m, seconds) for s in sentences for m in ours(campaign, s, "rate") if (seconds := _per_second(m, s))]
    for send in campaign.sends if rates else ():
        length = _length(send)
        volume = _volume(campaign, send, sentences) if length else None
        for rate, each in rates:
            if not length or not volume or not _same_channel(campaign, send, rate):
                continue
            needed = number(volume) / length
            if needed > each * SLACK:
                text = (
                    f"{volume.text} in {shown(length / 3600)} hours is {shown(round(needed))} a second; the brief says"
                    f" {rate.text} ({shown(each * length)} in that time)."
                )
                start = send.evidence[0]
                yield clash(
                    "window", text, rate.evidence, campaign.reading.evidence_of(start.sentence), volume.evidence
                )


def _per_second(rate: Mention, sentence: Sentence) -> float | None:
    """Messages a second that a sentence allows."""
    what, _, unit = (rate.unit or "").partition("/")
    if what != "message" or unit not in _SECONDS or not _LIMIT.search(sentence.text) or _PAST.search(sentence.text):
        return None
    return number(rate) / _SECONDS[unit]


def _length(send: Send) -> float | None:
    """Seconds of the window of a send."""
    if send.start is None or send.end is None or send.end <= send.start:
        return None
    return (send.end.hour - send.start.hour) * 3600.0 + (send.end.minute - send.start.minute) * 60.0


def _volume(campaign: Campaign, send: Send, sentences: Sequence[Sentence]) -> Mention | None:
    """The people of a send that names them or takes a group that is named right before: "to all end customers"."""
    own = [campaign.reading.sentence_by_id[e.sentence] for e in send.evidence[:1]]
    if not own:
        return None
    here = [
        m
        for m in ours(campaign, own[0], "count")
        if m.role in ("audience", "volume") or m.unit in ("person", "message")
    ]
    if here:
        return max(here, key=number)
    group = re.search(r"\bto (?:all|every) (?:of )?(?:the |our |her |their )?(?P<who>[\w-]+(?: [\w-]+)?)", own[0].text)
    return _group(campaign, content(group.group("who")), sentences) if group else None


def _group(campaign: Campaign, who: frozenset[str], sentences: Sequence[Sentence]) -> Mention | None:
    """The one number of a group that goes by these words."""
    found = [
        m for sentence in sentences if who and who <= content(sentence.text)
        for m in ours(campaign, sentence, "count") if m.role == "audience" and number(m) >= 1000
    ]  # fmt: skip
    return found[0] if len(found) == 1 else None


def _same_channel(campaign: Campaign, send: Send, rate: Mention) -> bool:
    """The rate stands with the channel, or beside the send without another."""
    near = campaign.reading.mentions_by_sentence.get(rate.sentence, ())
    channels = {m.name for m in near if m.kind == "channel"}
    if channels:
        return send.channel in channels
    places = campaign.reading.place_of
    return any(0 <= places[rate.sentence] - places[e.sentence] <= 1 for e in send.evidence[:1])


# --- seats, slots and other work -------------------------------------------------------------------


def _seats(campaign: Campaign, sentences: Sequence[Sentence]) -> Iterator[Contradiction]:
    """Forty-five agents on a dialler with licences for thirty."""
    counts = [m for s in sentences if not _PAST.search(s.text) for m in ours(campaign, s, "count") if m.high is None]
    seats = [m for m in counts if _SEATS.search(after(campaign, m)) and _HAVE.search(before(campaign, m))]
    agents = [m for m in counts if m.of in _AGENTS and _ON_DAY.search(after(campaign, m))]
    if len(seats) == 1 and len(agents) == 1 and number(agents[0]) > number(seats[0]):
        text = f"{agents[0].text} {agents[0].of}s are planned, but there are {seats[0].text} seats or licences."
        yield clash("seats", text, agents[0].evidence, seats[0].evidence)


def _licences(campaign: Campaign, sentences: Sequence[Sentence]) -> Iterator[Contradiction]:
    """Thirty licences needed, twenty in the contract."""
    counts = [
        m
        for s in sentences
        for m in ours(campaign, s, "count")
        if m.of in ("licence", "license", "seat") and m.high is None
    ]
    needs = [m for m in counts if _NEED.search(before(campaign, m))]
    haves = [m for m in counts if _COVERED.search(before(campaign, m)) and m not in needs]
    if len(needs) == 1 and len(haves) == 1 and needs[0].of == haves[0].of and number(needs[0]) > number(haves[0]):
        text = f"{needs[0].text} {needs[0].of}s are needed, but there are {haves[0].text}."
        yield clash("licences", text, needs[0].evidence, haves[0].evidence)


def _work(campaign: Campaign, sentences: Sequence[Sentence]) -> Iterator[Contradiction]:
    """Work needed in a time against the work that can be done in it."""
    haves = [m for s in sentences for m in ours(campaign, s, "rate", "count") if _is_capacity(campaign, m)]
    for have in haves:
        for sentence in sentences:
            for need in ours(campaign, sentence, "rate", "count"):
                if need.start != have.start and _is_needed(campaign, sentence, need, have):
                    text = f"{need.text} {_unit(have)} are needed, but only {have.text} can be had."
                    yield clash("capacity", " ".join(text.split()), need.evidence, have.evidence)
                    return


def _unit(have: Mention) -> str:
    return f"a {have.per}" if have.per else ""


def _is_capacity(campaign: Campaign, mention: Mention) -> bool:
    return (
        mention.per in ("hour", "day", "week", "month")
        and mention.of in _SLOTS
        and bool(_HAVE.search(before(campaign, mention)))
    )


def _is_needed(campaign: Campaign, sentence: Sentence, need: Mention, have: Mention) -> bool:
    """More of the same work in the same time; the time may stand with the number right before."""
    clause = re.split(r"[.;]\s", before(campaign, need))[-1]
    if number(need) <= number(have) * SLACK or not _NEED.search(clause) or _HAVE.search(clause):
        return False
    per = need.per or next((m.per for m in reversed(ours(campaign, sentence, "rate")) if m.end <= need.start), None)
    work = {have.of, *_AT_HOME} if have.of in _AT_HOME else {have.of}
    said = need.of in work if need.of else bool(_HOME_WORK.search(clause))
    return per == have.per and said and not re.search(r"\blast\b|\bpeak\b", sentence.text, re.IGNORECASE)


_HOME_WORK = re.compile(r"\b(?:fit(?:ting|ted)?|install\w*|visit\w*|appointments?|book\w*|slots?)\b", re.IGNORECASE)


def _at_once(campaign: Campaign, sentences: Sequence[Sentence]) -> Iterator[Contradiction]:
    """More people at the same time than a system holds."""
    full = [s for s in sentences if _AT_ONCE.search(s.text) and not _PAST.search(s.text)]
    counts = [m for s in full for m in ours(campaign, s, "count") if number(m) >= 10]
    told = [(m, before(campaign, m), after(campaign, m)) for m in counts]
    told = [(m, words, rest) for m, words, rest in told if _AT_ONCE.search(re.split(r"[.;]", rest)[0])]
    needs = [m for m, words, _ in told if _MUST_HOLD.search(words.rsplit(";")[-1])]
    limits = [m for m, words, _ in told if _HOLDS.search(words) and m not in needs]
    if len(limits) == 1 and needs and number(needs[0]) > number(limits[0]) * SLACK:
        text = f"{needs[0].text} at the same time are planned for, but no more than {limits[0].text} fit."
        yield clash("at_once", text, needs[0].evidence, limits[0].evidence)


def _in_one_day(campaign: Campaign, sentences: Sequence[Sentence]) -> Iterator[Contradiction]:
    """All pieces on one day, and fewer that can be done in a day."""
    rates = [
        m
        for s in sentences
        for m in ours(campaign, s, "rate")
        if m.per == "day" and m.of and _HAVE.search(before(campaign, m))
    ]
    for have in rates:
        for sentence in sentences:
            for need in ours(campaign, sentence, "count"):
                named = need.of == have.of and re.search(
                    r"\ball(?: of)?(?: the| our)?\s+$", before(campaign, need), re.IGNORECASE
                )
                day = any(one_day(m) for m in ours(campaign, sentence, "date")) and _ONE_DAY.search(
                    after(campaign, need)
                )
                if named and day and number(need) > number(have) * SLACK:
                    text = f"All {need.text} are due on one day, but only {have.text} can be done."
                    yield clash("one_day", text, need.evidence, have.evidence)
                    return


# --- rewards and the budget ------------------------------------------------------------------------


def _rewards(campaign: Campaign, sentences: Sequence[Sentence]) -> Iterator[Contradiction]:
    """A budget that is said to include a reward, and the reward times the number that the goal asks for."""
    for sentence in sentences:
        budget = [
            m for m in ours(campaign, sentence, "money") if m.role == "budget" and m.per is None and m.high is None
        ]
        if len(budget) != 1 or not _COVERS.search(sentence.text):
            continue
        for reward, noun, place in _priced(campaign, sentences):
            if content(noun) <= content(sentence.text) and reward.unit == budget[0].unit and reward is not budget[0]:
                yield from _too_dear(campaign, budget[0], reward, place)


def _priced(campaign: Campaign, sentences: Sequence[Sentence]) -> Iterator[tuple[Mention, str, Sentence]]:
    for sentence in sentences:
        for mention in ours(campaign, sentence, "money"):
            hit = _REWARD.search(after(campaign, mention))
            if hit and mention.high is None:
                yield mention, hit.group("noun"), sentence


def _too_dear(campaign: Campaign, budget: Mention, reward: Mention, sentence: Sentence) -> Iterator[Contradiction]:
    for goal in campaign.goals:
        if (
            goal.target is None
            or not goal.evidence
            or goal.target.unit in ("percent", "ratio")
            or len(goal.target.unit) == 3
        ):
            continue
        counted = next(
            (
                m
                for m in campaign.reading.mentions_by_sentence.get(goal.evidence[0].sentence, ())
                if m.role == "target" and m.of
            ),
            None,
        )
        cost = goal.target.value * number(reward)
        if counted and counted.of and content(counted.of) & content(sentence.text) and cost > number(budget) * SLACK:
            text = (
                f"{shown(goal.target.value)} times {reward.text} is {shown(cost)} {reward.unit}, more than the"
                f" {budget.text} that are to cover it."
            )
            yield clash("reward", text, counted.evidence, reward.evidence, budget.evidence)
            return
