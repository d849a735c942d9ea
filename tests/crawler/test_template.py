"""Side blocks learnt from what stands beside the lists of a site's columns."""

from crawler.columns.template import side_layouts
from crawler.lists.rows import standings
from crawler.pages.dom import PageDom

TITLES = ("市商务局召开会展经济工作推进会", "关于成品油流通检查的公告", "老字号保护项目名单的公示")


def anchors(numbers: range, dated: bool) -> str:
    return "".join(
        f'<li><a href="/content/20250{n % 9 + 1}0{n % 9 + 1}/{1000 + n}.html">'
        f"{TITLES[n % 3]}之{n}</a>{f'<span>2025-0{n % 9 + 1}-11</span>' if dated else ''}</li>"
        for n in numbers
    )


def page(column: str, body: str, beside: str) -> PageDom:
    side = f'<div class="zx"><h4>最新发布</h4><ul class="zxl">{beside}</ul></div>'
    return PageDom(
        f"https://swj.yunling.gov.cn/{column}/",
        f'<html><body><div class="lm"><h2>栏目</h2>{body}</div>{side}</body></html>',
    )


def listed(rows: str) -> str:
    return f'<ul class="ll">{rows}</ul>'


def test_an_undated_block_of_other_columns_rows_is_a_side_block() -> None:
    pages = [
        page("gzdt", listed(anchors(range(15), True)), anchors(range(20, 26), False)),
        page("tzgg", listed(anchors(range(20, 32), True)), anchors(range(6), False)),
        page("zcwj", listed(anchors(range(40, 52), True)), anchors(range(3, 9), False)),
        page("ghjh", "<p>暂无信息</p>", anchors(range(22, 28), False)),
    ]
    found = side_layouts([standings(p, frozenset()) for p in pages])
    assert [path for path in found if "zxl" in path]
    assert not [path for path in found if "ll" in path and "zxl" not in path]


def test_an_undated_list_beside_a_dated_side_block_stays_a_list() -> None:
    pages = [
        page("gzdt", listed(anchors(range(15), False)), anchors(range(20, 26), True)),
        page("tzgg", listed(anchors(range(20, 32), False)), anchors(range(6), True)),
        page("zcwj", listed(anchors(range(40, 52), False)), anchors(range(3, 9), True)),
    ]
    found = side_layouts([standings(p, frozenset()) for p in pages])
    assert not [path for path in found if "zxl" not in path]
