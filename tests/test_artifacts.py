"""Artifacts: what a page break left in the text goes, every figure stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.edits import apply, inverse, settle
from cleantext.page import Draft
from cleantext.steps.artifacts import remove_artifacts


def without_artifacts(text: str) -> str:
    edits = settle(text, remove_artifacts(Draft(text)).edits)
    after = apply(text, edits)
    assert apply(after, inverse(edits)) == text
    return after


HARBOUR = "云港 R9 通道开工。云港 R9 通道贯通，云港 R9 沿线各镇受益。\n"
WIDE_CREDIT = "普惠金融服务点实现全覆盖。普惠金融产品不断丰富。\n"

GONE = {
    "a zero that a page field printed": (
        HARBOUR + "高水平推进云港 0 R9 通道建设。\n",
        HARBOUR + "高水平推进云港 R9 通道建设。\n",
    ),
    "a zero inside a word, whichever script": (
        "雲港通道開工，雲港通道貫通。\n全力推進雲港 0 通道建設。\n",
        "雲港通道開工，雲港通道貫通。\n全力推進雲港 通道建設。\n",
    ),
    "the fragment beside it": (
        HARBOUR + "港 (二)聚焦互联互通，云港 0 R9 通道辐射力提升\n",
        HARBOUR + "(二)聚焦互联互通，云港 R9 通道辐射力提升\n",
    ),
    "a zero before the year of a title": (
        "0 2021 年青禾区工作报告\n各位代表：\n",
        "2021 年青禾区工作报告\n各位代表：\n",
    ),
    "a zero before a heading": ("粮食丰收。\n0 (三)守住耕地红线\n", "粮食丰收。\n(三)守住耕地红线\n"),
    "numbers that run up over the page": (
        HARBOUR + WIDE_CREDIT + "云港 7 R9 通道提速。\n持续推广普惠 8 金融。\n",
        HARBOUR + WIDE_CREDIT + "云港 R9 通道提速。\n持续推广普惠 金融。\n",
    ),
    "a page number that parts a word": (
        "乡村面貌持续改善。全县粮食生产稳中有进，培育壮大存量优\n— 3 —\n质品种，覆盖率超过八成。\n",
        "乡村面貌持续改善。全县粮食生产稳中有进，培育壮大存量优\n质品种，覆盖率超过八成。\n",
    ),
    "spelled page numbers": (
        "前言部分到此结束。\n第 1 页 共 3 页\n第一章写沿革。\n第 2 页 共 3 页\n第二章写物产。\n",
        "前言部分到此结束。\n第一章写沿革。\n第二章写物产。\n",
    ),
    "bare page numbers": (
        "乡村面貌持续改善。全县粮食生产稳中有进，培育壮大存量优\n4\n质品种，覆盖率超过八成。\n"
        "道路通到家门口。今年又新建改建了农村公路里程一百八\n5\n十公里，群众出行条件大为改善。\n6\n谢谢。\n",
        "乡村面貌持续改善。全县粮食生产稳中有进，培育壮大存量优\n质品种，覆盖率超过八成。\n"
        "道路通到家门口。今年又新建改建了农村公路里程一百八\n十公里，群众出行条件大为改善。\n谢谢。\n",
    ),
    "a full stop alone behind a finished line": (
        "工作扎实。\n。\n(六)加强建设\n",
        "工作扎实。\n(六)加强建设\n",
    ),
    "not the full stop that a page number parted from its line": (
        "乡村面貌持续改善。全县粮食生产稳中有进，培育壮大存量优\n— 3 —\n质品种，覆盖率超过八\n— 4 —\n。\n",
        "乡村面貌持续改善。全县粮食生产稳中有进，培育壮大存量优\n质品种，覆盖率超过八\n。\n",
    ),
    "a comma alone at the top": ("，\n正文。\n", "正文。\n"),
}

STAY = {
    "a figure of zero": "安全生产事故增长 0 个，增长 5 个，重伤 0 人。\n",
    "a score": "比分 3 : 0，上半场 0 : 0\n",
    "a name that ends in a number": HARBOUR + "R9 0 号线路图\n",
    "a figure beside words that also meet": "增长指标向好，增长指标向好。\n增长 0 指标，增长 3 指标。\n",
    "a product's number": "iPhone 手机很贵。iPhone 手机好用。我用 iPhone 0 代，他用 iPhone 5 手机。\n",
    "a version between words": "视窗系统稳定，视窗系统普及。\n视窗 7 系统停止服务。\n",
    "sequels": "星河电影好看，星河电影卖座。\n星河 2 电影上映。\n星河 3 电影开拍。\n",
    "how many problems": "对这个问题要重视，对这个问题要研究。\n对这 3 个问题要解决，对这 4 个问题要落实。\n",
    "words that meet only once": "云港 R9 通道开工。\n推进云港 0 R9 通道建设。\n",
    "a table of numbers": "0 2020 年 35.5\n1 2021 年 36.0\n2 2022 年 37.1\n",
    "a row that begins with zero": "序号 年份\n0 2020 年度\n1 2021 年度\n",
    "a list": "1 (一)类产品\n2 (二)类产品\n",
    "a character before a heading that stands for something": "附 (一)名单\n答 (二)选乙\n",
    "sections of a novel": "1\n他推开门，院子里空无一人。\n2\n雪落了一夜。\n3\n天亮了。\n",
    "dashed sections": "他推开门，院子里空无一人。\n— 1 —\n雪落了一夜。\n— 2 —\n天亮了。\n",
    "floors of a forum": (
        "1\n今天去爬山了，风景真不错，下次还想再来一次\n"
        "2\n楼主拍的照片真好看，请问是用什么相机拍的呀\n3\n同问\n"
    ),
    "cells of a table, one a line": "名次\n1\n张三\n2\n李四\n",
    "comments counted": "他在雾里走了很久，一直没有看见那扇门\n37\n后来门开了。\n22\n",
    "years": "2019\n大事记如下所示，其中包括若干重要的会议和\n2020\n大事记如下。\n",
    "a full stop that ends the line before": "隶属河北省雄安新区\n。\n规划用地。\n",
    "marks that are said": "？\n！\n……\n。。。\n",
    "stars and rules": "***\n---\n—\n",
}


@pytest.mark.parametrize(("text", "after"), GONE.values(), ids=GONE)
def test_what_a_page_break_left_goes(text, after):
    assert without_artifacts(text) == after


@pytest.mark.parametrize("text", STAY.values(), ids=STAY)
def test_every_figure_and_sign_with_a_meaning_stays(text):
    assert without_artifacts(text) == text


def test_each_kind_has_its_rule():
    page = HARBOUR + "港 (二)聚焦互联互通，云港 0 R9 通道辐射力提升。\n。\n"
    assert {edit.rule for edit in remove_artifacts(Draft(page)).edits} == {
        "artifacts/page-number",
        "artifacts/fragment",
        "artifacts/lone-punctuation",
    }


@given(st.text("云港 R90123。，\n第页—(二)", max_size=80))
def test_only_numbers_spaces_lone_marks_and_fragments_ever_go(text):
    for edit in remove_artifacts(Draft(text)).edits:
        assert edit.new == ""
        assert text[edit.start : edit.end] == edit.old
        assert len(edit.old.strip()) <= 12
