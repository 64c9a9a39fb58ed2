"""HTML in: markup off, main part kept, every change an edit with its exact span."""

from cleantext.steps.unwrap.step import unwrap

__all__ = ["unwrap"]
