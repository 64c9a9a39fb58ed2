"""The report in a real browser: Chromium, driven by Playwright.

Skipped, with the reason told, where either is missing; with CLEANTEXT_BROWSER=required that is a failure.
"""

import os
import shutil

import pytest

import cleantext
from cleantext.batch import Job
from cleantext.recipe import load_recipe
from cleantext.report.html.make import Wish, make_report
from cleantext.report.html.pages import Plan, gather, sample

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")

FORUM = "正文第一段。\n您需要登录后才可以回帖 登录 | 立即注册\n正文中间。\n\n\n\n正文第二段。 \n"
TRADITIONAL = "標題\n\n臺灣的圖書館裡有許多書。\n他說,這裏的書都很舊了。\n"
CLEAN = "干净的一页。\n"
HOSTILE = (
    "</script><script>window.hacked = 1</script>\n</pre><img src=x onerror='window.hacked = 1'>\n"
    "\"'&amp;<b>\u202e倒过来\u2066\u200f\n空\0白\x1b[31m\x85\n${window.hacked = 1}{{ 7*7 }}\n"
)
EVERY_CHARACTER = "".join(
    map(chr, [*range(0x20, 0x7F), *range(0xA0, 0xD800), *range(0xE000, 0x10000), 0x1F600])
)
LONG_LINE = "这一行很长，没有尽头。" * 160_000
BYTES = "正文。".encode() + b"\xff\xfe\x80\n" + "第二行。\n".encode()
PAGES = (FORUM, TRADITIONAL, CLEAN, HOSTILE, EVERY_CHARACTER, LONG_LINE, BYTES)
LARGE = (4, 5)
"""Shown as they are: to clean them takes its time, and is not what is tried here."""
HOSTILE_NAME = "3 <img src=x onerror='window.hacked = 1'>\u202e.txt"


def missing(what: str) -> None:
    if os.environ.get("CLEANTEXT_BROWSER") == "required":
        pytest.fail(f"the report was not tried in a browser: {what} is missing")
    pytest.skip(f"THE REPORT WAS NOT TRIED IN A BROWSER: {what} is missing")


@pytest.fixture(scope="module")
def chromium():
    try:
        import jinja2  # noqa: F401
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        missing(f"{error.name} (pip install '.[dev]')")
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        missing("Chromium (apt-get install chromium)")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    jobs = []
    for number, page in enumerate(PAGES):
        path = folder / (HOSTILE_NAME if page is HOSTILE else f"{number}.txt")
        path.write_bytes(page if isinstance(page, bytes) else page.encode())
        jobs.append(Job(path))
    dictionary = sample(jobs)
    default, minimal = (Plan(load_recipe(name), None, dictionary) for name in ("default", "minimal"))
    outcomes = (gather(job, minimal if n in LARGE else default) for n, job in enumerate(jobs))
    output = folder / "report.html"
    made = make_report(outcomes, output, Wish("pages <b>", "default", dictionary))
    assert made.pages == len(PAGES)
    return output


@pytest.fixture
def page(chromium, report):
    """The report, opened in English; whatever it complains of, or asks the network for, is a failure."""
    context = chromium.new_context(locale="en-US", color_scheme="light", reduced_motion="reduce")
    shown = context.new_page()
    complaints, asked = [], []
    shown.on("console", lambda message: complaints.append(message.text))
    shown.on("pageerror", lambda error: complaints.append(str(error)))
    shown.on("request", lambda request: asked.append(request.url))
    shown.goto(report.as_uri())
    yield shown
    hacked = shown.evaluate("window.hacked")
    context.close()
    assert (complaints, hacked) == ([], None)
    assert {url.split("#")[0] for url in asked} == {report.as_uri()}


def open_page(page, number: int) -> None:
    page.evaluate("hash => { location.hash = hash }", f"#page={number}")
    page.wait_for_function(
        "number => !document.getElementById('page').hidden && opened.number === number", arg=number
    )


def texts_shown(page) -> list[str]:
    """Both texts as the table has them, without line ends; what is invisible stands there by its name."""
    return page.evaluate(
        """() => [1, 2].map((side) => [...document.querySelectorAll("#texts tbody tr:not(.gap)")]
             .map((row) => row.children[side].textContent).join("").replaceAll("\\n", ""))"""
    )


def test_it_opens_with_figures_plots_and_pages(page):
    assert page.locator("h1").first.inner_text() == "pages <b>"
    assert "7" in page.locator(".tiles").inner_text()
    assert page.locator("#page-table tbody tr").count() == len(PAGES)
    assert page.locator("svg.bar").count() > 5
    assert page.locator("#losses figure svg").get_attribute("role") == "img"


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_page_shows_the_original_and_the_clean_text(page, number):
    open_page(page, number)
    assert texts_shown(page) == [
        PAGES[number].replace("\n", ""),
        cleantext.clean(PAGES[number]).text.replace("\n", ""),
    ]
    source_lines = page.locator("#texts tr:not(.gap) th.line-number").all_inner_texts()
    assert source_lines[0] in ("1", "Line")


def test_line_numbers_are_those_of_the_original(page):
    open_page(page, 0)
    row = page.locator("#texts tbody tr", has_text="正文第二段。").first
    assert row.locator("th").inner_text() == "7"


def test_every_character_comes_through_the_packing(page):
    open_page(page, 4)
    found = page.evaluate(
        "opened.texts.parts.map((part) => typeof part === 'string' ? part : part[0]).join('')"
    )
    assert found == EVERY_CHARACTER


def test_bytes_that_are_no_text_are_shown_by_their_values(page):
    open_page(page, 6)
    assert page.locator("#texts .control").all_inner_texts() == ["\\xFF", "\\xFE", "\\x80"]


def test_a_hostile_page_is_text_and_nothing_else(page):
    open_page(page, 3)
    left, right = texts_shown(page)
    assert "</script><script>window.hacked = 1</script>" in left
    assert "U+202E倒过来U+2066U+200F" in left
    assert "空U+0000白U+001B[31m" in left
    assert "</pre><img src=x onerror='window.hacked = 1'>" in left
    assert "</script><script>window.hacked = 1</script>" in right
    assert page.locator("#texts img, #texts script, #texts b, #page-table img, h1 img").count() == 0
    assert "⟨U+202E⟩" in page.locator("#page-name").inner_text()
    shown = page.evaluate("document.body.innerText")
    assert not set(shown) & set("\u202e\u2066\u200f\0\x1b")


def test_markup_cannot_be_made_even_by_a_script(chromium, report):
    shown = chromium.new_page()
    shown.goto(report.as_uri())
    assert shown.evaluate(
        "() => { try { document.body.innerHTML = '<b>' } catch (e) { return e.name } }"
    ) == ("TypeError")
    shown.close()


def test_a_line_of_five_megabytes_is_cut_and_says_so(page):
    open_page(page, 5)
    assert "1,360,000 more characters" in page.locator("#cut").inner_text()
    assert len(texts_shown(page)[0]) == 400_000


def test_keys_lead_from_change_to_change(page):
    open_page(page, 0)
    assert page.locator("#change").inner_text() == "Changes: 3"
    page.keyboard.press("n")
    assert (
        page.locator("#change")
        .inner_text()
        .startswith("1 of 3: discuz/log-in-to-reply: removed “您需要登录后")
    )
    assert "您需要登录" in page.locator("del.current").inner_text()
    page.keyboard.press("j")
    assert page.locator("#change").inner_text().startswith("2 of 3: ")
    page.keyboard.press("p")
    page.keyboard.press("k")
    assert page.locator("#change").inner_text().startswith("3 of 3: ")
    page.get_by_role("button", name="Next").click()
    assert page.locator("#change").inner_text().startswith("1 of 3: ")
    assert page.locator("del.current").get_attribute("title") == "discuz/log-in-to-reply"


def test_changes_are_filtered_by_rule(page):
    open_page(page, 0)
    page.locator("#change-rule").select_option("tidy/layout-space")
    assert page.locator("#change").inner_text() == "Changes: 1"
    assert page.locator("del.change:not(.off)").count() == 1
    page.locator("#page-name").focus()
    page.keyboard.press("n")
    assert page.locator("#change").inner_text().startswith("1 of 1: tidy/layout-space")


def test_lines_that_stay_can_be_folded(page):
    open_page(page, 1)
    assert page.locator("#texts tr.gap:visible").count() == 0
    page.get_by_label("Only lines that change").check()
    assert page.locator("#texts tr.same:visible").count() == 0


def test_folding_follows_the_rule_that_is_chosen(page):
    open_page(page, 0)
    page.get_by_label("Only lines that change").check()
    every = page.locator("#texts tr.changed:visible").count()
    page.locator("#change-rule").select_option("tidy/layout-space")
    assert page.locator("#texts tr.changed:visible").count() == 1 < every
    page.locator("#change-rule").select_option("")
    assert page.locator("#texts tr.changed:visible").count() == every


def test_pages_are_filtered_and_sorted(page):
    page.get_by_label("Show").select_option("untouched")
    assert set(page.locator("#page-table tbody td:nth-child(5)").all_inner_texts()) == {"0"}
    assert any(name.endswith("/2.txt") for name in page.locator("#page-table tbody th").all_inner_texts())
    assert page.locator("#found").inner_text().endswith("of 7 pages")
    page.get_by_label("Show").select_option("all")
    page.locator("#rules [data-rule='discuz/log-in-to-reply']").click()
    assert page.locator("#found").inner_text() == "1 of 7 pages"
    page.locator("#filter-rule").select_option("")
    page.get_by_label("Name").fill("/1.TXT")
    assert page.locator("#found").inner_text() == "1 of 7 pages"
    page.get_by_label("Name").fill("")
    page.get_by_role("button", name="Characters in").click()
    assert page.locator("#page-table tbody th").first.inner_text().endswith("5.txt")
    assert page.locator("#page-table th[aria-sort=descending]").count() == 1


def test_figures_lead_to_the_pages_they_count(page):
    page.locator(".tiles [data-which=noted]").click()
    assert page.locator("#found").inner_text() == "1 of 7 pages"
    page.locator("#page-table a").click()
    page.locator("#page-notes button").first.click()
    assert page.locator("#page-notes li").count() >= 1


def test_a_page_opens_and_closes_from_the_keyboard(page):
    page.locator("#page-table a").first.focus()
    page.keyboard.press("Enter")
    page.locator("#page").wait_for()
    assert page.evaluate("document.activeElement.id") == "page-name"
    assert page.locator("nav").is_hidden()
    page.keyboard.press("Escape")
    page.locator("#overview").wait_for()
    assert page.evaluate("document.activeElement.closest('#page-table') !== null")
    assert page.title() == "pages <b> · cleantext"


def test_language_is_switched_and_follows_the_browser(page, chromium, report):
    page.get_by_label("Language").select_option("zh")
    assert page.evaluate("document.documentElement.lang") == "zh-Hans"
    assert page.locator("#figures h2").inner_text() == "输入与输出"
    assert page.locator("#found").inner_text() == "共 7 页，显示 7 页"
    assert page.get_by_text("排版用的空格").first.is_visible()
    assert page.get_by_text("Spaces used for layout").first.is_hidden()
    open_page(page, 0)
    assert page.locator("#change").inner_text() == "改动：3 处"
    context = chromium.new_context(locale="zh-CN")
    other = context.new_page()
    other.goto(report.as_uri())
    assert other.locator("#figures h2").inner_text() == "输入与输出"
    context.close()


def test_in_a_narrow_window_tables_scroll_and_no_column_is_squeezed(page):
    page.set_viewport_size({"width": 400, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 400
    heights = "all => all.map((one) => one.getBoundingClientRect().height)"
    assert max(page.eval_on_selector_all("#page-table td code, .in-out th", heights)) < 50


CONTRAST = """() => {
  const channel = (value) => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const light = (color) => {
    const [r, g, b] = color.match(/[\\d.]+/g).slice(0, 3).map(Number).map(channel);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const probe = document.body.appendChild(document.createElement("span"));
  const read = (name) => {
    probe.style.color = `var(--${name})`;
    return light(getComputedStyle(probe).color);
  };
  const pairs = [["ink", "paper"], ["ink", "sheet"], ["soft", "sheet"], ["soft", "paper"], ["link", "sheet"],
    ["link", "paper"], ["removed-ink", "removed-paper"], ["written-ink", "written-paper"], ["soft", "faint"]];
  const found = pairs.map(([front, back]) => {
    const [low, high] = [read(front), read(back)].sort((a, b) => a - b);
    return [`${front} on ${back}`, (high + 0.05) / (low + 0.05)];
  });
  probe.remove();
  return found;
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_themes_can_be_read(page, theme):
    page.get_by_label("Theme").select_option(theme)
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == theme
    assert {pair: ratio for pair, ratio in page.evaluate(CONTRAST) if ratio < 4.5} == {}


def test_dark_follows_the_system(page):
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.emulate_media(color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before


def test_whoever_hears_the_report_finds_names_everywhere(page):
    nameless = page.evaluate(
        """() => {
          const all = (what) => [...document.querySelectorAll(what)];
          const lacking = (what, has) => all(what).filter((one) => !has(one)).length;
          const byId = (id) => document.getElementById(id);
          return lacking("table", (one) => one.caption?.textContent.trim())
            + lacking("select, input", (one) => one.labels.length)
            + lacking("section, article", (one) => byId(one.getAttribute("aria-labelledby")))
            + lacking("th", (one) => one.scope || one.closest(".gap"));
        }"""
    )
    assert nameless == 0
    assert page.locator("header, nav, main, footer").count() == 4
    assert page.get_by_role("status").count() == 1
