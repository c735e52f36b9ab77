"""What e-mail adds around a brief: headers, greetings, signatures."""

import re
from typing import Final

from service.reading import reasons
from service.reading.layout import Block, Scan
from service.reading.lines import Line, heading_level, is_fence, is_hidden, is_row

_HEADER = re.compile(
    r"(from|to|cc|bcc|subject|date|sent|reply-to|importance|attachments?|von|an|betreff|gesendet|"
    r"datum|"
    r"de|à|objet|envoyé|para|asunto|enviado|fecha|assunto|data)\s?:\s",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"subject|betreff|objet|asunto|assunto", re.IGNORECASE)
_PERSON = re.compile(r"(?:from|to|von|an|de|à|para)\s?:", re.IGNORECASE)
_CLOSING = re.compile(
    r"(?:(?:with )?(?:best|kind|warm|many)(?:est)? (?:regards|wishes|thanks)|best|regards|cheers|"
    r"thanks(?: a lot| again| so much| very much| in advance| all)?|"
    r"thank you(?: very much| so much| in advance)?|many thanks|yours(?: sincerely| faithfully| truly)?|sincerely|all "
    r"the best|"
    r"(?:mit )?(?:freundlichen|besten|vielen|liebe[n]?|viele|beste|herzliche[n]?) grü(?:ß|ss)en?|"
    r"danke|vg|lg|mfg|"
    r"cordialement|bien cordialement|bien à vous|merci|salutations|"
    r"(?:un )?saludos?(?: cordial(?:es)?)?|atentamente|gracias|"
    r"atenciosamente|cumprimentos|abraços?|obrigad[oa])(?: (?:and|und|et|y|e) "
    r".{1,20})?\s*[,.!–-]*$",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|liebe[rs]?|sehr geehrte[rs]?|"
    r"guten (?:tag|morgen)|moin|"
    r"bonjour|chère?s?|hola|estimad[oa]s?|buen[oa]s (?:días|tardes)|olá|prezad[oa]s?|car[oa]s?)"
    r"(?: [^.?:;]{0,45})?[,!:]?$",
    re.IGNORECASE,
)
_POSTSCRIPT = re.compile(r"p\.?\s?s\b", re.IGNORECASE)
_NAME = re.compile(
    r"[^\W\d_a-zà-ÿ][\w.’'-]+(?: (?:von|van|de|der|den|di|da|Mc)?\s?[^\W\d_a-zà-ÿ][\w.’'-]*){1,3}(?:\s*[|,].{3,40})?"
)
_CONTACT = re.compile(
    r"^(?:t|m|tel|mob|mobile|phone|fax|w|e)\b[.:]?\s*\+?[\d(]|\+?\d[\d ()/-]{8,}|\w@\w|www\.", re.IGNORECASE
)
_SIGNATURE_LINES: Final = 8
_SIGNATURE_LINE_LENGTH: Final = 70


def header(state: Scan) -> bool:
    """Take the header lines of an e-mail: two or more, one of them a sender or receiver."""
    run: list[Line] = []
    for line in state.lines[state.at : state.at + 12]:
        if not _HEADER.match(line.text):
            break
        run.append(line)
    if len(run) < 2 or not any(_PERSON.match(line.text) for line in run):
        return False
    for line in run:
        state.add(_header_block(state, line))
    state.at += len(run)
    state.new_chunk()
    return True


def _header_block(state: Scan, line: Line) -> Block:
    """The subject of a mail is the title of the brief in it."""
    if _SUBJECT.match(line.text):
        return Block("heading", line.start, line.end, chunk=state.chunk)
    name = line.text.split(":", 1)[0].strip()
    return Block("field", line.start, line.end, label=name, aside=reasons.MAIL_HEADER, chunk=state.chunk)


def signature(state: Scan) -> bool:
    """Take a greeting, a closing with the lines of the signature below it, or what stands under `--`."""
    text = state.line.text
    if text == "--":
        if not _is_last_part(state):
            return False
        state.at += 1
        _take_signature(state)
        return True
    if len(text) > _SIGNATURE_LINE_LENGTH:
        return False
    if _CLOSING.match(text) and not _is_first(state):
        _take_signature(state)
        return True
    if state.rank == 0 and state.blocks and _is_card(state):
        _take_signature(state)
        return True
    if state.rank == 0 and _GREETING.match(text) and len(text.split()) <= 6 and text[-1:] in ",!:":
        _add(state, state.line, reasons.GREETING)
        state.at += 1
        return True
    return False


def _is_last_part(state: Scan) -> bool:
    """Tell whether little more than a signature follows: `--` is also an empty cell of a lost table."""
    spoken = 0
    for line in state.lines[state.at + 1 : state.at + 40]:
        if line.quoted or _HEADER.match(line.text):
            return spoken <= _SIGNATURE_LINES
        spoken += not line.blank
    return bool(state.blocks) and spoken <= _SIGNATURE_LINES


def _is_first(state: Scan) -> bool:
    return not state.blocks


def _take_signature(state: Scan) -> None:
    """Take short lines up to a postscript, a quoted mail, or a line that reads like a sentence."""
    taken = 0
    while state.at < len(state.lines) and taken < _SIGNATURE_LINES:
        line = state.line
        if line.blank:
            state.at += 1
            state.new_chunk()
            if taken > 1 and not _is_contact(state):
                return
            continue
        if _is_something_else(line) or (taken and _ends_signature(line)):
            return
        _add(state, line, reasons.SIGNATURE)
        state.at += 1
        taken += 1


def _is_card(state: Scan) -> bool:
    """Tell whether a name stands here over a telephone number or address, with nothing said in between."""
    card = state.lines[state.at : state.at + 5]
    blank = next((index for index, line in enumerate(card) if line.blank), len(card))
    card = card[:blank]
    if len(card) < 2 or not _NAME.fullmatch(card[0].text):
        return False
    return any(_CONTACT.search(line.text) for line in card) and not any(map(_ends_signature, card[:2]))


def _is_contact(state: Scan) -> bool:
    """Tell whether the next lines are a name with telephone, web address or job title."""
    run = [line for line in state.lines[state.at : state.at + 5] if not line.blank]
    return any(_CONTACT.search(line.text) and len(line.text) <= _SIGNATURE_LINE_LENGTH for line in run)


def _is_something_else(line: Line) -> bool:
    other = line.quoted or is_fence(line) or heading_level(line) or is_hidden(line) or is_row(line)
    return bool(other or _HEADER.match(line.text))


def _ends_signature(line: Line) -> bool:
    text = line.text
    sentence = text[-1:] in ".!?:" and len(text.split()) > 4
    return bool(len(text) > _SIGNATURE_LINE_LENGTH or sentence or _POSTSCRIPT.match(text))


def _add(state: Scan, line: Line, aside: str) -> None:
    state.add(Block("prose", line.start, line.end, aside=aside, chunk=state.chunk, rank=state.rank))
