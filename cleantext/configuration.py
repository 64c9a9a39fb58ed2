"""What a run is asked to do: the command line over a configuration file over the recipe.

A choice (script, repair …) beats the one below it. A list (rules, skip, only) is added to the one below it;
`fill` is added to it token by token.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleantext.errors import InputError, UsageError
from cleantext.files import read_bytes
from cleantext.records import dataclass, replace

if TYPE_CHECKING:
    from cleantext.recipe import Recipe

TABLE = "tool.cleantext"


@dataclass(frozen=True, slots=True)
class Settings:
    """What was asked for, by one source or by several laid over each other. None and () leave it open."""

    recipe: str | None = None
    script: str | None = None
    repair: str | None = None
    punctuation: str | None = None
    fallback: str | None = None
    blocks: str | None = None
    html: str | None = None
    replies: str | None = None
    bold: bool | None = None
    encoding: str | None = None
    rules: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    pattern: tuple[str, ...] = ()
    fill: tuple[tuple[str, str], ...] = ()

    def over(self, below: "Settings") -> "Settings":
        """These settings laid over others.

        >>> Settings(skip=("b",)).over(Settings(recipe="repair", skip=("a",))).skip
        ('a', 'b')
        """
        merged: dict[str, Any] = {}
        for name in Settings.__slots__:
            mine, other = getattr(self, name), getattr(below, name)
            if isinstance(mine, tuple):
                merged[name] = (
                    _added(other, mine) if name != "fill" else tuple({**dict(other), **dict(mine)}.items())
                )
            else:
                merged[name] = other if mine is None else mine
        return Settings(**merged)

    def make_recipe(self) -> "Recipe":
        """The recipe asked for, with the options asked for. Raises UsageError and RuleError."""
        from cleantext.recipe import load_recipe  # here for start-up time

        base = load_recipe(self.recipe or "default")
        choices = ("script", "repair", "punctuation", "fallback", "blocks", "html", "replies", "bold")
        changes = {name: value for name in choices if (value := getattr(self, name)) is not None}
        for name in ("rules", "skip", "only"):
            if added := getattr(self, name):
                changes[name] = _added(getattr(base, name), added)
        if self.only:  # who asks for a pack by name wants it, though the recipe leaves it out
            asked = {*self.only, *(name.partition("/")[0] for name in self.only)}
            kept_out = tuple(name for name in base.skip if name not in asked)
            changes["skip"] = _added(kept_out, self.skip)
        if self.fill:
            changes["fill"] = tuple({**dict(base.fill), **dict(self.fill)}.items())
        return replace(base, **changes) if changes else base


def find_settings(path: Path | None = None) -> Settings:
    """The settings of a configuration file: `path`, else the nearest pyproject.toml that has any.

    Raises UsageError, which names the file and the key, for anything that is not understood.
    """
    if path is not None:
        return read_settings(path, _read(path))
    for folder in (here := Path.cwd(), *here.parents):
        candidate = folder / "pyproject.toml"
        if candidate.is_file():
            data = _read(candidate)
            # Most projects say nothing of cleantext, and the import of tomllib can be spared them.
            return read_settings(candidate, data) if b"cleantext" in data else Settings()
    return Settings()


def read_settings(path: Path, data: bytes) -> Settings:
    """Read `[tool.cleantext]` of a pyproject.toml; a file of another name is that table itself."""
    import tomllib  # here for start-up time

    try:
        table = tomllib.loads(data.decode())
    except ValueError as error:
        raise UsageError(f"this is not TOML: {error}", place=str(path), hint="mend the file") from None
    if path.name == "pyproject.toml":
        table = table.get("tool", {}).get("cleantext", {})
    return _from_table(table, path)


def parse_fill(pairs: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Read `TOKEN=NAME` pairs.

    >>> parse_fill(("xx=松江",))
    (('xx', '松江'),)
    """
    split = [pair.partition("=") for pair in pairs]
    for pair, (token, _, name) in zip(pairs, split, strict=True):
        if not token or not name:
            raise UsageError(f"--fill {pair!r} names no pair", hint="write --fill 'xx=松江'")
    return tuple((token, name) for token, _, name in split)


def _from_table(table: dict[str, Any], path: Path) -> Settings:
    known = list(Settings.__slots__)
    for key in table:
        if key not in known:
            from difflib import get_close_matches  # here for start-up time

            near = get_close_matches(key, known, n=1)
            guess = f"did you mean {near[0]!r}? " if near else ""
            raise UsageError(
                f"[{TABLE}] has no setting {key!r}",
                place=str(path),
                hint=f"{guess}it knows {', '.join(known)}",
            )
    return Settings(**{key: _checked(key, value, path) for key, value in table.items()})


def _checked(key: str, value: Any, path: Path) -> Any:
    read, wanted = _KINDS.get(key, (_string, "a string"))
    checked = read(value)
    if checked is None:
        raise UsageError(f"the setting {key!r} is {value!r}", place=str(path), hint=f"make it {wanted}")
    if key == "rules":
        return tuple(str(path.parent / item) for item in checked)
    if key == "recipe" and checked.endswith((".yaml", ".yml")):
        return str(path.parent / checked)
    return checked


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _boolean(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _list(value: Any) -> tuple[str, ...] | None:
    items = value if isinstance(value, list) else [value]
    return tuple(items) if all(isinstance(item, str) for item in items) else None


def _table(value: Any) -> tuple[tuple[str, str], ...] | None:
    if isinstance(value, dict) and all(isinstance(name, str) for name in value.values()):
        return tuple(value.items())
    return None


_KINDS: dict[str, tuple[Callable[[Any], Any], str]] = {
    **dict.fromkeys(("rules", "skip", "only", "pattern"), (_list, "a list of strings")),
    "fill": (_table, "a table, as in fill = {xx = '松江'}"),
    "bold": (_boolean, "true or false"),
}


def _read(path: Path) -> bytes:
    try:
        return read_bytes(path)
    except InputError as error:
        raise UsageError(error.message, place=error.place, hint=error.hint) from None


def _added(below: tuple[str, ...], above: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*below, *above)))
