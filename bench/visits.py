"""Lines a second and peak memory of ``import visits``, beside goaccess on the same file.

``python -m bench.visits [--lines N] [--results FILE]``. The log is made here: a year of combined
lines in order of time, of which a fifth are people opening pages; the others are what the pages
are made of, robots and errors. goaccess is skipped with a word where it is not installed. A bare
loop that only cuts the lines at their quotes stands beside, as a measure of the machine's state.
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
        bare = _bare(log)
    text = report(options.lines, size, ours, other, bare)
    results.put(text, options.results)
    sys.stdout.write(text)


def report(lines: int, size: float, ours: Run, other: Run | None, bare: float) -> str:
    """Return the results as Markdown; ``bare`` are the processor seconds of the empty loop."""
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
        f"- a loop that only cuts the lines, on the same machine in the same minutes: "
        f"{lines / bare:,.0f} lines a processor second; load {os.getloadavg()[1]:.1f}\n"
        f"- Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}\n\n"
        "| reader | seconds | processor s | lines/s | peak MB | visitors | views |\n"
        "|---|--:|--:|--:|--:|--:|--:|\n" + table + "\n" + _difference(other) + "\n"
    )


def _difference(other: Run | None) -> str:
    if other is None:
        return "goaccess is not installed here, so nothing stands beside."
    return (
        f"The figures differ because the questions do. goaccess's views are all {other.views:,} "
        "valid requests: images, scripts, robots and errors; the form asks for pages that people "
        "opened. Its visitors are the distinct (address, day, browser) of those requests but the "
        "ones answered with 4xx, robots too; here a visitor is one who opened a page. Neither "
        "figure of goaccess may be filled in."
    )


def _lines(number: int) -> Iterator[str]:
    dice = random.Random(YEAR)
    start = datetime(YEAR, 1, 1, tzinfo=timezone(timedelta(hours=8)))
    step = timedelta(seconds=365 * 86400 / number)
    for place in range(number):
        moment = start + step * place
        at = moment.strftime("%d/%b/%Y:%H:%M:%S %z")
        day = moment.day + 31 * moment.month if place % 4 else 0  # a quarter comes every day
        visitor = (day * 4801 + int(dice.random() ** 2 * 5000)) % 200_000
        kind = dice.random()
        target = f"/img/{visitor % 4000}.png" if kind < 0.6 else f"/c/{dice.randrange(9000)}.shtml"
        agent = _ROBOT if kind > 0.85 else _BROWSERS[visitor % len(_BROWSERS)]
        status = 404 if 0.6 < kind < 0.65 else 200
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
    seconds, processor, megabytes, said = measure(line)
    document = json.loads(said)
    return Run(seconds, processor, megabytes, document["unique_visitors"], document["page_views"])


def _goaccess(log: Path, out: Path) -> Run | None:
    program = shutil.which("goaccess")
    if program is None:
        return None
    line = [program, str(log), "--log-format=COMBINED", "--no-global-config", "-o", str(out)]
    seconds, processor, megabytes, _ = measure(line)
    general = json.loads(out.read_text("utf-8", "replace"))
    visitors = sum(day["visitors"]["count"] for day in general["visitors"]["data"])
    return Run(seconds, processor, megabytes, visitors, general["general"]["valid_requests"])


def _bare(log: Path) -> float:
    """Return the processor seconds of cutting every line at its quotes, and nothing else."""
    started = time.process_time()
    with log.open("rb", buffering=0) as opened:
        while block := opened.read(1 << 20):
            for line in block.split(b"\n"):
                line.split(b'"')
    return time.process_time() - started


def measure(line: list[str]) -> tuple[float, float, float, str]:
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
