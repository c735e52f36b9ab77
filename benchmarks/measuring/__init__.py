"""What the measurements share: how figures are shown and kept, and what stands in for a model, a server, an answer."""
