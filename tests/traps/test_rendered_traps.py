"""Short lists that a script goes on with: what a browser shows against what was read."""

import json
import re
import subprocess
from datetime import date, timedelta

import pytest

from tests.audits.smallweb import YEAR, article, list_page, row
from tests.faults.server import FaultServer, answer
from tests.whole.trial import ROOT, line

MENU = re.compile(r"<div class='nav'>.*?</div>")
NAMES = ("静态栏目", "脚本补齐栏目", "脚本增行栏目", "脚本删行栏目")


def days(number):
    return [date(YEAR, 11, 1) - timedelta(days=11 * n) for n in range(number)]


def rows(folder, number):
    """Rows of a column and the articles behind them."""
    made = [
        (f"{folder}t{day:%Y%m%d}_{n}.html", f"{folder[1:3]}类第{n}期商贸流通事项的情况说明", day)
        for n, day in enumerate(days(number))
    ]
    return [row(*each) for each in made], {href: article(title, d) for href, title, d in made}


def texts():
    """Pages by path: all four lists hold six rows in their source and no pager."""
    pages = {"/": list_page("", [])}
    scripts = {
        1: "fetch('/data.json?page=1').then(r=>r.json()).then(d=>{let u=document.querySelector("
        "'.list ul');u.innerHTML='';d.rows.forEach(o=>u.insertAdjacentHTML('beforeend','<li>"
        "<a href=\"'+o.url+'\">'+o.title+'</a><span>'+o.date+'</span></li>'))})",
        2: "document.querySelector('.list ul').insertAdjacentHTML('beforeend',"
        "decodeURIComponent(document.body.dataset.rest))",
        3: "document.querySelectorAll('.list li')[2].remove()",
    }
    for n, name in enumerate(NAMES):
        shown, articles = rows(f"/c{n}/", 9)
        text = list_page(name, shown[:6])
        if n in scripts:
            text = text.replace("</body>", f"<script>{scripts[n]}</script></body>")
        if n == 2:
            rest = re.sub("..", r"%\g<0>", "".join(shown[6:]).encode().hex())
            text = text.replace("<body>", f"<body data-rest='{rest}'>")
        pages |= {f"/c{n}/": text} | articles
    return pages


def data():
    made = rows("/c1/", 9)[0]
    found = [re.search(r"href='(.*?)'>(.*?)</a><span>(.*?)<", each) for each in made]
    listed_rows = [{"url": m[1], "title": m[2], "date": m[3]} for m in found]
    return json.dumps({"rows": listed_rows}, ensure_ascii=False).encode()


def ledger(folder, *, browser=False):
    """One run over the site: its columns by name, and the report."""
    menu = "".join(f"<li><a href='/c{n}/'>{name}</a></li>" for n, name in enumerate(NAMES))
    bodies = {
        path: MENU.sub(f"<div class='nav'><ul>{menu}</ul></div>", text).encode()
        for path, text in texts().items()
    }
    routes = {path: answer(body=body) for path, body in bodies.items()}
    routes["/data.json?page=1"] = answer(body=data(), content_type="application/json")
    with FaultServer() as server:
        site = server.add(routes)
        words = line(site.url(), folder, "--year", str(YEAR))
        if browser:
            words.remove("--no-browser")
        done = subprocess.run(
            words, capture_output=True, text=True, timeout=200, check=False, cwd=ROOT
        )
    report = folder / "out" / "report.json"
    assert report.is_file(), done.stdout + done.stderr
    found = json.loads(report.read_text("utf-8"))
    return {c["name"]: c for c in found["columns"]}, found


@pytest.mark.browser
def test_rows_only_a_browser_sees_leave_the_column_unsure(tmp_path):
    """Six rows in each source: the hasty reader counts six everywhere."""
    columns, report = ledger(tmp_path, browser=True)
    plain, fetched, added, removed = (columns[name] for name in NAMES)
    assert (plain["verdict"], plain["in_year"]) == ("exact", 6)
    assert fetched["in_year"] == 9 or fetched["verdict"] == "lower_bound"
    assert added["verdict"] == "lower_bound"
    assert "浏览器中可见 9 行，直接读到 6 行" in added["reason"]
    assert removed["verdict"] == "lower_bound"
    assert "有 1 行在浏览器中看不到" in removed["reason"]
    assert 4 <= report["crawl"]["rendered_pages"] <= 9  # the lists, and each feature once


def test_without_a_browser_short_lists_stay_as_read_and_the_report_says_so(tmp_path):
    columns, report = ledger(tmp_path)
    assert [columns[name]["verdict"] for name in NAMES[::3]] == ["exact", "exact"]
    (remark,) = [r for r in report["remarks"] if r["id"] == "A-未比对"]
    assert "没有使用浏览器" in remark["message"]
