"""Where one sentence ends and the next begins.

Written for this service after four libraries were tried on texts of this kind: they cut "Budget approx. |
42,000 EUR", "am 3. | Mai" and "Mme. | Roux", and none of them keeps offsets into text with markup in it.
The rules look at the word in front of a full stop and at the word behind it; nothing is looked at twice,
so the time is linear.
"""

import re
from collections.abc import Iterator

from service.reading.word_lists import word_set

_END = re.compile(r"(?:[.!?…]+|[。！？]+)(?:[ \t]?[»”]|[\"'”’»)\]])*")
_NEXT = re.compile(r"\s*([,;:)\]]?)([\"'“”„«»‘‚(\[¿¡*_ ]*)([^\W\d_]*)(\d*)")
_QUOTES = "\"'”’»"
_JOINED = re.compile(r"\s*[-–—+/&|→=]")
"""A quoted question with more of the same sentence behind it: the headline "Hungry?" + a code."""
_BEFORE = re.compile(r"[^\s(\[\"“„«/,;:–—]+$")
_ABBREVIATION_REACH = 24
"""Characters looked back from a full stop: longer than any abbreviation."""


# A full stop behind these never ends a sentence: something has to follow.
_NEVER = word_set(
    "adv avv mec arq dott "
    "mr mrs ms messrs sgt capt fa dr drs prof rev hon sr sra srta dra mme mlle mm st sta fr hr dipl ing mag "
    "e.g i.e z.b d.h u.a u.u i.d.r i.h.v z.t o.ä s.o s.u v.a p.ex p.ej p.e ex cf vgl bzw bspw ca "
    "approx circa "
    "aprox ee env évtl evtl ggf inkl incl excl exkl zzgl abzgl bzgl hinsichtl gem lt sog vs viz "
    "esp resp "
    "nr núm num pp vol fig figs abb tab chap kap sec abs eq gen mt ft no p art tel ext max min "
    "avg est"
)
# Titles that are units or words in lower case: "Ms. Ode", but "400 ms. Above that".
_TITLES = word_set("ms mm st m hr fr gen mag hon rev ing")
# "No", "max" and the like are words of their own too: they need a digit behind the full stop.
_BEFORE_DIGIT = word_set(
    "no nos nr núm num p pp vol fig figs abb tab chap kap sec art abs eq max min avg est ext tel "
    "ex gen "
    "jan feb mar apr jun jul aug sep sept oct nov dec mär okt dez janv févr avr juil déc ene abr "
    "ago dic "
    "jän rs"
)
# A full stop behind these ends a sentence only when the next word clearly begins one.
_MAYBE = word_set(
    "inc ltd co corp llc llp plc bros gmbh mbh kg jr sr esq dept univ assn intl govt "
    "mon tue tues wed thu thur thurs fri sat sun mo di mi do sa so lun mar mer jeu ven sam dom "
    "sáb "
    "jan feb mar apr jun jul aug sep sept oct nov dec mär okt dez janv févr avr juil déc "
    "u.s u.k u.s.a e.u u.n ee.uu a.m p.m b.sc m.sc ph.d b.a m.a ll.m d.c o.j n.y l.a "
    "approx str tel abt std mio mrd tsd mill mld mlrd tys tis ksh kshs cal civ vers ver rd ave"
)
# Words that begin sentences far more often than they stand inside a name.
_STARTERS = word_set(
    "the a an this that these those it its we our us you your they their there here he she his "
    "her i if in on at "
    "for from to by with when while where who what which why how as after before because but and "
    "or so then "
    "also all any each every no not nobody none nothing one two some please both most many more "
    "other others "
    "only once since until still such can could will would should must may do does is are was "
    "were has have "
    "der die das den dem des ein eine einen einem einer wir ihr ihre unser unsere es er sie ich "
    "man wenn als "
    "dann danach davon daher damit dafür auch alle bitte kein keine nur noch nach vor für mit von "
    "bei im am zum "
    "zur und oder aber so bis seit während wer was wie wo warum hier dort diese dieser dieses "
    "le la les l un une des nous vous ils elles il elle on ce cette ces notre votre leur leurs si "
    "quand pour avec "
    "dans sur par mais et ou où donc ainsi après avant merci oui non tous toutes chaque "
    "el los las una unos unas nosotros ellos ella si cuando para con en por pero y o como después "
    "antes gracias "
    "sí todo todos todas cada este esta estos estas nuestro nuestra su sus se "
    "os as um uma nós eles elas quando com em mas ou depois obrigado sim não todos este esta "
    "nosso nossa seu sua"
)
_ZONES = word_set("CET CEST GMT BST EST EDT CST CDT MST MDT PST PDT UTC IST SGT AEST AEDT JST ET CT MT PT EET MEZ MESZ")
_CALENDAR = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august "
    "september october november december"
)
_GERMAN_STARTERS = _STARTERS | word_set("davor dazu dabei darum deshalb jeder jede jedes")
_ORDINAL_MONTHS = word_set(
    "januar jänner februar märz april mai juni juli august september oktober november dezember "
    "jan feb mär apr jun "
    "jul aug sep sept okt nov dez january february march june july october december"
)
_SPACED = word_set("z.b d.h u.a u.u i.d d.r i.h h.v z.t s.o s.u o.ä v.a p.ex p.ej e.g i.e n.b a.m p.m")
"""Abbreviations that are also written with a blank inside: "z. B.", "p. ex."."""
_BRAND = re.compile(r"[a-z]{1,2}[A-Z]")


def split(readable: str, start: int, end: int, language: str = "en") -> Iterator[tuple[int, int]]:
    """Cut `readable[start:end]` into sentences.

    Args:
        readable: the text with its markup blanked out.
        start: where to begin, as an offset.
        end: where to stop.
        language: BCP 47 code; German needs its own rule for "am 3. Mai".

    Yields:
        Spans that together cover the range, blanks between sentences included in the span before.
    """
    begin = start
    for match in _END.finditer(readable, start, end):
        if match.end() < end and _is_boundary(readable, begin, match, end, language):
            yield begin, match.end()
            begin = match.end()
    if begin < end:
        yield begin, end


def _is_boundary(readable: str, begin: int, match: re.Match[str], end: int, language: str) -> bool:
    mark = match[0]
    if mark[0] in "。！？":
        return True
    if not readable[match.end()].isspace():
        return False
    following = _NEXT.match(readable, match.end(), end)
    assert following is not None  # every part of the pattern may be empty
    goes_on, opener, word, digits = following.groups()
    if goes_on or (mark[-1] in _QUOTES and _JOINED.match(readable, match.end(), end)):
        return False
    if mark[0] != ".":
        return _after_call(mark, word)
    if mark.startswith(".."):
        return bool(opener.strip() or digits) or not _lower(word)
    before = _word_before(readable, begin, match.start())
    head = readable[begin : min(begin + _ABBREVIATION_REACH, match.start())]
    return _after_full_stop(before, word, digits, mark, language, head)


def _after_call(mark: str, word: str) -> bool:
    """An exclamation or question mark ends a sentence unless the sentence goes on in lower case."""
    return not _lower(word) or (mark[0] == "…" and not word)


def _lower(word: str) -> bool:
    return word[:1].islower() and not _BRAND.match(word)


def _word_before(readable: str, begin: int, stop: int) -> str:
    near = readable[max(begin, stop - _ABBREVIATION_REACH) : stop].rstrip()
    found = _BEFORE.search(near)
    return found[0] if found else ""


def _after_full_stop(before: str, word: str, digits: str, mark: str, language: str, head: str) -> bool:
    if before.isdigit():
        return _after_number(before, word, digits, language, head)
    key = before.lower().strip("*_'’")
    if key in _TITLES and before[:1].islower():
        key = ""
    closed = len(mark) > 1
    if _lower(word):
        # "and interests. then store them": a sloppy start behind a word that is no abbreviation.
        if before.endswith(")"):
            return True
        return len(key) >= 4 and key.isalpha() and not _is_abbreviation(key) and before[1:].islower()
    if digits:
        return key not in _BEFORE_DIGIT and key not in _NEVER and before != "c"
    if f"{key}.{word.lower()}" in _SPACED:
        return False
    if not closed and _is_abbreviation(key):
        return _after_abbreviation(key, word)
    return closed or not _is_initial(before) or _after_initial(word, head)


def _is_abbreviation(key: str) -> bool:
    return key in _NEVER or key in _MAYBE or key in _BEFORE_DIGIT


def _after_abbreviation(key: str, word: str) -> bool:
    if key in ("a.m", "p.m"):
        return word not in _ZONES and word.lower() not in _CALENDAR
    if key in _BEFORE_DIGIT - _MAYBE and key not in ("art", "gen", "p", "pp"):
        # No digit behind: "No." is an answer, "Max." a name, "ex." something half said.
        return key != "ex"
    if key in _NEVER:
        return False
    return word.lower() in _STARTERS


def _is_initial(before: str) -> bool:
    return len(before) == 1 and before.isalpha() and before.isupper()


def _after_initial(word: str, head: str) -> bool:
    """Tell "J. Moreno", which goes on, from "vitamin C. We" and "Plan B. Then", which end."""
    return word.lower() in _STARTERS and len(head) > 2


def _after_number(before: str, word: str, digits: str, language: str, head: str) -> bool:
    if head.strip(" \t\r\n*_(") == before:
        return False  # the number of a list item
    if word.lower() in _ORDINAL_MONTHS:
        return False
    if digits:
        return not (len(before) <= 2 and len(digits) <= 2 and language == "de")
    if language != "de" or len(before) > 2 or not word:
        return True
    return word.lower() in _GERMAN_STARTERS
