from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.facts import Outcome
from audits.periods import Period, read_period
from audits.surveys import is_result
from tests.audits.smallweb import YEAR, article, crawl, list_page, listed, page, row, web

LINK = "<div class='nav'><a href='/hdjl/yjzj/'>意见征集</a><a href='/tzgg/'>通知公告</a></div>"


def column(*items, path="/hdjl/yjzj/", name="意见征集"):
    """A column of (title, day, body), newest first."""
    rows = [row(f"{path}{n}41.html", title, day) for n, (title, day, _) in enumerate(items)]
    pages = {f"{path}{n}41.html": article(t, day, body) for n, (t, day, body) in enumerate(items)}
    return {path: list_page(name, rows), **pages}


@pytest.fixture
def facts(tmp_path):
    def read(*parts, **more):
        sealed = crawl(web(*parts, home=LINK, **more), tmp_path)
        keys = ("surveys_held", "survey_opinions", "survey_results_published")
        return [sealed.fact(key) for key in keys]

    return read


ASKED = "关于公开征求《云岭市展会管理办法》意见的公告"
TOLD = "关于公开征求《云岭市展会管理办法》意见的结果反馈"


def test_a_result_notice_is_paired_and_no_survey_of_its_own(facts):
    held, opinions, results = facts(
        column(
            (TOLD, "2024-07-20", "共收到意见 12 条，采纳 5 条。"),
            (ASKED, "2024-06-03", "征求意见时间为2024年6月3日至7月3日。"),
            ("菜市场满意度网上调查", "2024-03-04", "结束时间：2024-04-04"),
            ("往年的问卷调查", "2022-03-04", ""),
        )
    )
    assert (held.value, held.outcome) == (2, Outcome.OBSERVED)
    assert (opinions.value, opinions.outcome) == (12, Outcome.PARTIAL)
    assert (results.value, results.outcome) == (1, Outcome.OBSERVED)
    assert "配对" in results.evidence[0].quote


def test_a_result_of_an_unknown_survey_is_a_proposal(facts):
    _, _, results = facts(
        column(("某某办法征集结果公告", "2024-07-20", ""), (ASKED, "2024-06-03", ""))
    )
    assert (results.value, results.outcome) == (1, Outcome.ESTIMATE)


@pytest.mark.parametrize(
    ("title", "yes"),
    [
        ("关于对《云岭市考核结果管理办法》公开征求意见的公告", False),
        ("云岭市检验结果互认办法（征求意见稿）公开征求意见", False),
        ("投诉反馈制度问卷调查", False),
        ("《云岭市展会管理办法》征求意见采纳情况", True),
        ("满意度调查结果公布", True),
        ("关于征求意见情况的通报", True),
        ("2025年城市管理满意度调查报告", True),
        ("夜市问卷调查统计分析", True),
        ("城市形象标识征集活动获奖名单公示", True),
        ("关于某某办法征求意见的回复", True),
        ("关于《云岭市展会管理办法》公开征求意见未收到意见的公告", True),
        ("关于《云岭市展会管理办法》征求意见无意见的说明", True),
        ("某某方案听证会笔录", True),
        ("关于开展营商环境调查问卷的公告", False),
        ("年度统计分析方法征求意见", False),
    ],
)
def test_a_result_is_told_from_a_survey_on_results(title, yes):
    assert is_result(title) is yes


@pytest.mark.parametrize(
    "title",
    [
        "关于《云岭市展会管理办法》的起草情况说明",
        "《云岭市展会管理办法（征求意见稿）》起草说明",
        "《云岭市展会管理办法（征求意见稿）》意见反馈表",
        "《云岭市展会管理办法（征求意见稿）》政策解读",
        "《云岭市展会管理办法（征求意见稿）》修改说明",
        "《云岭市展会管理办法（征求意见稿）》解读材料",
        "附件：《云岭市展会管理办法（征求意见稿）》",
    ],
)
def test_a_paper_beside_a_survey_is_neither_a_survey_nor_a_result(title, facts):
    held, _, results = facts(column((title, "2024-06-04", ""), (ASKED, "2024-06-03", "")))
    assert (held.value, held.outcome) == (1, Outcome.OBSERVED)
    assert (results.value, results.outcome) == (0, Outcome.OBSERVED)


@pytest.mark.parametrize(
    "title",
    [
        "关于征集拖欠民营企业账款情况的公告",
        "网上调查：云岭市居民消费情况",
        "关于印发《关于促进夜间经济发展的实施意见》的通知",
        "我局召开《云岭市展会管理办法》征求意见座谈会",
        "市商务局问卷调查工作圆满完成",
        "云岭调查队开展主题党日",
        "意见征集须知",
    ],
)
def test_a_title_that_may_be_no_result_or_no_survey_makes_a_lower_bound(title, facts):
    held, _, _ = facts(column((title, "2024-07-04", ""), (ASKED, "2024-06-03", "")))
    assert (held.value, held.outcome) == (1, Outcome.PARTIAL)


def test_a_survey_on_results_is_held_and_no_result(facts):
    held, _, results = facts(
        column(("关于对《云岭市考核结果管理办法》公开征求意见的公告", "2024-06-03", ""))
    )
    assert (held.value, held.outcome) == (1, Outcome.OBSERVED)
    assert (results.value, results.outcome) == (0, Outcome.OBSERVED)


def test_a_page_that_says_nothing_came_in_may_be_its_result(facts):
    body = "征求意见时间为2024年6月3日至7月3日。征集期间，未收到任何意见和建议。"
    held, _, results = facts(column((ASKED, "2024-06-03", body)))
    assert (held.value, held.outcome) == (1, Outcome.OBSERVED)
    assert (results.value, results.outcome) == (None, Outcome.UNKNOWN)


def test_surveys_nobody_opened_may_show_a_result(facts):
    """An attachment is listed and never opened: it may hold the result."""
    pages = column((ASKED, "2024-06-03", ""))
    path = "/hdjl/yjzj/"
    pages[path] = pages[path].replace(f"{path}041.html", f"{path}P020240603.pdf")
    held, _, results = facts(pages)
    assert (held.value, held.outcome) == (1, Outcome.OBSERVED)
    assert (results.value, results.outcome) == (None, Outcome.UNKNOWN)


def test_a_title_that_may_ask_or_tell_makes_a_lower_bound(facts):
    held, _, _ = facts(
        column(("关于反馈菜市场改造建议的公告", "2024-07-20", ""), (ASKED, "2024-06-03", ""))
    )
    assert (held.value, held.outcome) == (1, Outcome.PARTIAL)


def test_an_item_that_asks_for_nothing_makes_a_lower_bound(facts):
    held, _, _ = facts(column(("关于停电的通知", "2024-07-20", ""), (ASKED, "2024-06-03", "")))
    assert (held.value, held.outcome) == (1, Outcome.PARTIAL)


def test_two_of_one_title_are_a_proposal(facts):
    held, _, _ = facts(column((ASKED, "2024-07-20", ""), (ASKED, "2024-06-03", "")))
    assert (held.value, held.outcome) == (1, Outcome.ESTIMATE)


def test_surveys_in_other_columns_make_a_lower_bound(facts):
    notices = column(
        ("关于公开征求商贸流通规划意见的公告", "2024-05-06", ""), path="/tzgg/", name="通知公告"
    )
    held, _, _ = facts(column((ASKED, "2024-06-03", "")), notices)
    assert (held.value, held.outcome) == (1, Outcome.PARTIAL)
    assert "别的栏目" in held.reason


def test_without_a_column_surveys_among_the_notices_are_a_proposal(facts):
    notices = column((ASKED, "2024-05-06", ""), path="/tzgg/", name="通知公告")
    held, opinions, results = facts(notices)
    assert (held.value, held.outcome) == (1, Outcome.ESTIMATE)
    assert (opinions.outcome, results.outcome) == (Outcome.UNKNOWN, Outcome.UNKNOWN)


def test_nothing_found_is_unknown(facts):
    found = facts(listed("/tzgg/", "通知公告", [date(2024, 5, 6)]))
    assert {fact.outcome for fact in found} == {Outcome.UNKNOWN}


def test_a_blocked_column_is_unknown(facts):
    found = facts({}, refused={"/hdjl/yjzj/": "waf"})
    assert {fact.outcome for fact in found} == {Outcome.UNKNOWN}


def test_a_column_without_a_survey_of_the_year_is_a_true_zero(facts):
    held, _, results = facts(column((ASKED, "2022-06-03", "")))
    assert [(f.value, f.outcome) for f in (held, results)] == [(0, Outcome.OBSERVED)] * 2


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("起止时间：2024-06-03 至 2024-07-03", date(2024, 6, 3), date(2024, 7, 3)),
        ("征集时间：2024年6月3日—2024年7月3日", date(2024, 6, 3), date(2024, 7, 3)),
        ("开始时间：2024-06-03 结束时间：2024-07-03", date(2024, 6, 3), date(2024, 7, 3)),
        ("从2024年6月3日到2024年7月3日", date(2024, 6, 3), date(2024, 7, 3)),
        ("征求意见时间为2024年12月20日至1月3日", date(2024, 12, 20), date(2025, 1, 3)),
        ("2024年6月3日至28日", date(2024, 6, 3), date(2024, 6, 28)),
        ("开始：2024/06/03 结束：2024/07/03", date(2024, 6, 3), date(2024, 7, 3)),
        ("规划期2021年1月1日至2025年12月31日，截止时间：2024-07-03", None, date(2024, 7, 3)),
        ("2024年7月3日截止", None, date(2024, 7, 3)),
        ("截止时间为2024年7月3日", None, date(2024, 7, 3)),
        ("请于7月3日前将意见反馈至办公室", None, date(2024, 7, 3)),
        ("请于2024年7月3日17:00前反馈", None, date(2024, 7, 3)),
        ("2024年商务工作会议召开", None, None),
        ("", None, None),
        ("请于13月45日前反馈", None, None),
    ],
)
def test_a_period_is_read_from_labels_or_from_the_prose(text, start, end):
    assert read_period(text, 2024) == Period(start, end)


@given(st.text())
def test_any_text_has_a_period_or_none(text):
    assert isinstance(read_period(text, 2024), Period)


OTHER = "关于公开征求《云岭市夜市管理办法》意见的公告"
OTHER_TOLD = "关于公开征求《云岭市夜市管理办法》意见的结果反馈"


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("截至2024年11月8日，全市共有展会9场", None),
        ("我局于2024年3月1日召开会议", None),
        ("征集时间截至2024年7月1日", date(2024, 7, 1)),
        ("请于2024年7月1日（含）前反馈", date(2024, 7, 1)),
        ("即日起至2024年7月1日", date(2024, 7, 1)),
    ],
)
def test_a_day_in_the_prose_is_a_deadline_only_where_it_says_so(text, end):
    assert read_period(text, 2024).end == end


def test_opinions_of_another_year_s_survey_are_not_added(facts):
    _, opinions, _ = facts(
        column(
            (OTHER_TOLD, "2024-01-20", "共收到意见 40 条。"),
            (ASKED, "2024-06-03", "共收到意见 3 条。"),
            (OTHER, "2023-12-03", ""),
        )
    )
    assert (opinions.value, opinions.outcome) == (3, Outcome.PARTIAL)
    assert "1 份结果" in opinions.reason


def test_a_result_on_a_survey_s_own_page_is_of_the_year_beside_it(facts):
    told = "<h3>结果反馈</h3><p>（{}）感谢关注，相关建议已研究吸收。</p>"
    _, _, results = facts(
        column(
            (ASKED, "2024-06-03", told.format("2025-01-08")),
            (OTHER, "2023-12-03", told.format("2024-02-01")),
        )
    )
    assert (results.value, results.outcome) == (1, Outcome.ESTIMATE)


def test_a_last_day_beside_a_survey_is_not_the_day_it_began(facts):
    """The list prints deadlines: what began before is not of the year, and all is unsure."""
    span = "<p>征集时间：{} 至 {}</p>"
    pages = column(
        (ASKED, "2024-06-30", span.format("2024-06-01", "2024-06-30")),
        (OTHER, "2024-01-15", span.format("2023-12-16", "2024-01-15")),
    )
    pages = {
        path: text.replace("发布时间", "截止时间").replace("PubDate", "x")
        for path, text in pages.items()
    }
    held, _, _ = facts(pages)
    assert (held.value, held.outcome) == (1, Outcome.PARTIAL)
    assert "截止日期" in held.reason


def test_a_result_among_the_notices_is_paired_with_its_survey(facts):
    told = "《云岭市展会管理办法》公开征求意见采纳情况说明"
    notices = column((told, "2024-08-01", "共收到意见 5 条。"), path="/tzgg/", name="通知公告")
    _, opinions, results = facts(column((ASKED, "2024-06-03", "")), notices)
    assert (results.value, results.outcome) == (1, Outcome.OBSERVED)
    assert opinions.value == 5


def test_a_market_survey_in_the_news_is_no_result_of_ours(facts):
    news = column(("全市市场调查结果发布", "2024-08-01", ""), path="/tzgg/", name="通知公告")
    _, _, results = facts(column((ASKED, "2024-06-03", "")), news)
    assert (results.value, results.outcome) == (0, Outcome.OBSERVED)


def test_a_survey_dated_by_what_came_of_it_is_of_the_year_it_began(facts):
    held, opinions, _ = facts(
        column(
            (ASKED, "2024-06-03", "征求意见时间为2024年6月3日至7月3日。"),
            ("展会条例意见征集", "2024-01-22", "2023年12月10日 至 2024年1月10日。收到意见 9 条"),
        )
    )
    assert (held.value, held.outcome) == (1, Outcome.PARTIAL)
    assert "起始不在本年度" in held.reason
    assert opinions.value is None


def test_a_title_that_may_ask_for_results_makes_a_lower_bound(facts):
    held, _, _ = facts(
        column(("关于征求考核结果意见的公告", "2024-06-03", ""), (ASKED, "2024-03-03", ""))
    )
    assert (held.value, held.outcome) == (1, Outcome.PARTIAL)


def test_results_of_surveys_with_one_title_are_a_lower_bound(facts):
    asked, told = "关于公开征求意见的公告", "关于征求意见结果的公告"
    _, _, results = facts(
        column(
            (told, "2024-09-03", ""),
            (asked, "2024-08-03", ""),
            (told, "2024-05-03", ""),
            (asked, "2024-04-03", ""),
        )
    )
    assert (results.value, results.outcome) == (1, Outcome.PARTIAL)


def test_a_result_of_this_year_on_a_survey_begun_before_counts(facts):
    span = "征求意见时间为2023年12月3日至2024年1月10日。征集结果：2024-01-20 采纳意见三条"
    _, _, results = facts(column((OTHER, "2024-01-10", span), (ASKED, "2024-06-03", "")))
    assert (results.value, results.outcome) == (1, Outcome.ESTIMATE)


def test_an_undated_result_on_a_survey_of_the_year_before_makes_a_lower_bound(facts):
    span = "征求意见时间为2023年12月10日至2024年1月10日。征集结果：已采纳意见三条并修改"
    _, _, results = facts(
        column((TOLD, "2024-07-03", ""), (ASKED, "2024-06-03", ""), (OTHER, "2023-12-10", span))
    )
    assert (results.value, results.outcome) == (1, Outcome.PARTIAL)
    assert "上一年度的 1 期" in results.reason


def test_where_last_days_are_listed_an_early_one_without_a_first_day_is_not_counted(facts):
    pages = column(
        (ASKED, "2024-06-30", "征集时间：2024-06-01 至 2024-06-30"),
        (OTHER, "2024-01-15", "征集已经结束。"),
    )
    pages = {
        path: text.replace("发布时间", "截止时间").replace("PubDate", "x")
        for path, text in pages.items()
    }
    held, _, _ = facts(pages)
    assert (held.value, held.outcome) == (1, Outcome.PARTIAL)
    assert "看不出起始的 1 期" in held.reason


def test_a_column_by_whose_name_results_may_stand_in_it_leaves_them_unknown(tmp_path):
    path = "/hdjl/fkqk/"
    link = f"{LINK}<div><a href='{path}'>群众意见处理情况</a></div>"
    crumbs = "当前位置：<a href='/'>首页</a> &gt; <a href='/hdjl/'>互动交流</a>"
    other = column((TOLD, "2024-07-20", ""), path=path, name="群众意见处理情况")
    other[path] = other[path].replace("当前位置：<a href='/'>首页</a>", crumbs)
    sealed = crawl(web(column((ASKED, "2024-06-03", "")), other, home=link), tmp_path)
    fact = sealed.fact("survey_results_published")
    assert (fact.value, fact.outcome) == (None, Outcome.UNKNOWN)
    assert "可能登有征集结果" in fact.reason


def test_a_survey_s_page_that_speaks_of_taking_up_leaves_its_result_in_doubt(facts):
    _, _, results = facts(column((ASKED, "2024-06-03", "各方的建议均已采纳。")))
    assert (results.value, results.outcome) == (None, Outcome.UNKNOWN)


def test_a_result_of_a_survey_of_the_year_before_is_paired_with_it(facts):
    _, opinions, results = facts(
        column((OTHER_TOLD, "2024-01-20", "共收到意见 9 条。"), (OTHER, "2023-12-03", ""))
    )
    assert (results.value, results.outcome) == (1, Outcome.OBSERVED)
    assert opinions.outcome is Outcome.UNKNOWN


def test_opinions_that_the_next_year_s_result_tells_are_those_of_the_survey(facts):
    held, opinions, results = facts(
        column(
            (TOLD, "2025-01-20", "共收到意见 12 条，采纳 5 条。"),
            ("关于市场管理办法征求意见的结果反馈", "2025-01-15", "共收到意见 90 条。"),
            (ASKED, "2024-12-03", "征求意见时间为2024年12月3日至2025年1月3日。"),
            ("菜市场满意度网上调查", "2024-03-04", "结束时间：2024-04-04"),
        )
    )
    assert held.value == 2
    assert (opinions.value, opinions.outcome) == (12, Outcome.PARTIAL)
    assert results.value == 0


def test_a_result_of_the_next_year_is_not_ours_where_the_survey_was_held_again(facts):
    _, opinions, _ = facts(
        column(
            ("菜市场满意度网上调查结果", "2025-02-20", "共收到意见 90 条。"),
            ("菜市场满意度网上调查", "2025-01-04", "结束时间：2025-02-04"),
            ("菜市场满意度网上调查", "2024-01-08", "结束时间：2024-02-08"),
        )
    )
    assert (opinions.value, opinions.outcome) == (None, Outcome.UNKNOWN)


@pytest.mark.parametrize(
    "told",
    [
        "“菜市场满意度网上调查问卷”调查结果公布",
        "菜市场满意度网上问卷调查结果",
        "菜市场满意度网上调查结果发布",
    ],
)
def test_the_result_of_a_poll_is_paired_whatever_words_of_polls_it_has(facts, told):
    held, opinions, results = facts(
        column(
            (told, "2024-05-20", "共收到意见 12 条。"),
            ("菜市场满意度网上调查问卷", "2024-03-04", "结束时间：2024-04-04"),
        )
    )
    assert (held.value, opinions.value) == (1, 12)
    assert (results.value, results.outcome) == (1, Outcome.OBSERVED)


def test_a_survey_published_at_the_turn_of_the_year_is_asked_about(facts):
    span = "征集时间：2025-01-02 至 2025-02-02"
    held, _, _ = facts(column((OTHER, "2024-12-30", span), (ASKED, "2024-06-03", "")))
    assert (held.value, held.outcome) == (2, Outcome.PARTIAL)
    assert "不在同一年" in held.reason


def test_a_survey_that_began_in_the_year_and_was_published_before_is_asked_about(facts):
    span = "征集时间：2024-01-02 至 2024-02-02"
    held, _, _ = facts(column((ASKED, "2024-06-03", ""), (OTHER, "2023-12-30", span)))
    assert (held.value, held.outcome) == (1, Outcome.PARTIAL)


@pytest.mark.parametrize("day", ["2024-06-03", "2023-12-03"])
def test_a_link_to_a_result_on_a_survey_s_page_is_no_more_than_a_proposal(facts, day):
    body = "<p><a href='/hdjl/yjzj/941.html'>查看结果</a></p>"
    _, _, results = facts(column((OTHER, "2024-06-04", ""), (ASKED, day, body)))
    proposed = (1, Outcome.ESTIMATE) if day.startswith("2024") else (None, Outcome.UNKNOWN)
    assert (results.value, results.outcome) == proposed
    assert "结果" in results.reason


def test_pages_behind_a_button_that_nobody_could_read_leave_the_results_in_doubt(facts):
    """查看结果 stands beside a survey; the page behind bears no day and no title of its own."""
    buttons = "".join(
        f"<tr><td><a href='/hdjl/view.jsp?id={n}'>{title}</a></td><td>{YEAR}-0{n}-01</td>"
        f"<td>{YEAR}-0{n}-28</td><td><a href='/hdjl/result.jsp?id={n}'>查看结果</a></td></tr>"
        for n, title in ((5, "菜市场满意度调查"), (3, "展会管理办法意见征集"))
    )
    head = "<tr><th>主题</th><th>开始时间</th><th>结束时间</th><th>结果</th></tr>"
    pages = {"/hdjl/yjzj/": page(f"<h2>意见征集</h2><table>{head}{buttons}</table>")}
    for n in (5, 3):
        pages[f"/hdjl/view.jsp?id={n}"] = page("<h3>调查</h3><p>请填写。</p>")
        told = "<h3>结果反馈</h3><p>本次共收到意见12条，采纳3条，其余作进一步研究。</p>"
        pages[f"/hdjl/result.jsp?id={n}"] = page(told)
    held, _, results = facts(pages)
    assert held.value == 2
    assert results.outcome is not Outcome.OBSERVED


def _table(*lines):
    """A list of surveys as a table whose last cell may lead to a result."""
    head = "<tr><th>主题</th><th>开始时间</th><th>结束时间</th><th>意见数</th><th>结果</th></tr>"
    rows = "".join(
        f"<tr><td><a href='/hdjl/dc/{n}.html'>{title}</a></td><td>{start}</td><td>{end}</td>"
        f"<td>{count}</td><td>{button}</td></tr>"
        for n, (title, start, end, count, button) in enumerate(lines)
    )
    place = "<div class='position'>当前位置：<a href='/'>首页</a> &gt; 意见征集</div>"
    pages = {f"/hdjl/dc/{n}.html": page(f"<h1>{line[0]}</h1>") for n, line in enumerate(lines)}
    return {"/hdjl/yjzj/": page(f"{place}<table>{head}{rows}</table>"), **pages}


def _button(n):
    return f"<a href='/hdjl/jg/{n}.html'>查看结果</a>"


def test_buttons_in_the_list_propose_results_and_cells_tell_the_opinions(facts):
    told = {
        "/hdjl/jg/0.html": page("<h3>夜市布局意见征集</h3><p>已研究，采纳情况如下。</p>"),
        "/hdjl/jg/2.html": page("<h3>菜市场改造意见征集</h3><p>暂无结果</p>"),
    }
    held, opinions, results = facts(
        _table(
            ("夜市布局意见征集", "2024-10-08", "2024-11-07", 14, _button(0)),
            ("步行街停车意见征集", "2024-06-03", "2024-07-03", 3, "—"),
            ("菜市场改造意见征集", "2024-04-01", "2024-04-30", 0, _button(2)),
            ("往年展会意见征集", "2022-04-01", "2022-04-30", 5, "—"),
        ),
        told,
    )
    assert held.value == 3
    assert (opinions.value, opinions.outcome) == (17, Outcome.PARTIAL)
    assert (results.value, results.outcome) == (1, Outcome.ESTIMATE)


def test_a_page_that_speaks_of_its_result_in_passing_shows_none(facts):
    held, _, results = facts(column((ASKED, "2024-06-03", "征集结果作为修订的重要依据。")))
    assert held.value == 1
    assert (results.value, results.outcome) == (0, Outcome.OBSERVED)


def test_surveys_in_a_column_of_no_class_make_a_lower_bound(tmp_path):
    told = column(("年货节金点子征集结果", "2024-02-20", ""), path="/hdjl/jg/", name="征集结果")
    asked = column(("年货节金点子征集", "2024-01-05", ""), path="/hdjl/hd/", name="点子征集活动")
    links = "".join(
        f"<a href='{to}'>{name}</a>"
        for to, name in (("/hdjl/jg/", "征集结果"), ("/hdjl/hd/", "点子征集活动"))
    )
    links = f"<div class='nav'>{links}</div>"
    sealed = crawl(web(told, asked, home=links), tmp_path)
    held = sealed.fact("surveys_held")
    assert held.outcome is Outcome.UNKNOWN
    assert "点子征集活动" in held.reason
    assert "没有配对到征集" in held.reason


def test_a_survey_among_the_notices_is_seen_though_its_result_stands_in_the_column(facts):
    notices = column((ASKED, "2024-06-03", ""), path="/tzgg/", name="通知公告")
    held, _, _ = facts(
        column((TOLD, "2024-07-20", ""), ("夜市调查问卷", "2024-03-04", "")), notices
    )
    assert (held.value, held.outcome) == (1, Outcome.PARTIAL)
    assert "别的栏目里还有 1 条" in held.reason


@pytest.mark.parametrize("name", ["往期征集", "正在征集", "往期调查"])
def test_columns_of_past_and_present_surveys_are_columns_of_surveys(tmp_path, name):
    links = f"<div class='nav'><a href='/hdjl/wq/'>{name}</a></div>"
    asked = column(("年货节金点子征集", "2024-01-05", ""), path="/hdjl/wq/", name=name)
    held = crawl(web(asked, home=links), tmp_path).fact("surveys_held")
    assert (held.value, held.outcome) == (1, Outcome.OBSERVED)


def test_a_result_of_the_next_year_is_paired_by_its_paper_too(facts):
    asked = "云岭市商务局关于公开征求《云岭市展会管理办法》意见的公告"
    _, opinions, _ = facts(
        column((TOLD, "2025-01-10", "共收到意见 12 条。"), (asked, "2024-12-03", ""))
    )
    assert (opinions.value, opinions.outcome) == (12, Outcome.PARTIAL)


def test_surveys_and_their_results_among_the_notices_are_proposed_together(tmp_path):
    notices = column(
        (TOLD, "2024-07-20", "共收到意见 12 条。"),
        ("云岭市商务局关于公开征求《云岭市展会管理办法》意见的公告", "2024-06-03", "正文。"),
        *((f"关于第{n}号铺位的通告", f"2024-05-0{n}", "正文。") for n in range(9, 0, -1)),
        path="/tzgg/",
        name="通知公告",
    )
    sealed = crawl(web(notices, home=LINK), tmp_path)
    keys = ("surveys_held", "survey_opinions", "survey_results_published")
    told = [sealed.fact(key) for key in keys]
    assert [fact.value for fact in told] == [1, 12, 1]
    assert told[0].outcome is Outcome.ESTIMATE


def test_a_row_with_a_first_and_a_last_day_is_a_survey_whatever_it_is_called(facts):
    held, _, _ = facts(
        _table(
            ("“十五五”科技创新规划问计于民", "2024-10-08", "2024-11-07", 14, "—"),
            ("您对我县人居环境整治是否满意？", "2024-06-03", "2024-07-03", 3, "—"),
        )
    )
    assert (held.value, held.outcome) == (2, Outcome.OBSERVED)


def test_where_no_survey_was_held_no_opinions_are_proposed(facts):
    held, opinions, _ = facts(column(("往年的问卷调查", "2022-03-04", "共收到意见 9 条。")))
    assert (held.value, held.outcome) == (0, Outcome.OBSERVED)
    assert (opinions.value, opinions.outcome) == (0, Outcome.ESTIMATE)


@pytest.mark.parametrize(
    "told",
    [
        "【征集结果】截至7月3日共收到意见22条。",
        "<h3>意见反馈</h3><p>征集期内共收到意见22条，采纳3条。</p>",
    ],
)
def test_what_came_in_and_was_taken_up_on_a_survey_s_page_is_a_result(facts, told):
    _, opinions, results = facts(column((ASKED, "2024-06-03", told)))
    assert (opinions.value, results.value) == (22, 1)
    assert results.outcome is Outcome.ESTIMATE


def test_fields_that_stand_on_every_survey_s_page_keep_their_names(facts):
    cells = (
        "<table><tr><td>开始时间</td><td>{}</td></tr><tr><td>结束时间</td><td>{}</td></tr></table>"
    )
    held, _, _ = facts(
        column(
            *(
                (title, start, cells.format(start, end))
                for title, start, end in (
                    ("“十五五”科技创新规划问计于民", "2024-06-03", "2024-07-03"),
                    ("夜市布局意见征集", "2024-05-03", "2024-06-03"),
                    ("展会意见征集", "2024-04-03", "2024-05-03"),
                )
            )
        )
    )
    assert (held.value, held.outcome) == (3, Outcome.OBSERVED)
