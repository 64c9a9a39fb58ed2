"""A page with its changes in it: what was removed struck out, what was replaced old and new, by rule."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cleantext.edits import Edit, Step
from cleantext.engine import Result
from cleantext.history import History
from cleantext.lines import split_lines
from cleantext.log import entries_of
from cleantext.markup.detect import is_html
from cleantext.records import replace
from cleantext.regions import by_line
from cleantext.report.finest import finest
from cleantext.report.marks import LONGEST, dim, marked, visible

_MARKUP = re.compile(
    r"""
    \s* (?: (?: <!--.*?--> | <(?P<tag>script|style)\b.*?</(?P=tag)\s*> | <[!/?]?[a-zA-Z][^<>]*> ) \s* )+
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
"""A run of tags, scripts and comments with the space around them."""

_FOLDED = "‹›"
"""What stands for it."""

_NUMBER_WIDTH = 4
_LONGEST_KEPT = 2_000
"""Characters that stay and are shown in a row, without a line end; of more the two ends are."""

_RULES_AT = 2
"""Blanks between a line and the names of its rules."""


@dataclass(slots=True)
class Row:
    """A line of the page as it is shown: its number (from 1), its text, and its rules."""

    number: int
    pieces: list[str] = field(default_factory=list)
    marked: bool = False
    rules: list[str] = field(default_factory=list)


def explain_page(
    result: Result, wanted: Callable[[str], bool] | None = None, *, colored: bool, context_lines: int = 2
) -> Iterator[str]:
    """The lines that show a page with its changes in place; markup is folded to ‹›.

    With `wanted` (of a rule's name) only the rules it takes are shown, with some lines around; other changes
    are shown as done.

    >>> from cleantext.engine import clean
    >>> print(*explain_page(clean("正文。\\u3000\\n登录\\n", "minimal"), colored=False), sep="\\n")
       1 | 正文。[-\u3000-]  tidy/layout-space
       2 | 登录
    """
    rows = list(_rows(replace(result, history=_in_lines(result.history)), wanted, colored=colored))
    width = max(_NUMBER_WIDTH, len(str(rows[-1].number))) if rows else 0
    shown = set(range(len(rows)))
    if wanted is not None:
        marked_rows = [number for number, row in enumerate(rows) if row.marked]
        shown = {
            near for at in marked_rows for near in range(at - context_lines, at + context_lines + 1)
        } & shown
    before = -1
    for number in sorted(shown):
        if number != before + 1:
            yield dim("     …", colored=colored)
        before = number
        yield _line(rows[number], width, colored=colored)


def _in_lines(history: History) -> History:
    """The same history with conversions parted at line ends, and long edits in pieces."""
    return History(
        tuple(
            Step(step.name, tuple(part for edit in step.edits for part in _short(edit)), 0, 0)
            for step in by_line(history).steps
        )
    )


def _short(edit: Edit) -> Sequence[Edit]:
    return finest([edit]) if len(edit.old) > LONGEST else (edit,)


def _line(row: Row, width: int, *, colored: bool) -> str:
    names = ", ".join(dict.fromkeys(row.rules))
    text = f"{dim(f'{row.number:>{width}} |', colored=colored)} {''.join(row.pieces)}".rstrip()
    return f"{text}{' ' * _RULES_AT}{dim(names, colored=colored)}" if names else text


def _rows(result: Result, wanted: Callable[[str], bool] | None, *, colored: bool) -> Iterator[Row]:
    """Every line of the page with its changes; a line that was changed has the names of its rules."""
    source = result.decoded.text
    rules = _rules_by_line(result, wanted)
    writer = _Writer(colored=colored, folds=is_html(source))
    for row in _written(result, wanted, writer):
        if row.marked:
            row.rules += rules.get(row.number, [])
        yield row


def _written(result: Result, wanted: Callable[[str], bool] | None, writer: "_Writer") -> Iterator[Row]:
    source, at = result.decoded.text, 0
    for edit in result.history.changes():
        yield from writer.unchanged(source[at : edit.start])
        at = edit.end
        if wanted is None or any(map(wanted, edit.rule.split(" + "))):
            at_start = edit.start == 0 or source[edit.start - 1] == "\n"
            yield from writer.changed(edit, at_start=at_start)
        else:
            yield from writer.done(edit)
    yield from writer.unchanged(source[at:])
    yield from writer.rest()


def _rules_by_line(result: Result, wanted: Callable[[str], bool] | None) -> Mapping[int, list[str]]:
    """The rules that changed each line of the page (from 1), in the order they ran."""
    found: dict[int, list[str]] = {}
    lines = split_lines(result.decoded.text)
    for entries in entries_of(result.history, result.decoded.text):
        for entry in entries:
            start, end = entry["src"]
            if wanted is None or wanted(entry["rule"]):
                for number in range(lines.number_at(start), lines.number_at(max(start, end - 1)) + 1):
                    found.setdefault(number + 1, []).append(entry["rule"])
    return found


class _Writer:
    """Puts text into rows. A row is given away when its line ends."""

    def __init__(self, *, colored: bool, folds: bool) -> None:
        self._colored, self._folds = colored, folds
        self._row, self._number = Row(1), 1

    def unchanged(self, text: str) -> Iterator[Row]:
        """Text of the page that stays."""
        for count, piece in enumerate(text.split("\n")):
            if count:
                yield self._next()
            self._row.pieces.append(self._kept(piece))

    def _kept(self, text: str) -> str:
        left_out = len(text) - _LONGEST_KEPT
        if left_out <= 0:
            return visible(text)
        end = _LONGEST_KEPT // 2
        counted = dim(f"[… {left_out:,} characters …]", colored=self._colored)
        return f"{visible(text[:end])}{counted}{visible(text[-end:])}"

    def changed(self, edit: Edit, *, at_start: bool) -> Iterator[Row]:
        """A change, line by line of what it takes off; what it writes stands after the last of these.

        A line end that goes is shown, but for that of a line that goes as a whole.
        """
        if self._folds and "<" in edit.old:
            yield from self._folded(edit)
            return
        pieces = edit.old.split("\n")
        for count, piece in enumerate(pieces):
            if count:
                yield self._next()
            last = count == len(pieces) - 1
            whole = piece and (count or at_start)
            self._mark(piece if last or whole else f"{piece}\n", edit.new if last else "")

    def _mark(self, gone: str, new: str) -> None:
        if gone or new:
            self._row.pieces.append(marked(gone, new, colored=self._colored))
            self._row.marked = True

    def done(self, edit: Edit) -> Iterator[Row]:
        """A change that is not asked for: its new text."""
        self._number += edit.old.count("\n")
        for count, piece in enumerate(edit.new.split("\n")):
            if count:
                yield self._next(counts=False)
            self._row.pieces.append(visible(piece))

    def rest(self) -> Iterator[Row]:
        """The last line, if there is anything in it."""
        if any(self._row.pieces):
            yield self._row

    def _folded(self, edit: Edit) -> Iterator[Row]:
        """A change of markup: tags as ‹›, what text there was among them as gone."""
        gone = _MARKUP.sub(_FOLDED, edit.old).strip()
        if gone == _FOLDED:
            self._row.pieces.append(dim(gone, colored=self._colored))
            self._row.marked = True
        else:
            self._mark(gone, "")
        self._number += edit.old.count("\n")
        for count, piece in enumerate(edit.new.split("\n")):
            if count:
                yield self._next(counts=False)
            self._row.pieces.append(visible(piece))

    def _next(self, *, counts: bool = True) -> Row:
        row = self._row
        self._number += counts
        self._row = Row(self._number)
        return row


def page_head(result: Result) -> Iterator[str]:
    """One line about the page as a whole, and one a note."""
    decoded = result.decoded
    rules = {edit.rule for step in result.history.steps for edit in step.edits}
    edits = sum(len(step.edits) for step in result.history.steps)
    read = f"{visible(result.page.name)}: read as {decoded.encoding}"
    yield f"{read}, {_count(edits, 'edit')} by {_count(len(rules), 'rule')}"
    yield from (f"note: {note.level}: {note.message} ({note.rule})" for note in result.notes)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
