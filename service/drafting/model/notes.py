"""From the notes on one sentence to needs, goals and questions.

The model chose a kind and gave the first words of what it means; the part of the sentence that they begin is quoted,
and the words around it stand in the catalogue. A note counts when its words stand there and the sentence bears its
kind out.
"""

import re
from collections.abc import Iterator, Sequence
from html import unescape

from schemas.base import Evidence
from schemas.brief import Goal, Sentence
from service.campaign import Mention, Reading
from service.catalogue.notes import NoteKind, note_kinds
from service.drafting.model.asks import WEIGHT
from service.drafting.model.beside import misfit
from service.drafting.model.checks import text_faults
from service.drafting.model.findings import withheld
from service.drafting.model.numbering import plain_line
from service.drafting.model.obeying import obedience_faults
from service.drafting.model.parts import Part
from service.drafting.model.pointing import Pointing, held_by
from service.drafting.model.texts import digest, sentence_of
from service.drafting.model.wording import SHOWN_BY
from service.drafting.rules.ears import ears_pattern
from service.needs import Ask, Need
from service.reading.passage import past_verb

_SAME = 0.7
"""House default: share of words that two texts have in common when they say the same."""
_NEAR = 30
"""House default: characters before the words of a note in which its cue may stand ("please leave out ...")."""
_LONGEST = 160
"""House default: characters of a sentence that a note quotes."""
_FEWEST = 2
"""Words of a note that have to stand in the sentence one after the other, where it has so many."""
_NEGATION = re.compile(
    r"\b(?:not|no|never|without|nicht|kein\w*|ohne|pas|aucun\w*|sans|sin|nunca|sem|não)\b|n['’]t\b", re.I
)
_ABOUT_LEAVING_OUT = ("leave_out", "permission", "protect", "delete", "open", "decide")
_PLAIN = frozenset({"send", "leave_out", "permission", "feed", "page", "code", "load", "protect", "delete", "open"})
"""Kinds whose cues are plain enough to take a note for one of them that a model called by another name."""
_DUE = ("deadline", "launch", "event", "other")
"""Roles of days that lie ahead."""
_LISTED = 3
"""Data elements in one sentence that make it a list of what is needed."""
_QUOTED = re.compile(r"[\"“„«][^\"“”„»]+[\"”“»]")
_BACKGROUND = re.compile(
    r"\W*(?:the )?(?:problem|background|context|situation|history|why|challenge|ausgangslage|hintergrund|contexte"
    r"|constat|antecedentes|contexto)\b[^:.]{0,20}:",
    re.IGNORECASE,
)
_JOINT = re.compile(r"(?:,|,?\s(?:and|und|et|y|e))\s+\Z")
_LABEL = re.compile(r"[^.;!?]{2,60}:\s+")
"""What a sentence is about, before what it says of it; the one is not understood without the other."""
_WORD = re.compile(r"\w+")
_ARTICLE = re.compile(r"^\W*(?:the|an?)\s", re.IGNORECASE)
"""What a model puts first where the brief has another article or none."""
_RELATIVE = re.compile(r"\bwho(?:\s\w+){1,2}\s\Z", re.IGNORECASE)
"""Before a verb that tells which people are meant ("who once bought", "who opened but did")."""
_DUE_BY = re.compile(r"\b(?:needs?|must|ha(?:s|ve) to|ready|before|by|until|ends|closes|starts|opens)\b", re.IGNORECASE)
_FIGURE_FIRST = re.compile(r"(?:all\s)?[\d£$€]", re.IGNORECASE)
"""How many, rather than what has to be there."""
_ENTITY = re.compile(r"&#?\w{2,8}\Z")
"""A character as HTML writes it, up to the semicolon, which ends no clause."""
_NEXT_CLAUSE = re.compile(
    r"\s*(?:[;!?]|\s[–—-]\s|\s\||\.(?=\s*$)"
    r"|,\s(?:but|because|while|whereas|so|which|where|aber|weil|denn|sondern|während|mais|car|parce|tandis|pero|porque"
    r"|mientras|mas|enquanto)\b"
    r"|(?<!\bnow),?\s(?:and|und|et|y|e)\s(?:then|we|they|it|you|I|he|she|nobody|everyone|there|wir|sie|es|man|nous|ils|elles|on"
    r"|nosotros|ellos|nós|eles)\b)"
)
"""Where the part of a sentence ends that a note began."""


def take_notes(
    reading: Reading,
    sentence: Sentence,
    items: Sequence[str],
    maker: str,
    secrets: Sequence[str] = (),
    *,
    beside_rules: bool = False,
) -> Part:
    """Judge the notes on a sentence; `maker` names prompt and model, `secrets` may not come back from the model.

    `beside_rules`: the rules have read the sentence as well, so a note has to stand on more than where it stands alone.
    """
    pointing = Pointing((reading.evidence_of(sentence.id),), ())
    part, said = Part(), dict[str, str]()
    noted = [(kind, words, _span(words, sentence.text)) for kind, words in _parsed(items)]
    begin = [span[0] for _, _, span in noted if span]
    for chosen, words, whole in noted:
        span = _up_to_the_next(sentence.text, whole, begin) if whole else None
        what = sentence.text[slice(*span)].rstrip(" .,;:") if span else words
        kind = _kind(reading, sentence, chosen, words, span, beside_rules)
        faults = (
            *_faults(reading, sentence, kind, what, span, beside_rules),
            *text_faults(what, held_by(reading, pointing)),
            *obedience_faults(reading, [what], secrets),
        )
        if faults:
            finding = withheld("note", f"{kind.id}: {what}", faults, pointing)
            part += Part(findings=(finding,), refused=1)
        elif not any(_say_the_same(what, other, kind.id == id_) for id_, other in said.items()):
            said[kind.id] = f"{said[kind.id]}; {what}" if kind.id in said else what
    for id_, what in said.items():
        readable = plain_line(unescape(_lowered(what, sentence, reading)))
        part += _part(note_kinds()[id_], readable, pointing.evidence[0], maker)
    return part


def _parsed(items: Sequence[str]) -> Iterator[tuple[NoteKind, str]]:
    for item in items:
        kind, _, words = item.partition(":")
        if kind.strip() in note_kinds():
            yield note_kinds()[kind.strip()], plain_line(words).strip(" .;,:")


def _kind(
    reading: Reading,
    sentence: Sentence,
    chosen: NoteKind,
    words: str,
    span: tuple[int, int] | None,
    beside_rules: bool,
) -> NoteKind:
    """The only kind that the words name, else the one that was chosen where the sentence bears it out.

    A model sees better where something is said than what it is called: else it is what a list of data is for or, where
    the model reads alone, the kind whose cue comes first.
    """
    kinds = note_kinds()
    if span and kinds["open"].is_named(_around(sentence.text, span)):
        return kinds["open"]
    named = [kind for kind in kinds.values() if kind.is_named(words)]
    if len(named) == 1:
        return named[0]
    if span is None or _bears_out(reading, sentence, chosen, span, beside_rules):
        return chosen
    data = [m for m in reading.mentions_by_sentence.get(sentence.id, ()) if m.kind == "data"]
    if len(data) >= _LISTED:
        return kinds["show_own"]
    return chosen if beside_rules else _kind_by_cue(reading, sentence, span) or chosen


def _kind_by_cue(reading: Reading, sentence: Sentence, span: tuple[int, int]) -> NoteKind | None:
    """The kind that the label names, else the one whose cue comes first, else that of a day something is due."""
    kinds, what = note_kinds(), sentence.text[slice(*span)]
    label = _LABEL.match(sentence.text)
    named = [kind for kind in kinds.values() if label and kind.is_named(label[0])]
    if len(named) == 1:
        return named[0]
    cues = {id_: at for id_ in _PLAIN if (at := kinds[id_].cue_at(what, reading.language)) is not None}
    if "send" in cues and kinds["send"].is_beside(what, reading.language):
        return kinds["send"]
    if cues:
        return kinds[min(cues, key=lambda id_: (cues[id_], id_))]
    dated = any(m.kind in ("date", "duration") and m.role in _DUE for m in _within(reading, sentence, span))
    return kinds["timing"] if dated and _DUE_BY.search(what) and not _FIGURE_FIRST.match(what) else None


def _around(sentence: str, span: tuple[int, int]) -> str:
    return sentence[max(0, span[0] - _NEAR) : span[1]]


def _span(words: str, sentence: str) -> tuple[int, int] | None:
    """From where the words begin to the end of that part of the sentence.

    The last words may be the model's, or cut off by the bound of the schema; the first ones have to stand there.
    """
    own = _WORD.findall(words)
    at = _first_words(own, sentence) or _first_words(_WORD.findall(_ARTICLE.sub("", words)), sentence)
    if at is None:
        return None
    start = 0 if _LABEL.fullmatch(sentence, 0, at.start()) else at.start()
    return start, _end_of(sentence, start, at.end())


def _first_words(own: Sequence[str], sentence: str) -> re.Match[str] | None:
    counts = range(len(own), max(0, min(len(own), _FEWEST) - 1), -1)
    patterns = (r"(?<!\w)" + r"\W+".join(own[:count]) for count in counts)
    return next((at for pattern in patterns if (at := re.search(pattern, sentence, re.IGNORECASE))), None)


def _end_of(sentence: str, start: int, least: int) -> int:
    ends = (found.start() for found in _NEXT_CLAUSE.finditer(sentence, least))
    end = next((at for at in ends if not _ENTITY.search(sentence, 0, at)), len(sentence))
    if end - start > _LONGEST:
        found = (sentence.rfind(mark, least, start + _LONGEST) for mark in (", ", "; ", " "))
        end = next((at for at in found if at >= 0), least)
    return max(end, least)


def _up_to_the_next(sentence: str, span: tuple[int, int], begin: Sequence[int]) -> tuple[int, int]:
    """The part of the sentence without what another note begins after a comma or an "and"."""
    start, end = span
    joints = (_JOINT.search(sentence, start, other) for other in begin if start < other < end)
    return start, min([joint.start() for joint in joints if joint], default=end)


def _faults(
    reading: Reading,
    sentence: Sentence,
    kind: NoteKind,
    what: str,
    span: tuple[int, int] | None,
    beside_rules: bool,
) -> tuple[str, ...]:
    if not _words(what):
        return ("it names nothing",)
    if span is None:
        return ("its words are not those of the sentence",)
    if _is_quoted(sentence.text, *span):
        return ("its words are those of an advert",)
    if kind.statement and (_tells_what_was(sentence.text[: span[1]]) or _BACKGROUND.match(sentence.text)):
        return ("its sentence tells what was or why",)
    if sentence.text.rstrip().endswith("?") and kind.statement:
        return ("its sentence is a question",)
    if not _bears_out(reading, sentence, kind, span, beside_rules):
        return (f"nothing in the sentence speaks for the kind {kind.id!r}",)
    wrong = misfit(kind.id, what, _within(reading, sentence, span)) if beside_rules else None
    if wrong:
        return (wrong,)
    if kind.id == "leave_out" and any(m.name == "quiet_hours" for m in _signals(reading, sentence)):
        return ("its sentence says when nobody is written to, and not whom to leave out",)
    if kind.id not in _ABOUT_LEAVING_OUT and _is_ruled_out(reading, sentence, what):
        return ("the sentence rules it out",)
    return ()


def _tells_what_was(text: str) -> bool:
    at = past_verb(text)
    return at is not None and not _RELATIVE.search(text, 0, at)


def _signals(reading: Reading, sentence: Sentence) -> Iterator[Mention]:
    return (m for m in reading.mentions_by_sentence.get(sentence.id, ()) if m.kind == "signal")


def _is_quoted(sentence: str, start: int, end: int) -> bool:
    """Tell whether most of it stands between quotation marks."""
    quoted = (min(found.end(), end) - max(found.start(), start) for found in _QUOTED.finditer(sentence))
    return 2 * sum(length for length in quoted if length > 0) > end - start


def _bears_out(reading: Reading, sentence: Sentence, kind: NoteKind, span: tuple[int, int], beside_rules: bool) -> bool:
    text = _without_names(reading, sentence)
    near = _around(text, span)
    mentions = reading.mentions_by_sentence.get(sentence.id, ())
    if kind.beside and not (
        kind.is_beside(near, reading.language) or any(m.kind in kind.beside_mentions for m in mentions)
    ):
        return False
    if beside_rules and kind.by_rules:
        return False
    if beside_rules and kind.mentions:
        return sum(m.kind in kind.mentions for m in _within(reading, sentence, span)) >= kind.at_least
    if kind.cue_at(text if kind.question else near, reading.language) is not None:
        return True
    return bool(kind.mentions) and sum(m.kind in kind.mentions for m in mentions) >= kind.at_least


def _within(reading: Reading, sentence: Sentence, span: tuple[int, int]) -> tuple[Mention, ...]:
    start, end = (sentence.start + place for place in span)
    near = reading.mentions_by_sentence.get(sentence.id, ())
    return tuple(m for m in near if start <= m.start and m.end <= end)


def _without_names(reading: Reading, sentence: Sentence) -> str:
    """The sentence with laws, organisations and posts blanked: the data protection lead asks nobody to protect data."""
    text = sentence.text
    for m in reading.mentions_by_sentence.get(sentence.id, ()):
        if m.kind in ("law", "organisation") or (m.kind == "person_role" and " " in m.text):
            start, end = m.start - sentence.start, m.end - sentence.start
            text = text[:start] + " " * (end - start) + text[end:]
    return text


def _is_ruled_out(reading: Reading, sentence: Sentence, what: str) -> bool:
    """Tell whether the words take up what the sentence denies without saying "no" or "not" before it."""
    denied = [m for m in reading.mentions_by_sentence.get(sentence.id, ()) if m.negated and m.kind != "signal"]
    places = [_place(m.text, what) for m in denied]
    return any(place and not _NEGATION.search(what[: place.start()]) for place in places)


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}


def _say_the_same(first: str, second: str, of_one_kind: bool) -> bool:
    """Of one kind, the shorter may be a part of the longer; two kinds may each take their part of a sentence."""
    one, other = _words(first), _words(second)
    of = min if of_one_kind else max
    return len(one & other) >= _SAME * of(len(one), len(other))


def _place(what: str, sentence: str) -> re.Match[str] | None:
    """Where the words stand, whatever the case of their letters."""
    return re.search(re.escape(what), sentence, re.IGNORECASE) if what else None


def _lowered(what: str, sentence: Sentence, reading: Reading) -> str:
    """Without the capital that only the beginning of the sentence gave it; other languages keep theirs."""
    if not reading.language.startswith("en") or not sentence.text.lstrip("-*• ").startswith(what[:6]):
        return what
    mentions = reading.mentions_by_sentence.get(sentence.id, ())
    first = what.split()[0]
    is_name = (
        first == "I"
        or first.endswith(",")
        or what[len(first) :].lstrip()[:1].isupper()
        or (len(first) > 1 and first[:2].isupper())
        or any(m.text.startswith(first) for m in mentions if m.kind in ("system", "organisation", "region"))
        or re.search(rf"(?<=[\w,;:(&] ){re.escape(first)}(?!\w)", reading.text)
    )
    return what if is_name else what[:1].lower() + what[1:]


def _part(kind: NoteKind, what: str, evidence: Evidence, maker: str) -> Part:
    if kind.statement and kind.category:
        return Part(needs=(_need(kind, what, evidence, maker),))
    if kind.question:
        return Part(asks=(_ask(kind, what, evidence),))
    return Part(goals=(Goal(id="", statement=sentence_of(what), evidence=[evidence]),))


def _need(kind: NoteKind, what: str, evidence: Evidence, maker: str) -> Need:
    assert kind.statement is not None
    assert kind.category is not None
    statement = kind.statement.replace("{what}", what)
    shown_by = SHOWN_BY[kind.category]
    return Need(
        category=kind.category,
        object=digest(evidence.quote),
        need=f"note:{kind.id}",
        statement=statement,
        pattern=ears_pattern(statement),
        rationale=kind.rationale,
        priority=kind.priority,
        origin="inferred",
        evidence=(evidence,),
        acceptance_criteria=(shown_by.criterion,),
        verification_method=shown_by.method,
        produced_by=(maker,),
        support="supported",
    )


def _ask(kind: NoteKind, what: str, evidence: Evidence) -> Ask:
    assert kind.question is not None
    return Ask(
        topic=f"note:{digest(evidence.quote)}",
        text=kind.question.replace("{what}", what),
        why=kind.rationale,
        whom=kind.whom,
        raised_by=(evidence.sentence,),
        weight=WEIGHT,
        evidence=(evidence,),
    )
