"""One page through a recipe."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleantext
from cleantext.recipe import Recipe, load_recipe, recipe_names


def test_text_and_its_bytes_are_cleaned_alike():
    page = "正文第一段。\n您需要登录后才可以回帖 登录 | 立即注册\n"
    assert cleantext.clean(page).text == cleantext.clean(page.encode()).text == "正文第一段。\n"


@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_any_text_can_be_cleaned_to_valid_utf8_and_had_back(text):
    data = text.encode("utf-8", "surrogatepass")
    try:
        result = cleantext.clean(text)
    except cleantext.InputError:
        return
    result.text.encode()
    assert result.undo() == data


def test_a_healthy_page_is_not_changed():
    page = "标题\n\n第一段,讲登录与注册。\n\n第二段。\n"
    result = cleantext.clean(page)
    assert not result.changed and result.history.steps == () and result.notes == ()


@pytest.mark.parametrize("name", recipe_names())
def test_every_shipped_recipe_can_be_run_and_undone(name):
    page = "區(qū)政府。  \n登錄\n".encode()
    assert cleantext.clean(page, name).undo() == page


def test_minimal_keeps_every_line_and_the_script():
    page = "登錄後才能查看\n正文。   \n\n\n\n區長\n"
    assert cleantext.clean(page, "minimal").text == "登錄後才能查看\n正文。\n\n區長\n"


def test_the_output_is_valid_utf8_even_where_no_step_repairs():
    page = "正文".encode() + b"\xff" + "。".encode()
    result = cleantext.clean(page, replace(load_recipe("minimal"), steps=("undecodable",)))
    assert result.text == "正文\ufffd。"
    assert result.undo() == page


@pytest.mark.parametrize("option", ["script", "repair", "punctuation", "fallback"])
def test_an_option_that_does_not_exist_is_refused_with_the_choices(option):
    with pytest.raises(cleantext.UsageError, match="choose one of"):
        Recipe("mine", **{option: "nonsense"})


def test_an_unknown_recipe_is_refused_with_the_nearest_name():
    with pytest.raises(cleantext.UsageError, match="did you mean 'default'"):
        load_recipe("defualt")


def test_a_recipe_file_of_ones_own(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("format: 1\nrecipe: mine\nscript: traditional\nfill: {xx: 松江}\n", "utf-8")
    assert load_recipe(str(path)) == Recipe("mine", script="traditional", fill=(("xx", "松江"),))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("recipe: mine\n", "1:1: key 'format' is missing"),
        ("format: 1\nrecipe: mine\nscirpt: keep\n", "3:1: unknown key 'scirpt'; did you mean 'script'"),
        ("format: 1\nrecipe: mine\nscript: english\n", "choose one of"),
        ("format: 1\nrecipe: mine\nsteps: [swep]\n", "3:9: found 'swep'; choose one of"),
    ],
)
def test_a_broken_recipe_is_named_with_its_place(tmp_path, text, says):
    path = tmp_path / "mine.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(cleantext.RuleError, match=says) as caught:
        load_recipe(str(path))
    assert str(path) in str(caught.value)


def test_equal_options_have_equal_digests_whatever_the_name():
    assert Recipe("a").digest == Recipe("b", about="other").digest != Recipe("a", script="keep").digest


def test_packs_of_ones_own_count_by_what_they_say(tmp_path):
    first, second = tmp_path / "a" / "ours.yaml", tmp_path / "b" / "ours.yaml"
    for path in (first, second):
        path.parent.mkdir()
        path.write_text("format: 1\npack: ours\nabout: 自己的规则。\nrules: []\n", "utf-8")
    assert Recipe("a", rules=(str(first),)).digest == Recipe("b", rules=(str(second),)).digest
    assert Recipe("a", rules=(str(first),)).digest != Recipe("a").digest


def test_a_pack_that_changes_while_the_process_lives_is_read_again(tmp_path):
    pack = tmp_path / "mine.yaml"
    source = """
format: 1
pack: mine
about: 试验。
rules:
  - id: prompt
    about: Removes a prompt.
    remove: line
    match: {line: ['投喂小猫']}
    tests: [{in: "投喂小猫\\n", out: ""}, {keep: "投喂小猫的人。\\n"}]
"""
    recipe = cleantext.Recipe("mine", rules=(str(pack),))
    pack.write_text(source, "utf-8")
    assert cleantext.clean("正文。\n投喂小猫\n", recipe).text == "正文。\n"
    pack.write_text(source.replace("投喂小猫", "投喂老猫了"), "utf-8")
    assert cleantext.clean("正文。\n投喂小猫\n", recipe).text == "正文。\n投喂小猫\n"
