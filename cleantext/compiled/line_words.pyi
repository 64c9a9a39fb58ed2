"""How much of each line words of some groups cover: what `line_words.pyx` offers."""

from collections.abc import Callable, Collection, Iterable, Sequence

class LineWords:
    def __init__(
        self,
        words: Sequence[str],
        groups: Iterable[str],
        find: Callable[[str], dict[int, list[int]]],
        asked: Collection[str],
        counts: Callable[[str, int, int], bool],
    ) -> None: ...
    def weigh(self, text: str, lines: list[str]) -> list[dict[str, int] | None]: ...
