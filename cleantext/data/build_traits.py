"""Build `traits.bin`: what each character may be to the steps.  python -m cleantext.data.build_traits

All of it is taken from the steps' own sets and tests, so nothing is said twice. The file holds runs of code
points with the same bits: where each begins, then the bits of each, as 32-bit little-endian numbers.
"""

import re
from array import array
from collections.abc import Callable, Iterable
from pathlib import Path

from cleantext import traits
from cleantext.fold import fold
from cleantext.script.judge import simplified_alone, traditional_alone
from cleantext.steps.invisible import SUSPECTS as UNSEEN
from cleantext.steps.layout import WIDE
from cleantext.steps.lookalikes import families, homoglyphs, jammers, numerals
from cleantext.steps.mend import (
    debris,
    gbk_shift,
    other_scripts,
    readings,
    shift_glance,
    telltale_marks,
    western_rows,
)
from cleantext.steps.mend.suspects import is_suspect
from cleantext.steps.unescape import passes

ALL = 0x110000


def tests() -> dict[int, Callable[[str], object]]:
    """For each bit whether a character has it."""
    western = western_rows.families()
    lookalike = re.compile(families.any_character())
    loss = re.compile(shift_glance.LOSSES)
    return {
        traits.SUSPECT: is_suspect,
        traits.OTHER_SCRIPT: other_scripts.letters().__contains__,
        traits.WESTERN: western["western"][0].__contains__,
        traits.MAC_FIRST: western["mac"][0].__contains__,
        traits.MAC_LATER: western["mac"][1].__contains__,
        traits.DOS_FIRST: western["dos"][0].__contains__,
        traits.DOS_LATER: western["dos"][1].__contains__,
        traits.DEBRIS: debris.needed().__contains__,
        traits.LOSS: loss.fullmatch,
        traits.NARROW_MARK: gbk_shift.NARROW_MARKS.__contains__,
        traits.WIDE_MARK: gbk_shift.WIDE_MARKS.__contains__,
        traits.SURROGATE: lambda character: "\ud800" <= character <= "\udfff",
        traits.HOMOGLYPH: homoglyphs.homoglyphs().__contains__,
        traits.LOOKALIKE: lookalike.fullmatch,
        traits.SYMBOL: jammers.is_sign,
        traits.RARE_SIGN: (passes.SIGNS + jammers.NAME + readings.TONED).__contains__,
        traits.CIRCLE: numerals.CIRCLES.__contains__,
        traits.SIMPLIFIED: simplified_alone().__contains__,
        traits.TRADITIONAL: traditional_alone().__contains__,
        traits.UNSEEN: UNSEEN.__contains__,
        traits.WIDE_SPACE: WIDE.__contains__,
        traits.SPACE: lambda character: fold(character) == " ",
        traits.FIGURE: lambda character: fold(character).isdecimal(),
    }


def bits_of(codes: Iterable[int]) -> list[int]:
    """The bits of some code points."""
    marks, every = telltale_marks.marks(), tests().items()
    return [
        (marks[code] if code < len(marks) else 0) | sum(bit for bit, has in every if has(chr(code)))
        for code in codes
    ]


def main() -> None:
    bits = bits_of(range(ALL))
    starts = [code for code in range(ALL) if not code or bits[code] != bits[code - 1]]
    numbers = array("I", [*starts, *(bits[code] for code in starts)])
    (Path(__file__).parent / "traits.bin").write_bytes(numbers.tobytes())


if __name__ == "__main__":
    main()
