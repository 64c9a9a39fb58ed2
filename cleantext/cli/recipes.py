"""`cleantext recipes`: what recipes there are."""

import typer

from cleantext.cli.ending import DONE, ending


def recipes() -> None:
    """List the recipes, with the steps each runs."""
    raise typer.Exit(ending(_list))


def _list() -> int:
    from cleantext.recipe import load_recipe, recipe_names  # here for start-up time

    for name in recipe_names():
        recipe = load_recipe(name)
        print(f"{name:10} {recipe.about}\n{'':10} {', '.join(recipe.steps)}; script: {recipe.script}")
    return DONE
