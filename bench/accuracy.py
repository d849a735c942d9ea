"""Right, flagged and false: three readers on the same made-up sites, per family and column.

``python -m bench.accuracy [--families f1,…] [--seeds 1,2] [--profile small] [--results FILE]``.
The hasty reader follows 下一页 and counts anchors beside a date of the year; the extractor is
GerapyAutoExtractor with htmldate (bench/extractor.py). Both are handed the addresses of the
columns and know no doubt; ours has the home page only. Interaction columns are left out.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from bench import outside, results
from bench.kit import prefill
from crawler.records import Kind
from nianbao.demo.quirks import OUTSIDE
from tests.sites import FAMILIES, Site, build, family, serve
from tests.sites.naive import Session, rows
from tests.whole.trial import ROOT, SURE, Trial

_CONTENT = (Kind.LIST, Kind.TOPIC, Kind.SINGLE)
_HEADS = ("site", "reader", "columns found/true", "right", "flagged", "false exact", "error",
          "external", "repeated", "requests an item", "rendered")  # fmt: skip


@dataclass(slots=True)
class Score:
    """What one reader got of one family, over all seeds.

    ``error`` is the signed sum of counted minus true over columns claimed without a caveat;
    ``external`` and ``repeated`` are counted rows that lead elsewhere or were counted before in
    the column. ``found`` is None for a reader that was handed the addresses.
    """

    true: int = 0
    found: int | None = 0
    right: int = 0
    flagged: int = 0
    false: int = 0
    error: int = 0
    external: int = 0
    repeated: int = 0
    items: int = 0
    requests: int = 0
    rendered: int = 0
    wrong: list[str] = field(default_factory=list)

    def claim(self, path: str, said: int, truth: int) -> None:
        """Take a column's figure given without a caveat."""
        self.right += said == truth
        self.false += said != truth
        self.error += said - truth
        if said != truth:
            self.wrong.append(f"{path} {said} for {truth}")

    def leaks(self, site: Site, targets: list[str]) -> None:
        """Look through the rows one column counted."""
        self.items += len(targets)
        self.repeated += len(targets) - len(set(targets))
        self.external += sum(_leads_away(site, target) for target in set(targets))


def main() -> None:
    """Measure, print, and write the results."""
    parser = argparse.ArgumentParser(prog="script/bench accuracy")
    parser.add_argument("--families", default=",".join(one.id for one in FAMILIES))
    parser.add_argument("--seeds", default="1,2")
    parser.add_argument("--profile", default="small")
    parser.add_argument("--results", type=Path, default=results.FILE)
    options = parser.parse_args()
    lines = []
    totals = {name: Score() for name in READERS}
    for name in options.families.split(","):
        sites = [build(name, int(s), options.profile) for s in options.seeds.split(",")]
        for reader, read in READERS.items():
            score = Score()
            for site in sites:
                read(site, score)
            lines.append(_line(f"{name} {family(name).title}", reader, score))
            _add(totals[reader], score)
            sys.stdout.write(lines[-1] + "".join(f"    {wrong}\n" for wrong in score.wrong))
            sys.stdout.flush()
        said = f"script/bench accuracy --seeds {options.seeds} --profile {options.profile}"
        results.put(report([*lines, *_sums(totals)], said), options.results)
    sys.stdout.write("".join(_sums(totals)))


def _sums(totals: dict[str, Score]) -> list[str]:
    return [_line("all", reader, score) for reader, score in totals.items()]


def report(lines: list[str], command: str) -> str:
    """Return the results as Markdown."""
    return (
        "# Accuracy on the site kit, beside two other readers\n\n"
        f"Made by `{command}` on {results.today()}, every quirk on; what is compared and how: "
        "`bench/accuracy.py`. A column is *right* when a figure without a caveat is the truth, "
        "*flagged* when it says that it is not sure, *false exact* when it is sure and wrong "
        "(goal for ours: 0).\n\n"
        f"| {' | '.join(_HEADS)} |\n|---|---|" + "--:|" * (len(_HEADS) - 2) + "\n" + "".join(lines)
    )


# ---- readers ------------------------------------------------------------------------------


def _hasty(site: Site, score: Score) -> None:
    server = serve(site)
    with server as address:
        session = Session(address)
        for path in _paths(site):
            found = [t for t, year in rows(session, path) if year == str(site.truth.year)]
            score.claim(path, len(found), site.truth.columns[path].in_year)
            score.leaks(site, found)
        session.close()
    _handed(site, score, len(server.requests))


def _extractor(site: Site, score: Score) -> None:
    server = serve(site)
    with server as address:
        done = subprocess.run(
            [sys.executable, "-m", "bench.extractor", address, str(site.truth.year)],
            input="\n".join(_paths(site)), text=True, capture_output=True, check=True, cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(outside.fetched())},
        )  # fmt: skip
    for path, targets in json.loads(done.stdout).items():
        score.claim(path, len(targets), site.truth.columns[path].in_year)
        score.leaks(site, targets)
    _handed(site, score, len(server.requests))


def _ours(site: Site, score: Score, *, browser: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        trial = prefill(site, Path(folder), browser=browser)
        for targets in _evidence(Path(folder) / "out" / "evidence" / "items_total.csv"):
            score.leaks(site, targets)
    for path in _paths(site):
        _judge(trial, path, score)
    score.true += len(_paths(site))
    score.requests += len(trial.requests)
    score.rendered += trial.report["crawl"]["rendered_pages"]


def _judge(trial: Trial, path: str, score: Score) -> None:
    line = trial.column(path)
    assert score.found is not None
    score.found += line is not None
    if line is None or line["verdict"] not in SURE or line["in_year"] is None:
        score.flagged += 1
    else:
        score.claim(path, line["in_year"], trial.truth.columns[path].in_year)


READERS: dict[str, Callable[[Site, Score], None]] = {
    "hasty": _hasty,
    "extractor": _extractor,
    "ours, no browser": lambda site, score: _ours(site, score, browser=False),
    "ours": lambda site, score: _ours(site, score, browser=True),
}


# ---- rows ---------------------------------------------------------------------------------


def _paths(site: Site) -> list[str]:
    return [path for path, truth in site.truth.columns.items() if truth.kind in _CONTENT]


def _handed(site: Site, score: Score, requests: int) -> None:
    score.true += len(_paths(site))
    score.found = None
    score.requests += requests


def _evidence(file: Path) -> Iterator[list[str]]:
    """Addresses counted, column by column."""
    columns: dict[str, list[str]] = {}
    with file.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            parts = urlsplit(row["url"])
            target = f"{parts.path}?{parts.query}" if parts.query else parts.path
            columns.setdefault(row["column"], []).append(target)
    yield from columns.values()


def _leads_away(site: Site, target: str) -> bool:
    """Whether a counted address is another host's, or an own page that only forwards there."""
    if not target.startswith("/"):
        return True
    page = site.pages.get(target)
    if page is None:
        return False
    return page.location.startswith(OUTSIDE) or (
        len(page.body) < 400 and OUTSIDE.encode() in page.body
    )


def _add(total: Score, score: Score) -> None:
    for name in ("true", "right", "flagged", "false", "error", "external", "repeated", "items",
                 "requests", "rendered"):  # fmt: skip
        setattr(total, name, getattr(total, name) + getattr(score, name))
    total.found = None if score.found is None else (total.found or 0) + score.found


def _line(site: str, reader: str, score: Score) -> str:
    found = "handed over" if score.found is None else f"{score.found}/{score.true}"
    each = f"{score.requests / score.items:.2f}" if score.items else "–"
    cells = (site, reader, found, score.right, score.flagged, score.false, f"{score.error:+d}",
             score.external, score.repeated, each, score.rendered)  # fmt: skip
    return f"| {' | '.join(map(str, cells))} |\n"


if __name__ == "__main__":
    main()
