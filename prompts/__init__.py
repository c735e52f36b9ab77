"""The words a model is asked with: one Markdown file per prompt, no code."""
