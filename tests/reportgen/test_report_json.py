import json
from pathlib import Path
from typing import Any

import pytest

from reportgen.exports.report_json import EXPORT, as_document
from reportgen.report import Report

SHAPE = json.loads(Path(__file__).with_name("report_shape.json").read_text(encoding="utf-8"))


@pytest.fixture
def document(report: Report) -> Any:
    (file,) = EXPORT.render(report)
    return json.loads(file.content)


def test_report_json_has_the_agreed_shape(document: Any) -> None:
    assert list(document) == SHAPE["report"]
    assert list(document["site"]) == SHAPE["site"]
    assert list(document["crawl"]) == SHAPE["crawl"]
    for kind in ("column", "remark"):
        assert all(list(one) == SHAPE[kind] for one in document[f"{kind}s"])
    assert all(list(one) == SHAPE["refusal"] for one in document["crawl"]["refusals"])


def test_report_json_field_has_the_agreed_shape_and_words(document: Any) -> None:
    for field in document["fields"].values():
        assert list(field) == SHAPE["field"]
        assert field["counts"] is None or list(field["counts"]) == SHAPE["counts"]
        assert all(list(one) == SHAPE["evidence"] for one in field["evidence"])
        for part in ("outcome", "source", "state", "written_as"):
            assert field[part] in SHAPE[part]
        assert (field["value"] is None) == (field["outcome"] in ("unknown", "failed"))
        assert (field["evidence_file"] is None) == (field["evidence_count"] == 0)


def test_report_json_of_a_count_names_all_of_it(document: Any) -> None:
    field = document["fields"]["items_total"]
    assert len(field.pop("evidence")) == 20
    assert field == {
        "label": "信息发布 › 总数",
        "unit": "条",
        "value": 36,
        "outcome": "partial",
        "source": "site",
        "state": "proposed",
        "reason": "“政策法规”第3页打不开。请向网站编辑索取后台发布统计。",
        "scope": "全部内容栏目去重后的条数，外链不计",
        "written_as": "number",
        "counts": {"column_sum": 40, "distinct": 36, "suspects": 1, "external": 2, "doubtful": 3},
        "evidence_count": 36,
        "evidence_file": "evidence/items_total.csv",
    }


def test_report_json_evidence_without_a_date_says_null(document: Any) -> None:
    first, second = document["fields"]["items_affairs"]["evidence"]
    assert (first["date"], second["date"]) == ("2025-03-01", None)


def test_report_json_of_a_column_leaves_the_ledger_s_own_notes_out(document: Any) -> None:
    assert document["columns"][2] == {
        "name": "局长信箱",
        "path": ["政务公开"],
        "url": "http://swj.yunling.gov.cn/局长信箱/",
        "kind": "app",
        "boxes": ["items_affairs"],
        "in_total": True,
        "in_year": None,
        "external_in_year": None,
        "undated": 4,
        "verdict": "unknown",
        "reason": "",
        "pages": 2,
        "rows": 40,
        "declared_rows": None,
        "first_date": "2025-01-02",
        "last_date": "2025-12-30",
        "rollup": False,
        "method": "static",
    }


def test_report_json_names_form_year_and_site(document: Any, report: Report) -> None:
    assert document["schema"] == "nianbao.report/1"
    assert (document["form"], document["year"]) == ("national_2018", 2025)
    assert document["site"] == {
        "home_url": "http://swj.yunling.gov.cn/",
        "hosts": ["swj.yunling.gov.cn"],
    }
    assert as_document(report)["generated_at"] == "2026-01-10T18:06:00+08:00"


def test_report_json_with_broken_text_is_still_utf_8(report: Report) -> None:
    (file,) = EXPORT.render(report)
    assert "乙\u202e丙?" in file.content.decode("utf-8")
