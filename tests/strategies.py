"""Random texts and edit lists, for the laws."""

from hypothesis import strategies as st

from cleantext.edits import Edit, Step, apply, settle
from cleantext.history import History

texts = st.text("甲乙丙丁 \n", max_size=20)


@st.composite
def proposals(draw, text):
    """Edits of any shape, overlapping ones too."""
    spans = draw(st.lists(st.tuples(*[st.integers(0, len(text))] * 2), max_size=6))
    return [
        Edit(min(span), max(span), text[min(span) : max(span)], draw(st.text("ab", max_size=3)), "law/any")
        for span in spans
    ]


@st.composite
def settled_edits(draw, text):
    return settle(text, draw(proposals(text)))


@st.composite
def histories(draw):
    """A source text and the history of some steps over it."""
    source = text = draw(texts)
    steps = []
    for name in ("mend", "sweep", "tidy"):
        edits = draw(settled_edits(text))
        after = apply(text, edits)
        steps.append(Step(name, edits, len(text), len(after)))
        text = after
    return source, History(tuple(steps))
