"""What may follow on a page: what `shift_odds.pyx` offers."""

from cleantext.compiled.shift_cells import Script

class Odds:
    def __init__(self, page: str, script: Script) -> None: ...
    def score_after(self, context: str, text: str) -> float: ...
