"""Engines that ask a model, check what it says, and leave the field to the rules where it fails."""

from service.drafting.model.engine import ModelEngine, ModelEngineName, build_model_engine

__all__ = ["ModelEngine", "ModelEngineName", "build_model_engine"]
