"""Freezes and what falls into them: launches and messages at a time that is closed for them, and look-alikes that hold."""

import pytest

from tests.computing.clashes.claims import claims

FOUND = [
    "We go live on 20 December 2026. IT has a change freeze from 14 December 2026 to 6 January 2027.",
    "Code freeze: 23 Nov - 4 Jan. The new app is released on 15 December.",
    "The launch is on 5 April 2027. SAP cutover 1 to 12 April 2027, nothing can be changed then.",
    "No emails may be sent between 20 December 2026 and 3 January 2027. The New Year newsletter goes out on 1 January 2027.",
    "Launch: 12 May 2027. The data warehouse is frozen until 20 May 2027.",
    "The release freeze starts on 1 June 2027. We roll out the feature on 8 June 2027.",
    "There is a production freeze in the last two weeks of December. Campaign launch is 18 December 2026.",
    "Comms blackout from 3 to 10 May 2027 because of the election. Reminder email on 6 May 2027.",
    "Marketing wants to start the campaign on 4 January 2027; deployments are frozen 18 December 2026 through 8 January 2027.",
    "Everyone gets the mail on 22 December 2026. Note: from 18 December to 4 January nothing may be deployed and no campaign may be sent.",
    "Nobody is allowed to touch production between 15 December and 10 January. We plan go-live for 5 January 2027.",
    "Network freeze 1-15 March 2027. The store app rolls out on 8 March 2027.",
    "The IT holiday freeze starts 10 December 2026 and ends 5 January 2027. Launch of the portal: 14 December 2026.",
    "Salesforce is locked for the migration from 3 May to 14 May 2027. The campaign kicks off on 10 May 2027.",
]
FINE = [
    "We go live on 20 January 2027. IT has a change freeze from 14 December 2026 to 6 January 2027.",
    "The freeze runs from 14 December 2026 to 6 January 2027, so everything must be live before the freeze. Campaign kick-off 20 December 2026.",
    "The office is closed from 24 December 2026 to 3 January 2027. Launch is 28 December 2026.",
    "Legal approves by 18 December 2026. The change freeze is 14 December 2026 to 6 January 2027.",
    "Code freeze from 1 June 2027. UAT starts on 8 June 2027.",
    "Prices are frozen until 30 June 2027. We launch on 1 May 2027.",
    "Change freeze 14 December to 6 January, except for content. Launch on 20 December.",
]


@pytest.mark.parametrize("text", FOUND)
def test_what_disagrees_is_claimed_once(text: str) -> None:
    assert len(claims(text)) == 1


@pytest.mark.parametrize("text", FINE)
def test_what_holds_is_left_alone(text: str) -> None:
    assert claims(text) == []
