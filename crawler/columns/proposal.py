"""The first words of site.toml: what the crawl proposes for every column, with the reason."""

from dataclasses import replace
from urllib.parse import urlsplit

from crawler.columns.classify import CONTENT_BOXES, classify
from crawler.columns.tenants import IN_MENU
from crawler.pages.lexicon import Lexicon
from crawler.records import ColumnChoice, Kind, StoredColumn


def propose(column: StoredColumn, words: Lexicon, dated: bool) -> ColumnChoice:
    """Boxes, kind and in_total of one column. ``dated`` is false for a page without any date."""
    choice = classify(column.name, column.path, column.url, column.column_type, words)
    kind, boxes, maybe, reason = column.kind, choice.boxes, choice.maybe, choice.reason
    if kind is Kind.EXTERNAL:
        host = urlsplit(column.url).netloc
        content = tuple(b for b in boxes if b in CONTENT_BOXES)
        marked = "；".join(column.doubts) if column.stop == "external" else ""
        return ColumnChoice(
            column.url,
            column.name,
            kind,
            (),
            False,
            marked or f"栏目在另一网站（{host}），是否属于本网站请在 hosts 中指定",
            maybe=() if marked and IN_MENU not in column.doubts else content or maybe,
        )
    if kind is Kind.APP or choice.is_app:
        return ColumnChoice(
            column.url,
            column.name,
            kind,
            boxes,
            False,
            f"{reason}；互动、办事类不计入信息发布总数",
            maybe=maybe,
        )
    if kind is Kind.AGGREGATE:
        return ColumnChoice(
            column.url,
            column.name,
            kind,
            boxes,
            False,
            f"{reason}；汇总页只列各栏目的前几条，不重复计",
        )
    if kind is Kind.SINGLE and not dated and not boxes and not maybe:
        return ColumnChoice(
            column.url,
            column.name,
            kind,
            (),
            False,
            "没有日期的单页，也不在词表中，不计入信息发布总数",
        )
    return ColumnChoice(column.url, column.name, kind, boxes, True, reason, maybe=maybe)


def of_letters(choice: ColumnChoice) -> ColumnChoice:
    """The proposal for a column that was found to hold letters, whatever its name says."""
    if choice.boxes:
        return choice
    reason = "打开的条目是群众来信；互动、办事类不计入信息发布总数"
    return replace(choice, boxes=("messages",), in_total=False, reason=reason, maybe=())
