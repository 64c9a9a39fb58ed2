"""How many runs read one byte off come out right, and that sound text stays as it is.

    python -m benchmarks.mend_gbk_shift [--runs 100] [--traditional] [--narrow] [--mark '?'] [--texts DIR]
                                        [--bold] [--failures]

Runs of 6 to 60 characters, from the beginning of a clause to the end of the line or to an ASCII character in
it, get a stray byte before them or lose their first one, are read one byte off, and are put back among the
other lines of their page, two to a page. A run counts as right if its line is what it was, character for
character, and as right in part if all is what it was but for marks (U+FFFD) where none could be told.
Texts are the clean seeds, or every .txt file (UTF-8) of DIR.
"""

import argparse
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cleantext.census import count_characters
from cleantext.edits import apply, settle
from cleantext.steps.mend.gbk_shift import repair_shifts
from cleantext.steps.mend.shifted_bytes import show_shifted

SEEDS = Path(__file__).parents[1] / "seeds"
CLEAN = ("000", "002", "003", "004")
TO_FULL = {ord(a): b for a, b in zip(",:;()?!", "，：；（）？！", strict=True)}
TO_HALF = {ord(b): a for a, b in zip(",:;()?!", "，：；（）？！", strict=True)}
LINES_A_PAGE = 50
SHORTEST, LONGEST = 6, 60
TRIES = 400
STRAYS = {"stray A1": b"\xa1", "stray A3": b"\xa3"}
KINDS = (*STRAYS, "lost A1/A3", "lost lead")
LOSSES = ("no pair lost", "pairs lost")


@dataclass(frozen=True, slots=True)
class Damaged:
    """A line before and after its damage."""

    sound: str
    shown: str


def main() -> None:
    options = _options()
    chance = random.Random(options.seed)
    paths = sorted(options.texts.glob("**/*.txt")) if options.texts else _clean_seeds()
    pages = [page for path in paths if len(page := _page(path, options.traditional)) > 2]
    tally: Counter[tuple[str, str, str]] = Counter()
    sound: Counter[str] = Counter()
    seconds, characters = 0.0, 0
    for kind in KINDS:
        for loss in LOSSES:
            for _ in range(options.runs // 2):
                lines = _some_lines(chance.choice(pages), chance)
                damaged = dict(_damage(lines, kind, loss, chance, options))
                text = "\n".join(damaged[n].shown if n in damaged else line for n, line in enumerate(lines))
                text = text.translate(TO_HALF) if options.narrow else text
                begun = time.perf_counter()
                mended = _mended(text, options.bold).split("\n")
                seconds, characters = seconds + time.perf_counter() - begun, characters + len(text)
                for number, line in enumerate(lines):
                    case = damaged.get(number, Damaged(line, line))
                    result = _result(case, mended[number], options)
                    if number in damaged:
                        tally[kind, loss, result] += 1
                    else:
                        sound[result] += 1
    _report(tally, sound, seconds, characters)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=100, help="runs of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--traditional", action="store_true")
    parser.add_argument("--narrow", action="store_true", help="full-width marks were made half-width")
    parser.add_argument("--mark", default="", help="what a pair without a character shows")
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--bold", action="store_true")
    parser.add_argument("--failures", action="store_true")
    return parser.parse_args()


def _clean_seeds() -> list[Path]:
    return [path for path in sorted(SEEDS.iterdir()) if path.name[:3] in CLEAN]


def _page(path: Path, traditional: bool) -> list[str]:
    """The paragraphs of a page that GBK can hold, with full-width marks."""
    text = path.read_text("utf-8").translate(TO_FULL)
    if traditional:
        from opencc import OpenCC

        text = OpenCC("s2t").convert(text)
    lines = [line.strip() for line in text.split("\n")]
    text = "\n".join(line for line in lines if len(line) >= SHORTEST)
    return text.encode("gbk", "ignore").decode("gbk").split("\n")


def _some_lines(page: list[str], chance: random.Random) -> list[str]:
    begin = chance.randrange(max(1, len(page) - LINES_A_PAGE))
    return page[begin : begin + LINES_A_PAGE]


def _damage(
    lines: list[str], kind: str, loss: str, chance: random.Random, options: argparse.Namespace
) -> Iterator[tuple[int, Damaged]]:
    """Two lines of a page with a run of that kind in each."""
    done: set[int] = set()
    for _ in range(TRIES):
        number = chance.randrange(len(lines))
        found = None if number in done else _damaged_line(lines[number], kind, loss, chance, options)
        if found:
            yield number, found
            done.add(number)
        if len(done) == 2:
            return


def _damaged_line(
    line: str, kind: str, loss: str, chance: random.Random, options: argparse.Namespace
) -> Damaged | None:
    opening = "[，。；：、“（《]" if kind == "lost A1/A3" else "(?:^|(?<=[，。；：、]))[^ -~，。；：、]"
    starts = [m.start() for m in re.finditer(opening, line)]
    runs = [(at, re.split("[ -~]", line[at:])[0]) for at in starts]
    runs = [(at, run) for at, run in runs if SHORTEST <= len(run) <= LONGEST and run.isprintable()]
    if not runs:
        return None
    begin, run = chance.choice(runs)
    stray, lost = STRAYS.get(kind, b""), 0 if kind in STRAYS else 1
    clear = show_shifted(run, stray=stray, lost=lost, mark="\ufffd")
    if ("\ufffd" in clear) != (loss == "pairs lost") or clear[len(clear) // 2 :] in run:
        return None  # or the run has found its place again on its way
    shown = show_shifted(run, stray=stray, lost=lost, mark=options.mark)
    return Damaged(line, line[:begin] + shown + line[begin + len(run) :])


def _mended(text: str, bold: bool) -> str:
    census = count_characters(text)
    return apply(text, settle(text, repair_shifts(text, census, bold=bold).edits))


def _result(case: Damaged, mended: str, options: argparse.Namespace) -> str:
    right, shown = case.sound, case.shown
    if options.narrow:
        right, shown = right.translate(TO_HALF), shown.translate(TO_HALF)
    result = "right" if mended == right else "left" if mended == shown else "wrong"
    if result == "wrong" and re.fullmatch(re.escape(mended).replace("\ufffd", ".{1,8}"), right):
        result = "in part"
    if options.failures and result != "right":
        print(f"{result}\n  {right[-70:]}\n  {shown[-70:]}\n  {mended[-70:]}")
    return result


def _report(
    tally: Counter[tuple[str, str, str]], sound: Counter[str], seconds: float, characters: int
) -> None:
    for loss in LOSSES:
        for kind in (*KINDS, "all"):
            counts = Counter[str]()
            for (of_kind, of_loss, result), count in tally.items():
                if of_loss == loss and kind in (of_kind, "all"):
                    counts[result] += count
            total = max(1, counts.total())
            shares = ", ".join(f"{r} {counts[r] / total:6.1%}" for r in ("right", "in part", "left", "wrong"))
            print(f"{loss:13} {kind:11} {counts.total():5}: {shares}")
    print(f"sound lines {sound.total()}: {sound.total() - sound['right']} changed")
    runs = max(1, tally.total())
    print(
        f"{seconds / runs * 1e3:.1f} ms a run, {characters / seconds / 1e6:.2f} million characters a second"
    )


if __name__ == "__main__":
    main()
