"""`pytest --cleantext-golden`: the goldens of a golden.yaml as tests, one a page.

Installed with cleantext (entry point `pytest11`). Nothing of cleantext beside this file is imported until the
flag is given.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from cleantext.golden import Finding, Pair
    from cleantext.golden_file import Project

_FLAG, _FILE = "--cleantext-golden", "--cleantext-golden-file"


class GoldenDiffers(Exception):
    """A page's cleaning is not the one that was accepted."""

    def __init__(self, finding: "Finding") -> None:
        super().__init__(finding.message)
        self.finding = finding


def pytest_addoption(parser: pytest.Parser) -> None:
    """The flag, and the path of another golden.yaml than that of the root folder."""
    group = parser.getgroup("cleantext")
    group.addoption(
        _FLAG, action="store_true", help="Also test the pages of golden.yaml against their goldens."
    )
    group.addoption(
        _FILE, default="golden.yaml", metavar="FILE", help="Which golden.yaml, from the root folder."
    )


def pytest_configure(config: pytest.Config) -> None:
    """Have the file collected wherever the tests are; raises UsageError if it is not there."""
    if not config.getoption(_FLAG):
        return
    path = _asked_file(config)
    if not path.is_file():
        raise pytest.UsageError(f"{path}: there is no such file; `cleantext golden init` begins one")
    if not any(_covers(config, argument, path) for argument in config.args):
        config.args.append(str(path))


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "GoldenYaml | None":
    """Collect the file that was asked for, and no other."""
    if not parent.config.getoption(_FLAG) or file_path != _asked_file(parent.config):
        return None
    return GoldenYaml.from_parent(parent, path=file_path)


class GoldenYaml(pytest.File):
    """A golden.yaml: a test for every page, and one for goldens that belong to no page."""

    def collect(self) -> Iterator["GoldenItem | StrayItem"]:
        """The tests, in the order of their names."""
        from cleantext.golden_file import load_project  # here for start-up time

        project = load_project(self.path)
        for pair in project.pairs:
            yield GoldenItem.from_parent(self, name=pair.name, project=project, pair=pair)
        yield StrayItem.from_parent(self, name="every golden has its page", project=project)


class _Item(pytest.Item):
    def __init__(self, *, project: "Project", **given: Any) -> None:
        super().__init__(**given)
        self.project = project

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The difference, by rule, in place of a traceback."""
        from cleantext.errors import CleantextError  # here for start-up time
        from cleantext.report.marks import visible

        if isinstance(excinfo.value, GoldenDiffers):
            finding = excinfo.value.finding
            shown = "\n".join((f"{finding.name}: {finding.message}", *finding.details))
            return f"{visible(shown)}\n\nread it and accept it with `cleantext golden review`"
        if isinstance(excinfo.value, CleantextError):
            return str(excinfo.value)
        return super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where the test stands, and its name."""
        return self.path, None, f"golden: {self.name}"


class GoldenItem(_Item):
    """One page against its goldens."""

    def __init__(self, *, pair: "Pair", **given: Any) -> None:
        super().__init__(**given)
        self.pair = pair

    def runtest(self) -> None:
        """Clean the page; raises GoldenDiffers."""
        from cleantext.golden import check_pair  # here for start-up time

        finding = check_pair(self.pair, self.project.recipe, encoding=self.project.encoding)
        if finding:
            raise GoldenDiffers(finding)


class StrayItem(_Item):
    """No golden is left over from a page that is gone."""

    def runtest(self) -> None:
        """Look through the folder; raises GoldenDiffers."""
        from cleantext.golden import strays  # here for start-up time

        for finding in strays(self.project.pairs, self.project.goldens):
            raise GoldenDiffers(finding)


def _asked_file(config: pytest.Config) -> Path:
    return config.rootpath / str(config.getoption(_FILE))


def _covers(config: pytest.Config, argument: str, path: Path) -> bool:
    """Does an argument of pytest lead to the file by itself?"""
    place = (config.invocation_params.dir / argument.partition("::")[0]).resolve()
    return path.resolve().is_relative_to(place)
