import io
from dataclasses import replace

import openpyxl

from audits.facts import CrawlSummary, Evidence, Fact, FactSheet, Outcome
from crawler.records import ColumnChoice, Kind, SiteProfile
from reportgen.diff.neutral import checklist, moves, neutral
from reportgen.fill import fill
from reportgen.form import load_form

AT = "2026-01-10T18:06:00+08:00"
HOME = "http://swj.yunling.example/"
EDITED = ColumnChoice(f"{HOME}a/", "简报", Kind.LIST, (), False, "内部简报", by_person=True)
PROPOSED = ColumnChoice(f"{HOME}b/", "动态", Kind.LIST, ("items_affairs",), True, "名称在词表里")
PROFILE = SiteProfile(
    HOME, columns=(EDITED, PROPOSED), unit={"host_unit": "云岭市商务局"}, options={"a": "b"}
)


def sheet(total: int) -> FactSheet:
    crawl = CrawlSummary("0", AT, AT, True, 1, 0, 1, 1.0, 1, 1, 0, 0)
    rows = tuple(
        Evidence(f"{HOME}{n}.html", f"第{n}条", "2025-03-01", "list") for n in range(total)
    )
    fact = Fact("items_total", total, Outcome.OBSERVED, rows)
    return FactSheet(2025, HOME, (), crawl, facts=(fact,))


def judged(profile: SiteProfile) -> FactSheet:
    return sheet(50 if EDITED in profile.columns else 80)


def test_neutral_profile_holds_nothing_that_a_person_decided() -> None:
    plain = neutral(PROFILE)
    assert plain.columns == (PROPOSED,)
    assert (plain.unit, plain.options) == ({}, {})


def test_edit_that_moves_a_figure_is_told_with_both_figures_and_its_reason() -> None:
    told = moves(PROFILE, judged(neutral(PROFILE)), judged)
    assert told[0].fields == ("items_total",)
    assert "由 80 变为 50" in told[0].message
    assert "内部简报" in told[0].message
    assert "主办单位" in told[1].message


def test_edit_that_moves_nothing_says_so() -> None:
    (told,) = moves(replace(PROFILE, unit={}), sheet(80), lambda profile: sheet(80))
    assert "各项的数不变" in told.message


def test_checklist_draws_thirty_rows_the_same_ones_for_the_same_seed() -> None:
    report = fill(sheet(80), load_form("national_2018"), AT, {})

    def drawn(seed: str) -> list[object]:
        page = openpyxl.load_workbook(io.BytesIO(checklist(report, seed))).active
        assert page is not None
        return [row[4].value for row in list(page.iter_rows())[1:]]

    assert len(set(drawn("甲 2025"))) == 30
    assert drawn("甲 2025") == drawn("甲 2025")
    assert drawn("甲 2025") != drawn("乙 2025")
    few = fill(sheet(3), load_form("national_2018"), AT, {})
    assert openpyxl.load_workbook(io.BytesIO(checklist(few, "甲"))).active.max_row == 4
