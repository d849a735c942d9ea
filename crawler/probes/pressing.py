"""Finding an entry on a page in the browser and pressing it as a reader does."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from crawler.pages.features import Entry
from crawler.probes.sight import script, shown_frames

if TYPE_CHECKING:
    from playwright.async_api import Page

WAIT = 1500  # milliseconds a toolbar or dialogue may take to come up
_ID = re.compile(r"\bid=\"([^\"]+)\"")

_PRESS = """([texts, ids]) => {
  const wanted = new Set(texts.map(s => plain(s).toLowerCase()));
  let best = ids.map(id => document.getElementById(id)).find(node => node) || null;
  for (const node of document.querySelectorAll('a,area,button,input,span,div,img,li,i')) {
    if (!said(node).some(s => wanted.has(s.toLowerCase()))) continue;
    if (!node.getClientRects().length) continue;
    if (!best || best.contains(node)) best = node;
  }
  if (!best) return false;
  const link = best.closest('a[target]');
  if (link) link.removeAttribute('target');
  window.open = url => { if (url) location.assign(url); return window; };
  best.style.outline = '3px solid #e00000';
  best.click();
  return true;
}"""


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


async def press(page: "Page", entries: Sequence[Entry]) -> bool:
    """Press the first visible element that says what an entry says; False: there is none.

    An entry without words is found by its id. A window it would open becomes the page itself.
    """
    from playwright.async_api import Error

    texts = [entry.text for entry in entries if entry.text]
    bare = [entry for entry in entries if not entry.text and entry.how in ("link", "button")]
    ids = [match[1] for entry in bare if (match := _ID.search(entry.markup))]
    if not texts and not ids:
        return False
    pressed = False
    for frame in await shown_frames(page):
        try:
            pressed = bool(await frame.evaluate(script(_PRESS), [texts, ids]))
        except Error:
            pressed = True  # the click led to another page at once
        if pressed:
            break
    await page.wait_for_timeout(WAIT)
    return pressed
