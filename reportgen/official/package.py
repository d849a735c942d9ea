"""取证包: one zip in which every figure can be followed to the pages, without this program.

The crawl as sealed, all rows as tables, screenshots, decisions, attachments, the report, a hash of
every file, and a page that explains them. The same inputs give the same bytes.
"""

import hashlib
import io
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from crawler.errors import ExportError
from reportgen.decisions.record import Decision
from reportgen.diff.rows import ColumnRows
from reportgen.exports.registry import EXPORTS
from reportgen.official import package_pages, tables, webpage, word
from reportgen.official.form import OfficialForm
from reportgen.official.interface import Format, FormFile
from reportgen.report import Report

ENDING = "-取证包.zip"
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)
_SUMS = "SHA256SUMS"
_FORMATS: tuple[Format, ...] = (word.FORMAT, webpage.FORMAT, tables.CSV, tables.JSON)


@dataclass(frozen=True, slots=True)
class Inputs:
    """What goes into the package. ``files`` are (name in the package, file on disk), some may miss.

    ``draft`` is what the program proposed; ``rows`` are all columns of the crawl with their rows,
    ``decisions`` the whole log.
    """

    form: OfficialForm
    draft: Report
    files: tuple[tuple[str, Path], ...]
    rows: tuple[ColumnRows, ...]
    decisions: tuple[Decision, ...]


def write_package(inputs: Inputs, target: Path) -> None:
    """Write the package and read it back.

    Raises ExportError when a file can't be read or the package does not hold what it should.
    """
    sums: dict[str, str] = {}
    try:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as package:
            for name, source in inputs.files:
                if source.is_file():
                    sums[name] = _copy(package, name, source)
            for name, content in _made(inputs):
                sums[name] = hashlib.sha256(content).hexdigest()
                package.writestr(_info(name), content)
            for name, content in package_pages.explained(inputs.form, inputs.decisions, sums):
                sums[name] = hashlib.sha256(content).hexdigest()
                package.writestr(_info(name), content)
            lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))
            package.writestr(_info(_SUMS), lines.encode("utf-8"))
    except OSError as error:
        raise ExportError(f"取证包写不出来：{error.strerror or error}") from error
    check_package(target)


def check_package(file: Path) -> None:
    """Raise ExportError unless every file of a package has the hash that is written down."""
    with zipfile.ZipFile(file) as package:
        lines = package.read(_SUMS).decode("utf-8").splitlines()
        meant = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
        if set(package.namelist()) != {*meant, _SUMS}:
            raise ExportError("取证包写出后核对不符：文件多了或少了，没有保存。")
        for name, digest in meant.items():
            if _hash_of(package, name) != digest:
                raise ExportError(f"取证包写出后核对不符：{name}，没有保存。")


def _hash_of(package: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with package.open(name) as opened:
        while piece := opened.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def as_file(inputs: Inputs) -> FormFile:
    """Return the package as a file that is written when its place is ready."""
    return FormFile(ENDING, b"", write=lambda target: write_package(inputs, target))


def _made(inputs: Inputs) -> Iterator[tuple[str, bytes]]:
    """Yield what is made anew: the report with its evidence, the form, the rows of all columns."""
    # the moment of the export is no part of the evidence
    moment = _moment(inputs.form)
    report = replace(inputs.form.report, generated_at=moment)
    form = replace(inputs.form, report=report)
    for export in EXPORTS:
        for file in export.render(replace(inputs.draft, generated_at=moment)):
            yield f"草稿和依据/{file.path.as_posix()}", file.content
    for each in _FORMATS:
        for made in each.render(form):
            yield f"报表/{form.stem}{made.ending}", made.content
    yield "栏目和条目/栏目台账.csv", package_pages.ledger_table(report)
    for number, column in enumerate(inputs.rows, 1):
        yield f"栏目和条目/{number:04}.csv", package_pages.rows_table(column)


def _moment(form: OfficialForm) -> str:
    crawl = form.report.crawl
    return form.signed_at or crawl.sealed_at or crawl.started_at


def _copy(package: zipfile.ZipFile, name: str, source: Path) -> str:
    """Copy a file as it is, in pieces; return its hash."""
    digest = hashlib.sha256()
    with source.open("rb") as opened, package.open(_info(name), "w", force_zip64=True) as target:
        shutil.copyfileobj(opened, _Both(target, digest), 1 << 20)
    return digest.hexdigest()


class _Both(io.RawIOBase):
    """Hands what is written on to a file and to a hash."""

    def __init__(self, target: Any, digest: Any) -> None:
        super().__init__()
        self._target, self._digest = target, digest

    def write(self, data: Any) -> int:
        self._digest.update(data)
        self._target.write(data)
        return len(data)


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _FIXED_DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 0
    info.external_attr = 0
    return info


def kept_files(folder: Path, site_file: Path) -> Iterable[tuple[str, Path]]:
    """Yield (name in the package, file) of what lies in the folder of a year."""
    yield "采集/crawl.sqlite", folder / "crawl.sqlite"
    yield "采集/facts.json", folder / "facts.json"
    yield "采集/site.toml", site_file
    yield "留痕/decisions.jsonl", folder / "decisions.jsonl"
    yield "留痕/imports.jsonl", folder / "imports.jsonl"
    attachments = folder / "attachments"
    if attachments.is_dir():
        for file in sorted(attachments.rglob("*")):
            if file.is_file():
                yield f"佐证材料/{file.relative_to(attachments).as_posix()}", file
