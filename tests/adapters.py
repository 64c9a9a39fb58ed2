"""Pages that every adapter's tests clean, and what to do where its library is missing."""

import os
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from shutil import which
from typing import Any

import pytest

from cleantext import clean
from cleantext.integrations.arrow import make_cleaner
from cleantext.integrations.cells import clean_cells
from cleantext.page import Page

PAGES: tuple[str | None, ...] = (
    "正文第一段，讲的是河边的老屋。\n您需要登录后才可以回帖 登录 | 立即注册\n正文第二段，讲的是屋前的树。\n",
    "鑾峰彇帮助的方法有很多种，我们来说一说。\n",
    "開發區的風景很美，圖書館裡有許多書。\n",
    None,
    "",
    "<html><head><title>老屋</title></head><body><div class='nav'><a href='/'>首页</a></div>"
    "<p>河边有一座老屋，屋前有一棵大树，树下常有人乘凉说话，一坐就是半天。</p></body></html>",
    "他说：“今天下雨，我们明天再去吧。”\n河边的老屋锟斤拷锟斤拷锟斤拷，屋前有一棵大树。\n",
)
BYTES = (*(page.encode("gb18030") for page in PAGES[:3] if page), b"\0" * 40, None)
NOT_TEXT = 3
"""Which of BYTES cannot be cleaned."""

ROWS = [{"id": number, "text": page} for number, page in enumerate(PAGES)]


def expected(page: str | None) -> dict[str, object]:
    """The columns of a page as the function alone gives them, with the log."""
    if page is None:
        return dict.fromkeys(("clean_text", "encoding", "rules", "notes", "log", "error"))
    cells = clean_cells(Page(page.encode()), make_cleaner().recipe, encoding="utf-8", log=True)
    assert cells.clean_text == clean(page).text
    return cells.as_columns(log=True)


EXPECTED = [{**row, **expected(row["text"])} for row in ROWS]  # type: ignore[arg-type]


def needs(module: str, extra: str) -> None:
    """Skip a module's tests, saying so, where its library is missing; in CI, which installs it, fail."""
    try:
        import_module(module)
    except ImportError:
        if extra in os.environ.get("CLEANTEXT_ADAPTERS", "").split():
            raise
        pytest.skip(
            f"{module} is not installed; `pip install '.[{extra}]'` lets these tests run",
            allow_module_level=True,
        )


def needs_program(program: str, extra: str) -> None:
    """The same for a program that a library starts."""
    if which(program) is None:
        if extra in os.environ.get("CLEANTEXT_ADAPTERS", "").split():
            raise FileNotFoundError(program)
        pytest.skip(f"{program} is not installed; with it these tests run", allow_module_level=True)


def run_documented(heading: str, folder: Path, *, absolute: bool = False) -> None:
    """Run what docs/cluster.md shows under a heading, in a folder where `pages.parquet` holds ROWS.

    `absolute` writes the files' paths out: a cluster that runs already has a working folder of its own.
    """
    document = Path(__file__).parent.parent / "docs" / "cluster.md"
    section = document.read_text(encoding="utf-8").partition(f"\n### {heading}\n")[2]
    code = section.partition("```python\n")[2].partition("```")[0]
    if absolute:
        code = code.replace("pages.parquet", f"{folder}/pages.parquet")
        code = code.replace("clean.parquet", f"{folder}/clean.parquet")
    import pyarrow as pa  # here: not every adapter's environment has it
    import pyarrow.parquet as pq

    pq.write_table(pa.Table.from_pylist([row for row in ROWS if row["text"]]), folder / "pages.parquet")
    exec(compile(code, document, "exec"), {"__name__": heading})


def clean_texts(table: Any) -> list[object]:
    """The clean texts of an Arrow table in the order of `id`."""
    return [row["clean_text"] for row in sorted(table.to_pylist(), key=lambda row: row["id"])]


DOCUMENTED = [row["clean_text"] for row in EXPECTED if row["text"]]
"""What the documented examples come to."""


def load_example(script: Path) -> Any:
    """A script of `examples/` as a module."""
    spec = spec_from_file_location(script.stem, script)
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
