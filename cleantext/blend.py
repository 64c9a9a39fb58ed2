"""One history of parts of two: in each region of the page what either did there."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from cleantext.edits import Edit, Step, apply
from cleantext.history import History
from cleantext.regions import Region
from cleantext.steps.convert import GAP


def blend(every: Sequence[Region], takes_second: Callable[[Region], bool], order: Sequence[str]) -> History:
    """The history that has the second one's edits in the regions it takes, and else the first one's.

    `order` names the steps as they run. The law: its clean text has in each region what the history chosen
    there made of it.
    """
    chosen = [(region.source, region.edits[takes_second(region)]) for region in every]
    there = {placed.step for _, edits in chosen for placed in edits}
    growths = [0] * len(chosen)
    steps = []
    for name in (one for one in order if one in there):
        edits: list[Edit] = []
        shift = 0
        for number, (source, placed) in enumerate(chosen):
            begin, shift = source[0] + shift, shift + growths[number]
            mine = [one for one in placed if one.step == name]
            edits += [_moved(one.edit, begin + one.at) for one in mine]
            growths[number] += sum(len(one.edit.new) - len(one.edit.old) for one in mine)
        steps.append((name, edits))
    return History(tuple(Step(name, tuple(edits), 0, 0) for name, edits in steps))


def whole(history: History, source: str) -> History:
    """The same history with conversions of neighbouring lines in one edit again, as the step makes them."""
    text, steps = source, []
    for step in history.steps:
        edits = tuple(_joined(step.edits, text))
        before = len(text)
        text = apply(text, edits)
        steps.append(Step(step.name, edits, before, len(text)))
    return History(tuple(steps))


def _joined(edits: Iterable[Edit], text: str) -> Iterator[Edit]:
    last: Edit | None = None
    for edit in edits:
        between = text[last.end : edit.start] if last else ""
        near = last and edit.rule == last.rule and len(between) <= GAP and "\n" in between
        if last and near and edit.rule.startswith("convert/"):
            old, new = last.old + between + edit.old, last.new + between + edit.new
            last = Edit(last.start, edit.end, old, new, edit.rule, last.confidence, last.margin)
            continue
        if last:
            yield last
        last = edit
    if last:
        yield last


def _moved(edit: Edit, start: int) -> Edit:
    return Edit(start, start + len(edit.old), edit.old, edit.new, edit.rule, edit.confidence, edit.margin)
