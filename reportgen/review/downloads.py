"""The form as a file to take along: the official one once it is signed, a marked draft before."""

import io
import zipfile
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import Response

from reportgen.decisions.confirmed import Confirmed, why_not_final
from reportgen.official.form import OfficialForm, draft_form, signed_form
from reportgen.official.interface import Format
from reportgen.official.registry import FORMATS
from reportgen.review.visits import Visit

_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
}


def choices() -> tuple[Format, ...]:
    """Return the formats that can be taken along."""
    return FORMATS


def download(visit: Visit) -> Response:
    """Send the form in one format; several files of a format come in one archive.

    Raises ExportError when the file does not say what was meant.
    """
    wanted = visit.request.path_params["format"]
    chosen = next((each for each in FORMATS if each.id == wanted), None)
    if chosen is None:
        raise HTTPException(404)
    form = form_of(visit.case().confirmed())
    with visit.review.printing:
        files = chosen.render(form)
    if len(files) == 1:
        return _sent(files[0].content, form.stem + files[0].ending)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.writestr(form.stem + file.ending, file.content)
    return _sent(packed.getvalue(), f"{form.stem}-{chosen.id}.zip")


def form_of(decided: Confirmed) -> OfficialForm:
    """Return the signed form, or a draft that says what is left."""
    left = why_not_final(decided)
    if left or decided.signature is None:
        return draft_form(decided.report, left)
    return signed_form(decided.report, decided.signature.decision.at, decided.decisions[-1].hash)


def _sent(content: bytes, name: str) -> Response:
    """Return bytes that a browser keeps and never shows in our name."""
    kind = _TYPES.get(f".{name.rpartition('.')[2]}", "application/octet-stream")
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "content-security-policy": "sandbox; default-src 'none'",
    }
    return Response(content, media_type=kind, headers=headers)
