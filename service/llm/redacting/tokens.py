"""Personal data told by its form: e-mail addresses, keys and secrets, paths that name a server or a person."""

import math
import re
from collections import Counter
from collections.abc import Iterator

from service.llm.redacting.spans import Span

_LOCAL_CHARACTERS = frozenset("!#$%&'*+-./=?^_`{|}~")
_DOMAIN = re.compile(r"@[^\W_][\w-]{0,62}(?:\.[^\W_][\w-]{0,62}){1,8}")
_SPELLED = re.compile(
    r"(?<![\w.])[\w.+-]{1,64} ?[\[({]at[\])}] ?[\w-]{1,63}(?: ?[\[({.](?:dot[\])}] ?)?[\w-]{1,63}){1,5}"
)
_OPENING = "!#$%&'*+-./=?^`{|}~"
_PREFIXED = re.compile(
    r"(?<![^\W_])(?:(?:sk|pk|rk)[-_](?:live|test|proj|ant|or)[-_][\w-]{8,200}|sk-[\w-]{16,200}|gh[pousr]_\w{16,100}"
    r"|github_pat_\w{16,100}|glpat-[\w-]{16,60}|xox[abeprs]-[\w-]{10,100}|(?:AKIA|ASIA)[A-Z0-9]{16}|AIza[\w-]{30,45}"
    r"|SG\.[\w-]{16,40}\.[\w-]{16,60}|whsec_[\w+/=]{16,100}|hf_\w{20,60}|npm_\w{20,60}|shpat_\w{16,60}|key-\w{20,60}"
    r"|eyJ[\w-]{8,2000}\.[\w-]{8,4000}\.[\w-]{8,1000})"
)
_BLOCK = re.compile(
    r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\w+/=\s]{0,8000}(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?"
)
_LABELLED = re.compile(
    r"(?:\b|_)(?:password|passwd|pwd|passphrase|passwort|kennwort|contrase[ñn]a|mot de passe|senha|secret|token"
    r"|api[ _-]?key|access[ _-]?key|client[ _-]?secret|bearer)(?: is| ist| es| est)?"
    r"[\"']?\s{0,3}[:= ]\s{0,3}[\"']?(?P<value>[^\s\"',;<>]{6,200})",
    re.IGNORECASE,
)
_IN_ADDRESS = re.compile(r"://[^\s:/@]{1,64}:(?P<value>[^\s:/@]{1,64})@")
_LONG = re.compile(r"(?<![\w+/=-])[\w+=-]{20,200}(?![\w+/=-])")
_PIECE = re.compile(r"[A-Za-z0-9]{16,200}")
_TURN = re.compile(r"(?<=[A-Za-z])(?=[0-9])|(?<=[0-9])(?=[A-Za-z])")
_TURNS = 4
_BITS = 3.0
"""House defaults: changes between letters and digits, and bits a character, from which on nobody reads it as words."""
_SHARE = re.compile(
    r"\\\\[\w.$-]{1,64}(?:\\[^\\\n\"<>|:*?]{1,80}(?=\\[^\\]))*(?:\\[^\\\s\"<>|:*?,;]{1,80})?"
    r"|(?:smb|file)://[^\s\"<>|]{1,300}"
)
_PATH_HINT = re.compile(r"\\|(?:smb|file)://|/home/|/Users/|~[a-z]")
_HOME = re.compile(
    r"(?:\b[A-Za-z]:)?\\(?:Users|Documents and Settings)"
    r"(?:\\[^\\\n\"<>|:*?]{1,80}(?=\\[^\\]))*\\[^\\\s\"<>|:*?,;]{1,80}"
    r"|(?<![\w.])/(?:home|Users|export/home)/[^\s/\"<>|]{1,64}(?:/[^\s/\"<>|]{1,100}){0,20}"
    r"|(?<![\w/])~[a-z][a-z0-9_.-]{1,31}/[^\s\"<>|]{0,200}"
)


def token_spans(text: str) -> Iterator[Span]:
    """Yield what was found, the surest first: a place may be found twice."""
    for pattern in (_BLOCK, _PREFIXED):
        yield from (Span("secret", *found.span()) for found in pattern.finditer(text))
    yield from (Span("secret", *found.span("value")) for found in _IN_ADDRESS.finditer(text))
    yield from _labelled(text)
    for pattern in (_SHARE, _HOME) if _PATH_HINT.search(text) else ():
        yield from (Span("path", found.start(), _end(found)) for found in pattern.finditer(text))
    yield from _addresses(text)
    yield from (Span("secret", *found.span()) for found in _LONG.finditer(text) if _is_random(found.group()))


def _end(found: re.Match[str]) -> int:
    """A full stop or bracket at the end belongs to the sentence."""
    return found.start() + len(found.group().rstrip(".)]'"))


def _labelled(text: str) -> Iterator[Span]:
    """`password: hunter22`; of words that only follow (`secret sauce`, `token based`) none holds a digit."""
    for found in _LABELLED.finditer(text):
        value = found["value"].rstrip(".)]")
        if len(value) > 5 and any(char.isdigit() for char in value):
            yield Span("secret", found.start("value"), found.start("value") + len(value))


def _addresses(text: str) -> Iterator[Span]:
    """From each `@` outwards, so that a long text without one costs nothing."""
    for found in _DOMAIN.finditer(text):
        start = _local_start(text, found.start())
        if start < found.start():
            yield Span("email", start, found.start() + len(found.group().rstrip("-_")))
    if "at" in text:
        yield from (Span("email", *found.span()) for found in _SPELLED.finditer(text))


def _local_start(text: str, at: int) -> int:
    start = at
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] in _LOCAL_CHARACTERS):
        start -= 1
    while start < at and text[start] in _OPENING:
        start += 1
    return start


def _is_random(token: str) -> bool:
    """Letters and digits in no order that a name, a slug or a version number has."""
    return any(_is_random_piece(found.group()) for found in _PIECE.finditer(token))


def _is_random_piece(piece: str) -> bool:
    if len(_TURN.findall(piece)) < _TURNS:
        return False
    shares = [count / len(piece) for count in Counter(piece).values()]
    return -sum(share * math.log2(share) for share in shares) >= _BITS
