"""口径说明 of the form that is exported: also who settled each figure, in which role and when."""

from collections.abc import Mapping

from reportgen.exports.note_files import note_document, note_page
from reportgen.official.form import OfficialForm
from reportgen.official.interface import FormFile
from reportgen.words import DRAFT

_NAME = "-口径说明"


def note_files(form: OfficialForm, people: Mapping[str, str]) -> tuple[FormFile, ...]:
    """Return the note as page and Word document; ``people`` by field, see ``deciders``."""
    mark = DRAFT if form.is_draft else f"已审签（{form.signed_at[:10]}）"
    return (
        FormFile(f"{_NAME}.html", note_page(form.report, people, mark).encode("utf-8")),
        FormFile(f"{_NAME}.docx", note_document(form.report, people, mark)),
    )
