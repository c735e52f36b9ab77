"""Posts and bodies told by the form of their name: `Head of Member Engagement`, `our nurse manager`, `Pricing Panel`.

The catalogue lists the usual ones; these rules know a post by the noun it ends in and by where it stands.
"""

from collections.abc import Iterator

from service.campaign import Mention
from service.catalogue.name_words import name_words
from service.catalogue.person_names import first_names
from service.catalogue.vocabulary import word_list
from service.reading.lexicon import known_words, trade_words
from service.reading.scan import NameScan

Span = tuple[int, int]

_LONGEST = 6
_LONGEST_SMALL = 4
_LINKS = frozenset({"of", "and", "&", "for", "the"})
_OPENERS = frozenset(",(|/:\n-–—")
_OWNERS = frozenset({"our", "my", "their", "your", "the"})
_SHORTENED = frozenset({"sr", "jr", "asst", "assoc", "exec", "dep", "dir"})
_RANKS = frozenset({"vp", "svp", "evp", "avp", "rvp"})
_GROUPS = frozenset({"group", "board", "council", "office", "unit"})


def read_job_titles(scan: NameScan) -> list[Mention]:
    """Return posts and bodies with their field of work; people and firms are read elsewhere."""
    return [
        scan.mention("person_role", first, last, name="manager", value=scan.words.written(first, last))
        for first, last in title_spans(scan)
    ]


def title_spans(scan: NameScan) -> list[Span]:
    """The words of every post and body, by place, without overlaps."""
    found: list[Span] = []
    if scan.sentence.kind == "heading" and "," not in scan.sentence.text:
        return found
    for first, last in sorted((*_posts(scan), *_bodies(scan)), key=lambda span: (span[0], -span[1])):
        if not found or first > found[-1][1]:
            found.append((first, last))
    return found


def _posts(scan: NameScan) -> Iterator[Span]:
    words, posts = scan.words, name_words("posts")
    if posts.isdisjoint(words.bag):
        return
    for at, word in enumerate(words.folded):
        if word not in posts:
            continue
        if words.capitals[at]:
            yield from _written_large(scan, at)
        if not words.written(at, at).istitle():
            yield from _written_small(scan, at)


def _written_large(scan: NameScan, at: int) -> Iterator[Span]:
    """`Head of Audiences`, `Senior Procurement Officer`, `VP Ops`, `Director, Mobile & Web Engineering`."""
    words = scan.words
    first = _first_capital(scan, at)
    last = at
    if any(hit.first <= at <= hit.last for hit in scan.sure("system")):
        return
    following = words.folded[at + 1] if at + 1 < len(words) and words.joined[at + 1] else ""
    one = not words.folded[at].endswith("s")
    if one and following in ("of", "for") and _is_capital(scan, at + 2):
        last = _last_capital(scan, at + 2)
    elif words.folded[at] in _RANKS and _is_capital(scan, at + 1):
        last = _last_capital(scan, at + 1)
    if last == at and _names_field(scan, at + 1):
        last = _last_capital(scan, at + 1)
    if last > at or first < at or _follows_name(scan, at) or _is_ours(scan, at) or _is_explained(scan, at):
        yield first, last


def _is_explained(scan: NameScan, at: int) -> bool:
    """`Counsel (Art Lindqvist) says`: who holds the post stands in brackets."""
    words, after = scan.words, at + 1
    return after < len(words) and words.gaps[after].strip() == "(" and words.folded[after] in first_names()


def _is_ours(scan: NameScan, at: int) -> bool:
    """`our President`, `the Chairman`."""
    owner = scan.words.folded[at - 1] if at and scan.words.joined[at] else ""
    return owner in ("our", "my") or (owner == "the" and scan.words.folded[at] in name_words("sure_posts"))


def _first_capital(scan: NameScan, at: int) -> int:
    words, first = scan.words, at
    while first > 0 and at - first < _LONGEST and words.capitals[first - 1]:
        if not words.joined[first] and words.folded[first - 1] not in _SHORTENED:
            break
        before = words.folded[first - 1]
        if before in name_words("person_titles") or before in word_list("function_words"):
            break
        first -= 1
    return first


def _is_capital(scan: NameScan, at: int) -> bool:
    return at < len(scan.words) and scan.words.joined[at] and scan.words.capitals[at]


def _last_capital(scan: NameScan, first: int) -> int:
    words, last, at = scan.words, first, first
    while at + 1 < len(words) and words.joined[at + 1] and at - first < _LONGEST:
        at += 1
        if words.capitals[at]:
            last = at
        elif words.folded[at] not in _LINKS:
            break
    return last


def _names_field(scan: NameScan, at: int) -> bool:
    """Tell whether a comma and a field of work follow: `Manager, Customer Experience`."""
    words = scan.words
    if at >= len(words) or words.gaps[at].strip() != "," or not words.capitals[at]:
        return False
    last = _last_capital(scan, at)
    if words.folded[last] in name_words("departments", "role_trades"):
        return True
    return all(
        word in known_words() or word in name_words("departments", "role_trades") or word in _LINKS
        for word in words.folded[at : last + 1]
    )


def _follows_name(scan: NameScan, at: int) -> bool:
    """Tell whether a name and a comma, bracket or bar stand before: `Ruth Alder, Treasurer`."""
    words = scan.words
    gap = words.gaps[at].strip()
    return at > 0 and gap[:1] in ("(", ",") and words.capitals[at - 1]


def _written_small(scan: NameScan, at: int) -> Iterator[Span]:
    """`our nurse manager`, `Jiwoo (brand lead, Seoul)`, `the lawyer`."""
    words, first = scan.words, at
    while first > 0 and words.joined[first] and at - first < _LONGEST_SMALL:
        before = words.folded[first - 1]
        if before in _OWNERS:
            sure = before in ("our", "my") or words.folded[at] in name_words("sure_posts")
            if sure and words.folded[at] not in name_words("posts_also_things"):
                yield first, _last_post(scan, at)
            return
        if before in word_list("function_words") or before in name_words("person_titles"):
            return
        first -= 1
    if first and not words.joined[first] and words.gaps[first].strip()[-1:] in _OPENERS:
        ends = at + 1 == len(words) or not words.joined[at + 1] or words.folded[at + 1] in ("of", "for", "in", "at")
        if ends and _is_named(scan, first):
            yield first, at


def _last_post(scan: NameScan, at: int) -> int:
    """`our nurse manager`: the post goes on."""
    words = scan.words
    while at + 1 < len(words) and words.joined[at + 1] and words.folded[at + 1] in name_words("posts"):
        at += 1
    return at


def _is_named(scan: NameScan, first: int) -> bool:
    """Tell whether a name stands before the mark that opens the post: `Tadhg Lionard, solution architect`."""
    words = scan.words
    for at in range(first - 1, max(-1, first - 3), -1):
        if words.capitals[at] and words.folded[at] not in trade_words():
            return True
    return False


def _bodies(scan: NameScan) -> Iterator[Span]:
    """`Accessibility Advisory Committee`, `the Clerk's Office`, `Faculty of Engineering`, `University Council`."""
    words, bodies = scan.words, name_words("bodies") | _GROUPS
    if bodies.isdisjoint(words.bag) and name_words("leading_bodies").isdisjoint(words.bag):
        return
    for at, word in enumerate(words.folded):
        if word in name_words("leading_bodies") and words.capitals[at] and words.folded[at + 1 : at + 2] == ("of",):
            if _is_capital(scan, at + 2):
                yield at, _last_capital(scan, at + 2)
        elif word in bodies and words.capitals[at] and not words.raw(at).isupper():
            first = _first_capital(scan, at)
            owned = words.folded[first - 1] == "'s" if first else False
            if owned and first >= 2 and words.capitals[first - 2]:
                first -= 2
            if first < at and (word not in _GROUPS or owned or words.folded[at - 1] in name_words("body_kinds")):
                yield first, at
