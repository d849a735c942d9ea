"""A catalogue of service items that the site prints: its items, and those done wholly online.

Tables are read by their heads (事项名称, 网上办理深度 …), lists by the tag beside each name.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from audits.grids import grid
from crawler.pages.dom import PageDom, anchor_text, fold, path_of, visible_text

_ITEM = re.compile(
    r"(?:政务|公共)?(?:服务|办理|许可|权力|审批|业务|办事|主|子)?(?:办理)?事?项(?:\s*[(（].{1,12}[)）])?"
    r"|(?:(?:政务|公共)?(?:服务|办理|许可|权力|审批|业务|办事)?事项|主项|子项|服务|项目|业务办理项)名称(?:\s*[(（].{1,12}[)）])?"
)
_MAIN = re.compile(r"主项|父项|大项")
_PART = re.compile(r"子项|业务办理项|办理项|小项")
_CODE = re.compile(r"编码|代码|事项编号|目录编号")
_BODY = re.compile(r"实施(?:主体|机关|部门|单位)|责任(?:单位|部门)|主管(?:单位|部门)|所属部门")
_TOLD_WHOLE = re.compile(r"全程(?:网|在线|网上|线上)")
_TOLD_DEPTH = re.compile(r"深度|网上办理|网办|在线办理|办理形式|办理方式")
_CASES = re.compile(
    r"申请人(?:姓名|名称)?$|相对人(?:姓名|名称)?$|(?<!承诺)(?<!法定)办结(?:时间|日期|情况|结果)"
    r"|受理(?:时间|日期|编号|号)|办件|办理(?:结果|状态)|决定书"
)
_WHOLLY = re.compile(r"(?<![非不未无])(?<!不能)(?<!不可)(?<!未能)(?:可)?全程|四级|Ⅳ|(?<![A-Z])IV级")
_YES = re.compile(r"^(?:是|√|✓|✔|可|可以|支持|有)$")
_NO = re.compile(
    r"^(?:否|×|✗|✘|不可|不可以|不支持|—|-|/|无|.*(?:非|不可?|未能?|不能)全程.*|(?:深度)?[一二三]级.*|[ⅠⅡⅢ].{0,4}"
    r"|I{1,3}级.*|(?:互联网|网上|在线)(?:咨询|收件|预审|受理|申报|申请|预约|提交)|原件(?:预审|核验))$"
)
_FORMS = re.compile(
    r"(?:窗口|线下|现场|大厅|网上|快递|邮寄|自助|上门|政务中心)(?:办理|申请|核验|提交|受理)?"
)
_BETWEEN = re.compile(r"[、,，;；和及/\s]+")
_MARKED = re.compile(r"[【（(\[](?:可|支持)?全程[^】）)\]]{0,6}[】）)\]]")
_TERMS = re.compile(
    r"深度|网办|办理(?:时限|期限|方式|形式|地点)|(?:承诺|法定)时限|办事指南|在线办理"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SHORTEST = 4  # characters of an item's name
_SUM = re.compile(r"^(?:合\s*计|总\s*计|小\s*计|共\s*计)")


@dataclass(frozen=True, slots=True)
class Listed:
    """One item: ``online`` is None where nobody tells; ``main`` is the item it is a part of.

    ``body`` is who does it; empty where the list does not say.
    """

    name: str
    code: str = ""
    online: bool | None = None
    main: str = ""
    body: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What is the same wherever the item is listed."""
        return re.sub(r"\W", "", self.main), re.sub(r"\W", "", self.name)


def table_items(dom: PageDom, *, strict: bool) -> Iterator[Listed]:
    """The items of each table below a head that names items.

    ``strict``: the page is not named as a catalogue, so a code or how it is done must be told.
    """
    for table in dom.root.iter("table"):
        lines = grid(table)
        head = next((n for n, cells in enumerate(lines) if _is_head(cells)), None)
        while head is not None and _is_head(lines[head + 1] if len(lines) > head + 1 else ()):
            head += 1  # heads of two lines: the lower one names the places
        if head is not None and not _are_cases(lines[head], strict=strict):
            yield from _items_below(lines[head], lines[head + 1 :])


def term_items(dom: PageDom) -> Iterator[Listed]:
    """Items that are the terms of definition lists, where the definitions say how they are done."""
    for terms in dom.root.iter("dl"):
        heads = [visible_text(node) for node in terms.iter("dt")]
        if len(heads) != 1 or not re.search(r"[\u4e00-\u9fff]{2}", heads[0]):
            continue
        told = [visible_text(node) for node in terms.iter("dd")]
        if any(_TERMS.search(text) for text in told):
            depths = (re.split("[:：]", text, maxsplit=1) for text in told)
            said = [answer(parts[-1], parts[0]) for parts in depths if _TOLD_DEPTH.search(parts[0])]
            yield Listed(heads[0], online=next(iter(said), None))


def _is_head(cells: Sequence[str]) -> bool:
    return len(set(cells)) > 1 and any(_ITEM.fullmatch(cell) for cell in cells)


def _are_cases(names: Sequence[str], *, strict: bool) -> bool:
    """Whether a table lists what was decided, or may list anything."""
    if any(_CASES.search(name) for name in names):
        return True
    told = (_CODE, _TOLD_WHOLE, _TOLD_DEPTH)
    return strict and not any(shape.search(name) for shape in told for name in names)


def _items_below(names: Sequence[str], lines: Iterable[Sequence[str]]) -> Iterator[Listed]:
    places = [n for n, cell in enumerate(names) if _ITEM.fullmatch(cell)]
    main = next((n for n in places if _MAIN.search(names[n])), None)
    parts = [n for n in places if _PART.search(names[n])]
    item = parts[0] if parts else places[0]
    if parts and main is None:
        main = next((n for n in places if n not in parts), None)
    code = next((n for n, cell in enumerate(names) if _CODE.search(cell)), None)
    body = next((n for n, cell in enumerate(names) if _BODY.search(cell)), None)
    online = _place_of_depth(names)
    for cells in lines:
        if len(cells) != len(names) or len(set(cells)) == 1 or _is_head(cells):
            continue
        name = cells[item] or (cells[main] if main is not None else "")
        if not re.search(r"[\u4e00-\u9fff]{2}", name) or any(_SUM.match(c) for c in cells):
            continue
        yield Listed(
            name,
            cells[code] if code is not None else "",
            None if online is None else answer(cells[online], names[online]),
            cells[main] if main is not None and main != item else "",
            cells[body] if body is not None else "",
        )


def _place_of_depth(names: Sequence[str]) -> int | None:
    """The column that tells whether an item can be done wholly online, the plainest first."""
    for shape in (
        _TOLD_WHOLE,
        re.compile("深度"),
        re.compile("网办|网上办理|在线办理"),
        _TOLD_DEPTH,
    ):
        for n, name in enumerate(names):
            if shape.search(name):
                return n
    return None


def answer(cell: str, head: str) -> bool | None:
    """Whether a cell says that all of it can be done online; None where it does not tell."""
    text = fold(cell)
    if not text:
        return False if _TOLD_WHOLE.search(head) else None
    if _NO.fullmatch(text) or all(_FORMS.fullmatch(part) for part in _BETWEEN.split(text)):
        return False
    if _WHOLLY.search(text):
        return True
    is_plain = _TOLD_WHOLE.search(head) or re.search(r"^(?:是否|可否|能否)", head)
    return True if is_plain and _YES.match(text) else None


def tagged(dom: PageDom, names: dict[str, str]) -> dict[str, bool]:
    """Of a list's links, by address (``names`` is href to title): which rows bear the tag 全程网办.

    Empty where no row does, or where all stand in one block.
    """
    anchors = [a for a in dom.root.iter("a") if (a.get("href") or "") in names]
    held = {id(a) for a in anchors}
    found: dict[str, bool] = {}
    for anchor in anchors:
        row = _row_of(anchor, held)
        title = names[anchor.get("href") or ""]
        rest = visible_text(row).replace(title, " ", 1)
        found[anchor.get("href") or ""] = bool(_WHOLLY.search(rest) or _MARKED.search(title))
    return found if any(found.values()) else {}


def alike(dom: PageDom, names: dict[str, str]) -> dict[str, str]:
    """Links in further blocks laid out as those of the known rows; both are href to title."""
    anchors = [a for a in dom.root.iter("a") if a.get("href")]
    known = [a for a in anchors if a.get("href") in names]
    ways, rows = {path_of(a) for a in known}, {a.getparent() for a in known}
    found = {
        a.get("href") or "": anchor_text(a)
        for a in anchors
        if path_of(a) in ways and a.getparent() not in rows
    }
    counts = Counter(found.values())
    return {
        href: name
        for href, name in found.items()
        if counts[name] == 1 and len(_HAN.findall(name)) >= _SHORTEST
    }


def _row_of(anchor: HtmlElement, held: set[int]) -> HtmlElement:
    """The largest element around a link that holds no other of the links."""
    row = anchor
    for parent in anchor.iterancestors():
        others = sum(
            id(a) in held and a.get("href") != anchor.get("href") for a in parent.iter("a")
        )
        if others or parent.tag == "body":
            return row
        row = parent
    return row
