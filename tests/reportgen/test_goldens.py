"""The whole draft of the small site, compared with a reviewed one.

To renew after a wanted change: write the two texts below into goldens/ and read the difference.
"""

from pathlib import Path

from reportgen.exports.report_json import EXPORT
from reportgen.paper import lay_out
from reportgen.report import Report

GOLDENS = Path(__file__).with_name("goldens")


def paper_text(report: Report) -> str:
    """One line a cell: its position and spans, then the text."""
    paper = lay_out(report)
    lines = [f"{paper.title}{paper.year_line}"]
    for cell in paper.cells:
        text = cell.text.replace("\n", "⏎")
        lines.append(f"{cell.row:2} {cell.column} {cell.rows:2}x{cell.columns}  {text}")
    around = (*paper.head, *paper.foot)
    lines += [" ".join(f"{part.label}{part.value}" for part in line) for line in around]
    return "\n".join(lines) + "\n"


def test_report_json_of_the_small_site_is_the_reviewed_one(report: Report) -> None:
    (file,) = EXPORT.render(report)
    assert file.content.decode() == (GOLDENS / "report.json").read_text(encoding="utf-8")


def test_paper_of_the_small_site_is_the_reviewed_one(report: Report) -> None:
    assert paper_text(report) == (GOLDENS / "paper.txt").read_text(encoding="utf-8")
