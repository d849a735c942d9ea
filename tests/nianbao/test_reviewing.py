"""Where the page listens, which folders it shows, and who may be given an account."""

import io
import json
import socket
import subprocess
import sys

import httpx2
import pytest

from crawler.errors import UsageError
from nianbao.listening import Address
from nianbao.people import add_account
from nianbao.reviewing import Folders, serve
from reportgen.decisions.record import Role
from reportgen.review.accounts import Accounts


@pytest.mark.parametrize(
    ("address", "home", "host"),
    [
        (Address("127.0.0.1", 8020), "http://127.0.0.1:8020", "localhost:8020"),
        (Address("::1", 8020), "http://[::1]:8020", "[::1]:8020"),
        (Address("10.1.2.3", 80, ("nb.yunling.cn",)), "http://10.1.2.3:80", "nb.yunling.cn"),
        (Address("0.0.0.0", 80, ("10.1.2.3:80",)), "http://10.1.2.3:80", "10.1.2.3:80"),
    ],
)
def test_an_address_is_printed_as_it_is_typed_and_answers_to_its_names(address, home, host):
    assert address.home == home
    assert host in address.hosts
    assert home.removeprefix("http://") in address.hosts


def test_an_address_elsewhere_does_not_answer_to_loopback_names():
    assert "localhost:8020" not in Address("10.1.2.3", 8020).hosts


def test_only_years_with_a_crawl_are_cases(tmp_path):
    for name in ("a.gov.cn/2025", "a.gov.cn/2024", "127.0.0.1_8021/2025", "b.gov.cn/x"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "crawl.sqlite").touch()
    (tmp_path / "empty.gov.cn" / "2025").mkdir(parents=True)
    folders = Folders(tmp_path)
    assert [(name.folder, name.site, name.year) for name in folders.cases()] == [
        ("127.0.0.1_8021", "127.0.0.1:8021", 2025),
        ("a.gov.cn", "a.gov.cn", 2025),
        ("a.gov.cn", "a.gov.cn", 2024),
    ]
    assert folders.case("a.gov.cn", 2025) is folders.case("a.gov.cn", 2025)
    assert folders.case("..", 2025) is None
    assert folders.case("empty.gov.cn", 2025) is None


def test_listening_elsewhere_without_accounts_is_refused(tmp_path):
    with pytest.raises(UsageError, match="--add-account"):
        serve(tmp_path, Address("0.0.0.0", 8020), False)


def test_listening_everywhere_wants_the_name_people_use(tmp_path, monkeypatch):
    answers(monkeypatch, "填报甲", "填报人", "一二三四五六七八九十")
    add_account(tmp_path, "tian")
    with pytest.raises(UsageError, match="--name"):
        serve(tmp_path, Address("0.0.0.0", 8020), False)


def test_a_port_that_is_taken_is_named(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=str(port)):
            serve(tmp_path, Address("127.0.0.1", port), False)


def answers(monkeypatch, *lines):
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(lines) + "\n"))


def test_an_account_is_added_from_a_pipe(tmp_path, monkeypatch):
    answers(monkeypatch, "填报甲", "填报人、审核人", "一二三四五六七八九十")
    assert add_account(tmp_path, "tian") == 0
    account = Accounts(tmp_path / "accounts.json").verify("tian", "一二三四五六七八九十")
    assert account.roles == {Role.PREPARER, Role.REVIEWER}


@pytest.mark.parametrize(
    ("login", "lines", "said"),
    [
        ("tian", ("甲", "填报人", "短"), "密码至少"),
        ("tian", ("甲", "局长", "一二三四五六七八九十"), "局长"),
        ("tian", ("甲", "", "一二三四五六七八九十"), "角色"),
        ("tian", ("", "填报人", "一二三四五六七八九十"), "姓名"),
        ("../x", ("甲", "填报人", "一二三四五六七八九十"), "登录名"),
        ("tian", ("甲",), "三行"),
    ],
)
def test_an_account_that_cannot_be_taken_is_refused_in_a_sentence(
    tmp_path, monkeypatch, login, lines, said
):
    answers(monkeypatch, *lines)
    with pytest.raises(UsageError, match=said):
        add_account(tmp_path, login)
    assert not (tmp_path / "accounts.json").exists()


def test_the_command_prints_its_address_as_json_and_ends_quietly_when_told(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "nianbao", "review", "--port", str(port), "--json"]
    command += ["--workspace", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        address = json.loads(process.stdout.readline() + process.stdout.readline()
                             + process.stdout.readline())["address"]  # fmt: skip
        with httpx2.Client(follow_redirects=True) as browser:
            page = browser.get(address).text
        process.terminate()
        rest = process.stdout.read()
        process.wait(20)
    assert "还没有采集过的网站" in page
    assert (process.returncode, rest) == (0, "")
