"""What rules do to a page: every action, matcher and condition."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cleantext.edits import apply, inverse, settle
from cleantext.page import Draft, Page, Proposal
from cleantext.ruleset.compile import compile_rules
from cleantext.ruleset.model import Pack
from cleantext.ruleset.parse import parse_pack
from cleantext.ruleset.run import MARK
from cleantext.steps.sweep import sweep

CASES = [{"in": "甲", "out": "乙"}, {"keep": "丙"}, {"flags": "丁"}]
"""Every rule must have cases; those of these rules are the tests below."""


def pack_of(*rules: dict[str, Any], **more: Any) -> Pack:
    """A pack of rules that need only say what the test is about."""
    numbered = [{"id": f"r{i}", "about": "试", "tests": CASES, **rule} for i, rule in enumerate(rules)]
    content = {"format": 1, "pack": "try", "about": "试", "rules": numbered, **more}
    return parse_pack(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), Path("try.yaml"))


def propose(text: str, *rules: dict[str, Any], url: str = "", **more: Any) -> Proposal:
    options = {name: more.pop(name) for name in ("fill", "fallback") if name in more}
    return sweep(
        Draft(text, Page(b"", url=url)), compile_rules([pack_of(*rules, **more)], bold=True), **options
    )


def swept(text: str, *rules: dict[str, Any], **more: Any) -> str:
    return apply(text, settle(text, propose(text, *rules, **more).edits))


def seen(text: str, *rules: dict[str, Any], **more: Any) -> list[tuple[str, str]]:
    """What the notes of a sweep point at, with their levels."""
    return [(note.level, text[slice(*note.span)]) for note in propose(text, *rules, **more).notes]


# --- actions ---


def test_a_removed_line_goes_with_its_line_end() -> None:
    rule = {"remove": "line", "match": {"text": ["登录后"]}}
    assert swept("第一段。\n请登录后查看\n第二段。", rule) == "第一段。\n第二段。"
    assert swept("第一段。\n请登录后查看", rule) == "第一段。\n"
    assert swept("第一段。\r\n请登录后查看\r\n第二段。\r\n", rule) == "第一段。\r\n第二段。\r\n"


def test_a_cut_takes_the_match_alone() -> None:
    assert swept("正文【广告】还有。", {"cut": "match", "match": {"text": "【广告】"}}) == "正文还有。"
    assert swept(" 广告 \n", {"cut": "match", "match": {"line": "广告"}}) == "  \n"


def test_a_replacement_copies_groups_from_the_page_as_it_is_written() -> None:
    rule = {
        "replace": {"with": r"\g<level>人民政府\1"},
        "match": {"pattern": "(?:某)(?P<level>[区县])"},
        "needs": ["某区", "某县"],
    }
    assert swept("代表某區发言", rule) == "代表區人民政府區发言"


def test_a_replacement_looks_words_up_in_a_table_folded() -> None:
    rule = {
        "replace": {"with": r"{city}\1", "lookup": {"city": {"table": "cities"}}},
        "match": {"pattern": "某市(..区)"},
        "needs": ["某市"],
    }
    tables = {"cities": {"高坪区": "南充市"}}
    assert swept("某市高坪區", rule, tables=tables) == "南充市高坪區"
    assert swept("某市武侯区", rule, tables=tables) == "某市武侯区"


def test_a_fact_is_the_most_common_capture_and_none_in_a_tie() -> None:
    rule = {"replace": {"with": "{level}政府"}, "match": {"text": "某某"}}
    facts = {"level": {"pattern": "(区|市|县)人大", "least": 2}}
    assert swept("区人大，市人大，區人大。某某", rule, facts=facts) == "区人大，市人大，區人大。区政府"
    assert swept("区人大，区人大，市人大，市人大。某某", rule, facts=facts).endswith("某某")
    assert swept("区人大。某某", rule, facts=facts).endswith("某某")


def test_a_fill_value_goes_by_the_exact_token_else_the_default() -> None:
    rule = {
        "replace": {"with": "{fill}市", "fill": {"token": 1, "default": "××"}},
        "match": {"pattern": "(xx|XX) ?市"},
        "needs": ["xx", "XX"],
    }
    assert swept("xx 市和XX市", rule, fill={"xx": "松江"}) == "松江市和××市"
    rule = {**rule, "replace": {"with": "{fill}市", "fill": {"token": 1}}}
    assert swept("xx 市和XX市", rule, fill={"xx": "松江"}) == "松江市和XX市"


def test_braces_and_backslashes_can_be_written() -> None:
    rule = {"replace": {"with": r"{{\\}}"}, "match": {"text": "某"}}
    assert swept("某", rule) == "{\\}"


@pytest.mark.parametrize(
    ("edges", "left"),
    [
        ({}, "甲\n丁\n"),
        ({"keep_from": True}, "甲\n<\n丁\n"),
        ({"keep_to": True}, "甲\n>\n丁\n"),
        ({"keep_from": True, "keep_to": True}, "甲\n<\n>\n丁\n"),
    ],
)
def test_a_block_goes_from_its_first_to_its_last_line(edges: dict[str, bool], left: str) -> None:
    between = {"from": {"line": "<"}, "to": {"line": [">", "》"]}, "at_most": 3, **edges}
    assert swept("甲\n<\n乙\n丙\n>\n丁\n", {"between": between}) == left


def test_a_block_without_its_last_line_stays() -> None:
    rule = {"between": {"from": {"text": "开始"}, "to": {"pattern": "^结束"}, "at_most": 2}}
    assert swept("开始\n乙\n丙\n结束\n", rule) == "开始\n乙\n丙\n结束\n"
    assert swept("开始\n乙\n结束了\n", rule) == ""
    assert swept("结束\n开始\n", rule) == "结束\n开始\n"


def test_what_is_protected_no_rule_changes_and_later_steps_are_told() -> None:
    keep = {"protect": "match", "match": {"text": "王乾"}}
    cut = {"cut": "match", "match": {"text": ["王", "广告"]}}
    proposal = propose("王乾，王某，广告", keep, cut)
    assert [edit.start for edit in proposal.edits] == [3, 6]
    assert proposal.protected == ((0, 2),)


def test_what_an_earlier_step_protected_stays() -> None:
    rules = compile_rules([pack_of({"cut": "match", "match": {"text": "广告"}})])
    proposal = sweep(Draft("广告 广告", protected=[(0, 2)]), rules)
    assert [edit.start for edit in proposal.edits] == [3]


def test_a_flag_is_a_note_and_changes_nothing() -> None:
    proposal = propose("见下图，略。", {"flag": "这里少一张图", "match": {"text": "下图"}})
    assert proposal.edits == ()
    assert [(note.rule, note.span, note.message) for note in proposal.notes] == [
        ("try/r0", (1, 3), "这里少一张图")
    ]


@pytest.mark.parametrize(
    ("fallback", "left"), [("keep", "更多亚洲通"), ("mark", f"更多{MARK}"), ("drop", "更多")]
)
def test_an_unresolved_placeholder_is_noted_and_falls_back(fallback: str, left: str) -> None:
    known = {"replace": {"with": "更多"}, "match": {"pattern": "^亚洲通"}, "needs": ["亚洲通"]}
    token = {"flag": "不知何意", "fallback": True, "match": {"text": "亚洲通"}}
    text = "亚洲通亚洲通"
    assert swept(text, known, token, fallback=fallback) == left
    assert [note.span for note in propose(text, known, token, fallback=fallback).notes] == [(3, 6)]


# --- matchers ---


def test_matching_does_not_depend_on_script_or_width() -> None:
    rule = {"remove": "line", "match": {"line": "登录后才能查看（附件）"}}
    assert swept("正文。\n　登錄後才能查看(附件) \n", rule) == "正文。\n"
    pattern = {"remove": "line", "match": {"pattern": "^（?廣告：.{2}$"}, "needs": ["广告："]}
    assert swept("(广告:招聘\n广告:招聘会\n", pattern) == "广告:招聘会\n"


def test_the_exact_view_minds_script_and_width() -> None:
    for match in ({"line": "廣告："}, {"text": "廣告："}, {"pattern": "^廣告："}):
        needs = {"needs": ["廣告"]} if "pattern" in match else {}
        rule = {"remove": "line", "view": "exact", "match": match, **needs}
        assert swept("广告：\n廣告:\n廣告：\n", rule) == "广告：\n廣告:\n"


def test_a_line_must_match_whole() -> None:
    rule = {"remove": "line", "match": {"line": ["登录", "后"]}}
    assert swept("请登录\n登录后\n \u200b登录\u3000\n后\n", rule) == "请登录\n登录后\n"


def test_a_pattern_sees_the_trimmed_line() -> None:
    rule = {"cut": "match", "match": {"pattern": ["^[0-9]+$", "广告$"]}, "anywhere": True}
    assert swept("  12 \n1 2\n正文广告\u3000\r\n", rule) == "   \n1 2\n正文\u3000\r\n"


def test_a_pattern_is_tried_only_on_the_lines_of_its_anchor() -> None:
    rule = {"remove": "line", "match": {"pattern": "[0-9]+"}, "needs": ["阅读"]}
    assert swept("阅读 12\n第 12 页\n", rule) == "第 12 页\n"


def test_a_pattern_can_run_over_lines_as_far_as_the_rule_allows() -> None:
    rule = {
        "remove": "line",
        "span": "page",
        "at_most_lines": 3,
        "match": {"pattern": "^(?:上|下)一篇：\n(?:.*\n)?.*更多$"},
        "needs": ["上一篇", "下一篇"],
    }
    assert swept("甲\n上一篇：\n某文\n更多\n下一篇:\n更多\n乙", rule) == "甲\n乙"
    assert swept("上一篇：\n某文\n\n更多\n", rule) == "上一篇：\n某文\n\n更多\n"


# --- conditions ---

TEXT = "\n甲\n\n乙\n\n丙\n"
ANY = {"remove": "line", "match": {"pattern": "[甲乙丙]"}, "anywhere": True}


@pytest.mark.parametrize("anchor", [{"anywhere": True}, {"anywhere": False, "needs": ["甲", "乙", "丙"]}])
@pytest.mark.parametrize(
    ("where", "left"),
    [
        ({"head": 1}, "\n\n乙\n\n丙\n"),
        ({"head": 2}, "\n\n\n丙\n"),
        ({"head": 9}, "\n\n\n"),
        ({"tail": 1}, "\n甲\n\n乙\n\n"),
        ({"tail": 9}, "\n\n\n"),
        ({"head": 2, "tail": 2}, "\n甲\n\n\n丙\n"),
    ],
)
def test_head_and_tail_count_lines_that_are_not_blank(
    anchor: dict[str, Any], where: dict[str, int], left: str
) -> None:
    assert swept(TEXT, {**ANY, **anchor, "where": where}) == left


def test_a_long_line_is_left_alone() -> None:
    rule = {"remove": "line", "match": {"text": "登录"}, "where": {"line_up_to": 4}}
    assert swept("请登录后\n \u3000登录后查 \n请登录后再看\n", rule) == "请登录后再看\n"


def test_alone_means_the_match_is_the_whole_line() -> None:
    rule = {"cut": "match", "match": {"text": "图片"}, "where": {"alone": True}}
    assert swept("图片\n 图片 \n图片一\n见图片\n", rule) == "\n  \n图片一\n见图片\n"


def test_again_wants_the_text_further_down() -> None:
    rule = {
        "remove": "line",
        "match": {"pattern": r"^(?:\[.*\])?(.+)$"},
        "anywhere": True,
        "where": {"again": 1, "head": 1},
    }
    assert swept("[转]工作報告全文\n　工作报告全文\n", rule) == "　工作报告全文\n"
    assert swept("工作报告全文\n正文\n", rule) == "工作报告全文\n正文\n"
    assert swept("报告\n报告\n", rule) == "报告\n报告\n"


def test_near_counts_lines_that_are_not_blank_from_a_match_of_the_other_rule() -> None:
    other = {"id": "other", "flag": "表单", "match": {"line": "发表评论"}, "where": {"tail": 5}}
    rule = {"remove": "line", "match": {"line": "匿名"}, "where": {"near": {"rule": "other", "within": 2}}}
    assert swept("匿名\n甲\n\n发表评论\n\n乙\n匿名\n", rule, other) == "甲\n\n发表评论\n\n乙\n"
    assert swept("匿名\n甲\n乙\n发表评论\n", rule, other) == "匿名\n甲\n乙\n发表评论\n"
    far = "匿名\n发表评论\n甲\n乙\n丙\n丁\n戊\n"
    assert swept(far, rule, other) == far


def test_near_holds_though_the_other_rule_is_not_run() -> None:
    other = {"id": "other", "remove": "line", "match": {"line": "发表评论"}, "status": "retired"}
    rule = {"remove": "line", "match": {"line": "匿名"}, "where": {"near": {"rule": "other"}}}
    assert swept("发表评论\n匿名\n", rule, other) == "发表评论\n"


def test_when_asks_about_the_page() -> None:
    rule = {
        "remove": "line",
        "match": {"line": "举报"},
        "when": {"page_has": ["楼主", "回帖"], "page_lacks": "法院"},
    }
    assert swept("举报\n樓主说\n", rule) == "樓主说\n"
    assert swept("举报\n", rule) == "举报\n"
    assert swept("举报\n楼主去了法院\n", rule) == "举报\n楼主去了法院\n"


def test_when_asks_for_a_host() -> None:
    rule = {"remove": "line", "match": {"line": "举报"}, "when": {"host": "example.com"}}
    assert swept("举报\n", rule, url="https://bbs.Example.com:80/t?u=1") == ""
    assert swept("举报\n", rule, url="https://example.com") == ""
    assert swept("举报\n", rule, url="https://badexample.com/example.com") == "举报\n"
    assert swept("举报\n", rule) == "举报\n"


def test_unless_spares_a_line() -> None:
    rule = {"remove": "line", "match": {"text": "登录"}}
    text = "請登录，他说\n登录30人\n请登录。”\n登录\n"
    assert swept(text, {**rule, "unless": {"line_has": "他說"}}) == "請登录，他说\n"
    assert swept(text, {**rule, "unless": {"line_matches": "[0-9]人"}}) == "登录30人\n"
    assert swept(text, {**rule, "unless": {"ends_like_prose": True}}) == "请登录。”\n"


def test_a_packs_defaults_hold_for_rules_that_say_nothing_else() -> None:
    rule = {"remove": "line", "match": {"text": "登录"}}
    longer = {**rule, "match": {"text": "注册"}, "where": {"line_up_to": 9}}
    text = "登录查看\n注册以后再看\n"
    assert swept(text, rule, longer, defaults={"where": {"line_up_to": 3}}) == "登录查看\n"


# --- which rules run ---


def test_bold_trial_and_retired_rules() -> None:
    rule = {"remove": "line", "match": {"line": "广告"}}
    bold = compile_rules([pack_of({**rule, "safety": "bold"})])
    assert sweep(Draft("广告\n"), bold).edits == ()
    assert swept("广告\n", {**rule, "safety": "bold"}) == ""
    assert swept("广告\n", {**rule, "status": "retired"}) == "广告\n"
    assert swept("广告\n", {**rule, "status": "trial"}) == "广告\n"
    assert seen("广告\n", {**rule, "status": "trial"}) == [("trial", "广告\n")]


def test_a_pattern_is_not_tried_on_a_line_no_one_wrote() -> None:
    rule = {"cut": "match", "match": {"pattern": "广告+"}, "needs": ["广告"]}
    long = "广告" + "甲" * 1_000_000
    assert swept(f"{long}\n广告", rule) == f"{long}\n"


def test_an_edit_carries_the_rules_name_and_confidence() -> None:
    proposal = propose("广告", {"cut": "match", "match": {"text": "广告"}, "confidence": 0.7})
    assert [(edit.rule, edit.confidence) for edit in proposal.edits] == [("try/r0", 0.7)]


def test_a_rule_out_of_time_is_left_out_with_a_note_and_the_others_go_on() -> None:
    endless = {"remove": "line", "match": {"pattern": "^a(?:a|a|ab)*(?:a|b|ab)*$"}, "needs": ["aa"]}
    rules = compile_rules(
        [pack_of(endless, {"cut": "match", "match": {"text": "广告"}})], time_limit_seconds=0.02
    )
    proposal = sweep(Draft("a" * 4000 + "!\n广告\n"), rules)
    assert [edit.rule for edit in proposal.edits] == ["try/r1"]
    assert [(note.level, note.rule) for note in proposal.notes] == [("warning", "try/r0")]


# --- laws ---

LINES = st.lists(st.text("登錄录后 \u3000甲。(（1", max_size=6), max_size=12).map("\n".join)
LITERALS = st.text("登录后甲(1", min_size=1, max_size=3)
WHERE = st.fixed_dictionaries(
    {},
    optional={
        "head": st.integers(1, 4),
        "tail": st.integers(1, 4),
        "line_up_to": st.integers(1, 5),
        "alone": st.booleans(),
    },
)
RULES = st.one_of(
    st.fixed_dictionaries(
        {"remove": st.just("line"), "match": st.fixed_dictionaries({"line": LITERALS}), "where": WHERE}
    ),
    st.fixed_dictionaries(
        {"cut": st.just("match"), "match": st.fixed_dictionaries({"text": LITERALS}), "where": WHERE}
    ),
    st.fixed_dictionaries(
        {
            "replace": st.just({"with": r"〔\1〕"}),
            "match": st.sampled_from(
                [{"pattern": "(登|录)后?"}, {"pattern": "^(.)"}, {"pattern": "(1|甲)+。?$"}]
            ),
            "anywhere": st.just(True),
            "where": WHERE,
        }
    ),
    st.fixed_dictionaries(
        {
            "between": st.fixed_dictionaries(
                {"from": st.just({"text": "登"}), "to": st.just({"text": "后"}), "at_most": st.integers(1, 3)}
            )
        }
    ),
    st.fixed_dictionaries(
        {
            "flag": st.just("不明"),
            "fallback": st.just(True),
            "match": st.fixed_dictionaries({"text": LITERALS}),
        }
    ),
    st.fixed_dictionaries({"protect": st.just("match"), "match": st.fixed_dictionaries({"text": LITERALS})}),
)


@given(LINES, st.lists(RULES, min_size=1, max_size=4), st.sampled_from(["keep", "mark", "drop"]))
def test_edits_say_what_stands_there_and_can_be_taken_back(
    text: str, rules: list[dict[str, Any]], fallback: str
) -> None:
    proposal = propose(text, *rules, fallback=fallback)
    edits = settle(text, proposal.edits)
    assert all(text[edit.start : edit.end] == edit.old for edit in proposal.edits)
    assert apply(apply(text, edits), inverse(edits)) == text
    for start, end in proposal.protected:
        assert all(edit.end <= start or edit.start >= end for edit in edits)
