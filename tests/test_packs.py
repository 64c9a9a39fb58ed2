"""The shipped rule packs: each rule's own cases, whole pages of each family, honest prose, and the seeds.

`pages/broken/NAME.txt` becomes `NAME.clean.txt` (layout space aside, which is not the packs' matter); no rule
may touch a line of `pages/prose`.
"""

import re
from functools import cache
from pathlib import Path
from random import Random

import pytest

from cleantext.edits import apply
from cleantext.page import Draft, Proposal
from cleantext.recipe import load_recipe
from cleantext.ruleset.compile import RuleSet, compile_rules
from cleantext.ruleset.load import load_packs
from cleantext.ruleset.parse import parse_pack
from cleantext.ruleset.prove import prove
from cleantext.ruleset.shipped import shipped_rules_folder
from cleantext.steps.sweep import sweep

PAGES = Path(__file__).parent / "pages"
SEEDS = Path(__file__).parent.parent / "seeds"
BROKEN = sorted(path.stem for path in (PAGES / "broken").glob("*.txt") if not path.stem.endswith(".clean"))
PROSE = sorted(path.stem for path in (PAGES / "prose").glob("*.txt"))


@cache
def shipped() -> RuleSet:
    return compile_rules(load_packs(), skip=load_recipe("default").skipped_rules)


def swept(text: str, **options: object) -> tuple[str, Proposal]:
    proposal = sweep(Draft(text), shipped(), **options)  # type: ignore[arg-type]
    return apply(text, proposal.edits), proposal


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def seed(number: str) -> str:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return path.read_text("utf-8")


def test_every_case_of_every_rule_holds() -> None:
    assert [str(failure) for failure in prove(load_packs())] == []


@pytest.mark.parametrize("name", BROKEN)
def test_a_page_loses_its_chrome_and_nothing_else(name: str) -> None:
    text, _ = swept((PAGES / "broken" / f"{name}.txt").read_text("utf-8"))
    assert lines_of(text) == lines_of((PAGES / "broken" / f"{name}.clean.txt").read_text("utf-8"))


@pytest.mark.parametrize("name", BROKEN)
def test_a_clean_page_stays_as_it_is(name: str) -> None:
    text = (PAGES / "broken" / f"{name}.clean.txt").read_text("utf-8")
    assert swept(text)[0] == text


@pytest.mark.parametrize("name", PROSE)
def test_no_rule_fires_in_prose(name: str) -> None:
    text = (PAGES / "prose" / f"{name}.txt").read_text("utf-8")
    assert swept(text)[1] == Proposal()


@pytest.mark.parametrize("name", PROSE)
def test_a_sentence_is_safe_on_a_forum_page_too(name: str) -> None:
    """Words that mark a page as a forum's open the gate of many rules; prose must still pass."""
    prose = (PAGES / "prose" / f"{name}.txt").read_text("utf-8")
    sentences = [line for line in prose.split("\n") if re.search("[。!?”]$", line)]
    forum = (PAGES / "broken" / "forum-x35.txt").read_text("utf-8")
    head, tail = forum.split("河边的树是怎样活下来的\n洪水", 1)
    page = head + "\n".join(sentences) + "\n洪水" + tail
    kept = lines_of(swept(page)[0])
    assert [line for line in sentences if line not in kept and "xx" not in line] == []


DATE_LINE = "发表于 2021-6-9 18:00 | 只看该作者\n"


@pytest.mark.parametrize(
    "post",
    [
        "出售清单\n茶壶\n3\n茶杯\n12\n",
        "我的记录\n积分 12\n帖子 3\n",
        "论坛首页这样写:\n3\n主题\n4\n帖子\n",
        "沙发\n是客厅里的山\n地板\n是客厅里的平原\n",
        "解:\nx\n等于三\n",
        "登录\n搜索\n注册\n三步就好\n",
        "打开 设置 » 通用 › 关于\n",
        "甲 | 2021-6-9 18:00 | 到\n乙 | 2021-6-9 18:10 | 未到\n",
        "家里有\n3\n抗战胜利勋章\n",
        "支持\n",
        "a; b; c; d; e; f;\n! @ # $ % ^ & *\n| a | b | c | d | e |\n- - - - - - -\n",
        "A B C D E F 都不对\n1 a2 b3 c4 d5 e 是茶名\n",
    ],
)
def test_a_post_keeps_its_short_lines(post: str) -> None:
    """Words of the forum's own interface, where a writer put them: between the lines of two dates."""
    page = f"[复制链接]\n{DATE_LINE}{post}回复\n使用道具 举报\n{DATE_LINE}正文结束。\n本版积分规则\n"
    assert lines_of(swept(page)[0]) == [*lines_of(post), "正文结束。"]


def forum_noise(draw: Random) -> str:
    """What Discuz! hides at a line's end (`function_discuzcode.php`), as a browser shows it."""
    pairs = (f"{chr(draw.randint(32, 59))} {chr(draw.randint(63, 126))}" for _ in range(draw.randint(6, 14)))
    return re.sub(" +", " ", "".join(pairs)).strip()


def test_the_noise_a_forum_hides_in_copied_posts_goes() -> None:
    draw = Random(2010)
    posts = ["三棵柳树还在。" * 40 + f"河水退了。{forum_noise(draw)}" for _ in range(300)]
    text, _ = swept("[复制链接]\n" + "\n".join(posts))
    assert lines_of(text).count("三棵柳树还在。" * 40 + "河水退了。") >= 270


@pytest.mark.parametrize("number", ["000", "002", "003", "004"])
def test_no_stretch_of_a_report_looks_like_chrome(number: str) -> None:
    """Any run of a seed's own lines, as a page of its own: head, tail and neighbours differ each time."""
    kept = removed(number)[1] if number != "004" else lines_of(swept(seed(number))[0])
    for size in (1, 7):
        for begin in range(0, len(kept), size):
            page = "\n".join(kept[begin : begin + size])
            assert swept(page)[0] == page


def test_a_copy_of_the_brand_rules_serves_another_brand() -> None:
    """What the pack's manual tells a user to do."""
    shipped_pack = shipped_rules_folder() / "placeholders.yaml"
    own = (
        shipped_pack.read_text("utf-8")
        .replace("亚洲通", "西部网")
        .replace("pack: placeholders", "pack: mine")
    )
    text = "认真落实党中央西部网决策部署。\n"
    proposal = sweep(Draft(text), compile_rules([parse_pack(own, shipped_pack.with_name("mine.yaml"))]))
    assert apply(text, proposal.edits) == "认真落实党中央国务院决策部署。\n"


def removed(number: str) -> tuple[list[str], list[str]]:
    """The lines a seed lost, and those it kept."""
    before = lines_of(seed(number))
    after = lines_of(swept(seed(number))[0])
    kept = iter(after)
    following = next(kept, None)
    lost = []
    for line in before:
        if line == following:
            following = next(kept, None)
        else:
            lost.append(line)
    assert following is None, "a line was changed"
    return lost, after


@pytest.mark.parametrize(
    ("number", "first", "last"),
    [
        (
            "000",
            "2020年成都市锦江区政府工作报告",
            "46﹒“五调对接”:公调对接、诉调对接、检调对接、访调对接、交调对接。",
        ),
        ("003", "2021年重庆市江北区政府工作报告", "各位代表!宏伟蓝图催人奋进"),
    ],
)
def test_a_forum_seed_is_the_report_alone(number: str, first: str, last: str) -> None:
    lost, kept = removed(number)
    assert kept[0] == first
    assert kept[-1].startswith(last)
    before = lines_of(seed(number))
    begin, end = before.index(first), before.index(kept[-1])
    assert kept == before[begin : end + 1]
    assert len(lost) == len(before) - len(kept)


def test_the_mirror_seed_begins_with_its_title_and_ends_with_the_report() -> None:
    annotation = re.compile(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+\)")
    text, _ = swept(annotation.sub("", seed("001")))
    lines = lines_of(text)
    assert lines[0] == "0 2020 年上半年政府工作報告"
    assert lines[1].startswith("——2020 年 7 月 15 日在××市××區第五屆人民代表大會")
    assert lines[-1] == "以上報告,請予評議。"
    assert "xx" not in text
    assert not re.search(r"[\u4e00-\u9fff] ×|× [\u4e00-\u9fff]", text)


def test_a_withheld_name_is_written_in_where_the_user_knows_it() -> None:
    text, _ = swept("全市現場會在 xx 召開,“xx 樞紐”開工。\n", fill={"xx": "松江"})
    assert text == "全市現場會在松江召開,“松江樞紐”開工。\n"


def test_the_portal_seed_keeps_headlines_source_and_notes() -> None:
    lost, kept = removed("002")
    assert lost[:5] == [
        "登录",
        "注册",
        "林草网群 使用指南添加到桌面",
        "分网",
        "当前位置:关注森林 > 理论 > 调查报告 > 正文 站内导航",
    ]
    assert lost[5:8] == ["图片", "阅读 5", "我也说两句"]
    assert lost[10] == "*评论内容将在30分钟以后显示!"
    assert lost[11] == "版权声明:"
    assert len(lost) == 18
    assert kept[0] == "正式发布!2024年成都市政府工作报告全文来了"
    assert kept[1:4] == [
        "媒体:成都发布\xa0\xa0作者:成都市政府",
        "专业号:青羊区公园城市和更新局 2024/2/7 11:44:05",
        "政府工作报告",
    ]
    notes = [line for line in kept if re.match(r"\d{1,2}\.", line)]
    assert notes[-39:][0].startswith("1.")
    assert notes[-1].startswith("39.")


def test_the_brand_over_words_is_restored_or_noted() -> None:
    text, proposal = swept(seed("004"))
    for restored in (
        "2025年政府工作报告",
        "在南充市高坪区第七届人民代表大会",
        "我代表区人民政府,向大会报告工作",
        "落实党中央国务院决策部署",
        "落实党中央国务院、省委省政府",
        "力争更多项目纳入",
        "让更多“民生愿景”成为“幸福实景”",
        "高效办成一件事:国务院关于进一步优化政务服务",
        "撬动更多社会资本",
    ):
        assert restored in text
    assert text.count("亚洲通") == 1
    (note,) = proposal.notes
    assert seed("004")[slice(*note.span)] == "亚洲通:"
    restorations = [edit for edit in proposal.edits if edit.rule.startswith("placeholders/")]
    assert all(edit.confidence and edit.confidence < 1 for edit in restorations)
    assert lines_of(text)[-1].startswith("37.五种不良作风")


@pytest.mark.parametrize(
    ("fallback", "left"), [("keep", "首届亚洲通:跨境"), ("mark", "首届〔?〕跨境"), ("drop", "首届跨境")]
)
def test_an_undecided_brand_follows_the_fallback(fallback: str, left: str) -> None:
    assert left in swept(seed("004"), fallback=fallback)[0]
