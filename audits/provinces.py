"""Do the numbers of a footer belong together: province and unit (rule C20 of the form)."""

import re
from collections.abc import Iterator

from audits.case import Case
from audits.facts import Remark
from audits.footer import host_units, metas, page_text

_CODES = (
    "11京 12津 13冀 14晋 15蒙 21辽 22吉 23黑 31沪 32苏 33浙 34皖 35闽 36赣 37鲁 41豫 42鄂 43湘 "
    "44粤 45桂 46琼 50渝 51蜀川 52黔贵 53滇云 54藏 61陕秦 62陇甘 63青 64宁 65新"
)
_PROVINCE = {letter: word[:2] for word in _CODES.split() for letter in word[2:]}
_LETTERS = "".join(_PROVINCE)
_ICP = re.compile(rf"([{_LETTERS}])\s*ICP\s*[备證证]\s*\d{{8}}", re.I)
_POLICE = re.compile(rf"([{_LETTERS}])\s*公网安备\s*[:：]?\s*(\d{{2}})\d{{12}}(?!\d)")
_SITE = re.compile(
    r"(?:网站标识码\s*[:：]?\s*|sitecode\s*=\s*['\"]?|site_code=)(\d{2})\d{8}(?!\d)", re.I
)
_SAMPLE = 12


def disagreements(case: Case) -> Iterator[Remark]:
    """Numbers of different provinces on the home page, each with where it stands."""
    if case.home is None:
        return
    view = page_text(case.home)
    places: list[tuple[str, str]] = []
    places += [(f"ICP 备案号“{m[0]}”", _PROVINCE[m[1]]) for m in _ICP.finditer(view.shown)]
    for match in _POLICE.finditer(view.shown):
        places.append((f"公安备案号前缀“{match[1]}”", _PROVINCE[match[1]]))
        places.append((f"公安备案号数字“{match[2]}…”", match[2]))
    places += [(f"网站标识码“{m[1]}…”", m[1]) for m in _SITE.finditer(view.source)]
    places = list(dict.fromkeys(places))
    if len({code for _, code in places}) > 1:
        shown = "、".join(place for place, _ in places)
        message = f"页脚各编号不属于同一个省份：{shown}，请核对是否抄错或沿用了别的单位的模板"
        yield Remark("C20", "warning", message, ("icp_number", "police_number", "site_code"))


def leftovers(case: Case) -> Iterator[Remark]:
    """Names and codes of another unit that a copied template left on some pages."""
    if case.home is None:
        return
    known = _told(case.home.text)
    pages = [p for p in case.store.pages("column") if p.text][:_SAMPLE]
    for page in pages:
        others = [
            name
            for kind, names in _told(page.text).items()
            if known[kind]
            for name in sorted(names - known[kind])
        ]
        if others:
            shown = "、".join(others)
            message = (
                f"页面 {page.url} 上写着另一单位的名称或标识码：{shown}，可能是套用模板时留下的"
            )
            yield Remark("A-模板", "warning", message, ("site_code", "host_unit", "site_name"))


def _told(text: str) -> dict[str, set[str]]:
    """What a page says by kind: codes, site names, host units."""
    tags = metas(text)
    source = re.sub(r"<!--.*?-->", "", text, flags=re.S)
    plain = re.sub(r"<[^>]+>", " ", source)
    codes = {m[1] for m in re.finditer(r"sitecode\s*=\s*['\"]?\s*(bm\d{8}|\d{10})", source, re.I)}
    found = {
        "codes": codes | {tags.get("siteidcode", "")},
        "names": {tags.get("sitename", "")},
        "units": set(host_units(plain)),
    }
    return {kind: names - {""} for kind, names in found.items()}
