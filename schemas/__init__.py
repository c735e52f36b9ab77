"""What travels between Liaison and the world: pydantic models only, no logic beyond validation."""

SCHEMA_VERSION = "1"
