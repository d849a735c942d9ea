"""Sites whose home page a script draws, through the real command line."""

import json

import pytest

from crawler.browser.render import browser_path
from tests.shapes.apps import MODES, app, people
from tests.shapes.kept import kept_words
from tests.shapes.letters import posts
from tests.shapes.sites import judge, serve
from tests.whole.trial import prefill

needs_browser = pytest.mark.skipif(browser_path() is None, reason="no Chromium on this machine")
WORDS = ("--year", "2025", "--form", "guangxi_2020")


def fields_of(small, folder, *, browser=False):
    """The fields of a report; no request left the site."""
    server = serve(small)
    with server as address:
        done = prefill(address, folder, *WORDS, browser=browser)
    assert server.outside == []
    report = folder / "out" / "report.json"
    assert report.is_file(), done.stderr
    return json.loads(report.read_text("utf-8"))["fields"]


@pytest.mark.browser
@pytest.mark.slow
@needs_browser
@pytest.mark.parametrize("mode", MODES)
def test_columns_and_footer_that_a_script_draws_are_read_with_a_browser(mode, tmp_path):
    small = app(mode)
    told = judge(fields_of(small, tmp_path, browser=True), small.truth)
    assert (told.wrong, told.missed) == ((), ())


@pytest.mark.browser
@pytest.mark.slow
@needs_browser
def test_letters_surveys_and_interviews_that_a_script_draws_are_read_and_no_letter_is_kept(
    tmp_path,
):
    small = people(posts(7, 24))
    told = judge(fields_of(small, tmp_path, browser=True), small.truth)
    assert (told.wrong, told.missed) == ((), ())
    assert kept_words(tmp_path) == []


@pytest.mark.parametrize("mode", MODES)
def test_nothing_of_a_home_page_that_a_script_draws_is_unknown_for_that_reason(mode, tmp_path):
    small = app(mode)
    fields = fields_of(small, tmp_path)
    told = {(fields[key]["outcome"], fields[key]["value"]) for key in small.truth}
    assert told == {("unknown", None)}
    said = {
        "首页由脚本生成，需用浏览器打开才能读到，这次没有用浏览器" in fields[key]["reason"]
        for key in small.truth
    }
    assert said == {True}
