"""What a request is: a page somebody looked at, or what is left out (config/visits.toml)."""

import re
from enum import IntEnum
from functools import cache
from pathlib import Path

from crawler.resources import config_folder
from reportgen.datafile import Data, read_data

_CACHED = 50_000


class Kind(IntEnum):
    """What a line of a log counts as; each line is exactly one, judged in this order.

    Numbers, so that the counting loop finds its counter without a lookup.
    """

    MALFORMED = 1
    OTHER_YEAR = 2
    OTHER_SITE = 3
    OWN = 4
    ROBOT = 5
    METHOD = 6
    STATIC = 7
    DOWNLOAD = 8
    REDIRECT = 9
    ERROR = 10
    PAGE = 0


KIND_WORDS = {
    Kind.MALFORMED: "读不懂的行",
    Kind.OTHER_YEAR: "不是本年度的",
    Kind.OTHER_SITE: "别的网站的（同一份日志里记着几个网站）",
    Kind.OWN: "本工具自己的访问",
    Kind.ROBOT: "搜索引擎、监测和脚本",
    Kind.METHOD: "提交表单等（不是 GET）",
    Kind.STATIC: "图片、样式、脚本和接口数据",
    Kind.DOWNLOAD: "附件和音视频",
    Kind.REDIRECT: "跳转",
    Kind.ERROR: "没有打开（状态码不是 200、304）",
    Kind.PAGE: "访问页面",
}


class _Pages(Data):
    static: tuple[str, ...]
    downloads: tuple[str, ...]
    viewed: tuple[str, ...]


class _Agents(Data):
    own: tuple[str, ...]
    robots: tuple[str, ...]
    browsers: tuple[str, ...]


class TrafficRules(Data):
    """config/visits.toml as a whole; ``json_keys`` maps our names to the keys logs use."""

    pages: _Pages
    agents: _Agents
    json_keys: dict[str, tuple[str, ...]]


@cache
def load_rules(file: Path | None = None) -> TrafficRules:
    """Return the rules; raises ConfigError naming file and key."""
    return read_data(file or config_folder() / "visits.toml", TrafficRules)


class Classifier:
    """Judges agents, requests and states, each distinct one once.

    ``strange`` are agents that were taken for people and name no browser.
    """

    def __init__(self, rules: TrafficRules) -> None:
        self.agents: dict[bytes, int] = {}
        self.requests: dict[bytes, int] = {}
        self.strange: set[bytes] = set()
        self.states = {code.encode(): int(Kind.PAGE) for code in rules.pages.viewed}
        self._static = frozenset(name.encode() for name in rules.pages.static)
        self._downloads = frozenset(name.encode() for name in rules.pages.downloads)
        self._own = tuple(mark.encode() for mark in rules.agents.own)
        self._robots = re.compile("|".join(rules.agents.robots).encode())
        self._browsers = re.compile("|".join(rules.agents.browsers).encode())

    def agent(self, agent: bytes) -> int:
        """Return OWN, ROBOT, or PAGE for a person's browser; fills ``agents``."""
        lowered = agent.strip().lower()
        if any(mark in lowered for mark in self._own):
            kind = Kind.OWN
        elif lowered in (b"", b"-") or self._robots.search(lowered):
            kind = Kind.ROBOT
        else:
            kind = Kind.PAGE
            if not self._browsers.search(lowered) and len(self.strange) < _CACHED:
                self.strange.add(agent)
        return _remember(self.agents, agent, kind)

    def request(self, request: bytes) -> int:
        """Return METHOD, STATIC, DOWNLOAD or PAGE of ``GET /path HTTP/1.1``; fills ``requests``."""
        words = request.split(b" ")
        if words[0] != b"GET" or len(words) < 2:
            kind = Kind.METHOD
        else:
            path = words[1].split(b"?", 1)[0].split(b";", 1)[0]
            _, dot, extension = path.rsplit(b"/", 1)[-1].lower().rpartition(b".")
            extension = extension if dot else b""
            if extension in self._static:
                kind = Kind.STATIC
            else:
                kind = Kind.DOWNLOAD if extension in self._downloads else Kind.PAGE
        return _remember(self.requests, request, kind)

    def state(self, code: bytes) -> int:
        """Return PAGE, REDIRECT or ERROR of ``200``; fills ``states``."""
        if code in self.states:
            return self.states[code]
        return _remember(self.states, code, Kind.REDIRECT if code[:1] == b"3" else Kind.ERROR)


def _remember(known: dict[bytes, int], key: bytes, kind: Kind) -> int:
    """Keep an answer; a log of ever new addresses cannot fill the memory."""
    if len(known) > _CACHED:
        known.clear()
    known[key] = int(kind)
    return int(kind)
