"""Duties that laws put on systems."""

from service.computing.duties import list_duties
from service.computing.privacy import assess_privacy
from tests.computing.hand_made import campaign, mark


def test_duties_follow_the_laws_that_apply() -> None:
    made = campaign("An e-mail.", marks=[mark("channel", "email", "e-mail")], regions=("US",))
    found = {duty.id: duty for duty in list_duties(made, assess_privacy(made, None))}
    assert set(found) == {"can_spam_optout", "can_spam_live", "can_spam_address"}
    assert (found["can_spam_optout"].value, found["can_spam_optout"].unit) == (10, "working_day")


def test_a_mere_check_brings_no_duty() -> None:
    made = campaign("An e-mail, £5.", marks=[mark("channel", "email", "e-mail"), mark("money", "", "£5", unit="GBP")])
    assert list_duties(made, assess_privacy(made, None)) == []
