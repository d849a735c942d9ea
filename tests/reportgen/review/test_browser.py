"""The review page in a real Chromium: by keyboard alone, without scripts, narrow, accessible."""

import socket
import threading
import time
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import sync_playwright

import crawler
from crawler.browser.render import browser_path
from reportgen.decisions.confirmed import Stage
from tests.reportgen.review.clerk import Clerk, approve_by_keyboard, wait_for
from tests.reportgen.review.conftest import Bench, approve

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(not browser_path(), reason="no Chromium here"),
]
AXE = Path(crawler.__file__).with_name("vendored") / "axe-core" / "axe.min.js"


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(browser_path()), args=["--no-sandbox"]
        )
        yield browser
        browser.close()


@pytest.fixture
def served(report, tmp_path):
    """The bench behind a real server on a free port; ``home`` is its address."""
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    bench = Bench(tmp_path, report, port=port)
    config = uvicorn.Config(bench.app, log_config=None, lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield bench
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def clerk(chromium, served):
    clerk = Clerk(chromium, served)
    yield clerk
    clerk.context.close()


def test_from_the_address_to_the_approved_form_with_the_keyboard_only(clerk):
    approve_by_keyboard(clerk)
    confirmed = clerk.desk.file.confirmed()
    assert (confirmed.stage, confirmed.signature.preparer) == (Stage.APPROVED, "甲")
    assert clerk.complaints == []


def test_every_figure_is_reached_by_j_from_the_first_to_the_last_and_back_by_k(clerk):
    clerk.go("/part/1")
    first, seen = "f-" + next(iter(clerk.desk.report.fields)), []
    assert clerk.until(f"document.activeElement.id === '{first}'")
    while True:
        here = clerk.page.evaluate("location.pathname + document.activeElement.id")
        seen.append(clerk.focused())
        clerk.press("j")
        moved = "document.activeElement.id && location.pathname + document.activeElement.id"
        assert clerk.until(f"location.hash === '#signing' || ({moved} !== '{here}' && {moved})")
        if clerk.page.url.endswith("#signing"):
            break
    keys = [name.removeprefix("f-") for name in seen]
    assert keys == list(clerk.desk.report.fields)


def test_keys_are_letters_while_somebody_types_and_escape_leads_back(clerk):
    clerk.go("/part/3")
    clerk.press("c")
    clerk.type("jjaa")
    assert clerk.focused("value").endswith("jjaa")
    clerk.press("Escape")
    assert clerk.focused().startswith("f-items")
    assert clerk.settled() == 0


def test_the_keys_are_listed_and_the_list_closes(clerk):
    clerk.go("/part/3")
    clerk.press("?")
    assert clerk.page.locator("#help").is_visible()
    clerk.press("Escape")
    assert not clerk.page.locator("#help").is_visible()


def test_without_scripts_the_same_forms_do_the_same(chromium, served):
    clerk = Clerk(chromium, served, java_script_enabled=False)
    clerk.go("/part/3")
    clerk.page.locator("#f-items_affairs").get_by_role("button", name="确认", exact=True).click()
    assert "/part/3#f-items_affairs" in clerk.page.url
    card = clerk.page.locator("#f-items_affairs")
    assert "已确认" in card.inner_text()
    card.locator("summary", has_text="改数").click()
    card.get_by_label("改为").fill("7")
    card.get_by_label("为什么改").fill("漏了")
    card.get_by_role("button", name="保存").click()
    assert served.file.confirmed().report.fields["items_affairs"].value == 7
    clerk.context.close()


def test_two_browsers_on_one_figure_the_second_is_told(chromium, clerk):
    other = Clerk(chromium, clerk.desk)
    for each in (clerk, other):
        each.go("/field/items_affairs")
    clerk.press("a")
    wait_for(clerk, 1)
    other.press("c")
    other.page.keyboard.press("Control+A")
    other.type("9")
    other.press("Tab")
    other.type("漏了")
    other.press("Enter")
    alert = other.page.get_by_role("alert")
    alert.wait_for()
    assert "刚刚改动过这里" in alert.inner_text()
    assert other.page.get_by_label("改为").input_value() == "9"
    assert clerk.desk.file.confirmed().report.fields["items_affairs"].value == 2
    other.context.close()


PAGES = ("/", "/log", "/part/1", "/part/3", "/part/5", "/field/items_total", "/field/site_type")


@pytest.mark.parametrize("stage", ["new", "approved"])
def test_no_page_has_a_serious_accessibility_fault(clerk, stage):
    if stage == "approved":
        approve(clerk.desk)
    else:
        clerk.go("/field/items_affairs")
        clerk.press("a")
        wait_for(clerk, 1)
    faults = {}
    for path in PAGES:
        clerk.go(path)
        clerk.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        clerk.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = clerk.page.evaluate("axe.run().then(result => result.violations)")
        faults[path] = [
            (each["id"], node["html"])
            for each in found
            if each["impact"] in ("serious", "critical")
            for node in each["nodes"]
        ]
    assert faults == {path: [] for path in PAGES}


def test_pages_fit_a_narrow_screen_without_scrolling_sideways(clerk):
    clerk.page.set_viewport_size({"width": 390, "height": 800})
    for path in PAGES:
        clerk.go(path)
        width = clerk.page.evaluate("document.documentElement.scrollWidth")
        assert width <= 390, path


def test_a_hostile_title_runs_nothing_and_asks_nobody(chromium, served):
    from dataclasses import replace

    nasty = (
        "<img src=http://evil.test/x onerror=document.title='owned'>"
        "\"'><script>document.title='owned'</script>{{ 7*7 }}"
    )
    fields = dict(served.report.fields)
    fields["site_name"] = replace(fields["site_name"], value=nasty, scope=nasty)
    served.report = replace(served.report, fields=fields, last_year={"site_name": nasty})
    served.version += 1
    clerk = Clerk(chromium, served)
    for path in ("/", "/part/2", "/field/site_name"):
        clerk.go(path)
        assert "owned" not in clerk.page.title().replace(nasty, "")
        assert "49" not in clerk.page.inner_text("#page").replace(nasty, "").replace("5399", "")
    assert clerk.complaints == []
    clerk.context.close()
