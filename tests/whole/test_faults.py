"""A site that misbehaves while it is read: figures are right, or say that they are not whole."""

from dataclasses import replace

import pytest

from nianbao.demo.page import Page
from tests.sites import build, publish, serve
from tests.sites.faults import Fault, Kind
from tests.whole.trial import SURE, Trial, false_claims, few, prefill, run

COLUMN = "/zwdt/gzdt/"
BLOCKED = "/zwdt/qxdt/"
OTHERS = ("/zwdt/tzgg/", "/zfxxgk/fdzdgknr/jgzn/")
SECOND, THIRD = f"{COLUMN}index_2.shtml", f"{COLUMN}index_3.shtml"
BOX = "items_affairs"
SHELL = Page(b"<html><head><title></title></head><body></body></html>")
ERROR_PAGE = Page("<html><body><h2>系统繁忙，请稍后再试</h2></body></html>".encode())


@pytest.fixture(scope="module")
def site():
    return few(build("f1", quirks="none"), COLUMN, BLOCKED, *OTHERS)


def assert_whole(trial: Trial):
    """The fault was overcome: nothing about the figures differs from an ordinary run."""
    assert trial.report["crawl"]["complete"], trial.said
    assert false_claims(trial) == []
    for key in ("items_total", BOX):
        field = trial.report["fields"][key]
        assert (field["value"], field["outcome"]) == (trial.truth.fields[key].value, "observed")


def assert_flagged(trial: Trial, path: str = COLUMN):
    """The fault shows: in the column, in the box, in the total, in the exit code, with reasons."""
    assert trial.code == 3, trial.said
    assert false_claims(trial) == []
    line = trial.column(path)
    assert line is not None
    assert line["verdict"] not in SURE
    assert line["reason"]
    for key in ("items_total", BOX):
        field = trial.report["fields"][key]
        assert field["outcome"] in ("partial", "unknown"), key
        assert field["reason"], key


def rarely(name, *slow):
    """A case of a table; those named are left to the slow suite."""
    return pytest.param(name, marks=pytest.mark.slow) if name in slow else name


PASSING = {
    "cut once": Fault(SECOND, Kind.CUT, times=1),
    "cut late once": Fault(SECOND, Kind.CUT, keep=6000, times=1),
    "gzip cut once": Fault(SECOND, Kind.GZIP_CUT, keep=700, times=1),
    "503 once": Fault(SECOND, Kind.STATUS, 503, times=1),
    "500 twice": Fault(SECOND, Kind.STATUS, 500, times=2),
    "reset once": Fault(SECOND, Kind.RESET, times=1),
    "slow": Fault(f"{COLUMN}*", Kind.SLOW, pause=0.3),
    "dripping": Fault(SECOND, Kind.DRIP, keep=2000, pause=0.05),
    "home 503 once": Fault("/", Kind.STATUS, 503, times=1),
}


@pytest.mark.parametrize(
    "name", [rarely(name, "cut late once", "500 twice", "dripping") for name in PASSING]
)
def test_fault_that_passes_is_overcome(name, site, tmp_path):
    assert_whole(run(site, tmp_path, faults=(PASSING[name],)))


LASTING = {
    "cut": Fault(SECOND, Kind.CUT),
    "cut late": Fault(SECOND, Kind.CUT, keep=6000),
    "gzip cut": Fault(SECOND, Kind.GZIP_CUT, keep=700),
    "gzip cut late": Fault(SECOND, Kind.GZIP_CUT, keep=2200),
    "503": Fault(SECOND, Kind.STATUS, 503),
    "404": Fault(SECOND, Kind.STATUS, 404),
    "404 of the third": Fault(THIRD, Kind.STATUS, 404),
    "403": Fault(SECOND, Kind.STATUS, 403),
    "reset": Fault(SECOND, Kind.RESET),
    "challenge": Fault(SECOND, Kind.CHALLENGE),
    "soft block": Fault(SECOND, Kind.SOFT_BLOCK),
    "redirect home": Fault(SECOND, Kind.REDIRECT, text="/"),
    "redirect away": Fault(SECOND, Kind.REDIRECT, text="http://www.elsewhere.example.test/"),
}


@pytest.mark.parametrize(
    "name", [rarely(name, "cut late", "gzip cut late", "404", "403", "reset") for name in LASTING]
)
def test_list_page_that_stays_away_makes_the_figures_lower_bounds(name, site, tmp_path):
    assert_flagged(run(site, tmp_path, faults=(LASTING[name],)))


INSTEAD = {
    "first again": COLUMN,
    "other column": "/zwdt/tzgg/index_2.shtml",
    "shell": SHELL,
    "error page": ERROR_PAGE,
    "home": "/",
    "empty list": None,
}


@pytest.mark.parametrize("name", INSTEAD)
def test_answer_that_is_another_page_is_not_taken_for_the_second(name, site, tmp_path):
    page = INSTEAD[name]
    if page is None:
        text = site.pages[SECOND].body.decode()
        page = Page(text.replace("<li", "<!--li").replace("</li>", "</li-->").encode())
    elif isinstance(page, str):
        page = site.pages[page]
    assert_flagged(run(replace(site, pages={**site.pages, SECOND: page}), tmp_path))


def test_retry_after_is_waited_for_before_anything_else_is_asked(site, tmp_path):
    fault = Fault(SECOND, Kind.STATUS, 429, retry_after="2", times=1)
    trial = run(site, tmp_path, faults=(fault,))
    assert_whole(trial)
    requests = sorted(trial.requests, key=lambda request: request.started)
    refused = next(place for place, request in enumerate(requests) if request.status == 429)
    assert requests[refused + 1].started - requests[refused].ended >= 1.9


def test_blocked_column_is_unknown_named_and_not_fought(site, tmp_path):
    trial = run(site, tmp_path, faults=(Fault(f"{BLOCKED}*", Kind.CHALLENGE),))
    assert_flagged(trial, BLOCKED)
    line = trial.column(BLOCKED)
    assert (line["verdict"], line["in_year"]) == ("unknown", None)
    assert trial.column(COLUMN)["verdict"] in SURE
    refusals = [one for one in trial.report["crawl"]["refusals"] if BLOCKED in one["url"]]
    assert {one["kind"] for one in refusals} == {"waf"}
    asked = [request for request in trial.requests if request.path.startswith(BLOCKED)]
    assert len(asked) <= 4
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert "瑞数" in page, "the maker of the wall is named"
    assert "白名单" in page, "and what to ask the operator for"


def test_storm_of_errors_is_waited_out(site, tmp_path):
    trial = run(site, tmp_path, faults=(Fault("*", Kind.STATUS, 500, after=12, times=10),))
    assert_whole(trial)
    assert len([request for request in trial.requests if request.status == 500]) == 10


@pytest.mark.slow
@pytest.mark.xfail(reason="every page left is still asked for once, and the crawl is sealed")
def test_site_that_breaks_down_is_left_alone_and_read_on_by_the_same_line(site, tmp_path):
    server = serve(site, faults=(Fault("*", Kind.STATUS, 500, after=12),))
    with server as address:
        broken = prefill(address, tmp_path, "--year", "2025")
    port = int(address.rsplit(":", 1)[1].strip("/"))
    assert len([request for request in server.requests if request.status == 500]) <= 60
    assert "再次运行同一命令" in broken.stderr
    with serve(site, port=port) as again:
        done = prefill(again, tmp_path, "--year", "2025")
    assert done.returncode in (0, 3), done.stderr


@pytest.mark.slow
def test_figures_of_a_site_that_breaks_down_are_flagged(site, tmp_path):
    trial = run(site, tmp_path, faults=(Fault("*", Kind.STATUS, 500, after=12),))
    assert_flagged(trial)
    assert not trial.report["crawl"]["complete"]


def moments(trial: Trial):
    """How many requests came before each page of the column, by path."""
    paths = [request.path for request in trial.requests]
    return {path: paths.index(path) for path in (COLUMN, SECOND, THIRD)}


@pytest.fixture(scope="module")
def plain(site, tmp_path_factory):
    return run(site, tmp_path_factory.mktemp("plain"))


@pytest.mark.parametrize("page", [SECOND, THIRD])
def test_article_published_between_two_pages_costs_no_row_and_counts_none_twice(
    page, site, plain, tmp_path
):
    news = publish(site, COLUMN)
    trial = run(site, tmp_path, later=news, after=moments(plain)[page])
    assert trial.code in (0, 3), trial.said
    assert false_claims(trial) == []


@pytest.mark.parametrize("page", [SECOND, THIRD])
def test_article_withdrawn_between_two_pages_hides_no_row_unnoticed(page, site, plain, tmp_path):
    """What was first on the next page has moved up to a page that was read before."""
    news = publish(site, COLUMN)
    trial = run(news, tmp_path, later=site, after=moments(plain)[page])
    assert trial.code in (0, 3), trial.said
    assert false_claims(trial) == []


def test_first_page_that_cannot_be_read_again_does_not_vouch_for_the_walk(site, plain, tmp_path):
    """A withdrawal shows only when page one is compared with what it was."""
    news = publish(site, COLUMN)
    blind = Fault(COLUMN, Kind.STATUS, 500, after=1)
    trial = run(news, tmp_path, later=site, after=moments(plain)[SECOND], faults=(blind,))
    assert trial.code in (0, 3), trial.said
    assert false_claims(trial) == []


def small(site):
    """Home page and two columns: few enough pages for a polite reader."""
    home = "".join(
        f'<li><a href="{path}">{name}</a></li>'
        for path, name in ((BLOCKED, "县区动态"), (OTHERS[1], "机构职能"))
    )
    page = f"<html><head><title>云岭市商务局</title></head><body><ul>{home}</ul></body></html>"
    kept = {path: body for path, body in site.pages.items() if path.startswith(("/c/", "/robots"))}
    lists = {path: site.pages[path] for path in (BLOCKED, OTHERS[1])}
    return replace(site, pages={**kept, **lists, "/": Page(page.encode())})


@pytest.mark.parametrize(
    ("options", "gap"),
    [
        (("--rate", "5"), 0.2),
        pytest.param(("--rate", "1"), 1.0, marks=pytest.mark.slow),
    ],
    ids=["five", "one"],
)
def test_reader_keeps_its_pace_one_request_at_a_time_and_says_who_it_is(
    options, gap, site, tmp_path
):
    server = serve(small(site), faults=(Fault("*", Kind.SLOW, pause=0.02),))
    with server as address:
        done = prefill(address, tmp_path, "--year", "2025", *options)
    assert done.returncode in (0, 3), done.stderr
    requests = sorted(server.requests, key=lambda request: request.started)
    assert len(requests) >= 6
    assert requests[0].path == "/robots.txt"
    assert server.largest_open() == 1
    # the server sees a gap up to its own delay in noticing a request shorter than it was kept
    assert server.smallest_gap() >= gap * 0.5  # arrivals shift on a busy machine
    assert requests[-1].started - requests[0].started >= gap * (len(requests) - 1) * 0.95
    assert all(request.user_agent.startswith("nianbao/") for request in requests)
    assert all("+http" in request.user_agent for request in requests)
    assert {request.method for request in requests} == {"GET"}


def test_folder_that_robots_disallow_is_never_asked_for_and_its_columns_are_unknown(site, tmp_path):
    robots = Page(b"User-agent: *\nDisallow: /zwdt/\n", "text/plain")
    trial = run(replace(site, pages={**site.pages, "/robots.txt": robots}), tmp_path)
    assert not [request for request in trial.requests if request.path.startswith("/zwdt/")]
    assert_flagged(trial)
    for path in (COLUMN, BLOCKED, "/zwdt/tzgg/"):
        line = trial.column(path)
        assert (line["verdict"], line["in_year"]) == ("unknown", None), path
        assert "robots" in line["reason"], path


def test_crawl_delay_that_is_longer_than_the_own_one_is_kept(site, tmp_path):
    robots = Page(b"User-agent: *\nCrawl-delay: 0.5\n", "text/plain")
    quiet = small(site)
    server = serve(replace(quiet, pages={**quiet.pages, "/robots.txt": robots}))
    with server as address:
        done = prefill(address, tmp_path, "--year", "2025", "--rate", "20")
    assert done.returncode in (0, 3), done.stderr
    starts = sorted(request.started for request in server.requests)[1:]
    assert starts[-1] - starts[0] >= 0.5 * (len(starts) - 1) * 0.95
