"""Sources of data and the six answers about each."""

from dataclasses import replace

from schemas.organisation import Organisation, OrganisationSystem
from schemas.parts import DataSource
from service.campaign import Campaign, DataUse, Feed
from service.computing.data_sources import list_data_sources
from tests.computing.hand_made import campaign, mark, place, signal, with_system


def sources(made: Campaign, organisation: Organisation | None = None) -> list[DataSource]:
    return list_data_sources(made, organisation)


def test_ids_follow_the_order_of_the_brief() -> None:
    made = campaign(
        "First the stock, then the points balance.",
        marks=[mark("data", "points_balance", "points balance"), mark("data", "stock", "stock")],
    )
    assert [(source.id, source.name) for source in sources(made)] == [("DS1", "Stock"), ("DS2", "Points balance")]


def test_data_that_live_together_are_one_source() -> None:
    made = campaign(
        "Opens and clicks every Monday.",
        marks=[mark("data", "opens", "Opens"), mark("data", "clicks", "clicks")],
    )
    only = sources(made)
    assert len(only) == 1
    assert only[0].contents == ["opens", "clicks"]


def test_what_people_give_when_they_enrol_is_one_source() -> None:
    made = campaign("They give name and birthday.")
    uses = tuple(
        DataUse(element, words, "enrol", None, (place(made, words),))
        for element, words in [("name", "name"), ("date_of_birth", "birthday")]
    )
    assert len(sources(replace(made, data_uses=uses))) == 1


def test_every_answer_is_unknown_until_somebody_says_it() -> None:
    only = sources(campaign("The points balance.", marks=[mark("data", "points_balance", "points balance")]))[0]
    answers = only.answers.model_dump().values()
    assert {answer["status"] for answer in answers} == {"unknown"}
    assert only.answers.integrity.basis is not None


def test_the_brief_answers_with_its_sentence() -> None:
    made = campaign(
        "The printer needs the addresses as CSV, with duplicates removed, every Friday.",
        marks=[
            mark("data", "contact_list", "addresses"), signal("file_format", "as CSV"),
            signal("deduplication", "duplicates removed"), mark("rate", "", "every Friday"),
        ],
    )  # fmt: skip
    answers = sources(made)[0].answers
    assert (answers.format.value, answers.format.status, answers.format.basis) == ("as CSV", "known", "the brief, S1")
    assert answers.integrity.value == "duplicates removed"
    assert answers.timing.value == "needed every Friday"


def test_a_format_that_is_said_to_be_unknown_stays_unknown() -> None:
    made = campaign(
        "The file in their format, which we do not know.",
        marks=[mark("data", "contact_list", "file"), signal("file_format", "in their format"),
               signal("unknown_format", "do not know")],
    )  # fmt: skip
    answer = sources(made)[0].answers.format
    assert answer.status == "unknown"
    assert answer.basis == "the brief says that it is not known (S1)"


def test_a_feed_says_when_the_data_are_needed() -> None:
    made = campaign("The list goes out each dawn.", marks=[mark("data", "contact_list", "list")])
    made = replace(made, feeds=(Feed("list", None, None, "each dawn", 1.0, None, (place(made, "each dawn"),)),))
    assert sources(made)[0].answers.timing.value == "needed each dawn"


PROFILE = Organisation(
    systems=[
        OrganisationSystem(
            name="Stonehouse", aliases=["the warehouse"], location="GB", data=["points_balance"], data_class="personal",
            integrations=["Rookmail"], formats=["CSV"], refresh="nightly",
        ),
        OrganisationSystem(name="Oldbarn", data=["stock"]),
        OrganisationSystem(name="Newbarn", data=["stock"]),
    ]
)  # fmt: skip


def test_the_profile_turns_unknown_into_known() -> None:
    only = sources(campaign("The points balance.", marks=[mark("data", "points_balance", "points balance")]), PROFILE)[
        0
    ]
    assert only.system == "Stonehouse"
    answers = only.answers
    assert [a.value for a in (answers.location, answers.integration, answers.format, answers.timing)] == [
        "Stonehouse, GB", "connected to Rookmail", "CSV", "nightly",
    ]  # fmt: skip
    assert answers.location.basis == "the organisation profile"


def test_two_homes_are_alternatives_and_no_answer() -> None:
    only = sources(campaign("The stock.", marks=[mark("data", "stock", "stock")]), PROFILE)[0]
    assert only.system is None
    assert {"Oldbarn", "Newbarn"} <= {alternative.name for alternative in only.alternatives}


def test_data_joined_in_one_sentence_are_combined_with_what_that_needs() -> None:
    made = campaign(
        "A personal page with the points balance and past purchases.",
        marks=[
            signal("personalisation", "personal"), mark("data", "points_balance", "points balance"),
            mark("data", "purchase_history", "past purchases"),
        ],
    )  # fmt: skip
    joined = sources(made)[0].combined_with
    assert len(joined) == 1
    assert joined[0].source == "Purchase history (DS2)"
    assert "member number" in joined[0].needs[0]
    assert {e.quote for e in joined[0].evidence} == {"points balance", "past purchases"}


def test_an_upload_to_a_platform_is_a_combination() -> None:
    made = campaign(
        "We match the member list with the platform.",
        marks=[signal("ad_audience_matching", "match"), mark("data", "contact_list", "member list")],
    )
    assert sources(made)[0].combined_with[0].key == "hashed e-mail address or phone number"


def test_a_trial_is_no_source_and_a_system_in_use_is_one() -> None:
    made = campaign("Records sit in Medibase; Couponpop is a trial.")
    made = with_system(made, "Medibase", kind="health_record")
    made = with_system(made, "Couponpop", "trial", kind="voucher")
    assert [source.system for source in sources(made)] == ["Medibase"]
