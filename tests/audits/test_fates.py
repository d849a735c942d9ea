"""Every stored row has one fate, whatever people ruled; the counted ones are the figure."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.facts import Outcome
from audits.fates import Fate, fates
from audits.published_items import AUDIT
from audits.rowcount import count_rows
from audits.rulings import Rulings
from crawler.records import DateSource, Entry, Flag
from tests.audits.smallweb import crawl, days_back, listed, row, web

HOST = "http://swj.yunling.example"
NEWS = listed("/gzdt/", "工作动态", days_back(25))
OPEN = listed("/zfxxgk/", "政府信息公开", days_back(5))
KEYS = [f"http://{host}/{n}" for host in ("swj.yunling.example", "other.example") for n in range(4)]
LISTS = ("items", "external", "doubtful", "undated", "dead", "hidden", "placeholder", "repeated",
         "other_year", "undated_external", "ruled_out", "told_below",)  # fmt: skip


def entry(url: str, title: str, day: date | None, flags: frozenset[Flag], place: int) -> Entry:
    source = DateSource.LIST if day else DateSource.NONE
    return Entry(1, 1, place, title, url, url, url, "", day, source, flags)


entries = st.lists(
    st.tuples(
        st.sampled_from(KEYS),
        st.sampled_from(["关于举办招商会的通知", "云岭市召开商务工作会议"]),
        st.sampled_from([None, date(2023, 12, 31), date(2024, 1, 1), date(2024, 6, 1)]),
        st.frozensets(st.sampled_from(list(Flag)), max_size=2),
    ),
    max_size=12,
)
rulings = st.builds(
    lambda inside, outside: Rulings(inside, outside - inside),
    st.frozensets(st.sampled_from(KEYS)),
    st.frozensets(st.sampled_from(KEYS)),
)


@given(entries, rulings)
def test_every_row_of_a_column_lands_in_exactly_one_list(told, ruled):
    rows = [entry(*each, place) for place, each in enumerate(told)]
    count = count_rows(rows, {}, 2024, lambda url: url.startswith(HOST), rulings=ruled)
    placed = [row.entry.position for name in LISTS for row in getattr(count, name)]
    assert sorted(placed) == list(range(len(rows)))
    keys = [row.key for row in count.items]
    assert len(keys) == len(set(keys))


@given(entries, rulings)
def test_a_ruled_row_is_in_or_out_as_ruled_and_the_column_is_read_as_far_as_before(told, ruled):
    rows = [entry(*each, place) for place, each in enumerate(told)]
    plain = count_rows(rows, {}, 2024, lambda url: url.startswith(HOST))
    count = count_rows(rows, {}, 2024, lambda url: url.startswith(HOST), rulings=ruled)
    lines = {each.content_id for each in rows if Flag.PLACEHOLDER not in each.flags}
    assert count.keys & ruled.outside == set()
    assert ruled.inside & lines <= count.keys
    assert (count.seen, count.distinct_rows, count.dates, count.reaches_before) == (
        plain.seen, plain.distinct_rows, plain.dates, plain.reaches_before
    )  # fmt: skip


@pytest.fixture(scope="module")
def sealed(tmp_path_factory):
    news = dict(NEWS)
    rows = row("/gzdt/undated.html", "没有日期的一条", "") + row(
        "http://o.example/1", "外链", "2024-05-01"
    )
    news["/gzdt/"] = news["/gzdt/"].replace(
        "<div class='list'><ul>", f"<div class='list'><ul>{rows}"
    )
    return crawl(web(news, OPEN), tmp_path_factory.mktemp("site"))


def total(case):
    return next(fact for fact in AUDIT.run(case) if fact.field == "items_total")


def test_rows_seen_less_those_left_out_are_the_figure(sealed):
    with sealed.case() as case:
        told = list(fates(AUDIT.counting(case, "items_total")))
        fact = total(case)
        assert sum(each.fate is Fate.COUNTED for each in told) == fact.value == len(fact.evidence)
        assert len(told) == sum(len(case.store.entries(c.id)) for c in case.store.columns())
        left = {each.fate for each in told}
        assert {Fate.EXTERNAL, Fate.UNDATED, Fate.OTHER_YEAR} <= left


def test_a_row_put_in_or_out_moves_the_figure_and_undoing_it_restores_the_very_fact(sealed):
    with sealed.case() as case:
        before = total(case)
        (undated,) = [r.key for c in case.ledger for r in c.rows.undated]
        item = next(r.key for c in case.ledger for r in c.rows.items)
        ruled = case.ruled(case.profile, Rulings(frozenset({undated}), frozenset({item})))
        moved = total(case.ruled(case.profile, Rulings(inside=frozenset({undated}))))
        assert (before.outcome, moved.value) == (Outcome.PARTIAL, before.value + 1)
        assert total(ruled).value == before.value
        assert total(ruled.ruled(case.profile, Rulings())) == before
