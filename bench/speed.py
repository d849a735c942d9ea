"""Pages a second and peak memory of ``prefill --full``, beside a bare Scrapy spider.

``python -m bench.speed [--rounds N] [--results FILE]``. Both read the same 2,101 pages of a server
in a process of its own, in turn, so that a busy machine slows both. Time is that of the whole
process: start, crawl, and for us the audits and the draft.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from importlib.metadata import version
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from bench import results
from bench.pages import YEAR

ROOT = Path(__file__).resolve().parent.parent
GOAL_RATIO = 0.5
GOAL_MEGABYTES = 250


@dataclass(frozen=True, slots=True)
class Run:
    """One process: how many pages it was given, its wall and processor seconds, its peak memory."""

    pages: int
    seconds: float
    processor: float
    megabytes: float

    @property
    def speed(self) -> float:
        """Pages a second."""
        return self.pages / self.seconds


def main() -> None:
    """Measure, print, and write the results."""
    parser = argparse.ArgumentParser(prog="script/bench speed")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--results", type=Path, default=results.FILE)
    options = parser.parse_args()
    pairs = []
    with _server() as address:
        for number in range(1, options.rounds + 1):
            bare, ours = _measure(_bare(address), address), _measure_ours(address)
            pairs.append((bare, ours))
            _say(f"第{number}轮：普通 Scrapy {_line(bare)}；nianbao {_line(ours)}")
    text = report(pairs)
    results.put(text, options.results)
    _say(text)


def report(pairs: Sequence[tuple[Run, Run]]) -> str:
    """Return the results as Markdown; the ratio is the median of the rounds'."""
    ratio = median(ours.speed / bare.speed for bare, ours in pairs)
    peak = max(ours.megabytes for _, ours in pairs)
    rows = "".join(
        f"| {number} | {name} | {run.pages} | {run.seconds:.1f} | {run.processor:.1f} "
        f"| {run.speed:.0f} | {run.megabytes:.0f} |\n"
        for number, pair in enumerate(pairs, start=1)
        for name, run in zip(("bare Scrapy", "nianbao"), pair, strict=True)
    )
    return (
        "# Speed of `prefill --full --rate 0 --no-browser`\n\n"
        "Made by `script/bench speed`; what is read and how it is timed: `bench/speed.py`.\n\n"
        f"- **ratio {ratio:.2f}** of a bare Scrapy spider's pages a second (goal ≥ {GOAL_RATIO})\n"
        f"- **peak memory {peak:.0f} MB** (goal ≤ {GOAL_MEGABYTES} MB)\n"
        f"- Python {platform.python_version()}, Scrapy {version('scrapy')}, "
        f"{os.cpu_count()} cores, {platform.machine()}\n\n"
        "| round | reader | pages | seconds | processor s | pages/s | peak MB |\n"
        "|--:|---|--:|--:|--:|--:|--:|\n" + rows
    )


@contextmanager
def _server() -> Iterator[str]:
    """Serve the pages in another process; yield the address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.server"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def _bare(address: str) -> list[str]:
    return [sys.executable, "-m", "bench.spider", address]


def _measure_ours(address: str) -> Run:
    """Run the main job in a folder that is new and gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        line = [
            sys.executable, "-m", "nianbao", "prefill", address, "--year", str(YEAR), "--full",
            "--rate", "0", "--no-browser", "--workspace", folder,
        ]  # fmt: skip
        return _measure(line, address)


def _measure(line: list[str], address: str) -> Run:
    """Run one process to its end. Its peak memory is the kernel's own (ru_maxrss)."""
    _pages_given(address)
    started = time.monotonic()
    process = subprocess.Popen(
        line, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode not in (0, 3):
        raise SystemExit(f"{line} ended with {process.returncode}:\n{said}")
    processor = usage.ru_utime + usage.ru_stime
    return Run(_pages_given(address), seconds, processor, usage.ru_maxrss / 1024)


def _pages_given(address: str) -> int:
    """Ask the server how many pages it has given since it was last asked."""
    connection = HTTPConnection(urlsplit(address).netloc)
    try:
        connection.request("GET", "/-/count")
        return int(connection.getresponse().read())
    finally:
        connection.close()


def _line(run: Run) -> str:
    return f"{run.speed:.0f} 页/秒（{run.pages} 页，{run.seconds:.1f} 秒，{run.megabytes:.0f} MB）"


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
