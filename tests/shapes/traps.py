"""Shapes that mislead: dates of other things, copies, coming events, questions nobody wrote in."""

from collections.abc import Sequence
from datetime import date, timedelta

from tests.shapes.chrome import YEAR, Draw, Frame, Part, article, listing, paragraphs
from tests.shapes.interviews import Interview, interview_truth
from tests.shapes.letters import CANARY, MENU, Post, truth
from tests.shapes.surveys import Survey, survey_truth
from tests.shapes.topics import TOPICS_MENU, Topic, topic_truth


def quoted_replies(letters: Sequence[Post]) -> Draw:
    """Writers quote earlier replies and dates; the list prints the day of the reply."""

    def draw(frame: Frame) -> Part:
        place = (("局长信箱", "/jzxx/index.html"),)
        shown = sorted((p for p in letters if p.replied), key=lambda p: p.replied, reverse=True)  # type: ignore[arg-type, return-value]
        rows = [(f"/jzxx/{p.number}.shtml", p.title, p.replied) for p in shown]
        pages = {"/jzxx/index.html": frame.page(listing(rows), "局长信箱", place)}  # type: ignore[arg-type]
        for p in shown:
            old = p.received - timedelta(days=40)
            body = (
                f"<h2>{p.title}</h2><div>我曾来信，贵局答复时间：{old}，状态为办理中，至今未解决。{p.text}</div>"
                f"<dl><dt>写信日期</dt><dd>{p.received:%Y年%m月%d日}</dd><dt>回复日期</dt><dd>{p.replied:%Y年%m月%d日}</dd>"
                f"<dt>回复内容</dt><dd>{p.reply}</dd></dl>"
            )
            pages[f"/jzxx/{p.number}.shtml"] = frame.page(body, p.title, place)
        return Part(pages, place, MENU, truth=truth(shown))

    return draw


def beside_questions(letters: Sequence[Post]) -> Draw:
    """Letters, a column of frequent questions, rules for writing and a form to write with."""

    def draw(frame: Frame) -> Part:
        place = (("来信选登", "/hdjl/lxxd/"),)
        known = (("常见问题", "/hdjl/cjwt/"),)
        form = (("我要写信", "/hdjl/wyxx/"), ("写信须知", "/hdjl/xxxz/"))
        rows = [(f"/hdjl/lxxd/{p.number}.html", p.title, p.received) for p in letters]
        pages = {"/hdjl/lxxd/": frame.page(listing(rows), "来信选登", place)}
        for p in letters:
            reply = f"<p>【答复】{p.replied:%Y/%m/%d} {p.reply}</p>" if p.replied else ""
            state = "已回复" if p.replied else "待回复"
            body = f"<p>来信日期：{p.received:%Y/%m/%d}</p><p>信件状态：{state}</p><p>【来信】{p.text}</p>{reply}"
            if p.replied:
                body += f"<p>回复日期：{p.replied:%Y/%m/%d}</p>"
            pages[f"/hdjl/lxxd/{p.number}.html"] = frame.page(body, p.title, place)
        asked = [
            (f"/hdjl/cjwt/{n}.html", f"怎样办理第{n}类手续？", date(YEAR, n, 6))
            for n in range(9, 0, -1)
        ]
        for href, title, day in asked:
            body = f"<p>问：{title}</p><p>答：持身份证到窗口办理。</p>"
            pages[href] = article(frame, title, day, body, known)
        pages["/hdjl/cjwt/"] = frame.page(listing(asked), "常见问题", known)
        fields = (
            "<form><input name='xm'><textarea name='nr'></textarea><button>提交</button></form>"
        )
        pages["/hdjl/wyxx/"] = frame.page(fields, "我要写信", form[:1])
        pages["/hdjl/xxxz/"] = frame.page("<p>来信请写明姓名、电话。</p>", "写信须知", form[1:])
        return Part(pages, (*place, *known, *form), MENU, truth=truth(letters))

    return draw


def deadlines_listed(held: Sequence[Survey]) -> Draw:
    """The list prints the last day of each survey only; the page tells both days."""

    def draw(frame: Frame) -> Part:
        place = (("意见征集", "/yjzj/list.html"),)
        rows = "".join(
            f"<li><a href='/yjzj/{s.number}.html'>{s.title}</a><span>截止日期：{s.end}</span></li>"
            for s in held
        )
        pages = {"/yjzj/list.html": frame.page(f"<ul class='list'>{rows}</ul>", "意见征集", place)}
        for s in held:
            told = f"<p>收到意见{s.opinions}条</p>" if s.opinions else ""
            body = f"<h1>{s.title}</h1><p>征集时间：{s.start} 至 {s.end}</p>{paragraphs(s.matter, 2)}{told}"
            pages[f"/yjzj/{s.number}.html"] = frame.page(body, s.title, place)
        return Part(pages, place, MENU, truth=survey_truth(held, "survey_results_published"))

    return draw


def among_notices(held: Sequence[Survey]) -> Draw:
    """Surveys stand in their column and again among the notices; results only among those."""

    def draw(frame: Frame) -> Part:
        place, notices = (("民意征集", "/hd/myzj/"),), (("通知公告", "/tzgg/"),)
        rows, told, pages = [], [], {}
        for s in held:
            rows.append((f"/hd/myzj/{s.number}.html", s.title, s.start))
            told.append((f"/tzgg/{s.number}.html", s.title, s.start))
            for href, where in ((rows[-1][0], place), (told[-1][0], notices)):
                pages[href] = article(frame, s.title, s.start, paragraphs(s.matter, 2), where)
            if s.result:
                href = f"/tzgg/{s.number}r.html"
                title = f"《{s.matter}（征求意见稿）》公开征求意见采纳情况说明"
                told.append((href, title, s.result))
                pages[href] = article(
                    frame, title, s.result, f"<p>共收到反馈意见{s.opinions or 0}条。</p>", notices
                )
        told.sort(key=lambda r: r[2], reverse=True)
        pages["/hd/myzj/"] = frame.page(listing(rows), "民意征集", place)
        pages["/tzgg/"] = frame.page(listing(told), "通知公告", notices)
        return Part(pages, (*place, *notices), MENU, truth=survey_truth(held, "survey_opinions"))

    return draw


def in_brackets(held: Sequence[Interview]) -> Draw:
    """Speakers in brackets without a colon; coming talks and a press conference in the list."""

    def body(i: Interview) -> str:
        lines = ["<p><b>[主持人]</b>大家好。</p>"]
        for n in range(i.asked):
            lines.append(f"<p><b>[网友 过客{n}]</b>{i.theme}有哪些变化？</p>")
            if n < i.answered:
                lines.append(f"<p><b>[李副局长]</b>{i.theme}的变化主要有三个方面。</p>")
        return "".join(lines)

    def draw(frame: Frame) -> Part:
        place = (("在线访谈", "/zxft/index.html"),)
        rows, pages = [], {}
        for i in held:
            rows.append((f"/zxft/{i.number}.html", i.title, i.day))
            pages[rows[-1][0]] = article(frame, i.title, i.day, body(i), place)
        soon = date(YEAR, 7, 3)
        rows.append(("/zxft/yg.html", "预告：城市更新在线访谈即将举行", soon))
        pages["/zxft/yg.html"] = article(
            frame, "预告：城市更新在线访谈即将举行", soon, "<p>敬请关注。</p>", place
        )
        rows.sort(key=lambda r: r[2], reverse=True)
        pages["/zxft/index.html"] = frame.page(listing(rows), "在线访谈", place)
        return Part(pages, place, MENU, truth=interview_truth(held))

    return draw


def relayed(held: Sequence[Interview]) -> Draw:
    """The moderator reads out what was asked; nothing says who asked: no question is shown."""

    def draw(frame: Frame) -> Part:
        place = (("访谈回顾", "/ft/hg/"),)
        rows, pages = [], {}
        for i in held:
            talk = f"<p>【主持人】：请介绍{i.theme}的情况。</p><p>【嘉宾】：好的。</p><p>【主持人】：谢谢。</p>"
            rows.append((f"/ft/hg/{i.number}.html", i.title, i.day))
            pages[rows[-1][0]] = article(frame, i.title, i.day, talk, place)
        pages["/ft/hg/"] = frame.page(listing(rows), "访谈回顾", place)
        told = interview_truth(held, "interview_messages", "interview_replies")
        return Part(pages, place, MENU, truth=told)

    return draw


def elsewhere(held: Sequence[Topic]) -> Draw:
    """A directory of which most topics lie on other sites; the rest hold rows of other columns."""

    def draw(frame: Frame) -> Part:
        home = ((TOPICS_MENU, "/zl/"),)
        rows, pages = [], {}
        far = "http://zt.province.example.org/"
        rows += [(f"{far}{n}/", f"全省专题之{n}", date(YEAR, n + 2, 3)) for n in range(4)]
        for t in held[:2]:
            place = (*home, (t.name, f"/zl/{t.slug}/"))
            lines = [
                (f"/zl/{t.slug}/{d:%Y%m}/{n}.html", f"{t.name}进展第{n}篇", d)
                for n, d in enumerate(t.days)
            ]
            for href, title, day in lines:
                pages[href] = article(frame, title, day, paragraphs(title, 2), place)
            pages[f"/zl/{t.slug}/"] = frame.page(listing(lines), t.name, place)
            rows.append((f"/zl/{t.slug}/", t.name, min(t.days)))
        rows.sort(key=lambda r: r[2], reverse=True)
        pages["/zl/"] = frame.page(listing(rows), TOPICS_MENU, home)
        return Part(pages, home, TOPICS_MENU, truth=topic_truth(held[:2]))

    return draw


def on_home(held: Sequence[Topic]) -> Draw:
    """No directory: banners on the home page lead to topics, some of them of other sites."""

    def draw(frame: Frame) -> Part:
        pages, banners = {}, ""
        for t in held:
            place = ((f"{t.name}专题", f"/special/{t.slug}/index.html"),)
            lines = [
                (f"/special/{t.slug}/{n}.html", f"{t.name}动态第{n}篇", d)
                for n, d in enumerate(t.days)
            ]
            for href, title, day in lines:
                pages[href] = article(frame, title, day, paragraphs(title, 2), place)
            pages[f"/special/{t.slug}/index.html"] = frame.page(
                listing(lines), f"{t.name}专题", place
            )
            banners += f"<a href='/special/{t.slug}/index.html' target='_blank'><img src='/images/focus.png' alt='{t.name}专题'></a>"
        banners += "<a href='http://www.gov.example.org/zt/'><img src='/images/focus.png' alt='国务院专题'></a>"
        return Part(pages, home=f"<div class='banner'>{banners}</div>", truth=topic_truth(held))

    return draw


def interpretations(seed: int) -> Draw:
    """Audio, a film in a long text, a picture with all its words beside it, a PDF, an answer."""
    films = "<video src='/files/a.mp4'></video>"
    plan = (
        ("《澜江市夜市办法》解读", paragraphs("夜市", 8), "text"),
        ("音频解读：夜市怎么管", "<audio src='/files/a.mp3'></audio><p>点击收听。</p>", "product"),
        ("夜市办法图文解读", "<img src='/files/t.png' width='900'>" + paragraphs("夜市", 3), ""),
        ("澜江市城市管理局负责人就夜市办法答记者问", paragraphs("夜市", 6), ""),
        ("夜市办法解读（附视频）", paragraphs("夜市", 8) + films, ""),
        ("动漫说夜市", "<div id='player'></div><script>var src = '/files/d.mp4';</script>", ""),
    )

    def draw(frame: Frame) -> Part:
        place = (("解读材料", "/zc/jdcl/"),)
        rows, pages = [], {}
        for n, (title, body, _) in enumerate(plan):
            day = date(YEAR, 11 - n, 8)
            rows.append((f"/zc/jdcl/{n}17.html", title, day))
            pages[rows[-1][0]] = article(frame, title, day, body, place)
        pages["/zc/jdcl/"] = frame.page(listing(rows), "解读材料", place)
        return Part(pages, place, "政务公开", truth={"interpretation_total": len(plan)})

    return draw


def not_ours(seed: int) -> Draw:
    """Accounts of the city, of a team below the unit and of the maker of the site."""
    home = (
        "<div><img src='/images/weixin.png' alt='澜江发布微信'><span>澜江发布</span></div>"
        "<div><a href='https://weibo.com/u/77'>澜江市城市管理综合执法支队</a></div>"
        "<div class='share'><a href='https://service.weibo.com/share/share.php?url=x' title='分享到微博'>微博</a></div>"
        f"<p>{CANARY[:0]}技术支持：某某科技微信公众号：某某科技</p>"
    )
    return lambda frame: Part(home=home)


LETTERS = (quoted_replies, beside_questions)
SURVEYS = (deadlines_listed, among_notices)
INTERVIEWS = (in_brackets, relayed)
TOPICS = (elsewhere, on_home)
