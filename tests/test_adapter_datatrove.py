"""datatrove: a step between its own reader and writer, run by its own executor."""

import gzip
import json

import pytest
from adapters import DOCUMENTED, EXPECTED, PAGES, needs, run_documented

needs("datatrove", "datatrove")
needs("orjson", "datatrove")
pytestmark = pytest.mark.filterwarnings("default")

from datatrove.data import Document  # noqa: E402  # after the check that it is there
from datatrove.executor import LocalPipelineExecutor  # noqa: E402
from datatrove.pipeline.readers import JsonlReader  # noqa: E402
from datatrove.pipeline.writers import JsonlWriter  # noqa: E402

from cleantext import UsageError  # noqa: E402
from cleantext.integrations import datatrove as ours  # noqa: E402
from cleantext.integrations.cells import Cells  # noqa: E402
from cleantext.integrations.datatrove import CleantextStep  # noqa: E402


def read_all(folder):
    files = sorted(folder.glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def test_documents_come_out_clean_between_a_reader_and_a_writer(tmp_path):
    pages = tmp_path / "pages"
    pages.mkdir()
    rows = [{"id": str(number), "text": PAGES[number]} for number in range(3)]
    (pages / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    steps = [
        JsonlReader(str(pages)),
        CleantextStep(),
        JsonlWriter(str(tmp_path / "clean"), output_filename="${rank}.jsonl", compression=None),
    ]
    LocalPipelineExecutor(pipeline=steps, logging_dir=str(tmp_path / "logs"), skip_completed=False).run()
    done = read_all(tmp_path / "clean")
    assert [row["text"] for row in done] == [row["clean_text"] for row in EXPECTED[:3]]
    assert [row["metadata"]["rules"] for row in done] == [row["rules"] for row in EXPECTED[:3]]


def test_the_log_goes_into_the_metadata():
    (document,) = CleantextStep(log=True).run(iter([Document(PAGES[0], "<page>")]))
    assert document.metadata["log"] == EXPECTED[0]["log"]


def failing(page, *_, **__):
    return Cells(error=f"{page.name}: too little memory")


def test_a_document_that_fails_goes_on_as_it_came_with_its_reason(monkeypatch):
    monkeypatch.setattr(ours, "clean_cells", failing)
    (document,) = CleantextStep().run(iter([Document("正文", "a")]))
    assert (document.text, document.metadata) == ("正文", {"error": "a: too little memory"})


def test_a_document_that_fails_is_set_aside_where_there_is_a_writer_for_it(monkeypatch, tmp_path):
    monkeypatch.setattr(ours, "clean_cells", failing)
    writer = JsonlWriter(str(tmp_path), output_filename="${rank}.jsonl", compression=None)
    assert list(CleantextStep(writer).run(iter([Document("正文", "a")]))) == []
    assert [row["text"] for row in read_all(tmp_path)] == ["正文"]


def test_a_bad_recipe_is_told_when_the_step_is_made():
    with pytest.raises(UsageError, match="there is no recipe 'nix'"):
        CleantextStep(recipe="nix")


def test_what_the_documentation_shows_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run_documented("datatrove", tmp_path)
    (file,) = (tmp_path / "clean").glob("*.jsonl.gz")
    rows = [json.loads(line) for line in gzip.decompress(file.read_bytes()).decode().splitlines()]
    assert [row["text"] for row in rows] == DOCUMENTED
