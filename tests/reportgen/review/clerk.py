"""A clerk at the review page in a real browser, and how one settles everything by keyboard."""

import time

from playwright.sync_api import Error


class Clerk:
    """A person at the page; notes every complaint of the browser and every foreign request.

    ``desk`` has ``home``, ``address()`` that lets one in, and ``file``, the case.
    """

    def __init__(self, chromium, desk, **context):
        self.desk = desk
        self.complaints = []
        self.context = chromium.new_context(**context)
        self.page = self.context.new_page()
        self.page.on("console", lambda line: self._complain(line.type, line.text))
        self.page.on("pageerror", lambda error: self._complain("error", str(error)))
        self.page.on("request", lambda request: self._foreign(request.url))
        self.page.goto(desk.address())

    def _complain(self, kind, text):
        if kind in ("error", "warning") and "409" not in text:
            self.complaints.append(text)

    def _foreign(self, url):
        if not url.startswith(self.desk.home):
            self.complaints.append(url)

    def go(self, path=""):
        self.page.goto(f"{self.desk.home}{self.desk.file.name.path}{path}")

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text):
        self.page.keyboard.type(text)

    def tab_to(self, text):
        """Walk with Tab until what has the focus reads like ``text``."""
        for _ in range(120):
            self.press("Tab")
            if text in self.focused("textContent"):
                return
        raise AssertionError(f"Tab never came to {text}")

    def focused(self, what="id"):
        return self.page.evaluate(f"document.activeElement.{what} || ''")

    def until(self, expression, seconds=10.0):
        """Wait for an expression to hold; the page's policy forbids Playwright's own way."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if self.page.evaluate(expression):
                    return True
            except Error:  # the page is just being exchanged
                pass
            time.sleep(0.01)
        return False

    def settled(self):
        """How many decisions there are once the page has answered."""
        self.page.wait_for_load_state("networkidle")
        return len(self.desk.file.log.read().decisions)


def wait_for(clerk, count):
    for _ in range(200):
        if len(clerk.desk.file.log.read().decisions) >= count:
            clerk.page.wait_for_load_state("networkidle")
            return
        time.sleep(0.02)
    raise AssertionError(f"no decision number {count}")


def settle_focused(clerk):
    """Settle the card that has the focus, by keys only; return which it was."""
    key = clerk.focused().removeprefix("f-")
    standing = clerk.desk.file.confirmed().standings[key]
    if standing.proposed.value is None and standing.item.field.kind in ("yes_no", "choice"):
        clerk.press("c", "ArrowDown", "Tab")
        clerk.type("问过科室")
        clerk.press("Enter")
    elif standing.proposed.value is None:
        clerk.press("n", "Tab", "Enter")
    elif standing.proposed.outcome == "partial":
        clerk.press("a")
        clerk.type("第三页人工看过")
        clerk.press("Enter")
    else:
        clerk.press("a")
    return key


def approve_by_keyboard(clerk):
    """Walk from the list of cases to the signed form without touching the mouse."""
    clerk.tab_to("年度")
    clerk.press("Enter")
    assert clerk.until("!!document.querySelector('.paper')")
    clerk.tab_to("一并确认")
    clerk.press("Enter")
    wait_for(clerk, 1)
    assert clerk.until("document.querySelector('progress').value > 0")
    clerk.press("x")
    assert clerk.until("!!document.querySelector('[data-card]')")
    for _ in range(90):
        assert clerk.until("document.activeElement.matches('[data-open], [data-next-open]')")
        if not clerk.focused().startswith("f-"):
            clerk.press("Enter")
            assert clerk.until("document.activeElement.matches('[data-open]')")
        key = settle_focused(clerk)
        assert clerk.until(f"!document.querySelector('#f-{key}[data-open]')"), key
        if clerk.desk.file.confirmed().progress.left == 0:
            break
    assert clerk.desk.file.confirmed().progress.left == 0
    clerk.press("g")
    assert clerk.until("!!document.querySelector('.paper')")
    clerk.tab_to("审核通过")
    clerk.press("Enter")
    clerk.page.get_by_text("已审核，待审定").wait_for()
    for name in ("丙", "乙", "甲"):
        while clerk.focused("tagName") != "INPUT" or clerk.focused("type") != "text":
            clerk.press("Tab")
        clerk.type(name)
        clerk.press("Tab")
    clerk.tab_to("审定并签名")
    clerk.press("Enter")
    signed = "签名：单位负责人 丙、审核人 乙、填报人 甲"
    clerk.page.locator("#signing").get_by_text(signed).wait_for()
