"""The word lists: each entry can be met in a sentence, stands once, and belongs to a list that the code reads."""

import ast
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

import service
from service.catalogue.folding import fold
from service.catalogue.loading import load_entries
from service.catalogue.name_words import name_words
from service.catalogue.person_names import first_names
from service.catalogue.vocabulary import (
    Sense,
    SignalWords,
    Term,
    WordList,
    channels,
    data_elements,
    regions,
    roles,
    signals,
    systems,
    word_list,
)
from service.reading.data_words import data_words
from service.reading.lexicon import lexicon
from service.reading.tokens import split_words
from service.reading.towns import towns

FILES = ("word_lists", "name_words", "data_words")

# Lists that are compared with several words in a row, joined by a space, and how many these are at most.
PHRASES = {
    "place_site_pairs": 2,
    "role_pairs": 2,
    "paper_stores": 2,
    "regulators": 3,
    "plain_departments": 2,
    "also_in_us": 2,
}
PAIRS_ONLY = {"place_site_pairs", "role_pairs", "paper_stores"}

SIGNS_BEFORE = {",", "#"}
SIGNS_AFTER = {",", "#", "?"}


def lists() -> dict[str, tuple[str, ...]]:
    """The entries of every list by its id."""
    return {name: entry.words for file in FILES for name, entry in load_entries(file, WordList).items()}


def is_one_word(entry: str) -> bool:
    """Tell whether a sentence can hold the entry as one folded word, or as the ending of one: `'s`."""
    return split_words(entry).folded == (entry,) or split_words(f"x{entry}").folded == ("x", entry)


def is_phrase(name: str, entry: str) -> bool:
    """Tell whether the entry is a row of folded words of the length that its list is read with."""
    words = split_words(entry).folded
    fewest = 2 if name in PAIRS_ONLY else 1
    return " ".join(words) == entry and fewest <= len(words) <= PHRASES[name]


def told(wrong: Mapping[str, Iterable[str]]) -> str:
    """A message that names each list with its entries; nothing when all is well."""
    found = {name: sorted(entries) for name, entries in wrong.items()}
    return "\n".join(f"{name}: {', '.join(entries)}" for name, entries in found.items() if entries)


def twice(entries: Iterable[str]) -> list[str]:
    return [entry for entry, times in Counter(entries).items() if times > 1]


def test_every_entry_can_be_met_in_a_sentence() -> None:
    wrong = {
        name: [word for word in words if not (is_phrase(name, word) if name in PHRASES else is_one_word(word))]
        for name, words in lists().items()
    }
    assert not told(wrong), told(wrong)


def test_no_entry_stands_twice_in_its_list() -> None:
    wrong = {name: twice(map(fold, words)) for name, words in lists().items()}
    assert not told(wrong), told(wrong)


def test_no_town_stands_twice_in_its_country() -> None:
    wrong = {
        code: twice(" ".join(split_words(word).folded) for word in entry.words)
        for code, entry in load_entries("towns", WordList).items()
    }
    assert not told(wrong), told(wrong)


def test_every_list_is_named_in_the_code() -> None:
    strings = {
        node.value
        for path in Path(service.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    # `also_in_` and `data_kind_` are put together with what follows.
    openings = tuple(text for text in strings if text.endswith("_") and len(text) > 1)
    unread = [name for name in lists() if name not in strings and not name.startswith(openings)]
    assert unread == []


# A list and what else is looked up wherever it is: an entry that both hold stands there for nothing.
READ_TOGETHER: dict[str, Callable[[], frozenset[str]]] = {
    "ordinary_words_elsewhere": lambda: word_list("ordinary_words"),
    "act_words": lambda: word_list("code_words"),
    "leading_heads": lambda: name_words("leading_firm_heads"),
    "role_heads": lambda: name_words("any_trade_heads"),
    "no_in_house_modifiers": lambda: word_list("function_words"),
    "places_as_names": lambda: word_list("first_names"),
    "data_measures": lambda: word_list("measure_nouns"),
    "data_broken_down_by": lambda: word_list("measured_by"),
    "data_owners": lambda: data_words("data_people"),
    "data_set_strangers": lambda: word_list("function_words") | data_words("data_stops"),
    "data_known_after": lambda: data_words("data_sure_cues"),
    "data_verbs": lambda: frozenset().union(
        *map(data_words, ("data_cues", "data_sure_cues", "data_by_verbs", "measured_ends", "data_name_ends"))
    ),
    "abroad_measuring": lambda: data_words("abroad_cues"),
    "abroad_counts": lambda: data_words("abroad_heads"),
    "abroad_no_data": lambda: word_list("month_and_day_names"),
}


@pytest.mark.parametrize("name", READ_TOGETHER)
def test_lists_that_are_read_together_share_no_entry(name: str) -> None:
    wrong = {name: READ_TOGETHER[name]().intersection(lists()[name])}
    assert not told(wrong), told(wrong)


def test_kinds_of_data_share_no_entry() -> None:
    kinds = [word for name, words in lists().items() if name.startswith("data_kind_") for word in words]
    assert twice(kinds) == []


def known_places() -> frozenset[str]:
    """Every place with a country by its folded name: those of the catalogue and the towns."""
    told = {" ".join(town[0]) for found in towns().values() for town in found}
    words = (word for region in regions().values() for found in region.words.values() for word in found)
    return frozenset(told.union(" ".join(split_words(word).folded) for word in words))


def catalogue_names() -> frozenset[str]:
    """Entries of `places_as_names` that the catalogue knows as a place, a product or a law."""
    found = lexicon("en").find
    return frozenset(
        name
        for name in name_words("places_as_names")
        if not {"region", "system", "law"}.isdisjoint({*found(split_words(name.title())), *found(split_words(name))})
    )


def plain_products() -> frozenset[str]:
    """Products that are known whichever way they are written, unless a list says otherwise."""
    found = (system for system in systems().values() if not (system.generic or system.ambiguous))
    names = (name for system in found for name in (system.name, *system.aliases))
    return frozenset(name.lower() for name in names if name.isalpha() and not name.isupper() and len(name) > 5)


# A list and the words among which each entry must be, because the code asks for both.
PARTS: dict[str, Callable[[], frozenset[str]]] = {
    "common_as_first_name": lambda: first_names() | name_words("known_firms"),
    "sure_firm_tails": lambda: name_words("firm_tails"),
    "sure_posts": lambda: name_words("posts") - name_words("posts_also_things"),
    "posts_also_things": lambda: name_words("posts"),
    "role_modifiers_needed": lambda: name_words("role_heads", "any_trade_heads"),
    "departments_also_deeds": lambda: name_words("plain_departments") & name_words("departments"),
    "brand_words": lambda: word_list("ordinary_words", "organisation_nouns"),
    "capital_only_products": plain_products,
    "places_as_names": catalogue_names,
    "data_owned_of": lambda: data_words("data_owned"),
    **{f"also_in_{code}": known_places for code in ("gb", "us", "ca", "au", "nz", "ie")},
}


@pytest.mark.parametrize("name", PARTS)
def test_lists_within_others_hold_nothing_else(name: str) -> None:
    wrong = {name: set(lists()[name]) - PARTS[name]()}
    assert not told(wrong), told(wrong)


def test_plain_departments_end_in_a_department() -> None:
    known = name_words("departments")
    assert [words for words in name_words("plain_departments") if words.split()[-1] not in known] == []


def conditions(sense: Sense) -> dict[str, list[str]]:
    """The words of each condition of a sense that no sentence can meet or that stand twice."""
    fields = {
        "after": (sense.after, SIGNS_BEFORE),
        "unless_after": (sense.unless_after, SIGNS_BEFORE),
        "before": (sense.before, SIGNS_AFTER),
        "unless_before": (sense.unless_before, SIGNS_AFTER),
        "near": (sense.near, set[str]()),
        "unless_near": (sense.unless_near, set[str]()),
    }
    return {
        name: [word for word in words if not (word in signs or is_one_word(fold(word)))] + twice(map(fold, words))
        for name, (words, signs) in fields.items()
    }


def test_conditions_of_senses_can_be_met() -> None:
    terms: tuple[Term | SignalWords, ...] = (
        *channels().values(),
        *data_elements().values(),
        *roles().values(),
        *signals().values(),
    )
    wrong = {
        f"{term.id}, sense {at}, {field}": words
        for term in terms
        for at, sense in enumerate(term.senses)
        for field, words in conditions(sense).items()
    }
    assert not told(wrong), told(wrong)


def test_products_are_told_by_words_that_can_be_met() -> None:
    wrong = {
        product.id: conditions(Sense(words={}, near=product.context))["near"]
        for product in systems().values()
        if product.ambiguous
    }
    assert not told(wrong), told(wrong)
