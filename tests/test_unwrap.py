"""HTML in: what is a page of HTML, what its lines are, what of it stays, and what the log says."""

from pathlib import Path

import pytest

from cleantext.engine import clean
from cleantext.errors import UsageError
from cleantext.markup.detect import is_html
from cleantext.page import Draft
from cleantext.recipe import Recipe
from cleantext.steps.unwrap import unwrap

PAGES = Path(__file__).parent / "pages" / "html"
UNWRAP = Recipe("unwrap", steps=("unwrap", "undecodable"), only=("placeholders",))


def shown(html, **options):
    """All text of a piece of HTML, as lines."""
    recipe = Recipe(
        "all-text",
        steps=("unwrap", "undecodable"),
        only=("placeholders",),
        html="always",
        skip=("unwrap/outside-main",),
        **options,
    )
    return clean(html, recipe).text


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.html")), ids=lambda path: path.stem)
def test_the_main_part_of_a_page_is_what_a_reader_would_copy(page):
    result = clean(page.read_bytes(), UNWRAP)
    assert result.text == page.with_suffix(".txt").read_text("utf-8")
    assert result.undo() == page.read_bytes()


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.html")), ids=lambda path: path.stem)
def test_nothing_between_two_kept_stretches_takes_more_than_one_edit_a_reason(page):
    (step,) = clean(page.read_bytes(), UNWRAP).history.steps
    touching = [(a, b) for a, b in zip(step.edits, step.edits[1:], strict=False) if a.end == b.start]
    assert all(one.rule != other.rule for one, other in touching)


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE html>正文",
        "\ufeff \n<!-- 存档 --><html><body>正文",
        '<?xml version="1.0"?><html xmlns="x">',
        "<p>一</p><p>二</p><p>三</p>\n",
        "<meta charset=utf-8><title>题</title><p>正文",
        "<script>x()</script><div><p>一</p><p>二</p></div>",
        "<html><body>正文</body></html>\n<script>count()</script>",
        "HTTP/1.1 200 OK\n\n<html><body>正文</body></html>\n",
    ],
)
def test_a_page_of_html_is_known_by_its_head(text):
    assert is_html(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "正文。",
        "<div> 是块级元素，<p> 是段落。",
        "<p>他只写了一段。</p>",
        "怎样写一个页面：\n<!doctype html>\n<html><body>你好</body></html>\n把它存成 a.html 就行了。",
        "<div>\n  <p>这是例子</p>\n</div>\n上面的代码里，div 包着 p。",
        "a < b, c > d",
        "<!doctype html>\n<html>\n<p>你好</p>\n</html>\n上面是一个最小的网页，存成文件就能打开。\n",
        "import re\nprint('<html>')\n",
    ],
)
def test_a_text_that_shows_or_mentions_tags_is_none(text):
    assert not is_html(text)
    assert unwrap(Draft(text)).edits == ()


def test_html_can_be_asked_for_and_refused():
    assert shown("他说<b>好</b>") == "他说好\n"
    assert unwrap(Draft("<!doctype html><p>正文"), html="never").edits == ()
    with pytest.raises(UsageError, match="html"):
        unwrap(Draft(""), html="perhaps")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>第一段</p><p>第二段</p>", "第一段\n第二段\n"),
        ("一<br>二<br/><br>三", "一\n二\n三\n"),
        ("他<b>说</b>，<i>好</i>。", "他说，好。\n"),
        ("<p>一段话在\n    源码里断行，\n也是一段。", "一段话在源码里断行，也是一段。\n"),
        ("<p>Hello\n  world <b> again</b>", "Hello world again\n"),
        ("<p>&nbsp;&nbsp;　　正文&mdash;&mdash;完&lt;b&gt;&amp;&#20013;</p>", "正文——完<b>&中\n"),
        ("<ul><li>一<li>二</ul>", "一\n二\n"),
        ("<pre>if a:\n    b = '&lt;'\n</pre>", "if a:\n    b = '<'\n"),
        ("<ruby>漢<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>字", "漢字\n"),
        ("<table><tr><th>名<th>价<tr><td>米<td>三<br>元</table>", "名\t价\n米\t三 元\n"),
        ("<table><tr><td><h1>题</h1><td><p>段一<p>段二</table>", "题\n段一\n段二\n"),
        ("正文<script>if (a<b) '</p>'</script><style>p{}</style><!-- 注 -->完", "正文完\n"),
        ("正<span style='display:none'>9x</span><font style=\"font-size:0px\">k2</font>文", "正文\n"),
        ("<div hidden>藏</div><p>露<button>点</button><select><option>甲</select>", "露\n"),
        ("<img alt='图'><p>文</p><textarea>草稿</textarea>", "文\n"),
        ("若 a<b 且 x<3，则<中>不是标签", "若 a<b 且 x<3，则<中>不是标签\n"),
        ('<a href="x>链接</a><p>正文', "链接\n正文\n"),
        ("<p style='display:none'>没有结束标签", "没有结束标签\n"),
        ("<p>正文</p><div class='a", "正文\n"),
        ("<div><table><tr><td>格</div>仍在格里</table>外", "格仍在格里\n外\n"),
    ],
)
def test_markup_becomes_what_a_browser_shows(html, text):
    assert shown(html) == text


def test_edits_are_one_for_each_stretch_that_goes():
    page = "<!doctype html><title>题</title><div><div><p>第一段。</p></div></div><div><p>第二段。</p></div>"
    edits = unwrap(Draft(page), skip={"unwrap/outside-main"}).edits
    assert [(edit.new, edit.rule) for edit in edits] == [
        ("", "unwrap/markup"),
        ("\n", "unwrap/markup"),
        ("\n", "unwrap/markup"),
    ]


def test_metadata_is_what_the_page_says_and_nothing_else():
    page = (PAGES / "wordpress.html").read_bytes()
    assert dict(clean(page).metadata) == {
        "title": "给旧自行车换一条链条",
        "author": "阿木",
        "date": "2022-04-17T08:30:00+08:00",
        "url": "https://manmanxiu.example/2022/04/chain/",
        "site": "慢慢修",
    }
    assert '"metadata":{"title":"给旧自行车换一条链条"' in clean(page).log()
    assert dict(clean("<!doctype html><meta name=author content='name, a@b.c'><p>正文。").metadata) == {}
    assert dict(clean("正文。\n").metadata) == {}


def test_broken_json_and_odd_addresses_say_nothing():
    page = (
        '<!doctype html><script type="application/ld+json">{"headline": </script>'
        '<link rel=canonical href="http://[x"><meta property="og:url" content="javascript:1"><p>正文。'
    )
    assert dict(clean(page).metadata) == {}


def test_replies_are_dropped_when_asked_for():
    pages = {"wordpress": "整个过程二十分钟", "discuz-x": "浇水是早晚各一次", "review-thread": "真的很捨不得"}
    for name, kept in pages.items():
        page = (PAGES / f"{name}.html").read_bytes()
        text = clean(page, Recipe("no-replies", steps=("unwrap",), replies="drop", script="keep")).text
        assert kept in text
        assert not any(reply in text for reply in ("鞋带那招真管用", "学习了", "真的假的"))


def test_comments_under_an_article_stay_when_asked_for_and_posts_of_a_thread_by_themselves():
    page = (PAGES / "wordpress.html").read_bytes()
    assert "鞋带那招真管用" in clean(page, Recipe("all", steps=("unwrap",), replies="keep")).text
    assert "鞋带那招真管用" not in clean(page, Recipe("article", steps=("unwrap",))).text
    thread = (PAGES / "review-thread.html").read_bytes()
    assert "真的假的" in clean(thread, Recipe("thread", steps=("unwrap",))).text


def test_all_text_stays_when_the_main_part_is_not_to_be_found():
    page = (PAGES / "portal.html").read_bytes()
    text = shown(page)
    assert "热点排行" in text
    assert "<" not in text


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("hidden", "正9文\n"),
        ("control", "正文点\n"),
        ("entity", "正文\n"),
        ("markup", "<!doctype html><p>正<i hidden>9</i>文<button>点</button><textarea>x</textarea>"),
    ],
)
def test_what_is_skipped_stays_as_text(rule, text):
    page = "<!doctype html><p>正<i hidden>9</i>文<button>点</button><textarea>x</textarea>"
    assert clean(page, Recipe("skip", steps=("unwrap",), skip=(f"unwrap/{rule}",))).text == text


def test_a_page_of_lists_keeps_all_text_with_a_note():
    result = clean((PAGES / "all-list.html").read_bytes(), UNWRAP)
    assert "机构概况" in result.text
    assert [note.rule for note in result.notes] == ["unwrap/outside-main"]


def test_rules_of_lines_see_what_stood_around_the_main_part(tmp_path):
    (tmp_path / "gate.yaml").write_text(
        """
format: 1
pack: gate
about: 页脚说了软件的名字。
rules:
  - id: edited
    about: 编辑时间。
    remove: line
    match: {pattern: '^本帖最后由 .* 编辑$'}
    needs: [本帖最后由]
    when: {page_has: ['Powered by Discuz!']}
    tests:
      - {in: "本帖最后由 甲 编辑\\nPowered by Discuz!\\n", out: "Powered by Discuz!\\n"}
      - {keep: "正文。\\n"}
""",
        "utf-8",
    )
    page = (PAGES / "discuz-x.html").read_bytes().replace(b"</body>", b"<p>Powered by Discuz!</p></body>")
    result = clean(page, Recipe("mine", rules=(str(tmp_path / "gate.yaml"),), only=("gate",)))
    assert "本帖最后由" not in result.text


def test_a_page_names_its_address_where_none_is_known(tmp_path):
    (tmp_path / "site.yaml").write_text(
        """
format: 1
pack: site
about: 一个站点。
rules:
  - id: note
    about: 站点的提示行。
    remove: line
    match: {line: 本站提示}
    when: {host: [manmanxiu.example]}
    tests: [{in: "本站提示\\n", out: "", url: "https://manmanxiu.example/"}, {keep: "本站提示\\n"}]
""",
        "utf-8",
    )
    page = (PAGES / "wordpress.html").read_text("utf-8").replace("<h2>动手</h2>", "<p>本站提示</p>")
    recipe = Recipe("mine", rules=(str(tmp_path / "site.yaml"),), only=("site",))
    assert "本站提示" not in clean(page, recipe).text
    assert "本站提示" in clean(page, recipe, url="https://other.example/").text


def test_a_copy_for_readers_without_scripts_is_not_shown_twice():
    posts = "".join(
        f"<p>第{n}个人说，阳台上种番茄要看太阳，朝东的只有上午晒得到。</p>" for n in "一二三四五六七八九十"
    )
    filling = "<span></span>" * 30
    assert shown(f"<div>{posts}</div><noscript>{filling}{posts}</noscript>").count("第一个人") == 1
    assert shown(f"<div></div><noscript>{filling}{posts}</noscript>").count("第一个人") == 1
