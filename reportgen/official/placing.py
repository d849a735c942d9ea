"""Puts a set of files into a folder: all of them or none, and never over a signed one.

The set is written and flushed in a hidden folder beside its targets first. A draft replaces the
drafts of an earlier run; a signed form takes a new name when its name is taken.
"""

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from crawler.errors import ExportError, StoreError
from reportgen.decisions.durable import flush_folder
from reportgen.official.interface import FormFile

_HIDDEN = ".nianbao-export-"
_MOST = 1000
_LONGEST = 3600.0  # seconds


def place(files: Sequence[FormFile], folder: Path, stem: str, *, replace: bool) -> tuple[Path, ...]:
    """Return the files as they lie in ``folder``, each ``stem`` with its own ending.

    With ``replace`` older files of the same names go first, so that old and new never lie side by
    side; without, the whole set gets a number (``-2``) when one of its names is taken.
    Raises StoreError for a full disk, ExportError for a folder that can't be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        with tempfile.TemporaryDirectory(prefix=f"{_HIDDEN}{os.getpid()}-", dir=folder) as name:
            parts = [_written(Path(name) / str(n), file) for n, file in enumerate(files)]
            if replace:
                targets = [folder / f"{stem}{file.ending}" for file in files]
                for target in targets:
                    target.unlink(missing_ok=True)
                for part, target in zip(parts, targets, strict=True):
                    part.replace(target)
            else:
                targets = _placed_anew(parts, files, folder, stem)
            flush_folder(folder)
    except OSError as error:
        raise _explained(error, folder) from error
    return tuple(targets)


def _written(part: Path, file: FormFile) -> Path:
    if file.write is not None:
        file.write(part)
    with part.open("ab") as opened:
        opened.write(file.content)
        opened.flush()
        os.fsync(opened.fileno())
    return part


def _placed_anew(
    parts: Sequence[Path], files: Sequence[FormFile], folder: Path, stem: str
) -> list[Path]:
    """Give the set the first names of which none is taken; another's file is never replaced."""
    for number in range(1, _MOST):
        name = stem if number == 1 else f"{stem}-{number}"
        targets = [folder / f"{name}{file.ending}" for file in files]
        if any(target.exists() for target in targets):
            continue
        done: list[Path] = []
        try:
            for part, target in zip(parts, targets, strict=True):
                put(part, target)
                done.append(target)
        except FileExistsError:  # somebody took a name meanwhile
            _take_back(done)
            continue
        except OSError:
            _take_back(done)
            raise
        return targets
    raise ExportError(f"{folder} 里已有太多份 {stem}，请换一个文件夹。")


def put(part: Path, target: Path) -> None:
    """Give a file its name unless the name is taken; raises FileExistsError."""
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without links (a USB stick)
        if target.exists():
            raise FileExistsError(target) from None
        part.rename(target)


def _take_back(files: Iterable[Path]) -> None:
    for file in files:
        with suppress(OSError):
            file.unlink()


def _sweep(folder: Path) -> None:
    """Remove what killed exports left behind, but nothing that another one is writing."""
    for left in folder.glob(f"{_HIDDEN}*"):
        if not _is_alive(left):
            shutil.rmtree(left, ignore_errors=True)


def _is_alive(hidden: Path) -> bool:
    """Say whether the export that made a hidden folder may still be running."""
    number = hidden.name.removeprefix(_HIDDEN).partition("-")[0]
    if os.name != "posix" or not number.isdigit():
        return hidden.stat().st_mtime + _LONGEST > time.time()
    try:
        os.kill(int(number), 0)  # signal 0 only asks
    except ProcessLookupError:
        return False
    except OSError:
        pass
    return True


def _explained(error: OSError, folder: Path) -> ExportError | StoreError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StoreError(f"磁盘已满，写不进 {folder}，一个文件也没有写。请腾出空间后再运行。")
    if isinstance(error, PermissionError):
        why = "没有写入权限，或文件正被别的程序打开"
    elif isinstance(error, FileExistsError | NotADirectoryError | IsADirectoryError):
        why = "同名的文件或文件夹占住了位置"
    else:
        why = error.strerror or "读写出错"
    return ExportError(f"写不进 {folder}：{why}。")
