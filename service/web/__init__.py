"""The form and the result page."""
