"""What the crawl did, for the report's foot, and the remarks it raises by itself."""

from collections.abc import Iterator

from audits.case import Case
from audits.facts import CrawlSummary, RefusalLine, Remark
from crawler.records import FrontierState
from crawler.storage.store import Store
from crawler.transport.refusals import advice


def summarise(store: Store) -> CrawlSummary:
    """Totals out of the crawl file; the ledger balances or the crawl is not complete."""
    states = store.states()
    names = {column.id: column.name for column in store.columns()}
    at = _columns_by_address(store)
    refusals = tuple(
        RefusalLine(
            r.url,
            r.kind,
            r.signature,
            names.get(r.column_id or at.get(r.url, -1)),
            advice(r.kind, r.signature),
        )
        for r in store.refusals()
    )
    discovered = sum(states.values())
    done = sum(n for state, n in states.items() if state is not FrontierState.PENDING)
    return CrawlSummary(
        version=store.get("version"),
        started_at=store.get("started_at"),
        sealed_at=store.get("sealed_at") or None,
        complete=bool(store.get("complete")) and done == discovered,
        requests=int(store.get("requests", "0")),
        rendered_pages=store.looks(),
        bytes=int(store.get("bytes", "0")),
        seconds=round(float(store.get("seconds", "0")), 1),
        discovered=discovered,
        fetched=states[FrontierState.FETCHED],
        failed=states[FrontierState.FAILED],
        skipped=states[FrontierState.SKIPPED],
        refusals=refusals,
    )


def _columns_by_address(store: Store) -> dict[str, int]:
    """Column ids by the address of the column and of its rows; the first column wins."""
    own = {column.url: column.id for column in store.columns()}
    rows = store.db.execute("SELECT url, column_id FROM entry ORDER BY id DESC")
    return {**dict(rows), **own}


def remarks(case: Case) -> Iterator[Remark]:
    """Things a person should look at that no single figure shows."""
    for column in case.ledger:
        if column.maybe:
            yield Remark(
                "A-归类",
                "warning",
                f"栏目“{column.line.name}”：{column.line.choice_reason}",
                column.maybe,
            )
        if column.rows.hidden:
            yield Remark(
                "A-隐藏",
                "info",
                f"栏目“{column.line.name}”有 {len(column.rows.hidden)} 行在网页上不显示，未计入",
                (),
            )
    yield from _uncompared(case)
    stray = case.stray
    if stray:
        shown = "、".join(e.title for e in stray[:3])
        yield Remark(
            "A-漏栏目",
            "warning",
            f"汇总页上有 {len(stray)} 条本年度条目不在任何已采栏目中，例如：{shown}",
            ("items_total",),
        )


def _uncompared(case: Case) -> Iterator[Remark]:
    """Lists that look short and that nobody held against a browser, and why."""
    short = case.store.uncompared()
    if not short:
        return
    if case.store.get("browser_off"):
        why = "没有可用的浏览器"
    elif case.store.get("looks_capped"):
        why = "浏览器打开的页数已到上限"
    elif not case.store.looks():
        why = "这次采集没有使用浏览器"
    else:
        why = "浏览器未能打开"
    named = "、".join(column.name for column in short[:5])
    more = " 等" if len(short) > 5 else ""
    yield Remark(
        "A-未比对",
        "info",
        f"有 {len(short)} 个只有一页的栏目没有用浏览器比对（{why}）：{named}{more}",
    )
