"""Which characters two texts have in common, in order: exactly where they are short, by anchors where long.

Short stretches: the longest common subsequence, bit-parallel (Hyyrö 2004, "Bit-parallel LCS-length
computation revisited"), on Python's own big integers. Long ones are cut first at runs of characters that both
have once (patience diff), so that a page of megabytes is a matter of seconds.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

_CELLS = 64_000_000
"""Pairs of characters that are compared exactly; eight to a byte of memory."""

_ANCHORS = ((64, 16), (24, 4), (10, 1), (5, 1))
"""Runs that are looked for, the surest first: their length in code points, and which characters they begin
with: one in so many, by its number, so that equal texts have equal runs and a long text has not too many."""


@dataclass(frozen=True, slots=True)
class Shared:
    """`left[left_start:left_start + size] == right[right_start:right_start + size]`, in code points."""

    left_start: int
    right_start: int
    size: int


def align(left: str, right: str) -> tuple[Shared, ...]:
    """The stretches two texts share, in order in both; what lies between stands in one of them alone.

    The longest common subsequence for texts of up to 8,000 characters, of longer ones at least a common one.

    >>> align("新发展格局中", "在新發展格局")
    (Shared(left_start=0, right_start=1, size=1), Shared(left_start=2, right_start=3, size=3))
    """
    shared: list[Shared] = []
    for one in _align(left, right):
        if shared and _follows(shared[-1], one):
            one = Shared(shared[-1].left_start, shared[-1].right_start, shared.pop().size + one.size)
        shared.append(one)
    return tuple(shared)


def in_common(left: str, right: str) -> int:
    """How many characters two texts share, in order.

    >>> in_common("新发展格局", "新發展的格局")
    4
    """
    return sum(one.size for one in align(left, right))


def _follows(before: Shared, after: Shared) -> bool:
    ends = before.left_start + before.size, before.right_start + before.size
    return ends == (after.left_start, after.right_start)


_Task = tuple[int, int, int, int, int]
"""A stretch of each text (start, end, start, end), and which anchors are left to try."""


def _align(left: str, right: str) -> Iterator[Shared]:
    waiting: list[_Task] = [(0, len(left), 0, len(right), 0)]
    while waiting:
        start, end, other, other_end, level = waiting.pop()
        if level < 0:  # a stretch known to be shared, waiting for its turn
            yield Shared(start, other, end - start)
            continue
        head = _common_start(left, right, (start, end), (other, other_end))
        if head:
            yield Shared(start, other, head)
            start, other = start + head, other + head
        tail = _common_end(left, right, (start, end), (other, other_end))
        if tail:
            waiting.append((end - tail, end, other_end - tail, other_end, -1))
            end, other_end = end - tail, other_end - tail
        if start == end or other == other_end:
            continue
        if (end - start) * (other_end - other) <= _CELLS:
            for i, j, size in _longest(left[start:end], right[other:other_end]):
                yield Shared(start + i, other + j, size)
        else:
            waiting += reversed(_cut(left, right, (start, end, other, other_end, level)))


def _common_start(left: str, right: str, one: tuple[int, int], two: tuple[int, int]) -> int:
    """How many characters two stretches begin with alike; doubling steps compare in C."""
    limit, size, step = min(one[1] - one[0], two[1] - two[0]), 0, 64
    while size < limit and step:
        step = min(step, limit - size)
        if left.startswith(right[two[0] + size : two[0] + size + step], one[0] + size, one[1]):
            size, step = size + step, step * 2
        else:
            step //= 2
            limit = min(limit, size + 2 * step) if step else size
    return size


def _common_end(left: str, right: str, one: tuple[int, int], two: tuple[int, int]) -> int:
    a, b = left[one[0] : one[1]][::-1], right[two[0] : two[1]][::-1]
    return _common_start(a, b, (0, len(a)), (0, len(b)))


def _cut(left: str, right: str, task: _Task) -> list[_Task]:
    """Cut a pair of stretches that is too large at its anchors, or where there are none in proportion."""
    start, end, other, other_end, level = task
    while level < len(_ANCHORS):
        size, one_in = _ANCHORS[level]
        level += 1
        anchors = _anchors(left[start:end], right[other:other_end], size, one_in)
        if anchors:
            return _between(anchors, (start, end, other, other_end, level), size)
    pieces = 1 + (end - start) * (other_end - other) // _CELLS
    lefts = [start + (end - start) * n // pieces for n in range(pieces + 1)]
    rights = [other + (other_end - other) * n // pieces for n in range(pieces + 1)]
    return [(lefts[n], lefts[n + 1], rights[n], rights[n + 1], level) for n in range(pieces)]


def _between(anchors: list[tuple[int, int]], task: _Task, size: int) -> list[_Task]:
    """The stretches before, between and after anchors; an anchor begins the stretch after it."""
    start, end, other, other_end, level = task
    tasks: list[_Task] = []
    at, other_at = start, other
    for i, j in anchors:
        if start + i < at or other + j < other_at:  # it overlaps the one before
            continue
        tasks.append((at, start + i, other_at, other + j, level))
        at, other_at = start + i + size, other + j + size
        tasks.append((start + i, at, other + j, other_at, -1))
    tasks.append((at, end, other_at, other_end, level))
    return tasks


def _anchors(left: str, right: str, size: int, one_in: int) -> list[tuple[int, int]]:
    """Runs of `size` characters that both texts have exactly once, as many as stand in one order in both."""
    here, there = _unique_runs(left, size, one_in), _unique_runs(right, size, one_in)
    pairs = sorted((i, there[run]) for run, i in here.items() if i >= 0 and there.get(run, -1) >= 0)
    # The longest increasing run of the right-hand places.
    tops: list[int] = []
    chain: list[int] = []
    before: list[int] = []
    for n, (_, j) in enumerate(pairs):
        place = bisect_left(tops, j)
        before.append(chain[place - 1] if place else -1)
        if place == len(tops):
            tops.append(j)
            chain.append(n)
        else:
            tops[place], chain[place] = j, n
    found: list[tuple[int, int]] = []
    n = chain[-1] if chain else -1
    while n >= 0:
        found.append(pairs[n])
        n = before[n]
    return found[::-1]


def _unique_runs(text: str, size: int, one_in: int) -> dict[str, int]:
    """Where each run of characters begins; -1 where it comes again."""
    places: dict[str, int] = {}
    last = len(text) - size
    for at in (at for at, character in enumerate(text) if not ord(character) % one_in):
        if at > last:
            break
        run = text[at : at + size]
        places[run] = -1 if run in places else at
    return places


def _longest(left: str, right: str) -> Iterator[tuple[int, int, int]]:
    """The longest common subsequence, one character at a time and in order."""
    rows = _rows(left, right)
    found: list[tuple[int, int, int]] = []
    i, j = len(left), len(right)
    while i and j:
        if rows[j - 1] >> (i - 1) & 1:
            i -= 1
        elif j > 1 and not rows[j - 2] >> (i - 1) & 1:
            j -= 1
        else:
            i, j = i - 1, j - 1
            found.append((i, j, 1))
    return reversed(found)


def _rows(left: str, right: str) -> list[int]:
    """After each character of `right` a bit for each of `left`: 0 where the subsequence grows there."""
    masks: dict[str, int] = {}
    for at, character in enumerate(left):
        masks[character] = masks.get(character, 0) | 1 << at
    every = (1 << len(left)) - 1
    row, rows = every, []
    for character in right:
        mask = masks.get(character, 0)
        row = ((row + (row & mask)) | (row & ~mask)) & every
        rows.append(row)
    return rows
