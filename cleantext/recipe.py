"""A recipe: which steps run over a page, and with which options."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

from cleantext.errors import RuleError, UsageError
from cleantext.records import dataclass
from cleantext.ruleset.cache import keep, recall
from cleantext.ruleset.load import pack_files
from cleantext.ruleset.model import key, required
from cleantext.ruleset.shipped import shipped_rules_folder

StepName = Literal[
    "unwrap",
    "unescape",
    "mend",
    "lookalikes",
    "undecodable",
    "sweep",
    "artifacts",
    "blocks",
    "reflow",
    "convert",
    "tidy",
]
Script = Literal["simplified", "traditional", "taiwan", "hongkong", "keep"]
Repair = Literal["safe", "bold", "off"]
Punctuation = Literal["keep", "full"]
Fallback = Literal["keep", "mark", "drop"]
Blocks = Literal["safe", "strict", "off"]
Html = Literal["auto", "always", "never"]
Replies = Literal["auto", "keep", "drop"]

STEPS: tuple[StepName, ...] = get_args(StepName)
"""Every step, in the order they run. `undecodable` always runs: the output must be valid UTF-8."""

CHOICES: Mapping[str, tuple[str, ...]] = {
    "script": get_args(Script),
    "repair": get_args(Repair),
    "punctuation": get_args(Punctuation),
    "fallback": get_args(Fallback),
    "blocks": get_args(Blocks),
    "html": get_args(Html),
    "replies": get_args(Replies),
}
"""What each option of a fixed choice may be; the first is the default."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """The steps of a run and their options. Change one with `dataclasses.replace`.

    `rules` are paths of packs or folders beside the shipped ones; `only` names packs or `pack/id`, and `skip`
    also models of steps (`lookalikes/spaced-text`), as the log names them;
    `fill` holds (token, name) pairs for withheld names; `fallback` is what becomes of a placeholder that no
    context decides; `at_most_share` is the share of a page that `blocks` may take off. Raises UsageError for
    a choice that does not exist.

    >>> Recipe("mine", script="keep").steps[0]
    'unwrap'
    """

    name: str
    about: str = ""
    steps: tuple[str, ...] = STEPS
    script: str = "simplified"
    repair: str = "safe"
    punctuation: str = "keep"
    fallback: str = "keep"
    blocks: str = "safe"
    at_most_share: float = 0.9
    html: str = "auto"
    replies: str = "auto"
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
        if not 0 <= self.at_most_share <= 1:
            raise UsageError(f"at_most_share is {self.at_most_share}", hint="give a number from 0 to 1")

    @property
    def skipped_rules(self) -> tuple[str, ...]:
        """What of `skip` names packs and rules."""
        return tuple(name for name in self.skip if not _names_a_model(name))

    @property
    def skipped_models(self) -> frozenset[str]:
        """What of `skip` names the models of steps.

        >>> Recipe("mine", skip=("discuz", "tidy/line-end")).skipped_models
        frozenset({'tidy/line-end'})
        """
        return frozenset(filter(_names_a_model, self.skip))

    @property
    def digest(self) -> str:
        """SHA-256 over every option, in hexadecimal, equal on every machine.

        Packs of one's own count by what they say, not by where they lie; name and description do not count.
        """
        return _digest(self)


def _names_a_model(name: str) -> bool:
    """Is it `step/model`? What makes the output valid UTF-8 cannot be left out."""
    step, slash, _ = name.partition("/")
    return bool(slash) and step in STEPS and step != "undecodable"


@lru_cache(maxsize=16)
def _digest(recipe: Recipe) -> str:
    import json  # these are here for start-up time: they are of use to logs alone
    from dataclasses import asdict
    from hashlib import sha256

    options = asdict(recipe)
    del options["name"], options["about"]
    options["rules"] = [sha256(file.read_bytes()).hexdigest() for file in pack_files(map(Path, recipe.rules))]
    return sha256(json.dumps(options, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class RecipeFile:
    """A recipe key for key as its YAML says it."""

    format: Literal["1"] = required("The version of the recipe format.")
    recipe: str = required("The name of the recipe.")
    about: str = key("What it is for, in a sentence.", "")
    steps: tuple[StepName, ...] = key("The steps that run; their order is fixed.", STEPS)
    script: Script = key("Which script comes out.", "simplified")
    repair: Repair = key("How far broken encoding is repaired.", "safe")
    punctuation: Punctuation = key("Whether half-width marks between Chinese become full-width.", "keep")
    fallback: Fallback = key("What becomes of a placeholder that no context decides.", "keep")
    blocks: Blocks = key("How readily blocks that are no prose are taken off.", "safe")
    at_most_share: float = key("Share of a page's characters, 0 to 1, that may go in such blocks.", 0.9)
    html: Html = key("Whether pages are read as HTML; auto asks each page.", "auto")
    replies: Replies = key("Whether an HTML page's other posts and comments stay.", "auto")
    nfc: bool = key("Whether characters are composed (Unicode form NFC).", False)
    bold: bool = key("Whether rules that may cost a line of text are used.", False)
    rules: tuple[str, ...] = key("More packs: files or folders, from the recipe's own folder.", ())
    skip: tuple[str, ...] = key("Packs, pack/id or step/model to leave out.", ())
    only: tuple[str, ...] = key("Packs or pack/id to use alone.", ())
    fill: Mapping[str, str] = key("The name to write for each token that withholds one.", {})


def recipe_names() -> tuple[str, ...]:
    """The recipes that come with cleantext."""
    return tuple(sorted(path.stem for path in _folder().glob("*.yaml")))


def load_recipe(name: str) -> Recipe:
    """Load a shipped recipe by name, or one of your own by path (anything with a `.yaml` ending).

    Raises UsageError for an unknown name, and RuleError with every mistake of a file and its place.

    >>> load_recipe("minimal").steps
    ('undecodable', 'tidy')
    """
    if not name.endswith((".yaml", ".yml")):
        return _shipped(name)
    path = Path(name)
    if not path.is_file():
        raise UsageError(f"there is no recipe {name!r}", hint=_suggest(name))
    return _load(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _shipped(name: str) -> Recipe:
    """A recipe that comes with cleantext, looked for once: asking the disk for each page would be felt."""
    path = _folder() / f"{name}.yaml"
    if not path.is_file():
        raise UsageError(f"there is no recipe {name!r}", hint=_suggest(name))
    return _load(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _load(path: Path, modified: int) -> Recipe:
    """A recipe file, read once for each time it was written; from the cache folder where it can be."""
    source = path.read_bytes()
    kept: Recipe | None = recall(path, source, (Recipe,))
    if kept is None:
        kept = parse_recipe(source, path)
        keep(path, source, kept, (Recipe,))
    return kept


def parse_recipe(source: bytes, path: Path) -> Recipe:
    """Read a recipe's YAML; `path` is where it says it stands. Raises RuleError."""
    from cleantext.ruleset.read import Mistakes, compose, read  # here for start-up time

    mistakes = Mistakes(str(path))
    file: RecipeFile | None = read(compose(source, mistakes), RecipeFile, (), mistakes)
    mistakes.raise_any()
    if file is None:
        raise RuleError("this is not a recipe", place=str(path), hint="begin it with `format: 1`")
    return Recipe(
        name=file.recipe,
        about=file.about,
        steps=tuple(step for step in STEPS if step in file.steps or step == "undecodable"),
        script=file.script,
        repair=file.repair,
        punctuation=file.punctuation,
        fallback=file.fallback,
        blocks=file.blocks,
        at_most_share=file.at_most_share,
        html=file.html,
        replies=file.replies,
        nfc=file.nfc,
        bold=file.bold,
        rules=tuple(str(path.parent / rules) for rules in file.rules),
        skip=file.skip,
        only=file.only,
        fill=tuple(file.fill.items()),
    )


def _folder() -> Path:
    return shipped_rules_folder() / "recipes"


def _suggest(name: str) -> str:
    from difflib import get_close_matches  # here for start-up time

    known = f"the recipes are {', '.join(recipe_names())}, or give the path of a .yaml file"
    near = get_close_matches(name, recipe_names(), n=1)
    return f"did you mean {near[0]!r}? {known}" if near else known
