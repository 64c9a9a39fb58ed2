"""How a page's cleaning differs from one that was accepted: line by line, under the rules behind it."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from cleantext.edits import Span
from cleantext.engine import Result
from cleantext.errors import LogError
from cleantext.history import History, PositionMap
from cleantext.lines import split_lines
from cleantext.log import entries_of, read_entries, read_log
from cleantext.records import dataclass
from cleantext.report.by_rule import SHOWN_EDITS, Group, by_rule


@dataclass(frozen=True, slots=True)
class Change:
    """An edit as a log has it; `src` is its span in the page, and `line` the first line of that."""

    rule: str
    src: Span
    line: int
    old: str
    new: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.old!r} -> {self.new!r}"


def compare(golden_text: bytes, golden_log: bytes, result: Result) -> Iterator[str]:
    """Lines that tell an accepted clean text and log from a new result of the same page.

    Differences of the text come grouped by the rules that act otherwise there (`-` accepted, `+` new), then
    changes that only the log shows.
    """
    log = golden_log.decode(errors="replace")
    for group in differences(golden_text.decode(errors="replace"), log, result):
        yield group.title
        yield from group.lines
    yield from compare_rest(log, result.log())


def differences(before_text: str, before_log: str, result: Result) -> Iterator[Group]:
    """The differences between an earlier clean text, with its log, and a new result of the same page."""
    before = history_of(before_log, before_text, result)
    if before is None:
        yield from _by_line(before_text, changes_of(before_log), result)
    else:
        yield from by_rule(result.decoded.text, before, result.history)


def history_of(log: str, text: str, result: Result) -> History | None:
    """The history in a log, if it is one of the result's page, and of this clean text."""
    try:
        (record,) = read_log([log])
        fits = record.history.redo(result.decoded.text) == text
        return record.history if fits and record.history.undo(text) == result.decoded.text else None
    except (LogError, ValueError):
        return None


def _by_line(before_text: str, before: Sequence[Change], result: Result) -> Iterator[Group]:
    """The same where the text is not what the log says, as of one that was written by hand."""
    after = changes_in(result)
    differing = set(before) ^ set(after)
    covered: set[Change] = set()
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for source, lines in _text_differences(before_text, result):
        behind = {change for change in differing if change.src[0] <= source[1] and source[0] <= change.src[1]}
        covered |= behind
        groups[tuple(sorted({change.rule for change in behind}))] += lines
    for rules, lines in sorted(groups.items(), key=lambda item: ", ".join(item[0]) or "no rule"):
        yield Group(rules, f"because of {', '.join(rules) or 'no rule'}:", tuple(lines))
    yield from log_differences(before, after, differing - covered)


def changes_of(log: str) -> list[Change]:
    """The edits of a log record; none where it cannot be read."""
    try:
        records = [data for data, _ in read_entries([log])]
    except LogError:
        return []
    return [_change(edit) for data in records for step in data["steps"] for edit in step["edits"]]


def changes_in(result: Result) -> list[Change]:
    """The edits of a result."""
    steps = entries_of(result.history, result.decoded.text)
    return [change for entries in steps for change in map(_change, entries)]


def _change(edit: Mapping[str, Any]) -> Change:
    return Change(edit["rule"], (edit["src"][0], edit["src"][1]), edit["line"], edit["old"], edit["new"])


def _text_differences(golden: str, result: Result) -> Iterator[tuple[Span, list[str]]]:
    """Each run of differing lines, with the span of the page that its new lines came from."""
    before, after = golden.split("\n"), result.text.split("\n")
    lines = split_lines(result.text)
    back = PositionMap(result.history.changes())
    for kind, old_first, old_end, first, end in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            continue
        span = (_offset(lines.starts, lines.length, first), _offset(lines.starts, lines.length, end))
        # One character more on each side: what was cut there leaves no character of its own behind.
        source = (back.back((max(0, span[0] - 1), span[0]))[0], back.back((span[1], span[1] + 1))[1])
        shown = [f"-{line}" for line in before[old_first:old_end]] + [f"+{line}" for line in after[first:end]]
        yield source, [f"@@ line {first + 1} @@", *shown]


def _offset(starts: Sequence[int], length: int, line: int) -> int:
    return starts[line] if line < len(starts) else length


def log_differences(old: Sequence[Change], new: Sequence[Change], differing: set[Change]) -> Iterator[Group]:
    """Changes that one side alone has, by rule."""
    by_rule: dict[str, list[str]] = defaultdict(list)
    for mark, changes in (("-", old), ("+", new)):
        for change in changes:
            if change in differing:
                by_rule[change.rule].append(f"{mark}{change}")
    for rule, lines in sorted(by_rule.items()):
        more = [f" … and {len(lines) - SHOWN_EDITS} more"] if len(lines) > SHOWN_EDITS else []
        title = f"in the log alone, {rule}: {len(lines)} edits"
        yield Group((rule,), title, (*lines[:SHOWN_EDITS], *more))


def compare_rest(golden: str, log: str) -> Iterator[str]:
    """What else the records say otherwise: the recipe, the encoding, the notes."""
    try:
        old, new = json.loads(golden), json.loads(log)
    except ValueError:
        yield "the golden log is not a log record"
        return
    for key in sorted(new.keys() | old.keys()):
        if key not in ("steps", "clean") and old.get(key) != new.get(key):
            yield f"in the log alone, {key}: {_short(old.get(key))} -> {_short(new.get(key))}"


def _short(value: object, limit: int = 200) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= limit else f"{text[:limit]}…"
