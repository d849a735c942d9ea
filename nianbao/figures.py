"""What ``import figures`` and ``import template`` do: take figures in, say who still owes what."""

import hashlib
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from audits.facts import Value
from crawler.errors import UsageError
from nianbao.closing import aligned
from nianbao.exits import DONE, INCOMPLETE, print_json
from nianbao.workspace import Place, make_writable, reason
from reportgen.form import Form, load_form
from reportgen.imports.figure_record import record_figures
from reportgen.imports.figures import FigureFile, Question, read_figures
from reportgen.imports.journal import ImportedFile, ImportRecord, append, read_journal
from reportgen.imports.template import asked_fields, collection_sheets
from reportgen.words import OUTCOMES

_ZONE = ZoneInfo("Asia/Shanghai")


def import_figures(place: Place, file: Path, form_id: str, replace: bool, as_json: bool) -> int:
    """Read one file, keep what is certain, ask about the rest; 3 while questions are open.

    Raises UsageError for a file that is no table.
    """
    form = load_form(form_id)
    read = read_figures(file, place.year)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    at = datetime.now(_ZONE).isoformat(timespec="seconds")
    before = read_journal(place.imports_file)
    record, questions = record_figures(read, ImportedFile(file.name, digest), before, at, replace)
    if record is not None:
        make_writable(place.folder, "--workspace")
        append(place.imports_file, record)
    owed = still_owed(form, (*before, *([record] if record else [])))
    if as_json:
        print_json(_document(place, read, record, questions, owed))
    else:
        sys.stdout.write("\n".join(_lines(read, record, questions, owed)) + "\n")
    return INCOMPLETE if questions else DONE


def write_template(out: Path, form_id: str, year: int | None, as_json: bool) -> None:
    """Write the collection sheets; raises UsageError when the file cannot be written."""
    form = load_form(form_id)
    file = out if out.suffix.lower() == ".xlsx" else out.with_name(out.name + ".xlsx")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(collection_sheets(form, year))
    except OSError as error:
        raise UsageError(f"--out：写不出 {file}（{reason(error)}）") from error
    sheets = {keeper: [f.label for f in fields] for keeper, fields in asked_fields(form).items()}
    if as_json:
        print_json({"file": str(file.resolve()), "sheets": sheets})
    else:
        rows = [(keeper, f"{len(labels)} 项") for keeper, labels in sheets.items()]
        lines = [*aligned(rows), f"已写好 {file}，每个科室一张表；填回来后用 import figures 导入。"]
        sys.stdout.write("\n".join(lines) + "\n")


def still_owed(form: Form, records: tuple[ImportRecord, ...]) -> dict[str, list[str]]:
    """Return the labels nobody has given yet, by who keeps them."""
    given = {f.field for record in records for f in record.figures if f.value is not None}
    owed = {
        keeper: [field.label for field in fields if field.key not in given]
        for keeper, fields in asked_fields(form).items()
    }
    return {keeper: labels for keeper, labels in owed.items() if labels}


def _document(
    place: Place,
    read: FigureFile,
    record: ImportRecord | None,
    questions: tuple[Question, ...],
    owed: dict[str, list[str]],
) -> dict[str, Any]:
    return {
        "site": place.site,
        "year": place.year,
        "figures": {
            found.field: {
                "value": found.value,
                "outcome": found.outcome.value,
                "reason": found.reason,
                "where": found.how,
            }
            for found in read.figures
        },
        "imported": [figure.field for figure in record.figures] if record else [],
        "columns": [{"path": list(c.path), "count": c.count} for c in read.columns],
        "questions": [{"field": each.field, "message": each.message} for each in questions],
        "unused": list(read.unused),
        "owed": owed,
        "changed": record is not None,
    }


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith(("？", "。")) else f"{sentence}。"


def _shown(value: Value | None) -> str:
    return ("是" if value else "否") if isinstance(value, bool) else str(value)


def _lines(
    read: FigureFile,
    record: ImportRecord | None,
    questions: tuple[Question, ...],
    owed: dict[str, list[str]],
) -> list[str]:
    """Return what a person reads: what was taken, what is asked, who still owes what."""
    from reportgen.imports.labels import known_fields

    lines = []
    if record is None:
        lines.append("没有新的数：以前已经导入过，或都要先回答下面的问题。")
    else:
        rows = [
            (known_fields()[f.field].label, _shown(f.value), OUTCOMES[f.outcome], f.reason)
            for f in record.figures
        ]
        lines += aligned(rows) if rows else []
    if read.columns:
        lines.append(f"后台按栏目的统计 {len(read.columns)} 个栏目，预填时与网站上数到的逐个对照。")
    lines += [f"请核实：{_ended(question.message)}" for question in questions]
    lines += [f"没有用到：{text}" for text in read.unused]
    lines += [f"还缺：{keeper}：{'、'.join(labels)}" for keeper, labels in owed.items()]
    return lines
