"""A statement of a model stands only in the right form and with nothing that its sentences do not hold."""

import pytest

from service.drafting.model.checks import LONGEST, statement_faults, text_faults

HELD = (
    "We want to win back 4,000 lapsed members by the end of May.",
    "The e-mail goes out on Tuesday at 7:30, within two hours, to 12.5% of them.",
)


@pytest.mark.parametrize(
    "statement",
    [
        "The sending platform shall send the e-mail to 4,000 members.",
        "The sending platform shall send the e-mail to 4000 members.",
        "When the e-mail is sent on Tuesday at 7:30, the sending platform shall finish within two hours.",
        "While the offer runs, the web shop shall accept the voucher.",
        "If a balance is missing, then the sending platform shall use the agreed text.",
        "If a balance is missing, the sending platform shall use the agreed text.",
        "Where a member has opted out, the list, whoever built it, shall not hold the member.",
        "Kinoware shall exclude 12.5% of them until May.",
        "The report may be read by all; it shall name one figure.",
    ],
)
def test_statements_that_may_stand(statement: str) -> None:
    assert statement_faults(statement, HELD) == ()


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("The platform must send e-mails.", "no 'shall'"),
        ("Send the e-mails to everybody.", "no 'shall'"),
        ("The platform shall send and shall count e-mails.", "EARS"),
        ("The platform shall send e-mails", "EARS"),
        ("Shall send e-mails.", "no 'shall'"),
        ("It shall send e-mails.", "EARS"),
        ("When the list is ready the platform shall send e-mails.", "EARS"),
        ("The platform shall send 4,500 e-mails.", "4500"),
        ("The platform shall send 40 e-mails.", "40"),
        ("The platform shall send 12 e-mails.", "12"),
        ("The platform shall finish within three hours.", "three"),
        ("The platform shall reach 2 million people.", "million"),
        ("The platform shall send e-mails on Friday.", "Friday"),
        ("The platform shall stop in June.", "June"),
        ("The platform shall load https://evil.example/x.", "link"),
        ("The platform shall write to boss@lantern.example.", "address"),
        ("The platform shall show <b>a greeting</b>.", "markup"),
        ("The platform shall show ![x](y).", "markup"),
        (f"The platform shall {'send ' * 100}mails.", str(LONGEST)),
    ],
)
def test_statements_that_may_not(statement: str, fault: str) -> None:
    assert fault in " | ".join(statement_faults(statement, HELD))


def test_may_is_a_month_beside_a_date_and_a_verb_elsewhere() -> None:
    assert text_faults("The team may decide. May it be so.", ()) == ()
    assert text_faults("It ends in May.", ()) != ()
    assert text_faults("It ends on 3 May.", ("It ends on 3 May.",)) == ()


def test_all_faults_are_named_at_once() -> None:
    assert len(statement_faults("It shall send 9 mails to www.x.example", ())) == 3
