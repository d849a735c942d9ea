"""Several lists on one page, each in its own order."""

from datetime import date

import pytest

from crawler.paging.ordering import WalkRow, falls_in_groups


def rows(*days):
    return [WalkRow(str(n), day and date.fromisoformat(day), False) for n, day in enumerate(days)]


FIRST = ("2025-09-01", "2025-02-01", "2024-06-01")
SECOND = ("2025-08-01", "2024-12-01", "2023-06-01")


@pytest.mark.parametrize(
    ("days", "answer"),
    [
        ((*FIRST, *SECOND), True),
        ((*FIRST, "2025-08-01", "2025-07-01", "2025-03-01"), False),  # may go on within the year
        (("2025-09-01", "2025-02-01", *SECOND), False),
        ((*FIRST, "2025-08-01", "2024-12-01"), False),  # too short to be a list of its own
        (FIRST, False),
        ((*FIRST, *SECOND, None), False),
    ],
)
def test_groups_of_a_page_are_in_order_when_each_falls_past_the_year(days, answer):
    assert falls_in_groups(rows(*days), 2025) is answer
