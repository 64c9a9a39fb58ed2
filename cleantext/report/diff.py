"""A unified diff of a page, made from its edits: each hunk names the rules behind it."""

from collections.abc import Iterator, Sequence

from cleantext.edits import Edit, Span, apply
from cleantext.engine import Result
from cleantext.lines import Lines, split_lines
from cleantext.records import dataclass

CONTEXT_LINES = 2
_NO_LINE_END = "\\ No newline at end of file"


@dataclass(frozen=True, slots=True)
class Block:
    """Source lines `first` to `end` (half-open, 0-based), the text they became, and the rules that did it."""

    first: int
    end: int
    after: str
    rules: tuple[str, ...]

    @property
    def lines_after(self) -> list[str]:
        """The lines the block became."""
        return list(split_lines(self.after).contents) if self.after else []


def unified_diff(result: Result, *, context_lines: int = CONTEXT_LINES) -> Iterator[str]:
    """The lines of a unified diff from the decoded page to its clean text, without line ends.

    What changes in the bytes alone (encoding, byte-order mark, CRLF) is said in the first lines.
    """
    blocks = changed_blocks(result.decoded.text, result.history.changes())
    outside = list(_changes_of_bytes(result))
    if not blocks and not outside:
        return
    yield f"--- {result.page.name}"
    yield f"+++ {result.page.name} (clean)"
    yield from outside
    lines = split_lines(result.decoded.text)
    whole = result.decoded.text.endswith("\n")
    shift = shown = 0
    hunks = _hunks(blocks)
    for number, hunk in enumerate(hunks):
        following = hunks[number + 1][0].first if number + 1 < len(hunks) else len(lines)
        first = max(shown, hunk[0].first - context_lines)
        shown = min(following, hunk[-1].end + context_lines)
        yield from _hunk_lines(hunk, lines, (first, shown), shift, whole=whole)
        shift += _growth(hunk)


def changed_blocks(source: str, changes: Sequence[Edit]) -> list[Block]:
    """Runs of whole lines of `source` that the changes turn into whole lines.

    >>> changed_blocks("登录\\n正文。\\n", [Edit(0, 3, "登录\\n", "", "chrome/login")])
    [Block(first=0, end=1, after='', rules=('chrome/login',))]
    """
    lines = split_lines(source)
    blocks: list[Block] = []
    run: list[Edit] = []
    end = 0
    for edit in changes:
        if run and _line(lines, edit.start) >= end:
            blocks.append(_block(source, lines, end, run))
            run = []
        run.append(edit)
        end = max(end, _line_after(lines, edit))
    if run:
        blocks.append(_block(source, lines, end, run))
    return blocks


def _line(lines: Lines, offset: int) -> int:
    """The line of an offset; one past the last line where the offset is past the last line end."""
    past_end = len(lines) and offset == lines.length and offset == lines.next_start(len(lines) - 1)
    if past_end and lines.end(len(lines) - 1) < offset:
        return len(lines)
    return lines.number_at(offset) if len(lines) else 0


def _line_after(lines: Lines, edit: Edit) -> int:
    """The line after those an edit changes: one that removes whole lines leaves the next alone."""
    last = _line(lines, edit.end)
    if last == len(lines):
        return last
    at_line_start = edit.end == lines.starts[last] and edit.end > edit.start
    removes_lines = not edit.new and edit.start == lines.starts[_line(lines, edit.start)]
    return last if at_line_start and (removes_lines or edit.new.endswith("\n")) else last + 1


def _block(source: str, lines: Lines, end: int, run: Sequence[Edit]) -> Block:
    first = _line(lines, run[0].start)
    start = lines.starts[first] if first < len(lines) else lines.length
    stop = lines.next_start(end - 1) if end else lines.length
    after = apply(source[start:stop], [_moved(edit, -start) for edit in run])
    rules = dict.fromkeys(rule for edit in run for rule in edit.rule.split(" + "))
    return Block(first, end, after, tuple(rules))


def _moved(edit: Edit, by: int) -> Edit:
    return Edit(edit.start + by, edit.end + by, edit.old, edit.new, edit.rule)


def _hunks(blocks: Sequence[Block]) -> list[list[Block]]:
    """Neighbouring blocks that the same rules changed stand in one hunk."""
    hunks: list[list[Block]] = []
    for block in blocks:
        if hunks and hunks[-1][-1].end == block.first and set(hunks[-1][-1].rules) == set(block.rules):
            hunks[-1].append(block)
        else:
            hunks.append([block])
    return hunks


def _growth(hunk: Sequence[Block]) -> int:
    """How many lines more there are after a hunk than before it."""
    return sum(len(block.lines_after) - (block.end - block.first) for block in hunk)


def _hunk_lines(
    hunk: Sequence[Block], lines: Lines, shown: Span, shift: int, *, whole: bool
) -> Iterator[str]:
    """A hunk with its context: the source lines `shown`. `shift` is the growth of the hunks before it."""
    first, end = shown
    ranges = f"-{_range(first, end - first)} +{_range(first + shift, end - first + _growth(hunk))}"
    yield f"@@ {ranges} @@ {', '.join(hunk[0].rules)}"
    yield from _source_lines(" ", lines, first, hunk[0].first, whole=whole)
    for block in hunk:
        yield from _source_lines("-", lines, block.first, block.end, whole=whole)
        yield from (f"+{line}" for line in block.lines_after)
        if block.after and not block.after.endswith("\n"):
            yield _NO_LINE_END
    yield from _source_lines(" ", lines, hunk[-1].end, end, whole=whole)


def _source_lines(mark: str, lines: Lines, first: int, end: int, *, whole: bool) -> Iterator[str]:
    for number in range(first, end):
        yield mark + lines.contents[number]
        if not whole and number == len(lines) - 1:
            yield _NO_LINE_END


def _range(first: int, size: int) -> str:
    """A unified diff counts lines from 1, and names the line before an empty range."""
    return f"{first + 1 if size else first},{size}"


def _changes_of_bytes(result: Result) -> Iterator[str]:
    decoded = result.decoded
    if decoded.encoding.lower().replace("_", "-") not in ("utf-8", "ascii"):
        yield f"encoding {decoded.encoding} becomes utf-8"
    if decoded.bom:
        yield "the byte-order mark goes"
    if decoded.newline != "\n":
        yield f"line ends {decoded.newline!r} become {chr(10)!r}"
