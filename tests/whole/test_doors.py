"""Home pages made of frames, behind a door or with their footer elsewhere: the same content."""

import json

import pytest

from crawler.browser.render import browser_path
from tests.shapes.frames import DOORS, framed, script_accounts, script_menu
from tests.shapes.sites import judge, serve
from tests.whole.trial import prefill

WORDS = ("--year", "2025", "--form", "guangxi_2020")


def report_of(small, folder, *, browser=False):
    server = serve(small)
    with server as address:
        done = prefill(address, folder, *WORDS, browser=browser)
    assert server.outside == []
    report = folder / "out" / "report.json"
    assert report.is_file(), done.stderr
    return json.loads(report.read_text("utf-8")), address


@pytest.mark.slow
@pytest.mark.parametrize("name", DOORS)
def test_what_stands_behind_a_door_or_in_frames_is_read_as_the_home_page(name, tmp_path):
    small = framed(name)
    report, _ = report_of(small, tmp_path)
    told = judge(report["fields"], small.truth)
    assert (told.wrong, told.missed) == ((), ())


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.skipif(browser_path() is None, reason="no Chromium on this machine")
@pytest.mark.parametrize("name", ["splash", "nested", "written"])
def test_a_browser_adds_nothing_wrong_to_a_home_page_in_parts(name, tmp_path):
    small = framed(name)
    report, _ = report_of(small, tmp_path, browser=True)
    told = judge(report["fields"], small.truth)
    assert (told.wrong, told.missed) == ((), ())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "part"),
    [("iframe", "common/bottom.html"), ("nested", "in/foot.htm"), ("written", "common/part.html")],
)
def test_the_evidence_of_a_footer_names_the_page_it_stands_in(name, part, tmp_path):
    report, address = report_of(framed(name), tmp_path)
    for key in ("host_unit", "icp_number", "site_code", "electronic_mark_code"):
        assert f"{address}{part}" in {row["url"] for row in report["fields"][key]["evidence"]}


@pytest.mark.slow
def test_a_menu_that_a_script_may_draw_leaves_no_count_observed_without_a_browser(tmp_path):
    small = script_menu(blocks=True)
    report, _ = report_of(small, tmp_path)
    told = judge(report["fields"], small.truth)
    assert told.wrong == ()
    assert "菜单" in report["fields"]["interpretation_total"]["reason"]


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.skipif(browser_path() is None, reason="no Chromium on this machine")
def test_columns_of_a_menu_that_a_script_draws_are_found_with_a_browser(tmp_path):
    small = script_menu(blocks=True)
    report, _ = report_of(small, tmp_path, browser=True)
    told = judge(report["fields"], small.truth)
    assert (told.wrong, told.missed) == ((), ())


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.skipif(browser_path() is None, reason="no Chromium on this machine")
def test_accounts_of_new_media_that_a_script_draws_are_read_with_a_browser(tmp_path):
    small = script_accounts()
    report, _ = report_of(small, tmp_path, browser=True)
    told = judge(report["fields"], small.truth)
    assert (told.wrong, told.missed) == ((), ())
