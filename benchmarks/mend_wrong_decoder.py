"""How many runs read with the wrong decoder come out right, case by case.

    python -m benchmarks.mend_wrong_decoder [--runs 40] [--model utf8-as-gbk] [--loss none] [--failures]
    python -m benchmarks.mend_wrong_decoder --speed

Sentences of the clean seeds and of `benchmarks/sentences.txt` are written in one encoding and read in another
(once, or twice over), lose what the case loses, and stand as a line of their own or inside a sound line. A
run is *exact* if every character is right, *marked* if it is right but for U+FFFD where bytes were lost (one
for what was lost together) and for characters that left no trace (what is shown is the same without them),
*left* if nothing changed, else *wrong*. Runs that the case does not damage are not counted.
"""

import argparse
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from cleantext.edits import apply, settle
from cleantext.page import Draft
from cleantext.script import convert_text
from cleantext.steps.mend.wrong_decoder import repair_wrong_decoder

ROOT = Path(__file__).parents[1]
CLEAN = ("000", "002", "003", "004")
SINGLE_BYTE = ("latin-1", "cp1252", "cp1250", "mac_roman", "cp437")
MODELS = (
    *(("utf-8", wrong) for wrong in ("gb18030", "gbk", *SINGLE_BYTE, "cp950", "big5hkscs", "cp932")),
    *(("gb18030", wrong) for wrong in (*SINGLE_BYTE[:3], "cp950", "big5hkscs", "cp932", "cp949")),
    *(("cp950", wrong) for wrong in ("gb18030", "gbk", "latin-1", "cp1252")),
)  # fmt: skip
TWICE = (
    *((("utf-8", wrong), ("utf-8", wrong)) for wrong in (*SINGLE_BYTE[:4], "gb18030")),
    (("utf-8", "cp1252"), ("utf-8", "latin-1")), (("utf-8", "latin-1"), ("utf-8", "cp1252")),
    (("gb18030", "latin-1"), ("utf-8", "latin-1")), (("gb18030", "cp1252"), ("utf-8", "cp1252")),
    (("gb18030", "latin-1"), ("utf-8", "gb18030")), (("gb18030", "cp1252"), ("utf-8", "gb18030")),
    (("utf-8", "cp1252"), ("utf-8", "gb18030")), (("utf-8", "gb18030"), ("utf-8", "cp1252")),
    (("cp950", "latin-1"), ("utf-8", "latin-1")), (("gb18030", "cp950"), ("utf-8", "gb18030")),
    (("cp950", "gb18030"), ("utf-8", "cp1252")),
)  # fmt: skip
"""Each inner misreading, then the outer one."""

FULL, HALF = "，：；（）？！", ",:;()?!"
LENGTHS = {"4 to 11": (4, 11), "12 to 40": (12, 40)}
PLACES = ("line", "phrase")


def name_of(right: str, wrong: str) -> str:
    """A model's name as rules spell it."""
    plain = {"utf-8": "utf8", "gb18030": "gbk", "gbk": "cp936", "cp950": "big5", "latin-1": "latin1"}
    return f"{plain.get(right, right)}-as-{plain.get(wrong, wrong)}"


def read(data: bytes, codec: str, *, browser: bool = False, mark: str | None = None) -> str:
    """What a reader shows. A browser shows what its codec lacks: C1 controls, 0x80 in GBK as €.

    `mark` stands where bytes have no character ("" drops them); without it they raise UnicodeDecodeError.
    """
    if browser and codec in ("cp1252", "cp1250"):
        seen = [bytes((byte,)).decode(codec, "ignore") or chr(byte) for byte in range(256)]
        return data.decode("latin-1").translate(dict(enumerate(seen)))
    if mark is None:
        return data.decode(codec)
    return data.decode(codec, "replace").replace("\ufffd", mark)


def _lossless(text: str, chain: "Chain") -> str:
    for right, wrong in chain:
        text = read(text.encode(right), wrong, browser=True)
    return text


def _lossy(text: str, chain: "Chain", mark: str) -> str:
    for right, wrong in chain:
        text = read(text.encode(right), wrong, mark=mark)
    return text


def _last_byte_lost(text: str, chain: "Chain", mark: str) -> str:
    for right, wrong in chain[:-1]:
        text = read(text.encode(right), wrong, browser=True)
    right, wrong = chain[-1]
    data = text.encode(right)[:-1]
    try:
        return read(data, wrong, browser=True)
    except UnicodeDecodeError:
        return read(data, wrong, mark=mark)


def _converted(text: str, chain: "Chain", configuration: str) -> str:
    return _by_opencc(_lossless(text, chain), configuration)


Chain = tuple[tuple[str, str], ...]
LOSSES: dict[str, Callable[[str, Chain], str]] = {
    "none": _lossless,
    "last byte, nothing": lambda text, chain: _last_byte_lost(text, chain, ""),
    "last byte, �": lambda text, chain: _last_byte_lost(text, chain, "\ufffd"),
    "mark �": lambda text, chain: _lossy(text, chain, "\ufffd"),
    "mark ?": lambda text, chain: _lossy(text, chain, "?"),
    "nothing": lambda text, chain: _lossy(text, chain, ""),
    "nbsp": lambda text, chain: _lossless(text, chain).replace("\xa0", " "),
    "half-width": lambda text, chain: _lossless(text, chain).translate(str.maketrans(FULL, HALF)),
    "t2s": lambda text, chain: _converted(text, chain, "t2s"),
    "s2t": lambda text, chain: _converted(text, chain, "s2t"),
}
"""What happens to the shown text; each from a sentence and its misreadings."""

MARKED = ("mark �", "mark ?", "nothing", "last byte, nothing", "last byte, �")


def main() -> None:
    options = _options()
    sentences = list(_sentences())
    if options.speed:
        _speed(sentences)
        return
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    for chain in [(model,) for model in MODELS] + list(TWICE):
        name = " + ".join(name_of(*model) for model in chain)
        if options.model and options.model != name:
            continue
        for loss in LOSSES:
            if options.loss and options.loss != loss:
                continue
            for length in LENGTHS:
                for place in PLACES:
                    tally = _cell(sentences, chain, loss, length, place, options)
                    _print(f"{name:34} {loss:18} {length:9} {place:7}", tally)
                    totals[f"{'twice' if len(chain) > 1 else 'once':34} {loss:18} {length:9} {place:7}"] += (
                        tally
                    )
    print()
    for row in sorted(totals):
        _print(row, totals[row])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--model")
    parser.add_argument("--loss", choices=LOSSES)
    parser.add_argument("--bold", action="store_true")
    parser.add_argument("--failures", action="store_true")
    parser.add_argument("--speed", action="store_true")
    return parser.parse_args()


def _print(row: str, tally: Counter[str]) -> None:
    total = sum(tally.values())
    if total:
        shares = "  ".join(f"{result} {tally[result] / total:6.1%}" for result in RESULTS)
        print(f"{row} {total:4}: {shares}", flush=True)


RESULTS = ("exact", "marked", "left", "wrong")


def _sentences() -> Iterator[str]:
    for path in (*sorted((ROOT / "seeds").iterdir()), Path(__file__).parent / "sentences.txt"):
        if path.name[:3] in CLEAN or path.name == "sentences.txt":
            text = path.read_text("utf-8").translate(str.maketrans(HALF, FULL))
            for line in text.split("\n"):
                yield from (s.strip() for s in re.findall("[^。\n]{4,}。", line) if len(s.strip()) >= 4)


def _cell(
    sentences: list[str], chain: Chain, loss: str, length: str, place: str, options: argparse.Namespace
) -> Counter[str]:
    chance = random.Random(f"{options.seed} {chain} {loss} {length} {place}")
    tally: Counter[str] = Counter()
    for _ in range(options.runs * 4):
        if sum(tally.values()) == options.runs:
            break
        sample = _damaged(chance, sentences, chain, loss, length)
        if sample is None:
            continue
        run, shown = sample
        before, after = ("", "\n") if place == "line" else _around(chance, sentences, chain[0][0])
        if loss in ("t2s", "s2t"):  # the whole page was converted
            before, after = _by_opencc(before, loss), _by_opencc(after, loss)
        mended = _mended(before + shown + after, options.bold)
        kept = _traced(run, shown, chain, loss) if loss in MARKED else run
        sound = [_Text(before, run, after), _Text(before, kept, after)]
        result = _judged(mended, sound, before + shown + after, loss)
        tally[result] += 1
        if options.failures and result != "exact":
            print(
                f"  {result} {chain} {loss}\n    {before}{run}{after}    {before}{shown}{after}    {mended}"
            )
    return tally


def _damaged(
    chance: random.Random, sentences: list[str], chain: Chain, loss: str, length: str
) -> tuple[str, str] | None:
    """A run and what is shown of it; None where this sentence does not suit the case."""
    least, most = LENGTHS[length]
    sentence = chance.choice(sentences)
    if chain[0][0] == "cp950":
        sentence = _traditional(sentence)
    wanted = chance.randint(least, most)
    begin = chance.randrange(max(1, len(sentence) - wanted + 1))
    run = sentence[begin : begin + wanted].strip()
    if len(re.findall("[\u4e00-\u9fff]", run)) < least * 3 // 4 or len(run) < least:
        return None
    try:
        shown = LOSSES[loss](run, chain)
        sound = _lossless(run, chain) if loss not in MARKED else None
    except UnicodeError:
        return None
    return None if shown == sound and loss != "none" else (run, shown)


def _around(chance: random.Random, sentences: list[str], right: str) -> tuple[str, str]:
    before, after = chance.choice(sentences), chance.choice(sentences)
    if right == "cp950":
        before, after = _traditional(before), _traditional(after)
    return before[: chance.randint(4, 20)], after[-chance.randint(4, 20) :] + "\n"


def _traditional(text: str) -> str:
    return _by_opencc(text, "s2t")


def _by_opencc(text: str, configuration: str) -> str:
    return convert_text(text, configuration)


def _mended(text: str, bold: bool) -> str:
    return apply(text, settle(text, repair_wrong_decoder(Draft(text), bold=bold).edits))


class _Text(NamedTuple):
    """A run and what stands around it."""

    before: str
    run: str
    after: str


def _traced(run: str, shown: str, chain: Chain, loss: str) -> str:
    """What of a run left any trace: without the rest the same would have been shown."""
    if loss.startswith("last"):
        prefixes = (run[:size] for size in range(max(0, len(run) - 3), len(run)))
        return next((prefix for prefix in prefixes if _is_shown(prefix, shown, chain)), run)
    for at in reversed(range(len(run))):
        less = run[:at] + run[at + 1 :]
        if LOSSES[loss](less, chain) == shown:
            run = less
    return run


def _is_shown(text: str, shown: str, chain: Chain) -> bool:
    if shown == _lossy(text, chain, ""):
        return True
    try:
        return shown == _lossless(text, chain)
    except UnicodeDecodeError:
        return False


def _judged(mended: str, sound: list[_Text], shown: str, loss: str) -> str:
    right = "".join(sound[0])
    if loss == "half-width":  # marks that the misreading left as they were: nothing tells their width
        mended, right, shown = (text.translate(str.maketrans(FULL, HALF)) for text in (mended, right, shown))
    if mended.rstrip("\n") == right.rstrip("\n"):
        return "exact"
    if mended == shown:
        return "left"
    return "marked" if loss in MARKED and any(_is_right_but_for_marks(mended, t) for t in sound) else "wrong"


def _is_right_but_for_marks(mended: str, sound: _Text) -> bool:
    marked = "".join(f"(?:{re.escape(c)}|\ufffd|(?<=\ufffd))" for c in sound.run)
    pattern = re.escape(sound.before) + marked + re.escape(sound.after.rstrip("\n"))
    return bool(re.fullmatch(pattern, mended.rstrip("\n")))


def _speed(sentences: list[str]) -> None:
    clean = "\n".join(sentences * (1_000_000 // sum(map(len, sentences)) + 1))[:1_000_000]
    _timed("clean", clean)
    for chain in [(model,) for model in MODELS] + list(TWICE):
        right = chain[0][0]
        lines = [_traditional(line) if right == "cp950" else line for line in sentences[:400]]
        for loss in ("none", "mark �"):
            try:
                shown = "\n".join(LOSSES[loss](line, chain) for line in lines)
            except UnicodeError:
                continue
            _timed(
                f"{' + '.join(name_of(*m) for m in chain)}, {loss}",
                (shown + "\n") * (300_000 // len(shown) + 1),
            )


def _timed(name: str, text: str) -> None:
    _mended(text[:2000], False)
    begun = time.perf_counter()
    draft = Draft(text)
    edits = repair_wrong_decoder(draft).edits
    seconds = time.perf_counter() - begun
    print(
        f"{name:50} {len(text) / seconds / 1e6:8.2f} million characters a second, {len(edits)} edits",
        flush=True,
    )


if __name__ == "__main__":
    main()
