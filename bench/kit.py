"""One made-up site read by one reader, held against the truth of its model."""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.sites import Site, serve
from tests.whole.trial import ROOT, Trial

SECONDS = 3600


def prefill(site: Site, folder: Path, *, browser: bool, full: bool = False) -> Trial:
    """Run the real main job on a served site. Raises SystemExit when it writes no report."""
    server = serve(site)
    with server as address:
        line = [
            *(sys.executable, "-m", "nianbao", "prefill", address, "--rate", "0"),
            *("--year", str(site.truth.year), "--workspace", str(folder)),
            *("--out", str(folder / "out"), "--allow-root-browser"),
            *(() if browser else ("--no-browser",)),
            *(("--full",) if full else ()),
        ]
        done = subprocess.run(
            line, capture_output=True, text=True, timeout=SECONDS, check=False, cwd=ROOT
        )
    report = folder / "out" / "report.json"
    if not report.is_file():
        raise SystemExit(f"{site.family}: no report\n{done.stdout}{done.stderr}")
    data: dict[str, Any] = json.loads(report.read_text("utf-8"))
    said = done.stdout + done.stderr
    return Trial(done.returncode, data, address, site.truth, said, tuple(server.requests))


@dataclass(frozen=True, slots=True)
class Costs:
    """What a run asked of the site; ``rendered`` pages were opened in the browser."""

    requests: int
    rendered: int
    items: int
    figures: dict[str, Any]
    columns: dict[str, Any]


def costs(site: Site, *, browser: bool, full: bool = False) -> Costs:
    """Run the main job in a folder that is gone afterwards, and tell what it cost."""
    with tempfile.TemporaryDirectory() as folder:
        trial = prefill(site, Path(folder), browser=browser, full=full)
    fields = trial.report["fields"]
    return Costs(
        requests=len(trial.requests),
        rendered=trial.report["crawl"]["rendered_pages"],
        items=fields["items_total"]["value"] or 0,
        figures={k: (f["outcome"], f["value"]) for k, f in fields.items() if k.startswith("items")},
        columns={path: line["in_year"] for path, line in trial.columns.items()},
    )
