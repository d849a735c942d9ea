"""The form's own rules put to a filled form (ids C1–C31)."""

from audits.facts import Remark
from reportgen.checks import check
from reportgen.submitted.labels import shipped_forms
from reportgen.submitted.submission import Submission


def form_rules(submission: Submission) -> tuple[Remark, ...]:
    """Return what the rules of the recognised form say; nothing where no form was recognised."""
    if submission.form is None:
        return ()
    form = shipped_forms()[submission.form]
    fields = {key: field for key, field in submission.fields.items() if key in form.fields}
    printed = submission.fields.get("report_year")
    stated = printed.value if printed is not None else None
    asked = {question.field for question in submission.questions}
    written = {
        key: field.written_as
        for key, field in fields.items()
        if field.value is not None or field.written_as or key not in asked
    }
    return check(
        form,
        {key: field.value for key, field in fields.items()},
        stated if isinstance(stated, int) else None,
        written=written,
    )
