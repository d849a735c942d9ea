"""A filled form as read: values, doubts and leftovers (contract nianbao.submitted/1)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from audits.facts import Remark, Value

SCHEMA = "nianbao.submitted/1"


@dataclass(frozen=True, slots=True)
class SubmittedField:
    """One field as the unit wrote it.

    ``value`` is None for a blank, a stroke, and whatever could not be read for certain;
    ``written_as`` is the cell on one line, empty for a blank. ``quote`` is label and cell.
    """

    key: str
    value: Value | None
    written_as: str
    quote: str


@dataclass(frozen=True, slots=True)
class Question:
    """Something only a person can settle; ``field`` is a key, empty if no field is meant."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Submission:
    """One file. ``form`` and ``year`` are None where nothing in it says so.

    ``is_draft``: the file says of itself that it is only a draft.
    """

    file: str
    form: str | None
    year: int | None
    fields: Mapping[str, SubmittedField]
    unplaced: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    remarks: tuple[Remark, ...] = ()
    is_draft: bool = False

    @property
    def values(self) -> dict[str, Value | None]:
        """The values by key."""
        return {key: field.value for key, field in self.fields.items()}

    @property
    def is_wrong(self) -> bool:
        """Whether a rule of the form is broken that has no excuse."""
        return any(remark.severity == "error" for remark in self.remarks)

    def with_remarks(self, remarks: tuple[Remark, ...]) -> "Submission":
        """Return the same with what the form's rules say."""
        return replace(self, remarks=remarks)


def as_document(submission: Submission) -> dict[str, Any]:
    """Return the submission as JSON values."""
    return {
        "schema": SCHEMA,
        "file": submission.file,
        "form": submission.form,
        "year": submission.year,
        "fields": {
            key: {"value": item.value, "written_as": item.written_as, "quote": item.quote}
            for key, item in submission.fields.items()
        },
        "unplaced": list(submission.unplaced),
        "questions": [{"field": q.field, "message": q.message} for q in submission.questions],
        "remarks": [
            {
                "id": remark.id,
                "severity": remark.severity,
                "message": remark.message,
                "fields": list(remark.fields),
            }
            for remark in submission.remarks
        ],
    }
