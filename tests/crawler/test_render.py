"""The caged browser, against pages that try to get out. Needs a Chromium."""

import asyncio
from urllib.parse import urlsplit

import pytest

from crawler.browser.moreasked import ask_for_more
from crawler.browser.render import (
    Browser,
    BrowserOptions,
    NoBrowserError,
    RenderError,
    browser_path,
)
from tests.faults.server import FaultServer, answer


def html(text):
    return answer(body=f"<html><body>{text}</body></html>".encode())


def cage(home, hosts, **options):
    options = {"gap_seconds": 0, "timeout_seconds": 15, "settle_seconds": 2, **options}
    allows = options.pop("allows", None)
    return Browser(
        BrowserOptions(home, "nianbao/0.0 (+test)", **options),
        lambda url: urlsplit(url).netloc in hosts,
        allows,
    )


def visit(browser, *steps):
    """Run coroutines of one browser in one loop; errors come back as values."""

    async def run():
        found = []
        try:
            for step in steps:
                try:
                    found.append(await step(browser))
                except RenderError as error:
                    found.append(error)
        finally:
            await browser.close()
        return found

    return asyncio.run(run())


@pytest.fixture(scope="module")
def server():
    with FaultServer() as running:
        yield running


@pytest.fixture(scope="module")
def inside(server):
    return server.add({"*": html("SECRET")})


@pytest.fixture(scope="module")
def site(server, inside):
    out = inside.origin
    beacons = f"""<img src="{out}/1.gif"><script src="{out}/hm.js"></script><script src="/hits.jsp">
      </script><iframe src="{out}/frame"></iframe><script>navigator.sendBeacon("{out}/b", "1");
      fetch("{out}/f").catch(() => 0); new WebSocket("ws" + "{out}".slice(4));
      new Image().src = "/vc_counter.jsp?id=1"; location.hash = "x"</script>"""
    return server.add(
        {
            "/list": html(
                '<ul id="l"></ul><img src="/p.png"><script>'
                "fetch('/rows', {method: 'POST', body: 'page=1'}).then(r => r.json()).then(rows => "
                "rows.forEach(row => l.innerHTML += '<li>' + row + '</li>'))</script>"
            ),
            "/rows": answer(body='["通知一", "通知二"]'.encode(), content_type="application/json"),
            "/p.png": answer(body=b"", content_type="image/png"),
            "/beacons": html(beacons),
            "/out": answer(302, Location=out + "/a"),
            "/frame": html('<iframe src="/out"></iframe>'),
            "/meta": html(f'<meta http-equiv="refresh" content="0;url={out}/m">'),
            "/script": html(f'<script>location.href = "{out}/s"</script>'),
            "/file": html('<script>location.href = "file:///etc/hostname"</script>ok'),
            "/hang": html("<script>while (1) {}</script>"),
            "/alert": html("<script>for (let n = 0; n < 30; n++) alert(n)</script>ok"),
            "/popups": html("<script>for (let n = 0; n < 20; n++) open('/rows')</script>ok"),
        }
    )


@pytest.mark.browser
@pytest.mark.skipif(browser_path() is None, reason="no Chromium on this machine")
class TestBrowser:
    def test_a_list_made_by_script_is_read_with_its_endpoint(self, site):
        (page,) = visit(
            cage(site.url(), {site.host}), lambda browser: browser.render(site.url("/list"))
        )
        assert "<li>通知一</li><li>通知二</li>" in page.html
        assert (page.url, page.status) == (site.url("/list"), 200)
        rows = next(one for one in page.requests if one.url == site.url("/rows"))
        assert (rows.method, rows.post_data, rows.status) == ("POST", "page=1", 200)
        assert rows.content_type == "application/json"
        assert site.asked("/p.png") == []

    def test_more_of_a_list_is_asked_for_by_one_press_that_leads_nowhere_else(self, server):
        script = "<script>m.onclick = () => fetch('/more?page=2')</script>"
        site = server.add(
            {
                "/cards": html(
                    f"<a href='/away'>更多</a><div id='m'><b>加载更多</b></div>{script}"
                ),
                "/more?page=2": answer(body=b"[]"),
                "/away": html("AWAY"),
            }
        )
        (page,) = visit(
            cage(site.url(), {site.host}),
            lambda browser: browser.render(site.url("/cards"), then=ask_for_more),
        )
        assert [one.url for one in page.requests if one.kind == "fetch"] == [
            site.url("/more?page=2")
        ]
        assert "AWAY" not in page.html

    def test_what_a_page_throws_and_still_waits_for_is_told(self, server):
        async def late(asked, writer):
            await asyncio.sleep(6)

        site = server.add(
            {
                "/throws": html("<script>nothing.here()</script>"),
                "/waits": html("<script>fetch('/late')</script>"),
                "/late": late,
            }
        )
        browser = cage(site.url(), {site.host}, settle_seconds=1)
        pages = visit(
            browser,
            lambda one: one.render(site.url("/throws")),
            lambda one: one.render(site.url("/waits")),
        )
        assert [(page.unfinished, page.errors) for page in pages] == [(0, 1), (1, 0)]

    def test_no_page_reaches_another_host_or_a_counter(self, site, inside):
        names = ("/beacons", "/out", "/frame", "/meta", "/script", "/file")
        visit(
            cage(site.url(), {site.host}),
            *[lambda browser, name=name: browser.render(site.url(name)) for name in names],
        )
        assert inside.log == []
        assert site.asked("/hits.jsp") == []
        assert not [one for one in site.log if "vc_counter" in one.path]

    def test_a_page_that_leaves_the_site_is_an_error_not_a_page(self, site):
        left = visit(
            cage(site.url(), {site.host}), lambda browser: browser.render(site.url("/out"))
        )
        assert isinstance(left[0], RenderError)
        assert "其他网站" in str(left[0])

    def test_a_hanging_page_costs_its_deadline_and_the_next_one_is_read(self, site):
        hung, read = visit(
            cage(site.url(), {site.host}, timeout_seconds=4),
            lambda browser: browser.render(site.url("/hang")),
            lambda browser: browser.render(site.url("/list")),
        )
        assert isinstance(hung, RenderError)
        assert "通知一" in read.html

    def test_alerts_and_popups_do_not_hold_a_page_up(self, site):
        alert, popups = visit(
            cage(site.url(), {site.host}),
            lambda browser: browser.render(site.url("/alert")),
            lambda browser: browser.render(site.url("/popups")),
        )
        assert "ok" in alert.html
        assert "ok" in popups.html

    def test_a_screenshot_is_a_picture_with_its_pictures(self, site):
        before = len(site.asked("/p.png"))

        async def shoot(browser):
            async with browser.opened(site.url("/list"), pictures=True) as (page, _):
                return await page.screenshot()

        (picture,) = visit(cage(site.url(), {site.host}), shoot)
        assert picture.startswith(b"\x89PNG")
        assert len(site.asked("/p.png")) == before + 1

    def test_what_robots_rule_out_is_not_asked_for(self, server):
        own = server.add({"/": html('<script src="/private/a.js"></script>ok')})

        async def allows(url):
            return "/private/" not in url

        (page,) = visit(
            cage(own.url(), {own.host}, allows=allows), lambda browser: browser.render(own.url())
        )
        assert [one.path for one in own.log] == ["/"]
        assert [one.blocked for one in page.requests if one.blocked] == ["robots"]

    def test_requests_of_a_page_keep_their_distance(self, server):
        scripts = "".join(f'<script src="/{n}.js"></script>' for n in range(3))
        own = server.add(
            {"/": html(scripts), "*": answer(body=b"", content_type="text/javascript")}
        )
        visit(
            cage(own.url(), {own.host}, gap_seconds=0.3),
            lambda browser: browser.render(own.url()),
        )
        times = [one.at for one in own.log]
        assert len(times) == 4
        # Starts are 0.3 s apart; arrivals shift on a busy machine, so the whole span is judged.
        assert times[-1] - times[0] >= 0.6

    def test_the_browser_says_who_we_are(self, server):
        own = server.add({"/": html("<p>政务公开</p>")})
        visit(cage(own.url(), {own.host}), lambda browser: browser.render(own.url()))
        agents = {one.headers["user-agent"] for one in own.log}
        assert agents
        assert all(agent.endswith("nianbao/0.0 (+test)") for agent in agents)
        assert not any("Headless" in agent for agent in agents)


def test_without_a_browser_the_reason_is_said(monkeypatch):
    monkeypatch.setenv("NIANBAO_BROWSER", "no-such-browser")
    assert browser_path() is None
    (error,) = visit(cage("http://127.0.0.1/", set()), lambda browser: browser.render("http://x/"))
    assert isinstance(error, NoBrowserError)


def test_root_starts_no_browser_away_from_loopback(monkeypatch):
    monkeypatch.setattr("crawler.browser.render.browser_path", lambda: "chromium")
    monkeypatch.setattr("os.geteuid", lambda: 0)
    browser = cage("http://swj.example.test/", set())
    (error,) = visit(browser, lambda browser: browser.render("http://swj.example.test/"))
    assert isinstance(error, NoBrowserError)
    assert "--allow-root-browser" in str(error)
