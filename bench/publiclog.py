"""A real access log that anyone can get: ``import visits``, a second count, and goaccess beside.

``python -m bench.publiclog LOG… --year Y --name NAME [--results FILE]``. The log is not part of
this repository; NAME says what it is, who gives it away and under which licence.
"""

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench import results
from bench.plainvisits import Plain, count
from bench.visits import measure


def main() -> None:
    """Count three times, print and write the results."""
    parser = argparse.ArgumentParser(prog="script/bench publiclog")
    parser.add_argument("logs", type=Path, nargs="+")
    parser.add_argument("--year", type=int, required=True)
    parser.add_argument("--name", required=True)
    parser.add_argument("--results", type=Path, default=results.FILE)
    options = parser.parse_args()
    logs = tuple(options.logs)
    with tempfile.TemporaryDirectory() as folder:
        line = [
            sys.executable, "-m", "nianbao", "import", "visits", *map(str, logs),
            "--site", "www.example.test", "--year", str(options.year),
            "--workspace", folder, "--json",
        ]  # fmt: skip
        seconds, processor, megabytes, said = measure(line)
        ours = json.loads(said) | {"run": (seconds, processor, megabytes)}
        other = _goaccess(logs, Path(folder) / "goaccess.json")
    text = report(options.name, ours, count(logs, options.year), other)
    results.put(text, options.results)
    sys.stdout.write(text)


def report(name: str, ours: dict[str, Any], plain: Plain, other: dict[str, Any] | None) -> str:
    """Return the results as Markdown."""
    said = ours["left_out"] | {"malformed": ours["malformed_lines"]}
    left_out = {kind: lines for kind, lines in said.items() if lines}
    counted = (ours["unique_visitors"], ours["page_views"], left_out)
    same = counted == (plain.visitors, plain.views, dict(plain.left_out))
    rows = [("nianbao", ours["unique_visitors"], ours["page_views"], ours["run"])]
    rows.append(("second count", plain.visitors, plain.views, None))
    if other:
        rows.append(("goaccess", other["visitors"], other["requests"], other["run"]))
    kinds = ", ".join(f"{kind} {lines:,}" for kind, lines in sorted(left_out.items()))
    return (
        f"# A public access log: {name}\n\n"
        f"Made by `script/bench publiclog` on {results.today()}: {ours['lines']:,} lines in "
        f"{len(ours['files'])} files, {ours['days_with_logs']} days; the second count is "
        "`bench/plainvisits.py`.\n\n"
        f"- **both figures and every kind left out the same as the second count: "
        f"{'yes' if same else 'no'}**\n"
        f"- left out: {kinds}\n"
        f"- said with the figures ({ours['outcome']}): {ours['reason']}\n\n"
        "| reader | visitors | views | seconds | processor s | peak MB |\n"
        "|---|--:|--:|--:|--:|--:|\n" + "".join(map(_row, rows)) + "\n" + _difference(plain, other)
    )


def _row(row: tuple[str, int, int, tuple[float, float, float] | None]) -> str:
    name, visitors, views, run = row
    times = " | ".join(f"{part:.1f}" for part in run) if run else "– | – | –"
    return f"| {name} | {visitors:,} | {views:,} | {times} |\n"


def _difference(plain: Plain, other: dict[str, Any] | None) -> str:
    if other is None:
        return "goaccess is not installed here, so nothing stands beside.\n"
    agrees = (plain.requests, plain.askers) == (other["requests"], other["visitors"])
    return (
        f"goaccess counts something else. Its views are all {other['requests']:,} requests it "
        f"could read ({other['failed']:,} it could not): robots, images, errors. Its visitors are "
        "the distinct (address, day of the log's clock, browser) of the requests not answered "
        f"with 4xx, robots too. Counted that way, the second count finds {plain.requests:,} and "
        f"{plain.askers:,}: {'the same' if agrees else 'NOT the same'}. It was told not to test "
        "the first lines (`--num-tests=0`), which it does before it reads a log with broken ones.\n"
    )


def _goaccess(logs: tuple[Path, ...], out: Path) -> dict[str, Any] | None:
    program = shutil.which("goaccess")
    if program is None:
        return None
    line = [
        program, *map(str, logs), "--log-format=COMBINED", "--num-tests=0",
        "--no-global-config", "-o", str(out),
    ]  # fmt: skip
    run = measure(line)[:3]
    found = json.loads(out.read_text("utf-8", "replace"))
    return {
        "visitors": found["general"]["unique_visitors"],
        "requests": found["general"]["valid_requests"],
        "failed": found["general"]["failed_requests"],
        "run": run,
    }


if __name__ == "__main__":
    main()
