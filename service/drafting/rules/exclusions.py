"""Whom a campaign leaves out, in the words of its brief."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from schemas.base import Evidence
from schemas.brief import Sentence
from service.campaign import Reading
from service.cued import Cued
from service.drafting.rules.audiences import PEOPLE
from service.drafting.rules.wording import mid_sentence, plain

_SHORTEST, _LONGEST = 3, 300
"""House default: characters of the people that one sentence leaves out; what is longer is no list of them."""
_SOMEBODY = re.compile(
    r"\b(?:any(?:one|body)|every(?:one|body)|those|whoever|who|under[- ]?\d+s?|over[- ]?\d+s?|minors|deceased|bereaved"
    r"|widowed|vulnerable|arrears|unsubscrib\w+|opt(?:ed)?[- ]?outs?|complain\w+|holders?|buyers?|owners?|cases"
    r"|memberships?|accounts|compan(?:y|ies)|business(?:es)?|schools|competitors|partners|winners"
    r"|verstorbene\w*|minderjährige\w*|widersprech\w+|mineurs|décédés|menores|fallecidos|falecidos)\b",
    re.IGNORECASE,
)
"""People as they are spoken of where they are to be left out, besides `PEOPLE`."""
_OUT = r"(?:left out|left alone|left in peace|excluded|kept out|suppressed|taken out|filtered out|screened out|omitted)"
_REACHED = r"(?:contacted|mailed|e-?mailed|texted|called|written to|included|addressed|invited|targeted|messaged)"
_REACH = r"(?:e-?mail|mail|text|call|contact|write to|target|invite|include)"
_NEVER = r"(?:do not|don['’]t|must not|should not|never)"

# --- a label before a list ----------------------------------------------------------------------

_LABEL = re.compile(
    r"\W*(?:please )?(?:"
    r"(?P<loose>not|suppress(?:ed|ions?)?(?: lists?)?"
    r"|ausgeschlossen|ausschluss|exclus?|à exclure|excluidos|excluir|excluídos"
    r"|exclu(?:de|ded|des|ding|sions?)(?: (?:list|criteria|rules?|groups?|audiences?|people|customers))?)"
    rf"|leave out|left out|{_NEVER} (?:{_REACH}|send to)|not to be {_REACHED}"
    r"|who (?:is|are) (?:left|kept) out|who (?:must|should|may) not (?:get|receive|be) [\w ]{2,20}"
    r"|nicht (?:anschreiben|kontaktieren)|ne pas (?:contacter|écrire à)|n[oã]o? contactar|ficam de fora"
    r")\s*(?::|[–—-](?=\s))\s*(?P<whom>.*)",
    re.IGNORECASE | re.DOTALL,
)
"""What a `loose` label leaves out may be things as well."""
_OPENS = re.compile(
    rf"\b(?:exclude|leave out|suppress|keep out|not (?:be )?{_REACHED}|(?:are|be) {_OUT})[\w\s]{{0,30}}:\Z",
    re.IGNORECASE,
)
"""The end of a line that leads in a list."""

# --- words in a sentence ------------------------------------------------------------------------

_ARTICLES = r"(?:those|anyone|any|the|all|our|people|staff|customers|members|employees|under)\b"
_BEFORE_THEM = Cued(
    re.compile(
        rf"\b(?:exclude|excluding|leav(?:e|es|ing) out|suppress|omit|(?:filter|take|keep|screen) out)\s"
        rf"|\b{_NEVER}\s(?:{_REACH}|send (?:\w+ ){{1,3}}to)\s"
        rf"|(?P<apart>,\s|\()(?:except(?: for)?|but not|other than)\s(?={_ARTICLES})",
        re.IGNORECASE,
    ),
    (
        "exclud", "leave out", "leaves out", "leaving out", "suppress", "omit", "r out", "e out", "p out", "n out",
        "do not", "don't", "don’t", "must not", "should not", "never", "except", "but not", "other than",
    ),
)  # fmt: skip
_AROUND_THEM = Cued(
    re.compile(rf"\b(?:leave|keep|take|filter)\s(?P<whom>[^.;:!?|]{{3,{_LONGEST}}}?)\sout\b(?!\sof\b)", re.IGNORECASE),
    ("leave", "keep", "take", "filter"),
)
_IS_TO_BE = (
    r"(?:(?:must|should|shall|ha(?:s|ve) to|needs? to|are to|is to|will|to)\s(?:all\s)?be|(?:are|is)(?:\sto be)?)"
)
_MUST_NOT = r"(?:(?:must|should|shall|may|can|are|is|will) (?:not|never)|(?:must|should|is|are|ca)n['’]t|cannot)"
_BEHIND_THEM = Cued(
    re.compile(
        rf",?\s(?:{_IS_TO_BE}\s{_OUT}|stays? out|(?:are|is) out of scope"
        rf"|{_MUST_NOT}\s(?:to\s)?(?:be\s{_REACHED}|(?:get|receive|see)\s(?:it|this|them|any|an?|the)))\b",
        re.IGNORECASE,
    ),
    (" out", " left ", "excluded", "suppressed", "omitted", " not ", " never ", "n't", "n’t", "cannot"),
)
_NOBODY = Cued(
    re.compile(
        rf"\b(?:nobody|no one)\s"
        rf"(?P<whom>(?:who|under|in|with|on|from|whose|below|without)\s[^.;:!?|]{{2,{_LONGEST}}}?)\s"
        rf"(?:(?:is|are|may|should|shall|must|will|can)\s(?:to\s)?(?:be\s{_REACHED}|get|receive)|gets?|receives?)\b",
        re.IGNORECASE,
    ),
    ("nobody", "no one"),
)
_NOT_WANTED = Cued(
    re.compile(
        rf"\b(?:do not|don['’]t) want\s(?P<whom>[^.;:!?|]{{3,{_LONGEST}}}?)\s"
        rf"(?:in (?:it|this|here)|(?:in|on) (?:this|the) (?:campaign|list|audience|mailing|selection)"
        rf"|to (?:be {_REACHED}|(?:get|receive|see) (?:it|this|them|the \w+)))\b"
        r"(?! (?:twice|again|too|more|before|until|after))",
        re.IGNORECASE,
    ),
    ("do not want", "don't want", "don’t want"),
)
_SAID_BEFORE = re.compile(
    r"(?:.*[.;:!?]\s)?(?P<whom>(?:people|those|anyone|everyone|customers|members|tenants|patients|\w+s)\s(?:who|with|on|in|under|over)\s"
    r"[^,;:]{3,120}?)\s(?:keep|stay|remain|continue|still|already|will|can|should|have|get|go|use)\b[^;:]*,\s(?:so\s|and\s)?they\Z",
    re.IGNORECASE | re.DOTALL,
)
"""`People on the register keep the line, they must not get it`: the people stand in the clause before."""
_DENIED = re.compile(
    r"(?:\b(?:not|never|would|might|could|may|whether|if we)|n['’]t)\s(?:need(?:ed)? to\s)?(?:\w+\s)?\Z", re.IGNORECASE
)
"""Before an order that is none."""
_START = re.compile(
    r"(?:.*[.;:!?|]\s|.*(?:,\s(?:and|but)|\bonly,)\s|^)(?:please\s|also\s|and\s|but\s|so\s|then\s|\W+)*", re.I | re.S
)
"""All up to where the people are named that are left out in the end."""
_END = re.compile(
    r"[;!?]|\.(?=\s|$)|\s[–—-]\s|\s\||,\s(?:but|so|which|as|since)\b"
    r"|,?\s(?:because|although|unless|otherwise|as they|as we|since they|since we|so that)\b"
    r"|,?\s(?:and|but)\s(?:please\s)?(?:do not|don['’]t|never)\b"
    r"|,?\s(?:and|but|or)\s(?:then\s|please\s)?"
    r"(?:we|they|it|you|I|he|she|nobody|no one|do|make|use|check|send|add|tell)\b"
    r"|\s(?:from|in|of|on|for) (?:the|this|these|that|all|any|our|every|each) (?:whole )?"
    r"(?:sends?|mailings?|lists?|campaign|selection|audiences?|e-?mails?|messages?|segments?)\b",
    re.IGNORECASE,
)

# --- what leaves out nobody ---------------------------------------------------------------------

_LIMITED = re.compile(
    r"\b(?:after|before|between|outside|during|until)\s(?:\d|noon|midnight|working|office|business|opening)"
    r"|\b(?:on|at)\s(?:sun|mon|tues|wednes|thurs|fri|satur)days?\b"
    r"|\bat (?:night|weekends?)|\bon (?:weekends?|bank holidays?)"
    r"|\b(?:more than|twice|again|too often|yet|until|before)\b",
    re.IGNORECASE,
)
"""When or how often somebody is not written to."""
_PRONOUN = re.compile(r"(?:it|them|this|that|us|you|these|they|we|there|which|what)\b(?!\s(?:who|whose|with))", re.I)
_DOUBT = re.compile(r"\b(?:maybe|perhaps|possibly|whether|not sure|what if)\b", re.IGNORECASE)
_BEGINS_A_SENTENCE = re.compile(
    r"(?:any\w*|every\w*|those|whoever|people|the|all|our|customers?|members?|subscribers?|users?|guests?|clients?|donors?"
    r"|accounts?|holders?|patients?|students?|parents?|employees?|staff|existing|current|lapsed|former)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Exclusion:
    """People whom the brief wants left out. `whom` is in its own words."""

    whom: str
    evidence: tuple[Evidence, ...]


def find_exclusions(reading: Reading) -> tuple[Exclusion, ...]:
    """Everybody whom the brief leaves out, in its order; each sentence counts once."""
    found: dict[str, Exclusion] = {}
    for place, sentence in enumerate(reading.sentences):
        if sentence.id in reading.set_aside and sentence.kind != "heading":
            continue
        sources, groups = [sentence], [_whom(sentence)]
        if not groups[0] and (items := _listed_below(reading.sentences, place)):
            sources, groups = items, [_stripped(one.text) for one in items]
        whom = "; ".join(_inside(one) for one in groups if one)
        if whom:
            evidence = tuple(reading.evidence_of(one.id) for one in sources)
            found.setdefault(whom.casefold(), Exclusion(whom, evidence))
    return tuple(found.values())


def _listed_below(sentences: Sequence[Sentence], place: int) -> list[Sentence]:
    """The items of the list of people that a line such as `Please leave out:` or `Do not contact` opens."""
    line = sentences[place]
    text = plain(line.text)
    if not text.endswith(":") and line.kind != "heading":
        return []
    if not _LABEL.fullmatch(f"{text.rstrip(': ')}:") and not _OPENS.search(text):
        return []
    items = list(takewhile(lambda one: one.kind == "item", sentences[place + 1 :]))
    return items if any(_are_people(one.text) for one in items) else []


def _whom(sentence: Sentence) -> str:
    """Whom one sentence leaves out; nothing where it leaves out nobody."""
    text = plain(sentence.text)
    if sentence.kind in ("heading", "code", "quote") or text.endswith("?") or _DOUBT.search(text):
        return ""
    if sentence.kind == "row":
        label, bar, told = sentence.text.partition("|")
        text = f"{plain(label)}: {plain(told.partition('|')[0])}" if bar and label.strip() else text
    if labelled := _LABEL.fullmatch(text):
        whom = _stripped(_up_to_end(labelled["whom"]))
        return whom if not labelled["loose"] or _are_people(whom) else ""
    return next((whom for whom in map(_stripped, _candidates(text)) if _fits(whom)), "")


def _candidates(text: str) -> Iterator[str]:
    around = _AROUND_THEM.search(text)
    if around and not _is_denied(text, around):
        yield around["whom"]
    before = _BEFORE_THEM.search(text)
    if before and not _is_denied(text, before) and (not before["apart"] or _are_people(text[: before.start()])):
        yield _up_to_end(text[before.end() :])
    if unwanted := _NOT_WANTED.search(text):
        yield unwanted["whom"]
    if nobody := _NOBODY.search(text):
        yield f"anyone {nobody['whom']}"
    if behind := _BEHIND_THEM.search(text):
        named = _SAID_BEFORE.match(text[: behind.start()])
        yield named["whom"] if named else _START.sub("", text[: behind.start()], count=1)


def _is_denied(text: str, order: re.Match[str]) -> bool:
    return bool(_DENIED.search(text, max(0, order.start() - _LONGEST), order.start()))


def _up_to_end(words: str) -> str:
    end = _END.search(words)
    return words[: end.start() if end else None]


def _stripped(words: str) -> str:
    flat = plain(words).strip(" -*•.,;:(")
    return flat.rstrip(")") if flat.count("(") < flat.count(")") else flat


def _inside(whom: str) -> str:
    """As it reads inside a sentence: a name keeps its capital, and so do the nouns of other languages."""
    return mid_sentence(whom) if _BEGINS_A_SENTENCE.match(whom) else whom


def _fits(whom: str) -> bool:
    return (
        _SHORTEST <= len(whom) <= _LONGEST
        and _are_people(whom)
        and not _PRONOUN.match(whom)
        and (not _LIMITED.search(whom) or "who" in whom)
    )


def _are_people(words: str) -> bool:
    return bool(PEOPLE.search(words) or _SOMEBODY.search(words))
