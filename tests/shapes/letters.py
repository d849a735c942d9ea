"""Public letters in the shapes of many platforms. No word of theirs may be kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from nianbao.demo.page import Page
from tests.shapes.chrome import YEAR, Draw, Frame, Part, answer_to, listing
from tests.sites.routes import Asked

MENU = "互动交流"
CANARY = "金丝雀"
CANARIES = (CANARY, "1380000", "53010219800101", "号路灯问题")


@dataclass(frozen=True)
class Post:
    """One letter. ``replied`` None: no answer is shown. ``number`` is the platform's own."""

    number: int
    received: date
    replied: date | None

    @property
    def title(self) -> str:
        return f"{CANARY}{self.number}反映澜江三路{self.number}号路灯问题"

    @property
    def text(self) -> str:
        return f"本人{CANARY}甲{self.number}，电话1380000{self.number:04d}，身份证53010219800101{self.number:04d}，{self.title}，请尽快处理。"

    @property
    def reply(self) -> str:
        return f"{CANARY}甲{self.number}您好：您反映的问题已转相关单位现场核实并处理完毕，感谢您的关注和支持。"

    @property
    def state(self) -> str:
        return "已办结" if self.replied else "办理中"


def posts(seed: int, count: int = 24, waiting: int = 2) -> tuple[Post, ...]:
    """Letters from autumn of the year before to spring of the year after, newest first."""
    random = Random(f"letters-{seed}")
    found = []
    for n in range(count):
        received = date(YEAR - 1, 10, 8) + timedelta(days=n * 540 // count + random.randint(0, 5))
        replied = received + timedelta(days=random.randint(1, 18))
        found.append(Post(3001 + n * 7, received, replied))
    for n in random.sample(range(count // 3, count), waiting):
        found[n] = Post(found[n].number, found[n].received, None)
    return tuple(sorted(found, key=lambda p: (p.received, p.number), reverse=True))


def truth(letters: Sequence[Post], *without: str) -> dict[str, int | float]:
    """What is true of the letters shown; ``without`` are fields the shape does not show."""
    closed = [p for p in letters if p.replied and p.replied.year == YEAR]
    spans = [(p.replied - p.received).days for p in closed if p.replied]
    values = {
        "messages_received": sum(p.received.year == YEAR for p in letters),
        "messages_closed": len(closed),
        "messages_published_replies": len(closed),
        "messages_average_days": round(sum(spans) / len(spans), 1),
    }
    return {key: value for key, value in values.items() if key not in without}


def labelled(post: Post) -> str:
    """A letter as a table of labels."""
    reply = (
        f"<table><tr><td>答复部门：</td><td>澜江市城市管理局</td></tr><tr><td>答复时间：</td><td>{post.replied}</td></tr>"
        f"<tr><td>答复内容：</td><td>{post.reply}</td></tr></table>"
        if post.replied
        else "<p>暂无答复</p>"
    )
    return (
        f"<table><tr><td>信件编号：</td><td>{post.number}</td></tr><tr><td>来信人：</td><td>{CANARY}甲</td></tr>"
        f"<tr><td>信件标题：</td><td>{post.title}</td></tr><tr><td>来信时间：</td><td>{post.received}</td></tr>"
        f"<tr><td>办理状态：</td><td>{post.state}</td></tr><tr><td>来信内容：</td><td>{post.text}</td></tr></table>{reply}"
    )


# ---- lists of files ------------------------------------------------------------------------


def reply_on_page_only(letters: Sequence[Post]) -> Draw:
    """The list prints the date of the letter; the reply's date stands on the letter's page."""

    def draw(frame: Frame) -> Part:
        place = (("局长信箱", "/hdjl/jzxx/"),)
        rows = [(f"/hdjl/jzxx/xj_{p.number}.html", p.title, p.received) for p in letters]
        pages = {
            href: frame.page(labelled(p), p.title, place)
            for (href, *_), p in zip(rows, letters, strict=True)
        }
        pages |= _paged(frame, "/hdjl/jzxx/", rows, 10, place)
        return Part(pages, place, MENU, truth=truth(letters))

    return draw


def _paged(frame, path, rows, size, place):  # type: ignore[no-untyped-def]
    pages = {}
    count = -(-len(rows) // size)
    for n in range(count):
        more = f"<a href='index_{n + 1}.html'>下一页</a>" if n + 1 < count else ""
        body = listing(rows[n * size : (n + 1) * size], f"第{n + 1}/{count}页 {more}")
        pages[path + (f"index_{n}.html" if n else "")] = frame.page(body, place[0][0], place)
    return pages


def table_with_both_dates(letters: Sequence[Post]) -> Draw:
    """A table: number, title, received, replied, state; pages as jump links."""

    def draw(frame: Frame) -> Part:
        place = (("信件公开", "/xjgk/list.html"),)
        pages = {}
        size = 12
        count = -(-len(letters) // size)
        for n in range(count):
            lines = "".join(
                f"<tr><td>{p.number}</td><td><a href='/xjgk/d/{p.number}.html'>{p.title}</a></td>"
                f"<td>{p.received}</td><td>{p.replied or ''}</td><td>{p.state}</td></tr>"
                for p in letters[n * size : (n + 1) * size]
            )
            links = "".join(
                f"<a href='/xjgk/{'list' if k == 0 else f'list_{k + 1}'}.html'>{k + 1}</a>"
                for k in range(count)
            )
            head = (
                "<tr><th>编号</th><th>标题</th><th>来信时间</th><th>回复时间</th><th>状态</th></tr>"
            )
            body = f"<table class='xjlist'>{head}{lines}</table><div class='page'>{links} 共{len(letters)}条</div>"
            name = "list" if n == 0 else f"list_{n + 1}"
            pages[f"/xjgk/{name}.html"] = frame.page(body, "信件公开", place)
        for p in letters:
            pages[f"/xjgk/d/{p.number}.html"] = frame.page(labelled(p), p.title, place)
        return Part(pages, place, MENU, truth=truth(letters))

    return draw


def question_and_answer(letters: Sequence[Post]) -> Draw:
    """UCAP: replies published as articles, 问 and 答 in the text; days are not shown."""

    def draw(frame: Frame) -> Part:
        place = (("留言公开", "/hdjl/lygk/manuscriptList/index.html"),)
        shown = [p for p in letters if p.replied]
        shown.sort(key=lambda p: p.replied, reverse=True)
        size, pages = 8, {}
        count = -(-len(shown) // size)
        for n in range(count):
            rows = "".join(
                f"<li><a href='../c{p.number}/content.html'>{p.title}</a><span>[{p.replied}]</span></li>"
                for p in shown[n * size : (n + 1) * size]
            )
            more = f"<a class='next' href='index_{n + 2}.html'>下一页</a>" if n + 1 < count else ""
            path = f"/hdjl/lygk/manuscriptList/index{'' if n == 0 else f'_{n + 1}'}.html"
            pages[path] = frame.page(f"<ul class='list'>{rows}</ul>{more}", "留言公开", place)
        for p in shown:
            body = f"<h2>{p.title}</h2><div class='info'>{p.replied}</div><p>问：{p.text}</p><p>答：{p.reply}</p>"
            pages[f"/hdjl/lygk/c{p.number}/content.html"] = frame.page(body, p.title, place)
        told = truth(shown, "messages_average_days", "messages_received", "messages_closed")
        return Part(pages, place, MENU, truth=told)

    return draw


def folded(letters: Sequence[Post]) -> Draw:
    """Question and answer unfold in the list itself; no letter has a page of its own."""

    def draw(frame: Frame) -> Part:
        place = (("来信选登", "/hd/lxxd.html"),)
        items = "".join(
            f"<div class='item'><div class='q' onclick='fold(this)'>{p.title}<i>来信时间：{p.received}</i></div>"
            f"<div class='a' style='display:none'><p>来信内容：{p.text}</p>"
            + (
                f"<p>回复时间：{p.replied}</p><p>回复内容：{p.reply}</p>"
                if p.replied
                else "<p>处理中</p>"
            )
            + "</div></div>"
            for p in letters
        )
        pages = {"/hd/lxxd.html": frame.page(f"<div class='lx'>{items}</div>", "来信选登", place)}
        return Part(pages, place, MENU, truth=truth(letters))

    return draw


def closed_without_date(letters: Sequence[Post]) -> Draw:
    """已办结 beside the title, the reply's text on the page, and no date of the reply anywhere."""

    def draw(frame: Frame) -> Part:
        place = (("咨询投诉", "/zxts/"),)
        rows = "".join(
            f"<li><a href='/zxts/view-{p.number}.html'>{p.title}</a><em>{p.state}</em><span>{p.received}</span></li>"
            for p in letters
        )
        pages = {"/zxts/": frame.page(f"<ul class='list'>{rows}</ul>", "咨询投诉", place)}
        for p in letters:
            reply = f"<h3>回复内容</h3><div>{p.reply}</div>" if p.replied else ""
            body = f"<h2>{p.title}</h2><p>咨询时间：{p.received}</p><p>状态：{p.state}</p><p>{p.text}</p>"
            pages[f"/zxts/view-{p.number}.html"] = frame.page(body + reply, p.title, place)
        told = truth(
            letters, "messages_average_days", "messages_published_replies", "messages_closed"
        )
        return Part(pages, place, MENU, truth=told)

    return draw


def cells(letters: Sequence[Post]) -> Draw:
    """Table style: h1.mesgtitle and td.nr cells on the page; the list prints no date."""

    def draw(frame: Frame) -> Part:
        place = (("网民留言", "/message/list.htm"),)
        rows = "".join(
            f"<tr><td><a href='/message/view.htm?id={p.number}'>{p.title}</a></td><td>{p.state}</td></tr>"
            for p in letters
        )
        pages = {"/message/list.htm": frame.page(f"<table>{rows}</table>", "网民留言", place)}

        def view(asked: Asked) -> Page | None:
            known = {str(p.number): p for p in letters}
            p = known.get(asked.params.get("id", ""))
            if p is None:
                return None
            reply = (
                f"<tr><td class='nr'>回复时间</td><td class='nr'>{p.replied}</td></tr>"
                f"<tr><td class='nrtxt' colspan='2'>{p.reply}</td></tr>"
                if p.replied
                else ""
            )
            body = (
                f"<h1 class='mesgtitle'>{p.title}</h1><table><tr><td class='nr'>编号</td><td class='nr'>{p.number}</td></tr>"
                f"<tr><td class='nr'>来信时间</td><td class='nr'>{p.received}</td></tr><tr><td class='nr'>网友</td>"
                f"<td class='nr'>{CANARY}甲</td></tr><tr><td class='nrtxt' colspan='2'>{p.text}</td></tr>{reply}</table>"
            )
            return Page(frame.page(body, p.title, place).encode())

        routes = (answer_to("/message/view.htm", view),)
        return Part(pages, place, MENU, truth=truth(letters), routes=routes)

    return draw
