"""A specification as JSON, Markdown or one self-contained HTML page."""
