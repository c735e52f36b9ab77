"""Limits on characters, sizes and rows held against what the brief plans of the same kind."""

import re
from collections.abc import Iterator

from schemas.base import Quantity
from schemas.brief import Sentence
from schemas.explanation import Bar, Effect, WayOut
from service.computing.effects.plan import Plan, from_brief, from_constraint, sentences_of
from service.computing.effects.stated import (
    around,
    audience,
    facts,
    in_sentence,
    number_of,
    place,
    saying,
    sentence_of,
    value_of,
    whole,
)
from service.computing.effects.telling import number, share
from service.computing.effects.worked import Worked
from service.computing.sums.exact import exact
from service.computing.sums.quota import calls_for
from service.computing.wording import counted
from service.constraint import Bounded, Constraint

_BYTES = {"byte": 1, "kilobyte": 1_000, "megabyte": 1_000_000, "gigabyte": 1_000_000_000, "terabyte": 1_000_000_000_000}
_SAID = {"byte": "bytes", "kilobyte": "KB", "megabyte": "MB", "gigabyte": "GB", "terabyte": "TB"}
_ABOUT = {
    "text message": re.compile(r"\b(?:sms|text messages?|message text|texts|one text|gsm-?7)\b", re.IGNORECASE),
    "e-mail": re.compile(r"\b(?:e-?mails?|mails?|newsletters?)\b", re.IGNORECASE),
    "code": re.compile(r"\bcodes?\b", re.IGNORECASE),
    "title": re.compile(r"\b(?:title|headline)\b", re.IGNORECASE),
    "subject line": re.compile(r"\bsubject(?: line)?\b", re.IGNORECASE),
    "picture": re.compile(r"\b(?:pictures?|images?|photos?|banners?)\b", re.IGNORECASE),
    "video": re.compile(r"\b(?:videos?|films?|clips?)\b", re.IGNORECASE),
    "sender name": re.compile(r"\bsender(?: id| name)?\b", re.IGNORECASE),
}
_SAMPLE = re.compile(r"\b(?=[A-Z0-9-]*\d)(?=[A-Z0-9-]*[A-Z])[A-Z0-9]+(?:-[A-Z0-9]+)*\b")
_PLAIN = re.compile(r"\b(?:letters? (?:and|or) (?:digits?|numbers?)|alphanumeric)\b", re.IGNORECASE)
_ROWS = re.compile(
    r"^[^.;]{0,25}\b(?:per|a|an|each|in one|in a|every) (?:single )?(?:upload|import|file|batch|job)\b", re.I
)
_ROW_UNITS = (None, "record", "item", "person")


def hold_form(constraint: Constraint, plan: Plan) -> Worked | None:
    """Hold a limit on characters, a size or rows of a file against the brief."""
    for item in constraint.of_kind("count"):
        worked = _held(constraint, item, plan)
        if worked:
            return worked
    return None


def _held(constraint: Constraint, item: Bounded, plan: Plan) -> Worked | None:
    unit = item.mention.unit
    if unit == "character":
        return _characters(constraint, item, plan)
    if unit in _BYTES:
        return _size(constraint, item, plan)
    return _rows(constraint, item, plan) if unit in _ROW_UNITS else None


def _about(text: str) -> set[str]:
    return {name for name, pattern in _ABOUT.items() if pattern.search(text)}


def _said(constraint: Constraint) -> set[str]:
    """What a limit is for: as its own words say, else as its headings do."""
    return _about(constraint.source.text) or _about(" ".join(span.text for span in constraint.context))


# --- characters ---------------------------------------------------------------------------------


def _characters(constraint: Constraint, item: Bounded, plan: Plan) -> Worked | None:
    most, about = whole(item), _said(constraint)
    if most is None:
        return None
    if "code" in about and (sample := next(_samples(plan), None)):
        return _code(constraint, most, *sample, plan)
    for fact in facts(plan, "count", "character"):
        planned = number_of(fact)
        if planned and about & _about(sentence_of(plan, fact)):
            over = int(planned) - most
            effect = Effect(
                area="customer_experience",
                text=f"You plan {number(planned)} characters, and {number(most)} are allowed. "
                + (f"{counted(over, 'character')} too many." if over > 0 else "It fits."),
                basis="computed",
                collides=over > 0,
                size=Quantity(value=over, unit="character") if over > 0 else None,
                calculation=f"{number(planned)} - {number(most)} = {number(over)}",
                inputs=[
                    from_brief("characters", planned, "character", [place(fact)]),
                    from_constraint("limit", most, "character", constraint),
                ],
                requirements=plan.touching([place(fact)]),
                sentences=[fact.sentence],
            )
            return Worked((effect,), (_shorter(over),) if over > 0 else ())
    return None


def _shorter(over: int) -> WayOut:
    return WayOut(
        text=f"Shorten it by {counted(over, 'character')}.",
        basis="computed",
        gives_up="Some of the wording.",
        gains="It goes out as one piece and is not refused.",
        who_decides="campaign owner",
        takes="A new wording, before it is set up.",
        calculation=f"{counted(over, 'character')} over the limit",
    )


def _samples(plan: Plan) -> Iterator[tuple[Sentence, str]]:
    """Codes that the brief writes out as it wishes them: "in the form SPRING26-AB4K9Z"."""
    for sentence in saying(plan, re.compile(r"\bcodes?\b", re.IGNORECASE)):
        found = [match.group() for match in _SAMPLE.finditer(sentence.text) if len(match.group()) >= 5]
        if len(found) == 1:
            yield sentence, found[0]


def _code(constraint: Constraint, most: int, sentence: Sentence, sample: str, plan: Plan) -> Worked:
    over, bare = len(sample) - most, len(sample.replace("-", ""))
    hyphen = "-" in sample and bool(_PLAIN.search(constraint.source.text))
    collides = over > 0 or hyphen
    parts = [f"The code {sample} has {counted(len(sample), 'character')}, and {number(most)} are allowed."]
    parts += [f"{number(over)} are too many."] if over > 0 else []
    if hyphen:
        rest = f"still {number(bare - most)} too many" if bare > most else "which fits"
        parts.append(f"The hyphen is not allowed; with no hyphen it has {number(bare)}, {rest}.")
    effect = Effect(
        area="customer_experience",
        text=" ".join([*parts, *([] if collides else ["It fits."])]),
        basis="computed",
        collides=collides,
        size=Quantity(value=max(over, 0), unit="character") if collides else None,
        calculation=f"{number(len(sample))} - {number(most)} = {number(over)}"
        + (f"; with no hyphen {number(bare)} - {number(most)} = {number(bare - most)}" if hyphen else ""),
        inputs=[
            from_brief("characters of the code", len(sample), "character", [in_sentence(sentence)]),
            from_constraint("limit", most, "character", constraint),
        ],
        requirements=plan.speaking_of([sample]) or plan.speaking_of(["code"], "integration", "security", "scale"),
        sentences=[sentence.id],
    )
    return Worked((effect,), (_shorter_code(sample, most),) if collides else ())


def _shorter_code(sample: str, most: int) -> WayOut:
    tail = sample.rpartition("-")[2] if "-" in sample else ""
    room = most - len(tail)
    head = (
        f"{number(room)} characters for the readable part and {number(len(tail))} for the rest"
        if 0 < room < most
        else ""
    )
    return WayOut(
        text=f"Use a code of at most {counted(most, 'character')}{f': {head}, with no hyphen' if head else ''}.",
        basis="computed",
        gives_up="Some of what makes the code easy to read.",
        gains="The system takes the codes.",
        who_decides="campaign owner",
        takes="A new form of the code, before the codes are made.",
        calculation=f"{number(most)} - {number(len(tail))} = {number(room)}" if head else f"at most {number(most)}",
    )


# --- sizes and rows -----------------------------------------------------------------------------


def _size(constraint: Constraint, item: Bounded, plan: Plan) -> Worked | None:
    value, unit = value_of(item), item.mention.unit or ""
    about = _about(around(constraint, item)[0]) or _said(constraint)
    for fact in facts(plan, "count", *_BYTES):
        planned = number_of(fact)
        sentence = sentence_of(plan, fact)
        before = re.split(r"[;,]", sentence[: sentence.find(fact.text)])[-1]
        if not planned or not value or not about & (_about(before) or _about(sentence)):
            continue
        most = exact(value) * _BYTES[unit]
        size = exact(planned) * _BYTES[fact.unit or "byte"]
        collides = size > most
        limit, said = f"{number(value)} {_SAID[unit]}", f"{number(planned)} {_SAID[fact.unit or 'byte']}"
        effect = Effect(
            area="customer_experience",
            text=f"You plan {said}, {share(size, most)} of the {limit} that are allowed. "
            + ("It is too large." if collides else "It fits."),
            basis="computed",
            collides=collides,
            size=Quantity(value=float((size - most) / 1000), unit="kilobyte") if collides else None,
            calculation=f"{number(size / 1000)} KB ÷ {number(most / 1000)} KB = {share(size, most)}",
            inputs=[
                from_brief("size", planned, fact.unit or "byte", [place(fact)]),
                from_constraint("limit", value, unit, constraint),
            ],
            requirements=plan.touching([place(fact)]),
            sentences=[fact.sentence],
        )
        return Worked((effect,))
    return None


def _rows(constraint: Constraint, item: Bounded, plan: Plan) -> Worked | None:
    most, people = whole(item), audience(plan)
    _, after = around(constraint, item)
    if most is None or people is None or not _ROWS.search(after):
        return None
    files = calls_for(people.count, most)
    single = saying(plan, re.compile(r"\b(?:one|a single|in one) (?:import|upload|file|go)\b", re.IGNORECASE))
    collides = files > 1 and bool(single)
    places = [*people.evidence, *(in_sentence(s) for s in single)]
    fits = f"The list of {number(people.count)} fits one file of at most {number(most)}."
    split = f"The list of {number(people.count)} takes {number(files)} files of at most {number(most)}."
    wish = " The brief plans it as one." if collides else " That is how many have to be made and loaded."
    effect = Effect(
        area="timing",
        text=fits if files == 1 else split + wish,
        basis="computed",
        collides=collides,
        size=Quantity(value=files - 1, unit="item") if collides else None,
        calculation=f"{number(people.count)} ÷ {number(most)}, rounded up = {number(files)}",
        inputs=[
            from_brief("people", people.count, "person", people.evidence),
            from_constraint("rows", most, "record", constraint),
        ],
        requirements=plan.speaking_of(["recipient list", "list"], "data", "integration"),
        sentences=sentences_of(places),
        bars=[
            Bar(label="one file", value=most, unit="record"),
            Bar(label="the list", value=people.count, unit="record"),
        ],
    )
    return Worked((effect,))
