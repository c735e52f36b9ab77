"""Channels: the ways in which the campaign reaches people."""

import re

from service.campaign import Mention
from service.catalogue.vocabulary import channels, systems, word_list
from service.reading.lexicon import Hit, longest
from service.reading.scan import NameScan

_SHARED_WITH_DATA = frozenset({"email_address", "phone_number", "postal_address", "ip_address"})
_LABELS = frozenset({"email", "phone_call", "letter", "messaging_app"})
_FORM_WORDS = frozenset(
    {"form", "forms", "field", "fields", "contact", "details", "formular", "formulaire", "formulario"}
)
_ORDER_WORDS = frozenset({"first", "second", "third", "next", "then", "last", "again", "later", "only", "too", "also"})
_LABEL_WORDS = 2
_LINK = re.compile(
    r"\s*(?:[,;/+|&]|,?\s*\b(?:and|or|plus|then|und|oder|y|o|et|ou|e)\b)\s*"
    r"(?:(?:at|in|on|by|via|through|over)\s+)?(?:(?:the|a|an|our|local)\s+)?",
    re.IGNORECASE,
)
_NETWORK_TOOLS = frozenset(
    {"pixel", "pixels", "tag", "tags", "insight", "insights", "analytics", "api", "sdk", "login", "logins", "connect",
     "handle", "handles", "id", "ids", "username", "usernames", "profile", "profiles", "connector", "integration",
     "plugin", "conversions", "tracking", "data", "password", "contract", "invoice", "'s"}
)  # fmt: skip
_CALLS = frozenset({"call", "calls"})
_ARTICLES = frozenset({"a", "the", "that", "this", "their", "our", "his", "her", "its"})
_HELD = frozenset({"logged", "log", "logs", "logging", "took", "taken", "takes", "had", "missed", "joined", "recorded"})
_AROUND_IT = frozenset({"after", "during", "following", "since", "from"})
_LINK_REACH = 2
_LOG_IN = frozenset({"login", "log", "logs", "sign", "signs", "signin", "authenticate", "authentication", "sso"})
_FIELDS = frozenset(
    {"name", "names", "surname", "company", "birthday", "postcode", "zip", "age", "address", "school", "gender",
     "nom", "prenom", "nombre", "apellidos", "vorname", "firma", "plz", "nome", "empresa"}
)  # fmt: skip


def read_channels(scan: NameScan) -> list[Mention]:
    """Return the channels that the sentence names, with the networks that it advertises or publishes on."""
    if _is_form_label(scan):
        return []
    taken = _contact_data(scan)
    found = [
        scan.mention("channel", hit.first, hit.last, name=hit.lexeme.id, value=channels()[hit.lexeme.id].id)
        for hit in _hits(scan)
        if not any(first <= hit.first and hit.last <= last for first, last in taken)
        and not scan.in_code(hit.first, hit.last)
        and not (hit.lexeme.id in _LABELS and _is_asked_for(scan, hit))
        and not (hit.lexeme.id == "phone_call" and _is_own_call(scan, hit))
    ]
    return [*found, *_networks(scan, {(mention.start, mention.end) for mention in found})]


def _hits(scan: NameScan) -> list[Hit]:
    """Sure channels, and ordinary words such as `stand` that stand beside a channel in a list."""
    sure = scan.sure("channel")
    weak = [hit for hit in scan.hits.get("channel", ()) if hit.holds(scan.around) is None]
    if not sure or not weak:
        return sure
    weak = [hit for hit in longest(weak) if all(hit.last < other.first or other.last < hit.first for other in sure)]
    found = list(sure)
    # Twice, because a list is carried on from its one sure member in both directions.
    for hit in (*weak, *reversed(weak)):
        if hit not in found and any(_side_by_side(scan, hit, other) for other in found):
            found.append(hit)
    return sorted(found, key=lambda hit: hit.first)


def _side_by_side(scan: NameScan, one: Hit, other: Hit) -> bool:
    """Nothing but a comma, a slash or `and` stands between the two: they are members of one list."""
    left, right = sorted((one, other), key=lambda hit: hit.first)
    between = scan.words.text[scan.words.ends[left.last] : scan.words.starts[right.first]]
    return bool(_LINK.fullmatch(between))


def _is_form_label(scan: NameScan) -> bool:
    """`E-mail` alone on a line of a form, or as an item under `Forms are sent to`: a field or an inbox."""
    hits = scan.sure("channel")
    if len(hits) != 1 or len(scan.words) > _LABEL_WORDS or hits[0].lexeme.id not in _LABELS:
        return False
    if not _ORDER_WORDS.isdisjoint(scan.words.bag):
        return False
    if scan.sentence.kind == "prose" and not scan.sentence.context:
        return True
    return not _FORM_WORDS.isdisjoint(scan.around.above)


def _is_asked_for(scan: NameScan, hit: Hit) -> bool:
    """`register with name, e-mail and favourite bar`: a member of a list of what people fill in."""
    words, first, last = scan.words, hit.first, hit.last
    before = words.folded[first - 1] if first and words.gaps[first].strip() in (",", "/") else ""
    after = words.folded[last + 1] if last + 1 < len(words) and words.gaps[last + 1].strip() in (",", "/") else ""
    return before in _FIELDS or after in _FIELDS


def _is_own_call(scan: NameScan, hit: Hit) -> bool:
    """`as soon as the rep has logged a call`, `after the call with the managers`: one that was held or came in."""
    words, first = scan.words.folded, hit.first
    if words[first] not in _CALLS or first < _LINK_REACH or words[first - 1] not in _ARTICLES:
        return False
    return words[first - 2] in _HELD or (words[first - 1] != "a" and words[first - 2] in _AROUND_IT)


def _contact_data(scan: NameScan) -> list[tuple[int, int]]:
    """Places where `e-mail`, `phone` or `post` is part of a contact datum or of a team's name."""
    data = [(hit.first, hit.last) for hit in scan.sure("data") if hit.lexeme.id in _SHARED_WITH_DATA]
    roles = (hit for hit in scan.sure("person_role") if hit.lexeme.id != "customer_service")
    teams = [(hit.first, hit.last) for hit in roles if hit.last > hit.first]
    return [*data, *teams]


def _is_tool_of_network(scan: NameScan, hit: Hit) -> bool:
    """`the TikTok pixel`, `sign in with Facebook`, `Meta's contract`: no place where people meet the campaign."""
    if scan.words.after(hit.last) in _NETWORK_TOOLS:
        return True
    before = scan.words.before(hit.first)
    return before in ("with", "via", "through") and not _LOG_IN.isdisjoint(scan.words.bag)


def _is_ruled_out(scan: NameScan, hit: Hit, channel: str) -> bool:
    """The catalogue knows the name as this channel and finds its conditions broken, as with a bot that takes leads."""
    same = [other for other in scan.hits.get("channel", ()) if other.lexeme.id == channel and other.first == hit.first]
    return bool(same) and all(other.holds(scan.around) is False for other in same)


def _networks(scan: NameScan, taken: set[tuple[int, int]]) -> list[Mention]:
    """Networks and messaging apps are channels, and systems too, unless a tool or an account of theirs is meant."""
    found = []
    for hit in scan.sure("system"):
        channel = systems()[hit.lexeme.id].is_channel
        if channel is None or scan.in_code(hit.first, hit.last):
            continue
        if _is_tool_of_network(scan, hit) or _is_ruled_out(scan, hit, channel):
            continue
        paid = channel == "social" and scan.around.has(word_list("paid_words"))
        mention = scan.mention("channel", hit.first, hit.last, name="paid_social" if paid else channel, value=channel)
        if not any(start <= mention.start and mention.end <= end for start, end in taken):
            found.append(mention)
    return found
