"""The form as PDF: the Word form through LibreOffice, else the page through the browser.

LibreOffice gives the same sheet as the docx and text that can be copied; a machine without it has
a browser. A PDF carries its fonts, so which ones stand in for 仿宋 is read from the file itself.
"""

import io
import logging
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pdfplumber

from crawler.browser.render import browser_path
from crawler.errors import ExportError
from reportgen.exports.docx_styles import SUBSTITUTES
from reportgen.exports.report_docx import build
from reportgen.official.browser_print import printed
from reportgen.official.form import OfficialForm
from reportgen.official.interface import Format, FormFile
from reportgen.official.readback import check_table, check_values
from reportgen.paper import lay_out

_ENDING = ".pdf"
_SECONDS = 120
_NAMES = ("soffice", "libreoffice")
_NOTHING = (
    "没有找到 LibreOffice，也没有浏览器（Chromium、Chrome 或 Edge），做不了 PDF。"
    "请装一个；或导出 docx，再用 Word、WPS 另存为 PDF。"
)
_WANTED = {"仿宋": ("fangsong", "仿宋"), "黑体": ("simhei", "黑体"), "宋体": ("simsun", "宋体")}
_PLAIN = ("Times", "Liberation", "DejaVu")  # figures and letters
# A collection's faces share one name in the file, whichever language's was used.
_KNOWN = {
    "notosanscjk": "思源黑体（Noto Sans CJK）",
    "notoserifcjk": "思源宋体（Noto Serif CJK）",
}


def pdf(form: OfficialForm) -> bytes:
    """Return the PDF; raises ExportError when this machine has nothing to make it with."""
    program = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if program is not None:
        return _converted(program, build(form.report, is_draft=form.is_draft))
    if browser_path() is None:
        raise ExportError(_NOTHING)
    return printed(form)


def substitutes(content: bytes) -> str:
    """Return a sentence on the fonts that stand in for missing ones; empty if none does."""
    with pdfplumber.open(io.BytesIO(content)) as opened:
        names = {str(mark["fontname"]).rpartition("+")[2] for p in opened.pages for mark in p.chars}
    used = " ".join(names).lower()
    missing = [word for word, marks in _WANTED.items() if not any(mark in used for mark in marks)]
    if not missing:
        return ""
    found = sorted({_called(name) for name in names if not name.startswith(_PLAIN)})
    return f"本机没有{'、'.join(missing)}，PDF 里用 {'、'.join(found)} 代替。"


def _called(name: str) -> str:
    """Return a font's name as people know it."""
    bare = name.lower().replace(" ", "")
    return next((known for start, known in _KNOWN.items() if bare.startswith(start)), name)


def _converted(program: str, document: bytes) -> bytes:
    """Convert in a profile of its own: no macros, no updates of links, no window."""
    with tempfile.TemporaryDirectory(prefix="nianbao-") as name:
        folder = Path(name)
        source = folder / "form.docx"
        source.write_bytes(_with_installed_fonts(document))
        line = [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder / "out"),
            str(source),
        ]
        try:
            subprocess.run(line, capture_output=True, timeout=_SECONDS, check=False)
            return (folder / "out" / "form.pdf").read_bytes()
        except (subprocess.TimeoutExpired, OSError) as error:
            raise ExportError(
                "LibreOffice 没有转出 PDF。可导出 docx，再用 Word、WPS 另存为 PDF。"
            ) from error


def _with_installed_fonts(document: bytes) -> bytes:
    """Return the document with the stated substitute for every font this machine lacks.

    Left to itself the converter takes any font, often a Japanese one.
    """
    program = shutil.which("fc-list")
    if program is None:
        return document  # no fontconfig: Windows, where the fonts are
    listed = subprocess.run([program, ":", "family"], capture_output=True, check=False).stdout
    families = {name.strip() for name in re.split("[,\n]", listed.decode("utf-8", "replace"))}
    changes = {
        f'="{font}"': f'="{next((each for each in others if each in families), font)}"'
        for font, others in SUBSTITUTES.items()
        if font not in families
    }
    result = io.BytesIO()
    with ZipFile(io.BytesIO(document)) as old, ZipFile(result, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith(".xml"):
                text = part.decode("utf-8")
                for font, other in changes.items():
                    text = text.replace(font, other)
                part = text.encode("utf-8")
            new.writestr(name, part)
    return result.getvalue()


def _render(form: OfficialForm) -> tuple[FormFile, ...]:
    content = pdf(form)
    name = f"{form.stem}{_ENDING}"
    # the reader complains of every font that a browser drew as shapes
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    check_table(content, lay_out(form.report), name, spans=False)
    check_values(content, form, name)
    return (FormFile(_ENDING, content, substitutes(content)),)


FORMAT = Format("pdf", "报表（PDF）", _render)
