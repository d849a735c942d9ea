import re
from datetime import date

import pytest

from audits.facts import Outcome
from crawler.pages.lexicon import is_directory
from tests.audits.smallweb import YEAR, article, crawl, days_back, list_page, listed, page, row, web

OLD = [date(2022, 3, 1), date(2021, 3, 1)]


def topic(path, name, days):
    """A topic whose pages say that it hangs below 专题专栏."""
    pages = listed(path, name, days)
    crumb = "<a href='/'>首页</a> &gt; <a href='/ztzl/'>专题专栏</a> &gt; "
    return {key: text.replace("<a href='/'>首页</a> &gt; ", crumb) for key, text in pages.items()}


def directory(*rows):
    return {"/ztzl/": list_page("专题专栏", rows)}


SUBCOLUMNS = (("dt", "专题动态"), ("wj", "专题文件"))
LINK = "<div class='nav'><a href='/ztzl/'>专题专栏</a></div>"


@pytest.fixture
def facts(tmp_path):
    def read(*parts, home=LINK):
        sealed = crawl(web(*parts, home=home), tmp_path)
        return {k: sealed.fact(f"special_columns_{k}") for k in ("maintained", "opened")}

    return read


def test_topics_with_an_item_of_the_year_are_kept_up(facts):
    found = facts(
        directory(
            row("/ztzl/aqsc/", "安全生产", "2020-01-02"), row("/ztzl/gcc/", "广货出川", OLD[0])
        ),
        topic("/ztzl/aqsc/", "安全生产", [date(YEAR, 5, 6), *OLD]),
        topic("/ztzl/gcc/", "广货出川", OLD),
    )
    assert (found["maintained"].value, found["maintained"].outcome) == (1, Outcome.OBSERVED)
    assert found["maintained"].evidence[0].title == "安全生产"


def test_a_topic_of_external_links_is_a_question_and_makes_a_lower_bound(facts):
    far = "http://www.city.example/zt/1.html"
    found = facts(
        directory(
            row("/ztzl/aqsc/", "安全生产", "2020-01-02"), row(far, "全市大兴调研", "2024-02-03")
        ),
        topic("/ztzl/aqsc/", "安全生产", [date(YEAR, 5, 6), *OLD]),
    )["maintained"]
    assert (found.value, found.outcome) == (1, Outcome.PARTIAL)
    assert "全市大兴调研" in found.reason
    assert [r.title for r in found.left_out[0].rows] == ["全市大兴调研"]


def test_a_topic_that_went_offline_is_a_question(facts):
    found = facts(
        directory(
            row("/ztzl/aqsc/", "安全生产", "2020-01-02"),
            row("/ztzl/gone/", "已撤专题", "2020-02-03"),
        ),
        topic("/ztzl/aqsc/", "安全生产", [date(YEAR, 5, 6), *OLD]),
    )["maintained"]
    assert found.outcome is Outcome.PARTIAL
    assert "已撤专题" in found.reason


def test_a_topic_that_hangs_in_the_main_menu_is_a_question(facts):
    """Its own pages name no directory above it: the directory's row alone says that it is one."""
    found = facts(
        directory(
            row("/ztzl/aqsc/", "安全生产", "2020-01-02"),
            row("/yshj/", "优化营商环境", "2020-02-03"),
        ),
        topic("/ztzl/aqsc/", "安全生产", [date(YEAR, 5, 6), *OLD]),
        listed("/yshj/", "优化营商环境", [date(YEAR, 4, 2), *OLD]),
        home=LINK + "<div class='nav'><a href='/yshj/'>优化营商环境</a></div>",
    )["maintained"]
    assert (found.value, found.outcome) in [(2, Outcome.OBSERVED), (1, Outcome.PARTIAL)]


def test_a_directory_that_was_not_read_makes_a_lower_bound(facts):
    found = facts(
        directory(row("/ztzl/aqsc/", "安全生产", "2020-01-02")),
        topic("/ztzl/aqsc/", "安全生产", [date(YEAR, 5, 6), *OLD]),
        home=LINK + "<div class='nav'><a href='/lszt/'>热点专题</a></div>",
    )["maintained"]
    assert (found.value, found.outcome) == (1, Outcome.PARTIAL)


def test_without_any_topic_nobody_knows(facts):
    found = facts(listed("/gzdt/", "工作动态", days_back(12)))
    assert {fact.outcome for fact in found.values()} == {Outcome.UNKNOWN}


@pytest.mark.parametrize(
    ("days", "printed", "opened"),
    [
        ([date(YEAR, 5, 6), date(YEAR, 3, 2)], "", 1),
        ([date(YEAR, 5, 6), date(YEAR, 3, 2)], "2023-11-30", 0),
        ([date(YEAR, 5, 6), *OLD], "", 0),
    ],
)
def test_the_printed_date_wins_over_the_first_item_and_both_are_proposals(
    facts, days, printed, opened
):
    found = facts(
        directory(row("/ztzl/aqsc/", "安全生产", printed), row("/ztzl/b/", "对外开放", printed)),
        topic("/ztzl/aqsc/", "安全生产", days),
        topic("/ztzl/b/", "对外开放", OLD),
    )["opened"]
    assert (found.value, found.outcome) == (opened, Outcome.ESTIMATE)


def test_the_columns_of_a_sub_site_are_one_topic(facts):
    parts = []
    for path, name in SUBCOLUMNS:
        pages = topic(f"/ztzl/aqsc/{path}/", name, [date(YEAR, 5, 6), *OLD])
        step = "<a href='/ztzl/aqsc/'>安全生产</a> &gt; "
        parts.append(
            {
                k: t.replace("专题专栏</a> &gt; ", f"专题专栏</a> &gt; {step}")
                for k, t in pages.items()
            }
        )
    links = "".join(f"<h2><a href='/ztzl/aqsc/{p}/'>{n}</a></h2>" for p, n in SUBCOLUMNS)
    home = page(links, title="安全生产")
    found = facts(directory(row("/ztzl/aqsc/", "安全生产", "")), {"/ztzl/aqsc/": home}, *parts)
    assert found["maintained"].value == 1


@pytest.mark.parametrize(
    ("name", "yes"),
    [
        ("专题专栏", True),
        ("热点专题", True),
        ("2024年专题", True),
        ("往期专题", True),
        ("主题教育", False),
        ("扫黑除恶专栏", False),
        ("优化营商环境", False),
    ],
)
def test_a_directory_is_told_from_a_topic_by_its_name(name, yes):
    assert is_directory(name) is yes


def test_the_front_page_of_a_sub_site_does_not_hide_when_it_was_opened(facts):
    days = {"dt": [date(YEAR, 5, 6), date(YEAR, 3, 1)], "wj": [date(YEAR, 4, 2), date(YEAR, 3, 9)]}
    blocks, parts = "", []
    for slug, name in SUBCOLUMNS:
        path = f"/ztzl/aqsc/{slug}/"
        pages = topic(path, name, days[slug])
        crumb = "<a href='/ztzl/'>专题专栏</a> &gt; <a href='/ztzl/aqsc/'>安全生产</a> &gt; "
        parts.append(
            {k: t.replace("<a href='/ztzl/'>专题专栏</a> &gt; ", crumb) for k, t in pages.items()}
        )
        links = "".join(
            row(k, f"{name}之{n}号事项", days[slug][n]) for n, k in enumerate(list(pages)[:-1])
        )
        head = f"<h2><a href='{path}'>{name}</a><a href='{path}'>更多</a></h2>"
        blocks += f"<div>{head}<ul>{links}</ul></div>"
    front = {"/ztzl/aqsc/": page(f"<h1>安全生产</h1>{blocks}", title="安全生产")}
    found = facts(directory(row("/ztzl/aqsc/", "安全生产", "")), front, *parts)
    assert (found["maintained"].value, found["opened"].value) == (1, 1)


def test_pictures_that_lead_to_topics_are_their_directory(facts):
    """No row is dated and none repeats: what the page leads to beside the menus are topics."""
    wall = "".join(
        f"<div class='zt'><a href='{path}'><img src='/{n}.jpg' alt='{name}'></a><br>"
        f"<a href='{path}'>{name}</a></div>"
        for n, (path, name) in enumerate((("/zt/aqsc/", "安全生产月"), ("/zt/gcc/", "广货出川")))
    )
    hot = "<div class='hot'><a href='/show.php?id=7'>全市商务工作会议召开部署全年任务</a></div>"
    told = article(
        "全市商务工作会议召开部署全年任务", date(YEAR, 3, 3).isoformat(), "会议强调。" * 60
    )
    found = facts(
        {"/ztzl/": page(f"<h2>专题专栏</h2>{wall}{hot}"), "/show.php?id=7": told},
        listed("/zt/aqsc/", "安全生产月", [date(YEAR, 5, 6), *OLD]),
        listed("/zt/gcc/", "广货出川", OLD),
    )
    assert (found["maintained"].value, found["maintained"].outcome) == (1, Outcome.PARTIAL)
    assert found["maintained"].evidence[0].title == "安全生产月"


@pytest.mark.parametrize(
    "wall",
    [
        "<ul class='zt'><li>{}</li><li>{}</li></ul>",
        "<table><tr><td>{}</td></tr><tr><td>{}</td></tr></table>",
    ],
)
def test_a_wall_that_looks_like_a_menu_leads_to_topics_too(facts, wall):
    topics = (("/zt/aqsc/", "安全生产月"), ("/zt/gcc/", "广货出川"))
    links = [f"<a href='{p}'><img src='/{n}.jpg'><p>{n}</p></a>" for p, n in topics]
    found = facts(
        {"/ztzl/": page(f"<h2>专题专栏</h2>{wall.format(*links)}")},
        listed("/zt/aqsc/", "安全生产月", [date(YEAR, 5, 6), *OLD]),
        listed("/zt/gcc/", "广货出川", OLD),
    )["maintained"]
    assert (found.value, found.evidence[0].title) == (1, "安全生产月")


def test_the_topics_of_a_directory_are_no_items_though_dates_stand_beside_them(tmp_path):
    sealed = crawl(
        web(
            directory(
                row("/ztzl/aqsc/", "安全生产", f"{YEAR}-05-01"),
                row("/ztzl/gcc/", "广货出川", f"{YEAR}-04-01"),
            ),
            topic("/ztzl/aqsc/", "安全生产", [date(YEAR, 5, 6), *OLD]),
            topic("/ztzl/gcc/", "广货出川", [date(YEAR, 4, 9), *OLD]),
            home=LINK,
        ),
        tmp_path,
    )
    total = sealed.fact("items_total")
    assert total.value == 2
    assert sealed.fact("special_columns_maintained").value == 2


PICTURES = "".join(
    f"<a href='/zt/{word}/'><img src='/{word}.jpg' alt='{name}'></a>"
    for word, name in (("aqsc", "安全生产月"), ("gcc", "广货出川"))
)
TWO = (
    listed("/zt/aqsc/", "安全生产月", [date(YEAR, 5, 6), *OLD]),
    listed("/zt/gcc/", "广货出川", OLD),
)


@pytest.mark.parametrize("holder", ["div", "ul"])
def test_topics_whose_pictures_stand_on_the_home_page_too_hang_below_their_directory(facts, holder):
    shown = PICTURES.replace("<a", "<li><a").replace("/a>", "/a></li>")
    pictures = PICTURES if holder == "div" else f"<ul>{shown}</ul>"
    found = facts(
        {"/ztzl/": page(f"<h2>专题专栏</h2><div class='wall'>{pictures}</div>")},
        *TWO,
        home=f"{LINK}<div class='pictures'>{pictures}</div>",
    )["maintained"]
    assert (found.value, found.evidence[0].title) == (1, "安全生产月")


def test_a_dated_directory_says_where_its_topics_hang_though_the_home_page_shows_them(facts):
    rows = (
        row("/zt/aqsc/", "安全生产月", f"{YEAR}-05-01"),
        row("/zt/gcc/", "广货出川", f"{YEAR - 2}-04-01"),
    )
    links = PICTURES.replace("<a", "<li><a").replace("/a>", "/a></li>")
    found = facts(directory(*rows), *TWO, home=f"{LINK}<ul>{links}</ul>")
    assert (found["maintained"].value, found["opened"].value) == (1, 1)


def test_columns_that_a_side_menu_of_the_section_shows_are_no_topics(facts):
    """The menu stands at the same place on a page beside the directory."""
    beside = "<ul class='side'><li><a href='/zyfw/'>志愿服务</a></li>" + (
        "<li><a href='/qgzs/'>勤廉之声</a></li><li><a href='/wmcj/'>文明创建</a></li></ul>"
    )
    lists = [
        listed(path, name, [date(YEAR, 6, 1), *OLD])
        for path, name in (("/zyfw/", "志愿服务"), ("/qgzs/", "勤廉之声"), ("/wmcj/", "文明创建"))
    ]
    lists[0]["/zyfw/"] = lists[0]["/zyfw/"].replace("<body>", f"<body>{beside}")
    found = facts(
        {"/ztzl/": page(f"{beside}<h2>专题专栏</h2><div class='wall'>{PICTURES}</div>")},
        *TWO,
        *lists,
        home=f"{LINK}<div class='pictures'>{PICTURES}</div>{beside}",
    )["maintained"]
    assert found.value == 1


@pytest.mark.parametrize("seen", ["", "<h2><a href='/zt/aqsc/dt/'>专题动态</a></h2>"])
def test_columns_of_a_sub_site_whose_breadcrumbs_start_at_the_topic_are_parts_of_it(facts, seen):
    """The front page shows no rows of its own: when it was opened stands in its columns.

    The home page may lead to one of them before the topic does.
    """
    parts = []
    for path, name in SUBCOLUMNS:
        step = "<a href='/zt/aqsc/'>安全生产月</a> &gt; "
        pages = listed(f"/zt/aqsc/{path}/", name, [date(YEAR, 5, 6), date(YEAR, 4, 9)])
        start = "<a href='/'>首页</a> &gt; "
        parts.append({k: t.replace(start, start + step) for k, t in pages.items()})
    links = "".join(f"<h2><a href='/zt/aqsc/{p}/'>{n}</a></h2>" for p, n in SUBCOLUMNS)
    wall = f"<h2>专题专栏</h2><div class='wall'>{PICTURES}</div>"
    front = {"/zt/aqsc/": page(links, title="安全生产月")}
    found = facts({"/ztzl/": page(wall)}, front, *parts, TWO[1], home=LINK + seen)
    assert (found["maintained"].value, found["opened"].value) == (1, 1)
    assert [row.title for row in found["opened"].evidence] == ["安全生产月"]


def test_a_topic_that_lists_nothing_but_other_sites_is_not_called_opened(facts):
    rows = [
        row(f"http://www.city.example/zt/{n}.html", f"市局：安全指南第{n}期", f"{YEAR}-05-0{n}")
        for n in range(1, 5)
    ]
    wall = f"<h2>专题专栏</h2><div class='wall'>{PICTURES}</div>"
    far = {"/zt/aqsc/": list_page("安全生产月", rows)}
    found = facts({"/ztzl/": page(wall)}, far, TWO[1])
    assert found["opened"].value == 0
    assert "安全生产月" not in {row.title for row in found["opened"].evidence}
    assert "安全生产月" in {r.title for out in found["maintained"].left_out for r in out.rows}


ASKING = "<div id='news'></div><script>fetch('/api/zt').then(function(r){show(r)})</script>"

NEWS = "<div class='hot'><a href='/show.php?id=7'>全市商务工作会议召开部署全年任务</a></div>"


@pytest.mark.parametrize(
    ("more", "outcome"),
    [
        ("", Outcome.OBSERVED),
        (ASKING, Outcome.PARTIAL),
        (NEWS, Outcome.PARTIAL),
        ("<iframe src='/ztxw/'></iframe>", Outcome.PARTIAL),
    ],
    ids=["bare", "asking", "news", "framed"],
)
def test_a_wall_of_topics_holds_no_items_unless_something_may_bring_some(tmp_path, more, outcome):
    wall = f"<h2>专题专栏</h2><div class='wall'>{PICTURES}</div>{more}"
    told = article("全市商务工作会议召开部署全年任务", f"{YEAR}-03-03", "会议强调。" * 60)
    lists = [
        listed(path, name, [date(YEAR, 6, 1), *OLD])
        for path, name in (
            ("/gzdt/", "工作动态"),
            ("/tzgg/", "通知公告"),
            ("/zfxxgk/", "政府信息公开"),
        )
    ]
    pages = {"/ztzl/": page(wall), "/show.php?id=7": told}
    sealed = crawl(web(pages, *TWO, *lists, home=LINK), tmp_path)
    total = sealed.fact("items_total")
    assert (total.value, total.outcome) == (4, outcome)
    assert sealed.fact("special_columns_maintained").outcome is Outcome.PARTIAL


def test_topics_at_addresses_that_only_the_menu_tells_for_columns_are_found(tmp_path):
    """/content/column/6812491 could be an article, were columns of the menu not called alike."""
    paths = {
        6812451: "工作动态",
        6812491: "安全生产月",
        6812492: "广货出川",
        6812493: "质量强市建设",
        6812494: "知识产权宣传周",
    }
    pages = {}
    for number, name in paths.items():
        days = [date(YEAR, 5, 6), *OLD] if number < 6812492 else OLD
        for href, text in listed(f"/n{number}/", name, days).items():
            pages[f"/content/column/{number}" if href == f"/n{number}/" else href] = text
    wall = "".join(
        f"<li><a href='/content/column/{n}' title='{paths[n]}'><img alt='{paths[n]}'></a></li>"
        for n in (6812491, 6812492, 6812493, 6812494)
    )
    pages["/content/column/6812490"] = page(f"<h2>专题专栏</h2><ul class='zt'>{wall}</ul>")
    nav = "".join(
        f"<a href='/content/column/{n}'>{name}</a>"
        for n, name in ((6812451, "工作动态"), (6812490, "专题专栏"))
    )
    sealed = crawl(web(pages, home=f"<div class='nav'>{nav}</div>"), tmp_path)
    kept = sealed.fact("special_columns_maintained")
    assert (kept.value, kept.evidence[0].title) == (1, "安全生产月")
    assert "没有日期" not in sealed.line("/content/column/6812490").reason


def test_columns_of_a_sub_site_without_breadcrumbs_are_parts_of_the_topic_and_no_news(facts):
    """Its pages say nothing of where they hang, and 更多 is all that leads to them."""
    parts = []
    for path, name in (("dt", "活动动态"), ("wj", "活动剪影")):
        pages = listed(f"/zt/aqsc/{path}/", name, [date(YEAR, 5, 6), date(YEAR, 4, 9)])
        parts.append(
            {k: re.sub("<div class='position'>.*?</div>", "", t) for k, t in pages.items()}
        )
    blocks = "".join(
        f"<div><h3>{n}<a href='/zt/aqsc/{p}/'>更多</a></h3><ul></ul></div>"
        for p, n in (("dt", "活动动态"), ("wj", "活动剪影"))
    )
    wall = f"<h2>专题专栏</h2><div class='wall'>{PICTURES}</div>"
    front = {"/zt/aqsc/": page(blocks, title="安全生产月")}
    found = facts({"/ztzl/": page(wall)}, front, *parts, TWO[1])
    assert (found["maintained"].value, found["opened"].value) == (1, 1)


def front(name, parts):
    """A topic's own home page: a box with 更多 for each of its columns."""
    boxes = "".join(
        f"<div><h3>{title}<a href='{path}'>更多</a></h3><ul>"
        + "".join(row(p, f"{title}之{n}号事项", day) for n, (p, day) in enumerate(rows))
        + "</ul></div>"
        for path, title, rows in parts
    )
    crumb = "<div>当前位置：<a href='/'>首页</a> &gt; <a href='/ztzl/'>专题专栏</a> &gt; {}</div>"
    return page(crumb.format(name) + boxes)


def test_columns_below_a_topic_s_front_page_are_no_topics_of_their_own(facts):
    days = [date(YEAR, 5, 6), date(YEAR, 4, 2), date(YEAR, 4, 1)]
    parts, pages = [], {}
    for folder, name in (("hd", "宣传活动"), ("al", "曝光案例")):
        column = topic(f"/ztzl/jg/{folder}/", name, days)
        pages |= column
        links = [p for p in column if "/t2" in p]
        parts.append((f"/ztzl/jg/{folder}/", name, list(zip(links, days, strict=True))))
    home = LINK + "<a href='/ztzl/jg/'>基金监管宣传月</a>"
    found = facts(
        {"/ztzl/": page("<a href='/ztzl/jg/'><img src='a.png' alt='基金监管宣传月'></a>")},
        {"/ztzl/jg/": front("基金监管宣传月", parts)},
        pages,
        home=home,
    )
    assert found["maintained"].value == 1
    assert [one.title for one in found["maintained"].evidence] == ["基金监管宣传月"]


@pytest.mark.parametrize(("said", "opened"), [(f"{YEAR}年4月1日", 1), (f"{YEAR - 1}-06-01", 0)])
def test_a_day_of_opening_that_the_topic_s_page_prints_is_believed(facts, said, opened):
    pages = topic("/ztzl/aqsc/", "安全生产", [date(YEAR, 5, 6), date(YEAR, 3, 6)])
    pages["/ztzl/aqsc/"] = pages["/ztzl/aqsc/"].replace(
        "</body>", f"<p>开设时间：{said}</p></body>"
    )
    found = facts(directory(row("/ztzl/aqsc/", "安全生产", "")), pages)
    assert (found["opened"].value, found["opened"].outcome) == (opened, Outcome.ESTIMATE)


def test_days_printed_below_the_names_of_topics_are_believed_before_their_items(facts):
    """Names in dt look like headings of blocks: the directory only sums up, its days stand."""
    told = (
        ("/zt/aqsc/", "安全生产月", f"{YEAR}年5月1日", [date(YEAR, 5, 6)]),
        ("/zt/gcc/", "广货出川", f"{YEAR - 1}年12月30日", [date(YEAR, 1, 14), date(YEAR, 1, 12)]),
        ("/zt/zljs/", "质量强市建设", f"{YEAR - 2}年3月9日", OLD),
    )
    lines = "".join(
        f"<dl><dt><a href='{path}'>{name}</a></dt><dd>开设时间：{day}</dd></dl>"
        for path, name, day, _ in told
    )
    lists = [listed(path, name, days) for path, name, _, days in told]
    found = facts({"/ztzl/": page(f"<h2>专题专栏</h2><div class='l'>{lines}</div>")}, *lists)
    assert found["opened"].value == 1
    assert [row.title for row in found["opened"].evidence] == ["安全生产月"]
