"""What the brief rules out in one place and plans in another: channels, numbers of messages, ages, offers, days."""

import re
from collections.abc import Iterator, Sequence

from schemas.brief import Sentence
from schemas.parts import Contradiction
from service.campaign import Campaign, Mention
from service.computing.clashes.statements import clash, days, number, ours, place, spoken
from service.cued import Cued

_NAMES = {
    "sms": r"(?:sms|text messages?|texts)",
    "email": r"(?:e-?mails?)",
    "push": r"push(?: notifications?| messages?)?",
    "phone_call": r"(?:outbound (?:telephone |phone )?calls|(?:telephone|phone) calls|cold calls)",
    "letter": r"(?:letters|postal mail|direct mail)",
    "messaging_app": r"whatsapp",
}
_NO = (
    r"(?:^|[.;:!?,|]\s*|\b(?:and|but|please|absolutely|definitely|there (?:will|shall) be|we (?:want|do|use|send)) )"
    r"(?:no|not any|without) (?:outbound |marketing |more )?"
)
_NO_END = (
    r"(?=\s*(?:[.!;:|]|,(?![^.;]*\b(?:to|for|unless|without|or|in|except)\b)|,\s*(?:please|parents|people|because"
    r"|since|as|they|it|our|we|the)\b|please\b|at all\b|whatsoever\b|this time\b|in this campaign\b|(?:before"
    r"|until)\s+(?!\d|noon|midnight|\w*day\b)|$))"
)
_BANNED = {
    name: Cued(re.compile(rf"{_NO}(?P<what>{words}){_NO_END}", re.IGNORECASE), ("no ", "not any", "without"))
    for name, words in _NAMES.items()
}
_EXCEPT = re.compile(
    r"\b(?:except|unless|other than|apart from|only if|but (?:only|not)|in (?:germany|france)|to (?:them|these"
    r"|those))\b",
    re.IGNORECASE,
)
_NOT_PLANNED = re.compile(
    r"\b(?:no|not|never|without|nobody|last year|previous\w*|already|instead of|other departments|rather than"
    r"|hate|complain\w*"
    r"|inbound|reply|replies|consent|opt(?:ed)?[- ](?:in|out)|maybe|perhaps|later|phase (?:2|two)|or|if|would"
    r"|could|password|login"
    r"|code|signature|office|post(?:al)? code|covering letter|(?:mobile|phone|cell) numbers?)\b|\?",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:sms|texts?|e-?mails?|push\w*|letters?|whatsapp|calls?)\s+(?:on|at|to|in|from|goes|go|with)\b", re.I
)
_CAP = Cued(
    re.compile(
        r"\b(?:no|not|never|nobody|nobody (?:gets|receives))\b[^.;]{0,25}?\bmore than (?P<many>one|two|three"
        r"|four|\d)\s+"
        r"(?P<what>messages?|e-?mails?|sms|texts?|pushes|push(?: notifications?)?|msgs?|contacts?|communications?)\b"
        r"[^.;]{0,30}?\b(?:a|per|each|every|and)\s+(?P<per>day|week|month)\b"
        r"|\b(?:max(?:imum)?\.?(?: of)?|at most)\s+(?P<many2>one|two|three|four|\d)\s+"
        r"(?P<what2>messages?|e-?mails?|sms|texts?|pushes|push(?: notifications?)?|msgs?|contacts?|communications?)\b"
        r"[^.;]{0,30}?\b(?:a|per|each|every|and)\s+(?P<per2>day|week|month)\b",
        re.IGNORECASE,
    ),
    ("more than", "max", "at most"),
)
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4}
_DAYS = {"day": 1, "week": 7, "month": 30, "hour": 1 / 24}
_SENT = re.compile(
    r"\b(?:push(?:es)?|push notifications?|sms|texts?|e-?mails?|whatsapps?|messages?|reminders?|link|newsletter)\b",
    re.IGNORECASE,
)
_NO_MESSAGE = re.compile(
    r"\b(?:report\w*|dashboard|refresh\w*|file|export\w*|sync\w*|feed|batch|load\w*|updat\w*|import\w*|stock"
    r"|meeting|table|figures?"
    r"|results?|numbers?|call(?:s|ed|ing)?|per second|per minute|per hour|max\w*|capacity|limit\w*|more than"
    r"|at most|inbox|tickets?"
    r"|replies|answers?|ceo|manager|managers|team|agency|staff|reps?|stores?|consultants?|agents?|no|not|never"
    r"|unless|or)\b",
    re.IGNORECASE,
)
_UNDER = Cued(
    re.compile(
        r"\b(?P<not>no|not|nobody|none|never|nothing|without|exclude|excluding|leave out|keep out)\b[^.;]{0,60}?"
        r"\b(?:under|below|younger than)[- ](?:the age of )?(?P<age>1[0-9]|2[01])s?\b(?!\s*(?:%|per|min|sec|eur"
        r"|£|\$|€|,?\d))"
        r"|\b(?:adults only|(?P<plus>18|21)\s?(?:\+|plus|and over|or over|years or older)\s*only)\b",
        re.IGNORECASE,
    ),
    ("under", "below", "younger", "adults only", "+", "plus", "over", "older"),
)
_AGED = re.compile(
    r"\b(?:aged?|ages|between|target\w*)\s+(?P<low>1\d|2[01])\s?(?:-|–|to|and)\s?(?P<high>\d\d)\b"
    r"|\b(?P<low2>1\d)\s?(?:-|–|to)\s?(?P<high2>\d\d)[- ](?:year|yr)",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(
    r"\b(?:audiences?|target\w*|look-?alikes?|upload\w*|ads?|reach|promot\w*|advertis\w*|segments?|people like)\b",
    re.IGNORECASE,
)
_GUARDED = re.compile(r"\b(?:parents?|guardians?|carers?|consent)\b", re.IGNORECASE)
_SERVICE = Cued(
    re.compile(
        r"\b(?:opted[- ]out|unsubscribed|no(?:t)? (?:marketing )?consent|said no)\b.*\bservice (?:message"
        r"|e-?mail|mail|communication)"
        r"|\bservice (?:message|e-?mail|mail|communication)\b.*\b(?:opted[- ]out|unsubscribed|without consent|said no)",
        re.IGNORECASE | re.DOTALL,
    ),
    ("service",),
)
_OFFER = re.compile(
    r"\b(?:\d+\s?(?:%|percent|per cent)\s+off|vouchers?|discounts?|coupons?|promo(?:tion)? code|upsell"
    r"|cross-sell|special offer)\b"
    r"[^.;]{0,60}\b(?:every|each|the|all|this|that|same)\s+(?:e-?mails?|messages?|letters?|sms|texts?|mails?"
    r"|reminders?)\b"
    r"|\b(?:every|each|the|all|this|that|same)\s+(?:e-?mails?|messages?|letters?|sms|texts?|mails?"
    r"|reminders?)\b[^.;]{0,60}"
    r"\b(?:\d+\s?(?:%|percent|per cent)\s+off|vouchers?|discounts?|coupons?|promo(?:tion)? code|upsell"
    r"|cross-sell|special offer)\b",
    re.IGNORECASE,
)
_OFFERED_DAYS = re.compile(
    r"\b(?:slots?|appointments?|visits?|deliver(?:y|ies)|collections?|installs?"
    r"|installations?)\b[^.;]{0,60}\b(?:mon(?:day)?s?)\s?"
    r"(?:-|–|to|through|until)\s?(?P<last>sat(?:urday)?s?|sun(?:day)?s?)\b|\b(?:slots?|appointments?|visits?"
    r"|deliver(?:y|ies)"
    r"|collections?)\b[^.;]{0,40}\b(?P<all>seven days a week|7 days a week|every day of the week)",
    re.IGNORECASE,
)
_OFF_DAYS = re.compile(
    r"\b(?:engineers?|technicians?|drivers?|fitters?|installers?|couriers?|vans?|crews?|nurses?"
    r"|inspectors?)\b[^.;]{0,25}"
    r"\b(?:do not|don['’]t|does not|doesn['’]t|never|cannot|can['’]t|not)\s+(?:work|drive|come|visit|available"
    r"|be available|do)?\s*(?:on\s+)?"
    r"(?:any\s+)?(?P<day>saturdays?|sundays?|weekends?)",
    re.IGNORECASE,
)


def banned_and_planned(campaign: Campaign) -> Iterator[Contradiction]:
    """Everything that one sentence rules out without condition and another one plans."""
    sentences = spoken(campaign)
    yield from _channels(campaign, sentences)
    yield from _too_often(campaign, sentences)
    yield from _too_young(campaign, sentences)
    yield from _service(campaign, sentences)
    yield from _off_days(campaign, sentences)


def _channels(campaign: Campaign, sentences: Sequence[Sentence]) -> Iterator[Contradiction]:
    for channel, pattern in _BANNED.items():
        near = pattern.among(campaign.reading.text)
        for sentence in sentences:
            hit = near.search(sentence.text)
            if hit is None or _EXCEPT.search(sentence.text):
                continue
            planned = _planned(campaign, sentences, sentence, channel)
            if planned and not _over_by_then(campaign, sentence, planned):
                text = f'"{hit.group("what")}" is ruled out in one place and planned in another.'
                yield clash("channel", text, campaign.reading.evidence_of(sentence.id), planned.evidence)
                break


def _over_by_then(campaign: Campaign, ban: Sentence, planned: Mention) -> bool:
    """The ban has an end, and what is planned comes after it."""
    ends = [span[0] for m in ours(campaign, ban, "date") if (span := days(m))]
    there = campaign.reading.sentence_by_id[planned.sentence]
    starts = [span[0] for m in ours(campaign, there, "date") if (span := days(m))]
    return bool(ends) and bool(starts) and min(starts) >= min(ends)


def _planned(campaign: Campaign, sentences: Sequence[Sentence], ban: Sentence, channel: str) -> Mention | None:
    """The first place that plans to use a channel: as a send, or with a time."""
    sent = {e.sentence for send in campaign.sends if send.channel == channel for e in send.evidence}
    for sentence in sentences:
        if sentence.id == ban.id or _NOT_PLANNED.search(sentence.text):
            continue
        timed = bool(ours(campaign, sentence, "window", "date")) and _PLANNED.search(sentence.text) is not None
        for mention in ours(campaign, sentence, "channel"):
            if mention.name == channel and not mention.hedged and (sentence.id in sent or timed):
                return mention
    return None


def _too_often(campaign: Campaign, sentences: Sequence[Sentence]) -> Iterator[Contradiction]:
    """At most so many messages a week, and one of them every day."""
    pattern = _CAP.among(campaign.reading.text)
    for sentence in sentences:
        hit = pattern.search(sentence.text)
        if hit is None:
            continue
        many = hit.group("many") or hit.group("many2")
        per = (hit.group("per") or hit.group("per2")).lower()
        cap = (_WORDS.get(many.lower()) or float(many)) / _DAYS[per]
        for other in sentences:
            rate = (
                _frequent(campaign, other, cap, hit.group("what") or hit.group("what2"))
                if other.id != sentence.id
                else None
            )
            if rate:
                text = f'"{" ".join(hit.group().split())}" in one place, but here something is sent {rate.text}.'
                yield clash("often", text, place(campaign, sentence, hit), campaign.reading.evidence_of(other.id))
                break


def _frequent(campaign: Campaign, sentence: Sentence, cap: float, what: str) -> Mention | None:
    """A rate of messages above so many a day."""
    sent = _SENT.search(sentence.text)
    if sent is None or _NO_MESSAGE.search(sentence.text):
        return None
    kind = what.lower().rstrip("s").replace("-", "")
    if kind not in ("message", "msg", "contact", "communication") and kind not in sentence.text.lower().replace(
        "-", ""
    ):
        return None
    for rate in ours(campaign, sentence, "rate"):
        _, _, unit = (rate.unit or "").partition("/")
        each = (number(rate) or 1.0) / _DAYS.get(unit, 0) if unit in ("day", "week", "month") else 0.0
        if each > cap * 1.5 and (rate.unit or "").startswith(("event", "message")):
            return rate
    return None


def _too_young(campaign: Campaign, sentences: Sequence[Sentence]) -> Iterator[Contradiction]:
    """Nobody under an age, and an audience that begins below it."""
    pattern = _UNDER.among(campaign.reading.text)
    for sentence in sentences:
        hit = pattern.search(sentence.text)
        if hit is None or _EXCEPT.search(sentence.text):
            continue
        least = int(hit.group("age") or hit.group("plus") or 18)
        for other in sentences:
            told = other.id != sentence.id and _ADDRESSED.search(other.text) and not _GUARDED.search(other.text)
            aged = _AGED.search(other.text) if told else None
            low = int(aged.group("low") or aged.group("low2")) if aged else least
            if aged and low < least:
                text = (
                    f'"{" ".join(aged.group().split())}" takes in people under {least}, whom another place rules out.'
                )
                yield clash("young", text, campaign.reading.evidence_of(other.id), place(campaign, sentence, hit))
                return


def _service(campaign: Campaign, sentences: Sequence[Sentence]) -> Iterator[Contradiction]:
    """A message that goes to people who opted out because it is service, with an offer in it."""
    pattern = _SERVICE.among(campaign.reading.text)
    for position, sentence in enumerate(sentences):
        if not pattern.search(sentence.text):
            continue
        for other in sentences[max(0, position - 4) : position + 5]:
            hit = _OFFER.search(other.text) if other.id != sentence.id else None
            if hit and not re.search(r"\b(?:no|not|never|without)\b", other.text, re.IGNORECASE):
                text = "It goes to people who opted out because it is a service message, yet it carries an offer."
                yield clash("service", text, campaign.reading.evidence_of(sentence.id), place(campaign, other, hit))
                return


def _off_days(campaign: Campaign, sentences: Sequence[Sentence]) -> Iterator[Contradiction]:
    """Appointments on days on which those who keep them do not work."""
    offers = [(s, hit) for s in sentences if (hit := _OFFERED_DAYS.search(s.text))]
    for sentence in sentences if offers else ():
        off = _OFF_DAYS.search(sentence.text)
        for offered, hit in offers if off else ():
            last = (hit.group("last") or "sunday").lower()
            day = off.group("day").lower() if off else ""
            if off and offered.id != sentence.id and (day.startswith(("sat", "weekend")) or last.startswith("sun")):
                text = f'Offered "{" ".join(hit.group().split())}", but "{" ".join(off.group().split())}".'
                yield clash("off_days", text, place(campaign, offered, hit), place(campaign, sentence, off))
                return
