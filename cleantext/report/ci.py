"""What machines read of a check: JUnit XML, and the annotations of GitHub's runner."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol
from xml.sax.saxutils import escape, quoteattr

from cleantext.report.marks import visible

_MOST_LINES = 200
"""Lines of a difference that are told; a whole page is of no use in a report."""


class Found(Protocol):
    """A finding: of which page, in one sentence, line by line, and in which file."""

    @property
    def name(self) -> str:
        """The page."""

    @property
    def message(self) -> str:
        """One sentence."""

    @property
    def details(self) -> tuple[str, ...]:
        """Line by line."""

    @property
    def place(self) -> Path | None:
        """The file."""


def junit(suite: str, names: Iterable[str], findings: Sequence[Found]) -> str:
    """A JUnit report with a test for every name; findings fail theirs, or one of their own.

    >>> print(junit("golden", ["一"], []))
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuite name="golden" tests="1" failures="0" errors="0" skipped="0">
      <testcase classname="golden" name="一"/>
    </testsuite>
    """
    failed = {finding.name: finding for finding in findings}
    every = dict.fromkeys((*names, *failed))
    counts = f'tests="{len(every)}" failures="{len(failed)}" errors="0" skipped="0"'
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<testsuite name={quoteattr(suite)} {counts}>"]
    for name in every:
        case = f"  <testcase classname={quoteattr(suite)} name={quoteattr(visible(name))}"
        if name not in failed:
            lines.append(f"{case}/>")
            continue
        told = escape(visible("\n".join(_cut(failed[name].details))))
        message = quoteattr(visible(failed[name].message))
        lines += [f"{case}>", f"    <failure message={message}>{told}</failure>", "  </testcase>"]
    return "\n".join((*lines, "</testsuite>"))


def annotation(found: Found) -> str:
    """A command that GitHub's runner turns into a note beside a file.

    >>> from cleantext.golden import Finding
    >>> annotation(Finding("一", "the clean text differs", ("-甲", "+乙"), Path("golden/一.txt")))
    '::error file=golden/一.txt,line=1,title=一%3A the clean text differs::-甲%0A+乙'
    """
    line = next((part.split()[2] for part in found.details if part.startswith("@@ line ")), "1")
    place = f"file={_property(found.place.as_posix())},line={line}," if found.place else ""
    title = _property(visible(f"{found.name}: {found.message}"))
    told = visible("\n".join(_cut(found.details)) or found.message)
    return f"::error {place}title={title}::{_data(told)}"


def _cut(lines: Sequence[str]) -> list[str]:
    more = len(lines) - _MOST_LINES
    return [*lines[:_MOST_LINES], f"… and {more} lines more"] if more > 0 else list(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
