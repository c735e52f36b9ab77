"""Engines that draft goals, needs and questions from what was read: rules, and a model."""
