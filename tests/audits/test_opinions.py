"""How many opinions came in, as pages say it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.facts import Outcome
from audits.opinions import number, opinions_told
from tests.audits.smallweb import article, crawl, list_page, row, web
from tests.shapes.consultations import in_words, results_in_words, results_on_pages
from tests.shapes.quick import judged
from tests.shapes.surveys import surveys


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("共收到反馈意见27条，采纳12条。", {27}),
        ("收到有效意见建议 3 条", {3}),
        ("自活动开展以来累计收到意见3000余条。", set()),
        ("自公告发布以来，共收到意见12条", {12}),
        ("收到意见近300条", set()),
        ("收到意见约20条", set()),
        ("通过邮箱收到意见3条、来电收到意见2条，共5条", {5}),
        ("共收到意见16条：书面10条，邮件6条", {16}),
        ("收到网民意见建议：网上 3 条，信函 1 条", {3, 4}),
        ("公众提出意见建议7条", {7}),
        ("状态：已结束 参与意见：45条", {45}),
        ("此次共征集到建议二十六条，确定10件。", {26}),
        ("公众意见 共 8 条意见", {8}),
        ("公众意见（12）", {12}),
        ("共 8 条意见被采纳", set()),
        ("收到社会各界提出的意见和建议共15条", {15}),
        ("收到意见建议十二条", {12}),
        ("共收到一百零三条意见", {103}),
        ("累计征集到意见建议1,203条", {1203}),
        ("共有32人次参与，收到有效反馈31条", {31}),
        ("共收到5个单位的反馈意见12条", {12}),
        ("共收到电子邮件3封，共提出意见5条", {5}),
        ("收到意见27条（其中网络20条、信函7条）", {27}),
        ("收到书面意见5条、网上意见7条", {5, 12}),
        ("反馈及采纳情况说明 我局共收到意见27条，采纳12条", {27}),
        ("意见数：8 参与人数：320", {8}),
        ("征集时间 2024-06-03 至 2024-07-03 意见数量 12 状态 已结束", {12}),
        ("意见总数 0", {0}),
        ("意见数量 2024-06-03", set()),
        ("意见数量一般不超过 3 条", set()),
        ("公告期间未收到意见。", {0}),
        ("征求意见期间，没有收到社会公众的意见建议", {0}),
        ("截至3月31日，我局共收到意见0条", {0}),
        ("逾期未反馈的视为无意见", set()),
        ("如未收到意见视为同意", set()),
        ("前期共收到意见30条，现再次公开征求意见", set()),
        ("办理人大代表建议27件", set()),
        ("请于3个工作日内反馈意见", set()),
        ("未收到不同意见", set()),
        ("期间共收到邮件2封、电话3个，均为咨询", set()),
        ("收到意见如下：1. 建议将第二十三条修改为可以", set()),
        ("共收到关于第 12 条的修改意见", set()),
        ("收到的意见：一、关于补贴", set()),
        ("意见数：2024年6月", set()),
        ("起草形成了《展会管理办法（征求意见稿）》，共三十条，现公开征求意见", set()),
        ("梳理形成权责清单（征求意见稿）12项，征求意见", set()),
        ("去年共征集到意见建议1200余条，今年继续征集", set()),
        ("2023年共征集到意见建议1200余条", set()),
        ("请将书面反馈意见一式两份寄至我局", set()),
        ("请将意见反馈表（纸质一份）寄至我局", set()),
        ("共收到反馈意见23份，均为无意见", set()),
        ("收到反馈意见的单位12个，提出了看法", set()),
        ("收回有效问卷480份，其中提出意见建议的20份", set()),
        ("收到意见五六条", set()),
        ("", set()),
    ],
)
def test_a_number_of_opinions_is_read_as_a_page_says_it(text, told):
    assert opinions_told(text) == told


@given(st.integers(0, 99))
def test_numbers_in_words_are_read(value):
    assert number(in_words(value)) == value


@given(st.text(alphabet="共收到意见建议条份其中采纳一二十百千0123456789，。：、 "))
def test_any_text_tells_numbers_or_none(text):
    assert all(n >= 0 for n in opinions_told(text))


@pytest.mark.parametrize("seed", [5, pytest.param(6, marks=pytest.mark.slow)])
def test_results_under_other_titles_are_paired_by_the_paper_they_name(seed, tmp_path):
    told = judged(tmp_path, results_in_words(surveys(seed)))
    assert (told.wrong, told.missed) == ((), ())


def test_a_result_on_a_survey_s_page_is_seen_in_many_shapes(tmp_path):
    held = [replace(s, result=s.end + timedelta(days=12)) for s in surveys(5)]
    told = judged(tmp_path, results_on_pages(held))
    assert (told.wrong, told.missed) == ((), ())


PATH = "/hdjl/yjzj/"
LINK = f"<div class='nav'><a href='{PATH}'>意见征集</a></div>"
ASKED = "关于公开征求《云岭市展会管理办法》意见的公告"


@pytest.fixture
def opinions(tmp_path):
    def read(*items):
        rows = [row(f"{PATH}{n}41.html", title, day) for n, (title, day, _) in enumerate(items)]
        pages = {f"{PATH}{n}41.html": article(*item) for n, item in enumerate(items)}
        pages[PATH] = list_page("意见征集", rows)
        return crawl(web(pages, home=LINK), tmp_path).fact("survey_opinions")

    return read


def test_two_texts_that_differ_make_a_question_of_the_number(opinions):
    fact = opinions(
        ("《云岭市展会管理办法》征求意见结果反馈", "2024-07-20", "共收到意见 12 条。"),
        (ASKED, "2024-06-03", "意见数：8"),
    )
    assert (fact.value, fact.outcome) == (12, Outcome.ESTIMATE)
    assert "8和12" in fact.reason


def test_none_that_came_in_is_a_proposal_of_zero(opinions):
    fact = opinions((ASKED, "2024-06-03", "征集期间未收到意见。"))
    assert (fact.value, fact.outcome) == (0, Outcome.ESTIMATE)


def test_a_result_of_a_paper_asked_about_twice_is_not_paired(opinions):
    fact = opinions(
        ("《云岭市展会管理办法》公众意见采纳情况", "2024-09-20", "共收到意见 12 条。"),
        (f"第二次{ASKED}", "2024-08-03", ""),
        (ASKED, "2024-06-03", ""),
    )
    assert fact.outcome is Outcome.UNKNOWN
    assert "1 份结果" in fact.reason
