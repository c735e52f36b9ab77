"""Posts and departments of other languages, by form: `diretora de marketing`, `Direção Jurídica`, `Leiter Vertrieb`.

The catalogue lists the usual ones; here the noun for the post or the department tells, whatever its field of work is.
"""

from service.campaign import Mention
from service.catalogue.name_words import name_words
from service.catalogue.vocabulary import word_list
from service.reading.scan import NameScan

Span = tuple[int, int]

_OF = frozenset({"de", "da", "do", "del", "du", "des", "dos", "das", "d", "aux", "pela", "pelo"})
_INFINITIVES = ("er", "ir", "ar", "re")
# "chef de famille", "responsable del tratamiento", "dirección de correo": no post and no department.
_NO_FIELDS = frozenset(
    {
        "famille",
        "hogar",
        "familia",
        "foyer",
        "tratamiento",
        "tratamento",
        "traitement",
        "empresa",
        "entreprise",
        "correo",
    }
    | {"correos", "email", "mail", "postal", "entrega", "e"}
)
_ARTICLES = frozenset({"la", "le", "l", "los", "las", "el", "les", "os", "as", "o"})
_LONGEST_LINK = 2
# English words too: "Service Delivery" is no department.
_ENGLISH = frozenset({"service", "direction"})
_FRENCH_ENDINGS = ("que", "iere", "aire", "iale", "elle")


def read_posts_abroad(scan: NameScan) -> list[Mention]:
    """Return posts and departments with their field of work, as written."""
    return [
        scan.mention("person_role", first, last, name="manager", value=scan.words.written(first, last))
        for first, last in post_spans(scan)
    ]


def post_spans(scan: NameScan) -> list[Span]:
    """The words of every such post, by place, without overlaps."""
    if scan.sentence.kind == "heading":
        return []
    found: list[Span] = []
    for at in scan.words.places(name_words("posts_abroad", "departments_abroad", "german_leads")):
        last = _end(scan, at)
        if last is not None and (not found or at > found[-1][1]):
            found.append((at, last))
    return found


def _end(scan: NameScan, at: int) -> int | None:
    word = scan.words.folded[at]
    if word in name_words("german_leads"):
        return at + 1 if scan.words.capitals[at] and _is_large(scan, at + 1) else None
    if word in name_words("posts_abroad"):
        return _field_end(scan, at)
    # A department is one only where it is written as a name: `service client` is what is offered.
    named = (
        _is_large(scan, at + 1)
        and scan.words.folded[at + 1] not in _NO_FIELDS
        and (word not in _ENGLISH or scan.words.folded[at + 1].endswith(_FRENCH_ENDINGS))
    )
    last = at + 1 if named else _field_end(scan, at)
    return last if last is not None and scan.words.capitals[at] and scan.words.capitals[last] else None


def _field_end(scan: NameScan, at: int) -> int | None:
    """The end of `de la protection des données`, which begins behind word `at`: at most two nouns."""
    last = _noun_after_link(scan, at)
    return None if last is None else _noun_after_link(scan, last) or last


def _noun_after_link(scan: NameScan, at: int) -> int | None:
    words, here = scan.words, at + 1
    if here >= len(words) or not words.joined[here] or not _links(scan, here):
        return None
    while here < len(words) and here - at <= _LONGEST_LINK and (_links(scan, here) or words.folded[here] in _ARTICLES):
        here += 1
    if here >= len(words) or not _runs_on(scan, here):
        return None
    word = words.folded[here]
    if word in word_list("function_words") or word in _NO_FIELDS or not word.isalpha():
        return None
    return None if word.endswith(_INFINITIVES) and not words.capitals[here] else here


def _links(scan: NameScan, at: int) -> bool:
    """`de`, `à`: an `a` without its accent is a verb in French."""
    return scan.words.folded[at] in _OF or scan.words.raw(at).lower() == "à"


def _runs_on(scan: NameScan, at: int) -> bool:
    """Tell whether nothing but a blank or an apostrophe stands before the word."""
    return scan.words.joined[at] or scan.words.gaps[at] in ("'", "’")


def _is_large(scan: NameScan, at: int) -> bool:
    return at < len(scan.words) and scan.words.joined[at] and scan.words.capitals[at]
