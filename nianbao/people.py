"""The accounts of the review page, as the command line adds and removes them."""

import getpass
import sys
from pathlib import Path

from crawler.errors import UsageError
from nianbao.exits import DONE
from reportgen.decisions.record import Role
from reportgen.review.accounts import SHORTEST, Accounts

_ROLES = {"填报人": Role.PREPARER, "审核人": Role.REVIEWER, "单位负责人": Role.HEAD}


def add_account(workspace: Path, login: str) -> int:
    """Ask for name, roles and password of somebody who may log in."""
    if not sys.stdin.isatty():
        name, roles, password = _answers()
    else:
        name = input("姓名（记入修改留痕）：").strip()
        roles = input("角色（填报人、审核人、单位负责人，可写几个，用顿号隔开）：")
        password = getpass.getpass(f"密码（至少 {SHORTEST} 个字，输入时不显示）：")
        if getpass.getpass("再输入一次：") != password:
            raise UsageError("两次输入的密码不一样。")
    chosen = [word for word in roles.replace(",", "、").replace("，", "、").split("、") if word]
    if unknown := [word for word in chosen if word.strip() not in _ROLES]:
        raise UsageError(f"没有“{unknown[0]}”这个角色，可写：{'、'.join(_ROLES)}")
    account = Accounts(workspace / "accounts.json").put(
        login, name, [_ROLES[word.strip()] for word in chosen], password
    )
    sys.stdout.write(f"已记下账号 {account.login}（{account.name}）。\n")
    return DONE


def remove_account(workspace: Path, login: str) -> int:
    """Take an account away; the open page turns its person out at once."""
    Accounts(workspace / "accounts.json").remove(login)
    sys.stdout.write(f"已删去账号 {login}。\n")
    return DONE


def _answers() -> tuple[str, str, str]:
    """Return name, roles and password from three lines of a pipe."""
    lines = [line.rstrip("\r\n") for line in sys.stdin]
    if len(lines) != 3:
        raise UsageError("用管道输入时要有三行：姓名、角色、密码。")
    return lines[0], lines[1], lines[2]
