"""How completely a column was read, in one word and one sentence."""

from dataclasses import dataclass

from audits.rowcount import RowCount
from crawler.records import OTHER_UNIT, Kind, StoredColumn, Verdict

_WHOLE = ("single", "waiting", "hinted", "declared", "end")
_SURPLUS = 1.2  # totals printed without pinned rows are a little short; more is another list
_FEW_ROWS = 10  # a page of a longer list shows at least this many
_UNREAD = {
    "waf": "被网站防护拦截",
    "robots": "网站 robots.txt 禁止采集",
    "network": "连接失败",
    "timeout": "没有应答",
    "tls": "安全证书有问题",
    "foreign": "跳转到了另一个网站",
    "size": "内容过大",
    "truncated": "内容传输不完整",
    "http": "打不开",
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict with its reason; an exact verdict's reason is its proof."""

    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True)
class Witnesses:
    """What the rest of the site says of one column.

    ``rendered_rows``: how many rows a browser saw on page one, None when no browser looked.
    ``is_side``: the rows are those of a side block. ``has_archives``: years have pages of their
    own. ``refusal``: who refused a page of the column
    and what to ask of whom; empty when nobody did.
    """

    rendered_rows: int | None = None
    refusal: str = ""
    is_side: bool = False
    has_archives: bool = False


def judge(column: StoredColumn, count: RowCount, witnesses: Witnesses) -> Judgement:
    """The verdict of one column of any kind."""
    special = _by_kind(column, count, witnesses)
    if special is not None:
        return special
    others = [doubt for doubt in column.doubts if doubt.endswith(OTHER_UNIT)]
    if others:
        return Judgement(Verdict.UNKNOWN, f"{others[0]}，请指定")
    if witnesses.is_side:
        return Judgement(
            Verdict.UNKNOWN, "读到的条目都属于别的栏目，又不按日期排列，可能是页面侧边的推荐列表"
        )
    if column.stop == "empty":
        return _empty(column, count, witnesses)
    stated = column.declared_rows
    if stated is not None and count.distinct_rows > stated * _SURPLUS:
        read = count.distinct_rows
        return Judgement(
            Verdict.UNKNOWN, f"页面写明共 {stated} 条，却读到 {read} 条，读到的可能不是本栏目的列表"
        )
    doubts = [*column.doubts, *_row_doubts(count), *_total_doubts(column, count)]
    shown = witnesses.rendered_rows or 0
    if shown > count.distinct_rows and not any("浏览器" in doubt for doubt in column.doubts):
        doubts.append(f"浏览器中可见 {shown} 行，只读到 {count.distinct_rows} 行")
    alone = _alone(column, count, witnesses)
    if alone is not None and not doubts:
        return alone
    if _may_be_capped(column, count):
        doubts.append("末页是满页，且最后一条仍在本年度，网站可能只列出最新的若干页")
    if column.stop not in (*_WHOLE, "past"):
        doubts.insert(0, _stop_words(column.stop))
        doubts.extend([witnesses.refusal] if witnesses.refusal else [])
    if doubts:
        return Judgement(Verdict.LOWER_BOUND, "；".join(dict.fromkeys(doubts)))
    if column.stop == "past":
        return Judgement(Verdict.BOUNDED, f"按日期排列，已连续两页早于本年度；{column.proof}")
    return Judgement(Verdict.EXACT, column.proof or "只有一页，已全部采到")


def _by_kind(column: StoredColumn, count: RowCount, witnesses: Witnesses) -> Judgement | None:
    """Columns that are not walked lists."""
    if column.kind is Kind.EXTERNAL:
        marked = column.doubts if column.stop == "external" else ()  # else why it did not open
        said = "；".join(marked) or "栏目在另一网站，未指定是否属于本网站"
        return Judgement(Verdict.UNKNOWN, said)
    if column.stop == "unread":
        kind, _, detail = (column.doubts[0] if column.doubts else "").partition(":")
        if witnesses.refusal:
            return Judgement(Verdict.UNKNOWN, witnesses.refusal)
        said = _UNREAD.get(kind, "打不开")
        return Judgement(Verdict.UNKNOWN, f"{said}（{detail}）" if detail else said)
    if column.stop == "app":
        return Judgement(Verdict.UNKNOWN, "互动类栏目，不保存来信内容，不计入信息发布")
    if column.kind is Kind.AGGREGATE:
        return Judgement(Verdict.LOWER_BOUND, "汇总页，只列出各栏目的前几条，条数在各栏目中计")
    if column.kind is Kind.SINGLE:
        if count.undated:
            return Judgement(Verdict.LOWER_BOUND, "单页没有发布日期，请人工确认本年度是否更新")
        if doubts := [*column.doubts, *_row_doubts(count)]:
            return Judgement(Verdict.LOWER_BOUND, "；".join(doubts))
        return Judgement(Verdict.EXACT, "单页，有发布日期")
    return None


def _empty(column: StoredColumn, count: RowCount, witnesses: Witnesses) -> Judgement:
    """An empty list is 0 only with a second witness; else nobody knows."""
    if column.doubts:
        return Judgement(Verdict.UNKNOWN, "；".join(column.doubts))
    if count.placeholder:
        return Judgement(Verdict.EXACT, f"页面写明“{count.placeholder[0].entry.title}”")
    if column.declared_rows == 0:
        return Judgement(Verdict.EXACT, "页面写明共 0 条")
    if witnesses.rendered_rows == 0 and not column.doubts:
        return Judgement(Verdict.EXACT, "列表为空，用浏览器打开核对同样没有条目")
    if witnesses.rendered_rows:
        return Judgement(
            Verdict.UNKNOWN,
            f"条目由脚本生成，浏览器中可见 {witnesses.rendered_rows} 行，未能逐页采集",
        )
    return Judgement(Verdict.UNKNOWN, "没有读到条目，也没有别的依据说明栏目确实为空")


def _row_doubts(count: RowCount) -> list[str]:
    doubts = []
    if count.undated:
        doubts.append(f"{len(count.undated)} 条没有日期")
    if count.doubtful:
        doubts.append(f"{len(count.doubtful)} 条存疑")
    if count.dead:
        doubts.append(f"{len(count.dead)} 条打不开")
    if count.drawn and not count.opened:
        doubts.append(f"{count.drawn} 条的正文由脚本生成，没有核对能否打开")
    return doubts


def _total_doubts(column: StoredColumn, count: RowCount) -> list[str]:
    """The page's own total against the rows read."""
    read, stated = count.distinct_rows, column.declared_rows
    pages = sum(1 for page in column.pages if page.state == "ok" and page.rows)
    walked = column.stop in _WHOLE or pages >= (column.declared_pages or pages + 1)
    if not walked or stated is None:
        return []
    if stated in (read, read + len(count.hidden) + count.unveiled):
        return []
    return [f"页面写明共 {stated} 条，实际读到 {read} 条"]


def _may_be_capped(column: StoredColumn, count: RowCount) -> bool:
    """Several full pages that end inside the year, with no total to confirm them."""
    sizes = [page.rows for page in column.pages if page.state == "ok" and page.rows]
    return (
        column.stop in ("declared", "end")
        and column.declared_rows is None
        and len(sizes) >= 2
        and sizes[-1] >= min(sizes[:-1])
        and not count.reaches_before
    )


def _alone(column: StoredColumn, count: RowCount, witnesses: Witnesses) -> Judgement | None:
    """A list of one page without a pager is whole only if something says so.

    Its own total; fewer rows than any page holds; or rows from before the year, in proven order,
    so that whatever lies behind cannot matter. Where a script may add rows behind, only the last;
    where it may show others, only its own total.
    """
    if column.stop not in ("single", "waiting", "hinted") or column.declared_rows is not None:
        return None
    rows = sum(page.rows for page in column.pages if page.number == 1 and page.state == "ok")
    later = not count.reaches_before and not _has_rows_of_the_year(count)
    if count.distinct_rows and later and not witnesses.has_archives:
        return Judgement(Verdict.LOWER_BOUND, f"只见一页（{rows} 行），都不在本年度之内或之前")
    if rows < _FEW_ROWS and column.stop == "single":
        return Judgement(Verdict.EXACT, f"{column.proof}（{rows} 行，不足一页）")
    if column.ordered and count.reaches_before and column.stop != "hinted":
        return Judgement(Verdict.BOUNDED, "按日期排列，已列到上一年度；没有看到后续页")
    return Judgement(Verdict.LOWER_BOUND, f"只见一页（{rows} 行），没有依据说明没有后续页")


def _has_rows_of_the_year(count: RowCount) -> bool:
    return bool(count.items or count.external or count.repeated or count.hidden)


def _stop_words(stop: str) -> str:
    return {
        "refused": "后续页未能打开",
        "short": "后续页缺失",
        "unproved": "翻页方式没有得到证实",
        "budget": "页数过多，没有翻完",
        "": "没有采完",
    }.get(stop, stop)
