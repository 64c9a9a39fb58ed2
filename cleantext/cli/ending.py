"""How a command ends: its exit code, and what it says on standard error."""

import sys
from collections.abc import Callable

from cleantext.errors import CleantextError
from cleantext.files import reason, silence_standard_output

DONE, FINDINGS, USAGE, FAILED_PAGES, INTERNAL, INTERRUPTED = 0, 1, 2, 3, 70, 130


def say(message: object) -> None:
    """Say something to the person at the terminal; standard output is for data."""
    print(f"cleantext: {message}", file=sys.stderr)


def ending(command: Callable[[], int]) -> int:
    """Run a command and give its exit code; an error becomes one sentence."""
    try:
        code = command()
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except BrokenPipeError:  # the reader has had enough: `rules list | head`
        silence_standard_output()
        return DONE
    except CleantextError as error:
        say(error)
        return error.exit_code
    except KeyboardInterrupt:
        say("interrupted")
        return INTERRUPTED
    except OSError as error:
        if error.filename is not None:  # files have errors of their own: this one was not foreseen
            return internal_error(error)
        silence_standard_output()
        say(f"standard output: cannot be written: {reason(error)}; make room or write elsewhere")
        return FAILED_PAGES
    except Exception as error:  # a mistake of ours: whoever mends it needs the place
        return internal_error(error)


def internal_error(error: BaseException, place: str = "") -> int:
    """Report a mistake of cleantext itself, with its traceback."""
    import traceback  # here for start-up time

    traceback.print_exception(error)
    where = f"{place}: " if place else ""
    say(f"{where}internal error ({type(error).__name__}); please report it with the lines above and the page")
    return INTERNAL
