"""The Word form: the official table with room for stamp and signatures."""

from reportgen.exports.report_docx import build
from reportgen.official.form import OfficialForm
from reportgen.official.interface import Format, FormFile
from reportgen.official.readback import check_table, check_values
from reportgen.paper import lay_out

_ENDING = ".docx"


def _render(form: OfficialForm) -> tuple[FormFile, ...]:
    content = build(form.report, is_draft=form.is_draft)
    check_table(content, lay_out(form.report), f"{form.stem}{_ENDING}")
    check_values(content, form, f"{form.stem}{_ENDING}")
    return (FormFile(_ENDING, content),)


FORMAT = Format("docx", "报表（Word）", _render)
