"""How many runs read one byte off come out right, and that sound text stays as it is.

    python -m benchmarks.mend_gbk_shift [--runs 200] [--traditional] [--narrow] [--mark '?'] [--failures]

Sentences of the clean seeds get a stray byte before them, or lose their first one, are read one byte off to
the end of their line, and are put back among the other lines of their page, three to a page. A run counts
as right if its line is what it was, character for character.
"""

import argparse
import random
import re
import time
from collections import Counter
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


def main() -> None:
    options = _options()
    chance = random.Random(options.seed)
    pages = [_page(path, options.traditional) for path in sorted(SEEDS.iterdir()) if path.name[:3] in CLEAN]
    tally: Counter[str] = Counter()
    seconds, done = 0.0, 0
    while done < options.runs:
        lines = chance.choice(pages)
        begin = chance.randrange(max(1, len(lines) - LINES_A_PAGE))
        sound = [*lines[begin : begin + LINES_A_PAGE]]
        damaged, kinds = _damage(sound, chance, options)
        begun = time.perf_counter()
        text = "\n".join(damaged)
        census = count_characters(text)
        mended = apply(text, settle(text, repair_shifts(text, census, bold=options.bold).edits)).split("\n")
        seconds += time.perf_counter() - begun
        done += len(kinds)
        for number, line in enumerate(sound):
            right = line.translate(TO_HALF) if options.narrow else line
            kind = kinds.get(number, "sound line")
            result = (
                "right"
                if mended[number] == right
                else "left"
                if mended[number] == damaged[number]
                else "wrong"
            )
            tally[f"{kind}: {result}"] += 1
            if options.failures and result != "right":
                print(
                    f"{kind}: {result}\n  {right[-70:]}\n  {damaged[number][-70:]}\n  {mended[number][-70:]}"
                )
    _report(tally, seconds, done)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--traditional", action="store_true")
    parser.add_argument("--narrow", action="store_true")
    parser.add_argument("--bold", action="store_true")
    parser.add_argument("--mark", default="")
    parser.add_argument("--failures", action="store_true")
    return parser.parse_args()


def _page(path: Path, traditional: bool) -> list[str]:
    """The paragraphs of a page that GBK can hold, with full-width marks."""
    text = path.read_text("utf-8").translate(TO_FULL)
    if traditional:
        from opencc import OpenCC

        text = OpenCC("s2t").convert(text)
    lines = [line.strip() for line in text.split("\n")]
    text = "\n".join(line for line in lines if len(line) > 40)
    return text.encode("gbk", "ignore").decode("gbk").split("\n")


def _damage(
    sound: list[str], chance: random.Random, options: argparse.Namespace
) -> tuple[list[str], dict[int, str]]:
    lines, kinds = [*sound], {}
    for number in chance.sample(range(len(lines)), min(3, len(lines))):
        sentences = [s for s in re.findall("[^。\n]+。", lines[number]) if s.isprintable()]
        runs = [tail for s in sentences for tail in [re.split("[ -~]", s)[-1]] if 6 <= len(tail) <= 60]
        if not runs:
            continue
        run = chance.choice(runs)
        stray, lost = chance.choice([(b"\xa1", 0), (b"\xa1", 0), (b"\xa3", 0), (b"", 1)])
        clear = show_shifted(run, stray=stray, lost=lost, mark="\ufffd")
        if clear[len(clear) // 2 :] in run:  # the run has found its place again on its way
            continue
        before = lines[number][: lines[number].index(run)]
        sound[number] = before + run
        lines[number] = before + show_shifted(run, stray=stray, lost=lost, mark=options.mark)
        unseen = clear.count("\ufffd")
        kinds[number] = "first byte lost" if lost else "pairs unseen" if unseen else "nothing lost"
    if options.narrow:
        lines = [line.translate(TO_HALF) for line in lines]
    return lines, kinds


def _report(tally: Counter[str], seconds: float, runs: int) -> None:
    for kind in ("nothing lost", "pairs unseen", "first byte lost", "sound line"):
        total = sum(count for name, count in tally.items() if name.startswith(kind))
        shares = ", ".join(
            f"{result} {tally[f'{kind}: {result}'] / max(1, total):.1%}"
            for result in ("right", "left", "wrong")
        )
        print(f"{kind:16} {total:6}: {shares}")
    print(f"{seconds / max(1, runs) * 1e3:.1f} ms a run")


if __name__ == "__main__":
    main()
