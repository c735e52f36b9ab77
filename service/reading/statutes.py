"""Laws and standards that the brief itself names."""

from service.campaign import Mention
from service.catalogue.vocabulary import laws
from service.reading.scan import NameScan


def read_laws(scan: NameScan) -> list[Mention]:
    """Return the laws and standards that the sentence names."""
    return [
        scan.mention("law", hit.first, hit.last, name=hit.lexeme.id, value=laws()[hit.lexeme.id].name)
        for hit in scan.sure("law")
    ]
