"""Notes on a sentence: taken over where their words are its own and it bears their kind out."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.brief import FactKind
from schemas.requirement import Category
from service.campaign import Mention, Reading
from service.catalogue.notes import note_kinds
from service.drafting.model.notes import take_notes
from service.drafting.model.parts import Part
from service.reading.reader import read_brief
from service.verifying.wording import follows_ears
from tests.drafting.model.briefs import TODAY, lantern, reading_of

MAKER = "prompt:notes@2:tester"
Note = tuple[str, str]


def noted(text: str, *notes: Note, reading: Reading | None = None) -> Part:
    """What the notes on the only sentence of a text come to."""
    read = reading or read_brief(text, None, None, TODAY)
    return take_notes(read, read.sentences[0], _items(notes), MAKER)


def _items(notes: tuple[Note, ...]) -> list[str]:
    return [f"{kind}: {what}" for kind, what in notes]


def kinds_beside_rules(text: str, *notes: Note) -> list[str]:
    """The kinds of the needs that the same notes come to where the rules have read the brief, too."""
    read = read_brief(text, None, None, TODAY)
    return [need.need for need in take_notes(read, read.sentences[0], _items(notes), MAKER, beside_rules=True).needs]


def said(text: str, *notes: Note) -> list[str]:
    """The words that the needs quote."""
    return [need.statement.partition("“")[2].partition("”")[0] for need in noted(text, *notes).needs]


def complaint(text: str, *notes: Note) -> str:
    part = noted(text, *notes)
    assert (part.needs, part.goals, part.asks) == ((), (), ())
    assert part.refused == len(part.findings)
    return " ".join(finding.message for finding in part.findings)


# --- what becomes of a note ---------------------------------------------------------------------

CARD = "Members of the river club get a postcard with the opening hours."
BOARD = "The river club paints its board green in the yard."


def test_a_note_becomes_a_need_in_the_words_of_the_catalogue() -> None:
    [need] = noted(CARD, ("send", "a postcard with the opening hours")).needs
    kind = note_kinds()["send"]
    assert kind.statement is not None
    assert need.statement == kind.statement.replace("{what}", "a postcard with the opening hours")
    assert (need.category, need.priority, need.rationale) == (kind.category, kind.priority, kind.rationale)
    assert (need.origin, need.support, need.produced_by) == ("inferred", "supported", (MAKER,))
    assert [place.quote for place in need.evidence] == [CARD]
    assert follows_ears(need.statement)


def test_what_is_open_becomes_a_question() -> None:
    [ask] = noted("It is not clear who prints the river cards.", ("open", "who prints the river cards")).asks
    assert ask.text == "The brief leaves this open: “who prints the river cards”. Who decides it, and by when?"
    assert (ask.whom, ask.raised_by) == ("campaign owner", ("S1",))


def test_a_result_to_be_reached_becomes_a_goal() -> None:
    [goal] = noted("We want 60 more ferry trips by August.", ("goal", "60 more ferry trips by August")).goals
    assert goal.statement == "60 more ferry trips by August."
    assert [place.sentence for place in goal.evidence] == ["S1"]


@pytest.mark.parametrize("kind", note_kinds().values(), ids=note_kinds())
def test_every_kind_makes_one_thing_and_says_why(kind: Any) -> None:
    assert bool(kind.statement) == bool(kind.category)
    assert not (kind.statement and kind.question)
    assert kind.id == "goal" or kind.rationale
    assert kind.cues or kind.mentions
    if kind.statement:
        assert follows_ears(kind.statement.replace("{what}", "the river cards"))
        assert kind.statement.count("{what}") == 1


# --- checks -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "note", "reason"),
    [
        (CARD, ("send", "a balance of points for every household"), "not those of the sentence"),
        (CARD, ("send", " . "), "names nothing"),
        (BOARD, ("code", "the river club paints"), "nothing in the sentence speaks for the kind 'code'"),
        (CARD, ("timing", "the opening hours"), "nothing in the sentence speaks for the kind 'timing'"),
        ("Last June the club sent a letter to 40 rowers.", ("send", "a letter to"), "what was or why"),
        ("Problem: rowers get a letter too late.", ("send", "rowers get a"), "what was or why"),
        ("Quill is the tool for e-mail here.", ("send", "the tool for"), "nothing in the sentence speaks"),
        ("No text message goes to members of the river club.", ("send", "text message to members"), "rules it out"),
        (CARD, ("send", "https://x.example a postcard"), "not those of the sentence"),
        ('The slogan: "We want more of you to come and row".', ("goal", "We want more"), "those of an advert"),
        ("The card is sent, sent, sent, sent out.", ("send", "sent sent sent sent sent out"), "over and over"),
    ],
)
def test_a_note_that_does_not_hold_is_withheld_with_its_reason(text: str, note: Note, reason: str) -> None:
    assert reason in complaint(text, note)


@pytest.mark.parametrize(
    "words", ["a postcard with", "a postcard with the op", "a postcard for everybody", "A POSTCARD"]
)
def test_the_first_words_point_at_the_rest_of_the_clause(words: str) -> None:
    assert said(CARD, ("send", words)) == ["a postcard with the opening hours"]


@pytest.mark.parametrize(
    ("text", "kind", "words", "what"),
    [
        ("Members get a letter in May, but nobody knows its price.", "send", "a letter", "a letter in May"),
        ("Members get a letter in May and we count the answers.", "send", "a letter", "a letter in May"),
        ("Gäste bekommen einen Brief, weil der Steg neu ist.", "send", "einen Brief", "einen Brief"),
        ("They get name, stage and balance by letter.", "show_own", "name, stage", "name, stage and balance by letter"),
        ("What the club needs: name and balance.", "show_own", "name and", "what the club needs: name and balance"),
        (
            "We send a letter of " + "long and longer " * 20 + "words.",
            "send",
            "a letter of",
            "a letter of" + " long and longer" * 9,
        ),
    ],
)
def test_what_is_quoted_ends_with_its_clause(text: str, kind: str, words: str, what: str) -> None:
    assert said(text, (kind, words)) == [what]


def test_a_note_of_another_kind_is_what_its_words_speak_for() -> None:
    [need] = noted("The rowers get a voucher in June.", ("protect", "a voucher in June")).needs
    assert need.need == "note:code"
    [listed] = noted("It holds e-mail address, postcode and order history.", ("load", "e-mail address, postcode")).needs
    assert listed.need == "note:show_own"


def test_what_nobody_knows_is_open_whatever_was_chosen() -> None:
    part = noted("There is no record of who agreed to letters.", ("permission", "who agreed to letters"))
    assert part.needs == ()
    assert [ask.text for ask in part.asks] == [
        "The brief leaves this open: “who agreed to letters”. Who decides it, and by when?"
    ]


def test_cues_of_another_language_do_not_count() -> None:
    assert noted("The conta is big in the harbour.", ("page", "the conta is")).needs == ()
    assert noted("A conta do sócio é grande no porto da cidade.", ("page", "a conta do")).needs != ()


def test_what_is_ruled_out_may_be_told_as_left_out() -> None:
    text = "We must not send a text message to members who have complained."
    assert len(noted(text, ("leave_out", "a text message to members who have complained")).needs) == 1
    assert noted(text, ("send", "a text message to members who have complained")).needs == ()


def test_another_not_does_not_make_good_for_one_that_is_left_out() -> None:
    text = "No text message goes to members who have not agreed to it."
    assert noted(text, ("send", "text message to members who have not agreed")).needs == ()
    assert len(noted(text, ("send", "no text message to members who have not agreed")).needs) == 1


def test_a_question_makes_no_need() -> None:
    assert "its sentence is a question" in complaint("Do members get a letter?", ("send", "members get a letter"))
    assert len(noted("Who prints the letter?", ("open", "who prints the letter")).asks) == 1


def test_a_word_that_names_a_kind_decides_whatever_was_chosen() -> None:
    [need] = noted("We exclude members of the river club.", ("select", "exclude members of the river club")).needs
    assert need.need == "note:leave_out"


@pytest.mark.parametrize(
    ("text", "note", "alone"),
    [
        ("Account managers also write to their own people.", ("show_own", "account managers also write"), "show_own"),
        ("The stalls open on 4 May 2027.", ("timing", "the stalls open on 4 May 2027"), "timing"),
        ("Forty visitors an hour come by boat.", ("load", "forty visitors an hour"), "load"),
        ("Members have agreed to letters.", ("permission", "members have agreed to letters"), "permission"),
        ("The board decides on the route.", ("decide", "the board decides on"), "decide"),
        ("Members book their seat on the page.", ("page", "members book their seat"), "page"),
        ("The list goes to the printer.", ("file", "the list goes to"), "file"),
        ("The list is kept with a password.", ("protect", "the list is kept with"), "protect"),
        ("The club prints a barcode on cards.", ("feed", "prints a barcode on cards"), "code"),
        ("Sign-off: the harbour master by 11 May.", ("protect", "the harbour master by 11 May"), "decide"),
        ("The harbour needs a final plan on 11 May 2027.", ("load", "the harbour needs a final"), "timing"),
        ("Those who opened but did not click get a letter.", ("open", "those who opened but"), "send"),
        ("Our page, hosted, stands in Oslo.", ("page", "page, hosted"), "page"),
    ],
)
def test_beside_the_rules_a_note_stands_on_what_was_read(text: str, note: Note, alone: str) -> None:
    assert [need.need for need in noted(text, note).needs] == [f"note:{alone}"]
    assert kinds_beside_rules(text, note) == []


def test_beside_the_rules_data_speaks_for_what_each_person_sees() -> None:
    note = ("show_own", "name and postcode")
    assert kinds_beside_rules("The card shows name and postcode.", note) == ["note:show_own"]
    assert (
        kinds_beside_rules("Name and postcode are kept, and everybody rows on.", ("show_own", "everybody rows")) == []
    )


def test_the_name_of_a_law_is_no_cue() -> None:
    text = "The letter must follow the Consumer Protection Code."
    assert "nothing in the sentence speaks" in complaint(text, ("protect", "the letter must follow"))


def test_a_character_that_html_writes_in_letters_ends_no_clause() -> None:
    text = "Members get a letter from S&iacute;le&nbsp;Ghl&oacute;r; the rest do not."
    assert said(text, ("send", "get a letter from")) == ["get a letter from Síle Ghlór"]


def test_hours_of_rest_leave_nobody_out() -> None:
    text = "Nobody is to be contacted on Sundays or after 20:00."
    assert "when nobody is written to" in complaint(text, ("leave_out", "nobody is to be contacted"))


def test_a_word_bound_to_another_by_a_hyphen_is_no_cue() -> None:
    assert "nothing in the sentence speaks" in complaint("The club takes a half-page.", ("page", "takes a half-page"))


def test_a_cue_has_to_stand_in_the_words_or_just_before_them() -> None:
    before = "Please leave out members who have complained."
    far = "The river club sends, as every year at the beginning of the season, its chart to the harbour office."
    assert len(noted(before, ("leave_out", "members who have complained")).needs) == 1
    assert "nothing in the sentence speaks" in complaint(far, ("send", "its chart to the harbour office"))


@pytest.mark.parametrize(
    ("text", "kind", "what"),
    [
        ("The stalls open on 4 May 2027.", "timing", "the stalls open on 4 May 2027"),
        ("Addresses sit in Larder, cards in Pantry.", "combine", "addresses sit in Larder, cards in Pantry"),
    ],
)
def test_what_was_read_in_a_sentence_can_speak_for_a_kind(text: str, kind: str, what: str) -> None:
    bare = reading_of(text)
    kinds: dict[str, tuple[FactKind, ...]] = {"timing": ("date",), "combine": ("system", "system")}
    found = tuple(Mention(kind=one, text=text[:3], start=0, end=3, sentence="S1") for one in kinds[kind])
    assert noted(text, (kind, what), reading=bare).needs == ()
    assert len(noted(text, (kind, what), reading=replace(bare, mentions=found)).needs) == 1


def test_a_wrong_article_before_the_words_is_no_fault() -> None:
    assert said("Each member gets a letter of thanks.", ("send", "the letter of thanks")) == ["letter of thanks"]


def test_a_goal_with_a_day_is_no_day_that_something_is_due() -> None:
    complaint("The club has all 60 trips by 11 May 2027.", ("load", "all 60 trips by"))


def test_the_same_said_twice_counts_once() -> None:
    twice = (("send", "a postcard with"), ("file", "a postcard with"))
    assert len(noted(CARD, *twice).needs) == 1
    assert (
        len(noted("Members of the club get a letter in May.", ("select", "members of"), ("timing", "in May")).needs)
        == 2
    )


def test_two_of_one_kind_are_joined() -> None:
    text = "Ferry guests get a postcard in June and a letter to the mayor."
    assert said(text, ("send", "a postcard in June"), ("send", "a letter to the mayor")) == [
        "a postcard in June; a letter to the mayor"
    ]


@pytest.mark.parametrize(
    ("text", "what", "lowered"),
    [
        ("Members of the club get a card.", "Members of the", "members of the club get a card"),
        ("SMS go to holders of the card.", "SMS go to", "SMS go to holders of the card"),
        ("I send the postcard myself.", "I send the postcard", "I send the postcard myself"),
        ("Mailchimp sends the postcard.", "Mailchimp sends the", "Mailchimp sends the postcard"),
        ("Odile sends the card; ask Odile.", "Odile sends", "Odile sends the card"),
        ("Odile Brack sends the card.", "Odile Brack sends", "Odile Brack sends the card"),
        ("Odile, send members the card.", "Odile, send members", "Odile, send members the card"),
        ("Besucher der Fähre bekommen einen Brief.", "Besucher der Fähre", "Besucher der Fähre bekommen einen Brief"),
    ],
)
def test_a_capital_that_only_opened_a_sentence_is_lowered(text: str, what: str, lowered: str) -> None:
    [need] = noted(text, ("select" if what.startswith(("Members", "Besucher")) else "send", what)).needs
    assert f"“{lowered}”" in need.statement


# --- keys ---------------------------------------------------------------------------------------


def test_the_key_hangs_on_the_sentence_and_the_kind_and_not_on_the_words_of_the_note() -> None:
    [first] = noted(CARD, ("send", "a postcard with the opening hours")).needs
    [again] = noted(CARD, ("send", "get a postcard")).needs
    [other] = noted(CARD, ("select", "members of the river club")).needs
    assert first.key == again.key
    assert first.statement != again.statement
    assert first.key != other.key


def test_the_key_does_not_hang_on_where_the_sentence_stands() -> None:
    [first] = noted(CARD, ("send", "get a postcard")).needs
    moved = reading_of("A line before.", CARD)
    [second] = take_notes(moved, moved.sentences[1], ["send: get a postcard"], MAKER).needs
    assert (first.key, second.evidence[0].sentence) == (second.key, "S2")


KINDS = st.sampled_from(sorted(note_kinds()))
WORDS = st.lists(
    st.sampled_from(["Each", "of", "them", "e-mail", "points", "9,000", "“", "balance", "Tuesday", "{what}"])
)


@given(st.lists(st.tuples(KINDS, WORDS.map(" ".join) | st.text(max_size=40)).filter(lambda note: bool(note[1]))))
def test_whatever_a_model_notes_is_grounded_or_withheld(notes: list[Note]) -> None:
    reading = lantern()
    items = [f"{kind}: {what}" for kind, what in notes]
    part = take_notes(reading, reading.sentences[1], items, MAKER)
    categories: set[Category] = {need.category for need in part.needs}
    assert len(part.needs) + len(part.asks) + len(part.goals) + part.refused <= len(notes)
    assert categories <= {kind.category for kind in note_kinds().values()}
    for need in part.needs:
        assert need.evidence[0].quote == reading.sentences[1].text
        assert "9,000" not in need.statement


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("We write to members who would love a day on the river.", ("select", "members who would love")),
        ("They want the list of members for their own boats.", ("select", "they want the list of members")),
        ("We win new members with Facebook ads.", ("select", "new members with Facebook ads")),
        ("Members get an e-mail and a text message to their mobile number.", ("show_own", "members get an e-mail")),
        ("The date of birth is only visible to the treasurer.", ("show_own", "the date of birth is only visible")),
        ("New members near the river are told of the boats.", ("select", "new members near the river")),
        ("Children are registered by a parent.", ("select", "children are registered by")),
        ("The report text is final in May.", ("report", "the report text is final")),
        ("| 4 May | E-mail | Members |", ("send", "E-mail")),
    ],
)
def test_beside_the_rules_right_words_of_the_wrong_kind_are_left_out(text: str, note: Note) -> None:
    assert kinds_beside_rules(text, note) == []


def test_the_post_of_a_person_is_no_cue() -> None:
    text = "Our data protection officer, Bram Oostveld, reads the letter."
    assert "nothing in the sentence speaks" in complaint(text, ("protect", "our data protection officer"))


def test_a_part_that_is_too_long_ends_at_a_comma() -> None:
    text = (
        "Members get a letter with the opening hours of the boat house, the names of the crew, the days on which the river "
        "is closed to everybody, the telephone number of the lock keeper and more."
    )
    [quoted] = said(text, ("send", "members get a letter"))
    assert quoted.endswith("the days on which the river is closed to everybody")
