"""``nianbao diff``: submitted figures against the draft, each gap explained by rows."""

import sys
from pathlib import Path

from crawler.errors import StoreError, UsageError
from nianbao.closing import aligned
from nianbao.exits import DONE, WRONG, print_json
from nianbao.judgement import judge
from nianbao.submissions import refuse
from nianbao.workspace import Place, reason
from reportgen.brought import brought
from reportgen.diff.comparison import Comparison, as_document, compare
from reportgen.diff.outputs import page, workbook
from reportgen.diff.rows import read_rows
from reportgen.diff.wording import HEADS, rows, summary
from reportgen.fill import fill
from reportgen.form import load_form
from reportgen.imports.journal import read_journal
from reportgen.submitted.intake import take_file
from reportgen.submitted.refused import SubmittedFileError
from reportgen.submitted.wall import Wall

_FORM = "national_2018"


def against_draft(
    file: Path,
    place: Place,
    html: Path | None = None,
    xlsx: Path | None = None,
    as_json: bool = False,
) -> int:
    """Compare a filled form with the draft of a site and year; return the exit code."""
    try:
        comparison = _comparison(file, place)
    except SubmittedFileError as error:
        return refuse(error, as_json)
    if html is not None:
        _write(html, page(comparison).encode("utf-8"))
    if xlsx is not None:
        _write(xlsx, workbook(comparison))
    if as_json:
        print_json(as_document(comparison))
    else:
        sys.stdout.write("\n".join(_lines(comparison)) + "\n")
    return WRONG if comparison.is_wrong else DONE


def _comparison(file: Path, place: Place) -> Comparison:
    """Read the form first: a bad file needs no crawl to be refused."""
    with Wall() as wall:
        submission = take_file(file, wall)
    if submission.year is not None and submission.year != place.year:
        sys.stderr.write(
            f"提醒：{file.name} 报的是 {submission.year} 年度，草稿是 {place.year} 年度。\n"
        )
    facts, profile = judge(place)
    form = load_form(submission.form or _FORM)
    extra = brought(read_journal(place.imports_file), place.attachments)
    moment = facts.crawl.sealed_at or facts.crawl.started_at
    draft = fill(facts, form, moment, profile.unit, extra)
    columns = read_rows(place.crawl_file, profile)
    return compare(submission, draft, columns, f"{place.site} {place.year} 年度草稿")


def _lines(comparison: Comparison) -> list[str]:
    """Return what must be looked at, each with its explanations below it."""
    lines = [f"{comparison.left} ⇄ {comparison.right}", summary(comparison), ""]
    told = rows(comparison)
    table = aligned([HEADS[:5], *(row.cells[:5] for row in told)])
    lines.append(table[0])
    for row, line in zip(told, table[1:], strict=True):
        lines.append(line)
        lines += [f"    · {note}" for note in row.notes]
    return lines


def _write(file: Path, content: bytes) -> None:
    """Write one output; raises UsageError for a place that cannot be written."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    except PermissionError as error:
        raise UsageError(f"写不出 {file}（{reason(error)}）。请换一个地方。") from error
    except OSError as error:
        raise StoreError(f"写不出 {file}（{reason(error)}）。") from error
