"""Lines a second and peak memory of ``import visits``, beside goaccess on the same file.

``python -m bench.visits [--lines N] [--results FILE]``. The log is made here: a year of combined
lines in order of time, 40 % robots, images and errors, visitors that come back. goaccess is
skipped with a word where it is not installed.
"""

import argparse
import json
import os
import platform
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from bench import results

ROOT = Path(__file__).resolve().parent.parent
YEAR = 2025
GOAL_SPEED = 500_000
GOAL_MEGABYTES = 250
_BROWSERS = tuple(
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/{version}.0.0.0 Safari"
    for version in range(80, 125)
)
_ROBOT = "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)"


@dataclass(frozen=True, slots=True)
class Run:
    """One process: wall and processor seconds, peak memory, and the two figures it gave."""

    seconds: float
    processor: float
    megabytes: float
    visitors: int
    views: int


def main() -> None:
    """Make the log, run both readers, print and write the results."""
    parser = argparse.ArgumentParser(prog="script/bench visits")
    parser.add_argument("--lines", type=int, default=10_000_000)
    parser.add_argument("--results", type=Path, default=results.FILE)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "access.log"
        with log.open("w", encoding="ascii") as opened:
            opened.writelines(_lines(options.lines))
        size = log.stat().st_size / 1e6
        ours = _ours(log, Path(folder) / "data")
        other = _goaccess(log, Path(folder) / "goaccess.json")
    text = report(options.lines, size, ours, other)
    results.put(text, options.results)
    sys.stdout.write(text)


def report(lines: int, size: float, ours: Run, other: Run | None) -> str:
    """Return the results as Markdown."""
    rows = [("nianbao", ours), *([("goaccess", other)] if other else [])]
    table = "".join(
        f"| {name} | {run.seconds:.1f} | {run.processor:.1f} | {lines / run.processor:,.0f} "
        f"| {run.megabytes:.0f} | {run.visitors:,} | {run.views:,} |\n"
        for name, run in rows
    )
    return (
        "# Speed of `import visits`\n\n"
        f"Made by `script/bench visits` on {results.today()}: one year, {lines:,} combined lines, "
        f"{size:,.0f} MB, in one process.\n\n"
        f"- **{lines / ours.processor:,.0f} lines a processor second** (goal ≥ {GOAL_SPEED:,})\n"
        f"- **peak memory {ours.megabytes:.0f} MB** (goal ≤ {GOAL_MEGABYTES} MB)\n"
        f"- Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}\n\n"
        "| reader | seconds | processor s | lines/s | peak MB | visitors | views |\n"
        "|---|--:|--:|--:|--:|--:|--:|\n" + table + "\n" + _difference(other) + "\n"
    )


def _difference(other: Run | None) -> str:
    if other is None:
        return "goaccess is not installed here, so nothing stands beside."
    return (
        "The figures differ because the questions do: goaccess counts a visitor for every request "
        "(images, errors and robots too) and its hits are requests; the form asks for people who "
        "opened pages, so robots, static files, errors and redirects are left out here."
    )


def _lines(number: int) -> Iterator[str]:
    dice = random.Random(YEAR)
    moment = datetime(YEAR, 1, 1, tzinfo=timezone(timedelta(hours=8)))
    step = timedelta(seconds=365 * 86400 / number)
    for place in range(number):
        at = (moment + step * place).strftime("%d/%b/%Y:%H:%M:%S %z")
        visitor = dice.randrange(200_000)
        kind = dice.random()
        target = f"/img/{visitor % 4000}.png" if kind < 0.2 else f"/c/{dice.randrange(9000)}.shtml"
        agent = _ROBOT if kind > 0.9 else _BROWSERS[visitor % len(_BROWSERS)]
        status = 404 if 0.2 < kind < 0.3 else 200
        address = f"10.{visitor >> 16}.{visitor >> 8 & 255}.{visitor & 255}"
        yield (
            f'{address} - - [{at}] "GET {target} HTTP/1.1" {status} {visitor} '
            f'"http://www.example.test/" "{agent}"\n'
        )


def _ours(log: Path, data: Path) -> Run:
    line = [
        sys.executable, "-m", "nianbao", "import", "visits", str(log), "--site",
        "www.example.test", "--year", str(YEAR), "--workspace", str(data), "--json",
    ]  # fmt: skip
    seconds, processor, megabytes, said = _measure(line)
    document = json.loads(said)
    return Run(seconds, processor, megabytes, document["unique_visitors"], document["page_views"])


def _goaccess(log: Path, out: Path) -> Run | None:
    program = shutil.which("goaccess")
    if program is None:
        return None
    line = [program, str(log), "--log-format=COMBINED", "--no-global-config", "-o", str(out)]
    seconds, processor, megabytes, _ = _measure(line)
    general = json.loads(out.read_text("utf-8", "replace"))
    visitors = sum(day["visitors"]["count"] for day in general["visitors"]["data"])
    return Run(seconds, processor, megabytes, visitors, general["general"]["valid_requests"])


def _measure(line: list[str]) -> tuple[float, float, float, str]:
    """Run one process to its end: wall, processor, peak megabytes (ru_maxrss), what it printed."""
    started = time.monotonic()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(line, cwd=ROOT, stdout=said, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise SystemExit(f"{line} ended with {process.returncode}")
        seconds = time.monotonic() - started
        said.seek(0)
        text = said.read().decode("utf-8", "replace")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, text


if __name__ == "__main__":
    main()
