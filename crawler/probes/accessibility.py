"""Does a toolbar come up when the accessibility entry is pressed."""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.dom import PageDom
from crawler.features import Entry, unseen_parts
from crawler.probes.pressing import press, shown_words

if TYPE_CHECKING:
    from playwright.async_api import Page

_TOOLS = re.compile(
    r"放大|缩小|字号|字体|大字|配色|对比度|高对比|语音|朗读|读屏|光标|大鼠标|鼠标样式|指读|连读|纯文本|辅助线|十字线|"
    r"显示屏|重置|还原|退出服务|退出无障碍|退出长者|退出适老|快捷键|操作指南|声音开关"
)
_VERSION = re.compile(r"(?:大字|长者|适老|关怀|老年|敬老|长辈|无障碍)(?:版|模式)")
_ENOUGH = 2  # names of tools that make a toolbar
_GROWN = 1.15  # text that much larger is a version for older readers
_SIZE = "() => parseFloat(getComputedStyle(document.body).fontSize) || 0"


async def open_entry(
    page: "Page", entries: Sequence[Entry], own: Callable[[str], bool]
) -> tuple[str, str]:
    """(opened, page, dead, outside or nothing; what was seen) after the entry was pressed.

    ``page``: it led to another page without a toolbar, which may be news on the matter.
    """
    before, url = await shown_words(page), page.url
    parts = unseen_parts(PageDom(url, await page.content()), own)
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error).splitlines()[0][:120]))
    statuses: list[int] = []
    page.on(
        "response",
        lambda r: statuses.append(r.status) if r.request.is_navigation_request() else None,
    )
    size = float(await page.evaluate(_SIZE))
    pressed = await press(page, entries)
    after = await shown_words(page)
    tools = sorted(set(_TOOLS.findall(after)) - set(_TOOLS.findall(before)))
    if len(tools) >= _ENOUGH:
        return "opened", f"点开后出现：{'、'.join(tools)}"
    if page.url.split("#")[0] != url.split("#")[0] and len(after.strip()) > 100:
        if statuses and statuses[-1] >= 400:
            return "nothing", f"点开后转到的页面打不开（{statuses[-1]}）"
        if version := _VERSION.search(after):
            return "opened", f"点开后转到“{version[0]}”的页面 {page.url}"
        return "page", f"点开后转到另一页面 {page.url}，页面上没有看到工具栏"
    if float(await page.evaluate(_SIZE)) > size * _GROWN:
        return "opened", "点开后文字变大"
    foreign = [urlsplit(e.url).netloc for e in entries if e.url and not own(e.url)] or list(parts)
    if foreign:
        return "outside", f"脚本在另一网站（{foreign[0]}），没有请求"
    if broken and pressed:
        return "dead", f"点开后没有变化，脚本出错：{broken[0]}"
    if not pressed:
        return "nothing", "页面上没有可以点的入口，也没有工具栏"
    return "nothing", "点开后没有变化"
