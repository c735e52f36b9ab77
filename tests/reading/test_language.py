"""Which language a text is in, and what is said about languages that are not read."""

import pytest

from service.reading.language import language_of, name_of, not_read

TEXTS = [
    ("en", "We want to write to all members of the club before the season starts."),
    ("de", "Wir wollen alle Mitglieder des Vereins vor dem Beginn der Saison anschreiben."),
    ("fr", "Nous voulons écrire à tous les membres du club avant le début de la saison."),
    ("es", "Queremos escribir a todos los socios del club antes de que empiece la temporada."),
    ("pt", "Queremos escrever a todos os sócios do clube antes do início da temporada."),
    ("it", "Vogliamo scrivere a tutti i soci del circolo prima che inizi la stagione, con una lettera."),
    ("nl", "We willen alle leden van de club schrijven voor het seizoen begint met een brief."),
    ("ja", "シーズンが始まる前に、クラブの会員全員に手紙を書きます。"),
    ("zh", "我们想在赛季开始之前给俱乐部的所有会员写信。"),
    ("ko", "시즌이 시작되기 전에 클럽의 모든 회원에게 편지를 쓰고 싶습니다."),
    ("el", "Θέλουμε να γράψουμε σε όλα τα μέλη του συλλόγου."),
]


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_a_sentence_is_enough(language: str, text: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["", "42", "Shopify Braze Salesforce", "HTTP 404", "Budget 42k", "#1a2e3e"])
def test_names_and_numbers_have_no_language(text: str) -> None:
    assert language_of(text) == "und"


@pytest.mark.parametrize("text", ["Deep navy #1a1a2e background.", "Bosch, Michelin, Siemens", "Video banners"])
def test_a_fragment_keeps_the_language_around_it(text: str) -> None:
    assert language_of(text, "en") == "en"


def test_one_foreign_sentence_is_noticed() -> None:
    assert language_of("Die Liste der Mitglieder ist nicht mehr aktuell.", "en") == "de"


def test_an_english_brief_has_no_note() -> None:
    assert not_read("en", []) == ()


def test_the_note_says_what_was_read_and_what_was_not() -> None:
    (note,) = not_read("de", [])
    assert "German" in note
    assert "numbers, dates, money, channels and named systems were read" in note
    assert "duties" in note


def test_a_language_that_is_not_read_is_named() -> None:
    (note,) = not_read("it", [])
    assert "Italian, which is not read" in note


def test_sentences_in_another_language_are_listed() -> None:
    others = [(f"S{number}", "fr") for number in range(1, 10)]
    (note,) = not_read("en", others)
    assert note.startswith("Sentences S1, S2, S3, S4, S5, S6 and 3 more are in French")


def test_english_amid_another_language_needs_no_note() -> None:
    assert len(not_read("de", [("S4", "en")])) == 1


def test_unknown_codes_have_a_name() -> None:
    assert name_of("und") == "a language that could not be told"
