"""``nianbao submitted DIR/``: a folder of filled forms into one table, findings and letters."""

import sys
from pathlib import Path
from typing import Any

from crawler.errors import UsageError
from nianbao.exits import DONE, INCOMPLETE, WRONG, print_json
from nianbao.workspace import make_writable
from reportgen.submitted.across import Finding, findings
from reportgen.submitted.folder import Received, take_folder
from reportgen.submitted.returns import findings_xlsx, letter, table_csv, table_xlsx
from reportgen.submitted.submission import as_document

_LETTERS = "退回意见"


def read_folder(folder: Path, form_id: str | None, out: Path, as_json: bool) -> int:
    """Read every file, write what goes back, and return the exit code."""
    make_writable(out, "--out")
    received = take_folder(folder, form_id, _progress)
    if not received:
        raise UsageError(f"文件夹里没有文件：{folder}")
    across = findings(received)
    written = _write(received, across, out)
    if as_json:
        print_json(_document(received, across, written))
    else:
        sys.stdout.write("\n".join(_lines(received, across, out)) + "\n")
    if any(item.submission and item.submission.is_wrong for item in received):
        return WRONG
    return DONE if all(item.submission for item in received) else INCOMPLETE


def _write(received: tuple[Received, ...], across: tuple[Finding, ...], out: Path) -> list[Path]:
    """Write the table twice, the findings, and a letter for each unit that needs one."""
    files = {
        out / "已报数汇总.csv": table_csv(received),
        out / "已报数汇总.xlsx": table_xlsx(received),
        out / "发现的问题.xlsx": findings_xlsx(received, across),
    }
    for item in received:
        text = letter(item, across)
        if text:
            name = item.name.replace("/", "_")
            files[out / _LETTERS / f"{name}.txt"] = text.encode("utf-8-sig")
    (out / _LETTERS).mkdir(exist_ok=True)
    for file, content in files.items():
        file.write_bytes(content)
    return list(files)


def _document(
    received: tuple[Received, ...], across: tuple[Finding, ...], written: list[Path]
) -> dict[str, Any]:
    return {
        "schema": "nianbao.submitted-folder/1",
        "files": [
            as_document(item.submission) | {"file": item.name}
            if item.submission
            else {"file": item.name, "error": item.refused}
            for item in received
        ],
        "findings": [
            {
                "kind": finding.kind,
                "files": list(finding.files),
                "message": finding.message,
                "fields": list(finding.fields),
            }
            for finding in across
        ],
        "written": [str(file) for file in written],
    }


def _lines(received: tuple[Received, ...], across: tuple[Finding, ...], out: Path) -> list[str]:
    """Return the end of the run for a person."""
    read = [item for item in received if item.submission]
    wrong = [item for item in read if item.submission and item.submission.is_wrong]
    lines = [
        f"共 {len(received)} 个文件，读取 {len(read)} 份，其中 {len(wrong)} 份有必须改的问题。"
    ]
    refused = [item for item in received if item.submission is None]
    if refused:
        lines += ["", f"读不了的 {len(refused)} 个："]
        lines += [f"  {item.name}：{item.refused}" for item in refused]
    if across:
        lines += ["", "各单位放在一起看："]
        lines += [f"  {finding.message}" for finding in across]
    return [*lines, "", f"汇总表、发现的问题和退回意见（草稿）都在：{out}"]


def _progress(count: int, of: int) -> None:
    if count == of or count % 50 == 0:
        sys.stderr.write(f"已读 {count}/{of}\n")
