"""The form rules on filled forms whose faults are known."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.errors import ConfigError
from reportgen.checks import check
from reportgen.checks.clauses import load_clauses
from reportgen.form import known_forms, load_form
from tests.reportgen.checks.forms import GUANGXI, NATIONAL, as_written, consistent


def form_of(values):
    return load_form("guangxi_2020" if "report_year" in values else "national_2018")


def found(values, year, **others):
    return [(r.id, r.severity) for r in check(form_of(values), values, year, **others)]


def test_published_national_form_has_the_known_findings_and_no_other():
    assert found(NATIONAL, None) == [
        ("C3", "warning"),
        ("C11", "warning"),
        ("C16", "warning"),
        ("C19", "warning"),
        ("C19", "info"),
        ("C21", "warning"),
    ]


def test_published_guangxi_form_has_the_known_findings_and_no_other():
    assert found(GUANGXI, 2020, written=as_written(GUANGXI)) == [
        ("C3", "warning"),
        ("C22", "warning"),
        ("C24", "warning"),
        ("C25", "warning"),
        ("C27", "warning"),
        ("C28", "warning"),
        ("C29", "info"),
    ]


def test_sentence_of_a_finding_holds_the_figures():
    said = {remark.id: remark for remark in check(form_of(GUANGXI), GUANGXI, 2020)}
    assert "相加是 585，比信息发布总数 551 多 34" in said["C3"].message
    assert "items_total" in said["C3"].fields


@pytest.mark.parametrize("seed", range(100))
def test_consistent_form_has_no_error(seed):
    values = consistent(seed)
    year = values.get("report_year", 2020)
    assert [each for each in found(values, year) if each[1] == "error"] == []


# one change that breaks a national form, and the rule it breaks with its weight
BROKEN = [
    ({"items_overview": 1645}, "C1", "error"),
    ({"items_affairs": 1645}, "C1", "error"),
    ({"items_disclosure": 1645}, "C1", "error"),
    ({"interpretation_total": 1645, "interpretation_texts": 1645}, "C2", "error"),
    ({"interpretation_total": 5}, "C4", "error"),
    ({"interpretation_products": 1}, "C4", "error"),
    ({"special_columns_opened": 2}, "C5", "error"),
    ({"cases_total": 340}, "C6", "error"),
    ({"service_items_online": 23}, "C7", "error"),
    ({"service_catalogue_published": False}, "C8", "warning"),
    ({"service_items": 0, "service_items_online": 0}, "C8", "warning"),
    ({"messages_closed": 5, "messages_published_replies": 5}, "C9", "warning"),
    ({"messages_published_replies": 5}, "C9", "warning"),
    ({"messages_average_days": 0}, "C10", "warning"),
    ({"messages_average_days": 91}, "C10", "warning"),
    ({"messages_received": 0, "messages_closed": 0}, "C10", "warning"),
    ({"survey_results_published": 3}, "C11", "warning"),
    ({"surveys_held": 0}, "C11", "warning"),
    ({"interview_messages": 1}, "C12", "warning"),
    ({"interviews_held": 1, "interview_replies": 2, "interview_messages": 1}, "C12", "warning"),
    ({"security_problems_fixed": 8}, "C13", "warning"),
    ({"security_assessments": 0}, "C13", "error"),
    ({"unique_visitors": 985820}, "C14", "error"),
    ({"unique_visitors": 0, "registered_users": 0}, "C14", "error"),
    ({"new_media_run": False}, "C15", "error"),
    ({"prepared_on": "2021-02-01"}, "C18", "warning"),
    ({"prepared_on": "2020年12月31日"}, "C18", "warning"),
    ({"site_code": "530100009"}, "C19", "warning"),
    ({"icp_number": "滇ICP备070007号"}, "C19", "warning"),
    ({"site_code": "4501000099"}, "C20", "warning"),
    ({"unified_platform_used": False, "messages_received": 0, "messages_closed": 0,
      "messages_average_days": 0, "messages_published_replies": 0}, "C27", "warning"),
    ({"accessibility_offered": True}, "C28", "warning"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "rule", "severity"), BROKEN)
def test_one_change_that_breaks_a_rule_is_found_with_its_weight(change, rule, severity):
    before = set(check(form_of(NATIONAL), NATIONAL, 2020))
    new = [r for r in check(form_of(NATIONAL), NATIONAL | change, 2020) if r not in before]
    assert (rule, severity) in [(remark.id, remark.severity) for remark in new]


@pytest.mark.parametrize(
    ("change", "severity"),
    [
        ({"messages_closed": 10, "messages_received": 10, "messages_closed_on_time": 11}, "error"),
        ({"messages_closed": 10, "messages_received": 12, "messages_closed_on_time": 9,
          "messages_on_time_rate": 80}, "error"),
        ({"messages_closed": 10, "messages_received": 12, "messages_closed_on_time": 9,
          "messages_on_time_rate": 90}, None),
        ({"messages_closed": 10, "messages_received": 12, "messages_closed_on_time": 9,
          "messages_on_time_rate": 75}, None),
    ],
)  # fmt: skip
def test_rate_of_letters_closed_on_time_fits_one_of_two_shares(change, severity):
    said = [each for each in found(GUANGXI | change, 2020) if each[0] == "C17"]
    assert {each[1] for each in said} == ({severity} if severity else set())


@pytest.mark.parametrize("key", ["items_total", "items_affairs", "items_disclosure", "cases_total"])
def test_figure_nobody_knows_breaks_no_rule(key):
    values = NATIONAL | {"items_affairs": 9999, "cases_total": 9999, key: None}
    errors = [r for r in check(form_of(values), values, 2020) if r.severity == "error"]
    assert [remark for remark in errors if key in remark.fields] == []


def test_lower_bound_is_an_error_only_where_it_is_surely_wrong():
    values = NATIONAL | {"items_total": 300, "items_affairs": 325}
    assert ("C1", "error") in found(values, 2020)
    assert ("C1", "error") not in found(values, 2020, at_least={"items_total"})
    assert ("C1", "error") in found(values, 2020, at_least={"items_affairs"})


def test_blank_form_breaks_nothing():
    form = load_form("national_2018")
    assert check(form, dict.fromkeys(form.fields), 2025) == ()


def test_written_cells_of_guangxi_need_units_and_the_word_for_none():
    cells = as_written(GUANGXI) | {"items_total": "551条", "registered_users": "0"}
    said = {r.id: r for r in check(form_of(GUANGXI), GUANGXI, 2020, written=cells)}
    assert "items_total" not in said["C22"].fields
    assert said["C23"].fields == ("registered_users",)


@pytest.mark.parametrize("cell", ["1周/次", "7天/次"])
def test_cycle_of_inspection_in_the_form_of_the_notes_is_fine(cell):
    assert "C24" not in dict(found(GUANGXI | {"inspection_cycle": cell}, 2020))


def test_box_that_could_not_be_read_is_an_error_when_the_cell_holds_two_ticks():
    values = GUANGXI | {"smart_qa_offered": None}
    said = found(values, 2020, written={"smart_qa_offered": "☑是 ☑否"})
    assert ("C26", "error") in said


def test_feature_that_was_tried_on_the_site_needs_no_second_look():
    tried = {"search_as_service", "accessibility_offered"}
    assert "C28" not in dict(found(GUANGXI, 2020, seen=tried))


PRIOR = [
    ({"weibo_followers": 6056}, "少了"),
    ({"site_code": "5301000098"}, "上年“5301000098”"),
    ({"items_total": 700}, "超过一半"),
    ({"messages_received": 40}, "超过一半"),
    ({"items_total": 1644}, "一模一样"),
]


@pytest.mark.parametrize(("prior", "words"), PRIOR)
def test_last_year_raises_a_remark_that_names_both_figures(prior, words):
    said = [r for r in check(form_of(NATIONAL), NATIONAL, 2020, prior=prior) if r.id == "C30"]
    assert [words in remark.message for remark in said] == [True]
    assert said[0].severity == "warning"


def test_last_year_with_small_or_ordinary_changes_raises_nothing():
    prior = {"items_total": 1500, "surveys_held": 1, "weibo_followers": 6055, "site_code": None}
    assert "C30" not in dict(found(NATIONAL, 2020, prior=prior))


def test_figure_below_what_the_site_shows_is_named():
    said = check(form_of(NATIONAL), NATIONAL, 2020, counted={"items_total": 1700})
    assert ["1700" in remark.message for remark in said if remark.id == "C31"] == [True]


@pytest.mark.parametrize("form_id", known_forms())
def test_every_rule_of_a_form_is_a_known_clause_and_none_stands_unused(form_id):
    form = load_form(form_id)
    assert set(form.rules) <= set(load_clauses())
    used = {clause for name in known_forms() for clause in load_form(name).rules}
    assert used == set(load_clauses())


def test_sum_is_not_judged_on_a_form_that_lacks_one_of_its_parts():
    whole = load_form("guangxi_2020")
    fewer = {key: field for key, field in whole.fields.items() if key != "cases_organizations"}
    form = whole.model_copy(update={"fields": fewer})
    values = GUANGXI | {"service_catalogue_published": True, "cases_total": 5}
    assert "C6" in {remark.id for remark in check(whole, values, 2020)}
    assert "C6" not in {remark.id for remark in check(form, values, 2020)}


def test_rule_that_does_not_exist_is_named():
    form = load_form("national_2018").model_copy(update={"rules": {"C99": "error"}})
    with pytest.raises(ConfigError, match="C99"):
        check(form, {}, 2020)


FORM = load_form("national_2018")
ODD = [None, True, False, 0, 1, 7, 10**9, "", "无", "{items_total}", "2021-13-45", "http://[", "1/"]


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(NATIONAL)), st.sampled_from(ODD)))
def test_any_values_give_remarks_about_fields_of_the_form_and_never_an_error(values):
    cells = {key: str(value) for key, value in values.items()}
    for remark in check(FORM, values, 2020, written=cells, prior=values, counted=values):
        assert set(remark.fields) <= set(FORM.fields)
        assert remark.message.endswith("。")


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"items_affairs": 1645}, "C1"),
        ({"unique_visitors": 0, "registered_users": 0}, "C14"),
        ({"messages_received": 40, "messages_closed": 30, "messages_closed_on_time": 31,
          "messages_on_time_rate": 90}, "C17"),
        ({"messages_received": 40, "messages_closed": 30, "messages_closed_on_time": 27,
          "messages_on_time_rate": 101}, "C17"),
    ],
)  # fmt: skip
def test_one_mistake_is_told_once(change, rule):
    published = GUANGXI if rule == "C17" else NATIONAL
    before = set(check(form_of(published), published, 2020))
    found_now = check(form_of(published), published | change, 2020)
    new = [remark for remark in found_now if remark not in before and remark.id != "C27"]
    assert [remark.id for remark in new if remark.id not in ("C10", "C9")] == [rule]


NAMES = ("weibo_name", "wechat_name", "new_media_other")
POSTS = ("weibo_posts", "weibo_followers", "wechat_posts", "wechat_subscribers")


@pytest.mark.parametrize(("written", "is_error"), [("", True), ("无", True), (None, False)])
def test_new_media_without_a_name_on_paper_is_an_error_and_on_a_draft_not_known(written, is_error):
    values = NATIONAL | {"new_media_run": True} | dict.fromkeys(NAMES) | dict.fromkeys(POSTS, 0)
    cells = {} if written is None else dict.fromkeys(NAMES, written)
    assert (("C15", "error") in found(values, 2020, written=cells)) == is_error
