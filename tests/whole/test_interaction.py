"""Sites with consultations, interviews, services and widgets through the real command line."""

import pytest

from crawler.browser.render import browser_path
from tests.sites import FAMILIES, build
from tests.whole.trial import false_claims, right, run, shown

NAMES = [family.id for family in FAMILIES]
SHARE = 0.9  # of the fields that a site really shows
SCRIPTED = {"f10": 0.85}  # a list only a browser shows: two figures of 18 are honest lower bounds
needs_browser = pytest.mark.skipif(browser_path() is None, reason="no Chromium on this machine")


def told(trial):
    """What the report says of the shown fields that it does not tell rightly."""
    fields = trial.report["fields"]
    return {
        key: (fields[key]["outcome"], fields[key]["value"], trial.truth.fields[key].value)
        for key in set(shown(trial)) - set(right(trial))
    }


def judged(name, seed, folder, quirks="none", *, browser=False):
    trial = run(build(name, seed, quirks=quirks, interaction=True), folder, browser=browser)
    assert trial.code in (0, 3), trial.said
    assert false_claims(trial) == []
    return trial


def test_fields_that_a_plain_site_shows_are_told(tmp_path):
    trial = judged("f3", 2, tmp_path)
    assert told(trial) == {}
    assert {"surveys_held", "survey_opinions", "interview_replies"} <= set(right(trial))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("name", NAMES)
def test_nine_fields_of_ten_that_a_site_shows_are_right(name, seed, tmp_path):
    trial = judged(name, seed, tmp_path)
    share = SCRIPTED.get(name, SHARE)
    assert len(right(trial)) >= share * len(shown(trial)), told(trial)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [4, 5])
@pytest.mark.parametrize("name", NAMES)
def test_site_with_every_quirk_claims_nothing_false(name, seed, tmp_path):
    judged(name, seed, tmp_path, "all")


@needs_browser
@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("name", NAMES)
def test_nine_fields_of_ten_are_right_with_a_browser_that_tries_the_widgets(name, seed, tmp_path):
    trial = judged(name, seed, tmp_path, browser=True)
    assert len(right(trial)) >= SHARE * len(shown(trial)), told(trial)
