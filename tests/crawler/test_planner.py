"""Which pages a crawl asks for, and that a stopped crawl asks for the same."""

from datetime import date

import pytest

from tests.audits.smallweb import (
    CRAWL_FILE,
    Web,
    article,
    connect_sealed,
    crawl,
    days_back,
    list_page,
    listed,
    row,
    web,
)

NEWS = listed("/gzdt/", "工作动态", days_back(35))
NOTICES = listed("/tzgg/", "通知公告", days_back(12))
DISCLOSED = listed("/zfxxgk/", "政府信息公开", days_back(5))


def opened(site, path):
    return [asked for asked in site.asked if asked.startswith(f"{path}t20")]


def test_of_each_column_five_targets_of_the_year_are_opened_and_of_a_small_one_all(tmp_path):
    site = web(NEWS, NOTICES, DISCLOSED)
    crawl(site, tmp_path)
    in_year = [path for path in opened(site, "/gzdt/") if "/t2024" in path]
    assert len(in_year) == 5
    assert len(opened(site, "/zfxxgk/")) == 4


def test_a_full_crawl_opens_every_target(tmp_path):
    site = web(NEWS, NOTICES, DISCLOSED)
    crawl(site, tmp_path, full=True)
    assert len(opened(site, "/gzdt/")) == 35
    assert len(opened(site, "/tzgg/")) == 12


def test_rows_beside_new_year_are_opened(tmp_path):
    days = [date(2025, 1, 3), date(2025, 1, 2), date(2024, 12, 31), *days_back(8), date(2024, 1, 1),
            date(2023, 12, 30), date(2023, 12, 20)]  # fmt: skip
    site = web(listed("/gzdt/", "工作动态", sorted(days, reverse=True)), NOTICES, DISCLOSED)
    crawl(site, tmp_path)
    for day in ("20250102", "20250103", "20241231", "20240101", "20231230"):
        assert [path for path in opened(site, "/gzdt/") if day in path], day
    assert not [path for path in opened(site, "/gzdt/") if "20231220" in path]


def test_undated_rows_are_opened_until_they_are_past(tmp_path):
    rows = [
        f"<li><a href='/gzdt/t1000{n:02d}.html'>关于第{n}号事项的通知</a></li>" for n in range(9)
    ]
    pages = {"/gzdt/": list_page("工作动态", rows)}
    pages |= {
        f"/gzdt/t1000{n:02d}.html": article(f"关于第{n}号事项的通知", f"2024-0{9 - n}-01")
        for n in range(9)
    }
    site = web(pages, NOTICES, DISCLOSED)
    sealed = crawl(site, tmp_path)
    assert len([path for path in site.asked if "/t1000" in path]) == 9
    assert sealed.line("/gzdt/").in_year == 9


def test_no_address_is_asked_for_twice_but_page_one_at_the_end(tmp_path):
    site = web(NEWS, NOTICES, DISCLOSED)
    crawl(site, tmp_path)
    twice = sorted({path for path in site.asked if site.asked.count(path) > 1})
    assert twice == ["/gzdt/", "/tzgg/", "/zfxxgk/"]
    assert all(site.asked.count(path) == 2 for path in twice)


def test_old_pages_of_a_list_in_order_are_not_asked_for(tmp_path):
    site = web(listed("/gzdt/", "工作动态", days_back(120)), NOTICES, DISCLOSED)
    sealed = crawl(site, tmp_path)
    assert sealed.line("/gzdt/").verdict == "bounded"
    assert "/gzdt/index_9.html" not in site.asked


@pytest.mark.parametrize("old", [3, 12, 15, 20])
def test_old_rows_put_in_at_once_on_top_do_not_hide_the_year_behind_them(tmp_path, old):
    days = days_back(60)
    mixed = [*days[-old:], *days[:-old]]
    line = crawl(web(listed("/gzdt/", "工作动态", mixed), NOTICES, DISCLOSED), tmp_path).line(
        "/gzdt/"
    )
    assert line.in_year == sum(day.year == 2024 for day in days)


class Stop(BaseException):
    """Something that ends the process."""


def contents(folder):
    """Everything a run leaves that a figure could depend on, in a stable order."""
    db = connect_sealed(folder / CRAWL_FILE)
    tables = {
        "col": "url, name, path, kind, stop, proof, declared_rows, declared_pages, ordered, doubts",
        "entry": "column_id, page, position, title, url, content_id, date, flags",
        "frontier": "key, round, purpose, number, state",
        "target": "key, state, date, title",
    }
    got = {name: sorted(db.execute(f"SELECT {row} FROM {name}"), key=repr)
           for name, row in tables.items()}  # fmt: skip
    db.close()
    return got


@pytest.mark.parametrize("after", [1, 3, 5, 8, 11, 14, 17, 20, 23])
def test_a_crawl_stopped_after_any_answer_and_begun_again_ends_the_same(tmp_path, after):
    crawl(web(NEWS, NOTICES, DISCLOSED), tmp_path / "a")
    whole = contents(tmp_path / "a")

    def stop(site: Web) -> None:
        if len(site.asked) == after:
            raise Stop

    with pytest.raises(Stop):
        crawl(web(NEWS, NOTICES, DISCLOSED, now=stop), tmp_path / "b")
    again = web(NEWS, NOTICES, DISCLOSED)
    crawl(again, tmp_path / "b")
    assert contents(tmp_path / "b") == whole
    assert again.asked.count("/gzdt/") <= 2


def test_a_row_shown_with_its_day_only_is_dated_by_its_own_page(tmp_path):
    rows = [row(f"/gzdt/a{n}.html", f"关于第{n}号事项的通知", f"0{9 - n}-01") for n in range(6)]
    pages = {"/gzdt/": list_page("工作动态", rows)}
    pages |= {
        f"/gzdt/a{n}.html": article(f"关于第{n}号事项的通知", f"2024-0{9 - n}-01") for n in range(6)
    }
    sealed = crawl(web(pages, NOTICES, DISCLOSED), tmp_path)
    assert sealed.line("/gzdt/").in_year == 6


def by_kind(kinds, *, pager):
    """A list sorted by kind and, in each kind, from new to old; ``pager`` draws its links."""
    rows = [
        row(f"/gzdt/{kind}{number}.html", f"【{kind}】第{number}号事项的通知", day)
        for kind, days in kinds.items()
        for number, day in enumerate(days)
    ]
    chunks = [rows[at : at + 10] for at in range(0, len(rows), 10)]
    pages = {
        f"/gzdt/{kind}{number}.html": article(f"【{kind}】第{number}号事项的通知", str(day))
        for kind, days in kinds.items()
        for number, day in enumerate(days)
    }
    for number, part in enumerate(chunks, 1):
        file = "" if number == 1 else f"index_{number}.html"
        pages[f"/gzdt/{file}"] = list_page("工作动态", part, pager(number, len(chunks)))
    return pages


def stated(number, count):
    following = f"<a href='index_{number + 1}.html'>下一页</a>" if number < count else ""
    return f"{following}<span>共{count}页</span>"


def with_last(number, count):
    return f"<a href='index_{number + 1}.html'>下一页</a><a href='index_{count}.html'>尾页</a>" if (
        number < count
    ) else ""  # fmt: skip


@pytest.mark.parametrize("pager", [stated, with_last])
def test_a_list_sorted_by_kind_is_not_left_after_two_past_pages_of_the_first_kind(pager, tmp_path):
    kinds = {
        "a": days_back(45, start=date(2024, 12, 20), gap=20),
        "b": days_back(30, start=date(2024, 12, 10), gap=15),
    }
    site = web(by_kind(kinds, pager=pager), NOTICES, DISCLOSED)
    line = crawl(site, tmp_path).line("/gzdt/")
    true = sum(day.year == 2024 for days in kinds.values() for day in days)
    assert (line.verdict, line.in_year) == ("exact", true)
