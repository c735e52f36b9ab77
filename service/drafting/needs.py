"""Moved to `service.needs`."""

from service.needs import Ask, Need, merge_needs

__all__ = ["Ask", "Need", "merge_needs"]
