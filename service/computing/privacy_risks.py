"""Risks to people and to trust that a campaign's circumstances bring."""

from schemas.parts import Risk
from service.campaign import Campaign
from service.catalogue.law import risk_rules
from service.computing.circumstances import Situation, find_situation, spread


def list_privacy_risks(campaign: Campaign, situation: Situation | None = None) -> list[Risk]:
    """Return the risks whose circumstances are present, with ids PR-<rule>, in the order of the catalogue."""
    situation = situation or find_situation(campaign)
    found: list[Risk] = []
    for rule in risk_rules().values():
        fulfilled = situation.fulfilled(rule.when)
        if fulfilled is not None:
            found.append(
                Risk(
                    id=f"PR-{rule.id}", text=rule.text, effect=rule.effect, mitigation=rule.mitigation,
                    evidence=spread(situation.evidence(fulfilled), 3),
                )
            )  # fmt: skip
    return found
