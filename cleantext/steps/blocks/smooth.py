"""Which lines of a page are chrome, decided over all of them at once.

Two states, chrome and content; every line has log-odds, every change of state a price. The best path is found
by the Viterbi algorithm (A. J. Viterbi, 1967), so that a short line between two paragraphs stays with them, a
name between two buttons goes with these.
"""

from collections.abc import Sequence


def chrome_runs(odds: Sequence[float], switch: float) -> list[tuple[int, int]]:
    """The runs of lines that are chrome on the best path, half-open. `odds` are nats for chrome.

    Ties go to content.

    >>> chrome_runs([2, 2, -3, 1, -3, 0, 2, 2], 2)
    [(0, 2), (6, 8)]
    """
    content = chrome = 0.0
    came_content: list[bool] = []
    came_chrome: list[bool] = []
    for odd in odds:
        stay, leave = content >= chrome - switch, chrome > content - switch
        came_content.append(stay)
        came_chrome.append(leave)
        content, chrome = (
            content if stay else chrome - switch,
            (chrome if leave else content - switch) + odd,
        )
    return _read_back(chrome > content, came_content, came_chrome)


def _read_back(
    is_chrome: bool, came_content: Sequence[bool], came_chrome: Sequence[bool]
) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    end = len(came_content)
    for at in range(len(came_content) - 1, -1, -1):
        if is_chrome and not came_chrome[at]:
            runs.append((at, end))
            is_chrome = False
        elif not is_chrome and not came_content[at]:
            end = at
            is_chrome = True
        elif not is_chrome:
            end = at
    if is_chrome and end:
        runs.append((0, end))
    return runs[::-1]
