"""Promises of a brief that its own words rule out: freshness, unit costs, one thing told in two ways at once."""

import re
from collections.abc import Callable, Iterator
from itertools import product

from schemas.base import Evidence, place_of
from schemas.brief import Goal, Sentence
from schemas.parts import Contradiction
from service.campaign import Campaign, Mention
from service.computing.factors import shown
from service.cued import Cued

SLOW = Cued(
    re.compile(
        r"\b(?:(?:only |not until |no earlier than )?(?:the )?next (?:working )?(?:day|morning)|nightly|overnight"
        r"|every night"
        r"|each night|once a (?:day|week)|(?:only )?(?:weekly|daily) (?:batch|export|import|file|load|refresh)"
            r"|batch at night|once (?:a|per|every) night|every (?:\d+|two|three|four|six|eight|twelve|five|ten"
            r"|fifteen|twenty|thirty|forty[- ]five|sixty) (?:minutes|hours)"
        r"|(?:only )?hourly (?:batch|export|import|file|load|refresh)|une fois par nuit|\d\d:\d\d batch"
        r"|am nächsten tag|erst am \w+tag|jede nacht|nachts|le lendemain|chaque nuit|al día siguiente|cada noche"
        r"|no dia seguinte|toda noite)\b",
        re.IGNORECASE,
    ),
    ("every ", "batch", "hourly", "une fois", "next day", "next morning", "next working", "night",
     "once a day", "once a week", "weekly", "daily",
     "chsten tag", "erst am", "nacht", "lendemain", "nuit", "siguiente", "noche", "seguinte", "noite"),
)  # fmt: skip
FAST = Cued(
    re.compile(
        r"\b(?:in real[- ]time|real[- ]time|at once|immediately|instantly|straight away|right away"
        r"|within (?:a |one |five |ten "
            r"|\d+ )?(?:seconds?|minutes?)|within (?:the|an|one|1|two|2) hours?|hourly|every (?:hour|minute"
            r"|\d+ minutes)|by the minute|(?:up )?to the minute"
        r"|live stock|(?:free|available|in stock|left) right now|the same (?:evening|night|afternoon|hour)"
        r"|sofort|in echtzeit|stündlich|en temps réel|immédiatement|en tiempo real|al instante|em tempo real"
        r"|na hora)\b",
        re.IGNORECASE,
    ),
    ("within", "right now", "the same", "real time", "real-time", "at once", "immediately", "instantly",
     "away", "second", "hourly", "every hour",
     "minute", "live stock", "sofort", "echtzeit", "ndlich", "temps r", "diatement", "tiempo real", "al instante",
     "tempo real", "na hora"),
)  # fmt: skip
_BUT = re.compile(
    r"\b(?:but|yet|however|although|though|while|whereas|aber|doch|jedoch|mais|pero|mas|porém)\b", re.IGNORECASE
)
# What is fast or slow is data that comes in; a message that goes out has its own hour.
_COMES = re.compile(
    r"\b(?:refresh\w*|updat\w*|arriv\w*|com(?:e|es|ing)|load\w*|import\w*|export\w*|sync\w*|feeds?|file|show\w*|sees?"
    r"|know"
    r"|check\w*|correct|current|fresh|available|kommen|kommt|stimm\w*|aktuali\w*|geladen|arrive\w*|llegan?"
    r"|chegam?|tells?|says?|gets?|receives?|reach\w*)\b",
    re.IGNORECASE,
)
# What has to stop when the data say so.
_STOPS = re.compile(
    r"\b(?:stop\w*|drop\w*|remov\w*|suppress\w*|exclud\w*|take[ns]? (?:out|off)|leave\w* out|not (?:be )?(?:nag"
    r"|remind|chas)\w*"
    r"|disappear\w*|block\w*)\b",
    re.IGNORECASE,
)
_AS_IT_IS = re.compile(
    r"^\W*(?:today|currently|at present|at the moment|so far|as it stands|now,|heute|derzeit|aujourd['’]hui"
    r"|actuellement|hoy"
    r"|actualmente|hoje|atualmente)\b",
    re.IGNORECASE,
)
# A message that answers what somebody did; it needs no data of others.
_ANSWERS = re.compile(
    r"\b(?:confirmations?|receipts?|e-?mails?|sms|texts?|thank[- ]you|replies|reply|answers?|welcome"
    r"|notifications?|sent)\b",
    re.IGNORECASE,
)
_MANY = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10,
    "twelve": 12,
    "fifteen": 15, "twenty": 20, "thirty": 30, "forty-five": 45, "sixty": 60,
}  # fmt: skip
# Figures of a day that somebody wants on its evening, and data of purchases that come after it.
_EVENING = re.compile(
    r"\b(?:(?:every|each|the same|that) evening|at (?:closing time|close of (?:business|play))"
    r"|(?:at|by) the end of (?:each|every) day|jeden abend|chaque soir|cada tarde|toda tarde)\b",
    re.IGNORECASE,
)
_FIGURES = re.compile(
    r"\b(?:numbers?|figures?|totals?|results?|sales|takings|turnover|redemptions|how many|count of"
    r"|zahlen|chiffres|cifras)\b",
    re.IGNORECASE,
)
_PURCHASES = re.compile(
    r"\b(?:tills?|tickets?|pos|sales|orders?|purchases?|transactions?|receipts?|redemptions?|bookings?)\b[^.;]*$",
    re.IGNORECASE,
)
_UNITS = {"second": 1, "minute": 60, "hour": 3600}
_AMOUNT = re.compile(
    r"(?P<many>\d+|an?|one|two|three|four|six|eight|twelve|five|ten|fifteen|twenty|thirty|forty[- ]five"
    r"|sixty) (?P<unit>second|minute|hour)",
    re.I,
)
_DAY = 86_400
_AT_ONCE = 60
"""Seconds that "in real time" leaves (house default)."""
_LATER = 1.5
"""Data that come this much later than promised are late (house default)."""
_PER = re.compile(
    r"\bcosts? per (?:qualified |new |booked )?([^\W\d_]+)|\bper (?:qualified |new )?([^\W\d_]+)", re.IGNORECASE
)
_MOST = re.compile(
    r"\b(?:under|below|less than|no more than|at most|max(?:imum)?|up to|cap(?:ped)?|limit|not (?:exceed|more than)"
    r"|within"
    r"|unter|höchstens|maximal|moins de|maximum|menos de|como máximo|no máximo)\b|[<≤]",
    re.IGNORECASE,
)
_UNIT_NAMES = {"CPL": "lead", "CPA": "sale"}
_SLACK = 1.02
_OR = re.compile(
    r"\s*,?\s*(?:\(|[-–—]\s)?(?:or|oder|ou|o|u|versus|vs\.?)\s+"
    r"(?:maybe |perhaps |is it |possibly |was it |vielleicht |quizá )?"
    r"(?:for )?(?P<other>\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eins?|zwei|drei|vier|fünf|sechs"
    r"|sieben"
    r"|acht|neun|zehn|un|deux|trois|quatre|cinq|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|dois|três)\b",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\b(?:depend(?:s|ing) on|whoever you ask|whom? you ask|who is asked|not (?:clear|sure|agreed)|nobody knows"
    r"|somebody says"
    r"|some say|je nachdem|nicht klar|selon (?:qui|la personne)|según|depende|conforme)\b",
    re.IGNORECASE,
)
_KEPT = re.compile(
    r"\b(?:kept?|stored?|retain\w*|retention|delet\w+|guard\w+|conserv\w+|gespeichert|aufbewahr\w+|löschen|gelöscht"
    r"|armazen\w+)\b",
    re.IGNORECASE,
)

_EVERYDAY = frozenset(
    [
        "every",
        "minute",
        "second",
        "hour",
        "night",
        "week",
        "time",
        "when",
        "that",
        "this",
        "with",
        "from",
        "have",
        "will",
        "must",
        "should",
        "what",
        "which",
        "them",
        "they",
        "there",
        "their",
        "then",
        "than",
        "about",
        "after",
        "before",
        "within",
        "only",
        "also",
        "like",
        "today",
        "update",
        "refresh",
        "show",
        "arrive",
        "data",
        "live",
        "right",
        "real",
        "instantly",
        "immediately",
        "daily",
        "nightly",
        "hourly",
    ]
)

Check = Callable[[Campaign], Iterator[Contradiction]]


def promise_contradictions(campaign: Campaign) -> Iterator[Contradiction]:
    """Fresher than the data is, cheaper than the budget allows, and two values for one thing in one breath."""
    checks: tuple[Check, ...] = (_freshness, _evening_figures, _unit_costs, _either)
    for check in checks:
        yield from check(campaign)


def _coming(pace: Cued, campaign: Campaign) -> list[tuple[Sentence, re.Match[str]]]:
    """The sentences in which data come at this pace or have to stop something, each with the words that say so."""
    reading = campaign.reading
    told, near = (s for s in reading.sentences if s.id not in reading.set_aside), pace.among(reading.text)
    return [
        (s, hit) for s in told if (hit := near.search(s.text)) and (_COMES.search(s.text) or _STOPS.search(s.text))
    ]  # fmt: skip


def _freshness(campaign: Campaign) -> Iterator[Contradiction]:
    """Data promised sooner than they come: in one sentence with a "but", of the same data in two, or side by side."""
    slow = _coming(SLOW, campaign)
    fast = _coming(FAST, campaign) if slow else []
    for (late, late_hit), (soon, soon_hit) in product(slow, fast):
        too_late = _seconds(late_hit.group(), _DAY) > _LATER * _seconds(soon_hit.group(), _AT_ONCE)
        if too_late and _clash(late, late_hit, soon, soon_hit, campaign):
            text = f'It has to be right "{soon_hit.group()}", yet the data it rests on comes "{late_hit.group()}".'
            evidence = [_place(soon, soon_hit), _place(late, late_hit)]
            yield Contradiction(id=f"freshness.{evidence[0].start}", text=text, evidence=evidence)


def _evening_figures(campaign: Campaign) -> Iterator[Contradiction]:
    """Figures wanted each evening of purchases whose data come in the night: they are those of the day before."""
    slow = [(s, hit) for s, hit in _coming(SLOW, campaign) if _PURCHASES.search(s.text[: hit.start()])]
    for wanted in campaign.reading.sentences if slow else ():
        hit = _EVENING.search(wanted.text)
        if hit is None or wanted.id in campaign.reading.set_aside or not _FIGURES.search(wanted.text):
            continue
        for late, late_hit in slow:
            if _seconds(late_hit.group(), _DAY) < _DAY or late.context != wanted.context:
                continue
            text = f'Figures are wanted "{hit.group()}", yet the data they rest on comes "{late_hit.group()}".'
            evidence = [_place(wanted, hit), _place(late, late_hit)]
            yield Contradiction(id=f"evening.{evidence[0].start}", text=text, evidence=evidence)


def _seconds(words: str, usual: int) -> float:
    """The time between two loads, or within which something has to be right."""
    if hit := _AMOUNT.search(words):
        many = hit.group("many").lower().replace(" ", "-")
        return float(_MANY.get(many) or many) * _UNITS[hit.group("unit").lower()]
    if re.search(r"hour", words, re.IGNORECASE):
        return _UNITS["hour"]
    return _DAY / 4 if "the same " in words.lower() else usual


def _clash(
    late: Sentence, late_hit: re.Match[str], soon: Sentence, soon_hit: re.Match[str], campaign: Campaign
) -> bool:
    if late.id == soon.id:
        first, last = sorted((late_hit.span(), soon_hit.span()))
        return first[1] <= last[0] and _BUT.search(late.text[first[1] : last[0]]) is not None
    return bool(_data(late, campaign) & _data(soon, campaign)) or _side_by_side(late, soon, campaign)


def _side_by_side(late: Sentence, soon: Sentence, campaign: Campaign) -> bool:
    """One after the other: what has to stop or what comes today, or the same thing in both."""
    places = campaign.reading.place_of
    if abs(places[late.id] - places[soon.id]) != 1 or late.context[:1] != soon.context[:1]:
        return False
    goes_on = places[late.id] > places[soon.id] or ";" not in late.text
    stops = _STOPS.search(soon.text) is not None and (goes_on or _AS_IT_IS.search(late.text) is not None)
    if not stops and _ANSWERS.search(soon.text):
        return False
    return stops or _AS_IT_IS.search(late.text) is not None or bool(_nouns(late) & _nouns(soon))


def _nouns(sentence: Sentence) -> set[str]:
    """Words with a capital or of five letters and more, without their endings: enough for sentences side by side."""
    return {word.lower().rstrip("s") for word in re.findall(r"[^\W\d_]{4,}", sentence.text)} - _EVERYDAY


def _data(sentence: Sentence, campaign: Campaign) -> set[str]:
    """The data and systems that a sentence names; a system named by its job is told by its words."""
    near = campaign.reading.mentions_by_sentence.get(sentence.id, ())
    return {m.text.casefold().rstrip("s") for m in near if m.kind in ("data", "system") and not m.negated}


def _place(sentence: Sentence, hit: re.Match[str]) -> Evidence:
    start, end = sentence.start + hit.start(), sentence.start + hit.end()
    return place_of(sentence=sentence.id, start=start, end=end, quote=sentence.text[hit.start() : hit.end()])


def _unit_costs(campaign: Campaign) -> Iterator[Contradiction]:
    """A budget divided by its target costs more for each than the brief allows."""
    totals = [m for m in _money(campaign) if m.role == "budget" and m.per is None and m.high is None]
    total = max(totals, key=_number, default=None)
    for price in _money(campaign):
        counted = _priced(price, campaign)
        goal = _goal_of(counted, campaign) if counted else None
        if total is None or goal is None or goal.target is None or price is total or price.unit != total.unit:
            continue
        each = _number(total) / goal.target.value if goal.target.value else 0.0
        if each > float(price.high or _number(price)) * _SLACK:
            text = (
                f"{total.text} for {shown(goal.target.value)} is {shown(each)} {total.unit} for each {counted};"
                f" the brief allows {price.text}."
            )
            evidence = [total.evidence, goal.evidence[0], price.evidence]
            yield Contradiction(id=f"unit_cost.{price.start}", text=text, evidence=evidence)


def _money(campaign: Campaign) -> list[Mention]:
    return [
        m for m in campaign.reading.of_kind("money")
        if isinstance(m.value, int | float) and not m.negated and m.role not in ("example", "past_result", "baseline")
        and m.sentence not in campaign.reading.set_aside
    ]  # fmt: skip


def _number(mention: Mention) -> float:
    return float(mention.value) if isinstance(mention.value, int | float) else 0.0


def _priced(price: Mention, campaign: Campaign) -> str | None:
    """What a price is allowed to buy one of: "lead" in "cost per lead under 85 EUR"."""
    sentence = campaign.reading.sentence_by_id[price.sentence]
    start = price.start - sentence.start
    before, after = sentence.text[max(0, start - 45) : start], sentence.text[price.end - sentence.start :][:30]
    if not _MOST.search(before) or re.search(r"[;.]\s", before[-20:]):
        return None
    hit = _PER.search(before) or _PER.match(after.lstrip())
    if hit:
        return next(word for word in hit.groups() if word).lower().rstrip("s")
    return next((noun for short, noun in _UNIT_NAMES.items() if re.search(rf"\b{short}\b", before)), None)


def _goal_of(noun: str, campaign: Campaign) -> Goal | None:
    """The goal that counts such things; None where several do and nothing tells which is paid for."""
    goals = [goal for goal in campaign.goals if goal.target and goal.evidence and goal.target.unit == noun]
    values = {goal.target.value for goal in goals if goal.target}
    return goals[0] if len(values) == 1 else None


def _either(campaign: Campaign) -> Iterator[Contradiction]:
    """Two terms for one thing, "5 years, or three", where the sentence is about keeping or is unsure."""
    for mention in campaign.reading.of_kind("duration"):
        sentence = campaign.reading.sentence_by_id[mention.sentence]
        after = sentence.text[mention.end - sentence.start :]
        hit = _OR.match(after)
        if hit is None or mention.negated or mention.sentence in campaign.reading.set_aside:
            continue
        if not _UNSURE.search(sentence.text) and not (_KEPT.search(sentence.text) and "," in hit.group()):
            continue
        end = mention.end + hit.end()
        quote = campaign.reading.text[mention.start : end]
        evidence = [place_of(sentence=sentence.id, start=mention.start, end=end, quote=quote)]
        text = f'Two terms for the same thing: "{" ".join(quote.split())}".'
        yield Contradiction(id=f"either.{mention.start}", text=text, evidence=evidence)
