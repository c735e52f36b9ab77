"""Liaison: campaign briefs into IT requirements, and back."""
