"""Settings every test shares, and the command line as a function."""

import gc
import io
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from cleantext.__main__ import main

sys.path.insert(0, str(Path(__file__).parent))

settings.register_profile(
    "cleantext", deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("cleantext")


@pytest.fixture(scope="session", autouse=True)
def what_a_command_left_is_let_go() -> Iterator[None]:
    """A command ends with its process and has no objects looked through then; the tests go on after it."""
    yield
    gc.unfreeze()


@pytest.fixture(scope="session", autouse=True)
def every_log_keeps_to_its_schema() -> Iterator[None]:
    """Whatever log a test makes is checked against the schema that `cleantext log schema` prints."""
    import jsonschema

    from cleantext import engine, log
    from cleantext.log_schema import log_schema

    check, write = jsonschema.Draft202012Validator(log_schema()), log.write_record

    def checked(result: engine.Result) -> str:
        line = write(result)
        check.validate(json.loads(line))
        return line

    log.write_record = checked
    yield
    log.write_record = write


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: bytes
    err: str


@pytest.fixture
def command(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> Callable[..., Ended]:
    """Run `cleantext ARGUMENTS` in an empty folder, with `stdin` as its standard input."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)

    def run(*arguments: object, stdin: bytes = b"") -> Ended:
        monkeypatch.setattr(sys, "argv", ["cleantext", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capfdbinary.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capfdbinary.readouterr()
        code = ended.value.code
        return Ended(code if isinstance(code, int) else 0, captured.out, captured.err.decode())

    return run
