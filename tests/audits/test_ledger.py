"""Lines of the ledger, made from whole small sites: kinds, archives, boxes, a person's choices."""

from dataclasses import replace
from datetime import date

import pytest

from audits.facts import Outcome
from crawler.records import ColumnChoice, Kind, SiteProfile
from tests.audits.smallweb import HOME, article, crawl, days_back, list_page, listed, page, web

NEWS = listed("/gzdt/", "工作动态", days_back(35))
NOTICES = listed("/tzgg/", "通知公告", days_back(12))
DISCLOSED = listed("/zfxxgk/", "政府信息公开", days_back(5))
SURE = ("exact", "bounded")


def chosen(sealed, path, **changes):
    """The profile with one column's choice changed by a person."""
    profile = sealed.profile()
    columns = tuple(
        replace(c, by_person=True, **changes) if c.url == f"{HOME.rstrip('/')}{path}" else c
        for c in profile.columns
    )
    return replace(profile, columns=columns)


def line(sheet, path):
    return next(c for c in sheet.columns if c.url == f"{HOME.rstrip('/')}{path}")


def fact(sheet, key):
    return next(f for f in sheet.facts if f.field == key)


def test_a_line_says_what_was_read(tmp_path):
    got = crawl(web(NEWS, NOTICES, DISCLOSED), tmp_path).line("/gzdt/")
    assert (got.name, got.kind, got.boxes) == ("工作动态", Kind.LIST, ("items_affairs",))
    assert (got.in_year, got.external_in_year, got.undated, got.doubtful) == (18, 0, 0, 0)
    assert (got.pages, got.rows, got.in_total) == (4, 35, True)
    assert got.verdict in SURE
    assert (got.first_date, got.last_date) == ("2023-03-04", "2025-01-12")
    assert got.reason
    assert got.choice_reason


def test_a_person_s_choice_of_boxes_is_followed_without_a_new_crawl(tmp_path):
    sealed = crawl(web(NEWS, NOTICES, DISCLOSED), tmp_path)
    sheet = sealed.again(chosen(sealed, "/tzgg/", boxes=("items_disclosure",)))
    assert fact(sheet, "items_affairs").value == 18
    assert fact(sheet, "items_disclosure").value == 15
    assert fact(sheet, "items_total").value == 33


def test_a_column_a_person_takes_out_of_the_total_is_out_of_it(tmp_path):
    sealed = crawl(web(NEWS, NOTICES, DISCLOSED), tmp_path)
    sheet = sealed.again(chosen(sealed, "/tzgg/", in_total=False))
    assert fact(sheet, "items_total").value == 22


def test_a_column_the_profile_does_not_name_stands_as_the_crawl_proposed_it(tmp_path):
    sealed = crawl(web(NEWS, NOTICES, DISCLOSED), tmp_path)
    sheet = sealed.again(SiteProfile(HOME))
    assert [c.boxes for c in sheet.columns] == [c.boxes for c in sealed.sheet.columns]
    assert fact(sheet, "items_total").value == 33
    assert fact(sheet, "items_affairs") == fact(sealed.sheet, "items_affairs")


def test_an_override_that_needs_pages_nobody_fetched_gives_no_figure(tmp_path):
    mail = listed("/zfxxgk/", "局长信箱", days_back(5))
    site = web(NEWS, NOTICES, mail, refused={"/zfxxgk/": "waf"})
    site.pages = {p: str(t).replace("政府信息公开", "局长信箱") for p, t in site.pages.items()}
    sealed = crawl(site, tmp_path)
    sheet = sealed.again(
        chosen(sealed, "/zfxxgk/", kind=Kind.LIST, boxes=("items_affairs",), in_total=True)
    )
    assert line(sheet, "/zfxxgk/").in_year is None
    assert fact(sheet, "items_affairs").outcome is Outcome.PARTIAL


def test_two_own_name_boxes_leave_both_at_best_a_minimum(tmp_path):
    sealed = crawl(web(NEWS, NOTICES, DISCLOSED), tmp_path)
    profile = sealed.profile()
    columns = tuple(
        replace(c, boxes=(), maybe=("items_affairs", "items_disclosure"))
        if c.name == "通知公告"
        else c
        for c in profile.columns
    )
    sheet = sealed.again(replace(profile, columns=columns))
    for key in ("items_affairs", "items_disclosure"):
        assert fact(sheet, key).outcome is Outcome.PARTIAL
        assert "通知公告" in fact(sheet, key).reason
    assert "A-归类" in {remark.id for remark in sheet.remarks}


def menu(*links):
    return "<div class='sub'><ul>" + "".join(
        f"<li><a href='{path}'>{name}</a></li>" for path, name in links
    ) + "</ul></div>"  # fmt: skip


YEARS = (("/zfxxgk/2023n/", "2023年"), ("/zfxxgk/2024n/", "2024年"))
ARCHIVES = {
    **listed("/zfxxgk/2023n/", "2023年", days_back(4, start=date(2023, 12, 1))),
    **listed("/zfxxgk/2024n/", "2024年", days_back(4, start=date(2024, 12, 1))),
}


def test_year_archives_are_folded_into_their_parent(tmp_path):
    parent = {"/zfxxgk/": page(menu(*YEARS), title="政府信息公开_云岭市商务局")}
    sealed = crawl(web(NEWS, NOTICES, parent, ARCHIVES), tmp_path)
    assert "2024年" not in {c.name for c in sealed.sheet.columns}
    got = sealed.line("/zfxxgk/")
    assert (got.kind, got.in_year, got.rows) == (Kind.LIST, 4, 8)
    assert got.verdict in SURE


def test_a_parent_nobody_could_read_is_not_sure_for_its_archives(tmp_path):
    """The refused page may name a 2024 archive that no other page links to."""
    site = web(NEWS, NOTICES, {k: v for k, v in ARCHIVES.items() if "2023n" in k})
    site.pages["/"] = str(site.pages["/"]).replace("<p>欢迎。</p>", menu(YEARS[0]))
    site.refused["/zfxxgk/"] = "waf"
    sealed = crawl(site, tmp_path)
    assert sealed.line("/zfxxgk/").verdict not in SURE
    assert sealed.fact("items_disclosure").outcome is not Outcome.OBSERVED


def test_the_worst_verdict_of_an_archive_is_the_parent_s(tmp_path):
    parent = {"/zfxxgk/": page(menu(*YEARS), title="政府信息公开_云岭市商务局")}
    sealed = crawl(
        web(NEWS, NOTICES, parent, ARCHIVES, refused={"/zfxxgk/2023n/": "timeout"}), tmp_path
    )
    assert sealed.line("/zfxxgk/").verdict not in SURE


def parent_and_child():
    """A disclosure column that also lists the rows of the column below it."""
    child = listed("/zfxxgk/zcwj/", "政策文件", days_back(5))
    text = "".join(
        f"<li><a href='{href}'>{page.split('</h1>')[0].rpartition('<h1>')[2]}</a><span>"
        f"{href.split('/t')[1][:4]}-{href.split('/t')[1][4:6]}-{href.split('/t')[1][6:8]}"
        "</span></li>"
        for href, page in (DISCLOSED | child).items()
        if "/t20" in href
    )
    parent = dict(DISCLOSED)
    parent["/zfxxgk/"] = list_page("政府信息公开", [text]).replace(
        "<div class='list'>", menu(("/zfxxgk/zcwj/", "政策文件")) + "<div class='list'>"
    )
    return parent, child


def test_a_parent_that_lists_its_child_s_items_is_a_rollup_and_adds_nothing_to_the_sum(tmp_path):
    sealed = crawl(web(NEWS, NOTICES, *parent_and_child()), tmp_path)
    lines = {c.name: c for c in sealed.sheet.columns}
    assert (lines["政府信息公开"].rollup, lines["政策文件"].rollup) == (True, False)
    counts = sealed.fact("items_disclosure").counts
    assert (counts.distinct, counts.column_sum) == (8, 4)


def test_what_a_person_decides_of_a_column_holds_for_its_rows_in_the_parent_s_list(tmp_path):
    sealed = crawl(web(NEWS, NOTICES, *parent_and_child()), tmp_path)
    before = fact(sealed.sheet, "items_total").value
    moved = sealed.again(chosen(sealed, "/zfxxgk/zcwj/", boxes=("items_affairs",)))
    assert fact(moved, "items_disclosure").value == 4
    assert fact(moved, "items_total").value == before
    out = sealed.again(chosen(sealed, "/zfxxgk/zcwj/", in_total=False))
    assert fact(out, "items_total").value == before - 4


PARTS = (("/zfxxgk/zcwj/", "政策文件"), ("/zfxxgk/czxx/", "财政信息"))


def parted(*extra):
    """A section page without a pager that shows the newest twelve rows of its two parts."""
    parts = [listed(path, name, days_back(14)) for path, name in PARTS]
    heads = [[href for href in part if "/t20" in href][:6] for part in parts]
    rows = [
        f"<li><a href='{href}'>{PARTS['czxx' in href][1]}之{n}号事项</a>"
        f"<span>{href.split('/t')[1][:4]}-{href.split('/t')[1][4:6]}-{href.split('/t')[1][6:8]}"
        "</span></li>"
        for head in heads
        for n, href in enumerate(head)
    ]
    body = list_page("政府信息公开", [*rows, *extra])
    return {
        **parts[0], **parts[1],
        "/zfxxgk/": body.replace("<div class='list'>", menu(*PARTS) + "<div class='list'>"),
    }  # fmt: skip


def test_a_section_page_that_shows_only_rows_of_its_parts_harms_no_figure(tmp_path):
    sealed = crawl(web(NEWS, NOTICES, parted()), tmp_path)
    got = sealed.line("/zfxxgk/")
    assert (got.rollup, got.verdict in SURE) == (True, False)
    assert sealed.fact("items_disclosure").outcome is Outcome.OBSERVED
    assert sealed.fact("items_disclosure").value == 2 * sum(d.year == 2024 for d in days_back(14))
    assert sealed.fact("items_total").outcome is Outcome.OBSERVED


def test_a_section_page_that_a_script_pages_may_hold_rows_of_its_own(tmp_path):
    pages = parted()
    script = "<script>laypage({cont: 'pg', pages: 2, jump: load})</script></body>"
    pages["/zfxxgk/"] = str(pages["/zfxxgk/"]).replace("</body>", script)
    sealed = crawl(web(NEWS, NOTICES, pages), tmp_path)
    assert sealed.line("/zfxxgk/").verdict == "lower_bound"
    assert sealed.fact("items_disclosure").outcome is Outcome.PARTIAL
    assert "政府信息公开" in sealed.fact("items_disclosure").reason


def test_a_section_page_with_one_row_that_no_part_lists_leaves_its_figure_a_minimum(tmp_path):
    title = "没有列入任何栏目的一条"
    extra = f"<li><a href='/zfxxgk/t20240505_1.html'>{title}</a><span>2024-05-05</span></li>"
    site = web(NEWS, NOTICES, parted(extra))
    site.pages["/zfxxgk/t20240505_1.html"] = article(title, "2024-05-05")
    sealed = crawl(site, tmp_path)
    assert sealed.fact("items_disclosure").outcome is Outcome.PARTIAL


def test_a_section_page_stays_in_the_way_of_a_class_its_parts_do_not_belong_to(tmp_path):
    sealed = crawl(web(NEWS, NOTICES, parted()), tmp_path)
    sheet = sealed.again(chosen(sealed, "/zfxxgk/", boxes=("items_affairs",)))
    assert fact(sheet, "items_affairs").outcome is Outcome.PARTIAL


def test_an_archive_of_another_year_that_may_have_more_pages_does_not_matter(tmp_path):
    parent = {"/zfxxgk/": page(menu(*YEARS), title="政府信息公开_云岭市商务局")}
    old = listed("/zfxxgk/2023n/", "2023年", days_back(14, start=date(2023, 12, 1), gap=9), size=20)
    old = {path: text.replace("createPageHTML", "none") for path, text in old.items()}
    sealed = crawl(web(NEWS, NOTICES, parent, ARCHIVES, old), tmp_path)
    got = sealed.line("/zfxxgk/")
    assert (got.in_year, got.rows) == (4, 18)
    assert got.verdict in SURE


def test_an_archive_of_another_year_with_rows_of_this_one_does_matter(tmp_path):
    parent = {"/zfxxgk/": page(menu(*YEARS), title="政府信息公开_云岭市商务局")}
    old = listed(
        "/zfxxgk/2023n/", "2023年", days_back(14, start=date(2024, 12, 20), gap=9), size=20
    )
    old = {path: text.replace("createPageHTML", "none") for path, text in old.items()}
    sealed = crawl(
        web(NEWS, NOTICES, parent, {k: v for k, v in ARCHIVES.items() if "2024n" in k}, old),
        tmp_path,
    )
    assert sealed.line("/zfxxgk/").verdict not in SURE


@pytest.mark.parametrize(
    ("body", "verdict", "value"),
    [
        (article("机构职能", "2024-03-01", "主管全市商务工作。" * 20), ("exact",), 1),
        (article("机构职能", "2023-03-01", "主管全市商务工作。" * 20), ("exact",), 0),
        (page("<h1>机构职能</h1><div>" + "主管全市商务工作。" * 30 + "</div>"),
         ("lower_bound", "unknown"), None),
    ],
)  # fmt: skip
def test_a_single_page_counts_by_its_own_date(tmp_path, body, verdict, value):
    site = web(NEWS, NOTICES, {"/zfxxgk/": list_page("政府信息公开", [])})
    site.pages["/jgzn/"] = body.replace("工作动态", "机构职能")
    site.pages = {
        path: str(text).replace("href='/zfxxgk/'>政府信息公开", "href='/jgzn/'>机构职能")
        for path, text in site.pages.items()
    }
    sealed = crawl(site, tmp_path)
    got = sealed.line("/jgzn/")
    assert (got.kind, got.verdict in verdict) == (Kind.SINGLE, True)
    overview = sealed.fact("items_overview")
    assert overview.outcome is not Outcome.OBSERVED
    if value is not None:
        assert got.in_year == value


def test_letters_are_never_kept_nor_counted(tmp_path):
    mail = listed("/zfxxgk/", "局长信箱", days_back(5))
    mail["/zfxxgk/"] = mail["/zfxxgk/"].replace("之0号事项", "之秘密内容")
    site = web(NEWS, NOTICES, mail)
    site.pages = {p: str(t).replace("政府信息公开", "局长信箱") for p, t in site.pages.items()}
    sealed = crawl(site, tmp_path)
    got = sealed.line("/zfxxgk/")
    assert (got.kind, got.in_total, got.in_year) == (Kind.APP, False, None)
    assert sealed.fact("items_total").value == 29
    with sealed.case() as case:
        stored = [p.text for p in case.store.pages() if p.url.endswith("/zfxxgk/")]
        titles = [e.title for c in case.store.columns() for e in case.store.entries(c.id)]
    assert [text for text in stored if "秘密" in text or "事项" in text] == []
    assert not [t for t in titles if "秘密" in t]


def test_two_columns_of_one_name_are_two_lines(tmp_path):
    other = listed("/tzgg/", "通知公告", days_back(12, start=date(2025, 2, 4)))
    site = web(NEWS, other, DISCLOSED)
    site.pages = {p: str(t).replace("通知公告", "工作动态") for p, t in site.pages.items()}
    sealed = crawl(site, tmp_path)
    assert [c.name for c in sealed.sheet.columns].count("工作动态") == 2
    assert sealed.fact("items_affairs").value == 29


def test_a_choice_is_found_by_address_whatever_its_spelling(tmp_path):
    sealed = crawl(web(NEWS, NOTICES, DISCLOSED), tmp_path)
    mine = ColumnChoice(
        f"{HOME}gzdt/index.html", "要闻", Kind.LIST, ("items_disclosure",), True, "人工指定", True
    )
    sheet = sealed.again(replace(SiteProfile(HOME), columns=(mine,)))
    found = line(sheet, "/gzdt/")
    assert (found.name, found.boxes) == ("要闻", ("items_disclosure",))


def test_marks_of_another_unit_left_in_a_template_keep_the_total_from_being_observed(tmp_path):
    site = web(NEWS, NOTICES, DISCLOSED)
    marks = "<meta name='SiteName' content='{}'><meta name='SiteIDCode' content='{}'>"
    for path, text in site.pages.items():
        strange = path.startswith("/tzgg/")
        named = ("澜江市水务局", "5399000099") if strange else ("云岭市商务局", "5399000021")
        site.pages[path] = str(text).replace("<head>", f"<head>{marks.format(*named)}")
    sealed = crawl(site, tmp_path)
    assert (sealed.line("/tzgg/").verdict, sealed.line("/tzgg/").in_year) == ("unknown", None)
    total = sealed.fact("items_total")
    assert (total.value, total.outcome) == (22, Outcome.PARTIAL)
    assert "另一单位" in total.reason
