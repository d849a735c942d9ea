"""Made-up sites through the real command line: nothing is claimed that is not so."""

import csv
import json

import pytest

from nianbao.demo.truth import SiteTruth
from tests.sites import FAMILIES, build
from tests.whole.trial import ROOT, Trial, countable, false_claims, is_right, run

ITEMS = ("items_total", "items_overview", "items_affairs", "items_disclosure")
SHAPE = json.loads((ROOT / "tests/reportgen/report_shape.json").read_text("utf-8"))
ENOUGH = 0.95
SEEDS = (
    *((seed, "small") for seed in (1, 2)),
    *(pytest.param(seed, "full", marks=pytest.mark.slow) for seed in range(1, 6)),
)


def item_figures(trial: Trial):
    """The four counts of published items: (value, outcome) by key."""
    fields = trial.report["fields"]
    return {key: (fields[key]["value"], fields[key]["outcome"]) for key in ITEMS}


def expected(truth: SiteTruth):
    return {key: (truth.fields[key].value, "observed") for key in ITEMS}


def wrong_columns(trial: Trial):
    """Decidable columns that are not counted rightly, with what the ledger says of them."""
    return {
        path: (column.in_year, trial.column(path))
        for path, column in countable(trial).items()
        if not is_right(trial, path, column)
    }


@pytest.mark.parametrize("options", [(), ("--no-families",), ("--full",)], ids=" ".join)
@pytest.mark.parametrize("family", ["f1", "f2"])
def test_plain_site_has_its_item_figures_observed_and_right_by_every_way(family, options, tmp_path):
    trial = run(build(family, quirks="none"), tmp_path, *options)
    assert item_figures(trial) == expected(trial.truth)
    assert false_claims(trial) == []
    assert wrong_columns(trial) == {}
    assert trial.report["crawl"]["complete"], trial.said


@pytest.mark.parametrize(("seed", "profile"), SEEDS)
@pytest.mark.parametrize("family", ["f1", "f2"])
def test_site_with_every_quirk_is_never_told_wrongly(family, seed, profile, tmp_path):
    trial = run(build(family, seed=seed, profile=profile), tmp_path)
    assert trial.code in (0, 3), trial.said
    assert false_claims(trial) == []
    decidable = countable(trial)
    wrong = wrong_columns(trial)
    assert len(decidable) >= 10
    assert len(wrong) <= (1 - ENOUGH) * len(decidable), wrong


@pytest.mark.slow
@pytest.mark.parametrize("options", [("--no-families",), ("--full",)], ids=" ".join)
@pytest.mark.parametrize("family", ["f1", "f2"])
def test_site_with_every_quirk_is_told_alike_by_every_way(family, options, tmp_path):
    site = build(family)
    plain, other = run(site, tmp_path / "plain"), run(site, tmp_path / "other", *options)
    assert false_claims(other) == []
    for key, (value, outcome) in item_figures(plain).items():
        found = item_figures(other)[key]
        assert found == (value, outcome) or "observed" not in (outcome, found[1]), key


@pytest.mark.slow
@pytest.mark.parametrize("family", ["f1", "f2"])
def test_site_with_its_optional_quirks_too_is_never_told_wrongly(family, tmp_path):
    optional = next(one for one in FAMILIES if one.id == family).optional
    quirks = ",".join(["all", "Q-429", *(quirk.id for quirk in optional)])
    trial = run(build(family, quirks=quirks), tmp_path)
    assert trial.code == 3, trial.said
    assert false_claims(trial) == []


@pytest.fixture(scope="module", params=["none", "all"])
def written(request, tmp_path_factory):
    """A run and the folder of its outputs."""
    folder = tmp_path_factory.mktemp(request.param)
    return run(build("f2", quirks=request.param), folder), folder / "out"


def test_report_has_the_agreed_shape(written):
    report = written[0].report
    assert list(report) == SHAPE["report"]
    assert list(report["site"]) == SHAPE["site"]
    assert list(report["crawl"]) == SHAPE["crawl"]
    assert all(list(one) == SHAPE["column"] for one in report["columns"])
    for remark in report["remarks"]:
        assert [name for name in remark if name != "rows"] == SHAPE["remark"]
    assert all(list(one) == SHAPE["refusal"] for one in report["crawl"]["refusals"])
    for key, field in report["fields"].items():
        assert list(field) == SHAPE["field"], key
        assert field["counts"] is None or list(field["counts"]) == SHAPE["counts"], key
        assert all(list(one) == SHAPE["evidence"] for one in field["evidence"]), key
        assert all(field[part] in SHAPE[part] for part in ("outcome", "source", "state")), key
        assert (field["value"] is None) == (field["outcome"] in ("unknown", "failed")), key
        assert bool(field["reason"]) == (field["outcome"] != "observed"), key


def test_ledger_balances_with_the_log_of_the_server(written):
    trial, _ = written
    crawl = trial.report["crawl"]
    pages = [request for request in trial.requests if request.path != "/robots.txt"]
    assert crawl["discovered"] == crawl["fetched"] + crawl["failed"] + crawl["skipped"]
    assert crawl["requests"] == len(pages)


def test_every_counted_row_is_in_the_evidence_table_and_on_the_own_site(written):
    trial, out = written
    for key in ITEMS:
        field = trial.report["fields"][key]
        if field["value"] is None:
            continue
        with (out / field["evidence_file"]).open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert list(rows[0]) == ["column", "url", "title", "date", "date_source", "href"]
        assert len({row["url"] for row in rows}) == field["value"], key
        assert all(row["url"].startswith(trial.address) for row in rows), key
        assert all(row["date"].startswith(str(trial.truth.year)) for row in rows), key
