"""A recipe: which steps run over a page, and with which options."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from typing import Any

from cleantext.errors import RuleError, UsageError
from cleantext.ruleset.load import load_plain, shipped_rules_folder

FORMAT = 1
STEPS = ("mend", "undecodable", "sweep", "artifacts", "reflow", "convert", "tidy")
"""Every step, in the order they run. `undecodable` always runs: the output must be valid UTF-8."""

CHOICES: Mapping[str, tuple[str, ...]] = {
    "script": ("simplified", "traditional", "taiwan", "hongkong", "keep"),
    "repair": ("safe", "bold", "off"),
    "punctuation": ("keep", "full"),
    "fallback": ("keep", "mark", "drop"),
}
"""What each option of a fixed choice may be; the first is the default."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """The steps of a run and their options. Change one with `dataclasses.replace`.

    `rules` are paths of packs or folders beside the shipped ones; `skip` and `only` name packs or `pack/id`;
    `fill` holds (token, name) pairs for withheld names; `fallback` is what becomes of a placeholder that no
    context decides.

    >>> Recipe("mine", script="keep").steps[0]
    'mend'
    """

    name: str
    about: str = ""
    steps: tuple[str, ...] = STEPS
    script: str = "simplified"
    repair: str = "safe"
    punctuation: str = "keep"
    fallback: str = "keep"
    nfc: bool = False
    bold: bool = False
    rules: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    fill: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        for option, choices in CHOICES.items():
            if getattr(self, option) not in choices:
                raise UsageError(
                    f"{option} is {getattr(self, option)!r}", hint=f"choose one of {', '.join(choices)}"
                )
        if unknown := [step for step in self.steps if step not in STEPS]:
            raise UsageError(f"there is no step {unknown[0]!r}", hint=f"the steps are {', '.join(STEPS)}")

    @property
    def digest(self) -> str:
        """SHA-256 over every option, in hexadecimal; the name and the description do not count."""
        options = asdict(self)
        del options["name"], options["about"]
        return sha256(json.dumps(options, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def recipe_names() -> tuple[str, ...]:
    """The recipes that come with cleantext."""
    return tuple(sorted(path.stem for path in _folder().glob("*.yaml")))


def load_recipe(name: str) -> Recipe:
    """Load a shipped recipe by name, or one of your own by path (anything with a `.yaml` ending).

    Raises UsageError for an unknown name and RuleError for a file that is not a recipe.

    >>> load_recipe("minimal").steps
    ('undecodable', 'tidy')
    """
    path = Path(name) if name.endswith((".yaml", ".yml")) else _folder() / f"{name}.yaml"
    if not path.is_file():
        raise UsageError(f"there is no recipe {name!r}", hint=_suggest(name))
    return _from_plain(load_plain(path), path)


def _folder() -> Path:
    return shipped_rules_folder() / "recipes"


def _suggest(name: str) -> str:
    near = get_close_matches(name, recipe_names(), n=1)
    known = f"the recipes are {', '.join(recipe_names())}, or give the path of a .yaml file"
    return f"did you mean {near[0]!r}? {known}" if near else known


def _from_plain(data: Any, path: Path) -> Recipe:
    if not isinstance(data, dict) or data.get("format") != FORMAT or not isinstance(data.get("recipe"), str):
        raise RuleError(
            "this is not a recipe",
            place=str(path),
            hint=f"begin it with `format: {FORMAT}` and `recipe: NAME`",
        )
    known = {field.name for field in fields(Recipe)} - {"name"}
    options = {key: value for key, value in data.items() if key not in ("format", "recipe")}
    if unknown := sorted(options.keys() - known):
        raise RuleError(
            f"a recipe has no option {unknown[0]!r}",
            place=str(path),
            hint=f"the options are {', '.join(sorted(known))}",
        )
    try:
        return Recipe(
            name=data["recipe"], **{key: _plain_value(key, value) for key, value in options.items()}
        )
    except UsageError as error:
        raise RuleError(error.message, place=str(path), hint=error.hint) from None


def _plain_value(option: str, value: Any) -> Any:
    if option == "fill":
        return tuple((str(token), str(name)) for token, name in dict(value).items())
    if option == "steps":
        return tuple(step for step in STEPS if step in value or step == "undecodable") + tuple(
            step for step in value if step not in STEPS
        )
    return tuple(map(str, value)) if isinstance(value, list) else value
