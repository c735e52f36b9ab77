"""The model engine: asks a model, checks what it says, and leaves the field to the rules where it fails."""

from service.drafting.model.engine import ModelEngine, build_model_engine

__all__ = ["ModelEngine", "build_model_engine"]
