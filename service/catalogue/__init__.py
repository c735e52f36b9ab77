"""Cited facts and vocabulary as YAML, loaded strictly."""

from service.catalogue.loading import CatalogueError, Entry, Source, load_entries

__all__ = ["CatalogueError", "Entry", "Source", "load_entries"]
