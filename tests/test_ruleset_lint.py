"""Lint: what it refuses in rules that load, and what it lets pass."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.errors import RuleError
from cleantext.fold import fold
from cleantext.ruleset.lint.automaton import anything, shortest_word, without
from cleantext.ruleset.lint.check import lint
from cleantext.ruleset.lint.finding import Finding
from cleantext.ruleset.lint.pattern_tree import NoTree, parse_pattern
from cleantext.ruleset.lint.readable import readable, word_without
from cleantext.ruleset.model import Match, Rule
from cleantext.ruleset.parse import parse_pack
from cleantext.ruleset.patterns import compile_pattern
from cleantext.ruleset.prove import prove
from cleantext.ruleset.starter import starter_pack

HEAD = "format: 1\npack: wenda\nabout: 问答站点。\nrules:\n"
CASES = """
    tests:
      - {in: "请登录后回答\\n答案。\\n", out: "答案。\\n"}
      - {keep: "他说，请登录后回答。\\n"}
"""


def look_over(folder: Path, *packs: str) -> list[Finding]:
    files = []
    for number, pack in enumerate(packs):
        name = "wenda" if number == 0 else f"wenda-{number}"
        files.append(folder / f"{name}.yaml")
        files[-1].write_text(pack.replace("pack: wenda", f"pack: {name}"), "utf-8")
    return list(lint(files))


def rule(body: str, name: str = "log-in", cases: str = CASES) -> str:
    return f"  - id: {name}\n    about: 要读者登录的行。\n{body}{cases}"


def line_rule(conditions: str = "", name: str = "log-in", literal: str = "请登录后回答") -> str:
    return rule(f"    remove: line\n    match: {{line: ['{literal}']}}\n{conditions}", name)


def pattern_rule(pattern: str, needs: str, conditions: str = "", name: str = "log-in") -> str:
    return rule(
        f"    remove: line\n    match: {{pattern: '{pattern}'}}\n    needs: ['{needs}']\n{conditions}", name
    )


def kinds(findings: list[Finding]) -> list[str]:
    return [finding.kind for finding in findings]


def test_a_good_rule_passes(tmp_path):
    assert look_over(tmp_path, HEAD + line_rule()) == []


def test_a_finding_says_where_what_and_how_to_mend_it(tmp_path):
    (finding,) = look_over(tmp_path, HEAD + pattern_rule(r"^(?:请登录后回答|登录|注册)$", "登录"))
    assert str(finding) == (
        f"{tmp_path}/wenda.yaml:8:22: unanchored: log-in: the pattern matches '注册', which holds none of "
        "its needs, and would not be tried; name a literal for every branch in `needs`, or show with a "
        "`keep` that such a line stays"
    )


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        (r"^请登录后回答(?: ?\d+)?$", "登录"),
        (r"^(?=.*登录)\p{Han}{2,8}$", "登录"),
        (r"^请登录后回答$(?=\n.*注册)", "登录"),
        (r"^[请先]{1,2}登(?:录|入)后?回答", "登"),
    ],
)
def test_a_pattern_whose_matches_hold_the_anchor_passes(tmp_path, pattern, needs):
    assert "unanchored" not in kinds(look_over(tmp_path, HEAD + pattern_rule(pattern, needs)))


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        (r"^(?:请登录后回答|请注册)$", "登录"),
        (r"请?登?录?后回答", "登录"),
        (r"^(?P<first>请登录|注册)后回答(?P=first)?$", "登录"),
        (r"^.{2,4}登[录入]后回答$", "登录"),
    ],
)
def test_a_pattern_that_matches_without_its_anchor_is_refused(tmp_path, pattern, needs):
    assert "unanchored" in kinds(look_over(tmp_path, HEAD + pattern_rule(pattern, needs)))


def test_a_line_without_the_anchor_may_be_spared_where_a_case_says_so(tmp_path):
    pack = HEAD + pattern_rule(r"^(?:请登录后回答|登录|注册)$", "登录")
    spared = pack + '      - {keep: "注册\\n"}\n'
    assert kinds(look_over(tmp_path, pack)) == ["unanchored"]
    assert look_over(tmp_path, spared) == []


def test_an_anchor_that_is_on_every_page_is_refused(tmp_path):
    assert "unanchored" in kinds(look_over(tmp_path, HEAD + pattern_rule("^请登录后回答的$", "的")))


def test_a_pattern_for_every_line_is_refused_unless_it_is_for_an_end_of_the_page(tmp_path):
    body = "    remove: line\n    match: {pattern: '^请登录后回答$'}\n    anywhere: true\n"
    assert kinds(look_over(tmp_path, HEAD + rule(body))) == ["unanchored"]
    assert look_over(tmp_path, HEAD + rule(body + "    where: {tail: 5}\n")) == []


@pytest.mark.parametrize(
    "conditions",
    [
        "    where: {line_up_to: 3}\n",
        "    unless: {line_has: ['登录']}\n",
        "    unless: {line_matches: ['^请']}\n",
        "    when: {page_lacks: ['登录']}\n",
        "    when: {host: ['https://bbs.example.cn/']}\n",
    ],
)
def test_a_rule_whose_conditions_exclude_what_it_matches_is_dead(tmp_path, conditions):
    assert "dead" in kinds(look_over(tmp_path, HEAD + line_rule(conditions)))


@pytest.mark.parametrize(
    ("pattern", "needs", "conditions"),
    [
        (r"^请登录后回答\n答案", "登录", ""),
        (r"^请登录后回答\d{40}$", "登录", "    where: {line_up_to: 40}\n"),
        (r"^请登录后回答$", "登录后发帖', '登录", ""),
    ],
)
def test_what_a_pattern_can_never_match_is_dead(tmp_path, pattern, needs, conditions):
    assert "dead" in kinds(look_over(tmp_path, HEAD + pattern_rule(pattern, needs, conditions)))


def test_a_line_that_an_earlier_rule_always_removes_is_shadowed(tmp_path):
    wide, narrow = line_rule(), line_rule("    where: {head: 5}\n", "log-in-at-the-head")
    assert kinds(look_over(tmp_path, HEAD + wide + narrow)) == ["shadowed"]
    assert look_over(tmp_path, HEAD + narrow + wide) == []
    assert kinds(look_over(tmp_path, HEAD + wide, HEAD + narrow)) == ["shadowed"]


def test_a_line_that_an_earlier_pattern_takes_is_shadowed(tmp_path):
    pattern = pattern_rule("^请先?登[录入]后回答$", "请", name="pattern")
    assert kinds(look_over(tmp_path, HEAD + pattern + line_rule())) == ["shadowed"]


@pytest.mark.parametrize(
    ("wide", "narrow", "shadowed"),
    [
        (r"^请先?登[录入]后.{2,20}$", r"^请登录后(?:回答|提问)$", True),
        (r"^登录(?: ?\| ?注册)*$", r"^登录 \| 注册$", True),
        (r"^登录.*$", r"^登录(?:后\d+天)?$", True),
        (r"^请登录后\d{1,3}$", r"^请登录后\d{1,9}$", False),
        (r"^请登录后.{2,4}$", r"^请登录后\p{Han}{2,9}$", False),
        (r"^登录(?!后).*$", r"^登录后回答$", False),
        (r"^(登录|注册)\1$", r"^登录注册$", False),
    ],
)
def test_a_pattern_all_of_whose_lines_an_earlier_one_takes_is_shadowed(tmp_path, wide, narrow, shadowed):
    both = pattern_rule(wide, "登") + pattern_rule(narrow, "登", name="narrow")
    assert ("shadowed" in kinds(look_over(tmp_path, HEAD + both))) == shadowed


def test_a_text_that_holds_a_shorter_one_of_its_list_is_never_reached(tmp_path):
    body = "    remove: line\n    match: {text: ['请登录', '请登录后回答']}\n    where: {line_up_to: 8}\n"
    assert kinds(look_over(tmp_path, HEAD + rule(body))) == ["dead"]


def test_what_is_said_twice_is_a_duplicate(tmp_path):
    twice = rule("    remove: line\n    match: {line: ['请登录后回答', '請登錄後回答']}\n")
    assert kinds(look_over(tmp_path, HEAD + twice)) == ["duplicate"]
    pattern = "^请登录后回答$", "登录"
    both = pattern_rule(*pattern) + pattern_rule(*pattern, name="log-in-again")
    assert kinds(look_over(tmp_path, HEAD + both)) == ["duplicate"]


def test_cases_that_are_not_about_the_rule_leave_it_untested(tmp_path):
    vague = CASES.replace("他说，请登录后回答。", "今天下雨。")
    body = "    remove: line\n    match: {line: ['请登录后回答']}\n"
    assert kinds(look_over(tmp_path, HEAD + rule(body, cases=vague))) == ["untested"]
    body = (
        "    remove: line\n    match: {pattern: ['^请登录后回答$', '^请登录后提问$']}\n    needs: ['登录']\n"
    )
    assert kinds(look_over(tmp_path, HEAD + rule(body))) == ["untested"]


@pytest.mark.parametrize(
    "pattern", ["^登录(a+)+$", "登录(?:[ab]|a)*c", r"登录\s*(\S+\s*)*$", "^登录(?:a{0,4}){1,30}$"]
)
def test_a_pattern_that_backtracks_without_end_is_refused(tmp_path, pattern):
    assert "explosive" in kinds(look_over(tmp_path, HEAD + pattern_rule(pattern, "登录")))


@pytest.mark.parametrize(
    "pattern", ["^登录(?: ?[|·] ?注册)*$", r"^登录[^\n>]{1,24}(?:> ?[^>]{1,20}){1,8}$", "登录.*注册"]
)
def test_a_loop_that_reads_in_one_way_passes(tmp_path, pattern):
    assert "explosive" not in kinds(look_over(tmp_path, HEAD + pattern_rule(pattern, "登录")))


def test_two_loops_over_any_number_of_lines_are_refused(tmp_path):
    page = pattern_rule(r"登录[\s\S]*回答[\s\S]*提问", "登录", "    span: page\n")
    assert "explosive" in kinds(look_over(tmp_path, HEAD + page))


def test_a_word_boundary_is_refused(tmp_path):
    assert "boundary" in kinds(look_over(tmp_path, HEAD + pattern_rule(r"\b请登录后回答", "登录")))
    assert "boundary" not in kinds(look_over(tmp_path, HEAD + pattern_rule(r"^请登录后回答[\b\\b]?", "登录")))


def test_matchers_want_quotes(tmp_path):
    for matcher in ("{line: 请登录后回答}", "{line: ['关注', 请登录后回答]}"):
        body = f"    remove: line\n    match: {matcher}\n"
        assert kinds(look_over(tmp_path, HEAD + rule(body))) == ["unquoted"]
    body = "    remove: line\n    match:\n      line:\n        - 请登录后回答 # 我们\n"
    (finding,) = look_over(tmp_path, HEAD + rule(body))
    assert "drops what follows # as a comment" in finding.message


def test_what_the_loader_refuses_is_a_finding_too(tmp_path):
    assert "duplicate" in kinds(look_over(tmp_path, HEAD + line_rule() + line_rule()))
    for word in ("no", "on", "12"):
        body = f"    remove: line\n    match: {{line: {word}}}\n"
        assert kinds(look_over(tmp_path, HEAD + rule(body))) == ["unquoted"]
    assert kinds(look_over(tmp_path, HEAD + pattern_rule("^登录$", "登录").replace("needs", "#"))) == [
        "unanchored"
    ]
    body = "    remove: line\n    match: {line: ['请登录后回答']}\n"
    assert kinds(look_over(tmp_path, HEAD + rule(body, cases=""))) == ["untested", "untested"]
    assert kinds(look_over(tmp_path, HEAD + rule(body.replace("remove: line", "remove: lines")))) == [
        "refused"
    ]


def test_one_mistake_hides_no_other_rules_findings(tmp_path):
    broken = rule("    remove: lines\n    match: {line: ['请登录后回答']}\n", "broken")
    loop = pattern_rule("^登录(a+)+$", "登录", name="loop")
    odd = pattern_rule("^登录(", "登录", name="odd")
    found = look_over(tmp_path, HEAD + broken + odd + loop)
    assert kinds(found) == ["refused", "refused", "explosive"]


def test_a_rule_that_fires_inside_a_sentence_is_too_broad(tmp_path):
    body = "    remove: line\n    match: {text: '请登录后回答'}\n    unless: {line_has: ['他说']}\n"
    (finding,) = look_over(tmp_path, HEAD + rule(body))
    assert finding.kind == "broad"
    assert "请登录后回答" in finding.message


def test_a_file_that_is_no_yaml_stops_lint(tmp_path):
    with pytest.raises(RuleError, match="this is not YAML"):
        look_over(tmp_path, "rules: [")
    with pytest.raises(RuleError, match="cannot be read"):
        lint([tmp_path / "nowhere.yaml"])


def test_the_starter_pack_holds_and_passes(tmp_path):
    text = starter_pack("our-forum")
    path = tmp_path / "our-forum.yaml"
    path.write_text(text, "utf-8")
    assert lint([path]) == ()
    assert prove([parse_pack(text, path)]) == ()


characters = st.sampled_from(["登", "录", "注", "册", "[登录]", "[^登]", ".", r"\d", r"\p{Han}"])
patterns = st.recursive(
    characters,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map(lambda pair: f"(?:{pair[0]}|{pair[1]})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "{1,3}", "{0,9}"])).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}"
        ),
    ),
    max_leaves=6,
)


@given(patterns)
def test_the_shortest_word_of_a_pattern_is_a_match(pattern):
    shown = readable(pattern, Rule("a", "b", match=Match(pattern=(pattern,))))
    word = shortest_word(shown.automaton(), shown.alphabet, anything)
    assert word is not None
    assert compile_pattern(pattern).fullmatch(word)


@given(patterns, st.text("登录注册甲7", min_size=1, max_size=6))
def test_no_match_escapes_an_anchor_that_lint_accepts(pattern, text):
    """If lint finds no word without the anchor, no text that matches lacks it."""
    found = compile_pattern(pattern).search(text)
    shown = readable(pattern, Rule("a", "b", match=Match(pattern=(pattern,))), ("登录",))
    bare = shortest_word(shown.automaton(), shown.alphabet, without(("登录",)))
    if bare is None and found:
        assert "登录" in found.group()
    if word := word_without(shown, ("登录",)):
        assert "登录" not in fold(word) and compile_pattern(pattern).search(word)


@pytest.mark.parametrize("pattern", [r"(?R)", r"登(?:录){e<=1}", r"\X", "登录)"])
def test_what_cannot_be_read_as_a_tree_is_said_so(pattern):
    with pytest.raises(NoTree):
        parse_pattern(pattern)
