"""The examples of docs/mend.md do what the page says."""

import re
from pathlib import Path

import pytest

from cleantext.edits import apply
from cleantext.page import Draft
from cleantext.steps.mend import mend

PAGE = (Path(__file__).parent.parent / "docs" / "mend.md").read_text("utf-8")
EXAMPLES = re.findall(r"^\| `(mend/[\w-]+)`.*\| `(.+?)` \| `(.+?)` \|$", PAGE, re.M)


def test_there_are_examples_of_every_model():
    assert len(EXAMPLES) >= 8


@pytest.mark.parametrize(("rule", "shown", "meant"), EXAMPLES)
def test_an_example_is_mended_by_its_model(rule, shown, meant):
    edits = mend(Draft(shown)).edits
    assert apply(shown, edits) == meant
    assert {edit.rule for edit in edits} == {rule}
