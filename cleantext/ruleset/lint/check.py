"""All that lint looks at, in one go."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from cleantext.ruleset.lint.anchors import check_anchors
from cleantext.ruleset.lint.breadth import check_breadth
from cleantext.ruleset.lint.cases import check_cases
from cleantext.ruleset.lint.explosive import check_time
from cleantext.ruleset.lint.finding import Finding
from cleantext.ruleset.lint.overlap import check_overlap
from cleantext.ruleset.lint.quoting import check_boundaries, check_quoting
from cleantext.ruleset.lint.reach import check_reach
from cleantext.ruleset.lint.source import Source, open_pack, read_file


def lint(files: Sequence[Path]) -> tuple[Finding, ...]:
    """Look over pack files together; the findings by file and place.

    What the loader refuses is a finding, and nothing else of such a rule is looked at. Raises RuleError for a
    file that cannot be read or is no YAML.

    >>> lint([])
    ()
    """
    return lint_packs({file: read_file(file) for file in files})


def lint_packs(packs: Mapping[Path, bytes]) -> tuple[Finding, ...]:
    """The same for packs that are at hand, by the paths they would have. Raises RuleError."""
    findings: list[Finding] = []
    sources: list[Source] = []
    for path, data in packs.items():
        source = open_pack(data, path)
        sources.append(source)
        findings += [*source.refused, *_of_one(source, data.decode("utf-8", "replace"))]
    findings += check_overlap(sources)
    return tuple(sorted(dict.fromkeys(findings)))


def _of_one(source: Source, text: str) -> Iterator[Finding]:
    yield from check_quoting(source, text)
    for check in (check_boundaries, check_cases, check_anchors, check_reach, check_breadth, check_time):
        yield from check(source)
