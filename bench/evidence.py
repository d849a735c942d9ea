"""How long the server needs for a page of 100,000 evidence rows.

``python -m bench.evidence [--rows N] [--results FILE]``. A sealed crawl is written, its case is
opened once as a person does, then each page is asked five times; the time is that of the whole
answer in this process, the fastest of the five.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from starlette.testclient import TestClient

from bench import results
from bench.bigcrawl import HOME, YEAR, write
from nianbao.reviewing import Folders
from reportgen.review.app import Door, application

_HOST = "127.0.0.1:8020"
_COLUMNS = 40
_ASKED = 5
_QUERIES = {
    "first page": "",
    "page 1,000": "?page=1000",
    "by date, latest first": "?sort=day&down=1",
    "by title": "?sort=title",
    "by column": "?sort=column",
    "one month": "?month=2025-05",
    "one column by title": f"?place={HOME}lm7/&sort=title",
    "pinned only": "?mark=pinned",
    "words of the title": "?q=第 77 号",
    "external": "?fate=external",
    "another year": "?fate=other_year&sort=day",
    "everything seen": "?fate=all&page=1500",
}


def timed(do: Callable[[], object]) -> float:
    """Milliseconds of one call."""
    begun = time.perf_counter()
    do()
    return (time.perf_counter() - begun) * 1000


def enter(workspace: Path) -> TestClient:
    """Start the review page over a workspace, and let one person in."""
    now = datetime(YEAR + 1, 1, 11, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    tokens: list[str] = []
    door = Door(hosts=(_HOST,), port=8020, announce=tokens.append)
    app = application(Folders(workspace), door, lambda: now)
    app.review.token.renew(now)
    client = TestClient(app, base_url=f"http://{_HOST}")
    client.get(f"/enter?token={tokens[0]}")
    return client


def measure(workspace: Path) -> tuple[float, float, float, dict[str, float]]:
    """Milliseconds to open the case, to make its largest view, to open it again, and of pages."""
    client = enter(workspace)
    case = f"/s/swj.yunling.example/{YEAR}"
    page = f"{case}/field/items_total/evidence"

    def ask(address: str) -> None:
        answer = client.get(address)
        assert answer.status_code == 200, answer.text[:400]

    opened = timed(lambda: ask(f"{case}/"))
    made = timed(lambda: ask(page))
    fastest = {
        name: min(timed(lambda query=query: ask(page + query)) for _ in range(_ASKED))
        for name, query in _QUERIES.items()
    }
    client = enter(workspace)
    return opened, made, timed(lambda: ask(f"{case}/")), fastest


def main() -> None:
    """Write the part of the results."""
    parser = argparse.ArgumentParser(prog="script/bench evidence")
    parser.add_argument("--rows", type=int, default=100_000, help="rows that count")
    parser.add_argument("--results", type=Path, default=results.FILE)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        year = Path(folder) / "swj.yunling.example" / str(YEAR)
        year.mkdir(parents=True)
        write(year / "crawl.sqlite", columns=_COLUMNS, rows=told.rows * 20 // 17 // _COLUMNS)
        opened, made, again, fastest = measure(Path(folder))
    lines = [
        f"# Evidence pages of {told.rows:,} counted rows",
        "",
        "Made by `script/bench evidence`; what is asked and how it is timed: `bench/evidence.py`.",
        "",
        f"- **first page {fastest['first page']:.0f} ms** on the server (goal < 300 ms)",
        f"- opening the case (audits and draft) {opened / 1000:.0f} s; its first evidence page,"
        f" index made, {made / 1000:.1f} s",
        f"- opening it again after a restart, the facts being kept: {again / 1000:.1f} s",
        f"- load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores",
        "",
        "| page | ms |",
        "|---|--:|",
        *(f"| {name} | {ms:.0f} |" for name, ms in fastest.items()),
    ]
    results.put("\n".join(lines) + "\n", told.results)


if __name__ == "__main__":
    main()
