"""Rules suggested from pages: what they take from pages of the site, what they spare, and that they hold."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sites import SITES, SitePage, pages_of, sentence, title, unrelated

from cleantext.edits import apply
from cleantext.errors import UsageError
from cleantext.induce.suggest import Suggestion, induce
from cleantext.page import Draft
from cleantext.ruleset.compile import compile_rules
from cleantext.ruleset.lint.check import lint_packs
from cleantext.ruleset.parse import parse_pack
from cleantext.ruleset.prove import prove
from cleantext.steps.sweep import sweep

Make = Callable[[Random], SitePage]


@cache
def suggested(kind: str) -> Suggestion:
    return induce([page.text for page in pages_of(kind, 30)], kind)


def from_pages(texts: list[str], name: str = "site") -> Suggestion:
    return induce(texts, name)


def swept(suggestion: Suggestion, text: str) -> list[str]:
    rules = compile_rules([parse_pack(suggestion.pack, Path(suggestion.pack.split()[3] + ".yaml"))])
    return apply(text, sweep(Draft(text), rules).edits).split("\n")


def around(make: Callable[[Random], list[str]], count: int = 30) -> list[str]:
    """Pages made line by line."""
    chance = Random(7)
    return ["\n".join(make(chance)) + "\n" for _ in range(count)]


def body(chance: Random, least: int = 3, most: int = 9) -> list[str]:
    return [sentence(chance) + sentence(chance) for _ in range(chance.randint(least, most))]


@pytest.mark.parametrize("kind", SITES)
def test_pages_it_has_not_seen_lose_their_chrome_and_nothing_else(kind):
    for page in pages_of(kind, 12, seed=2):
        left = [line for line in swept(suggested(kind), page.text) if line]
        assert left == [line for line in page.text.split("\n") if line in page.article]


@pytest.mark.parametrize("kind", SITES)
def test_the_pack_lints_and_tests_clean(kind):
    path = Path(f"{kind}.yaml")
    assert lint_packs({path: suggested(kind).pack.encode()}) == ()
    assert prove([parse_pack(suggested(kind).pack, path)]) == ()


def test_every_rule_says_on_how_many_pages_it_stands():
    rules = parse_pack(suggested("forum").pack, Path("forum.yaml")).rules
    assert len(rules) == suggested("forum").rules
    assert all(rule.about.endswith("of 30 pages.") for rule in rules)


def test_cases_show_real_neighbours_of_the_page():
    chance_lines = {line for page in pages_of("news", 30) for line in page.text.split("\n")}
    for rule in parse_pack(suggested("news").pack, Path("news.yaml")).rules:
        for case in rule.tests:
            if case.in_ is not None:
                assert set(case.in_.strip("\n").split("\n")) <= {
                    line.strip("\u3000 ") for line in chance_lines
                }


def test_articles_that_have_nothing_to_do_with_each_other_give_no_rules():
    chance = Random(3)
    found = induce([unrelated(chance).text for _ in range(40)], "none")
    assert (found.pack, found.rules) == ("", 0)
    assert {one.skeleton for one in found.left_out} >= {"河水长,河水宽", "一、缘起"}


def test_fewer_than_twenty_pages_are_too_few():
    with pytest.raises(UsageError, match="19 pages are too few to tell what a site repeats; give 20 pages"):
        induce([f"首页\n{number}\n" for number in range(19)], "few")


def test_copies_of_a_page_count_once():
    page = pages_of("news", 1)[0].text
    with pytest.raises(UsageError, match=r"1 page \(copies aside: 29\) is too few"):
        induce([page] * 30, "copies")


@pytest.mark.parametrize(
    "line",
    [
        "欲知后事如何，且听下回分解。",
        "本报记者 陈河",
        "（完）",
        "摘要",
        "一、总体要求",
        "【编者按】",
        "第12章",
        "2020年1月2日",
        "* * *",
        "他又想起那座桥，想起桥上的灯，想起那年的雨",
    ],
)
def test_a_line_of_the_articles_own_makes_no_rule(line):
    found = from_pages(around(lambda chance: [title(chance), line, *body(chance, 5, 5)]))
    assert line not in found.pack
    found = from_pages(around(lambda chance: [title(chance), *body(chance, 5, 5), line]))
    assert line not in found.pack


def test_a_refrain_makes_no_rule_wherever_it_stands():
    def song(chance):
        lines = [title(chance), *body(chance, 6, 6)]
        for at in (5, 3, 1):
            lines.insert(at, "河水长啊河水宽")
        return lines

    assert from_pages(around(song)).pack == ""


@pytest.mark.parametrize(
    "make",
    [
        lambda chance: f"问：{sentence(chance)}",
        lambda chance: f"标题：{title(chance)}",
        lambda chance: f"第{chance.randint(1, 99)}章 {title(chance)}",
        lambda chance: f"长河在线 {title(chance)}",
        lambda chance: f"【河边夜话】{title(chance)}",
        lambda chance: f"{chance.randint(1, 20)}、{title(chance)}",
    ],
)
def test_a_title_or_a_sentence_is_never_left_open(make):
    assert from_pages(around(lambda chance: [make(chance), *body(chance)])).pack == ""


def test_a_line_that_reads_like_a_sentence_goes_where_it_speaks_of_the_site():
    notice = "本文由网友上传，如有侵权请联系本站删除，我们将及时处理。"
    found = from_pages(around(lambda chance: [title(chance), *body(chance), notice]))
    assert "remove: line" in found.pack and "如有侵权" in found.pack


def test_the_sites_name_behind_the_title_goes_and_the_title_stays():
    found = from_pages(around(lambda chance: [f"{title(chance)} - 长河在线", *body(chance)]))
    assert "cut: match" in found.pack
    assert swept(found, "渡口的河灯 - 长河在线\n河水流过去了。\n")[0] == "渡口的河灯"


def test_one_of_many_sections_is_found_by_what_stays_the_same():
    def page(chance):
        sections = [
            title(chance),
            f"您的位置：首页 > {chance.choice(['城事', '乡土', '旧闻', '人物', '图集'])} > 正文",
        ]
        return [*sections, *body(chance)]

    found = from_pages(around(page))
    assert found.rules == 1
    assert swept(found, "渡口\n您的位置：首页 > 天气 > 正文\n河水流过去了。\n")[1] == "河水流过去了。"


def test_a_menu_over_the_text_and_under_it_goes_at_both_ends():
    menu = ["首页", "国内", "国际", "财经", "体育"]

    def page(chance):
        return [*menu, title(chance), *body(chance, 3, 12), "关于我们 联系我们", *menu[:3], "返回顶部"]

    found = from_pages(around(page, 40))
    for seen in around(page, 5):
        lines = seen.split("\n")
        assert [line for line in swept(found, seen) if line] == [
            lines[5],
            *(line for line in lines if len(line) > 20),
        ]


def test_buttons_under_every_post_go_beside_the_line_of_its_counts():
    def page(chance):
        posts = [
            [*body(chance, 1, 3), "赞同", f"{chance.randint(1, 99)} 条评论 分享 收藏"]
            for _ in range(chance.randint(1, 5))
        ]
        return [title(chance), *(line for post in posts for line in post)]

    found = from_pages(around(page))
    assert "near: {rule: " in found.pack
    assert swept(found, "河水流过去了。\n赞同\n7 条评论 分享 收藏\n") == ["河水流过去了。", ""]
    assert swept(found, "赞同\n河水流过去了。\n")[0] == "赞同"


def test_set_words_of_documents_make_no_rule():
    def verdict(chance):
        lines = [
            "南溪县人民法院",
            "民事判决书",
            f"（2020）南民初字第{chance.randint(1, 999)}号",
            *body(chance),
        ]
        return [*lines, "审判长 陈河", "本件与原本核对无异", "书记员 阿杏"]

    assert from_pages(around(verdict)).pack == ""


def test_an_authors_name_over_many_poems_makes_no_rule():
    def poem(chance):
        return ["南溪诗词网 > 唐诗", title(chance), chance.choice(["李白", "李白", "杜甫"]), *body(chance)]

    found = from_pages(around(poem))
    assert found.rules == 1
    assert "李白" not in {
        one for rule in parse_pack(found.pack, Path("site.yaml")).rules for one in rule.target.line
    }


def test_the_same_pages_give_the_same_pack():
    texts = [page.text for page in pages_of("forum", 30)]
    assert induce(texts, "forum") == suggested("forum")


def test_indented_lines_blank_lines_and_mixed_line_ends_are_no_matter():
    def spread(page: SitePage) -> str:
        return "\r\n\n".join(f"\u3000 {line} " for line in page.text.split("\n"))

    found = induce([spread(page) for page in pages_of("news", 30)], "news")
    assert found.rules == suggested("news").rules
    page = pages_of("news", 1, seed=2)[0]
    left = [line.strip() for line in swept(found, spread(page)) if line.strip()]
    assert left == [line for line in page.text.split("\n") if line in page.article]


def test_odd_characters_do_no_harm():
    odd = "下载客户端 'a' \"b\" \\ # : {x} [y] %s 𠮷"
    found = from_pages(
        around(lambda chance: ["\ufeff首页\x00栏目\ud8ff", odd, title(chance), *body(chance), "\x85 \u2028"])
    )
    assert swept(found, f"{odd}\n河水流过去了。\n")[0] == "河水流过去了。"


pieces = st.sampled_from(
    [
        "首页",
        "登录 | 注册",
        "阅读：{n}",
        "上一篇：{t}",
        "{u} 发表于 {n}",
        "正文",
        "“{t}”",
        "'{n}'",
        "a#b: {n}",
        "{n}楼",
        "(责编：{u})",
    ]
)


@settings(max_examples=25)
@given(
    st.lists(pieces, min_size=1, max_size=5), st.lists(pieces, max_size=5), st.integers(0, 9), st.booleans()
)
def test_whatever_comes_again_the_pack_holds_and_spares_the_text(head, tail, seed, shuffled):
    chance = Random(seed)

    def filled(line: str) -> str:
        return line.format(
            n=chance.randint(1, 999), t=title(chance), u=chance.choice(["阿杏", "南溪", "老周"])
        )

    texts, bodies = [], []
    for _ in range(22):
        bodies.append(body(chance, 1, 3))
        lines = [*map(filled, head), *bodies[-1], *map(filled, tail)]
        if shuffled:
            chance.shuffle(lines)
        texts.append("\n".join(lines))
    found = induce(texts, "law")
    if found.pack:
        path = Path("law.yaml")
        assert lint_packs({path: found.pack.encode()}) == ()
        assert prove([parse_pack(found.pack, path)]) == ()
        for text, own in zip(texts, bodies, strict=True):
            assert set(own) <= set(swept(found, text))
