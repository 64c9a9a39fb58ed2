"""Packing: gzip and Zstandard, piece by piece. Packed pieces put end to end are one packed file."""

from functools import lru_cache
from typing import Any, cast

from cleantext.errors import UsageError


def pack(data: bytes, compression: str) -> bytes:
    """Pack bytes as `gz` or `zst`, or leave them as they are; the same bytes give the same.

    >>> pack("正文".encode(), "gz") == pack("正文".encode(), "gz")
    True
    """
    if not data or not compression:
        return data
    if compression == "gz":
        import gzip  # here for start-up time

        return gzip.compress(data, 6, mtime=0)
    return cast(bytes, _compressor().compress(data))


def zstandard() -> Any:
    """The module that reads and writes Zstandard. Raises UsageError where it is missing."""
    try:
        import zstandard  # an extra
    except ImportError:
        raise missing("Zstandard (.zst)", "zstandard", "zstd") from None
    return zstandard


def missing(what: str, package: str, extra: str) -> UsageError:
    """The UsageError that names the extra which reads or writes something."""
    return UsageError(
        f"{what} needs the package {package}", hint=f"install it with `pip install 'cleantext-zh[{extra}]'`"
    )


@lru_cache(maxsize=1)
def _compressor() -> Any:
    return zstandard().ZstdCompressor(level=3)
