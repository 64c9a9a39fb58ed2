"""`cleantext score`: clean texts, or what the recipe makes of pages, against the texts a person wants."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cleantext.batch import PATTERNS, Failure, Job, clean_pages
from cleantext.cli import options
from cleantext.cli.ending import DONE, FAILED_PAGES, FINDINGS, ending, say
from cleantext.configuration import Settings, find_settings
from cleantext.errors import CleantextError, UsageError
from cleantext.files import read_bytes

if TYPE_CHECKING:
    from cleantext.measure import Quality

SCORE = """Measure clean texts against the texts a person wants: characters kept, lost and left over.

`score CLEAN GOLD` compares two texts, or two folders file by file. `score PAGES --against GOLD` cleans the
pages first, so that every loss gets the name of the rule behind it. Blank characters are not counted. The
gold of a/page.html is page.html, page.gold.txt, page.clean.txt or page.txt in GOLD/a/.

\b
Examples:
  cleantext score clean.txt gold.txt
  cleantext score clean/ gold/ --log changes.jsonl     # the log says which rule lost what
  cleantext score pages/ --against gold/               # cleans them, then the same
  cleantext score pages/ --against gold/ --at-least 0.98 --format json

Exit codes: 0 measured; 1 F1 of the whole is below --at-least; 2 usage; 3 a page failed.
"""

Paths = Annotated[list[Path], typer.Argument(metavar="PATHS", help="CLEAN GOLD, or PAGES with --against.")]
Against = Annotated[
    Path | None, typer.Option(metavar="GOLD", help="Clean PAGES, then measure them against GOLD.")
]
Log = Annotated[Path | None, typer.Option(metavar="FILE", help="The log CLEAN was written with.")]
Folded = Annotated[
    bool, typer.Option("--folded", help="Simplified and Traditional, full and half width count as one.")
]
AtLeast = Annotated[float | None, typer.Option(metavar="F1", help="Exit 1 below this F1, 0 to 1.")]
Format = Annotated[str, typer.Option("--format", metavar="HOW", help="text or json.")]


def score(
    paths: Paths,
    against: Against = None,
    log: Log = None,
    folded: Folded = False,
    at_least: AtLeast = None,
    how: Format = "text",
    recipe: options.Recipe = None,
    script: options.Script = None,
    rules: options.RulesPaths = None,
    skip: options.Skip = None,
    pattern: options.Pattern = None,
) -> None:
    """The verb. Its help is SCORE."""
    asked = Settings(
        recipe=recipe,
        script=script,
        rules=tuple(rules or ()),
        skip=tuple(skip or ()),
        pattern=tuple(pattern or ()),
    )

    def command() -> int:
        if how not in ("text", "json"):
            raise UsageError(f"--format is {how!r}", hint="choose text or json")
        if at_least is not None and not 0 <= at_least <= 1:
            raise UsageError(f"--at-least is {at_least:g}", hint="F1 goes from 0 to 1")
        if against is not None:
            quality, failed = _of_pages(paths, against, asked, folded=folded, log=log)
        else:
            quality, failed = _of_texts(paths, log, asked, folded=folded)
        return _tell(quality, failed, how=how, at_least=at_least)

    raise typer.Exit(ending(command))


def _of_pages(
    paths: list[Path], golds: Path, asked: Settings, *, folded: bool, log: Path | None
) -> "tuple[Quality, int]":
    from cleantext.measure import Quality, count_left_out, pair_with_gold, read_gold  # here for start-up
    from cleantext.quality import score

    if log is not None:
        raise UsageError("--log belongs to clean texts", hint="with --against the pages are cleaned anew")
    settings = asked.over(find_settings())
    patterns = settings.pattern or PATTERNS
    pairs = {page: gold for path in paths for page, gold in pair_with_gold(path, golds, patterns)}
    _say_left_out(sum(count_left_out(path, golds, patterns) for path in paths))
    quality, failed = Quality(), 0
    jobs = [Job(page) for page in pairs]
    for outcome in clean_pages(jobs, settings.make_recipe(), encoding=settings.encoding):
        if isinstance(outcome, Failure):
            if not isinstance(outcome.error, CleantextError):
                raise outcome.error
            say(outcome.error)
            failed += 1
            continue
        job, result = outcome
        gold = read_gold(pairs[job.source])
        quality.add(result.page.name, score(result.text, gold, result.history, folded=folded))
    return quality, failed


def _of_texts(paths: list[Path], log: Path | None, asked: Settings, *, folded: bool) -> "tuple[Quality, int]":
    from cleantext.logbook import open_logbook  # here for start-up time
    from cleantext.measure import Quality, count_left_out, pair_with_gold, read_gold
    from cleantext.quality import score

    if len(paths) != 2:
        raise UsageError("score takes CLEAN and GOLD", hint="or PAGES with --against GOLD")
    logbook = open_logbook(log) if log else None
    quality = Quality()
    patterns = asked.over(find_settings()).pattern or PATTERNS
    pairs = pair_with_gold(paths[0], paths[1], patterns)
    _say_left_out(count_left_out(paths[0], paths[1], patterns))
    for clean, gold in pairs:
        data = read_bytes(clean)
        history = logbook.find(data, name=clean.as_posix()).history if logbook else None
        text = data.decode(errors="replace")
        quality.add(clean.as_posix(), score(text, read_gold(gold), history, folded=folded))
    return quality, 0


def _say_left_out(count: int) -> None:
    if count:
        say(f"{count} without a gold {'is' if count == 1 else 'are'} not counted")


def _tell(quality: "Quality", failed: int, *, how: str, at_least: float | None) -> int:
    if how == "json":
        print(json.dumps(quality.as_data(), ensure_ascii=False))
    else:
        print(*quality.table(), sep="\n")
    if failed:
        return FAILED_PAGES
    if at_least is not None and quality.whole.f1 < at_least:
        say(f"F1 is {quality.whole.f1:.4f}, below {at_least}")
        return FINDINGS
    return DONE
