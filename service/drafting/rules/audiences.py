"""Who the campaign is for, and how many they are."""

import re
from typing import Literal

from service.campaign import Amount, Audience, Mention, Reading
from service.cued import Cued
from service.drafting.rules.wording import CHANNEL_WORDS, mid_sentence, plain

Relation = Literal["existing", "prospect", "employee", "unknown"]

_EXISTING_WORDS = (
    r"\b(?:members?|customers?|clients?|donors?|supporters?|subscribers?|policy ?holders?|account holders?|"
    r"patients?|alumni|"
    r"users?|guests?|passengers?|tenants?|borrowers?|lapsed|existing|mitglieder|kunden|clients?|clientes?|abonn[ée]s?|"
    r"givers?|pledgers?|homeowners?|householders?|leaseholders?|"
    r"stammkunden|socios?|membros?|assinantes?|students?|pupils?|parents?|season ticket holders?|readers?|"
    r"card ?holders?)\b"
)
_PROSPECT_WORDS = (
    r"\b(?:prospects?|leads?|contacts?|bought|purchased|rented|trade fair|lookalikes?|new audience|visitors?|strangers|"
    r"households?|residents?|interessenten|prospectos?|applicants?|job ?seekers?)\b"
)
_EMPLOYEE_WORDS = (
    r"\b(?:employees?|staff|colleagues?|callers|agents|advis[eo]rs|volunteers|drivers|call handlers|managers|"
    r"mitarbeiter\w*|salari[ée]s|empleados?|funcion[áa]rios?)\b"
)
_EXISTING = Cued(
    re.compile(_EXISTING_WORDS, re.IGNORECASE),
    (
        "member", "customer", "client", "donor", "supporter", "subscriber", "holder", "patient", "alumni", "user",
        "guest", "passenger", "tenant", "borrower", "lapsed", "existing", "mitglieder", "kunden", "abonn", "socio",
        "membro", "assinante", "student", "pupil", "parent", "reader", "giver", "pledger", "owner", "leaseholder",
    ),
)  # fmt: skip
_PROSPECT = Cued(
    re.compile(_PROSPECT_WORDS, re.IGNORECASE),
    (
        "prospect", "lead", "contact", "bought", "purchased", "rented", "trade fair", "lookalike", "new audience",
        "visitor", "stranger", "household", "resident", "interessenten", "applicant", "seeker",
    ),
)  # fmt: skip
_EMPLOYEE = Cued(
    re.compile(_EMPLOYEE_WORDS, re.IGNORECASE),
    (
        "employee", "staff", "colleague", "callers", "agents", "advis", "volunteers", "drivers", "call handlers",
        "managers", "mitarbeiter", "salari", "empleado", "funcion",
    ),
)  # fmt: skip
PEOPLE = re.compile(
    rf"{_EXISTING_WORDS}|{_PROSPECT_WORDS}|{_EMPLOYEE_WORDS}|\b(?:people|persons?|recipients?|adults?|"
    rf"children|kids|families|"
    r"famil(?!iar)\w+|travell?ers?|women|men|attendees?|viewers?|fans?|followers?|addresses|inboxes|personen|menschen|"
    r"personas|"
    r"personnes|pessoas)\b",
    re.IGNORECASE,
)
_NAME_END = re.compile(
    r"[.,;:()\n|]|\s(?:who|whom|that|which|in|on|at|by|from|with|we|to|have|has|had|are|is|were|was|and|or|will|"
    r"of whom|for|only|per|a|gets?|got|receiv(?:e|es|ed)|can|should|must|may|could|would|did|do|does)\b",
    re.IGNORECASE,
)


def find_audiences(reading: Reading) -> tuple[Audience, ...]:
    """Return the groups of people that the brief counts or names, largest first, without repeats."""
    found = [_audience(reading, mention) for mention in reading.of_kind("count") if _counts_people(reading, mention)]
    unique: dict[tuple[str, float], Audience] = {}
    for audience in found:
        size = float(audience.size.value) if audience.size else 0.0
        unique.setdefault((audience.name.casefold(), size), audience)
    return tuple(sorted(unique.values(), key=lambda a: -(float(a.size.value) if a.size else 0.0)))


def _counts_people(reading: Reading, mention: Mention) -> bool:
    if mention.role in ("target", "past_result", "example", "limit", "price") or mention.negated:
        return False
    if mention.sentence in reading.set_aside or not isinstance(mention.value, int | float) or mention.value < 2:
        return False
    noun = _name_after(reading, mention)
    if mention.of == "listener":
        return False
    if _named_before(reading, mention):
        return True
    if _EMPLOYEE.search(noun) and not _is_written_to(reading, mention):
        return False
    return (
        bool(PEOPLE.search(noun))
        or (mention.unit == "person" and not noun.startswith("of "))
        or (mention.unit == "record" and mention.role == "audience")
        or bool(mention.of and PEOPLE.search(mention.of))
    )


_COUNTED = re.compile(
    r"\s*(?:\(|\s[–—-]\s|,\s)(?:about|around|c\.|ca\.|approx\.?|approximately|roughly|some|est\.?|estimated|circa|~|≈)?\s*\Z",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"[,;:.|)]\s|\b(?:and|to)\s|\A", re.IGNORECASE)


def _named_before(reading: Reading, mention: Mention) -> str:
    """The people before their number: `lapsed givers 13-36 months (c. 67,500)`; nothing where none are named."""
    if (
        mention.unit not in (None, "person", "record")
        or mention.of
        or mention.role not in ("audience", "volume", "other")
    ):
        return ""
    start = max(reading.sentence_by_id[mention.sentence].start, mention.start - _NAME_REACH)
    told = reading.text[start : mention.start]
    counted = _COUNTED.search(told)
    if counted is None:
        return ""
    begins = [found.end() for found in _BEGINS.finditer(told, 0, counted.start())]
    names = (told[begin : counted.start()].strip() for begin in reversed(begins))
    return next((name for name in names if _names_people(name)), "")


def _names_people(words: str) -> bool:
    first = " ".join(words.split()[:_NAMED_AT_ONCE])
    return "(" not in words and bool(PEOPLE.search(first) or _ALL.match(first))


_NAME_REACH = 160
"""House default, code points: from the name of people to the number behind it."""
_NAMED_AT_ONCE = 3
"""House default: words among which the people are named."""
_NAME = re.compile(r"[A-Z]\S*\s[A-Z]")
"""`Green Card holders`: a name, and no word that began a sentence."""
_ALL = re.compile(r"(?:everyone|everybody|those|anyone|all)\b", re.IGNORECASE)


def _is_written_to(reading: Reading, mention: Mention) -> bool:
    """Staff are an audience only where a message is for them; else their number tells how big the sender is."""
    near = reading.mentions_by_sentence[mention.sentence]
    return any(m.kind == "channel" and m.name in CHANNEL_WORDS and not m.negated for m in near)


_VERB = re.compile(
    r"\s*(?:have|has|had|are|is|were|was|did|do|can|could|will|would|bought|opted|never|no longer)\b", re.IGNORECASE
)


_THEIR_OWN = re.compile(r"\s(?:memberships?|accounts?|subscriptions?|policies|passes|contracts?)\b", re.IGNORECASE)
"""`family memberships`: people who are counted by what they have."""
_CLAUSE_END = re.compile(r"[.;:()\n|]|, (?:and|but|so)\b")
_PART_OF = re.compile(r"of (?:all )?(?:our|my|your|their|its|the|these|those)\s+", re.IGNORECASE)


def _name(reading: Reading, mention: Mention) -> str:
    """The people counted: the noun phrase after the number, through its head noun; a clause about them stays."""
    if before := _named_before(reading, mention):
        named = plain(before)
        return named if _NAME.match(named) else mid_sentence(named)
    sentence = reading.sentence_by_id[mention.sentence]
    rest = reading.text[mention.end : sentence.end]
    noun = _plural(mention.of) if mention.of and PEOPLE.search(mention.of) else "people"
    if _VERB.match(rest):
        return f"{noun} {_who(rest)}"
    phrase = _name_after(reading, mention)
    heads = list(PEOPLE.finditer(phrase))
    if not heads:
        return noun
    had = _THEIR_OWN.match(phrase, heads[-1].end())
    named = phrase[: (had or heads[-1]).end()]
    part = _PART_OF.match(named)
    after = rest.lstrip()[len(named) :]
    if part and _VERB.match(after):
        return f"{plain(named[part.end() :])} {_who(after)}"
    return plain(named[part.end() :] if part else named)


def _who(told: str) -> str:
    """What is told of the people, to the end of its clause: `who have given us an address`."""
    return f"who {plain(_CLAUSE_END.split(told, maxsplit=1)[0])}"


def _plural(noun: str) -> str:
    return noun if noun.endswith("s") or noun in ("people", "children", "men", "women", "staff") else f"{noun}s"


def _name_after(reading: Reading, mention: Mention) -> str:
    sentence = reading.sentence_by_id[mention.sentence]
    rest = reading.text[mention.end : min(sentence.end, mention.end + 60)]
    end = _NAME_END.search(rest)
    return rest[: end.start() if end else len(rest)].strip()


def _audience(reading: Reading, mention: Mention) -> Audience:
    sentence = reading.sentence_by_id[mention.sentence]
    name = _name(reading, mention)
    around = f"{name} {sentence.text}"
    amount = Amount(
        value=mention.value if isinstance(mention.value, int | float) else 0,
        unit="person",
        evidence=mention.evidence,
        high=mention.high,
    )
    return Audience(name=name, size=amount, relation=relation_of(name, around), evidence=(mention.evidence,))


def relation_of(name: str, around: str) -> Relation:
    """Tell existing customers from prospects and staff, by the name first and the sentence second."""
    for text in (name, around):
        for pattern, relation in _RELATIONS:
            if pattern.search(text):
                return relation
    return "unknown"


_RELATIONS: tuple[tuple[Cued, Relation], ...] = (
    (_EMPLOYEE, "employee"),
    (_EXISTING, "existing"),
    (_PROSPECT, "prospect"),
)
