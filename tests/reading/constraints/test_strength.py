"""How strongly a sentence obliges: nothing forbidden may come out as allowed, nothing free as demanded."""

import pytest

from schemas.explanation import Strength
from tests.reading.constraints.constraint_reading import one, read

SENTENCES: dict[Strength, tuple[str, ...]] = {
    "must": (
        "Guest lists must be encrypted before they leave the building.",
        "Agencies are required to use named accounts.",
        "Backups shall be deleted after 35 days.",
        "Every mailing needs to be tested by Thursday.",
        "At least two people have to sign off each send.",
        "Encrypt every export.",
        "Please submit the list as a CSV file.",
        "Only with a ticket.",
        "Passwords need 14 characters or more.",
        "You must not only encrypt the file but also delete it after use.",
        "Written consent is mandatory for pictures of children.",
        "Sends are subject to approval by the brand office.",
    ),
    "must_not": (
        "Nobody may export the guest list.",
        "Exports are not permitted.",
        "What people gave last year is not OK.",
        "The keyword GIVE is taken until 31 January.",
        "We cannot give the agency direct access to the booking system.",
        "We can't show the weather in the app.",
        "Our mail system rejects messages over 20 MB.",
        "You are not allowed to install plug-ins.",
        "Please do not upload spreadsheets.",
        "Never share a password.",
        "Data mustn't leave the EU.",
        "Vouchers can only be issued by the tills.",
        "The gateway is limited to 40 messages per second.",
        "Uploads are capped at 25 MB.",
        "No changes between 11 December and 4 January.",
        "All changes are frozen from 11 December to 4 January.",
        "It is forbidden to buy addresses.",
        "Personal data shall not leave the European Economic Area.",
        "Under no circumstances may addresses be sold; staff cannot change this.",
        "A maximum of 160 characters per text message.",
    ),
    "should": (
        "Campaign pages should be announced ten working days ahead.",
        "We recommend WebP for pictures.",
        "Ideally each list has one owner, and we would like a yearly check of it.",
        "It is best practice to test each send.",
    ),
    "should_not": (
        "Large files should not be attached.",
        "We advise against sending on Mondays.",
        "We do not recommend GIF files for banners.",
        "Long subject lines are discouraged.",
        "Avoid pictures of text.",
    ),
    "may": (
        "You may reuse the old templates.",
        "Agencies are allowed to use the test system.",
        "Plug-ins are optional.",
        "You do not need an approval for corrections of spelling.",
        "Approval is not required for corrections.",
        "You need not tell us about small changes.",
        "Agencies needn't register again.",
        "You don't have to encrypt public files.",
    ),
    "fact": (
        "The licence costs £1,200 a month.",
        "Orders are taken until noon on the day before.",
        "The window is about 4 hours.",
        "The feed is refreshed every 6 hours.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("sentence", "strength"), [(s, k) for k, some in SENTENCES.items() for s in some])
def test_the_force_of_a_sentence(sentence: str, strength: Strength) -> None:
    assert one(sentence).strength == strength


@pytest.mark.parametrize(
    "sentence",
    [
        "In May the site may be slow.",
        "There is no limit on the number of templates.",
        "Could you tell me who owns the list?",
        "As far as I can see all is well.",
    ],
)
def test_what_may_happen_or_is_asked_rules_nothing(sentence: str) -> None:
    assert read(sentence).constraints == ()


@pytest.mark.parametrize("sentence", ["Sends stop on 4 May 2027.", "In May 2027 the feed moves to 06:00."])
def test_the_month_of_may_permits_nothing(sentence: str) -> None:
    assert [c.strength for c in read(sentence).constraints if c.strength == "may"] == []


@pytest.mark.parametrize(
    ("lead", "strength"),
    [("You must not:", "must_not"), ("You may:", "may"), ("Agencies must:", "must"), ("You should:", "should"),
     ("It is forbidden to:", "must_not"), ("You should not:", "should_not")],
)  # fmt: skip
def test_items_take_the_force_of_the_words_that_lead_in_their_list(lead: str, strength: Strength) -> None:
    reading = read(f"{lead}\n\n- share guest lists with partners\n- keep copies of exports")
    assert {item.strength for item in reading.constraints} == {strength} or strength == "should"
    assert [item.source.text for item in reading.constraints] == [
        "share guest lists with partners",
        "keep copies of exports",
    ]


def test_an_item_with_words_of_its_own_keeps_its_own_force() -> None:
    reading = read("You must not:\n\n- share accounts\n\nNotes:\n\n- Agencies should use a second factor.")
    assert [item.strength for item in reading.constraints] == ["must_not", "should"]


def test_the_place_of_the_force_is_exact() -> None:
    text = "For legal reasons exports must not be mailed."
    at = one(text).strength_at
    assert at is not None
    assert text[at.start : at.end] == at.text == "must not"


def test_the_main_clause_decides_and_not_its_condition() -> None:
    assert one("If a list must be shared, agencies may use the vault.").strength == "may"
    assert one("Lists must be deleted unless the head of service may keep them.").strength == "must"


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Links are only permitted on our own domains.", "must_not"),
        ("Only links to our own domains are permitted.", "must_not"),
        ("No large attachments should be sent.", "should_not"),
        ("You can't change the sender once it is set.", "must_not"),
        ("Exports will normally not be granted.", "must_not"),
        ("Users will clear lists that nobody uses within 30 days.", "must"),
        ("Backups are taken once a day and kept for 30 days.", "fact"),
        ("A local server may be needed for 2 weeks.", "fact"),
        ("Please remove the old lists within 5 days.", "should"),
    ],
)
def test_how_a_rule_is_worded_gives_its_force(text: str, strength: Strength) -> None:
    assert one(text).strength == strength


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Teams must keep to the house rules on guests (1988, 2003, as may be amended).", "must"),
        ("You may not share your password.", "must_not"),
        ("The list may not be shared with partners.", "must_not"),
        ("Members may bring guests.", "may"),
        ("If you send 5,000 letters and up per day you are recommended to use a print shop.", "should"),
        ("Guests may only bring recordings if they hold a licence.", "must_not"),
        ("A text can be sent to a guest only if the guest has agreed.", "must_not"),
        ("Post to the announcement list only with approval.", "must_not"),
        ("Pages should be protected by a password known only to the team.", "should"),
        ("Use of guest lists for private gain is unacceptable.", "must_not"),
        ("Within five working days of the change, notify the desk.", "must"),
        ("If at all possible, set up a second sender for your requests.", "must"),
        ("All open lists except the staff list must be able to take messages.", "must"),
        ("Keep the phone number they provided when they signed up for 2 years.", "must"),
        ("Please copy every list you wish to keep before the end date.", "should"),
        ("A first mistake due to haste must be reported within 2 days.", "must"),
        ("Use of the list for gain unless specifically authorised is forbidden.", "must_not"),
        ("Requests may be approved by the head of IT.", "may"),
        ("Please be advised that sharing the list by private e-mail is not permitted.", "must_not"),
        ("With the exception of the drive for drafts the storing of lists elsewhere is prohibited.", "must_not"),
        ("Vouchers must not be sent on Sundays, not even by push.", "must_not"),
        ("Only members of the team are permitted to publish pages.", "must_not"),
    ],
)
def test_the_force_is_that_of_the_whole_sentence(text: str, strength: Strength) -> None:
    assert [constraint.strength for constraint in read(text).constraints] == [strength]


@pytest.mark.parametrize(
    "text",
    [
        "Texts may not be delivered if you go over the cap of the tills.",
        "Mails sent after 17:00 may not arrive the same day.",
        "A drive that is full may impact other teams.",
        "Accounts that are unused for 90 days may be disabled.",
        "Access may be withdrawn without notice.",
        "Every office has a shared drive, with no quotas on space.",
        "Pages that are public will stay online and not be deleted.",
        "After another 2 weeks our system will archive all lists of the project.",
        "Everyone will get a note if you reach 80% of the daily limit of the gateway.",
        "Deleted items can not be recovered.",
        "The account of a guest who keeps prohibited material may be suspended.",
        "I need to look after other brands.",
        "Gold | Any key | Set up according to your needs",
        "The meaning of heavy use may need to be changed later.",
        "This policy is subject to change.",
        "After 2 weeks, if you have not asked for more time, our system will close all drafts.",
    ],
)
def test_a_risk_a_relief_and_a_state_rule_nothing(text: str) -> None:
    assert [constraint.strength for constraint in read(text).constraints] in ([], ["fact"])


def test_what_nobody_can_tell_yet_forbids_nothing() -> None:
    assert read("We can't let you know before 4 May 2027.").constraints == ()


def test_what_is_not_there_to_be_had_is_ruled_out() -> None:
    assert [one.strength for one in read("Texts are not available for this campaign.").constraints] == ["must_not"]
