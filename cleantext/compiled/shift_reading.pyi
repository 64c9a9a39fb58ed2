"""The best reading of a window: what `shift_reading.pyx` offers."""

from cleantext.compiled.shift_odds import Odds

_Run = tuple[int, int, bytes, tuple[tuple[str, float], ...], float]

def read_again(
    text: str, begin: int, end: int, odds: Odds, narrow: bool, silent: bool
) -> tuple[list[_Run], float, float]: ...
