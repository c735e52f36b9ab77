"""The customer's own profile: systems, teams, policies and overrides of house defaults."""

from datetime import date
from typing import Literal

from pydantic import Field

from schemas.base import Model, Number
from schemas.parts import DataClass


class OrganisationSystem(Model):
    """A system the organisation already has."""

    name: str
    aliases: list[str] = []
    owner: str | None = None
    location: str | None = Field(default=None, description="Country or region where its data is kept, such as EU or US")
    data: list[str] = Field(default=[], description="Catalogue ids or names of the data it holds")
    data_class: DataClass = "unknown"
    approved_for: list[DataClass] = []
    integrations: list[str] = Field(default=[], description="Names of systems it is connected to")
    formats: list[str] = []
    refresh: str | None = Field(default=None, description="How fresh its data is, such as `nightly, ready 05:30 UTC`")
    limits: list[str] = []
    rate_per_second: Number | None = Field(
        default=None, gt=0, description="Messages or requests per second it can take"
    )


class Team(Model):
    """A team and what it answers for."""

    name: str
    topics: list[str] = []
    free_days: Number | None = Field(default=None, ge=0)


class Policy(Model):
    """A written rule of the organisation."""

    id: str
    statement: str
    applies_to: list[str] = []


class Freeze(Model):
    """Dates between which nothing may be changed."""

    name: str
    start: date
    end: date


class LeadTime(Model):
    """Lead time of the organisation's own, in working days; it overrides the house default."""

    low: int = Field(ge=0)
    typical: int = Field(ge=0)
    high: int = Field(ge=0)


class Organisation(Model):
    """Everything the organisation tells Liaison about itself. All of it is optional."""

    name: str = "Your organisation"
    regions: list[str] = Field(
        default=[], description="ISO 3166 codes where it works; public holidays follow from them"
    )
    time_zone: str | None = None
    working_week: list[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]] = ["mon", "tue", "wed", "thu", "fri"]
    holidays: list[date] = []
    freezes: list[Freeze] = []
    systems: list[OrganisationSystem] = []
    teams: list[Team] = []
    policies: list[Policy] = []
    lead_times: dict[str, LeadTime] = Field(default={}, description="By catalogue id of the lead item")
    defaults: dict[str, Number] = Field(default={}, description="Overrides of house defaults by catalogue fact id")
