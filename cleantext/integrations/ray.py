"""Ray Data: a Dataset with clean texts beside its pages, through `map_batches`."""

from typing import TYPE_CHECKING, Unpack

from cleantext.integrations.arrow import Options, make_cleaner
from cleantext.integrations.library import library

if TYPE_CHECKING:
    from ray.data import Dataset


def clean_dataset(dataset: "Dataset", *, batch_size: int = 256, **options: Unpack[Options]) -> "Dataset":
    """The dataset with the columns of cleaning added; nothing runs before its rows are asked for.

    A task takes `batch_size` rows at a time, on one core. Options: see
    `cleantext.integrations.arrow.Cleaner`. Raises UsageError and RuleError at once for a bad recipe; a
    missing column fails the first task.
    """
    library("ray.data", "ray")
    cleaner = make_cleaner(**options)
    return dataset.map_batches(
        cleaner.table, batch_format="pyarrow", batch_size=batch_size, zero_copy_batch=True
    )
