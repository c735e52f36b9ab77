"""Business goals: what the campaign is for, with metric, target and deadline where the brief gives them."""

import re
from dataclasses import replace
from itertools import pairwise

from schemas.base import Quantity, place_of
from schemas.brief import Goal, Sentence
from service.campaign import Mention, Reading
from service.drafting.rules import goal_words as words
from service.drafting.rules.selections import names_people_as_target
from service.drafting.rules.wording import mid_sentence, plain
from service.reading.columns import Cell, cell_at, cells_of, headings_of
from service.reading.passage import is_past
from service.reading.role_words import MEANS_AFTER, MEASURE_HEADING

_NUMBERED = re.compile(r"\s*\d{1,2}\.\d{1,2}\.?\s")
"""`3.2 We do not ...`: a numbered paragraph of a long document."""


def find_goals(reading: Reading) -> tuple[Goal, ...]:
    """Return the goals the brief states, one per target figure, or one per goal sentence without a figure."""
    goals: list[Goal] = []
    for sentence in reading.sentences:
        if _is_goal_sentence(reading, sentence):
            goals.extend(_goals_in(reading, sentence, len(goals)))
    return tuple(_without_repeats(goals))


def _is_goal_sentence(reading: Reading, sentence: Sentence) -> bool:
    text = sentence.text
    if sentence.kind == "heading" or sentence.id in reading.set_aside or text.rstrip(" *").endswith(("?", ":")):
        return False
    nearest = sentence.context[-1] if sentence.context else ""
    if words.NOT_A_GOAL.search(text) or words.NOT_A_GOAL.search(nearest) or words.FORECAST.search(nearest):
        return False
    if names_people_as_target(plain(text)):
        return False
    if (words.TO_REACH.search(text) and words.WANT.search(text)) or words.MORE_PEOPLE.search(text):
        return True
    listed = sentence.kind != "prose" and not _follows_others(reading, sentence)
    if _is_under_goals(nearest) and (listed or _states_result(reading, sentence)):
        return True
    if MEASURE_HEADING.search(nearest) and _targets(reading, sentence):
        return True
    return _states_goal(reading, sentence)


def _follows_others(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether it stands in a paragraph behind a label or a number, and in no list."""
    start, end = reading.text.rfind("\n", 0, sentence.start) + 1, sentence.start
    if _NUMBERED.match(reading.text, start):
        close = reading.text.find("\n", sentence.end)
        end = close if close >= 0 else len(reading.text)
    return len(words.STOPS.findall(reading.text, start, end)) > 1


def _is_under_goals(nearest: str) -> bool:
    return len(nearest) < words.LONGEST_HEADING and bool(
        words.GOAL_HEADING.search(nearest) or words.CUE.search(nearest)
    )


def _states_result(reading: Reading, sentence: Sentence) -> bool:
    result = words.RESULT.search(sentence.text) and not (words.PAST.search(sentence.text) or is_past(sentence.text))
    return bool(_targets(reading, sentence) or result)


def _states_goal(reading: Reading, sentence: Sentence) -> bool:
    """A label or subject that says goal, with a result or figure; or figures to reach that are not past."""
    if words.CUE.search(sentence.text) and (
        _states_result(reading, sentence) or words.SUBJECT_CUE.search(sentence.text)
    ):
        return True
    handed_over = any(m.sentence == sentence.id for m in reading.signals("data_export", "third_party_sharing"))
    figures = [m for m in _targets(reading, sentence) if m.kind in words.FIGURES or m.kind == "rate"]
    return bool(figures) and not handed_over


def _targets(reading: Reading, sentence: Sentence) -> list[Mention]:
    mentions = [_with_noun(reading, m) for m in reading.mentions_by_sentence.get(sentence.id, ())]
    found = [m for m in mentions if m.kind in words.MEASURED and not m.negated and _is_target(reading, sentence, m)]
    if found or _is_about_goals(sentence):
        found = sorted([*found, *_returns(sentence)], key=lambda m: m.start)
    aside = [m for m in found if _is_aside(reading, sentence, m)]
    return found if len(aside) == len(found) else [m for m in found if m not in aside]


def _is_about_goals(sentence: Sentence) -> bool:
    """A label before it or the heading above says that figures to be reached follow."""
    if words.CUE.search(sentence.text):
        return True
    nearest = sentence.context[-1] if sentence.context else ""
    return any(_is_under_goals(label) or MEASURE_HEADING.search(label) for label in (nearest, _label_of_row(sentence)))


def _label_of_row(sentence: Sentence) -> str:
    """`Success measures` of `| Success measures | 1,250 accounts |`."""
    cells = cells_of(sentence)
    return cells[0].text if len(cells) > 1 and not cells[0].start else ""


def _begins(sentence: Sentence) -> int:
    """Where the goals of a sentence begin: in a row behind its label."""
    label = _label_of_row(sentence)
    labelled = label and (words.GOAL_HEADING.search(label) or MEASURE_HEADING.search(label))
    return sentence.start + (cells_of(sentence)[1].start if labelled else 0)


def _returns(sentence: Sentence) -> list[Mention]:
    """`ROI 3:1`, `a return of 4:1`: what comes back for each one that is spent."""
    return [
        Mention(
            "count",
            told["ratio"],
            sentence.start + told.start("ratio"),
            sentence.start + told.end("ratio"),
            sentence.id,
            value=float(told["value"].replace(",", ".")),
            unit="ratio",
            of="roi",
            role="target",
        )
        for told in words.RETURN.finditer(sentence.text)
        if not is_past(sentence.text)
    ]


def _with_noun(reading: Reading, mention: Mention) -> Mention:
    """`We sold 1,140 tickets last spring, and want 2,000`: the figure without a noun counts what the past one does."""
    past = _past_beside(reading, mention)
    return replace(mention, unit=past.unit, of=past.of) if past else mention


def _past_beside(reading: Reading, mention: Mention) -> Mention | None:
    """The past count in whose sentence, or right behind it, a bare figure to be reached stands."""
    if mention.kind != "count" or mention.role != "target" or mention.of or mention.unit:
        return None
    place = reading.place_of[mention.sentence]
    near = [one.id for one in reading.sentences[max(0, place - 1) : place + 1]]
    before = [m for id_ in near for m in reading.mentions_by_sentence.get(id_, ()) if m.end < mention.start]
    past = [m for m in before if m.kind == "count" and m.of and m.role in ("past_result", "baseline")]
    return max(past, key=lambda m: (m.unit != "item", m.value if isinstance(m.value, int | float) else 0), default=None)


def _is_aside(reading: Reading, sentence: Sentence, mention: Mention) -> bool:
    """A figure in brackets explains another one: `25,000 accounts (Sweden 17,000, Finland 8,000)`."""
    before = reading.text[sentence.start : mention.start]
    return before.count("(") > before.count(")")


def _is_target(reading: Reading, sentence: Sentence, mention: Mention) -> bool:
    """A figure to be reached, or the limit on a cost or rate that the goal names just before it."""
    told = words.ASIDE.sub("", reading.text[sentence.start : mention.start])
    before, after = told[-40:], reading.text[mention.end : mention.end + 40]
    if words.NAMED_TARGET.search(before):
        return True
    if (
        words.PAST.search(words.PARTS.split(told)[-1])
        or _is_part_or_prize(mention, before, after)
        or words.PRIZE.search(told)
    ):
        return False
    if mention.role == "limit":
        if mention.kind == "percentage" and _is_sole(reading, sentence, mention):
            return True
        listed = words.CAPPED.search(before) is not None and _is_about_goals(sentence)
        kept = mention.kind in ("percentage", "count", "rate") and (
            words.KEPT.search(before) or words.CUE.search(sentence.text)
        )
        return bool(words.COST.search(told) or kept or (listed and mention.kind in words.SHARES))
    if mention.kind == "money" and words.BUDGET.search(before):
        return False
    if words.CAPPED.search(before) and not words.COST.search(words.PARTS.split(told)[-1].rpartition(",")[2]):
        return False
    if mention.role == "target":
        if mention.kind == "rate" and not any(map(str.isdigit, mention.text)):
            return False
        return sentence.kind != "row" or _in_goal_column(sentence, mention)
    return mention.kind in words.FIGURES and _is_meant(reading, sentence, mention)


def _is_part_or_prize(mention: Mention, before: str, after: str) -> bool:
    """`3,000 of them juniors`, `a £10 voucher`; a share of them, `60% of them in the app`, is a goal of its own."""
    if mention.role == "target" and (words.THEY_SHALL.match(after) or words.WON_BEFORE.search(before)):
        return False
    share = mention.kind == "percentage" and words.OF_THEM.match(after)
    if share and (mention.role == "target" or words.THEY_ACT.match(after)):
        return False
    return bool(words.PART_OR_PRIZE.match(after))


def _is_meant(reading: Reading, sentence: Sentence, mention: Mention) -> bool:
    """A figure without the role of a target that the words around it want all the same."""
    if mention.role not in (None, "other", "volume", "audience"):
        return False
    told, after = reading.text[sentence.start : mention.start], reading.text[mention.end : mention.end + 24]
    if _heads_row(sentence, mention) or _leads_item(sentence, told) or _gains(sentence, told, after):
        return True
    if mention.role != "audience" and _is_sole(reading, sentence, mention):
        return True
    if mention.role == "audience":
        return sentence.kind == "item" and _goes_on(reading, mention)
    return _goes_on(reading, mention)


def _heads_row(sentence: Sentence, mention: Mention) -> bool:
    """`| Visitors at dealer events | 9,500 |` in a table whose first column is called `Target`."""
    cells = cells_of(sentence)
    own = cell_at(cells_of(sentence), mention.start - sentence.start)
    if not cells or own is None or cells[0].start > 0:
        return False
    return bool(words.TARGET_LABEL.search(cells[0].label)) and not _is_column_of_before(own.label, cells)


def _is_column_of_before(label: str, cells: tuple[Cell, ...]) -> bool:
    """`Baseline`, `2025` beside `2026`: where it starts from, or the year before the one that is planned."""
    own, years = words.YEAR.search(label), [year for cell in cells for year in words.YEAR.findall(cell.label)]
    return bool(words.BEFORE.search(label)) or (own is not None and own[0] < max(years))


def _leads_item(sentence: Sentence, told: str) -> bool:
    """`Aim. 700 contacts, 120 demos on the stand`: the figures that begin the members of a list of goals."""
    heading = sentence.context[-1] if sentence.context else ""
    averaged = re.search(r"\baverage\b", sentence.text, re.IGNORECASE) or words.SO_FAR.search(told)
    wished = _says_what_is_wished(heading) or _says_what_is_wished(told.partition(":")[0])
    under = wished or _is_about_goals(sentence)
    return bool(
        under and words.ITEM_START.search(told) and not averaged and not _is_thing(sentence, told, wished=wished)
    )


def _is_thing(sentence: Sentence, told: str, *, wished: bool) -> bool:
    """`12 photos`, `3 languages`: what is made or used; where something is merely wished for, any handful."""
    rest = sentence.text[len(told) :].lower()
    number = re.match(r"\d[\d.,]*", rest)
    few = wished and number is not None and number[0].isdigit() and int(number[0]) < words.HANDFUL
    return few or (number is not None and MEANS_AFTER.match(rest, number.end()) is not None)


def _is_sole(reading: Reading, sentence: Sentence, mention: Mention) -> bool:
    """`Gross booking value of Rs 210 crore`, `Completion up to 70%`: the one figure of an item of a list of goals."""
    heading = sentence.context[-1] if sentence.context else ""
    wished = sentence.kind in ("item", "row") and _says_what_is_wished(heading)
    if not (wished or _is_under_goals(heading)):
        return False
    told = reading.text[sentence.start : mention.start]
    if _is_thing(sentence, told, wished=wished) or not words.VALUE_OF.search(told):
        return False
    figures = [m for m in reading.mentions_by_sentence[sentence.id] if m.kind in words.FIGURES]
    return [m for m in figures if m.role not in ("baseline", "past_result")] == [mention]


def _says_what_is_wished(label: str) -> bool:
    """`What it has to deliver`, `What I have to show the board at the end`: more than a wish must stand below."""
    return len(label) < words.LONGEST_HEADING and bool(words.WISHES.search(label)) and not words.REQUESTS.search(label)


def _gains(sentence: Sentence, before: str, after: str) -> bool:
    """`5,000 new cards`, `turnover +18%` in a list of goals or numbers."""
    heading = sentence.context[-1] if sentence.context else ""
    listed = sentence.kind == "item" and len(heading) < words.LONGEST_HEADING and words.NUMBERS.search(heading)
    return bool(listed) and (words.GAIN.match(after) is not None or words.SHIFT.search(before) is not None)


def _goes_on(reading: Reading, mention: Mention) -> bool:
    """The second half of one wish: `250 members by May, and 4 million in sales`."""
    near = reading.mentions_by_sentence[mention.sentence]
    earlier = [m for m in near if m.role == "target" and m.end < mention.start and m.kind in words.FIGURES]
    if not earlier:
        return False
    between = reading.text[earlier[-1].end : mention.start]
    listed = reading.sentence_by_id[mention.sentence].kind == "item" and words.COMMA.search(between)
    return bool(listed or words.AND.search(between))


def _in_goal_column(sentence: Sentence, mention: Mention) -> bool:
    """A figure in a table is a target under a heading or in a column of targets, or where the row names the result."""
    own = cell_at(cells_of(sentence), mention.start - sentence.start)
    labels = [*headings_of(sentence), *([own.label] if own else [])]
    first = cells_of(sentence)[:1]
    labels += [cell.text for cell in first if cell != own]
    return any(words.TARGET_LABEL.search(label) for label in labels) or bool(words.METRIC_WORDS.search(sentence.text))


def _goals_in(reading: Reading, sentence: Sentence, so_far: int) -> list[Goal]:
    targets = _targets(reading, sentence)
    deadline = _deadline(reading, sentence, sentence.start, sentence.end)
    if len(targets) <= 1:
        target = targets[0] if targets else None
        return [_goal(reading, sentence, target, so_far + 1, deadline, _begins(sentence), sentence.end)]
    bounds = _clauses(sentence, targets, reading.mentions_by_sentence[sentence.id])
    parted = [(target, bound) for target, bound in zip(targets, bounds, strict=True) if bound]
    return [
        _goal(reading, sentence, target, so_far + n, _deadline(reading, sentence, start, end) or deadline, start, end)
        for n, (target, (start, end)) in enumerate(parted, start=1)
    ]


def _clauses(sentence: Sentence, targets: list[Mention], inside: tuple[Mention, ...]) -> list[tuple[int, int] | None]:
    """Cut the sentence between its targets, at the last comma, semicolon or `and` before each, never in a mention.

    None for a figure that nothing parts from the one before: `14,000 of an estimated 22,500 users` is one goal.
    """
    cuts: list[int | None] = [_begins(sentence)]
    for before, after in pairwise(targets):
        between = sentence.text[before.end - sentence.start : after.start - sentence.start]
        found = [
            before.end + cut.end()
            for cut in re.finditer(r"[,;]\s*(?:and |or )?|\.\s+(?=[A-Z\d]|$)|\s(?:and|und|et|y|e)\s", between)
            if not any(m.start < before.end + cut.end() < m.end for m in inside)
        ]
        cuts.append(found[-1] if found else None)
    starts = [cut for cut in cuts if cut is not None]
    ends = dict(zip(starts, [*starts[1:], sentence.end], strict=True))
    return [None if cut is None else (cut, ends[cut]) for cut in cuts]


def _goal(
    reading: Reading,
    sentence: Sentence,
    target: Mention | None,
    number: int,
    deadline: str | None,
    start: int,
    end: int,
) -> Goal:
    quote = reading.text[start:end]
    stripped = re.sub(r"[\s,;]+(?:and|or|und|et|y|e)?\s*$", "", words.BUDGET_BEHIND.sub("", quote).strip(" ,;\n\t"))
    offset = start + quote.find(stripped) if stripped else start
    evidence = place_of(sentence=sentence.id, start=offset, end=offset + len(stripped), quote=stripped)
    baseline = _baseline(reading, sentence, target)
    return Goal(
        id=f"G{number}",
        statement=_plain(stripped),
        metric=_metric(target, stripped),
        baseline=_quantity(baseline),
        target=_quantity(target),
        deadline=deadline,
        evidence=[evidence],
    )


def _plain(text: str) -> str:
    """The words without Markdown signs, list marks, a greeting and a leading label such as `Objective:`."""
    bare = words.NUMBERED.sub("", words.GREETING.sub("", plain(text).strip(" -•\t")))
    return " ".join(words.LABEL.sub("", bare).split())


def _baseline(reading: Reading, sentence: Sentence, target: Mention | None) -> Mention | None:
    """The starting value: one in the goal's sentence, else the only past figure of the same thing in the brief."""
    for mention in reading.mentions_by_sentence.get(sentence.id, ()):
        if (
            mention.role == "baseline"
            and mention.kind in words.MEASURED
            and (target is None or mention.unit == target.unit or (mention.kind == target.kind and not mention.unit))
        ):
            return mention
    if target is None:
        return None
    near = reading.mentions_by_sentence.get(sentence.id, ())
    beside = [_past_beside(reading, m) for m in near if m.start == target.start]
    if any(beside):
        return beside[0]
    past = [m for m in reading.mentions if m.role in ("past_result", "baseline") and _is_alike(m, target)]
    beside = [m for m in past if abs(reading.place_of[m.sentence] - reading.place_of[target.sentence]) == 1]
    behind = reading.text[target.end : target.end + 4]
    if len(past) == 1 and beside and not target.of and not behind.strip().startswith("of"):
        return beside[0]
    if len(past) != 1 or (target.kind == "count" and not target.of):
        return None
    # A share of something else is no start: both must speak of one thing.
    alone = past[0].kind != "percentage" or _words_around(reading, past[0]) & _words_around(reading, target)
    return past[0] if alone else None


def _words_around(reading: Reading, mention: Mention) -> set[str]:
    """The longer words within a line of a figure, without their endings."""
    sentence = reading.sentence_by_id[mention.sentence]
    near = reading.text[max(sentence.start, mention.start - 60) : min(sentence.end, mention.end + 60)]
    return {word.lower()[:6] for word in re.findall(r"[^\W\d_]{5,}", near)} - {"people", "custom"}


def _is_alike(mention: Mention, target: Mention) -> bool:
    same = mention.kind == target.kind and mention.unit == target.unit and mention.sentence != target.sentence
    if not same:
        return False
    if target.kind in ("money", "percentage") or not target.of:
        return mention.of == target.of and _is_of_its_size(mention, target)
    return mention.of == target.of


def _is_of_its_size(mention: Mention, target: Mention) -> bool:
    """Of two figures without a noun: neither is many times the other."""
    if not (isinstance(mention.value, int | float) and isinstance(target.value, int | float)):
        return False
    low, high = sorted((abs(mention.value), abs(target.value)))
    return high <= words.HANDFUL * low


def _quantity(mention: Mention | None) -> Quantity | None:
    if mention is None or not isinstance(mention.value, int | float):
        return None
    unit = mention.unit or ("item" if mention.kind == "count" else None)
    return Quantity(value=mention.value, unit=unit) if unit else None


def _metric(target: Mention | None, clause: str) -> str | None:
    """The noun that is counted, as written near the target; None when nothing measurable is named."""
    nouns = list(words.METRIC_WORDS.finditer(clause))
    if target is None:
        return (
            mid_sentence(nouns[0].group(0))
            if nouns and re.search(r"\b(?:increase|reduce|grow|improve|raise|boost)", clause, re.I)
            else None
        )
    position = clause.find(target.text)
    if rate := _RATE_BEFORE.search(clause[: max(position, 0)]):
        return rate[1].lower()
    own = _counted(clause, position, target)
    after = [noun for noun in nouns if noun.start() >= position]
    if own and not any(noun.start() < own.end() for noun in after):
        return own[1].removeprefix("more ")
    nearest = mid_sentence((after or nouns)[0].group(0)) if nouns else None
    of = target.of
    past = re.search(rf"\b{re.escape(of)}\w*", clause) if of and not after else None
    if past and of and of not in clause[position:]:
        return past[0].lower()
    if of and words.NEW.match(of):
        behind = re.search(rf"\b{re.escape(of)}\w*\s+([^\W\d_]+)", clause, re.IGNORECASE)
        of = behind[1].lower() if behind else None
    spent = words.COST.search(clause)
    return nearest or of or ("income" if target.kind == "money" and not spent else None)


def _counted(clause: str, position: int, target: Mention) -> re.Match[str] | None:
    """`qualified requests` of `350 qualified requests by June, cost per request under €140`."""
    if position < 0 or target.kind != "count" or not target.of or words.NEW.match(target.of):
        return None
    stem = re.escape(target.of[:-1] if target.of.endswith("y") else target.of)
    behind = re.compile(rf"\s((?:[^\W\d_][\w-]*\s){{0,2}}?{stem}\w*)", re.IGNORECASE)
    return behind.match(clause, position + len(target.text))


_RATE_BEFORE = re.compile(
    r"\b([^\W\d_][\w-]* (?:rate|share|conversion))\s(?:(?:is|of|to|at|above|over|beyond|at least|more than|>)\s?)+$",
    re.IGNORECASE,
)
"""`show-up rate over 40%`: the rate is measured, whatever stands behind it."""


def _deadline(reading: Reading, sentence: Sentence, start: int, end: int) -> str | None:
    """The first day in a part of the sentence by which something is wanted."""
    inside = (m for m in reading.mentions_by_sentence.get(sentence.id, ()) if start <= m.start < end)
    dates = [m for m in inside if m.kind == "date"]
    for mention in dates:
        before = reading.text[sentence.start : mention.start]
        if isinstance(mention.value, str) and (mention.role == "deadline" or words.HORIZON.search(before)):
            return mention.value
    occasion = next((m for m in dates if m.role == "event" and _OCCASION.search(reading.text[start : m.start])), None)
    if occasion is not None and isinstance(occasion.value, str):
        return occasion.value
    stretches = (m for m in dates if m.role == "event" and _STRETCH.fullmatch(str(m.value)))
    within = (m for m in stretches if _WITHIN.search(reading.text[sentence.start : m.start]))
    ends = [str(mention.value).partition("/")[2] for mention in within]
    ends += [
        str(last.value) for first, last in pairwise(dates)
        if _TO.fullmatch(reading.text, first.end, last.start) and _WITHIN.search(reading.text[start : first.start])
    ]  # fmt: skip
    return ends[0] if ends else None


_STRETCH = re.compile(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d")
_OCCASION = re.compile(
    r"\b(?:to|at|for)\s(?:our|the|an?|this)\s[^.;:]{0,50}\b(?:evening|day|event|fair|show|webinar|conference|concert|gala|dinner"
    r"|workshop|festival|meeting|match|race|run|exhibition|opening|talk|party|market|tour)\s(?:on|of)\s$",
    re.IGNORECASE,
)
"""`get 600 people to our open evening on 28 January`: they come then, or not at all."""
_TO = re.compile(r"\s?(?:and|to|until|till|through|und|bis|et|au|y|al|e|a|[-–—])\s?(?:the\s)?", re.IGNORECASE)
_WITHIN = re.compile(r"\b(?:between|from|during|within|in)\s+(?:the\s)?$", re.IGNORECASE)
"""`fill 70% of the cabins between 4 and 31 October`: what is wanted in a stretch of days is judged at its end."""


def _without_repeats(goals: list[Goal]) -> list[Goal]:
    """Keep one goal where the same target is told twice."""
    kept: list[Goal] = []
    for goal in goals:
        same = any(
            other.target is not None
            and other.target == goal.target
            and (other.metric == goal.metric or goal.metric is None)
            for other in kept
        )
        if not same and not any(other.statement.casefold() == goal.statement.casefold() for other in kept):
            kept.append(goal.model_copy(update={"id": f"G{len(kept) + 1}"}))
    return kept
