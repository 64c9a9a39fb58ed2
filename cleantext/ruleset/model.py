"""What a rule pack says, key for key as its YAML says it. Nothing here reads a file or matches a text.

Each field's metadata holds its YAML key (where Python reserves the word) and one sentence about it, so that
the reader (`read.py`), the JSON Schema (`schema.py`) and this file cannot disagree.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from cleantext.records import dataclass, field

FORMAT = 1
"""The newest `format:` this version reads."""

Group = int | str
"""A capture group of the rule's pattern, by number or name."""


def key(about: str, default: Any = None, *, name: str = "", least: int | None = None) -> Any:
    """A field that stands for an optional YAML key."""
    metadata = {"about": about, "name": name, "least": least}
    return (
        field(default_factory=dict, metadata=metadata)
        if default == {}
        else field(default=default, metadata=metadata)
    )


def required(about: str, *, name: str = "", least: int | None = None) -> Any:
    """A field that stands for a YAML key that must be there."""
    return field(metadata={"about": about, "name": name, "least": least})


def _place() -> Any:
    """A field that is no YAML key: where in its file the thing stands, as (line, column), from 1."""
    return field(default=(1, 1), compare=False, metadata={"hidden": True})


@dataclass(frozen=True, slots=True)
class Match:
    """What to look for. A list means any of its values."""

    exactly_one: ClassVar[tuple[tuple[str, ...], ...]] = (("line", "text", "pattern"),)

    line: tuple[str, ...] = key("The whole line, without the space around it.", ())
    text: tuple[str, ...] = key("These characters, anywhere.", ())
    pattern: tuple[str, ...] = key(
        "A regular expression (`regex` syntax); ^ and $ are the trimmed line's.", ()
    )


@dataclass(frozen=True, slots=True)
class Near:
    """Only close to a match of another rule."""

    rule: str = required("The id of another rule of this pack.")
    within: int = key("How many non-blank lines away it may be.", 1, least=0)


@dataclass(frozen=True, slots=True)
class Where:
    """Where on the page, or in the line, a match counts. All that are given must hold."""

    head: int | None = key("Within the first N non-blank lines.", least=1)
    tail: int | None = key("Within the last N non-blank lines.", least=1)
    line_up_to: int | None = key("In a line of at most N characters, space around it not counted.", least=1)
    near: Near | None = key("Close to a match of another rule of the pack.")
    alone: bool | None = key("Only where the match is the whole line, space around it aside.")
    again: Group | None = key(
        "Only where this group's text (4 characters or more) occurs again further down."
    )


@dataclass(frozen=True, slots=True)
class When:
    """What must be true of the page as a whole."""

    page_has: tuple[str, ...] = key("At least one of these occurs on the page.", ())
    page_lacks: tuple[str, ...] = key("None of these occurs on the page.", ())
    host: tuple[str, ...] = key("The page's host is one of these, or under one of them.", ())


@dataclass(frozen=True, slots=True)
class Unless:
    """What spares a match. Any one is enough."""

    line_has: tuple[str, ...] = key("One of these occurs in the line.", ())
    line_matches: tuple[str, ...] = key("One of these patterns is found in the line.", ())
    ends_like_prose: bool | None = key("The line ends with a sentence's last mark.")


@dataclass(frozen=True, slots=True)
class Lookup:
    """A value for a replacement, looked up in one of the pack's tables."""

    table: str = required("The table's name.")
    key: Group = key("The group whose text is looked up.", 1)


@dataclass(frozen=True, slots=True)
class Fill:
    """A value for a replacement, given by whoever runs the rules."""

    token: Group = required("The group whose text names the value.")
    default: str | None = key("What stands there when no value is given; without it the match is left alone.")


@dataclass(frozen=True, slots=True)
class Replace:
    """What stands in place of the match."""

    with_: str = required(
        r"The new text: \1 or \g<name> copies a group, {name} is a looked-up value or a fact.", name="with"
    )
    lookup: Mapping[str, Lookup] = key("Values from the pack's tables, by the name used in `with`.", {})
    fill: Fill | None = key("Where the value of {fill} comes from.")


@dataclass(frozen=True, slots=True)
class Between:
    """A block of lines, from one that matches to the next that matches."""

    from_: Match = required("The first line of the block.", name="from")
    to: Match = required("The last line of the block.")
    at_most: int = required("How many lines after the first the last is looked for.", least=1)
    keep_from: bool = key("Spare the first line.", False)
    keep_to: bool = key("Spare the last line.", False)


@dataclass(frozen=True, slots=True)
class Case:
    """A rule's own test: a page and what the rule makes of it."""

    exactly_one: ClassVar[tuple[tuple[str, ...], ...]] = (("in", "keep", "flags"),)

    in_: str | None = key("A page the rule changes.", name="in")
    out: str | None = key("What it becomes.")
    keep: str | None = key("A page the rule leaves alone.")
    flags: str | None = key("A page the rule flags.")
    url: str = key("The page's address.", "")
    fill: Mapping[str, str] = key("Values for {fill}.", {})
    fallback: Literal["keep", "mark", "drop"] = key("What becomes of an unresolved placeholder.", "keep")
    todo: bool = key("The case is known to fail.", False)
    at: tuple[int, int] = _place()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: one action, what it is done to, and under what conditions."""

    exactly_one: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("remove", "cut", "replace", "between", "protect", "flag", "main", "drop"),
    )

    id: str = required("The rule's name in its pack, in kebab-case.")
    about: str = required("What it removes and where that comes from, in one sentence.")
    remove: Literal["line"] | None = key("Remove every line the match touches.")
    cut: Literal["match"] | None = key("Remove the match alone.")
    replace: Replace | None = key("Put other text in place of the match.")
    between: Between | None = key("Remove a block of lines.")
    protect: Literal["match"] | None = key("No other rule and no later step may change the match.")
    flag: str | None = key("Change nothing; note this message.")
    main: tuple[str, ...] | None = key("CSS selectors of what an HTML page's main part is; all that fit.")
    drop: tuple[str, ...] | None = key("CSS selectors of what goes from an HTML page.")
    fallback: bool = key("With `flag`: an unresolved placeholder, treated as the recipe says.", False)
    match: Match | None = key("What to look for (not with `between`, `main` and `drop`).")
    needs: tuple[str, ...] = key(
        "Literals of which one must occur in the line, or with `span: page` near the match.", ()
    )
    anywhere: bool = key("Try the pattern on every line that `where` lets pass.", False)
    where: Where = key("Where a match counts.", Where())
    when: When = key("What must be true of the page.", When())
    unless: Unless = key("What spares a match.", Unless())
    view: Literal["folded", "exact"] = key(
        "Match the folded text (Simplified, half-width) or the very characters.", "folded"
    )
    span: Literal["line", "page"] = key("Whether a pattern may run over line ends.", "line")
    at_most_lines: int = key("With `span: page`: a longer match is refused.", 12, least=1)
    safety: Literal["safe", "bold"] = key("Bold rules run only when asked for.", "safe")
    status: Literal["trial", "active", "retired"] = key(
        "A trial rule only flags; a retired one never runs.", "active"
    )
    confidence: float | None = key("How sure the rule is, 0 to 1; written to the log.")
    tests: tuple[Case, ...] = key("The rule's own cases.", ())
    at: tuple[int, int] = _place()

    @property
    def action(self) -> str:
        """The key of the one action it has."""
        return next(name for name in self.exactly_one[0] if getattr(self, name) is not None)

    @property
    def changes(self) -> bool:
        """Whether it can change a text."""
        return self.protect is None and self.flag is None

    @property
    def selectors(self) -> tuple[str, ...]:
        """The selectors of a rule about the elements of HTML; none for a rule about text."""
        return self.main or self.drop or ()

    @property
    def target(self) -> Match:
        """What its anchor is looked for in: `match`, or the first line of a block; nothing for selectors."""
        if self.selectors:
            return Match()
        found = self.between.from_ if self.between else self.match
        assert found is not None, self.id
        return found


@dataclass(frozen=True, slots=True)
class Fact:
    """A value read from the page itself: the most common capture of group 1."""

    pattern: str = required("A regular expression with one group, found in the folded page.")
    least: int = key("Fewer occurrences than this give no value, nor does a tie.", 1, least=1)


@dataclass(frozen=True, slots=True)
class Defaults:
    """Conditions for every rule of the pack; a rule's own come first, key by key."""

    where: Where = key("Where a match counts.", Where())
    when: When = key("What must be true of the page.", When())


@dataclass(frozen=True, slots=True)
class Pack:
    """A file of rules."""

    readable_in_part: ClassVar[bool] = True

    format: int = required("The version of this format: 1.", least=1)
    pack: str = required("The pack's name, the same as the file's.")
    about: str = required("What the pack is for, in one sentence.")
    defaults: Defaults = key("Conditions for every rule.", Defaults())
    tables: Mapping[str, Mapping[str, str]] = key(
        "Tables for `lookup`: a mapping, or {file: path} of a file with two columns and a tab between.", {}
    )
    facts: Mapping[str, Fact] = key("Values read from the page.", {})
    rules: tuple[Rule, ...] = key("The rules, in the order they are tried.", ())
    path: str = field(default="", compare=False, metadata={"hidden": True})
    without_cases: bool = field(default=False, metadata={"hidden": True})
    table_files: tuple[str, ...] = field(default=(), compare=False, metadata={"hidden": True})

    def name_of(self, rule: Rule) -> str:
        """A rule's full name, as logs and options have it."""
        return f"{self.pack}/{rule.id}"


MODELS = (
    Pack,
    Defaults,
    Fact,
    Rule,
    Case,
    Between,
    Replace,
    Fill,
    Lookup,
    Unless,
    When,
    Where,
    Near,
    Match,
)
"""Everything a pack is made of."""
