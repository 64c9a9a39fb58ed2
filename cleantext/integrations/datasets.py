"""Hugging Face datasets: a Dataset with clean texts beside its pages, through `map`."""

from typing import TYPE_CHECKING, Any, TypeVar, Unpack

from cleantext.integrations.arrow import Options, make_cleaner
from cleantext.integrations.library import library

if TYPE_CHECKING:
    from datasets import Dataset, DatasetDict, IterableDataset, IterableDatasetDict

    Pages = TypeVar("Pages", Dataset, IterableDataset, DatasetDict, IterableDatasetDict)


def clean_dataset(
    dataset: "Pages", *, batch_size: int = 32, num_proc: int | None = None, **options: Unpack[Options]
) -> "Pages":
    """The dataset with the columns of cleaning added, in no particular format (`with_format` sets one).

    Options: see `cleantext.integrations.arrow.Cleaner`; they and cleantext's version are part of the
    fingerprint, so that a cached result is used again only for the same cleaning (packs of rules of your own
    that changed in place are not seen). `num_proc` processes, where the dataset is not streamed.
    Raises UsageError and RuleError.
    """
    library("datasets", "datasets")
    cleaner = make_cleaner(**options)
    processes: dict[str, Any] = {} if num_proc is None else {"num_proc": num_proc}
    arrow = dataset.with_format("arrow")
    cleaned = arrow.map(cleaner.table, batched=True, batch_size=batch_size, **processes)
    return cleaned.with_format(None)
