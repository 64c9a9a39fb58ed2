"""Characters of which one byte is known: what `shift_cells.pyx` offers."""

from cleantext.compiled.gbk import Codes
from cleantext.compiled.ngrams import Ngrams

class Script:
    name: str
    def __init__(self, name: str, codes: Codes, language: Ngrams) -> None: ...
