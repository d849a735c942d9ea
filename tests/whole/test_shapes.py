"""Small sites in shapes of many hands, through the real command line, held against their truth."""

import json

import pytest

from crawler.browser.render import browser_path
from tests.shapes.kept import kept_words
from tests.shapes.sites import COUNT, TRAPS, crowded, judge, serve, site, trap
from tests.whole.trial import prefill

needs_browser = pytest.mark.skipif(browser_path() is None, reason="no Chromium on this machine")
SHARE = 0.9  # of the fields a site shows
STATIC = (0, 1, 2, 4, 5, 9)  # sites without scripts


def judged(small, folder, *, browser=False):
    """Nothing false is claimed, no request leaves the site, no word of a letter is kept."""
    server = serve(small)
    with server as address:
        words = ("--year", "2025", "--form", "guangxi_2020")
        done = prefill(address, folder, *words, browser=browser)
    assert server.outside == []
    report = folder / "out" / "report.json"
    assert report.is_file(), done.stderr
    told = judge(json.loads(report.read_text("utf-8"))["fields"], small.truth)
    assert told.wrong == ()
    assert kept_words(folder) == []
    return told


@pytest.mark.slow
@pytest.mark.parametrize("number", range(2 * COUNT))
def test_small_sites_claim_nothing_false_and_keep_no_letter(number, tmp_path):
    told = judged(site(number), tmp_path)
    if number in STATIC:
        assert told.right >= SHARE * told.shown, told.missed


@pytest.mark.slow
@pytest.mark.parametrize("number", range(TRAPS))
def test_sites_that_mislead_claim_nothing_false_and_keep_no_letter(number, tmp_path):
    judged(trap(number), tmp_path)


@needs_browser
@pytest.mark.slow
@pytest.mark.parametrize("number", range(COUNT))
def test_nine_fields_of_ten_that_a_small_site_shows_are_right_with_a_browser(number, tmp_path):
    small = site(number)
    told = judged(small, tmp_path, browser=True)
    pageless = 4 if small.pageless else 0  # letters without pages of their own are unknown
    assert told.right >= SHARE * (told.shown - pageless), told.missed


@needs_browser
@pytest.mark.slow
@pytest.mark.parametrize("number", range(COUNT))
def test_no_word_of_500_letters_is_on_the_disk(number, tmp_path, monkeypatch):
    """Workspace, report, pictures, logs and temporary files, with the browser at work."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    judged(crowded(number), tmp_path / "run", browser=True)
    assert kept_words(tmp_path) == []
