"""The glossary: enough terms, plain in themselves, told apart from each other and from ordinary words."""

import re
from collections import defaultdict

from service.catalogue.constraints import GlossaryTerm, glossary
from service.reading.jargon import find_terms

TERMS = list(glossary().values())
LONGEST_PLAIN = 20


def unexplained(term: GlossaryTerm, text: str | None) -> list[str]:
    return [found.text for found in find_terms(text or "") if found.term.id != term.id]


def test_it_holds_what_texts_of_it_use() -> None:
    assert len(TERMS) >= 220


def test_every_term_is_found_by_each_of_its_forms() -> None:
    lost = []
    for term in TERMS:
        for form in (*term.forms, *term.exact):
            found = find_terms(f"{form}; {' '.join(term.near[:1])}")
            if not found or found[0].term.id != term.id:
                lost.append((term.id, form))
    assert lost == []


def test_no_two_terms_share_a_form() -> None:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for term in TERMS:
        for form in (*term.forms, *term.exact):
            owners[re.sub(r"[\s-]+", " ", form).lower()].add(term.id)
    assert {form: ids for form, ids in owners.items() if len(ids) > 1} == {}


def test_forms_in_any_case_are_written_in_lower_case() -> None:
    assert [form for term in TERMS for form in term.forms if form != form.lower()] == []


def test_every_term_has_a_form() -> None:
    assert [term.id for term in TERMS if not term.forms and not term.exact] == []


def test_an_explanation_is_one_short_phrase() -> None:
    assert [term.id for term in TERMS if len(term.plain.split()) > LONGEST_PLAIN] == []
    assert [term.id for term in TERMS if re.search(r"[.?!;]$|[.?!] ", term.plain)] == []


def test_an_explanation_needs_no_other_term() -> None:
    assert {term.id: words for term in TERMS if (words := unexplained(term, term.plain))} == {}


def test_what_stands_in_for_a_term_is_itself_plain() -> None:
    stand_ins = [(term.id, text) for term in TERMS for text in (term.say, term.say_plural) if text]
    assert [pair for pair in stand_ins if find_terms(pair[1])] == []
    assert [pair for pair in stand_ins if re.match(r"(?:an?|the) ", pair[1])] == []


def test_a_stand_in_keeps_numbers_and_is_short() -> None:
    stand_ins = [text for term in TERMS for text in (term.say, term.say_plural) if text]
    assert [text for text in stand_ins if re.search(r"\d", text) or len(text.split()) > 6] == []


def test_a_plural_stands_in_only_beside_a_singular() -> None:
    assert [term.id for term in TERMS if term.say_plural and not term.say] == ["concurrent_users"]


def test_words_that_must_stand_near_are_single_words_of_others() -> None:
    wrong = [
        (term.id, word)
        for term in TERMS
        for word in term.near
        if not re.fullmatch(r"[a-z0-9]+(?:[.-][a-z0-9]+)*|%", word) or word in term.forms
    ]
    assert wrong == []
