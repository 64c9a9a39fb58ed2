"""What the compiled part tells of lines for `blocks` is what patterns and sets tell."""

import re

from hypothesis import given
from hypothesis import strategies as st

from cleantext.compiled.line_look import Looker
from cleantext.compiled.line_words import LineWords
from cleantext.compiled.shared_pairs import shares
from cleantext.steps.blocks.kinds import _DAY, _MOST_OF_DATE, _STAMP

LINES = st.text(
    st.sampled_from("的丨|-/.:,。!?…;)」az10２年月日天点时分秒前昨午上星期周六个 \u3000½²٣〇\x85中文𠀀")
    | st.characters(exclude_characters="\n"),
    max_size=30,
)
DATES = st.lists(
    st.sampled_from(["2020年3月5日", "12:30", "3天前", "周三", "昨天", "上午", "10/05", "新"])
).map("".join)

LOOKER = Looker(function="的了", pauses=",。;!?…", closing=")」", walls="丨|/")


@given(LINES)
def test_a_look_counts_what_patterns_find(line: str) -> None:
    look = LOOKER.look(line)
    assert look.text == line
    assert look.letters == sum(map(str.isalpha, line))
    assert look.function == len(re.findall("[的了]", line))
    assert look.pauses == len(re.findall(r"[,。;!?…]|[a-z)]\.(?=\s|$)", line))
    assert look.partings == len(re.findall(r"[丨|/\s]+", line))
    assert look.ascii == len(line.encode("ascii", "ignore"))
    assert look.has_figure == bool(re.search(r"\d", line))
    assert look.end == re.sub(r"[)」\d\s]*\Z", "", line)[-1:]


@given(LINES | DATES)
def test_a_look_misses_no_date_and_no_letter_of_one(line: str) -> None:
    look = LOOKER.look(line)
    for pattern, most in ((_STAMP, look.dates), (_DAY, look.days)):
        found = pattern.findall(line)
        assert len(found) <= most
        assert sum(map(str.isalpha, "".join(found))) <= _MOST_OF_DATE * most


@given(LINES, st.lists(LINES, max_size=4))
def test_lines_share_the_pairs_that_a_text_has(text: str, lines: list[str]) -> None:
    has = {text[at : at + 2] for at in range(len(text) - 1)}
    pairs = [[line[at : at + 2] for at in range(len(line) - 1)] for line in lines]
    assert shares(text, lines) == [sum(map(has.__contains__, own)) / max(1, len(own)) for own in pairs]


WORDS = {
    "登录": "account",
    "登录后": "action",
    "录后": "list",
    "中": "section",
    "vip": "account",
    "©": "legal",
}


def _find(text: str) -> dict[int, list[int]]:
    return {
        number: [found.start() for found in re.finditer(f"(?={re.escape(word)})", text)]
        for number, word in enumerate(WORDS)
    }


def test_words_cover_a_line_the_longest_from_the_left_and_some_only_where_they_stand_alone() -> None:
    asked: list[tuple[str, int, int]] = []

    def refuse(line: str, start: int, end: int) -> bool:
        asked.append((line, start, end))
        return False

    words = LineWords(tuple(WORDS), WORDS.values(), _find, ("©",), refuse)
    lines = ["登录后|登录", "录后", "正文", "中 中国", "vip svip", "版权©"]
    assert words.weigh("\n".join(lines), lines) == [
        {"action": 3, "account": 2},
        {"list": 2},
        None,
        {"section": 1},
        {"account": 3},
        {},
    ]
    assert asked == [("版权©", 2, 3)]
