"""`cleantext` and `python -m cleantext`."""

import gc
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

_THRESHOLD = 50_000
"""Objects made before Python looks for circles among them: imports make thousands that all stay."""


def main() -> None:
    """Run the command line and leave with its exit code.

    A plain command line of the filter needs no parser: then it runs without the import of typer, which costs
    more than a page (shell loops start this program thousands of times).
    """
    gc.set_threshold(_THRESHOLD)
    arguments = sys.argv[1:]
    try:
        if arguments == ["--version"]:
            _print_version()
        elif "_CLEANTEXT_COMPLETE" not in os.environ and (given := _read_plainly(arguments)) is not None:
            sys.exit(_filter(given))
        else:
            from cleantext.cli.app import app

            app(prog_name="cleantext")
    except KeyboardInterrupt:  # while something was imported
        sys.exit(130)
    finally:
        # What is left goes with the process: else Python searches all of it for circles, three times.
        gc.freeze()


def _read_plainly(arguments: Sequence[str]) -> dict[str, Any] | None:
    from cleantext.cli.quick import read_plainly  # here so that --version does without it

    return read_plainly(arguments)


def _filter(given: Mapping[str, Any]) -> int:
    from cleantext.cli.ending import ending
    from cleantext.cli.filter import run
    from cleantext.cli.flags import flags_of

    return ending(lambda: run([Path(path) for path in given.get("paths", ())], flags_of(given)))


def _print_version() -> None:
    from cleantext.version import __version__

    print(f"cleantext {__version__}")


if __name__ == "__main__":
    main()
