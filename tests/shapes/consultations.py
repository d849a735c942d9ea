"""Surveys whose lists print how long they are open, in the ways of many hands.

The truth is the design's: the day of publishing where a page prints one, else the first day.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from tests.shapes.chrome import YEAR, Draw, Frame, Part, article, listing, paragraphs
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


SAID: tuple[Callable[[int], str], ...] = (
    lambda n: f"截至期满，共收到反馈意见{n}条，采纳{n // 2}条，未采纳{n - n // 2}条。",
    lambda n: f"征求意见期间，收到有效意见建议 {n} 条，均已研究。",
    lambda n: f"我局累计征集到社会各界提出的意见和建议共计{in_words(n)}条。",
    lambda n: f"共有 6 个单位、{n + 2} 名市民参与，提交邮件 2 封，汇总形成意见建议{n}条。",
)
NONE_SAID = ("公示期间，未收到任何意见和建议。", "截至3月底，没有收到社会公众反馈意见。")


def in_words(number: int) -> str:
    """A number below 100 in Chinese."""
    digits = "零一二三四五六七八九"
    tens, one = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{digits[tens]}十"
    return head + (digits[one] if one or not tens else "")


def results_in_words(held: Sequence[Survey]) -> Draw:
    """Each survey has its result in the next column, under another title, with a number in prose."""

    def draw(frame: Frame) -> Part:
        told = (("征集结果反馈", "/jgfk/"),)
        pages, asked, rows, total = {}, [], [], 0
        for n, s in enumerate(held):
            asked.append((f"/yjzj/{s.number}.html", s.title, s.start))
            pages[asked[-1][0]] = article(
                frame, s.title, s.start, paragraphs(s.matter, 2) + _ASK, PLACE
            )
            said = SAID[n % 4](s.opinions) if s.opinions else NONE_SAID[n % 2]
            title = f"《{s.matter}（草案）》公众意见采纳情况"
            day = s.end + timedelta(days=9)
            rows.append((f"/jgfk/{s.number}.html", title, day))
            pages[rows[-1][0]] = article(frame, title, day, f"<p>{said}</p>", told)
            total += (s.opinions or 0) if s.start.year == day.year == YEAR else 0
        pages["/yjzj/"] = frame.page(listing(asked), "意见征集", PLACE)
        pages["/jgfk/"] = frame.page(listing(rows), "征集结果反馈", told)
        mine = [s for s in held if (s.end + timedelta(days=9)).year == YEAR]
        truth = survey_truth(held) | {
            "survey_opinions": total,
            "survey_results_published": len(mine),
        }
        return Part(pages, (*PLACE, *told), MENU, truth=truth)

    return draw


_ASK = "<p>请于期满前将意见反馈至我局，逾期未反馈的视为没有意见。</p>"

BLOCKS: tuple[Callable[[date], str], ...] = (
    lambda day: f"<h3>结果反馈</h3><p>（{day}）感谢关注，有关建议已研究吸收。</p>",
    lambda day: f"<div><b>征集结果</b><i>发布时间：{day}</i><p>本次征集的建议均已采纳。</p></div>",
    lambda day: (
        f"<p>意见采纳情况</p><p>感谢各界参与，采纳情况已经逐条整理。公布日期：{_cn(day)}</p>"
    ),
    lambda day: (
        f"<table><tr><td>反馈结果</td><td>相关意见已吸收</td><td>反馈时间</td><td>{day}</td></tr></table>"
    ),
)


def results_on_pages(held: Sequence[Survey]) -> Draw:
    """Each survey's own page shows, when it is over, what came of it and on which day."""

    def draw(frame: Frame) -> Part:
        pages, asked = {}, []
        for n, s in enumerate(held):
            block = BLOCKS[n % 4](s.result) if s.result else ""
            asked.append((f"/yjzj/{s.number}.html", s.title, s.start))
            body = f"{paragraphs(s.matter, 2)}{_ASK}{block}"
            pages[asked[-1][0]] = article(frame, s.title, s.start, body, PLACE)
        pages["/yjzj/"] = frame.page(listing(asked), "意见征集", PLACE)
        truth = survey_truth(held, "survey_opinions")
        return Part(pages, PLACE, MENU, truth=truth)

    return draw


def cards(held: Sequence[Survey]) -> Draw:
    """Cards whose title is no link: 我要参与 leads to the page."""

    def draw(frame: Frame) -> Part:
        lines = "".join(
            f"<div class='card'><h3>{s.title}</h3><p>征集时间：{s.start} 至 {s.end}</p>"
            f"<a href='/yjzj/{s.number}.html'>我要参与</a></div>"
            for s in held
        )
        pages = {"/yjzj/": frame.page(f"<div>{lines}</div>", "意见征集", PLACE)}
        pages |= {f"/yjzj/{s.number}.html": _spanned(frame, s) for s in held}
        return Part(pages, PLACE, MENU, truth=survey_truth(held, "survey_results_published"))

    return draw


def prolonged(held: Sequence[Survey]) -> Draw:
    """Some surveys are prolonged by a notice of its own in the same list."""

    def draw(frame: Frame) -> Part:
        rows, pages = [], {}
        for n, s in enumerate(held):
            rows.append((f"/yjzj/{s.number}.html", s.title, s.start))
            pages[rows[-1][0]] = _dated(frame, s)
            if n % 3 == 0:
                title = f"关于延长《{s.matter}（征求意见稿）》征求意见时间的公告"
                day = s.start + timedelta(days=8)
                rows.append((f"/yjzj/{s.number}x.html", title, day))
                pages[rows[-1][0]] = article(frame, title, day, paragraphs(title, 1), PLACE)
        pages["/yjzj/"] = frame.page(listing(rows), "意见征集", PLACE)
        return Part(pages, PLACE, MENU, truth=survey_truth(held, "survey_results_published"))

    return draw


def beside_numbers(held: Sequence[Survey]) -> Draw:
    """A block beside every page of the column sums up other opinions."""

    def draw(frame: Frame) -> Part:
        side = "<div class='tj'><h4>互动统计</h4><p>累计收到意见建议8821条</p></div>"
        rows = [(f"/yjzj/{s.number}.html", s.title, s.start) for s in held]
        pages = {"/yjzj/": frame.page(listing(rows) + side, "意见征集", PLACE)}
        for s in held:
            body = f"{paragraphs(s.matter, 2)}{_told(s)}{side}"
            pages[f"/yjzj/{s.number}.html"] = article(frame, s.title, s.start, body, PLACE)
        return Part(pages, PLACE, MENU, truth=survey_truth(held, "survey_results_published"))

    return draw


def linked_away(held: Sequence[Survey]) -> Draw:
    """Every other row leads to another site: a platform's page of ours, or a repost."""

    def draw(frame: Frame) -> Part:
        rows, pages = [], {}
        for n, s in enumerate(held):
            far = f"http://hd.province.example.org/{s.number}.html"
            rows.append((far if n % 2 else f"/yjzj/{s.number}.html", s.title, s.start))
            if n % 2 == 0:
                pages[rows[-1][0]] = _dated(frame, s)
        pages["/yjzj/"] = frame.page(listing(rows), "意见征集", PLACE)
        held_here = {"surveys_held": survey_truth(held)["surveys_held"]}
        return Part(pages, PLACE, MENU, truth=held_here)

    return draw


def buttons_to_results(held: Sequence[Survey]) -> Draw:
    """Beside each survey that is over a button in the list leads to what came of it."""

    def draw(frame: Frame) -> Part:
        lines, pages = "", {}
        for s in held:
            more = f"<a href='/yjzj/{s.number}r.html'>查看结果</a>" if s.result else ""
            lines += f"<li><a href='/yjzj/{s.number}.html'>{s.title}</a><span>{s.start}至{s.end}</span>{more}</li>"
            pages[f"/yjzj/{s.number}.html"] = _spanned(frame, s)
            if s.result:
                pages[f"/yjzj/{s.number}r.html"] = article(
                    frame, s.result_title, s.result, "<p>经整理，均已研究。</p>", PLACE
                )
        pages["/yjzj/"] = frame.page(f"<ul>{lines}</ul>", "意见征集", PLACE)
        return Part(pages, PLACE, MENU, truth=survey_truth(held, "survey_opinions"))

    return draw
