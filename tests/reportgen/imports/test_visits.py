"""Visits counted from logs of which the answer is known."""

import gzip
import json
import random
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.errors import UsageError
from reportgen.imports.identity import parse_identity
from reportgen.imports.logfiles import BLOCK
from reportgen.imports.loglines import read_line
from reportgen.imports.traffic import Kind, load_rules
from reportgen.imports.visitors import Visitors
from reportgen.imports.visits import count_visits

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36"
PHONE = "Mozilla/5.0 (Linux; Android 13; CUBOT P80) AppleWebKit/537.36 Chrome/119.0 Mobile"
SPIDER = "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)"
OURS = "nianbao/0.1.0 (+https://example.test/nianbao)"
SHANGHAI = timezone(timedelta(hours=8))


def line(
    ip="10.0.0.1", at="01/Mar/2025:09:00:00 +0800", request="GET /a.html HTTP/1.1", status=200,
    agent=CHROME, behind="",
):  # fmt: skip
    return f'{ip} - - [{at}] "{request}" {status} 1234 "-" "{agent}"{behind}\n'


@pytest.fixture
def count(tmp_path):
    """Count lines of 2025 given as texts, one text a file."""

    def go(*texts, identity="ip+ua", year=2025, site=""):
        paths = []
        for number, text in enumerate(texts):
            path = tmp_path / f"access-{number}.log"
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
            paths.append(path)
        return count_visits(tuple(paths), year, parse_identity(identity), site)

    return go


def totals(result):
    return (
        sum(pair[0] for pair in result.days.values()),
        sum(pair[1] for pair in result.days.values()),
    )


def test_visitor_of_one_day_is_counted_once_and_again_the_next_day(count):
    log = line() + line(request="GET /b.html HTTP/1.1") + line(at="02/Mar/2025:00:00:00 +0800")
    result = count(log)
    assert result.days == {"2025-03-01": (1, 2), "2025-03-02": (1, 1)}


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("31/Dec/2024:15:59:59 +0000", None),
        ("31/Dec/2024:16:00:00 +0000", "2025-01-01"),
        ("01/Jan/2025:00:00:00 +0800", "2025-01-01"),
        ("31/Dec/2025:23:59:59 +0800", "2025-12-31"),
        ("31/Dec/2025:16:00:00 +0000", None),
        ("01/Jan/2026:00:00:00 +0800", None),
        ("31/Dec/2024:21:30:00 +0530", "2025-01-01"),
        ("31/Dec/2024:21:29:59 +0530", None),
        ("31/Dec/2024:21:45:00 +0545", "2025-01-01"),
        ("31/Dec/2024:21:44:59 +0545", None),
    ],
)
def test_day_of_a_visit_is_the_day_in_shanghai(count, at, day):
    assert list(count(line(at=at)).days) == ([day] if day else [])


def test_log_without_browsers_is_counted_by_address_only_when_asked(count):
    plain = line().rpartition(' "-" ')[0] + "\n"
    assert totals(count(plain * 3, identity="ip")) == (1, 3)
    assert count(plain * 3, identity="ip").no_agent == 3
    cut = count(line() * 3 + plain, identity="ip")
    assert (totals(cut), cut.left_out) == ((1, 3), {Kind.MALFORMED: 1})


def test_zones_mixed_in_one_log_give_the_same_days(count):
    log = line() * 3 + line(at="01/Mar/2025:16:00:00 +0000", ip="10.0.0.2")
    assert count(log).days == {"2025-03-01": (1, 3), "2025-03-02": (1, 1)}


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"agent": SPIDER}, Kind.ROBOT),
        ({"agent": "-"}, Kind.ROBOT),
        ({"agent": "curl/8.0"}, Kind.ROBOT),
        ({"agent": OURS}, Kind.OWN),
        ({"request": "POST /login HTTP/1.1"}, Kind.METHOD),
        ({"request": "HEAD / HTTP/1.1"}, Kind.METHOD),
        ({"request": "GET /css/site.CSS?v=3 HTTP/1.1"}, Kind.STATIC),
        ({"request": "GET /api/hits.json HTTP/1.1"}, Kind.STATIC),
        ({"request": "GET /P0201.pdf HTTP/1.1"}, Kind.DOWNLOAD),
        ({"status": 404}, Kind.ERROR),
        ({"status": 500}, Kind.ERROR),
        ({"status": 302}, Kind.REDIRECT),
        ({"at": "01/Mar/2024:09:00:00 +0800"}, Kind.OTHER_YEAR),
        ({"at": "31/Feb/2025:09:00:00 +0800"}, Kind.MALFORMED),
    ],
)
def test_request_that_is_no_page_view_is_left_out_by_its_kind(count, change, kind):
    result = count(line() + line(**change))
    assert totals(result) == (1, 1)
    assert result.left_out == {kind: 1}


@pytest.mark.parametrize(
    "request_line",
    [
        "GET / HTTP/1.1",
        "GET /css HTTP/1.1",
        "GET /a.shtml?x=1.css HTTP/1.1",
        "GET /col/1.2 HTTP/1.1",
        "GET /list.jsp;jsessionid=1.png HTTP/1.1",
        "GET http://a.example.test/ HTTP/1.1",
    ],
)
def test_page_is_a_page_whatever_stands_behind_its_path(count, request_line):
    assert totals(count(line(request=request_line))) == (1, 1)


def test_page_kept_in_the_browser_counts_and_a_phone_called_cubot_is_a_person(count):
    assert totals(count(line(status=304) + line(agent=PHONE))) == (2, 2)


@pytest.mark.parametrize(
    ("identity", "visitors"), [("ip+ua", 3), ("ip", 2), ("forwarded", 4), ("cookie:sid", 3)]
)
def test_visitors_differ_by_the_identity_that_was_chosen(count, identity, visitors):
    log = "".join(
        line(ip=ip, agent=agent, behind=f' "{forwarded}" "{cookie}"')
        for ip, agent, forwarded, cookie in [
            ("10.0.0.1", CHROME, "1.1.1.1, 10.0.0.1", "a=1; sid=x"),
            ("10.0.0.1", PHONE, "1.1.1.2", "sid=x"),
            ("10.0.0.1", CHROME, "1.1.1.1", "sid=y; b=2"),
            ("10.0.0.2", CHROME, "1.1.1.3", "nosid=1"),
            ("10.0.0.2", CHROME, "-", "-"),
        ]
    )
    assert totals(count(log, identity=identity)) == (visitors, 5)


def test_quotes_escaped_inside_a_field_do_not_move_the_fields(count):
    odd = line(request=r"GET /s?q=\"x\" HTTP/1.1") + line(agent=CHROME + r" \"spider\"")
    result = count(line() * 3 + odd)
    assert totals(result) == (1, 4)
    assert result.left_out == {Kind.ROBOT: 1}


def test_broken_lines_are_counted_and_change_nothing_else(count):
    cut = line()[:70] + "\n"
    result = count(
        line() + cut + "\x00\x00garbage\n" + line(ip="10.0.0.9") + "x" * 3_000_000 + "\n" + line()
    )
    assert totals(result) == (2, 3)
    assert result.left_out == {Kind.MALFORMED: 3}


TORN = ' "Mozilla/5.0"\n'


def test_rests_of_torn_lines_at_the_beginning_are_broken_lines_and_no_other_order(count):
    result = count(TORN * 30 + line() * 3 + TORN + line(ip="10.0.0.2"))
    assert (totals(result), result.left_out) == ((2, 4), {Kind.MALFORMED: 31})


def test_rests_of_torn_lines_alike_in_two_logs_are_no_overlap(count):
    result = count(busy(1, 2) + TORN * 9, TORN * 9 + busy(3, 4))
    assert (totals(result)[1], result.lines, result.overlaps) == (1200, 1218, ())


@pytest.mark.parametrize("agent", [CHROME, "'Mozilla/5.0"])
def test_line_with_a_field_before_its_browser_is_broken(count, agent):
    moved = line(agent="-", behind=f' "{agent}"')
    result = count(line() * 3 + moved)
    assert (totals(result), result.left_out) == ((1, 3), {Kind.MALFORMED: 1})


@pytest.mark.parametrize("behind", ["", ' "-"'], ids=["usual", "odd"])
def test_agent_that_names_no_browser_is_counted_and_said(count, behind):
    agents = [CHROME, PHONE, "ds9 2.0", "ds9 2.0", "Mozilla/5.0 ERDDAP/2.23", "UCWEB/2.0 (Java; U)"]
    result = count(line(status=404) * 9 + "".join(line(agent=a, behind=behind) for a in agents))
    assert totals(result) == (5, 6)
    assert result.strange == (("ds9 2.0", 2), ("Mozilla/5.0 ERDDAP/2.23", 1))


def test_empty_lines_and_windows_line_ends_are_no_lines(count):
    result = count(line().replace("\n", "\r\n") + "\n\n" + line(ip="10.0.0.2").rstrip("\n"))
    assert (totals(result), result.lines) == ((2, 2), 2)


def test_virtual_hosts_in_one_log_are_told_apart(count):
    log = "".join(
        f"{host} {line(ip=f'10.0.0.{n}')}"
        for n, host in enumerate(("www.a.test:80", "a.test:443", "b.a.test:80", "www.a.test:80"))
    )
    result = count(log, site="www.a.test")
    assert totals(result) == (3, 3)
    assert result.left_out == {Kind.OTHER_SITE: 1}


def test_one_line_of_the_server_itself_does_not_hide_that_hosts_stand_first(count):
    itself = "www.a.gov.cn:80 " + line(ip="::1", request="OPTIONS * HTTP/1.0")
    hosts = [f"www.{site}.gov.cn:80 " + line(ip=f"1.2.3.{n}") for site in "ab" for n in range(50)]
    result = count(itself + "".join(hosts), site="www.a.gov.cn")
    assert (totals(result), result.left_out[Kind.OTHER_SITE]) == ((50, 50), 50)


def test_log_that_begins_to_name_hosts_in_its_middle_is_read_on(count):
    before = "".join(line(ip=f"1.2.3.{n % 250}") for n in range(300))
    later = [
        f"www.{site}.gov.cn " + line(ip=f"1.2.4.{n}", at="01/Mar/2025:10:00:00 +0800")
        for site in "ab"
        for n in range(50)
    ]
    result = count(before + "".join(later), site="www.a.gov.cn")
    assert (totals(result), result.left_out[Kind.OTHER_SITE]) == ((300, 350), 50)


def test_address_behind_a_dash_or_a_list_of_proxies_is_no_host(count):
    lines = "- " + line(ip="1.2.3.4") + line(ip="1.2.3.5, 10.0.0.1")
    assert totals(count(lines, site="www.a.gov.cn")) == (2, 2)


@pytest.mark.parametrize(
    "order",
    ['"0.004" "-" "{agent}"', '"{agent}" "https://www.baidu.com/"'],
    ids=["time", "swapped"],
)
def test_log_that_writes_browsers_elsewhere_is_refused(count, order):
    text = line().split(' "-" "', maxsplit=1)[0] + " " + order.format(agent=CHROME) + "\n"
    with pytest.raises(UsageError, match="不在 combined 格式的位置"):
        count(text * 3)


@pytest.mark.parametrize(
    "agent",
    [
        "UniversalFeedParser/4.2 +http://feedparser.org/",
        "Tiny Tiny RSS/1.11 (http://tt-rss.org/)",
        "Safari/9537 CFNetwork/673 Darwin/13.0",
        "Dalvik/2.1.0 (Linux; U; Android 13)",
        "okhttp/4.9",
        "Mozilla/5.0 (compatible; YisouSpider)",
        "'Mozilla/5.0",
    ],
)
def test_program_that_is_no_browser_is_left_out(count, agent):
    assert count(line() + line(agent=agent)).left_out == {Kind.ROBOT: 1}


@pytest.mark.parametrize(
    "wrap",
    [
        "Mar  1 09:00:00 web1 nginx: {line}",
        "<190>Mar  1 09:00:00 web1 nginx: {line}",
        "2025-03-01T01:00:00.{n}Z stdout F {line}",
        '{{"log": {json}, "stream": "stdout", "time": "2025-03-01T01:00:00.{n}Z"}}',
        '{{"@timestamp": "2025-03-01T01:00:00.{n}Z", "message": {json}, "fields": {{"a": 1}}}},',
        "{line}",
    ],
    ids=["syslog", "priority", "kubernetes", "docker", "filebeat", "bare"],
)
@pytest.mark.parametrize("port", ["", ":{n}"], ids=["no port", "port"])
def test_line_inside_a_collectors_line_is_one_visitor_by_its_address(count, wrap, port):
    texts = []
    for n in range(40):
        at = f"01/Mar/2025:09:00:{n:02} +0800"  # forty times the same line would be refused
        one = line(ip=f"1.2.3.{n % 4}{port.format(n=4000 + n)}", at=at).rstrip()
        texts.append(wrap.format(line=one, json=json.dumps(one + "\n"), n=n) + "\n")
    assert totals(count("".join(texts))) == (4, 40)


def test_words_in_front_of_which_no_address_can_be_told_are_not_counted(count):
    odd = "proxy said: somewhere else " + line().partition(" ")[2]
    result = count(line() + odd)
    assert (totals(result), result.left_out) == ((1, 1), {Kind.MALFORMED: 1})


def test_json_lines_of_nginx_and_caddy_are_read(count):
    nginx = {
        "time_iso8601": "2025-03-01T09:00:00+08:00", "remote_addr": "10.0.0.1", "status": "200",
        "request": "GET /a.html HTTP/1.1", "http_user_agent": CHROME,
    }  # fmt: skip
    caddy = {
        "ts": 1740794400.5, "status": 200,
        "request": {"remote_ip": "10.0.0.2", "method": "GET", "uri": "/", "proto": "HTTP/2.0",
                    "headers": {"User-Agent": [CHROME]}},
    }  # fmt: skip
    lines = list(map(json.dumps, (nginx, caddy, {"a": 1})))
    lines[0] = lines[0].replace("/a.html", r"/\xE4\x22.html")
    result = count("\n".join(lines))
    assert result.days == {"2025-03-01": (2, 2)}
    assert result.left_out == {Kind.MALFORMED: 1}


def test_packed_copy_of_a_log_is_recognised_and_read_once(count):
    text = line() * 5
    result = count(text, gzip.compress(text.encode()))
    assert totals(result) == (1, 5)
    assert result.repeated == ("access-1.log",)


def test_folder_may_hold_other_files_beside_its_logs(tmp_path):
    (tmp_path / "access.log").write_text(line(), encoding="utf-8")
    (tmp_path / "error.log").write_text("2025/03/01 [error] no such file\n", encoding="utf-8")
    result = count_visits((tmp_path,), 2025, parse_identity("ip+ua"))
    assert (totals(result), result.skipped) == ((1, 1), ("error.log",))


def test_two_logs_with_the_same_lines_here_and_there_are_a_question(count):
    lines = [line(ip=f"10.0.{n // 250}.{n % 250}") for n in range(6000)]
    with pytest.raises(UsageError, match="相同的行"):
        count("".join(lines), "".join(lines[::2]))


def busy(first, last):
    """Return the lines of days of March, 300 people each."""
    return "".join(
        line(ip=f"1.2.{day}.{n % 250}", at=f"{day:02}/Mar/2025:0{n % 8}:{n % 60:02}:00 +0800")
        for day in range(first, last + 1)
        for n in range(300)
    )


def test_logs_that_share_one_day_of_twenty_here_and_there_are_a_question(count):
    shared = "".join(busy(20, 20).splitlines(keepends=True)[::2])
    with pytest.raises(UsageError, match="相同的行"):
        count(busy(1, 20), shared + busy(21, 31))


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (busy(1, 20), busy(20, 31), 300),
        (busy(1, 20), busy(1, 31), None),
        (busy(1, 20).rstrip("\n"), busy(1, 31), None),
        (busy(1, 20)[:-4000], busy(1, 31), None),
        (busy(1, 20)[:-40], busy(20, 31), 299),
        (busy(1, 20), busy(20, 31)[40:], 300),
        (busy(1, 31), busy(5, 9), None),
    ],
    ids=[
        "rest",
        "later copy",
        "no last line end",
        "copy of a part of a day",
        "cut at its end",
        "cut at its start",
        "inside",
    ],
)
def test_log_that_goes_on_from_another_is_counted_once(count, one, other, said, order):
    result = count(*((one, other)[place] for place in order))
    assert totals(result)[1] == 31 * 300
    assert [found.lines for found in result.overlaps] == [said]


@pytest.mark.parametrize(("mark", "zone"), [('"', "+0800"), ("", "+0800"), ('"', "+0545")])
def test_other_sites_named_behind_the_browser_are_noticed(count, mark, zone):
    def named(*hosts):
        lines = busy(1, 9).replace("+0800", zone).splitlines()
        told = (f"{text} {mark}{host}{mark}\n" for text in lines for host in hosts)
        return count("".join(told), site="a.example").from_elsewhere

    assert 0.3 < named("a.example", "b.example") < 0.7
    assert named("a.example") == named("node1.internal") == 0
    assert 0.9 < named("node1.internal", "b.example") <= 1


def test_rest_longer_than_one_reading_of_a_log_without_browsers_is_counted_once(count):
    def day(number):
        return "".join(
            f"1.2.{number}.{n % 250} - - [{number:02}/Mar/2025:09:{n % 60:02}:00 +0800] "
            f'"GET /{n}.html?{"x" * 900} HTTP/1.1" 200 12\n'
            for n in range(1500)
        )

    shared = day(2)
    assert len(shared) > BLOCK
    result = count(day(1) + shared, shared + day(3), identity="ip")
    assert totals(result) == (750, 4500)
    assert [found.lines for found in result.overlaps] == [1500]


def test_two_logs_that_begin_with_each_others_end_are_a_question(count):
    with pytest.raises(UsageError, match="相同的行"):
        count(busy(1, 9) + busy(10, 20), busy(10, 20) + busy(1, 9))


def test_three_copies_of_a_growing_log_and_a_second_server_are_counted_once_each(count):
    second = busy(1, 31).replace(" 1234 ", " 99 ").replace("1.2.", "1.3.")
    result = count(busy(1, 9), second, busy(1, 31), busy(1, 20))
    assert totals(result)[1] == 2 * 31 * 300


def test_log_put_together_twice_is_a_question(count):
    with pytest.raises(UsageError, match="重复的行"):
        count(busy(1, 3) + busy(1, 3))


def test_views_from_inside_or_from_one_address_are_noticed(count):
    assert (count(busy(1, 31)).from_one, count(busy(1, 31)).from_inside) < (0.1, 0.1)
    proxied = count(busy(1, 31).replace("1.2.", "192.168."))
    assert proxied.from_inside == 1
    robot = "".join(
        line(ip="1.1.1.1", at=f"{1 + n % 28:02}/Apr/2025:09:{n // 28 % 60:02}:{n // 1680:02} +0800")
        for n in range(9000)
    )
    assert 0.4 < count(busy(1, 31) + robot).from_one < 0.6


def test_two_servers_of_one_site_are_added(count):
    one = "".join(line(ip=f"10.0.{n // 250}.{n % 250}") for n in range(3000))
    other = "".join(
        line(ip=f"10.0.{n // 250}.{n % 250}", at="01/Mar/2025:10:00:00 +0800") for n in range(3000)
    )
    assert totals(count(one, other)) == (3000, 6000)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04rest", "zip"),
        (b"#Fields: date time\n", "IIS"),
        (b"hello\nworld\n", "没有一行认得出来"),
        (gzip.compress(b"x" * 5000, mtime=0)[:-9], "不完整或已损坏"),
        (b'10.0.0.1 - - [01/Mar/2025:09:00:00 +0800] "GET / HTTP/1.1" 200 12\n', "User-Agent"),
    ],
    ids=["zip", "iis", "prose", "cut", "no-browsers"],
)
def test_file_that_cannot_be_used_is_refused_with_its_reason(count, content, said):
    with pytest.raises(UsageError, match=said):
        count(content)


def test_generated_year_is_counted_exactly_in_any_order_packed_and_rotated(tmp_path):
    dice = random.Random(11)
    day0 = datetime(2024, 12, 30, tzinfo=SHANGHAI)
    seen, views, lines = set(), 0, []
    for _ in range(20_000):
        moment = day0 + timedelta(seconds=dice.randrange(370 * 86400))
        ip, agent = f"10.1.{dice.randrange(9)}.{dice.randrange(250)}", dice.choice((CHROME, PHONE))
        zone = dice.choice((SHANGHAI, UTC))
        what = dice.choice(("page", "page", "page", "image", "robot", "broken", "error"))
        text = line(
            ip=ip,
            at=moment.astimezone(zone).strftime("%d/%b/%Y:%H:%M:%S %z"),
            request=f"GET /{'x.png' if what == 'image' else dice.randrange(99)} HTTP/1.1",
            agent=SPIDER if what == "robot" else agent,
            status=404 if what == "error" else 200,
        )
        lines.append(text[:40] + "\n" if what == "broken" else text)
        if what == "page" and moment.year == 2025:
            views += 1
            seen.add((moment.date(), ip, agent))
    dice.shuffle(lines)
    for number in range(7):
        part = "".join(lines[number::7]).encode()
        packed = gzip.compress(part) if number % 2 else part
        (tmp_path / f"access.log.{number}").write_bytes(packed)
    result = count_visits((tmp_path,), 2025, parse_identity("ip+ua"))
    assert totals(result) == (len(seen), views)
    assert result.lines == 20_000


def test_visitors_packed_and_unpacked_are_the_same_number():
    visitors, truth = Visitors(most_live=500), [set() for _ in range(3)]
    dice = random.Random(3)
    for _ in range(60_000):
        day, key = dice.randrange(3), dice.randrange(20_000)
        visitors.live[day].add(key)
        truth[day].add(key)
        visitors.settle()
    assert [visitors.count(day) for day in range(3)] == [len(day) for day in truth]


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_without_an_error(noise):
    read_line(noise, load_rules().json_keys)
    read_line(b'10.0.0.1 - - [01/Mar/2025:09:00:00 +0800] "' + noise, load_rules().json_keys)
    read_line(b'{"time": ' + noise + b"}", load_rules().json_keys)


@pytest.mark.parametrize("text", ["", "ua", "cookie", "cookie:", "ip:x"])
def test_identity_that_is_none_is_refused(text):
    with pytest.raises(UsageError, match="--visitor"):
        parse_identity(text)
