import json
from dataclasses import replace

import pytest

from audits import sheet
from audits.facts import (
    CrawlSummary,
    Evidence,
    Fact,
    FactSheet,
    ItemCounts,
    LedgerColumn,
    LeftOut,
    Outcome,
    RefusalLine,
    Remark,
)
from crawler.errors import StoreError
from crawler.records import Kind, Verdict

SEEN = Evidence("http://yunling.example/a", "通知", "2024-01-02", "list", "", "工作动态", "a.html")
LINE = LedgerColumn(
    "工作动态", ("首页",), "http://yunling.example/gzdt/", Kind.LIST, ("items_affairs",), True, 3,
    0, 0, 0, Verdict.EXACT, "全部翻完", 1, 3, None, "2024-01-02", "2024-02-02", False, "static",
)  # fmt: skip
CRAWL = CrawlSummary(
    "0.1.0", "2026-01-05T09:00:00+08:00", "2026-01-05T09:10:00+08:00", True, 9, 0, 999, 60.5, 9, 8,
    0, 1, (RefusalLine("http://yunling.example/x", "waf", "ruishu", None, "请联系运维"),),
)  # fmt: skip
SHEET = FactSheet(
    2024,
    "http://yunling.example/",
    ("yunling.example",),
    CRAWL,
    (LINE, replace(LINE, in_year=None, verdict=Verdict.UNKNOWN, kind=Kind.APP)),
    (
        Fact("items_total", 3, Outcome.OBSERVED, (SEEN,), counts=ItemCounts(3, 3, 0, 0, 0),
             left_out=(LeftOut("external", 1, (SEEN,)),)),
        Fact("items_overview", None, Outcome.UNKNOWN, reason="没有找到"),
        Fact("accessibility_offered", False, Outcome.OBSERVED, (SEEN,)),
    ),
    (Remark("A-归类", "warning", "请指定", ("items_affairs",)),),
)  # fmt: skip


def test_a_sheet_read_back_is_the_sheet_written(tmp_path):
    sheet.save(SHEET, tmp_path / "facts.json")
    assert sheet.load(tmp_path / "facts.json") == SHEET


def test_the_same_facts_give_the_same_bytes(tmp_path):
    sheet.save(SHEET, tmp_path / "facts.json")
    first = (tmp_path / "facts.json").read_bytes()
    sheet.save(sheet.load(tmp_path / "facts.json"), tmp_path / "facts.json")
    assert (tmp_path / "facts.json").read_bytes() == first
    assert [p.name for p in tmp_path.iterdir()] == ["facts.json"]


def test_false_zero_and_nothing_stay_three_things(tmp_path):
    text = sheet.dump(SHEET)
    values = [fact["value"] for fact in json.loads(text)["facts"]]
    assert values == [3, None, False]
    assert values[2] is False


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"schema": "nianbao.facts/0"}',
        "\x00",
        '{"schema": "other/1"}',
    ],
)
def test_a_file_that_is_no_fact_sheet_is_refused_with_what_to_do(tmp_path, content):
    (tmp_path / "facts.json").write_text(content)
    with pytest.raises(StoreError, match="nianbao prefill"):
        sheet.load(tmp_path / "facts.json")


def test_a_missing_file_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(StoreError, match="nianbao prefill"):
        sheet.load(tmp_path / "facts.json")


def test_a_sheet_with_a_misleading_fact_cannot_be_read_back(tmp_path):
    text = sheet.dump(SHEET).replace('"value": 3', '"value": null')
    (tmp_path / "facts.json").write_text(text)
    with pytest.raises((StoreError, ValueError)):
        sheet.load(tmp_path / "facts.json")


def test_a_folder_that_is_not_there_is_a_store_error(tmp_path):
    with pytest.raises(StoreError, match=r"facts\.json"):
        sheet.save(SHEET, tmp_path / "none" / "facts.json")
