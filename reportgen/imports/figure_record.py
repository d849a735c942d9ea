"""From the figures of a file to a record: nothing twice, nothing silently overwritten."""

from collections.abc import Sequence

from reportgen.imports.figures import FigureFile, Found, Question
from reportgen.imports.journal import Figure, ImportedFile, ImportRecord
from reportgen.imports.labels import known_fields

KIND = "figures"


def record_figures(
    read: FigureFile,
    file: ImportedFile,
    before: Sequence[ImportRecord],
    at: str,
    replace: bool = False,
) -> tuple[ImportRecord | None, tuple[Question, ...]]:
    """Return the record to append, or None when nothing is new, and all open questions.

    A figure that differs from one imported earlier is asked about and not taken, unless
    ``replace``. The same file again, under whatever name, gives None.
    """
    known = {each.sha256 for record in before for each in record.files}
    if file.sha256 in known and not replace:
        return None, read.questions
    standing = {figure.field: (figure, record) for record in before for figure in record.figures}
    taken: list[Figure] = []
    questions = list(read.questions)
    for found in read.figures:
        old, record = standing.get(found.field, (None, None))
        if old is not None and record is not None and old.value is not None:
            if old.value == found.value:
                continue
            if not replace:
                questions.append(_clash(found, old, record))
                continue
        taken.append(_figure(found, file))
    columns = [{"path": list(each.path), "count": each.count} for each in read.columns]
    if not taken and not columns:
        return None, tuple(questions)
    details = {"columns": columns} if columns else {}
    return ImportRecord(KIND, at, (file,), tuple(taken), details), tuple(questions)


def _figure(found: Found, file: ImportedFile) -> Figure:
    return Figure(
        field=found.field,
        value=found.value,
        outcome=found.outcome,
        reason=found.reason,
        scope="有关科室或系统提供的数",
        quote=found.how,
        file=file.name,
    )


def _clash(found: Found, old: Figure, record: ImportRecord) -> Question:
    names = "、".join(file.name for file in record.files[:3])
    label = known_fields()[found.field].label
    return Question(
        found.field,
        f"“{label}”以前从 {names} 导入的是 {old.value}，这次是 {found.value}。"
        "两个数不会相加；以这次的为准，请加 --replace 再导入",
    )
