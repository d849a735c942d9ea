"""What a site's search box offers while half of a word stands in it."""

import re
from typing import TYPE_CHECKING

from crawler.probes.attempts import Tried
from crawler.probes.search import MEANT
from crawler.probes.searching import FIELD, PREPARE, Box, find_box, seen
from crawler.probes.sight import mark, script

if TYPE_CHECKING:
    from playwright.async_api import ElementHandle, Page

_HALF = MEANT[:4]
_CONTROL = re.compile(r".{0,2}(?:清空|清除|关闭|取消|搜索|收起|历史记录).{0,2}")
# Short texts that hold the words, or stand in a box of their own below the field, as hints do.
_HINTS = """([words, number]) => {
  const field = places()[number], at = field && field.getBoundingClientRect();
  const holder = field && (field.form || field.parentElement.parentElement);
  const listed = field && field.list ? [...field.list.options].map(one => one.value) : [];
  const below = node => {
    const box = node.getBoundingClientRect();
    if (!at || box.top < at.bottom - 4 || box.top > at.bottom + 420) return false;
    if (holder.contains(node)) return true;
    if (box.right < at.left || box.left > at.right) return false;
    for (let up = node; up && up !== document.body; up = up.parentElement) {
      if (up.contains(field)) return false;
      if (!['absolute', 'fixed'].includes(getComputedStyle(up).position)) continue;
      return Math.abs(up.getBoundingClientRect().top - at.bottom) < 60;
    }
    return false;
  };
  const found = [...document.querySelectorAll('li,a,div,span,p,td,option')]
    .filter(node => node.childElementCount < 2 && shows(node))
    .map(node => [plain(node.innerText), node])
    .filter(([s, node]) => s.length > 1 && s.length <= 30 && (s.includes(words) || below(node)));
  const inner = ([, node]) => !found.some(([, one]) => one !== node && node.contains(one));
  return [...listed, ...found.filter(inner).map(one => one[0])];
}"""


async def suggest(page: "Page") -> Tried:
    """Type half of a word into the page's search box and see whether words are offered."""
    action = f"在搜索框输入“{_HALF}”，看有没有提示"
    box = await find_box(page)
    if box is None:
        return Tried(action, "nobox", "页面上没有找到搜索框")
    _, markup = await box.frame.evaluate(script(PREPARE), box.number)
    handle = await box.frame.evaluate_handle(script(FIELD), box.number)
    typed = handle.as_element()
    before = await seen(page)
    told = await _hints(box, typed, before) if typed is not None else ()
    if not told:
        return Tried(action, "ok", "没有提示", (markup,))
    await mark(page, told, whole=True, old=before)
    return Tried(action, "suggestions", f"提示“{'”“'.join(told[:3])}”", (markup,))


async def _hints(box: Box, typed: "ElementHandle", before: frozenset[str]) -> tuple[str, ...]:
    """What the page offers while half of a word stands in the box, and did not show before."""
    asked = [_HALF, box.number]
    known = set(await box.frame.evaluate(script(_HINTS), asked)) | before  # menus hold it too
    await typed.click(timeout=3_000, force=True)
    await typed.type(_HALF, delay=80)
    await box.frame.wait_for_timeout(1_800)
    shown = await box.frame.evaluate(script(_HINTS), asked)
    fresh = dict.fromkeys(text for text in shown if text not in known and text != _HALF)
    found = [text for text in fresh if not _CONTROL.fullmatch(text)]
    return tuple(found)[:5]
