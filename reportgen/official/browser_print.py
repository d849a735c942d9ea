"""Prints the page of ``webpage`` with the system's Chromium, which sees no network."""

import html
import os
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from crawler.browser.render import browser_path
from crawler.errors import ExportError
from reportgen.official import webpage
from reportgen.official.form import OfficialForm
from reportgen.words import DRAFT

_SECONDS = 60
_ARGS = (
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
_MARGINS = {"top": "18mm", "bottom": "14mm", "left": "16mm", "right": "16mm"}
_MARK = (
    '<div style="width:100%;padding:0 16mm;text-align:right;font-size:14px;font-weight:bold;'
    "color:#b01e1e;font-family:SimHei,'Noto Sans CJK SC',sans-serif\">{}</div>"
)
_NUMBER = (
    '<div style="width:100%;text-align:center;font-size:9px;color:#595959">'
    '第 <span class="pageNumber"></span> 页</div>'
)


def printed(form: OfficialForm) -> bytes:
    """Return the PDF, a draft marked on every page; raises ExportError when it does not print."""
    with ThreadPoolExecutor(max_workers=1) as thread:  # a caller may run an event loop of its own
        return thread.submit(_printed, form).result()


def _printed(form: OfficialForm) -> bytes:
    from playwright.sync_api import Error, sync_playwright

    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=browser_path(),
                args=list(_ARGS),
                chromium_sandbox=not is_root,  # our own page without scripts: nothing to cage
                timeout=_SECONDS * 1000,
            )
            try:
                return _pdf(browser, form)
            finally:
                browser.close()
    except Error as error:
        reason = str(error).splitlines()[0]
        raise ExportError(
            f"浏览器没有打印出 PDF（{reason}）。可导出 docx 再另存为 PDF。"
        ) from error


def _pdf(browser: Any, form: OfficialForm) -> bytes:  # playwright is loaded late
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.set_content(webpage.page(form), wait_until="load", timeout=_SECONDS * 1000)
    content: bytes = page.pdf(
        format="A4",
        margin=_MARGINS,
        print_background=True,
        display_header_footer=True,
        header_template=_MARK.format(html.escape(DRAFT) if form.is_draft else ""),
        footer_template=_NUMBER,
        tagged=True,
    )
    return content
