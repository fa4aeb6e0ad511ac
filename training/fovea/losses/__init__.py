"""Losses, backend-neutral."""
