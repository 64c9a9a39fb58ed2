"""Laws of reading: what is honest is found beside what lies, and reading goes on as if it had not stopped."""

import io
import re
import tempfile
from pathlib import Path

import corpora
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cleantext.recipe import load_recipe
from cleantext.run.batches import Cut, make_batches
from cleantext.run.framing import read_records
from cleantext.run.item import Cursor
from cleantext.run.plan import Plan
from cleantext.run.sources import find_sources

BODIES = st.lists(st.sampled_from([b"\r\n", b"\n", b"x", "正文。".encode(), b"WARC/1.0 "]), max_size=8).map(
    b"".join
)
LIES = st.sampled_from([0, 0, 0, 1, -1, 9, -9, 400, 10**7])


def packed_record(body, lie):
    return b"WARC/1.0\r\nContent-Length: %d\r\n\r\n%b\r\n\r\n" % (max(0, len(body) + lie), body)


def seems_honest(records, number):
    """Does a record that lies seem honest, as by chance another one, or nothing, follows its end?"""
    body, lie = records[number]
    behind = body + b"\r\n\r\n" + b"".join(packed_record(*record) for record in records[number + 1 :])
    end = max(0, len(body) + lie)
    return lie != 0 and end <= len(behind) and bool(re.match(rb"[\r\n]*(?:WARC/|\Z)", behind[end:]))


@settings(max_examples=100)
@given(st.lists(st.tuples(BODIES, LIES), max_size=8))
def test_every_honest_record_is_found(records):
    data = b"".join(packed_record(body, lie) for body, lie in records)
    assume(not any(seems_honest(records, number) for number in range(len(records))))
    found = [record.block for record in read_records(io.BytesIO(data), 1 << 20) if not record.fault]
    honest = [body for body, lie in records if lie == 0]
    rest = iter(found)
    assert all(body in rest for body in honest)


@settings(max_examples=40)
@given(
    st.lists(
        st.sampled_from(["a.jsonl", "b.txt", "c.jsonl.gz", "d.warc", "e.tar", "f.jsonl"]),
        min_size=1,
        unique=True,
    ),
    st.integers(100, 3000),
    st.integers(1, 9),
    st.sampled_from([1.0, 0.5]),
)
def test_reading_goes_on_from_any_part_as_if_it_had_not_stopped(names, part_bytes, batch_items, sample):
    content = {
        "a.jsonl": corpora.jsonl(15),
        "b.txt": corpora.text(1).encode(),
        "c.jsonl.gz": corpora.packed([corpora.jsonl(9)])[:-5],
        "d.warc": corpora.response(0) + corpora.response(1, lie=70) + corpora.response(2),
        "e.tar": corpora.tar({f"{n}.txt": corpora.text(n).encode() for n in range(7)}),
        "f.jsonl": b"",
    }
    plan = Plan(load_recipe("minimal"))
    cut = Cut(part_bytes=part_bytes, batch_items=batch_items, sample=sample)
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            Path(folder, name).write_bytes(content[name])

        def read(start):
            return list(make_batches(find_sources([folder], plan.patterns, Path("-")), plan, cut, start))

        whole = read(Cursor())
        for number, batch in enumerate(whole):
            if batch.closes:
                assert read(batch.cursor) == whole[number + 1 :]
