"""The page in an HTTP response of a WARC record: is it HTML, in which charset, and what are its bytes."""

import io
import re
from typing import Any

from cleantext.errors import InputError
from cleantext.run.framing import Record
from cleantext.run.pack import missing

_HEAD_BYTES = 1 << 16
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +200\b")
_TYPE = re.compile(
    rb"^content-type[ \t]*:[ \t]*([^\r\n;]*)(?:;[^\r\n]*?charset=[\"' ]*([\w.:-]+))?", re.M | re.I
)
_HTML = (b"text/html", b"application/xhtml+xml")


def is_html_response(record: Record) -> bool:
    """Is it a response of status 200 that is served as HTML?

    >>> block = b"HTTP/1.1 200 OK\\r\\nContent-Type: text/html; charset=gbk\\r\\n\\r\\n<p>"
    >>> is_html_response(Record({"warc-type": "response"}, block))
    True
    """
    if record.headers.get("warc-type") != "response":
        return False
    head = _head(record.block)
    found = _TYPE.search(head)
    return bool(_STATUS.match(head) and found and found[1].strip().lower() in _HTML)


def charset_of(record: Record) -> str:
    """The charset that the response's header names, or nothing."""
    found = _TYPE.search(_head(record.block))
    return (found[2] or b"").decode() if found else ""


def body_of(block: bytes, *, limit_bytes: int, place: str) -> bytes:
    """The body of a response as a browser has it: chunks joined, packing undone.

    One byte more than `limit_bytes` is given where there are more. Raises InputError for a damaged body.
    """
    try:
        for record in _iterate(_as_record(block)):
            return bytes(record.reader.read(limit_bytes + 1))
    except OSError as error:
        said = str(error)
        raise InputError(
            f"the body of the response is damaged ({said[:1].lower() + said[1:]})",
            place=place,
            hint="fetch the page again",
        ) from None
    raise InputError("the record holds no HTTP response", place=place, hint="leave it out")


def _head(block: bytes) -> bytes:
    return block[:_HEAD_BYTES].partition(b"\r\n\r\n")[0]


def _as_record(block: bytes) -> bytes:
    header = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
    return header + b"Content-Length: %d\r\n\r\n" % len(block) + block + b"\r\n\r\n"


def _iterate(data: bytes) -> Any:
    return warc_module().ArchiveIterator(io.BytesIO(data), parse_http=True, auto_decode="all")


def warc_module() -> Any:
    """The module that reads HTTP messages of WARC records. Raises UsageError where it is missing."""
    try:
        from fastwarc import warc  # an extra
    except ImportError:
        raise missing("WARC", "fastwarc", "warc") from None
    return warc
