"""Interviews whose questions and answers are marked up in the ways of many hands."""

from collections.abc import Callable, Sequence

from tests.shapes.chrome import Draw, Frame, Part, article, listing
from tests.shapes.interviews import MENU, Interview, interview_truth

PLACE = (("在线访谈", "/zxft/"),)
Body = Callable[[Interview], str]
NAMES = ("小满", "晨光", "过客", "老街坊", "阿宁", "云上", "行人")


def _pairs(i: Interview) -> list[tuple[str, str, str]]:
    """(name, question, answer or nothing) of each question."""
    return [
        (
            NAMES[n],
            f"{i.theme}的第{n + 1}项安排是什么？",
            f"{i.theme}将分步推进，请大家放心。" if n < i.answered else "",
        )
        for n in range(i.asked)
    ]


def definitions(i: Interview) -> str:
    """dt and dd without a word of who speaks, below a heading."""
    rows = "".join(f"<dt>{q}</dt>{f'<dd>{a}</dd>' if a else ''}" for _, q, a in _pairs(i))
    return f"<h3>网友提问</h3><dl>{rows}</dl>"


def table(i: Interview) -> str:
    """A table of who asked, what, and what was answered."""
    rows = "".join(
        f"<tr><td>{n}</td><td>{name}</td><td>{q}</td><td>{a or '暂未回复'}</td></tr>"
        for n, (name, q, a) in enumerate(_pairs(i), 1)
    )
    return f"<table><tr><th>序号</th><th>网友</th><th>提问内容</th><th>嘉宾回复</th></tr>{rows}</table>"


def named_blocks(i: Interview) -> str:
    """The name of who speaks stands in an element of its own, without a colon."""
    rows = ""
    for name, q, a in _pairs(i):
        reply = f"<div class='re'><b>嘉宾 李某</b><p>{a}</p></div>" if a else ""
        rows += f"<li><b>网友 {name}</b><p>{q}</p>{reply}</li>"
    return f"<p>嘉宾 李某</p><h4>网友互动</h4><ul>{rows}</ul>"


def fields(i: Interview) -> str:
    """Labels for the name, the question and the answer, each on a line."""
    rows = ""
    for name, q, a in _pairs(i):
        rows += f"<p>网友：{name}</p><p>提问：{q}</p>"
        rows += f"<p>回复：{a}</p>" if a else ""
    return rows


def letters(i: Interview) -> str:
    """Q and A with numbers."""
    rows = ""
    for n, (_, q, a) in enumerate(_pairs(i), 1):
        rows += f"<p>Q{n}：{q}</p>" + (f"<p>A{n}：{a}</p>" if a else "")
    return f"<p>以下为网友提问。</p>{rows}"


def counted(i: Interview) -> str:
    """Numbered questions of the public, and a moderator between them."""
    rows = "<p>主持人：各位网友好。</p>"
    for n, (name, q, a) in enumerate(_pairs(i), 1):
        rows += f"<p>{n}、网友“{name}”提问：{q}</p>"
        rows += f"<p>李某（局长）：{a}</p><p>主持人：好的。</p>" if a else "<p>主持人：下一个。</p>"
    return rows


def in_numbers(i: Interview) -> str:
    """Only the numbers of questions and answers are printed, in words."""
    return (
        f"<video src='/files/{i.number}.mp4'></video><p>本期访谈共收到网民提问{i.asked}条，"
        f"现场答复{i.answered}条，在线人数：{2000 + i.number}</p>"
    )


BODIES: tuple[Body, ...] = (
    definitions,
    table,
    named_blocks,
    fields,
    letters,
    counted,
    in_numbers,
)


def talks(body: Body) -> Callable[[Sequence[Interview]], Draw]:
    """A column of interviews with pages of one kind."""

    def of(held: Sequence[Interview]) -> Draw:
        def draw(frame: Frame) -> Part:
            rows = [(f"/zxft/{i.number}.html", i.title, i.day) for i in held]
            pages = {
                f"/zxft/{i.number}.html": article(frame, i.title, i.day, body(i), PLACE)
                for i in held
            }
            pages["/zxft/"] = frame.page(listing(rows), "在线访谈", PLACE)
            return Part(pages, PLACE, MENU, truth=interview_truth(held))

        return draw

    return of


def twice(held: Sequence[Interview]) -> Draw:
    """Each interview stands in the list as a notice, a film and a transcript."""

    def draw(frame: Frame) -> Part:
        rows, pages = [], {}
        for i in held:
            film = f"<video src='/files/{i.number}.mp4'></video>"
            shown = (
                ("v", f"{i.title}（视频回放）", film),
                ("t", f"{i.title}（文字实录）", fields(i)),
                ("y", f"{i.title}预告", "<p>敬请关注。</p>"),
            )
            for mark, title, text in shown:
                rows.append((f"/zxft/{i.number}{mark}.html", title, i.day))
                pages[rows[-1][0]] = article(frame, title, i.day, text, PLACE)
        pages["/zxft/"] = frame.page(listing(rows), "在线访谈", PLACE)
        return Part(pages, PLACE, MENU, truth=interview_truth(held))

    return draw


def on_other_hosts(held: Sequence[Interview]) -> Draw:
    """Half of the interviews can be watched on the site of the paper that held them with us."""

    def draw(frame: Frame) -> Part:
        rows, pages = [], {}
        for n, i in enumerate(held):
            far = f"http://live.paper.example.org/{i.number}.html"
            rows.append((far if n % 2 else f"/zxft/{i.number}.html", i.title, i.day))
            if n % 2 == 0:
                pages[rows[-1][0]] = article(frame, i.title, i.day, fields(i), PLACE)
        pages["/zxft/"] = frame.page(listing(rows), "在线访谈", PLACE)
        truth = interview_truth(held, "interview_messages", "interview_replies")
        return Part(pages, PLACE, MENU, truth=truth)

    return draw


def undated(held: Sequence[Interview]) -> Draw:
    """No day of publishing anywhere: rows and pages print 访谈时间."""

    def draw(frame: Frame) -> Part:
        rows, pages = "", {}
        for i in held:
            rows += f"<li><a href='/zxft/{i.number}.html'>{i.title}</a><span>访谈时间：{i.day} 10:00</span></li>"
            pages[f"/zxft/{i.number}.html"] = frame.page(
                f"<h1>{i.title}</h1>{fields(i)}", i.title, PLACE
            )
        pages["/zxft/"] = frame.page(f"<ul class='ft'>{rows}</ul>", "在线访谈", PLACE)
        return Part(pages, PLACE, MENU, truth=interview_truth(held))

    return draw
