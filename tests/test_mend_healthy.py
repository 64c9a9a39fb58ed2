"""Nothing healthy is changed: tables, textbooks, rare names, other languages, source code, page by page."""

from pathlib import Path

import pytest

from cleantext.page import Draft
from cleantext.steps.mend import mend

HEALTHY = sorted((Path(__file__).parent / "pages" / "healthy").iterdir())


@pytest.mark.parametrize("repair", ["safe", "bold"])
@pytest.mark.parametrize("path", HEALTHY, ids=lambda path: path.stem)
def test_a_healthy_page_is_not_changed(path, repair):
    assert mend(Draft(path.read_text("utf-8")), repair=repair).edits == ()


def test_nor_are_all_of_them_as_one_page():
    text = "\n".join(path.read_text("utf-8") for path in HEALTHY)
    assert mend(Draft(text)).edits == ()
