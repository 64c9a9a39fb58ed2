"""The five seeds through cleantext with its log, beside the chain a user would build from the same parts.

    python benchmarks/chain.py [--rounds 5] [--rules 300]

The chain is a decoder, ftfy with settings that spare Chinese, substitutions with `regex` line by line, and
opencc-python-reimplemented. Its substitutions are shipped rules written out as `regex` would have them, those
first that fire on the seeds; conditions on where a line stands are left out, which spares the chain work.
Neither loads anything while it is timed. At the end stands how much of what rules take off the chain takes
off as well. It mends nothing that Chinese decoders broke, joins no lines and keeps no log.
"""

import argparse
import io
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import ftfy
import opencc
import regex

import cleantext
from cleantext.engine import rules_of
from cleantext.recipe import load_recipe
from cleantext.ruleset.model import Rule
from cleantext.script import convert_text

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))

Substitution = tuple[Any, str]
Work = Callable[[bytes], str]

_DAMAGED = "001"
"""The seed that holds runs read one byte off, which the chain leaves as they are."""


def main() -> None:
    options = _options()
    pages = [path.read_bytes() for path in SEEDS]
    chain = _chain(_substitutions(pages, options.rules))
    works: dict[str, Work] = {"chain": chain, "cleantext, log written": _clean}
    outcomes = {name: [work(page) for page in pages] for name, work in works.items()}
    whole = [page for page, path in zip(pages, SEEDS, strict=True) if not path.name.startswith(_DAMAGED)]
    for group, some in (("five seeds", pages), ("the four whose bytes are whole", whole)):
        _race(group, works, some, options.rounds)
    _compare(pages, *outcomes.values())


def _race(group: str, works: Mapping[str, Work], pages: Sequence[bytes], rounds: int) -> None:
    """Print the best of some rounds in turn."""
    best = dict.fromkeys(works, float("inf"))
    for _ in range(rounds):
        for name, work in works.items():
            best[name] = min(best[name], _seconds(work, pages))
    for name, seconds in best.items():
        rate = sum(map(len, pages)) / 1e6 / seconds
        print(f"{group:32} {name:24} {rate:7.3f} MB/s   x {best['chain'] / seconds:.1f}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--rules", type=int, default=300, help="substitutions of the chain")
    return parser.parse_args()


def _seconds(work: Callable[[bytes], str], pages: Sequence[bytes]) -> float:
    """Seconds of processor time, which other programs disturb less than the clock."""
    begin = time.process_time()
    for page in pages:
        work(page)
    return time.process_time() - begin


def _clean(page: bytes) -> str:
    result = cleantext.clean(page)
    io.BytesIO().write((result.log() + "\n").encode())
    return result.text


# --- the chain -------------------------------------------------------------------------------------------


def _chain(substitutions: Sequence[Substitution]) -> Callable[[bytes], str]:
    converter = opencc.OpenCC("t2s")

    def run(page: bytes) -> str:
        text = ftfy.fix_text(
            _decoded(page),
            uncurl_quotes=False,
            fix_character_width=False,
            fix_latin_ligatures=False,
            normalization=None,
        )
        lines = []
        for line in text.split("\n"):
            for pattern, new in substitutions:
                line = pattern.sub(new, line)
            lines.append(line)
        return str(converter.convert("\n".join(lines)))

    return run


def _decoded(page: bytes) -> str:
    for codec in ("utf-8", "gb18030"):
        try:
            return page.decode(codec)
        except UnicodeDecodeError:
            continue
    return page.decode("utf-8", "replace")


def _substitutions(pages: Sequence[bytes], number: int) -> list[Substitution]:
    fired = Counter(
        edit.rule for page in pages for step in cleantext.clean(page).history.steps for edit in step.edits
    )
    rules = [c for c in rules_of(load_recipe("default")).rules if c.rule.remove or c.rule.cut]
    rules.sort(key=lambda chosen: -fired[chosen.name])
    sources = dict.fromkeys(source for chosen in rules for source in _sources(chosen.rule))
    return [(regex.compile(source), "") for source in list(sources)[:number]]


def _sources(rule: Rule) -> list[str]:
    target = rule.target
    whole = [rf"^\s*(?:{'|'.join(map(regex.escape, target.line))})\s*$"] if target.line else []
    texts = ["|".join(map(regex.escape, target.text))] if target.text else []
    found = [*whole, *texts, *target.pattern]
    return [rf"^.*(?:{one}).*$" if rule.remove and not target.line else one for one in found]


# --- what both did ---------------------------------------------------------------------------------------


def _compare(pages: Sequence[bytes], chained: Sequence[str], cleaned: Sequence[str]) -> None:
    """Print how much of what rules take off the chain takes off as well, and what either left Traditional."""
    taken = both = 0
    for page, one in zip(pages, chained, strict=True):
        lines = Counter(map(str.strip, _taken_off(page)))
        stays = lines & Counter(line.strip() for line in one.split("\n"))
        taken += lines.total()
        both += (lines - stays).total()
    print(f"lines that rules take off: {taken}, of these by the chain too: {both}")
    for name, texts in (("chain", chained), ("cleantext", cleaned)):
        left = sum(sum(map(str.__ne__, text, convert_text(text, "t2s"))) for text in texts)
        print(f"Traditional characters left by {name}: {left}")


def _taken_off(page: bytes) -> Iterator[str]:
    """The lines that rules take off, as the chain would write them."""
    for step in cleantext.clean(page).history.steps:
        if step.name == "sweep":
            for edit in step.edits:
                if not edit.new and edit.old.endswith("\n"):
                    yield from filter(str.strip, convert_text(edit.old, "t2s").split("\n"))


if __name__ == "__main__":
    main()
