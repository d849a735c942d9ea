"""Finding an entry on a page in the browser, pressing it, and what is seen before and after."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from crawler.features import Entry

if TYPE_CHECKING:
    from playwright.async_api import Page

_WAIT = 1500  # milliseconds a toolbar or dialogue may take to come up

_PRESS = """(texts) => {
  const plain = s => (s || '').replace(/\\s+/g, '').toLowerCase();
  const wanted = new Set(texts.map(plain));
  const nodes = document.querySelectorAll('a,area,button,input,span,div,img,li,i');
  let best = null;
  for (const node of nodes) {
    const said = [node.innerText, node.title, node.alt, node.value];
    if (!said.some(s => s && wanted.has(plain(s)))) continue;
    if (!node.getClientRects().length) continue;
    if (!best || best.contains(node)) best = node;
  }
  if (!best) return false;
  const link = best.closest('a[target]');
  if (link) link.removeAttribute('target');
  best.click();
  return true;
}"""

_SHOWN = """() => {
  const words = [document.body ? document.body.innerText : ''];
  for (const node of document.querySelectorAll('[title],[alt],[aria-label]')) {
    if (node.getClientRects().length)
      words.push(node.title || '', node.alt || '', node.getAttribute('aria-label') || '');
  }
  return words.join('\\n');
}"""

_FIELDS = """() => [...document.querySelectorAll('textarea,input,[contenteditable]')].filter(node =>
  node.getClientRects().length && (node.tagName !== 'INPUT' ||
  ['text', 'search', ''].includes(node.getAttribute('type') || ''))).length"""


async def shown_words(page: "Page") -> str:
    """Everything a reader sees or hovers over, frames included."""
    from playwright.async_api import Error

    words = []
    for frame in page.frames:
        try:
            words.append(str(await frame.evaluate(_SHOWN)))
        except Error:
            continue  # a frame that never loaded shows nothing
    return "\n".join(words)


async def documents(page: "Page") -> list[tuple[str, str]]:
    """Address and markup of a page and of every frame in it that loaded."""
    from playwright.async_api import Error

    found = [(page.url, await page.content())]
    for frame in page.frames[1:]:
        try:
            found.append((frame.url, await frame.content()))
        except Error:
            continue
    return found


async def fields_shown(page: "Page") -> int:
    """How many places to type are visible, frames included."""
    from playwright.async_api import Error

    total = 0
    for frame in page.frames:
        try:
            total += int(await frame.evaluate(_FIELDS))
        except Error:
            continue
    return total


async def press(page: "Page", entries: Sequence[Entry]) -> bool:
    """Press the first visible element that says what an entry says; False: there is none."""
    from playwright.async_api import Error

    texts = [entry.text for entry in entries if entry.text]
    if not texts:
        return False
    try:
        pressed = bool(await page.evaluate(_PRESS, texts))
    except Error:
        pressed = True  # the click led to another page at once
    await page.wait_for_timeout(_WAIT)
    return pressed
