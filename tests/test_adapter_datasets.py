"""Hugging Face datasets, against the library itself."""

import pytest
from adapters import DOCUMENTED, EXPECTED, ROWS, clean_texts, needs, run_documented

needs("datasets", "datasets")
pytestmark = pytest.mark.filterwarnings("default")

import datasets  # noqa: E402  # after the check that it is there
import pyarrow.parquet as pq  # noqa: E402

from cleantext import UsageError  # noqa: E402
from cleantext.integrations.datasets import clean_dataset  # noqa: E402


@pytest.fixture(autouse=True)
def quiet_and_in_a_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path)
    datasets.disable_progress_bars()


def test_a_dataset_has_the_same_cells_as_the_function():
    assert clean_dataset(datasets.Dataset.from_list(ROWS), log=True).to_list() == EXPECTED


def test_features_say_what_the_columns_are():
    features = clean_dataset(datasets.Dataset.from_list(ROWS)).features
    assert features["clean_text"] == datasets.Value("string")
    assert "count" in str(features["rules"])


def test_a_streamed_dataset_is_cleaned_as_it_streams():
    stream = datasets.Dataset.from_list(ROWS).to_iterable_dataset()
    assert list(clean_dataset(stream, log=True, batch_size=2)) == EXPECTED


def test_every_split_is_cleaned():
    splits = datasets.DatasetDict({"train": datasets.Dataset.from_list(ROWS)})
    assert clean_dataset(splits, log=True)["train"].to_list() == EXPECTED


def test_the_fingerprint_is_that_of_the_cleaning():
    rows = datasets.Dataset.from_list(ROWS)
    fingerprints = [
        clean_dataset(rows, recipe=name)._fingerprint for name in ("default", "default", "corpus")
    ]
    assert fingerprints[0] == fingerprints[1] != fingerprints[2]


def test_a_missing_column_is_told_in_one_sentence():
    with pytest.raises(UsageError, match="there is no column 'body'; the columns are: id, text"):
        clean_dataset(datasets.Dataset.from_list(ROWS), text="body")


def test_what_the_documentation_shows_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run_documented("Hugging Face datasets", tmp_path)
    assert clean_texts(pq.read_table("clean.parquet")) == DOCUMENTED
