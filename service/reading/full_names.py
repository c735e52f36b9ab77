"""People told by a full name and where it stands: beside a post, behind the label of a role, in a cell of owners.

A first name that no list holds is found here as well, in any language: what stands beside it says that it is somebody.
"""

from collections.abc import Iterator
from functools import cache

from service.catalogue.name_words import name_words
from service.catalogue.person_names import first_names
from service.catalogue.vocabulary import roles, word_list
from service.reading.columns import cell_at
from service.reading.job_titles import title_spans
from service.reading.lexicon import trade_words
from service.reading.posts_abroad import post_spans
from service.reading.proper_names import Brief, Candidate
from service.reading.scan import NameScan
from service.reading.tokens import split_words

_LONGEST = 3
_LABEL_REACH = 4
_OPENERS = frozenset({",", "(", "|"})
_DETERMINERS = frozenset(
    {"our", "the", "notre", "la", "le", "nuestra", "nuestro", "unsere", "unser", "der", "die", "a", "o"}
)
_OWNERS = frozenset(
    {"owner", "owners", "contact", "lead", "speaker", "speakers", "host", "presenter", "responsible", "who", "approver"}
    | {"verantwortlich", "zustandig", "ansprechpartner", "referent", "referentin", "wer", "responsable", "contacto"}
    | {
        "ponente",
        "intervenant",
        "intervenante",
        "qui",
        "quien",
        "quem",
        "responsavel",
        "contato",
        "orador",
        "accountable",
    }
)
_PRESENT = frozenset(
    {"present", "attendees", "attending", "participants", "apologies", "presents", "excuses", "anwesend", "teilnehmer"}
    | {"teilnehmende", "entschuldigt", "asistentes", "presentes", "ausentes", "participantes", "contacts", "contactos"}
    | {
        "contatos",
        "who",
        "wer",
        "quien",
        "quem",
        "qui",
        "beteiligte",
        "responsables",
        "responsaveis",
        "owners",
        "people",
    }
)


def is_told_person(candidate: Candidate, brief: Brief) -> bool:
    """Tell whether the candidate is a full name in the place of a person."""
    if not _is_full_name(candidate):
        return False
    if _holds_post(candidate) or _is_posted(candidate):
        return True
    # Firms and, in German, departments have names of two words as well.
    named = candidate.folded[0] in first_names() - name_words("common_as_first_name")
    if named and (_owns_cell(candidate) or _is_listed_as_present(candidate) or _is_in_team(candidate)):
        return True
    return _is_labelled(candidate, named=named) and (named or not brief.strict)


def behind_post(candidate: Candidate) -> int:
    """The first word of the name itself in `Ansprechpartner Tjark Ohlendieck`: the post before it is none of it."""
    for hit_first, hit_last in _posts(candidate.scan):
        if hit_first == candidate.first and hit_last + 1 < candidate.last:
            return hit_last + 1
    return candidate.first


def _is_full_name(candidate: Candidate) -> bool:
    folded, words = candidate.folded, candidate.words
    if not 1 < len(folded) <= _LONGEST or folded[-1] in name_words("firm_tails", "no_firm_tails"):
        return False
    written = (words.raw(at) for at in range(candidate.first, candidate.last + 1) if words.capitals[at])
    if not all(word[0].isupper() and not word.isupper() for word in written):
        return False
    rest = folded[1:] if folded[0] in first_names() else folded
    return "&" not in folded and _no_surnames().isdisjoint(rest)


@cache
def _no_surnames() -> frozenset[str]:
    return word_list("ordinary_words", "organisation_heads", "legal_suffixes") | trade_words()


def _posts(scan: NameScan) -> Iterator[tuple[int, int]]:
    """The posts and departments in a sentence; no agencies, suppliers or volunteers."""
    known = roles()
    yield from ((hit.first, hit.last) for hit in scan.sure("person_role") if known[hit.lexeme.id].kind != "outside")
    yield from post_spans(scan)


def _holds_post(candidate: Candidate) -> bool:
    """`Péricles Anhambi, encarregado de dados`, `Ana Brisa (nuestra directora de marketing)`."""
    after = candidate.last + 1
    if candidate.gap_after()[:1] not in _OPENERS or after >= len(candidate.words):
        return False
    closed = candidate.gap_after().startswith("(") and candidate.words.gaps[after + 1].startswith(")")
    if closed and candidate.words.folded[after] in name_words("departments"):
        return True
    starts = {after, after + 1} if candidate.words.folded[after] in _DETERMINERS else {after}
    return any(first in starts for first, _ in _posts(candidate.scan))


def _is_posted(candidate: Candidate) -> bool:
    """`la delegada de protección de datos, Maruxa Oteiro`, `Projektleitung: Henrike Vossbrink`.

    Not `Nora Quist, Loyalty Manager, Alder Hotels`: behind a comma the post must be one of ours, or the name known.
    """
    known, gap, words = roles(), candidate.gap_before(), candidate.words
    if gap not in {"", ",", ":"}:
        return False
    listed = (hit for hit in candidate.scan.sure("person_role") if known[hit.lexeme.id].kind == "title")
    titles = [*((hit.first, hit.last) for hit in listed), *post_spans(candidate.scan), *title_spans(candidate.scan)]
    for first, last in titles:
        if last == candidate.first - 1:
            if candidate.folded[0] in first_names():
                return True
            # An English post may stand before the firm that it is held at.
            foreign = words.folded[last] not in trade_words()
            return gap == ":" or (foreign if not gap else words.before(first) in _DETERMINERS)
    return False


def _is_labelled(candidate: Candidate, *, named: bool) -> bool:
    """`Responsable de producto: Iria Castromil`: a label that names a role or a department, or asks who it is from."""
    if candidate.gap_before() != ":":
        return False
    near = range(max(0, candidate.first - _LABEL_REACH), candidate.first)
    label = {candidate.words.folded[at] for at in near}
    if not label.isdisjoint(word_list("organisation_nouns")):
        return False
    if any(first in near for first, _ in _posts(candidate.scan)):
        return True
    sure = name_words("posts") - name_words("posts_also_things")
    return not label.isdisjoint(sure) or (named and not label.isdisjoint(word_list("person_labels")))


def _owns_cell(candidate: Candidate) -> bool:
    """`| France | Solène Quinard |` under `Sales lead`."""
    start = candidate.words.starts[candidate.first]
    cell = cell_at(candidate.scan.cells, start)
    return cell is not None and cell.start == start and not _OWNERS.isdisjoint(split_words(cell.label).folded)


def _is_listed_as_present(candidate: Candidate) -> bool:
    """`Présents : Aurélie Vandermotte, ...`, and the lines under `Who does what`."""
    scan = candidate.scan
    if scan.sentence.kind not in ("prose", "item", "field"):
        return False
    opens = scan.words.folded[0] in _PRESENT and len(scan.words) > 1 and ":" in scan.words.gaps[1]
    nearest = split_words(scan.sentence.context[-1]).folded if scan.sentence.context else ()
    under = 0 < len(nearest) <= _LABEL_REACH and nearest[0] in _PRESENT and "for" not in nearest
    ends = candidate.last + 1 == len(scan.words) or candidate.gap_after()[:1] in (",", "(", "–", "-", ";")
    return ends and (opens or under)


def _is_in_team(candidate: Candidate) -> bool:
    """`Marek Dunmore (CRM), Sunita Halloway (Web)`: what each is in charge of, and no `(agency)`."""
    after = candidate.last + 1
    if not candidate.gap_after().startswith("(") or after >= len(candidate.words):
        return False
    inside = candidate.words.folded[after : after + _LABEL_REACH]
    return word_list("organisation_nouns").isdisjoint(inside) and inside[0] not in ("agency", "sponsor", "client")
