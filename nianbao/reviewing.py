"""``nianbao review``: the page where people confirm, on loopback or for accounts."""

import contextlib
import getpass
import os
import socket
import sys
import threading
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import uvicorn

from audits.facts import Value
from crawler.errors import NianbaoError, UsageError
from nianbao.drafts import draft_of
from nianbao.exits import DONE, print_json
from nianbao.handedin import kept
from nianbao.judgement import recount_of
from nianbao.listening import Address
from nianbao.logfile import open_log
from nianbao.workspace import Place, crawled, make_writable
from reportgen.decisions.rulings import Rulings
from reportgen.recount import Recount
from reportgen.report import Report
from reportgen.review.accounts import Accounts
from reportgen.review.app import Door, application
from reportgen.review.casefile import CaseFile, CaseName, Sources
from reportgen.review.evidence import prepare_views

_ZONE = ZoneInfo("Asia/Shanghai")


class Folders:
    """The cases of a workspace; each is kept as long as the program runs."""

    def __init__(self, workspace: Path) -> None:
        self._workspace = workspace
        self._files: dict[tuple[str, int], CaseFile] = {}

    def cases(self) -> tuple[CaseName, ...]:
        """Return every site and year with a crawl, by name, the latest year first."""
        found = sorted(crawled(self._workspace), key=lambda place: (place.site, -place.year))
        return tuple(CaseName(place.site_folder.name, place.site, place.year) for place in found)

    def case(self, folder: str, year: int) -> CaseFile | None:
        """Return one of them; only names that are there are ever looked at."""
        for name in self.cases():
            if (name.folder, name.year) == (folder, year):
                return self._files.setdefault((folder, year), self._file(name))
        return None

    def _file(self, name: CaseName) -> CaseFile:
        place = Place(self._workspace, name.site, name.year)

        held: dict[Hashable, Recount] = {}
        reading = threading.Lock()

        def recount() -> Recount:
            files = tuple(_trace(file) for file in (place.crawl_file, place.site_file))
            with reading:
                if files not in held:
                    made = recount_of(place)
                    held.clear()
                    held[files] = made
                return held[files]

        def draft(ruled: Rulings) -> Report:
            made = draft_of(place, _now(), recount(), ruled)
            told = (file, ruled, made)
            threading.Thread(target=_prepare, args=told, daemon=True).start()
            return made

        def signature() -> Hashable:
            before = replace(place, year=place.year - 1)
            files = (
                place.crawl_file,
                place.site_file,
                place.imports_file,
                place.form_file,
                before.decisions_file,
            )
            return tuple(_trace(file) for file in files)

        def submitted() -> Mapping[str, Value | None]:
            return kept(place)

        def deadline() -> str:
            return recount().profile.options.get("deadline", "")

        sources = Sources(place.folder, draft, signature, submitted, recount, deadline)
        file = CaseFile(name, sources)
        return file


def _prepare(file: CaseFile, ruled: Rulings, report: Report) -> None:
    """Make large evidence pages ready; what goes wrong is said when somebody asks for them."""
    with contextlib.suppress(NianbaoError):
        prepare_views(file, ruled, report)


def _open_latest(folders: Folders) -> None:
    """Read the first case while its person is still on the way."""
    with contextlib.suppress(NianbaoError):
        for name in folders.cases()[:1]:
            if file := folders.case(name.folder, name.year):
                file.confirmed()


def serve(workspace: Path, address: Address, as_json: bool) -> int:
    """Show the page until it is stopped; print where it is. Raises UsageError."""
    accounts = None if address.is_loopback else Accounts(workspace / "accounts.json")
    if accounts is not None and not accounts.all():
        raise UsageError(
            f"在 {address.host} 上打开要先有账号：请先运行 nianbao review --add-account 登录名"
        )
    if address.is_everywhere and not address.names:
        raise UsageError(
            f"--host {address.host} 要同时写明别人怎么打开，例如 --name 10.1.2.3:{address.port}"
        )
    listener = _listen(address)
    door = Door(
        hosts=address.hosts,
        port=address.port,
        announce=_Announcer(address, as_json).token,
        accounts=accounts,
        first_name=_first_name(),
        secure=address.certificate is not None,
    )
    folders = Folders(workspace)
    page = application(folders, door, _now)
    threading.Thread(target=_open_latest, args=(folders,), daemon=True).start()
    open_log(make_writable(workspace, "--workspace") / "review.log", "review")
    if accounts is None:
        page.review.token.renew(_now())
    else:
        _Announcer(address, as_json).home()
    config = uvicorn.Config(
        page,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=20,
        timeout_graceful_shutdown=3,
        limit_concurrency=1000,
        ssl_certfile=address.certificate,
        ssl_keyfile=address.key,
        lifespan="off",
    )
    with contextlib.suppress(KeyboardInterrupt):  # how it is meant to be stopped
        uvicorn.Server(config).run(sockets=[listener])
    sys.stderr.write("确认页面已关闭，您做的每一步都已经记下。\n")
    return DONE


@dataclass(slots=True)
class _Announcer:
    """Tells the person at the terminal where the page is; with ``--json`` once, as JSON."""

    address: Address
    as_json: bool
    was_told: bool = False

    def token(self, token: str) -> None:
        """Show the address that lets one person in, once."""
        self._tell(f"{self.address.home}/enter?token={token}", "请用浏览器打开（只能用一次）：")

    def home(self) -> None:
        """Show the address where people log in."""
        self._tell(f"{self.address.home}/", "请用浏览器打开：")
        if self.address.certificate is None:
            sys.stderr.write(
                "提醒：没有用 --cert 和 --key 加密，密码在网上是明文；只在可信的内网这样用。\n"
            )

    def _tell(self, url: str, sentence: str) -> None:
        if self.as_json and not self.was_told:
            print_json({"address": url})
        else:
            out = sys.stderr if self.as_json else sys.stdout
            out.write(f"{sentence}{url}\n" + ("" if self.was_told else "要停止，请按 Ctrl-C。\n"))
            out.flush()
        self.was_told = True


def _now() -> datetime:
    return datetime.now(_ZONE)


def _listen(address: Address) -> socket.socket:
    """Take the port now, so that the address shown is really ours."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    if os.name == "posix":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((address.host, address.port))
        listener.listen(128)  # who opens the address at once waits, instead of being refused
    except (OSError, OverflowError) as problem:
        listener.close()
        raise UsageError(
            f"--port：{address.host}:{address.port} 用不了（已被占用，或不是本机地址）。"
            "请换一个，例如 --port 8030"
        ) from problem
    return listener


def _trace(file: Path) -> Hashable:
    """Return what tells a file from its later self."""
    try:
        found = file.stat()
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size, found.st_ino)


def _first_name() -> str:
    """Return who works at this machine, as far as it knows."""
    try:
        return f"本机使用者（{getpass.getuser()}）"
    except (OSError, KeyError, ImportError):
        return "本机使用者"
