"""Interviews (在线访谈) in shapes of many hands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tests.shapes.chrome import YEAR, Draw, Frame, Part, article, listing

MENU = "互动交流"


@dataclass(frozen=True)
class Interview:
    """One interview: questions of the public, and how many of them were answered."""

    number: int
    theme: str
    day: date
    asked: int
    answered: int

    @property
    def title(self) -> str:
        return f"澜江市城市管理局谈{self.theme}"


def interviews(seed: int) -> tuple[Interview, ...]:
    """Six interviews, one before and one after the year, newest first."""
    random = Random(f"interviews-{seed}")
    themes = ("垃圾分类", "夜间照明", "违建治理", "公厕改造", "园林绿化", "停车管理")
    found = []
    for n, theme in enumerate(themes):
        asked = random.randint(3, 7)
        day = date(YEAR - 1, 11, 5) + timedelta(days=n * 84)
        found.append(Interview(71 + n, theme, day, asked, asked - n % 2))
    return tuple(reversed(found))


def interview_truth(held: Sequence[Interview], *without: str) -> dict[str, int]:
    """What is true of the interviews shown."""
    mine = [i for i in held if i.day.year == YEAR]
    values = {
        "interviews_held": len(mine),
        "interview_messages": sum(i.asked for i in mine),
        "interview_replies": sum(i.answered for i in mine),
    }
    return {key: value for key, value in values.items() if key not in without}


def _listed(frame: Frame, held, path, name, body_of, more=()):  # type: ignore[no-untyped-def]
    place = ((name, path),)
    rows = [(f"{path}{i.number}.html", i.title, i.day) for i in held]
    pages = {
        f"{path}{i.number}.html": article(frame, i.title, i.day, body_of(i), place) for i in held
    }
    for number, title, day, body in more:
        href = f"{path}{number}.html"
        rows.append((href, title, day))
        pages[href] = article(frame, title, day, body, place)
    rows.sort(key=lambda r: r[2], reverse=True)
    pages[path] = frame.page(listing(rows), name, place)
    return place, pages


def transcript(held: Sequence[Interview]) -> Draw:
    """A text transcript: 主持人, 嘉宾, 网友 before a colon; notices of coming ones in the list."""

    def body(i: Interview) -> str:
        lines = [
            "<p>主持人：各位网友大家好，欢迎收看本期访谈。</p>",
            "<p>局长：大家好，很高兴来到演播室。</p>",
        ]
        for n in range(i.asked):
            lines.append(f"<p>网友“小{n}”：请问{i.theme}今年有什么新的安排？</p>")
            if n < i.answered:
                lines.append(f"<p>局长：今年{i.theme}工作将分三步推进，请大家放心。</p>")
        lines.append("<p>主持人：感谢收看，再见。</p>")
        return f"<p>访谈时间：{i.day}</p><p>访谈嘉宾：局领导</p>" + "".join(lines)

    def draw(frame: Frame) -> Part:
        told = [
            (f"{i.number}y", f"访谈预告：{i.title}", i.day - timedelta(days=6), "<p>敬请关注。</p>")
            for i in held[:3]
        ]
        place, pages = _listed(frame, held, "/hdjl/zxft/", "在线访谈", body, told)
        return Part(pages, place, MENU, truth=interview_truth(held))

    return draw


def blocks(held: Sequence[Interview]) -> Draw:
    """A video, and below it questions and answers in elements of their own, labels in them."""

    def body(i: Interview) -> str:
        items = ""
        for n in range(i.asked):
            items += f"<dl class='wd'><dt><b>网友提问：</b><span>{i.theme}怎么办理第{n + 1}类事项？</span></dt>"
            if n < i.answered:
                items += f"<dd><b>嘉宾回答：</b><span>可以在{i.theme}窗口办理，也可以网上办理。</span></dd>"
            items += "</dl>"
        return f"<video src='/files/v{i.number}.mp4'></video><p>访谈摘要：{i.theme}工作情况介绍。</p><div>{items}</div><p>观看人次：{1000 + i.number}</p>"

    def draw(frame: Frame) -> Part:
        place, pages = _listed(frame, held, "/ft/", "网上访谈", body)
        return Part(pages, place, MENU, truth=interview_truth(held))

    return draw


def lettered(held: Sequence[Interview]) -> Draw:
    """问 and 答 with numbers, in one paragraph each with line breaks."""

    def body(i: Interview) -> str:
        lines = []
        for n in range(i.asked):
            lines.append(f"问{n + 1}：{i.theme}的标准是什么？")
            if n < i.answered:
                lines.append(f"答：按照{i.theme}管理办法第{n + 2}条执行。")
        return f"<p>访谈时间：{i.day} 10:00</p><div>{'<br>'.join(lines)}</div>"

    def draw(frame: Frame) -> Part:
        place, pages = _listed(frame, held, "/zhibo/", "访谈直播", body)
        return Part(pages, place, MENU, truth=interview_truth(held))

    return draw


def films_only(held: Sequence[Interview]) -> Draw:
    """Cards with pictures; a video and a summary on each page, no question is shown."""

    def draw(frame: Frame) -> Part:
        place = (("视频访谈", "/spft/"),)
        cards, pages = "", {}
        for i in held:
            href = f"/spft/{i.number}.html"
            cards += f"<div class='card'><a href='{href}'><img src='/images/picture.png' alt='{i.title}'></a><h3><a href='{href}'>{i.title}</a></h3><p>访谈时间：{i.day}</p><p>嘉宾：局领导</p></div>"
            pages[href] = article(
                frame,
                i.title,
                i.day,
                f"<video src='/files/v{i.number}.mp4'></video><p>{i.theme}工作介绍。</p>",
                place,
            )
        pages["/spft/"] = frame.page(f"<div class='cards'>{cards}</div>", "视频访谈", place)
        truth = interview_truth(held, "interview_messages", "interview_replies")
        return Part(pages, place, MENU, truth=truth)

    return draw


INTERVIEWS = (transcript, blocks, lettered, films_only)
