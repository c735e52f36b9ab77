"""What a brief is called, where its sender has not said."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from service.reading.markup import Views
from service.reading.reasons import (
    COLUMN_HEADINGS,
    COMMENT,
    GREETING,
    MAIL_HEADER,
    METADATA,
    NAVIGATION,
    SIGNATURE,
    TO_A_MACHINE,
)
from service.reading.sentences import Placed, shortened
from service.reading.word_lists import word_set

TITLE_LENGTH = 120
"""House default, characters."""
_FIELDS_REACH = 12
"""House default: sentences looked at for a field that names the campaign; forms ask for other things first."""
_HEADINGS_REACH = 6
"""House default: sentences looked at for a heading; further down a heading names a part, not the whole."""
_MOST_WORDS = 16
"""House default: words of a first line that is a title and not yet the text."""
_TITLE_LABEL = re.compile(
    r"(?:(?:subject|sub|betreff|objet|asunto|assunto|title|titel|titre|título|(?:campaign|project)(?: name| title)?|"
    r"kampagne|projekt|campagne|projet|campaña|proyecto|campanha|projeto)\s*[:=]\s*)?"
    r"(?:(?:re|fwd?|aw|wg|tr|rv|enc)\s?:\s*){0,8}",
    re.IGNORECASE,
)
_TITLE_FIELD = re.compile(
    r"(?:title|subject|sub|re|initiative|epic|job|(?:campaign|project|brief)(?: (?:name|title))?"
    r"|(?:practice / )?(?:business|company|brand) name|kampagne|projekt|titel|projektname|betreff|campagne|projet|titre"
    r"|objet|nom (?:de la campagne|du projet)|campaña|proyecto|título|asunto|nombre(?: (?:de la campaña|del proyecto))?"
    r"|campanha|projeto|assunto|nome(?: da campanha| do projeto)?)$",
    re.IGNORECASE,
)
_NAME_FIELD = re.compile(r"\W*name\W*", re.IGNORECASE)
_WHO_FIELD = re.compile(
    r"\W*(?:\w+ )?(?:owner|requester|requestor|requested by|contact|sponsor|submitted by|author|lead|team)\b",
    re.IGNORECASE,
)
"""Where a form asks for its sender elsewhere, the field "Name" is that of the campaign."""
_TELLS_NOTHING = word_set(
    "a an the of for and to in on it its we you us our your is are be do does did this that with from by "
    "who what where when why how now here there please fill every field answer full sentences following "
    "campaign marketing project business creative technical technology digital internal agency client "
    "brief briefing briefs request requests requirement requirements intake form sheet memo memorandum note notes "
    "document statement minutes meeting agenda page template one-pager pager draft version "
    "background context situation occasion purpose introduction intro summary overview executive objective objectives "
    "goal goals aim aims team all both everyone hi hello hey dear folks "
    "briefing kampagnenbriefing kampagne projekt anforderung anforderungen formular ausgangslage hintergrund kontext "
    "anlass ziel ziele einleitung zusammenfassung notiz notizen für und die der das an "
    "note cadrage demande formulaire campagne projet contexte constat objectif objectifs résumé équipe informatique "
    "pour le la les l' nos partenaires et "
    "solicitud formulario campaña proyecto contexto antecedentes objetivo objetivos resumen notas de del para el "
    "pedido campanha projeto briefing resumo notas objetivo objetivos da do a o"
)
_GREETS = word_set("hi hiya hello hey dear morning hallo moin liebe bonjour salut hola olá oi")
_MOST_WORDS_OF_GREETING = 7
"""House default: words of a line that greets, `hi all, sorry this is late`."""
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_NOT_ABOUT_IT = frozenset(
    {COLUMN_HEADINGS, COMMENT, GREETING, MAIL_HEADER, METADATA, NAVIGATION, SIGNATURE, TO_A_MACHINE}
)
"""Reasons for setting a sentence aside that keep it from being a title; a heading or a slogan may well be one."""
_ENDS_A_SENTENCE = (".", "!", "?", ",", ";")


def title_of(placed: Sequence[Placed], aside: Mapping[str, str], seen: Views) -> str:
    """The title: what a field names, the first line, or a heading; whichever first tells this brief from others.

    `aside` are the reasons why sentences hold no requirement, by id.
    """
    candidates = chain(_named(placed, seen), _first_line(placed, aside, seen), _headings(placed, seen))
    opening = (_text(one, seen) for one in placed if aside.get(one.sentence.id) not in _NOT_ABOUT_IT)
    found = next(filter(_tells, chain(candidates, opening)), _text(placed[0], seen))
    return shortened(_bare(_without_prefix(found).strip()), TITLE_LENGTH)


def _without_prefix(text: str) -> str:
    """A subject line without "Subject:", "RE:" and "FW:"."""
    match = _TITLE_LABEL.match(text)
    return text[match.end() :] if match else text


def _bare(title: str) -> str:
    """Without the quotation marks around the whole of it."""
    opening, closing = title[:1], title[-1:]
    inner = title[1:-1]
    return inner if opening == closing and opening in ("'", '"') and opening not in inner else title


def _tells(text: str) -> bool:
    """Whether some word says what this brief is about: "Background" and "Campaign request form" stand over any."""
    words = _WORD.findall(_without_prefix(text).casefold())
    if words[:1] and words[0] in _GREETS and len(words) <= _MOST_WORDS_OF_GREETING:
        return False
    return any(word not in _TELLS_NOTHING and len(word) > 1 for word in words)


def _text(one: Placed, seen: Views) -> str:
    return seen.readable[one.sentence.start : one.sentence.end]


def _named(placed: Sequence[Placed], seen: Views) -> Iterator[str]:
    """`title:` in front matter, the subject of a mail, the name of the campaign in a form."""
    fields = [one for one in placed[:_FIELDS_REACH] if one.first and one.block.label]
    sender_apart = any(_WHO_FIELD.match(one.block.label or "") for one in fields)
    for one in fields:
        label = one.block.label or ""
        if _TITLE_FIELD.match(label) or (sender_apart and _NAME_FIELD.fullmatch(label)):
            yield _text(one, seen).split(label, 1)[-1].lstrip(" :=?\r\n\"'")
    for one in placed[:_FIELDS_REACH]:
        label, bar, told = _text(one, seen).partition("|") if one.sentence.kind == "row" else ("", "", "")
        if bar and _TITLE_FIELD.match(label.strip()):
            yield told.partition("|")[0].strip()


def _first_line(placed: Sequence[Placed], aside: Mapping[str, str], seen: Views) -> Iterator[str]:
    """What stands alone at the very top, unless it is a greeting, a sentence or the first field of many."""
    first, text = placed[0], _text(placed[0], seen).strip()
    in_fields = first.block.label and len(placed) > 1 and placed[1].block.label
    if (
        aside.get(first.sentence.id) not in _NOT_ABOUT_IT
        and not in_fields
        and not text.endswith(_ENDS_A_SENTENCE)
        and len(text.split()) <= _MOST_WORDS
    ):
        yield text


def _headings(placed: Sequence[Placed], seen: Views) -> Iterator[str]:
    for one in placed[:_HEADINGS_REACH]:
        if one.sentence.kind == "heading":
            yield _text(one, seen)
