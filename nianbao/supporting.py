"""What ``import prior`` and ``import attachment`` do."""

import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from crawler.errors import UsageError
from nianbao.exits import print_json
from nianbao.workspace import Place, make_writable
from reportgen.fields import load_fields
from reportgen.imports.attachments import file_digest, keep
from reportgen.imports.journal import ImportedFile, append, read_journal
from reportgen.imports.labels import field_of
from reportgen.imports.prior_form import record_prior
from reportgen.submitted.intake import take_file
from reportgen.submitted.refused import SubmittedFileError
from reportgen.submitted.wall import Wall

_ZONE = ZoneInfo("Asia/Shanghai")


def import_prior(place: Place, file: Path, as_json: bool) -> None:
    """Read last year's form and keep it; raises UsageError when it cannot be or is another's."""
    if not file.is_file():
        raise UsageError(f"没有这个文件：{file}")
    try:
        with Wall() as wall:
            form = take_file(file, wall)
    except SubmittedFileError as error:
        raise UsageError(str(error)) from error
    asked = {question.field for question in form.questions}
    values = {key: value for key, value in form.values.items() if key not in asked}
    source = ImportedFile(file.name, file_digest(file))
    record = record_prior(values, form.year, place.year, source, _now())
    known = any(source in before.files for before in read_journal(place.imports_file))
    if not known:
        make_writable(place.folder, "--workspace")
        append(place.imports_file, record)
    kept = record.details["values"]
    lines = [f"读到上年（{place.year - 1} 年度）报表 {len(kept)} 项，再运行 prefill 即作对照。"]
    lines += [f"没有用：{question.message}" for question in form.questions]
    if as_json:
        questions = [{"field": each.field, "message": each.message} for each in form.questions]
        print_json({"year": place.year - 1, "values": kept, "questions": questions})
    else:
        sys.stdout.write("\n".join(lines) + "\n")


def attach(place: Place, file: Path, name: str, as_json: bool) -> None:
    """Bind a file to a field named by key or label; raises UsageError for an unknown one."""
    key = name if name in load_fields() else field_of((name,))
    if key is None:
        raise UsageError(
            f"--field：没有“{name}”这个填报项，请写报表上的名称或 report.json 里的键名"
        )
    make_writable(place.folder, "--workspace")
    record = keep(file, key, place.attachments, _now())
    journal = read_journal(place.imports_file)
    known = any(
        before.kind == record.kind
        and before.files == record.files
        and before.details == record.details
        for before in journal
    )
    if not known:
        append(place.imports_file, record)
    (kept,) = record.files
    if as_json:
        print_json({"field": key, "name": kept.name, "sha256": kept.sha256, "changed": not known})
    else:
        label = load_fields()[key].label
        sys.stdout.write(f"“{kept.name}”已作为“{label}”的佐证材料保存（SHA-256 {kept.sha256}）。\n")


def _now() -> str:
    return datetime.now(_ZONE).isoformat(timespec="seconds")
