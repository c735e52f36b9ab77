"""Every computed part of a specification, from one campaign."""

from schemas.organisation import Organisation
from service.campaign import Campaign
from service.computed import Computed
from service.computing.assumptions import collect_assumptions
from service.computing.circumstances import find_situation
from service.computing.contradictions import find_contradictions
from service.computing.data_sources import list_data_sources
from service.computing.governance import screen_tools
from service.computing.lead_needs import lead_needs
from service.computing.ownership import assign_ownership
from service.computing.privacy import assess_privacy
from service.computing.privacy_risks import list_privacy_risks
from service.computing.scale import compute_scale
from service.computing.schedule import plan_schedule


def compute(campaign: Campaign, organisation: Organisation | None) -> Computed:
    """Work out every computed part; pure, no clock, no IO."""
    situation = find_situation(campaign)
    privacy = assess_privacy(campaign, organisation, situation)
    governance = screen_tools(campaign, organisation, situation)
    scale = compute_scale(campaign, organisation)
    schedule = plan_schedule(campaign, organisation, lead_needs(campaign, organisation, privacy.dpia.outcome))
    return Computed(
        privacy=privacy,
        scale=scale,
        schedule=schedule,
        data_sources=tuple(list_data_sources(campaign, organisation)),
        governance=tuple(governance),
        ownership=tuple(assign_ownership(campaign, organisation, privacy, governance, situation)),
        risks=tuple(list_privacy_risks(campaign, situation)),
        assumptions=tuple(collect_assumptions(scale, schedule)),
        contradictions=tuple(find_contradictions(campaign)),
    )
