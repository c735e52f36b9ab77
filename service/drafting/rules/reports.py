"""Who is to see which figures how often, in the words of the brief: `a number every Monday for the director`."""

import re
from dataclasses import dataclass
from itertools import pairwise

from schemas.base import Evidence
from schemas.brief import Sentence
from service.campaign import Mention, Reading
from service.drafting.rules import report_words as words
from service.drafting.rules.goal_words import METRIC_WORDS, PAST
from service.drafting.rules.wording import clipped, listed, mid_sentence, plain
from service.reading.columns import cells_of
from service.reading.passage import is_past
from service.reading.role_words import MEASURE_HEADING

_LONGEST = 220
"""House default: characters of the brief in a statement."""
_MOST = 8
"""How many figures a statement names."""
_NEAR = 16
"""Characters between a rhythm and the day or hour that belongs to it."""


@dataclass(frozen=True)
class Report:
    """Figures that somebody is to see. `shows` says which, `due` when or how often; empty where the brief does not."""

    shows: str
    due: str
    evidence: Evidence
    live: bool = False

    @property
    def statement(self) -> str:
        """What the reporting shall do."""
        trigger = f"When the report is due ({self.due})" if self.due else "When results are reported"
        if self.live:
            trigger = "While the campaign runs"
        return f"{trigger}, the reporting shall show {self.shows}."


@dataclass(frozen=True)
class _Part:
    """A part of a sentence that tells of one report: its place, and what was read in it."""

    text: str
    start: int
    mentions: tuple[Mention, ...]
    headed: bool
    """It stands below a heading about reports."""
    aimed: bool
    """It stands below a heading under which goals and their measures are told."""

    @property
    def aims(self) -> bool:
        """Tell whether it says what is to be reached, and not what is to be seen."""
        reached = [m for m in self.mentions if m.role in ("target", "limit") and m.kind not in ("date", "duration")]
        return (self.aimed or self.headed) and len(reached) >= max(1, len(self.measures))

    @property
    def rates(self) -> list[Mention]:
        """How often: `weekly`, `every Monday`; `40 calls a day` counts something."""
        told = (m for m in self.mentions if m.kind == "rate" and m.role in ("other", "volume") and not m.of)
        return [m for m in told if m.value is not None and (m.unit or "").startswith("event/")]

    @property
    def regular(self) -> bool:
        """Tell whether it says how often, or that the figures are always there."""
        return bool(self.rates or words.CADENCE.search(self.text) or words.LIVE.search(self.text))

    @property
    def measures(self) -> list[Mention]:
        """The data that the part names; what lies in the words for how often is none."""
        spans = [m for m in self.mentions if m.kind == "rate"]
        return [m for m in self.mentions if m.kind == "data" and not any(r.start <= m.start < r.end for r in spans)]


def find_reports(reading: Reading) -> tuple[Report, ...]:
    """All of them, in their order, one for each rhythm that a sentence tells of."""
    signalled = {m.sentence for m in reading.signals("dashboard_report")}
    found = []
    for sentence in reading.sentences:
        if sentence.id in reading.set_aside or sentence.kind in ("heading", "code", "quote"):
            continue
        found += [_report(reading, sentence, part) for part in _parts(reading, sentence, sentence.id in signalled)]
    return tuple({(report.shows, report.due): report for report in found}.values())


def _parts(reading: Reading, sentence: Sentence, signalled: bool) -> list[_Part]:
    """The parts of the sentence that are reports each on its own, else the whole of it if that is one."""
    if _is_over(sentence.text, signalled=signalled) or sentence.text.rstrip(" *").endswith("?"):
        return []
    told = _told(sentence)
    cuts = [told[0], *(told[0] + cut.end() for cut in words.NEXT_REPORT.finditer(reading.text[slice(*told)])), told[1]]
    single = [_part(reading, sentence, start, end) for start, end in pairwise(cuts)]
    if len(single) > 1 and all(_stands_alone(part) for part in single):
        return single
    whole = _part(reading, sentence, *told)
    return [whole] if _is_report(whole, signalled=signalled) else []


def _stands_alone(part: _Part) -> bool:
    named = words.STARTS_WITH_RHYTHM.match(part.text) is None
    return named and part.regular and _is_report(part, signalled=False)


def _is_over(text: str, *, signalled: bool) -> bool:
    """Tell whether it reports what was; where a report is named outright, only with words for the time."""
    return is_past(words.DONE.sub("", text)) and (not signalled or PAST.search(text) is not None)


def _told(sentence: Sentence) -> tuple[int, int]:
    """Where the sentence says something: a row of a table behind its first cell, which is the label."""
    cells = cells_of(sentence)
    start = sentence.start + (cells[1].start if len(cells) > 1 and not cells[0].start else 0)
    return start, sentence.end


def _part(reading: Reading, sentence: Sentence, start: int, end: int) -> _Part:
    near = reading.mentions_by_sentence.get(sentence.id, ())
    inside = tuple(m for m in near if start <= m.start < end)
    cells = cells_of(sentence)
    labels = [cells[0].text] if len(cells) > 1 else sentence.context[-2:]
    headed = any(words.REPORT_HEADING.search(label) for label in labels)
    aimed = any(MEASURE_HEADING.search(label) for label in labels)
    return _Part(reading.text[start:end], start, inside, headed, aimed)


def _is_report(part: _Part, *, signalled: bool) -> bool:
    """Tell whether figures are to be shown here again and again, or some that are named are to be shown at all."""
    if words.REFUSED.search(part.text) or words.TO_THE_AUDIENCE.search(part.text):
        return False
    if not part.rates and part.aims:
        return False
    if signalled and (part.rates or part.measures):
        return True
    label = words.LABELLED.match(part.text)
    if label and (part.measures or words.SPLIT.search(part.text[label.end() :])):
        return True
    if part.headed and (part.regular or part.measures or words.SPLIT.search(part.text)):
        return True
    if words.LIVE.search(part.text) or words.AT_THE_END.search(part.text):
        return True
    return part.regular and _says_figures(part.text)


def _says_figures(text: str) -> bool:
    bare = words.OTHER_NUMBERS.sub("", words.ASIDE.sub("", text))
    if words.FIGURES.search(bare) or words.TO_SEE.search(bare):
        return True
    wanted = words.GETS.search(bare) or (words.WE_WANT.search(bare) and METRIC_WORDS.search(bare))
    if wanted and (words.DONE_THINGS.search(bare) or words.LIST_OF_PEOPLE.search(bare)):
        return True
    return words.SUMMARY.search(bare) is not None and words.FOR_SOMEBODY.search(bare) is not None


def _report(reading: Reading, sentence: Sentence, part: _Part) -> Report:
    live = not part.rates and words.LIVE.search(part.text) is not None
    return Report(_shown(reading, part), _due(reading, part), reading.evidence_of(sentence.id), live)


def _shown(reading: Reading, part: _Part) -> str:
    """The figures that are listed, with how they are split; else the words of the brief."""
    lead = words.BARE_LEAD.match(part.text)
    if lead and (part.measures or words.SPLIT.search(part.text[lead.end() :])):
        rhythm = re.escape(_due(reading, part)) or "$"
        named = re.sub(rf"[,;]?\s*{rhythm}", "", part.text[lead.end() :], count=1, flags=re.IGNORECASE)
        return clipped(named.strip(" .,;|"), _LONGEST)
    if _is_list(reading, part):
        end = part.measures[-1].end
        split = words.SPLIT_BEHIND.match(reading.text[end : part.start + len(part.text)])
        names = listed((plain(m.text) for m in part.measures), _MOST)
        return f"{names}, {plain(split[1])}" if split else names
    return f'what the brief asks for: "{clipped(_bare(part.text), _LONGEST)}"'


def _bare(text: str) -> str:
    return words.LINK.sub("", plain(text).strip(" -•|.,;"))


def _is_list(reading: Reading, part: _Part) -> bool:
    """`opens, clicks and gifts every Thursday`: the data stand side by side, and nothing else is asked for."""
    if not part.measures or words.GETS.search(part.text) or words.LIVE.search(part.text):
        return False
    first, last = part.measures[0], part.measures[-1]
    between = (reading.text[a.end : b.start] for a, b in pairwise(part.measures))
    before, after = reading.text[part.start : first.start], reading.text[last.end : part.start + len(part.text)]
    return (
        all(words.LINKED.fullmatch(gap) for gap in between)
        and words.LIST_BEGINS.search(before) is not None
        and words.LIST_ENDS.match(after) is not None
    )


def _due(reading: Reading, part: _Part) -> str:
    """The rhythm with the day and hour that stand beside it: `every Thursday by noon`; else the words for it."""
    ends = not part.rates and words.AT_THE_END.search(part.text)
    told = words.CADENCE.search(part.text) or (words.WITHIN.search(part.text) if ends else None)
    if told or not part.rates:
        return _lower(plain(told[0])) if told else ""
    spans: list[tuple[int, int]] = []
    for mention in part.mentions:
        if spans and mention.kind in ("rate", "window") and mention.start - spans[-1][1] < _NEAR:
            spans[-1] = (spans[-1][0], max(spans[-1][1], mention.end))
        elif mention in part.rates:
            spans.append((mention.start, mention.end))
    return ", ".join(_lower(plain(reading.text[start:end])) for start, end in spans)


def _lower(text: str) -> str:
    return text if words.NAMED_DAY.match(text) else mid_sentence(text)
