"""Endpoints of others are told when jobs and batches end (Standard Webhooks 1.0.0): an outbox, and what empties it."""
