"""Made-up sites of every family: evidence adds up, and a moved column moves the true figure."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from audits.facts import Outcome
from audits.fates import Fate
from crawler.records import Kind
from nianbao.demo.truth import describe
from nianbao.judgement import recount_of
from nianbao.workspace import Place
from reportgen.decisions.record import COLUMN
from reportgen.decisions.rulings import NOTHING_RULED, ColumnRuling, RowRuling, Rulings
from reportgen.recount import row_id
from reportgen.review.evidencerows import READ, shown_rows
from tests.sites import FAMILIES, build
from tests.whole.trial import SURE, run

ITEMS = ("items_total", "items_overview", "items_affairs", "items_disclosure")
COUNTS = (
    *ITEMS, "interpretation_total", "interpretation_texts", "interpretation_products",
    "interpretation_commentaries", "special_columns_maintained", "surveys_held",
    "survey_results_published", "survey_opinions", "interviews_held", "interview_messages",
    "interview_replies", "messages_received", "messages_closed", "messages_published_replies",
)  # fmt: skip
CERTAIN = (Outcome.OBSERVED, Outcome.PARTIAL)
DECISION = SimpleNamespace(seq=1, reason="本单位认定")


def crawled(kit, folder, quirks, seed=1):
    """A kit site read whole: the site, its trial, and its crawl ready to be counted again."""
    site = build(kit, seed=seed, profile="small", quirks=quirks)
    trial = run(site, folder)
    (file,) = folder.glob("*/*/crawl.sqlite")
    place = Place(folder, file.parent.parent.name.replace("_", ":"), site.truth.year)
    return site, trial, recount_of(place)


def values(sheet):
    return {fact.field: fact.value for fact in sheet.facts}


def assert_evidence_adds_up(recount, ruled=NOTHING_RULED):
    """Counted rows are the figure of every certain count; nothing seen is left without a fate."""
    checked = []
    for fact in recount.under(ruled).facts:
        if fact.field not in COUNTS or fact.outcome not in CERTAIN:
            continue
        with recount.case(ruled, fact.field) as case:
            rows = list(shown_rows(recount, case, fact))
            audit = recount.counting_audit(fact.field)
            counting = audit.counting(case, fact.field)
            assert sum(r.amount for r in rows if r.fate == Fate.COUNTED) == fact.value, fact.field
            if counting is not None and counting.columns:
                urls = {c.line.url for c in counting.columns}
                seen = sum(c.line.rows for c in counting.columns)
                listed = [r for r in rows if r.fate != READ]
                assert len(listed) == seen, fact.field
                assert {r.place for r in listed} <= urls
        checked.append(fact.field)
    return checked


def assert_moved_columns_move_the_true_figures(site, trial, recount, most=99):
    """Each content column into another box, or out of the total: what the model says comes out."""
    moved = 0
    told = values(recount.sheet)
    sure = [key for key in ITEMS if told[key] == site.truth.fields[key].value]
    for column in site.model.columns:
        line = trial.column(column.path)
        if line is None or not column.in_total or line["kind"] != Kind.LIST or line["rollup"]:
            continue
        boxes = ("items_overview",) if "items_overview" not in line["boxes"] else ("items_affairs",)
        for ruling, other in (
            (ColumnRuling(line["url"], boxes, None, DECISION), replace(column, boxes=boxes)),
            (ColumnRuling(line["url"], None, False, DECISION), replace(column, kind=Kind.APP)),
        ):
            columns = tuple(other if c is column else c for c in site.model.columns)
            truth = describe(replace(site.model, columns=columns), {}).fields
            sheet = recount.under(Rulings({}, {line["url"]: ruling}))
            counted = {f.field: f.value for f in sheet.facts if f.outcome is not Outcome.ESTIMATE}
            for key in (key for key in ITEMS if key in counted):
                now, true = counted[key] or 0, truth[key].value
                is_whole = key in sure and line["verdict"] in SURE
                assert now == true if is_whole else now <= true, (column.path, ruling, key)
            moved += 1
        if moved >= most:
            break
    assert moved >= min(4, most)


def assert_rows_put_in_and_out(recount):
    """An item put out and a row left out put in move the total by one each; undone, all is back."""
    plain = values(recount.sheet)["items_total"]
    with recount.case(Rulings()) as case:
        total = recount.counting_audit("items_total").counting(case, "items_total")
        item = total.once.rows[0][0].key
        outside = [r.key for c in total.drawn for r in (*c.rows.external, *c.rows.undated)]
    for key, counted, change in ((item, False, -1), *((k, True, 1) for k in outside[:1])):
        row = RowRuling(COLUMN + "x", row_id(key), counted, DECISION)
        ruled = Rulings({(row.key, row.row): row})
        assert values(recount.under(ruled))["items_total"] == plain + change
        assert_evidence_adds_up(recount, ruled)
    assert recount.under(Rulings()) is recount.sheet


def test_a_plain_site_moves_as_its_model_does(tmp_path):
    site, trial, recount = crawled("f1", tmp_path, "none")
    assert {*ITEMS, "interpretation_total"} <= set(assert_evidence_adds_up(recount))
    assert_moved_columns_move_the_true_figures(site, trial, recount, most=4)
    assert_rows_put_in_and_out(recount)


@pytest.mark.slow
@pytest.mark.parametrize("kit", [f.id for f in FAMILIES if f.id != "f1"])
def test_every_family_moves_as_its_model_does(kit, tmp_path):
    site, trial, recount = crawled(kit, tmp_path, "none")
    assert_evidence_adds_up(recount)
    assert_moved_columns_move_the_true_figures(site, trial, recount)
    assert_rows_put_in_and_out(recount)


@pytest.mark.slow
@pytest.mark.parametrize("kit", [f.id for f in FAMILIES])
def test_evidence_adds_up_on_every_family_with_all_its_quirks(kit, tmp_path):
    _, _, recount = crawled(kit, tmp_path, "all")
    assert assert_evidence_adds_up(recount)
    assert_rows_put_in_and_out(recount)
