"""``nianbao diff``: submitted figures against the draft, each gap explained by rows."""

import sys
from dataclasses import replace
from pathlib import Path

from audits.runner import audit
from crawler.errors import StoreError, UsageError
from crawler.profile import load as load_profile
from nianbao.closing import aligned
from nianbao.exits import DONE, WRONG, print_json
from nianbao.handedin import keep
from nianbao.judgement import judge
from nianbao.submissions import refuse
from nianbao.workspace import Place, reason
from nianbao.yearbefore import material
from reportgen.diff.comparison import Comparison, as_document, compare
from reportgen.diff.drafts import compare_drafts
from reportgen.diff.outputs import page, workbook
from reportgen.diff.rows import read_rows
from reportgen.diff.wording import heads, rows, summary
from reportgen.fill import fill
from reportgen.form import load_form
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
    return _tell(comparison, html, xlsx, as_json)


def between_years(
    place: Place, year: int, html: Path | None, xlsx: Path | None, as_json: bool
) -> int:
    """Compare the draft of another year with this one; return the exit code."""
    other = replace(place, year=year)
    earlier, later = sorted((other, place), key=lambda each: each.year)
    return _drafts((earlier, earlier.crawl_file), (later, later.crawl_file), html, xlsx, as_json)


def between_crawls(
    place: Place, files: tuple[Path, Path], html: Path | None, xlsx: Path | None, as_json: bool
) -> int:
    """Compare two crawls of one year, named by path or by file name in the year's folder."""
    found = [file if file.exists() else place.folder / file.name for file in files]
    for file in found:
        if not file.is_file():
            raise UsageError(f"--crawl：没有这个采集文件：{file}")
    return _drafts((place, found[0]), (place, found[1]), html, xlsx, as_json)


def _drafts(
    before: tuple[Place, Path],
    after: tuple[Place, Path],
    html: Path | None,
    xlsx: Path | None,
    as_json: bool,
) -> int:
    reports, rows, names = [], [], []
    for place, file in (before, after):
        if not file.is_file():
            raise UsageError(f"还没有采集过 {place.site} {place.year} 年度的内容（{file}）。")
        profile = load_profile(place.site_file)
        facts = audit(file, profile)
        extra = material(place)
        moment = facts.crawl.sealed_at or facts.crawl.started_at
        reports.append(fill(facts, load_form(_FORM), moment, profile.unit, extra))
        rows.append(read_rows(file, profile))
        names.append(f"{place.site} {place.year} 年度（{moment[:10]} 采集）")
    comparison = compare_drafts(reports[0], reports[1], (rows[0], rows[1]), (names[0], names[1]))
    return _tell(comparison, html, xlsx, as_json)


def _tell(comparison: Comparison, html: Path | None, xlsx: Path | None, as_json: bool) -> int:
    """Write and print a comparison; return the exit code."""
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
    if submission.is_draft:
        sys.stderr.write(f"提醒：{file.name} 是草稿，只作比较，不记作已报数。\n")
    facts, profile = judge(place)
    keep(place, submission)
    form = load_form(submission.form or _FORM)
    extra = material(place)
    moment = facts.crawl.sealed_at or facts.crawl.started_at
    draft = fill(facts, form, moment, profile.unit, extra)
    columns = read_rows(place.crawl_file, profile)
    return compare(submission, draft, columns, f"{place.site} {place.year} 年度草稿")


def _lines(comparison: Comparison) -> list[str]:
    """Return what must be looked at, each with its explanations below it."""
    lines = [f"{comparison.left} ⇄ {comparison.right}", summary(comparison), ""]
    told = rows(comparison)
    table = aligned([heads(comparison)[:5], *(row.cells[:5] for row in told)])
    lines.append(table[0])
    for row, line in zip(told, table[1:], strict=True):
        lines.append(line)
        lines += [f"    · {note}" for note in row.notes]
    for change in comparison.changes or ():
        days = " → ".join(str(day) for day in (change.before, change.after) if day)
        lines.append(f"{change.word}  {change.column}  {days}  {change.title}  {change.url}")
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
