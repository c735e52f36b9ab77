"""Parts into one specification, with ids that stay the same."""
