"""A rule's own cases: what passes, and the ways to fail. And the schema that editors read."""

from pathlib import Path

import pytest

from cleantext.errors import RuleError
from cleantext.ruleset.compile import compile_rules
from cleantext.ruleset.model import Pack
from cleantext.ruleset.parse import parse_pack
from cleantext.ruleset.prove import prove, try_cases
from cleantext.ruleset.schema import schema


def pack_with(*cases: str, rule: str = "remove: line", match: str = "{text: 登录}") -> Pack:
    """A pack of one rule that removes lines with 登录, with these cases beside two that pass."""
    honest = ["{in: 登录, out: ''}", "{keep: 注册}", "{flags: 登录}"]
    tests = ", ".join([*honest[: 3 if rule.startswith("flag") else 2], *cases])
    line = f"{{id: r, about: x, {rule}, match: {match}, tests: [{tests}]}}"
    return parse_pack(f"format: 1\npack: p\nabout: x\nrules:\n- {line}\n", Path("p.yaml"))


@pytest.mark.parametrize(
    ("case", "kind"),
    [
        (r'{in: "请登录\n甲", out: 甲}', "ok"),
        ("{keep: 登錄}", "noisy"),
        ("{in: 注册, out: ''}", "missing"),
        (r'{in: "请登录\n甲", out: 乙}', "wrong"),
        ("{keep: 登录, todo: true}", "ok"),
        ("{keep: 注册, todo: true}", "noisy"),
    ],
)
def test_a_case_is_ok_noisy_missing_or_wrong(case: str, kind: str) -> None:
    assert [outcome.kind for outcome in try_cases([pack_with(case)])] == ["ok", "ok", kind]


@pytest.mark.parametrize(
    ("case", "kind"), [("{flags: 请登录}", "ok"), ("{flags: 注册}", "missing"), ("{keep: 请登录}", "noisy")]
)
def test_a_flag_rules_case(case: str, kind: str) -> None:
    outcomes = list(try_cases([pack_with(case, rule="flag: 看一看, fallback: true")]))
    assert [outcome.kind for outcome in outcomes[1:]] == ["ok", "ok", kind]


def test_a_case_gives_its_own_address_fill_values_and_fallback() -> None:
    fill = "replace: {with: '{fill}', fill: {token: 1}}, needs: [xx], when: {host: a.cn}"
    case = "{in: xx, out: 松江, fill: {xx: 松江}, url: 'http://a.cn/'}"
    failures = prove([pack_with(case, rule=fill, match="{pattern: (xx)}")])
    assert [failure.page for failure in failures] == ["登录"]
    mark = pack_with("{in: 登录, out: 〔?〕, fallback: mark}", rule="flag: x, fallback: true")
    assert [failure.page for failure in prove([mark])] == ["登录"]


def test_a_failure_says_where_its_case_stands() -> None:
    (failure,) = prove([pack_with("{keep: 登录}")])
    assert str(failure) == "p.yaml:5:93: p/r: noisy: expected '登录', got ''"


@pytest.mark.parametrize("more", ["status: trial", "safety: bold", "status: retired"])
def test_rules_that_do_not_run_are_proved_too(more: str) -> None:
    assert prove([pack_with(rule=f"remove: line, {more}")]) == ()


def test_rules_are_chosen_by_pack_or_full_name() -> None:
    pack = pack_with()
    assert [chosen.name for chosen in compile_rules([pack]).rules] == ["p/r"]
    assert compile_rules([pack], skip=["p/r"]).rules == compile_rules([pack], skip=["p"]).rules == ()
    assert len(compile_rules([pack], only=["p"]).rules) == 1
    with pytest.raises(RuleError, match="no rule or pack is called 'p/s'; did you mean 'p/r'"):
        compile_rules([pack], skip=["p/s"])


def test_the_schema_knows_every_key_and_what_excludes_what() -> None:
    found = schema()
    rule = found["$defs"]["Rule"]
    assert found["required"] == ["format", "pack", "about"]
    assert {"id", "remove", "between", "match", "tests"} <= rule["properties"].keys()
    assert "at" not in rule["properties"]
    assert {"required": ["remove"]} in rule["oneOf"]
    assert found["$defs"]["Replace"]["required"] == ["with"]
    assert found["$defs"]["Where"]["properties"]["head"]["minimum"] == 1
