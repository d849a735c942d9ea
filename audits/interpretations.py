"""What an interpretation is: text, product (pictures, sound, film, H5) or press commentary.

Decided from the page's own body against what stands on every page of the site; a page in between
is doubtful and says why.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from audits.case import Case
from audits.entries import dom_of
from audits.footer import metas
from audits.rowcount import CountedRow
from crawler import urls
from crawler.dom import PageDom, fold, visible_strings, visible_text
from crawler.lexicon import load_lexicon
from crawler.records import Flag, StoredPage

_PRODUCT = re.compile(
    r"一图(?:读|看)?懂|一图(?:了解|解读|速览)|图解|图说|长图|海报|漫画|动漫|动画|视频|音频|短片|微电影|H5|VR(?![a-z])",
    re.I,
)
_COMMENT = re.compile(r"评论员|时评|社论|述评|锐评|快评|媒体评论")
_PRESS = re.compile(
    r"来源[：:]\s*[^\s|]{0,12}(?:日报|晚报|时报|早报|新华|人民网|光明|央视|经济网|新闻网|观察|评论)"
    r"|^(?:人民|新华|光明|经济|央视)[^：:]{0,6}[：:]"
)
_PAPER = re.compile(r"《[^《》]{4,80}》")
_MEDIA = ("video", "audio")
_HOLDS = ("embed", "object", "iframe", "canvas")  # may hold a film, a document, anything
_ICON = re.compile(
    r"icon|logo|filetype|/ico[/_]|bullet|arrow|button|btn|ewm|qrcode|erweima|loading|blank|spacer",
    re.I,
)
_LAZY = ("src", "data-src", "data-original", "data-url", "data-lazy", "_src")
_MEDIA_FILE = re.compile(r"\.(?:mp4|mp3|m3u8|flv|wmv|avi)(?:['\"?]|$)", re.I)
_AROUND = re.compile(r"foot|bottom|copyright|header|nav|share|qr|ewm|side|crumb|related|xg", re.I)
_LINE = 12  # characters of a line of running text
_LITTLE, _SOME, _MUCH = 100, 60, 400  # characters of running text
_SEVERAL = 3  # pictures that must be outweighed by text
_ABOUT = re.compile(
    r"(?:发布时间|发布日期|来源|浏览|阅读|点击|字体|字号|作者|编辑)(?:次数|量|大小)?\s*[：:]"
)


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

    def read(self, row: CountedRow, columns: Sequence[str]) -> Form:
        """The form of one row, by the names of all columns that list it, its page, its title."""
        title = row.entry.title
        paper = next(iter(_PAPER.findall(title)), "")
        topics = {topic for name in columns for topic in self._words.match(name).topics}
        if "interpretation_commentaries" in topics:
            return Form("commentary", f"在“{'、'.join(columns)}”栏目中", paper)
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
        if form.kind == "text" and _is_of_press(page, dom, title):
            form = Form("doubtful", "来源是媒体，可能是媒体评论文章")
        if form.kind == "text" and "答记者问" in title:
            form = Form("doubtful", "“答记者问”可能是解读，也可能是回应关切")
        return Form(form.kind, form.why, paper)

    def _by_body(self, dom: PageDom, title: str, *, product_column: bool) -> Form:
        bare = re.sub(r"\W", "", title)
        text = sum(
            len(line)
            for line in _lines(dom)
            if line not in self._lines
            and not _ABOUT.search(line)
            and re.sub(r"\W", "", line) != bare
        )
        pictures = [src for src, _ in _images(dom) if src not in self._pictures]
        film = _has_film(dom)
        held = film or _may_hold(dom)
        called = bool(_PRODUCT.search(title)) or product_column
        said = f"正文约 {text} 字，图 {len(pictures)} 张{'，有音视频' if film else ''}"
        if film and (text < _LITTLE or (called and text < _MUCH)):
            return Form("product", said)
        if pictures and not held and (text < _LITTLE or (called and text < _MUCH)):
            return Form("product", said)
        if called:
            return Form("doubtful", f"标题或栏目说是图解、音视频，{said}")
        if held:
            return Form("doubtful", f"{said}，页面里有嵌入的文件或播放器")
        if pictures and text < _MUCH * min(len(pictures), _SEVERAL):
            return Form("doubtful", said)
        if text >= _SOME:
            return Form("text", said)
        return Form("doubtful", f"{said}，可能由脚本生成")


def _is_of_press(page: StoredPage, dom: PageDom, title: str) -> bool:
    """Whether the title or the page names a paper or an agency as the source."""
    source = f"来源：{metas(page.text).get('contentsource', '')}"
    return any(_PRESS.search(text) for text in (title, source, fold(visible_text(dom.root))))


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
        told = [urls.join(dom.base, node.get(name) or "") for name in _LAZY]
        src = next((url for url in reversed(told) if url), "")
        sizes = [node.get("width") or "", node.get("height") or ""]
        small = any(s.rstrip("px").isdigit() and int(s.rstrip("px")) < 120 for s in sizes)
        if src and not small and not _ICON.search(src) and not _is_around(node):
            yield src, node.get("alt") or ""


def _has_film(dom: PageDom) -> bool:
    """A player with an address of its own: empty ones read pages aloud."""
    players = [node for node in dom.root.iter(*_MEDIA) if not _is_around(node)]
    return any(one.get("src") for player in players for one in player.iter(*_MEDIA, "source"))


def _may_hold(dom: PageDom) -> bool:
    """Whether something is built in that may be the film or the document itself."""
    frames = [node for node in dom.root.iter(*_HOLDS) if not _is_around(node)]
    return bool(frames) or bool(_MEDIA_FILE.search(dom.text))


def _is_around(node: HtmlElement) -> bool:
    return any(
        _AROUND.search(f"{one.get('id') or ''} {one.get('class') or ''}") or one.tag in ("a", "nav")
        for one in (node, *node.iterancestors())
        if one.tag != "body"
    )
