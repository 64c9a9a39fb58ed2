"""The version of the installed distribution."""

# A module of its own: the import of importlib.metadata is worth sparing a filter.
from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("cleantext-zh")
except PackageNotFoundError:  # run from a source folder that was never installed
    __version__ = "0+source"
