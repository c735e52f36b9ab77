"""What e-mail adds around a brief."""

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


def test_a_name_over_a_telephone_number_is_a_signature() -> None:
    text = (
        "Could somebody tell me if that works?\n\nIda\n\nIda Moor\nHead of Events\nT 01632 960147\n\nOne more thing.\n"
    )
    read = read_text(text)
    assert [s.text for s in read.sentences if read.set_aside.get(s.id) == reasons.SIGNATURE] == [
        "Ida Moor",
        "Head of Events",
        "T 01632 960147",
    ]


def test_a_hotline_in_a_list_of_needs_is_none() -> None:
    read = read_text("We start soon.\n\nHotline 01632 960147 must be live\nBooking opens on 4 May\n")
    assert reasons.SIGNATURE not in read.set_aside.values()


def test_the_line_between_two_mails_is_a_header() -> None:
    read = read_text("See below.\n\n-----Original Message-----\nFrom: Ida\nTo: IT\n\nWe need a page.\n")
    assert read.set_aside[read.sentences[1].id] == reasons.MAIL_HEADER
