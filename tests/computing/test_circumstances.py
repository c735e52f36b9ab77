"""Circumstances from mentions, and evidence that passes through unchanged."""

from hypothesis import given
from hypothesis import strategies as st

from schemas.base import Evidence
from service.campaign import Campaign
from service.catalogue.law import Conditions
from service.computing.circumstances import find_situation, in_words, spread
from service.computing.data_sources import list_data_sources
from service.computing.governance import screen_tools
from service.computing.ownership import assign_ownership
from service.computing.privacy import assess_privacy
from service.computing.privacy_risks import list_privacy_risks
from tests.computing.hand_made import Mark, all_evidence, campaign, mark, signal, with_audience, with_party, with_system

SIGNALS = [
    "minors", "form_registration", "ad_audience_matching", "purchased_list", "profiling_scoring", "ai_use",
    "shadow_tool",
    "consent_claimed", "retention_forever", "recording", "works_council", "unknown_owner", "suppression", "tracking",
    "sector_charity", "donation", "personalisation", "third_party_sharing", "image_people", "data_combination",
]  # fmt: skip
CHANNELS = ["email", "sms", "letter", "push", "web_page", "phone_call"]
ELEMENTS = ["name", "purchase_history", "health_data", "points_balance", "opens", "stock", "suppression_list"]
REGIONS = ["GB", "DE", "FR", "US", "US-CA", "CA", "SG", "ZZ"]
WORDS = st.text(alphabet="aé ß漢😀<b>\u202e'\"", min_size=1, max_size=8)


@st.composite
def made_up(draw: st.DrawFn) -> Campaign:
    """A campaign of odd sentences in which every word that means something has its own number."""
    marks: list[Mark] = []
    sentences: list[str] = []
    for number in range(draw(st.integers(1, 6))):
        kind, names = draw(st.sampled_from([("signal", SIGNALS), ("channel", CHANNELS), ("data", ELEMENTS)]))
        word = f"[{number}{draw(WORDS)}{number}]"
        marks.append(mark(kind, draw(st.sampled_from(names)), word, negated=draw(st.booleans())))
        sentences.append(f"{draw(WORDS)}{word}{draw(WORDS)}")
    regions = tuple(draw(st.lists(st.sampled_from(REGIONS), unique=True, max_size=3)))
    made = campaign(*sentences, marks=marks, regions=regions)
    made = with_audience(made, marks[0].text, draw(st.integers(1, 10**7)))
    made = with_party(made, marks[-1].text)
    return with_system(made, marks[0].text, draw(st.sampled_from(["in_use", "trial", "unofficial", "wished"])))


@given(made_up())
def test_evidence_passes_through_verbatim(made: Campaign) -> None:
    privacy = assess_privacy(made, None)
    tools = screen_tools(made, None)
    everything = [
        privacy, list_data_sources(made, None), tools, assign_ownership(made, None, privacy, tools),
        list_privacy_risks(made),
    ]  # fmt: skip
    allowed = {m.evidence for m in made.reading.mentions}
    for places in (made.audiences[0].evidence, made.parties[0].evidence, made.systems[0].evidence):
        allowed |= set(places)
    for place in all_evidence(everything):
        assert made.reading.text[place.start : place.end] == place.quote
        assert place in allowed


@given(made_up())
def test_the_same_campaign_gives_the_same_parts(made: Campaign) -> None:
    assert assess_privacy(made, None) == assess_privacy(made, None)
    assert list_data_sources(made, None) == list_data_sources(made, None)


def test_a_denied_signal_is_no_circumstance() -> None:
    situation = find_situation(campaign("No cookies.", marks=[signal("tracking", "cookies", negated=True)]))
    assert not situation.has("tracking")
    assert situation.denial(["tracking"])[0].quote == "cookies"


def test_near_means_the_same_or_the_next_sentence() -> None:
    marks = [signal("minors", "children"), mark("data", "date_of_birth", "birthday")]
    close = campaign("For children.", "They give their birthday.", marks=marks)
    far = campaign("For children.", "In May.", "People give their birthday.", marks=marks)
    assert find_situation(close).has("minors_take_part")
    assert not find_situation(far).has("minors_take_part")


def test_together_means_the_same_sentence() -> None:
    marks = [signal("minors", "children"), signal("form_registration", "sign up")]
    together = campaign("The children sign up.", marks=marks)
    apart = campaign("For children.", "Parents sign up.", marks=marks)
    assert find_situation(together).has("minors_take_part")
    assert not find_situation(apart).has("minors_take_part")


def test_conditions_ask_for_all_any_and_none() -> None:
    marks = [mark("channel", "email", "mail"), signal("sector_b2b", "firms")]
    situation = find_situation(campaign("We mail firms.", marks=marks))
    assert situation.fulfilled(Conditions(all=("b2b",), any=("email", "sms"))) == ("b2b", "email")
    assert situation.fulfilled(Conditions(any=("sms",))) is None
    assert situation.fulfilled(Conditions(any=("email",), none=("b2b",))) is None
    assert situation.fulfilled(Conditions()) == ()


def test_the_trade_counts_in_a_signature_and_a_channel_does_not() -> None:
    made = campaign(
        "Registered charity, e-mail us.",
        marks=[signal("sector_charity", "Registered charity"), mark("channel", "email", "e-mail")],
        set_aside={"S1": "signature"},
    )
    situation = find_situation(made)
    assert situation.has("charity")
    assert not situation.has("email")


def test_spread_prefers_other_sentences_and_keeps_the_order_of_the_brief() -> None:
    places = [Evidence(sentence=s, start=n, end=n + 1, quote="x") for n, s in enumerate(["S1", "S1", "S1", "S2", "S3"])]
    assert [place.sentence for place in spread(places, 3)] == ["S1", "S2", "S3"]
    assert [place.start for place in spread(reversed(places), 4)] == [1, 2, 3, 4]


def test_words_are_joined_as_people_do() -> None:
    assert [in_words([]), in_words(["a"]), in_words(["a", "b", "a", "c"])] == ["", "a", "a, b and c"]
