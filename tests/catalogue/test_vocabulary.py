"""The words of the trade: complete, readable and free of clashes."""

import pytest

from service.catalogue import vocabulary
from service.catalogue.vocabulary import LANGUAGES, channels, data_elements, regions, roles, signals, systems, word_list
from service.reading.lexicon import Lexicon
from service.reading.phrases import parse
from service.reading.tokens import split_words

CHANNEL_IDS = (
    "email sms push in_app messaging_app web_page website app letter print tv radio out_of_home paid_social "
    "paid_search display_ads social phone_call qr_code event webinar livestream podcast blog press in_store "
    "marketplace chat video other"
)


def test_the_agreed_channels_are_there() -> None:
    assert set(channels()) == set(CHANNEL_IDS.split())


def test_the_catalogue_is_as_wide_as_promised() -> None:
    assert len(systems()) >= 250
    assert len(data_elements()) >= 130
    assert len(signals()) >= 110


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_can_be_read(language: vocabulary.Language) -> None:
    assert Lexicon(language).find(split_words("an SMS to all"))["channel"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_channels_speak_every_language(language: vocabulary.Language) -> None:
    assert [entry.id for entry in channels().values() if not entry.words.get(language) and not entry.senses] == []


def test_ambiguous_products_name_their_company() -> None:
    assert [entry.id for entry in systems().values() if entry.ambiguous and not entry.context] == []


def test_products_name_a_vendor() -> None:
    assert [entry.id for entry in systems().values() if not entry.generic and not entry.vendor] == []


def test_most_products_name_the_country_of_their_vendor() -> None:
    products = [entry for entry in systems().values() if not entry.generic]
    placed = [entry.country for entry in products if entry.country]
    assert len(placed) > 0.7 * len(products)
    assert [code for code in placed if not (len(code) == 2 and code.isupper())] == []


def test_networks_lead_to_a_channel() -> None:
    assert {entry.is_channel for entry in systems().values() if entry.is_channel} <= set(channels())


def test_what_is_not_personal_has_no_personal_term() -> None:
    wrong = [entry.id for entry in data_elements().values() if entry.sensitivity == "not_personal" and entry.dpv]
    assert wrong == []


def test_special_data_is_classed_as_sensitive() -> None:
    wrong = [
        entry.id
        for entry in data_elements().values()
        if entry.sensitivity in ("special", "criminal") and entry.data_class != "sensitive"
    ]
    assert wrong == []


def test_places_within_countries_have_codes() -> None:
    assert [entry.id for entry in regions().values() if entry.kind in ("city", "subdivision") and not entry.codes] == []


def test_roles_have_words() -> None:
    assert [entry.id for entry in roles().values() if not entry.words and not entry.senses] == []


def test_signals_say_what_they_mean() -> None:
    assert [entry.id for entry in signals().values() if len(entry.means) < 10] == []


def test_an_unknown_word_list_is_refused() -> None:
    with pytest.raises(KeyError):
        word_list("no such list")


def test_phrases_of_the_catalogue_hold_no_regular_expressions() -> None:
    odd = [
        phrase
        for entry in signals().values()
        for phrases in entry.words.values()
        for phrase in phrases
        if any(char in phrase for char in "?[]{}^$\\") or not parse(phrase)
    ]
    assert odd == []
