"""Data that the catalogue does not list, found by where it stands and how it is named."""

import pytest

from schemas.brief import Sentence
from service.reading.data_elements import read_data
from service.reading.lexicon import lexicon
from service.reading.scan import scan_sentence
from tests.reading.name_reading import read, texts_of


def _data(text: str, *context: str, kind: str = "prose") -> list[str]:
    sentence = Sentence.model_validate(
        {"id": "S1", "start": 0, "end": len(text), "text": text, "kind": kind, "context": list(context)}
    )
    return sorted((m.text for m in read_data(scan_sentence(sentence, lexicon("en")))), key=text.index)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We know which branch they used and how often they came.", ["which branch they used", "how often they came"]),
        ("Whether they have a lodger is recorded nowhere.", ["Whether they have a lodger"]),
        ("Measure: who replied but did not book.", ["who replied but did not book"]),
    ],
)
def test_questions_about_people_are_data(text: str, expected: list[str]) -> None:
    assert _data(text) == expected


def test_a_doubt_of_the_authors_is_no_datum() -> None:
    assert _data("Branches have asked whether they may use their own photographer.") == []


def test_the_members_of_a_list_that_holds_data_are_data() -> None:
    found = _data("We hold the date of birth, kiln size, glaze allergies and wheel rota.")
    assert {"kiln size", "wheel rota"} <= set(found)


def test_what_a_selection_goes_by_is_data() -> None:
    assert _data("Segment by mooring type, boat length and winter berth.") == [
        "mooring type",
        "boat length",
        "winter berth",
    ]


def test_a_label_that_measures_opens_a_list_of_figures() -> None:
    found = _data("What we report to the trustees: saddles fitted, no-shows, hacks per paddock.")
    assert found == ["saddles fitted", "no-shows", "hacks per paddock"]


def test_a_no_inside_a_name_denies_nothing_behind_it() -> None:
    text = "Reporting: no-shows, complaints."
    sentence = Sentence(id="S1", start=0, end=len(text), text=text)
    assert not any(mention.negated for mention in read_data(scan_sentence(sentence, lexicon("en"))))


def test_items_under_a_heading_for_fields_are_data() -> None:
    assert _data("hull number as painted on the bow", "Fields", kind="item") == ["hull number"]


def test_whose_tells_what_is_known_of_people() -> None:
    assert _data("Skip any owners whose survey has lapsed.") == ["survey has lapsed"]


def test_a_list_grows_to_what_it_lists() -> None:
    assert _data("The insurer gets a list of switched berths.") == ["list of switched berths"]


@pytest.mark.parametrize(
    "text",
    [
        "We need a clear plan, a good photographer and two ambassadors.",
        "The agency will provide copy, design and a short film.",
        "Build compelling, cohesive stories and visuals.",
        "The website must look great, load fast and feel warm.",
    ],
)
def test_things_and_work_are_no_data(text: str) -> None:
    assert _data(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The offer is for applicants who have not yet accepted it, or who have not enrolled.",
        "The leaflet is there on the next day, behind a form.",
        "She wants a DPIA three months before launch.",
        "Weekly figures go to Marta Quill, head of passenger sales.",
        "Ask friendly shops to display: bakeries, libraries, gyms, cafes.",
        "Clerks should log in, wait and smile.",
        "It is in the barn database, which Martin built before he retired.",
    ],
)
def test_clauses_roles_and_places_are_no_members(text: str) -> None:
    found = texts_of(read(text), "data")
    assert [one for one in found if one != "Weekly figures"] == []


def test_a_bracket_behind_a_datum_explains_it() -> None:
    found = texts_of(read("We ask for shoe size, height (for the suits) and dietary needs."), "data")
    assert "height" in found
    assert "suits" not in found


def test_a_message_holds_what_stands_behind_with() -> None:
    found = texts_of(read("The email goes out with the seat, the renewal price and a countdown."), "data")
    assert "renewal price" in found
    assert "countdown" not in found


def test_what_was_sent_is_counted() -> None:
    assert "letters sent" in texts_of(read("Daily report: letters sent, bookings, complaints."), "data")


def test_doubtful_words_are_carried_by_unlisted_data() -> None:
    assert "phone" in texts_of(read("Ask users for their VAT number, shoe brand name and phone."), "data")


def test_a_sentence_that_is_a_list_needs_no_verb() -> None:
    found = _data("Chassis number, key count, dealer, trade-in value, finance end date.")
    assert found == ["Chassis number", "key count", "dealer", "trade-in value", "finance end date"]


def test_a_list_of_channels_is_none() -> None:
    assert _data("Radio, posters, flyers, social media and a landing page.") == []


def test_what_a_machine_sends_is_data() -> None:
    found = _data("The press delivers torque readings, oil temperature and cycle counts every hour.")
    assert found == ["torque readings", "oil temperature", "cycle counts"]


def test_an_answer_under_a_long_question_is_data() -> None:
    question = "What information do you hold about each of the people in your audience?"
    assert _data("Boiler model, insurer, landlord", question, kind="item") == ["Boiler model", "insurer", "landlord"]
    assert _data("Final wording, a decision", "Which information do you expect Legal to approve?", kind="item") == []


def test_a_number_before_the_measure_makes_it_a_limit() -> None:
    assert _data("Max 4 home visits per nurse per day.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Leave out anyone whose lease has ended by then.", ["lease has ended"]),
        ("Call members whose mooring slip is missing.", ["mooring slip is missing"]),
        ("Write to drivers whose cars are more than ten years old.", []),
        ("The budget is 40,000, of which half is for print.", []),
    ],
)
def test_what_tells_people_apart(text: str, expected: list[str]) -> None:
    assert _data(text) == expected
