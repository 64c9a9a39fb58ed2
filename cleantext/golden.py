"""Goldens: for every seed the clean text and the log that were read and accepted.

A golden changes in two moves: `propose` writes what cleantext gives now beside it, for somebody to read;
`accept` puts the proposal in its place.
"""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from threading import active_count

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
    """A seed and where its goldens are, or will be; its log is one of them unless `log` is None.

    `page` is the name it is cleaned under; the bare name of its file if it is empty.
    """

    name: str
    seed: Path
    text: Path
    log: Path | None
    page: str = ""

    @property
    def goldens(self) -> tuple[Path, ...]:
        """The files of its goldens."""
        return (self.text,) if self.log is None else (self.text, self.log)

    @property
    def proposals(self) -> tuple[tuple[Path, Path], ...]:
        """Each golden with the file of its proposal."""
        return tuple((path, path.with_name(path.name + PROPOSED)) for path in self.goldens)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something `check` does not let pass: in one sentence, and line by line; `place` is the golden."""

    name: str
    message: str
    details: tuple[str, ...] = ()
    place: Path | None = None


def pair_up(seeds: Path, goldens: Path) -> tuple[Pair, ...]:
    """The seeds (`*.txt` of a folder) in order, each with the places of its goldens. Raises UsageError."""
    if goldens.exists() and not goldens.is_dir():
        raise UsageError("the goldens need a folder, and this is a file", place=goldens.as_posix())
    found = sorted(seeds.glob("*.txt")) if seeds.is_dir() else []
    if not found:
        raise UsageError(
            "there is no seed here",
            place=seeds.as_posix(),
            hint="name the folder with --seeds DIR, or begin with `cleantext golden init`",
        )
    return tuple(
        Pair(path.stem, path, goldens / f"{path.stem}{TEXT}", goldens / f"{path.stem}{LOG}") for path in found
    )


def choose(pairs: Sequence[Pair], names: Iterable[str]) -> tuple[Pair, ...]:
    """The pairs of these names, or all. Raises UsageError for a name that is none."""
    found = {pair.name: pair for pair in pairs}
    for name in names:
        if name not in found:
            raise UsageError(f"there is no seed {name!r}", hint=f"the seeds are {', '.join(found)}")
    return tuple(found[name] for name in names) or tuple(pairs)


def check(pairs: Sequence[Pair], recipe: Recipe, *, encoding: str | None = None) -> Iterator[Finding]:
    """What differs, byte for byte, between the goldens and what cleantext gives now; on all cores."""
    look = partial(check_pair, recipe=recipe, encoding=encoding)
    cores = min(len(pairs), os.cpu_count() or 1)
    if (
        cores < 2 or sys.platform != "linux" or active_count() > 1
    ):  # a fork is quick, and safe without threads
        yield from filter(None, map(look, pairs))
        return
    from multiprocessing import get_context  # here for start-up time

    with get_context("fork").Pool(cores) as pool:
        yield from filter(None, pool.imap(look, pairs))


def check_pair(pair: Pair, recipe: Recipe, *, encoding: str | None = None) -> Finding | None:
    """What differs for one seed; None if nothing does. Raises UsageError for a golden that is a folder."""
    for path in pair.goldens:
        if path.is_dir():
            raise UsageError("the golden is a folder", place=path.as_posix(), hint="move it out of the way")
    missing = [path.name for path in pair.goldens if not path.is_file()]
    if missing:
        return Finding(pair.name, f"has no golden {' and no '.join(missing)}", place=pair.text)
    result = clean_seed(pair, recipe, encoding=encoding)
    now = contents(pair, result)
    before = tuple(map(read_bytes, pair.goldens))
    if now == before:
        return None
    what = "the clean text" if now[0] != before[0] else "the log alone"
    log = before[1] if pair.log else now_log(result)
    details = tuple(compare(before[0], log, result))
    return Finding(pair.name, f"{what} differs", details, pair.text)


def strays(pairs: Iterable[Pair], goldens: Path) -> Iterator[Finding]:
    """Files among the goldens that belong to no seed. Proposals are not counted."""
    known = {path for pair in pairs for path in pair.goldens}
    for path in sorted(goldens.rglob("*")) if goldens.is_dir() else ():
        kept = path.with_name(path.name.removesuffix(PROPOSED))
        if path.is_file() and path not in known and kept not in known:
            name = path.relative_to(goldens).as_posix()
            yield Finding(name, "is a golden without a seed", place=path)


def propose(pair: Pair, recipe: Recipe, *, encoding: str | None = None) -> tuple[Path, ...]:
    """Write what cleantext gives now beside the goldens it differs from; give back the files written."""
    written = []
    now = contents(pair, clean_seed(pair, recipe, encoding=encoding))
    for (golden, proposal), data in zip(pair.proposals, now, strict=True):
        if golden.is_file() and read_bytes(golden) == data:
            proposal.unlink(missing_ok=True)
            continue
        make_folder(proposal.parent)
        write_bytes(proposal, data)
        written.append(proposal)
    return tuple(written)


def accept(pair: Pair, recipe: Recipe, *, encoding: str | None = None) -> tuple[Path, ...]:
    """Put a seed's proposals in the place of its goldens; give back the goldens that changed.

    Raises UsageError where there is no proposal, or cleantext gives something else by now.
    """
    proposals = [(golden, proposal) for golden, proposal in pair.proposals if proposal.is_file()]
    if not proposals:
        raise UsageError(f"nothing is proposed for {pair.name}", hint="run `cleantext golden update` first")
    result = clean_seed(pair, recipe, encoding=encoding)
    now = dict(zip(pair.goldens, contents(pair, result), strict=True))
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


def clean_seed(pair: Pair, recipe: Recipe, *, encoding: str | None = None) -> Result:
    """Clean a seed under a name that is the same on every machine."""
    page = Page(read_page(pair.seed).data, pair.page or pair.seed.name)
    return clean(page, recipe, encoding=encoding)


def contents(pair: Pair, result: Result) -> tuple[bytes, ...]:
    """The bytes of the goldens: the clean text, and the log if it is one."""
    text = result.text.encode()
    return (text,) if pair.log is None else (text, now_log(result))


def now_log(result: Result) -> bytes:
    """The bytes of a log golden."""
    return f"{result.log()}\n".encode()
