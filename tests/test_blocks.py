"""Blocks of lines that a site put around the text go, and whatever tells something stays.

`pages/blocks` holds pages of many kinds, written for this; each line begins with `+ ` (stays in every
recipe), `- ` (the site's) or `? ` (either will do). `pages/blocks/keep` holds texts that look like chrome
here and there.
"""

from itertools import pairwise, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cleantext
from cleantext.edits import apply, settle
from cleantext.errors import UsageError
from cleantext.fold import fold
from cleantext.page import Draft, Proposal
from cleantext.recipe import Recipe, load_recipe
from cleantext.steps.blocks import remove_blocks
from cleantext.steps.blocks.kinds import read_lines
from cleantext.steps.blocks.smooth import chrome_runs
from cleantext.steps.blocks.words import interface_words

FOLDER = Path(__file__).parent / "pages" / "blocks"
PAGES = {path.stem: path for path in sorted(FOLDER.glob("*.txt"))}
KEPT = {path.stem: path for path in sorted((FOLDER / "keep").glob("*.txt"))}
HOW = ("safe", "strict")

HEADS = (
    "首页\n新闻\n论坛\n下载\n登录\n注册\n",
    "网站首页 | 新闻中心 | 通知公告 | 联系我们\n当前位置：首页 > 正文\n",
    "首頁\n即時\n登入\n註冊\n搜尋\n",
)
TAILS = (
    "分享到：\n收藏\n举报\n关于我们 | 联系我们 | 隐私政策\n京ICP备12345678号\n",
    "打印\n关闭\n主办单位：某某县人民政府\n网站标识码：1234567890 湘ICP备12001234号\n",
    "相关阅读\n老街的灯又亮了\n县城来了新书店\n冬天吃什么最暖和？\n返回顶部\n版权所有 © 2020 某某网\n",
)
OPENING = ("会议纪要", "目录", "时间：", "营业时间", "电话")
"""How lines begin that may be taken for the site's when they touch its own, if strict or not."""

SENTENCES = st.sampled_from(
    (
        "春天来了，河里的冰化了，柳树也绿了。",
        "他把登录的密码忘了，只好请同事帮忙。",
        "“走吧。”她说。",
        "版权归作者所有，这是著作权法的规定。",
        "首页上的新闻每天早上八点更新，编辑六点就到了。",
        "相关阅读放在文章后面，读者很少去点。",
        "2020年3月5日，学校恢复上课。",
    )
)


def marked(path: Path) -> tuple[str, dict[str, list[str]]]:
    """A page and its lines by mark."""
    lines = [line for line in path.read_text("utf-8").split("\n") if line]
    by_mark = {mark: [line[2:] for line in lines if line[0] == mark] for mark in "+-?"}
    return "".join(line[2:] + "\n" for line in lines), by_mark


def cleaned(text: str, how: str, at_most_share: float = 1.0) -> str:
    proposal = remove_blocks(Draft(text), blocks=how, at_most_share=at_most_share)
    return apply(text, settle(text, proposal.edits))


def inked(text: str) -> int:
    return sum(map(len, text.split()))


def left(lines: list[str], clean: str) -> list[str]:
    """The lines still there, each as often as it was kept."""
    there = clean.split("\n")
    found = []
    for line in lines:
        if line in there:
            there.remove(line)
            found.append(line)
    return found


# --- pages of many kinds ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "how"), [*product(PAGES, HOW)])
def test_every_line_of_the_text_stays(name, how):
    text, lines = marked(PAGES[name])
    clean = cleaned(text, how)
    assert [line for line in lines["+"] if line not in clean.split("\n")] == []


@pytest.mark.parametrize(("how", "least"), [("safe", 0.8), ("strict", 0.93)])
def test_most_of_what_sites_wrote_goes(how, least):
    total = gone = 0
    for path in PAGES.values():
        text, lines = marked(path)
        chrome = sum(map(inked, lines["-"]))
        total += chrome
        gone += chrome - sum(map(inked, left(lines["-"], cleaned(text, how))))
    assert gone / total >= least


@pytest.mark.parametrize("name", PAGES)
def test_a_strict_recipe_leaves_less_of_the_site(name):
    text, lines = marked(PAGES[name])
    safe, strict = (sum(map(inked, left(lines["-"], cleaned(text, how)))) for how in HOW)
    assert strict <= safe


# --- texts that stay -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "how"), [*product(KEPT, HOW)])
def test_verse_tables_lists_and_talk_stay_whole(name, how):
    text = KEPT[name].read_text("utf-8")
    assert cleaned(text, how) == text


@pytest.mark.parametrize(("name", "how"), [*product(KEPT, HOW)])
def test_they_stay_between_a_menu_and_a_footer_too(name, how):
    text = KEPT[name].read_text("utf-8")
    for head, tail in product(HEADS, TAILS):
        clean = cleaned(head + text + tail, how).split("\n")
        lost = [line for line in text.split("\n") if line not in clean]
        assert [line for line in lost if not line.startswith(OPENING)] == []


@given(st.lists(SENTENCES, min_size=1, max_size=12), st.sampled_from(HOW))
def test_a_page_of_sentences_alone_loses_nothing(sentences, how):
    text = "\n".join(sentences)
    assert remove_blocks(Draft(text), blocks=how) == Proposal()


# --- what the log says -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "how"), [*product(PAGES, HOW)])
def test_each_edit_is_a_block_of_whole_lines_with_its_kind_and_how_sure_it_is(name, how):
    text, _ = marked(PAGES[name])
    for edit in remove_blocks(Draft(text), blocks=how).edits:
        assert edit.old == text[edit.start : edit.end]
        assert edit.old.endswith("\n") and (edit.start == 0 or text[edit.start - 1] == "\n")
        assert edit.rule.startswith("blocks/") and edit.new == ""
        assert edit.confidence is not None and 0.5 <= edit.confidence <= 1


def test_blocks_are_named_after_what_they_mostly_are():
    text, _ = marked(PAGES["news-portal"])
    rules = [edit.rule for edit in remove_blocks(Draft(text)).edits]
    assert "blocks/navigation" in rules and "blocks/link-list" in rules


# --- laws ------------------------------------------------------------------------------------------------

LINES = st.lists(
    st.one_of(
        SENTENCES,
        st.sampled_from(
            (
                "首页",
                "登录 | 注册",
                "© 2020 某某网",
                "相关阅读",
                "一条旧闻又上了热搜",
                "王小河",
                "2020-03-05 08:00",
                "12",
                "",
                "回复",
            )
        ),
    ),
    max_size=25,
).map("\n".join)


@settings(deadline=None)
@given(LINES, st.sampled_from(HOW), st.floats(0, 1))
def test_never_more_goes_than_the_recipe_allows_and_a_note_says_so(text, how, share):
    proposal = remove_blocks(Draft(text), blocks=how, at_most_share=share)
    assert sum(inked(edit.old) for edit in proposal.edits) <= share * inked(text)
    freely = remove_blocks(Draft(text), blocks=how, at_most_share=1.0)
    assert proposal.edits == freely.edits or [note.rule for note in proposal.notes] == [
        "blocks/at-most-share"
    ]


@settings(deadline=None, max_examples=30)
@given(LINES, st.sampled_from(HOW))
def test_the_page_comes_back_byte_for_byte(text, how):
    page = text.encode()
    assert cleantext.clean(page, Recipe("law", blocks=how)).undo() == page


@given(LINES)
def test_off_changes_nothing(text):
    assert remove_blocks(Draft(text), blocks="off") == Proposal()


@given(st.lists(st.sampled_from((-3.0, -1.5, -0.5, 0.5, 1.0, 2.5)), max_size=9), st.sampled_from((0.75, 1.5)))
def test_no_other_choice_of_runs_is_worth_more(odds, switch):
    def worth(path):
        turns = sum(a != b for a, b in pairwise(path))
        return sum(odd for odd, chrome in zip(odds, path, strict=True) if chrome) - switch * turns

    chosen = [any(a <= at < b for a, b in chrome_runs(odds, switch)) for at in range(len(odds))]
    assert worth(chosen) == pytest.approx(max(map(worth, product((False, True), repeat=len(odds)))))


# --- what lines are --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("首页 > 新闻 > 正文", "interface"),
        ("网站首页 | 青年茶社 | 新闻中心 | 关于我们", "links"),
        ("沪ICP备18000001号", "legal"),
        ("發表於 2018-4-16 09:21:07 | 只看該作者", "stamp"),
        ("责任编辑：周敏", "byline"),
        ("2021年7月5日", "written-date"),
        ("1.2万", "figure"),
        ("上一篇：暑期将至 博物馆推出三十场活动", "links"),
        ("主办单位：城南图书馆", "contact"),
        ("南岭六月荔枝上市 果农忙采摘", "title"),
        ("“沙发。”", "sentence"),
        ("1. 登录", "item"),
        ("黄瓜\t1.2\t1.8\t元/公斤", "row"),
        ("counts = Counter(words)", "code"),
        ("请登录后再来，这里的灯总是亮着的。", "prose"),
    ],
)
def test_a_line_shows_what_it_is(line, kind):
    assert read_lines([line], [0])[0].kind == kind


def test_interface_words_stand_as_the_folded_view_has_them():
    assert [word for word in interface_words() if fold(word) != word] == []


# --- recipes ---------------------------------------------------------------------------------------------


def test_the_corpus_recipe_is_strict_and_the_default_is_not():
    assert (load_recipe("default").blocks, load_recipe("corpus").blocks) == ("safe", "strict")


def test_a_line_of_source_and_date_stays_unless_the_recipe_is_strict():
    page = (
        "首页\n登录\n老桥修好了\n来源：青川日报 2020-03-05 08:00\n老桥建于清代，去年被水冲坏，昨天修好了。\n"
    )
    assert "青川日报" in cleaned(page, "safe")
    assert "青川日报" not in cleaned(page, "strict")


@pytest.mark.parametrize("wrong", [{"blocks": "bold"}, {"at_most_share": 1.5}])
def test_an_option_that_does_not_exist_is_refused(wrong):
    with pytest.raises(UsageError):
        Recipe("mine", **wrong)


def test_lines_that_rules_took_off_speak_for_their_neighbours():
    text = "老桥昨天修好了，村里人都来看。\n春天的茶山\n新书店开张\n小城的夜市\n"
    swept = [(16, "相关阅读"), (len(text), "分享到："), (len(text), "返回顶部")]
    assert remove_blocks(Draft(text)).edits == ()
    (edit,) = remove_blocks(Draft(text, swept=swept)).edits
    assert edit.old == "春天的茶山\n新书店开张\n小城的夜市\n"
