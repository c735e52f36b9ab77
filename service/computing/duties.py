"""Duties that the laws of a campaign put on systems."""

from schemas.parts import Privacy
from service.campaign import Campaign
from service.catalogue.law import Duty, duties
from service.computing.circumstances import find_situation


def list_duties(campaign: Campaign, privacy: Privacy) -> list[Duty]:
    """Return the duties of the laws that apply or are likely to, as far as their circumstances are present."""
    situation = find_situation(campaign)
    laws = {regulation.id for regulation in privacy.regulations if regulation.certainty != "check"}
    return [
        duty for duty in duties().values()
        if duty.regulation in laws and situation.fulfilled(duty.when) is not None
    ]  # fmt: skip
