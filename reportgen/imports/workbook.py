"""Opens an xlsx file in a process of its own: limited in memory and time, answers as JSON.

Run as ``python -m reportgen.imports.workbook FILE``; only ``read_in_child`` is for others.
"""

import json
import re
import subprocess
import sys
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, TypedDict

from crawler.errors import UsageError
from reportgen.imports.numbers import TOLD

_MOST_UNPACKED = 120_000_000
_MOST_PARTS = 2_000
_MOST_RATIO = 400
_MEMORY = 1_500_000_000
_SECONDS = 60
_MOST_CELLS = 200_000
_SCALED = re.compile("[千万亿]")
_SHOWS_DAY = re.compile(r"^General$|^@$|(?i:d)(?![^\[]*\])")
_DENIED = "文件打不开：内容损坏，或大得不像一份统计表"


class SheetData(TypedDict):
    """One sheet as it crosses the process border."""

    name: str
    rows: list[list[str]]


def read_in_child(path: Path) -> list[SheetData]:
    """Return the visible sheets; raises UsageError when the file is broken or hostile."""
    _look_inside(path)
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__, str(path.resolve())],
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            cwd=Path(__file__).resolve().parents[2],
        )
    except subprocess.TimeoutExpired as error:
        raise UsageError(f"{path}：{_DENIED}。") from error
    if done.returncode != 0:
        raise UsageError(f"{path}：{_DENIED}。")
    sheets: list[SheetData] = json.loads(done.stdout)
    return sheets


def _look_inside(path: Path) -> None:
    """Refuse what unpacks to far more than a table before any of it is unpacked."""
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UsageError(f"{path}：文件已损坏，请重新导出。") from error
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        kind = "Word 文档" if "word/document.xml" in names else "压缩包或别的文件"
        raise UsageError(f"{path}：是{kind}，不是 xlsx 表格。")
    total = sum(part.file_size for part in parts)
    packed_size = sum(part.compress_size for part in parts) or 1
    if len(parts) > _MOST_PARTS or total > _MOST_UNPACKED or total > _MOST_RATIO * packed_size:
        raise UsageError(f"{path}：{_DENIED}。")


def _limit() -> None:
    """Limit this process where the system can; elsewhere the time limit remains."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


def _sheets(path: str) -> list[SheetData]:
    from openpyxl import load_workbook

    values = load_workbook(path, data_only=True)
    formulas = load_workbook(path, data_only=False)
    found: list[SheetData] = []
    for sheet in values.worksheets:
        if sheet.sheet_state != "visible":
            continue
        if sheet.max_row * sheet.max_column > _MOST_CELLS:
            raise ValueError("too many cells")
        found.append(_sheet(sheet, formulas[sheet.title]))
    return found


def _sheet(sheet: Any, formulas: Any) -> SheetData:
    """Return one sheet; a merged text stands in every cell it covers, a merged figure in one.

    A figure that nobody sees, or that was never worked out, becomes the reason why not.
    """
    hidden = _hidden_columns(sheet)
    rows = [[_text(cell.value, cell.number_format) for cell in row] for row in sheet.iter_rows()]
    for down, texts in enumerate(rows):
        for right, text in enumerate(texts):
            at = {"row": down + 1, "column": right + 1}
            if not text and formulas.cell(**at).data_type == "f":
                texts[right] = f"{TOLD}公式没有算出数，请打开表格保存一次再导入"
                continue
            unseen = right + 1 in hidden or sheet.row_dimensions[down + 1].hidden
            if unseen and isinstance(sheet.cell(**at).value, int | float):
                texts[right] = f"{TOLD}“{text}”在隐藏的行或列里，算不算？"
    for area in sheet.merged_cells.ranges:
        value = sheet.cell(area.min_row, area.min_col).value
        if isinstance(value, str):
            for row in range(area.min_row, area.max_row + 1):
                for column in range(area.min_col, area.max_col + 1):
                    rows[row - 1][column - 1] = value
    return {"name": sheet.title, "rows": rows}


def _hidden_columns(sheet: Any) -> set[int]:
    return {
        number
        for group in sheet.column_dimensions.values()
        if group.hidden
        for number in range(group.min or 1, (group.max or group.min or 0) + 1)
    }


def _text(value: object, number_format: str) -> str:
    """Return a cell as text; dates as ISO, shares as percent, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date) and not _SHOWS_DAY.search(number_format):
        return f"{value.year}年{value.month}月"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, int | float):
        if said := _SCALED.search(number_format):
            return f"{value}（显示成以“{said[0]}”为单位）"
        if "%" in number_format:
            return f"{round(value * 100, 4):g}%"
        return str(int(value)) if float(value).is_integer() else repr(value)
    return str(value)


def _main(path: str) -> int:
    _limit()
    from lxml.etree import LxmlError

    try:
        sheets = _sheets(path)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, MemoryError,
            LxmlError, zipfile.BadZipFile, SyntaxError) as error:  # fmt: skip
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return 1
    sys.stdout.write(json.dumps(sheets))
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1]))
