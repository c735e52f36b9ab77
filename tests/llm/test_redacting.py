"""What is personal is replaced by placeholders, and comes back."""

import re
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.llm.answers import NeedAnswer
from service.llm.redacting import NOTHING_HIDDEN, Redaction, redaction_of, restored
from service.llm.redacting.checksums import iban_in, is_irish_id, is_spanish_id, passes_luhn
from service.llm.redacting.known_words import plain_words, unsure_names
from tests.llm.provider import RequirementsAnswer

BRIEF = (
    "Owner: Sunita Halloway (sunita@example.org, 01632 960147).",
    "Sunita's list lies in \\\\fs01\\CRM Team\\lapsed.csv; HALLOWAY signs.",
    "Marek Dunmore, IT, asks for key sk-live-9f8e7d6c5b4a39281706.",
)


def hidden(*texts: str, **more: Any) -> list[str]:
    redaction = redaction_of(texts, **more)
    return [redaction.hide(text) for text in texts]


def test_a_person_keeps_one_number_in_every_form() -> None:
    assert hidden(*BRIEF) == [
        "Owner: [PERSON-1] ([EMAIL-1], [PHONE-1]).",
        "[PERSON-1B]'s list lies in [PATH-1]; [PERSON-1E] signs.",
        "[PERSON-2], IT, asks for key [SECRET-1].",
    ]


def test_entries_count_places_and_name_the_fullest_form() -> None:
    entries = {entry.placeholder: entry for entry in redaction_of(BRIEF).entries}
    person = entries["[PERSON-1]"]
    assert (person.kind, person.value, person.count) == ("person", "Sunita Halloway", 3)
    assert [entries[one].count for one in ("[PERSON-2]", "[EMAIL-1]", "[PHONE-1]", "[PATH-1]", "[SECRET-1]")] == [1] * 5


def test_the_same_texts_give_the_same_placeholders() -> None:
    assert redaction_of(BRIEF).placeholders == redaction_of(BRIEF).placeholders


def test_two_with_one_first_name_stay_two_and_the_name_alone_is_neither() -> None:
    first, second, third = hidden("Ask Priya Shah.", "Ask Priya Nairne.", "Ask Priya.")
    assert len({first, second, third}) == 3
    assert "Priya" not in first + second + third


def test_numbers_that_the_text_seems_to_use_are_left_out() -> None:
    text = "[PERSON-1] and person_2 met Sunita Halloway, who has EMAIL-1: s@example.org."
    redaction = redaction_of([text])
    assert redaction.hide(text) == "[PERSON-1] and person_2 met [PERSON-3], who has EMAIL-1: [EMAIL-2]."
    assert redaction.restore(redaction.hide(text)) == text


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("[PERSON-1] signs", "Sunita Halloway signs"),
        ("[person-1b]'s list", "Sunita's list"),
        ("PERSON-1 signs", "Sunita Halloway signs"),
        ("(Person_1)", "Sunita Halloway"),
        ("<PERSON-1>", "Sunita Halloway"),
        ("[PERSON 1] signs", "Sunita Halloway signs"),
        ("[PERSON-1's] list", "Sunita Halloway's list"),
        ("PERSON-1s", "Sunita Halloways"),
        ("person 1 of 3", "person 1 of 3"),
        ("[PERSON-9]", "[PERSON-9]"),
        ("PERSON-12 and EMAIL-1", "PERSON-12 and sunita@example.org"),
    ],
)
def test_a_models_spelling_of_a_placeholder_is_understood(written: str, meant: str) -> None:
    assert redaction_of(BRIEF).restore(written) == meant


def test_a_part_of_what_is_hidden_is_not_to_be_seen_either() -> None:
    redaction = redaction_of(BRIEF)
    assert not redaction.shows("960147", BRIEF[0])
    assert redaction.shows("Sunita Halloway", BRIEF[0])
    assert redaction.shows("Owner", BRIEF[0])
    assert redaction.shows("something else", BRIEF[0])


def test_what_is_to_be_kept_is_never_a_person() -> None:
    text = "Coral Lane asks Sunita for the list; Harper runs on Magento."
    assert hidden(text, keep=["Coral Lane", "Magento", "Harper"]) == [
        "Coral Lane asks [PERSON-1] for the list; Harper runs on Magento."
    ]


def test_a_guessed_firm_is_given_up_where_it_reads_as_somebody() -> None:
    [text] = hidden("Sunita Halloway meets Brightmoor.", guessed=["Halloway", "Brightmoor"])
    assert text == "[PERSON-1] meets Brightmoor."


def test_people_who_are_known_are_hidden_whatever_they_are_called() -> None:
    [text] = hidden("Then Quillon asks Wrenna.", people=["Quillon", "Wrenna"])
    assert text == "Then [PERSON-1] asks [PERSON-2]."


@pytest.mark.parametrize("text", ["Will we launch in May?", "Mark it as sent.", "Hope rose in March."])
def test_a_name_that_is_a_word_is_left_where_it_is_the_word(text: str) -> None:
    assert hidden(text, "Ask Will, tell Mark, cc Rose and thank Hope and May.")[0] == text


def test_answers_come_back_whole() -> None:
    need = {"sentences": ["S1"], "category": "data", "object": "list of [PERSON-1B]", "priority": "must"}
    words = {"statement": "The platform shall mail [EMAIL-1].", "rationale": "[PERSON-1] asks for it."}
    answer = RequirementsAnswer.model_validate({"goals": [], "needs": [need | words], "questions": []})
    back = restored(answer, redaction_of(BRIEF))
    assert back.needs[0] == NeedAnswer.model_validate(
        need
        | {"object": "list of Sunita", "statement": "The platform shall mail sunita@example.org."}
        | {"rationale": "Sunita Halloway asks for it."}
    )
    assert restored(answer, NOTHING_HIDDEN) is answer


# --- properties -----------------------------------------------------------------------------------

PIECES = st.sampled_from([
    *BRIEF, "Priya Shah", "Will", "May", "Mark thinks", "[PERSON-1]", "person-2", "PERSON-", "EMAIL-1s", "[", "]", "'s",
    "4111 1111 1111 1111", "GB29 NWBK 6016 1331 9268 19", "10.2.3.4", "::1", "Dr. ", "J. Petrakis", "@", "a@b.example",
    "\n", " ", ".", "-", "_", "1", "&", "C:\\Users\\x\\y", "password: abc123456", "\x00", "İ", "ſ", "Ⅷ", "²",
])  # fmt: skip
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=14).map("".join))


def stands_alone(value: str, text: str) -> bool:
    before = r"(?<![^\W_])" if value[0].isalnum() else ""
    after = r"(?![^\W_])" if value[-1].isalnum() else ""
    return re.search(before + re.escape(value) + after, text) is not None


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.booleans())
def test_what_was_hidden_comes_back_exactly_and_nothing_found_is_left(text: str, by_rules: bool) -> None:
    redaction = redaction_of([text], people=["Priya", "Petrakis"] if by_rules else ())
    sent = redaction.hide(text)
    assert redaction.restore(sent) == text
    # What is an ordinary word, too, may stay where it is one; a placeholder may itself be spelled like a name.
    clear = re.sub(r"\[[A-Z]+-\d+[A-Z]*\]", "\x00", sent)
    left = [value for value in redaction.placeholders if stands_alone(value, clear)]
    assert [value for value in left if value not in redaction.doubtful] == []


def test_doubtful_names_are_ordinary_words() -> None:
    redaction = redaction_of(["Ask Will and Sunita Halloway."])
    assert redaction.doubtful == {"Will"}
    assert {"will"} <= unsure_names() & plain_words()


@pytest.mark.parametrize(
    "piece",
    ["a", "@", "1", "\\", "a@", "1 ", "-1", ":1", "1.", "A. ", "Sunita ", "\\\\a", "eyJ-", "Will ", "[PERSON-", "'s",
     "a-", "account: ", "/home/", "=", "0a", "a@b.", "+1 "],
)  # fmt: skip
def test_hostile_texts_take_no_longer_than_their_length(piece: str) -> None:
    redaction_of(["warm"])
    text = piece * (60_000 // len(piece))
    started = time.process_time()
    redaction: Redaction = redaction_of([text])
    assert redaction.restore(redaction.hide(text)) == text
    assert time.process_time() - started < 3


# --- check digits ---------------------------------------------------------------------------------


def test_one_wrong_digit_is_noticed() -> None:
    assert passes_luhn("4111111111111111")
    assert not passes_luhn("4111111111111112")
    assert iban_in("DE89370400440532013000 x") == "DE89370400440532013000"
    assert iban_in("DE88370400440532013000") == ""
    assert is_spanish_id("12345678-Z")
    assert not is_spanish_id("12345678A")
    assert is_irish_id("1234567T")
    assert not is_irish_id("1234567A")
