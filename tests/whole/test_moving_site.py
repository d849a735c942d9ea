"""A site that changes while it is read: the figures are those of before or of after, or flagged.

An article published on top shifts one row over every page border (a reader meets it twice), a
withdrawn one hides a row behind the border (a reader never meets it).
"""

import pytest

from tests.sites import build, publish, withdraw
from tests.whole.trial import SURE, few, run

PATHS = ("/zwdt/gzdt/", "/zwdt/tzgg/", "/zfxxgk/fdzdgknr/jgzn/")
EVENTS = {"published": publish, "withdrawn": withdraw}
FIGURES = ("items_total", "items_affairs", "items_disclosure")
MOMENTS = (
    4,
    7,
    10,
    *(pytest.param(n, marks=pytest.mark.slow) for n in (1, 2, 3, 5, 6, 8, 9, 12, 16)),
)


def changed(site, later):
    """Only the columns of ``PATHS`` are served, before and after."""
    return few(site, *PATHS), few(later, *PATHS)


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("event", EVENTS)
def test_site_that_changes_between_two_pages_is_never_told_wrongly(event, moment, tmp_path):
    whole = build("f1", quirks="none")
    site, later = changed(whole, EVENTS[event](whole, PATHS[0]))
    trial = run(site, tmp_path, later=later, after=moment)
    assert trial.code in (0, 3), trial.said
    for path in PATHS:
        line = trial.column(path)
        if line is not None and line["verdict"] in SURE:
            true = {one.truth.columns[path].in_year for one in (site, later)}
            assert line["in_year"] in true, path
    for key in FIGURES:
        field = trial.report["fields"][key]
        if field["outcome"] == "observed":
            assert field["value"] in {one.truth.fields[key].value for one in (site, later)}, key
