"""Opens one file by what it is, not by what it is called. Runs in the walled child only."""

import io
import struct
import zlib
from collections.abc import Callable
from dataclasses import replace
from zipfile import BadZipFile

from lxml import etree
from openpyxl.utils.exceptions import InvalidFileException
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException
from xlrd.biffh import XLRDError
from xlrd.compdoc import CompDocError

from crawler.pages.decode import decode
from reportgen.submitted import packages
from reportgen.submitted.document import MOST_CELLS, MOST_CHARACTERS, Document, Table
from reportgen.submitted.readers import pdf, text, webpage, word, workbook
from reportgen.submitted.refused import ODF, OLD_WORD, RTF, SubmittedFileError

MOST_BYTES = 50_000_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_DAMAGED = "文件已损坏或没有传完，打不开。请重新导出或重新发送。"
_LOCKED = "文件加了密码，打不开。请去掉密码后再交。"
_SCANNED = "是扫描图片，里面没有文字，认不出填报内容。请交 Word、Excel 原件或带文字的 PDF。"
_FAULTS = (
    BadZipFile, KeyError, ValueError, IndexError, TypeError, AttributeError, AssertionError,
    EOFError, OSError, struct.error, zlib.error, etree.LxmlError, InvalidFileException,
    XLRDError, CompDocError, PSException, MalformedPDFException, PdfminerException,
    ArithmeticError, NotImplementedError,
)  # fmt: skip


def open_document(content: bytes) -> Document:
    """Return the content of a file; raises SubmittedFileError with the sentence to show."""
    if not content.strip(b"\x00 \r\n\t"):
        raise SubmittedFileError("是空文件，里面什么都没有。请重新导出或重新发送。")
    if len(content) > MOST_BYTES:
        raise SubmittedFileError("文件超过 50 MB，不像一份报表，没有打开。")
    reader, extras = _reader(content)
    try:
        document = reader(content)
    except (RecursionError, MemoryError) as error:
        raise SubmittedFileError("文件结构不正常（层层嵌套或过大），没有读完。") from error
    except _FAULTS as error:
        raise SubmittedFileError(_LOCKED if _is_locked(error) else _DAMAGED) from error
    is_pdf = b"%PDF-" in content[:1024]
    pictures = pdf.has_scans(document) if is_pdf else b"/media/" in content or b"<img" in content
    _check_amount(document, is_pdf or pictures)
    return replace(document, remarks=(*extras, *document.remarks), has_pictures=pictures)


def _reader(content: bytes) -> tuple[Callable[[bytes], Document], tuple[str, ...]]:
    """Choose by signature; refuse the kinds nobody can read a form from."""
    head = content[:16]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        kind, extras = packages.examine(content)
        if kind == "archive":
            raise SubmittedFileError("是压缩包，请先解压，交里面的报表文件（或解压后的文件夹）。")
        if kind == "odf":
            raise SubmittedFileError(ODF)
        return (word.read if kind == "docx" else workbook.read), extras
    if head.startswith(OLE):
        return _old_office(content), ()
    if b"%PDF-" in content[:1024]:
        if b"%%EOF" not in content[-4096:]:
            raise SubmittedFileError(_DAMAGED)
        return pdf.read, ()
    if head.startswith(_ARCHIVES):
        raise SubmittedFileError("是压缩包，请先解压，交里面的报表文件（或解压后的文件夹）。")
    if head.startswith(_PICTURES):
        raise SubmittedFileError(_SCANNED)
    if head.startswith(b"{\\rtf"):
        raise SubmittedFileError(RTF)
    return _plain(content), ()


def _old_office(content: bytes) -> Callable[[bytes], Document]:
    """Choose for the binary formats of old office programs."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise SubmittedFileError(_LOCKED)
    if "WordDocument".encode("utf-16-le") in content:
        raise SubmittedFileError(OLD_WORD)
    if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        return workbook.read_old
    raise SubmittedFileError("是不认识的旧格式（可能是 wps、et），请另存为 docx 或 xlsx 再交。")


def _plain(content: bytes) -> Callable[[bytes], Document]:
    """Choose between a page and plain text; refuse bytes that are neither."""
    if content[:4096].count(0) > 64 and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SubmittedFileError("不是认识的文件格式。可以交 docx、xlsx、pdf、html 或 txt。")
    start = decode(content[:20_000], "text/html").text.lower()
    if "<w:worddocument" in start or "mso-application" in start:
        raise SubmittedFileError("是 Word 2003 的 XML 格式，请另存为 docx 再交。")
    if start.startswith("mime-version:") or "\nmime-version:" in start[:2000]:
        raise SubmittedFileError("是网页存档（mht），请另存为 html 再交。")
    if any(tag in start for tag in ("<html", "<!doctype html", "<table", "<body")):
        flat = content.lower()
        if flat.count(b"<table") > flat.count(b"</table"):
            raise SubmittedFileError("网页没有保存完整（表格只有一部分）。请重新保存或重新发送。")
        return webpage.read
    return text.read


def _is_locked(error: BaseException) -> bool:
    """Say whether a fault comes from a password, however deep it was raised."""
    seen: BaseException | None = error
    while seen is not None:
        inner = next((arg for arg in seen.args if isinstance(arg, BaseException)), None)
        if isinstance(seen, PDFPasswordIncorrect) or isinstance(inner, PDFPasswordIncorrect):
            return True
        if isinstance(seen, XLRDError) and "encrypted" in str(seen).lower():
            return True
        seen = seen.__cause__ or seen.__context__
    return False


def _check_amount(document: Document, is_picture: bool) -> None:
    cells = sum(len(block.cells) for block in document.blocks if isinstance(block, Table))
    if cells > MOST_CELLS or document.characters > MOST_CHARACTERS:
        raise SubmittedFileError("内容多得不像一份报表（表格上万行或文字过多），没有读完。")
    if document.characters == 0 or (document.characters < 30 and document.remarks):
        raise SubmittedFileError(_SCANNED if is_picture else "里面没有文字，没有可读的内容。")


def open_bytes(content: io.BufferedIOBase) -> Document:
    """Open what a stream holds, never more than one byte beyond the limit."""
    return open_document(content.read(MOST_BYTES + 1))
