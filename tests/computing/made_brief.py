"""Campaign values made by hand: sentences, places in them, and the parts of a campaign."""

from dataclasses import replace
from datetime import date, time
from typing import Any

from schemas.base import Evidence
from schemas.brief import Sentence
from service.campaign import Amount, Campaign, Dated, Mention, Reading, Rush, Send

TODAY = date(2026, 11, 21)


class HandMade:
    """A brief of given sentences, from which campaigns with true evidence are made."""

    def __init__(
        self, *sentences: str, set_aside: dict[str, str] | None = None, headings: tuple[str, ...] = ()
    ) -> None:
        self.sentences: list[Sentence] = []
        self.mentions: list[Mention] = []
        self.set_aside = set_aside or {}
        start = 0
        for number, text in enumerate(sentences, 1):
            context = [headings[number - 1]] if headings else []
            sentence = Sentence(id=f"S{number}", start=start, end=start + len(text), text=text, context=context)
            self.sentences.append(sentence)
            start += len(text) + 1

    def place(self, words: str, nth: int = 1) -> Evidence:
        """The nth place where these words stand."""
        found = 0
        for sentence in self.sentences:
            at = sentence.text.find(words)
            while at >= 0:
                found += 1
                if found == nth:
                    start = sentence.start + at
                    return Evidence(sentence=sentence.id, start=start, end=start + len(words), quote=words)
                at = sentence.text.find(words, at + 1)
        raise AssertionError(f"{words!r} does not stand there {nth} times")

    def mention(self, kind: Any, words: str, *, nth: int = 1, **values: Any) -> "HandMade":
        """Add a mention; returns self."""
        at = self.place(words, nth)
        mention = Mention(kind=kind, text=words, start=at.start, end=at.end, sentence=at.sentence)
        self.mentions.append(replace(mention, **values))
        return self

    def signal(self, name: str, words: str, **values: Any) -> "HandMade":
        """Add a signal; returns self."""
        return self.mention("signal", words, name=name, **values)

    def amount(self, words: str, value: float, unit: str = "person", **values: Any) -> Amount:
        """An amount that stands in the brief."""
        return Amount(value, unit, self.place(words), **values)

    def send(self, channel: str, words: str, volume: Amount | None = None, **values: Any) -> Send:
        """A send that the brief plans."""
        defaults: dict[str, Any] = {"on": None, "start": None, "end": None, "zone": None, "volume_stated": False}
        defaults |= values
        return Send(channel=channel, label=words, volume=volume, evidence=(self.place(words),), **defaults)

    def rush(self, kind: Any, words: str, people: Amount | None = None, on: date | None = None) -> Rush:
        """A rush that the brief expects."""
        return Rush(kind, on, None, people, (self.place(words),))

    def dated(self, name: str, on: date, kind: Any = "launch", words: str | None = None) -> Dated:
        """A date of the brief."""
        return Dated(name, on, kind, None, (self.place(words or name),))

    def campaign(self, **values: Any) -> Campaign:
        """The campaign with these parts."""
        text = "\n".join(sentence.text for sentence in self.sentences)
        mentions = tuple(sorted(self.mentions, key=lambda mention: mention.start))
        reading = Reading(text, "A brief", "en", tuple(self.sentences), mentions, set_aside=self.set_aside)
        return Campaign(reading=reading, today=values.pop("today", TODAY), **values)


def at(hour: int, minute: int = 0) -> time:
    """A time of day."""
    return time(hour, minute)
