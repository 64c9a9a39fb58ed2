"""Structure: blocks of lines that are not what the page tells."""

from cleantext.steps.blocks.step import remove_blocks as remove_blocks
