"""How many pinyin annotations come off with the text restored exactly, and that glosses stay.

    python -m benchmarks.mend_pinyin [--kinds sparse dense] [--readers windows] [--texts DIR] [--failures]

Pages of sound text become Traditional, are annotated byte by byte as a mirror does (`annotate`), and mended.
An annotation is right if the characters it stood behind or across, and their neighbours, are what they were.
A plain letter or digit that a lost byte took with it is nowhere on the page: `?` is right in its place.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from pathlib import Path

from cleantext.edits import apply, settle
from cleantext.page import Draft
from cleantext.script import convert_text
from cleantext.steps.mend.passes import mend
from cleantext.steps.mend.pinyin_annotation import cut_annotations
from cleantext.steps.mend.pinyin_bytes import READERS, TO_HALF_WIDTH, Reader, annotate
from cleantext.steps.mend.readings import converted, plain_readings, readings_of

ROOT = Path(__file__).parents[1]
CLEAN = ("000", "002", "003", "004")
SPARSE = {
    "業": "yè", "發": "fā", "區": "qū", "創": "chuàng", "產": "chǎn", "質": "zhì", "優": "yōu", "經": "jīng",
    "戰": "zhàn", "農": "nóng", "規": "guī", "態": "tài", "網": "wǎng", "環": "huán", "現": "xiàn",
    "穩": "wěn", "醫": "yī", "聯": "lián", "鎮": "zhèn", "續": "xù", "協": "xié", "衛": "wèi", "統": "tǒng",
    "數": "shù", "鄉": "xiāng", "內": "nèi", "調": "diào", "節": "jié", "養": "yǎng", "貿": "mào",
    "監": "jiān", "據": "jù", "執": "zhí", "驅": "qū", "雲": "yún",
}  # fmt: skip
"""What one mirror annotates (seed 001), and 雲, which it shows in one collision alone."""

TO_FULL = {ord(a): b for a, b in zip(",:;?!", "，：；？！", strict=True)}
PAGE_CHARACTERS = 4000
KINDS = ("sparse", "dense", "all", "random")


@dataclass(frozen=True, slots=True)
class Place:
    """The characters of a line that an annotation's code touches, and whether it is one character."""

    begin: int
    end: int
    aligned: bool


def main() -> None:
    options = _options()
    pages = [page for folder in _sources(options.texts) for page in _pages(folder)]
    for kind in options.kinds:
        if kind == "random":
            _measure_random(pages, options)
        for reader in options.readers if kind != "random" else ():
            _measure(kind, reader, pages, options)
    _glossed(options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kinds", nargs="*", choices=KINDS, default=["sparse", "dense", "random"])
    parser.add_argument("--readers", nargs="*", choices=READERS, default=[*READERS])
    parser.add_argument("--texts", type=Path, help="a folder of UTF-8 pages, instead of seeds and test prose")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--narrow", action="store_true", help="marks made half-width after the damage")
    parser.add_argument("--alone", action="store_true", help="the annotation pass, not the whole of mend")
    parser.add_argument("--failures", action="store_true")
    return parser.parse_args()


# --- pages -----------------------------------------------------------------------------------------------


def _sources(texts: Path | None) -> list[list[Path]]:
    if texts:
        return [[path] for path in sorted(texts.glob("*.txt"))]
    seeds = [[path] for path in sorted((ROOT / "seeds").glob("*.txt")) if path.name[:3] in CLEAN]
    return [*seeds, sorted((ROOT / "tests/pages/prose").glob("*.txt"))]


def _pages(paths: list[Path]) -> Iterator[list[str]]:
    """Pages of some thousand characters: long lines that GBK can hold, in Traditional."""
    text = "\n".join(path.read_text("utf-8", "ignore") for path in paths).translate(TO_FULL)
    page: list[str] = []
    for line in convert_text(text, "s2t").split("\n"):
        line = _in_gbk(line.strip())
        if len(line) > 20:
            page.append(line)
        if sum(map(len, page)) > PAGE_CHARACTERS:
            yield page
            page = []
    if page:
        yield page


def _in_gbk(line: str) -> str:
    return line.encode("gbk", "ignore").decode("gbk")


def _codes(kind: str, pages: list[list[str]], chance: random.Random) -> dict[bytes, str]:
    """What a mirror annotates: the pinyin of each code, in the order in which it works."""
    table = SPARSE if kind == "sparse" else _most(kind, pages, chance)
    pairs = [(character.encode("gbk"), pinyin) for character, pinyin in table.items()]
    chance.shuffle(pairs)
    return dict(pairs)


def _most(kind: str, pages: list[list[str]], chance: random.Random) -> dict[str, str]:
    """Six in ten of the converted characters that these pages hold ("dense") or that there are ("all"), each
    with one of its readings."""
    held = {c for lines in pages for line in lines for c in line}
    own = converted() & held if kind == "dense" else converted()
    readings = {c: [r for r in readings_of(c) if _in_gbk(r) == r] for c in sorted(own) if _in_gbk(c)}
    return {c: chance.choice(some) for c, some in readings.items() if some and chance.random() < 0.6}


# --- damage and its record -------------------------------------------------------------------------------


def _marked(line: str, codes: Mapping[bytes, str]) -> str:
    """The line's bytes as characters, with one sign above 0xFF for each annotation."""
    data = line.encode("gbk").decode("latin-1")
    for code in codes:
        data = data.replace(code.decode("latin-1"), code.decode("latin-1") + "\u0100")
    return data


def _places(line: str, codes: Mapping[bytes, str]) -> Iterator[Place]:
    owner = [n for n, character in enumerate(line) for _ in character.encode("gbk")]
    at = 0
    for piece in _marked(line, codes).split("\u0100")[:-1]:
        at += len(piece)
        first, last = owner[at - 2], owner[at - 1]
        yield Place(first, last + 1, first == last)


def _to_expect(line: str, codes: Mapping[bytes, str], reader: Reader) -> str:
    """The line, with `?` for characters that a lost byte took."""
    owner = [n for n, character in enumerate(line) for _ in character.encode("gbk")]
    data, at, passed, known = _marked(line, codes), 0, 0, [*line]
    while reader.takes and at < len(data) - 1:
        if data[at] == "\u0100":
            passed += 1
        if not "\x81" <= data[at] <= "\xfe":
            at += 1
            continue
        if data[at + 1] < "@":
            known[owner[at + 1 - passed]] = "?"
        at += 1 if data[at + 1] == "\u0100" else 2
    return "".join(known)


# --- measuring -------------------------------------------------------------------------------------------


def _measure(kind: str, reader: str, pages: list[list[str]], options: argparse.Namespace) -> None:
    chance = random.Random(options.seed)
    tally: Counter[str] = Counter()
    seconds, characters = 0.0, 0
    for lines in pages:
        codes = _codes(kind, pages, chance)
        width = TO_HALF_WIDTH if options.narrow else {}
        shown = "\n".join(annotate(line, codes, reader=READERS[reader]) for line in lines).translate(width)
        begun = time.perf_counter()
        mended = _mended(shown, options.alone)
        seconds += time.perf_counter() - begun
        characters += len(shown)
        for line, was, now in zip(lines, shown.split("\n"), mended.split("\n"), strict=True):
            sound = _to_expect(line, codes, READERS[reader]).translate(width)
            blocks = SequenceMatcher(None, sound, now, autojunk=False).get_matching_blocks()
            for place in _places(line, codes):
                result = "right" if now == sound else _judged(place, sound, was, now, blocks)
                tally[f"{'aligned' if place.aligned else 'unaligned'}: {result}"] += 1
                if options.failures and result != "right":
                    around = slice(max(0, place.begin - 8), place.begin + 25)
                    print(f"{result} {place}\n  {sound[around]}\n  {now[around]}")
    _report(f"{kind}, {reader}", tally, characters / seconds)


def _measure_random(pages: list[list[str]], options: argparse.Namespace) -> None:
    """Toneless pinyin behind characters taken at random, each page in both scripts."""
    chance = random.Random(options.seed)
    tally: Counter[str] = Counter()
    seconds, characters = 0.0, 0
    for lines in pages:
        for sound in ("\n".join(lines), convert_text("\n".join(lines), "t2s")):
            held = sorted({c for c in sound if plain_readings(c)})
            taken = {c: chance.choice(plain_readings(c)) for c in held if chance.random() < 0.15}
            times = chance.choice((1, 1, 2))
            shown = "".join(c + f"({taken[c]})" * times if c in taken else c for c in sound)
            begun = time.perf_counter()
            mended = _mended(shown, options.alone)
            seconds += time.perf_counter() - begun
            characters += len(shown)
            count = sum(sound.count(c) for c in taken)
            tally[f"aligned: {'right' if mended == sound else 'left' if mended == shown else 'wrong'}"] += (
                count
            )
    _report("random", tally, characters / seconds)


def _glossed(options: argparse.Namespace) -> None:
    """Pages for learners, readings of names and of hard characters: nothing of them may change."""
    paths = sorted((ROOT / "tests/pages/glossed").glob("*.txt"))
    texts = [path.read_text("utf-8") * times for path in paths for times in (1, 5)]
    changed = sum(_mended(text, options.alone) != text for text in texts)
    print(f"glossed pages: {changed} of {len(texts)} changed")


def _mended(text: str, alone: bool) -> str:
    draft = Draft(text)
    return apply(text, settle(text, (cut_annotations(draft) if alone else mend(draft)).edits))


def _judged(place: Place, sound: str, was: str, now: str, blocks: Sequence[Match]) -> str:
    begin, end = max(0, place.begin - 1), min(len(sound), place.end + 1)
    if any(block.a <= begin and end <= block.a + block.size for block in blocks):
        return "right"
    before = max((b for b in blocks if b.a <= begin), key=lambda b: b.a)
    after = min((b for b in blocks if b.a >= end), key=lambda b: b.a)
    stands = now[max(0, before.b + before.size - 1) : after.b + 1]
    return "left" if stands in was or ")" in stands else "wrong"


def _report(name: str, tally: Counter[str], speed: float) -> None:
    for kind in ("aligned", "unaligned"):
        counts = {result: tally[f"{kind}: {result}"] for result in ("right", "left", "wrong")}
        total = sum(counts.values())
        if not total:
            continue
        shares = ", ".join(f"{result} {count}" for result, count in counts.items())
        print(f"{name:18} {kind:10} {total:6}: {counts['right'] / total:7.2%} right ({shares})")
    print(f"{name:18} {speed / 1e6:.2f} million characters a second", flush=True)


if __name__ == "__main__":
    main()
