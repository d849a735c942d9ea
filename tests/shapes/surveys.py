"""Surveys (征集调查) in shapes of many hands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from nianbao.demo.page import Page
from tests.shapes.chrome import YEAR, Draw, Frame, Part, answer_to, article, listing, paragraphs
from tests.sites.routes import Asked, as_json

MENU = "互动交流"
MATTERS = (
    "澜江市生活垃圾分类管理办法",
    "澜江市户外广告设置技术规范",
    "澜江市共享单车停放管理规定",
    "澜江市餐厨废弃物处置办法",
    "澜江市城市道路照明专项规划",
    "澜江市早夜市设置方案",
    "澜江市公厕布局规划",
    "澜江市建筑垃圾运输管理细则",
    "澜江市停车泊位收费标准",
)


@dataclass(frozen=True)
class Survey:
    """One survey. ``opinions`` None: no number is printed. ``result`` is the day of its result."""

    number: int
    matter: str
    start: date
    end: date
    opinions: int | None
    result: date | None

    @property
    def title(self) -> str:
        return f"关于公开征求《{self.matter}（征求意见稿）》意见的公告"

    @property
    def result_title(self) -> str:
        return f"关于《{self.matter}（征求意见稿）》公开征求意见情况的反馈"


def surveys(seed: int) -> tuple[Survey, ...]:
    """Nine surveys, two before the year, one after it, newest first; some with results."""
    random = Random(f"surveys-{seed}")
    found = []
    for n, matter in enumerate(MATTERS):
        start = date(YEAR - 1, 8, 6) + timedelta(days=n * 66 + random.randint(0, 9))
        end = start + timedelta(days=30)
        opinions = random.randint(3, 40) if n % 3 else None
        result = end + timedelta(days=12) if n % 2 == 0 else None
        found.append(Survey(501 + n * 3, matter, start, end, opinions, result))
    return tuple(reversed(found))


def survey_truth(held: Sequence[Survey], *without: str) -> dict[str, int]:
    """What is true of the surveys shown."""
    mine = [s for s in held if s.start.year == YEAR]
    values = {
        "surveys_held": len(mine),
        "survey_opinions": sum(s.opinions or 0 for s in mine),
        "survey_results_published": sum(bool(s.result and s.result.year == YEAR) for s in held),
    }
    return {key: value for key, value in values.items() if key not in without}


def _prose(s: Survey) -> str:
    return (
        paragraphs(s.matter, 2)
        + f"<p>现向社会公开征求意见，请于{s.end.year}年{s.end.month}月{s.end.day}日前将意见反馈至我局。</p>"
    )


def mixed(held: Sequence[Survey]) -> Draw:
    """Surveys and notices of results in one list; the deadline stands in the prose."""

    def draw(frame: Frame) -> Part:
        place = (("意见征集", "/hdjl/yjzj/"),)
        rows, pages = [], {}
        for s in held:
            href = f"/hdjl/yjzj/{s.number}.html"
            rows.append((href, s.title, s.start))
            pages[href] = article(frame, s.title, s.start, _prose(s), place)
            if s.result:
                href = f"/hdjl/yjzj/{s.number}r.html"
                told = (
                    f"<p>公告期间，共收到意见建议{s.opinions}条，采纳{s.opinions // 2}条。</p>"
                    if s.opinions
                    else "<p>公告期间未收到意见。</p>"
                )
                rows.append((href, s.result_title, s.result))
                pages[href] = article(
                    frame, s.result_title, s.result, paragraphs(s.matter, 1) + told, place
                )
        rows.sort(key=lambda r: r[2], reverse=True)
        pages["/hdjl/yjzj/"] = frame.page(listing(rows), "意见征集", place)
        mine = [s for s in held if s.start.year == YEAR]
        shown = sum(s.opinions or 0 for s in mine if s.result)
        truth = survey_truth(held) | {"survey_opinions": shown}
        return Part(pages, place, MENU, truth=truth)

    return draw


def states(held: Sequence[Survey]) -> Draw:
    """A table with begin, end and state in words; results and numbers on the survey's page."""

    def draw(frame: Frame) -> Part:
        place = (("民意征集", "/minyi/index.html"),)
        lines, pages = "", {}
        for s in held:
            href = f"/minyi/show/{s.number}.html"
            state = "已结束" if s.end < date(YEAR + 1, 11, 1) else "进行中"
            lines += f"<tr><td><a href='{href}'>{s.title}</a></td><td>{s.start}</td><td>{s.end}</td><td>{state}</td></tr>"
            told = f"<p>意见数：{s.opinions}</p>" if s.opinions is not None else ""
            result = (
                f"<h3>结果反馈</h3><p>（{s.result}）感谢社会各界的关注，相关建议已研究吸收。</p>"
                if s.result
                else ""
            )
            body = f"<p>征集主题：{s.matter}</p><p>开始时间：{s.start}</p><p>结束时间：{s.end}</p><p>状态：{state}</p>{told}{paragraphs(s.matter, 2)}{result}"
            pages[href] = article(frame, s.title, s.start, body, place)
        head = "<tr><th>征集主题</th><th>开始时间</th><th>结束时间</th><th>状态</th></tr>"
        pages["/minyi/index.html"] = frame.page(
            f"<table class='zj'>{head}{lines}</table>", "民意征集", place
        )
        return Part(pages, place, MENU, truth=survey_truth(held))

    return draw


def two_columns(held: Sequence[Survey]) -> Draw:
    """Surveys in one column, results in another; a span of days in each row."""

    def draw(frame: Frame) -> Part:
        asked = (("网上调查", "/wsdc/"),)
        told = (("结果反馈", "/wsdc/jgfk/"),)
        pages, lines, rows = {}, "", []
        for s in held:
            href = f"/wsdc/t{s.start:%Y%m%d}_{s.number}.html"
            lines += f"<li><a href='{href}'>{s.title}</a><p>征集时间：{s.start} 至 {s.end}</p></li>"
            pages[href] = article(
                frame,
                s.title,
                s.start,
                f"<p>征集时间：{s.start} 至 {s.end}</p>{paragraphs(s.matter, 2)}",
                asked,
            )
            if s.result:
                href = f"/wsdc/jgfk/t{s.result:%Y%m%d}_{s.number + 1}.html"
                rows.append((href, s.result_title, s.result))
                number = (
                    f"<p>共收到意见{s.opinions}条。</p>" if s.opinions else "<p>没有收到意见。</p>"
                )
                pages[href] = article(
                    frame, s.result_title, s.result, paragraphs(s.matter, 1) + number, told
                )
        pages["/wsdc/"] = frame.page(f"<ul class='dc'>{lines}</ul>", "网上调查", asked)
        pages["/wsdc/jgfk/"] = frame.page(
            listing(sorted(rows, key=lambda r: r[2], reverse=True)), "结果反馈", told
        )
        mine = [s for s in held if s.start.year == YEAR]
        truth = survey_truth(held) | {
            "survey_opinions": sum(s.opinions or 0 for s in mine if s.result)
        }
        return Part(pages, (*asked, *told), MENU, truth=truth)

    return draw


def questionnaires(held: Sequence[Survey]) -> Draw:
    """Questionnaires behind an interface, as 广东 yjzj has them: JSON rows, comments by JSON."""

    def draw(frame: Frame) -> Part:
        place = (("意见征集", "/hdjlpt/yjzj"),)
        shell = frame.page(
            "<ul id='q'></ul><script>fetch('/hdjlpt/yjzj/api/list?page=1&per_page=20').then(function (r) { return r.json(); }).then(function (t) {"
            " document.getElementById('q').innerHTML = t.data.map(function (x) { return '<li><a href=\"/hdjlpt/yjzj/answer/' + x.id + '\">' + x.title + '</a><i>' + x.status_text + '</i><span>' + x.start_date + '</span></li>'; }).join(''); });</script>",
            "意见征集",
            place,
        )

        def rows(asked: Asked) -> Page | None:
            found = [
                {
                    "id": s.number,
                    "title": s.title,
                    "start_date": str(s.start),
                    "end_date": str(s.end),
                    "status_text": "已结束",
                }
                for s in held
            ]
            return as_json({"total": len(found), "data": found})

        pages = {"/hdjlpt/yjzj": shell}
        for s in held:
            told = f"<p>收到意见 {s.opinions} 条</p>" if s.opinions is not None else ""
            result = (
                f"<div><b>征集结果：</b>{s.result} 已研究采纳，修改后印发。</div>"
                if s.result
                else ""
            )
            body = f"<p>起止时间：{s.start} 至 {s.end}</p>{paragraphs(s.matter, 2)}{told}{result}"
            pages[f"/hdjlpt/yjzj/answer/{s.number}"] = article(frame, s.title, s.start, body, place)
        routes = (answer_to("/hdjlpt/yjzj/api/list", rows),)
        return Part(pages, place, MENU, truth=survey_truth(held), routes=routes)

    return draw


SURVEYS = (mixed, states, two_columns, questionnaires)
