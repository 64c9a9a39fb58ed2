"""cleantext cleans scraped Chinese pages and keeps an exact, reversible log of every change.

>>> import cleantext
>>> result = cleantext.clean("正文第一段。\\n您需要登录后才可以回帖 登录 | 立即注册\\n")
>>> result.text, result.undo() == result.page.data
('正文第一段。\\n', True)

Names are imported when first used (PEP 562), so that `cleantext --version` pays for none of them.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cleantext.edits import Edit as Edit
    from cleantext.edits import Step as Step
    from cleantext.engine import Result as Result
    from cleantext.engine import clean as clean
    from cleantext.errors import CleantextError as CleantextError
    from cleantext.errors import InputError as InputError
    from cleantext.errors import LogError as LogError
    from cleantext.errors import OutputError as OutputError
    from cleantext.errors import RuleError as RuleError
    from cleantext.errors import UsageError as UsageError
    from cleantext.history import History as History
    from cleantext.log import LogRecord as LogRecord
    from cleantext.log import read_log as read_log
    from cleantext.log import replay as replay
    from cleantext.log import undo as undo
    from cleantext.page import Note as Note
    from cleantext.page import Page as Page
    from cleantext.recipe import Recipe as Recipe
    from cleantext.recipe import load_recipe as load_recipe
    from cleantext.script.convert import convert_text as convert  # noqa: F401  # its public name
    from cleantext.version import __version__ as __version__

_HOME = {
    "CleantextError": "errors",
    "Edit": "edits",
    "History": "history",
    "InputError": "errors",
    "LogError": "errors",
    "LogRecord": "log",
    "Note": "page",
    "OutputError": "errors",
    "Page": "page",
    "Recipe": "recipe",
    "Result": "engine",
    "RuleError": "errors",
    "Step": "edits",
    "UsageError": "errors",
    "__version__": "version",
    "clean": "engine",
    "convert": "script.convert:convert_text",
    "load_recipe": "recipe",
    "read_log": "log",
    "replay": "log",
    "undo": "log",
}

__all__ = sorted(_HOME)


def __getattr__(name: str) -> object:
    """Import a public name from the module it lives in."""
    if name not in _HOME:
        raise AttributeError(f"module 'cleantext' has no attribute {name!r}")
    from importlib import import_module

    module, _, attribute = _HOME[name].partition(":")
    value = getattr(import_module(f"cleantext.{module}"), attribute or name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})
