"""The step that runs rules: chrome off, placeholders restored, odd things flagged."""

from collections.abc import Mapping

from cleantext.page import Draft, Proposal
from cleantext.ruleset.compile import RuleSet
from cleantext.ruleset.run import run_rules


def sweep(
    draft: Draft, rules: RuleSet, *, fill: Mapping[str, str] | None = None, fallback: str = "keep"
) -> Proposal:
    """Run a rule set over a draft.

    `fill` gives the values of `{fill}`, by token; `fallback` says what becomes of a placeholder that no rule
    resolves: `keep`, `mark` or `drop`. Where two rules' edits overlap, the wider one wins, then the rule that
    comes first. A rule that runs out of time is left out, with a note.

    >>> from pathlib import Path
    >>> from cleantext.ruleset.compile import compile_rules
    >>> from cleantext.ruleset.parse import parse_pack
    >>> pack = parse_pack('''
    ... format: 1
    ... pack: prompts
    ... about: 请读者登录的提示行。
    ... rules:
    ...   - id: log-in-to-see
    ...     about: 论坛软件把附件藏在这一行后面。
    ...     remove: line
    ...     match: {line: 登录后才能查看}
    ...     tests: [{in: "登錄後才能查看", out: ""}, {keep: "他说，登录后才能查看。"}]
    ... ''', Path("prompts.yaml"))
    >>> proposal = sweep(Draft("第一段。\\n登錄後才能查看\\n"), compile_rules([pack]))
    >>> [(edit.old, edit.rule) for edit in proposal.edits]
    [('登錄後才能查看\\n', 'prompts/log-in-to-see')]
    """
    return run_rules(draft, rules, fill=fill or {}, fallback=fallback)
