"""Old Word files through LibreOffice, where the machine has it."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reportgen.submitted.refused import SubmittedFileError
from reportgen.submitted.signs import is_old_word

_SECONDS = 120
_NAMES = ("soffice", "libreoffice")


@contextmanager
def readable(file: Path) -> Iterator[Path]:
    """Yield a file the readers can take: itself, or a docx made of an old Word file.

    Without LibreOffice the file itself comes back, and its reader says what to do.
    Raises SubmittedFileError when the conversion fails.
    """
    program = next((found for name in _NAMES if (found := shutil.which(name))), None)
    if program is None or not is_old_word(file):
        yield file
        return
    with tempfile.TemporaryDirectory(prefix="nianbao-") as folder:
        yield _converted(program, file, Path(folder))


def _converted(program: str, file: Path, folder: Path) -> Path:
    """Convert in a profile of its own: no macros, no updates of links, no window."""
    source = folder / "form.doc"
    shutil.copyfile(file, source)
    line = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--convert-to",
        "docx",
        "--outdir",
        str(folder / "out"),
        str(source),
    ]
    try:
        subprocess.run(line, capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise SubmittedFileError(
            f"LibreOffice 转换了 {_SECONDS} 秒还没有完成，可能加了密码或已损坏。"
        ) from error
    made = folder / "out" / "form.docx"
    if not made.is_file():
        raise SubmittedFileError("旧的 doc 文件转换不了，可能加了密码或已损坏。请另存为 docx。")
    return made
