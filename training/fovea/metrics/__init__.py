"""Metrics on numpy arrays."""
