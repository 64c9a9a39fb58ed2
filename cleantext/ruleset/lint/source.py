"""A pack with its YAML at hand: where each value stands, and how it is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cleantext.errors import RuleError
from cleantext.ruleset.lint.finding import Finding, Kind
from cleantext.ruleset.model import Match, Pack, Rule
from cleantext.ruleset.parse import read_in_part
from cleantext.ruleset.read import Mistakes, Node
from cleantext.ruleset.read import Path as Keys

_KINDS: tuple[tuple[str, Kind], ...] = (
    ("has no case with", "untested"),
    ("found a pattern without an anchor", "unanchored"),
    ("is there twice", "duplicate"),
    ("put it in quotes", "unquoted"),
)
"""What the loader says, and what lint calls it; all else is refused."""


@dataclass(frozen=True, slots=True)
class Source:
    """A pack as far as it can be read, its YAML as nodes, where its values stand, what the loader refuses.

    `broken` are the places of rules of which nothing more can be said.
    """

    pack: Pack
    root: Node
    places: Mistakes
    refused: tuple[Finding, ...] = ()
    broken: frozenset[tuple[int, int]] = frozenset()

    def finding(self, keys: Keys, kind: Kind, message: str, hint: str) -> Finding:
        """A finding about the value at some keys."""
        return Finding(self.pack.path, *self.places.place(keys), kind, message, hint)

    def rules(self) -> Iterator[tuple[Rule, Keys]]:
        """The rules that hold together, with the keys that lead to them."""
        for rule in self.pack.rules:
            if rule.at not in self.broken:
                yield rule, self.places.rule_path(rule.at)


def read_file(path: Path) -> bytes:
    """A pack file's bytes. Raises RuleError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise RuleError(f"the pack cannot be read: {error.strerror}", place=str(path)) from None


def open_pack(data: bytes, path: Path) -> Source:
    """Read a pack as far as it can be. Raises RuleError where it is no YAML at all."""
    pack, root, places, _files = read_in_part(data, path)
    refused = tuple(map(_refused, places.found))
    broken = {_rule_at(root, one.line) for one in refused if one.kind != "untested"}
    return Source(pack or Pack(0, path.stem, "", path=str(path)), root, places, refused, frozenset(broken))


def _refused(mistake: RuleError) -> Finding:
    path, line, column = mistake.place.rsplit(":", 2)
    said = f"{mistake.message}; {mistake.hint}"
    kind: Kind = next((kind for words, kind in _KINDS if words in said), "refused")
    return Finding(path, int(line), int(column), kind, mistake.message, mistake.hint or "mend it")


def _rule_at(root: Node, line: int) -> tuple[int, int]:
    """Where the rule begins that a line belongs to; (0, 0) for a line over the rules."""
    pairs = root.value if root.id == "mapping" else []
    rules: list[Node] = next(
        (value.value for key, value in pairs if key.value == "rules" and value.id == "sequence"), []
    )
    starts = [(node.start_mark.line + 1, node.start_mark.column + 1) for node in rules]
    return max((start for start in starts if start[0] <= line), default=(0, 0))


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
