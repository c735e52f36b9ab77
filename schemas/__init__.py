"""What travels between Liaison and the world: pydantic models only, no logic beyond validation."""

from typing import Final

SCHEMA_VERSION: Final = "1"
