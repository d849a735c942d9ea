"""What an interpretation is: text, product (pictures, sound, film, H5) or press commentary.

Decided from the page's own body against what stands on every page of the site; a page in between
is doubtful and says why.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from audits.case import Case
from audits.entries import dom_of
from audits.footer import metas
from audits.rowcount import CountedRow
from crawler import urls
from crawler.pages.dom import PageDom, fold, visible_strings, visible_text
from crawler.pages.lexicon import load_lexicon
from crawler.records import Flag, StoredPage

_PRODUCT = re.compile(
    r"一图(?:读|看)?懂|一图(?:了解|解读|速览)|图解|图说|长图|海报|漫画|动漫|动画|视频|音频|短片|微电影|H5|VR(?![a-z])",
    re.I,
)
_COMMENT = re.compile(
    r"评论员|网评|微评|时评|社论|述评|锐评|快评|短评|媒体(?:评论|解读|观点|视角|看)|(?:日报|晚报|时报|早报|商报|周刊|新华社?|观察)\s*(?:评论|[:：])"
)
_OPINION = re.compile(r"评论|社论|时评|述评")  # in the name of a column: what stands there is one
_PRESS_NAME = (
    r"(?:日报|晚报|时报|早报|晨报|商报|都市报|法[治制]报|经济报|周刊|杂志|新华|人民网|光明|央视|央广|中新|经济网|新闻网"
    r"|澎湃|融媒|传媒|红网|电视台|广播|观察|评论|客户端"
    r"|[\u4e00-\u9fff]{1,6}(?<![公通简汇预申情上填])报(?![告名送道表批请价备])|[\u4e00-\u9fff]{2}新闻(?![办中发科处宣]))"
)
_PRESS = re.compile(
    rf"(?:来源|原载|转自|转载自?|摘自)\s*[：:于]?\s*[《“]?[^\s|]{{0,12}}{_PRESS_NAME}"
    r"|^(?:人民|新华|光明|经济|央视)[^：:]{0,6}[：:]"
    r"|^[\u4e00-\u9fff]{2,8}(?<![公通简汇预申情上填])报(?:客户端)?\s*[：:|丨]"
)
# Who else may be named as the source of an interpretation
_OFFICIAL = re.compile(
    r"^(?:本|我|原创|管理员|网络|互联网|综合|未知|其他|转载)|(?:部|厅|局|委|委员会|办|办公室|署|院|政府|府|会|处|科|股|室|队|所|站|中心|网|网站|单位|机关"
    r"|集团|公司|大学|学院|协会|单位|人员|组|馆|库|平台|公众号|微信|发布|镇|乡|街道|区|县|市|省)$"
)
_EXPLAINS = re.compile(r"解读|读懂|图解|图说|问答|答问|答记者问|明白|《|政策|看点|要点")
_SOURCE = re.compile(r"来源\s*[:：]\s*([\u4e00-\u9fff]{3,20})(?=\s|$)")
_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{3,20}")
_PAPER = re.compile(r"《[^《》]{4,80}》")
_MEDIA = ("video", "audio")
_HOLDS = ("embed", "object", "iframe", "canvas")  # may hold a film, a document, anything
_ICON = re.compile(
    r"icon|logo|filetype|/ico[/_]|bullet|arrow|button|btn|ewm|qrcode|erweima|loading|blank|spacer",
    re.I,
)
_LAZY = ("src", "data-src", "data-original", "data-url", "data-lazy", "_src")
_MEDIA_FILE = re.compile(r"\.(?:mp4|mp3|m3u8|flv|wmv|avi)(?:['\"?]|$)", re.I)
_AROUND = re.compile(
    r"foot|bottom|copyright|header|nav|share(?!d)|(?<![a-z])qr|ewm|(?<!in)(?<!con)(?<!out)(?<!re)side(?!nt)"
    r"|crumb|related|(?<![a-z])xg(?!k)",
    re.I,
)
_DECORATION = re.compile(
    r"/(?:[\w-]*[_-])?(?:line|divider|fgx|fengexian|deco\w*|border|corner|banner|bg|bj|head|tit(?:le)?|saoyisao|sys)"
    r"[_-]?\d*\.\w+$",
    re.I,
)
_CODE = re.compile(r"扫一扫|扫码|二维码|分割线")
_FILM_ELSEWHERE = re.compile(r"观看|收看|收听|播放|扫[码描]|长按|H5|(?:看|听)(?:视频|音频)", re.I)
_PAPER_FILE = re.compile(r"\.(?:pdf|docx?|wps|ofd|xlsx?|pptx?|zip|rar)(?:[?#]|$)", re.I)
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp)(?:[?#]|$)", re.I)
_LINE = 12  # characters of a line of running text
_LITTLE, _SOME, _MUCH = 100, 60, 400  # characters of running text
_FULL = 240  # a text of its own is longer
_SEVERAL = 3  # pictures that must be outweighed by text
_ABOUT = re.compile(
    r"(?:发布时间|发布日期|来源|浏览|阅读|点击|字体|字号|作者|编辑)(?:次数|量|大小)?\s*[：:]"
)


@dataclass(frozen=True, slots=True)
class Form:
    """``kind``: text, product, commentary or doubtful; ``why`` a sentence; ``paper`` the policy.

    ``maybe``: what a doubtful one may be; ``likely`` the kind it is proposed as.
    """

    kind: str
    why: str
    paper: str = ""
    maybe: frozenset[str] = frozenset({"text", "product", "commentary"})
    likely: str = "text"


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
        if Flag.ATTACHMENT in row.entry.flags:
            return Form("doubtful", "条目是附件，没有打开，看不出形式", paper)
        page, error = self._case.store.answer(row.entry.url)
        if page is None:
            return Form("doubtful", f"页面没有打开{f'（{error}）' if error else ''}", paper)
        dom = dom_of(page)
        paper = paper or next(iter(_PAPER.findall(" ".join(_lines(dom)))), "")
        form = self._by_body(dom, title, product_column=any(map(self._is_of_products, columns)))
        voice = _by_voice(page, dom, title)
        if "interpretation_commentaries" in topics:
            form = _in_column_of_press(form, columns)
        elif form.kind == "text":
            form = voice or form
        elif form.kind == "doubtful" and voice is not None:
            form = replace(form, maybe=form.maybe | voice.maybe)
        return replace(form, paper=paper)

    def _is_of_products(self, name: str) -> bool:
        topics = self._words.match(name).topics
        return "interpretation_products" in topics and "interpretation_texts" not in topics

    def _by_body(self, dom: PageDom, title: str, *, product_column: bool) -> Form:
        bare = re.sub(r"\W", "", title)
        lines = [
            line
            for line in _lines(dom)
            if line not in self._lines
            and not _ABOUT.search(line)
            and re.sub(r"\W", "", line) != bare
        ]
        text = sum(map(len, lines))
        every = [one for one in _images(dom) if one[0] not in self._pictures]
        pictures = [src for src, alt in every if not _decorates(src, alt, every)]
        film = _has_film(dom)
        held = film or _may_hold(dom)
        called = bool(_PRODUCT.search(title)) or product_column
        short = text < _LITTLE or (called and text < _MUCH)
        said = f"正文约 {text} 字，图 {len(pictures)} 张{'，有音视频' if film else ''}"
        if film and short:
            return Form("product", said)
        if not (called and pictures) and _leads_on(dom, lines, text):
            return _between(f"{said}，正文可能在附件或链接里", called, is_read=False)
        if pictures and not held and short:
            return Form("product", said)
        if called:
            return _between(f"标题或栏目说是图解、音视频，{said}", called)
        if held:
            return _between(f"{said}，页面里有嵌入的文件或播放器", called)
        if pictures and text < _MUCH * min(len(pictures), _SEVERAL):
            return _between(said, called)
        if every and text < _LITTLE:
            return _between(f"{said}，另有像装饰的图", called)
        if text >= _SOME:
            return Form("text", said)
        return _between(f"{said}，可能由脚本生成", called, is_read=False)


def _decorates(src: str, alt: str, every: Sequence[tuple[str, str]]) -> bool:
    """Whether a picture is an ornament: by its name, or because it stands twice on the page."""
    return bool(_DECORATION.search(src) or _CODE.search(alt)) or every.count((src, alt)) > 1


def _between(why: str, is_called: bool, *, is_read: bool = True) -> Form:
    """A page that may be a text or a product, anything where nobody read it.

    ``is_called``: by its title or its column it is rather a product.
    """
    may_be = {"text", "product"} if is_read else {"text", "product", "commentary"}
    likely = "product" if is_called else "text"
    return Form("doubtful", why, maybe=frozenset(may_be), likely=likely)


def _in_column_of_press(form: Form, columns: Sequence[str]) -> Form:
    """What stands in a column of comments, or of interpretations by the press."""
    where = f"在“{'、'.join(columns)}”栏目中"
    if form.kind == "text" and any(_OPINION.search(name) for name in columns):
        return Form("commentary", where)
    if form.kind == "text":
        maybe = frozenset({"text", "commentary"})
        why = f"标题像媒体评论文章（{where}），是评论还是解读请核对"
        return Form("doubtful", why, maybe=maybe, likely="commentary")
    return Form("doubtful", f"{where}，{form.why}", likely="commentary")


def _by_voice(page: StoredPage, dom: PageDom, title: str) -> Form | None:
    """Whether a text may be the press speaking, or an answer to it."""
    maybe = frozenset({"text", "commentary"})
    if _COMMENT.search(title):
        return Form("doubtful", "标题像媒体评论文章", maybe=maybe, likely="commentary")
    if _is_of_press(page, dom, title):
        likely = "text" if _EXPLAINS.search(title) else "commentary"
        why = "来源是媒体，可能是媒体评论文章"
        return Form("doubtful", why, maybe=maybe, likely=likely)
    printed = _SOURCE.search(fold(visible_text(dom.root)))
    named = metas(page.text).get("contentsource", "").strip() or (printed[1] if printed else "")
    if _HAN_NAME.fullmatch(named) and not _OFFICIAL.search(named):
        return Form("doubtful", f"来源“{named}”看不出是不是媒体", maybe=maybe)
    if "答记者问" in title:
        only = frozenset({"text"})
        return Form("doubtful", "“答记者问”可能是解读，也可能是回应关切", maybe=only)
    return None


def _leads_on(dom: PageDom, lines: Sequence[str], text: int) -> bool:
    """Whether a short page points to what it speaks of: a film elsewhere, a code, an attachment."""
    if text < _FULL and any(_FILM_ELSEWHERE.search(line) for line in lines):
        return True
    links = [a.get("href") or "" for a in dom.root.iter("a") if not _is_menu(a)]
    return text < _SOME and any(map(_PAPER_FILE.search, links))


def _is_menu(anchor: HtmlElement) -> bool:
    return any(_is_marked(node) for node in anchor.iterancestors())


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
    """Whether something stands in furniture or in a link that leads on.

    A link to the picture itself only enlarges it.
    """
    return any(
        _is_marked(one) or one.tag == "nav" or (one.tag == "a" and not _enlarges(one))
        for one in (node, *node.iterancestors())
    )


def _is_marked(node: HtmlElement) -> bool:
    marks = f"{node.get('id') or ''} {node.get('class') or ''}"
    return node.tag != "body" and bool(_AROUND.search(marks))


def _enlarges(anchor: HtmlElement) -> bool:
    return bool(_PICTURE_FILE.search(anchor.get("href") or ""))
