"""The evidence pages in a real Chromium: by keyboard, without scripts, narrow, accessible."""

import re
import socket
import threading
import time
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import expect, sync_playwright

import crawler
from crawler.browser.render import browser_path
from nianbao.reviewing import Folders
from reportgen.review.app import Door, application
from tests.audits.smallweb import crawl
from tests.nianbao.test_evidence_pages import CASE, NOW, site

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not browser_path(), reason="no Chromium here"),
]
AXE = Path(crawler.__file__).with_name("vendored") / "axe-core" / "axe.min.js"
PAGES = (
    f"{CASE}/field/items_total/evidence", f"{CASE}/field/items_total/evidence?fate=undated",
    f"{CASE}/field/accessibility_offered/evidence", f"{CASE}/columns",
)  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """The address of a served workspace with one crawled site, and a way to a fresh token."""
    folder = tmp_path_factory.mktemp("ws")
    (folder / "yunling.example").mkdir()
    crawl(site(), folder / "yunling.example" / "2024")
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    tokens = []
    door = Door(hosts=(f"127.0.0.1:{port}",), port=port, announce=tokens.append)
    app = application(Folders(folder), door, lambda: NOW)
    app.review.token.renew(NOW)
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{port}", tokens[0]
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def context(home):
    address, token = home
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(browser_path()), args=["--no-sandbox"]
        )
        context = browser.new_context(base_url=address)
        context.new_page().goto(f"/enter?token={token}")
        yield context
        browser.close()


def figure(page):
    return int(re.sub(r"\D", "", page.locator(".card .value").inner_text()))


def test_rows_are_put_out_and_back_with_the_keyboard_only(context):
    page = context.new_page()
    page.goto(f"{CASE}/field/items_affairs")
    page.keyboard.press("e")
    page.wait_for_url("**/evidence")
    before = figure(page)
    page.locator("input[name=row]").first.focus()
    page.keyboard.press("Space")
    page.get_by_label("理由").focus()
    page.keyboard.type("不是本单位的信息")
    page.keyboard.press("Enter")
    page.wait_for_url("**fate=counted**")
    assert figure(page) == before - 1
    page.get_by_role("button", name="撤销第 1 步").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#ruled")).to_have_count(0)
    assert figure(page) == before
    page.close()


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_a_serious_fault_nor_asks_for_anything_foreign_nor_is_too_wide(context, path):
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(path)
    page.evaluate("document.querySelectorAll('main details').forEach(d => { d.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run().then(r => r.violations.map(v => [v.impact, v.id]))")
    assert [fault for fault in found if fault[0] in ("serious", "critical")] == []
    assert {url.split("/")[2] for url in asked} == {page.url.split("/")[2]}
    page.close()
