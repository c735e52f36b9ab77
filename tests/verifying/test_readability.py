"""Diagnostics of a plain text."""

from service.verifying.readability import readability


def test_words_and_sentences_are_counted() -> None:
    found = readability("Lists are kept for two years. Then they go.")
    assert (found.words, found.words_per_sentence) == (9, 4.5)


def test_the_grade_follows_the_formula() -> None:
    # 6 words in 1 sentence, 6 syllables: 0.39 × 6 + 11.8 × 1 - 15.59 is below 0, and no grade is.
    assert readability("We send the list at dawn.").grade == 0
    # 3 words in 1 sentence, 6 + 6 + 2 groups of vowels: 0.39 × 3 + 11.8 × 14 / 3 - 15.59 = 40.6.
    assert readability("Organisational responsibilities remain.").grade == 40.6


def test_long_sentences_of_long_words_are_harder() -> None:
    easy = readability("Send it late. Ask us first.")
    hard = readability("Retransmission necessitates authorisation by organisational representatives beforehand.")
    assert hard.grade > easy.grade


def test_a_text_without_words_has_none() -> None:
    assert readability("40 / 7 ?").words == 0
    assert readability("").grade == 0
