"""A year's count asks a site of ten thousand items for a thirtieth of its pages."""

import pytest

from tests.sites import build
from tests.whole.trial import countable, false_claims, is_right, run

RATIO = 30


def pages_of(site):
    """How many pages a full crawl has to open at the least: every list page, every item."""
    items = {row.article.id for column in site.model.columns for row in column.every_row()}
    return len(items) + sum(column.pages for column in site.model.columns)


@pytest.mark.slow
@pytest.mark.parametrize("kit", ["f1", "f2", "f3"])
def test_a_years_count_of_a_large_site_is_right_at_a_thirtieth_of_the_requests(kit, tmp_path):
    site = build(kit, profile="large", quirks="none")
    assert pages_of(site) > 10_000
    trial = run(site, tmp_path)
    columns = countable(trial)
    assert [path for path, truth in columns.items() if not is_right(trial, path, truth)] == []
    assert false_claims(trial) == []
    assert len(trial.requests) * RATIO <= pages_of(site)
