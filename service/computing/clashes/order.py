"""Days that cannot stand in the order that the brief gives them, and one thing with two days."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from schemas.brief import Sentence
from schemas.parts import Contradiction
from service.campaign import Campaign, Mention
from service.computing.clashes.happenings import Happening, happenings, year_told
from service.computing.clashes.statements import before, clash, days, is_row, one_day, ours, spoken
from service.computing.wording import long_date
from service.cued import Cued

_CONTEST = frozenset(["entrie", "voting", "vote", "competition", "contest", "challenge", "draw", "submission", "poll"])
_WINNERS = Cued(
    re.compile(
        r"\bwinners?\b[^.;]{0,40}\b(?:announce[ds]?|drawn|picked|named|chosen|notified|published|revealed|told"
        r"|contacted)\b"
        r"|\b(?:announce|draw|pick|name|choose|notify|publish|reveal)s?\b[^.;]{0,15}\bwinners?\b"
        r"|\bprize draw (?:is|takes place)\b"
        r"|\bresults? (?:is|are|will be) (?:announced|published|revealed)\b",
        re.IGNORECASE,
    ),
    ("winner", "prize draw", "result"),
)
_MANY_DRAWS = re.compile(
    r"\b(?:week(?:ly)?|month(?:ly)?|daily|each|every|first|interim|round|semi|heat|shortlist|last year"
    r"|of the \w+ draw)\b",
    re.IGNORECASE,
)
_FILE = Cued(
    re.compile(
        r"\b(?:address(?: file| list| data|es)|mailing (?:file|list)|addressees|print(?:-ready)? (?:file|data"
        r"|artwork)s?"
        r"|(?:final )?artwork|data file|final (?:list|data))\b",
        re.IGNORECASE,
    ),
    ("address", "mailing", "print", "artwork", "data file", "final"),
)
_PRINTER = re.compile(
    r"\bprint(?:er|ers|ing|works|shop)?\b|\bmail(?:ing)? house\b|\blettershop\b|\bdruck\w*|\blitho\b", re.IGNORECASE
)
_DUE = re.compile(
    r"\b(?:by|until|on|before|no later than|not before|at the earliest|due|(?:goes?|go|sent|delivered"
    r"|handed over|reach(?:es)?)\b[^.;]{0,30}\bon)\s+(?:\w+day,?\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_MAILED = Cued(
    re.compile(
        r"\b(?:postcards?|letters?|mailings?|mail packs?|leaflets?|catalogues?|catalogs?|brochures?|booklets?)\b", re.I
    ),
    ("card", "letter", "mail", "leaflet", "catalog", "brochure", "booklet"),
)
_EVERYWHERE = Cued(
    re.compile(
        r"\b(?:starts?|launch(?:es)?|begins?|opens?|goes live|runs?)\s+(?:everywhere|in (?:all|every) "
        r"(?:markets?|countr(?:y|ies)|stores?|shops?|regions?|branch(?:es)?)|worldwide|nationwide)"
        r"(?:\s+(?:on|from|at the same time on))?\s+(?:\w+day,?\s+)?$",
        re.IGNORECASE,
    ),
    ("everywhere", "all ", "every", "worldwide", "nationwide"),
)
_START_COLUMN = re.compile(r"\b(?:start|starts|from|launch|begin|opens?|go-?live|live)\b", re.IGNORECASE)


def wrong_order(campaign: Campaign) -> Iterator[Contradiction]:
    """One thing on two days, results before what decides them, files that come after what is printed from them."""
    told = happenings(campaign)
    yield from _two_days(told, campaign)
    yield from _reversed(told)
    yield from _voting_over(told)
    sentences = spoken(campaign)
    yield from _winners_early(told, sentences, campaign)
    yield from _file_late(sentences, campaign)
    yield from _not_everywhere(sentences, campaign)


def _two_days(told: Sequence[Happening], campaign: Campaign) -> Iterator[Contradiction]:
    """The same thing that opens or ends on two days: "sign-up opens 1 March", "sign-up has to open 8 March"."""
    for one, other in combinations(told, 2):
        same = (one.thing, one.narrowed, one.phase) == (other.thing, other.narrowed, other.phase)
        apart = one.last < other.first or other.last < one.first
        if same and apart and one.plain and other.plain and _comparable(one, other, campaign):
            text = f"{one.thing.capitalize()} {one.phase}s on two days: {one.mention.text} and {other.mention.text}."
            yield clash("two_days", text, one.mention.evidence, other.mention.evidence)


def _comparable(one: Happening, other: Happening, campaign: Campaign) -> bool:
    """Two sentences that speak of the same places, with years that were read the same way."""
    if one.mention.sentence == other.mention.sentence:
        return False
    places = [_places(happening.mention, campaign) for happening in (one, other)]
    alike = not all(places) or places[0] == places[1]
    only_year = (one.last.month, one.last.day) == (other.last.month, other.last.day)
    return alike and not (only_year and year_told(one.mention) != year_told(other.mention))


def _places(mention: Mention, campaign: Campaign) -> frozenset[str]:
    near = campaign.reading.mentions_by_sentence.get(mention.sentence, ())
    return frozenset(m.text for m in near if m.kind == "region")


def _reversed(told: Sequence[Happening]) -> Iterator[Contradiction]:
    """A thing that closes before it opens, each told once."""
    for opening in told:
        ends = [one for one in told if (one.thing, one.narrowed, one.phase) == (opening.thing, opening.narrowed, "end")]
        starts = [
            one for one in told if (one.thing, one.narrowed, one.phase) == (opening.thing, opening.narrowed, "open")
        ]
        if opening.phase != "open" or len(ends) != 1 or len(starts) != 1:
            continue
        end = ends[0]
        if (
            end.last < opening.first
            and year_told(end.mention) == year_told(opening.mention)
            and opening.plain
            and end.plain
        ):
            text = (
                f"{opening.thing.capitalize()} ends on {long_date(end.last)}, before it opens on"
                f" {long_date(opening.first)}."
            )
            yield clash("reversed", text, end.mention.evidence, opening.mention.evidence)


def _voting_over(told: Sequence[Happening]) -> Iterator[Contradiction]:
    """Voting that ends while entries still come in."""
    votes = [one for one in told if one.thing in ("voting", "vote") and one.phase == "end" and one.plain]
    entries = [one for one in told if one.thing in ("entrie", "submission") and one.phase == "end" and one.plain]
    for vote in votes:
        for entry in entries:
            if vote.last < entry.first:
                text = (
                    f"Voting ends on {long_date(vote.last)}, before entries close on {long_date(entry.last)}:"
                    " nobody can vote for the last ones."
                )
                yield clash("voting", text, vote.mention.evidence, entry.mention.evidence)


def _winners_early(
    told: Sequence[Happening], sentences: Sequence[Sentence], campaign: Campaign
) -> Iterator[Contradiction]:
    """Winners that are announced before the last day on which somebody can still win."""
    ends = [one for one in told if one.thing in _CONTEST and one.phase == "end" and one.plain]
    pattern = _WINNERS.among(campaign.reading.text)
    for sentence in sentences if ends else ():
        if not pattern.search(sentence.text) or _MANY_DRAWS.search(sentence.text):
            continue
        own = {one.mention.start for one in ends}
        announced = [day for m in ours(campaign, sentence, "date") if (day := one_day(m)) and m.start not in own]
        last = max(ends, key=lambda one: one.last)
        if len(announced) == 1 and announced[0] < last.last:
            text = (
                f"Winners are announced on {long_date(announced[0])}, before {_contest(last)} ends"
                f" on {long_date(last.last)}."
            )
            yield clash("winners", text, campaign.reading.evidence_of(sentence.id), last.mention.evidence)


def _contest(last: Happening) -> str:
    return "entering" if last.thing == "entrie" else f"the {last.thing}" if last.thing != "voting" else "voting"


def _file_late(sentences: Sequence[Sentence], campaign: Campaign) -> Iterator[Contradiction]:
    """The printer gets the addresses after the mailing is to be out."""
    files = _FILE.among(campaign.reading.text)
    for position, sentence in enumerate(sentences):
        if not files.search(sentence.text) or is_row(sentence):
            continue
        near = sentences[max(0, position - 1) : position + 1]
        due = [m for m in ours(campaign, sentence, "date") if one_day(m) and _DUE.search(before(campaign, m))]
        if due and any(_PRINTER.search(one.text) for one in near):
            yield from _mailed_before(due[0], sentences[max(0, position - 3) : position + 4], campaign)


def _mailed_before(due: Mention, near: Sequence[Sentence], campaign: Campaign) -> Iterator[Contradiction]:
    """The mailings around, of which none is later than the day on which the file is due."""
    by = one_day(due)
    mailed = [
        (span, m)
        for sentence in near
        if sentence.id != due.sentence and _MAILED.search(sentence.text)
        for m in ours(campaign, sentence, "date")
        if (span := days(m)) and _MAILED.search(before(campaign, m)[-60:])
    ]
    if by is None or not mailed:
        return
    (first, last), latest = max(mailed, key=lambda one: one[0][1])
    if last < by and first > campaign.today:
        text = f"The file for the printer is due on {long_date(by)}, after the mailing itself ({latest.text})."
        yield clash("file_late", text, due.evidence, latest.evidence)


def _not_everywhere(sentences: Sequence[Sentence], campaign: Campaign) -> Iterator[Contradiction]:
    """Said to start everywhere on one day, where a table gives some places another."""
    for sentence in sentences:
        for mention in ours(campaign, sentence, "date"):
            day = one_day(mention)
            if day and not is_row(sentence) and _EVERYWHERE.search(before(campaign, mention)):
                yield from _other_starts(day, mention, sentences, campaign)


def _other_starts(
    day: date, mention: Mention, sentences: Sequence[Sentence], campaign: Campaign
) -> Iterator[Contradiction]:
    for row in sentences:
        columns = [part for part in row.context if _START_COLUMN.search(part.partition(": ")[0])] if is_row(row) else []
        for other in ours(campaign, row, "date") if len(columns) == 1 else ():
            starts = one_day(other)
            if starts and starts != day and columns[0].endswith(f": {other.text}"):
                here = row.text.partition(" | ")[0]
                text = f"It starts everywhere on {long_date(day)}, but {here} has {long_date(starts)}."
                yield clash("everywhere", text, mention.evidence, other.evidence)
                return
