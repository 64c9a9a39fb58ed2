"""From the pages of one site to a pack of rules for what they repeat."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from cleantext.errors import UsageError
from cleantext.induce.blocks import find_blocks
from cleantext.induce.cases import cases_of
from cleantext.induce.choose import choose
from cleantext.induce.chrome import LeftOut
from cleantext.induce.judge import judge
from cleantext.induce.pack import Heading, name_rules, proven, write_pack
from cleantext.induce.skeletons import mask_numbers, open_words
from cleantext.induce.tally import Tally

LEAST_PAGES = 20
LEAST_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A pack as YAML (empty where nothing comes again as chrome does), and what was left out and why."""

    pack: str
    rules: int
    pages: int
    left_out: tuple[LeftOut, ...]


def induce(
    pages: Iterable[str],
    name: str,
    *,
    host: str = "",
    least_pages: int = LEAST_PAGES,
    least_share: float = LEAST_SHARE,
) -> Suggestion:
    """Suggest rules for the lines that come again on the pages of one site.

    `pages` are their texts, read once, one by one. A line must stand on `least_share` of them (0 to 1). The
    pack loads, lints and tests clean as it is. Raises UsageError for fewer than `least_pages` pages.

    >>> site = [f"首页 | 新闻 | 论坛\\n第{n}条河\\n河水流过第{n}座桥，一直流到海里。\\n" for n in range(20)]
    >>> print(*induce(site, "rivers").pack.splitlines()[4:9], sep="\\n")
      - id: head-1
        about: "“首页 | 新闻 | 论坛” over the text, on 20 of 20 pages."
        remove: line
        match: {line: ['首页 | 新闻 | 论坛']}
        where: {head: 4}
    """
    tally = Tally()
    for page in pages:
        tally.add(page)
    if tally.pages < least_pages:
        raise UsageError(
            f"{_counted(tally)} too few to tell what a site repeats",
            hint=f"give {least_pages} pages of one site or more",
        )
    chrome, left = judge(tally, max(2, ceil(least_share * tally.pages)))
    chosen = choose(chrome, tally.samples, tally.pages)
    chosen += find_blocks(chosen, tally.samples, tally.pages)
    forms = {one.skeleton for one in chosen}

    def is_chrome(line: str) -> bool:
        masked = mask_numbers(line)
        return line in forms or masked in forms or any(form in forms for form in open_words(masked))

    cases = [(one, cases_of(one, tally.samples, is_chrome)) for one in chosen]
    heading = Heading(name, tally.pages, host)
    good, bad = proven(heading, name_rules([(one, found) for one, found in cases if found is not None]))
    left += [
        LeftOut(one.skeleton, one.pages, "no sampled page shows it") for one, found in cases if not found
    ]
    left += [LeftOut(draft.chrome.skeleton, draft.chrome.pages, why) for draft, why in bad]
    text = write_pack(heading, good) if good else ""
    return Suggestion(text, len(good), tally.pages, tuple(left))


def _counted(tally: Tally) -> str:
    copies = f" (copies aside: {tally.copies})" if tally.copies else ""
    return f"1 page{copies} is" if tally.pages == 1 else f"{tally.pages} pages{copies} are"
