"""Goldens: for every seed the clean text and the log that were read and accepted.

A golden changes in two moves: `propose` writes what cleantext gives now beside it, for somebody to read;
`accept` puts the proposal in its place.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from cleantext.engine import Result, clean
from cleantext.errors import UsageError
from cleantext.files import make_folder, read_bytes, read_page, write_bytes
from cleantext.page import Page
from cleantext.recipe import Recipe
from cleantext.records import dataclass
from cleantext.report.compare import compare

TEXT, LOG, PROPOSED = ".txt", ".log.jsonl", ".new"


@dataclass(frozen=True, slots=True)
class Pair:
    """A seed and where its goldens are, or will be."""

    name: str
    seed: Path
    text: Path
    log: Path

    @property
    def proposals(self) -> tuple[tuple[Path, Path], ...]:
        """Each golden with the file of its proposal."""
        return tuple((path, path.with_name(path.name + PROPOSED)) for path in (self.text, self.log))


@dataclass(frozen=True, slots=True)
class Finding:
    """Something `check` does not let pass: in one sentence, and line by line."""

    name: str
    message: str
    details: tuple[str, ...] = ()


def pair_up(seeds: Path, goldens: Path, names: Iterable[str] = ()) -> tuple[Pair, ...]:
    """The seeds in order, each with the places of its goldens.

    Raises UsageError for a name that is no seed.
    """
    found = {path.stem: path for path in sorted(seeds.glob("*.txt"))} if seeds.is_dir() else {}
    if not found:
        raise UsageError(
            "there is no seed here", place=seeds.as_posix(), hint="name the folder with --seeds DIR"
        )
    for name in names:
        if name not in found:
            raise UsageError(f"there is no seed {name!r}", hint=f"the seeds are {', '.join(found)}")
    chosen = list(names) or list(found)
    return tuple(
        Pair(name, found[name], goldens / f"{name}{TEXT}", goldens / f"{name}{LOG}") for name in chosen
    )


def check(pairs: Iterable[Pair], recipe: Recipe) -> Iterator[Finding]:
    """What differs, byte for byte, between the goldens and what cleantext gives now."""
    for pair in pairs:
        missing = [path.name for path in (pair.text, pair.log) if not path.is_file()]
        if missing:
            yield Finding(pair.name, f"has no golden {' and no '.join(missing)}")
            continue
        result = clean_seed(pair, recipe)
        text, log = contents(result)
        golden_text, golden_log = read_bytes(pair.text), read_bytes(pair.log)
        if (text, log) != (golden_text, golden_log):
            what = "the clean text" if text != golden_text else "the log alone"
            yield Finding(pair.name, f"{what} differs", tuple(compare(golden_text, golden_log, result)))


def strays(pairs: Iterable[Pair], goldens: Path) -> Iterator[Finding]:
    """Files among the goldens that belong to no seed. Proposals are not counted."""
    known = {path.name for pair in pairs for path in (pair.text, pair.log)}
    for path in sorted(goldens.glob("*")) if goldens.is_dir() else ():
        if path.name not in known and path.name.removesuffix(PROPOSED) not in known:
            yield Finding(path.name, "is a golden without a seed")


def propose(pair: Pair, recipe: Recipe) -> tuple[Path, ...]:
    """Write what cleantext gives now beside the goldens it differs from; give back the files written."""
    written = []
    for (golden, proposal), data in zip(pair.proposals, contents(clean_seed(pair, recipe)), strict=True):
        if golden.is_file() and read_bytes(golden) == data:
            proposal.unlink(missing_ok=True)
            continue
        make_folder(proposal.parent)
        write_bytes(proposal, data)
        written.append(proposal)
    return tuple(written)


def accept(pair: Pair, recipe: Recipe) -> tuple[Path, ...]:
    """Put a seed's proposals in the place of its goldens; give back the goldens that changed.

    Raises UsageError where there is no proposal, or cleantext gives something else by now.
    """
    proposals = [(golden, proposal) for golden, proposal in pair.proposals if proposal.is_file()]
    if not proposals:
        raise UsageError(f"nothing is proposed for {pair.name}", hint="run `cleantext golden update` first")
    now = dict(zip((pair.text, pair.log), contents(clean_seed(pair, recipe)), strict=True))
    for golden, proposal in proposals:
        if read_bytes(proposal) != now[golden]:
            raise UsageError(
                "the proposal is out of date",
                place=proposal.as_posix(),
                hint="run `cleantext golden update` and read it again",
            )
    for golden, proposal in proposals:
        proposal.replace(golden)
    return tuple(golden for golden, _ in proposals)


def clean_seed(pair: Pair, recipe: Recipe) -> Result:
    """Clean a seed under its bare file name, which is the same on every machine."""
    return clean(Page(read_page(pair.seed).data, pair.seed.name), recipe)


def contents(result: Result) -> tuple[bytes, bytes]:
    """The bytes of both goldens: the clean text and the log."""
    return result.text.encode(), f"{result.log()}\n".encode()
