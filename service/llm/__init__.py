"""The one seam to a model provider."""
