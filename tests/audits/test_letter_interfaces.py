"""Letters whose further rows come by request, asked for without a browser."""

import json
from datetime import date, timedelta

import pytest

from audits.facts import Outcome
from tests.audits.smallweb import YEAR, crawl, page, web
from tests.audits.test_letters_found import CANARIES, letter, menu, secret, truth
from tests.audits.test_letters_stay_out import kept

JACT = "/jact/front/mailpublist.do?sysid=107"


def written(count):
    """(number, received, replied) of letters, newest first."""
    days = [date(YEAR + 1, 2, 10) - timedelta(days=16 * n) for n in range(count)]
    return [(n, day, day + timedelta(days=n % 9 + 1)) for n, day in enumerate(days, 1)]


def told(sealed, letters):
    """The figures are the letters' own, and no word of them is on the disk."""
    assert [canary for canary in CANARIES if canary in kept(sealed.folder)] == []
    replies = sealed.fact("messages_published_replies")
    assert (replies.value, replies.outcome) == (truth(letters), Outcome.OBSERVED), replies.reason
    received = sum(1 for _, day, _ in letters if day.year == YEAR)
    assert sealed.fact("messages_received").value == received


def jact_row(number, day):
    return (
        f"<tr><td>{number}</td><td><a href='mailpubdetail.do?transactId={number}&sysid=107'>"
        f"{secret(number)}</a></td><td>已回复</td><td>{day}</td><td>7</td></tr>"
    )


def jact_site(letters, script, *, shown=15):
    """A mailbox of jact whose page shows the first rows; ``script`` is all it tells of the rest."""
    rows = [jact_row(number, day) for number, day, _ in letters]
    head = "<tr><th>编号</th><th>标题</th><th>状态</th><th>来信时间</th><th>点击</th></tr>"
    body = f"<h3>局长信箱</h3><table>{head}{''.join(rows[:shown])}</table>"
    body += f"<p>共{len(rows)}条</p>{script}"
    pages = {JACT: page(body, title="局长信箱")}
    for number, asked, answered in letters:
        address = f"/jact/front/mailpubdetail.do?transactId={number}&sysid=107"
        pages[address] = letter(number, asked, answered)

    def posted(path, fields):
        start, end = (
            int(path.partition(f"{name}=")[2].partition("&")[0])
            for name in ("startrecord", "endrecord")
        )
        if "/dataproxy_mailpublist.do" not in path or fields["sysid"] != "107":
            return None
        return f"totalRecord={len(rows)};dataStore = {json.dumps(rows[start - 1 : end])};"

    return web(pages, home=menu((JACT, "局长信箱")), posted=posted)


SCRIPT = (
    "<script>function go(k){x.open('POST','/jact/front/dataproxy_mailpublist.do?startrecord='"
    "+((k-1)*15+1)+'&endrecord='+(k*15)+'&perpage=15');x.send('sysid=107&groupid=')}</script>"
    "<a href='javascript:go(2)'>下一页</a>"
)


@pytest.mark.parametrize(
    "script", [SCRIPT, "<a href='javascript:;'>下一页</a>"], ids=["told", "untold"]
)
def test_letters_of_jact_are_read_on_all_pages(script, tmp_path):
    letters = written(38)
    told(crawl(jact_site(letters, script), tmp_path), letters)


def test_letters_of_jact_that_a_script_holds_are_read(tmp_path):
    letters = written(21)
    rows = [jact_row(number, day) for number, day, _ in letters]
    script = f"<script>var totalRecord=21;var dataStore = {json.dumps(rows[:15])};</script>"
    told(crawl(jact_site(letters, script, shown=0), tmp_path), letters)


def test_letters_of_jact_whose_request_brings_others_are_a_lower_bound(tmp_path):
    letters = written(38)
    site = jact_site(letters, "<a href='javascript:;'>下一页</a>")
    site.posted = lambda path, fields: (
        f"totalRecord=0;dataStore = {json.dumps([jact_row(900, date(2024, 3, 2))])};"
    )
    replies = crawl(site, tmp_path).fact("messages_published_replies")
    assert replies.value == truth(letters[:15])
    assert replies.outcome is Outcome.PARTIAL


# ---- data that a script makes rows of --------------------------------------------------------

MAIL = "/hd/mail.html"
HEAD = "<tr><th>编号</th><th>标题</th><th>来信时间</th><th>答复时间</th><th>状态</th></tr>"


def objects(letters):
    return [
        {
            "id": 700 + number,
            "no": f"LX{number}",
            "title": secret(number),
            "submitTime": f"{day} 10:11:12",
            "replyTime": f"{told} 15:00:00" if told else None,
            "state": "已回复" if told else "办理中",
        }
        for number, day, told in letters
    ]


MADE = (
    "'<tr><td>'+x.no+'</td><td><a href=\"/hd/view.html?id='+x.id+'\">'+x.title+'</a></td><td>'"
    "+x.submitTime.substr(0,10)+'</td><td>'+(x.replyTime?x.replyTime.substr(0,10):'')+'</td><td>'"
    "+x.state+'</td></tr>'"
)
BY_HAND = (
    "function load(o){var x=new XMLHttpRequest();x.open('POST','/api/mail/list');x.onload="
    "function(){var j=JSON.parse(x.responseText);t.innerHTML=j.data.list.map(function(x){return "
    + MADE
    + "})"
    ".join('')};x.send('offset='+o+'&limit=10&site_id=7')}load(0)"
)
ADDED = (
    "function show(r){var html='';r.data.list.forEach(function(x){html+='<tr><td>'+x.no+'</td>';"
    "html+='<td><a href=\"/hd/view.html?id='+x.id+'\">'+x.title+'</a></td>';html+='<td>'+"
    "x.submitTime+'</td><td>'+x.replyTime+'</td>';html+='<td>'+x.state+'</td></tr>'});t.innerHTML=html}"
    "$.post('/api/mail/list',{offset:0,limit:10,site_id:7},show)"
)
FETCHED = (
    "function load(p){fetch('/api/mail/list',{method:'POST',headers:{'X-T':t},body:'offset='+"
    "(p-1)*10+'&limit=10&site_id=7'}).then(r=>r.json()).then(j=>{t.innerHTML=j.data.list.map(x=>`<tr><td>"
    '${x.no}</td><td><a href="/hd/view.html?id=${x.id}">${x.title}</a></td><td>${fmt(x.submitTime)}'
    "</td><td>${x.replyTime||''}</td><td>${x.state}</td></tr>`).join('')})}"
)
LAYUI = (
    "table.render({elem:'#t',url:'/api/mail/list',method:'post',where:{site_id:7},page:true,cols:[["
    "{field:'no',title:'编号'},{field:'title',title:'标题',templet:function(d){return '<a href=\""
    "/hd/view.html?id='+d.id+'\">'+d.title+'</a>'}},{field:'submitTime',title:'提交时间'},"
    "{field:'replyTime',title:'回复时间'},{field:'state',title:'状态'}]]})"
)


def data_site(letters, script, *, drawn=False, file=False, answer=None):
    """A mailbox whose rows a script makes of data; ``drawn``: a script draws the letters too."""
    rows = objects(letters)
    code = "<script src='/js/mail.js'></script>" if file else f"<script>{script}</script>"
    shown = "" if "table.render" in script else HEAD
    body = f"<h3>局长信箱</h3><table>{shown}<tbody id='t'></tbody></table>{code}"
    pages = {MAIL: page(body, title="局长信箱"), "/js/mail.js": script}
    shell = page("<div id='c'></div><script>draw(id)</script>", title="信件详情")
    for number, asked, told in letters:
        address = f"/hd/view.html?id={700 + number}"
        pages[address] = shell if drawn else letter(number, asked, told)

    def posted(path, fields):
        if path != "/api/mail/list" or fields.get("site_id") != "7":
            return None
        size = int(fields["limit"])
        start = int(fields["offset"]) if "offset" in fields else (int(fields["page"]) - 1) * size
        part = rows[start : start + size]
        if answer is not None:
            return answer(part)
        if "page" in fields:
            return json.dumps({"code": 0, "count": len(rows), "data": part})
        return json.dumps({"code": 0, "data": {"total": len(rows), "list": part}})

    home = menu((MAIL, "局长信箱"))
    return web(pages, home=home, posted=posted)


SCRIPTS = {"by hand": BY_HAND, "added": ADDED, "fetched": FETCHED, "layui": LAYUI}


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_letters_that_a_script_makes_of_data_are_read_on_all_pages(script, tmp_path):
    letters = written(33)
    told(crawl(data_site(letters, script), tmp_path), letters)


def test_letters_whose_script_stands_in_a_file_are_read(tmp_path):
    letters = written(23)
    told(crawl(data_site(letters, f"var site = 7; {BY_HAND}", file=True), tmp_path), letters)


def test_a_file_that_serves_other_pages_too_is_not_asked_for_letters(tmp_path):
    site = data_site(written(23), BY_HAND, file=True)
    site.pages["/"] = f"{site.pages['/']}<script src='/js/mail.js'></script>"
    assert crawl(site, tmp_path).fact("messages_received").outcome is Outcome.UNKNOWN
    assert not [path for path in site.asked if "api" in path]


@pytest.mark.parametrize("script", [BY_HAND, LAYUI], ids=["by hand", "layui"])
def test_days_of_letters_that_a_script_draws_are_those_of_their_list(script, tmp_path):
    letters = written(33)
    sealed = crawl(data_site(letters, script, drawn=True), tmp_path)
    assert [canary for canary in CANARIES if canary in kept(sealed.folder)] == []
    replies = sealed.fact("messages_published_replies")
    assert (replies.value, replies.outcome) == (truth(letters), Outcome.PARTIAL)
    assert "日期取自列表" in replies.reason


def test_days_that_contradict_each_other_are_no_days_of_letters(tmp_path):
    letters = [(n, told, asked) for n, asked, told in written(33)]
    sealed = crawl(data_site(letters, BY_HAND, drawn=True), tmp_path)
    for name in ("received", "published_replies"):
        outcome = sealed.fact(f"messages_{name}").outcome
        assert outcome not in (Outcome.OBSERVED, Outcome.PARTIAL)


def test_data_without_the_fields_of_the_script_make_no_letters(tmp_path):
    site = data_site(
        written(33), BY_HAND, answer=lambda part: json.dumps({"data": {"list": [{"a": 1, "b": 2}]}})
    )
    assert crawl(site, tmp_path).fact("messages_published_replies").outcome is Outcome.UNKNOWN


def test_a_list_of_links_without_pages_behind_them_tells_its_letters(tmp_path):
    letters = written(9)
    rows = "".join(
        f"<tr><td>{n}</td><td><a href='/hd/view.html?id={n}'>{secret(n)}</a></td><td>{day}</td>"
        f"<td>{answered}</td><td>已回复</td></tr>"
        for n, day, answered in letters
    )
    site = web({MAIL: page(f"<table>{HEAD}{rows}</table>")}, home=menu((MAIL, "局长信箱")))
    replies = crawl(site, tmp_path).fact("messages_published_replies")
    assert (replies.value, replies.outcome) == (truth(letters), Outcome.PARTIAL)


def test_a_state_that_only_the_list_shows_is_the_letter_s(tmp_path):
    letters = [(1, date(2024, 9, 1), date(2024, 9, 4)), (2, date(2024, 5, 1), None)]
    states = {1: "已回复", 2: "办理中"}
    rows = "".join(
        f"<tr><td>{n}</td><td><a href='/hd/view.html?id={n}'>{secret(n)}</a></td><td>{day}</td>"
        f"<td>{told or ''}</td><td>{states[n]}</td></tr>"
        for n, day, told in letters
    )
    pages = {
        f"/hd/view.html?id={n}": letter(n, day, told).replace("<p>办理状态：办理中</p>", "")
        for n, day, told in letters
    }
    pages[MAIL] = page(f"<table>{HEAD}{rows}</table>", title="局长信箱")
    sealed = crawl(web(pages, home=menu((MAIL, "局长信箱"))), tmp_path)
    replies = sealed.fact("messages_published_replies")
    assert (replies.value, replies.outcome) == (1, Outcome.OBSERVED), replies.reason
    assert [r.id for r in sealed.sheet.remarks if r.id == "A-逾期"] == ["A-逾期"]


def test_letters_without_days_of_their_own_are_proposed_by_the_day_of_publishing(tmp_path):
    days = [date(2025, 1, 8), date(2024, 11, 8), date(2024, 6, 8), date(2023, 12, 8)]
    rows = "".join(
        f"<li><a href='/hd/{n}.html'>{secret(n)}</a><span>[{day}]</span></li>"
        for n, day in enumerate(days)
    )
    talk = "<p>问：{0}？</p><p>答：{0}，您好，请到窗口办理。</p>"
    pages = {f"/hd/{n}.html": page(talk.format(secret(n))) for n in range(len(days))}
    pages[MAIL] = page(f"<ul class='list'>{rows}</ul>", title="留言公开")
    sealed = crawl(web(pages, home=menu((MAIL, "留言公开"))), tmp_path)
    for name in ("received", "closed"):
        fact = sealed.fact(f"messages_{name}")
        assert (fact.value, fact.outcome) == (2, Outcome.ESTIMATE)
        assert "按公开日期算" in fact.reason
    assert sealed.fact("messages_average_days").outcome is Outcome.UNKNOWN


def test_labels_above_the_cells_of_a_letter_are_its_own(tmp_path):
    letters = written(5)
    pages = {}
    for n, day, told_on in letters:
        cells = f"<tr><td>LX{n}</td><td>{day}</td><td>{told_on}</td><td>某</td></tr>"
        heads = "<tr><td>编号</td><td>来信时间</td><td>回复时间</td><td>网友</td></tr>"
        text = f"<tr><td colspan='4'>{secret(n)}</td></tr>"
        pages[f"/hd/{n}.html"] = page(f"<h1>信件</h1><table>{heads}{cells}{text}</table>")
    rows = "".join(f"<li><a href='/hd/{n}.html'>{secret(n)}</a></li>" for n, *_ in letters)
    pages[MAIL] = page(f"<ul class='list'>{rows}</ul>", title="局长信箱")
    sealed = crawl(web(pages, home=menu((MAIL, "局长信箱"))), tmp_path)
    spans = [(b - a).days for _, a, b in letters if b.year == YEAR]
    assert sealed.fact("messages_published_replies").value == len(spans)
    assert sealed.fact("messages_average_days").value == round(sum(spans) / len(spans), 1)
