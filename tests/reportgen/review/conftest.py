"""The review page on an invented report, asked through Starlette's client."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from starlette.testclient import TestClient

from reportgen.decisions.record import FORM, Action, Role
from reportgen.decisions.wishes import Person, Wish
from reportgen.review.app import Door, application
from reportgen.review.casefile import CaseFile, CaseName, Sources
from tests.reportgen.decisions.conftest import decide_all

HOST = "127.0.0.1:8020"
CASE = "/s/swj.yunling.gov.cn/2025"


@dataclass
class Bench:
    """A running application with its clock, its tokens and a case whose draft may be changed."""

    folder: Path
    report: object
    now: datetime = datetime(2026, 1, 11, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    tokens: list = field(default_factory=list)
    submitted: dict = field(default_factory=dict)
    accounts: object = None
    deadline: str = ""
    version: int = 0
    port: int = 8020

    @property
    def home(self):
        return f"http://127.0.0.1:{self.port}"

    def __post_init__(self):
        name = CaseName("swj.yunling.gov.cn", "swj.yunling.gov.cn", 2025)
        sources = Sources(
            self.folder / name.folder / "2025",
            lambda _ruled: self.report,
            lambda: self.version,
            lambda: self.submitted,
            deadline=lambda: self.deadline,
        )
        self.file = CaseFile(name, sources)
        door = Door(
            hosts=(f"127.0.0.1:{self.port}", f"localhost:{self.port}"),
            port=self.port,
            announce=self.tokens.append,
            accounts=self.accounts,
        )
        self.app = application(self, door, lambda: self.now)

    def cases(self):
        return (self.file.name,)

    def case(self, folder, year):
        return self.file if (folder, year) == (self.file.name.folder, 2025) else None

    def client(self):
        return TestClient(self.app, base_url=f"http://{HOST}", raise_server_exceptions=False)

    def address(self):
        """Where one person is let in, once."""
        self.now += timedelta(minutes=2)
        self.app.review.token.renew(self.now)
        return f"{self.home}/enter?token={self.tokens[-1]}"

    def person(self):
        """A client that was let in by the printed address."""
        client = self.client()
        assert client.get(self.address()).status_code == 200
        return client


@pytest.fixture
def bench(report, tmp_path):
    return Bench(tmp_path, report)


@pytest.fixture
def person(bench):
    return bench.person()


def inputs(page, action):
    """The hidden inputs of the form that is sent to ``action``."""
    form = page.text.split(f'action="{action}"', 1)[1].split("</form>", 1)[0]
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form))


def decide(client, key, action, **typed):
    """Fill the form of a field as its own page shows it, and send it."""
    path = f"{CASE}/field/{key}"
    given = inputs(client.get(path), f"{path}/{action}")
    return client.post(f"{path}/{action}", data={**given, **typed})


def approve(bench):
    """Decide everything, pass, sign and approve."""
    decide_all(bench.report, bench.file.log)
    names = {"preparer": "甲", "reviewer": "乙", "unit_head": "丙", "prepared_on": "2026-01-12"}
    for role, action, details in (
        (Role.REVIEWER, Action.PASS, {}),
        (Role.HEAD, Action.SIGN, names),
        (Role.HEAD, Action.APPROVE, {}),
    ):
        wish = Wish(action, FORM, bench.file.confirmed().version, details=details)
        bench.file.decide([wish], Person("丁", role), bench.now)
