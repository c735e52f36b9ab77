"""Outside parties: agencies, printers and suppliers by role or by what they do, and whether data comes to them."""

import re
from typing import Literal

from schemas.brief import Sentence
from service.campaign import Mention, Party, Reading
from service.catalogue.vocabulary import GENERIC_DATA, data_elements
from service.cued import Cued
from service.drafting.rules.sends import ADDRESSED
from service.reading.data_words import data_words

PartyKind = Literal["agency", "supplier", "freelancer", "volunteer", "partner", "team", "person"]

_BESIDE = 30
"""Code points within which a name stands for the role beside it: `our agency, Brightside`."""
_AROUND = 100
"""Code points before and behind a name in which it is told what the party does."""
_RECEIVES = ("third_party_sharing", "data_export")
_ROLES: dict[str, PartyKind] = {
    "agency": "agency", "printer": "supplier", "supplier": "supplier", "freelancer": "freelancer",
    "volunteer": "volunteer", "partner": "partner", "organiser": "partner", "contractor": "supplier",
    "call_centre": "supplier",
}  # fmt: skip
_OTHERS = re.compile(
    r"\b(?:the|our|an?|another) (?:insurer|insurance company|sponsor|manufacturer|retailer|bank|publisher|landlord"
    r"|dealer|distributor|wholesaler|franchisee|reseller|broker|producer|charity|university|foundation)\s$",
    re.IGNORECASE,
)
"""`the insurer Pawlight`: somebody else, named behind what they are."""
_NEW = re.compile(r"\bnew (?:vendor|supplier|provider|partner|agency)\s$", re.IGNORECASE)
_NEEDS_DATA = re.compile(
    r"\b(?:get|gets|getting|receive|receives|want|wants|wanting|have|has|see|sees|ask|asks|asked|need|needs|given|passed)\b"
    r"[^.;:]{0,40}\b(?:names?|lists?|addresses|data|details|contacts|e-?mails|numbers)\b",
    re.IGNORECASE,
)
_LOOKS_AFTER = r"(?:run|handled|managed|looked after|taken care of|dealt with|placed|organi[sz]ed|planned|done)"
_MAKES = (
    r"(?:printed|posted|mailed|packed|enclosed|fulfilled|delivered|shipped|hosted|supported|maintained|built|made"
    r"|produced|filmed|designed|translated|supplied|provided|phoned|rung|called|sent)"
)
_BY = r"[^.;:()]{0,40}\bby\s(?:our\s|the\s|an?\s)?(?:[\w-]+\s){0,2}$"
_LOOKED_AFTER_BY = Cued(re.compile(rf"\b{_LOOKS_AFTER}\b{_BY}", re.IGNORECASE), ("by ",))
_MADE_BY = Cued(re.compile(rf"\b{_MAKES}\b{_BY}", re.IGNORECASE), ("by ",))
_RUN_BY = Cued(re.compile(rf"\b(?:run|hosted|operated|maintained|supported|managed)\b{_BY}", re.IGNORECASE), ("by ",))
_LIES_WITH = Cued(
    re.compile(
        r"\b(?:printing|print|postage|posting|post|mailing|packing|fulfilment|design|artwork|media|ads|adverts"
        r"|advertising|calls|calling|telemarketing|social|hosting|translations?|films?|photos)\b"
        r"[^.;:()]{0,30}\b(?:is|are|sits?|lies|stays?)\s(?:with|by)\s(?:our\s)?$",
        re.IGNORECASE,
    ),
    ("with ", "by "),
)
"""`Printing and posting is with Tallow Lane Press`."""
_WORKS_FOR_US = re.compile(
    r"\s?,?\s(?:(?:they|who|which)\s)?(?:(?:also|now|already|still|will)\s){0,2}"
    r"(?P<does>runs?|handles?|manages?|looks? after|takes? care of|does|do"
    r"|places?|plans?|organi[sz]es?|prints?|posts?|mails?|packs?|ships?|hosts?|builds?|makes?|designs?|translates?"
    r"|sends?|calls?|rings?|phones?)\s(?:(?:all|both)\s(?:of\s)?)?(?:our\b|[^.;:]{2,40}\bfor us\b)",
    re.IGNORECASE,
)
"""`Kestrel Media places our adverts`, `Quill & Barrow prints the letters for us`: an own brand does nothing for us."""
_AGENCY_WORK = re.compile(r"(?:run|handle|manage|look|take|place|plan|organi|do)", re.IGNORECASE)
_OF_OTHERS = re.compile(r"\bof\s(?:the\s)?(?:[\w-]+\s)?$", re.IGNORECASE)
"""`run by members of the Hollin Society`: the name is that of the whole."""
_SENDS = re.compile(
    rf"\b(?:posted|mailed|packed|enclosed|fulfilled|phoned|rung|called|sent)\b{_BY}"
    r"|\b(?:posting|mailing|packing|fulfilment|calls|calling|telemarketing)\b[^.;:()]{0,40}\bwith\s(?:our\s)?$"
    rf"|\b(?:outbound|phone|telephone|sales|reminder) calls\b{_BY}"
    r"|(?:^|[,(–—-]\s?|\b(?:phone|telephone|calls?|post|mail|letters?|e-?mails?|texts?)\s)"
    r"by\s(?:our\s|the\s|an?\s)?(?:[\w-]+\s){0,2}$",
    re.IGNORECASE,
)
_MAILING_HOUSE = re.compile(r"\b(?:mailing (?:house|agency)|lettershop|fulfilment house)\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[;.!?](?=\s|$)|\n")
_NEEDS = re.compile(
    r"\b(?:needs?|gets?|receives?|wants?|would like|asks? for|(?:is|are) (?:given|sent)|asked (?:us )?for)\b"
    r"|['’]d like\b",
    re.IGNORECASE,
)
_THEY = re.compile(r"\W*(?:they|the agency|the printers?)(?=['’\s])", re.IGNORECASE)
_NOTHING = re.compile(r"\b(?:no|not|never|without|nothing|none)\b|n['’]t\b", re.IGNORECASE)


def find_parties(reading: Reading) -> tuple[Party, ...]:
    """Outside parties by name or role, and whether the brief hands data to them."""
    found: dict[str, Party] = {}
    for mention in reading.mentions:
        kind = _party_kind(reading, mention)
        if kind and not mention.negated and mention.sentence not in reading.set_aside:
            name = str(mention.value if mention.kind == "organisation" and mention.value else mention.text)
            found.setdefault(name.casefold(), _party(reading, mention, name, kind))
    return tuple(found.values())


def _party_kind(reading: Reading, mention: Mention) -> PartyKind | None:
    if mention.kind not in ("person_role", "organisation"):
        return None
    near = reading.mentions_by_sentence[mention.sentence]
    if mention.kind == "person_role":
        named = any(m.kind == "organisation" and _beside(mention, m) for m in near)
        return None if named else _ROLES.get(mention.name or "")
    if mention.note == "own":
        return None
    roles = [m.name for m in near if m.kind == "person_role" or (m.name == "agency" and _beside(m, mention))]
    return next((_ROLES[role] for role in roles if role in _ROLES), None) or _kind_by_work(reading, mention)


def _beside(role: Mention, name: Mention) -> bool:
    return abs(name.start - role.end) < _BESIDE


def _kind_by_work(reading: Reading, name: Mention) -> PartyKind | None:
    """`Instagram is run by Pell & Daughters`, `Kestrel Media places our adverts`: who works for us is outside."""
    if name.sentence != reading.sentences[0].id and str(name.value or name.text).casefold() in reading.title.casefold():
        return None
    sentence = reading.sentence_by_id[name.sentence]
    before = reading.text[max(sentence.start, name.start - _AROUND) : name.start]
    if _OF_OTHERS.search(before):
        return None
    if _OTHERS.search(before) and _NEEDS_DATA.search(reading.text, name.end, sentence.end):
        return "partner"
    if _NEW.search(before):
        return "supplier"
    if _LOOKED_AFTER_BY.search(before):
        return "agency"
    if _MADE_BY.search(before) or _LIES_WITH.search(before) or _sends_for_us(reading, name):
        return "supplier"
    works = _WORKS_FOR_US.match(reading.text, name.end, sentence.end)
    if works is None:
        return None
    return "agency" if _AGENCY_WORK.match(works["does"]) else "supplier"


def _party(reading: Reading, mention: Mention, name: str, kind: PartyKind) -> Party:
    sentence = reading.sentence_by_id[mention.sentence]
    signals = {m.name for m in reading.mentions_by_sentence[mention.sentence] if m.kind == "signal" and not m.negated}
    posts = _posts_letters(reading, mention)
    same = [m for m in reading.of_kind("organisation") if m.value == mention.value and m.kind == mention.kind]
    same = same or ([mention] if mention.kind == "person_role" else [])
    handed = next((m for m in same if _asks_for(reading, m)), None)
    told = _told_next(reading, sentence) if same else None
    sends = bool(same) and _sends_for_us(reading, mention)
    places = [mention.evidence]
    if handed and handed is not mention:
        places.append(handed.evidence)
    if told:
        places.append(reading.evidence_of(told.id))
    return Party(
        name=name,
        kind=kind,
        does=sentence.text,
        receives_data=bool(signals & set(_RECEIVES))
        or handed is not None
        or told is not None
        or sends
        or posts
        or _runs_system(reading, mention),
        evidence=tuple(places),
    )


def _posts_letters(reading: Reading, mention: Mention) -> bool:
    """A mailing house, by name or by role, where letters go out: it has the addresses."""
    sentence = reading.sentence_by_id[mention.sentence]
    around = reading.text[max(sentence.start, mention.start - _BESIDE) : min(sentence.end, mention.end + _BESIDE)]
    letters = (m for m in reading.of_kind("channel") if m.name == "letter" and not m.negated)
    return bool(_MAILING_HOUSE.search(around)) and any(m.sentence not in reading.set_aside for m in letters)


def _runs_system(reading: Reading, name: Mention) -> bool:
    """`the new system is ParkWise, run by Kerbline Ltd`: what is kept in a system is with who runs it."""
    sentence = reading.sentence_by_id[name.sentence]
    before = reading.text[max(sentence.start, name.start - _AROUND) : name.start]
    if not _RUN_BY.search(before):
        return False
    near = reading.mentions_by_sentence[sentence.id]
    return any(m.kind == "system" and 0 < name.start - m.end < _AROUND for m in near)


def _asks_for(reading: Reading, name: Mention) -> bool:
    """`Pepperwick does the films, they would need the first name`: personal data is told to be for them."""
    sentence = reading.sentence_by_id[name.sentence]
    return _wants_data(reading, sentence, name.end)


def _told_next(reading: Reading, sentence: Sentence) -> Sentence | None:
    """`Our ads are placed by Kite & Sons. They have asked for the customers' addresses`: the sentence behind."""
    place = reading.place_of[sentence.id] + 1
    behind = reading.sentences[place] if place < len(reading.sentences) else None
    if behind is None or behind.id in reading.set_aside or not _THEY.match(behind.text):
        return None
    return behind if _wants_data(reading, behind, behind.start) else None


def _wants_data(reading: Reading, sentence: Sentence, start: int) -> bool:
    """Tell whether data about people is asked for behind a place of the sentence."""
    for mention in reading.mentions_by_sentence.get(sentence.id, ()):
        if mention.kind != "data" or mention.start < start or mention.negated:
            continue
        between = reading.text[start : mention.start]
        if _NEEDS.search(between) and not _NOTHING.search(between) and _is_personal(mention):
            return True
    return False


def _is_personal(mention: Mention) -> bool:
    """Data of which the catalogue says so, and lists of people by whatever name: `our buyers' list`."""
    entry = data_elements().get(mention.name or "")
    if mention.name == GENERIC_DATA:
        return not data_words("data_people").isdisjoint(re.findall(r"[a-z]+", mention.text.lower()))
    return entry is not None and entry.is_about_people


def _sends_for_us(reading: Reading, name: Mention) -> bool:
    """`phone to those who gave, by our agency Lantern Calls`: who sends or calls has the addresses or numbers."""
    sentence = reading.sentence_by_id[name.sentence]
    ends = [m.end() for m in _CLAUSE_END.finditer(sentence.text)]
    starts = [end for end in ends if sentence.start + end <= name.start]
    opens = sentence.start + (starts[-1] if starts else 0)
    closes = sentence.start + next((end for end in ends if sentence.start + end > name.end), len(sentence.text))
    before = reading.text[opens : name.start]
    if not _SENDS.search(before) or _NOTHING.search(before):
        return False
    near = reading.mentions_by_sentence[sentence.id]
    return any(m.kind == "channel" and m.name in ADDRESSED and opens <= m.start < closes for m in near)
