"""Counts of whole small sites: what is stated, what is only a minimum, what stays unknown."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audits.facts import Outcome
from tests.audits.smallweb import (
    YEAR,
    Web,
    article,
    crawl,
    days_back,
    list_page,
    listed,
    row,
    web,
)

NEWS = listed("/gzdt/", "工作动态", days_back(35))  # 18 of 2024
NOTICES = listed("/tzgg/", "通知公告", days_back(12))  # 11 of 2024
DISCLOSED = listed("/zfxxgk/", "政府信息公开", days_back(5))  # 4 of 2024, one file a page


def outcome(sealed, key):
    fact = sealed.fact(key)
    return fact.outcome, fact.value


def test_a_site_read_whole_has_its_items_observed(tmp_path):
    sealed = crawl(web(NEWS, NOTICES, DISCLOSED), tmp_path)
    assert outcome(sealed, "items_affairs") == (Outcome.OBSERVED, 29)
    assert outcome(sealed, "items_disclosure") == (Outcome.OBSERVED, 4)
    assert outcome(sealed, "items_total") == (Outcome.OBSERVED, 33)
    assert len(sealed.fact("items_total").evidence) == 33
    assert sealed.sheet.crawl.complete


def test_every_item_s_evidence_names_its_address_title_date_and_column(tmp_path):
    evidence = crawl(web(NEWS, NOTICES, DISCLOSED), tmp_path).fact("items_affairs").evidence
    assert all(e.url and e.title and e.date.startswith("2024-") and e.href for e in evidence)
    assert {e.column for e in evidence} == {"工作动态", "通知公告"}
    assert len({e.url for e in evidence}) == len(evidence)


def test_an_item_in_two_columns_counts_once_in_the_total_and_twice_over_the_columns(tmp_path):
    shared = dict(NOTICES)
    target, text = next((k, v) for k, v in NEWS.items() if "2024" in k)
    title = text.split("<h1>")[1].split("</h1>")[0]
    day = f"{target[7:11]}-{target[11:13]}-{target[13:15]}"
    first = row(target, title, day)
    shared["/tzgg/"] = shared["/tzgg/"].replace(
        "<div class='list'><ul>", f"<div class='list'><ul>{first}"
    )
    sealed = crawl(web(NEWS, shared, DISCLOSED), tmp_path)
    counts = sealed.fact("items_affairs").counts
    assert (counts.distinct, counts.column_sum) == (29, 30)
    assert sealed.fact("items_affairs").value == 29


@pytest.mark.parametrize("kind", ["waf", "timeout", "network", "503"])
def test_a_blocked_column_is_unknown_never_zero_and_the_total_a_minimum(tmp_path, kind):
    sealed = crawl(web(NEWS, NOTICES, DISCLOSED, refused={"/zfxxgk/": kind}), tmp_path)
    assert outcome(sealed, "items_disclosure") == (Outcome.UNKNOWN, None)
    assert outcome(sealed, "items_total") == (Outcome.PARTIAL, 29)
    assert "政府信息公开" in sealed.fact("items_total").reason
    assert sealed.line("/zfxxgk/").in_year is None


@pytest.mark.parametrize("kind", ["waf", "timeout", "404", "503"])
def test_a_lost_later_page_makes_a_minimum(tmp_path, kind):
    sealed = crawl(web(NEWS, NOTICES, DISCLOSED, refused={"/gzdt/index_1.html": kind}), tmp_path)
    assert outcome(sealed, "items_affairs") == (Outcome.PARTIAL, 20)
    assert sealed.line("/gzdt/").verdict == "lower_bound"


def test_an_empty_column_is_unknown_without_a_second_witness(tmp_path):
    empty = {"/zfxxgk/": list_page("政府信息公开", [])}
    sealed = crawl(web(NEWS, NOTICES, empty), tmp_path)
    assert outcome(sealed, "items_disclosure") == (Outcome.UNKNOWN, None)


def test_a_column_whose_items_are_all_older_is_a_true_zero_with_the_pages_read(tmp_path):
    old = listed("/zfxxgk/", "政府信息公开", days_back(5, start=date(2022, 1, 1)))
    sealed = crawl(web(NEWS, NOTICES, old), tmp_path)
    assert outcome(sealed, "items_disclosure") == (Outcome.OBSERVED, 0)
    assert "本年度 0 条" in sealed.fact("items_disclosure").evidence[0].quote


def test_a_class_without_a_column_is_unknown_and_asks_a_person(tmp_path):
    sealed = crawl(web(NEWS, NOTICES, DISCLOSED), tmp_path)
    assert outcome(sealed, "items_overview") == (Outcome.UNKNOWN, None)
    assert "人工" in sealed.fact("items_overview").reason


def with_voice(voice):
    """A site whose menu also leads to a list that no word list knows."""
    site = web(NEWS, NOTICES, DISCLOSED, voice)
    link = "<li><a href='/swzs/'>水务之声</a></li></ul>"
    site.pages = {path: str(text).replace("</ul>", link, 1) for path, text in site.pages.items()}
    return site


def test_a_list_nobody_can_place_makes_the_classes_minima_and_not_the_total(tmp_path):
    sealed = crawl(with_voice(listed("/swzs/", "水务之声", days_back(30))), tmp_path)
    assert outcome(sealed, "items_total")[0] is Outcome.OBSERVED
    for key, value in (("items_affairs", 29), ("items_disclosure", 4)):
        assert outcome(sealed, key) == (Outcome.PARTIAL, value)
        assert "水务之声" in sealed.fact(key).reason
    assert "水务之声" in "".join(r.message for r in sealed.sheet.remarks if r.id == "A-归类")


def test_a_list_that_a_person_leaves_in_no_class_asks_no_more(tmp_path):
    sealed = crawl(with_voice(listed("/swzs/", "水务之声", days_back(30))), tmp_path)
    profile = sealed.profile()
    columns = tuple(replace(c, by_person=c.name == "水务之声") for c in profile.columns)
    again = sealed.again(replace(profile, columns=columns))
    fact = next(f for f in again.facts if f.field == "items_affairs")
    assert (fact.outcome, fact.value) == (Outcome.OBSERVED, 29)


def test_a_list_in_no_class_that_only_repeats_a_class_s_items_asks_nothing(tmp_path):
    pages = (NEWS[f"/gzdt/{file}"] for file in ("", "index_1.html", "index_2.html"))
    rows = re.findall(r"<li><a href='/gzdt/t.*?</li>", "".join(pages))
    again = {"/swzs/": list_page("水务之声", rows[12:])}  # of the audited year and the one before
    sealed = crawl(with_voice(again), tmp_path)
    assert sealed.fact("items_affairs").value == 29
    asked = "“水务之声”是否归入此类"
    assert asked not in sealed.fact("items_affairs").reason
    assert asked in sealed.fact("items_disclosure").reason


def test_external_rows_are_left_out_and_shown(tmp_path):
    news = dict(NEWS)
    out = row("http://www.gov.example/a1.html", "转发的外站文章标题", "2024-06-06")
    news["/gzdt/"] = news["/gzdt/"].replace(
        "<div class='list'><ul>", f"<div class='list'><ul>{out}"
    )
    sealed = crawl(web(news, NOTICES, DISCLOSED), tmp_path)
    fact = sealed.fact("items_affairs")
    assert (fact.outcome, fact.value, fact.counts.external) == (Outcome.OBSERVED, 29, 1)
    assert [(left.kind, left.count) for left in fact.left_out] == [("external", 1)]
    assert sealed.line("/gzdt/").external_in_year == 1


def test_a_row_with_a_script_for_an_address_is_doubtful_and_the_count_a_minimum(tmp_path):
    news = dict(NEWS)
    odd = row("javascript:show(7)", "只有脚本网址的文章标题", "2024-06-06")
    news["/gzdt/"] = news["/gzdt/"].replace(
        "<div class='list'><ul>", f"<div class='list'><ul>{odd}"
    )
    sealed = crawl(web(news, NOTICES, DISCLOSED), tmp_path)
    assert outcome(sealed, "items_affairs") == (Outcome.PARTIAL, 29)
    assert sealed.fact("items_affairs").counts.doubtful == 1


def test_two_items_of_one_title_and_day_are_suspects_and_never_merged(tmp_path):
    news = dict(NEWS)
    rows = [
        row(f"/gzdt/t2024060{n}_90{n}.html", "同名的月度运行情况", "2024-06-06") for n in (1, 2)
    ]
    news["/gzdt/"] = news["/gzdt/"].replace(
        "<div class='list'><ul>", f"<div class='list'><ul>{''.join(rows)}"
    )
    news |= {f"/gzdt/t2024060{n}_90{n}.html": article("同名的月度运行情况", "2024-06-06")
             for n in (1, 2)}  # fmt: skip
    fact = crawl(web(news, NOTICES, DISCLOSED), tmp_path).fact("items_affairs")
    assert (fact.value, fact.counts.suspects) == (31, 1)


def test_a_year_that_is_not_over_gives_at_best_a_minimum(tmp_path):
    news = listed("/gzdt/", "工作动态", [date(2090, 1, 1) - timedelta(30 * n) for n in range(3)])
    sealed = crawl(web(news, NOTICES, DISCLOSED), tmp_path, year=2089)
    facts = [sealed.fact(key) for key in ("items_total", "items_affairs", "items_disclosure")]
    assert Outcome.OBSERVED not in {fact.outcome for fact in facts}
    assert all("截至" in fact.reason for fact in facts)


def test_items_the_home_page_shows_and_no_column_lists_make_the_total_a_minimum(tmp_path):
    stray = "".join(
        row(f"/qt/t2024030{n}_5{n}.html", f"不在任何栏目中的第{n}条", f"2024-03-0{n}")
        for n in range(1, 5)
    )
    sealed = crawl(web(NEWS, NOTICES, DISCLOSED, home=f"<ul class='hot'>{stray}</ul>"), tmp_path)
    assert sealed.fact("items_total").outcome is Outcome.PARTIAL
    assert "A-漏栏目" in {remark.id for remark in sealed.sheet.remarks}


def test_a_column_on_another_host_is_unknown_until_a_person_says_whose_it_is(tmp_path):
    site = web(NEWS, NOTICES, DISCLOSED)
    site.pages = {
        path: str(text).replace("</ul>", "<li><a href='http://zt.other.example/'>政务动态</a></li>"
                                "</ul>", 1)
        for path, text in site.pages.items()
    }  # fmt: skip
    sealed = crawl(site, tmp_path)
    assert sealed.fact("items_affairs").outcome is not Outcome.OBSERVED
    assert not [path for path in site.asked if "other" in path]


def test_a_dead_target_makes_every_in_year_target_of_the_column_be_opened(tmp_path):
    site = web(NEWS, NOTICES, DISCLOSED)
    targets = sorted(p for p in site.pages if p.startswith("/gzdt/t2024"))
    del site.pages[targets[0]]
    sealed = crawl(site, tmp_path, full=True)
    assert outcome(sealed, "items_affairs") == (Outcome.PARTIAL, 28)
    assert sealed.fact("items_affairs").left_out[0].kind == "dead"


def test_a_page_of_the_column_that_was_cut_off_makes_a_minimum(tmp_path):
    site = web(NEWS, NOTICES, DISCLOSED, witnesses={"/gzdt/": ("partial_body",)})
    sealed = crawl(site, tmp_path)
    assert sealed.line("/gzdt/").verdict == "lower_bound"
    assert outcome(sealed, "items_affairs") == (Outcome.PARTIAL, 29)


def test_an_item_published_while_the_site_is_read_is_noticed(tmp_path):
    def publish(site: Web) -> None:
        if len(site.asked) == 18:
            fresh = row("/gzdt/t20241230_777.html", "采集期间发布的一条", "2024-12-30")
            site.pages["/gzdt/"] = str(site.pages["/gzdt/"]).replace(
                "<div class='list'><ul>", f"<div class='list'><ul>{fresh}"
            )

    sealed = crawl(web(NEWS, NOTICES, DISCLOSED, now=publish), tmp_path)
    assert sealed.line("/gzdt/").verdict == "lower_bound"


def test_the_same_crawl_gives_the_same_facts_every_time(tmp_path):
    sealed = crawl(web(NEWS, NOTICES, DISCLOSED), tmp_path)
    assert sealed.again() == sealed.sheet


# ---- any small site ------------------------------------------------------------------------

DAYS = st.dates(date(YEAR - 1, 1, 1), date(YEAR + 1, 6, 1))


@st.composite
def sites(draw: st.DrawFn) -> tuple[Web, dict[str, int], int]:
    """A site of three columns with faults, and the truth: items of the year a column, in all."""
    parts, truth, every = [], {}, set()
    refused: dict[str, str] = {}
    for path, name in (("/gzdt/", "工作动态"), ("/tzgg/", "通知公告"), ("/zfxxgk/", "公开目录")):
        days = draw(st.lists(DAYS, min_size=1, max_size=30))
        if draw(st.booleans()):
            days = sorted(days, reverse=True)
        size = draw(st.integers(5, 10))
        part = listed(path, name, days, size=size, kind=draw(st.sampled_from(["script", "next"])))
        here = {p for p in part if f"/t{YEAR}" in p}
        truth[path] = len(here)
        every |= here
        parts.append(part)
        lists = sorted(p for p in part if "/t20" not in p)
        for lost in draw(st.sets(st.sampled_from(lists), max_size=1)):
            if draw(st.integers(0, 3)) == 0:
                refused[lost] = draw(st.sampled_from(["waf", "timeout", "404", "503"]))
    return web(*parts, refused=refused), truth, len(every)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sites())
def test_no_figure_of_any_small_site_is_stated_wrong_or_too_high(tmp_path_factory, drawn):
    site, truth, total = drawn
    sealed = crawl(site, tmp_path_factory.mktemp("site"))
    for path, true in truth.items():
        lines = {c.url.removeprefix("http://yunling.example"): c for c in sealed.sheet.columns}
        line = lines.get(path)
        if line is None or line.in_year is None:
            continue
        assert line.in_year <= true
        assert line.in_year == true or line.verdict not in ("exact", "bounded")
    fact = sealed.fact("items_total")
    if fact.outcome is Outcome.OBSERVED:
        assert fact.value == total
    else:
        assert fact.value is None or fact.value <= total
