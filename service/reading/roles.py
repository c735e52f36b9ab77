"""The part a quantity plays: target, baseline, past result, audience, volume, budget, limit, price, deadline, launch.

Told from the words right before and after it, the label or column it stands under, the heading above, and the tense.
"""

import re
from dataclasses import replace

from schemas.brief import FactRole
from service.reading.passage import Found, Passage

_CLAUSE = re.compile(r"[.;!?|•\n](?=\s|$)|,\s(?=and\s(?:a|an|the|for)\s)|\s[-–—]\s")
_NEAR = 60

_TOPICS: tuple[tuple[FactRole, re.Pattern[str]], ...] = (
    (
        "past_result",
        re.compile(
            r"\b(?:last year|previous|results?|outcome|actuals?|achieved|vorjahr|past performance|resultados)\b",
                ),
    ),
    ("baseline", re.compile(r"\b(?:baseline|current(?:ly)?|status quo|ausgangswert|actuel)\b")),
    (
        "target",
        re.compile(
            r"\b(?:goals?|targets?|objectives?|kpis?|aims?|expected|success|objetivos?|metas?|objectifs?)\b|\bziele?\b",
                ),
    ),
    (
        "budget",
        re.compile(
            r"\b(?:budgets?|costs?|spend|money|funding|investment|kosten|presupuesto|orçamento|coûts?|finanzen)\b",
                ),
    ),
    ("limit", re.compile(r"\b(?:limits?|max(?:imum)?|caps?|ceiling|constraints?|restrictions?)\b")),
    (
        "price",
        re.compile(
            r"\b(?:prices?|pricing|discounts?|offers?|fees?|savings?|preise?|rabatt|tarifs?|precios?|salary)\b",
                ),
    ),
    (
        "audience",
        re.compile(
            r"\b(?:audiences?|who|recipients?|segments?|zielgruppen?|cible|público|lists?|population)\b", re.IGNORECASE
        ),
    ),
    ("volume", re.compile(r"\b(?:volumes?|quantity|sends?|traffic|reach|anzahl|menge)\b")),
)
_HEADINGS: tuple[tuple[FactRole, re.Pattern[str]], ...] = (
    (
        "target",
        re.compile(
            r"^\W*(?:\d+\W+)?(?:\w+\s){0,2}(?:goals?|targets|objectives?|kpis?|success (?:metrics|measures|criteria)|measures? of success|ziele?"
            r"|objetivos?|metas?|objectifs?|expected (?:results?|timeline|outcomes?))(?:\s(?:and|&|und|et|y|e)\s.*|\W*)$",
                ),
    ),
    ("budget", re.compile(r"\b(?:budget|costs?|money|funding|spend|kosten|presupuesto|orçamento)\b")),
    (
        "past_result",
        re.compile(r"\b(?:results? (?:so far|last)|outcome|last year|what happened|lessons)\b"),
    ),
)
_COPY = re.compile(
    r"\b(?:ad copy|copy deck|slogans?|headlines?|taglines?|prompts?|subject lines?|preheaders?|flyer[- ]text|script|caption|primary text|overlay text|preview text)\b",
)

_LIMIT = re.compile(
    r"(?:[<≤]|\b(?:under|below|less than|fewer than|no more than|not more than|more than|at most|max(?:imum)?(?: of)?\.?|up to|stay under|keep (?:below|under)|limit(?:ed)?(?: (?:of|to|is))?:?"
    r"|caps?(?: (?:of|at|is))?:?|not (?:be )?exceed|exceed(?:ing)?|within(?: the)?|older than|no later than|longer than|over|above|unter|höchstens|maximal|bis zu|innerhalb von|binnen|moins de|jusqu'à"
    r"|au maximum|menos de|hasta|como máximo|até|no máximo)\s*(?:about\s+|the\s+)?[~*(]*)$",
)
_PAST_NEAR = re.compile(
    r"\b(?:last (?:year|month|week|quarter|time|season|spring|summer|autumn|fall|winter|campaign)(?:'s)?|previous(?:ly)?|in 20[0-2]\d|vorjahr|letztes jahr|l'an dernier|año pasado|ano passado)\b",
)
_TARGET = re.compile(
    r"\b(?:goals?|aim(?:ing)?|targets?|objectives?|reach(?:ing)?|get to|lift|raise|increase|grow|win|achieve|hit|at least|want|would like|bring|hope|attract|generate|recruit|drive|ziel|erreichen"
    r"|gewinnen|steigern|mindestens|objectif|atteindre|au moins|objetivo|meta|alcanzar|llegar|conseguir|al menos|alcançar|atingir|pelo menos|looking for|sign up|expect|kpi|ideally)\b",
)
_WANT = re.compile(r"\b(?:goal|aim|target|objective|we want|our goal|ziel|objectif|objetivo)\b")
_FROM = re.compile(r"\b(?:from|von|de|desde)\s+(?:about\s+)?$")
_TO_NEXT = re.compile(r"\s+(?:[\w%£€$]+\s+){0,5}?(?:to|auf|à|a|para)\s+(?:about\s+)?[£€$~]?\d")
_FROM_TO = re.compile(
    r"\b(?:from|von|de|desde)\s+\S{1,14}(?:\s+\S+){0,5}?\s+(?:to|auf|à|a|para)\s+(?:about\s+)?[£€$~]?$", re.IGNORECASE
)
_LIFT_TO = re.compile(
    r"\b(?:lift|raise|increase|grow|get|bring|push|move|improve|steigern|erhöhen)\b.{0,40}\b(?:to|auf)\s+[~]?$",
)
_BUDGET = re.compile(
    r"\b(?:budget\w*|spend|ceiling|funding|all[- ]in|media|allocat\w+|pot|invest\w*|kosten|etat|mediabudget|presupuesto|orçamento|financ\w+|money|for (?:print|ads|media|production|facebook|meta|google)"
    r"|in all|including|costs? (?:is|are|up to))\b",
)
_PRICE = re.compile(
    r"\b(?:off|discounts?|vouchers?|coupons?|price[ds]?|fees?|tickets?|salary|salaries|entry|subscription|save|savings?|rabatte?|gutschein\w*|preis\w*|precios?|descuento|prix|remise|réduction"
    r"|desconto|preço|per (?:text|sms|head|person|seat|unit|order|ticket|click|message)|cheaper|was|now|credit|cashback|gift card|reward|free delivery|minimum order|basket|pay|pays|premium|deposit)\b",
)
_DISCOUNT = re.compile(r"\b(?:discount|descuento|rabatt|remise|réduction|desconto)[^.;]{0,12}$")
_BY_DATE = re.compile(
    r"[^.;|]{0,60}?\b(?:by|until|bis|avant|hasta|até)\s+(?:the\s+|ende\s+)?(?:end|\d|[A-Z]|Q\d|next|summer|spring)"
)
_PRICE_AFTER = re.compile(
    r"\s*(?:off\b|discount|rabatt|voucher|coupon|de descuento|de réduction|cashback|gutschein|de desconto|each\b|per\s(?!year|month|week|day|annum))",
)
_BASE_NEAR = re.compile(
    r"\b(?:current(?:ly)?|today|now|at present|so far|average|baseline|aktuell|derzeit|heute|actuellement|actualmente|atualmente)\b",
)
_AUDIENCE_UNITS = frozenset({"person", "household", "organisation", "record"})
_VOLUME_UNITS = frozenset({"message", "visit", "view", "call", "send", "request", "session", "event", "page", "sale"})
_CAPACITY = re.compile(r"\b(?:viewers?|seats?|attendees|participants|places|concurrent|users at)\b")


def with_role(passage: Passage, found: Found) -> Found:
    """Return the quantity with its role."""
    return replace(found, role=found.role or _role(passage, found))


def _role(passage: Passage, found: Found) -> FactRole:
    before, after = _clause_before(passage, found.start), passage.after(found.end, 40).lower()
    if _is_copy(passage):
        return "example"
    if found.kind == "date":
        return _date_role(passage, found, before, after)
    if found.kind == "window":
        return _window_role(passage, found, before)
    if found.kind == "duration":
        return _duration_role(passage, found, before)
    if found.kind == "rate":
        return _rate_role(passage, found, before)
    return _amount_role(passage, found, before, after)


def _duration_role(passage: Passage, found: Found, before: str) -> FactRole:
    if passage.reports(found.start):
        return "past_result"
    if _LIMIT.search(before) or found.value is None or _TERM.search(" ".join(passage.clause(found.start)).lower()):
        return "limit"
    return "other"


_TERM = re.compile(
    r"\b(?:keep|kept|retain\w*|stored?|delete[ds]?|valid(?:ity)?|good for|expir\w+|cooling-off|notice|allow|answers?|repl(?:y|ies)|takes?(?! place)|sla|delay|timeout|must|page speed|load(?:s|ing)? (?:time|in)"
    r"|gespeichert|aufbewahr\w+|gelöscht|guardan|conserv\w+|contesta|répond|supprim\w+|armazen\w+)\b",
)


def _clause_before(passage: Passage, position: int) -> str:
    """Return the words before a place that belong to the same clause."""
    before = passage.before(position, _NEAR).lower()
    cuts = list(_CLAUSE.finditer(before))
    return before[cuts[-1].end() :] if cuts else before


def _is_copy(passage: Passage) -> bool:
    return (
        any(_COPY.search(heading.lower()) for heading in passage.sentence.context[-2:])
        or _COPY.match(passage.sentence.text[:60].lower().lstrip(" *-#>")) is not None
    )


def _topic(passage: Passage, found: Found, wanted: tuple[FactRole, ...]) -> FactRole | None:
    """Return the role that the label or the column gives, if it is one of `wanted`."""
    for source in (_label(passage, found), _column(passage, found)):
        for role, pattern in _TOPICS:
            if source and role in wanted and pattern.search(source.lower()):
                return role
    return None


def _label(passage: Passage, found: Found) -> str:
    """Return the label before the mention: "Budget: 42,000", "(target: 25%)"."""
    match = re.search(
        r"(?:^|[(|>\n*_-])\s*([^:|\n(.]{2,40}?)[*_\s]*[:=](?!\d)(?:[^.;]|\.(?=\d))*$", passage.before(found.start, 80)
    )
    return match[1].replace("_", " ") if match else ""


def _column(passage: Passage, found: Found) -> str:
    text = passage.text[found.start : found.end]
    pairs = [pair.partition(":") for pair in passage.sentence.context if ":" in pair]
    return next((column for column, _, cell in pairs if text in cell), "")


def _headings(passage: Passage) -> list[str]:
    return [part for part in passage.sentence.context if ":" not in part][-2:]


def _amount_role(passage: Passage, found: Found, before: str, after: str) -> FactRole:
    labelled = _topic(
        passage, found, ("target", "budget", "limit", "price", "past_result", "baseline", "volume", "audience")
    )
    changed = _change_role(passage, found, before, after)
    if changed is not None:
        return changed
    if labelled == "target" and not passage.reports(found.start):
        return "target"
    if found.kind == "money" and labelled == "budget":
        return "price" if found.per and found.per not in _PERIODS else "budget"
    return _price_or_limit(passage, found, before, after) or _told_role(passage, found, before, labelled)


def _change_role(passage: Passage, found: Found, before: str, after: str) -> FactRole | None:
    """Tell the two ends of "from 22% to 27%"."""
    if _FROM.search(before) and _TO_NEXT.match(after):
        return "past_result" if passage.reports(found.start) else "baseline"
    if _FROM_TO.search(before) or _LIFT_TO.search(before):
        return "baseline" if passage.reports(found.start) else "target"
    return None


def _price_or_limit(passage: Passage, found: Found, before: str, after: str) -> FactRole | None:
    if found.kind in ("money", "percentage") and (
        _PRICE_AFTER.match(after) or (found.per and "per" not in before and found.per not in _PERIODS)
    ):
        return "price"
    if found.kind == "money" and _PRICE.search(before[-30:]) and not _BUDGET.search(before[-30:]):
        return "price"
    if found.kind == "percentage" and _DISCOUNT.search(before):
        return "price"
    if _PAST_NEAR.search(before[-30:]):
        return "past_result"
    if _LIMIT.search(before) and not passage.reports(found.start):
        return "target" if re.search(r"\bat least\s*$", before) else "limit"
    return None


_PERIODS = frozenset({"second", "minute", "hour", "day", "week", "month", "quarter", "year"})


def _told_role(passage: Passage, found: Found, before: str, labelled: FactRole | None) -> FactRole:
    """Tell the role from the label, the tense and the verbs before, and at last from the heading."""
    if labelled is not None:
        return labelled
    if found.kind == "money" and _BUDGET.search(passage.sentence.text.lower()):
        return "budget"
    if passage.reports(found.start):
        return "past_result"
    if _BASE_NEAR.search(before[-25:]):
        return "baseline"
    if (
        _TARGET.search(before)
        or _TARGET.search(passage.before(found.start, 160).lower())
        and _BY_DATE.match(passage.text, found.end, passage.end)
    ):
        return "target"
    if found.kind in ("count", "money") and _WANT.search(passage.before(found.start, 160).lower()):
        return "target"
    return _headed_role(passage, found) or _role_by_unit(passage, found)


def _headed_role(passage: Passage, found: Found) -> FactRole | None:
    """Tell the role from the nearest heading, when the whole heading is about it."""
    for heading in reversed(_headings(passage)):
        for role, pattern in _HEADINGS:
            if pattern.search(heading.lower()) and (found.kind == "money" or role != "budget"):
                return role
    return None


def _role_by_unit(passage: Passage, found: Found) -> FactRole:
    if found.kind == "money" and isinstance(found.value, int | float) and found.value < 500:
        return "price"
    if found.kind != "count":
        return "other"
    if found.unit == "person" and _CAPACITY.match(passage.after(found.end, 30).lower().lstrip()):
        return "volume"
    if found.unit in _AUDIENCE_UNITS:
        return "audience"
    if found.unit is None and (_OF_THEM.match(passage.after(found.end)) or _asks_who(passage)):
        return "audience"
    return "volume" if found.unit in _VOLUME_UNITS else "other"


def _asks_who(passage: Passage) -> bool:
    """Tell whether the nearest heading or label is about the audience."""
    return any(_WHO.search(heading.lower()) for heading in _headings(passage)[-1:])


_OF_THEM = re.compile(r"\s+of them\b")
_WHO = re.compile(r"\b(?:audiences?|who|recipients?|zielgruppen?|cible|público)\b")


# --- dates, times, rates ------------------------------------------------------------------------

_DEADLINE = re.compile(
    r"\b(?:by|until|till|til|thru|through|before|due|no later than|deadline|latest|ends?|ending|closes?|closing|expires?|runs? out|stop|complete[ds]?|finish(?:ed)?|to|bis|spätestens|endet|avant|jusqu'au"
    r"|limites?|au plus tard|antes de(?:l)?|hasta|fecha límite|até|prazo)\b(?:\s+(?:the|on|at|is|:|about|zum|el|le|ende|end of|am|early|mid|late))*\s*[:*]*\s*$",
)
_LAUNCH = re.compile(
    r"\b(?:launch\w*|go(?:es)? live|live|starts?|starting|opens?|open on|kick[- ]?off|releas\w+|begins?|beginning|first|goes out|go out|we send|roll[- ]?out|start|startet|beginnt|lancement|démarrage|lanzamiento"
    r"|empieza|lançamento|começa|mise en ligne|ab dem|drops?|out on|on sale)\b",
)
_DUE = re.compile(
    r"\b(?:deadlines?|due|ends?|closing|limites?|échéance|fecha límite|prazo|frist|stichtag)\b", re.IGNORECASE
)
_LAUNCH_ROW = re.compile(r"\b(?:live|launch\w*|go-live|opens?|starts?|start)\b")
_FREEZE = re.compile(
    r"\b(?:freeze|not touch|no changes?|blackout|closed|embargo|quiet period|no deploy\w*|unavailable)\b", re.IGNORECASE
)
_HEADER = re.compile(
    r"^[\W_]*(?:sent|date|generated|created|last updated|updated|modified|published|von|gesendet|datum|envoyé|fecha|version|author|status|today)\b[^:]{0,40}:",
)
_LATER = re.compile(r"\b(?:since|seit|depuis|desde)\s*$")
_PAST_DATE = re.compile(r"(?:last|past|yesterday|letzte|vorjahr|dernier|pasado|passado|.*\bago)\b")
_PAST_DATE_END = re.compile(r"(?:dernier|dernière|pasado|pasada|passado|passada|ago)$")


def _date_role(passage: Passage, found: Found, before: str, after: str) -> FactRole:
    text = passage.text[found.start : found.end].lower()
    if _PAST_DATE.match(text) or _PAST_DATE_END.search(text):
        return "past_result"
    if _DUE.search(_label(passage, found).lower()):
        return "deadline"
    if _HEADER.match(passage.sentence.text[:80].lower()):
        return "other"
    if _FREEZE.search(passage.sentence.text.lower()):
        return "limit"
    if _DEADLINE.search(before):
        return "deadline"
    if passage.reports(found.start) or _is_gone(passage, found):
        return "past_result"
    if _LATER.search(before):
        return "other"
    column = f"{_column(passage, found)} {_label(passage, found)}".lower()
    if _DUE.search(column):
        return "deadline"
    if passage.sentence.kind == "row" and _LAUNCH_ROW.search(passage.sentence.text.lower()):
        return "launch"
    return (
        "launch"
        if _LAUNCH.search(before) or _LAUNCH.search(column) or _LAUNCH.match(after.lstrip(" |*:,-–"))
        else "event"
    )


def _is_gone(passage: Passage, found: Found) -> bool:
    """Tell whether a year, month or day lies before today."""
    value = found.value
    if not isinstance(value, str) or "/" in value or "Q" in value:
        return False
    return value < passage.conventions.today.isoformat()[: len(value)]


def _window_role(passage: Passage, found: Found, before: str) -> FactRole:
    if _DUE.search(_label(passage, found).lower()):
        return "deadline"
    if passage.reports(found.start):
        return "past_result"
    if isinstance(found.value, str) and "/" in found.value:
        return "limit"
    if re.search(r"\b(?:by|before|until|till|bis|avant|antes de|até|hasta)\s+(?:\w+\s+)?$", before):
        return "deadline"
    return "launch" if _LAUNCH.search(before) else "event"


def _rate_role(passage: Passage, found: Found, before: str) -> FactRole:
    if (
        found.value is None
        or (found.unit or "").startswith("event/")
        and found.of is None
        and not passage.text[found.start].isdigit()
    ):
        return "other"
    if _LIMIT.search(before) or re.search(
        r"\b(?:limit\w*|cap(?:s|ped)?|allows?|throttle\w*|can (?:send|handle|take)|maximum)\b", before, re.IGNORECASE
    ):
        return "limit"
    return (
        "past_result"
        if passage.reports(found.start)
        else _topic(passage, found, ("target", "limit"))
        or _headed_role(passage, found)
        or ("target" if _TARGET.search(before) else "volume")
    )
