"""A glance at suspects of the byte-shift repair: what `shift_glance.pyx` offers."""

from collections.abc import Callable

class Glance:
    def __init__(
        self,
        code_of: Callable[[str], int],
        letter_of: Callable[[int, int], str],
        form_of: Callable[[str], str],
        nats_of: Callable[[str, str], float],
    ) -> None: ...
    def clusters(
        self, text: str, suspects: list[int], apart: int, readily: float, joined_alone: bool
    ) -> list[tuple[int, int, bool]]: ...
    def reads_better(
        self, text: str, begin: int, end: int, worth: float, gone: float, at_most_each: float
    ) -> bool: ...
