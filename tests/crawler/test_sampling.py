"""How many pages a crawl opens, and which."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.opening import shares


@pytest.mark.parametrize(
    ("wishes", "budget", "expected"),
    [
        ({}, 10, {}),
        ({1: 5, 2: 3}, 10, {1: 5, 2: 3}),
        ({1: 59, 2: 59, 3: 30}, 64, {1: 21, 2: 22, 3: 21}),
        ({1: 59, 2: 4, 3: 30}, 64, {1: 30, 2: 4, 3: 30}),
        ({1: 100}, 64, {1: 64}),
        ({1: 0, 2: 100}, 64, {1: 0, 2: 64}),
    ],
)
def test_small_wishes_are_met_whole_and_the_rest_share_alike(wishes, budget, expected):
    assert shares(wishes, budget) == expected


@given(st.dictionaries(st.integers(1, 30), st.integers(0, 300), max_size=12), st.integers(0, 200))
def test_shares_keep_to_the_budget_and_to_the_wishes(wishes, budget):
    given_out = shares(wishes, budget)
    assert given_out.keys() == wishes.keys()
    assert sum(given_out.values()) == min(budget, sum(wishes.values()))
    assert all(given_out[column] <= wishes[column] for column in wishes)
