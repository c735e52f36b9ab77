"""What callers send."""

from datetime import date

from pydantic import Field, model_validator

from schemas.base import Model
from schemas.brief import BriefInput
from schemas.organisation import Organisation
from schemas.specification import EngineName, Specification


class RequirementsRequest(Model):
    """`POST /v1/requirements`."""

    brief: BriefInput
    engine: EngineName | None = Field(default=None, description="Default: the server's setting")
    organisation: Organisation | None = None
    today: date | None = Field(default=None, description="The day the brief is read; default: now")
    store: bool = Field(default=True, description="Keep the result, so that it can be listed, read again and shared")


class ExplanationRequest(Model):
    """`POST /v1/explanations`: constraints alone, beside a specification, or beside a brief."""

    constraints: str | list[str] = Field(description="One text with one or many constraints, or one text each")
    specification: Specification | None = None
    brief: BriefInput | None = None
    engine: EngineName | None = Field(default=None, description="Default: the server's setting")
    organisation: Organisation | None = None
    today: date | None = Field(default=None, description="The day the constraints are read; default: now")
    store: bool = Field(default=True, description="Keep the result, so that it can be listed, read again and shared")

    @model_validator(mode="after")
    def _not_both(self) -> "ExplanationRequest":
        if self.specification is not None and self.brief is not None:
            raise ValueError("give `specification` or `brief`, not both")
        return self


class AlignmentRequest(Model):
    """`POST /v1/alignments`: a specification held against constraints."""

    specification: Specification
    constraints: str | list[str] = Field(description="One text with one or many constraints, or one text each")
    engine: EngineName | None = Field(default=None, description="Default: the server's setting")
    organisation: Organisation | None = None
    today: date | None = Field(default=None, description="The day the constraints are read; default: now")
    store: bool = Field(default=True, description="Keep the result, so that it can be listed, read again and shared")
