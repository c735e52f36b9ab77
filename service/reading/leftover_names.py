"""What the names are for which no neighbour spoke loudly enough: the last look, at weaker signs.

A first name of many countries is somebody, a run of several names is a firm, a word with capitals inside is a product.
Nothing is decided here about briefs in German, which writes every noun like a name.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from service.catalogue.name_words import name_words
from service.catalogue.person_names import first_names
from service.catalogue.vocabulary import word_list
from service.reading.full_names import behind_post
from service.reading.lexicon import trade_words
from service.reading.name_cues import NameKind, is_camel
from service.reading.proper_names import Brief, Candidate
from service.reading.regions import told_places

_LONGEST_NAME = 3
_LONGEST_PLACE = 2
_REACH = 5
_CLAUSES = frozenset({"prose", "item", "field", "quote"})
_PLACED = frozenset({"in", "near", "around", "round", "across", "outside", "towards", "to", "at", "of"})
_AROUND = frozenset({"in", "near", "around", "round", "across", "outside", "towards"})
_SITES = frozenset(
    {"libraries", "library", "towns", "town", "villages", "village", "cities", "city", "boroughs", "borough", "suburbs"}
    | {"districts", "district", "counties", "county", "province", "provinces", "parish", "stations", "municipality"}
)
_INSIDE = frozenset({"in", "into", "on", "onto", "via", "using", "through", "within", "inside"})
_BE = frozenset({"is", "are", "was", "were"})
_HELPERS = frozenset({"is", "was", "has", "will", "hasn", "isn", "had", "would", "can", "does", "'s"})
_ADVERBS = frozenset(
    {"also", "always", "already", "just", "still", "really", "never", "often", "usually", "only", "now"}
)
_PERSON_DESCRIPTIONS = frozenset({"who", "whose", "our", "my", "their", "the", "your"})
_QUOTES = ('"', "“", "„", "«", "‘")
_COMMON_ENDINGS = (
    *("tion", "sion", "ment", "ity", "ite", "ness", "able", "ible", "ized", "ised", "ly", "ing", "ive", "ous", "ical"),
    *(
        "omic",
        "omy",
        "istry",
        "ics",
        "ship",
        "ism",
        "ance",
        "ence",
        "ture",
        "ology",
        "ful",
        "less",
        "ality",
        "ual",
        "ional",
        "act",
        "ative",
    ),
)
_LABELS = frozenset(
    {"from", "to", "owner", "author", "by", "contact", "lead", "cc", "prepared", "requested", "requester"}
)
_PLAIN_LEAD_INS = frozenset(
    {"ask", "tell", "cc", "says", "said", "thanks", "cheers", "xx", "colleague", "husband", "wife"}
)
_SOURCES = frozenset({"from", "with", "by", "to", "for"})


@dataclass(frozen=True)
class _Place:
    """A candidate with what the rules ask of its place."""

    name: Candidate
    brief: Brief

    @property
    def opens(self) -> bool:
        """Whether a capital says nothing here: the first word of a sentence."""
        return self.name.first == 0

    @property
    def alone(self) -> bool:
        return self.name.first == self.name.last

    @property
    def head(self) -> str:
        return self.name.folded[0]

    @property
    def tail(self) -> str:
        return self.name.folded[-1]

    def left(self, distance: int = 1) -> str:
        return self.name.left(distance)

    def right(self, distance: int = 1) -> str:
        """The word after the name, adverbs left out, or nothing where punctuation parts them."""
        if self.name.gap_after() not in ("", "'"):
            return ""
        skipped = 1 if self.name.right() in _ADVERBS else 0
        return self.name.right(distance + skipped)

    def near(self) -> frozenset[str]:
        """The few words before the name."""
        first = self.name.first
        return frozenset(self.name.words.folded[max(0, first - _REACH) : first])


def with_true_ends(candidate: Candidate) -> Candidate:
    """Leave out a verb that opens the sentence (`Wait for Ingrid`), take in a firm's trade (`Ashby Print`)."""
    opens = candidate.first == 0 and candidate.folded[1:2] == ("for",)
    if opens and len(candidate.folded) > 2 and _is_plain_first_name(candidate.folded[2]):
        return replace(candidate, first=2, key=" ".join(candidate.folded[2:]))
    start = behind_post(candidate)
    if start > candidate.first:
        return replace(candidate, first=start, key=" ".join(candidate.words.folded[start : candidate.last + 1]))
    return _with_firm_tail(candidate)


def _with_firm_tail(candidate: Candidate) -> Candidate:
    words, after = candidate.words, candidate.last + 1
    if _owns_firm(candidate):
        return replace(candidate, last=after + 1, key=f"{candidate.key} 's {words.folded[after + 1]}")
    if after >= len(words) or not words.joined[after] or candidate.gap_after() or not _may_tell(candidate):
        return candidate
    if not words.raw(after).istitle() or words.folded[after] not in name_words("firm_tails"):
        return candidate
    if any(hit.first <= after <= hit.last for hit in candidate.scan.sure("system")):
        return candidate
    return replace(candidate, last=after, key=f"{candidate.key} {words.folded[after]}")


def _owns_firm(candidate: Candidate) -> bool:
    """`Halloran's Bakery`."""
    words, tail = candidate.words, candidate.last + 2
    if tail >= len(words) or words.folded[tail - 1] != "'s" or not words.joined[tail]:
        return False
    return words.capitals[tail] and words.folded[tail] in name_words("sure_firm_tails")


def leftover_names(candidates: Sequence[Candidate], kinds: Mapping[str, NameKind], brief: Brief) -> dict[str, NameKind]:
    """Return what the undecided names are, by key, and the people that were taken for a firm or a system.

    A name is what its first telling place says; the places of a name are read in the order of the text.
    """
    found: dict[str, NameKind] = {}
    if brief.strict:
        return found
    for candidate in candidates:
        decided = kinds.get(candidate.key, "nothing")
        if candidate.key in found or decided == "person_role" or not _may_tell(candidate):
            continue
        kind = _kind_of(_Place(candidate, brief), decided)
        if kind != decided:
            found[candidate.key] = kind
    return found


def _may_tell(candidate: Candidate) -> bool:
    """Headings and tables capitalise at will, and quotes hold slogans."""
    kind = candidate.scan.sentence.kind
    # Inside a cell a capital is meant; the first word of a cell has one anyway.
    inside = kind == "row" and candidate.first > 0 and "|" not in candidate.gap_before()
    return (kind in _CLAUSES or inside) and not candidate.gap_before().endswith(_QUOTES)


def _kind_of(place: _Place, decided: NameKind) -> NameKind:
    if decided != "nothing":
        return _corrected(place, decided)
    if _is_bare_place(place):
        return "place" if _is_surely_placed(place) else "nothing"
    return next((kind for kind, rule in _RULES if rule(place)), "nothing")


def _corrected(place: _Place, decided: NameKind) -> NameKind:
    """Take back what a name was taken for where the name itself says otherwise."""
    if _is_titled(place) or _is_mistaken_person(place):
        return "person_role"
    if decided == "system" and not place.alone and place.tail in name_words("sure_firm_tails"):
        return "organisation"
    return decided


def _is_mistaken_person(place: _Place) -> bool:
    """`by Philippa Nairn`, `Tunde (CRM)`: what spoke for a firm or a system speaks for somebody as well."""
    return _is_plain_first_name(place.head) and (_is_full_name(place) or (place.alone and _acts_as_person(place)))


def _is_plain_first_name(word: str) -> bool:
    if word in name_words("common_as_first_name") or word in name_words("known_firms"):
        return False
    return word in word_list("first_names") or (word in first_names() and not _is_ordinary(word))


def _is_full_name(place: _Place) -> bool:
    words = place.name.folded
    if not 1 < len(words) <= _LONGEST_NAME or "&" in words or place.tail in name_words("firm_tails"):
        return False
    return not any(_is_ordinary(word) for word in words[1:]) and place.tail not in name_words("no_firm_tails")


def _is_ordinary(word: str) -> bool:
    return word in word_list("ordinary_words") or word in trade_words()


def is_rare(word: str) -> bool:
    """Tell whether a word can hardly be anything but a name; most long English words show by their ending."""
    return not _is_ordinary(word) and word.isalpha() and not word.endswith(_COMMON_ENDINGS)


def _is_titled(place: _Place) -> bool:
    """`Councillor Webb`, `Dr Menon`."""
    if place.head in name_words("person_titles") and not place.alone:
        return place.tail not in name_words("firm_tails")
    if place.left() not in name_words("person_titles") or place.name.gap_before() not in ("", "."):
        return False
    return len(place.name.folded) <= _LONGEST_NAME and place.tail not in name_words("firm_tails")


def _is_person(place: _Place) -> bool:
    if _is_titled(place):
        return True
    known = place.head in first_names()
    if known and _is_full_name(place) and _is_plain_first_name(place.head):
        return True
    if not place.alone or place.name.text.isupper() or is_camel(place.name):
        return False
    if _acts_as_person(place):
        return True
    return _is_plain_first_name(place.head) and not _stands_like_thing(place)


def _stands_like_thing(place: _Place) -> bool:
    """`the Merlin`, `in Merlin`, `Merlin database`."""
    if place.left() in word_list("articles") or place.left() in _INSIDE | {"still", "other", "others"}:
        return True
    return place.right() in word_list("system_tails") or place.right() in name_words("no_firm_tails")


def _is_listed_firm(place: _Place) -> bool:
    return place.head in name_words("known_firms")


def _is_demonym(place: _Place) -> bool:
    return any(hit.first <= place.name.first <= hit.last for hit in place.name.scan.hits.get("demonym", ()))


def _acts_as_person(place: _Place) -> bool:
    follows, known = place.right(), place.head in first_names() and not _is_listed_firm(place)
    if _is_listed_firm(place) or _is_demonym(place):
        return False
    if follows in name_words("person_verbs") and (known or not place.opens or not _is_ordinary(place.head)):
        return True
    if follows in _HELPERS and {place.right(2), place.right(3)} & name_words("person_states") and known:
        return True
    if follows == "'s" and {place.right(2), place.right(3)} & name_words("person_kin"):
        return True
    if known and place.left() in name_words("person_lead_ins") and not _stands_like_thing(place):
        return True
    if known and place.left() in _LABELS and ":" in place.name.gap_before():
        return True
    return _is_spoken_to(place) or _signs(place) or _is_described(place, known)


def _is_spoken_to(place: _Place) -> bool:
    """`ask Jools`, `me and Shaz`, `Shaz and I`: somebody, whatever the name."""
    if _is_ordinary(place.head) or place.head in name_words("known_firms") or place.name.gap_before() not in ("", ":"):
        return False
    pair = (place.left() == "and" and place.left(2) in ("me", "i")) or (
        place.right() == "and" and place.right(2) == "i"
    )
    return pair or (place.left() in _PLAIN_LEAD_INS and not place.right())


def _signs(place: _Place) -> bool:
    """`cheers, Dom`, `xx Jools`, `Mei` as a line of its own."""
    ends = place.name.last + 1 == len(place.name.words)
    greeted = place.left() in name_words("greetings") | {"x", "xx", "xxx", "cc", "bcc"}
    return ends and (greeted or (place.opens and place.head in first_names()))


def _is_described(place: _Place, known: bool) -> bool:
    """`Mei, who does the recipes`, `Helena, our DPO`, `Tunde (CRM)`, `Ruth, Communications Officer`."""
    gap, following = place.name.gap_after(), place.name.right()
    if gap.startswith(",") and following in _PERSON_DESCRIPTIONS and known:
        return following in ("who", "whose") or _has_role_after(place)
    return known and gap[:1] in (",", "(") and _has_role_after(place)


def _has_role_after(place: _Place) -> bool:
    near = range(place.name.last + 1, place.name.last + 5)
    return any(hit.first in near for hit in place.name.scan.sure("person_role"))


def _is_bare_place(place: _Place) -> bool:
    """`in Ludlow`, `from Hereford`: what nothing else speaks for and stands after such a word is a place."""
    if place.head in first_names() or is_camel(place.name):
        return False
    if place.left() not in _PLACED or not place.alone:
        return len(place.name.folded) <= _LONGEST_PLACE and _is_surely_placed(place)
    return place.head not in name_words("known_firms") and not _is_job_before(place) and not _has_firm_lead_in(place)


def _is_surely_placed(place: _Place) -> bool:
    """`in Ludlow`, not `of Ludlow`; a second word has to be a name as well (`in Uasin Gishu`)."""
    if not all(map(is_rare, place.name.folded)) or place.name.text.isupper():
        return False
    if not word_list("languages").isdisjoint(place.name.folded):
        return False
    return place.left() in _AROUND or _is_site(place) or _follows_place(place)


def _is_site(place: _Place) -> bool:
    """`the libraries of Aberlwyd`."""
    return place.left() == "of" and place.left(2) in _SITES


def _follows_place(place: _Place) -> bool:
    """`in Tampines, Bukit Timah and Jurong East`: listed behind a place."""
    at = place.name.first - (2 if place.left() in ("and", "or", "&") else 1)
    gap = place.name.gap_before()
    if at < 0 or (place.name.first - at == 1 and gap != ","):
        return False
    hits = place.name.scan.sure("region")
    return any(hit.last == at for hit in hits) or at in set(told_places(place.name.scan))


def _is_system(place: _Place) -> bool:
    name = place.name
    if place.head in name_words("no_systems"):
        return False
    if is_camel(name) and not name.text.removesuffix("s").isupper():
        return True
    if _is_abbreviation(name):
        return place.alone and place.head not in name_words("known_firms") and _is_job_after(place)
    if len(name.folded) <= _LONGEST_NAME and place.left() in _BE and _is_job_before(place) and is_rare(place.head):
        return True
    if not place.alone or place.head in name_words("known_firms"):
        return False
    if _is_ordinary(place.head) or _is_demonym(place):
        return False
    return _is_job_before(place) or _is_job_after(place) or _does_like_software(place)


def _is_abbreviation(name: Candidate) -> bool:
    return name.text.isupper()


def _is_job_before(place: _Place) -> bool:
    """`billing is Kite`, `decisioning in Kite`, `Kite for the automations`."""
    link = place.left()
    if link in _BE or link in _INSIDE or link == "from":
        return bool({place.left(2), place.left(3), place.left(4)} & name_words("data_job_nouns"))
    return False


def _is_job_after(place: _Place) -> bool:
    """`Kite for the automations`, `Kite to read CVs`, `Kite does the online booking`, `Kite has the videos`."""
    link = place.right()
    if link not in ("for", "has", "does", "is", "to", "holds", "handles", "keeps", "runs"):
        return False
    return bool({place.right(2), place.right(3), place.right(4)} & name_words("data_job_nouns"))


def _does_like_software(place: _Place) -> bool:
    return place.right() in name_words("product_subject_verbs") and not place.head.endswith("s")


def _is_firm(place: _Place) -> bool:
    if place.alone:
        return _is_single_firm(place)
    if place.tail in name_words("no_firm_tails") or _is_demonym(place):
        return False
    rare = [word for word in place.name.folded if is_rare(word) and word not in name_words("firm_tails")]
    if place.tail in name_words("firm_tails"):
        telling = bool(rare) or (not place.opens and place.tail in name_words("sure_firm_tails"))
        return telling and not (place.left() == "the" and _names_offer(place))
    if _names_offer(place):
        return False
    if place.opens and not (place.right() in name_words("firm_verbs") and len(rare) > 1):
        return False
    return len(rare) > 1


def _names_offer(place: _Place) -> bool:
    """`the Winter Warmth appeal`, `o pacote Fibra Giga`: a word beside it says that it is a campaign or an offer."""
    if place.left() in name_words("offer_heads") and place.name.gap_before() in ("", ":"):
        return True
    after = place.name.right() if not place.name.gap_after() else ""
    return after in name_words("no_firm_tails") or after in word_list("campaign_tails")


def _is_single_firm(place: _Place) -> bool:
    if place.head in name_words("known_firms"):
        return place.name.text[:1].isupper() and (
            place.head not in name_words("common_as_first_name") or not place.opens
        )
    if _is_abbreviation(place.name) or place.head in first_names() or _is_ordinary(place.head):
        return False
    if place.opens:
        return place.right() in name_words("maker_verbs")
    return _has_firm_lead_in(place) or (place.left() == "by" and place.left(2) in name_words("made_things"))


def _has_firm_lead_in(place: _Place) -> bool:
    return place.left() in _SOURCES and bool(place.near() & name_words("firm_lead_ins"))


_RULES: tuple[tuple[NameKind, Callable[[_Place], bool]], ...] = (
    ("person_role", _is_person),
    ("system", _is_system),
    ("organisation", _is_firm),
)
