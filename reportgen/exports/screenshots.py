"""evidence/screenshots/: pictures of the features that were tried."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from reportgen.exports.interface import Export, OutputFile
from reportgen.pictures import possible_paths
from reportgen.report import Report


def _render(report: Report) -> Iterator[OutputFile]:
    for picture in report.pictures:
        yield OutputFile(PurePosixPath(picture.path), picture.content)


EXPORT = Export("screenshots", "功能截图", _render, lambda report: possible_paths())
