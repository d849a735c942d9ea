"""``nianbao submitted``: reads filled forms and shows what is in them and what is wrong."""

import sys
from pathlib import Path
from typing import Any

from crawler.errors import UsageError
from nianbao.closing import aligned
from nianbao.exits import DONE, UNREADABLE, WRONG, print_json
from nianbao.options import home_url
from reportgen.form import load_form
from reportgen.submitted.intake import take_file
from reportgen.submitted.labels import load_labels
from reportgen.submitted.refused import SubmittedFileError
from reportgen.submitted.submission import Submission, as_document
from reportgen.submitted.wall import Wall
from reportgen.words import SEVERITIES


def read_one(file: Path, form_id: str | None, as_json: bool) -> int:
    """Read one file, print it, and return the exit code."""
    with Wall() as wall:
        try:
            submission = take_file(file, wall, form_id)
        except SubmittedFileError as error:
            return refuse(error, as_json)
    return _tell(submission, as_json)


def read_page(url: str, form_id: str | None, as_json: bool) -> int:
    """Read the form at an address, print it, and return the exit code."""
    from nianbao.onsite import read_address

    try:
        submission = read_address(home_url(url), form_id)
    except SubmittedFileError as error:
        return refuse(error, as_json)
    return _tell(submission, as_json)


def _tell(submission: Submission, as_json: bool) -> int:
    if as_json:
        print_json(as_document(submission))
    else:
        sys.stdout.write("\n".join(_lines(submission)) + "\n")
    return WRONG if submission.is_wrong else DONE


def existing(file: Path) -> Path:
    """Return a file or folder that is there; raises UsageError."""
    if not file.exists():
        raise UsageError(f"没有这个文件或文件夹：{file}")
    return file


def checked_form(form_id: str | None) -> str | None:
    """Return a form that is known, or None; raises ConfigError."""
    return None if form_id is None else load_form(form_id).id


def refuse(error: SubmittedFileError, as_json: bool) -> int:
    """Say why a file could not be read."""
    sys.stderr.write(f"{error}\n")
    if as_json:
        print_json({"error": {"exit": UNREADABLE, "message": str(error)}})
    return UNREADABLE


def _lines(submission: Submission) -> list[str]:
    """Return the page for a person: what is wrong first, then every field."""
    fields = load_labels().fields
    form = load_form(submission.form).name if submission.form else "认不出是哪一种报表"
    year = f"{submission.year} 年度" if submission.year else "没有写明年度"
    lines = [f"{submission.file}：{form}，{year}，读到 {len(submission.fields)} 项", ""]
    rows: list[tuple[str, ...]] = [("填报项", "填的是", "原样")]
    for key, item in submission.fields.items():
        rows.append((fields[key].label, _shown(key, item.value), item.written_as or "（空白）"))
    lines += aligned(rows)
    for severity, word in SEVERITIES.items():
        said = [r for r in submission.remarks if r.severity == severity]
        if said:
            lines += ["", f"{word}："]
            lines += [f"  {remark.id}  {remark.message}" for remark in said]
    if submission.questions:
        lines += ["", "需要人看一眼的："]
        lines += [f"  {question.message}" for question in submission.questions]
    if submission.unplaced:
        lines += ["", "表上有、但不是本表填报项的内容："]
        lines += [f"  {text}" for text in submission.unplaced]
    return lines


def _shown(key: str, value: Any) -> str:
    field = load_labels().fields[key]
    if value is None:
        return "—"
    if isinstance(value, bool):
        return "是" if value else "否"
    return field.choices.get(str(value), str(value))
