"""Reports of runs and comparisons: Markdown for a pull request, JUnit for CI, one self-contained HTML page."""
