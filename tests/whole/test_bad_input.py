"""What cannot be read or done ends in one Chinese sentence and the exit code of the contract."""

import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import threading
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import trustme

from nianbao.demo.page import Page
from tests.sites import build, serve
from tests.sites.faults import SOFT_BLOCK_BODY, Fault, Kind
from tests.whole.sealed import crawl_file, result
from tests.whole.trial import ROOT, SECONDS, few, line

CHINESE = re.compile("[一-鿿]")
PROGRESS = re.compile("^(提醒：|.*，已读 )")
ROBOTS = {"/robots.txt": Page(b"User-agent: *\nDisallow: /admin/\n", "text/plain")}
FOREIGN = "http://www.elsewhere.example.test/"
LOGIN = """<html><head><title>统一身份认证</title></head><body><form action="/login">
<input name="user"><input type="password" name="word"><button>登录</button></form>
<a href="/forget">忘记密码</a></body></html>"""


@dataclass(frozen=True)
class Ending:
    """How a run ended; ``said`` is what stands on stderr beside progress lines."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> list[str]:
        return [text for text in self.err.splitlines() if not PROGRESS.match(text)]


def ending(address, folder, *options, before=(), environment=None):
    done = subprocess.run(
        [*before, *line(address, folder, "--year", "2025", *options)],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
    )
    return Ending(done.returncode, done.stdout, done.stderr)


def assert_told(end: Ending, code: int, *words: str):
    """One Chinese sentence on stderr that holds ``words``; stdout empty or one JSON document."""
    assert end.code == code, end.err
    assert "Traceback" not in end.out + end.err
    assert len(end.said) == 1, end.err
    assert CHINESE.search(end.said[0])
    for word in words:
        assert word in end.said[0]
    if end.out:
        document = json.loads(end.out)
        assert document == {"error": {"exit": code, "message": end.said[0]}}


def page(text, **options):
    return Page(text.encode(), **options)


def plain():
    """A small site without a trap."""
    return few(build("f1", quirks="none"), "/zwdt/qxdt/", "/zfxxgk/fdzdgknr/jgzn/")


def serve_home(home, faults=(), **others):
    """Serve a site of one page (None: nothing at all)."""
    pages = {**ROBOTS, **({} if home is None else {"/": home}), **others}
    return serve(replace(plain(), pages=pages, faults=()), faults=faults)


HOMES = {
    "missing": (None, (), ["404"]),
    "forbidden": (page("<html><body>403</body></html>", status=403), (), ["403", "内网"]),
    "broken": (page("<html><body>500</body></html>", status=500), (), ["500"]),
    "gone": (page("<html><body>410</body></html>", status=410), (), ["410"]),
    "pdf": (Page(b"%PDF-1.7\n1 0 obj\n", "application/pdf"), (), ["不是网页", "application/pdf"]),
    "json": (Page(b'{"code": 0}', "application/json"), (), ["不是网页", "application/json"]),
    "text": (page("站点维护中", content_type="text/plain"), (), ["不是网页"]),
    "nothing": (page(""), (), ["空白"]),
    "blank": (page("<html><head><title></title></head><body></body></html>"), (), ["没有内容"]),
    "redirect": (Page(b"", status=302, location=FOREIGN), (), ["跳转到", FOREIGN]),
    "refresh": (
        page(f'<html><head><meta http-equiv="refresh" content="0; url={FOREIGN}"></head></html>'),
        (),
        ["跳转到", FOREIGN],
    ),
    "script": (
        page(f'<html><body><script>window.location.href = "{FOREIGN}"</script></body></html>'),
        (),
        ["跳转到", FOREIGN],
    ),
    "loop": (Page(b"", status=302, location="/"), (), ["跳转"]),
    "login": (page(LOGIN), (), ["登录"]),
    "challenge": (page("x"), (Fault("/", Kind.CHALLENGE),), ["拦截", "白名单"]),
    "soft block": (page(SOFT_BLOCK_BODY), (), ["白名单"]),
    "cut": (
        page("<html><body>" + "云岭" * 900 + "</body></html>"),
        (Fault("/", Kind.CUT, keep=300),),
        ["完整"],
    ),
    "reset": (page("x"), (Fault("/", Kind.RESET),), ["断开"]),
    "robots forbid": (
        page("x"),
        (Fault("/robots.txt", Kind.REPLACE, text="User-agent: *\nDisallow: /\n"),),
        ["robots.txt", "放行"],
    ),
    "robots broken": (page("x"), (Fault("/robots.txt", Kind.STATUS, 503),), ["robots.txt"]),
    "robots reset": (page("x"), (Fault("/robots.txt", Kind.RESET),), []),
}


@pytest.mark.parametrize(
    "name",
    list(HOMES),
)
def test_home_page_that_cannot_be_read_is_named_with_code_5(name, tmp_path):
    home, faults, words = HOMES[name]
    with serve_home(home, faults) as address:
        end = ending(address, tmp_path, "--json")
    assert_told(end, 5, *words)
    assert end.out
    assert not (tmp_path / "out" / "report.json").exists()


def test_robots_that_forbid_everything_are_obeyed(tmp_path):
    faults = (Fault("/robots.txt", Kind.REPLACE, text="User-agent: *\nDisallow: /\n"),)
    server = serve(build("f1"), faults=faults)
    with server as address:
        assert_told(ending(address, tmp_path), 5, "robots.txt")
    assert server.paths() == ["/robots.txt"]


def test_port_where_nobody_listens_is_named_with_code_5(tmp_path):
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{place.getsockname()[1]}/"
        end = ending(address, tmp_path)
    assert_told(end, 5, "连接")
    assert end.out == ""


def test_name_that_does_not_resolve_is_named_with_code_5(tmp_path):
    assert_told(ending("http://www.yunling.invalid/", tmp_path), 5, "域名")


def test_start_page_on_the_own_host_that_forwards_is_followed(tmp_path):
    """What a forward to another host must not be confused with."""
    site = plain()
    home = page('<html><head><meta http-equiv="refresh" content="0;url=/sy/"></head></html>')
    moved = replace(site, pages={**site.pages, "/": home, "/sy/": site.pages["/"]})
    with serve(moved) as address:
        end = ending(address, tmp_path)
    assert end.code in (0, 3), end.err
    total = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))["fields"]
    assert total["items_total"]["value"] == site.truth.fields["items_total"].value


def test_site_without_columns_counts_nothing_and_says_so(tmp_path):
    words = "<p>网站正在建设中，敬请期待。联系电话见各科室公示牌，给您带来不便敬请谅解。</p>" * 3
    home = page(f"<html><head><title>云岭市商务局</title></head><body>{words}</body></html>")
    with serve_home(home) as address:
        end = ending(address, tmp_path)
    assert end.code == 3, end.err
    assert "没有找到栏目" in end.out
    fields = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))["fields"]
    assert {fields[key]["outcome"] for key in fields if key.startswith("items_")} == {"unknown"}


def test_site_that_comes_back_is_read_by_the_same_line(tmp_path):
    site = plain()
    first = serve_home(page("<html><body>500</body></html>", status=500))
    with first as address:
        assert_told(ending(address, tmp_path), 5, "500")
        kept = crawl_file(tmp_path)
        assert kept.stat().st_size > 0
    port = int(address.rsplit(":", 1)[1].strip("/"))
    with serve(site, port=port) as again:
        end = ending(again, tmp_path)
    assert end.code in (0, 3), end.err
    total = result(tmp_path).fields["items_total"]
    assert total["value"] == site.truth.fields["items_total"].value


class _Greeting(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<html><body>hello</body></html>")

    def log_message(self, *_):
        """Say nothing."""


class _Quiet(ThreadingHTTPServer):
    def handle_error(self, *_):
        """Readers that refuse the certificate are the test."""


@contextmanager
def secure_site(*names):
    """A site whose certificate is for ``names``, by an authority nobody knows; its port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert(*names).configure_cert(context)
    server = _Quiet(("127.0.0.1", 0), _Greeting)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_certificate_nobody_vouches_for_is_named_with_code_5(tmp_path):
    with secure_site("127.0.0.1") as port:
        assert_told(ending(f"https://127.0.0.1:{port}/", tmp_path), 5, "证书")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[site\n", ["site.toml"]),
        ('[site]\ncolour = "red"\n', ["site.toml", "site.colour"]),
        ('colour = "red"\n', ["site.toml", "colour"]),
        ('[[columns]]\nurl = "/a/"\n', ["site.toml", "columns.0"]),
        (
            '[[columns]]\nurl = "/a/"\nkind = "list"\nin_total = true\nboxes = ["items"]\n',
            ["site.toml", "columns.0.boxes", "items"],
        ),
        ('[[hosts]]\nname = "a.test"\nrole = "ours"\n', ["site.toml", "hosts.0.role"]),
    ],
    ids=["broken", "key", "top key", "missing", "box", "role"],
)
def test_profile_that_is_not_understood_is_refused_naming_file_and_key(text, words, tmp_path):
    profile = tmp_path / "site.toml"
    profile.write_text(text, encoding="utf-8")
    with serve_home(None) as address:
        end = ending(address, tmp_path / "work", "--profile", str(profile), "--json")
    assert_told(end, 2, *words)
    assert profile.read_text("utf-8") == text


def test_profile_of_bytes_that_are_no_text_is_refused_with_code_2(tmp_path):
    profile = tmp_path / "site.toml"
    profile.write_bytes("# 云岭\n".encode("gb18030"))
    with serve_home(None) as address:
        end = ending(address, tmp_path / "work", "--profile", str(profile))
    assert_told(end, 2, "site.toml")


def test_profile_is_read_and_never_written(tmp_path):
    profile = tmp_path / "site.toml"
    text = '# 本单位的档案\n[site]\ncontact = "swj@example.test"\n'
    profile.write_text(text, encoding="utf-8")
    server = serve(plain())
    with server as address:
        end = ending(address, tmp_path / "work", "--profile", str(profile))
    assert end.code in (0, 3), end.err
    assert profile.read_text("utf-8") == text
    assert "swj@example.test" in server.requests[0].user_agent


def test_profile_that_names_no_column_changes_no_figure(tmp_path):
    profile = tmp_path / "site.toml"
    profile.write_text('[site]\ncontact = "swj@example.test"\n', encoding="utf-8")
    with serve(plain()) as address:
        assert ending(address, tmp_path / "work", "--profile", str(profile)).code in (0, 3)


def test_edited_site_file_that_is_broken_is_named_and_kept(tmp_path):
    with serve(plain()) as address:
        ending(address, tmp_path)
        (file,) = tmp_path.glob("*/site.toml")
        file.write_text(file.read_text("utf-8") + "[[hosts]\n", encoding="utf-8")
        broken = file.read_text("utf-8")
        assert_told(ending(address, tmp_path), 2, "site.toml")
    assert file.read_text("utf-8") == broken


def test_unknown_form_is_refused_before_any_request(tmp_path):
    server = serve(build("f1"))
    with server as address:
        assert_told(ending(address, tmp_path, "--form", "mars_2030"), 2, "mars_2030")
    assert server.requests == []


@pytest.mark.parametrize("option", ["--workspace", "--out"])
def test_folder_that_may_not_be_written_is_refused_before_any_request(option, tmp_path):
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o555)
    before = ()
    if os.geteuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("root may write anywhere, and setpriv is not here to take that away")
        before = ("setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner")
    server = serve(build("f1"))
    with server as address:
        goal = str(folder / "deeper")
        end = ending(address, tmp_path / "work", option, goal, before=before)
    assert_told(end, 2, option, "没有权限")
    assert server.requests == []


@pytest.mark.parametrize("option", ["--workspace", "--out"])
def test_file_in_the_place_of_a_folder_is_refused_before_any_request(option, tmp_path):
    (tmp_path / "taken").write_text("x", encoding="utf-8")
    server = serve(build("f1"))
    with server as address:
        end = ending(address, tmp_path / "work", option, str(tmp_path / "taken"))
    assert_told(end, 2, option)
    assert server.requests == []


@pytest.fixture
def small_disk(tmp_path):
    """Mounts a disk of so many kilobytes and returns (folder, a way to enlarge it)."""
    folder = tmp_path / "disk"
    folder.mkdir()

    def mount(kilobytes):
        command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"a small disk can't be mounted here: {done.stderr.strip()}")

    def enlarge():
        subprocess.run(["mount", "-o", "remount,size=64m", str(folder)], check=True)

    if os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("only root can mount a small disk")
    yield folder, mount, enlarge
    subprocess.run(["umount", str(folder)], capture_output=True, check=False)


@pytest.mark.parametrize("kilobytes", [8, 64, 400, 900])
def test_full_disk_is_named_with_code_1_and_the_same_line_goes_on(kilobytes, small_disk, tmp_path):
    folder, mount, enlarge = small_disk
    site = plain()
    mount(kilobytes)
    with serve(site) as address:
        end = ending(address, folder / "work", "--json")
        assert_told(end, 1, "磁盘已满")
        enlarge()
        again = ending(address, folder / "work")
    assert again.code in (0, 3), again.err
    total = result(folder / "work").fields["items_total"]
    assert (total["value"], total["outcome"]) == (
        site.truth.fields["items_total"].value,
        "observed",
    )


def test_machine_without_a_browser_is_told_so_and_the_rest_is_done(tmp_path):
    empty = tmp_path / "bin"
    empty.mkdir()
    site = plain()
    words = line("", tmp_path / "work", "--year", "2025")
    words.remove("--no-browser")
    with serve(site) as address:
        done = subprocess.run(
            [address if word == "" else word for word in words],
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
            cwd=ROOT,
            env={**os.environ, "PATH": str(empty), "NIANBAO_BROWSER": ""},
        )
    assert done.returncode in (0, 3), done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    (reminder,) = [text for text in done.stderr.splitlines() if text.startswith("提醒：")]
    assert "浏览器" in reminder


def test_json_run_prints_one_document_and_nothing_else(tmp_path):
    with serve(plain()) as address:
        end = ending(address, tmp_path, "--json")
    document = json.loads(end.out)
    assert document["exit"] == end.code
    assert end.code in (0, 3)
    assert document["schema"] == "nianbao.report/1"
    assert end.said == []
