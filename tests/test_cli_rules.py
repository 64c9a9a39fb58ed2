"""`cleantext rules` and `cleantext recipes`: what is there, and whether it holds."""

import json
from pathlib import Path

import pytest

PACK = """
format: 1
pack: wenda
about: 问答站点。
rules:
  - id: log-in-first
    about: 问答站点要读者登录。
    remove: line
    match: {line: ['请登录后回答']}
    tests:
      - {in: "请登录后回答\\n答案。\\n", out: "答案。\\n"}
      - {keep: "%s\\n"}
  - id: share
    about: 分享按钮。
    safety: bold
    remove: line
    match: {line: ['分享到问答']}
    tests:
      - {in: "分享到问答\\n", out: ""}
      - {keep: "他把文章分享到问答。\\n"}
"""


@pytest.fixture
def pack(command):
    Path("wenda.yaml").write_text(PACK % "他请登录后回答的人留步。", "utf-8")


def test_the_shipped_rules_hold(command):
    ended = command("rules", "test")
    assert (ended.code, ended.out) == (0, b"")
    assert "0 failed" in ended.err


def test_a_pack_of_ones_own_is_tested(command, pack):
    ended = command("rules", "test", "wenda", "--rules", "wenda.yaml")
    assert ended.code == 0
    assert "2 rules, 4 cases, 0 failed" in ended.err


def test_a_case_that_fails_is_shown_with_its_place(command):
    Path("wenda.yaml").write_text(PACK % "请登录后回答", "utf-8")
    ended = command("rules", "test", "wenda", "--rules", "wenda.yaml")
    assert ended.code == 1
    assert "wenda.yaml:12:" in ended.out.decode()
    assert "wenda/log-in-first: noisy" in ended.out.decode()


def test_the_list_names_each_rule_once(command, pack):
    lines = command("rules", "list", "wenda", "--rules", "wenda.yaml").out.decode().splitlines()
    assert lines == [
        "wenda/log-in-first  remove   问答站点要读者登录。",
        "wenda/share         remove   分享按钮。 [bold]",
    ]


def test_a_rule_is_shown_as_its_pack_has_it(command, pack):
    shown = command("rules", "show", "wenda/log-in-first", "--rules", "wenda.yaml").out.decode()
    assert shown.startswith("# wenda.yaml:6\n")
    assert "match: {line: ['请登录后回答']}" in shown
    assert "share" not in shown


def test_configured_rules_are_known(command, pack):
    Path("pyproject.toml").write_text("[tool.cleantext]\nrules = ['wenda.yaml']\n", "utf-8")
    assert command("rules", "list", "wenda").code == 0
    assert command(stdin="请登录后回答\n答案。\n".encode()).out == "答案。\n".encode()


def test_an_unknown_rule_is_a_usage_error(command):
    ended = command("rules", "show", "nowhere/rule")
    assert ended.code == 2
    assert "there is no rule or pack 'nowhere/rule'; `cleantext rules list` names them" in ended.err


def test_a_broken_pack_stops_the_run_with_every_mistake(command, pack):
    Path("wenda.yaml").write_text(PACK.replace("remove: line", "remove: lines").replace("%s", "x"), "utf-8")
    for arguments in (["rules", "test", "--rules", "wenda.yaml"], ["--rules", "wenda.yaml"]):
        ended = command(*arguments, stdin="正文。\n".encode())
        assert (ended.code, ended.out) == (2, b"")
        assert "wenda.yaml:8:" in ended.err and "wenda.yaml:16:" in ended.err
        assert "Traceback" not in ended.err


def test_yaml_that_is_none_stops_the_run(command):
    Path("wenda.yaml").write_text("rules: [", "utf-8")
    ended = command("--rules", "wenda.yaml", stdin="正文。\n".encode())
    assert (ended.code, ended.out) == (2, b"")
    assert "wenda.yaml:2:1: this is not YAML" in ended.err


def test_lint_passes_a_good_pack(command, pack):
    ended = command("rules", "lint", "wenda.yaml")
    assert (ended.code, ended.out, ended.err) == (0, b"", "cleantext: 1 pack, 0 to mend\n")


@pytest.mark.parametrize(
    ("how", "shown"),
    [
        ("text", "wenda.yaml:9:19: unquoted: '请登录后回答' stands without quotes"),
        ("json", '{"path": "wenda.yaml", "line": 9, "column": 19, "kind": "unquoted"'),
        ("github", "::error file=wenda.yaml,line=9,col=19,title=unquoted::'请登录后回答' stands"),
    ],
)
def test_lint_shows_what_is_to_be_mended(command, pack, how, shown):
    text = (PACK % "他请登录后回答的人留步。").replace("['请登录后回答']", "请登录后回答")
    Path("wenda.yaml").write_text(text, "utf-8")
    ended = command("rules", "lint", "wenda.yaml", "--format", how)
    assert ended.code == 1
    assert ended.out.decode().startswith(shown)


def test_lint_ends_with_two_where_it_cannot_read(command, pack):
    Path("wenda.yaml").write_text("rules: [", "utf-8")
    for arguments in (["wenda.yaml"], ["nowhere.yaml"], ["wenda.yaml", "--format", "xml"]):
        ended = command("rules", "lint", *arguments)
        assert (ended.code, ended.out) == (2, b"")
        assert "Traceback" not in ended.err


def test_a_pack_is_begun_and_never_written_over(command):
    ended = command("rules", "new", "our-forum", "-o", "our-forum.yaml")
    assert (ended.code, ended.out, ended.err) == (0, b"", "cleantext: wrote our-forum.yaml\n")
    assert command("rules", "new", "our-forum").out == Path("our-forum.yaml").read_bytes()
    assert command("rules", "test", "our-forum", "--rules", "our-forum.yaml").code == 0
    assert command("rules", "lint", "our-forum.yaml").code == 0
    for arguments in (["our-forum", "-o", "our-forum.yaml"], ["other", "-o", "name.yaml"], ["论坛"]):
        ended = command("rules", "new", *arguments)
        assert (ended.code, ended.out) == (2, b"")


def test_the_schema_is_json(command):
    assert json.loads(command("rules", "schema").out)["title"] == "Pack"


def test_recipes_are_listed(command):
    shown = command("recipes").out.decode()
    for name in ("default", "repair", "minimal"):
        assert f"\n{name} " in f"\n{shown}"
