"""What a second import of logs does, and when the two figures are only a lower bound."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from audits.facts import Outcome, Source
from crawler.errors import ConfigError, UsageError
from reportgen.imports.identity import parse_identity
from reportgen.imports.journal import append, imported_facts, latest, read_journal
from reportgen.imports.traffic import Kind
from reportgen.imports.visit_record import days_without_logs, record_visits, spans
from reportgen.imports.visits import VisitCount

AT = "2026-01-10T09:00:00+08:00"


def days(first="2025-01-01", number=365, pair=(30, 90)):
    start = date.fromisoformat(first)
    return {(start + timedelta(days=n)).isoformat(): pair for n in range(number)}


def counted(found, *digests, rule="ip+ua", left_out=None):
    files = tuple((f"{digest}.log", digest) for digest in digests or ("one",))
    return VisitCount(
        2025, parse_identity(rule), found, 100_000, left_out or {Kind.ROBOT: 5}, 0, files, ()
    )


def values(record):
    return [figure.value for figure in record.figures]


def test_year_with_logs_of_every_day_is_read_in_full():
    record = record_visits(counted(days()), None, AT)
    assert values(record) == [365 * 30, 365 * 90]
    assert {figure.outcome for figure in record.figures} == {Outcome.OBSERVED}
    assert "IP地址" in record.figures[0].scope


def test_days_without_logs_are_named_and_make_a_lower_bound():
    record = record_visits(counted(days(number=363)), None, AT)
    assert record.figures[0].outcome is Outcome.PARTIAL
    assert "2 天没有日志（12月30日至12月31日）" in record.figures[0].reason
    assert days_without_logs(record, 2025) == ("2025-12-30", "2025-12-31")


def test_many_broken_lines_make_a_lower_bound_and_few_do_not():
    few, many = ({Kind.MALFORMED: number} for number in (100, 101))
    assert record_visits(counted(days(), left_out=few), None, AT).figures[0].reason == ""
    record = record_visits(counted(days(), left_out=many), None, AT)
    assert record.figures[1].outcome is Outcome.PARTIAL
    assert "101 行读不懂" in record.figures[1].reason


def test_day_with_hardly_any_visits_asks_for_a_look():
    record = record_visits(counted(days() | {"2025-07-01": (1, 2)}), None, AT)
    assert record.figures[0].outcome is Outcome.ESTIMATE
    assert "7月1日" in record.figures[0].reason


def test_visits_from_a_proxy_or_from_one_address_are_no_clean_figure():
    inside = replace(counted(days()), from_inside=0.6)
    one = replace(counted(days(number=360)), from_one=0.4)
    behind = replace(counted(days(number=360)), from_elsewhere=0.5)
    told = (
        (inside, "forwarded"),
        (one, "40% 的访问来自同一个地址"),
        (behind, "50% 的行末尾写的域名不是本网站"),
    )
    for count, said in told:
        record = record_visits(count, None, AT)
        assert {figure.outcome for figure in record.figures} == {Outcome.ESTIMATE}
        assert said in record.figures[0].reason
    forwarded = replace(inside, identity=parse_identity("forwarded"))
    assert record_visits(forwarded, None, AT).figures[0].outcome is Outcome.OBSERVED


def test_every_sign_of_a_proxy_is_told_and_not_the_first_alone():
    count = replace(counted(days()), from_elsewhere=0.5, from_inside=0.6, from_one=0.4)
    (reason, _) = (figure.reason for figure in record_visits(count, None, AT).figures)
    assert all(said in reason for said in ("不是本网站", "内网地址", "同一个地址"))


def test_views_of_agents_that_name_no_browser_are_no_clean_figure_and_the_agents_are_named():
    few, many = (replace(counted(days()), strange=(("ds9 2\x1b.0", n),)) for n in (328, 329))
    assert record_visits(few, None, AT).figures[0].outcome is Outcome.OBSERVED
    record = record_visits(many, None, AT)
    assert record.figures[1].outcome is Outcome.ESTIMATE
    assert "329 次访问的浏览器标识不像浏览器" in record.figures[1].reason
    assert "ds9 2.0（329 次）" in record.figures[1].reason
    assert record.figures[1].value == 365 * 90


def test_log_without_browsers_beside_a_larger_one_is_no_clean_figure():
    count = replace(counted(days(), rule="ip"), no_agent=40_000)
    record = record_visits(count, None, AT)
    assert {figure.outcome for figure in record.figures} == {Outcome.ESTIMATE}
    assert "机器人没有剔除" in record.figures[0].reason


def test_logs_without_a_page_view_give_no_figure_rather_than_zero():
    record = record_visits(counted(days(pair=(0, 0))), None, AT)
    assert values(record) == [None, None]
    assert record.figures[0].outcome is Outcome.UNKNOWN


def test_logs_of_another_year_are_refused():
    with pytest.raises(UsageError, match="没有 2025 年"):
        record_visits(counted({}), None, AT)


def test_same_logs_or_part_of_them_again_change_nothing():
    before = record_visits(counted(days(), "one", "two"), None, AT)
    assert record_visits(counted(days(), "two", "one"), before, AT) is None
    assert record_visits(counted(days(), "two"), before, AT) is None


def test_all_logs_listed_again_with_more_replace_the_figure():
    before = record_visits(counted(days(number=10), "one"), None, AT)
    record = record_visits(counted(days(number=20), "one", "two"), before, AT)
    assert values(record) == [600, 1800]


def test_logs_of_other_days_are_added():
    before = record_visits(counted(days(number=31), "january"), None, AT)
    record = record_visits(counted(days("2025-02-01", 28), "february"), before, AT)
    assert values(record) == [59 * 30, 59 * 90]
    assert [file.name for file in record.files] == ["january.log", "february.log"]
    assert record.details["left_out"] == {"robot": 10}


def test_other_logs_of_the_same_day_are_a_question_until_told_to_replace():
    before = record_visits(counted(days(number=31), "january"), None, AT)
    more = counted(days("2025-01-31", 10), "february")
    with pytest.raises(UsageError, match="1月31日"):
        record_visits(more, before, AT)
    assert values(record_visits(more, before, AT, replace=True)) == [300, 900]


def test_other_rule_for_visitors_is_never_mixed_with_the_first():
    before = record_visits(counted(days(number=31), "january"), None, AT)
    with pytest.raises(UsageError, match="区分用户"):
        record_visits(counted(days("2025-02-01", 28), "february", rule="ip"), before, AT)
    assert record_visits(counted(days(number=31), "january", rule="ip"), before, AT) is not None


def test_record_read_back_is_the_record_and_its_facts_are_imports(tmp_path):
    file = tmp_path / "imports.jsonl"
    first = record_visits(counted(days(number=31), "one"), None, AT)
    append(file, first)
    append(file, record_visits(counted(days(), "one", "two"), first, AT))
    records = read_journal(file)
    assert records[0] == first
    assert latest(records, "visits") == records[1]
    facts = {fact.field: fact for fact in imported_facts(records)}
    assert facts["page_views"].value == 365 * 90
    assert facts["page_views"].source is Source.IMPORT
    assert [row.url for row in facts["page_views"].evidence] == ["one.log", "two.log"]


def test_broken_record_is_named_by_its_line(tmp_path):
    file = tmp_path / "imports.jsonl"
    file.write_text('{"schema": "nianbao.import/1"}\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="第1行"):
        read_journal(file)


def test_days_are_named_in_runs():
    assert spans(["2025-01-03", "2025-01-04", "2025-02-01"]) == "1月3日至1月4日、2月1日"
