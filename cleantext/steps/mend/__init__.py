"""Encoding repair: every kind of damage is a forward model, and every repair is proved by it."""

from cleantext.steps.mend.passes import mend

__all__ = ["mend"]
