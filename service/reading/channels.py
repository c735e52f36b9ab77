"""Channels: the ways in which the campaign reaches people."""

from service.campaign import Mention
from service.catalogue.vocabulary import channels, systems
from service.reading.scan import NameScan

# Words that show that a social network named in the same sentence is a channel and no mere system.
_PUBLISHING = frozenset(
    "ad ads advert adverts advertising post posts posting posted retargeting remarketing lookalike lookalikes reel reels story stories "
    "spots carousel campaign campaigns sponsored publish share shared channel channels platforms promote followers video videos "
    "anuncio anuncios publicidad publicaciones campana campanas publicite annonces publications campagne anzeigen werbung beitrage "
    "kampagne kampagnen kanale kanal canales canal canaux anuncios publicacoes canais".split()
)
_PAID = frozenset(
    "ad ads advert adverts advertising retargeting remarketing lookalike lookalikes sponsored paid anuncio anuncios publicidad publicite "
    "annonces anzeigen werbung publicidade".split()
)
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
    teams = [(hit.first, hit.last) for hit in scan.sure("person_role") if hit.last > hit.first and hit.lexeme.id != "customer_service"]
    return [*data, *teams]


def _networks(scan: NameScan, taken: set[tuple[int, int]]) -> list[Mention]:
    if not scan.around.has(_PUBLISHING):
        return []
    found = []
    for hit in scan.sure("system"):
        channel = systems()[hit.lexeme.id].is_channel
        if channel is None:
            continue
        paid = channel == "social" and scan.around.has(_PAID)
        mention = scan.mention("channel", hit.first, hit.last, name="paid_social" if paid else channel, value=channel)
        if not any(start <= mention.start and mention.end <= end for start, end in taken):
            found.append(mention)
    return found
