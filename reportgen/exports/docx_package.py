"""The file around a Word document: no person or machine named, always the same bytes."""

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime

from docx.document import Document

_UNWANTED = ("/thumbnail", "/extended-properties", "/customXml", "/stylesWithEffects")
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)
_TYPES = "[Content_Types].xml"


def packed(document: Document, title: str, written_at: datetime) -> bytes:
    """Return the document as bytes; ``written_at`` is the only date in it; no author is named."""
    properties = document.core_properties
    properties.author = ""
    properties.comments = ""
    properties.last_modified_by = ""
    properties.title = title
    properties.created = properties.modified = written_at.astimezone(UTC).replace(tzinfo=None)
    for relations in (document.part.package.rels, document.part.rels):
        unwanted = [key for key, one in relations.items() if one.reltype.endswith(_UNWANTED)]
        for key in unwanted:
            del relations[key]
    raw = io.BytesIO()
    document.save(raw)
    return repacked(raw.getvalue())


def _as_it_is(_name: str, part: bytes) -> bytes:
    return part


def repacked(content: bytes, changed: Callable[[str, bytes], bytes] = _as_it_is) -> bytes:
    """Return the same archive in a fixed order with fixed dates, each part as ``changed`` gives."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in sorted(old.namelist(), key=lambda name: (name != _TYPES, name)):
            info = zipfile.ZipInfo(name, _FIXED_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            new.writestr(info, changed(name, old.read(name)))
    return result.getvalue()
