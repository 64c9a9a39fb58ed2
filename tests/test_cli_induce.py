"""`cleantext induce`: from a folder of pages to a pack."""

from pathlib import Path

import pytest
from sites import pages_of


def write_site(
    folder: str, kind: str = "forum", count: int = 24, encoding: str = "utf-8", ending: str = "txt"
) -> None:
    Path(folder).mkdir()
    for number, page in enumerate(pages_of(kind, count)):
        Path(folder, f"{number:02}.{ending}").write_bytes(page.text.encode(encoding, "ignore"))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_pack_is_written_and_holds_as_it_is(command, encoding):
    write_site("pages", encoding=encoding)
    ended = command("induce", "pages", "-o", "our-forum.yaml")
    assert (ended.code, ended.out) == (0, b"")
    assert "wrote our-forum.yaml" in ended.err
    assert command("rules", "lint", "our-forum.yaml").code == 0
    assert command("rules", "test", "our-forum", "--rules", "our-forum.yaml").code == 0
    page = pages_of("forum", 1, seed=2)[0]
    cleaned = command("--rules", "our-forum.yaml", stdin=page.text.encode()).out.decode()
    assert [line for line in cleaned.split("\n") if line] == list(page.article)


def test_pages_in_traditional_big5_are_read_as_the_filter_reads_them(command):
    write_site("pages", kind="traditional", encoding="big5hkscs")
    shown = command("induce", "pages").out.decode()
    assert "字号:大 中 小" in shown
    assert "字號：大 中 小" in shown


def test_the_pack_is_named_after_its_folder_and_printed(command):
    write_site("Our Site 2")
    assert command("induce", "Our Site 2").out.decode().split("\n")[1] == "pack: our-site-2"
    assert command("induce", "Our Site 2", "--name", "mine").out.decode().split("\n")[1] == "pack: mine"


def test_rules_for_one_host_hold_for_that_host(command):
    write_site("pages")
    assert command("induce", "pages", "--host", "bbs.example.cn", "-o", "bbs.yaml").code == 0
    assert "defaults: {when: {host: ['bbs.example.cn']}}" in Path("bbs.yaml").read_text("utf-8")
    assert command("rules", "test", "bbs", "--rules", "bbs.yaml").code == 0
    assert command("rules", "lint", "bbs.yaml").code == 0


def test_html_is_unwrapped_first(command):
    Path("pages").mkdir()
    for number, page in enumerate(pages_of("novel", 24)):
        lines = "".join(f"<p>{line}</p>" for line in page.text.split("\n"))
        html = f"<html><head><title>书</title></head><body><div>{lines}</div></body></html>"
        Path("pages", f"{number}.html").write_text(html, "utf-8")
    ended = command("induce", "pages", "--verbose")
    assert "<" not in ended.out.decode()
    assert "<p>" not in ended.err


def test_what_makes_no_rule_is_shown_when_asked_for(command):
    write_site("pages", kind="novel")
    assert "欲知后事如何" not in command("induce", "pages").err
    shown = command("induce", "pages", "--verbose").err
    assert "left out: “欲知后事如何,且听下回分解。”, on 24 of 24 pages: it reads like a sentence" in shown


def test_nothing_that_comes_again_is_a_finding(command):
    write_site("pages", kind="unrelated")
    ended = command("induce", "pages", "-o", "none.yaml")
    assert (ended.code, ended.out) == (1, b"")
    assert "nothing comes again on these 24 pages as a site's chrome does" in ended.err
    assert not Path("none.yaml").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["few"], "19 pages are too few to tell what a site repeats; give 20 pages of one site or more"),
        (["few", "-o", "there.yaml"], "there.yaml: this file is there already"),
        (["few", "-o", "a.yaml", "--name", "b"], "a.yaml: the pack is called 'b'; call the file b.yaml"),
        (["few", "--name", "论坛"], "'论坛' is no name for a pack"),
        (["few", "--host", "https://bbs.example.cn/"], "is no host; write it as in bbs.example.cn"),
        (["few", "--pattern", "*.md"], "the folder holds no page named *.md"),
    ],
)
def test_a_mistake_is_said_in_one_sentence(command, arguments, said):
    write_site("few", count=19)
    Path("there.yaml").write_text("", "utf-8")
    ended = command("induce", *arguments)
    assert (ended.code, ended.out) == (2, b"")
    assert said in ended.err
    assert ended.err.count("\n") == 1


def test_a_page_that_fails_is_set_aside(command):
    write_site("pages")
    Path("pages", "bad.txt").write_bytes(b"")
    ended = command("induce", "pages")
    assert ended.code == 3
    assert "pages/bad.txt: the page is empty" in ended.err
    assert ended.out.startswith(b"format: 1\n")
