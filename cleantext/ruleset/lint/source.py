"""A pack with its YAML at hand: where each value stands, and how it is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cleantext.errors import RuleError
from cleantext.ruleset.lint.finding import Finding, Kind
from cleantext.ruleset.model import Match, Pack, Rule
from cleantext.ruleset.parse import read_with_places
from cleantext.ruleset.read import Mistakes, Node
from cleantext.ruleset.read import Path as Keys


@dataclass(frozen=True, slots=True)
class Source:
    """A pack that could be read, its YAML as nodes, and the places of its values."""

    pack: Pack
    root: Node
    places: Mistakes

    def finding(self, keys: Keys, kind: Kind, message: str, hint: str) -> Finding:
        """A finding about the value at some keys."""
        return Finding(self.pack.path, *self.places.place(keys), kind, message, hint)

    def rules(self) -> Iterator[tuple[Rule, Keys]]:
        """The rules with the keys that lead to them."""
        for number, rule in enumerate(self.pack.rules):
            yield rule, ("rules", number)


def read_file(path: Path) -> bytes:
    """A pack file's bytes. Raises RuleError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise RuleError(f"the pack cannot be read: {error.strerror}", place=str(path)) from None


def open_pack(data: bytes, path: Path) -> Source | tuple[Finding, ...]:
    """Read a pack, or say why the loader refuses it. Raises RuleError where it is no YAML at all."""
    try:
        pack, root, places, _files = read_with_places(data, path)
    except RuleError as error:
        if not error.mistakes:
            raise
        return tuple(map(_refused, error.mistakes))
    return Source(pack, root, places)


def _refused(mistake: RuleError) -> Finding:
    path, line, column = mistake.place.rsplit(":", 2)
    return Finding(path, int(line), int(column), "refused", mistake.message, mistake.hint or "mend it")


def matches_of(rule: Rule) -> Iterator[tuple[Match, Keys]]:
    """Every `match` of a rule, with the keys that lead to it from the rule."""
    if rule.between:
        yield rule.between.from_, ("between", "from")
        yield rule.between.to, ("between", "to")
    elif rule.match:
        yield rule.match, ("match",)


def key_of(match: Match) -> str:
    """The one key a match has."""
    return "line" if match.line else "text" if match.text else "pattern"


def patterns_of(rule: Rule) -> Iterator[tuple[str, Keys]]:
    """Every pattern of a rule, with the keys that lead to it from the rule."""
    for match, keys in matches_of(rule):
        for number, pattern in enumerate(match.pattern):
            yield pattern, (*keys, "pattern", number)
    for number, pattern in enumerate(rule.unless.line_matches):
        yield pattern, ("unless", "line_matches", number)
