"""Three polite searches: a typo, pinyin, a sentence; and what the result page offers."""

import re
from dataclasses import dataclass

MEANT = "政府信息公开"
QUERIES = (
    ("typo", "正府信息公开"),
    ("pinyin", "zhengfuxinxigongkai"),
    ("sentence", "怎么申请政府信息公开"),
)
NAMES = {"typo": "错别字", "pinyin": "拼音", "sentence": "一句话"}
ANYWAY = "anyway"  # the same words are offered whatever was asked
_CORRECTED = re.compile(
    r"(?:您|你)?(?:是不是要找|要找的是不是|是否要[搜找]|可能想[搜找])|已(?:自动)?为(?:您|你)(?:显示|更正)|搜索结果已更正|以下为.{0,20}的(?:搜索)?结果"
)
_SUGGESTED = re.compile(
    r"相关搜索|热门搜索|热搜|大家都在搜|大家还在搜|猜(?:您|你)想|搜索推荐|推荐搜索|为您推荐"
)
_FACETS = re.compile(
    r"时间范围|一周内|一月内|一年内|按时间|按相关|相关度|搜索范围|按栏目|筛选|标题搜索|全文搜索|(?<!当前)(?<!所在)位置[:：]"
)
_NEAR = 40  # characters behind a hint in which the right words stand
_OWN = 40  # characters of a line the search itself says
_SEVERAL = 3  # links about what was meant
_COUNT = re.compile(r"(?:共|约|找到|检索到|搜索到)\D{0,16}?(\d[\d,]*)\s*(?:条|个|项|篇)")
_COUNTED = re.compile(
    r"(?:本次|系统|搜索|检索|为您)*(?:共|约|找到|检索到|搜索到|相关结果)+[^\u4e00-\u9fff]*"
    r"\d[\d,]*\s*(?:条|个|项|篇)(?:相关)?(?:结果|记录|信息|数据)?[^\u4e00-\u9fff]*"
)
_NONE = re.compile(
    r"没有(?:找到|搜索到|检索到|查询到)|未(?:找到|检索到|查询到)|暂无(?:数据|结果|相关)|无相关"
)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search brought: words not on the page before, and the texts of its new links."""

    text: str
    links: tuple[str, ...] = ()


def read_results(found: Found, kind: str) -> tuple[str, str]:
    """(features seen, separated by blanks, else "ok"; in words) of what a search brought."""
    text = found.text
    counted = _COUNT.search(text)
    hits = int(counted[1].replace(",", "")) if counted else 0
    none = bool(_NONE.search(text)) or (counted is not None and not hits)
    corrected = _CORRECTED.search(text)
    right = corrected and MEANT in text[corrected.start() :][:_NEAR]
    named = sum(1 for link in found.links if MEANT[:4] in link)
    seen = []
    if kind in ("typo", "pinyin") and right:
        seen.append(kind)
    elif kind == "pinyin" and not none and hits and named >= _SEVERAL:
        seen.append("pinyin")
    if kind == "sentence" and not none and (hits or named >= _SEVERAL):
        seen.append("sentence")
    if right and kind == "sentence":
        seen.append(ANYWAY)  # there was nothing to correct
    if _SUGGESTED.search(text):
        seen.append("suggestions")
    if len(set(_FACETS.findall(text))) >= 2:
        seen.append("facets")
    told = "没有结果" if none else f"{hits} 条结果" if counted else "看不出结果条数"
    more = [f"提示“{corrected[0]}”" if corrected else ""]
    more += [f"有“{match[0]}”" for match in (_SUGGESTED.search(text),) if match]
    facets = list(dict.fromkeys(_FACETS.findall(text)))
    more += [f"可按{'、'.join(facets[:4])}筛选或排序"] if len(facets) >= 2 else []
    return " ".join(seen) or "ok", "，".join(part for part in (told, *more) if part)


def is_answer(text: str) -> bool:
    """Whether a page says how much was found."""
    return bool(_COUNT.search(text) or _NONE.search(text))


def tells(text: str, asked: str) -> bool:
    """Whether a line is the search's own word on what was found for ``asked``, no result."""
    if len(text) > _OWN + len(asked):
        return False
    opens = any(pattern.match(text) for pattern in (_CORRECTED, _SUGGESTED))
    quotes = re.search(rf"[“\"‘「『【]\s*{re.escape(asked)}\s*[”\"’」』】]", text)
    found = quotes and (_COUNT.search(text) or _NONE.search(text))
    return opens or bool(found) or bool(_COUNTED.fullmatch(text))


def marks(kind: str) -> tuple[str, ...]:
    """Words to frame in the picture of a result page."""
    return ("是不是要找", "相关搜索", "热门搜索", "没有找到", "条结果", "时间范围", MEANT, kind)
