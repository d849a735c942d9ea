"""Does a place to ask come up when the entry of smart Q&A is opened."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from crawler.features import Entry
from crawler.probes.pressing import fields_shown, press, shown_words

if TYPE_CHECKING:
    from playwright.async_api import Page

_ASKING = re.compile(
    r"发\s*送|提\s*问|请(输入|描述)(您|你)?的?(问题|疑问|内容)|我是.{0,12}(机器人|助手|小)|您好.{0,20}(问|帮)"
)


async def open_entry(page: "Page", entries: Sequence[Entry] | None) -> tuple[str, str]:
    """(dialogue, column or nothing; what was seen).

    ``entries`` are pressed on the page; None when the page is what lies behind the entry.
    """
    if entries is None:
        words, fields = await shown_words(page), await fields_shown(page)
        asking = _ASKING.search(words)
        if fields and asking:
            return "dialogue", f"页面上有输入框，并写着“{asking[0]}”"
        return "column", "打开的页面没有可以提问的输入框"
    before, fields = await shown_words(page), await fields_shown(page)
    pressed = await press(page, entries)
    words, more = await shown_words(page), await fields_shown(page)
    asking = _ASKING.search(words)
    if more > fields and asking:
        return "dialogue", f"点开后出现输入框，并写着“{asking[0]}”"
    changed = "有变化但没有输入框" if words != before else "没有变化"
    return "nothing", f"{'点开后' if pressed else '没有可以点的入口，'}{changed}"
