"""Who is outside: tools that are somebody's service, and parties into whose hands data about people comes."""

import re
from typing import Literal

from service.campaign import Campaign, Mention, Party, SystemUse
from service.catalogue.vocabulary import System, systems
from service.cued import Cued

Standing = Literal["in_use", "trial", "unofficial", "wished", "unknown"]
PROGRAMS = frozenset(
    {"query_language", "presentation", "file_format", "standard", "mailbox", "mail_client", "framework", "developer"}
)
"""Languages, formats and programs on a desk: no vendor of theirs receives anything."""
PLACES = frozenset({"spreadsheet", "desktop_database", "office", "storage", "storage_place", "server"})
"""Where files lie or are made. A vendor's cloud may be behind it; a program, a drive or a stick has none."""
STANDARDS = frozenset(
    {"sql", "html", "css", "csv", "xml", "json", "pdf", "png", "jpg", "jpeg", "svg", "gif", "mp4", "apache", "pbix"}
)
_OUTSIDE_ROLES = frozenset(
    {"agency", "printer", "supplier", "freelancer", "volunteer", "partner", "contractor", "call_centre", "student"}
)
_OUTSIDE_WORDS = re.compile(r"\b(?:student|intern|friend|nephew|niece|freelance\w*|volunteers?)\b", re.IGNORECASE)
_CLOUD_PLACES = frozenset({"spreadsheet", "desktop_database", "storage", "office"})
_BESIDE = 60
_FOUND = Cued(
    re.compile(
        r"\b(?:(?:has|have|i|we|he|she|they) (?:already )?(?:found|discovered|spotted|come across|came across|heard of"
        r"|heard about)|signed (?:us |me )?up (?:for|with|to)|free (?:tool|service|site|website|app|version|plan|tier"
        r"|software|trial)|kostenlose[sn]? (?:tool|version|dienst)|outil gratuit|herramienta gratuita)\b",
        re.IGNORECASE,
    ),
    ("found", "discovered", "spotted", "across", "heard", "signed", "free ", "kostenlose", "gratuit"),
)
"""Words by which somebody has come upon a tool that nobody has looked at."""
_DATA = (
    r"(?:lists?|files?|data|addresses|names|numbers|contacts|records|liste\w*|datei\w*|daten|adressen|fichero"
    r"|datos|lista|fichier|données|arquivo|dados)"
)
_GETS = (
    r"(?:needs?|gets?|got|receives?|would like|wants?|(?:is|are) sent|takes?|uploads?|imports?|downloads?|calls?"
    r"|rings?|recibe|necesita|sube|bekommt|erhält|braucht|lädt|reçoit|recebe)"
)
HAND_OVER = Cued(
    re.compile(rf"\b{_GETS}\b[^.;]{{0,60}}\b{_DATA}\b", re.IGNORECASE),
    ("list", "file", "data", "address", "names", "numbers", "contacts", "records", "datei", "daten", "adressen",
     "ficher", "datos", "fichier", "donn", "arquivo", "dados"),
)  # fmt: skip
"""Words by which somebody comes to have data: "needs the list", "recibe cada noche un fichero"."""
_GETS_NONE = re.compile(
    r"\b(?:not|never|neither|no|without|nor|kein\w*|nicht|ningún|ninguna|aucune?)\b[^.;,]{0,30}\b" + _DATA + r"\b"
    r"|n['’]t\s(?:need|get|see|receive|want|have)\b[^.;,]{0,30}\b" + _DATA + r"\b",
    re.IGNORECASE,
)
"""`they do the artwork and do not need any data`."""
_HOSTS = re.compile(r"\b(?:hosts|hosted by|(?:own|their|its) (?:hosting|servers?)|betreibt|aloja)\b", re.IGNORECASE)
_SENDS = re.compile(r"\b(?:vendors?|providers?|gateways?|aggregators?|versender|proveedor(?:es)?)\b", re.IGNORECASE)
_HOME_MADE = re.compile(
    r"\s?[,(]\s?(?:which is |it is )?(?:(?:the|an|our)\s)?(?:in-house|home-?grown|home-?made|own|built in[- ]house"
    r"|built by us)\b"
    r"|,?\s(?:which )?(?:was |is )?(?:built|made|written|developed) (?:in[- ]house|by (?:us|our own))\b",
    re.IGNORECASE,
)
_SENDING_CHANNELS = ("email", "sms", "push", "messaging_app", "letter", "phone_call")


def is_service(use: SystemUse, campaign: Campaign) -> bool:
    """Tell whether a tool is a service of somebody else: not a program, a file, a drive or a system named by its job.

    A system named by its job counts where it is new (a trial, a wish) or in the hands of somebody outside.
    """
    product = systems().get(use.id or "")
    kind = product.kind if product else use.kind
    if kind in PROGRAMS or (use.id or use.name.casefold()) in STANDARDS:
        return False
    if _is_own_file(use, product, kind) or (product is None and _is_home_made(use, campaign)):
        return False
    if kind in PLACES:
        return _is_cloud(product, kind) or _held_outside(use, campaign)
    generic = product is not None and product.generic
    return not generic or use.standing != "in_use" or use.country is not None


def standing_of(use: SystemUse, campaign: Campaign) -> Standing:
    """How official a tool is; one that somebody found, or uses in a free version, is on trial."""
    if use.standing not in ("in_use", "unknown"):
        return use.standing
    for place in use.evidence:
        sentence = campaign.reading.sentence_by_id[place.sentence]
        first, last = max(sentence.start, place.start - _BESIDE), min(sentence.end, place.end + _BESIDE)
        if _FOUND.search(campaign.reading.text[first:last]):
            return "trial"
    return use.standing


def _is_own_file(use: SystemUse, product: System | None, kind: str) -> bool:
    """A spreadsheet or a computer called by the name of a colleague: "Jo's spreadsheet", "an analyst's laptop"."""
    words = use.name.casefold()
    named_so = (
        re.search(r"\b(?:spreadsheet|workbook|sheet|excel|laptop|notebook|desktop|stick|drive|tabelle)\b", words)
        is not None
    )
    return named_so and (product is None or product.generic or kind == "spreadsheet")


def _is_home_made(use: SystemUse, campaign: Campaign) -> bool:
    """`PENNYWISE (the in-house voucher engine)`, `Beacon, our own login service`: nobody else runs it."""
    text = campaign.reading.text
    return any(_HOME_MADE.match(text, place.end) for place in use.evidence)


def _is_cloud(product: System | None, kind: str) -> bool:
    if product is None or product.generic:
        return False
    return product.hosting == "cloud" or kind not in _CLOUD_PLACES | {"server", "storage_place"}


def _held_outside(use: SystemUse, campaign: Campaign) -> bool:
    """Tell whether the sentence puts the place into the hands of somebody who is not of the house."""
    if use.country is not None:
        return True
    for place in use.evidence:
        near = campaign.reading.mentions_by_sentence.get(place.sentence, ())
        text = campaign.reading.sentence_by_id[place.sentence].text
        roles = any(m.kind == "person_role" and m.name in _OUTSIDE_ROLES and not m.negated for m in near)
        if use.standing != "in_use" and (roles or _OUTSIDE_WORDS.search(text)):
            return True
    return False


def receives_data(party: Party, campaign: Campaign) -> bool:
    """Tell whether data about people comes into the hands of an outside party.

    So it is where the brief hands it over, where the party keeps the page or the server, and where it is the one
    that sends the messages.
    """
    if party.receives_data:
        return True
    says = party.does or ""
    if (HAND_OVER.search(says) and not _GETS_NONE.search(says)) or _HOSTS.search(says):
        return True
    channels = {m.name for place in party.evidence for m in _near(campaign, place.sentence) if m.kind == "channel"}
    return party.kind == "supplier" and bool(_SENDS.search(says)) and bool(channels & set(_SENDING_CHANNELS))


def _near(campaign: Campaign, sentence: str) -> tuple[Mention, ...]:
    return campaign.reading.mentions_by_sentence.get(sentence, ())
