"""What an output format is: a pure function from the report to the files it wants written."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from reportgen.report import Report


@dataclass(frozen=True, slots=True)
class OutputFile:
    """One file to write: path relative to the output folder, and its bytes."""

    path: PurePosixPath
    content: bytes


@dataclass(frozen=True, slots=True)
class Export:
    """An output format; ``id`` is what people write after ``--format``.

    ``render`` gives the same bytes for the same report and raises ExportError if what it made
    does not say what was meant. ``may_write`` names all paths of this format, so that files of
    an earlier run that the report no longer has are removed.
    """

    id: str
    title: str
    render: Callable[[Report], Iterator[OutputFile]]
    may_write: Callable[[Report], tuple[PurePosixPath, ...]]
