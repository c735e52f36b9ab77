"""Labels in front of a colon: "Budget: 42k", "**Goal:** ...", "Objectif : ..."."""

import re

from service.reading.word_lists import word_set

_LABEL = re.compile(r"[^\w\n]{0,8}([^\W_](?:[^:.!?;\n]|\.(?=\w)){0,59}?)\s{0,3}[:：](?=\s|$)")
MAX_WORDS = 8
# Words that stand in a clause, not in a label: "We want two things: ..." is a sentence.
_CLAUSE = word_set(
    "we i you they it he she there is are was were be been has have had will would want wants "
    "need needs must should "
    "can could do does did please that which because if when so but "
    "wir ich sie er es ist sind war hat haben wird werden soll sollen muss müssen kann können "
    "bitte dass weil wenn "
    "nous vous ils elles est sont sera seront doit doivent peut faut que qui "
    "nosotros es son será serán debe deben puede hay que tenemos queremos "
    "nós são deve devem pode temos queremos há"
)
_JOINING = word_set("and or then but so und oder et ou y e")
_QUESTION = word_set("what who how where why when which")


def label_of(readable: str, most: int = MAX_WORDS) -> str | None:
    """The label in front of a colon, None where the text has none.

    Args:
        readable: a paragraph or list item, markup blanked.
        most: words that a label may have.
    """
    match = _LABEL.match(readable)
    if match is None:
        return None
    label = " ".join(match[1].split()).strip("\"'“”„ ")
    words = label.split()
    outside = re.sub(r"\([^()]*\)", "", label).lower().split() if "(" in label else label.lower().split()
    if not words or len(outside) > most or not (label[0].isupper() or label[0].isdigit() or len(words) <= 2):
        return None
    if outside[0] in _JOINING or (_CLAUSE.intersection(outside) and outside[0] not in _QUESTION):
        return None
    return label
