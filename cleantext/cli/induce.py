"""`cleantext induce`: a pack of rules suggested from the pages of a site."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cleantext.batch import Failure, Job, find_pages
from cleantext.cli.ending import DONE, FAILED_PAGES, FINDINGS, INTERNAL, ending, internal_error, say
from cleantext.cli.new_pack import deliver_pack, refuse_taken
from cleantext.cli.progress import with_progress
from cleantext.errors import CleantextError, UsageError

if TYPE_CHECKING:
    from cleantext.induce.suggest import Suggestion

INDUCE = """Suggest a rule pack from the pages of one site: lines that come again on many of them.

\b
FOLDER holds 20 pages or more of ONE site, as text or HTML. Numbers, dates, names and titles in a line may
change. A line makes a rule if it stands in one place of the page (among the first or last lines, or
beside other chrome) and does not read like a sentence. Every rule says on how many pages its line
stands, and has cases from the pages; the pack passes `rules lint` and `rules test` as it is. Read it
before you use it: a rule may take something you want.

\b
Examples:
  cleantext induce pages/ -o our-forum.yaml
  cleantext rules test our-forum --rules our-forum.yaml
  cleantext --rules our-forum.yaml --diff pages/0001.txt
  cleantext induce site/ --pattern '*.html' --host bbs.example.cn --verbose

\b
Exit codes: 0 a pack was made; 1 nothing comes again as chrome does; 2 too few pages, or usage;
3 a page failed (the pack is made of the others).
"""

PATTERNS = ("*.txt", "*.html", "*.htm")

Paths = Annotated[
    list[Path],
    typer.Argument(metavar="FOLDER", show_default=False, help="Folders or files: pages of one site."),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write the pack to FILE, which must not be there yet."
    ),
]
Name = Annotated[
    str | None, typer.Option(metavar="NAME", help="The pack's name. [default: that of FILE or FOLDER]")
]
Host = Annotated[
    str, typer.Option(metavar="HOST", help="The rules are for pages of this host alone: bbs.example.cn.")
]
MinPages = Annotated[int, typer.Option(metavar="N", min=2, help="Fewer pages than this are too few.")]
MinShare = Annotated[
    float, typer.Option(metavar="SHARE", min=0.01, max=1, help="Share of the pages a line must stand on.")
]
Pattern = Annotated[
    list[str] | None,
    typer.Option(
        metavar="GLOB", help="Files that are pages. May be repeated. [default: *.txt, *.html, *.htm]"
    ),
]
Encoding = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="The pages' encoding, where it is known. [default: found by reading]"),
]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Show what came again and makes no rule.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]


def induce(
    paths: Paths,
    output: Output = None,
    name: Name = None,
    host: Host = "",
    min_pages: MinPages = 20,
    min_share: MinShare = 0.3,
    pattern: Pattern = None,
    encoding: Encoding = None,
    verbose: Verbose = False,
    quiet: Quiet = False,
) -> None:
    """The verb. Its help is INDUCE."""
    chosen = name or _name_of(output or paths[0])

    def command() -> int:
        from cleantext.induce.suggest import induce as suggest  # here for start-up time

        if output is not None:
            refuse_taken(chosen, output)
        _refuse_names(chosen, host)
        jobs = [Job(path) for path, _ in find_pages(paths, pattern or PATTERNS)]
        failed: list[Failure] = []
        texts = with_progress(_texts(jobs, encoding, failed), len(jobs), quiet=quiet, doing="reading")
        found = suggest(texts, chosen, host=host, least_pages=min_pages, least_share=min_share)
        _report(found, verbose=verbose, quiet=quiet)
        if found.pack:
            deliver_pack(found.pack, chosen, output)
        return _exit_code(found, failed)

    raise typer.Exit(ending(command))


def _texts(jobs: list[Job], encoding: str | None, failed: list[Failure]) -> Iterator[str]:
    from cleantext.site import texts_of  # here for start-up time

    for outcome in texts_of(jobs, encoding=encoding):
        if isinstance(outcome, Failure):
            failed.append(outcome)
            if isinstance(outcome.error, CleantextError):
                say(outcome.error)
            else:
                internal_error(outcome.error, outcome.job.source.as_posix())
        else:
            yield outcome


def _name_of(path: Path) -> str:
    """A pack's name from a file's or a folder's.

    >>> _name_of(Path("pages/BBS 2024/")), _name_of(Path("论坛"))
    ('bbs-2024', 'our-site')
    """
    words = re.findall("[a-z0-9]+", path.resolve().stem.lower())
    return "-".join(words) or "our-site"


def _refuse_names(name: str, host: str) -> None:
    """Raise UsageError for a name no pack may have, or for what is no host."""
    if not re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", name):
        raise UsageError(f"'{name}' is no name for a pack", hint="use small letters, digits and hyphens")
    if host and not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)*", host):
        raise UsageError(f"'{host}' is no host", place="--host", hint="write it as in bbs.example.cn")


def _report(found: "Suggestion", *, verbose: bool, quiet: bool) -> None:
    if quiet:
        return
    from cleantext.induce.skeletons import readable  # here for start-up time

    for one in sorted(found.left_out, key=lambda one: (-one.pages, one.skeleton)) if verbose else ():
        say(f"left out: “{readable(one.skeleton)}”, on {one.pages} of {found.pages} pages: {one.why}")
    if not found.pack:
        say(f"nothing comes again on these {found.pages} pages as a site's chrome does")
        return
    hidden = (
        f"; --verbose shows {len(found.left_out)} more that make none"
        if found.left_out and not verbose
        else ""
    )
    say(f"{found.rules} rules from {found.pages} pages{hidden}")


def _exit_code(found: "Suggestion", failed: list[Failure]) -> int:
    if any(not isinstance(failure.error, CleantextError) for failure in failed):
        return INTERNAL
    if failed:
        return FAILED_PAGES
    return DONE if found.pack else FINDINGS
