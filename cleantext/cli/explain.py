"""`cleantext --explain-encoding`: how pages' bytes are read, and why; nothing is cleaned."""

from collections.abc import Sequence
from pathlib import Path

from cleantext.batch import PATTERNS, choose_jobs
from cleantext.cli.ending import DONE, FAILED_PAGES, say
from cleantext.cli.flags import Flags
from cleantext.configuration import find_settings
from cleantext.errors import InputError
from cleantext.files import STANDARD_INPUT, read_page, write_standard_output
from cleantext.report.encoding import explain_encoding


def explain(paths: Sequence[Path], flags: Flags) -> int:
    """Print the evidence for each page's encoding and give the exit code; a page that fails is set aside."""
    settings = flags.settings.over(find_settings(flags.config))
    jobs = choose_jobs(tuple(paths) or (STANDARD_INPUT,), settings.pattern or PATTERNS, nowhere=True)
    failed = 0
    for job in jobs:
        try:
            lines = list(explain_encoding(read_page(job.source), encoding=settings.encoding))
        except InputError as error:
            say(error)
            failed += 1
            continue
        write_standard_output("".join(f"{line}\n" for line in lines).encode(errors="surrogateescape"))
    return FAILED_PAGES if failed else DONE
