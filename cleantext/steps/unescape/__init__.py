"""Escapes left in text: every family is a forward model, and every edit is proved by it."""

from cleantext.steps.unescape.passes import unescape

__all__ = ["unescape"]
