"""datatrove: a pipeline step that cleans each document's text."""

from collections.abc import Iterator
from contextlib import nullcontext
from typing import TYPE_CHECKING, Unpack

from datatrove.pipeline.base import PipelineStep

from cleantext.integrations.arrow import Options, make_cleaner
from cleantext.integrations.cells import clean_cells
from cleantext.page import Page

if TYPE_CHECKING:
    from datatrove.data import Document, DocumentsPipeline
    from datatrove.pipeline.writers.disk_base import DiskWriter


class CleantextStep(PipelineStep):  # type: ignore[misc]  # a class of another library
    """Puts the clean text in a document's place, and the rest of the columns into its metadata.

    A document that fails goes to `exclusion_writer` if there is one, as with datatrove's filters; else it
    goes on as it came, with `error` in its metadata. Its address is taken from `metadata["url"]`, its name
    in the log from `id`. Options: see `cleantext.integrations.arrow.Cleaner`; those that name columns have
    no meaning here.
    """

    type = "✂️ - FORMAT"
    name = "cleantext"

    def __init__(self, exclusion_writer: "DiskWriter | None" = None, **options: Unpack[Options]) -> None:
        super().__init__()
        self.exclusion_writer = exclusion_writer
        self.cleaner = make_cleaner(**options)

    def run(self, data: "DocumentsPipeline", rank: int = 0, world_size: int = 1) -> "Iterator[Document]":
        """The documents, cleaned, in order."""
        with self.exclusion_writer or nullcontext() as writer:
            for document in data:
                self.stat_update("total")
                with self.track_time():
                    done = self._clean(document)
                self.stat_update("forwarded" if done else "failed")
                if done or writer is None:
                    yield document
                else:
                    writer.write(document, rank)

    def _clean(self, document: "Document") -> bool:
        page = Page(
            document.text.encode("utf-8", "surrogatepass"), document.id, document.metadata.get("url") or ""
        )
        cells = clean_cells(page, self.cleaner.recipe, encoding="utf-8", log=self.cleaner.log)
        added = cells.as_columns(log=self.cleaner.log)
        clean_text = added.pop("clean_text")
        document.metadata |= {
            self.cleaner.prefix + name: value for name, value in added.items() if value is not None
        }
        if clean_text is None:
            return False
        document.text = clean_text
        return True
