"""Settings: the command line over the configuration file over the recipe."""

from pathlib import Path

import pytest

from cleantext.configuration import Settings, find_settings, read_settings
from cleantext.errors import UsageError

TABLE = """
[tool.cleantext]
recipe = "minimal"
script = "taiwan"
skip = ["portal"]
rules = "rules/mine.yaml"
bold = true
fill = {xx = "松江", "某某" = "李四"}
"""


def test_the_nearest_pyproject_is_read(tmp_path, monkeypatch):
    (tmp_path / "pyproject.toml").write_text(TABLE, "utf-8")
    (tmp_path / "a/b").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "a/b")
    settings = find_settings()
    assert (settings.recipe, settings.script, settings.bold) == ("minimal", "taiwan", True)
    assert settings.rules == (str(tmp_path / "rules/mine.yaml"),)
    assert settings.fill == (("xx", "松江"), ("某某", "李四"))


def test_a_project_that_says_nothing_of_it_sets_nothing(tmp_path, monkeypatch):
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    assert find_settings() == Settings()


def test_a_file_of_another_name_is_the_table_itself(tmp_path):
    path = tmp_path / "clean.toml"
    path.write_text('script = "keep"\n', "utf-8")
    assert find_settings(path).script == "keep"


def test_the_command_line_comes_first_and_lists_add_up():
    below = Settings(script="taiwan", skip=("a",), fill=(("xx", "松江"), ("某某", "李四")))
    above = Settings(script="keep", skip=("b",), fill=(("xx", "徐汇"),))
    merged = above.over(below)
    assert (merged.script, merged.skip) == ("keep", ("a", "b"))
    assert merged.fill == (("xx", "徐汇"), ("某某", "李四"))


def test_settings_change_the_recipe_and_nothing_else():
    recipe = Settings(recipe="repair", script="taiwan", bold=True).make_recipe()
    assert (recipe.name, recipe.script, recipe.bold) == ("repair", "taiwan", True)
    assert recipe.steps == Settings(recipe="repair").make_recipe().steps


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('scrip = "keep"', r"has no setting 'scrip'; did you mean 'script'\? it knows recipe, "),
        ("script = 3", "the setting 'script' is 3; make it a string"),
        ("bold = 'yes'", "the setting 'bold' is 'yes'; make it true or false"),
        ("skip = [1]", r"the setting 'skip' is \[1\]; make it a list of strings"),
        ("fill = 'xx'", "the setting 'fill' is 'xx'; make it a table"),
        ("script = ", "this is not TOML: "),
    ],
)
def test_a_mistake_names_the_file_and_the_way_out(table, said):
    with pytest.raises(UsageError, match=rf"^clean\.toml: .*{said}"):
        read_settings(Path("clean.toml"), table.encode())


def test_a_configuration_that_is_not_there_is_a_usage_error(command):
    ended = command("--config", "missing.toml", stdin=b"x")
    assert ended.code == 2
    assert "missing.toml: cannot be read: no such file" in ended.err


def test_configuration_reaches_the_filter(command):
    Path("pyproject.toml").write_text('[tool.cleantext]\nrecipe = "nowhere"\n', "utf-8")
    assert "there is no recipe 'nowhere'" in command(stdin=b"x").err
    assert command("--recipe", "minimal", stdin=b"x").out == b"x\n"


def test_what_is_asked_for_by_name_runs_though_the_recipe_leaves_it_out(command):
    page = "正文第一段。\n责任编辑：王五\n".encode()
    assert command(stdin=page).out == page
    assert command("--only", "source-lines/editors-in-charge", stdin=page).out == "正文第一段。\n".encode()
    assert command("--only", "source-lines", "--skip", "source-lines", stdin=page).out == page
