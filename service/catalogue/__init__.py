"""Cited facts and vocabulary as YAML, loaded strictly."""

from service.catalogue.loading import CatalogueError, Entry, Source, catalogue_version, load_entries

__all__ = ["CatalogueError", "Entry", "Source", "catalogue_version", "load_entries"]
