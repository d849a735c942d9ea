import pytest

from audits.facts import Outcome
from tests.audits.smallweb import article, crawl, list_page, page, row, web

NAV = "<div class='nav'><a href='/bsfw/'>办事服务</a>{}</div>"


@pytest.fixture
def facts(tmp_path):
    def read(pages, more=""):
        sealed = crawl(web(pages, home=NAV.format(more)), tmp_path)
        keys = ("service_catalogue_published", "service_items", "service_items_online")
        return [sealed.fact(key) for key in keys]

    return read


def guides(name, path):
    rows = [row(f"{path}{n}41.html", f"第{n}项备案办理", f"2024-0{n}-05") for n in (3, 2, 1)]
    pages = {f"{path}{n}41.html": article("备案", f"2024-0{n}-05") for n in (1, 2, 3)}
    return {path: list_page(name, rows), **pages}


def test_a_list_of_items_on_the_site_is_proposed_as_the_catalogue(facts):
    found = facts(guides("服务事项目录", "/bsfw/sxml/"), "<a href='/bsfw/sxml/'>服务事项目录</a>")
    assert (found[0].value, found[0].outcome) == (True, Outcome.ESTIMATE)


@pytest.mark.parametrize("way", ["list", "portal/#/department"])
def test_a_platform_address_with_the_unit_s_code_is_proposed(facts, way):
    far = f"http://zwfw.province.example/{way}?deptCode=11530000MB1234567X"
    found = facts({"/bsfw/": page("<p>办事</p>")}, f"<a href='{far}'>政务服务</a>")
    assert (found[0].value, found[0].outcome) == (True, Outcome.ESTIMATE)
    assert far in found[0].evidence[0].quote


def test_a_platform_address_on_the_page_of_services_is_found_behind_many_other_columns(facts):
    far = "http://zwfw.province.example/list?deptCode=11530000MB1234567X"
    pages = {"/bsfw/fwsx/": page(f"<h1>政务服务事项</h1><p><a href='{far}'>事项目录</a></p>")}
    menu = ""
    for n in range(15):
        pages |= guides(f"工作动态{n}", f"/a{n}/")
        menu += f"<a href='/a{n}/'>工作动态{n}</a>"
    found = facts(pages, f"{menu}<a href='/bsfw/fwsx/'>政务服务事项</a>")
    assert (found[0].value, found[0].outcome) == (True, Outcome.ESTIMATE)
    assert far in found[0].evidence[0].quote


@pytest.mark.parametrize(
    "link",
    ["<a href='http://zwfw.province.example/'>政务服务</a>", "<a href='/bsfw/bgxz/'>表格下载</a>"],
)
def test_a_platform_s_front_page_is_no_catalogue_and_no_denial(facts, link):
    assert facts({"/bsfw/": page("<p>办事</p>")}, link)[0].outcome is Outcome.UNKNOWN


def test_printed_numbers_are_proposals_and_guides_only_a_hint(facts):
    text = "<p>本局共有 22 项政务服务事项，其中全程网办 21 项。</p>"
    pages = guides("办事指南", "/bsfw/bszn/")
    pages["/bsfw/bszn/"] = pages["/bsfw/bszn/"].replace(
        "<div class='list'>", f"{text}<div class='list'>"
    )
    _, items, online = facts(pages, "<a href='/bsfw/bszn/'>办事指南</a>")
    assert [(f.value, f.outcome) for f in (items, online)] == [
        (22, Outcome.ESTIMATE),
        (21, Outcome.ESTIMATE),
    ]


def test_without_numbers_the_guides_are_named_and_nothing_is_counted(facts):
    _, items, _ = facts(guides("办事指南", "/bsfw/bszn/"), "<a href='/bsfw/bszn/'>办事指南</a>")
    assert items.outcome is Outcome.UNKNOWN
    assert "办事指南 3 篇" in items.reason


HEAD = "<tr><th>序号</th><th>事项名称</th><th>是否全程网办</th></tr>"
TABLE = "<a href='/bsfw/sxml/'>服务事项目录</a>"


def catalogue(*told, head=HEAD, pager=""):
    lines = "".join(
        f"<tr><td>{n}</td><td><a href='/bsfw/sxml/{n}17.html'>第{n}类许可</a></td><td>{t}</td></tr>"
        for n, t in enumerate(told, 1)
    )
    return {"/bsfw/sxml/": page(f"<table>{head}{lines}</table>{pager}", title="服务事项目录")}


def test_a_catalogue_printed_as_a_table_proposes_its_rows_and_those_done_online(facts):
    _, items, online = facts(catalogue("是", "否", "是", "√"), TABLE)
    assert (items.value, items.outcome) == (4, Outcome.ESTIMATE)
    assert (online.value, online.outcome) == (3, Outcome.ESTIMATE)


@pytest.mark.parametrize(
    ("pages", "items"),
    [
        (catalogue("是", "详见指南", "否"), 3),
        (catalogue("是", "否", head=HEAD.replace("是否全程网办", "办理地点")), 2),
        (catalogue("是", "否", "是", pager="<a href='?page=2'>下一页</a> 共 9 页"), None),
    ],
)
def test_a_table_that_does_not_tell_all_gives_no_number_of_it(facts, pages, items):
    _, told, online = facts(pages, TABLE)
    assert (told.value, online.value) == (items, None)


def test_a_number_after_its_name_is_read(facts):
    told = page("<p>本单位共发布政务服务事项23项，其中可全程网办17项。</p>")
    _, items, online = facts({"/bsfw/": told})
    assert (items.value, online.value) == (23, 17)


FAR = "http://zwfw.province.example/list"
NOT_OURS = (
    f"<p><a href='{FAR}?deptCode=11530000MB7654321X'>市自然资源局办事窗口</a></p>"
    f"<p><a href='{FAR}?region=530100000000'>政务服务</a></p>"
)
OURS = f"<p><a href='{FAR}?deptCode=11530000MB1234567X'>云岭政务服务网市商务局</a></p>"


@pytest.mark.parametrize(("links", "found"), [(NOT_OURS, 0), (NOT_OURS + OURS, 1)])
def test_a_link_named_as_another_body_s_or_with_a_place_s_code_is_no_catalogue(facts, links, found):
    told = facts({"/bsfw/": page(links)})[0]
    assert told.value is (True if found else None)
    assert sum(FAR in e.quote for e in told.evidence) == found


def _cards(names, tag):
    rows = "".join(
        f"<div class='row'><a href='/bsfw/{n}.html'>{name}</a>{tag if n % 3 else ''}"
        f"<a href='http://zwfw.province.example/item?code=53{n}'>在线办理</a></div>"
        for n, name in enumerate(names)
    )
    return f"<div class='position'>当前位置：<a href='/'>首页</a> &gt; 办事服务</div>{rows}"


ITEMS = ("酒类批发备案", "拍卖业许可", "成品油零售许可", "家电维修备案", "典当行备案", "展会备案")


@pytest.mark.parametrize("head", ["<h3>政务服务事项清单</h3>", ""])
def test_rows_tagged_as_wholly_online_on_the_page_of_services_are_items(facts, head):
    body = head + _cards(ITEMS, "<span class='wb'>全程网办</span>")
    pages = {f"/bsfw/{n}.html": page(f"<h1>{name}</h1>") for n, name in enumerate(ITEMS)}
    found = facts({"/bsfw/": page(body), **pages})
    assert [f.value for f in found] == [True, 6, 4]
    assert {f.outcome for f in found} == {Outcome.ESTIMATE}


def test_a_catalogue_whose_rows_lead_to_the_platform_is_counted_with_its_tags(facts):
    rows = "".join(
        f"<li><a href='http://zwfw.province.example/guide/53{n}'>{name}</a>"
        f"<span><i>{'全程网办' if n % 2 else '窗口办理'}</i></span></li>"
        for n, name in enumerate(ITEMS)
    )
    body = f"<div class='position'><a href='/'>首页</a> &gt; 服务事项目录</div><ul>{rows}</ul>"
    found = facts({"/bsfw/sxml/": page(body)}, "<a href='/bsfw/sxml/'>服务事项目录</a>")
    assert [f.value for f in found] == [True, 6, 3]


def test_a_number_behind_another_word_is_not_how_many_are_done_online(facts):
    text = "<p>共有 9 项政务服务事项。办理深度：全程网办 承诺时限：3个工作日</p>"
    more = "<p>全程网办 公共服务（2项）</p><p>其中可全程网办事项7项</p>"
    found = facts({"/bsfw/": page(text + more)})
    assert [f.value for f in found[1:]] == [9, 7]


def test_items_in_several_blocks_of_one_layout_are_counted_together(facts):
    kinds = (("行政许可", ITEMS[:4]), ("行政确认", ITEMS[4:]), ("公共服务", ("消费投诉指引",)))
    body = "".join(
        f"<div class='kind'><h3>{kind}</h3><ul>"
        + "".join(
            f"<li><a href='/bsfw/{sum(map(ord, name))}.html'>{name}</a></li>" for name in names
        )
        + "</ul></div>"
        for kind, names in kinds
    )
    place = "<div class='position'><a href='/'>首页</a> &gt; 服务事项清单</div>"
    found = facts({"/bsfw/qd/": page(place + body)}, "<a href='/bsfw/qd/'>服务事项清单</a>")
    assert found[1].value == 7


@pytest.mark.parametrize(
    "body",
    [
        "<h3>云岭市商务局服务事项目录</h3><div id='list'></div>",
        "<p>共 8 项，其中可全程网办 6 项</p>",
    ],
)
def test_a_heading_or_a_printed_number_on_the_page_of_services_proposes_a_catalogue(facts, body):
    found = facts({"/bsfw/": page(body)})
    assert (found[0].value, found[0].outcome) == (True, Outcome.ESTIMATE)


def test_a_number_is_not_put_together_out_of_two_cells(facts):
    cells = (
        "<table><tr><td>1</td><td>拍卖许可</td><td>全程网办</td></tr><tr><td>6</td></tr></table>"
    )
    more = "<p>个体工商户登记共 9 项</p><p>可全程网办</p><p>共 7 项</p>"
    found = facts({"/bsfw/": page(cells + more)})
    assert found[2].value is None
