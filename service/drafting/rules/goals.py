"""Business goals: what the campaign is for, with metric, target and deadline where the brief gives them."""

import re
from itertools import pairwise

from schemas.base import Quantity, place_of
from schemas.brief import Goal, Sentence
from service.campaign import Mention, Reading
from service.cued import Cued
from service.drafting.rules.audiences import PEOPLE
from service.drafting.rules.wording import plain
from service.reading.columns import Cell, cell_at, cells_of, headings_of
from service.reading.passage import is_past
from service.reading.role_words import MEANS_AFTER

_RESULT_VERBS = (
    r"win(?:ning)? (?:back|new|over)|bring(?:ing)?(?: \w+){0,4} back|increas\w+|grow\w*|rais\w+|boost\w*|improv\w+|"
    r"reduc\w+|"
    r"cut\w*|sell\w*|recruit\w*|attract\w*|acquir\w+|generat\w+|convert\w*|reach\w*|drive|driving|retain\w*|"
    r"achiev\w+|gain\w*|"
    r"doubl\w+|tripl\w+|fill\w*|sign(?:ing)? up|get(?:ting)? (?:\w+ ){0,3}(?:people|customers|members|more|new|back)|"
    r"encourag\w+|build\w* (?:awareness|trust|loyalty)|re-?activat\w+|re-?engag\w+|lift\w*|lower\w*|establish\w*|"
    r"maximi[sz]\w+|"
    r"persuad\w+|promot\w+|inspir\w+|guid\w+|support\w*|expos\w+|"
    r"help\w* (?:\w+ ){0,2}(?:people|customers|members|families)|"
    r"rebuild\w*|halve\w*|keep\w* (?:\w+ ){0,3}(?:customers|members|donors)|"
    r"secur\w+|hit\w*"
)
_WANT = re.compile(
    rf"\b(?:want|wants|aim|aims|aiming|hope|hopes|hoping|plan|plans|need|needs|would like|seek|seeks|intend\w*|trying|"
    rf"looking|set out|is|are|order|designed)(?:ed)? (?:to|at|for) (?:also |really |then |help )?(?:{_RESULT_VERBS})\b|"
    rf"^\W*to (?:{_RESULT_VERBS})\b",
    re.IGNORECASE,
)
_MORE_PEOPLE = re.compile(
    rf"\b(?:wants?|would like|hope for) (?:to see )?(?:more|fewer) "
    rf"(?:of )?(?:our |the |these |those )?(?:{PEOPLE.pattern})",
    re.IGNORECASE,
)
_TO_REACH = re.compile(rf"\b(?:to|at|for) (?:also |really |then |help )?(?:{_RESULT_VERBS})\b", re.IGNORECASE)
"""What stands in every sentence that wants a result; few hold it, and it is found sooner than the wanting."""
_GOAL_WORDS = (
    "what (?:does |will )?(?:success|good|winning|great) looks? like", "(?:target|goal)s? for the campaign",
    "goals?", "objectives?", "aims?", "targets?", "desired outcomes?", "purpose", "north star", "ziele?", "zielsetzung",
    "objectifs?", "objetivos?", "metas?",
)  # fmt: skip
_GOAL_WORD = f"(?:{'|'.join(_GOAL_WORDS)})"
_CUE = re.compile(
    rf"^\W*(?:\w+\s+){{0,3}}{_GOAL_WORD}\b(?:\s(?:one|two|three|four|five|\d))?(?:\s+(?:of|for|here|this|with|by|behind)\b[^.:]{{0,60}}?)?\s*"
    r"(?:[:–=]|-\s|(?:is|are|was|ist|sind|est|sont|es|son|é|são)\b)",
    re.IGNORECASE,
)
_GOAL_HEADING = re.compile(
    r"^\W*(?:\d+[.)]\s*)?(?:(?:business|campaign|project|key|main|our|primary|secondary|smart|overall|marketing|the)\s+)*"
    rf"(?:{_GOAL_WORD}|hopes|kpis?"
    r"|measures of success|success(?: criteria| metrics)?)\b"
    r"(?:\s+(?:and|&)\s+\w+)?"
    r"\s*(?:\([^)]*\))?\W*$",
    re.IGNORECASE,
)
_DELIVER = "(?:deliver|show|achieve|reach|bring|win|earn|get out)"
_WISHED = (
    r"\b(?:what (?:it|we|i|you|they|this|success|good|the \w+)(?: \w+){0,2}? (?:wants?|hopes?|expects?|aims?|would like"
    rf"|is after|are after|looks? like|will be judged|(?:has|have|needs?|must|should)(?: to)? {_DELIVER})"
    rf"|what should (?:it|this|the \w+) {_DELIVER}|how (?:we|you)(?:['’]ll| will)? (?:know|judge|be judged)"
    r"|was (?:wir|es|die kampagne|das) (?:\w+ ){0,3}(?:wollen|möchten|soll|bringen)|woran wir"
    r"|ce qu(?:e |['’])(?:nous|l['’]on|on|il) (?:voulons|veut|visons|attendons|attend)"
    r"|(?:lo )?qu[eé] (?:queremos|buscamos|esperamos)|o que (?:queremos|pretendemos|esperamos))\b"
)
_WISHES = re.compile(rf"^\W*(?:\d+\W+)?{_WISHED}", re.IGNORECASE)
_REQUESTS = re.compile(r"\b(?:from|IT|you|your|know|data|tech\w*|agency|team|do|build|von|de vous|datos)\b")
"""`What we need from IT`, `What we have to build`: requests, not results."""
_NOT_A_GOAL = Cued(
    re.compile(
        r"\btarget (?:audience|group|market|platform|segment|list|url|customer|persona|user|feasibility|flows?)|"
        r"\btargeting\b|^\W*(?:please )?tell us\b|"
        r"\bcriteria\b|\bgoal:? none\b|"
        r"\bhidden objective\b|"
        r"\b(?:would like|wants?|needs?|gets?|receives?) (?:the|a|an|our)\b[^.]{0,40}"
        r"\b(?:list|data|file|export|access|numbers)\b",
        re.IGNORECASE,
    ),
    ("target", "criteria", "none", "hidden", "list", "data", "file", "export", "access", "numbers"),
)
_PAST = Cued(
    re.compile(r"\b(?:last|previous) (?:year|time|month|season|campaign|winter|summer|spring|autumn)\b", re.IGNORECASE),
    ("last ", "previous "),
)
_RESULT = re.compile(rf"\b(?:{_RESULT_VERBS})\b", re.IGNORECASE)
_SUBJECT_CUE = re.compile(
    rf"^\W*(?:our|the|my|this|its|primary|main|secondary|overall)\s+(?:\w+\s+){{0,2}}{_GOAL_WORD}\b", re.IGNORECASE
)
_FORECAST = Cued(
    re.compile(
        r"\b(?:expected|timeline|forecasts?|projections?|feasibility|benchmarks?|assumptions?)\b", re.IGNORECASE
    ),
    ("expected", "timeline", "forecast", "projection", "feasibility", "benchmark", "assumption"),
)
_MEASURED = ("count", "money", "percentage", "rate", "duration")
_FIGURES = ("count", "money", "percentage")
_LABEL = re.compile(
    r"^(?:[-•\d.)\s]*)(?:\w+ )?(?:goals?|objectives?|targets?|aims?|ziele?|objectifs?|objetivos?|metas?)\s*[:–-]\s*",
    re.I,
)
_CAPPED = re.compile(r"\b(?:capped at|cap of|up to|max(?:imum)?|no more than|under|limit of) $", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:today|now|before|baseline|actual|current|last|previous)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b20\d\d\b")
_SO_FAR = re.compile(r"\b(?:today|now|currently|at present|so far|last year)\W*$", re.IGNORECASE)
_PART_OR_PRIZE = re.compile(
    r"\s*(?:of (?:those|these|them|which)\b(?! to\b)|gift|vouchers?|off\b|discount|prize|bonus|each\b)", re.IGNORECASE
)
_THEY_ACT = re.compile(
    r"\s*of (?:those|these|them|which|whom)(?: \w+)? "
    r"(?:to\b|\w+(?:ing|ed)\b|bought|sold|made|paid|come|gone|taken|kept)",
    re.IGNORECASE,
)
_THEY_SHALL = re.compile(r"\s*of (?:those|these|them)\b[^.;]{0,30}?\b(?:to|should|shall|must)\b", re.IGNORECASE)
_OF_THEM = re.compile(r"\s*of (?:those|these|them|which|whom)\b(?! (?:in|from|at)\b)", re.IGNORECASE)
_NAMED_TARGET = re.compile(r"\b(?:target|goal|aim|ziel|objectif|objetivo|meta)\W{0,3}(?:of |is |von )?$", re.IGNORECASE)
_AND = re.compile(
    r"^[^.;]{0,110}?\b(?:and|und|et|y|e)\b(?:,[^,.;]{0,40},)?\s"
    r"(?:(?:que|to|de|d['’]|zu)\s?)?(?:[\w-]+\s){0,2}(?:(?:about|at least|over|an?|mindestens|au moins|al menos) )?"
    r"(?:(?:[\w-]+\s){1,4}(?:of|to|von|de) )?$",
    re.IGNORECASE,
)
_LONGEST_HEADING = 80
_NUMBERS = re.compile(
    r"\b(?:numbers|figures|goals?|targets?|objectives?|kpis?|results?|success|zahlen|chiffres|cifras)\b", re.IGNORECASE
)
_SHIFT = re.compile(r"\+$|\b(?:up|down)(?: by)?\s$", re.IGNORECASE)
_ITEM_START = re.compile(
    r"(?:^|[,;:]|\b(?:and|with|und|mit|et|avec|y|e|con|com))\W*(?:at least |about |around |another )?$", re.IGNORECASE
)
_VALUE_OF = re.compile(
    r"^\W*(?:\w+\W+){0,1}$|\b(?:of|to|by|at|under|below|over|than|from|el|la|que|de|auf|von|à|a)\W{0,3}$", re.IGNORECASE
)
_HANDFUL = 10
_GAIN = re.compile(r"\s*(?:new|more|extra|additional|net new|incremental)\b", re.IGNORECASE)
_PRIZE = Cued(
    re.compile(
        r"\b(?:prizes?|winners?|raffle|prize draw|zu gewinnen|verlos\w+|gewinnspiel|tirage|sorteo|sorteio)\b",
        re.IGNORECASE,
    ),
    ("prize", "winner", "raffle", "gewinn", "verlos", "tirage", "sorte"),
)
_STOPS = re.compile(r"[^\W\d][.!?]\s")
_ASIDE = re.compile(r"\([^()]*\)")
_PARTS = re.compile(
    r";\s|,\s(?:and|but|und|aber|et|mais|y|pero|e|mas)\s|"
    r"\s(?:and|but)\s(?=should|must|will|shall|has to|needs to|we want)"
)
_COMMA = re.compile(r"^[^.;(]{0,40}, (?:about |at least |over )?$", re.IGNORECASE)
_TARGET_LABEL = re.compile(
    r"\b(?:goals?|targets?|kpis?|objectives?|aims?|wanted|desired|success|zielwert|ziel|objectif|objetivo|meta)\b", re.I
)
_COST = re.compile(r"\b(?:cost per|cpa|cpl|cpc|unsubscribe|bounce|churn|complaint)\b", re.IGNORECASE)
_KEPT = re.compile(
    r"\b(?:must|should|shall|has to|have to|to)\s+(?:stay|remain|be kept|be|keep|fall|drop)\b"
    r"|\b(?:bring|get|push|hold|keep|cut)\b"
    r"|^\W*(?:[\w-]+\s){1,4}(?:below|under)\s$",
    re.IGNORECASE,
)
_HORIZON = re.compile(
    r"\b(?:by|until|before|till|bis|avant|antes de|até|within|end of|at the latest)\b[^.;]{0,24}$"
    r"|\b(?:au|zum|al|ao)\s$",
    re.IGNORECASE,
)
_NEW = re.compile(r"(?:neue[rsn]?|nouve(?:au|aux|lles?)|nuev[oa]s?|nov[oa]s?)$", re.IGNORECASE)


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
    if _NOT_A_GOAL.search(text) or _NOT_A_GOAL.search(nearest) or _FORECAST.search(nearest):
        return False
    if (_TO_REACH.search(text) and _WANT.search(text)) or _MORE_PEOPLE.search(text):
        return True
    listed = sentence.kind != "prose" and not _follows_others(reading, sentence)
    if _is_under_goals(nearest) and (listed or _states_result(reading, sentence)):
        return True
    return _states_goal(reading, sentence)


def _follows_others(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether other sentences stand before it on its line: a paragraph behind a label, and no list."""
    line = reading.text.rfind("\n", 0, sentence.start) + 1
    return len(_STOPS.findall(reading.text, line, sentence.start)) > 1


def _is_under_goals(nearest: str) -> bool:
    return len(nearest) < _LONGEST_HEADING and bool(_GOAL_HEADING.search(nearest) or _CUE.search(nearest))


def _states_result(reading: Reading, sentence: Sentence) -> bool:
    result = _RESULT.search(sentence.text) and not (_PAST.search(sentence.text) or is_past(sentence.text))
    return bool(_targets(reading, sentence) or result)


def _states_goal(reading: Reading, sentence: Sentence) -> bool:
    """A label or subject that says goal, with a result or figure; or figures to reach that are not past."""
    if _CUE.search(sentence.text) and (_states_result(reading, sentence) or _SUBJECT_CUE.search(sentence.text)):
        return True
    handed_over = any(m.sentence == sentence.id for m in reading.signals("data_export", "third_party_sharing"))
    figures = [m for m in _targets(reading, sentence) if m.kind in _FIGURES or m.kind == "rate"]
    return bool(figures) and not handed_over


def _targets(reading: Reading, sentence: Sentence) -> list[Mention]:
    mentions = reading.mentions_by_sentence.get(sentence.id, ())
    found = [m for m in mentions if m.kind in _MEASURED and not m.negated and _is_target(reading, sentence, m)]
    aside = [m for m in found if _is_aside(reading, sentence, m)]
    return found if len(aside) == len(found) else [m for m in found if m not in aside]


def _is_aside(reading: Reading, sentence: Sentence, mention: Mention) -> bool:
    """A figure in brackets explains another one: `25,000 accounts (Sweden 17,000, Finland 8,000)`."""
    before = reading.text[sentence.start : mention.start]
    return before.count("(") > before.count(")")


def _is_target(reading: Reading, sentence: Sentence, mention: Mention) -> bool:
    """A figure to be reached, or the limit on a cost or rate that the goal names just before it."""
    told = _ASIDE.sub("", reading.text[sentence.start : mention.start])
    before, after = told[-40:], reading.text[mention.end : mention.end + 40]
    if _NAMED_TARGET.search(before):
        return True
    if _PAST.search(_PARTS.split(told)[-1]) or _is_part_or_prize(mention, after) or _PRIZE.search(told):
        return False
    if mention.role == "limit":
        if mention.kind == "percentage" and _is_sole(reading, sentence, mention):
            return True
        kept = mention.kind in ("percentage", "count") and (_KEPT.search(before) or _CUE.search(sentence.text))
        return bool(_COST.search(told) or kept)
    if _CAPPED.search(before):
        return False
    if mention.role == "target":
        if mention.kind == "rate" and not any(map(str.isdigit, mention.text)):
            return False
        return sentence.kind != "row" or _in_goal_column(sentence, mention)
    return mention.kind in _FIGURES and _is_meant(reading, sentence, mention)


def _is_part_or_prize(mention: Mention, after: str) -> bool:
    """`3,000 of them juniors`, `a £10 voucher`; a share of them, `60% of them in the app`, is a goal of its own."""
    if mention.role == "target" and _THEY_SHALL.match(after):
        return False
    share = mention.kind == "percentage" and _OF_THEM.match(after)
    if share and (mention.role == "target" or _THEY_ACT.match(after)):
        return False
    return bool(_PART_OR_PRIZE.match(after))


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
    return bool(_TARGET_LABEL.search(cells[0].label)) and not _is_column_of_before(own.label, cells)


def _is_column_of_before(label: str, cells: tuple[Cell, ...]) -> bool:
    """`Baseline`, `2025` beside `2026`: where it starts from, or the year before the one that is planned."""
    own, years = _YEAR.search(label), [year for cell in cells for year in _YEAR.findall(cell.label)]
    return bool(_BEFORE.search(label)) or (own is not None and own[0] < max(years))


def _leads_item(sentence: Sentence, told: str) -> bool:
    """`Aim. 700 contacts, 120 demos on the stand`: the figures that begin the members of a list of goals."""
    heading = sentence.context[-1] if sentence.context else ""
    averaged = re.search(r"\baverage\b", sentence.text, re.IGNORECASE) or _SO_FAR.search(told)
    wished = _says_what_is_wished(heading) or _says_what_is_wished(told.partition(":")[0])
    under = wished or _is_under_goals(heading) or _CUE.search(sentence.text)
    return bool(under and _ITEM_START.search(told) and not averaged and not _is_thing(sentence, told, wished=wished))


def _is_thing(sentence: Sentence, told: str, *, wished: bool) -> bool:
    """`12 photos`, `3 languages`: what is made or used; where something is merely wished for, any handful."""
    rest = sentence.text[len(told) :].lower()
    number = re.match(r"\d[\d.,]*", rest)
    few = wished and number is not None and number[0].isdigit() and int(number[0]) < _HANDFUL
    return few or (number is not None and MEANS_AFTER.match(rest, number.end()) is not None)


def _is_sole(reading: Reading, sentence: Sentence, mention: Mention) -> bool:
    """`Gross booking value of Rs 210 crore`, `Completion up to 70%`: the one figure of an item of a list of goals."""
    heading = sentence.context[-1] if sentence.context else ""
    wished = sentence.kind in ("item", "row") and _says_what_is_wished(heading)
    if not (wished or _is_under_goals(heading)):
        return False
    told = reading.text[sentence.start : mention.start]
    if _is_thing(sentence, told, wished=wished) or not _VALUE_OF.search(told):
        return False
    figures = [m for m in reading.mentions_by_sentence[sentence.id] if m.kind in _FIGURES]
    return [m for m in figures if m.role not in ("baseline", "past_result")] == [mention]


def _says_what_is_wished(label: str) -> bool:
    """`What it has to deliver`, `What I have to show the board at the end`: more than a wish must stand below."""
    return len(label) < _LONGEST_HEADING and bool(_WISHES.search(label)) and not _REQUESTS.search(label)


def _gains(sentence: Sentence, before: str, after: str) -> bool:
    """`5,000 new cards`, `turnover +18%` in a list of goals or numbers."""
    heading = sentence.context[-1] if sentence.context else ""
    listed = sentence.kind == "item" and len(heading) < _LONGEST_HEADING and _NUMBERS.search(heading)
    return bool(listed) and (_GAIN.match(after) is not None or _SHIFT.search(before) is not None)


def _goes_on(reading: Reading, mention: Mention) -> bool:
    """The second half of one wish: `250 members by May, and 4 million in sales`."""
    near = reading.mentions_by_sentence[mention.sentence]
    earlier = [m for m in near if m.role == "target" and m.end < mention.start and m.kind in _FIGURES]
    if not earlier:
        return False
    between = reading.text[earlier[-1].end : mention.start]
    listed = reading.sentence_by_id[mention.sentence].kind == "item" and _COMMA.search(between)
    return bool(listed or _AND.search(between))


def _in_goal_column(sentence: Sentence, mention: Mention) -> bool:
    """A figure in a table is a target under a heading or in a column of targets, or where the row names the result."""
    own = cell_at(cells_of(sentence), mention.start - sentence.start)
    labels = [*headings_of(sentence), *([own.label] if own else [])]
    first = cells_of(sentence)[:1]
    labels += [cell.text for cell in first if cell != own]
    return any(_TARGET_LABEL.search(label) for label in labels) or bool(_METRIC_WORDS.search(sentence.text))


def _goals_in(reading: Reading, sentence: Sentence, so_far: int) -> list[Goal]:
    targets = _targets(reading, sentence)
    deadline = _deadline(reading, sentence)
    if len(targets) <= 1:
        target = targets[0] if targets else None
        return [_goal(reading, sentence, target, so_far + 1, deadline, sentence.start, sentence.end)]
    bounds = _clauses(sentence, targets, reading.mentions_by_sentence[sentence.id])
    parted = [(target, bound) for target, bound in zip(targets, bounds, strict=True) if bound]
    return [
        _goal(reading, sentence, target, so_far + n, deadline, start, end)
        for n, (target, (start, end)) in enumerate(parted, start=1)
    ]


def _clauses(sentence: Sentence, targets: list[Mention], inside: tuple[Mention, ...]) -> list[tuple[int, int] | None]:
    """Cut the sentence between its targets, at the last comma, semicolon or `and` before each, never in a mention.

    None for a figure that nothing parts from the one before: `14,000 of an estimated 22,500 users` is one goal.
    """
    cuts: list[int | None] = [sentence.start]
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
    stripped = re.sub(r"[\s,;]+(?:and|or|und|et|y|e)?\s*$", "", quote.strip(" ,;\n\t"))
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
    """The words without Markdown signs, list marks and a leading label such as `Objective:`."""
    return " ".join(_LABEL.sub("", plain(text).strip(" -•\t")).split())


def _baseline(reading: Reading, sentence: Sentence, target: Mention | None) -> Mention | None:
    """The starting value: one in the goal's sentence, else the only past figure of the same thing in the brief."""
    for mention in reading.mentions_by_sentence.get(sentence.id, ()):
        if mention.role == "baseline" and mention.kind in _MEASURED and (target is None or mention.unit == target.unit):
            return mention
    if target is None:
        return None
    past = [m for m in reading.mentions if m.role in ("past_result", "baseline") and _is_alike(m, target)]
    if len(past) != 1:
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
    return same and (target.kind != "count" or mention.of == target.of)


def _quantity(mention: Mention | None) -> Quantity | None:
    if mention is None or not isinstance(mention.value, int | float):
        return None
    unit = mention.unit or ("item" if mention.kind == "count" else None)
    return Quantity(value=mention.value, unit=unit) if unit else None


_METRIC_WORDS = re.compile(
    r"\b(open rates?|click(?:-through)? rates?|ctr|conversion rates?|conversions?|cost per \w+|sales|revenue|"
    r"turnover|income|gifts?|donations?|"
    r"donors?|leads?|sign-?ups?|registrations?|downloads?|bookings?|applications?|members?|subscribers?|attendees?|"
    r"visits?|visitors?|"
    r"purchases?|orders?|awareness|satisfaction|nps|retention|churn|engagement|views?|impressions?|installs?|"
    r"trials?|appointments?|"
    r"enquiries|inquiries|tickets?|policies|customers?|pledges?|households?|footfall|renewals?|vaccinations?|"
    r"enrolments?)\b",
    re.IGNORECASE,
)


def _metric(target: Mention | None, clause: str) -> str | None:
    """The noun that is counted, as written near the target; None when nothing measurable is named."""
    words = list(_METRIC_WORDS.finditer(clause))
    if target is None:
        return (
            words[0].group(0).lower()
            if words and re.search(r"\b(?:increase|reduce|grow|improve|raise|boost)", clause, re.I)
            else None
        )
    position = clause.find(target.text)
    after = [word for word in words if word.start() >= position]
    nearest = (after or words)[0].group(0).lower() if words else None
    of = target.of
    if of and _NEW.match(of):
        behind = re.search(rf"\b{re.escape(of)}\w*\s+([^\W\d_]+)", clause, re.IGNORECASE)
        of = behind[1].lower() if behind else None
    return nearest or of or ("income" if target.kind == "money" else None)


def _deadline(reading: Reading, sentence: Sentence) -> str | None:
    dates = [m for m in reading.mentions_by_sentence.get(sentence.id, ()) if m.kind == "date"]
    for mention in dates:
        before = reading.text[sentence.start : mention.start]
        if isinstance(mention.value, str) and (mention.role == "deadline" or _HORIZON.search(before)):
            return mention.value
    return None


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
