"""Traps inside the rows of a list: what is no row, what is no date, whose title it is."""

from datetime import date, timedelta

from audits.facts import Outcome
from tests.audits.smallweb import article, crawl, days_back, list_page, listed, row, web
from tests.traps.hasty import count

SURE = ("exact", "bounded")
NEWS = listed("/gzdt/", "工作动态", days_back(12))
NOTICES = listed("/tzgg/", "通知公告", days_back(12))


def days(number, year=2024):
    """``number`` days of one year, newest first, away from its edges."""
    return [date(year, 11, 1) - timedelta(days=12 * n) for n in range(number)]


def disclosed(shown, more=()):
    """A site whose third column is one page of ``shown`` rows; pages behind them by path."""
    return web(NEWS, NOTICES, {"/zfxxgk/": list_page("政府信息公开", shown)}, dict(more))


def articles(listed_days, folder="/zfxxgk/"):
    """(address, title, day) of a few articles, and their pages."""
    rows = [
        (f"{folder}t{day:%Y%m%d}_{500 + n}.html", f"第{n}号公开事项的说明", day)
        for n, day in enumerate(listed_days)
    ]
    return rows, {href: article(title, day) for href, title, day in rows}


def test_rows_with_an_empty_flag_are_not_counted(tmp_path):
    rows, pages = articles(days(8))
    shown = [
        f"<li><i class='flag'>{'是' if n % 4 else ''}</i><a href='{href}'>{title}</a>"
        f"<span>{day}</span></li>"
        for n, (href, title, day) in enumerate(rows)
    ]
    site = disclosed(shown, pages)
    line = crawl(site, tmp_path).line("/zfxxgk/")
    assert count(site, "/zfxxgk/") == 8  # the hasty number
    assert line.in_year == 6
    assert line.verdict not in SURE  # whether the site shows the two, a person says


def test_rows_switched_off_by_a_style_sheet_are_not_counted(tmp_path):
    rows, pages = articles(days(8))
    shown = [
        f"<li {'class=seo' if n % 4 == 0 else ''}><a href='{href}'>{title}</a>"
        f"<span>{day}</span></li>"
        for n, (href, title, day) in enumerate(rows)
    ]
    site = disclosed(["<style>.seo{display:none}</style>", *shown], pages)
    line = crawl(site, tmp_path).line("/zfxxgk/")
    assert count(site, "/zfxxgk/") == 8
    assert (line.in_year, line.verdict) == (6, "exact")


def test_links_nested_in_a_row_are_no_rows(tmp_path):
    rows, pages = articles(days(8))
    _, more = articles([day - timedelta(days=1) for day in days(8)], "/zfxxgk/xg/")
    shown = [
        f"<li><a href='{href}'>{title}</a><span>{day}</span><div class='popbox'><ul><li>"
        f"<a href='{other}'>{title}的相关链接一览</a><span>2024-01-0{1 + n}</span></li></ul></div>"
        "</li>"
        for n, ((href, title, day), other) in enumerate(zip(rows, more, strict=True))
    ]
    site = disclosed(shown, pages | more)
    sealed = crawl(site, tmp_path)
    line = sealed.line("/zfxxgk/")
    assert count(site, "/zfxxgk/") == 16
    assert (line.in_year, line.verdict) == (8, "exact")
    assert {e.href for e in sealed.fact("items_disclosure").evidence} == {h for h, _, _ in rows}


def test_an_index_number_is_no_date(tmp_path):
    """The list shows no date, only 索引号 2024-12-01003; the articles tell their own."""
    rows, _ = articles([*days(3), *days(5, 2023)])
    rows = [
        (f"/zfxxgk/content/post_{90210 + n}.html", title, day)
        for n, (_, title, day) in enumerate(rows)
    ]
    pages = {href: article(title, day) for href, title, day in rows}
    shown = [
        f"<li><a href='{href}'>{title}</a><span>索引号：2024-12-01{n:03d}</span></li>"
        for n, (href, title, _) in enumerate(rows)
    ]
    site = disclosed(shown, pages)
    line = crawl(site, tmp_path).line("/zfxxgk/")
    assert count(site, "/zfxxgk/") == 8
    assert (line.in_year, line.verdict) == (3, "exact")


def test_a_date_broken_by_white_space_is_a_date(tmp_path):
    rows, _ = articles(days(6))
    rows = [(href.replace("/t2024", "/a2024_"), title, day) for href, title, day in rows]
    pages = {href: article(title, "") for href, title, _ in rows}
    shown = [
        f"<li><a href='{href}'>{title}</a><span>\n {day:%Y}-\n\t{day:%m} -{day:%d}\n</span></li>"
        for href, title, day in rows
    ]
    site = disclosed(shown, pages)
    line = crawl(site, tmp_path).line("/zfxxgk/")
    assert count(site, "/zfxxgk/") == 0
    assert (line.in_year, line.undated, line.verdict) == (6, 0, "exact")


def test_titles_cut_alike_stay_different_items(tmp_path):
    """The monthly notices differ only behind the dots; the whole title is in the attribute."""
    rows, _ = articles(days(6))
    day = rows[0][2]
    full = [f"云岭市商务局关于印发商贸流通统计工作第{n}批办法的通知" for n in range(6)]
    pages = {href: article(title, day) for (href, _, _), title in zip(rows, full, strict=True)}
    shown = [
        f"<li><a href='{href}' title='{title}'>{title[:14]}...</a><span>{day}</span></li>"
        for (href, _, _), title in zip(rows, full, strict=True)
    ]
    sealed = crawl(disclosed(shown, pages), tmp_path)
    hasty = {text[:14] for text in full}
    assert len(hasty) == 1  # who tells items by title and day counts one
    assert sealed.line("/zfxxgk/").in_year == 6
    fact = sealed.fact("items_disclosure")
    assert {e.title for e in fact.evidence} == set(full)
    assert fact.counts.suspects == 0


def test_rows_that_lead_to_wechat_are_external(tmp_path):
    rows, pages = articles(days(8))
    shown = [
        row(f"https://mp.weixin.qq.com/s/{n}" if n % 4 == 0 else href, title, day)
        for n, (href, title, day) in enumerate(rows)
    ]
    site = disclosed(shown, pages)
    line = crawl(site, tmp_path).line("/zfxxgk/")
    assert count(site, "/zfxxgk/") == 8
    assert (line.in_year, line.external_in_year, line.verdict) == (6, 2, "exact")


def test_own_addresses_that_lead_to_a_platform_elsewhere_are_external(tmp_path):
    """Interpretations under /zcjdpt?id= open the province's platform."""
    rows, pages = articles(days(9))
    platform = {"/zcjdpt?id=5": "https://zc.province.example/5"}
    shown = [
        row(f"/zcjdpt?id={n}" if f"/zcjdpt?id={n}" in platform else href, title, day)
        for n, (href, title, day) in enumerate(rows)
    ]
    site = web(NEWS, NOTICES, {"/zfxxgk/": list_page("政府信息公开", shown)}, pages, moved=platform)
    line = crawl(site, tmp_path).line("/zfxxgk/")
    assert count(site, "/zfxxgk/") == 9
    assert (line.in_year, line.external_in_year, line.verdict) == (8, 1, "exact")


def test_an_item_reposted_in_a_second_list_is_one_item_of_two_columns(tmp_path):
    rows, pages = articles(days(6))
    shown = [row(*each) for each in rows]
    site = web(
        NEWS, {"/zfxxgk/": list_page("政府信息公开", shown)}, pages,
        {"/tzgg/": list_page("通知公告", shown[:4])},
    )  # fmt: skip
    sealed = crawl(site, tmp_path)
    lists = ("/gzdt/", "/tzgg/", "/zfxxgk/")
    total = sealed.fact("items_total")
    assert sum(count(site, path) for path in lists) == total.value + 4
    assert (total.outcome, total.counts.column_sum) == (Outcome.OBSERVED, total.value + 4)
    assert [sealed.line(path).in_year for path in lists[1:]] == [4, 6]


def test_relative_links_start_from_the_final_address_and_the_base(tmp_path):
    rows, pages = articles(days(6), "/bmxx/xxgk/2024/")
    shown = [row("./" + href.rpartition("/")[2], title, day) for href, title, day in rows]
    base = list_page("政府信息公开", shown).replace(
        "<head>", "<head><base href='/bmxx/xxgk/2024/'>"
    )
    site = web(NEWS, NOTICES, pages, {"/bmxx/xxgk/": base}, moved={"/zfxxgk/": "/bmxx/xxgk/"})
    site.moved["/zfxxgk/"] = "http://yunling.example/bmxx/xxgk/"
    sealed = crawl(site, tmp_path)
    hasty = ["/zfxxgk/" + href.rpartition("/")[2] for href, _, _ in rows]
    assert not set(hasty) & set(site.pages)  # not one of these addresses opens
    assert sealed.line("/bmxx/xxgk/").in_year == 6
    assert {e.url.removeprefix("http://yunling.example") for e in
            sealed.fact("items_disclosure").evidence} == set(pages)  # fmt: skip


def test_a_mislabelled_page_is_read_by_its_bytes(tmp_path):
    """The header and the meta say UTF-8, the bytes are GBK; dates are written in characters."""
    rows, _ = articles(days(6))
    rows = [(href.replace("/t2024", "/a2024_"), f"喆{title}", day) for href, title, day in rows]
    pages = {href: article(title, "") for href, title, _ in rows}
    shown = [row(href, title, f"{day:%Y年%m月%d日}") for href, title, day in rows]
    site = disclosed(shown, pages)
    site.pages["/zfxxgk/"] = str(site.pages["/zfxxgk/"]).encode("gb18030")
    site.headers["/zfxxgk/"] = (("content-type", "text/html; charset=utf-8"),)
    sealed = crawl(site, tmp_path)
    assert count(site, "/zfxxgk/") == 0
    line = sealed.line("/zfxxgk/")
    assert (line.in_year, line.verdict) == (6, "exact")
    assert {e.title for e in sealed.fact("items_disclosure").evidence} == {t for _, t, _ in rows}
