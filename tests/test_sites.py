"""The site kit is right about itself: otherwise a green suite means nothing."""

import gzip
import hashlib
import http.client
import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from audits.facts import Outcome
from crawler.records import Verdict
from nianbao.demo import server as demo_server
from nianbao.demo import site as demo
from nianbao.demo.model import Box
from nianbao.demo.page import Page
from nianbao.demo.quirks import OUTSIDE, Quirk
from nianbao.demo.truth import SiteTruth
from tests.sites import FAMILIES, Family, Fault, Kind, Site, build, publish, serve
from tests.sites.naive import Session, rows
from tests.sites.routes import silent

ROOT = Path(__file__).parents[1]
ELSEWHERE = re.compile(
    r"https?://([\w.-]+\.external\.test|mp\.weixin\.qq\.com|beian\.miit\.gov\.cn|"
    r"www\.beian\.gov\.cn|beian\.mps\.gov\.cn|zfwzgl\.www\.gov\.cn)/"
)
FRAMES = ("信息公开", "政务公开", "法定主动公开内容")
EVERY_QUIRK = [
    (family, quirk)
    for family in FAMILIES
    for quirk in family.every_quirk
    if quirk.reader != "nobody"  # a clue for a person leads no counter astray
]
OWN_HOST = "http://site.test"


def each_site() -> Iterator[object]:
    """Yield sites that are pages throughout; those with interfaces: test_sites_apis.py."""
    for family in FAMILIES:
        if family.routes is not silent:
            continue
        for quirks in ("none", "all"):
            yield pytest.param(build(family.id, 3, "small", quirks), id=f"{family.id}-{quirks}")


@pytest.fixture(params=each_site())
def site(request: pytest.FixtureRequest) -> Site:
    found: Site = request.param
    return found


def raw(address: str, path: str, *headers: str) -> bytes:
    """Return all a plain socket reader gets for one request, until the server hangs up."""
    parts = urlsplit(address)
    lines = (f"GET {path} HTTP/1.1", f"Host: {parts.netloc}", "Connection: close", *headers)
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as connection:
        connection.sendall("\r\n".join((*lines, "", "")).encode())
        pieces = []
        try:
            while piece := connection.recv(65536):
                pieces.append(piece)
        except ConnectionResetError:
            return b""
        return b"".join(pieces)


def number(truth: SiteTruth, key: str) -> int:
    """Return the true count of a form key."""
    value = truth.fields[key].value
    assert isinstance(value, int)
    return value


def split(answer: bytes) -> tuple[int, bytes, bytes]:
    """Return (status, head, body) of a raw answer."""
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), head, body


def text_of(page: Page) -> str:
    declared = re.search(rb"charset=([\w-]+)", page.body[:400])
    return page.body.decode("gbk" if declared and declared.group(1) == b"gb2312" else "utf-8")


def links_of(path: str, page: Page) -> list[str]:
    if not page.content_type.startswith("text/html") or not page.body.strip():
        return []
    text = text_of(page)
    found = [str(a) for a in html.fromstring(text).xpath("//@href | //@src | //form/@action")]
    found += re.findall(r'var url = "([^"]+)"', text)
    for pages, stem in re.findall(r'createPageHTML\((\d+), 0, "(\w+)", "html"\)', text):
        found += [f"{stem}_{number}.html" for number in range(1, int(pages))]
    return [
        urljoin(f"{OWN_HOST}{path}", link)
        for link in found
        if not link.startswith(("javascript:", "#"))
    ]


def reached(pages: dict[str, Page]) -> tuple[set[str], set[str]]:
    """Return (own paths, foreign addresses) that links lead to, from the home page on."""
    own, foreign, waiting = {"/"}, set(), ["/"]
    while waiting:
        path = waiting.pop()
        for link in links_of(path, pages.get(path, Page(b""))):
            if not link.startswith(f"{OWN_HOST}/"):
                foreign.add(link)
            elif (goal := urlsplit(link).path) not in own:
                own.add(goal)
                waiting.append(goal)
    return own, foreign


# The model and its truth


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(FAMILIES), st.integers(0, 10**6), st.data())
def test_truth_of_any_seed_and_quirks_adds_up(
    family: Family, seed: int, data: st.DataObject
) -> None:
    ids = [quirk.id for quirk in family.every_quirk]
    truth = build(family.id, seed, "small", data.draw(st.sets(st.sampled_from(ids)))).truth
    for column in truth.columns.values():
        extra = column.duplicates + column.placeholders + column.hidden
        assert column.rows_total == column.distinct + extra
        assert column.attachment_in_year <= column.in_year
        assert column.in_year + column.external_in_year <= column.distinct
        assert column.reachable_in_year <= column.in_year
    content = [column for column in truth.columns.values() if column.in_total]
    total = number(truth, "items_total")
    assert truth.column_sums["items_total"] == sum(column.in_year for column in content)
    assert total == truth.column_sums["items_total"] - truth.naive.get("Q-DUPCOL", 0)
    for box in (Box.OVERVIEW, Box.AFFAIRS, Box.DISCLOSURE):
        members = [column.in_year for column in content if box in column.boxes]
        assert max(members) <= number(truth, box) <= min(sum(members), total)


@pytest.mark.parametrize("profile", ["small", "full"])
@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.id)
def test_profile_of_each_family_keeps_its_promised_size(family: Family, profile: str) -> None:
    site = build(family.id, 5, profile)
    articles = sum(1 for _ in site.model.articles())
    columns, sizes = {"small": ((10, 14), (150, 250)), "full": ((12, 20), (400, 1500))}[profile]
    assert columns[0] <= len(site.truth.columns) <= columns[1]
    assert sizes[0] <= articles <= sizes[1]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.id)
def test_site_without_quirks_is_wholly_decidable(family: Family) -> None:
    truth = build(family.id, 2, "small", "none").truth
    boxes = ("items_total", "items_overview", "items_affairs", "items_disclosure")
    assert all(truth.fields[key].outcomes == (Outcome.OBSERVED,) for key in boxes)
    assert all(number(truth, key) > 0 for key in boxes)
    assert not any(column.quirks or column.undated for column in truth.columns.values())


def test_column_counts_as_disclosure_exactly_under_a_frame_or_by_its_own_name(site: Site) -> None:
    for column in site.model.columns:
        if column.in_total:
            framed = any(frame in name for frame in FRAMES for name in column.names)
            assert (Box.DISCLOSURE in column.boxes) == framed, column.path


def test_broken_or_blocked_column_makes_the_total_partial() -> None:
    broken = build("f2", 3, "small", ["Q-STUB"]).truth
    blocked = build("f1", 3, "small", ["Q-412"]).truth
    assert broken.columns["/xwdt_239/bmdt/"].verdicts == (Verdict.LOWER_BOUND,)
    assert broken.fields["items_affairs"].outcomes == (Outcome.PARTIAL,)
    assert broken.fields["items_disclosure"].outcomes == (Outcome.OBSERVED,)
    assert blocked.columns["/hdjl/rdhy/"].verdicts == (Verdict.UNKNOWN,)
    assert blocked.columns["/hdjl/rdhy/"].reachable_in_year == 0
    assert blocked.fields["items_total"].outcomes == (Outcome.PARTIAL,)


def test_undated_single_page_makes_overview_and_total_partial() -> None:
    truth = build("f1", 3, "small", ["Q-SINGLE"]).truth
    plain = build("f1", 3, "small", "none").truth
    outcomes = {key: field.outcomes for key, field in truth.fields.items()}
    assert outcomes["items_overview"] == outcomes["items_total"] == (Outcome.PARTIAL,)
    assert outcomes["items_affairs"] == (Outcome.OBSERVED,)
    assert number(truth, "items_overview") == number(plain, "items_overview") + 1
    assert truth.columns["/bmgk/lxfs/"].undated == 1


def test_all_with_an_optional_quirk_turns_both_on() -> None:
    site = build("f1", 3, "small", "all,Q-412,Q-429")
    assert site.quirks > {"Q-PIN", "Q-412", "Q-429"}
    assert "Q-SINGLE" not in site.quirks
    assert len(site.faults) == 2


def test_build_with_an_unknown_quirk_profile_or_family_is_refused() -> None:
    with pytest.raises(ValueError, match="Q-NONSENSE"):
        build("f1", quirks="Q-PIN,Q-NONSENSE")
    with pytest.raises(ValueError, match="huge"):
        build("f1", profile="huge")
    with pytest.raises(ValueError, match="f99"):
        build("f99")


def test_bytes_of_a_seed_are_the_same_in_another_process() -> None:
    code = (
        "import hashlib; from tests.sites import build\n"
        "for f in ('f1', 'f2'):\n"
        "    s = build(f, 7)\n"
        "    print(hashlib.sha256(repr((sorted(s.pages.items()), s.truth)).encode()).hexdigest())"
    )
    expected = []
    for family_id in ("f1", "f2"):
        site = build(family_id, 7)
        whole = repr((sorted(site.pages.items()), site.truth)).encode()
        expected.append(hashlib.sha256(whole).hexdigest())
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONHASHSEED": "12"},
        check=True,
    )
    assert run.stdout.split() == expected
    assert build("f1", 8).pages != build("f1", 7).pages


# The pages


def test_every_link_of_the_site_leads_to_a_page_or_to_a_known_elsewhere(site: Site) -> None:
    own, foreign = reached(dict(site.pages))
    assert {path for path in own if path not in site.pages} == set()
    assert {
        link for link in foreign if not ELSEWHERE.match(link) and not link.startswith(OUTSIDE)
    } == set()


def test_every_column_page_and_own_article_is_reached_by_links(site: Site) -> None:
    own, _ = reached(dict(site.pages))
    found = {re.sub(r"/index\.s?html$", "/", path) for path in own}
    broken = tuple(c.path for c in site.model.columns if c.broken_from) or ("//",)
    missed = {
        path
        for path in site.pages
        if not path.startswith(("/images/", "/js/", *broken))
        and re.sub(r"/index\.s?html$", "/", path) not in found
    }
    assert missed <= {"/robots.txt", "/favicon.ico"}


def test_details_carry_the_publish_date_and_title_of_the_model(site: Site) -> None:
    dated = {}
    for page in site.pages.values():
        if page.content_type.startswith("text/html") and b'name="PubDate"' in page.body:
            text = text_of(page)
            title = re.search(r'name="ArticleTitle" content="([^"]*)"', text)
            pubdate = re.search(r'name="PubDate" content="([^"]*)"', text)
            assert title is not None
            assert pubdate is not None
            dated[title.group(1), pubdate.group(1)] = len(page.body)
    own = [a for a in site.model.articles() if a.target == "page"]
    assert len(own) > 100
    assert {(a.title, f"{a.published} {a.time}") for a in own} == set(dated)


def test_identity_stands_on_every_page_of_a_list(site: Site) -> None:
    unit = site.model.unit
    assert re.fullmatch(r"CA\d{21}", unit.mark_code)
    assert re.fullmatch(r"\d{10}", unit.site_code)
    for column in site.model.columns:
        text = text_of(site.pages[column.path])
        for known in (
            unit.name,
            unit.operator,
            unit.icp_number,
            unit.police_number,
            unit.mark_code,
            f'name="SiteIDCode" content="{unit.site_code}"',
            f'name="ColumnName" content="{column.name}"',
        ):
            assert known in text, (column.path, known)


# The quirks bite


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.id)
def test_naive_reader_of_a_site_without_quirks_is_right_everywhere(family: Family) -> None:
    site = build(family.id, 4, "small", "none")
    with serve(site) as address:
        session = Session(address)
        found = {path: family.readers["links"](session, path, 2025) for path in site.truth.columns}
        session.close()
    assert found == {path: column.in_year for path, column in site.truth.columns.items()}


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.id)
def test_control_column_is_read_rightly_among_all_quirks(family: Family) -> None:
    site = build(family.id, 4)
    with serve(site) as address:
        session = Session(address)
        count = family.readers["links"](session, family.control, 2025)
        session.close()
    assert count == site.truth.columns[family.control].in_year > 0
    assert site.truth.columns[family.control].quirks == ()


@pytest.mark.parametrize(
    ("family", "quirk"),
    EVERY_QUIRK,
    ids=[f"{family.id}-{quirk.id}" for family, quirk in EVERY_QUIRK],
)
def test_quirk_misleads_a_naive_reader_by_the_recorded_number(family: Family, quirk: Quirk) -> None:
    site = build(family.id, 4, "small", [quirk.id])
    touched = [c for c in site.truth.columns.values() if quirk.id in c.quirks]
    assert touched
    with serve(site) as address:
        session = Session(address)
        if quirk.reader == "site":
            content = [path for path, column in site.truth.columns.items() if column.in_total]
            plain_sum = sum(family.readers["links"](session, path, 2025) for path in content)
            error = plain_sum - number(site.truth, "items_total")
            assert error == site.truth.naive[quirk.id] > 0
        else:
            for column in touched:
                count = family.readers[quirk.reader](session, column.path, 2025)
                own = 0 if column.kind in ("aggregate", "external") else column.in_year
                assert count - own == column.naive[quirk.id] != 0, column.path
        session.close()


def test_reader_that_takes_index_2_for_page_two_of_trs_loses_a_page() -> None:
    site = build("f2", 4, "small", "none")
    column = site.model.column("/zwgk_213/jcxx/tzgg/")
    assert f"{column.path}index_{column.pages - 1}.html" in site.pages
    assert f"{column.path}index_{column.pages}.html" not in site.pages


def test_publishing_between_two_pages_shows_a_row_twice() -> None:
    site = build("f1", 4, "small", "none")
    path = "/zwdt/gzdt/"
    later = publish(site, path)
    with serve(site, later=later, after=1) as address:
        session = Session(address)
        targets = [target for target, _ in rows(session, path)]
        session.close()
    assert len(targets) == site.truth.columns[path].rows_total + 1
    assert len(set(targets)) == site.truth.columns[path].distinct
    assert later.truth.columns[path].in_year == site.truth.columns[path].in_year


# The server


def test_server_answers_conditional_requests_and_misses(site: Site) -> None:
    with serve(site) as address:
        status, head, body = split(raw(address, "/"))
        tag = re.search(rb"ETag: (\S+)", head)
        assert tag is not None
        again = split(raw(address, "/", f"If-None-Match: {tag.group(1).decode()}"))
        missing = split(raw(address, "/nothing/"))
    assert (status, body) == (200, site.pages["/"].body)
    assert b"Last-Modified: " in head
    assert (again[0], again[2]) == (304, b"")
    assert missing[0] == 404


def test_server_remembers_requests_with_agent_times_and_open_count() -> None:
    server = serve(build("f1", 3, "small", "none"), (Fault("/zwdt/", Kind.DRIP, keep=2000),))
    with server as address:
        parts = urlsplit(address)
        slow = socket.create_connection((parts.hostname, parts.port))
        slow.sendall(b"GET /zwdt/?a=1 HTTP/1.1\r\nHost: x\r\nUser-Agent: reader/1\r\n\r\n")
        assert slow.recv(10)
        raw(address, "/")
        while slow.recv(65536).find(b"</html>") < 0:
            pass
        raw(address, "/wzdt/")
        slow.close()
    by_path = {request.path: request for request in server.requests}
    assert by_path["/zwdt/"].user_agent == "reader/1"
    assert by_path["/zwdt/"].query == "a=1"
    assert by_path["/zwdt/"].started < by_path["/"].started < by_path["/zwdt/"].ended
    assert by_path["/"].open_at_once == server.largest_open() == 2
    assert by_path["/wzdt/"].open_at_once == 1
    assert server.outside == []


def test_stub_leads_outside_and_following_it_is_noticed() -> None:
    site = build("f1", 3, "small", ["Q-EXTSTUB"])
    stubs = [
        path
        for path, page in site.pages.items()
        if OUTSIDE in page.location or OUTSIDE.encode() in page.body
    ]
    assert len(stubs) == site.truth.columns["/zwdt/qxdt/"].external_in_year > 0
    server = serve(site)
    with server as address:
        answers = b"".join(raw(address, path) for path in stubs).decode()
        goals = re.findall(r"(http://127\.0\.0\.1:\d+/)(a/\d+)", answers)
        assert len(goals) == len(stubs)
        assert server.outside == []
        host, path = goals[0]
        assert host != address
        raw(host, f"/{path}")
        assert server.outside == [f"/{path}"]


def faulty(*faults: Fault) -> tuple[bytes, ...]:
    """Return three raw answers of a site's home page, and one of another page."""
    site = build("f1", 3, "small", "none")
    with serve(site, faults) as address:
        return (*(raw(address, "/") for _ in range(3)), raw(address, "/wzdt/"))


def test_fault_on_the_first_two_requests_spares_the_third_and_other_paths() -> None:
    first, second, third, other = faulty(Fault("/", Kind.STATUS, 503, retry_after="2", times=2))
    assert [split(answer)[0] for answer in (first, second, third, other)] == [503, 503, 200, 200]
    assert b"Retry-After: 2" in split(first)[1]


def test_fault_after_the_first_request_hits_all_later_ones() -> None:
    assert [split(answer)[0] for answer in faulty(Fault("/", status=500, after=1))] == [
        200,
        500,
        500,
        200,
    ]


def test_cut_body_is_shorter_than_announced() -> None:
    _, head, body = split(faulty(Fault("/", Kind.CUT, keep=1000))[0])
    announced = re.search(rb"Content-Length: (\d+)", head)
    assert announced is not None
    assert len(body) == 1000 < int(announced.group(1))


def test_cut_gzip_stream_has_the_announced_length_and_no_end() -> None:
    _, head, body = split(faulty(Fault("/", Kind.GZIP_CUT, keep=900))[0])
    assert b"Content-Encoding: gzip" in head
    assert b"Content-Length: 900" in head
    with pytest.raises(EOFError):
        gzip.decompress(body)


def test_slow_answer_is_the_page() -> None:
    assert split(faulty(Fault("/", Kind.SLOW, pause=0.01))[0])[0] == 200


def test_dripped_body_arrives_whole() -> None:
    dripped = split(faulty(Fault("/", Kind.DRIP, keep=20_000, pause=0.01))[0])
    assert dripped[2] == build("f1", 3, "small", "none").pages["/"].body


def test_challenge_is_412_with_its_script() -> None:
    status, head, body = split(faulty(Fault("/", Kind.CHALLENGE))[0])
    assert status == 412
    assert b"$_ts" in body
    assert b"Set-Cookie" in head


def test_soft_block_is_200_without_rows() -> None:
    status, _, body = split(faulty(Fault("/", Kind.SOFT_BLOCK))[0])
    assert status == 200
    assert "访问异常页面" in body.decode()
    assert b"<li" not in body
    assert len(body) > 5000


def test_reset_gives_no_byte() -> None:
    assert faulty(Fault("/", Kind.RESET))[0] == b""


def test_robots_can_be_replaced_refused_or_redirected() -> None:
    site = build("f1", 3, "small", "none")
    rule = "User-agent: *\nDisallow: /zwdt/\n"
    faults = (
        Fault("/robots.txt", Kind.REPLACE, text=rule, times=1),
        Fault("/robots.txt", Kind.STATUS, 503, after=1, times=1),
        Fault("/robots.txt", Kind.REDIRECT, text="/login", after=2),
    )
    with serve(site, faults) as address:
        replaced, refused, moved = (split(raw(address, "/robots.txt")) for _ in range(3))
    assert replaced[2].decode() == rule
    assert b"text/plain" in replaced[1]
    assert refused[0] == 503
    assert moved[0] == 302
    assert b"Location: /login" in moved[1]


def test_quick_requests_get_429_with_retry_after_a_limited_number_of_times() -> None:
    site = build("f1", 3, "small", ["Q-429"])
    server = serve(site)
    with server as address:
        session = http.client.HTTPConnection(urlsplit(address).netloc)
        answers = []
        for _ in range(20):
            session.request("GET", "/")
            answer = session.getresponse()
            answer.read()
            answers.append((answer.status, answer.getheader("Retry-After")))
        session.close()
    assert answers[:5] == [(200, None)] * 5
    assert answers.count((429, "1")) == 4
    assert answers[-1] == (200, None)


def test_blocked_column_answers_412_and_others_do_not() -> None:
    with serve(build("f1", 3, "small", ["Q-412"])) as address:
        assert split(raw(address, "/hdjl/rdhy/"))[0] == 412
        assert split(raw(address, "/hdjl/rdhy/index.shtml"))[0] == 412
        assert split(raw(address, "/hdjl/lxxd/"))[0] == 200


def test_charset_quirk_declares_utf_8_for_bytes_that_are_not() -> None:
    path = "/zwgk_213/zdly/czyjs/"
    honest, lying = (build("f2", 3, "small", quirks).pages[path] for quirks in ("none", "all"))
    assert "charset" not in honest.content_type
    assert honest.body.decode("gbk").count("年") > 5
    assert "charset=utf-8" in lying.content_type
    with pytest.raises(UnicodeDecodeError):
        lying.body.decode("utf-8")
    with pytest.raises(UnicodeDecodeError):
        lying.body.decode("gb2312")


def test_command_line_serves_a_site_and_writes_its_truth(tmp_path: Path) -> None:
    truth = tmp_path / "truth.json"
    command = [
        sys.executable,
        "-m",
        "tests.sites",
        "serve",
        "f2",
        "--seed",
        "5",
        "--quirks",
        "Q-LATE,Q-HIDE",
        "--truth",
        str(truth),
    ]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        address = run.stdout.readline().strip()
        status, _, body = split(raw(address, "/"))
        run.terminate()
    expected = build("f2", 5, "small", "Q-LATE,Q-HIDE")
    assert (status, body) == (200, expected.pages["/"].body)
    found = json.loads(truth.read_text(encoding="utf-8"))
    assert found["fields"]["items_total"]["value"] == expected.truth.fields["items_total"].value
    assert found["columns"]["/hdjl_240/hygq/"]["naive"] == {"Q-HIDE": 2}


# The sample site


def test_sample_site_has_every_sort_of_row_and_column_it_is_to_show() -> None:
    truth = demo.build().truth
    columns = truth.columns.values()
    assert any(column.pinned for column in columns)
    assert any(column.external_in_year for column in columns)
    assert any(column.attachment_in_year for column in columns)
    assert any(column.archives for column in columns)
    assert {"app", "topic", "list"} <= {column.kind for column in columns}
    assert truth.column_sums["items_total"] > number(truth, "items_total")


def test_sample_site_answers_are_whole_and_observed() -> None:
    answers = demo.answers()
    assert tuple(answers) == demo.KNOWN_FIELDS
    assert all(answer.outcomes == (Outcome.OBSERVED,) for answer in answers.values())


def test_sample_site_links_all_resolve_and_leave_only_to_known_places() -> None:
    pages = dict(demo.build().pages)
    own, foreign = reached(pages)
    assert {path for path in own if path not in pages} == set()
    assert {link for link in foreign if not ELSEWHERE.match(link)} == set()


def test_sample_site_is_served_as_built() -> None:
    with demo_server.serve() as address:
        home = split(raw(address, "/"))
        missing = split(raw(address, "/nothing"))
        file = next(p for p in demo.build().pages if p.endswith(".pdf"))
        document = split(raw(address, file))
    assert home[0] == 200
    assert home[2] == demo.build().pages["/"].body
    assert missing[0] == 404
    assert document[2].startswith(b"%PDF-")
