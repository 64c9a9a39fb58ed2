"""How often, and how fast, the encoding of a few characters is found: cleantext beside what else there is.

    python -m benchmarks.detect_encoding [--samples 40] [--lengths 12 20 …] [--texts DIR] [--failures]

Samples are cut from the clean seeds (their goldens), and from `benchmarks/texts/` (Simplified, Traditional,
Japanese, Korean, English, French, German and Russian text written for this), or from the `.txt` files of
--texts DIR, taken for Chinese. Each is written in every encoding that its language is found in, and given to
every tool as it is, with one byte lost at random, and with half a character cut off at either end.

A tool is right if it names the encoding, or one in which the bytes read the same; a superset counts, as what
is compared is the text read. A sample that is whole counts by its text. Time is that of detection alone, the
best of three passes, all tools in turn in one process; cleantext reads and decodes the page as well in the
row `cleantext, with the text`. Tools that are not installed are named and left out.
"""

import argparse
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from cleantext.decode import decode
from cleantext.detect import find_encoding
from cleantext.escaped import find_escaped  # its codecs write the samples, too
from cleantext.wide import find_wide

ROOT = Path(__file__).parents[1]
CLEAN = ("000", "002", "003", "004")
DAMAGES = ("whole", "one byte lost", "cut at either end")
WRITTEN_IN = {
    "seeds": ("gb18030", "utf-8", "utf-16-le", "hz"),
    "simplified": ("gb18030", "utf-8", "utf-16-le", "utf-16-be", "hz"),
    "traditional": ("cp950", "gb18030", "utf-8", "utf-16-le", "euc_tw"),
    "japanese": ("euc_jp", "cp932", "utf-8", "iso2022_jp"),
    "korean": ("cp949", "utf-8"),
    "russian": ("cp1251", "koi8-r", "utf-8"),
    "french": ("cp1252", "utf-8"),
    "german": ("cp1252", "utf-8"),
    "english": ("ascii",),
}
SAME = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950", "big5hkscs": "cp950", "ascii": "utf-8",
        "shift_jis": "cp932", "euc_kr": "cp949", "uhc": "cp949", "johab": "johab", "iso8859-1": "cp1252",
        "utf_8": "utf-8", "utf_8_sig": "utf-8", "euc-tw": "euc_tw", "x-euc-tw": "euc_tw"}  # fmt: skip
"""Names for one family: any of it counts for a damaged sample, whose bytes no two codecs read alike."""

Detect = Callable[[bytes], str | None]


@dataclass(frozen=True, slots=True)
class Sample:
    """Bytes to be judged, and the codec they were written with. `damage` is one of DAMAGES."""

    data: bytes
    codec: str
    text: str
    damage: str


def main() -> None:
    options = _options()
    tools, absent = find_tools()
    print(f"not installed, left out: {', '.join(absent)}" if absent else "every tool is installed")
    texts = dict(read_texts(options.texts))
    for length in options.lengths:
        samples = list(make_samples(texts, length, options.samples, random.Random(options.seed)))
        _report(length, samples, tools, options.failures)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--samples", type=int, default=40, help="for each text, encoding and damage")
    parser.add_argument("--lengths", type=int, nargs="+", default=[12, 20, 50, 200, 2000])
    parser.add_argument("--texts", type=Path, help="a folder of clean UTF-8 .txt files, taken for Chinese")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--failures", action="store_true", help="print what cleantext got wrong")
    return parser.parse_args()


# --- the tools -------------------------------------------------------------------------------------------


def find_tools() -> tuple[dict[str, Detect], list[str]]:
    """The tools that are there, and the names of those that are not."""
    tools: dict[str, Detect] = {
        "cleantext": _detect,
        "cleantext, with the text": lambda data: decode(data).encoding,
    }
    absent = []
    for name, load in _RIVALS.items():
        try:
            tools[name] = load()
        except ImportError:
            absent.append(name)
    return tools, absent


def _detect(data: bytes) -> str:
    """What `decode` does to find the encoding, without reading the page in it."""
    if b"\0" in data[:4096] and (wide := find_wide(data)):
        return wide
    try:
        if data.decode().isascii():
            return find_escaped(data) or "utf-8"
        return "utf-8"
    except UnicodeDecodeError:
        return find_encoding(data).codec


def _chardet() -> Detect:
    chardet = import_module("chardet")
    return lambda data: chardet.detect(data)["encoding"]


def _charset_normalizer() -> Detect:
    from_bytes = import_module("charset_normalizer").from_bytes

    def detect(data: bytes) -> str | None:
        best = from_bytes(data).best()
        return best.encoding if best else None

    return detect


def _cchardet() -> Detect:
    cchardet = import_module("cchardet")
    return lambda data: cchardet.detect(data)["encoding"]


def _charset_mnbvc() -> Detect:
    api = import_module("charset_mnbvc.api")
    return lambda data: api.from_data(data, mode=1)


def _resiliparse() -> Detect:
    detect: Detect = import_module("resiliparse.parse.encoding").detect_encoding
    return detect


_RIVALS: dict[str, Callable[[], Detect]] = {
    "charset-normalizer": _charset_normalizer,
    "chardet": _chardet,
    "cchardet (faust-cchardet)": _cchardet,
    "charset-mnbvc": _charset_mnbvc,
    "resiliparse": _resiliparse,
}


# --- the samples -----------------------------------------------------------------------------------------


def read_texts(folder: Path | None) -> Iterator[tuple[str, str]]:
    """Clean texts by the name of their kind in WRITTEN_IN."""
    if folder:
        yield "simplified", "\n".join(path.read_text("utf-8") for path in sorted(folder.glob("*.txt")))
        return
    goldens = (path for path in sorted((ROOT / "golden").glob("*.txt")) if path.name[:3] in CLEAN)
    yield "seeds", "\n".join(path.read_text("utf-8") for path in goldens)
    for path in sorted((ROOT / "benchmarks" / "texts").glob("*.txt")):
        yield path.stem, path.read_text("utf-8")


def make_samples(texts: dict[str, str], length: int, count: int, chance: random.Random) -> Iterator[Sample]:
    """`count` samples of `length` characters for each text, encoding and damage; fewer of 2000 and more."""
    for kind, text in texts.items():
        text *= -(-2 * length // len(text))
        for codec in WRITTEN_IN[kind]:
            for damage in DAMAGES:
                for _ in range(count if length < 1000 else max(1, count // 4)):
                    begin = chance.randrange(len(text) - length)
                    sample = _sample(text[begin : begin + length], codec, damage, chance)
                    if sample and (
                        not sample.data.isascii() or kind == "english" or codec.startswith(("hz", "iso"))
                    ):
                        yield sample


def _sample(text: str, codec: str, damage: str, chance: random.Random) -> Sample | None:
    data = text.encode(codec, "ignore")
    if damage == "one byte lost":
        at = chance.randrange(len(data))
        data = data[:at] + data[at + 1 :]
    elif damage == "cut at either end":
        data = data[1:-1]
    if damage != "whole" and codec.startswith(("hz", "iso", "ascii")):
        return None  # seven bits: what is left is ASCII or says where it begins
    return Sample(data, codec, text if damage == "whole" else "", damage)


def is_right(sample: Sample, answer: str | None) -> bool:
    """Is it the encoding, or one in which the bytes read the same?"""
    if not answer:
        return False
    if family(answer) == family(sample.codec):
        return True
    try:
        return sample.data.decode(answer.partition("+")[0], "replace") == sample.data.decode(
            sample.codec, "replace"
        )
    except (LookupError, UnicodeError):
        return False


def family(codec: str) -> str:
    plain = codec.lower().partition("+")[0]
    plain = {"windows-1252": "cp1252", "windows-1251": "cp1251", "iso-8859-1": "cp1252", "euc-jp": "euc_jp",
             "euc-kr": "cp949", "hz-gb-2312": "hz", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be",
             "utf_16_le": "utf-16-le", "utf_16_be": "utf-16-be", "koi8_r": "koi8-r",
             "iso-2022-jp": "iso2022_jp", "iso2022_jp_ext": "iso2022_jp", "iso2022_jp_2": "iso2022_jp",
             "euc_jis_2004": "euc_jp", "hz-gb2312": "hz"}.get(plain, plain)  # fmt: skip
    return SAME.get(plain, plain)


# --- the report ------------------------------------------------------------------------------------------


def _report(length: int, samples: Sequence[Sample], tools: dict[str, Detect], failures: bool) -> None:
    print(f"\n{length} characters, {len(samples)} samples")
    heads = "".join(f"{damage:>19}" for damage in DAMAGES)
    print(f"  {'':26}{heads}{'all':>9}{'MB/s':>9}{'us each':>9}")
    times = _best_times(tools, samples, 3 if length < 1000 else 2)
    for name, detect in tools.items():
        answers = [_safely(detect, sample.data) for sample in samples]
        right = [is_right(sample, answer) for sample, answer in zip(samples, answers, strict=True)]
        shares = [
            _share([ok for sample, ok in zip(samples, right, strict=True) if sample.damage == damage])
            for damage in DAMAGES
        ]
        seconds = times[name]
        size = sum(len(sample.data) for sample in samples)
        cells = "".join(f"{share:>19}" for share in shares)
        speed = f"{size / seconds / 1e6:9.2f}{seconds / len(samples) * 1e6:9.1f}"
        print(f"  {name:26}{cells}{_share(right):>9}{speed}")
        if failures and name == "cleantext":
            _print_failures(
                [pair for pair, ok in zip(zip(samples, answers, strict=True), right, strict=True) if not ok]
            )


def _print_failures(wrong: Sequence[tuple[Sample, str | None]]) -> None:
    for sample, answer in wrong:
        text = sample.data.decode(sample.codec, "replace")[:40]
        print(f"    {sample.codec}, {sample.damage}, taken for {answer}: {text!r}")


def _share(right: Sequence[bool]) -> str:
    return f"{100 * sum(right) / len(right):.2f} %" if right else "-"


def _safely(detect: Detect, data: bytes) -> str | None:
    try:
        return detect(data)
    except Exception:  # a tool that fails has not found it
        return None


def _best_times(tools: dict[str, Detect], samples: Sequence[Sample], rounds: int) -> dict[str, float]:
    """Seconds for all samples, the best of some rounds in which every tool has its turn."""
    times = {name: float("inf") for name in tools}
    for _ in range(rounds):
        for name, detect in tools.items():
            times[name] = min(times[name], _seconds(detect, samples))
    return times


def _seconds(detect: Detect, samples: Sequence[Sample]) -> float:
    begin = time.perf_counter()
    for sample in samples:
        _safely(detect, sample.data)
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
