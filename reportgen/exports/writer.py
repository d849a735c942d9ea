"""Writes the rendered files: each one whole or not at all."""

import errno
import os
from pathlib import Path

from crawler.errors import ExportError, StoreError
from reportgen.exports.interface import Export, OutputFile
from reportgen.exports.registry import EXPORTS
from reportgen.report import Report


def write_all(report: Report, out: Path, exports: tuple[Export, ...] = EXPORTS) -> tuple[Path, ...]:
    """Write every format into ``out`` and return the files by format, in registry order.

    A format that fails does not keep the others from being written; its own files of an earlier
    run are removed, so that no old figure lies beside new ones. Raises ExportError with all
    complaints afterwards, StoreError at once when the disk is full.
    """
    written: list[Path] = []
    complaints: list[str] = []
    for export in exports:
        own: set[Path] = set()
        try:
            for file in export.render(report):
                own.add(_write(file, out))
        except ExportError as error:
            complaints.append(str(error))
        written += sorted(own)
        complaints += _remove_old(export, report, out, own)
    if complaints:
        raise ExportError("；".join(complaints))
    return tuple(written)


def _write(file: OutputFile, out: Path) -> Path:
    """Write beside the target, flush to disk, then put it in place in one step."""
    target = out / file.path
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with part.open("wb") as opened:
                opened.write(file.content)
                opened.flush()
                os.fsync(opened.fileno())
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StoreError(
                f"磁盘已满，写不下 {file.path}。请腾出空间，再运行同一条命令。"
            ) from error
        raise ExportError(f"写不出 {target}：{_cause(error)}") from error
    return target


def _remove_old(export: Export, report: Report, out: Path, kept: set[Path]) -> list[str]:
    """Remove files of this format that this report did not write; return what could not go."""
    complaints = []
    for path in export.may_write(report):
        old = out / path
        if old in kept:
            continue
        try:
            old.unlink(missing_ok=True)
        except OSError as error:
            complaints.append(f"旧文件 {old} 删不掉：{_cause(error)}")
    return complaints


def _cause(error: OSError) -> str:
    """Return why a file could not be written, in words a clerk can act on."""
    if isinstance(error, PermissionError):
        return "没有写入权限，或文件正被别的程序打开"
    if isinstance(error, FileExistsError | NotADirectoryError | IsADirectoryError):
        return "同名的文件或文件夹占住了位置"
    return error.strerror or "读写出错"
