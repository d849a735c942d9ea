"""Old Word, RTF and ODF files through LibreOffice, where the machine has it.

It converts in a profile of its own in which macros, active content and links to anything outside
the file are switched off, and behind a proxy that leads nowhere.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from reportgen.submitted.refused import NOT_CONVERTED, SubmittedFileError
from reportgen.submitted.signs import office_kind
from reportgen.submitted.wall import Wall

_SECONDS = 120
_NAMES = ("soffice", "libreoffice")
_TARGETS = {"doc": "docx", "rtf": "docx", "odt": "docx", "ods": "xlsx"}
_OFF = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Writer/Content/Update", "Link", "0"),
    ("Calc/Content/Update", "Link", "1"),
)
_PROXY = (
    ("ooInetProxyType", "2"),
    ("ooInetHTTPProxyName", "127.0.0.1"),
    ("ooInetHTTPProxyPort", "9"),
    ("ooInetHTTPSProxyName", "127.0.0.1"),
    ("ooInetHTTPSProxyPort", "9"),
    ("ooInetNoProxy", ""),
)


@contextmanager
def readable(file: Path, wall: Wall) -> Iterator[Path]:
    """Yield a file the readers can take: itself, or one that LibreOffice made of it.

    Without LibreOffice the file itself comes back, and its reader says what to do. Packed formats
    are looked over behind the wall first. Raises SubmittedFileError when the conversion fails.
    """
    kind = office_kind(file)
    program = next((found for name in _NAMES if (found := shutil.which(name))), None)
    if program is None or kind is None:
        yield file
        return
    _look_over(file, wall)
    with tempfile.TemporaryDirectory(prefix="nianbao-", ignore_cleanup_errors=True) as folder:
        yield _converted(program, file, kind, Path(folder))


def _look_over(file: Path, wall: Wall) -> None:
    """Let the child refuse bombs, entities and locked files before another program opens them."""
    try:
        wall.read(file)
    except SubmittedFileError as error:
        if str(error) not in NOT_CONVERTED:
            raise


def _converted(program: str, file: Path, kind: str, folder: Path) -> Path:
    """Convert without a window; a program that hangs is ended with all it started."""
    source, target = folder / f"form.{kind}", _TARGETS[kind]
    shutil.copyfile(file, source)
    _write_profile(folder / "profile")
    line = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--convert-to", target),
        *("--outdir", str(folder / "out"), str(source)),
    ]
    quiet = subprocess.DEVNULL
    child = subprocess.Popen(line, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        child.wait(_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise SubmittedFileError(
            f"LibreOffice 转换了 {_SECONDS} 秒还没有完成，可能加了密码或已损坏。"
        ) from error
    finally:
        _end(child)
    made = folder / "out" / f"form.{target}"
    if not made.is_file():
        raise SubmittedFileError(f"{kind} 文件转换不了，可能加了密码或已损坏。请另存为 {target}。")
    return made


def _end(child: "subprocess.Popen[bytes]") -> None:
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.kill()
    child.wait()


def _write_profile(folder: Path) -> None:
    """Write the settings of a profile that runs nothing and asks nobody."""
    items = [(f"Office.{path}", name, value) for path, name, value in _OFF]
    items += [("Inet/Settings", name, value) for name, value in _PROXY]
    body = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in items
    )
    file = folder / "user" / "registrymodifications.xcu"
    file.parent.mkdir(parents=True)
    file.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items'
        ' xmlns:oor="http://openoffice.org/2001/registry"'
        ' xmlns:xs="http://www.w3.org/2001/XMLSchema"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{body}</oor:items>',
        encoding="utf-8",
    )
