"""Proves a filled form: what was meant stands in its cells, and nothing else has changed."""

import io
from collections.abc import Mapping, Sequence
from typing import Any
from zipfile import ZipFile

from crawler.errors import ExportError
from reportgen.official.filling.strip import Strip
from reportgen.official.form import OfficialForm
from reportgen.official.readback import contradictions, squeezed
from reportgen.submitted.document import Table
from reportgen.submitted.reading import read_document
from reportgen.submitted.refused import SubmittedFileError

_MAY_CHANGE = ("word/document.xml", "xl/worksheets/")


def prove(
    form: OfficialForm,
    files: tuple[bytes, bytes],
    touched: Mapping[tuple[int, int, int], Strip],
    again: Any,
    placed: Sequence[str],
    name: str,
) -> None:
    """Raise ExportError unless the filled file differs from the blank one as meant and no more.

    ``files`` are the blank and the filled one, ``again`` the filled one opened as a BlankForm;
    ``touched`` are the changed cells by (block, row, column).
    """
    before, after = files
    _check_parts(before, after, name)
    _check_cells(before, again, touched, name)
    if form.is_draft:
        return
    try:
        found = read_document(again.document, name, form.report.form.id)
    except SubmittedFileError as error:
        raise ExportError(f"{name} 填写后读不回来：{error}没有保存。") from error
    labels = {form.report.fields[key].field.label for key in placed if key in form.report.fields}
    wrong = [label for label in contradictions(found, form.report) if label in labels]
    if wrong:
        raise ExportError(f"{name} 填写后核对不符：{'、'.join(wrong)}，没有保存。")


def _check_parts(before: bytes, after: bytes, name: str) -> None:
    """Compare all other parts of the package byte for byte, and their order."""
    with ZipFile(io.BytesIO(before)) as old, ZipFile(io.BytesIO(after)) as new:
        if old.namelist() != new.namelist():
            raise ExportError(f"{name} 填写后文件的组成变了，没有保存。")
        for part in old.namelist():
            if not part.startswith(_MAY_CHANGE) and old.read(part) != new.read(part):
                raise ExportError(f"{name} 填写后 {part} 变了，没有保存。")


def _check_cells(
    before: bytes, again: Any, touched: Mapping[tuple[int, int, int], Strip], name: str
) -> None:
    """Compare every cell: changed ones with what was written, all others with the blank form."""
    blank = type(again)(before).document
    if len(blank.blocks) != len(again.document.blocks):
        raise ExportError(f"{name} 填写后内容多了或少了，没有保存。")
    for number, (old, new) in enumerate(zip(blank.blocks, again.document.blocks, strict=True)):
        if not isinstance(old, Table) or not isinstance(new, Table):
            continue
        if [_shape(cell) for cell in old.cells] != [_shape(cell) for cell in new.cells]:
            raise ExportError(f"{name} 填写后表格变了样，没有保存。")
        for one, other in zip(old.cells, new.cells, strict=True):
            strip = touched.get((number, one.row, one.column))
            if strip is None:
                is_same = one.text == other.text
            else:
                told, meant = squeezed(other.text), squeezed(strip.text)
                is_same = told in meant and (bool(told) or not _must_show(strip, touched))
            if not is_same:
                place = f"第 {one.row + 1} 行第 {one.column + 1} 列"
                raise ExportError(f"{name} 填写后核对不符（{place}），没有保存。")


def _must_show(strip: Strip, touched: Mapping[tuple[int, int, int], Strip]) -> bool:
    """Say whether something was written into one cell, which then must show it."""
    is_written = any(piece.changed and piece.text.strip() for piece in strip.pieces)
    return is_written and sum(each is strip for each in touched.values()) == 1


def _shape(cell: Any) -> tuple[int, int, int, int]:
    return (cell.row, cell.column, cell.rows, cell.columns)
