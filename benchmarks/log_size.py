"""How large the log is, beside the text that it says was changed and beside the page.

    python -m benchmarks.log_size [FILE …]

The text changed is what the edits hold, old and new, in UTF-8; a record without any edit has some 420 bytes,
which are in the sums. The pages are the seeds and the accepted clean texts with one kind of damage each; with
files of your own, those. "One by one" is what the log would have if no entry stood for several edits.
"""

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from benchmarks.mend_pinyin import SPARSE
from cleantext import clean
from cleantext.log import read_entries, to_json
from cleantext.script.convert import convert_text
from cleantext.steps.mend.pinyin_bytes import annotate

ROOT = Path(__file__).parents[1]
CODES = {character.encode("gbk"): pinyin for character, pinyin in SPARSE.items()}
MARK = re.compile("[,。;]")


def _annotated(text: str) -> str:
    lines = convert_text(text, "s2t").encode("gbk", "ignore").decode("gbk").split("\n")
    return "\n".join(annotate(line, CODES) for line in lines)


KINDS: Mapping[str, Callable[[str], str]] = {
    "Traditional": lambda text: convert_text(text, "s2t"),
    "pinyin behind characters": _annotated,
    "a zero-width space behind every mark": lambda text: MARK.sub("\\g<0>\u200b", text),
    "a no-break space behind every mark": lambda text: MARK.sub("\\g<0>\u00a0", text),
    "two spaces behind every mark": lambda text: MARK.sub("\\g<0>  ", text),
    "every line indented": lambda text: re.sub("(?m)^(?=.)", "\u3000\u3000", text),
}


def pages(files: list[str]) -> Iterator[tuple[str, list[bytes]]]:
    if files:
        yield "these pages", [Path(file).read_bytes() for file in files]
        return
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "golden").glob("*.txt"))]
    for name, damage in KINDS.items():
        yield name, [damage(text).encode() for text in texts]
    for seed in sorted((ROOT / "seeds").glob("*.txt")):
        yield f"seed {seed.name[:3]}", [seed.read_bytes()]


def measure(data: list[bytes]) -> tuple[int, ...]:
    """Bytes of pages, of their logs, of these with every edit by itself, of the text changed; edits."""
    sums = [0] * 5
    for page in data:
        result = clean(page)
        log = result.log()
        ((single, _),) = read_entries([log])
        edits = [edit for step in result.history.steps for edit in step.edits]
        changed = sum(len((edit.old + edit.new).encode("utf-8", "surrogatepass")) for edit in edits)
        sizes = len(page), len(log.encode()), len(to_json(single).encode()), changed, len(edits)
        sums = [a + b for a, b in zip(sums, sizes, strict=True)]
    return tuple(sums)


def main() -> None:
    print(
        f"{'':38} {'kB':>6} {'edits':>6} {'log kB':>7} {'one by one':>10}  log to text changed  log to page"
    )
    for name, data in pages(sys.argv[1:]):
        size, log, single, changed, edits = measure(data)
        share = f"{log / changed:.2f}" if changed else "-"
        print(
            f"{name:38} {size / 1000:6.0f} {edits:6} {log / 1000:7.1f} {single / 1000:10.1f}"
            f" {share:>20} {log / size:12.3f}"
        )


if __name__ == "__main__":
    main()
