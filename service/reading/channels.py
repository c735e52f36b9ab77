"""Channels: the ways in which the campaign reaches people."""

from service.campaign import Mention
from service.catalogue.vocabulary import channels, systems, word_list
from service.reading.scan import NameScan

_SHARED_WITH_DATA = frozenset({"email_address", "phone_number", "postal_address", "ip_address"})


def read_channels(scan: NameScan) -> list[Mention]:
    """Return the channels that the sentence names, with the networks that it advertises or publishes on."""
    taken = _contact_data(scan)
    found = [
        scan.mention("channel", hit.first, hit.last, name=hit.lexeme.id, value=channels()[hit.lexeme.id].id)
        for hit in scan.sure("channel")
        if not any(first <= hit.first and hit.last <= last for first, last in taken)
    ]
    return [*found, *_networks(scan, {(mention.start, mention.end) for mention in found})]


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
        if channel is None:
            continue
        paid = channel == "social" and scan.around.has(word_list("paid_words"))
        mention = scan.mention("channel", hit.first, hit.last, name="paid_social" if paid else channel, value=channel)
        if not any(start <= mention.start and mention.end <= end for start, end in taken):
            found.append(mention)
    return found
