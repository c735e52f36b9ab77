"""The evals test themselves: regressions planted on purpose are caught, harmless changes are not."""
