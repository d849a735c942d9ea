"""What a format of the official form is: the files it makes of one form, read back and compared."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reportgen.official.form import OfficialForm


@dataclass(frozen=True, slots=True)
class FormFile:
    """One file: what its name ends with (``.docx``, ``-粘贴用.html``), and its bytes.

    ``note`` is a sentence (Chinese) for whoever exports, empty if there is nothing to say.
    ``write`` writes a file too large to be held here; ``content`` is then empty.
    """

    ending: str
    content: bytes
    note: str = ""
    write: Callable[[Path], None] | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """A format; ``id`` is what people write after ``--format``.

    ``render`` returns files that were read back and say what was meant, or raises ExportError.
    """

    id: str
    title: str
    render: Callable[[OfficialForm], tuple[FormFile, ...]]
