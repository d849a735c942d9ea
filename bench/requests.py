"""How much less is asked for than by a full crawl: sites of ten thousand items, a year's count.

``python -m bench.requests [--families f1,f2,…] [--results FILE]``. Both runs have the browser; the
figures must be the same. Counted are the requests the site saw, the browser's among them.
"""

import argparse
import sys
from pathlib import Path

from bench import results
from bench.kit import Costs, costs
from tests.sites import build, family

GOAL_RATIO = 30
GOAL_RENDERED = 0.02
PROFILE = "large"


def main() -> None:
    """Measure, print, and write the results."""
    parser = argparse.ArgumentParser(prog="script/bench requests")
    parser.add_argument("--families", default="f1,f2,f3,f5")
    parser.add_argument("--results", type=Path, default=results.FILE)
    options = parser.parse_args()
    rows = []
    for name in options.families.split(","):
        site = build(name, seed=1, profile=PROFILE, quirks="none")
        articles = sum(len(column.rows) for column in site.model.columns)
        year = costs(site, browser=True)
        whole = costs(site, browser=True, full=True)
        rows.append(_row(name, articles, year, whole))
        sys.stdout.write(rows[-1])
        sys.stdout.flush()
        results.put(report(rows), options.results)  # a long run may be cut short


def report(rows: list[str]) -> str:
    """Return the results as Markdown."""
    return (
        "# Requests of a year's count beside `--full`\n\n"
        f"Made by `script/bench requests` on {results.today()}; "
        "made-up sites of ten thousand items, without external stubs, browser on.\n\n"
        f"- goal: the same figures with ≤ 1/{GOAL_RATIO} of the requests; "
        f"rendered pages ≤ {GOAL_RENDERED:.0%} of them\n\n"
        "| site | items | items of the year | requests | with `--full` | ratio | rendered "
        "| same figures |\n|---|--:|--:|--:|--:|--:|--:|---|\n" + "".join(rows)
    )


def _row(name: str, articles: int, year: Costs, whole: Costs) -> str:
    same = year.figures == whole.figures and year.columns == whole.columns
    return (
        f"| {name} {family(name).title} | {articles} | {year.items} | {year.requests} "
        f"| {whole.requests} | 1/{whole.requests / year.requests:.1f} "
        f"| {year.rendered} ({year.rendered / year.requests:.1%}) | {'yes' if same else 'NO'} |\n"
    )


if __name__ == "__main__":
    main()
