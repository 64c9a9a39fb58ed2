"""Rules that would fire inside a sentence: whatever they look for, somebody may write about it."""

from collections.abc import Iterator
from dataclasses import replace

from cleantext.page import Draft, Page
from cleantext.ruleset.compile import compile_rules
from cleantext.ruleset.lint.finding import Finding
from cleantext.ruleset.lint.pattern_tree import NoTree
from cleantext.ruleset.lint.readable import readable, samples
from cleantext.ruleset.lint.source import Source
from cleantext.ruleset.model import Rule
from cleantext.ruleset.run import run_rules

_INSIDE = (
    "他在文章里写道，{}，后来大家都记住了这句话。",
    "老师问学生，页面上的“{}”是什么意思，没有一个人答得上来。",
)
_AT_THE_BEGIN = ("{}，这是他那天晚上看到的最后一行字，后来他再也没有打开过那个网站。",)
"""For literals alone: a label and what follows it may well be all of a line."""
_AROUND = "天亮以后，村里的人都到河边去了。", "那一年的雨下得很久，田里的水直到秋天才退。"
_REMOVING = ("remove", "cut", "between")


def check_breadth(source: Source) -> Iterator[Finding]:
    """Removing rules that take a sentence, or a piece of one, in which their own words are quoted."""
    for rule, keys in source.rules():
        if (
            rule.action not in _REMOVING
            or rule.status == "retired"
            or rule.safety == "bold"
            or rule.where.near
        ):
            continue
        frames = _INSIDE if rule.target.pattern else _INSIDE + _AT_THE_BEGIN
        for words in _words(rule):
            if sentence := _sentence_lost(source, rule, [frame.format(words) for frame in frames]):
                message = f"{rule.id}: it fires inside a sentence: {sentence}"
                hint = "match the whole line, or spare prose with `unless` or `line_up_to`"
                yield source.finding((*keys, "between" if rule.between else "match"), "broad", message, hint)
                break


def _words(rule: Rule) -> Iterator[str]:
    yield from rule.target.line[:3]
    yield from rule.target.text
    for pattern in rule.target.pattern:
        try:
            yield from (word for word in samples(readable(pattern, rule))[:3] if "\n" not in word)
        except NoTree:
            continue


def _sentence_lost(source: Source, rule: Rule, sentences: list[str]) -> str:
    """The first of these sentences of which the rule takes something; empty where it takes nothing."""
    rules = compile_rules([replace(source.pack, rules=(replace(rule, status="active"),))])
    for sentence in sentences:
        page = "\n".join((_AROUND[0], sentence, _AROUND[1], *rule.when.page_has[:1], ""))
        url = f"https://{rule.when.host[0]}/" if rule.when.host else ""
        proposal = run_rules(Draft(page, Page(b"", url=url)), rules, fill={}, fallback="keep")
        if any(edit.start < len(_AROUND[0]) + 1 + len(sentence) for edit in proposal.edits):
            return sentence
    return ""
