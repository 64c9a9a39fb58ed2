"""`cleantext` and `python -m cleantext`."""

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

_THRESHOLD = 50_000
"""Objects made before Python looks for circles among them: imports make thousands that all stay."""


def main() -> None:
    """Run the command line and leave with its exit code.

    Arguments without a single flag need no parser: then the filter runs without the import of typer, which
    costs more than a page (shell loops start this program thousands of times).
    """
    gc.set_threshold(_THRESHOLD)
    arguments = sys.argv[1:]
    try:
        if arguments == ["--version"]:
            _print_version()
        elif _has_no_flag(arguments) and "_CLEANTEXT_COMPLETE" not in os.environ:
            sys.exit(_filter(arguments))
        else:
            from cleantext.cli.app import app

            app(prog_name="cleantext")
    except KeyboardInterrupt:  # while something was imported
        sys.exit(130)
    finally:
        # What is left goes with the process: else Python searches all of it for circles, three times.
        gc.freeze()


def _has_no_flag(arguments: Sequence[str]) -> bool:
    """Are these pages alone, with neither a flag among them nor a verb before them?"""
    from cleantext.cli.flags import VERBS  # here so that --version does without it

    flags = [argument for argument in arguments if argument.startswith("-") and argument != "-"]
    return not flags and (not arguments or arguments[0] not in VERBS)


def _filter(arguments: Sequence[str]) -> int:
    from cleantext.cli.ending import ending
    from cleantext.cli.filter import run
    from cleantext.cli.flags import Flags

    return ending(lambda: run([Path(argument) for argument in arguments], Flags()))


def _print_version() -> None:
    from cleantext.version import __version__

    print(f"cleantext {__version__}")


if __name__ == "__main__":
    main()
