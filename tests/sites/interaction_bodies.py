"""The sources of pages of consultations, results, interviews and services, in many hands' ways.

Each part closes the paragraph it is printed in and opens the next.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from tests.sites.interaction import Consultation, Mail, Service, Talk

Body = tuple[str, ...]
PEOPLE = ("山水之间", "路人甲", "清风", "城东居民", "小店店主", "老街坊")
STATES = ("未开始", "进行中", "已结束")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page of a consultation prints; ``count`` is empty where it prints no number."""

    of: Consultation
    matter: str
    unit: str
    today: date
    count: bool
    result: bool

    @property
    def state(self) -> str:
        return STATES[(self.today >= self.of.start) + (self.today > self.of.end)]


def part(source: str) -> Markup:
    """Return a source that may stand where a paragraph is printed."""
    return Markup(f"</p>{source}<p>")


def spelled(day: date) -> str:
    """Return a day as prose writes it."""
    return f"{day.year}年{day.month}月{day.day}日"


def _why(asked: Asked) -> str:
    return (
        f"为规范{asked.matter}工作，{asked.unit}组织起草了有关文件，现面向社会公开征集意见，"
        "欢迎有关单位和各界人士踊跃参与。"
    )


def _outcome(asked: Asked, opening: str) -> Body:
    if not asked.result or asked.of.result is None:
        return ()
    text = f"{opening}有关意见已逐条研究，采纳其中合理部分并对文稿作了修改。"
    return (part(f"<h3>征集结果</h3><div class='jgfk'>（{asked.of.result}公布）{text}</div>"),)


def in_table(asked: Asked) -> Body:
    """Names and values in cells."""
    rows = [
        ("征集主题", asked.matter),
        ("开始时间", asked.of.start),
        ("结束时间", asked.of.end),
        ("征集状态", asked.state),
    ]
    if asked.count:
        rows.append(("收到意见", f"{asked.of.opinions} 条"))
    cells = "".join(f"<tr><th>{escape(k)}</th><td>{escape(v)}</td></tr>" for k, v in rows)
    table = f"<table class='zjxx' border='1'>{cells}</table>"
    return (part(table), _why(asked), *_outcome(asked, ""))


def in_spans(asked: Asked) -> Body:
    """A line of words, each with its value."""
    words = [
        f"开始时间：{asked.of.start}",
        f"结束时间：{asked.of.end}",
        f"当前状态：{asked.state}",
    ]
    words += [f"意见数：{asked.of.opinions}"] if asked.count else []
    line = "".join(f"<span>{word}</span>" for word in words)
    return (part(f"<div class='idea-info'>{line}</div>"), _why(asked), *_outcome(asked, ""))


def in_definitions(asked: Asked) -> Body:
    """A list of definitions."""
    words = [("征集时间", f"{asked.of.start} 至 {asked.of.end}"), ("状态", asked.state)]
    words += [("意见数量", str(asked.of.opinions))] if asked.count else []
    items = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in words)
    return (part(f"<dl class='survey'>{items}</dl>"), _why(asked), *_outcome(asked, ""))


def in_range(asked: Asked) -> Body:
    """From when to when in one line below the title."""
    line = f"<div class='time'>起止时间：{asked.of.start}~{asked.of.end}　（{asked.state}）</div>"
    count = (f"截至目前，共收到意见{asked.of.opinions}条。",) if asked.count else ()
    return (part(line), _why(asked), *count, *_outcome(asked, ""))


def in_prose(asked: Asked) -> Body:
    """A letter to the public with both days in its text."""
    of = asked.of
    told = f"征求意见时间为{spelled(of.start)}至{spelled(of.end)}。"
    count = (f"征集期间共收到意见建议{of.opinions}条。",) if asked.count else ()
    return (_why(asked), told, "意见请以书面形式送至我局办公室。", *count, *_outcome(asked, ""))


def by_deadline(asked: Asked) -> Body:
    """A letter to the public that names its last day alone."""
    told = f"请于{spelled(asked.of.end)}前将修改意见反馈至我局，逾期视为无意见。"
    count = (f"共收到意见{asked.of.opinions}条。",) if asked.count else ()
    return (_why(asked), told, *count, *_outcome(asked, ""))


SURVEYS: tuple[Callable[[Asked], Body], ...] = (
    in_table,
    in_prose,
    in_spans,
    in_definitions,
    in_range,
    by_deadline,
)


def result(asked: Asked, count: bool) -> Body:
    """The notice of what came of a consultation."""
    of = asked.of
    when = f"{spelled(of.start)}至{spelled(of.end)}，我局就{asked.matter}有关事项公开征求了意见。"
    told = f"共收到意见建议{of.opinions}条，" if count else "社会各界提出了宝贵的意见建议，"
    return (when, f"{told}经逐条研究，对合理的意见予以采纳。", "感谢大家对我们工作的关心和支持。")


# ---- interviews ------------------------------------------------------------------------------


def _question(talk: Talk, n: int) -> str:
    what = ("如何申请", "什么时候办理", "要准备哪些材料", "在哪里可以查询", "标准是什么")
    return f"请问这项工作{what[(talk.id + n) % len(what)]}，群众怎样参与？"


def _reply(n: int) -> str:
    return f"感谢您的关注，第{n + 1}个方面的情况已有规定，请按照公布的流程办理。"


def _head(talk: Talk, unit: str) -> str:
    return (
        f"<div class='ft-info'><p>访谈时间：{talk.published} 10:00</p><p>访谈嘉宾：{unit}负责人</p>"
        "<p>访谈简介：围绕群众关心的问题与网友在线交流。</p></div>"
    )


def in_blocks(talk: Talk, unit: str) -> Body:
    """A box a question, its reply below it."""
    boxes = []
    for n in range(talk.questions):
        asked = f"<p class='w'>网友“{PEOPLE[n % len(PEOPLE)]}”：{_question(talk, n)}</p>"
        replied = f"<p class='d'>答：{_reply(n)}</p>" if n < talk.replies else ""
        boxes.append(f"<div class='qa'>{asked}{replied}</div>")
    return (part(_head(talk, unit)), part("".join(boxes)))


def in_transcript(talk: Talk, unit: str) -> Body:
    """Who speaks stands before each line; the host speaks too."""
    lines = [
        "<p>主持人：各位网友大家好，欢迎来到在线访谈。今天请到的嘉宾有什么要先介绍的吗？</p>",
        "<p>嘉宾：大家好，先介绍一下总体情况，今年重点做了三件事。</p>",
    ]
    for n in range(talk.questions):
        lines.append(f"<p>[网友 {PEOPLE[n % len(PEOPLE)]}] {_question(talk, n)}</p>")
        if n < talk.replies:
            lines.append(f"<p>[嘉宾] {_reply(n)}</p>")
    lines.append("<p>主持人：感谢嘉宾的解答，本期访谈到此结束，再见。</p>")
    told = f"<div class='wzsl'>{''.join(lines)}</div>"
    return (part(_head(talk, unit)), part(f"<h3>文字实录</h3>{told}"))


def in_questions(talk: Talk, unit: str) -> Body:
    """Questions and replies with the words 问 and 答."""
    lines = []
    for n in range(talk.questions):
        lines.append(f"<p><b>问：</b>{_question(talk, n)}</p>")
        if n < talk.replies:
            lines.append(f"<p><b>答：</b>{_reply(n)}</p>")
    return (part(_head(talk, unit)), part(f"<h3>网友提问</h3><div>{''.join(lines)}</div>"))


def in_pairs(talk: Talk, unit: str) -> Body:
    """A list of definitions."""
    lines = []
    for n in range(talk.questions):
        lines.append(f"<dt>网民：{_question(talk, n)}</dt>")
        if n < talk.replies:
            lines.append(f"<dd>回复：{_reply(n)}</dd>")
    return (part(_head(talk, unit)), part(f"<dl class='wd'>{''.join(lines)}</dl>"))


def in_numbers(talk: Talk, unit: str) -> Body:
    """A film, and how many asked and were answered."""
    told = f"<p>网友提问：{talk.questions} 条　嘉宾回复：{talk.replies} 条</p>"
    return (part(_head(talk, unit)), part(f"<video src='/video/ft.mp4' controls></video>{told}"))


def in_film(talk: Talk, unit: str) -> Body:
    """A film and nothing else."""
    return (part(_head(talk, unit)), part("<video src='/video/ft.mp4' controls></video>"))


TALKS: tuple[Callable[[Talk, str], Body], ...] = (
    in_blocks,
    in_transcript,
    in_questions,
    in_pairs,
    in_numbers,
    in_film,
)


def announced(talk: Talk) -> Body:
    """The page of an interview that is still to come."""
    return (f"本期访谈将于{spelled(talk.published)}举行，欢迎网友提前留言提问，敬请关注。",)


# ---- letters ---------------------------------------------------------------------------------

ASKED = "您好，请问这件事怎样办理，要到哪里去？"
REPLIED = "您好，您反映的问题已收悉，经了解，现答复如下：请按照有关规定办理。"


def mail_in_lines(mail: Mail, number: str) -> Body:
    """A label at the head of each line."""
    lines = [f"信件编号：{number}", f"来信时间：{mail.received}", f"来信内容：{ASKED}"]
    if mail.replied:
        lines += [f"答复时间：{mail.replied}", f"答复内容：{REPLIED}"]
    else:
        lines.append("办理状态：正在办理")
    return tuple(lines)


def mail_in_spans(mail: Mail, number: str) -> Body:
    """Two boxes, each with a line of small print."""
    asked = (
        f"<div class='ask'><div class='t'><span>写信时间：{mail.received}</span></div>{ASKED}</div>"
    )
    state = "已回复" if mail.replied else "办理中"
    head = f"<div class='xj'><span>查询编号：{number}</span><span>状态：{state}</span></div>"
    day = f"<div class='t'><span>回复时间：{mail.replied}</span></div>"
    told = f"<div class='reply'>{day}{REPLIED}</div>" if mail.replied else ""
    return (part(head + asked + told),)


def mail_in_cells(mail: Mail, number: str) -> Body:
    """A table with a row for the question and one for the reply."""
    rows = [("编号", number), ("留言时间", mail.received), ("留言内容", ASKED)]
    if mail.replied:
        rows += [("回复时间", mail.replied), ("回复内容", REPLIED)]
    else:
        rows.append(("处理状态", "待受理"))
    cells = "".join(f"<tr><td>{k}</td><td>{v}</td></tr>" for k, v in rows)
    return (part(f"<table class='ly'>{cells}</table>"),)


MAILS: tuple[Callable[[Mail, str], Body] | None, ...] = (
    None,  # the family's own way
    mail_in_lines,
    mail_in_spans,
    mail_in_cells,
)


# ---- services --------------------------------------------------------------------------------


def _table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    head = "".join(f"<th>{name}</th>" for name in heads)
    body = "".join("<tr>" + "".join(f"<td>{v}</td>" for v in row) + "</tr>" for row in rows)
    return f"<table class='fwsx' border='1'><tr>{head}</tr>{body}</table>"


def yes_or_no(services: Sequence[Service], unit: str) -> str:
    """A table with a column that says whether an item is done online throughout."""
    rows = [
        (n, s.name, s.kind, unit, "是" if s.online else "否") for n, s in enumerate(services, 1)
    ]
    return _table(("序号", "事项名称", "事项类型", "实施主体", "是否全程网办"), rows)


def by_depth(services: Sequence[Service], unit: str) -> str:
    """A table that tells how deep an item goes online."""
    rows = [
        (n, s.name, s.kind, "全程网办" if s.online else "互联网咨询")
        for n, s in enumerate(services, 1)
    ]
    return _table(("序号", "事项名称", "事项类型", "网办深度"), rows)


def by_name(services: Sequence[Service], unit: str) -> str:
    """A table that says nothing of going online."""
    rows = [(n, s.name, s.kind, unit) for n, s in enumerate(services, 1)]
    return _table(("序号", "事项名称", "事项类型", "实施机构"), rows)


def linked(code: str, unit: str) -> str:
    """A link to the unit's page of the provincial platform, with the unit's own code."""
    goal = f"https://zwfw.province.example.test/portal/affairs-public-duty-list?deptCode={code}"
    return f"<p><a href='{goal}' target='_blank'>{unit}政务服务事项目录</a></p>"
