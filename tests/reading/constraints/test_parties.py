"""Who is bound and who may allow, in the words of the text."""

import pytest

from tests.reading.constraints.constraint_reading import one


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Tools must be approved by the Data Protection Office.", "Data Protection Office"),
        ("Every tool needs the approval of the head of IT.", "head of IT"),
        ("Lists must be deleted unless the head of service agrees.", "head of service"),
        ("Each send needs DPO approval.", "DPO"),
        ("The Change Board must approve every release.", "Change Board"),
        ("Uploads must be scanned.", None),
    ],
)
def test_who_decides(sentence: str, who: str | None) -> None:
    said = one(sentence).decides
    assert (said or "").removeprefix("the ").removeprefix("The ") == (who or "")


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("All agencies must use named accounts.", "All agencies"),
        ("You must not share passwords.", "You"),
        ("Contractors working abroad must use a second factor.", "Contractors"),
        ("The mail gateway must not send more than 40 messages per second.", None),
        ("Exports must be encrypted.", None),
        ("We cannot give Brightkelp direct access to the booking system.", None),
    ],
)
def test_who_is_bound(sentence: str, who: str | None) -> None:
    assert one(sentence).binds == who
