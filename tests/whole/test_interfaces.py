"""Sites whose lists come from interfaces, through the real command line."""

import re
from dataclasses import replace

import pytest

from crawler.browser.render import browser_path
from nianbao.demo.page import Page
from tests.sites import build
from tests.whole.trial import countable, false_claims, is_right, run

needs_browser = pytest.mark.skipif(browser_path() is None, reason="no Chromium on this machine")
TENANT = "/unitb/gkmlpt/index"


def wrong_columns(trial):
    return {
        path: (column.in_year, trial.column(path))
        for path, column in countable(trial).items()
        if not is_right(trial, path, column)
    }


def judged(site, folder, *options, browser=False):
    trial = run(site, folder, *options, browser=browser)
    assert trial.code in (0, 3), trial.said
    assert false_claims(trial) == []
    assert wrong_columns(trial) == {}
    return trial


def test_catalogue_behind_fragments_is_counted_column_by_column(tmp_path):
    trial = judged(build("f6", seed=2, profile="small"), tmp_path)
    total, truth = trial.report["fields"]["items_total"], trial.truth.fields["items_total"]
    assert (total["outcome"], total["value"]) == ("observed", truth.value)
    names = [column["name"] for column in trial.report["columns"] if "#" in column["url"]]
    assert {"规范性文件", "其他文件", "政策解读", "机构职能", "部门预决算"} <= set(names)
    assert "市政府信息公开目录" not in names  # a node that leads to another site


def test_another_unit_s_catalogue_on_the_same_host_is_listed_and_not_counted(tmp_path):
    trial = judged(build("f6", seed=1, profile="small", quirks="Q-TENANT"), tmp_path)
    line = trial.column(TENANT)
    assert (line["kind"], line["in_total"], line["in_year"]) == ("external", False, None)
    assert "另一单位" in line["reason"]


@pytest.mark.slow
@pytest.mark.parametrize("options", [(), ("--no-families",)], ids=" ".join)
@pytest.mark.parametrize("profile", ["small", "full"])
@pytest.mark.parametrize("seed", range(1, 6))
def test_catalogue_site_of_any_seed_is_told_rightly(seed, profile, options, tmp_path):
    judged(build("f6", seed=seed, profile=profile), tmp_path, *options)


def by_script_alone(site):
    """The same catalogue with its tree behind an interface: only a browser sees its columns."""
    shell = site.pages["/gkmlpt/index"].body.decode()
    tree = re.search(r"TREE: (\[.*\])\n", shell)[1]
    fetched = """var config = window._CONFIG, ask = new XMLHttpRequest();
      ask.open("GET", "/gkmlpt/tree.json", false); ask.send();
      config.TREE = JSON.parse(ask.responseText); var """
    pages = {
        path: replace(page, body=page.body.replace(b"var config = window._CONFIG,",
                                                   fetched.encode()))
        for path, page in site.pages.items()
    }  # fmt: skip
    pages["/gkmlpt/index"] = Page(shell.replace(tree, "null").encode(), "text/html; charset=utf-8")
    pages["/gkmlpt/tree.json"] = Page(tree.encode(), "application/json")
    return replace(site, pages=pages)


@needs_browser
@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_catalogue_whose_tree_a_browser_shows_is_counted_column_by_column(seed, tmp_path):
    trial = judged(by_script_alone(build("f6", seed=seed, profile="small")), tmp_path, browser=True)
    total = trial.report["fields"]["items_total"]
    assert (total["outcome"], total["value"]) == (
        "observed",
        trial.truth.fields["items_total"].value,
    )


def test_catalogue_whose_tree_nobody_saw_is_unknown(tmp_path):
    trial = run(by_script_alone(build("f6", seed=2, profile="small")), tmp_path)
    assert false_claims(trial) == []
    assert trial.report["fields"]["items_disclosure"]["outcome"] == "unknown"


@needs_browser
@pytest.mark.slow
@pytest.mark.parametrize("profile", ["small", "full"])
@pytest.mark.parametrize("family", ["f3", "f4", "f5", "f6"])
def test_interface_site_seen_with_a_browser_is_told_rightly(family, profile, tmp_path):
    judged(build(family, seed=3, profile=profile), tmp_path, browser=True)


@pytest.mark.slow
@pytest.mark.parametrize("options", [(), ("--no-families",)], ids=" ".join)
@pytest.mark.parametrize("family", ["f3", "f4", "f5"])
def test_interface_site_is_told_rightly_without_a_browser(family, options, tmp_path):
    judged(build(family, seed=4, profile="small"), tmp_path, *options)
