"""What rules are for, in a line: rules of packs as their packs say, models of steps as `web/rules.json` does.

Packs are in English; for readers of Chinese there is the heading of each shipped pack.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from cleantext.characters import is_han
from cleantext.records import dataclass


@dataclass(frozen=True, slots=True)
class Described:
    """A rule in two languages; what there is not is empty.

    `about` is its pack's own line, in `language`; `pack` the heading of the pack in Chinese; `model` what a
    model of a step is for, in English and in Chinese.
    """

    about: str = ""
    language: str = "en"
    model: tuple[str, str] = ("", "")
    pack: str = ""


def describe(rules: Iterable[str], about: Mapping[str, str]) -> dict[str, Described]:
    """What each of some rules is for; `about` is what their packs say.

    >>> describe(["discuz/floor-line", "tidy/space"], {})["tidy/space"].model[1]
    '行首行尾和连续的空格'
    """
    return {name: _describe(name, about.get(name, "")) for name in rules}


def _describe(name: str, about: str) -> Described:
    models, packs = _known()["models"], _known()["packs"]
    owner = name.partition("/")[0]
    if about:
        return Described(about, _language(about), pack=packs.get(owner, ""))
    english, chinese = models.get(name) or models.get(f"{owner}/") or ("", "")
    return Described(model=(english, chinese))


def _language(text: str) -> str:
    """A pack of somebody's own may be in Chinese."""
    return "zh" if 2 * sum(map(is_han, text)) > len(text) else "en"


@cache
def _known() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads(
        (files("cleantext.report.html") / "web" / "rules.json").read_text("utf-8")
    )
    return found
