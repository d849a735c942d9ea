"""Catalogues of service items in many shapes."""

import pytest

from audits.catalogues import Listed, answer, table_items, tagged, term_items
from audits.facts import Outcome
from audits.servicelists import Catalogue, own_items, together
from crawler.pages.dom import PageDom
from tests.audits.smallweb import article, crawl, list_page, page, row, web
from tests.shapes import services
from tests.shapes.quick import judged

QUICK = (services.in_article, services.kinds_only, services.spanned)


@pytest.mark.parametrize(
    "shape",
    [pytest.param(s, marks=[] if s in QUICK else pytest.mark.slow) for s in services.CATALOGUES],
)
def test_items_of_a_catalogue_are_proposed_whatever_it_looks_like(shape, tmp_path):
    told = judged(tmp_path, shape(5))
    assert (told.wrong, told.missed) == ((), ())


@pytest.mark.parametrize(
    ("cell", "head", "told"),
    [
        ("全程网办", "网上办理深度", True),
        ("网上申报", "办理深度", False),
        ("可全程网办", "办理形式", True),
        ("四级（全程网办）", "网上办理深度", True),
        ("Ⅳ级", "网办深度", True),
        ("非全程网办", "网上办理深度", False),
        ("不可全程网办", "是否全程网办", False),
        ("网上预审", "网上办理深度", False),
        ("窗口办理、网上办理", "办理形式", False),
        ("三级", "网上办理深度", False),
        ("互联网办理结果信息反馈", "网上办理深度", None),
        ("是", "是否全程网办", True),
        ("是", "网上办理", None),
        ("", "是否全程网办", False),
        ("", "网上办理深度", None),
    ],
)
def test_a_cell_tells_whether_all_is_done_online(cell, head, told):
    assert answer(cell, head) is told


def items_of(markup, *, strict=False):
    return list(table_items(PageDom("http://a.example/", markup), strict=strict))


def test_lines_of_headings_and_sums_are_no_items():
    found = items_of(
        "<table><tr><th>序号</th><th>事项名称</th></tr><tr><td colspan=2>一、行政许可</td></tr>"
        "<tr><td>1</td><td>户外广告核准</td></tr><tr><td>序号</td><td>事项名称</td></tr>"
        "<tr><td>2</td><td>夜间施工核准</td></tr><tr><td>合计</td><td>共二项</td></tr></table>"
    )
    assert [item.name for item in found] == ["户外广告核准", "夜间施工核准"]


def test_heads_of_two_lines_name_the_places_by_the_lower():
    found = items_of(
        "<table><tr><th rowspan=2>事项名称</th><th colspan=2>办理方式</th></tr>"
        "<tr><th>全程网办</th><th>窗口办理</th></tr>"
        "<tr><td>甲类核准</td><td>√</td><td></td></tr><tr><td>乙类核准</td><td></td><td>√</td></tr></table>"
    )
    assert [(item.name, item.online) for item in found] == [("甲类核准", True), ("乙类核准", False)]


def test_a_mark_behind_a_name_tells_what_is_done_online():
    markup = (
        "<ul><li><a href='1'>甲类核准【全程网办】</a></li><li><a href='2'>乙类核准</a></li></ul>"
    )
    dom = PageDom("http://a.example/", markup)
    assert tagged(dom, {"1": "甲类核准【全程网办】", "2": "乙类核准"}) == {"1": True, "2": False}


def test_what_was_decided_in_single_cases_is_no_catalogue():
    markup = (
        "<table><tr><th>事项名称</th><th>申请人</th><th>办结时间</th></tr>"
        "<tr><td>户外广告核准</td><td>某商行</td><td>2024-03-01</td></tr></table>"
    )
    assert items_of(markup) == []


def test_on_a_page_of_another_name_a_table_must_tell_how_items_are_done():
    markup = (
        "<table><tr><th>项目名称</th><th>金额</th></tr><tr><td>道路修补</td><td>3</td></tr></table>"
    )
    assert items_of(markup, strict=True) == []


def test_items_that_are_parts_of_others_are_told_apart():
    found = items_of(
        "<table><tr><th>主项名称</th><th>子项名称</th></tr>"
        "<tr><td rowspan=2>道路占用</td><td>首次申请</td></tr><tr><td>延期</td></tr>"
        "<tr><td>公园活动</td><td>首次申请</td></tr></table>"
    )
    every = together([Catalogue("u", "n", tuple(found), whole=True)])
    assert (every.items, every.mains) == (3, 2)


def test_an_item_in_two_catalogues_is_one_and_two_answers_are_none():
    first = Catalogue("a", "a", (Listed("甲", online=True), Listed("乙", online=False)), True)
    other = Catalogue("b", "b", (Listed("甲", online=False), Listed("丙", online=True)), True)
    every = together([first, other])
    assert (every.items, every.online, every.repeated) == (3, None, 1)
    part = together([first, Catalogue("b", "b", (Listed("乙"),), whole=False)])
    assert (part.items, part.online, part.whole) == (2, 1, True)
    assert not together([first, Catalogue("b", "b", (Listed("丁"),), whole=False)]).whole


def test_of_a_catalogue_of_several_bodies_the_unit_s_own_items_are_taken():
    listed = (
        Listed("甲", body="云岭市商务局"),
        Listed("乙", body="云岭市水务局"),
        Listed("丙", body="云岭市商务局"),
    )
    found = own_items(Catalogue("a", "a", listed, whole=True), ["云岭市商务局"])
    assert [item.name for item in found.items] == ["甲", "丙"]
    inner = (Listed("甲", body="市场科"), Listed("乙", body="外贸科"))
    assert len(own_items(Catalogue("a", "a", inner, True), ["云岭市商务局"]).items) == 2


def test_a_part_of_a_catalogue_that_holds_no_table_leaves_the_number_unknown(tmp_path):
    path, name = "/bsfw/sxml/", "服务事项目录"
    head = "<tr><th>事项名称</th><th>事项编码</th></tr>"
    table = f"<table>{head}<tr><td>甲类许可</td><td>1</td></tr></table>"
    titles = ("行政许可事项目录", "公共服务事项目录")
    bodies = (table, "<p>详见附件。</p>")
    rows = [row(f"{path}{n}7.html", t, f"2024-05-0{n + 1}") for n, t in enumerate(titles)]
    pages = {f"{path}{n}7.html": article(titles[n], "2024-05-01", bodies[n]) for n in (0, 1)}
    pages[path] = list_page(name, rows)
    link = f"<div class='nav'><a href='/bsfw/'>办事服务</a><a href='{path}'>{name}</a></div>"
    sealed = crawl(web(pages, {"/bsfw/": page("<p>办事</p>")}, home=link), tmp_path)
    fact = sealed.fact("service_items")
    assert (fact.value, fact.outcome) == (None, Outcome.UNKNOWN)
    assert "没有读全，读到 1 项" in fact.reason


def test_terms_with_how_they_are_done_are_items():
    markup = "".join(
        f"<dl><dt>{name}</dt><dd>办理深度：{depth}</dd><dd>承诺时限：{n}个工作日</dd></dl>"
        for n, (name, depth) in enumerate((("拍卖许可", "全程网办"), ("展会备案", "网上申报")), 3)
    )
    dom = PageDom("http://yunling.example/", f"<body>{markup}<dl><dt>地址</dt></dl></body>")
    told = [Listed("拍卖许可", online=True), Listed("展会备案", online=False)]
    assert list(term_items(dom)) == told
