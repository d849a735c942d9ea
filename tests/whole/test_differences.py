"""Figures made by each wrong rule in turn, on a crawled site: the explanation names the rule."""

import json
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from nianbao import cli
from reportgen.form import load_form
from tests.reportgen.submitted import filled
from tests.sites import Site, build
from tests.whole import trial

pytestmark = pytest.mark.slow


def articles(site: Site, year: int | None, own: bool) -> list[tuple[str, int]]:
    """(column, article) of every visible row of the counted columns; one year, or all."""
    found: dict[tuple[str, int], None] = {}
    for column in site.model.columns:
        if not column.in_total:
            continue
        for row in column.every_row():
            article = row.article
            is_own = article.target.value in ("page", "attachment")
            if row.counts and is_own == own and year in (None, article.published.year):
                found[column.path, article.id] = None
    return list(found)


def wrong_figures(site: Site) -> dict[str, int]:
    """What a unit would submit under each wrong rule, from the model and not from the crawl."""
    year = site.truth.year
    own, outside = articles(site, year, True), articles(site, year, False)
    once = {ident for _, ident in own}
    abroad = {ident for _, ident in outside}
    shared = Counter(ident for _, ident in own)
    alone = Counter(path for path, ident in own if shared[ident] == 1)
    largest = alone.most_common(1)[0][1]
    return {
        "external": len(once) + len(abroad),
        "column_sum": len(own),
        "column_sum_external": len(own) + len(outside),
        "year_edge": len({ident for _, ident in articles(site, year - 1, True)}),
        "without_column": len(once) - largest,
        "letters": len(once) + 104,
        "external+letters": len(once) + len(abroad) + 104,
        "column_sum+letters": len(own) + 104,
        "all_years": len({ident for _, ident in articles(site, None, True)}),
    }


def test_each_wrong_rule_is_named_by_the_explanation(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = build("f1", seed=1, profile="small", quirks="all")
    done = trial.run(site, tmp_path, "--full")
    field = done.report["fields"]["items_total"]
    assert (field["outcome"], field["value"]) == (
        "observed",
        site.truth.fields["items_total"].value,
    )
    host = done.address.split("//")[1].strip("/")
    year = site.truth.year
    unnamed = {}
    for kind, figure in wrong_figures(site).items():
        assert figure != field["value"], kind
        values = filled.national(
            items_total=str(figure), messages_received="104", prepared_on=f"{year + 1}年1月20日"
        )
        file = tmp_path / f"{kind}.docx"
        file.write_bytes(filled.as_docx(filled.sheet(load_form("national_2018"), values)))
        line = ["diff", str(file), "--site", host, "--year", str(year)]
        code = cli.main([*line, "--workspace", str(tmp_path), "--json"])
        told = json.loads(capsys.readouterr().out)["fields"]["items_total"]
        assert (code, told["verdict"]) == (4, "differs")
        kinds = [each["kind"] for each in told["explanations"]]
        if kind not in kinds:
            unnamed[kind] = (figure, kinds)
    assert unnamed == {}


def test_two_crawls_tell_which_rows_vanished_and_which_changed_their_date(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = build("f1", seed=1, profile="small")
    done = trial.run(site, tmp_path, "--full")
    host, year = done.address.split("//")[1].strip("/"), str(site.truth.year)
    (first,) = tmp_path.glob("*/*/crawl.sqlite")
    later = first.with_name("crawl-20270101-000000.sqlite")
    shutil.copyfile(first, later)
    with closing(sqlite3.connect(later)) as crawl, crawl:
        rows = crawl.execute(
            "SELECT rowid FROM entry WHERE column_id = (SELECT id FROM col WHERE url LIKE"
            " '%/bmgk/dsj/%') AND date LIKE ? ORDER BY rowid LIMIT 2",
            (f"{year}%",),
        ).fetchall()
        crawl.execute("DELETE FROM entry WHERE rowid = ?", rows[0])
    line = ["diff", "--site", host, "--year", year, "--workspace", str(tmp_path), "--json"]
    page = tmp_path / "d.html"
    cli.main([*line, "--crawl", first.name, later.name, "--html", str(page)])
    told = json.loads(capsys.readouterr().out)
    assert [change["kind"] for change in told["changes"]] == ["vanished"]
    kinds = [each["kind"] for each in told["fields"]["items_overview"]["explanations"]]
    assert kinds == ["vanished"]
    assert "已撤下：1 条" in page.read_text("utf-8")
    assert cli.main([*line, "--crawl", first.name, first.name]) == 0
