"""Which files a run reads, in which order, what each is, and what it is called in the output."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from glob import glob, has_magic
from hashlib import sha256
from pathlib import Path

from cleantext.batch import find_pages
from cleantext.errors import UsageError
from cleantext.files import unreadable

KINDS = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".warc": "warc",
    ".tar": "tar",
    ".tgz": "tar",
}
"""What a file is by the end of its name, `.gz` and `.zst` aside; all else is one page."""
_PACKED = (".gz", ".zst")
_PAGES = (".txt", ".html", ".htm", ".xhtml")
PATTERNS = tuple(f"*{ending}{packed}" for ending in (*_PAGES, *KINDS) for packed in ("", *_PACKED))
"""Files that are read in a folder."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the input. `below` is its path in the output, `kind` a value of KINDS or `page`."""

    path: Path
    below: str
    kind: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Extent:
    """How much there is to read; `sha256` is over names and sizes, in order."""

    files: int
    size_bytes: int
    sha256: str


def kind_of(path: Path) -> str:
    """What a file holds, by its name.

    >>> [kind_of(Path(name)) for name in ("a.jsonl.zst", "CC.warc.gz", "页.txt")]
    ['jsonl', 'warc', 'page']
    """
    name = path.name.lower()
    for packed in _PACKED:
        name = name.removesuffix(packed)
    return KINDS.get(Path(name).suffix, "page")


def is_packed(path: Path) -> bool:
    """Is it to be unpacked, by its name?"""
    return path.name.lower().endswith((*_PACKED, ".tgz"))


def find_sources(paths: Sequence[str], patterns: Sequence[str], output: Path) -> Iterator[Source]:
    """The files that paths, folders and globs name, one after the other, the same each time.

    The folder `output` is passed over. Raises UsageError for a path that is not there, for a folder or a glob
    without a file to read, and where two of them would have one name in the output.
    """
    roots = [Path(path) for given in paths for path in _expand(given)]
    _refuse_namesakes(roots)
    for root in roots:
        for path, below in find_pages([root], patterns, leave_out=output):
            try:
                size = path.stat().st_size
            except OSError as error:
                raise _as_usage(path, error) from None
            place = Path(root.resolve().name) / below if len(roots) > 1 and root.is_dir() else below
            yield Source(path, place.as_posix(), kind_of(path), size)


def measure(sources: Iterable[Source]) -> tuple[Extent, frozenset[str]]:
    """Walk through the sources without opening them: how much there is, of which kinds and packings."""
    files, size, digest = 0, 0, sha256()
    kinds: set[str] = set()
    for source in sources:
        files += 1
        kinds |= {source.kind, source.path.suffix.lower()}
        size += source.size_bytes
        digest.update(f"{source.below}\0{source.size_bytes}\n".encode(errors="surrogateescape"))
    return Extent(files, size, digest.hexdigest()), frozenset(kinds)


def _expand(given: str) -> list[str]:
    """A path as it is, a glob that the shell has left alone as its matches in order."""
    if given == "-":
        raise UsageError(
            "standard input cannot be read twice, so a run of it could not go on",
            hint="`cleantext --jsonl` cleans rows in a pipe",
        )
    if not has_magic(given) or Path(given).exists():
        return [given]
    found = sorted(glob(given, recursive=True))  # noqa: PTH207  # Path.glob takes no absolute pattern
    if not found:
        raise UsageError("no file matches", place=given, hint="check the pattern, and quote it once")
    return found


def _refuse_namesakes(roots: Sequence[Path]) -> None:
    owners: dict[str, Path] = {}
    for root in roots:
        name = root.resolve().name
        if name in owners:
            raise UsageError(
                f"{owners[name]} and {root} would have one name in the output",
                hint="give the folder above them, or clean them in two runs",
            )
        owners[name] = root


def _as_usage(path: Path, error: OSError) -> UsageError:
    said = unreadable(path, error)
    return UsageError(said.message, place=said.place, hint=said.hint)
