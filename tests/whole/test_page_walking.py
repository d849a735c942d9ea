"""Sites that turn their pages in odd ways: counting down, by form, by script, in year archives."""

import pytest

from crawler.browser.render import browser_path
from tests.sites import build
from tests.whole.trial import countable, false_claims, is_right, run

needs_browser = pytest.mark.skipif(browser_path() is None, reason="no Chromium on this machine")
FAMILIES = ("f7", "f8", "f9", "f10")
EVERY = [(seed, profile) for profile in ("small", "full") for seed in range(1, 6)]


def missed(family, seed, profile, folder, *options, browser=False):
    """Decidable columns that were not counted rightly; nothing may be claimed that is not so."""
    trial = run(build(family, seed=seed, profile=profile), folder, *options, browser=browser)
    assert trial.code in (0, 3), trial.said
    assert false_claims(trial) == []
    decidable = countable(trial)
    assert len(decidable) >= 8
    return {
        path: trial.column(path)
        for path, column in decidable.items()
        if not is_right(trial, path, column)
    }


@pytest.mark.parametrize("family", ["f7", "f10"])
def test_odd_pagers_are_walked_without_a_browser(family, tmp_path):
    """One column of F10 is drawn by a bundle; nothing short of a browser reads it."""
    assert len(missed(family, 1, "small", tmp_path)) <= (family == "f10")


@pytest.mark.slow
@needs_browser
@pytest.mark.parametrize(("seed", "profile"), EVERY)
@pytest.mark.parametrize("family", FAMILIES)
def test_odd_pagers_are_walked_with_a_browser(family, seed, profile, tmp_path):
    assert len(missed(family, seed, profile, tmp_path, browser=True)) <= (family == "f9")


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "profile"), EVERY)
@pytest.mark.parametrize("family", FAMILIES)
def test_odd_pagers_are_walked_without_hints(family, seed, profile, tmp_path):
    assert len(missed(family, seed, profile, tmp_path, "--no-families")) <= 2
