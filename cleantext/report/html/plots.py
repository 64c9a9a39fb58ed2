"""The numbers behind the plots: where each column stands in its drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cleantext.report.html.facts import MARGIN_EDGES
from cleantext.report.html.totals import LOSSES

_WIDTH, _GAP = 62, 10
_BASE, _HEIGHT = 160, 130


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a plot, in the units of its drawing; `count` is what it stands for."""

    x: int
    y: float
    width: int
    height: float
    label: str
    count: int

    @property
    def middle(self) -> float:
        """Where its labels are centred."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Plot:
    """Columns side by side."""

    columns: tuple[Column, ...]

    @property
    def width(self) -> int:
        """How wide the drawing is."""
        return len(self.columns) * (_WIDTH + _GAP)


def plot_of(counts: Sequence[int], labels: Sequence[str]) -> Plot:
    """Columns as high as their counts; one that is not empty can be seen.

    >>> [column.height for column in plot_of([0, 1, 1000], ["a", "b", "c"]).columns]
    [0.0, 1.0, 130.0]
    """
    greatest = max(counts, default=0)
    columns = []
    for number, (count, label) in enumerate(zip(counts, labels, strict=True)):
        height = max(1.0, round(_HEIGHT * count / greatest, 1)) if count else 0.0
        columns.append(
            Column(number * (_WIDTH + _GAP) + _GAP // 2, _BASE - height, _WIDTH, height, label, count)
        )
    return Plot(tuple(columns))


def margin_labels() -> list[str]:
    """What each column of the margins covers.

    >>> margin_labels()[:2], margin_labels()[-1]
    (['< 0', '0–0.5'], '≥ 12')
    """
    edges = [f"{edge:g}" for edge in MARGIN_EDGES]
    between = [f"{low}–{high}" for low, high in pairwise(edges)]
    return [f"< {edges[0]}", *between, f"≥ {edges[-1]}"]


def loss_labels() -> list[str]:
    """What each column of the losses covers.

    >>> loss_labels()[:2]
    ['0', '≤ 10 %']
    """
    return ["0", *(f"≤ {100 * tenth // LOSSES} %" for tenth in range(1, LOSSES + 1))]
