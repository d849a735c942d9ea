"""All output formats, in the order they are written; a new format is one line here."""

from reportgen.exports import (
    evidence_csv,
    indicators_json,
    note_files,
    report_docx,
    report_html,
    report_json,
    screenshots,
    supplements,
)
from reportgen.exports.interface import Export

EXPORTS: tuple[Export, ...] = (
    evidence_csv.EXPORT,
    report_json.EXPORT,
    report_html.EXPORT,
    report_docx.EXPORT,
    note_files.EXPORT,
    supplements.EXPORT,
    indicators_json.EXPORT,
    screenshots.EXPORT,
)
