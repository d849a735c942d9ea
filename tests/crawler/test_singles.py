"""Single pages told from lists by what stands before their rows."""

from crawler.columns.singles import has_related_rows
from crawler.lists.reading import read_list
from crawler.pages.dom import PageDom

TEXT = "<p>" + "贯彻执行有关商务工作的方针政策，拟订全市商务发展规划并组织实施。" * 12 + "</p>"
ROWS = "".join(
    f'<li><a href="/gzdt/{n}.html">市商务局召开第{n}次推进会</a><span>2025-0{n}-11</span></li>'
    for n in range(1, 6)
)


def related(body: str) -> bool:
    dom = PageDom("https://swj.yunling.gov.cn/zn/", f"<html><body>{body}</body></html>")
    return has_related_rows(dom, read_list(dom, frozenset(), 2026), 2026)


def test_dated_rows_below_an_article_with_its_own_date_are_related_reading() -> None:
    assert related(f"{TEXT}<p>发布日期：2023-06-01</p><div>相关阅读<ul>{ROWS}</ul></div>")


def test_rows_below_a_text_without_a_date_are_a_list() -> None:
    assert not related(f"{TEXT}<ul>{ROWS}</ul>")


def test_rows_below_a_short_line_are_a_list() -> None:
    assert not related(f"<p>更新时间：2025-06-01</p><ul>{ROWS}</ul>")


def test_rows_that_are_paged_are_a_list() -> None:
    pager = "".join(f'<a href="/zn/index_2.html">{word}</a>' for word in ("2", "下一页"))
    assert not related(f"{TEXT}<p>发布日期：2023-06-01</p><ul>{ROWS}</ul>{pager}")
