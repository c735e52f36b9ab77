"""What the neighbours of a name say for a system: descriptions, jobs, moves of data, and systems named beside it."""

from collections.abc import Callable, Iterator

from service.catalogue.name_words import name_words
from service.catalogue.person_names import first_names
from service.catalogue.vocabulary import systems, word_list
from service.reading.columns import cell_at
from service.reading.lexicon import Hit, known_words
from service.reading.name_cues import FAIR, STRONG, Cue, is_camel
from service.reading.proper_names import Brief, Candidate
from service.reading.scan import NameScan

SURE = 6
_DESCRIPTION = 7
_REACH = 5
_QUESTION = "?"
_LISTED = frozenset({"and", "or", "und", "y", "e", "et", "plus", "&"})
_LOOSE = frozenset({"off", "onto", "thru"})
_PLAIN_HEADS = frozenset(
    {"cloud", "management", "devops", "data", "customer", "marketing", "digital", "service", "admin"}
)
_GO = frozenset(
    {
        "move",
        "moves",
        "comes",
        "come",
        "came",
        "goes",
        "shift",
        "shifts",
        "port",
        "ported",
        "migrates",
        "switches",
        "get",
        "got",
    }
)
_SIGNED = frozenset({"signed", "sign", "signs", "signing"})
_STAY = frozenset({"still", "all", "now", "already", "currently", "mostly", "live"})
_OUT = frozenset({"goes", "go", "come", "comes", "came", "sent", "send", "run", "runs", "pulled", "exported", "all"})
_NOT_ASSUMED = frozenset(
    {"social_network", "messaging", "search_engine", "ad_platform", "marketplace", "booking", "listing", "app_store"}
    | {"streaming", "reviews", "data_vendor", "software_vendor", "loyalty", "payment"}
)
_HEADINGS = frozenset(
    {"systems", "plumbing", "stack", "tools", "tooling", "technology", "platforms", "integrations", "integration"}
    | {"infrastructure", "applications", "architecture", "software", "systeme", "sistemas", "systemes", "outils"}
)


def system_cues(candidate: Candidate, brief: Brief) -> Iterator[Cue]:
    """Yield what speaks for a system; nothing for measures and titles in capital letters.

    German writes every noun like a name: only a description counts there.
    """
    if candidate.key in name_words("no_systems"):
        return
    for rule in _RULES[:2] if brief.strict else _RULES:
        weight = rule(candidate)
        if weight:
            yield ("system", weight)


def stands_as_system(scan: NameScan, first: int, last: int) -> bool:
    """Tell whether the place of words `first` to `last` is a system's: for products whose names are words too."""
    candidate = Candidate(scan, 0, first, last, " ".join(scan.words.folded[first : last + 1]))
    return any(rule(candidate) >= FAIR for rule in _PLACES)


def describes(scan: NameScan, first: int) -> bool:
    """Tell whether the kind of system that begins at word `first` only says what the name before it is."""
    words, at = scan.words, first
    for _ in range(_DESCRIPTION):
        before = words.gaps[at].strip()
        if at and before in ("(", ",", ",(") and words.capitals[at - 1]:
            return words.folded[at] in word_list("articles") and _described(scan, at - 1) == SURE
        if at == 0 or before:
            return False
        at -= 1
    return False


def _is_described(candidate: Candidate) -> int:
    return _described(candidate.scan, candidate.last)


def _described(scan: NameScan, last: int) -> int:
    """With an article (`our`, `the in-house`) it can be nobody's post; initials in brackets mostly are none."""
    words, start = scan.words, last + 1
    opening = words.gaps[start].strip() if start < len(words) else ""
    if opening not in ("(", ","):
        return 0
    owned = words.folded[start] in word_list("articles") | {"its"}
    if not owned and opening == ",":
        return 0
    end = _description_end(scan, start)
    if end is None or not _is_kind(scan, end):
        return 0
    if owned:
        return SURE
    if words.folded[last] in first_names():
        return 0
    return STRONG if (end == start and words.raw(end).isupper()) or end > start else 0


def _description_end(scan: NameScan, start: int) -> int | None:
    """The word before the next punctuation, or before `of`, `for` and the like."""
    words = scan.words
    for at in range(start, min(len(words), start + _DESCRIPTION)):
        after = words.gaps[at + 1].strip()
        if after or at + 1 == len(words):
            return at if at + 1 < len(words) or after else None
        if at > start and words.folded[at + 1] in name_words("description_ends"):
            return at
    return None


def _is_kind(scan: NameScan, at: int) -> bool:
    word = scan.words.folded[at]
    if word in name_words("system_kinds", "system_abbreviations"):
        return True
    before = scan.words.folded[at - 1] if at else ""
    return word in ("service", "program", "programme", "app", "list") and before in name_words("tool_trades")


def _explains(candidate: Candidate) -> int:
    """`the middleware Greg built (Turnstile?)`: a name in brackets behind a kind of system."""
    if candidate.gap_before() != "(" or not candidate.gap_after().startswith((")", _QUESTION)):
        return 0
    if candidate.scan.sentence.kind == "heading" or _is_plain(candidate):
        return 0
    start = max(0, candidate.first - _REACH + 1)
    # Not `System Security Plan (SSP)`: initials of the words before them.
    near = {
        word
        for at, word in enumerate(candidate.words.folded[start : candidate.first], start)
        if _is_small(candidate, at)
    }
    return STRONG if (near - {"systems", "tools"}) & name_words("system_kinds") else 0


def _is_small(candidate: Candidate, at: int) -> bool:
    return candidate.words.raw(at).islower()


def _own_tail(candidate: Candidate) -> int:
    """`Kinvara Sync`, `Heron CRM`: the name ends as products do."""
    head = candidate.folded[0]
    if candidate.first == candidate.last or head in known_words() or head in _PLAIN_HEADS:
        return 0
    return STRONG if candidate.folded[-1] in name_words("product_tails") else 0


def _moved(candidate: Candidate) -> int:
    """`moves off Punchh`, `onto Heron`, `All out of Kite`, `still on Kite`, `has not signed off HalvardDesk`."""
    if candidate.gap_before() or _is_plain(candidate):
        return 0
    left, before = candidate.left(), candidate.left(2)
    near = {candidate.left(distance) for distance in range(2, 2 + _REACH)}
    if left == "off" and before in _SIGNED:
        return FAIR if is_camel(candidate) else 0
    if left in _LOOSE:
        return FAIR if near & _GO or near & word_list("moving_verbs", "carrying_verbs") else 0
    if (before, left) == ("out", "of"):
        return FAIR if near & _OUT else 0
    return FAIR if left == "on" and before in _STAY else 0


def _gapped(candidate: Candidate) -> int:
    """`enquiries are held in Kite, applications in Heron and calls in Merrow`: the verb stands once."""
    if candidate.left() != "in" or candidate.gap_before() or _is_plain(candidate):
        return 0
    before = candidate.words.folded[: candidate.first - 1]
    held = {"held", "stored", "kept", "managed", "recorded", "logged", "tracked", "live", "lives"}
    listed = any("," in gap for gap in candidate.words.gaps[1 : candidate.first])
    return FAIR if listed and held.intersection(before) and is_camel_inside(candidate) else 0


def is_camel_inside(candidate: Candidate) -> bool:
    """Tell whether the name or its first word is written as products are: `StudyLink Connect`, `KOOKA`."""
    first = candidate.words.raw(candidate.first)
    return is_camel(candidate) or candidate.text.isupper() or any(char.isupper() for char in first[1:])


def _beside_system(candidate: Candidate) -> int:
    """`a mix of Aloha and Merrow`, `Salesforce, Kite and Twilio`: next to a product that everybody knows."""
    if _is_plain(candidate) or candidate.folded[0] in name_words("known_firms") or len(candidate.folded) > 2:
        return 0
    return FAIR if any(_are_listed(candidate, hit.first, hit.last) for hit in _products(candidate.scan)) else 0


def _products(scan: NameScan) -> list[Hit]:
    known = systems()
    return [
        hit
        for hit in scan.sure("system")
        if not known[hit.lexeme.id].generic and known[hit.lexeme.id].kind not in _NOT_ASSUMED
    ]


def _are_listed(candidate: Candidate, first: int, last: int) -> bool:
    low, high = (last, candidate.first) if last < candidate.first else (candidate.last, first)
    between = candidate.words.folded[low + 1 : high]
    gaps = [gap.strip() for gap in candidate.words.gaps[low + 1 : high + 1]]
    if len(between) > 1 or (between and between[0] not in _LISTED):
        return False
    return all(gap in ("", ",", "/", "+", "&") for gap in gaps) and bool(between or any(gaps))


def _under_heading(candidate: Candidate) -> int:
    """`- Kite (stock)`, `- Kite: bookings`, `Kite for slots` under `Systems`."""
    if candidate.first or _HEADINGS.isdisjoint(candidate.scan.around.above) or _is_plain(candidate):
        return 0
    if candidate.scan.sentence.kind not in ("item", "field", "row"):
        return 0
    opens = candidate.gap_after().startswith(("(", "=", "-", "–", "—"))
    labels = candidate.gap_after() == ":" and is_camel_inside(candidate)
    return FAIR if opens or labels or candidate.right() == "for" else 0


def _is_plain(candidate: Candidate) -> bool:
    """Names that are somebody's, a day's or a firm's by their own words."""
    head, tail = candidate.folded[0], candidate.folded[-1]
    if head in word_list("month_and_day_names") or "&" in candidate.folded:
        return True
    if head in first_names() and head not in name_words("common_as_first_name"):
        return True
    return tail in word_list("legal_suffixes", "organisation_heads")


def _job(candidate: Candidate) -> int:
    """`Reservations is Sabre`, `Tickets: Vista`: behind the job that it does."""
    if candidate.left() in ("is", "are", "was") and not candidate.gap_before():
        return FAIR if candidate.left(2) in name_words("data_job_nouns") else 0
    return FAIR if candidate.gap_before() in (":", "=") and candidate.left() in name_words("system_kinds") else 0


_PLACES: tuple[Callable[[Candidate], int], ...] = (_is_described, _explains, _moved, _beside_system, _job)


def _in_column(candidate: Candidate) -> int:
    """What a row of a table has under `Source`, `System`, `Tool`: the cell is the name, a list or `Kite (bookings)`."""
    head = candidate.folded[0]
    if candidate.scan.sentence.kind != "row" or head in first_names() or head in name_words("departments"):
        return 0
    cell = cell_at(candidate.scan.cells, candidate.words.starts[candidate.first])
    if cell is None or not cell.text.startswith(candidate.text):
        return 0
    if _is_plain(candidate) or _COLUMNS.isdisjoint(cell.label.lower().replace("/", " ").split()):
        return 0
    return FAIR if cell.text[len(candidate.text) :].strip()[:1] in _CELL_GOES_ON else 0


def _labelled(candidate: Candidate) -> int:
    """`Tool = Kite`, `Ticketing system: Kite`: the kind of system stands before it as a label."""
    if candidate.gap_before() not in ("=", ":", "->", "→") or _is_plain(candidate):
        return 0
    return FAIR if candidate.left() in name_words("system_kinds") - {"systems", "model"} else 0


def _has_devices(candidate: Candidate) -> int:
    """`scans from the Axess gates`, `held in the ITSO back office`, `CIS screens`: machines and offices that record."""
    if candidate.gap_after() or candidate.folded[0] in name_words("known_firms"):
        return 0
    if (candidate.right(), candidate.right(2)) == ("back", "office"):
        return FAIR
    if candidate.right() not in _DEVICES or not candidate.words.raw(candidate.last + 1).islower():
        return 0
    if candidate.text.isupper() and candidate.first == candidate.last and len(candidate.text) > 2:
        return FAIR
    before = frozenset(candidate.words.folded[max(0, candidate.first - _REACH) : candidate.first])
    return FAIR if before & {"from", "in", "into", "via"} and before & _RECORDED else 0


def _brackets_after(candidate: Candidate) -> int:
    """`banner in the web shop (Kite)`, `64,300 holders (in KITE)`: what serves the thing before the bracket."""
    first = candidate.first
    if candidate.left() == "in" and candidate.words.gaps[first - 1].strip() == "(" and is_camel_inside(candidate):
        return FAIR
    if candidate.gap_before() != "(" or not candidate.gap_after().startswith((")", _QUESTION)) or _is_plain(candidate):
        return 0
    if candidate.scan.sentence.kind == "heading" or candidate.folded[0] in _NO_SERVERS:
        return 0
    pair = f"{candidate.left(2)} {candidate.left()}"
    return FAIR if candidate.left() in _SERVED or pair in _SERVED_PAIRS else 0


def _made_into(candidate: Candidate) -> int:
    """`timetable from the depot into Kite`: data go from somewhere into it."""
    if candidate.left() != "into" or candidate.gap_before() or _is_plain(candidate) or len(candidate.folded) > 1:
        return 0
    before = candidate.words.folded[: candidate.first - 1]
    near = frozenset(before[-_FLOW:])
    return FAIR if "from" in near and (near & _RECORDED or near & word_list("listing_nouns")) else 0


def _supplied(candidate: Candidate) -> int:
    """`the chatbot from Kite`, not `Merrow, a chatbot from Kite`: a tool that goes by the name of its maker."""
    if candidate.left() != "from" or candidate.left(2) not in _TOOLS or candidate.gap_before() or _is_plain(candidate):
        return 0
    if candidate.first != candidate.last:
        return 0
    words, tool = candidate.words, candidate.first - 2
    if not all(words.joined[tool : candidate.first]) or candidate.right() in ("to", "into"):
        return 0
    near = range(max(0, tool - _REACH), tool + 1)
    return 0 if any("," in words.gaps[at] and at and words.capitals[at - 1] for at in near) else FAIR


_COLUMNS = frozenset(
    {"source", "sources", "system", "systems", "tool", "tools", "platform", "platforms", "software", "application"}
    | {"applications", "database", "quelle", "werkzeug", "plattform", "fuente", "sistema", "herramienta", "outil"}
    | {"logiciel", "fonte", "ferramenta", "bron", "systeem"}
)
_TOOLS = frozenset(
    {"chatbot", "bot", "tool", "app", "platform", "software", "plugin", "widget", "solution", "package", "extension"}
    | {"calculator", "configurator", "recommender", "dialler", "dialer", "scheduler", "generator", "assistant"}
)
_CELL_GOES_ON = ("", "(", ",", "/", "+", ";", "&")
_DEVICES = frozenset(
    {"gates", "screens", "terminals", "readers", "turnstiles", "handhelds", "kiosks", "sensors", "scanners", "beacons"}
    | {"tills", "tablets", "meters", "trackers"}
)
_RECORDED = frozenset(
    {
        "scans",
        "data",
        "records",
        "logs",
        "feed",
        "reads",
        "readings",
        "taps",
        "swipes",
        "files",
        "transactions",
        "sales",
    }
    | {"timetable", "timetables", "schedule", "schedules", "prices", "stock", "counts", "visits", "entries", "bookings"}
)
_FLOW = 8
_SERVED = frozenset({"webshop", "checkout", "newsletter", "intranet", "wifi", "payroll", "ticketing", "telephony"})
_SERVED_PAIRS = frozenset(
    {
        "web shop",
        "online shop",
        "web store",
        "online store",
        "booking page",
        "booking form",
        "booking site",
        "self service",
    }
    | {"ticket shop", "box office", "payment page", "online booking", "online checkout", "call centre", "help desk"}
)
_NO_SERVERS = frozenset({"android", "ios", "beta", "new", "b2b", "b2c", "english", "german", "french"})
_RULES: tuple[Callable[[Candidate], int], ...] = (
    _is_described,
    _in_column,
    _labelled,
    _has_devices,
    _brackets_after,
    _made_into,
    _supplied,
    _explains,
    _own_tail,
    _moved,
    _gapped,
    _beside_system,
    _under_heading,
)
