"""The measurement of redaction: labels that hold, and outcomes that tell a miss from a place hidden for nothing."""

from benchmarks.redaction import Labelled, figures_of, load_sentences, outcome_of


def test_every_label_stands_in_its_sentence() -> None:
    sentences = load_sentences()
    assert len(sentences) > 60
    assert [value for one in sentences for _, value in one.values if value not in one.text] == []


def test_a_miss_and_a_needless_place_are_told_apart() -> None:
    outcome = outcome_of(Labelled("Ask Sunita Halloway for xyz.", (("person", "xyz"),), ("nothing",)))
    assert outcome.missed == (("person", "xyz"),)
    assert outcome.needless == (("person", "Sunita Halloway"),)


def test_of_what_a_form_or_check_digit_tells_nothing_is_missed() -> None:
    outcomes = [outcome_of(one) for one in load_sentences() if not dict(one.values).get("person")]
    assert [(one.missed, one.needless) for one in outcomes if one.missed or one.needless] == []
    assert all(figure.met is not False for figure in figures_of(outcomes))
