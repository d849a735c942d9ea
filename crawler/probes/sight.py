"""What a reader sees on a page in the browser: words, tools, size of the text; and how to mark it.

Frames count when they are shown themselves. The scripts here only look; pressing is elsewhere.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crawler.browser.beacons import is_beacon

if TYPE_CHECKING:
    from playwright.async_api import Frame, Page

# Functions every script below may use.
RULES = """
const plain = s => (s || '').replace(/\\s+/g, '');
const shows = node => {
  if (!node.getClientRects().length) return false;
  if (!node.checkVisibility({opacityProperty: true, visibilityProperty: true})) return false;
  const box = node.getBoundingClientRect();
  if (box.right + scrollX <= 0 || box.bottom + scrollY <= 0) return false;
  for (let up = node; up && up !== document.body; up = up.parentElement) {
    const clips = getComputedStyle(up).overflow !== 'visible';
    if (clips && up.tagName !== 'IMG' && (up.clientHeight < 2 || up.clientWidth < 2)
        && getComputedStyle(up).display !== 'inline') return false;
  }
  return true;
};
const leads = node => {
  const link = node.closest('a[href]');
  return !!link && !/^\\s*(#|javascript:|$)/i.test(link.getAttribute('href'));
};
const works = node => !leads(node) && (
  ['A', 'BUTTON', 'INPUT', 'SELECT'].includes(node.tagName) || node.hasAttribute('onclick') ||
  node.getAttribute('role') === 'button' || getComputedStyle(node).cursor === 'pointer');
const said = node => [node.innerText, node.title, node.alt, node.getAttribute('aria-label'),
  node.tagName === 'INPUT' ? node.value : ''].map(plain).filter(s => s);
const places = () => [...document.querySelectorAll(
  'textarea,input,[contenteditable=true],[contenteditable=""]')].filter(node =>
    (node.tagName !== 'INPUT' ||
      ['text', 'search', '', null].includes(node.getAttribute('type'))) && shows(node));
const seeks = node => {
  const form = node.closest('form');
  const told = [node.name, node.id, node.className, node.placeholder, form && form.className,
    form && form.id, form && form.getAttribute('action')].join(' ');
  return /search|keyword|sousuo|(^|\\s)(kw|wd)(\\s|$)|搜索|检索|查询|关键/i.test(told);
};
"""
_LABELS = """() => {
  const found = [], nodes = [...document.querySelectorAll('*')];
  for (let at = 0; at < nodes.length; at++)  // toolbars may stand in a root of their own
    if (nodes[at].shadowRoot) nodes.push(...nodes[at].shadowRoot.querySelectorAll('*'));
  const kinds = 'a,button,input,option,li,span,div,i,b,em,img,label,p,td,dd,h3,h4,h5';
  for (const node of nodes.filter(one => one.matches(kinds))) {
    if (node.childElementCount > 3 || !shows(node)) continue;
    const short = said(node).filter(s => s.length <= 8);
    if (short.length) found.push([short.join(' '), works(node)]);
  }
  return found;
}"""
_SIZE = """() => {
  const lines = [];
  let total = 0, node;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while ((node = walker.nextNode()) && lines.length < 3000) {
    const length = plain(node.data).length, parent = node.parentElement;
    if (length < 2 || !parent || !parent.getClientRects().length) continue;
    if (['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(parent.tagName)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const line = range.getClientRects()[0];
    if (line) { lines.push([line.height, length]); total += length; }
  }
  lines.sort((one, other) => one[0] - other[0]);
  let passed = 0;
  for (const [height, length] of lines) if ((passed += length) * 2 >= total) return height;
  return 0;
}"""
_WORDS = """() => {
  const words = [document.body ? document.body.innerText : ''];
  for (const node of document.querySelectorAll('[title],[alt],[aria-label]'))
    if (shows(node))
      words.push(node.title || '', node.alt || '', node.getAttribute('aria-label') || '');
  return words.join('\\n');
}"""
_MARK = """([wanted, whole, old]) => {
  const stale = new Set(old);
  const has = (s, w) => s.length <= 120 && !stale.has(s) && (whole ? s === w : s.includes(w));
  const told = new Map();
  for (const node of document.querySelectorAll('body *'))
    if (!['SCRIPT', 'STYLE', 'OPTION'].includes(node.tagName) && shows(node))
      told.set(node, [...said(node), plain(node.placeholder)]);
  const chosen = new Set();
  for (const word of wanted) {
    const says = node => (told.get(node) || []).some(s => has(s, word));
    const found = [...told.keys()].filter(n => says(n) && ![...n.children].some(says));
    for (const node of found.slice(0, whole ? 99 : 3)) chosen.add(node);
  }
  for (const node of chosen) node.style.outline = '3px solid #e00000';
  const first = [...told.keys()].find(node => chosen.has(node));
  if (!first) return false;
  const box = first.getBoundingClientRect();
  if (box.top < 0 || box.bottom > innerHeight) first.scrollIntoView({block: 'center'});
  return true;
}"""

_SCRIPTS = """() => {
  const told = performance.getEntriesByType('resource')
    .filter(one => one.initiatorType === 'script');
  const come = new Set(told.filter(one => one.responseStatus).map(one => one.name));
  return [told.filter(one => one.responseStatus >= 400).map(one => one.name),
    [...document.scripts].map(one => one.src).filter(src => src && !come.has(src))];
}"""


def script(body: str) -> str:
    """A function's source with the rules of this module inside."""
    return f"(given) => {{ {RULES} return ({body})(given); }}"


@dataclass(frozen=True, slots=True)
class Look:
    """A page at one moment: short labels shown, those that can be pressed, usual text height."""

    labels: frozenset[str]
    tools: frozenset[str]
    size: float
    url: str


async def look(page: "Page") -> Look:
    """What is shown now, frames included."""
    labels: set[str] = set()
    tools: set[str] = set()
    for found in await _everywhere(page, _LABELS):
        labels.update(text for text, _ in found)
        tools.update(text for text, works in found if works)
    size = await page.evaluate(script(_SIZE))
    return Look(frozenset(labels), frozenset(tools), float(size), page.url)


async def shown_words(page: "Page") -> str:
    """Everything a reader sees or hovers over, frames included."""
    return "\n".join(str(words) for words in await _everywhere(page, _WORDS))


async def mark(
    page: "Page", words: Iterable[str], *, whole: bool = False, old: Iterable[str] = ()
) -> None:
    """Draw a frame around what says one of the words and bring the first of it into view.

    ``whole``: only around what says nothing else; ``old`` are texts that get none.
    """
    wanted = ["".join(word.split()) for word in words if word.strip()]
    if wanted:
        await _everywhere(page, _MARK, [wanted, whole, list(old)])


async def scripts(
    page: "Page", own: Callable[[str], bool]
) -> tuple[frozenset[str], frozenset[str]]:
    """(scripts the server does not have, own ones that did not come for another reason).

    The second may be kept away by robots.txt or late: what they would do nobody saw. Counters are
    left out.
    """
    missing, silent = await page.evaluate(_SCRIPTS)
    unread = (url for url in silent if own(url) and not is_beacon(url))
    return frozenset(missing), frozenset(unread)


async def shown_frames(page: "Page") -> "list[Frame]":
    """The page's main frame and every frame in it that is visible."""
    from playwright.async_api import Error

    found = [page.main_frame]
    for frame in page.frames[1:]:
        try:
            holder = await frame.frame_element()
            if await holder.is_visible():
                found.append(frame)
        except Error:
            continue  # gone, or never loaded
    return found


async def _everywhere(page: "Page", body: str, given: object = None) -> list[Any]:
    """The script's answer in every visible frame; a frame that never loaded gives none."""
    from playwright.async_api import Error

    answers = []
    for frame in await shown_frames(page):
        try:
            answers.append(await frame.evaluate(script(body), given))
        except Error:
            continue
    return answers
