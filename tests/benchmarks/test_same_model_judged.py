"""What the systems of the side-by-side gave is judged by counting what the gold knows of it, and added up."""

from pathlib import Path

import pytest
import yaml

from benchmarks.same_model.additions import additions, judged_in, share_right, write_additions
from benchmarks.same_model.briefs import chosen
from benchmarks.same_model.neutral import Call, NeedSaid, Said
from benchmarks.same_model.reporting import figures_of
from benchmarks.same_model.running import Outputs, outputs_of
from benchmarks.same_model.scoring import Marks, facts_lost, marks_of, matched_needs, placed_needs, table_of
from benchmarks.same_model.systems import System
from evals.gold.briefs import Case
from tests.benchmarks.leeds import BRIEF, ENDPOINT, EXPORT, OPT_OUT, PARROT, at, brief_case, fact

# --- judging ------------------------------------------------------------------------------------


def test_marks_are_counts_over_facts_needs_and_evidence() -> None:
    said = Said(
        facts=(fact("count", "900"), fact("region", "Leeds"), fact("person_role", "Ann"), fact("channel", "Mail")),
        needs=(EXPORT, PARROT),
        calls=(Call(seconds=1, input=5, output=7, finish="stop"),) * 2,
        seconds=3.5,
        failure="cut off",
    )
    assert marks_of(brief_case(), said) == Marks(
        facts_wanted=3,
        facts_found=2,
        facts_given=4,
        facts_right=3,
        names_wanted=2,
        names_found=1,
        names_given=3,
        names_right=2,
        needs_wanted=2,
        needs_found=1,
        needs_given=2,
        needs_matched=1,
        needs_known=1,
        grounded=5,
        output_tokens=14,
        calls=2,
        seconds=3.5,
        failures=1,
    )


def test_a_need_is_known_by_its_words_or_by_its_place() -> None:
    elsewhere = NeedSaid(statement="Bake a cake.", category="data", places=(at("opt out"),))
    unplaced = NeedSaid(statement="Current list of members out of Oldtool", category="data", places=())
    said = Said(needs=(PARROT, elsewhere, unplaced))
    assert (matched_needs(brief_case(), said), placed_needs(brief_case(), said)) == ({2}, {1})
    assert (marks_of(brief_case(), said).needs_known, marks_of(brief_case(), said).needs_matched) == (2, 1)


def test_an_output_that_failed_counts_with_what_it_gave() -> None:
    marks = marks_of(brief_case(), Said(failure="after 480 seconds", seconds=480))
    assert marks == Marks(facts_wanted=3, names_wanted=2, needs_wanted=2, seconds=480, failures=1)
    shares = marks.shares()
    assert (shares["facts F1"], shares["needs F1"], shares["facts precision"]) == (0, 0, None)


def test_shares_are_made_of_sums() -> None:
    one = Marks(facts_wanted=10, facts_found=1, facts_given=1, facts_right=1, needs_wanted=4, needs_found=1)
    other = Marks(
        facts_wanted=10, facts_found=9, facts_given=9, facts_right=9, needs_given=2, needs_matched=1, needs_known=2
    )
    shares = (one + other).shares()
    assert shares["facts recall"] == 0.5
    assert shares["facts precision"] == 1
    assert shares["facts F1"] == pytest.approx(2 / 3)
    assert shares["needs F1"] == pytest.approx(1 / 3)
    assert (shares["needs precision"], shares["needs extra"]) == (0.5, 0)


def test_a_gold_fact_is_lost_when_rules_alone_found_it() -> None:
    before = Said(facts=(fact("count", "900"), fact("region", "Leeds"), fact("person_role", "Ann")))
    after = Said(facts=(fact("region", "Leeds"), fact("system", "Oldtool")))
    assert facts_lost(brief_case(), before, after) == ["900"]
    assert facts_lost(brief_case(), after, after) == []


def test_briefs_are_short_english_and_never_sealed() -> None:
    briefs = chosen(6)
    assert [len(case.text) for case in briefs] == sorted(len(case.text) for case in briefs)
    assert all(sum(need.must for need in case.needs) >= 8 and case.split != "sealed" for case in briefs)
    assert "lindwurm-kundenkarte" not in [case.id for case in chosen(30)], "it is in German"


# --- additions ----------------------------------------------------------------------------------


def test_additions_name_the_need_of_the_gold_and_wait_for_a_verdict(tmp_path: Path) -> None:
    file = tmp_path / "additions.yaml"
    write_additions(additions(brief_case(), Said(needs=(EXPORT,)), Said(needs=(EXPORT, OPT_OUT, PARROT))), file)
    entries = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert [(one["gold"], one["quotes"], one["right"]) for one in entries] == [
        ("Objections of members are kept", ["opt out"], None),
        (None, [], None),
    ]
    assert share_right(judged_in(file)) is None


def test_the_share_right_is_of_those_that_were_judged(tmp_path: Path) -> None:
    file = tmp_path / "judged.yaml"
    file.write_text("- {right: true}\n- {right: false}\n- {right: true}\n- {right: }\n", encoding="utf-8")
    assert share_right(judged_in(file)) == pytest.approx(2 / 3)
    file.write_text("- {right: perhaps}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="perhaps"):
        judged_in(file)


# --- running and reporting ----------------------------------------------------------------------


def system(name: str, said: Said, turns: list[str]) -> System:
    async def run(case: Case) -> Said:
        turns.append(f"{name} {case.id}")
        return said

    return System(name, "made of nothing", run)


async def test_systems_take_turns_by_brief_and_nothing_is_asked_twice(tmp_path: Path) -> None:
    turns: list[str] = []
    contenders = [system("rules alone", Said(needs=(EXPORT,)), turns), system("hybrid", Said(needs=(OPT_OUT,)), turns)]
    cases = [brief_case(), brief_case(id="leeds-again", text=BRIEF + " ")]
    first = await outputs_of(cases[:1], contenders, ENDPOINT, tmp_path)
    both = await outputs_of(cases, contenders, ENDPOINT, tmp_path)
    assert turns == ["rules alone leeds", "hybrid leeds", "rules alone leeds-again", "hybrid leeds-again"]
    assert first.said["hybrid"]["leeds"] == both.said["hybrid"]["leeds"] == Said(needs=(OPT_OUT,))


def outputs(**said: Said) -> Outputs:
    names = {name.replace("_", " "): {"leeds": one} for name, one in said.items()}
    return Outputs([brief_case()], names)


def test_targets_are_told_for_the_systems_that_are_there() -> None:
    tokens = (Call(seconds=1, input=1, output=100, finish="stop"),)
    peers = {"one_prompt": Said(calls=tokens), "instructor": Said(), "langextract": Said(facts=(fact("count", "900"),))}
    found = outputs(
        rules_alone=Said(facts=(fact("count", "900"),), needs=(EXPORT,)),
        model_alone=Said(facts=(fact("region", "Leeds"),), needs=(EXPORT,), calls=tokens),
        hybrid=Said(facts=(fact("region", "Leeds"),), needs=(EXPORT, OPT_OUT)),
        **peers,
    )
    figures = {one.what: one for one in figures_of(found, 0.75)}
    assert figures["model alone / one prompt: output tokens"].met is False
    assert figures["model alone - one prompt: needs F1"].met
    assert "model alone - langextract: needs F1" not in figures
    assert figures["hybrid - rules: needs recall"].value == 50
    assert figures["hybrid: gold facts lost that rules found"].met is False
    assert figures["additions of hybrid that are right, judged by hand"].met is False
    without = [one.what for one in figures_of(outputs(rules_alone=Said(), model_alone=Said(), **peers), None)]
    assert [what for what in without if "hybrid" in what] == []


def test_briefs_that_are_skipped_are_the_shortest() -> None:
    assert chosen(3, skip=5) == chosen(8)[5:]


def test_a_peer_of_facts_has_no_marks_for_needs() -> None:
    [_, row] = table_of(outputs(langextract=Said(facts=(fact("count", "900"),))).totals())
    assert row[:9] == ["langextract", "100.0%", "33.3%", "50.0%", "0.0%", "", "", "", ""]
