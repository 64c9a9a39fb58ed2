"""The pages of one site as rules see them: read, unwrapped and mended, with nothing removed yet."""

from collections.abc import Iterable, Iterator

from cleantext.batch import Failure, Job, clean_pages
from cleantext.recipe import STEPS, Recipe, load_recipe
from cleantext.records import replace


def before_rules() -> Recipe:
    """The default recipe up to where its rules begin.

    >>> before_rules().steps[-1]
    'undecodable'
    """
    default = load_recipe("default")
    return replace(default, name="before-rules", steps=STEPS[: STEPS.index("sweep")])


def texts_of(jobs: Iterable[Job], *, encoding: str | None = None) -> Iterator[str | Failure]:
    """Each page's text, or why there is none, in order; one page at a time is held."""
    for outcome in clean_pages(jobs, before_rules(), encoding=encoding):
        yield outcome if isinstance(outcome, Failure) else outcome[1].text
