"""Clues of dates that do not go with their surroundings: silent on a clean column."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.date_order import number_of, rising
from tests.audits.smallweb import HOME, article, crawl, days_back, list_page, listed, row, web
from tests.sites import FAMILIES, build
from tests.sites.quirks import out_of_place
from tests.traps.kitweb import read
from tests.whole.trial import few

NEWS = listed("/gzdt/", "工作动态", days_back(12))
NOTICES = listed("/tzgg/", "通知公告", days_back(12))
CLUES = {"A-日期次序", "A-日期不一", "A-修改时间", "A-集中发布"}


def items(number, gap=9):
    """(number in the address, day) of a column, newest first; numbers rise with the days."""
    first = date(2024, 12, 10)
    return [(7000 - n, first - timedelta(days=gap * n)) for n in range(number)]


def site(rows, *, told=None, folder="/zfxxgk/"):
    """A third column whose addresses carry only a number; ``told`` are the articles' own days."""
    listed_rows = sorted(rows, key=lambda item: item[1], reverse=True)
    hrefs = {number: f"{folder}content/post_{number}.html" for number, _ in rows}
    shown = [row(hrefs[n], f"第{n}号公开事项", day) for n, day in listed_rows]
    pages = {
        hrefs[n]: article(f"第{n}号公开事项", (told or {}).get(n, day)) for n, day in listed_rows
    }
    return web(NEWS, NOTICES, {"/zfxxgk/": list_page("政府信息公开", shown)}, pages)


def clues(site_, tmp_path, **options):
    sheet = crawl(site_, tmp_path, **options).sheet
    return {remark.id: remark for remark in sheet.remarks if remark.id in CLUES}, sheet


def test_a_column_whose_numbers_rise_with_its_dates_raises_no_clue(tmp_path):
    assert clues(site(items(20)), tmp_path)[0] == {}


def test_a_higher_number_under_a_much_older_date_is_a_clue_with_its_row(tmp_path):
    rows = [*items(20), (7050, date(2024, 3, 1)), (7051, date(2024, 3, 2))]
    found, sheet = clues(site(rows), tmp_path)
    remark = found["A-日期次序"]
    assert {r.url for r in remark.rows} == {
        f"{HOME}zfxxgk/content/post_{n}.html" for n in (7050, 7051)
    }
    assert {(r.date, r.quote) for r in remark.rows} == {
        ("2024-03-01", "编号在它之前的条目 2024-12-10"),
        ("2024-03-02", "编号在它之前的条目 2024-12-10"),
    }
    assert all(r.title and r.column == "政府信息公开" for r in remark.rows)
    assert "请核对" in remark.message
    line = next(c for c in sheet.columns if c.url.endswith("/zfxxgk/"))
    assert line.in_year == 22  # a clue moves no figure


def test_a_number_given_before_its_publication_is_no_clue(tmp_path):
    """Drafted early, published late: the number is low and the date is new."""
    rows = [*items(20), (6700, date(2024, 12, 12))]
    assert clues(site(rows), tmp_path)[0] == {}


def test_numbers_without_any_order_raise_no_clue(tmp_path):
    """A moved site numbers its old articles as they come."""
    rows = [((n * 7) % 31 + 5000, day) for n, (_, day) in enumerate(items(31))]
    assert clues(site(rows), tmp_path)[0] == {}


def test_a_list_date_long_before_the_article_s_own_is_a_clue(tmp_path):
    rows = items(9)
    told = {rows[6][0]: rows[6][1] + timedelta(days=45)}
    found, _ = clues(site(rows, told=told), tmp_path, full=True)
    (clue,) = found["A-日期不一"].rows
    assert (clue.date, clue.quote) == (
        rows[6][1].isoformat(),
        f"正文的发布日期 {told[rows[6][0]].isoformat()}",
    )


def test_a_list_date_long_before_the_one_in_the_address_is_a_clue(tmp_path):
    pages = listed("/zfxxgk/", "政府信息公开", [day for _, day in items(9)])
    pages["/zfxxgk/"] = pages["/zfxxgk/"].replace(
        "<span>2024-11-22</span>", "<span>2024-06-22</span>"
    )
    found, _ = clues(web(NEWS, NOTICES, pages), tmp_path)
    (clue,) = found["A-日期不一"].rows
    assert (clue.date, clue.quote) == ("2024-06-22", "网址中的日期 2024-11-22")


def test_a_habit_of_the_column_is_no_clue(tmp_path):
    """All articles show the day of a later upload: that is how this column is kept."""
    rows = items(9)
    told = {n: day + timedelta(days=45) for n, day in rows}
    assert "A-日期不一" not in clues(site(rows, told=told), tmp_path, full=True)[0]


def stamped(rows, late):
    """The site with Last-Modified on every article, ``late`` ones a hundred days on."""
    found = site(rows)
    for number, day in rows:
        when = day + timedelta(days=100 if number in late else 1)
        found.headers[f"/zfxxgk/content/post_{number}.html"] = (
            ("content-type", "text/html"),
            ("last-modified", f"{when:%a, %d %b %Y} 08:00:00 GMT"),
        )
    return found


def test_a_page_changed_long_after_its_date_is_a_clue_where_pages_else_stay(tmp_path):
    rows = items(12)
    found, _ = clues(stamped(rows, {rows[7][0]}), tmp_path, full=True)
    (clue,) = found["A-修改时间"].rows
    assert clue.url.endswith(f"post_{rows[7][0]}.html")
    assert clue.quote.startswith("网页最后修改 2025-")


def test_pages_that_are_all_made_anew_raise_no_clue(tmp_path):
    rows = items(12)
    assert clues(stamped(rows, {n for n, _ in rows[3:]}), tmp_path, full=True)[0] == {}


def test_many_items_on_one_day_are_a_clue(tmp_path):
    rows = [*items(12), *((7100 + n, date(2024, 12, 11)) for n in range(11))]
    found, _ = clues(site(rows), tmp_path)
    assert set(found) == {"A-集中发布"}
    assert len(found["A-集中发布"].rows) == 11


@pytest.mark.parametrize(
    ("url", "number"),
    [
        ("http://a.example/c/2025-01-02/5003243.shtml", 5003243),
        ("http://a.example/202501/t20250102_12345.html", 12345),
        ("http://a.example/art/2025/1/2/art_1001_34567.html", 34567),
        ("http://a.example/show.jsp?id=882", 882),
        ("http://a.example/zwgk/", 0),
        ("http://a.example/0123456789012345.html", 0),
    ],
)
def test_the_number_of_an_address_is_the_last_of_its_file_or_query(url, number):
    assert number_of(url) == number


@given(st.lists(st.dates(), max_size=30))
def test_the_kept_days_never_fall_and_are_many_enough(days):
    kept = [days[position] for position in sorted(rising(days))]
    assert kept == sorted(kept)
    assert len(kept) >= max((sum(1 for d in days if d == day) for day in days), default=0)


@pytest.mark.parametrize("family", ["f1", "f2"])
def test_planted_rows_of_a_whole_site_are_clues_and_move_no_figure(family, tmp_path):
    planted = build(family, 2, "small", ["Q-BACKDATE"])
    column = next(c for c in planted.model.columns if "Q-BACKDATE" in c.quirks)
    sealed = read(few(planted, column.path), tmp_path)
    (remark,) = [r for r in sealed.sheet.remarks if r.id in CLUES]
    assert remark.id == "A-日期次序"
    assert {r.title for r in remark.rows} == {a.title for a in out_of_place(column)}
    line = next(c for c in sealed.sheet.columns if c.url.partition(".example")[2] in (
        column.path, f"{column.path}index.shtml", f"{column.path}index.html"))  # fmt: skip
    assert line.in_year == planted.truth.columns[column.path].in_year


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 6))
@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.id)
def test_a_site_without_quirks_raises_no_clue(family, seed, tmp_path):
    sheet = read(build(family.id, seed, "full", "none"), tmp_path).sheet
    assert [r.message for r in sheet.remarks if r.id in CLUES] == []
