"""The pool gives results in order, bounds what is under way, and outlives what its workers die of."""

import multiprocessing
import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.errors import OutputError, UsageError
from cleantext.run.channel import Channel
from cleantext.run.item import Batch, Failed, Item, Outcome
from cleantext.run.pool import Pool


def make_echo(argument):
    """Work that gives the items back as rows, and does what an item tells it to."""
    if argument == "unusable":
        raise UsageError("the recipe cannot be used")
    if argument == "stillborn":
        os._exit(5)

    def work(batch, begin):
        rows, failed = [], []
        for number, item in enumerate(batch.items):
            begin(number)
            if item.failure:
                failed.append(Failed(item.place, item.name, item.failure))
                continue
            obey(item, argument)
            rows.append(item.data)
        return Outcome(len(rows), 0, b" ".join(rows), failed=tuple(failed))

    return work


def obey(item, folder):
    order, _, seconds = item.data.decode().partition(":")
    if order == "sleep":
        time.sleep(float(seconds))
    mark = Path(folder, item.name)
    if order == "die" or (order == "die-once" and not mark.exists()):
        mark.touch()
        os._exit(7)


def batches(*groups):
    for group in groups:
        yield Batch(tuple(Item(f"in:{data}", data.partition(":")[0], data.encode()) for data in group))


def outcomes(groups, folder, **options):
    with Pool(make_echo, str(folder), workers=2, **options) as pool:
        return [
            (o.rows.decode(), [(f.place, f.reason) for f in o.failed]) for _, o in pool.map(batches(*groups))
        ]


def test_results_come_in_order_whoever_is_first(tmp_path):
    groups = [["sleep:0.2"], *([str(number)] for number in range(12))]
    assert [rows for rows, _ in outcomes(groups, tmp_path)] == ["sleep:0.2", *map(str, range(12))]


def test_no_more_is_read_than_the_window_holds(tmp_path):
    read = []

    def reading():
        for number, batch in enumerate(batches(*([str(n)] for n in range(50)))):
            read.append(number)
            yield batch

    with Pool(make_echo, str(tmp_path), workers=1, ahead=2) as pool:
        for written, _ in enumerate(pool.map(reading())):
            assert len(read) <= written + 1 + 3


def test_a_page_that_kills_its_worker_once_is_not_lost(tmp_path):
    assert outcomes([["a", "die-once", "b"], ["c"], ["die-once"]], tmp_path) == [
        ("a die-once b", []),
        ("c", []),
        ("die-once", []),
    ]


def test_a_page_that_kills_two_workers_is_set_aside_alone(tmp_path):
    said = ("in:die", "it stopped two workers (exit code 7)")
    assert outcomes([["a", "die", "b", "die"], ["die"], ["c"]], tmp_path) == [
        ("a b", [said, said]),
        ("", [said]),
        ("c", []),
    ]


def test_a_page_past_its_deadline_is_set_aside_and_the_rest_goes_on(tmp_path):
    begun = time.monotonic()
    got = outcomes([["a", "sleep:60", "b"], ["c"]], tmp_path, page_timeout_seconds=0.3)
    said = "it took more than 0.3 seconds; split it, or raise --page-timeout"
    assert got == [("a b", [("in:sleep:60", said)]), ("c", [])]
    assert time.monotonic() - begun < 50


def test_the_deadline_is_for_a_page_and_not_for_a_batch(tmp_path):
    got = outcomes([["sleep:0.3"] * 6], tmp_path, page_timeout_seconds=1.5)
    assert got == [(" ".join(["sleep:0.3"] * 6), [])]


def test_what_is_wrong_with_the_recipe_is_said_and_ends_it():
    with pytest.raises(UsageError, match="cannot be used"), Pool(make_echo, "unusable", workers=2) as pool:
        list(pool.map(batches(["a"])))


def test_workers_that_cannot_start_end_it():
    dead = pytest.raises(OutputError, match="die as soon as they are started")
    with dead, Pool(make_echo, "stillborn", workers=2) as pool:
        list(pool.map(batches(["a"])))


def test_leaving_early_ends_the_workers(tmp_path):
    with Pool(make_echo, str(tmp_path), workers=2) as pool:
        next(pool.map(batches(["a"], ["sleep:60"])))
        processes = [worker.process for worker in pool._workers]
    assert not any(process.is_alive() for process in processes)


def test_it_works_where_nothing_can_be_forked(tmp_path, monkeypatch):
    from cleantext.run import pool

    monkeypatch.setattr(pool, "_start_method", lambda: "spawn")
    assert outcomes([["a", "die-once", "b"], ["c"]], tmp_path) == [("a die-once b", []), ("c", [])]


@given(st.lists(st.binary(max_size=200) | st.text(max_size=80) | st.none(), max_size=6))
def test_what_is_sent_arrives_whether_the_shared_memory_holds_it_or_not(values: list[object]) -> None:
    here, there = multiprocessing.Pipe()
    one, other = (multiprocessing.RawArray("B", 64) for _ in range(2))
    with here, there:
        first, second = Channel(here, one, other), Channel(there, other, one)
        for value in values:
            first.send(value)
            assert second.recv() == value
            second.send([value])
            assert first.recv() == [value]
        there.close()
        with pytest.raises(EOFError):
            first.recv()
