"""Office files are archives: looked over before anything inside is opened."""

import io
import re
import zlib
from zipfile import BadZipFile, ZipFile, ZipInfo

from reportgen.submitted.refused import SubmittedFileError

_MOST_PARTS = 3000
_MOST_BYTES = 150_000_000
_MOST_PART = 80_000_000
_MOST_RATIO = 300
_SMALL = 2_000_000
_ARCHIVES = (".zip", ".rar", ".7z", ".gz", ".tar", ".jar", ".cab")
_ACTIVE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def examine(content: bytes) -> tuple[str, tuple[str, ...]]:
    """Return what an archive is (docx, xlsx, odf, archive) and sentences about its extras.

    Raises SubmittedFileError when it is damaged, locked, or made to harm.
    """
    try:
        with ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            _check_sizes(parts, len(content))
            kind = _kind({part.filename for part in parts})
            if kind != "archive":
                _check_parts(package, parts)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise SubmittedFileError("文件已损坏或没有传完，打不开。请重新导出或重新发送。") from error
    except RuntimeError as error:  # what zipfile raises for a part under a password
        raise SubmittedFileError("文件加了密码，打不开。请去掉密码后再交。") from error
    return kind, _extras({part.filename for part in parts})


def _check_sizes(parts: list[ZipInfo], size: int) -> None:
    """Refuse what would unpack to far more than it is."""
    total = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    worst = any(
        part.file_size > _SMALL and part.file_size > _MOST_RATIO * max(part.compress_size, 1)
        for part in parts
    )
    largest = max((part.file_size for part in parts), default=0)
    too_much = total > _MOST_BYTES or largest > _MOST_PART or len(parts) > _MOST_PARTS
    starts = [part.header_offset for part in parts]
    overlapping = packed > size or len(starts) != len(set(starts))
    if worst or too_much or overlapping:
        raise SubmittedFileError("解开后大得不正常，可能是恶意文件（压缩炸弹），没有打开。")
    if any(part.flag_bits & 1 for part in parts):
        raise SubmittedFileError("文件加了密码，打不开。请去掉密码后再交。")


def _kind(names: set[str]) -> str:
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names and "mimetype" in names:
        return "odf"
    return "archive"


def _check_parts(package: ZipFile, parts: list[ZipInfo]) -> None:
    """Refuse archives inside, and texts that define entities of their own."""
    for part in parts:
        name = part.filename.lower()
        if name.endswith(_ARCHIVES):
            raise SubmittedFileError("文件里还套着压缩包，没有打开。请只交报表本身。")
        if name.endswith((".xml", ".rels", ".vml")):
            text = package.read(part)
            if _ACTIVE.search(text) or _ACTIVE.search(text.replace(b"\x00", b"")):
                raise SubmittedFileError("文件里有自定义的 XML 实体，正常的报表没有，没有打开。")


def _extras(names: set[str]) -> tuple[str, ...]:
    found = []
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        found.append("文件带有宏，没有运行")
    if any("/embeddings/" in name.lower() for name in names):
        found.append("文件里嵌着别的文件，没有打开")
    return tuple(found)
