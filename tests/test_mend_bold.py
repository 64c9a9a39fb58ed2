"""How far repair goes: safe notes what it is not sure of, bold takes the likeliest, off looks at nothing."""

import json

import pytest

from cleantext.edits import apply
from cleantext.engine import clean
from cleantext.page import Draft
from cleantext.recipe import Recipe
from cleantext.steps.mend import mend

UNSURE = "工作安排如下：\n{}\n各单位要认真落实。\n"
"""Lines read one byte off, of which more than one original is likely."""

SHIFTED = [UNSURE.format(run) for run in ("⊙侵尥ㄓ煤娇招嵘柙诼取", "蛭榔髅挥斜４娴锹嫉募锹肌")]
FEW_ANNOTATIONS = "全區(qū)經(jīng)濟發(fā)展，區(qū)內企業很多，投資很旺，各項工作都有新的進步。\n"


def outcome(text, repair):
    proposal = mend(Draft(text), repair=repair)
    return apply(text, proposal.edits), proposal.notes


@pytest.mark.parametrize("text", [*SHIFTED, FEW_ANNOTATIONS])
def test_what_safe_notes_bold_takes(text):
    left, notes = outcome(text, "safe")
    taken, _ = outcome(text, "bold")
    assert (left == text or "\ufffd" in left) and notes and notes[0].rule.startswith("mend/")
    assert taken != left and "\ufffd" not in taken


@pytest.mark.parametrize(
    "text", ["点击鑾峰彇更多信息", "作者：JosÃ©\n", "主要工作：\n。ㄒ唬┤婕忧咳瞬哦游榻ㄉ\n"]
)
def test_what_safe_takes_bold_takes_too_and_off_does_not(text):
    safe, _ = outcome(text, "safe")
    assert safe != text
    assert outcome(text, "bold")[0] == safe
    assert outcome(text, "off") == (text, ())


@pytest.mark.parametrize("text", [*SHIFTED, FEW_ANNOTATIONS, "点击鑾峰彇更多信息", "作者：JosÃ©\n"])
def test_every_repair_names_its_model_and_its_margin(text):
    for edit in mend(Draft(text), repair="bold").edits:
        assert edit.rule.startswith("mend/")
        assert edit.margin is not None


def test_the_log_says_model_and_margin():
    record = json.loads(clean("点击鑾峰彇更多信息\n", "repair").log())
    (edit,) = record["steps"][0]["edits"]
    assert edit["rule"] == "mend/utf8-as-gbk" and edit["margin"] > 0


def test_the_option_comes_from_a_recipe_the_command_line_or_a_configuration(command, tmp_path):
    page = FEW_ANNOTATIONS.encode()
    bold = clean(page, Recipe("bold", steps=("mend", "undecodable"), repair="bold")).text.encode()
    assert bold != page
    (tmp_path / "bold.yaml").write_text("format: 1\nrecipe: bold\nsteps: [mend]\nrepair: bold\n", "utf-8")
    (tmp_path / "safe.yaml").write_text("format: 1\nrecipe: safe\nsteps: [mend]\n", "utf-8")
    assert command("--recipe", "bold.yaml", stdin=page).out == bold
    assert command("--recipe", "safe.yaml", stdin=page).out == page
    assert command("--recipe", "safe.yaml", "--repair", "bold", stdin=page).out == bold
    assert command("--recipe", "bold.yaml", "--repair", "off", stdin=page).out == page
    (tmp_path / "pyproject.toml").write_text('[tool.cleantext]\nrepair = "bold"\n', "utf-8")
    assert command("--recipe", "safe.yaml", stdin=page).out == bold
