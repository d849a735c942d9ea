"""Public letters behind interfaces: the platforms of several makers, by what they ask and answer."""

import json
from collections.abc import Sequence

from nianbao.demo.page import Page
from tests.shapes.chrome import Draw, Frame, Part, answer_to
from tests.shapes.letters import CANARY, MENU, Post, labelled, truth
from tests.sites.routes import Asked, Reply, Routes, as_json, whole


def jact(letters: Sequence[Post]) -> Draw:
    """大汉: rows come as script text from dataproxy_mailpublist.do."""

    def draw(frame: Frame) -> Part:
        home = "/jact/front/mailpublist.do"
        place = (("局长信箱", f"{home}?sysid=107"),)
        proxy = "/jact/front/dataproxy_mailpublist.do"
        shell = frame.page(
            "<table id='mails'></table><div id='pager'></div><form name='f'><input type='hidden' name='sysid' value='107'>"
            "<input type='hidden' name='groupid' value='46'></form>"
            "<script>var perpage = 19; var dataStore = [];\n"
            "function load(page) { var start = (page - 1) * perpage + 1;\n"
            "  var ask = new XMLHttpRequest();\n"
            f"  ask.open('POST', '{proxy}?startrecord=' + start + '&endrecord=' + (start + 56) + '&perpage=19&groupSize=3', true);\n"
            "  ask.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded');\n"
            "  ask.onload = function () { eval(ask.responseText); document.getElementById('mails').innerHTML = dataStore.slice(0, perpage).join('');\n"
            "    document.getElementById('pager').innerHTML = '共' + totalRecord + '条'; };\n"
            "  ask.send('sysid=107&groupid=46&mailstate=&starttime=&endtime=&keyword=&orderfield=');\n"
            "} load(1);</script>",
            "局长信箱",
            place,
        )

        def rows(asked: Asked) -> Page | None:
            first = whole(asked.params.get("startrecord"), 1, 1)
            last = whole(asked.params.get("endrecord"), 1, 57)
            if asked.method != "POST" or asked.form.get("sysid") != "107":
                return Page(b"var totalRecord = 0; dataStore = [];", "text/html;charset=UTF-8")
            lines = [
                f"<tr><td>{p.number}</td><td><a href='mailpubdetail.do?transactId={p.number}&sysid=107' target='_blank' title='{p.title}'>{p.title}</a></td>"
                f"<td>{p.state}</td><td>{p.received}</td><td>{p.number % 97}</td></tr>"
                for p in letters[first - 1 : last]
            ]
            text = f"var totalRecord = {len(letters)}; dataStore = {json.dumps(lines, ensure_ascii=False)};"
            return Page(text.encode(), "text/html;charset=UTF-8")

        def view(asked: Asked) -> Page | None:
            known = {str(p.number): p for p in letters}
            p = known.get(asked.params.get("transactId", ""))
            if p is None:
                return None
            asking = (
                f"<div class='jact_box_font'><table><tr><td>编号</td><td>{p.number}</td></tr><tr><td>标题</td><td>{p.title}</td></tr>"
                f"<tr><td>类型</td><td>咨询</td></tr><tr><td>来信人</td><td>{CANARY}甲</td></tr><tr><td>内容</td><td>{p.text}</td></tr>"
                f"<tr><td>来信时间</td><td>{p.received}</td></tr></table></div>"
            )
            reply = (
                f"<div class='jact_box_font'><table><tr><td>答复部门</td><td>澜江市城市管理局</td></tr><tr><td>答复时间</td><td>{p.replied}</td></tr>"
                f"<tr><td>答复内容</td><td>{p.reply}</td></tr></table></div>"
                if p.replied
                else "<div class='jact_box_font'><table><tr><td>办理状态</td><td>办理中</td></tr></table></div>"
            )
            return Page(frame.page(asking + reply, p.title, place).encode())

        def list_shell(asked: Asked) -> Page | None:
            return Page(shell.encode())

        routes = (
            answer_to(home, list_shell),
            answer_to(proxy, rows),
            answer_to("/jact/front/mailpubdetail.do", view),
        )
        return Part({}, place, MENU, truth=truth(letters), routes=routes)

    return draw


def hdjlpt(letters: Sequence[Post]) -> Draw:
    """广东 hdjlpt: a token and a cookie, then POST for JSON."""

    def draw(frame: Frame) -> Part:
        place = (("领导信箱", "/hdjlpt/published?via=pc"),)
        token = "0f3c9a71d2"
        shell = frame.page(
            "<ul id='letters'></ul><div id='more'></div>"
            f"<script>var _CSRF = '{token}'; var SITE_ID = 192; var limit = 10;\n"
            "function draw(offset) { fetch('/hdjlpt/letter/pubList', {method: 'POST', credentials: 'same-origin',\n"
            "  headers: {'X-CSRF-TOKEN': _CSRF, 'Content-Type': 'application/x-www-form-urlencoded'},\n"
            "  body: 'offset=' + offset + '&limit=' + limit + '&site_id=' + SITE_ID + '&time_from=&time_to='})\n"
            "  .then(function (r) { return r.json(); }).then(function (told) {\n"
            "    var out = ''; told.data.list.forEach(function (x) { out += '<li><a href=\"/hdjlpt/letter/detail?id=' + x.id + '\">' + x.title + '</a><span>' + x.created_at + '</span></li>'; });\n"
            "    document.getElementById('letters').innerHTML = out;\n"
            "    var n = Math.ceil(told.data.total / limit), here = offset / limit, pager = '共' + told.data.total + '条 ';\n"
            "    for (var k = 0; k < n; k++) pager += '<a href=\"javascript:draw(' + k * limit + ')\">' + (k + 1) + '</a> ';\n"
            "    document.getElementById('more').innerHTML = pager; }); }\n"
            "draw(0);</script>",
            "领导信箱",
            place,
        )

        def rows(asked: Asked) -> Page | None:
            if asked.jar.get("szxx_session") != "s1":
                return as_json({"code": 419, "message": "CSRF token mismatch"}, 419)
            start = whole(asked.form.get("offset"))
            size = whole(asked.form.get("limit"), 1, 10)
            found = [
                {
                    "id": p.number,
                    "title": p.title,
                    "created_at": f"{p.received} 09:30:00",
                    "reply_at": f"{p.replied} 10:00:00" if p.replied else None,
                    "status": 2 if p.replied else 1,
                    "name": f"{CANARY}甲",
                    "content": p.text,
                }
                for p in letters[start : start + size]
            ]
            return as_json({"code": 0, "data": {"total": len(letters), "list": found}})

        def view(asked: Asked) -> Page | None:
            known = {str(p.number): p for p in letters}
            p = known.get(asked.params.get("id", ""))
            return Page(frame.page(labelled(p), p.title, place).encode()) if p else None

        def shell_page(asked: Asked) -> Page | None:
            return Reply(shell.encode(), headers=(("Set-Cookie", "szxx_session=s1; path=/"),))

        routes = (
            answer_to("/hdjlpt/published", shell_page),
            answer_to("/hdjlpt/letter/pubList", rows),
            answer_to("/hdjlpt/letter/detail", view),
        )
        return Part({}, place, MENU, truth=truth(letters), routes=routes)

    return draw


def cards(letters: Sequence[Post]) -> Draw:
    """A single-page app: JSON cards with question and reply, no page of a letter at all."""

    def draw(frame: Frame) -> Part:
        place = (("公众留言", "/letter/index.html"),)
        shell = frame.page(
            "<div id='app'></div><script>\n"
            "fetch('/api/letters/search?page=1&size=50').then(function (r) { return r.json(); }).then(function (told) {\n"
            "  document.getElementById('app').innerHTML = told.hits.map(function (x) { return '<div class=\"card\"><h4>' + x.title + '</h4><p>来信人：' + x.writer + '</p><p>来信时间：' + x.asked + '</p><p>来源：网站</p>'\n"
            "   + (x.answered ? '<div class=\"reply\">答复时间：' + x.answered + ' 答复内容：' + x.reply + '</div>' : '<div>办理中</div>') + '</div>'; }).join(''); });</script>",
            "公众留言",
            place,
        )

        def rows(asked: Asked) -> Page | None:
            size = whole(asked.params.get("size"), 1, 10)
            start = (whole(asked.params.get("page"), 1, 1) - 1) * size
            found = [
                {
                    "id": f"a{p.number}",
                    "title": p.title,
                    "writer": f"{CANARY}甲",
                    "asked": str(p.received),
                    "answered": str(p.replied) if p.replied else "",
                    "question": p.text,
                    "reply": p.reply if p.replied else "",
                }
                for p in letters[start : start + size]
            ]
            return as_json({"total": len(letters), "hits": found})

        routes = (answer_to("/api/letters/search", rows),)
        pages = {"/letter/index.html": shell}
        return Part(pages, place, MENU, truth=truth(letters), routes=routes)

    return draw


def posted_pages(letters: Sequence[Post]) -> Draw:
    """Pages of the list are asked for by POST of a form; each row shows both dates."""

    def draw(frame: Frame) -> Part:
        place = (("书记信箱", "/mailbox/list.jsp"),)
        size = 8
        count = -(-len(letters) // size)

        def page(asked: Asked) -> Page | None:
            n = whole(asked.form.get("pageNo"), 1, 1) if asked.method == "POST" else 1
            n = min(n, count)
            rows = "".join(
                f"<tr><td><a href='/mailbox/detail.jsp?mid={p.number}'>{p.title}</a></td><td>{p.received}</td><td>{p.state}</td></tr>"
                for p in letters[(n - 1) * size : n * size]
            )
            body = (
                f"<table>{rows}</table><form name='pageForm' method='post' action='/mailbox/list.jsp'>"
                f"<input type='hidden' name='pageNo' value='{n}'></form>"
                f"<div>第{n}/{count}页 共{len(letters)}条 <a href='javascript:goPage({min(n + 1, count)})'>下一页</a> <a href='javascript:goPage({count})'>尾页</a></div>"
                "<script>function goPage(n) { document.pageForm.pageNo.value = n; document.pageForm.submit(); }</script>"
            )
            return Page(frame.page(body, "书记信箱", place).encode())

        def view(asked: Asked) -> Page | None:
            known = {str(p.number): p for p in letters}
            p = known.get(asked.params.get("mid", ""))
            return Page(frame.page(labelled(p), p.title, place).encode()) if p else None

        routes = (answer_to("/mailbox/list.jsp", page), answer_to("/mailbox/detail.jsp", view))
        return Part({}, place, MENU, truth=truth(letters), routes=routes)

    return draw


def case_list(letters: Sequence[Post]) -> Draw:
    """政务服务 platform style: POST JSON, custom.infoList; the page of a letter is drawn by script."""

    def draw(frame: Frame) -> Part:
        place = (("咨询建议", "/interact/index.html"),)
        shell = frame.page(
            "<ul id='cases'></ul><div id='p'></div><script>\n"
            "function turn(n) { var ask = new XMLHttpRequest(); ask.open('POST', '/interact/getInteractCaseInfoListByCondition', true);\n"
            " ask.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded');\n"
            " ask.onload = function () { var told = JSON.parse(ask.responseText).custom, out = '';\n"
            "  told.infoList.forEach(function (x) { out += '<li><a href=\"' + x.handleurl + '\">' + x.rqstTitle + '</a><b>' + x.handleStatus + '</b><span>' + x.rqstTime + '</span></li>'; });\n"
            "  document.getElementById('cases').innerHTML = out; document.getElementById('p').innerHTML = '第' + n + '页，共' + told.total + '条'; };\n"
            " ask.send('pageSize=10&currentPageIndex=' + n + '&rqstType=1&areaCode=530000'); } turn(1);</script>",
            "咨询建议",
            place,
        )

        def rows(asked: Asked) -> Page | None:
            size = whole(asked.form.get("pageSize"), 1, 10)
            start = (whole(asked.form.get("currentPageIndex"), 1, 1) - 1) * size
            found = [
                {
                    "rqstId": p.number,
                    "rqstTitle": p.title,
                    "rqstTime": str(p.received),
                    "handleStatus": p.state,
                    "handleTime": str(p.replied or ""),
                    "handleurl": f"/interact/detail.html?id={p.number}",
                    "rqstPerson": f"{CANARY}甲",
                }
                for p in letters[start : start + size]
            ]
            return as_json({"custom": {"total": len(letters), "infoList": found}})

        def view(asked: Asked) -> Page | None:
            body = (
                "<div id='d'></div><script>fetch('/interact/case' + location.search).then(function (r) { return r.json(); }).then(function (x) {"
                " document.getElementById('d').innerHTML = '<h2>' + x.title + '</h2><p>来信时间：' + x.a + '</p><p>' + x.text + '</p>' + (x.b ? '<p>答复时间：' + x.b + '</p><p>答复内容：' + x.reply + '</p>' : ''); });</script>"
            )
            return Page(frame.page(body, "咨询建议", place).encode())

        def told(asked: Asked) -> Page | None:
            known = {str(p.number): p for p in letters}
            p = known.get(asked.params.get("id", ""))
            if p is None:
                return None
            return as_json(
                {
                    "title": p.title,
                    "a": str(p.received),
                    "b": str(p.replied or ""),
                    "text": p.text,
                    "reply": p.reply,
                }
            )

        routes: tuple[Routes, ...] = (
            answer_to("/interact/getInteractCaseInfoListByCondition", rows),
            answer_to("/interact/detail.html", view),
            answer_to("/interact/case", told),
        )
        pages = {"/interact/index.html": shell}
        return Part(pages, place, MENU, truth=truth(letters), routes=routes)

    return draw
