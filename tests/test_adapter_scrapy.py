"""Scrapy: its own item pipeline manager hands items on to ours."""

import json
import subprocess
import sys
from dataclasses import dataclass

import pytest
from adapters import EXPECTED, PAGES, needs

needs("scrapy", "scrapy")
pytestmark = pytest.mark.filterwarnings("default")

import scrapy  # noqa: E402  # after the check that it is there
from scrapy.crawler import Crawler  # noqa: E402
from scrapy.utils.misc import build_from_crawler  # noqa: E402

from cleantext import UsageError  # noqa: E402
from cleantext.integrations.scrapy import CleantextPipeline  # noqa: E402


def pipeline(**settings):
    named = {f"CLEANTEXT_{name}": value for name, value in settings.items()}
    return build_from_crawler(CleantextPipeline, Crawler(scrapy.Spider, named))


class Bare(scrapy.Item):
    text = scrapy.Field()


@dataclass
class Declared:
    text: str
    clean_text: str = ""
    encoding: str = ""
    rules: object = None
    notes: object = None
    error: object = None


def test_an_item_gets_the_cells_of_the_function():
    item = pipeline(LOG=True).process_item({"id": 0, "text": PAGES[0]})
    assert item == EXPECTED[0]


def test_the_bytes_of_a_response_are_cleaned_as_bytes():
    item = pipeline(FIELD="body").process_item(
        {"body": "獲取區域。".encode("big5"), "url": "https://example.org/"}
    )
    assert item["clean_text"] == "获取区域。\n"


def test_an_item_of_a_class_gets_its_fields():
    assert pipeline().process_item(Declared(PAGES[0])).clean_text == EXPECTED[0]["clean_text"]


def test_an_item_without_a_page_passes():
    assert pipeline().process_item({"id": 3, "text": None}) == {"id": 3, "text": None}


def test_a_page_that_fails_says_why():
    item = pipeline().process_item({"text": b"\0" * 40})
    assert item["clean_text"] is None and "no text" in item["error"]


def test_an_item_class_without_the_fields_is_told_in_one_sentence():
    with pytest.raises(
        UsageError, match="Bare has no field 'clean_text'; declare clean_text, encoding, rules"
    ):
        pipeline().process_item(Bare(text=PAGES[0]))


def test_a_crawl_runs_items_through_it(tmp_path):
    """A real crawl of a page on disk, in a process of its own: a reactor runs once."""
    page = tmp_path / "page.txt"
    page.write_bytes("獲取區域。".encode("big5"))
    spider = tmp_path / "spider.py"
    spider.write_text(
        "import scrapy\n"
        "class Pages(scrapy.Spider):\n"
        "    name = 'pages'\n"
        f"    start_urls = [{page.as_uri()!r}]\n"
        "    custom_settings = {'ITEM_PIPELINES': {'cleantext.integrations.scrapy.CleantextPipeline': 300},\n"
        "                       'CLEANTEXT_FIELD': 'body', 'TELNETCONSOLE_ENABLED': False}\n"
        "    def parse(self, response):\n"
        "        item = {'url': response.url, 'body': response.body}\n"
        "        yield item\n",
        encoding="utf-8",
    )
    out = tmp_path / "items.jsonl"
    command = [sys.executable, "-m", "scrapy", "runspider", str(spider), "-o", str(out), "--nolog"]
    # Bytes are no JSON, so the feed gets all but the body.
    fields = "FEED_EXPORT_FIELDS=url,clean_text,encoding,error"
    subprocess.run([*command, "-s", fields], check=True, cwd=tmp_path, timeout=120)
    (item,) = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    assert item == {"url": page.as_uri(), "clean_text": "获取区域。\n", "encoding": "cp950", "error": None}
