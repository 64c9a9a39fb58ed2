"""One page through a recipe."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from cleantext.decode import decode, encode
from cleantext.edits import Edit, Span, Step, apply, settle
from cleantext.history import History, PositionMap
from cleantext.markup.detect import is_html
from cleantext.page import NOTHING, Decoded, Draft, Note, Page, Proposal
from cleantext.recipe import Recipe, load_recipe
from cleantext.records import dataclass, field, replace
from cleantext.ruleset.compile import RuleSet
from cleantext.ruleset.kept import kept_rules
from cleantext.ruleset.load import pack_files
from cleantext.steps.artifacts import remove_artifacts
from cleantext.steps.blocks import remove_blocks
from cleantext.steps.convert import convert
from cleantext.steps.lookalikes import lookalikes
from cleantext.steps.mend import mend
from cleantext.steps.reflow import reflow
from cleantext.steps.sweep import sweep
from cleantext.steps.tidy import tidy
from cleantext.steps.undecodable import replace_undecodable
from cleantext.steps.unescape import unescape


@dataclass(frozen=True, slots=True)
class Result:
    """A cleaned page: its text, every change in order, and what was seen and left.

    `history.redo(decoded.text) == text`; spans of `notes` are of `decoded.text`. `metadata` is what an HTML
    page says of itself: title, author, date, url and site, as far as it does.
    """

    page: Page
    decoded: Decoded
    recipe: Recipe
    text: str
    history: History
    notes: tuple[Note, ...]
    metadata: Mapping[str, str] = field(default_factory=dict)

    @property
    def changed(self) -> bool:
        """Would writing the clean text change the page's bytes?"""
        return self.text.encode() != self.page.data

    def undo(self) -> bytes:
        """The page's bytes, from the clean text and the history."""
        source = self.history.undo(self.text)
        decoded = self.decoded
        return encode(
            Decoded(source, decoded.encoding, decoded.bom, decoded.newline, decoded.patches, decoded.why)
        )

    def log(self) -> str:
        """The change log as one line of JSON, without a line end."""
        from cleantext.log import write_record  # here for start-up time: it takes hashlib and json

        return write_record(self)


@dataclass(frozen=True, slots=True)
class Stage:
    """One step at work: its draft, what it proposed, what was carried out of that, and the draft after."""

    draft: Draft
    proposal: Proposal
    step: Step
    after: Draft


def clean(
    page: str | bytes | Page,
    recipe: str | Recipe = "default",
    *,
    name: str = "<page>",
    url: str = "",
    encoding: str | None = None,
    declared: str | None = None,
    rules: RuleSet | None = None,
    watch: Callable[[Stage], object] | None = None,
) -> Result:
    """Clean one page.

    `page` is its bytes, or text (then its bytes are its UTF-8), or a Page. `encoding` overrides detection,
    `declared` (the charset of an HTTP header) is weighed in it; `rules` stand in place of the recipe's;
    `watch` is shown each step at work. Raises InputError where the bytes are not text, UsageError and
    RuleError for a bad recipe.

    >>> clean("正文第一段。\\n您需要登录后才可以回帖 登录 | 立即注册\\n").text
    '正文第一段。\\n'
    """
    plan = load_recipe(recipe) if isinstance(recipe, str) else recipe
    source = page if isinstance(page, Page) else Page(_as_bytes(page), name, url)
    asked = "utf-8" if isinstance(page, str) else encoding
    decoded = decode(source.data, encoding=asked, declared=declared, name=source.name)
    text = decoded.text
    steps: list[Step] = []
    notes: list[Note] = []
    metadata: Mapping[str, str] = {}
    for stage in walk(Draft(text, source), plan, rules, idle=watch is not None):
        if watch is not None:
            watch(stage)
        notes += [_in_source(note, steps) for note in stage.proposal.notes]
        metadata = stage.proposal.metadata or metadata
        text = stage.after.text
        if stage.step.edits:
            steps.append(stage.step)
        del stage  # with its draft, which is a copy of the page
    return Result(source, decoded, plan, text, History(tuple(steps)), tuple(notes), metadata)


def walk(draft: Draft, recipe: Recipe, rules: RuleSet | None = None, *, idle: bool = True) -> Iterator[Stage]:
    """Take a draft through a recipe's steps, one at a time; `rules` stand in place of the recipe's.

    Without `idle`, steps that find nothing to do are left out.

    >>> from cleantext.recipe import load_recipe
    >>> [stage.step.name for stage in walk(Draft("正文。\u3000"), load_recipe("minimal"))]
    ['undecodable', 'tidy']
    """
    skipped = recipe.skipped_models
    for name in recipe.steps:
        proposal = _STEPS[name](draft, recipe, rules)
        if proposal is NOTHING and not idle:
            continue
        proposal = _wanted(proposal, skipped)
        after, step = _carry_out(name, draft, proposal)
        yield Stage(draft, proposal, step, after)
        draft = after


def rules_of(recipe: Recipe) -> RuleSet:
    """The compiled rules a recipe sweeps with; made once for equal recipes and files that stay the same."""
    stamps = tuple(map(_stamp, pack_files(map(Path, recipe.rules)))) if recipe.rules else ()
    return _compiled(recipe.rules, stamps, recipe.skipped_rules, recipe.only, recipe.bold)


_STEPS: dict[str, Callable[[Draft, Recipe, RuleSet | None], Proposal]] = {
    "unwrap": lambda draft, recipe, rules: _unwrapped(draft, recipe, rules),
    "unescape": lambda draft, recipe, rules: unescape(draft, skip=recipe.skipped_models),
    "mend": lambda draft, recipe, rules: mend(draft, repair=recipe.repair, skip=recipe.skipped_models),
    "lookalikes": lambda draft, recipe, rules: lookalikes(draft, skip=recipe.skipped_models),
    "undecodable": lambda draft, recipe, rules: replace_undecodable(draft),
    "sweep": lambda draft, recipe, rules: sweep(
        draft, rules or rules_of(recipe), fill=dict(recipe.fill), fallback=recipe.fallback
    ),
    "artifacts": lambda draft, recipe, rules: remove_artifacts(draft),
    "blocks": lambda draft, recipe, rules: remove_blocks(
        draft, blocks=recipe.blocks, at_most_share=recipe.at_most_share
    ),
    "reflow": lambda draft, recipe, rules: reflow(draft),
    "convert": lambda draft, recipe, rules: convert(draft, script=recipe.script),
    "tidy": lambda draft, recipe, rules: tidy(draft, punctuation=recipe.punctuation, nfc=recipe.nfc),
}


def _unwrapped(draft: Draft, recipe: Recipe, rules: RuleSet | None) -> Proposal:
    if recipe.html == "never" or (recipe.html == "auto" and not is_html(draft.text)):
        return NOTHING
    from cleantext.steps.unwrap import unwrap  # here for start-up time: its patterns are for pages of HTML

    return unwrap(
        draft, rules or rules_of(recipe), html=recipe.html, replies=recipe.replies, skip=recipe.skipped_models
    )


_Stamp = tuple[str, int, int]
"""Which file it is, and which version of it."""


def _stamp(path: Path) -> _Stamp:
    """A file that cannot be read is the loader's to report."""
    try:
        status = path.stat()
    except OSError:
        return str(path.resolve()), -1, -1
    return str(path.resolve()), status.st_mtime_ns, status.st_size


@lru_cache(maxsize=8)
def _compiled(
    paths: tuple[str, ...],
    stamps: tuple[_Stamp, ...],
    skip: tuple[str, ...],
    only: tuple[str, ...],
    bold: bool,
) -> RuleSet:
    return kept_rules(tuple(map(Path, paths)), skip, only, bold=bold)


def _as_bytes(page: str | bytes) -> bytes:
    return page.encode("utf-8", "surrogatepass") if isinstance(page, str) else page


def _wanted(proposal: Proposal, skipped: frozenset[str]) -> Proposal:
    """A proposal without what skipped models propose; an edit under several names needs all of them."""
    if not skipped:
        return proposal
    return Proposal(
        tuple(edit for edit in proposal.edits if skipped.isdisjoint(edit.rule.split(" + "))),
        tuple(note for note in proposal.notes if note.rule not in skipped),
        proposal.protected,
        proposal.metadata,
        proposal.surroundings,
    )


def _carry_out(name: str, draft: Draft, proposal: Proposal) -> tuple[Draft, Step]:
    """Settle and apply a proposal; a draft nothing changed is handed on with the views it has made."""
    edits = settle(draft.text, proposal.edits, draft.protected) if proposal.edits else ()
    page = _with_address(draft.page, proposal.metadata)
    if not edits:
        if proposal.protected:
            protected = _united(draft.protected, proposal.protected)
            draft = Draft(
                draft.text, draft.page, protected, surroundings=draft.surroundings, swept=draft.swept
            )
        return draft, Step(name, (), len(draft.text), len(draft.text))
    text = apply(draft.text, edits)
    protected = _moved(_united(draft.protected, proposal.protected), edits)
    surroundings = proposal.surroundings or draft.surroundings
    swept = _swept(draft, edits) if name == "sweep" or draft.swept else ()
    after = Draft(text, page, protected, surroundings=surroundings, swept=swept)
    return after, Step(name, edits, len(draft.text), len(text))


def _swept(draft: Draft, edits: tuple[Edit, ...]) -> list[tuple[int, str]]:
    """The whole lines that rules took off, where they stood in the text after these edits.

    Later steps' own removals are left out: `blocks` asks what is known to be no part of the page's text.
    """
    there = PositionMap(edits)
    if draft.swept:
        return [(there.forward((at, at))[0], line) for at, line in draft.swept]
    return [
        (there.forward((edit.start, edit.end))[0], line)
        for edit in edits
        if not edit.new and "\n" in edit.old
        for line in edit.old.split("\n")
        if line and not line.isspace()
    ]


def _with_address(page: Page, metadata: Mapping[str, str]) -> Page:
    """The page under the address that it names itself, if no other is known: `when: host` asks for it."""
    return page if page.url or not metadata.get("url") else replace(page, url=metadata["url"])


def _united(left: tuple[Span, ...], right: tuple[Span, ...]) -> tuple[Span, ...]:
    """Sorted, disjoint spans that cover both lists."""
    united: list[Span] = []
    for start, end in sorted((*left, *right)):
        if united and start <= united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return tuple(united)


def _moved(spans: tuple[Span, ...], edits: tuple[Edit, ...]) -> tuple[Span, ...]:
    if not spans:
        return ()
    there = PositionMap(edits)
    return _united(tuple(there.forward(span) for span in spans), ())


def _in_source(note: Note, steps: list[Step]) -> Note:
    """The same note with its span in the decoded page."""
    span = note.span
    for step in reversed(steps):
        span = PositionMap(step.edits).back(span)
    return Note(note.level, note.rule, span, note.message)
