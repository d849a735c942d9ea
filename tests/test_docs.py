"""What the documents say of the program is what the program says of itself."""

import re
import tomllib

import pytest

from nianbao.cli import app, main
from reportgen.form import load_form

BLOCK = re.compile(r"```text\n(用法：(nianbao[^\n]*)\n.*?)\n```", re.DOTALL)
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
DOCUMENTS = (
    "README.md",
    "README.zh-CN.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/guide.md",
)
FORBIDDEN_WORDS = ("审计", "爬虫", "判决", "置信度")


def commands():
    """Every command as typed, those of a group behind its name."""
    groups = {"": app.registered_commands}
    for group in app.registered_groups:
        typed = group.typer_instance
        groups[typed.info.name] = typed.registered_commands
    return [
        f"{group} {info.name or info.callback.__name__}".split()
        for group, infos in groups.items()
        for info in infos
    ]


@pytest.fixture
def help_of(capsys):
    def go(*words):
        main([*words, "--help"])
        return capsys.readouterr().out.rstrip("\n")

    return go


def blocks(file):
    return [match.group(1) for match in BLOCK.finditer(file.read_text(encoding="utf-8"))]


def test_help_block_of_the_readme_is_the_real_help(root, help_of):
    assert blocks(root / "README.zh-CN.md") == [help_of()]


def test_guide_shows_the_real_help_of_every_command(root, help_of):
    assert blocks(root / "docs/guide.md") == [help_of(*words) for words in commands()]


def test_guide_tells_every_exit_code_of_the_program(root):
    from nianbao import exits

    text = (root / "docs/guide.md").read_text(encoding="utf-8")
    codes = {value for name, value in vars(exits).items() if name.isupper() and type(value) is int}
    assert len(codes) >= 6
    assert [code for code in sorted(codes) if f"\n| {code} |" not in text] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_of_a_document_lead_to_files_that_exist(root, name):
    file = root / name
    links = LINK.findall(file.read_text(encoding="utf-8"))
    broken = [link for link in links if not (file.parent / link).exists()]
    assert broken == []


@pytest.mark.parametrize(
    "name", ["README.zh-CN.md", "docs/guide.md", "docs/export.md", "docs/submitted.md"]
)
def test_pages_for_clerks_use_no_word_of_ours(root, name):
    text = (root / name).read_text(encoding="utf-8")
    assert [word for word in FORBIDDEN_WORDS if word in text] == []


def test_decisions_are_numbered_without_a_gap_and_have_the_three_parts(root):
    files = sorted((root / "docs/adr").glob("*.md"))
    assert [file.name[:4] for file in files] == [f"{n:04}" for n in range(1, len(files) + 1)]
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert text.startswith(f"# {file.name[:4]} ")
        assert all(f"**{part}.**" in text for part in ("Context", "Decision", "Consequences"))


def test_dependencies_of_the_project_are_explained_in_the_decision(root):
    import tomllib

    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = (root / "docs/adr/0009-dependencies.md").read_text(encoding="utf-8")
    names = [line.split(">=")[0] for line in project["dependencies"]]
    assert [name for name in names if name not in text] == []


def test_changelog_has_a_place_for_changes_in_what_is_counted(root):
    text = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## Unreleased" in text
    assert "### Counting changes" in text


def test_the_form_of_contributing_is_a_whole_form(root, tmp_path):
    text = (root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    written = re.search(r"```toml\n(id = \"yunling_2020\".*?)```", text, re.DOTALL)[1]
    (tmp_path / "yunling_2020.toml").write_text(written, encoding="utf-8")
    form = load_form("yunling_2020", tmp_path)
    assert form.fields["survey_results_published"].unit == "条"
    clauses = tomllib.loads((root / "config/rules.toml").read_text(encoding="utf-8"))
    assert form.rules.keys() <= clauses.keys()
