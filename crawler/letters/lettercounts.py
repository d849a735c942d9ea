"""Figures a site itself prints about its letters: so many received, so many closed in a year.

Only numbers leave this module. What can't be put to a kind and a year for certain is not read.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lxml.html import HtmlElement

from crawler.pages.dom import PageDom, fold, visible_strings
from crawler.records import NO_YEAR, THIS_YEAR

_ABOUT = re.compile(r"来信|信件|留言|信箱|诉求|工单")
_OBJECT = (
    r"(?:群众|网民|网友|公众|市民|各类|有效|网上)*"
    r"(?:来信|信件|留言|诉求|咨询投诉|群众诉求|办件|工单)"
)
_SUMS = r"(?:总数|总量|总件数|件数|数量|数|量)"
_KINDS = {
    "received": rf"(?:收到|接收|受理|收)了?{_OBJECT}{_SUMS}?|{_OBJECT}(?:收到|接收|受理){_SUMS}?"
    rf"|(?:来信|信件|留言|收件|收信|工单|受理){_SUMS}|收到{_SUMS}",
    "public": rf"(?:公开答复|公开回复|(?<!政务|信息|主动|申请)公开)(?:{_OBJECT})?{_SUMS}?",
    "closed": rf"已?(?:办结|办理完毕|处理完毕|办毕)了?(?:{_OBJECT})?{_SUMS}?",
    "replied": rf"已?(?:答复|回复)了?(?:{_OBJECT})?{_SUMS}?",
    "days": r"平均(?:办理|办结|答复|回复|处理)(?:时间|时长|用时|天数|周期)",
}
_OTHER = r"(?!率|时间|日期|内容|单位|部门|状态)"  # 回复时间 heads a column of the list
_LABEL = "|".join(f"(?P<{kind}>{shape}){_OTHER}" for kind, shape in _KINDS.items())
_NUMBER = (
    r"(?<![\d.,-])(?P<number>\d{1,3}(?:,\d{3})+|\d{1,7}(?:\.\d{1,2})?)(?![\d.]*\s*[年月日时%％:：.-]|\d|,\d)"
    r"\s*(?P<unit>件次|件|封|条|个?工作日|天)?"
)
_TOKEN = re.compile(rf"{_LABEL}|{_NUMBER}")
_NEAR = 8  # characters between a label and its number
_PART = re.compile(r"[。；;！!]|(?<=\s)其中")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年(?:度)?(?!\s*\d{1,2}\s*月(?!\s*[-—~至到]))")
_SPAN = re.compile(r"1\s*月?\s*(?:份)?\s*[-—~至到]\s*12\s*月")
_SHORT = re.compile(
    r"[本上今昨][月日周旬天]|季度|半年|(?<!\d)\d{1,2}\s*月(?:份|底|末)?|近\s*\d|近[一三七]"
)
_EVER = re.compile(r"累计|开通以来|以来|历年|截[至止]")
# Requests for information, proposals of delegates and cases are counted in the same words.
_NO_LETTERS = re.compile(r"申请|信息公开|政务公开|公开目录|提案|议案|复议|诉讼|许可|审批|案件")
_STEP = re.compile(r"[>＞»|/]")  # what stands before is a breadcrumb
_NOW = re.compile(r"本年|今年|当年|本年度")
_MONTH = re.compile(r"(?:((?:19|20)\d{2})\s*[-年./]\s*)?(\d{1,2})\s*月?(?:份)?")
_ROW_YEAR = re.compile(r"((?:19|20)\d{2})\s*年?(?:度)?")
_SUM = re.compile(r"合\s*计|总\s*计|全年|小\s*计")
_DAY = re.compile(r"(?:19|20)\d{2}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}")
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class PrintedCount:
    """``kind`` is received, closed, replied, public or days; ``year`` may be NO_YEAR, THIS_YEAR."""

    kind: str
    year: int
    amount: float


def printed_counts(page: PageDom, letters: Iterable[HtmlElement] = ()) -> tuple[PrintedCount, ...]:
    """What a page prints of all letters; titles of articles and what links say do not count.

    ``letters`` are pieces of the page that citizens wrote: their figures are nobody's count.
    """
    if not _ABOUT.search(page.text):
        return ()
    tables = [table for table in page.root.iter("table") if _is_numbers(table)]
    without = frozenset((*tables, *letters, *filter(_is_row, page.root.iter("tr", "li", "dl"))))
    text = fold(" ".join(visible_strings(page.root, frozenset({"a"}), without)))
    found = list(_in_text(text))
    for table in tables:
        found += _in_table(table, _year_of(page.title) or _headed(table))
    return tuple(dict.fromkeys(found))


def _is_row(node: HtmlElement) -> bool:
    """Whether an element is one row of a list: a link and a day."""
    if any(inner is not node for inner in node.iter("tr", "li", "dl")):
        return False
    linked = next(node.iter("a"), None) is not None
    return linked and bool(_DAY.search(" ".join(visible_strings(node))))


def _in_text(text: str) -> Iterator[PrintedCount]:
    for part in _PART.split(text):
        tokens = list(_TOKEN.finditer(part))
        for label, number in _pairs(tokens):
            before = part[max(0, min(label.start(), number.start()) - 40) : label.start()]
            said = before + part[label.start() : max(label.end(), number.start())]
            if _NO_LETTERS.search(_STEP.split(said)[-1]):
                continue
            year = _context(before, part[: label.start()])
            kind = str(label.lastgroup)
            is_days = "日" in (number["unit"] or "") or number["unit"] == "天"
            if year is not None and (kind == "days") == is_days:
                yield PrintedCount(kind, year, _amount(number))


def _pairs(tokens: Sequence[re.Match[str]]) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Labels with their numbers: the number behind it; in a row of figures above words, before."""
    for group in _groups(tokens):
        is_label = [token["number"] is None for token in group]
        units = any(token["unit"] for token in group)
        if not units and is_label == [False, True] * (len(group) // 2):
            yield from zip(group[1::2], group[::2], strict=True)
            continue
        for place, (token, follows) in enumerate(pairwise(group)):
            alone = place == 0 or not is_label[place - 1]
            near = follows.start() - token.end() <= _NEAR
            bare = token.group() == "公开" and not follows["unit"]  # the end of a title
            told = is_label[place] and not is_label[place + 1] and not bare
            if told and alone and near and (is_label[0] or follows["unit"]):
                yield token, follows


def _groups(tokens: Sequence[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Tokens that stand close together."""
    group: list[re.Match[str]] = []
    for token in tokens:
        if group and token.start() - group[-1].end() > 2 * _NEAR:
            yield group
            group = []
        group.append(token)
    if group:
        yield group


def _context(near: str, before: str) -> int | None:
    """The year a figure is of; None for a month or another part of a year."""
    years = _YEAR.findall(before[-60:])
    rest = _SPAN.sub("", near)
    if _EVER.search(near):
        return NO_YEAR
    if _SHORT.search(re.sub(r"(?:19|20)\d{2}\s*年(?:度)?", "", rest)):
        return None
    if years:
        return int(years[-1]) if len(set(years)) == 1 else None
    return THIS_YEAR if _NOW.search(near) else NO_YEAR


def _amount(number: re.Match[str]) -> float:
    return float(number["number"].replace(",", ""))


# ---- tables --------------------------------------------------------------------------------


def _cells(row: HtmlElement) -> list[str]:
    return [fold("".join(visible_strings(c))) for c in row if c.tag in ("th", "td")]


def _is_numbers(table: HtmlElement) -> bool:
    """Whether a table holds figures: a head, then rows of numbers.

    A table for layout has others in it; in a list of letters the rows lead somewhere.
    """
    if any(inner is not table for inner in table.iter("table")):
        return False
    lines = list(table.iter("tr"))
    if sum(next(line.iter("a"), None) is not None for line in lines) * 2 >= len(lines):
        return False
    rows = [cells for row in lines if (cells := _cells(row))]
    return len(rows) > 1 and sum(c.replace(",", "").isdigit() for row in rows for c in row) >= 2


def _in_table(table: HtmlElement, year: int) -> Iterator[PrintedCount]:
    """A table by months or by years: its head names what the columns count."""
    head, *rows = [cells for row in table.iter("tr") if (cells := _cells(row))]
    kinds = {place: kind for place, cell in enumerate(head) if (kind := _kind(cell))}
    if not kinds or 0 in kinds:
        return
    months: dict[int, dict[int, list[float]]] = {}
    for cells in rows:
        numbers = {
            place: float(cells[place].replace(",", ""))
            for place in kinds
            if place < len(cells) and cells[place].replace(",", "").isdigit()
        }
        if found := _ROW_YEAR.fullmatch(cells[0]):
            for place, amount in numbers.items():
                yield PrintedCount(kinds[place], int(found[1]), amount)
        elif (found := _MONTH.fullmatch(cells[0])) and (found[1] or year):
            of_year = months.setdefault(int(found[1] or year), {})
            of_year.setdefault(int(found[2]), []).append(0)
            for place, amount in numbers.items():
                of_year.setdefault(-place, []).append(amount)
        elif not _SUM.fullmatch(cells[0]):
            return  # by departments or by kinds: nobody says that these are all
    for of, told in months.items():
        if sum(month > 0 for month in told) == _MONTHS:
            for place, kind in kinds.items():
                if len(told.get(-place, ())) == _MONTHS:
                    yield PrintedCount(kind, of, sum(told[-place]))


def _kind(cell: str) -> str:
    found = re.fullmatch(rf"(?:{_LABEL})(?:[（(][件封条][）)])?|(?P<letters>来信|信件|收到)", cell)
    if found is None:
        return ""
    return "received" if found["letters"] else str(found.lastgroup)


def _headed(table: HtmlElement) -> int:
    """The year in the caption or the heading before a table."""
    caption = next(table.iter("caption"), None)
    if caption is not None and (year := _year_of("".join(caption.itertext()))):
        return year
    for node in (table, *list(table.iterancestors())[:2]):
        before = node.getprevious()
        if before is not None and (year := _year_of("".join(before.itertext())[-60:])):
            return year
    return 0


def _year_of(text: str) -> int:
    years = set(_YEAR.findall(text))
    return int(years.pop()) if len(years) == 1 else 0
