"""What callers send."""

from datetime import date

from pydantic import Field

from schemas.base import Model
from schemas.brief import BriefInput
from schemas.organisation import Organisation
from schemas.specification import EngineName


class RequirementsRequest(Model):
    """`POST /v1/requirements`."""

    brief: BriefInput
    engine: EngineName | None = Field(default=None, description="Default: the server's setting")
    organisation: Organisation | None = None
    today: date | None = Field(default=None, description="The day the brief is read; default: now")
