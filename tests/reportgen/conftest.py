"""A small invented site: one figure of each outcome, awkward texts in its evidence."""

from pathlib import Path

import pytest

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
from crawler.records import Kind, Verdict
from reportgen.fill import fill
from reportgen.form import Form, load_form
from reportgen.report import Report

HOME = "http://swj.yunling.gov.cn/"
UNIT = {"reporting_unit": "云岭市商务局", "site_type": "部门网站"}
GENERATED_AT = "2026-01-10T18:06:00+08:00"


def row(number: int, **others: str) -> Evidence:
    given = {
        "url": f"{HOME}gzdt/202503/t20250301_{number}.html",
        "title": f"云岭市商务局开展第{number}次检查",
        "date": "2025-03-01",
        "date_source": "list",
        "column": "工作动态",
        "href": f"./202503/t20250301_{number}.html",
    }
    return Evidence(**(given | others))


def facts() -> tuple[Fact, ...]:
    home = (Evidence(url=HOME, title="首页", quote="主办：云岭市商务局"),)
    counted = "“政策法规”第3页打不开"
    return (
        Fact("site_name", "云岭市商务局", Outcome.OBSERVED, home),
        Fact("host_unit", "云岭商务", Outcome.ESTIMATE, home, reason="页脚只有简称"),
        Fact("site_code", "5399000012", Outcome.OBSERVED, home * 2),
        Fact("icp_number", "滇ICP备00000001号-1", Outcome.OBSERVED, home),
        Fact("police_number", None, Outcome.FAILED, reason="读取页脚时出错"),
        Fact(
            "items_total",
            36,
            Outcome.PARTIAL,
            tuple(row(number) for number in range(36)),
            reason=counted,
            scope="全部内容栏目去重后的条数，外链不计",
            counts=ItemCounts(40, 36, 1, 2, 3),
            left_out=(
                LeftOut("external", 2, (row(1, url="https://www.example.com/a"),)),
                LeftOut("suspect", 1, (row(3),)),
            ),
        ),
        Fact("items_overview", None, Outcome.UNKNOWN, reason="没有找到概况类栏目"),
        Fact(
            "items_affairs",
            2,
            Outcome.OBSERVED,
            (
                row(7, title="=HYPERLINK(1)\x07<b>&", url="javascript:alert(1)"),
                row(8, title="乙\u202e丙\ud800", date=""),
            ),
            scope="政务动态类栏目的条数",
        ),
        Fact("items_disclosure", 0, Outcome.OBSERVED, (Evidence(url=f"{HOME}zfxxgk/"),)),
    )


def columns() -> tuple[LedgerColumn, ...]:
    def column(name: str, kind: Kind, verdict: Verdict, in_year: int | None) -> LedgerColumn:
        return LedgerColumn(
            name=name,
            path=("政务公开",),
            url=f"{HOME}{name}/",
            kind=kind,
            boxes=("items_affairs",),
            in_total=True,
            in_year=in_year,
            external_in_year=None if in_year is None else 1,
            undated=4,
            doubtful=0,
            verdict=verdict,
            reason="第3页打不开" if verdict is Verdict.LOWER_BOUND else "",
            pages=2,
            rows=40,
            declared_rows=None,
            first_date="2025-01-02",
            last_date="2025-12-30",
            rollup=False,
            method="static",
            choice_reason="名称在词表里",
        )

    return (
        column("工作动态", Kind.LIST, Verdict.EXACT, 2),
        column("政策法规", Kind.LIST, Verdict.LOWER_BOUND, 34),
        column("局长信箱", Kind.APP, Verdict.UNKNOWN, None),
    )


@pytest.fixture(scope="session")
def sheet() -> FactSheet:
    crawl = CrawlSummary(
        version="0.1.0",
        started_at="2026-01-10T17:20:00+08:00",
        sealed_at="2026-01-10T18:05:00+08:00",
        complete=False,
        requests=60,
        rendered_pages=0,
        bytes=123456,
        seconds=61.5,
        discovered=59,
        fetched=55,
        failed=3,
        skipped=1,
        refusals=(
            RefusalLine(f"{HOME}zcfg/index_3.html", "waf", "405", "政策法规", "请加入白名单。"),
            RefusalLine("javascript:alert(2)", "robots", "", None),
        ),
    )
    remarks = (Remark("C3", "warning", "三类之和小于总数。", ("items_total", "items_affairs")),)
    return FactSheet(
        year=2025,
        home_url=HOME,
        hosts=("swj.yunling.gov.cn",),
        crawl=crawl,
        columns=columns(),
        facts=facts(),
        remarks=remarks,
    )


@pytest.fixture(scope="session")
def national() -> Form:
    return load_form("national_2018")


@pytest.fixture(scope="session")
def regional() -> Form:
    return load_form("regional_2020", Path(__file__).with_name("forms"))


@pytest.fixture(scope="session")
def report(sheet: FactSheet, national: Form) -> Report:
    return fill(sheet, national, GENERATED_AT, UNIT)
