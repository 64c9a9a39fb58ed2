"""How well the n-gram table predicts Chinese, and how often it finds two characters that lost two bytes.

    python -m benchmarks.ngrams_quality [--texts FOLDER] [--places 300] [--table FILE] [--own]

The texts are the files `*.txt` of a folder, each a kind; without one, the clean seeds. The first figure is
the cross-entropy in bits a character. For the second, two neighbouring Chinese characters are taken out of
GB 2312 text; known are the lead byte of the first, the trail byte of the second, that the two bytes between
make a pair that cp936 does not define, and all the text around. A place counts as found if no other two
characters of GB 2312 that fit are as likely there. `--own` lets the rest of the text count as the page's own
habit.
"""

import argparse
import math
import random
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from cleantext.ngrams import Ngrams, PageNgrams, ngrams, normal_form

SEEDS = Path(__file__).parents[1] / "seeds"
CLEAN = ("000", "002", "003", "004")
AROUND = 12
"""Characters kept on each side of a place."""

Pair = tuple[int, int]


def main() -> None:
    options = _options()
    table = Ngrams(options.table.read_bytes()) if options.table else ngrams()
    print(f"{'kind':24}{'characters':>12}{'bits':>8}{'places':>8}{'found':>8}")
    bits, found = [], []
    for path in _texts(options.texts):
        text = path.read_text("utf-8", "replace")[: options.characters]
        places = _places(text, options.places)
        if not places:
            continue
        right = sum(_found(text, at, table, options) for at in places) / len(places)
        bits.append(_bits(text, table))
        found.append(right)
        print(f"{path.stem[:22]:24}{len(text):12,}{bits[-1]:8.3f}{len(places):8}{right:8.1%}", flush=True)
    print(f"{'mean':24}{'':12}{sum(bits) / len(bits):8.3f}{'':8}{sum(found) / len(found):8.1%}")


def _bits(text: str, table: Ngrams) -> float:
    form = normal_form(text)
    return -table.score(form) / len(form) / math.log(2)


def _found(text: str, at: int, table: Ngrams, options: argparse.Namespace) -> bool:
    before, after = text[max(0, at - AROUND) : at], text[at + 2 : at + 2 + AROUND]
    rows: Ngrams | PageNgrams = PageNgrams(text[:at] + text[at + 2 :]) if options.own else table
    length = table.order - 1
    left, right = normal_form(before[-length:]), normal_form(after[:length])

    def nats(pair: str) -> float:
        whole = left + normal_form(pair) + right
        return sum(rows.nats(whole[:end], whole[end]) for end in range(len(left), len(whole)))

    scores = {pair: nats(pair) for pair in _fitting(text[at], text[at + 1])}
    truth = text[at : at + 2]
    return truth in scores and all(scores[truth] > score for p, score in scores.items() if p != truth)


def _fitting(first: str, second: str) -> Iterator[str]:
    """The pairs of characters that may have stood where `first` and `second` did."""
    lead, trail = first.encode("gbk")[0], second.encode("gbk")[1]
    for inner, next_lead in _undefined():
        if (a := _character(lead, inner)) and (b := _character(next_lead, trail)):
            yield a + b


@cache
def _undefined() -> tuple[Pair, ...]:
    """The pairs of GB 2312's bytes that cp936 does not define."""
    return tuple(
        (a, b) for a in range(0xA1, 0xFF) for b in range(0xA1, 0xF8) if not _decoded(bytes((a, b)), "gbk")
    )


@cache
def _character(lead: int, trail: int) -> str:
    """A character of GB 2312 that is not a full-width letter or digit, else nothing."""
    return "" if lead == 0xA3 and chr(trail - 0x80).isalnum() else _decoded(bytes((lead, trail)), "gb2312")


def _decoded(pair: bytes, encoding: str) -> str:
    try:
        return pair.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _places(text: str, most: int) -> Sequence[int]:
    """Places of two Chinese characters whose inner bytes vanish, chosen at random but always the same."""
    places = [at for at in range(1, len(text) - 1) if _vanishes(text[at], text[at + 1])]
    return sorted(random.Random(0).sample(places, min(most, len(places))))


@cache
def _vanishes(first: str, second: str) -> bool:
    if not ("\u4e00" <= first <= "\u9fff" and "\u4e00" <= second <= "\u9fff"):
        return False
    try:
        a, b = first.encode("gb2312"), second.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return not _decoded(a[1:] + b[:1], "gbk")


def _texts(folder: Path | None) -> list[Path]:
    if folder:
        return sorted(folder.glob("*.txt"))
    return [path for path in sorted(SEEDS.iterdir()) if path.name[:3] in CLEAN]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--texts", type=Path, help="a folder of texts, a file a kind")
    parser.add_argument("--places", type=int, default=300, help="places tried in each text")
    parser.add_argument("--characters", type=int, default=60_000, help="characters read of each text")
    parser.add_argument("--table", type=Path, help="another table than the shipped one")
    parser.add_argument("--own", action="store_true", help="count the text's own habit")
    return parser.parse_args()


if __name__ == "__main__":
    main()
