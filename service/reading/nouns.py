"""What a number counts: the noun after it and the unit that it stands for."""

import re
from dataclasses import dataclass

from service.catalogue.folding import fold
from service.reading.passage import Passage
from service.reading.word_lists import word_set

_NOUNS: dict[str, str] = {
    "person": (
        "person people sub adult child kid woman man parent mother father family student pupil "
            "grandparent grandmother grandfather grandchild sibling relative carer guardian couple mum dad "
            "teacher patient resident tenant "
        "citizen member subscriber donor supporter volunteer customer client shopper buyer seller "
            "guest attendee participant "
        "registrant delegate runner walker visitor viewer listener reader follower fan user contact "
            "recipient prospect employee "
        "staff colleague worker advisor adviser consultant executive manager pensioner senior veteran "
            "owner driver traveller "
            "traveler passenger commuter tourist cyclist rider motorist hiker homeowner householder taxpayer voter "
            "farmer policyholder applicant candidate jobseeker learner alumni "
            "beneficiary seat place spot "
        "influencer ambassador connector friend counselor counsellor navigator trustee player winner "
            "respondent newcomer "
        "mitglied mitglieder kunde kunden kundin kundinnen abonnent abonnenten teilnehmer "
            "teilnehmende besucher empfanger "
        "kontakte kontakt inhaber haushalte nutzer personen spender zuschauer leser mitarbeiter "
            "mitarbeitende gaste schuler eltern platze "
        "personne personnes membre membres abonne abonnes adherent adherents utilisateur utilisateurs "
            "visiteur visiteurs "
        "destinataire destinataires donateur donateurs inscrit inscrits habitant habitants eleves salaries places "
        "persona personas cliente clientes suscriptor suscriptores socio socios usuario usuarios visitante visitantes "
        "destinatario destinatarios donante donantes asistente asistentes contacto contactos alumnos empleados plazas "
        "pessoa pessoas assinante assinantes membro membros usuarios doador doadores inscritos alunos contatos vagas"
    ),
    "household": "household home haushalt haushalte foyer foyers hogar hogares domicilios",
    "organisation": (
        "organisation organization company firm business charity partner agency supplier association "
            "practice school university "
        "college employer venue unternehmen firmen vereine entreprise entreprises empresa empresas "
            "ecoles escuelas colegios"
    ),
    "message": (
        "message msg email mail e-mail text sms letter notification push newsletter postcard mailing "
            "reminder mailer nachricht "
        "nachrichten mails e-mails briefe courriel courriels correo correos mensaje mensajes mensagem "
            "mensagens cartas lettres"
    ),
    "visit": "visit click hit scan besuche visite visites visita visitas klicks clics cliques",
    "session": "session sitzungen sesiones sessoes",
    "view": "view impression play stream pageview aufrufe vues impressions impresiones visualizaciones visualizacoes",
    "request": "request query req reqs anfragen requetes solicitudes peticiones",
    "call": "call telephone-call anrufe appels llamadas chamadas",
    "send": "send dispatch",
    "event": "event webinar workshop show performance training veranstaltungen evenements eventos",
    "record": "record row address profile account number datensatze adressen adresses direcciones enderecos",
    "sale": (
        "sale order purchase conversion booking reservation transaction ticket policy unit subscription sign-up signup "
        "registration download installation install bestellungen buchungen verkaufe commandes ventes "
            "reservations pedidos "
        "compras reservas ventas vendas inscriptions anmeldungen inscripciones inscricoes"
    ),
    "lead": "lead enquiry inquiry mql sql opportunity application applicant-lead anfrage demandes",
    "gift": "gift donation pledge spende spenden don dons donacion donaciones doacao doacoes",
    "page": "page seiten paginas",
    "character": "character char zeichen caracteres caracteres caracteres signes",
}  # fmt: skip
_IRREGULAR = {
    "child": "children", "woman": "women", "man": "men", "person": "persons", "people": "people", "staff": "staff",
    "alumni": "alumni", "family": "families", "charity": "charities", "company": "companies", "agency": "agencies",
    "university": "universities", "policy": "policies", "enquiry": "enquiries", "inquiry": "inquiries",
    "opportunity": "opportunities", "query": "queries", "business": "businesses", "beneficiary": "beneficiaries",
    "sms": "sms", "address": "addresses", "inhaber": "inhaber",
}  # fmt: skip

_UNITS: dict[str, str] = {word: unit for unit, words in _NOUNS.items() for word in words.split()}
_SINGULARS: dict[str, str] = {_IRREGULAR.get(word, word + "s"): word for word in _UNITS} | {
    "seiten": "seite", "mitglieder": "mitglied", "kunden": "kunde", "spenden": "spende",
}  # fmt: skip
_ALWAYS_PLURAL = frozenset(
    {"people", "staff", "alumni", "sms", "data", "feet", "media", "personnel", "police", "youth"}
)

_NEXT = re.compile(r"(?:[\s\u00a0*_]{1,6}|[-‑])[\"“„']?(?P<word>[^\W\d_]+(?:[-'’][^\W\d_]+)*)")
_PART_OF = re.compile(r"\sof\s(?:all\s)?(?:our|my|your|their|its|the|these|those)(?=\s)", re.IGNORECASE)
"""`29,800 of our members`: what is counted stands behind the whole that it is a part of."""
_STOP = word_set(
    "a an the of in on at for from by with and or per each every as than if when so but until before "
    "after to is are was were will "
    "have has had be been who whom that which where while because this these those they them we you "
    "it its our your their his her "
    "can could should would may must not no do does did all only also plus minus via about over under "
    "into onto off out up down "
    "then there here now am pm more-than max min und oder von im in an auf fur mit pro bis zum zur "
    "der die das den dem ein eine "
    "ist sind wird werden et ou de du des la le les au aux en par pour sur est sont y o el los las "
    "del al por para con es son e "
    "sein haben da do das dos na no nas nos com ao aos sao um uma ohne sans sin sem ante antes avant"
)
_NOT_PLURAL = word_set(
    "stays gives needs comes gets takes makes helps wants sees says keeps sends lets means sits dies becomes remains "
    "includes allows requires contains holds brings tells runs lives goes works starts ends opens closes shows looks "
    "plus less this its is was has always across news perhaps does goes yes thus series basis "
    "analysis status bonus focus campus "
    "business process access address success express versus various previous serious famous towards "
    "besides unless whereas"
)
_NOUN_FIRST = frozenset({"es", "fr", "pt", "it"})
_FOREIGN = frozenset({"de", "fr", "es", "pt", "it", "nl", "no", "nb", "sv", "da"})
_LONGEST = 5


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """The noun that a number counts: `word` in the singular, lower-case; `unit` None when the noun is unknown."""

    word: str
    unit: str | None
    start: int
    end: int
    first: str


def unit_of(word: str) -> str | None:
    """Return the unit that a noun, singular or plural, is counted in."""
    folded = fold(word)
    return _UNITS.get(folded) or _UNITS.get(_SINGULARS.get(folded, ""))


def singular(word: str) -> str:
    """Return a lower-case noun in the singular: known nouns by table, others by the English endings."""
    folded = fold(word)
    if folded in _SINGULARS:
        return _SINGULARS[folded]
    if folded in _UNITS or folded in _ALWAYS_PLURAL or not folded.endswith("s") or folded.endswith("ss"):
        return word.lower()
    if folded.endswith("ies") and len(folded) > 4:
        return word.lower()[:-3] + "y"
    return word.lower()[:-2] if folded.endswith(("ches", "shes", "xes", "sses")) else word.lower()[:-1]


def is_plural(word: str) -> bool:
    """Tell whether a word looks like a plural noun."""
    folded = fold(word)
    if folded in _SINGULARS or folded in _ALWAYS_PLURAL:
        return True
    last = folded.rpartition("-")[2]
    if folded.startswith("year-old"):
        return False
    return len(last) > 3 and last.endswith("s") and not last.endswith(("ss", "us", "is")) and last not in _NOT_PLURAL


def read_noun(passage: Passage, position: int, *, one: bool = False) -> NounPhrase | None:
    """Read the noun phrase right after a number: "new monthly donors", "e-mail addresses", "Mitglieder".

    After the number `one`, a known noun in the singular counts as well.
    """
    best: NounPhrase | None = None
    part = passage.match(_PART_OF, position)
    position = part.end() if part else position
    first, hyphen = "", passage.text[position : position + 1] in ("-", "‑")
    for _ in range(_LONGEST):
        match = passage.match(_NEXT, position)
        if match is None or fold(match["word"]) in _STOP:
            break
        word = match["word"]
        first = first or word
        known = unit_of(word) is not None
        fits = is_plural(word) or (known and (hyphen or one or passage.text.startswith("/", match.end())))
        if fits:
            best = NounPhrase(
                singular(word),
                unit_of(word) or unit_of(word.rpartition("-")[2]),
                match.start("word"),
                match.end(),
                first,
            )
        elif best is not None:
            break
        position = match.end()
        if hyphen or (fits and passage.conventions.language in _NOUN_FIRST):
            break
    return best or _foreign_noun(passage, position, first)


def _foreign_noun(passage: Passage, end: int, first: str) -> NounPhrase | None:
    """Take the next word where plurals cannot be told by an ending."""
    if passage.conventions.language not in _FOREIGN or len(first) < 3 or "'" in first or "’" in first:
        return None
    return NounPhrase(first.lower(), unit_of(first), end - len(first), end, first)
