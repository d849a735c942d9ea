"""Where else on a site surveys and their results may stand than in the columns of surveys."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from audits.case import Case
from audits.entries import dom_of
from audits.footer import metas
from audits.ledger import ColumnCount
from audits.rowcount import CountedRow
from audits.surroundings import Surrounding
from audits.surveyitems import Survey, leads_to_result, read_survey
from audits.surveytitles import ASKING, is_result, key_of
from crawler import dates, urls
from crawler.pages.dom import visible_text
from crawler.records import DateSource, Entry, Verdict

_ELSEWHERE = re.compile(
    r"(?:公开)?征[求集].{0,40}意见(?:建议)?的?(?:公告|通告|通知|启事|函)?$|调查问卷|问卷调查"
)
_RESULT_OF = re.compile(rf"{ASKING.pattern}|意见(?:建议)?.{{0,6}}采纳|公众意见")
_MAY_TELL = re.compile(
    r"(?:征[求集]|调查|意见|民意|问卷|投票).{0,6}(?:结果|反馈|采纳|公[示布开]|情况)"
    r"|^(?:(?:点击)?查看|浏览)?(?:结果|采纳|统计结果)(?:公[示布开]|情况|反馈|查看)?$"
)
_MAY_ASK = re.compile(r"征集|征求意见|征询|问卷|投票|(?:网上|在线|民意|满意度|往期|社会)调查")
_NOTHING_YET = re.compile(
    r"(?:暂无|暂未|尚未|还未|没有|无)(?:公布|公开|发布|反馈|征集|调查|投票|统计|任何|相关)*(?:结果|数据|反馈|内容|统计|公布|公开)"
)
_TITLE = 10  # characters: the name of a column is shorter


def results_elsewhere(case: Case, columns: Sequence[ColumnCount]) -> list[Survey]:
    """Notices of results in columns of content, once each."""
    inside = {row.key for c in columns for row in c.rows.items}
    found: dict[str, Survey] = {}
    for column in case.ledger:
        for row in column.rows.items if column.line.in_total else ():
            title = row.entry.title
            if row.key not in inside and _RESULT_OF.search(title) and is_result(title):
                told = read_survey(case, row, column.line.name)
                found.setdefault(told.key, told)
    return list(found.values())


def links_to_other_sites(columns: Sequence[ColumnCount]) -> list[str]:
    """What follows from rows of the year that lead to other sites: reposts, or a platform's."""
    far = {row.key: row for column in columns for row in column.rows.external}
    names = "、".join(f"“{row.entry.title[:24]}”" for row in list(far.values())[:3])
    return [f"另有 {len(far)} 条链接到别的网站（{names}），没有计入，请核对"] if far else []


def places_of_results(
    case: Case, columns: Sequence[ColumnCount], buttons: Collection[str]
) -> list[str]:
    """Columns by whose names results may stand in them though they are no survey columns.

    ``buttons``: where the lists' own buttons lead to, as ``buttons_of`` tells them.
    """
    known = {column.line.url for column in columns}
    known |= {c.line.url for c in case.ledger if urls.canonical(c.line.url) in buttons}
    names = [
        f"“{column.line.name}”"
        for column in case.ledger
        if column.line.url not in known
        and not (column.line.in_total and column.is_sure)
        and _MAY_TELL.search(column.line.name)
    ]
    return [f"栏目{'、'.join(dict.fromkeys(names))}里可能登有征集结果，没有看"] if names else []


def may_be_asked_in(case: Case) -> list[str]:
    """What follows from columns by whose names surveys may stand in them, in no class."""
    names = [
        f"“{c.line.name}”"
        for c in case.ledger
        if _MAY_ASK.search(c.line.name) and not c.line.boxes and c.rows.distinct_rows
    ]
    return (
        [f"栏目{'、'.join(dict.fromkeys(names))}看名称可能登有征集调查，没有归类"] if names else []
    )


def asked_elsewhere(
    case: Case, columns: Sequence[ColumnCount]
) -> tuple[tuple[CountedRow, str], ...]:
    """Items of content columns whose titles ask for opinions, once each."""
    inside = {
        key_of(row.entry.title)
        for c in columns
        for row in c.rows.items
        if not is_result(row.entry.title)
    }
    found: dict[str, tuple[CountedRow, str]] = {}
    for column in case.ledger:
        if not column.line.in_total:
            continue
        for row in column.rows.items:
            title = row.entry.title
            key = key_of(title)
            if _ELSEWHERE.search(title) and not is_result(title) and key not in inside:
                found.setdefault(key, (row, column.line.name))
    return tuple(found.values())


def result_pages(case: Case, columns: Sequence[ColumnCount]) -> dict[str, Survey]:
    """Notices of results that a button beside each survey leads to, by their addresses.

    Such a page was taken for a column; it says itself that it is an article, and of which day.
    """
    found: dict[str, Survey] = {}
    for column in columns:
        if column.rows.distinct_rows or column.line.verdict is not Verdict.UNKNOWN:
            continue
        url, name = column.line.url, column.line.name
        page, _ = case.store.answer(url)
        told = metas(page.text) if page is not None else {}
        title, day = told.get("articletitle", ""), dates.parse_pubdate(told.get("pubdate", ""))
        is_article = len(title) >= _TITLE and name not in title
        if is_article and day is not None and (is_result(title) or is_result(name)):
            source = DateSource.PUBDATE
            entry = Entry(0, 1, 0, title, url, url, urls.content_id(url), "", day, source)
            row = CountedRow(entry, day, source, key=entry.content_id)
            found[url] = read_survey(case, row, name)
    return found


def buttons_of(around: Mapping[str, Surrounding]) -> frozenset[str]:
    """Canonical addresses that buttons like 查看结果 beside the surveys lead to."""
    return frozenset(
        urls.canonical(to)
        for told in around.values()
        for words, to in told.links
        if leads_to_result(words)
    )


def told_by_button(case: Case, surveys: Sequence[Survey]) -> list[Survey]:
    """The surveys beside which a button leads to their result, as that page tells it.

    A button on a page that says there is none yet, or of another year, tells nothing.
    """
    found = []
    for item in surveys:
        page = case.store.answer(item.told_at)[0] if item.told_at else None
        text = visible_text(dom_of(page).root) if page is not None and page.text else ""
        day = dates.parse_pubdate(metas(page.text).get("pubdate", "")) if page is not None else None
        is_own = urls.canonical(item.told_at) == urls.canonical(item.row.entry.url)
        other = day is not None and day.year != case.year and not is_own
        if item.told_at and not other and not _NOTHING_YET.search(text):
            found.append(replace(item, text=text if text and not is_own else item.text))
    return found
