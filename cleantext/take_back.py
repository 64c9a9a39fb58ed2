"""Some edits of a history taken back, the others left as they are.

An edit can go by itself where no other edit touches what it wrote, or the place where it removed something.
Where one does, the edit stays, and what depends on it is named.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from cleantext.edits import Edit, Step
from cleantext.history import History


@dataclass(frozen=True, slots=True)
class Dependence:
    """An edit that had to stay, and the rule of the later edit that stands on it."""

    step: str
    edit: Edit
    by: str

    def __str__(self) -> str:
        return f"{self.by} changes what {self.edit.rule} left ({self.edit.old[:40]!r})"


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The history without the edits, how many of them went, and those that had to stay."""

    history: History
    edits: int
    stayed: tuple[Dependence, ...]


def goes_by(name: str, wanted: str) -> bool:
    """Is a rule, or one of several with + between, called `wanted`, or of that pack or step?

    >>> goes_by("mend/gbk-shift + convert/simplified", "mend")
    True
    """
    return any(one == wanted or one.startswith(f"{wanted}/") for one in name.split(" + "))


def names_under(history: History, wanted: str) -> frozenset[str]:
    """The names of a history's edits that go by `wanted`, or were made in the step of that name."""
    return frozenset(
        edit.rule
        for step in history.steps
        for edit in step.edits
        if step.name == wanted or goes_by(edit.rule, wanted)
    )


def named(names: frozenset[str]) -> Callable[[Edit], bool]:
    """Is an edit's name one of these?"""
    return lambda edit: edit.rule in names


def take_back(history: History, wanted: Callable[[Edit], bool]) -> TakenBack:
    """Take the wanted edits back where nothing depends on them.

    The law: what is left is a history of the same page, and every edit that stays changes what it changed.

    >>> login = Step("sweep", (Edit(0, 3, "登录\\n", "", "forum/login"),), 6, 3)
    >>> space = Step("tidy", (Edit(2, 3, "　", "", "tidy/space"),), 3, 2)
    >>> back = take_back(History((login, space)), lambda edit: edit.rule == "forum/login")
    >>> back.history.redo("登录\\n正文　")
    '登录\\n正文'
    """
    held: dict[tuple[int, int], Dependence] = {}
    while True:
        steps: list[Step] = []
        found = _without(history.steps, wanted, held, steps)
        if not found:
            gone = sum(wanted(edit) for step in history.steps for edit in step.edits) - len(held)
            return TakenBack(History(tuple(steps)), gone, tuple(held.values()))
        held |= found


@dataclass(frozen=True, slots=True)
class _Back:
    """`start` to `end` of a text becomes `text` in the text without an edit, which is `origin`."""

    start: int
    end: int
    text: str
    origin: tuple[int, int]

    @property
    def growth(self) -> int:
        return len(self.text) - (self.end - self.start)


def _without(
    steps: Sequence[Step],
    wanted: Callable[[Edit], bool],
    held: "dict[tuple[int, int], Dependence]",
    kept: list[Step],
) -> dict[tuple[int, int], Dependence]:
    """Fill `kept` with the steps that stay; give back the edits that cannot go after all."""
    backs: list[_Back] = []
    for number, step in enumerate(steps):
        edits = list(_parted(step.edits, backs))
        clashes = {
            back.origin: Dependence(steps[back.origin[0]].name, _edit_at(steps, back.origin), edit.rule)
            for back, edit in _clashes(backs, [edit for _, edit in edits])
        }
        if clashes:
            return clashes
        gone = {place for place, edit in edits if wanted(edit) and (number, place) not in held}
        stay = tuple(_moved(edits, gone, backs))
        backs = list(_after(edits, gone, backs, number))
        growth = sum(len(edit.new) - len(edit.old) for edit in stay)
        before = step.before if not kept else kept[-1].after
        kept.append(Step(step.name, stay, before, before + growth))
    return {}


_Placed = tuple[int, Edit]
"""An edit, or a part of one, with its place among the edits of its step."""


def _parted(edits: Sequence[Edit], backs: Sequence[_Back]) -> Iterator[_Placed]:
    """The edits with their places; one that converts character by character is parted where text comes back.

    The log merges neighbouring conversions (`發展` to `发展`), also over a place where something was removed.
    """
    first = 0
    for place, edit in enumerate(edits):
        while first < len(backs) and backs[first].end <= edit.start:
            first += 1
        at, start = first, edit.start
        while (
            edit.rule.startswith("convert/")
            and len(edit.old) == len(edit.new)
            and at < len(backs)
            and backs[at].start < edit.end
        ):
            if backs[at].start == backs[at].end > start:
                yield place, _part(edit, start, backs[at].start)
                start = backs[at].start
            at += 1
        yield place, edit if start == edit.start else _part(edit, start, edit.end)


def _part(edit: Edit, start: int, end: int) -> Edit:
    cut = slice(start - edit.start, end - edit.start)
    return Edit(start, end, edit.old[cut], edit.new[cut], edit.rule, edit.confidence, edit.margin)


def _edit_at(steps: Sequence[Step], origin: tuple[int, int]) -> Edit:
    return steps[origin[0]].edits[origin[1]]


def _clashes(backs: Sequence[_Back], edits: Sequence[Edit]) -> Iterator[tuple[_Back, Edit]]:
    """The pairs that claim the same place, both lists in order."""
    first = 0
    for edit in edits:
        while first < len(backs) and _is_before(backs[first], edit):
            first += 1
        at = first
        while at < len(backs) and backs[at].start <= edit.end:
            back = backs[at]
            same_point = back.start == back.end == edit.start == edit.end
            if same_point or (back.start < edit.end and edit.start < back.end):
                yield back, edit
            at += 1


def _is_before(back: _Back, edit: Edit) -> bool:
    return back.end <= edit.start and back.start < max(edit.end, edit.start)


def _moved(edits: Sequence[_Placed], gone: set[int], backs: Sequence[_Back]) -> Iterator[Edit]:
    """The edits that stay, with their offsets in the text that has the others' work not done."""
    at = shift = 0
    for place, edit in edits:
        while at < len(backs) and _is_before(backs[at], edit):
            shift += backs[at].growth
            at += 1
        if place not in gone and edit.old != edit.new:
            yield Edit(
                edit.start + shift,
                edit.end + shift,
                edit.old,
                edit.new,
                edit.rule,
                edit.confidence,
                edit.margin,
            )


def _after(edits: Sequence[_Placed], gone: set[int], backs: Sequence[_Back], number: int) -> Iterator[_Back]:
    """What is to be put back in the text after this step; in order."""
    at = shift = 0
    for place, edit in edits:
        while at < len(backs) and _is_before(backs[at], edit):
            yield _shifted(backs[at], shift)
            at += 1
        if place in gone:
            start = edit.start + shift
            yield _Back(start, start + len(edit.new), edit.old, (number, place))
        shift += len(edit.new) - len(edit.old)
    for back in backs[at:]:
        yield _shifted(back, shift)


def _shifted(back: _Back, by: int) -> _Back:
    return _Back(back.start + by, back.end + by, back.text, back.origin)
