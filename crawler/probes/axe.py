"""The automatic accessibility check of one page: which rules of WCAG 2 A and AA it breaks.

Runs axe-core (vendored, unmodified) inside the page. What it finds are facts of the markup; whether
a site is accessible is more than they can say.
"""

import json
import re
import tomllib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawler.resources import config_folder

if TYPE_CHECKING:
    from playwright.async_api import Page

FOLDER = Path(__file__).resolve().parent.parent / "vendored" / "axe-core"
_FIRST = 5  # nodes kept of one fault
_TAG = 160  # characters of a node's opening tag
_ATTRIBUTE = re.compile(r"\b(?:id|class|src|href|name|type|role)=\"[^\"]*\"")
_RUN = """async ([locale, tags, most]) => {
  axe.configure({locale});
  const found = await axe.run(document, {
    runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'], iframes: false});
  return found.violations.map(v => ({
    id: v.id, impact: v.impact || '', help: v.help, count: v.nodes.length,
    nodes: v.nodes.slice(0, most).map(n => [n.target.join(' '), n.html])}));
}"""


@dataclass(frozen=True, slots=True)
class Fault:
    """One rule a page breaks: ``count`` nodes, the first of them as (selector, opening tag).

    ``impact`` and ``help`` are Chinese; no text of the page is in it.
    """

    id: str
    impact: str
    help: str
    count: int
    nodes: tuple[tuple[str, str], ...]


async def faults(page: "Page") -> tuple[Fault, ...]:
    """Every rule the page breaks, the worst first. Raises playwright's Error when it cannot run."""
    words = _words()
    await page.evaluate((FOLDER / "axe.min.js").read_text("utf-8"))
    locale = json.loads((FOLDER / "zh_CN.json").read_text("utf-8"))
    found: list[dict[str, Any]] = await page.evaluate(_RUN, [locale, words["tags"], _FIRST])
    ranks = (*words["impact"], "")
    found.sort(key=lambda one: (ranks.index(one["impact"]), -one["count"], one["id"]))
    return tuple(
        Fault(
            one["id"],
            words["impact"].get(one["impact"], "未分级"),
            words["help"].get(one["id"], one["help"]),
            one["count"],
            tuple((selector[:_TAG], _opening(html)) for selector, html in one["nodes"]),
        )
        for one in found
    )


def told(found: Sequence[Fault]) -> tuple[str, ...]:
    """The faults as the crawl keeps them, one JSON text each."""
    return tuple(json.dumps(asdict(fault), ensure_ascii=False) for fault in found)


def _opening(html: str) -> str:
    """Name and technical attributes of the node: its words may be anybody's."""
    opening = html.partition(">")[0]
    name = re.match(r"<[\w-]+", opening)
    kept = " ".join(match[0] for match in _ATTRIBUTE.finditer(opening))
    return f"{name[0] if name else '<'} {kept}".strip()[: _TAG - 1] + ">"


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((config_folder() / "axe.toml").read_text("utf-8"))
