"""The version of cleantext; the build reads it from here."""

# A module of its own, and no question to importlib.metadata, which takes longer than Python to start.
__version__ = "0.1.0"
