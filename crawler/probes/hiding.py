"""Citizens' letters are blanked on a page before its picture is taken."""

from typing import TYPE_CHECKING

from crawler.letterbook import letter_folders
from crawler.store import Store

if TYPE_CHECKING:
    from playwright.async_api import Page

_BLANK = """([urls, folders]) => {
  const known = new Set(urls);
  for (const link of document.querySelectorAll('a[href]')) {
    const url = link.href.split('#')[0];
    const inside = folders.some(f => url.startsWith(f) && url.length > f.length);
    if (!known.has(url) && !inside) continue;
    const row = link.closest('li,tr,dd,dl,p') || link;
    row.textContent = '〔来信〕';
  }
}"""


async def hide_letters(page: "Page", store: Store) -> None:
    """Blank the rows of letters that the page shows."""
    urls = [row[0] for row in store.db.execute("SELECT url FROM letter")]
    folders = list(letter_folders(store))
    if urls or folders:
        await page.evaluate(_BLANK, [urls, folders])
