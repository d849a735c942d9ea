"""Does a toolbar come up, or a version for older readers, when the entry is pressed."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.pages.dom import PageDom
from crawler.pages.features import Entry, unseen_parts
from crawler.probes.pressing import press
from crawler.probes.sight import Look, look, mark, scripts, shown_words

if TYPE_CHECKING:
    from playwright.async_api import Page, Response

_TOOLS = re.compile(
    r"放大|缩小|缩放|字号|字体|大字|配色|对比度|高对比|语音|朗读|读屏|光标|大鼠标|鼠标样式|指读|连读|纯文本|辅助线|十字线|"
    r"显示屏|重置|还原|退出服务|退出无障碍|退出长者|退出适老|快捷键|操作指南|声音开关"
)
_VERSION = re.compile(r"(?:大字|长者|适老化?|关怀|关爱|老年人?|敬老|长辈|无障碍)(?:版|模式|助手)")
_BACK = re.compile(r"退出|返回|恢复|(?:标准|普通|常规|正常|原|电脑)版|(?:标准|普通|常规|正常)模式")
_ENOUGH, _ELSEWHERE = 2, 3  # names of tools that make a toolbar, here and on another page
_GROWN = 1.15  # text that much larger is a version for older readers
_GROWN_MUCH = 1.4  # larger than articles are printed
_MOST = 3  # entries pressed
_TURNS, _PAUSE = 4, 700  # looks after a press, milliseconds between them
_ALIKE = 0.6  # of a page's short texts: it is made like the home page
_FEW = 4  # fewer short texts on both pages tell nothing
_UNBUILT = re.compile(r"建设中|正在建设|敬请期待|即将上线|升级中|正在升级|维护中")
_LITTLE = 300  # characters of a page that says no more than that it is being built


@dataclass
class _Page:
    """The page an entry is pressed on, and what went wrong there meanwhile."""

    page: "Page"
    own: Callable[[str], bool]
    parts: tuple[str, ...] = ()  # hosts nothing was asked of
    missing: frozenset[str] = frozenset()  # addresses of scripts that are not there
    silent: frozenset[str] = frozenset()  # own scripts that did not come, whatever kept them
    broken: list[str] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)

    def note(self, response: "Response") -> None:
        """Keep the status of a page that was gone to."""
        if response.request.is_navigation_request() and response.frame == self.page.main_frame:
            self.statuses.append(response.status)


def groups(entries: Sequence[Entry]) -> tuple[tuple[Entry, ...], ...]:
    """What is pressed at a time: entries of one text, each with the scripts of them all."""
    scripts = tuple(entry for entry in entries if entry.how in ("script", "frame"))
    shown = [entry for entry in entries if entry not in scripts]
    texts = list(dict.fromkeys(entry.text for entry in shown))[:_MOST]
    held = tuple((*(e for e in shown if e.text == text), *scripts) for text in texts)
    return held or (scripts,)


async def open_entry(
    page: "Page", entries: Sequence[Entry], own: Callable[[str], bool]
) -> tuple[str, str]:
    """(opened, page, plain, dead, outside or nothing; what was seen) after a press.

    ``entries`` are one of ``groups``. ``page``: it led to another page without a toolbar, which
    may be a version all the same; ``plain``: to one that is made like any other of the site.
    ``dead``: nothing happens and the script that belongs to it is not there.
    """
    held = _Page(page, own, unseen_parts(PageDom(page.url, await page.content()), own, tools=True))
    held.missing, held.silent = await scripts(page, own)
    page.on("pageerror", lambda error: held.broken.append(str(error).splitlines()[0][:120]))
    page.on("response", held.note)
    first = await look(page)
    shown = sorted(_tools(first.tools))
    if len(shown) >= _ELSEWHERE:
        await mark(page, shown)
        return "opened", f"页面上就有工具栏：{'、'.join(shown)}"
    return await _pressed(held, entries, first)


async def _pressed(held: _Page, entries: Sequence[Entry], before: Look) -> tuple[str, str]:
    page, name = held.page, f"点开“{entries[0].text or '入口'}”后"
    pressed = await press(page, entries)
    for _ in range(_TURNS):
        after = await look(page)
        found = _come_up(before, after)
        if found is not None:
            await mark(page, found[1])
            return "opened", f"{name}{found[0]}"
        if after.url.split("#")[0] != before.url.split("#")[0]:
            return await _elsewhere(held, name, before, after)
        if not pressed:
            break
        await page.wait_for_timeout(_PAUSE)
    foreign = [urlsplit(e.url).netloc for e in entries if e.url and not held.own(e.url)]
    if foreign or held.parts:
        return "outside", f"脚本在另一网站（{(*foreign, *held.parts)[0]}），没有请求"
    return _silent(held, entries, name, pressed=pressed)


def _come_up(before: Look, after: Look) -> tuple[str, list[str]] | None:
    """(what changed, the words to mark) when a toolbar or a larger version is there."""
    moved = after.url.split("#")[0] != before.url.split("#")[0]
    tools = sorted(_tools(after.tools) - _tools(before.tools))
    if not moved:  # tools whose look does not tell that they can be pressed
        loose = sorted(_tools(after.labels) - _tools(before.labels))
        tools = loose if len(loose) > _ENOUGH else tools
    if len(tools) >= (_ELSEWHERE if moved else _ENOUGH):
        return f"出现工具栏：{'、'.join(tools)}", tools
    if after.size <= before.size * _GROWN:
        return None
    grown = f"文字变大（行高由 {before.size:.0f} 变为 {after.size:.0f} 像素）"
    if not moved:
        return grown, []
    version = sorted(label for label in after.labels if _VERSION.search(label))
    back = sorted(label for label in after.labels - before.labels if _BACK.search(label))
    much = after.size > before.size * _GROWN_MUCH
    if version and (back or much):
        return f"转到专门版本（“{version[0]}”），{grown}", [version[0], *back[:1]]
    same = much and _are_alike(before, after) and _are_alike(after, before)
    return (f"转到同样的网页，{grown}", []) if same else None


def _are_alike(before: Look, after: Look) -> bool:
    """Whether a page is made like the one before, by the short texts on both.

    An article has the home page's menu too; only a larger home page has its blocks as well.
    """
    shared = len(after.labels & before.labels)
    return shared >= max(_FEW, _ALIKE * len(after.labels))


async def _elsewhere(held: _Page, name: str, before: Look, after: Look) -> tuple[str, str]:
    if held.statuses and held.statuses[-1] >= 400:
        return "nothing", f"{name}转到的页面打不开（{held.statuses[-1]}）"
    words = await shown_words(held.page)
    unbuilt = _UNBUILT.search(words)
    seen = f"{name}转到另一页面 {held.page.url}，页面上没有看到工具栏"
    if after.size > before.size * _GROWN:
        return "page", f"{seen}，文字大一些，看不出是不是专门版本"
    seen += "，文字也没有变大"
    if unbuilt and len(re.sub(r"\s", "", words)) <= _LITTLE:
        await mark(held.page, [unbuilt[0]])
        return "plain", f"{seen}，写着“{unbuilt[0]}”"
    if _are_alike(before, after):
        return "plain", f"{seen}，样子与网站的普通页面一样"
    return "page", seen


def _silent(held: _Page, entries: Sequence[Entry], name: str, *, pressed: bool) -> tuple[str, str]:
    """Nothing came up: dead when the page itself tells why, else nobody knows."""
    gone = [e.url for e in entries if e.how == "script" and e.url in held.missing]
    gone += [url for url in held.missing if not gone and held.own(url) and _is_of_tools(url)]
    if gone:
        return "dead", f"{name}没有变化，所用脚本打不开：{gone[0]}"
    markup = " ".join(entry.markup for entry in entries)
    caused = [e for e in held.broken if (word := _named(e)) and word in markup]
    if caused and held.silent:
        return "nothing", f"{name}没有变化，网页的脚本没有全部读到（{sorted(held.silent)[0]}）"
    if caused and pressed:
        return "dead", f"{name}没有变化，脚本出错：{caused[0]}"
    if not pressed:
        return "nothing", "页面上没有可以点的入口，也没有工具栏"
    return "nothing", f"{name}没有变化"


def _named(error: str) -> str:
    """The name a script error says is not defined, or is no function."""
    match = re.search(r"([\w$]+)(?:\.[\w$.]+)? is not (?:defined|a function)", error)
    return match[1] if match else ""


def _is_of_tools(url: str) -> bool:
    return bool(re.search(r"wza|aria|barrier|elder|assist|canyou|slh|accessib", url, re.I))


def _tools(labels: frozenset[str]) -> set[str]:
    return {word for label in labels for word in _TOOLS.findall(label)}
