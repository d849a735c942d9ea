"""Typing words into a site's search box as a reader does, by whatever means the box sends them."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from crawler.probes.attempts import Tried
from crawler.probes.search import NAMES, Found, is_answer, marks, read_results
from crawler.probes.sight import mark, script, shown_frames, shown_words

if TYPE_CHECKING:
    from playwright.async_api import Frame, Page, Request

_TURNS, _PAUSE = 8, 600  # looks after sending, milliseconds between them
_SAME = 3  # looks at a result page that show the same
# Whether an element sends a search, by its words or its kind, and is not the box itself.
_GOES = """const goes = (one, form) => one.tagName !== 'TEXTAREA' && shows(one) &&
  one.childElementCount < 2 && !places().includes(one) && (
    said(one).some(s => /^(站内|全站)?(搜索|检索|查询|搜一搜|搜|search)$/i.test(s)) ||
    (form && ['submit', 'image'].includes(one.type)) ||
    /search|sousuo|btn-so/i.test(`${one.className} ${one.id}`));
const around = node => node.closest('form') || node.parentElement;
const kinds = 'button,input,a,span,img,i,b,em,label,div,td,li';
const senders = (held, form) => [...held.querySelectorAll(kinds)].filter(one => goes(one, form));"""
_BOX = (
    "() => {"
    + _GOES
    + """
  const sent = node => senders(around(node), !!node.form).length > 0;
  const found = places().filter(node => node.tagName === 'INPUT');
  const best = found.find(node => seeks(node) && sent(node)) || found.find(sent) ||
    found.find(seeks);
  return best ? places().indexOf(best) : -1;
}"""
)
PREPARE = """number => {
  const node = places()[number];
  const form = node.form;
  for (const one of document.querySelectorAll('form[target]')) one.removeAttribute('target');
  for (const one of document.querySelectorAll('base[target]')) one.removeAttribute('target');
  window.open = url => { if (url) location.assign(url); return window; };
  const held = form || (node.parentElement === document.body ? node : node.parentElement);
  const markup = held.outerHTML.replace(/\\s+/g, ' ').slice(0, 300);
  node.style.outline = '3px solid #e00000';
  return [form ? form.action : '', markup];
}"""
FIELD = "number => places()[number]"
_PRESS = (
    "number => {"
    + _GOES
    + """
  const node = places()[number];
  let held = around(node);
  for (let n = 0; n < 3 && held; n++, held = held.parentElement) {
    const [one] = senders(held, !!node.form);
    if (!one) continue;
    const link = one.closest('a[target]');
    if (link) link.removeAttribute('target');
    one.click();
    return true;
  }
  return false;
}"""
)
_LINKS = (
    "() => [...document.querySelectorAll('a')].filter(shows).map(node => plain(node.innerText))"
)


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of typing: ``state`` is sent, nobox, outside or stuck."""

    state: str
    detail: str = ""
    found: Found = field(default_factory=lambda: Found(""))
    template: str = ""  # where the result page lies, {} for the words
    before: frozenset[str] = frozenset()
    markup: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A search box: the frame, and its number among the places to type there."""

    frame: "Frame"
    number: int


async def send(page: "Page", words: str, own: Callable[[str], bool]) -> Sent:
    """Type ``words`` into the page's search box and read on."""
    from playwright.async_api import Error

    box = await find_box(page)
    if box is None:
        return Sent("nobox", "页面上没有找到搜索框")
    action, markup = await box.frame.evaluate(script(PREPARE), box.number)
    if action and not own(action) and urlsplit(action).netloc:
        where = f"搜索框交给另一网站（{urlsplit(action).netloc}），没有请求"
        return Sent("outside", where, markup=markup)
    left: list[str] = []
    statuses: list[int] = []
    page.on("requestfailed", lambda request: _note(left, request, own))
    page.on(
        "response",
        lambda r: statuses.append(r.status) if r.request.is_navigation_request() else None,
    )
    before = await seen(page)
    handle = await box.frame.evaluate_handle(script(FIELD), box.number)
    typed = handle.as_element()
    if typed is None:
        return Sent("nobox", "页面上没有找到搜索框")
    url = page.url
    try:
        await typed.fill(words)
        await typed.press("Enter")
        if not await _changed(page, url, before, 3):
            await box.frame.evaluate(script(_PRESS), box.number)
    except Error:
        pass  # the page is on its way to the results
    changed = await _changed(page, url, before, _TURNS)
    if left:
        where = f"搜索由另一网站（{urlsplit(left[0]).netloc}）提供，没有请求"
        return Sent("outside", where, markup=markup)
    if not changed:
        return Sent("stuck", "输入后没有反应", markup=markup)
    await _settled(page)
    await _come(page, before)
    if page.url.startswith("chrome-error:") or (statuses and statuses[-1] >= 400):
        why = f"（{statuses[-1]}）" if statuses else ""
        return Sent("stuck", f"搜索结果页打不开{why}", markup=markup)
    found = await gain(page, before)
    return Sent("sent", "", found, _template(page.url, words), before, markup)


class Search:
    """One search: typed into a box, or by the address that an earlier one led to."""

    def __init__(
        self, kind: str, words: str, own: Callable[[str], bool], earlier: "Search | None" = None
    ) -> None:
        self.kind = kind
        self.words = words
        self.own = own
        self.sent: Sent = earlier.sent if earlier else Sent("")

    @property
    def address(self) -> str:
        """Where the results lie, as an earlier search showed; empty when nobody knows."""
        return self.sent.template.replace("{}", quote(self.words))

    async def typed(self, page: "Page") -> Tried:
        """Type the words on a page that has a search box."""
        self.sent = await send(page, self.words, self.own)
        if self.sent.state != "sent":
            markup = (self.sent.markup,) if self.sent.markup else ()
            return Tried(self._action, self.sent.state, self.sent.detail, markup)
        return await self._tell(page, self.sent.found)

    async def direct(self, page: "Page") -> Tried:
        """Read the result page that was opened by its address."""
        await _come(page, self.sent.before)
        return await self._tell(page, await gain(page, self.sent.before))

    @property
    def _action(self) -> str:
        return f"试搜“{self.words}”（{NAMES[self.kind]}）"

    async def _tell(self, page: "Page", found: Found) -> Tried:
        result, detail = read_results(found, self.kind)
        await mark(page, marks(self.words), old=self.sent.before)
        return Tried(self._action, result, detail, (self.sent.markup,), page.url)


async def seen(page: "Page") -> frozenset[str]:
    """The lines and links of a page now, against which new ones are told."""
    words = (await shown_words(page)).splitlines()
    return frozenset(re.sub(r"\s", "", one) for one in (*words, *await _links(page)))


async def gain(page: "Page", before: frozenset[str]) -> Found:
    """What a page shows that was not there before."""
    lines = (await shown_words(page)).splitlines()
    links = dict.fromkeys(link for link in await _links(page) if link and link not in before)
    fresh = [line for line in lines if re.sub(r"\s", "", line) not in before]
    return Found("\n".join(fresh), tuple(links))


async def find_box(page: "Page") -> Box | None:
    """The box to type a search into, in the page or a visible frame of it."""
    from playwright.async_api import Error

    for frame in await shown_frames(page):
        try:
            number = int(await frame.evaluate(script(_BOX)))
        except Error:
            continue
        if number >= 0:
            return Box(frame, number)
    return None


async def _changed(page: "Page", url: str, before: frozenset[str], turns: int) -> bool:
    from playwright.async_api import Error

    for _ in range(turns):
        await page.wait_for_timeout(_PAUSE)
        try:
            if page.url != url or (await gain(page, before)).text.strip():
                return True
        except Error:
            continue  # between two pages
    return False


async def _settled(page: "Page") -> None:
    from playwright.async_api import Error

    try:
        await page.wait_for_load_state("networkidle", timeout=8_000)
        await page.wait_for_timeout(_PAUSE)
    except Error:
        return


async def _come(page: "Page", before: frozenset[str]) -> None:
    """Wait for results that a script brings: until they are told of, or nothing changes."""
    from playwright.async_api import Error

    last, same = "", 0
    for _ in range(_TURNS):
        try:
            text = (await gain(page, before)).text
        except Error:
            text = ""  # between two pages
        same = same + 1 if text.strip() and text == last else 0
        if same >= _SAME or is_answer(text):
            return
        last = text
        await page.wait_for_timeout(_PAUSE)


async def _links(page: "Page") -> list[str]:
    from playwright.async_api import Error

    found: list[str] = []
    for frame in await shown_frames(page):
        try:
            found += await frame.evaluate(script(_LINKS))
        except Error:
            continue
    return found


def _template(url: str, words: str) -> str:
    """The address of a result page with {} for the words; empty when they are not in it."""
    for spelt in (quote(words), quote(words, encoding="gb18030"), words):
        if spelt in url:
            return url.replace("{", "%7B").replace("}", "%7D").replace(spelt, "{}")
    return ""


def _note(left: list[str], request: "Request", own: Callable[[str], bool]) -> None:
    if request.is_navigation_request() and not own(request.url):
        left.append(request.url)
