"""Surveys whose lists print how long they are open, in the ways of many hands.

The truth is the design's: the day of publishing where a page prints one, else the first day.
"""

from collections.abc import Callable, Sequence
from datetime import date

from tests.shapes.chrome import Draw, Frame, Part, article, paragraphs
from tests.shapes.surveys import MENU, Survey, survey_truth

PLACE = (("意见征集", "/yjzj/"),)
Row = Callable[[Survey], str]


def _cn(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


ROWS: dict[str, Row] = {
    "to": lambda s: f"<span>{s.start} 至 {s.end}</span>",
    "from_to": lambda s: f"<p>从{_cn(s.start)}到{_cn(s.end)}</p>",
    "first_last": lambda s: f"<em>起止时间：{s.start}～{s.end}</em>",
    "dots": lambda s: f"<i>{s.start:%Y.%m.%d}-{s.end:%Y.%m.%d}</i>",
    "clock": lambda s: f"<span>征集时间：{s.start} 00:00:00 至 {s.end} 23:59:59</span>",
    "two_labels": lambda s: f"<b>开始：{s.start:%Y/%m/%d}</b> <b>结束：{s.end:%Y/%m/%d}</b>",
    "open_days": lambda s: f"<p>活动时间 {s.start} — {s.end} 已结束</p>",
    "last_only": lambda s: f"<span>截止日期：{s.end}</span>",
    "until": lambda s: f"<span>{_cn(s.end)}截止</span>",
}


def _dated(frame: Frame, s: Survey) -> str:
    return article(frame, s.title, s.start, paragraphs(s.matter, 2) + _told(s), PLACE)


def _spanned(frame: Frame, s: Survey) -> str:
    body = f"<h1>{s.title}</h1><p>征集时间：{s.start} 至 {s.end}</p>{paragraphs(s.matter, 2)}"
    return frame.page(body + _told(s), s.title, PLACE)


def _bare(frame: Frame, s: Survey) -> str:
    body = f"<h1>{s.title}</h1>{paragraphs(s.matter, 2)}"
    return frame.page(body + _told(s), s.title, PLACE)


def _told(s: Survey) -> str:
    return f"<p>共收到意见{s.opinions}条。</p>" if s.opinions else ""


PAGES = {"dated": _dated, "spanned": _spanned, "bare": _bare}


def rows_with(tail: str, page: str) -> Callable[[Sequence[Survey]], Draw]:
    """A list whose rows print ``tail`` (ROWS), above pages of a kind (PAGES)."""

    def of(held: Sequence[Survey]) -> Draw:
        def draw(frame: Frame) -> Part:
            lines = "".join(
                f"<li><a href='/yjzj/{s.number}.html'>{s.title}</a>{ROWS[tail](s)}</li>"
                for s in held
            )
            pages = {"/yjzj/": frame.page(f"<ul class='zj'>{lines}</ul>", "意见征集", PLACE)}
            for s in held:
                pages[f"/yjzj/{s.number}.html"] = PAGES[page](frame, s)
            return Part(pages, PLACE, MENU, truth=survey_truth(held, "survey_results_published"))

        return draw

    return of


def columns_with(first: str, last: str, page: str) -> Callable[[Sequence[Survey]], Draw]:
    """A table with a column for the first and one for the last day, under the given heads."""

    def of(held: Sequence[Survey]) -> Draw:
        def draw(frame: Frame) -> Part:
            lines = "".join(
                f"<tr><td>{n}</td><td><a href='/yjzj/{s.number}.html'>{s.title}</a></td>"
                f"<td>{s.start}</td><td>{s.end}</td><td>已结束</td></tr>"
                for n, s in enumerate(held, 1)
            )
            head = (
                f"<tr><th>序号</th><th>主题</th><th>{first}</th><th>{last}</th><th>状态</th></tr>"
            )
            table = f"<table>{head}{lines}</table>"
            pages = {"/yjzj/": frame.page(table, "意见征集", PLACE)}
            for s in held:
                pages[f"/yjzj/{s.number}.html"] = PAGES[page](frame, s)
            return Part(pages, PLACE, MENU, truth=survey_truth(held, "survey_results_published"))

        return draw

    return of


HEADS = (("开始", "结束"), ("开始时间", "结束时间"), ("起始日期", "截止日期"), ("开始日", "结束日"))
