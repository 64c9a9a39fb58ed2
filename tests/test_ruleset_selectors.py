"""Rules that name elements of HTML: what they select, what they keep and drop, how their mistakes read."""

from pathlib import Path

import pytest

from cleantext.engine import clean
from cleantext.errors import RuleError
from cleantext.markup.selectors import Index, parse_selectors
from cleantext.markup.tree import parse
from cleantext.recipe import Recipe
from cleantext.ruleset.parse import parse_pack
from cleantext.ruleset.prove import prove

PACK = """
format: 1
pack: luntan
about: 论坛。
defaults: {{where: {{line_up_to: 40}}}}
rules:
  - id: posts
    about: 题目和帖子。
    main: ['#subject', '.t_f']
    when: {{page_has: [作者权益]}}
    tests:
      - in: '<h1 id="subject">题目</h1><p>菜单</p><div class="a t_f">正文<br>续</div><i>作者权益'
        out: "题目\\n正文\\n续\\n"
      - {{keep: '<p class="t_f">作者</p>'}}
  - id: sign
    about: 签名。
    drop: {drop}
    tests:
      - {{in: '<div>正文<p class="sign">签名</p></div>', out: "正文\\n"}}
      - {{keep: '<p>没有签名</p>'}}
"""

PAGE = (
    '<div id=a class="x y"><p class=z>1</p><p>2<b class="s-1">k</b></p></div>'
    '<div class=x><a HREF="http://a.cn">q'
)


@pytest.mark.parametrize(
    ("selector", "tags"),
    [
        ("#a", "div"),
        (".x", "div div"),
        ("div.x.y > p", "p p"),
        ("p:not(.z)", "p"),
        ("div .z", "p"),
        ('[href^="http:"]', "a"),
        ("[class~=y]", "div"),
        ("p:first-child", "p"),
        (".s-1", "b"),
        ("#b, p a", ""),
    ],
)
def test_selectors_find_the_elements_that_fit_in_the_order_of_the_page(selector, tags):
    selectors = parse_selectors(selector)
    found = Index(parse(PAGE), [key for one in selectors for key in one.keys]).select(selectors)
    assert " ".join(element.tag for element in found) == tags


@pytest.mark.parametrize(
    "selector", ["", "> a", "a,,b", "a:hover", "a[", "p::before", "a >", "a + b", ":not(a b)"]
)
def test_a_selector_that_is_not_understood_is_refused(selector):
    with pytest.raises(ValueError, match=r"selector|understood|more than"):
        parse_selectors(selector)


def test_cases_of_rules_with_selectors_are_proved_on_html():
    assert prove([parse_pack(PACK.format(drop=".sign"), Path("luntan.yaml"))]) == ()
    failures = prove([parse_pack(PACK.format(drop=".signature"), Path("luntan.yaml"))])
    assert [failure.kind for failure in failures] == ["missing"]


def test_mistakes_name_the_selector_and_keys_about_lines():
    with pytest.raises(RuleError) as caught:
        parse_pack(PACK.format(drop="'.sign:hover'\n    needs: [签名]"), Path("luntan.yaml"))
    told = "\n".join(map(str, caught.value.mistakes))
    assert "'.sign:hover': ':hover' is not understood" in told
    assert "found needs with drop" in told


def test_a_pack_decides_what_is_main_and_the_edits_bear_its_rules_name(tmp_path):
    (tmp_path / "luntan.yaml").write_text(PACK.format(drop=".sign"), "utf-8")
    page = (
        '<!doctype html><h1 id="subject">题目</h1>菜单<div class="t_f">正文<p class="sign">签名</div>作者权益'
    )
    result = clean(page, Recipe("mine", rules=(str(tmp_path / "luntan.yaml"),)))
    assert result.text == "题目\n正文\n"
    assert {edit.rule for edit in result.history.steps[0].edits} == {"luntan/posts", "luntan/sign"}
    assert result.undo().decode() == page
