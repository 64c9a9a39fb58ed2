"""Scrapy: an item pipeline that cleans a field of each item.

    ITEM_PIPELINES = {"cleantext.integrations.scrapy.CleantextPipeline": 300}

Settings: CLEANTEXT_FIELD ("text"; text or the bytes of a response's body), CLEANTEXT_URL_FIELD ("url"),
CLEANTEXT_RECIPE ("default"), CLEANTEXT_LOG (False), CLEANTEXT_PREFIX ("").
"""

from typing import TYPE_CHECKING, Any, Self, Unpack

from cleantext.errors import UsageError
from cleantext.integrations.arrow import Options, make_cleaner
from cleantext.integrations.cells import Cells, clean_cells
from cleantext.integrations.library import library
from cleantext.page import Page

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class CleantextPipeline:
    """Puts `clean_text`, `encoding`, `rules`, `notes` and `error` (and `log`) into each item.

    Rules and notes are plain lists of dictionaries. An item without the field passes as it is. Raises
    UsageError for an item class that does not declare the fields.
    """

    def __init__(self, **options: Unpack[Options]) -> None:
        self.cleaner = make_cleaner(**options)

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """A pipeline as the settings say. Raises UsageError and RuleError for a bad recipe."""
        settings = crawler.settings
        return cls(
            text=settings.get("CLEANTEXT_FIELD", "text"),
            url=settings.get("CLEANTEXT_URL_FIELD", "url"),
            recipe=settings.get("CLEANTEXT_RECIPE", "default"),
            log=settings.getbool("CLEANTEXT_LOG", False),
            prefix=settings.get("CLEANTEXT_PREFIX", ""),
        )

    def process_item(self, item: Any, spider: object = None) -> Any:
        """The item, its page cleaned."""
        fields = library("itemadapter", "scrapy").ItemAdapter(item)
        page = fields.get(self.cleaner.text)
        if page is None:
            return item
        added = self._cells(page, str(fields.get(self.cleaner.url or "") or "")).as_columns(
            log=self.cleaner.log
        )
        for name, value in added.items():
            try:
                fields[self.cleaner.prefix + name] = value
            except KeyError:
                raise UsageError(
                    f"{type(item).__name__} has no field {self.cleaner.prefix + name!r}",
                    hint=f"declare {', '.join(self.cleaner.prefix + name for name in added)}",
                ) from None
        return item

    def _cells(self, page: str | bytes, url: str) -> Cells:
        encoding = "utf-8" if isinstance(page, str) else None
        data = page.encode("utf-8", "surrogatepass") if isinstance(page, str) else page
        cleaner = self.cleaner
        return clean_cells(
            Page(data, url or "<page>", url), cleaner.recipe, encoding=encoding, log=cleaner.log
        )
