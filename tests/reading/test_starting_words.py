"""Which readers are tried at a word: the same ones for every language that shares the word."""

from service.reading.starting_words import readers_by_word


def test_every_language_reads_the_currencies() -> None:
    for language in ("en", "de", "fr", "es", "pt"):
        table = readers_by_word(language)
        assert all(table[word] for word in ("eur", "teur", "musd", "kr")), language
