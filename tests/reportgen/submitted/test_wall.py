"""Hostile, broken and foreign files: each gets its sentence, and nothing runs or is fetched."""

import io
import os
import signal
import socket
import struct
import sys
import time
import zipfile
import zlib
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import docx
import pytest

from reportgen.form import load_form
from reportgen.submitted.document import Document
from reportgen.submitted.intake import take_file
from reportgen.submitted.opening import open_document
from reportgen.submitted.refused import SubmittedFileError
from reportgen.submitted.wall import Wall
from tests.reportgen.submitted import filled

SHEET = filled.sheet(load_form("national_2018"), filled.national())
GOOD = filled.as_docx(SHEET)


@pytest.fixture(scope="module")
def wall() -> Iterator[Wall]:
    with Wall(seconds=40) as wall:
        yield wall


def with_part(name: str, content: bytes, whole: bytes = GOOD) -> bytes:
    """The archive with one part more, or another in its place."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return out.getvalue()


def entity(target: str) -> bytes:
    document = zipfile.ZipFile(io.BytesIO(GOOD)).read("word/document.xml").decode()
    head, rest = document.split("?>", 1)
    doctype = f'<!DOCTYPE x [<!ENTITY leak SYSTEM "{target}">]>'
    return with_part("word/document.xml", f"{head}?>{doctype}{rest}".encode())


def zipped(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", 8) as package:
        package.writestr(name, content)
    return out.getvalue()


def locked_zip() -> bytes:
    """An archive whose first part says it is encrypted."""
    raw = bytearray(GOOD)
    raw[6] |= 1
    at = raw.rfind(b"PK\x01\x02")
    while at >= 0:
        raw[at + 8] |= 1
        at = raw.rfind(b"PK\x01\x02", 0, at)
    return bytes(raw)


def picture() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    )


def scanned(*lines: str) -> bytes:
    """A Word file of a few lines and a picture, as a scanner's program saves one."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.add_picture(io.BytesIO(picture()))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


FILES = {
    "empty": (b"", "空文件"),
    "blanks": (b"\0\0\r\n", "空文件"),
    "picture": (picture(), "扫描图片"),
    "scanned docx": (scanned(), "扫描图片.*请交"),
    "scanned docx with a title": (
        scanned("云岭市商务局政府网站工作年度报表（2025年度）", "扫描件如下，请查收。"),
        "不像一份填好的.*扫描图片.*请交",
    ),
    "cut docx": (GOOD[: len(GOOD) // 2], "已损坏"),
    "cut xlsx": (filled.as_xlsx(SHEET)[:3000], "已损坏"),
    "cut pdf": (filled.as_pdf(SHEET)[:9000], "已损坏"),
    "cut page": (filled.as_html(SHEET)[:4000], "没有保存完整"),
    "broken xml": (with_part("word/document.xml", b"<w:document"), "已损坏"),
    "archive": (zipped("form.docx", GOOD), "压缩包"),
    "rar": (b"Rar!\x1a\x07\x00" + bytes(50), "压缩包"),
    "nested": (with_part("word/more.zip", zipped("a", b"b")), "还套着压缩包"),
    "bomb": (with_part("word/media/big.xml", bytes(90_000_000)), "压缩炸弹"),
    "entity": (entity("file:///etc/hostname"), "XML 实体"),
    "locked": (locked_zip(), "密码"),
    "locked office": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "密码",
    ),
    "old unknown": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧格式"),
    "damaged xls": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") + bytes(600),
        "已损坏",
    ),
    "letter": ("各科室：请报送年报材料。".encode("gb18030"), "不像一份填好的"),
    "binary": (bytes(range(256)) * 40, "不是认识的|不像一份填好的|已损坏"),
}


@pytest.mark.parametrize("name", FILES)
def test_file_that_cannot_be_read_is_refused_with_its_own_sentence(
    name: str, wall: Wall, tmp_path: Path
) -> None:
    content, sentence = FILES[name]
    file = tmp_path / "报表.docx"
    file.write_bytes(content)
    with pytest.raises(SubmittedFileError, match=sentence) as caught:
        take_file(file, wall)
    assert str(caught.value).startswith("报表.docx：")


def test_wall_goes_on_with_the_next_file_after_a_refusal(wall: Wall, tmp_path: Path) -> None:
    bad, good = tmp_path / "a.docx", tmp_path / "b.docx"
    bad.write_bytes(b"PK\x03\x04" + bytes(40))
    good.write_bytes(GOOD)
    with pytest.raises(SubmittedFileError):
        take_file(bad, wall)
    assert len(take_file(good, wall).fields) == 64


def test_macro_is_told_and_the_form_still_read(wall: Wall, tmp_path: Path) -> None:
    file = tmp_path / "a.docm"
    file.write_bytes(with_part("word/vbaProject.bin", b"\xd0\xcf macro"))
    found = take_file(file, wall)
    assert [q.message for q in found.questions] == ["文件带有宏，没有运行"]
    assert found.values["items_total"] is not None


def test_page_that_names_addresses_fetches_nothing(tmp_path: Path, wall: Wall) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        page = filled.as_html(SHEET).replace(
            b"<body>", f"<body><img src='{address}'><iframe src='{address}'></iframe>".encode()
        )
        file = tmp_path / "a.html"
        file.write_bytes(page)
        assert len(take_file(file, wall).fields) == 64
        with pytest.raises(TimeoutError):
            server.accept()


def test_child_that_hangs_is_ended_and_the_next_file_read(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(GOOD)
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes with names here")
    pipe = tmp_path / "never.docx"
    os.mkfifo(pipe)
    with Wall(seconds=8) as wall:
        with pytest.raises(SubmittedFileError, match="还没有读完"):
            wall.read(pipe)
        assert wall.read(file).characters > 100


def writer(pipe: Path, answer: "Future[Document]") -> int:
    """Open the pipe for writing as soon as a child reads it."""
    while not answer.done():
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            time.sleep(0.01)
    raise AssertionError("nobody reads the pipe any more")


def read_with_deaths(pipe: Path, *ends: signal.Signals) -> Document:
    """Read the good file through a pipe; each child in turn is ended while it waits there."""
    os.mkfifo(pipe)
    held: list[int] = []
    with Wall(seconds=30) as wall, ThreadPoolExecutor(1) as pool:
        answer = pool.submit(wall.read, pipe)
        for end in ends:
            held.append(writer(pipe, answer))
            child = wall._child
            assert child is not None
            child.send_signal(end)
            child.wait()
        try:
            with open(writer(pipe, answer), "wb") as out:
                os.set_blocking(out.fileno(), True)
                out.write(GOOD)
        except AssertionError:
            return answer.result()
        finally:
            for number in held:
                os.close(number)
        return answer.result()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_child_that_dies_once_without_a_word_is_started_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert read_with_deaths(tmp_path / "a.docx", signal.SIGKILL).characters > 100
    assert "ended with -9" in caplog.text


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
@pytest.mark.parametrize(
    "ends",
    [
        pytest.param((signal.SIGKILL, signal.SIGKILL), id="twice"),
        pytest.param((signal.SIGABRT,), id="out of memory in a library"),
    ],
)
def test_child_is_not_started_a_third_time_nor_after_a_limit(
    ends: tuple[signal.Signals, ...], tmp_path: Path
) -> None:
    said = "内存不够.*再读一次" if len(ends) > 1 else "内存过大.*请打开后另存为"
    with pytest.raises(SubmittedFileError, match=f"程序中断.*{said}"):
        read_with_deaths(tmp_path / "a.docx", *ends)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of memory are the system's")
def test_child_may_not_start_programs_write_or_connect() -> None:
    import subprocess

    code = """
import socket, subprocess, sys
from reportgen.submitted import child
sys.addaudithook(child._guard)
for act in (
    lambda: subprocess.Popen(["true"]),
    lambda: open("written", "w"),
    lambda: socket.create_connection(("127.0.0.1", 9)),
):
    try:
        act()
    except PermissionError:
        print("refused")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["refused"] * 3


def test_docx_boxes_of_controls_symbols_and_old_fields_are_read() -> None:
    body = zipfile.ZipFile(io.BytesIO(GOOD)).read("word/document.xml").decode()
    space = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'

    def control(state: str) -> str:
        return (
            f"<w:sdt><w:sdtPr><w14:checkbox {space}><w14:checked w14:val='{state}'/>"
            "</w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>X</w:t></w:r></w:sdtContent></w:sdt>"
        )

    def written(text: str) -> str:
        return f"<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>"

    symbols = (
        '<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>' + written("是　　")
        + '<w:r><w:sym w:font="Wingdings 2" w:char="F0A3"/></w:r>' + written("否")
    )  # fmt: skip
    fields = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>'
        "</w:checkBox></w:ffData></w:fldChar></w:r>" + written("是　　")
        + '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/>'
        "</w:checkBox></w:ffData></w:fldChar></w:r>" + written("否")
    )  # fmt: skip
    controls = control("1") + written("是　　") + control("0") + written("否")
    keys = ["unified_platform_used", "smart_qa_offered", "new_media_run"]
    start = 0
    for label, boxes in zip(
        ("是否使用统一平台", "是否提供智能问答", "是否有移动新媒体"),
        (controls, symbols, fields),
        strict=True,
    ):
        at = body.index("<w:r>", body.index(label, start) + len(label))
        end = body.index("</w:p>", at)
        body, start = body[:at] + boxes + body[end:], at
    from reportgen.submitted.reading import read_document

    made = with_part("word/document.xml", body.encode())
    found = read_document(open_document(made), "报表").values
    assert [found[key] for key in keys] == [True, True, False]
