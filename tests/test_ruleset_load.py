"""Reading packs: what is refused, where, and how it is said; tables from files; the cache."""

from pathlib import Path

import pytest
import yaml

from cleantext.errors import RuleError
from cleantext.ruleset import cache
from cleantext.ruleset.load import load_pack, load_packs, with_cases
from cleantext.ruleset.model import MODELS
from cleantext.ruleset.parse import parse_pack

GOOD = """\
format: 1
pack: good
about: 样例。
defaults: {where: {line_up_to: 40}}
tables:
  cities: {file: cities.tsv}
  marks: {一: '1'}
rules:
  - id: city
    about: 补出市名。
    replace: {with: '{city}\\1', lookup: {city: {table: cities}}}
    match: {pattern: '某市(..区)'}
    needs: ['某市']
    tests:
      - {in: 某市高坪区, out: 南充市高坪区}
      - {keep: 某市}
"""


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLEANTEXT_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    (tmp_path / "cities.tsv").write_text("# 区\t市\n高坪区\t南充市\n", "utf-8")
    (tmp_path / "good.yaml").write_text(GOOD, "utf-8")
    return tmp_path / "good.yaml"


def complaints(source: str, name: str = "p.yaml") -> list[str]:
    """Every mistake of a pack as `line:column: message; hint`."""
    with pytest.raises(RuleError) as caught:
        parse_pack(source, Path(name))
    mistakes = caught.value.mistakes or (caught.value,)
    return [str(mistake).removeprefix(name).removeprefix(":") for mistake in mistakes]


def rule_complaints(rule: str, more: str = "") -> list[str]:
    """The mistakes of a pack with one rule, given as one YAML flow mapping without its braces."""
    cases = "tests: [{in: a, out: b}, {keep: c}, {flags: d}]"
    found = complaints(
        f"format: 1\npack: p\nabout: x\n{more}rules:\n- {{id: r, about: x, {cases}, {rule}}}\n"
    )
    return [complaint.split(": ", 1)[1] for complaint in found]


def test_every_mistake_of_a_file_is_reported_at_once_with_its_place() -> None:
    source = """\
format: 1
pack: p
abuot: x
rules:
  - id: Not Kebab
    about: x
    remove: lines
    match: {line: 12}
  - id: two
    about: x
    cut: match
    remove: line
    match: {text: a, line: b}
  - id: three
    about: x
    cut: match
    match: {pattern: '('}
    where: {near: {rule: nobody}}
    tests:
      - {in: a}
      - {keep: b, todo: maybe}
"""
    assert complaints(source) == [
        "1:1: key 'about' is missing; add it: What the pack is for, in one sentence.",
        "3:1: unknown key 'abuot'; did you mean 'about'?",
        "7:13: found 'lines'; write line",
        "8:19: found '12' where text belongs; put it in quotes",
        "9:5: found remove and cut; "
        "give exactly one of remove, cut, replace, between, protect, flag, main, drop",
        "13:12: found line and text; give exactly one of line, text, pattern",
        "21:25: found 'maybe' where true or false belongs; write true or false",
    ]


def test_what_can_be_read_is_checked_beside_what_cannot() -> None:
    source = """\
format: 1
pack: other
about: x
rules:
  - {id: a, about: x, cut: match, match: {text: a, word: b}}
  - {id: b, about: x, cut: match, match: {pattern: a+}}
"""
    assert complaints(source) == [
        "2:7: pack 'other' is in the file p.yaml; give both one name",
        "5:52: unknown key 'word'; known are line, pattern, text",
        "6:5: rule 'b' has no case with in; add one to `tests`",
        "6:5: rule 'b' has no case with keep; add one to `tests`",
        "6:42: found a pattern without an anchor; "
        "give `needs`, literals of which one must occur, or `anywhere: true`",
    ]


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("", " the file is empty; begin with `format: 1`"),
        (
            "a: b: c",
            "1:5: this is not YAML: mapping values are not allowed in this context; "
            "mend it there or just above",
        ),
        ("- a", "1:1: found a list where keys and values belong; write key: value"),
        ("format: 9\npack: p\nabout: x", "1:9: found format 9; this version reads format 1"),
        ("format: 1\npack: p\nabout: x\npack: p", "4:1: key 'pack' is given twice; keep one of the two"),
    ],
)
def test_a_file_that_is_no_pack(source: str, complaint: str) -> None:
    assert complaints(source) == [complaint]


@pytest.mark.parametrize(
    ("rule", "complaint"),
    [
        ("cut: match", "key 'match' is missing; say what to look for"),
        ("cut: match, match: {text: ''}", "a value is empty; give at least one character"),
        ("cut: match, match: {text: []}", "the list is empty; give a value or leave the key out"),
        (
            "cut: match, match: {text: ' '}",
            "the literal holds nothing but space; give at least one character",
        ),
        (r'cut: match, match: {text: "a\nb"}', "the literal holds a line end; use a pattern with span: page"),
        ("cut: match, match: {text: a}, needs: [b]", "found needs without a pattern; leave it out"),
        ("cut: match, match: {text: a}, span: page", "found span: page without a pattern; leave it out"),
        (
            "cut: match, match: {pattern: 'a*'}, needs: [a]",
            "the pattern 'a*' matches nothing at all; make it need a character",
        ),
        (
            "cut: match, match: {pattern: a}, anywhere: true, span: page",
            "found anywhere with span: page; give `needs`",
        ),
        ("cut: match, match: {text: a}, where: {head: 0}", "found 0; give 1 or more"),
        (
            "cut: match, match: {text: a}, where: {again: 1}",
            "there is no group 1; name a group that every pattern has",
        ),
        ("cut: match, match: {text: a}, where: {near: {rule: x}}", "unknown rule 'x'; known are r"),
        (
            "cut: match, match: {text: a}, where: {near: {rule: r}}",
            "rule 'r' is near itself; break the circle of `near`",
        ),
        ("cut: match, match: {text: a}, confidence: 2", "found 2.0; give 0 to 1"),
        ("cut: match, match: {text: a}, fallback: true", "found fallback without flag; make the rule a flag"),
        (
            r"replace: {with: '\2'}, match: {pattern: (a)}, needs: [a]",
            "there is no group 2; name a group that every pattern has",
        ),
        ("replace: {with: '{a}'}, match: {text: a}", "unknown value {a}; write {{ for a brace"),
        (
            "replace: {with: a, lookup: {c: {table: t, key: 0}}}, match: {text: a}",
            "unknown table 't'; add it to the pack's tables",
        ),
        (
            "between: {from: {text: a}, to: {text: b}, at_most: 2}, match: {text: c}",
            "found match beside between; leave match out: from and to say it",
        ),
        (
            "between: {from: {pattern: a}, to: {pattern: '['}, at_most: 2}, needs: [a]",
            "the pattern '[' is not one: unterminated character set at position 1; see the syntax of `regex`",
        ),
    ],
)
def test_a_rule_that_cannot_work_is_refused(rule: str, complaint: str) -> None:
    assert rule_complaints(rule) == [complaint]


def test_cases_are_wanted_and_must_say_something() -> None:
    rule = "{id: r, about: x, cut: match, match: {text: a}, tests: [%s]}"
    source = f"format: 1\npack: p\nabout: x\nrules:\n- {rule}\n"
    assert [c.split(": ", 1)[1] for c in complaints(source % "{in: a, out: a}, {out: b, keep: c}")] == [
        "in and out are the same; write keep",
        "in and out go together; give both, or keep alone",
    ]
    flag = source.replace("cut: match", "flag: x")
    assert complaints(flag % "{keep: c}") == ["5:55: rule 'r' has no case with flags; add one to `tests`"]


def test_a_fact_needs_a_group() -> None:
    more = "facts: {level: {pattern: 人大}}\n"
    assert rule_complaints("cut: match, match: {text: a}", more) == [
        "the pattern has no group; put what is wanted in ( )"
    ]


def test_a_circle_of_neighbours_is_refused() -> None:
    shared = "about: x, cut: match, match: {text: a}, tests: [{in: a, out: ''}, {keep: b}]"
    source = f"""format: 1
pack: p
about: x
rules:
- {{id: a, {shared}, where: {{near: {{rule: b}}}}}}
- {{id: b, {shared}, where: {{near: {{rule: a}}}}}}
"""
    assert [c.split(": ", 1)[1] for c in complaints(source)] == [
        "rule 'a' is near itself; break the circle of `near`",
        "rule 'b' is near itself; break the circle of `near`",
    ]


def test_tables_come_inline_or_from_a_file_beside_the_pack(good: Path) -> None:
    assert load_pack(good).tables == {"cities": {"高坪区": "南充市"}, "marks": {"一": "1"}}


def test_a_table_file_that_is_missing_or_broken_is_named(good: Path) -> None:
    (good.parent / "cities.tsv").write_text("高坪区 南充市\n", "utf-8")
    with pytest.raises(RuleError, match=r"good.yaml:6:3: a row of cities.tsv has 1 columns"):
        load_pack(good)
    (good.parent / "cities.tsv").unlink()
    with pytest.raises(RuleError, match=r"good.yaml:6:3: the table .*cities.tsv cannot be read"):
        load_pack(good)


def test_the_mistakes_of_all_files_come_together(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(f"format: 1\npack: {name}\nabout: x\nwhat: x\n", "utf-8")
    with pytest.raises(RuleError) as caught:
        load_packs([tmp_path, tmp_path / "c.yaml"])
    assert [Path(mistake.place.split(":")[0]).name for mistake in caught.value.mistakes] == [
        "a.yaml",
        "b.yaml",
        "c.yaml",
    ]


def test_two_packs_of_one_name_are_refused(good: Path) -> None:
    with pytest.raises(RuleError, match="pack 'good' is there twice"):
        load_packs([good, good])


# --- the cache ---


def test_a_pack_recalled_is_the_pack_read_and_needs_no_yaml(
    good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = load_pack(good)
    monkeypatch.setattr(yaml, "compose", None)
    assert load_pack(good) == first
    assert load_pack(good).path == str(good)


def test_the_cases_of_a_loaded_pack_are_read_when_wanted(good: Path) -> None:
    pack = load_pack(good)
    assert [len(rule.tests) for rule in pack.rules] == [0]
    assert [len(rule.tests) for rule in with_cases(pack).rules] == [2]
    assert with_cases(pack) == parse_pack(GOOD, good)
    good.unlink()
    with pytest.raises(RuleError, match=r"good\.yaml: the pack cannot be read"):
        with_cases(pack)


def test_a_changed_pack_or_table_is_read_again(good: Path) -> None:
    load_pack(good)
    good.write_text(GOOD.replace("样例", "又一例"), "utf-8")
    assert load_pack(good).about == "又一例。"
    (good.parent / "cities.tsv").write_text("高坪区\t南充\n", "utf-8")
    assert load_pack(good).tables["cities"] == {"高坪区": "南充"}


def test_a_damaged_cache_is_ignored_and_made_again(good: Path, own_cache: Path) -> None:
    first = load_pack(good)
    (entry,) = (own_cache / "rules").iterdir()
    whole = entry.read_bytes()
    for damaged in (b"", whole[:-3], whole[:40] + b"?" + whole[41:]):
        entry.write_bytes(damaged)
        assert load_pack(good) == first
        assert entry.read_bytes() == whole


def test_shipped_packs_come_from_one_entry_as_they_were_read(own_cache: Path) -> None:
    read = load_packs()
    (entry,) = (own_cache / "rules").glob("rules-*")
    assert load_packs() == read
    assert [pack.path for pack in load_packs()] == [pack.path for pack in read]
    damaged = entry.read_bytes()[:-1] + b"?"
    entry.write_bytes(damaged)
    assert load_packs() == read
    assert entry.read_bytes() != damaged


def test_without_a_folder_to_write_packs_load_all_the_same(
    good: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_cache.write_text("in the way")
    assert load_pack(good).pack == "good"
    monkeypatch.setenv("CLEANTEXT_CACHE", "")
    assert cache.cache_folder() is None
    assert load_pack(good).pack == "good"


def test_the_cache_goes_where_the_platform_keeps_such_things(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLEANTEXT_CACHE")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    assert cache.cache_folder() == Path("/somewhere/cleantext")


def test_the_cache_knows_every_model_class() -> None:
    pack = parse_pack(GOOD.replace("{file: cities.tsv}", "{高坪区: 南充市}"), Path("good.yaml"))
    plain = cache.to_plain(pack, MODELS)
    assert cache.from_plain(plain, MODELS) == pack


def test_the_shipped_packs_load() -> None:
    assert load_packs()
