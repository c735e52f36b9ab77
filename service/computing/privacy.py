"""The privacy screening of a campaign, put together from its parts. Screening, not legal advice."""

from schemas.organisation import Organisation
from schemas.parts import Privacy
from service.campaign import Campaign
from service.computing.circumstances import Situation, find_situation
from service.computing.dpia import screen_dpia
from service.computing.legal_basis import list_legal_bases
from service.computing.personal_data import find_minors, list_data_subjects, list_personal_data
from service.computing.places import find_places
from service.computing.processors import list_processors, list_transfers
from service.computing.regulations import list_regulations
from service.computing.retention import list_retention


def assess_privacy(
    campaign: Campaign, organisation: Organisation | None, situation: Situation | None = None
) -> Privacy:
    """Return the screening: data, people, laws, impact assessment, bases, recipients, periods and children.

    Nothing is concluded from silence: what the brief leaves open stays unknown.
    """
    situation = situation or find_situation(campaign)
    places = find_places(campaign, organisation)
    personal = list_personal_data(campaign, situation)
    processors = list_processors(campaign, situation, places, organisation)
    return Privacy(
        personal_data=personal,
        data_subjects=list_data_subjects(campaign, situation),
        regulations=list_regulations(campaign, situation, places, personal),
        dpia=screen_dpia(campaign, situation, places, organisation),
        legal_basis=list_legal_bases(situation, places),
        processors=processors,
        transfers=list_transfers(processors, places),
        retention=list_retention(campaign, situation, places),
        minors=find_minors(situation, places),
    )
