"""A page with its changes in it, and an answer for every line: gone or still there, and why."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from strategies import histories
from test_report import result_of

from cleantext.report.explain import explain_page
from cleantext.report.marks import visible

PACK = """
format: 1
pack: mine
about: 试验。
rules:
  - id: short-prompt
    about: Removes a prompt.
    remove: line
    match: {text: '投喂小猫'}
    where: {line_up_to: 12, tail: 3}
    unless: {ends_like_prose: true}
    tests:
      - {in: "投喂小猫一下\\n", out: ""}
      - {keep: "投喂小猫的人很多,大家都说好。\\n"}
  - id: boldly
    about: Removes a greeting.
    remove: line
    match: {line: '欢迎光临'}
    safety: bold
    tests:
      - {in: "欢迎光临\\n", out: ""}
      - {keep: "欢迎光临的牌子挂着。\\n"}
  - id: kept-name
    about: A name stays.
    protect: match
    match: {text: '里程碑'}
    tests:
      - {keep: "程碑\\n"}
"""
PAGE = """這是關於經濟發展的報告,內容說明地區的變化。
投喂小猫的人很多,大家都说好。
您需要登录后才可以回帖 登录 | 立即注册
欢迎光临
正文第一段,说明情况。
投喂小猫这一个很长的栏目更精彩
投喂小猫一下
"""


@pytest.fixture
def explain(command):
    Path("page.txt").write_text(PAGE, "utf-8")
    Path("mine.yaml").write_text(PACK, "utf-8")

    def run(*arguments):
        ended = command("explain", "page.txt", "--rules", "mine.yaml", *arguments)
        assert ended.code == 0, ended.err
        return ended.out.decode()

    return run


def test_the_page_is_shown_with_what_goes_and_what_comes(explain):
    assert explain().splitlines() == [
        "   1 | [-這是關於經濟發展的報告,內容說明地區的變-]{+这是关于经济发展的报告,内容说明地区的变+}化。"
        "  convert/simplified",
        "   2 | 投喂小猫的人很多,大家都说好。",
        "   3 | [-您需要登录后才可以回帖 登录 | 立即注册-]  discuz/log-in-to-reply",
        "   4 | 欢迎光临",
        "   5 | 正文第一段,说明情况。",
        "   6 | 投喂小猫这一个很长的栏目更精彩",
        "   7 | [-投喂小猫一下-]  mine/short-prompt",
    ]


def test_colour_strikes_out_and_no_color_forbids_it(explain, monkeypatch):
    colored = explain("--color", "always")
    assert "\x1b[31;9m投喂小猫一下\x1b[0m" in colored and "\x1b[32m这是关于" in colored
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in explain()


def test_one_rule_is_shown_alone_with_lines_around(explain):
    shown = explain("--rule", "discuz")
    assert "这是关于" in shown and "[-您需要登录" in shown and "一下" not in shown


def test_a_step_is_shown_by_its_name(explain):
    shown = explain("--rule", "sweep")
    assert "mine/short-prompt" in shown and "discuz/log-in-to-reply" in shown and "convert" not in shown


def test_a_line_that_is_gone_names_its_rule(explain):
    shown = explain("--line", "3")
    assert "line 3: 您需要登录后才可以回帖" in shown
    assert "  gone\n" in shown
    assert "  sweep: discuz/log-in-to-reply" in shown


def test_a_line_that_is_still_there_names_what_spared_it(explain):
    shown = explain("--line", "6")
    assert "stays, in line 5 of the clean text" in shown
    asked = shown[shown.index("mine/short-prompt looked at it") :]
    assert "yes match" in asked and "yes where.tail: 3" in asked
    assert "no  where.line_up_to: 12: the line has 15 characters" in asked
    assert "yes unless.ends_like_prose" in asked
    spared = explain("--line", "大家都说好")
    assert "no  where.tail: 3: the line stands further up" in spared
    assert "no  unless.ends_like_prose: the line ends as a sentence does" in spared


def test_a_rule_that_is_not_chosen_says_so(explain):
    assert "no  safety: bold: it runs with --bold" in explain("--line", "4")
    skipped = explain("--line", "3", "--skip", "discuz/log-in-to-reply")
    assert "no  chosen to run: --skip, --only or the recipe leaves it out" in skipped


def test_a_rule_that_does_nothing_says_where_it_looked(explain):
    shown = explain("--rule", "mine/boldly")
    assert shown.splitlines()[:2] == ["mine/boldly changes nothing on this page", "  欢迎光临"]
    assert "no line of the page has a word" in explain("--rule", "mine/kept-name")


def test_protected_text_is_named_as_the_reason(command):
    Path("mine.yaml").write_text(PACK, "utf-8")
    Path("page.txt").write_text("這是關於經濟發展的說明,里程碑。\n", "utf-8")
    shown = command("explain", "page.txt", "--rules", "mine.yaml", "--line", "1").out.decode()
    assert "mine/kept-name looked at it (protect" in shown


def test_html_is_shown_with_its_markup_folded(command):
    page = "<html><body><nav><a href='/'>首页</a></nav><article><h1>标题</h1>"
    page += "<p>正文第一段,说明情况。</p>" * 8 + "</article><script>var x = '广告';</script></body></html>"
    Path("page.html").write_text(page, "utf-8")
    shown = command("explain", "page.html").out.decode()
    assert "‹›" in shown and "正文第一段" in shown
    assert "<p>" not in shown and "广告" not in shown and "首页" in shown


def test_nothing_in_a_page_reaches_the_terminal_as_a_command(command):
    Path("page.txt").write_text("正文\x1b[2J第一段。\u202e\u200b\x07\n", "utf-8")
    shown = command("explain", "page.txt").out.decode()
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202e\u200b]", shown)


@given(histories())
def test_what_is_shown_holds_the_page_and_the_clean_text(case):
    source, history = case
    shown = "\n".join(explain_page(result_of(source, history), colored=False))
    shown = re.sub(r"^ *\d+ \| ?| {2}law/any.*$", "", shown, flags=re.MULTILINE)

    def bare(text):
        return re.sub(r"[\s⏎]", "", text)

    old = re.sub(r"\{\+.*?\+\}", "", shown)
    assert bare(re.sub(r"\[-(.*?)-\]", r"\1", old)) == bare(source)
    new = re.sub(r"\[-.*?-\]", "", shown)
    assert bare(re.sub(r"\{\+(.*?)\+\}", r"\1", new)) == bare(history.redo(source))


def test_line_ends_and_tabs_stay_visible():
    assert visible("\t正文\n") == "\t正文\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--line", "99"), "page.txt: there is no line 99; the page has lines 1 to 7"),
        (("--line", ""), "--line needs a number, or a text that the line holds"),
        (("--line", "1", "--rule", "mine"), "--line and --rule are two questions; ask one at a time"),
        (("--line", "不在"), "page.txt: no line holds '不在'; give its number"),
        (("--rule", "mine/none"), "no rule is called 'mine/none'; `cleantext rules list` names them"),
    ],
)
def test_mistakes_are_said_in_one_sentence(explain, command, arguments, said):
    ended = command("explain", "page.txt", *arguments)
    assert ended.code == 2 and said in ended.err and ended.err.count("\n") == 1


def test_a_conversion_of_many_lines_is_told_line_by_line(command):
    Path("page.txt").write_text("這是發展經濟的說明。\n" * 2000, "utf-8")
    shown = command("explain", "page.txt").out.decode().splitlines()
    assert shown[1999] == "2000 | [-這是發展經濟的說-]{+这是发展经济的说+}明。  convert/simplified"
    told = command("explain", "page.txt", "--line", "700").out.decode()
    assert "  stays, in line 700 of the clean text: 这是发展经济的说明。\n" in told
    assert "  convert: convert/simplified: [-這是發展經濟的說-]{+这是发展经济的说+}\n" in told


def test_of_a_paragraph_too_long_for_one_mark_nothing_is_hidden(command):
    Path("page.txt").write_text("這是發展經濟的說明，" * 100 + "完。\n", "utf-8")
    shown = command("explain", "page.txt").out.decode()
    assert "more" not in shown and shown.count("[-發-]{+发+}展[-經濟-]{+经济+}的") == 100


def test_of_a_line_of_megabytes_the_place_asked_for_is_shown(command):
    Path("page.txt").write_text("正文没有换行，" * 100_000 + "就在这里，" + "后面还有，" * 1000, "utf-8")
    told = command("explain", "page.txt", "--line", "就在这里").out.decode()
    assert "line 1: …" in told and "就在这里" in told and max(map(len, told.splitlines())) < 300
    shown = command("explain", "page.txt").out.decode()
    assert len(shown) < 3000 and "[… 703,005 characters …]" in shown


def test_in_a_page_of_one_line_the_text_asked_for_is_answered_for(command):
    page = "<html><body><nav>首页</nav><article>{}</article><footer>版权所有 某某网</footer></body></html>"
    Path("page.html").write_text(
        page.format("<p>正文第一段，说明情况如下，大家都来看一看。</p>" * 9), "utf-8"
    )
    told = command("explain", "page.html", "--line", "版权所有").out.decode()
    assert "  but this of it is gone: 版权所有\n" in told
    assert told.count("  unwrap: ") == 1 and "unwrap/outside-main" in told


def test_a_folder_is_no_page(command):
    ended = command("explain", ".")
    assert (ended.code, ended.err.count("\n")) == (2, 1)
    assert ".: this is a folder; explain takes one page, `cleantext report` many" in ended.err


def test_every_flag_of_the_docs_is_there(command):
    text = (Path(__file__).parent.parent / "docs/review.md").read_text("utf-8")
    verbs = (("explain",), ("diff",), ("score",))
    known = {
        flag for verb in verbs for flag in re.findall(r"--[a-z-]+", command(*verb, "--help").out.decode())
    }
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text)) <= known
