"""Where the rules that come with the package lie."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent.parent


@cache
def shipped_rules_folder() -> Path:
    """The folder of the shipped packs, with recipes in `recipes/` below it.

    Inside the package where it was installed from a wheel, else beside it (a source tree).

    >>> shipped_rules_folder().name
    'rules'
    """
    installed = _PACKAGE / "rules"
    return installed if installed.is_dir() else _PACKAGE.parent / "rules"
