"""Last year's form: from the unit's own site or from last year's decisions, never another's."""

import re
import shutil

import pytest

from audits.facts import Outcome
from nianbao.workspace import Place
from nianbao.yearbefore import keep_found_form, material
from reportgen.decisions.log import DecisionLog, Wish
from reportgen.decisions.record import Action, Proposed, Role, Source
from reportgen.decisions.wishes import Person
from reportgen.form import load_form
from reportgen.imports.journal import ImportedFile, append, read_journal
from reportgen.imports.prior_form import record_prior
from tests.audits.smallweb import YEAR, article, crawl, days_back, listed, row, web
from tests.reportgen.submitted.filled import as_html, guangxi, national, sheet

AT = "2025-01-10T09:00:00+08:00"
REPORT = "/tzgg/t20240125_88.html"
TITLE = "云岭市商务局2023年度政府网站工作年度报表"


def table(form_id="guangxi_2020", **changed):
    """The body of a published form of 2023."""
    make = guangxi if form_id == "guangxi_2020" else national
    values = make(**{"report_year": "2023", "site_code": "5301990001", **changed})
    text = as_html(sheet(load_form(form_id), values)).decode()
    return re.search(r"<body[^>]*>(.*)</body>", text, re.S)[1]


@pytest.fixture
def place(tmp_path):
    """Crawl a site that shows bodies of reports by address, and read what was found."""

    def go(title=TITLE, **bodies):
        pages = dict(listed("/tzgg/", "通知公告", days_back(12)))
        for number, (name, body) in enumerate(bodies.items()):
            href = REPORT.replace("88", name)
            day = f"2024-01-{25 - number}"
            pages["/tzgg/"] = pages["/tzgg/"].replace(
                "<div class='list'><ul>", f"<div class='list'><ul>{row(href, title, day)}"
            )
            pages[href] = article(title, day, body)
        sealed = crawl(web(pages), tmp_path / "crawled")
        place = Place(tmp_path / "data", "yunling.example", YEAR)
        shutil.copytree(sealed.folder, place.folder, dirs_exist_ok=True)
        keep_found_form(place, sealed.sheet, sealed.profile(), AT)
        return place, sealed

    return go


def said(place):
    return " ".join(remark.message for remark in material(place).remarks)


def test_form_on_the_units_own_page_fills_last_years_figures_and_says_from_where(place):
    found, sealed = place(**{"88": table("national_2018", page_views="5000")})
    brought = material(found)
    assert brought.last_year["page_views"] == 5000
    assert f"网站上公布的 http://yunling.example{REPORT}" in said(found)
    before = found.imports_file.read_bytes()
    keep_found_form(found, sealed.sheet, sealed.profile(), AT)
    assert found.imports_file.read_bytes() == before


@pytest.mark.parametrize(
    ("bodies", "why"),
    [
        ({"88": table(site_code="5301990002")}, "不是本网站的"),
        ({"88": table(report_year="2022"), "title": "政府网站工作年度报表"}, "2022 年度"),
        ({"88": "<a href='/files/2023.docx'>附件</a>"}, "附件或图片"),
        ({"88": table(page_views="5000"), "89": table(page_views="6000")}, "填的不一样"),
    ],
    ids=["another site", "another year", "attachment", "two"],
)
def test_form_that_is_not_surely_last_years_own_is_named_and_not_taken(place, bodies, why):
    found, _ = place(**bodies)
    assert material(found).last_year == {}
    assert why in said(found)
    assert "nianbao import prior" in said(found)


def test_form_a_person_brought_wins_and_differences_are_said(place):
    found, _ = place(**{"88": table(page_views="5000")})
    brought = record_prior({"page_views": 5100}, 2023, 2024, ImportedFile("上年.docx", "0"), AT)
    append(found.imports_file, brought)
    assert material(found).last_year["page_views"] == 5100
    assert "导入的 上年.docx是 5100" in said(found)
    assert len(read_journal(found.imports_file)) == 2


def test_what_people_decided_a_year_ago_stands_beside_this_year(tmp_path):
    place = Place(tmp_path, "yunling.example", 2024)
    log = DecisionLog(Place(tmp_path, "yunling.example", 2023).decisions_file)
    proposed = Proposed(7, Outcome.OBSERVED, Source.SITE, "0" * 64)
    who = Person("甲", Role.PREPARER)
    for key, action, value in (
        ("items_total", Action.ACCEPT, 7),
        ("page_views", Action.CHANGE, 900),
        ("registered_users", Action.CHANGE, 5),
    ):
        log.record([Wish(action, key, 0, proposed, value, "核对过")], who, AT)
    returned = Wish(Action.RETURN, "registered_users", 3, None, None, "请核对")
    log.record([returned], Person("乙", Role.REVIEWER), AT)
    assert material(place).last_year == {"items_total": 7, "page_views": 900}
    assert "上年在本工具里确认的 2 项" in said(place)
