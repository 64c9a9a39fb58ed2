"""Why one line of a page is gone, or still there: what was done to it, which rules looked, what spared it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cleantext.edits import Edit, Span
from cleantext.engine import Result, Stage, clean, rules_of
from cleantext.errors import UsageError
from cleantext.history import PositionMap
from cleantext.lines import split_lines
from cleantext.log import entries_of
from cleantext.page import Page
from cleantext.recipe import Recipe
from cleantext.records import replace
from cleantext.regions import by_line
from cleantext.report.marks import marked, visible
from cleantext.ruleset.compile import RuleSet
from cleantext.ruleset.load import load_packs
from cleantext.ruleset.model import Pack
from cleantext.ruleset.why import Verdict, ask_rules, every_rule
from cleantext.steps.blocks.sight import see_lines

MOST_LINES = 10
"""Lines that are explained where a text stands on many."""

_LONG_LINE = 120
"""Characters of a line that are shown."""
_NAMES_SHOWN = 6
_EDITS_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Explained:
    """A cleaned page, its steps at work, and all rules there are."""

    result: Result
    stages: tuple[Stage, ...]
    packs: tuple[Pack, ...]
    every: RuleSet


def take_apart(page: Page, recipe: Recipe, *, encoding: str | None = None) -> Explained:
    """Clean a page and keep every step's draft and proposal. Raises as `engine.clean` does.

    The result's conversions are parted at line ends, so that each line has its own.
    """
    stages: list[Stage] = []
    result = clean(page, recipe, encoding=encoding, watch=stages.append)
    result = replace(result, history=by_line(result.history))
    own = load_packs(tuple(map(Path, recipe.rules))) if recipe.rules else ()
    packs = (*load_packs(), *own)
    return Explained(result, tuple(stages), packs, every_rule(packs))


def find_lines(explained: Explained, wanted: str) -> tuple[int, ...]:
    """The lines (from 0) meant by a number (from 1) or by a text they hold. Raises UsageError for none."""
    if not wanted:
        raise UsageError("--line needs a number, or a text that the line holds")
    lines = split_lines(explained.result.decoded.text)
    if wanted.isdecimal():
        if not 1 <= int(wanted) <= len(lines):
            raise UsageError(
                f"there is no line {wanted}",
                place=explained.result.page.name,
                hint=f"the page has lines 1 to {len(lines)}",
            )
        return (int(wanted) - 1,)
    found = tuple(number for number, text in enumerate(lines.contents) if wanted in text)
    if not found:
        raise UsageError(
            f"no line holds {wanted!r}", place=explained.result.page.name, hint="give its number"
        )
    return found[:MOST_LINES]


def why_line(explained: Explained, number: int, *, colored: bool, around: str = "") -> Iterator[str]:
    """The lines that answer for line `number` (from 0) of the decoded page.

    Of a long line the beginning is shown; or a text in it, what stands around that and what was done there.
    """
    result = explained.result
    lines = split_lines(result.decoded.text)
    span = lines.starts[number], lines.end(number)
    yield f"line {number + 1}: {_cut(lines.contents[number], around)}"
    yield from _became(result, span, around)
    place = span[0], lines.next_start(number)
    if around and span[1] - span[0] > _LONG_LINE:
        start = lines.contents[number].index(around) + span[0]
        place = start, start + len(around)
        if not result.text[slice(*result.history.to_clean(place))].strip():
            yield f"  but this of it is gone: {_cut(around)}"
    yield from _done(result, place, colored=colored)
    yield from _not_done(explained, span)
    yield from _rules_asked(explained, span)
    for note in result.notes:
        if note.span[0] <= span[1] and span[0] <= note.span[1]:
            yield f"  note: {note.level}: {note.message} ({note.rule})"


def why_rule(explained: Explained, rule: str) -> Iterator[str]:
    """Where a rule looked and did not fire, with every condition; the first lines alone."""
    stage = _stage(explained, "sweep")
    if stage is None:
        yield "  the recipe runs no rules (it has no step sweep)"
        return
    only = RuleSet(chosen for chosen in explained.every.rules if chosen.name == rule)
    running = rules_of(explained.result.recipe)
    told = 0
    for number, text in enumerate(stage.draft.lines.contents):
        span = stage.draft.lines.starts[number], stage.draft.lines.end(number)
        for verdict in ask_rules(stage.draft, span, only, running):
            if told < MOST_LINES:
                told += 1
                yield f"  {_cut(text)}"
                yield from _told(verdict)
    if not told:
        yield "  no line of the page has a word that it looks for"


def _became(result: Result, span: Span, around: str) -> Iterator[str]:
    """Where the line stands in the clean text."""
    start, end = result.history.to_clean(span)
    text = result.text[start:end]
    if span[0] == span[1]:
        yield "  a blank line"
    elif not text.strip():
        yield "  gone"
    else:
        first = result.text.count("\n", 0, start) + 1
        yield f"  stays, in line {first} of the clean text: {_cut(text, around)}"


def _done(result: Result, span: Span, *, colored: bool) -> Iterator[str]:
    """The edits that touch the line, step by step; of very many the first."""
    told = 0
    steps = zip(result.history.steps, entries_of(result.history, result.decoded.text), strict=True)
    for step, entries in steps:
        for entry in entries:
            if not _touches(entry["src"], span):
                continue
            told += 1
            if told <= _EDITS_SHOWN:
                sure = [f"{key} {entry[key]}" for key in ("confidence", "margin") if key in entry]
                said = f" ({', '.join(sure)})" if sure else ""
                change = marked(entry["old"], entry["new"], colored=colored)
                yield f"  {step.name}: {entry['rule']}{said}: {change}"
    if told > _EDITS_SHOWN:
        yield f"  … and {told - _EDITS_SHOWN} edits more"


def _touches(source: Span, line: Span) -> bool:
    start, end = source
    return (start < line[1] and end > line[0]) or (start == end and line[0] <= start < line[1])


def _not_done(explained: Explained, span: Span) -> Iterator[str]:
    """Edits of the line that were proposed and not carried out, and what stood in their way."""
    for stage, here in _spans(explained, span):
        done = set(stage.step.edits)
        for edit in stage.proposal.edits:
            if edit not in done and _meet((edit.start, edit.end), here):
                yield f"  {stage.step.name}: {edit.rule} was not carried out: {_in_the_way(stage, edit)}"


def _in_the_way(stage: Stage, edit: Edit) -> str:
    span = edit.start, edit.end
    for other in stage.step.edits:
        if _meet((other.start, other.end), span):
            return f"{other.rule} takes a wider stretch"
    return "the text is protected" if edit.old != edit.new else "it changes nothing"


def _rules_asked(explained: Explained, span: Span) -> Iterator[str]:
    """The rules that have a word in the line and left it."""
    for stage, here in _spans(explained, span):
        if stage.step.name == "blocks" and here[0] < here[1] and explained.result.recipe.blocks != "off":
            yield from _seen_by_blocks(stage, here)
        if stage.step.name != "sweep" or here[0] == here[1]:
            continue
        line = stage.draft.lines.number_at(here[0])
        at = stage.draft.lines.starts[line], stage.draft.lines.end(line)
        running = rules_of(explained.result.recipe)
        verdicts = list(ask_rules(stage.draft, at, explained.every, running))
        did = {edit.rule for edit in stage.step.edits if _meet((edit.start, edit.end), at)}
        yield from _spared(stage, [verdict for verdict in verdicts if verdict.rule not in did], at)


def _spared(stage: Stage, verdicts: Sequence[Verdict], at: Span) -> Iterator[str]:
    for verdict in verdicts:
        if verdict.matches:
            yield f"  sweep: {verdict.rule} looked at it ({verdict.action}: {verdict.about})"
            yield from _told(verdict)
            if verdict.fires and verdict.action not in ("flag", "protect"):
                yield f"      all of it holds, and yet: {_shut_out(stage, at)}"
    others = [verdict.rule for verdict in verdicts if not verdict.matches]
    if others:
        more = f" and {len(others) - _NAMES_SHOWN} more" if len(others) > _NAMES_SHOWN else ""
        shown = ", ".join(others[:_NAMES_SHOWN])
        yield f"  sweep: have a word in it, but look for something else: {shown}{more}"
    if not verdicts:
        yield "  sweep: no other rule has a word in this line"


def _told(verdict: Verdict) -> Iterator[str]:
    """Every condition of a verdict, as yes or no."""
    if not verdict.matches:
        yield "      no  match: the line has a word of it, and not what it looks for"
    else:
        yield "      yes match"
    for condition in verdict.conditions:
        found = f": {condition.found}" if not condition.holds and condition.found else ""
        yield f"      {'yes' if condition.holds else 'no '} {visible(condition.asked)}{visible(found)}"


def _shut_out(stage: Stage, at: Span) -> str:
    for edit in stage.step.edits:
        if _meet((edit.start, edit.end), at):
            return f"{edit.rule} takes a wider stretch, or came first"
    for span in (*stage.draft.protected, *stage.proposal.protected):
        if _meet(span, at):
            return "a rule protects this text"
    return "what it would write is what stands there"


def _seen_by_blocks(stage: Stage, here: Span) -> Iterator[str]:
    """What kind of line the step `blocks` takes it for; nothing where it does not look."""
    lines = stage.draft.lines
    number = lines.number_at(here[0])
    loose = [n for n, text in enumerate(lines.contents) if text and not text.isspace()]
    for clues in see_lines(stage.draft, loose):
        if clues.number == number and not clues.swept:
            yield f"  blocks: reads the line as {clues.kind!r}"


def _spans(explained: Explained, span: Span) -> Iterator[tuple[Stage, Span]]:
    """Each step with the place of the line in the text it was given."""
    for stage in explained.stages:
        yield stage, span
        if stage.step.edits:
            span = PositionMap(stage.step.edits).forward(span)


def _stage(explained: Explained, name: str) -> Stage | None:
    return next((stage for stage in explained.stages if stage.step.name == name), None)


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _cut(text: str, around: str = "", limit: int = _LONG_LINE) -> str:
    at = text.find(around)
    start = at - limit // 3 if at + len(around) > limit else 0
    shown = text[start : start + limit]
    before, after = "…" if start else "", "…" if len(text) > start + limit else ""
    return visible(f"{before}{shown}{after}").replace("\n", "⏎")
