"""Where words on a page lead that carry no address: pressed one by one, and the address read off.

Only words a caller names are pressed, so that nothing is sent, logged in to or switched.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from crawler.probes.sight import script

if TYPE_CHECKING:
    from playwright.async_api import Page

MOST = 24  # words pressed on one page
_TURNS, _PAUSE = 6, 250  # looks at the address after a press, milliseconds between them

_PRESS = """name => {
  const same = node => {
    const text = plain(node.textContent);
    const row = name.length >= 10 && text.startsWith(name) && text.length < name.length + 24;
    return (text === name || row) && !leads(node);
  };
  const found = [...document.querySelectorAll('a,li,div,span,p,td,h2,h3,h4,button')].filter(same);
  const last = found.filter(node => !found.some(other => other !== node && node.contains(other)));
  if (!last.length) return false;
  window.open = url => { if (url) location.assign(url); return window; };
  last[0].click();
  return true;
}"""

# Rows that act when pressed carry no link, by which a list is told: their titles become one.
_NAME = """() => {
  for (const node of [...document.body.querySelectorAll('li,div,span,p,td,h3,h4,h5,dd')]) {
    const own = [...node.childNodes].filter(one => one.nodeType === 3).map(one => one.data);
    const han = plain(own.join('')).match(/[\u4e00-\u9fff]/g) || [];
    if (han.length < 6 || node.closest('a') || getComputedStyle(node).cursor !== 'pointer')
      continue;
    for (const one of [...node.childNodes].filter(one => one.nodeType === 3 && plain(one.data))) {
      const link = document.createElement('a');
      one.replaceWith(link);
      link.append(one);
    }
  }
}"""


async def name_rows(page: "Page") -> None:
    """Make links without an address of the titles on a page that act when they are pressed."""
    await page.evaluate(script(_NAME))


async def followed(page: "Page", names: Sequence[str]) -> dict[str, str]:
    """Address that each name leads to; names that lead nowhere are left out."""
    from playwright.async_api import Error

    start, found = page.url, dict[str, str]()
    for name in names[:MOST]:
        try:
            if not await page.evaluate(script(_PRESS), "".join(name.split())):
                continue
            url = await _changed(page, start)
            if url:
                found[name] = url
                await page.goto(start, wait_until="networkidle", timeout=15_000)
        except Error:
            break  # the page is gone: what was found stands
    return found


async def _changed(page: "Page", start: str) -> str:
    for _ in range(_TURNS):
        await page.wait_for_timeout(_PAUSE)
        if page.url != start:
            return page.url
    return ""
