"""Another version of the rules, in place of those that come with cleantext."""

from pathlib import Path

from cleantext.errors import UsageError
from cleantext.recipe import Recipe
from cleantext.ruleset.compile import RuleSet, compile_rules
from cleantext.ruleset.load import load_packs


def rules_of_version(version: Path, recipe: Recipe) -> RuleSet:
    """The rules a recipe runs with where `version` stands for the shipped packs.

    A folder stands for all of them, as a checkout's `rules/` does; a file takes the place of the pack of its
    name, or comes to them. The recipe's own packs stay. Raises UsageError and RuleError.
    """
    if version.is_dir():
        packs = load_packs([version])
        if not packs:
            raise UsageError(
                "this folder holds no rule pack", place=str(version), hint="name one of *.yaml files"
            )
    elif version.is_file():
        (changed,) = load_packs([version])
        shipped = load_packs()
        packs = tuple(changed if pack.pack == changed.pack else pack for pack in shipped)
        if changed not in packs:
            packs = (*packs, changed)
    else:
        raise UsageError("there are no rules here", place=str(version), hint="name a folder or a .yaml file")
    own = load_packs(tuple(map(Path, recipe.rules))) if recipe.rules else ()
    return compile_rules((*packs, *own), skip=recipe.skipped_rules, only=recipe.only, bold=recipe.bold)
