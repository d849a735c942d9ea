"""The form already handed in for a year, kept by ``nianbao diff`` to stand beside the draft."""

import json
from collections.abc import Mapping

from audits.facts import Value
from nianbao.workspace import Place
from reportgen.decisions import durable
from reportgen.fields import load_fields
from reportgen.fill import fits
from reportgen.submitted.submission import Submission

SCHEMA = "nianbao.handed-in/1"


def keep(place: Place, submission: Submission) -> None:
    """Keep what a filled form says of this year, without what was doubtful in it.

    A draft was not handed in: nothing of it is kept.
    """
    if submission.is_draft or submission.year not in (None, place.year):
        return
    if not place.folder.is_dir():
        return
    asked = {question.field for question in submission.questions}
    values = {
        key: value
        for key, value in submission.values.items()
        if value is not None and key not in asked
    }
    raw = {"schema": SCHEMA, "values": values}
    durable.replace(
        place.handed_in_file, json.dumps(raw, ensure_ascii=False, sort_keys=True).encode()
    )


def kept(place: Place) -> Mapping[str, Value]:
    """Return the values handed in, by key; none when nothing readable was kept."""
    try:
        raw = json.loads(place.handed_in_file.read_text(encoding="utf-8"))
        values = dict(raw["values"]) if raw["schema"] == SCHEMA else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    fields = load_fields()
    return {
        key: value for key, value in values.items() if key in fields and fits(fields[key], value)
    }
