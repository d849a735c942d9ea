"""The counting note says who settled a figure, and only while that stands."""

from dataclasses import replace

from audits.facts import Outcome
from reportgen.counting_note import counting_note
from reportgen.deciders import deciders
from reportgen.decisions.record import Action
from reportgen.decisions.replay import replay
from tests.reportgen.decisions.conftest import REVIEWER


def people(desk):
    confirmed = replay(desk.report, desk.log.read().decisions)
    note = counting_note(confirmed.report, deciders(confirmed))
    return {row.cells[0]: row.cells[-1] for row in note.rows}


def test_note_names_who_settled_a_figure_until_it_is_returned(desk):
    desk.change("items_affairs", 5, "漏了三条")
    settled = people(desk)["信息发布 › 政务动态信息更新量"]
    assert settled == "填报甲（填报人）2026-01-11"
    assert people(desk)["信息发布 › 总数"] == "待确认"
    desk.do(Action.RETURN, "items_affairs", who=REVIEWER, reason="请核对")
    assert people(desk)["信息发布 › 政务动态信息更新量"] != settled


def test_sentence_that_rows_share_is_written_once_and_named_by_a_mark(desk):
    method = "按栏目列表逐条计：发布日期在本年度的条目"
    fields = dict(desk.report.fields)
    for key, scope in (
        ("items_total", f"{method}。外链不计。"),
        ("items_overview", f"{method}。外链不计。归类为概况的栏目。"),
        ("items_affairs", f"{method}。归类为动态的栏目。"),
    ):
        fields[key] = replace(fields[key], scope=scope, outcome=Outcome.OBSERVED, value=3)
    said = [row.cells[3] for row in counting_note(replace(desk.report, fields=fields)).rows]
    assert f"①{method}。外链不计。" in said
    assert "同①。外链不计。归类为概况的栏目。" in said
    assert "同①。归类为动态的栏目。" in said
