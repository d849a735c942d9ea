"""From the demo to a signed Word document, with the keyboard only, through the real programs."""

import io
import json
import re
import socket
import subprocess
import sys

import pytest
from docx import Document
from playwright.sync_api import sync_playwright

from crawler.browser.render import browser_path
from nianbao.reviewing import Folders
from tests.reportgen.review.clerk import Clerk, approve_by_keyboard

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(not browser_path(), reason="no Chromium here"),
]


class Desk:
    """``nianbao review`` as its own process on a demo's workspace."""

    def __init__(self, workspace, process, address):
        self.process = process
        self.entrance = address
        self.home = re.match(r"http://[^/]+", address).group()
        folders = Folders(workspace)
        (name,) = folders.cases()
        self.file = folders.case(name.folder, name.year)

    def address(self):
        return self.entrance


@pytest.fixture
def desk(tmp_path):
    nianbao = [sys.executable, "-m", "nianbao"]
    subprocess.run(
        [*nianbao, "demo", "--workspace", tmp_path], check=True, capture_output=True, timeout=280
    )
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [*nianbao, "review", "--port", str(port), "--json", "--workspace", tmp_path]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        lines = [process.stdout.readline() for _ in range(3)]
        yield Desk(tmp_path, process, json.loads("".join(lines))["address"])
        process.terminate()


def test_a_clerk_comes_from_the_demo_to_a_signed_document_by_keyboard_only(desk):
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=str(browser_path()), args=["--no-sandbox"]
        )
        clerk = Clerk(chromium, desk)
        approve_by_keyboard(clerk)
        clerk.tab_to("Word")
        with clerk.page.expect_download() as waiting:
            clerk.press("Enter")
        content = waiting.value.path().read_bytes()
        assert "草稿" not in waiting.value.suggested_filename
        assert clerk.complaints == []
        chromium.close()
    document = Document(io.BytesIO(content))
    written = "\n".join(p.text for p in document.paragraphs)
    assert all(name in written for name in ("丙", "乙", "甲"))
    cells = {cell.text for row in document.tables[0].rows for cell in row.cells}
    assert {"96", "12", "63", "36"} <= cells
    assert not any("待填" in cell or "至少" in cell for cell in cells)
