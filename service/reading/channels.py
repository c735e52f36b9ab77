"""Channels: the ways in which the campaign reaches people."""

from service.campaign import Mention
from service.catalogue.vocabulary import channels, systems, word_list
from service.reading.lexicon import Hit
from service.reading.scan import NameScan

_SHARED_WITH_DATA = frozenset({"email_address", "phone_number", "postal_address", "ip_address"})
_LABELS = frozenset({"email", "phone_call", "letter", "messaging_app"})
_FORM_WORDS = frozenset(
    {"form", "forms", "field", "fields", "contact", "details", "formular", "formulaire", "formulario"}
)
_LABEL_WORDS = 2
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
        for hit in scan.sure("channel")
        if not any(first <= hit.first and hit.last <= last for first, last in taken)
        and not scan.in_code(hit.first, hit.last)
        and not (hit.lexeme.id in _LABELS and _is_asked_for(scan, hit))
    ]
    return [*found, *_networks(scan, {(mention.start, mention.end) for mention in found})]


def _is_form_label(scan: NameScan) -> bool:
    """`E-mail` alone on a line of a form, or as an item under `Forms are sent to`: a field or an inbox."""
    hits = scan.sure("channel")
    if len(hits) != 1 or len(scan.words) > _LABEL_WORDS or hits[0].lexeme.id not in _LABELS:
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


def _contact_data(scan: NameScan) -> list[tuple[int, int]]:
    """Places where `e-mail`, `phone` or `post` is part of a contact datum or of a team's name."""
    data = [(hit.first, hit.last) for hit in scan.sure("data") if hit.lexeme.id in _SHARED_WITH_DATA]
    roles = (hit for hit in scan.sure("person_role") if hit.lexeme.id != "customer_service")
    teams = [(hit.first, hit.last) for hit in roles if hit.last > hit.first]
    return [*data, *teams]


def _networks(scan: NameScan, taken: set[tuple[int, int]]) -> list[Mention]:
    """Networks are channels, not mere systems, where the sentence advertises or publishes something."""
    if not scan.around.has(word_list("publishing_words")):
        return []
    found = []
    for hit in scan.sure("system"):
        channel = systems()[hit.lexeme.id].is_channel
        if channel is None or scan.in_code(hit.first, hit.last):
            continue
        paid = channel == "social" and scan.around.has(word_list("paid_words"))
        mention = scan.mention("channel", hit.first, hit.last, name="paid_social" if paid else channel, value=channel)
        if not any(start <= mention.start and mention.end <= end for start, end in taken):
            found.append(mention)
    return found
