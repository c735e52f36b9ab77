"""Organisation profiles: strict, with messages that say what to mend."""

from datetime import date
from pathlib import Path

import pytest

from service.errors import InvalidProfile
from service.organisation import parse_organisation

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "organisation.yaml"


def test_the_example_holds() -> None:
    profile = parse_organisation(EXAMPLE.read_bytes(), "organisation.yaml")
    assert profile.name == "Marrowfield Garden Centres"
    assert [system.name for system in profile.systems][:2] == ["Salesforce", "Braze"]
    assert profile.holidays == [date(2027, 5, 3)]
    assert profile.lead_times["vendor_review"].typical == 15


def test_a_name_alone_is_a_profile() -> None:
    assert parse_organisation(b"name: Fernhill", "p.yaml").systems == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"systms: []", "p.yaml: `systms` is no field of a profile; did you mean `systems`?"),
        (b"systems: [{name: A, ownr: x}]", "`systems[1].ownr` is no field of a profile; did you mean `owner`?"),
        (b"systems: [{name: A}, {owner: x}]", "`systems[2].name`: field required"),
        (b"systems: [{name: A, data_class: secret}]", "`systems[1].data_class`"),
        (b"freezes: [{name: a, start: 2026-02-31, end: 2026-03-01}]", "`freezes[1].start`"),
        (b"name: a\nname: b", "p.yaml, line 2: the key 'name' appears twice"),
        (b"a: &x 1\nb: *x", "line 2: references"),
        (b"a: [1,", "p.yaml, line 1"),
        (b"- a\n- b", "not a list"),
        (b"just words", "not a single value"),
        (b"# only a comment", "p.yaml is empty"),
        (b"name: a\n---\nname: b", "2 documents"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"a: !!python/object/apply:os.getcwd []", "line 1"),
        (b"systems: [{name: A}, {name: B, aliases: [a]}]", "names both 'A' and 'B'"),
        (b"systems: [{name: A, rate_per_second: 0}]", "`systems[1].rate_per_second`"),
    ],
)
def test_a_fault_is_named_with_its_place(text: bytes, words: str) -> None:
    with pytest.raises(InvalidProfile) as raised:
        parse_organisation(text, "p.yaml")
    assert words in raised.value.message


def test_norway_is_no_false() -> None:
    assert parse_organisation(b"regions: [NO, SE]", "p.yaml").regions == ["NO", "SE"]


def test_a_huge_file_is_refused() -> None:
    with pytest.raises(InvalidProfile, match="larger than"):
        parse_organisation(b"name: " + b"a" * 2_000_001, "p.yaml")


def test_many_faults_are_counted() -> None:
    text = "\n".join(f"wrong_{number}: 1" for number in range(9)).encode()
    with pytest.raises(InvalidProfile, match="and 4 more"):
        parse_organisation(text, "p.yaml")
