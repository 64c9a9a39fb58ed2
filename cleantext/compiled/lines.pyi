"""Lines of a text: what `lines.pyx` offers."""

def starts_of(contents: list[str]) -> tuple[int, ...]: ...
def pick_lines(
    contents: tuple[str, ...],
    *,
    shorter_than: int = 0,
    begins: str = "",
    at_least: int = 0,
    ends: str | None = None,
) -> list[int]: ...
def any_ragged(contents: tuple[str, ...]) -> bool: ...
