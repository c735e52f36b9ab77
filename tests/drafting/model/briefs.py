"""Small briefs, read by hand: an invented cinema that wants its old visitors back."""

from datetime import date
from typing import Any

from schemas.brief import Sentence
from service.campaign import Mention, Reading

TODAY = date(2027, 1, 11)
LINES = (
    "We want to win back 4,000 lapsed members of the Lantern Card by the end of May.",
    "Each of them gets an e-mail with their own points balance on Tuesday 4 May 2027.",
    "Come home to the big screen!",
    "Nobody knows who keeps the points.",
    "The kiosk app books every ticket within two minutes.",
)
ASIDE = {"S3": "slogan"}


def reading_of(*lines: str, set_aside: dict[str, str] | None = None, mentions: tuple[Mention, ...] = ()) -> Reading:
    """Each line as one sentence, one under the other."""
    sentences, start = [], 0
    for number, line in enumerate(lines, start=1):
        sentences.append(Sentence(id=f"S{number}", start=start, end=start + len(line), text=line))
        start += len(line) + 1
    return Reading("\n".join(lines), "Lantern", "en", tuple(sentences), mentions, set_aside or {})


def mention(text: str, kind: str, sentence: str, **more: object) -> Mention:
    """A mention of `text`, at the first place where it stands."""
    start = "\n".join(LINES).index(text)
    fields: dict[str, Any] = {
        "kind": kind,
        "text": text,
        "start": start,
        "end": start + len(text),
        "sentence": sentence,
        **more,
    }
    return Mention(**fields)


def lantern() -> Reading:
    """The brief of the Lantern Card, with the mentions that matter here."""
    found = (
        mention("4,000", "count", "S1", value=4000, unit="person", of="member", role="target"),
        mention("e-mail", "channel", "S2", name="email"),
        mention("points balance", "data", "S2", name="points_balance"),
        mention("Tuesday 4 May 2027", "date", "S2", value="2027-05-04", role="launch"),
    )
    return reading_of(*LINES, set_aside=ASIDE, mentions=found)
