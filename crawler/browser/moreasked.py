"""Asking a rendered page for the rest of its list: scrolling to its end, pressing 加载更多 once."""

import contextlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.async_api import Page

_WAIT = 1500  # milliseconds the answer may take

# A link that leads to a page of its own is never pressed: the list is to stay where it is.
_PRESS = """() => {
  window.scrollTo(0, document.body.scrollHeight);
  const words = /^(点击|上拉|滑动|查看|显示|展开|加载)*更多([.…>»]+|内容|信息)?$/;
  const nodes = [...document.querySelectorAll('a,button,input,span,div,p,li')].filter(node => {
    const said = (node.innerText || node.value || '').replace(/\\s+/g, '');
    const link = node.closest('a[href]');
    const leads = link && !/^(#|javascript:|$)/i.test(link.getAttribute('href') || '');
    return words.test(said) && !leads && node.getClientRects().length;
  });
  const last = nodes.filter(node => !nodes.some(other => node !== other && node.contains(other)));
  if (last.length) last[last.length - 1].click();
  return last.length;
}"""


async def ask_for_more(page: "Page") -> None:
    """Scroll to the end and press what says 更多, if there is such a thing; then wait a little."""
    from playwright.async_api import Error

    with contextlib.suppress(Error):  # a press that led away shows nothing of the list
        await page.evaluate(_PRESS)
        await page.wait_for_timeout(_WAIT)
