"""What the README shows is what comes out."""

import asyncio
import re
from datetime import date
from pathlib import Path

from schemas.brief import BriefInput
from schemas.events import DoneEvent
from service.drafting.rules.engine import RulesEngine
from service.exporting import to_markdown
from service.pipeline import translate_brief


async def _markdown(text: str) -> str:
    events = translate_brief(BriefInput(text=text), engine=RulesEngine(), organisation=None, today=date(2026, 11, 21))
    return "".join([to_markdown(event.specification) async for event in events if isinstance(event, DoneEvent)])


def test_every_line_of_the_example_is_in_the_output(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    shown = re.search(r"<!-- example:start -->(.*)<!-- example:end -->", readme, re.DOTALL)
    assert shown
    lines = [line.strip() for line in shown[1].splitlines() if line.strip() and not line.startswith("```")]
    assert len(lines) > 5
    brief = (root / "examples" / "briefs" / "copperleaf-refill-week.txt").read_text(encoding="utf-8")
    output = asyncio.run(_markdown(brief))
    assert [line for line in lines if line not in output] == []


def test_the_quoted_sentence_stands_in_the_example_brief(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    quoted = " ".join(line.removeprefix("> ") for line in readme.splitlines() if line.startswith("> "))
    brief = (root / "examples" / "briefs" / "copperleaf-refill-week.txt").read_text(encoding="utf-8")
    assert quoted
    assert quoted in " ".join(brief.split())


def test_paths_that_the_readme_links_to_exist(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", readme)
    assert len(links) > 8
    assert [link for link in links if not (root / link).exists()] == []
