"""Who is one visitor: a choice that changes the figure and is printed beside it."""

import re
from dataclasses import dataclass

from crawler.errors import UsageError

_KINDS = {
    "ip+ua": "同一IP地址且同一浏览器标识为一个用户",
    "ip": "同一IP地址为一个用户（同一单位出口的多人只算一个）",
    "forwarded": "按代理转发前的地址（X-Forwarded-For 第一个）和浏览器标识区分用户",
    "cookie": "同一 cookie 为一个用户",
}
DEFAULT = "ip+ua"


@dataclass(frozen=True, slots=True)
class Identity:
    """The chosen rule; ``name`` is the cookie of kind cookie, else empty."""

    kind: str
    name: str = ""

    @property
    def words(self) -> str:
        """The rule in a sentence, as printed beside the figure."""
        if self.kind == "cookie":
            return f"同一 cookie（{self.name}）为一个用户，没有的按IP地址和浏览器标识"
        return _KINDS[self.kind]

    @property
    def written(self) -> str:
        """The rule as written on the command line."""
        return f"{self.kind}:{self.name}" if self.name else self.kind

    @property
    def by_cookie(self) -> "re.Pattern[bytes]":
        """What finds the value of the cookie in a line's further fields."""
        return re.compile(rb"(?:^|[;\s\"])" + re.escape(self.name.encode()) + rb"=([^;\s\"]+)")


def parse_identity(text: str) -> Identity:
    """Return the rule written as ip+ua, ip, forwarded or cookie:NAME; else UsageError."""
    kind, _, name = text.strip().partition(":")
    if kind not in _KINDS or bool(name) != (kind == "cookie"):
        raise UsageError(
            f"--visitor 不对：“{text}”。可写 ip+ua、ip、forwarded 或 cookie:名称，"
            "例如 cookie:JSESSIONID"
        )
    return Identity(kind, name)
