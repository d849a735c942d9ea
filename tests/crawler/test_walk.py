"""The walk against made-up lists: whatever a site does, a sure verdict has the true count.

A ``Feed`` is a list as a site serves it: rows, page size, a pager, and what goes wrong. The walk
asks it page by page, the rows are counted and judged, and the answer is held against the model.
"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from audits.rowcount import count_rows
from audits.verdicts import Witnesses, judge
from crawler.paging.hints import PagerReading
from crawler.paging.ordering import WalkRow, is_ordered
from crawler.paging.plan import Plan
from crawler.paging.walk import PageState, Walk, WalkPage
from crawler.records import DateSource, Entry, Flag, Kind, ListPage, StoredColumn, Target, Verdict

YEAR = 2024
HOST = "http://yunling.example"
LIST = f"{HOST}/gzdt/index.html"
SURE = (Verdict.EXACT, Verdict.BOUNDED)


@dataclass(frozen=True)
class Item:
    """One row: ``day`` is the truth; ``shown`` whether the list prints it."""

    number: int
    day: date
    shown: bool = True
    told: bool = True  # an undated row's own page gives the date
    pinned: bool = False


@dataclass(frozen=True)
class Feed:
    """How a site serves ``items``. ``base`` is the number in page 2's file name."""

    items: tuple[Item, ...]
    size: int = 10
    base: int = 1
    pager: str = "script"  # script, links, numbers, silent
    declares: bool = True
    total: bool = False
    declared_low: int = 0  # says so many pages, whatever the truth
    pinned_extra: tuple[Item, ...] = ()
    pinned_everywhere: bool = False
    beyond: str = "missing"
    faults: dict[int, str] = field(default_factory=dict)
    wrong_file: str = "missing"  # what a file name of no page answers

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.items) // self.size))

    @property
    def truth(self) -> int:
        every = {i.number: i for i in (*self.items, *self.pinned_extra)}
        return sum(1 for i in every.values() if i.day.year == YEAR)

    def rows(self, number: int) -> list[Item]:
        start = (number - 1) * self.size
        extra = self.pinned_extra if number == 1 or self.pinned_everywhere else ()
        return [*extra, *self.items[start : start + self.size]]

    def reading(self, number: int) -> PagerReading:
        template = f"{HOST}/gzdt/index_{{n}}.html"
        more = number < self.pages
        following = f"{HOST}/gzdt/index_{self.base + number - 1}.html"
        declared = (self.declared_low or self.pages) if self.declares else None
        rows = len({i.number for i in (*self.items, *self.pinned_extra)}) if self.total else None
        if self.pager == "silent":
            return PagerReading((), "", None, rows, signal=False)
        if self.pager == "links":
            plans = (Plan("next", "下一页"),) if more else ()
            return PagerReading(plans, following if more else "", declared, rows, bool(plans))
        # A call that counts from 1 leaves open which file is page 2; links name the file itself.
        bases = (1, 2) if self.pager == "script" and self.base == 2 else (self.base,)
        plans = tuple(Plan("template", "翻页", template, first=f) for f in bases)
        plans = plans if self.pages > 1 else ()
        return PagerReading(plans, "", declared, rows, bool(plans))

    def answer(self, url: str) -> tuple[PageState, list[Item], PagerReading | None, str]:
        """State as far as the answer alone tells it, rows, pager and layout."""
        number = 1 if url == LIST else int(url.rpartition("_")[2].split(".")[0]) - self.base + 2
        kind = self.faults.get(number, "" if number <= self.pages else self.beyond)
        if number == 1 and url != LIST:
            kind = self.wrong_file
        if kind in ("missing", "refused", "empty"):
            return PageState(kind), [], None, ""
        if kind == "other":
            return PageState.OK, OTHER, PagerReading((), "", None, None, signal=False), "div>p"
        if kind == "first":
            number = 1
        elif kind == "last":
            number = self.pages
        return PageState.OK, self.rows(number), self.reading(number), "ul>li"


OTHER = [Item(9000 + n, date(YEAR, 6, 1)) for n in range(3)]


@dataclass(frozen=True)
class Outcome:
    """What came of one list: the column as stored, its figure and its verdict."""

    column: StoredColumn
    in_year: int
    verdict: Verdict
    asked: int


def entry(item: Item, page: int, position: int) -> Entry:
    flags = set() if item.shown else {Flag.UNDATED}
    if item.pinned:
        flags.add(Flag.PINNED)
    url = f"{HOST}/gzdt/a{item.number}.html"
    day = item.day if item.shown else None
    source = DateSource.LIST if item.shown else DateSource.NONE
    said = str(day or "")
    return Entry(
        1,
        page,
        position,
        f"第{item.number}号通知",
        url,
        url,
        str(item.number),
        said,
        day,
        source,
        frozenset(flags),
    )


def crawl(feed: Feed, probes: tuple[Plan, ...] = ()) -> Outcome:
    """Ask the feed page by page as the walk says, then count and judge."""
    stored: list[Entry] = []
    pages: list[WalkPage] = []
    kept: list[ListPage] = []
    plans = feed.reading(1).plans
    url, number, plan = LIST, 1, -1
    for _ in range(3 * feed.pages + 12):
        state, items, pager, layout = feed.answer(url)
        known = {e.content_id for e in stored}
        entries = [entry(item, number, at) for at, item in enumerate(items)]
        if state is PageState.OK and number > 1 and {e.content_id for e in entries} <= known:
            state = PageState.REPEAT
        if state is PageState.OK and pages and layout != pages[0].layout:
            state = PageState.EMPTY  # so says the recorder of a block unlike page one's
        rows = []
        if state is PageState.OK:
            settled = sum(e.date is None for e in entries) * 2 >= len(entries)
            for item, one in zip(items, entries, strict=True):
                day = item.day if item.shown or (settled and item.told) else None
                rows.append(WalkRow(one.content_id, day, item.pinned or one.content_id in known))
            stored += entries
            kept.append(ListPage(number, url, len(rows), plan))
        pages.append(WalkPage(number, plan, url, state, tuple(rows), pager, layout))
        walk = Walk(plans, probes, pages=list(pages))
        step = walk.next_step(YEAR)
        if not step.url:
            break
        url, number, plan = step.url, step.number, step.plan
    else:
        raise AssertionError("the walk does not end")
    first = pages[0].pager
    column = StoredColumn(
        1,
        LIST,
        "工作动态",
        (),
        Kind.LIST,
        "",
        "nav",
        None,
        "static",
        step.proof,
        step.stop,
        first.declared_rows,
        first.declared_pages,
        walk.ordered,
        1,
        step.doubts,
        tuple(kept),
    )
    told = {
        e.url.removeprefix("http://"): Target(e.url, "ok", "", item.day, DateSource.PUBDATE, "")
        for item in (*feed.items, *feed.pinned_extra, *OTHER)
        if not item.shown and item.told
        for e in [entry(item, 1, 0)]
    }
    count = count_rows(stored, told, YEAR, lambda address: address.startswith(HOST))
    found = judge(column, count, Witnesses())
    return Outcome(column, len(count.items), found.verdict, len(pages))


def falling(count: int, *, start: date = date(2025, 3, 1), gap: int = 20) -> tuple[Item, ...]:
    return tuple(Item(n, start - timedelta(days=gap * n)) for n in range(1, count + 1))


PROBES = tuple(Plan("template", "试探", f"{HOST}/gzdt/index_{{n}}.html", first=f) for f in (1, 2))


@st.composite
def feeds(draw: st.DrawFn, hazard: str) -> Feed:
    """A list of a site; ``hazard`` names what may go wrong beside its usual variety."""
    count = draw(st.integers(1, 40))
    longest = draw(st.sampled_from([8, 30, 90]))
    gaps = draw(st.lists(st.integers(0, longest), min_size=count, max_size=count))
    day = date(draw(st.sampled_from([YEAR, YEAR + 1])), draw(st.integers(1, 12)), 28)
    items = []
    for number, gap in enumerate(gaps):
        day -= timedelta(days=gap)
        items.append(Item(number, day))
    size = draw(st.integers(5, 8))
    pager = draw(st.sampled_from(["script", "links", "numbers", "silent"]))
    feed = Feed(
        tuple(items),
        size=size,
        base=draw(st.sampled_from([1, 2])),
        pager=pager,
        declares=pager == "script" or draw(st.booleans()),  # the call always names its pages
        total=draw(st.booleans()),
        beyond=draw(st.sampled_from(["missing", "empty", "first", "last"])),
        wrong_file=draw(st.sampled_from(["missing", "empty", "first"])),
    )
    return HAZARDS[hazard](draw, feed)


def _late(draw: st.DrawFn, feed: Feed) -> Feed:
    """Rows put in late with an older date; fewer than a page of them."""
    items = list(feed.items)
    for _ in range(draw(st.integers(1, feed.size - 1))):
        at = draw(st.integers(0, len(items) - 1))
        items.insert(draw(st.integers(0, at)), items.pop(at))
    return replace(feed, items=tuple(items))


def _old_on_top(draw: st.DrawFn, feed: Feed) -> Feed:
    """Pinned rows without a mark: old, first, and not repeated."""
    count = draw(st.integers(1, 3))
    old = tuple(Item(500 + n, date(2021, 5, 1 + n)) for n in range(count))
    return replace(feed, items=(*old, *feed.items))


def _pinned(draw: st.DrawFn, feed: Feed) -> Feed:
    days = st.dates(date(2021, 1, 1), date(YEAR, 12, 31))
    extra = tuple(
        Item(700 + n, day, pinned=True)
        for n, day in enumerate(draw(st.lists(days, min_size=1, max_size=3)))
    )
    return replace(feed, pinned_extra=extra, pinned_everywhere=draw(st.booleans()))


def _doubles(draw: st.DrawFn, feed: Feed) -> Feed:
    items = list(feed.items)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(items) - 1))
        items.insert(draw(st.integers(at, min(len(items), at + 6))), items[at])
    return replace(feed, items=tuple(items))


def _undated(draw: st.DrawFn, feed: Feed) -> Feed:
    share = draw(st.integers(1, 10))
    told = draw(st.booleans())
    items = tuple(
        replace(i, shown=draw(st.integers(0, 10)) > share, told=told or draw(st.booleans()))
        for i in feed.items
    )
    return replace(feed, items=items)


def _faulty(kind: str):
    def spoil(draw: st.DrawFn, feed: Feed) -> Feed:
        # A silent list whose second page does not answer is a list of one page to anybody.
        first = 3 if feed.pager == "silent" and kind != "refused" else 2
        at = st.integers(first, max(first, feed.pages + 1))
        return replace(feed, faults=dict.fromkeys(draw(st.sets(at, min_size=1, max_size=2)), kind))

    return spoil


HAZARDS = {
    "nothing": lambda draw, feed: feed,
    "late rows": _late,
    "old rows on top": _old_on_top,
    "pinned rows": _pinned,
    "pinned rows and a missing page": lambda draw, feed: _faulty("missing")(
        draw, _pinned(draw, feed)
    ),
    "rows listed twice": _doubles,
    "undated rows": _undated,
    "refused pages": _faulty("refused"),
    "missing pages": _faulty("missing"),
    "pages without a list": _faulty("empty"),
    "page one instead of a page": _faulty("first"),
    "another list instead of no page": lambda draw, feed: replace(feed, wrong_file="other"),
    "another list beyond the end": lambda draw, feed: replace(
        feed, beyond="other", pager=draw(st.sampled_from(["numbers", "silent"])), declares=False
    ),
    "a page count that is too low": lambda draw, feed: replace(
        feed, pager="links", declares=True, declared_low=draw(st.integers(1, feed.pages))
    ),
    "late, pinned, double and undated rows, refused pages": lambda draw, feed: _faulty("refused")(
        draw, _undated(draw, _doubles(draw, _pinned(draw, _late(draw, feed))))
    ),
}


@pytest.mark.parametrize("hazard", list(HAZARDS))
@settings(max_examples=100, deadline=None, derandomize=True)
@given(data=st.data())
def test_a_walked_list_is_never_sure_of_a_wrong_count_whatever_goes_wrong(hazard, data):
    feed = data.draw(feeds(hazard))
    got = crawl(feed, PROBES if feed.pager != "links" else ())
    if got.verdict in SURE:
        assert got.in_year == feed.truth
    if not hazard.startswith("another list"):
        assert got.in_year <= feed.truth


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    count=st.integers(1, 60),
    gap=st.integers(1, 40),
    size=st.integers(5, 12),
    base=st.sampled_from([1, 2]),
    pager=st.sampled_from(["script", "links", "numbers"]),
    pinned=st.booleans(),
)
def test_a_healthy_list_in_date_order_is_sure_and_right(count, gap, size, base, pager, pinned):
    extra = (Item(700, date(2022, 1, 1), pinned=True),) if pinned else ()
    items = falling(count, gap=gap)
    # A list that ends with a full page inside the year may be one that shows its newest pages.
    assume(count % size or items[-1].day.year < YEAR)
    feed = Feed(items, size, base, pager, pinned_extra=extra)
    got = crawl(feed, PROBES if pager != "links" else ())
    assert (got.verdict in SURE, got.in_year) == (True, feed.truth)


def test_a_list_in_date_order_is_left_after_two_past_pages():
    got = crawl(Feed(falling(200, gap=20), base=2))
    assert (got.column.stop, got.verdict, got.in_year) == ("past", Verdict.BOUNDED, 19)
    assert got.asked < 10


def test_a_list_out_of_order_is_walked_to_its_end():
    rising = tuple(Item(n, date(2023, 1, 1) + timedelta(days=7 * n)) for n in range(97))
    got = crawl(Feed(rising))
    assert (got.column.stop, got.verdict, got.in_year) == ("declared", Verdict.EXACT, 44)
    assert got.asked >= 10


def test_a_page_with_a_row_nobody_can_date_is_not_past():
    items = [*falling(5, gap=1), *(Item(n, date(2023, 6, 30 - n)) for n in range(10, 30))]
    plain = crawl(Feed(tuple(items), size=5))
    items[6] = replace(items[6], shown=False, told=False)
    items[14] = replace(items[14], shown=False, told=False)
    odd = crawl(Feed(tuple(items), size=5))
    assert plain.column.stop == "past"
    assert odd.asked > plain.asked


def test_one_past_page_is_not_enough_to_stop():
    items = (*falling(5, gap=1), *(Item(n, date(2023, 1, 31 - n)) for n in range(10, 15)))
    got = crawl(Feed(items, size=5, pager="links", declares=False))
    assert got.asked == 3, "both pages, and the one that no page leads to"
    assert got.column.stop == "end"


@pytest.mark.parametrize(
    ("feed", "stop"),
    [
        (Feed(falling(25), faults={2: "refused"}), "refused"),
        (Feed(falling(25), faults={3: "refused"}), "refused"),
        (Feed(falling(25), faults={3: "missing"}), "short"),
        (Feed(falling(25), faults={3: "empty"}), "short"),
        (Feed(falling(25), faults={3: "first"}), "short"),
        (Feed(falling(25), pager="links", faults={2: "missing"}), "short"),
        (Feed(falling(25), pager="links", declares=False, faults={2: "missing"}), "unproved"),
        (Feed(falling(25), pager="links", declares=False, faults={2: "first"}), "unproved"),
        (Feed(falling(25), pager="numbers", declares=False, faults={3: "missing"}), "end"),
        (Feed(falling(25), pager="numbers", declares=False, faults={3: "empty"}), "end"),
    ],
)
def test_a_list_with_a_lost_page_is_only_a_lower_bound(feed, stop):
    got = crawl(feed)
    assert (got.column.stop, got.verdict) == (stop, Verdict.LOWER_BOUND)
    assert got.column.doubts
    assert got.in_year < feed.truth


@pytest.mark.parametrize("beyond", ["missing", "first", "last"])
def test_a_short_last_page_and_nothing_new_behind_it_is_a_proven_end(beyond):
    feed = Feed(falling(25), pager="numbers", declares=False, beyond=beyond)
    got = crawl(feed)
    assert (got.column.stop, got.verdict, got.in_year) == ("end", Verdict.EXACT, feed.truth)


@pytest.mark.parametrize("count", [4, 5, 9])
def test_a_list_without_a_pager_whose_probes_find_nothing_is_exact(count):
    got = crawl(Feed(falling(count), pager="silent"), PROBES)
    assert (got.column.stop, got.verdict) == ("single", Verdict.EXACT)
    assert got.asked == (1 if count < 5 else 3)


def test_a_lone_row_after_the_year_proves_nothing():
    got = crawl(Feed(falling(1), pager="silent"), PROBES)
    assert (got.column.stop, got.verdict) == ("single", Verdict.LOWER_BOUND)


def test_a_full_page_without_a_pager_on_a_site_of_that_page_size_is_doubtful():
    got = crawl(Feed(falling(10), pager="silent"), PROBES)
    assert (got.column.stop, got.verdict) == ("single", Verdict.LOWER_BOUND)


@pytest.mark.parametrize("base", [1, 2])
def test_a_silent_list_is_walked_by_the_probe_that_brings_new_rows(base):
    feed = Feed(falling(25), pager="silent", base=base)
    got = crawl(feed, PROBES)
    assert (got.column.stop, got.verdict, got.in_year) == ("end", Verdict.EXACT, feed.truth)


@pytest.mark.parametrize("lost", ["missing", "empty", "first"])
def test_a_missing_page_two_of_a_known_plan_is_not_replaced_by_a_probe_of_page_three(lost):
    """The script says index_1 is page 2; index_2 is page 3, though it brings new rows."""
    got = crawl(Feed(falling(55, gap=12), faults={2: lost}), PROBES)
    assert got.verdict not in SURE


@pytest.mark.parametrize("pager", ["numbers", "links"])
def test_a_full_page_followed_by_page_one_again_is_no_proven_end(pager):
    got = crawl(Feed(falling(25), pager=pager, declares=False, faults={3: "first"}))
    assert (got.in_year, got.verdict) == (18, Verdict.LOWER_BOUND)


def test_pinned_rows_on_page_one_do_not_make_the_later_full_pages_look_short():
    pinned = (Item(701, date(2024, 1, 1), pinned=True),)
    got = crawl(
        Feed(
            falling(25), pager="numbers", declares=False, pinned_extra=pinned, faults={3: "missing"}
        )
    )
    assert got.verdict is Verdict.LOWER_BOUND


def test_a_page_count_of_one_is_not_believed_when_page_two_brings_rows():
    got = crawl(Feed(falling(25), pager="links", declared_low=1))
    assert got.verdict not in SURE or got.in_year == 19


@pytest.mark.parametrize("pager", ["script", "silent"])
def test_rows_of_another_layout_do_not_prove_page_two(pager):
    """index_1 is no page of this list but answers 200 with the site's own hot list."""
    feed = Feed(falling(25 if pager == "script" else 9), pager=pager, base=2, wrong_file="other")
    got = crawl(feed, PROBES)
    assert got.verdict not in SURE or got.in_year == feed.truth


def test_rows_of_another_layout_beyond_the_end_are_not_counted():
    feed = Feed(falling(20), pager="numbers", declares=False, beyond="other")
    got = crawl(feed)
    assert got.verdict not in SURE or got.in_year == feed.truth


def days(*ages: int) -> list[WalkRow]:
    return [WalkRow(str(n), date(2024, 12, 31) - timedelta(a), False) for n, a in enumerate(ages)]


@pytest.mark.parametrize(
    ("ages", "ordered"),
    [
        ((), True),
        ((3,), True),
        ((1, 2, 3), True),
        ((1, 1, 1), True),
        ((1, 3, 2), False),
        ((900, 1, 2, 3), True),
        ((900, 901, 902, 903, 904, 1, 2, 3), True),
        ((900, 901, 902, 903, 904, 905, 1, 2, 3), False),
        ((1, 2, 900, 3), False),
        ((900, 2, 1), False),
    ],
)
def test_rows_are_in_order_if_only_a_few_leading_ones_are_older_than_the_rest(ages, ordered):
    assert is_ordered(days(*ages)) is ordered


def test_marked_and_undated_rows_are_left_aside_when_order_is_looked_at():
    rows = days(1, 2, 3)
    rows.insert(1, WalkRow("p", date(2020, 1, 1), pinned=True))
    rows.insert(2, WalkRow("u", None, pinned=False))
    assert is_ordered(rows)
    assert not is_ordered([WalkRow("u", None, pinned=False)])


@pytest.mark.parametrize(("total", "doubts"), [(3, 0), (5, 1), (None, 1)])
def test_page_2_that_repeats_page_1_is_no_doubt_where_page_1_holds_all_that_is_told(total, doubts):
    plan = Plan("template", "接口", f"{HOST}/api?page={{n}}", whole=True)
    rows = tuple(WalkRow(f"r{n}", date(YEAR, 5, n), False, True) for n in (3, 2, 1))
    reading = PagerReading((plan,), "", None, total, False, False, ())
    walk = Walk((plan,), (), (), [
        WalkPage(1, -1, LIST, PageState.EMPTY, (), PagerReading((plan,), "", None, None, False,
                                                                False, ())),
        WalkPage(1, 0, plan.address(1), PageState.OK, rows, reading),
        WalkPage(2, 0, plan.address(2), PageState.REPEAT, rows, reading),
    ])  # fmt: skip
    step = walk.next_step(YEAR)
    assert (step.stop, len(step.doubts)) == ("end", doubts)


@pytest.mark.parametrize("beyond", ["last", "first", "missing"])
@pytest.mark.parametrize("total", [True, False])
def test_a_full_last_page_is_the_end_only_if_a_total_agrees(beyond, total):
    days = [date(YEAR, 12, 20) - timedelta(days=3 * n) for n in range(30)]
    items = tuple(Item(n, day) for n, day in enumerate(days))
    found = crawl(Feed(items, size=10, declares=False, total=total, beyond=beyond))
    assert (found.verdict in SURE, found.in_year) == (total, 30)
