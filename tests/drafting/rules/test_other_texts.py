"""Texts that ask IT for nothing, whatever they name."""

import pytest

from service.drafting.rules.other_texts import is_job_advert
from tests.soundness import run

ADVERT = """CRM Executive, Bramblewick Candles, hybrid
We're looking for somebody who knows e-mail inside out.
What you will do: send the newsletter to 90,000 customers every Thursday and lift repeat sales by 8%.
What you bring: two years in an agency, experience with Klaviyo.
Salary £31,000. Send your CV by 4 June 2027."""
CAMPAIGN = """We are looking for 40 care assistants for our homes in Kent. The landing page opens on 3 May 2027, with adverts on
Facebook; people send their CV through a form. Goal: 300 applications by 30 June 2027. First interviews are held from 17 May."""


def test_an_advert_for_a_job_is_no_brief() -> None:
    assert is_job_advert(ADVERT)
    result = run(ADVERT)
    assert (result.outcome, result.requirements, result.goals) == ("too_thin", [], [])


@pytest.mark.parametrize("text", [CAMPAIGN, "We e-mail 900 members on 4 May 2027 about the plant sale."])
def test_a_campaign_to_find_staff_is_one(text: str) -> None:
    assert not is_job_advert(text)
    assert run(text).outcome != "too_thin"
