"""佐证材料: files bound to a field by hash, kept beside the crawl and copied with the draft."""

import hashlib
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from crawler.errors import UsageError
from reportgen.imports.journal import ImportedFile, ImportRecord

KIND = "attachment"
_MOST_BYTES = 200_000_000
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file and the field it supports; ``path`` is the kept copy, named after its hash."""

    field: str
    name: str
    sha256: str
    path: Path


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file, read in blocks."""
    digest = hashlib.sha256()
    with path.open("rb") as opened:
        while block := opened.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def keep(path: Path, field: str, folder: Path, at: str) -> ImportRecord:
    """Copy a file into ``folder`` and return its record; UsageError for no file or a huge one."""
    if not path.is_file():
        raise UsageError(f"没有这个文件：{path}")
    if path.stat().st_size > _MOST_BYTES:
        raise UsageError(f"{path}：超过 {_MOST_BYTES // 1_000_000} MB，请压缩或只留有关的页。")
    digest = file_digest(path)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, folder / _kept_name(digest, path.name))
    return ImportRecord(KIND, at, (ImportedFile(path.name, digest),), (), {"field": field})


def attachments_of(records: Iterable[ImportRecord], folder: Path) -> tuple[Attachment, ...]:
    """Return every attachment once, in the order they were bound."""
    found: dict[tuple[str, str], Attachment] = {}
    for record in records:
        if record.kind == KIND:
            (file,) = record.files
            kept = folder / _kept_name(file.sha256, file.name)
            bound = Attachment(record.details["field"], file.name, file.sha256, kept)
            found[bound.field, bound.sha256] = bound
    return tuple(found.values())


def _kept_name(digest: str, name: str) -> str:
    """Return a file name no system stumbles over, that still tells what it is."""
    return f"{digest[:12]}-{re.sub(r'[^0-9A-Za-z一-鿿._-]', '_', name)[-80:]}"
