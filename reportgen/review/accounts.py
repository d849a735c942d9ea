"""The people who may use the page over the network: accounts.json, passwords as Argon2 hashes."""

import json
import os
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from crawler.errors import ConfigError, UsageError
from reportgen.decisions import durable
from reportgen.decisions.record import Role
from reportgen.plaintext import clean_text

SCHEMA = "nianbao.accounts/1"
SHORTEST = 10
_LOGIN = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{1,31}")
_LONGEST = 200  # of a password: hashing a book costs time


@dataclass(frozen=True, slots=True)
class Account:
    """A person who may log in; ``name`` is what the log says of who decided."""

    login: str
    name: str
    roles: frozenset[Role]
    hash: str


class Accounts:
    """The accounts of a workspace; read anew at every call, so a new one counts at once."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def all(self) -> Mapping[str, Account]:
        """Return the accounts by login; none without a file. Raises ConfigError."""
        if not self.file.is_file():
            return {}
        try:
            raw = json.loads(self.file.read_text(encoding="utf-8"))
            if raw["schema"] != SCHEMA:
                raise ValueError(raw["schema"])
            return {
                login: Account(
                    login, each["name"], frozenset(map(Role, each["roles"])), each["hash"]
                )
                for login, each in raw["accounts"].items()
            }
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ConfigError(self.file, "", "账号文件读不懂，请用备份恢复") from error

    def put(self, login: str, name: str, roles: Collection[Role], password: str) -> Account:
        """Add an account or replace it; raises UsageError for what cannot be taken."""
        shown = clean_text(name)
        if not _LOGIN.fullmatch(login):
            raise UsageError("登录名请用 2 到 32 个字母、数字、点、横线或下划线。")
        if not shown or not roles:
            raise UsageError("姓名和角色都要写。")
        if not SHORTEST <= len(password) <= _LONGEST:
            raise UsageError(f"密码至少 {SHORTEST} 个字，最多 {_LONGEST} 个字。")
        before = self.all()
        if any(each.name == shown for each in before.values() if each.login != login):
            raise UsageError(f"已有姓名是“{shown}”的账号；修改留痕要分得清人，请把姓名写得有区别。")
        account = Account(login, shown, frozenset(roles), _hasher().hash(password))
        self._write({**before, login: account})
        return account

    def remove(self, login: str) -> None:
        """Take an account away; whoever is in with it is out. Raises UsageError for no such."""
        kept = dict(self.all())
        if kept.pop(login, None) is None:
            raise UsageError(f"没有“{login}”这个账号。")
        self._write(kept)

    def _write(self, kept: Mapping[str, Account]) -> None:
        """Put the accounts in the place of the old ones, readable by their owner only."""
        raw = {
            "schema": SCHEMA,
            "accounts": {
                each.login: {
                    "name": each.name,
                    "roles": sorted(each.roles),
                    "hash": each.hash,
                }
                for each in kept.values()
            },
        }
        self.file.parent.mkdir(parents=True, exist_ok=True)
        before = os.umask(0o077)
        try:
            content = json.dumps(raw, ensure_ascii=False, indent=1) + "\n"
            durable.replace(self.file, content.encode())
        finally:
            os.umask(before)

    def verify(self, login: str, password: str) -> Account | None:
        """Return the account if the password is right; an unknown login takes as long."""
        account = self.all().get(login)
        try:
            _hasher().verify(account.hash if account else _nobody(), password[: _LONGEST + 1])
        except (VerificationError, InvalidHashError):
            return None
        return account


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _nobody() -> str:
    """Return the hash that stands in for a login nobody has."""
    return _hasher().hash(os.urandom(16).hex())
