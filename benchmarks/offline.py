"""How fast the rules engine is, and whether its cost grows in line with the text: `python -m benchmarks.offline`.

Speed is given in briefs a second on one core and as a ratio to a plain tokenisation of the same text in the same run;
linearity as seconds per word of a long brief over seconds per word of a short one.
"""

import argparse
import asyncio
import json
import re
import time
from datetime import date
from pathlib import Path

from benchmarks.measuring.records import about
from schemas.brief import BriefInput
from schemas.events import DoneEvent
from service.drafting.rules.engine import RulesEngine
from service.pipeline import translate_brief

TODAY = date(2026, 11, 21)
EXAMPLES = Path(__file__).parent.parent / "examples" / "briefs"
RESULTS = Path(__file__).parent / "results" / "offline.json"
PAGE = 400
"""Words on one page."""
SIZES = (400, 5_000, 20_000, 100_000)
"""Words of the texts whose cost is compared."""


async def specify(text: str) -> int:
    """The number of requirements that a brief comes to."""
    async for event in translate_brief(BriefInput(text=text), engine=RulesEngine(), organisation=None, today=TODAY):
        if isinstance(event, DoneEvent):
            return len(event.specification.requirements)
    return 0


async def seconds(text: str, repeats: int) -> float:
    """The best of `repeats` runs, in seconds of CPU time: the one that other processes disturbed least."""
    best = float("inf")
    for _ in range(repeats):
        started = time.process_time()
        await specify(text)
        best = min(best, time.process_time() - started)
    return best


def tokenisation(text: str, repeats: int) -> float:
    """The best of `repeats` plain tokenisations of the text, in seconds of CPU time."""
    best = float("inf")
    for _ in range(repeats):
        started = time.process_time()
        re.findall(r"\w+|[^\w\s]", text)
        best = min(best, time.process_time() - started)
    return best


def text_of(words: int, briefs: list[str]) -> str:
    """The example briefs after one another until there are that many words; every copy under its own heading."""
    parts: list[str] = []
    count = 0
    while count < words:
        part = f"# Part {len(parts) + 1}\n\n{briefs[len(parts) % len(briefs)]}"
        parts.append(part)
        count += len(part.split())
    return "".join(re.findall(r"\S+\s*", "\n\n".join(parts))[:words])


async def measure() -> dict[str, float | dict[str, float]]:
    """Briefs a second, the ratio to plain tokenisation, and seconds per 1,000 words by size of text."""
    briefs = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt"))]
    await specify(briefs[0])
    page = text_of(PAGE, briefs)
    each = await seconds(page, 25)
    per_words = {
        str(size): await seconds(text_of(size, briefs), 5 if size < 10_000 else 1) / size * 1000 for size in SIZES
    }
    return {
        "briefs_per_second": 1 / each,
        "times_plain_tokenisation": each / tokenisation(page, 50),
        "seconds_per_1000_words": per_words,
    }


def main() -> None:
    """Print the figures; with --write keep them with date and machine."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    figures = asyncio.run(measure())
    per_words = figures["seconds_per_1000_words"]
    assert isinstance(per_words, dict)
    print(f"one-page briefs ({PAGE} words) a second on one core: {figures['briefs_per_second']:.0f}")
    print(f"times the cost of plain tokenisation:             {figures['times_plain_tokenisation']:.0f}")
    base = per_words[str(SIZES[0])]
    for size in SIZES:
        cost = per_words[str(size)]
        print(
            f"{size:>7} words: {cost * 1000:7.2f} ms per 1,000 words, {cost / base:5.2f} x the cost at {SIZES[0]} words"
        )
    if arguments.write:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(json.dumps(about() | figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
