"""Everything that follows from a campaign by arithmetic and by rule, in one value."""

from dataclasses import dataclass

from schemas.parts import (
    Assumption,
    Contradiction,
    DataSource,
    Governance,
    Ownership,
    Privacy,
    Risk,
    Scale,
    Schedule,
)

VOLUNTEER = "volunteer who acts under the organisation's authority (GDPR Art. 29)"
"""The role of a recipient of data who is none from outside."""


@dataclass(frozen=True)
class Computed:
    """The computed parts of a specification."""

    privacy: Privacy
    scale: Scale
    schedule: Schedule
    data_sources: tuple[DataSource, ...]
    governance: tuple[Governance, ...]
    ownership: tuple[Ownership, ...]
    risks: tuple[Risk, ...]
    assumptions: tuple[Assumption, ...]
    contradictions: tuple[Contradiction, ...]
