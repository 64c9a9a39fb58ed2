"""Which files make a part, and whether an output folder is this run's."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import UsageError
from cleantext.integrations.arrow import make_cleaner
from cleantext.integrations.parts import check_manifest, plan_parts, write_manifest

CLEANER = make_cleaner()
PARTS = plan_parts([("a.parquet", 5), ("b.parquet", 5)], 2)

files = st.lists(
    st.tuples(st.text("abc", min_size=1, max_size=4), st.integers(0, 9)), unique_by=lambda f: f[0]
)


@given(files, st.integers(1, 5))
def test_every_file_is_in_one_part_and_order_is_kept(found, at_most):
    parts = plan_parts(found, at_most)
    assert [path for part in parts for path in part.files] == sorted(path for path, _ in found)
    assert len(parts) <= at_most and all(part.files for part in parts)


@given(files, st.integers(1, 5), st.randoms())
def test_the_order_in_which_files_are_found_does_not_count(found, at_most, random):
    shuffled = random.sample(found, len(found))
    assert plan_parts(shuffled, at_most) == plan_parts(found, at_most)


def test_the_same_run_goes_on():
    manifest = write_manifest(PARTS, CLEANER)
    check_manifest(manifest, manifest, "clean")


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (write_manifest(PARTS[:1], CLEANER), "the files of the input, or --parts, are others"),
        (write_manifest(PARTS, make_cleaner(recipe="corpus")), "its recipe is '"),
        (write_manifest(PARTS, make_cleaner(log=True)), "its log is True, not False"),
        (write_manifest(PARTS, replace(CLEANER, version="0.0.1")), "its version is '0.0.1'"),
        ("{}", "its cleantext_parts is None, not 1"),
        ("[]", "this is no manifest of a run"),
        ("half", "this is no manifest of a run"),
    ],
)
def test_another_run_is_told_by_what_differs(other, said):
    with pytest.raises(UsageError) as told:
        check_manifest(other, write_manifest(PARTS, CLEANER), "clean/_cleantext.json")
    assert said in str(told.value)
