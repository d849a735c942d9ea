"""One made-up site through the real command line, held against the truth of its model."""

import json
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from audits.facts import Outcome
from crawler import urls
from nianbao.demo.truth import ColumnTruth, FieldTruth, SiteTruth, describe
from tests.sites import Request, Site, family, serve
from tests.sites.faults import Fault
from tests.sites.widgets import TRIED

ROOT = Path(__file__).resolve().parent.parent.parent
SURE = ("exact", "bounded")
SECONDS = 280


@dataclass(frozen=True)
class Trial:
    """What a run printed and wrote. ``code`` is the exit code."""

    code: int
    report: dict[str, Any]
    address: str
    truth: SiteTruth
    said: str
    requests: tuple[Request, ...] = ()
    browser: bool = False

    @property
    def columns(self) -> dict[str, dict[str, Any]]:
        """The ledger by canonical path."""
        start = urls.canonical(self.address)
        return {
            "/" + urls.canonical(c["url"], fragment=True)[len(start) :]: c
            for c in self.report["columns"]
        }

    def column(self, path: str) -> dict[str, Any] | None:
        """The ledger line of a path of the model."""
        key = urls.canonical(f"{self.address}{path.lstrip('/')}", fragment=True)
        return self.columns.get("/" + key[len(urls.canonical(self.address)) :])


def few(site: Site, *paths: str) -> Site:
    """Return the site with the columns of ``paths`` alone; the truth is told anew."""
    columns = tuple(column for column in site.model.columns if column.path in paths)
    sections = tuple(
        section
        for section in site.model.sections
        if any(path.startswith(section.path) for path in paths)
    )
    model = replace(site.model, columns=columns, sections=sections)
    return replace(
        site, model=model, pages=family(site.family).write(model), truth=describe(model, {})
    )


def run(
    site: Site,
    folder: Path,
    *options: str,
    faults: tuple[Fault, ...] = (),
    later: Site | None = None,
    after: int = 0,
    browser: bool = False,
) -> Trial:
    """Serve ``site`` (``later`` after so many requests) and prefill it in a process of its own."""
    server = serve(site, faults=faults, later=later, after=after)
    with server as address:
        year = str(site.truth.year)
        done = prefill(address, folder, "--year", year, *options, browser=browser)
        assert not server.outside, "a request left the site"
    report = folder / "out" / "report.json"
    data = json.loads(report.read_text("utf-8")) if report.is_file() else {}
    said = done.stdout + done.stderr
    return Trial(done.returncode, data, address, site.truth, said, tuple(server.requests), browser)


def prefill(
    address: str, folder: Path, *options: str, browser: bool = False
) -> "subprocess.CompletedProcess[str]":
    """Run ``nianbao prefill`` without delay, and without a browser unless asked for."""
    words = line(address, folder, *options)
    return subprocess.run(
        [word for word in words if word != "--no-browser" or not browser],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
        cwd=ROOT,
    )


def line(address: str, folder: Path, *options: str) -> list[str]:
    """Return the words of the line; a later option wins over an earlier one."""
    return [
        *(sys.executable, "-m", "nianbao", "prefill", address, "--rate", "0", "--no-browser"),
        *("--workspace", str(folder), "--out", str(folder / "out"), *options),
    ]


def false_claims(trial: Trial) -> list[str]:
    """Every figure or column that is stated without a caveat and is wrong. Must be empty."""
    wrong = []
    for key, truth in trial.truth.fields.items():
        field = trial.report["fields"].get(key)
        if field is None:
            continue
        if field["outcome"] == "observed" and not _may_be_observed(field["value"], truth):
            wrong.append(f"{key}: observed {field['value']!r}, true {truth.value!r}")
        if field["outcome"] == "partial" and not _may_be_least(field["value"], truth):
            wrong.append(f"{key}: at least {field['value']!r}, true {truth.value!r}")
    for path, column in trial.truth.columns.items():
        line = trial.column(path)
        if line is None or line["in_year"] is None:
            continue
        if line["verdict"] in SURE and line["in_year"] != column.in_year:
            wrong.append(f"{path}: {line['verdict']} {line['in_year']}, true {column.in_year}")
        if line["in_year"] > column.in_year:
            wrong.append(f"{path}: counted {line['in_year']} of {column.in_year}")
    return wrong


def _may_be_observed(value: Any, truth: FieldTruth) -> bool:
    """Whether a value is true and the site shows all of it."""
    return bool(value == truth.value and (truth.shown or Outcome.OBSERVED in truth.outcomes))


def _may_be_least(value: Any, truth: FieldTruth) -> bool:
    return isinstance(truth.value, int | float) and value <= truth.value


def shown(trial: Trial) -> tuple[str, ...]:
    """Keys that the site really shows; without a browser less those that need one."""
    return tuple(
        key
        for key, truth in trial.truth.fields.items()
        if truth.shown
        and truth.outcomes != (Outcome.PARTIAL,)
        and key in trial.report["fields"]
        and (trial.browser or key not in TRIED)
    )


def right(trial: Trial) -> tuple[str, ...]:
    """Those of the shown keys that are observed, or proposed with the true value."""
    fields = trial.report["fields"]
    return tuple(
        key
        for key in shown(trial)
        if fields[key]["outcome"] in ("observed", "estimate", "partial")
        and fields[key]["value"] == trial.truth.fields[key].value
    )


def is_right(trial: Trial, path: str, column: ColumnTruth) -> bool:
    """Whether a column is sure and its count is the truth."""
    line = trial.column(path)
    return (
        line is not None and line["verdict"] in SURE and line["in_year"] in (None, column.in_year)
    )


def countable(trial: Trial) -> dict[str, ColumnTruth]:
    """Columns an honest reader can decide: those whose truth expects a sure verdict."""
    return {
        path: column
        for path, column in trial.truth.columns.items()
        if all(v.value in SURE for v in column.verdicts)
    }
