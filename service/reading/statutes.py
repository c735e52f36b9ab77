"""Laws and standards that the brief itself names."""

from service.campaign import Mention
from service.catalogue.vocabulary import laws, word_list
from service.reading.scan import NameScan


def read_laws(scan: NameScan) -> list[Mention]:
    """Return the laws and standards that the sentence names, also acts that no list holds."""
    known = [
        scan.mention("law", hit.first, hit.last, name=hit.lexeme.id, value=laws()[hit.lexeme.id].name)
        for hit in scan.sure("law")
    ]
    return [*known, *_other_acts(scan, {mention.end for mention in known})]


def _other_acts(scan: NameScan, known_ends: set[int]) -> list[Mention]:
    """`the Mobile Homes Act`: capitalised words that end in a word for a law."""
    if scan.sentence.kind == "heading":
        return []
    words, found = scan.words, []
    for at in range(1, len(words)):
        if words.folded[at] not in word_list("act_words") or not words.capitals[at]:
            continue
        first = at
        while first > 0 and words.joined[first] and words.capitals[first - 1] and first - 1 > 0:
            first -= 1
        if at - first >= 1 and scan.sentence.start + words.ends[at] not in known_ends:
            found.append(scan.mention("law", first, at, value=words.written(first, at)))
    return found
