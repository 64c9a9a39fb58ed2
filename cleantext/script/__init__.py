"""Script conversion: OpenCC's dictionaries, walked by cleantext itself, and which script a text is in."""

from cleantext.script.convert import changes, convert_text
from cleantext.script.dictionaries import configurations

__all__ = ["changes", "configurations", "convert_text"]
