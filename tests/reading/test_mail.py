from service.reading import reasons
from service.reading.segmenting import read_text

MAIL = """From: Ines Novak <ines@orchard.example>
To: IT
Date: Mon, 3 May 2027
Subject: Apple festival mailing

Hi all,

we need to write to 14,000 members by 20 May.

Kind regards
Ines Novak
Head of Membership
T 020 7946 0000

PS: the list is in the old database.
"""


def test_headers_greeting_and_signature_are_set_aside() -> None:
    read = read_text(MAIL)
    reason = {s.text: read.set_aside.get(s.id) for s in read.sentences}
    assert reason["To: IT"] == reasons.MAIL_HEADER
    assert reason["Hi all,"] == reasons.GREETING
    assert reason["Head of Membership"] == reasons.SIGNATURE
    assert reason["we need to write to 14,000 members by 20 May."] is None
    assert reason["PS: the list is in the old database."] is None


def test_the_subject_is_the_title() -> None:
    assert read_text(MAIL).title == "Apple festival mailing"


def test_the_need_stands_under_the_subject() -> None:
    need = next(s for s in read_text(MAIL).sentences if "14,000" in s.text)
    assert need.context == ["Subject: Apple festival mailing"]


def test_quoted_mail_is_read_as_quotes() -> None:
    read = read_text("We can do it.\n\n> Can you send it on Friday?\n> The list has 900 names.\n")
    assert [(s.kind, s.text) for s in read.sentences] == [
        ("prose", "We can do it."),
        ("quote", "Can you send it on Friday?"),
        ("quote", "The list has 900 names."),
    ]


def test_a_signature_under_two_dashes() -> None:
    read = read_text("Please confirm.\n\n--\nOla Berg\nOrchard Ltd.\n")
    assert [read.set_aside.get(s.id) for s in read.sentences] == [None, reasons.SIGNATURE, reasons.SIGNATURE]


def test_two_dashes_amid_a_text_are_no_signature() -> None:
    text = "Age\n\n--\n\nWe send 900 mails a day.\n\n" + "Each day adds a hundred.\n\n" * 12
    read = read_text(text)
    assert reasons.SIGNATURE not in read.set_aside.values()


def test_a_long_first_line_with_hello_is_no_greeting() -> None:
    read = read_text("Hi, sorry but we cannot make the 4th.\n")
    assert read.set_aside == {}
