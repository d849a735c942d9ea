"""The pages in a real Chromium: nothing active, nothing fetched, no fault of accessibility."""

import pytest

from crawler.browser.render import browser_path
from crawler.resources import config_folder
from reportgen.official import copysheet, webpage
from reportgen.official.browser_print import printed
from reportgen.official.form import draft_form
from reportgen.official.readback import check_table, check_values
from reportgen.paper import lay_out

from .conftest import decided
from .test_formats import HOSTILE

AXE = config_folder().parent / "crawler" / "vendored" / "axe-core" / "axe.min.js"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(browser_path() is None, reason="no Chromium on this machine"),
]


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=browser_path(), args=["--no-sandbox"], chromium_sandbox=False
        )
        yield opened
        opened.close()


@pytest.fixture
def page(browser):
    context = browser.new_context(locale="zh-CN")
    yield context.new_page()
    context.close()


def serious(page):
    """What axe calls serious or critical."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        (each["id"], each["nodes"][0]["html"][:120])
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
    ]


def test_pages_have_no_serious_fault_of_accessibility(page, signed, draft):
    for form in (signed, draft):
        fragment = f"<html lang=zh><title>t</title><main>{webpage.fragment(form)}</main></html>"
        for text in (webpage.page(form), copysheet.page(form), fragment):
            page.set_content(text)
            assert serious(page) == []


def test_hostile_texts_run_nothing_and_fetch_nothing(page, any_report):
    asked, errors = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: errors.append(dialog.message))
    keys = [key for key, item in any_report.fields.items() if item.field.kind == "text"]
    images = ['<img src="http://x.example/a.png" onerror="alert(1)">', "'\"><svg onload=alert(2)>"]
    texts = dict(zip(keys, [*images, *HOSTILE], strict=False))
    form = draft_form(decided(any_report, **texts))
    for text in (webpage.page(form), webpage.fragment(form), copysheet.page(form)):
        page.set_content(text)
        page.wait_for_timeout(100)
        assert "<img src=" in page.inner_text("body")
    assert asked == []
    assert errors == []


def test_page_on_a_telephone_needs_no_scrolling_sideways(page, signed):
    page.set_viewport_size({"width": 360, "height": 740})
    page.set_content(webpage.page(signed))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_print_of_the_browser_holds_the_form_too(signed):
    content = printed(signed)
    check_table(content, lay_out(signed.report), "x.pdf", spans=False)
    check_values(content, signed, "x.pdf")
