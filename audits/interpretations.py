"""What an interpretation is: text, product (pictures, sound, film, H5) or press commentary.

Decided from the page's own body against what stands on every page of the site; a page in between
is doubtful and says why.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from audits.case import Case
from audits.entries import dom_of
from audits.rowcount import CountedRow
from crawler import urls
from crawler.dom import PageDom, fold, visible_strings
from crawler.lexicon import load_lexicon
from crawler.records import Flag

_PRODUCT = re.compile(
    r"一图(?:读|看)?懂|一图(?:了解|解读|速览)|图解|图说|长图|海报|漫画|动漫|动画|视频|音频|短片|微电影|H5|VR(?![a-z])",
    re.I,
)
_COMMENT = re.compile(r"评论员|时评|社论|述评|锐评|快评|媒体评论")
_PAPER = re.compile(r"《[^《》]{4,80}》")
_MEDIA = ("video", "audio", "embed", "object")
_PLAYER = re.compile(r"player|video|\.mp4|\.mp3|\.m3u8|\.flv|v\.qq\.com|h5", re.I)
_MEDIA_FILE = re.compile(r"\.(?:mp4|mp3|m3u8|flv|wmv|avi)(?:['\"?]|$)", re.I)
_AROUND = re.compile(r"foot|bottom|copyright|header|nav|share|qr|ewm|side|crumb|related|xg", re.I)
_LINE = 12  # characters of a line of running text
_LITTLE, _SOME, _MUCH = 100, 60, 400  # characters of running text


@dataclass(frozen=True, slots=True)
class Form:
    """``kind``: text, product, commentary or doubtful; ``why`` a sentence; ``paper`` the policy."""

    kind: str
    why: str
    paper: str = ""


class FormReader:
    """Tells the form of rows of interpretation columns; knows what every page repeats."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._words = load_lexicon()
        self._lines: set[str] = set()
        self._pictures: set[str] = set()
        pages = [case.home, *list(case.store.pages("column"))[:6]]
        for page in pages:
            if page is not None and page.text:
                dom = dom_of(page)
                self._lines.update(_lines(dom))
                self._pictures.update(src for src, _ in _images(dom))

    def read(self, row: CountedRow, column: str) -> Form:
        """The form of one row, by its column, its page and its title."""
        title = row.entry.title
        paper = next(iter(_PAPER.findall(title)), "")
        topics = self._words.match(column).topics
        if "interpretation_commentaries" in topics:
            return Form("commentary", f"在“{column}”栏目中", paper)
        if Flag.ATTACHMENT in row.entry.flags:
            return Form("doubtful", "条目是附件，没有打开，看不出形式", paper)
        page, error = self._case.store.answer(row.entry.url)
        if page is None:
            return Form("doubtful", f"页面没有打开{f'（{error}）' if error else ''}", paper)
        dom = dom_of(page)
        paper = paper or next(iter(_PAPER.findall(" ".join(_lines(dom)))), "")
        form = self._by_body(dom, title, product_column="interpretation_products" in topics)
        if form.kind == "text" and _COMMENT.search(title):
            form = Form("doubtful", "标题像媒体评论文章")
        if form.kind == "text" and "答记者问" in title:
            form = Form("doubtful", "“答记者问”可能是解读，也可能是回应关切")
        return Form(form.kind, form.why, paper)

    def _by_body(self, dom: PageDom, title: str, *, product_column: bool) -> Form:
        text = sum(len(line) for line in _lines(dom) if line not in self._lines)
        pictures = [src for src, _ in _images(dom) if src not in self._pictures]
        film = _has_film(dom)
        called = bool(_PRODUCT.search(title)) or product_column
        said = f"正文约 {text} 字，图 {len(pictures)} 张{'，有音视频' if film else ''}"
        if film and (text < _MUCH or called):
            return Form("product", said)
        if pictures and (text < _LITTLE or (called and text < _MUCH)):
            return Form("product", said)
        if called:
            return Form("doubtful", f"标题或栏目说是图解、音视频，{said}")
        if film or (pictures and text < _MUCH):
            return Form("doubtful", said)
        if text >= _SOME:
            return Form("text", said)
        return Form("doubtful", f"{said}，可能由脚本生成")


def _lines(dom: PageDom) -> list[str]:
    """Pieces of running text outside of links, head, menus and footer."""
    found = []
    for node in dom.root.iter("p", "div", "td", "span", "section", "article", "li"):
        if any(child.tag in ("p", "div", "td", "section", "article", "ul") for child in node):
            continue
        if _is_around(node):
            continue
        text = fold(" ".join(visible_strings(node, frozenset({"a"}))))
        if len(text) >= _LINE:
            found.append(text)
    return list(dict.fromkeys(found))


def _images(dom: PageDom) -> Iterator[tuple[str, str]]:
    """Pictures large enough to say something: (address, alt)."""
    for node in dom.root.iter("img"):
        src = urls.join(dom.base, node.get("src") or node.get("data-src") or "")
        sizes = [node.get("width") or "", node.get("height") or ""]
        small = any(s.rstrip("px").isdigit() and int(s.rstrip("px")) < 120 for s in sizes)
        if src and not small and not _is_around(node):
            yield src, node.get("alt") or ""


def _has_film(dom: PageDom) -> bool:
    if any(True for _ in dom.root.iter(*_MEDIA)):
        return True
    frames = [node.get("src") or "" for node in dom.root.iter("iframe")]
    return any(_PLAYER.search(src) for src in frames) or bool(_MEDIA_FILE.search(dom.text))


def _is_around(node: HtmlElement) -> bool:
    return any(
        _AROUND.search(f"{one.get('id') or ''} {one.get('class') or ''}") or one.tag in ("a", "nav")
        for one in (node, *node.iterancestors())
        if one.tag != "body"
    )
