"""Rules from the cache as one set, and patterns that are not compiled where they cannot match."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as some

from cleantext.engine import clean
from cleantext.errors import RuleError
from cleantext.fold import fold
from cleantext.records import replace
from cleantext.ruleset import cache, kept, patterns
from cleantext.ruleset.compile import compile_rules
from cleantext.ruleset.edges import MASK
from cleantext.ruleset.kept import edges_of, kept_rules
from cleantext.ruleset.load import load_packs, with_cases
from cleantext.ruleset.model import Match, Rule
from cleantext.ruleset.required import clauses_of
from cleantext.ruleset.search import rarest_pairs
from cleantext.ruleset.shipped import shipped_rules_folder
from cleantext.ruleset.view import TRIMMED

PAGE = "正文第一段。\n登錄後才能查看\n您需要登录后才可以回帖 登录 | 立即注册\n正文第二段。\n"

SMALL = some.recursive(
    some.sampled_from(["一", "二", "三", r"\.", "[一二]", "[^一]", ".", r"\w", "^", "$"]),
    lambda inner: some.one_of(
        some.lists(inner, min_size=1, max_size=3).map("".join),
        some.lists(inner, min_size=1, max_size=3).map(lambda options: f"(?:{'|'.join(options)})"),
        some.tuples(inner, some.sampled_from(["?", "+", "*?", "{2}", "{0,2}"])).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}"
        ),
        inner.map(lambda pattern: f"({pattern})"),
        inner.map(lambda pattern: f"(?={pattern})"),
        inner.map(lambda pattern: f"(?!{pattern})"),
    ),
    max_leaves=8,
)


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLEANTEXT_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three of the shipped packs, as if they alone were shipped and had rested long enough."""
    folder = tmp_path / "rules"
    folder.mkdir()
    for name in ("discuz", "placeholders", "zhihu"):
        shutil.copy(shipped_rules_folder() / f"{name}.yaml", folder)
    shutil.copytree(shipped_rules_folder() / "tables", folder / "tables")
    monkeypatch.setattr(kept, "shipped_rules_folder", lambda: folder)
    monkeypatch.setattr("cleantext.ruleset.load.shipped_rules_folder", lambda: folder)
    monkeypatch.setattr(cache, "_SETTLED_NS", -(10**12))
    return folder


def entry_of(own_cache: Path) -> Path:
    (entry,) = (own_cache / "rules").glob("set-*")
    return entry


@given(SMALL, some.text("一二三.", max_size=6))
def test_what_a_pattern_requires_is_in_all_that_it_matches(pattern: str, text: str) -> None:
    if regex.search(pattern, text):
        assert all(any(literal in text for literal in clause) for clause in clauses_of(pattern))


def lines_of(pattern: str) -> Rule:
    return Rule("lines", "", flag="", match=Match(pattern=(pattern,)), needs=("一",))


def fits(masks: bytes, line: str) -> bool:
    begins, ends = (int.from_bytes(mask, "little") for mask in (masks[:MASK], masks[MASK:]))
    return bool(begins >> (ord(line[0]) & 0xFF) & 1 and ends >> (ord(line[-1]) & 0xFF) & 1)


@given(
    SMALL,
    SMALL,
    some.sampled_from(["^{}$", "^{}", "{}$", "{}|^{}$", "^(?:{}|{}$)", "(?:^{}$)+{}"]),
    some.text("一二三."),
)
def test_a_line_that_a_pattern_matches_begins_and_ends_as_told(
    one: str, other: str, frame: str, text: str
) -> None:
    pattern = frame.format(one, other)
    if any(found.group() for found in regex.finditer(pattern, text)):
        assert fits(edges_of([lines_of(pattern)]), text)


@given(
    some.lists(
        some.sampled_from(["一", "-", "a", "c", r"\d", r"\-", r"\]", r"\u4e01", "0", "9"]), min_size=1
    ),
    some.sampled_from("一丁七bc-]5^."),
)
def test_a_line_that_a_set_of_characters_matches_begins_as_told(parts: list[str], text: str) -> None:
    pattern = f"^[{''.join(parts)}]$"
    try:
        matches = regex.search(pattern, text)
    except regex.error:  # a range that runs backwards
        return
    assert not matches or fits(edges_of([lines_of(pattern)]), text)


@pytest.mark.parametrize(
    ("pattern", "begins", "ends"),
    [
        ("^(?:登录|註冊)$", "登注", "录册"),
        (r"^第?\d楼", "第0９", ""),
        ("(?<!没有)帐号[。！]*$", "", "号。!"),
        ("^(?=.*赞)(?:赞 *|踩 *)+$", "赞踩", "赞踩 "),
    ],
)
def test_what_a_line_begins_and_ends_with(pattern: str, begins: str, ends: str) -> None:
    for masks, characters in zip(batched_masks(pattern), (begins, ends), strict=True):
        expected = 0
        for character in fold(characters):
            expected |= 1 << (ord(character) & 0xFF)
        known = int.from_bytes(masks, "little")
        assert known & expected == expected
        assert "\\d" in pattern or known == (expected or (1 << 256) - 1)


def batched_masks(pattern: str) -> tuple[bytes, bytes]:
    masks = edges_of([lines_of(pattern)])
    return masks[:MASK], masks[MASK:]


@pytest.mark.parametrize(
    "pattern", ["(?i)^a$", "^(?:abc){e<=1}$", "(?:^a)?b", "a|^b$", "^.*$", r"^\S+$", "^[^一]$"]
)
def test_these_may_begin_with_anything(pattern: str) -> None:
    assert batched_masks(pattern)[0] == b"\xff" * MASK


@pytest.mark.parametrize(
    "pattern",
    ["(?i)abc", "a(?i:bc)", "(?:abc){e<=1}", "(?V1)[[ab]--b]c?", r"(?:\L<b>)", "[ab]", "a?b*", "a|", "(?!a)"],
)
def test_of_these_nothing_is_required(pattern: str) -> None:
    assert not any("b" in literal for clause in clauses_of(pattern) for literal in clause)


def test_shipped_patterns_match_in_their_own_cases_only_what_they_require() -> None:
    matched = 0
    for pack in map(with_cases, load_packs()):
        for rule in pack.rules:
            masks = edges_of([rule])
            lines = [line for case in rule.tests for line in (case.in_ or case.flags or "").split("\n")]
            for pattern in kept._patterns_of(rule):
                exact = rule.view == "exact"
                compiled = patterns.compile_pattern(pattern, exact=exact)
                _, clauses = patterns.learn(pattern, exact=exact)
                for line in lines if exact else map(fold, lines):
                    if compiled.search(line):
                        matched += 1
                        if rule.span == "line" and pattern in rule.target.pattern:
                            assert fits(masks, fold(line.strip(TRIMMED))), pattern
                        assert all(any(literal in line for literal in clause) for clause in clauses), pattern
    assert matched > 300


def test_a_set_recalled_does_what_the_set_read_does(packs: Path, own_cache: Path) -> None:
    read = kept_rules(bold=True)
    assert entry_of(own_cache).is_file()
    recalled = kept_rules(bold=True)
    assert recalled.index == read.index
    assert replace(read.index, rarest=(), edges=b"") == compile_rules(load_packs(), bold=True).index
    assert recalled.index.rarest == rarest_pairs(read.index.literals)
    assert recalled.index.edges == edges_of(chosen.rule for chosen in read.every)
    assert [chosen.name for chosen in recalled.every] == [chosen.name for chosen in read.every]
    assert [chosen.rule for chosen in recalled.every] == [chosen.rule for chosen in read.every]
    assert [chosen.pack for chosen in recalled.rules] == [chosen.pack for chosen in read.rules]
    assert clean(PAGE, rules=recalled).log() == clean(PAGE, rules=read).log()


def test_a_set_recalled_reads_only_the_rules_that_a_page_wakes(packs: Path) -> None:
    kept_rules()
    rules = kept_rules()
    clean(PAGE, rules=rules)
    asleep = [chosen for chosen in rules.rules if isinstance(chosen._rule, bytes)]
    assert 0.8 < len(asleep) / len(rules.rules) < 1


OWN = """
format: 1
pack: mine
about: 自己的规则。
tables: {places: {file: places.tsv}}
rules:
  - id: read-count
    about: 阅读次数行。
    remove: line
    match: {pattern: '^阅读次数:\\d+$'}
    needs: ['阅读次数:']
    tests: [{in: "阅读次数:12", out: ""}, {keep: "他说阅读次数:12。"}]
"""


def test_packs_of_ones_own_are_kept_with_the_shipped_ones(
    packs: Path, own_cache: Path, tmp_path: Path
) -> None:
    own, table = tmp_path / "mine.yaml", tmp_path / "places.tsv"
    own.write_text(OWN, "utf-8")
    table.write_text("甲\t乙\n", "utf-8")
    read = kept_rules([own])
    recalled = kept_rules([own])
    assert recalled.index == read.index
    assert [chosen.name for chosen in recalled.every] == [chosen.name for chosen in read.every]
    assert recalled.rules[-1].pack == read.rules[-1].pack
    assert clean("正文。\n阅读次数:12\n", rules=recalled).text == "正文。\n"
    table.write_text("甲\t丙\n", "utf-8")
    assert kept_rules([own]).rules[-1].pack.tables == {"places": {"甲": "丙"}}
    own.write_text(OWN.replace("阅读次数", "浏览次数"), "utf-8")
    assert clean("正文。\n浏览次数:12\n", rules=kept_rules([own])).text == "正文。\n"


def test_packs_of_ones_own_are_called_as_they_were_given(
    packs: Path, own_cache: Path, tmp_path: Path, monkeypatch
) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "mine.yaml").write_text(OWN.replace("12", name), "utf-8")
        (tmp_path / name / "places.tsv").write_text("甲\t乙\n", "utf-8")
    for folder, path in (
        ("one", "mine.yaml"),
        ("two", "mine.yaml"),
        (".", "one/mine.yaml"),
        ("one", "mine.yaml"),
    ):
        monkeypatch.chdir(tmp_path / folder)
        assert kept_rules([Path(path)]).rules[-1].pack.path == path
    Path("mine.yaml").write_text("format: 9\n", "utf-8")
    with pytest.raises(RuleError) as told:
        kept_rules([Path("mine.yaml")])
    assert all(mistake.place.startswith("mine.yaml") for mistake in told.value.mistakes)


def test_no_more_than_some_sets_are_kept(packs: Path, own_cache: Path, monkeypatch) -> None:
    monkeypatch.setattr(kept, "_MOST_SETS", 2)
    for name in ("discuz", "zhihu", "placeholders"):
        kept_rules(only=[name])
    assert len(list((own_cache / "rules").glob("set-*"))) == 2
    assert isinstance(kept_rules(only=["placeholders"]).rules[0]._rule, bytes)


def test_another_choice_of_rules_is_another_set(packs: Path) -> None:
    everything = kept_rules().rules
    alone, others = kept_rules(only=["discuz"]).rules, kept_rules(skip=["discuz"]).rules
    assert {chosen.pack.pack for chosen in alone} == {"discuz"}
    assert len(alone) + len(others) == len(everything) == len(kept_rules().rules)


def test_a_changed_pack_is_seen_even_where_its_length_stays(packs: Path) -> None:
    before = kept_rules()
    pack = packs / "discuz.yaml"
    status = pack.stat()
    pack.write_bytes(pack.read_bytes().replace("显示全部楼层".encode(), "显示全部楼号".encode()))
    os.utime(pack, ns=(status.st_atime_ns, status.st_mtime_ns))
    after = kept_rules()
    assert before.index.literals != after.index.literals
    assert after.index.literals == compile_rules(load_packs()).index.literals


def test_a_set_is_not_kept_while_its_packs_are_being_written(
    packs: Path, own_cache: Path, monkeypatch
) -> None:
    monkeypatch.setattr(cache, "_SETTLED_NS", 2_000_000_000)
    (packs / "discuz.yaml").touch()
    kept_rules()
    assert not list((own_cache / "rules").glob("set-*"))


def test_a_damaged_set_is_ignored_and_made_again(packs: Path, own_cache: Path) -> None:
    names = [chosen.name for chosen in kept_rules().every]
    whole = entry_of(own_cache).read_bytes()
    middle = len(whole) // 2
    for damaged in (b"", whole[:-3], whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]):
        entry_of(own_cache).write_bytes(damaged)
        assert [chosen.name for chosen in kept_rules().every] == names
        assert entry_of(own_cache).read_bytes() == whole


def test_without_a_folder_to_write_the_rules_are_there_all_the_same(packs: Path, own_cache: Path) -> None:
    own_cache.write_text("in the way")
    assert kept_rules().rules


def test_many_that_read_and_write_at_once_all_have_the_rules(packs: Path, own_cache: Path) -> None:
    names = [chosen.name for chosen in compile_rules(load_packs()).every]

    def again(number: int) -> list[list[str]]:
        found = []
        for turn in range(6):
            if (turn + number) % 3 == 0:
                (packs / "discuz.yaml").touch()  # for all others the entry is of other packs now
            found.append([chosen.name for chosen in kept_rules().every])
        return found

    with ThreadPoolExecutor(8) as pool:
        for found in pool.map(again, range(8)):
            assert found == [names] * 6
    assert not [path for path in (own_cache / "rules").iterdir() if path.name.startswith("tmp")]
