"""``nianbao published``: the report on the site is there, is reached, and says the same."""

import sys
import tempfile
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import nianbao
from crawler.errors import UnreadableSiteError, UsageError
from crawler.pages.articles import read_article
from crawler.pages.dom import anchor_text
from crawler.profile import load as load_profile
from crawler.spiders.few import fetch_few, own_pages
from crawler.transport import refusals
from crawler.transport.fetch import Fetcher, Target
from crawler.transport.results import Fetched, Refused
from crawler.urls import links
from nianbao.drafts import confirmed
from nianbao.exits import DONE, INCOMPLETE, WRONG, print_json
from nianbao.pathfinding import Trail, page_of, trail_to
from nianbao.workspace import Place
from reportgen.decisions.confirmed import why_not_final
from reportgen.official.publication import Gap, days_left, deadline_of, gaps
from reportgen.report import Report
from reportgen.submitted.intake import take_file
from reportgen.submitted.refused import SubmittedFileError
from reportgen.submitted.wall import Wall

_ZONE = ZoneInfo("Asia/Shanghai")
_MOST_FILES = 6
_FILES = (".docx", ".doc", ".xlsx", ".xls", ".pdf")


@dataclass(frozen=True, slots=True)
class Copy:
    """One published copy: the page itself or a file on it; ``problem`` where it can't be read."""

    name: str
    url: str
    gaps: tuple[Gap, ...] = ()
    problem: str = ""


@dataclass(slots=True)
class Finding:
    """What was found; ``online_since`` is what the page says, None where it says nothing."""

    url: str
    deadline: date
    today: date
    trail: Trail = field(default_factory=lambda: Trail(None, 0))
    online_since: date | None = None
    copies: list[Copy] = field(default_factory=list)

    @property
    def is_equal(self) -> bool:
        """Whether at least one copy was read and every readable one is as signed."""
        read = [copy for copy in self.copies if not copy.problem]
        return bool(read) and not any(copy.gaps for copy in read)

    @property
    def is_in_time(self) -> bool | None:
        """Whether it was published by the deadline; None where nobody can say."""
        if self.today <= self.deadline:
            return True
        return None if self.online_since is None else self.online_since <= self.deadline

    @property
    def exit_code(self) -> int:
        """4 for a copy that differs or none at all, 3 for what a person must look at, else 0."""
        if not self.is_equal or self.is_in_time is False:
            return WRONG
        unsure = self.trail.names is None or self.is_in_time is None
        return INCOMPLETE if unsure or any(copy.problem for copy in self.copies) else DONE


def published(
    place: Place, url: str, rate: float | None, deadline: date | None, as_json: bool
) -> int:
    """Check the published report and say what was found; return the exit code.

    Raises UsageError for an unsigned report or a foreign address, UnreadableSiteError when the
    page can't be opened.
    """
    now = datetime.now(_ZONE)
    decided = confirmed(place, now)
    if decided.signature is None:
        raise UsageError(
            "报表还没有审定签名，没有可以对照的正式报表。请先在 nianbao review 里办完。"
        )
    profile = load_profile(place.site_file)
    home = decided.report.home_url
    if not own_pages(profile, home)(url):
        raise UsageError(f"这个网址不在本单位网站上：{url}。请给出报表在本网站公开的网址。")
    usual = deadline_of(place.year, profile.options.get("deadline", ""))
    finding = Finding(url, deadline or usual, now.date())
    columns = {each.url: each.name for each in decided.report.columns if each.url}

    async def work(fetcher: Fetcher) -> None:
        await look_at(fetcher, finding, decided.report)
        finding.trail = await trail_to(fetcher, home, url, columns)

    fetch_few(profile, home, rate, nianbao.__version__, work)
    for point in why_not_final(decided):
        sys.stderr.write(f"提醒：签名之后报表又有变化（{point}），这里对照的是现在确认的数。\n")
    if as_json:
        print_json(_document(finding))
    else:
        sys.stdout.write("\n".join(_lines(finding)) + "\n")
    return finding.exit_code


async def look_at(fetcher: Fetcher, finding: Finding, report: Report) -> None:
    """Read the page, and the files on it that may hold the form.

    Raises UnreadableSiteError when the page can't be opened.
    """
    answer = await fetcher.fetch(Target(finding.url))
    if isinstance(answer, Refused):
        raise UnreadableSiteError(
            answer.kind,
            f"公开的页面打不开：{finding.url}（{refusals.word(answer.kind)} {answer.detail}）",
        )
    with Wall() as wall:
        if _is_file(answer.final_url, answer):
            finding.copies.append(_read(wall, answer, "文件", report))
            return
        page = page_of(answer)
        finding.online_since = read_article(page.text).date
        own = _read(wall, answer, "页面上的表", report)
        files = _files(answer)
        for name, url in files[_MOST_FILES:]:
            finding.copies.append(Copy(name, url, problem=f"只看前 {_MOST_FILES} 个文件"))
        for name, url in files[:_MOST_FILES]:
            got = await fetcher.fetch(Target(url, referer=finding.url))
            if isinstance(got, Fetched):
                finding.copies.append(_read(wall, got, name, report))
            else:
                problem = f"打不开（{refusals.word(got.kind)}）"
                finding.copies.append(Copy(name, url, problem=problem))
    if not own.problem or not finding.copies:
        finding.copies.insert(0, own)


def _files(answer: Fetched) -> list[tuple[str, str]]:
    """Return (name, address) of the files on a page that may hold a form, each once."""
    page = page_of(answer)
    found: dict[str, str] = {}
    for anchor in page.root.iter("a"):
        href = anchor.get("href") or ""
        if not href or links.is_scripted(href):
            continue
        url = links.join(answer.final_url, href)
        name = anchor_text(anchor)
        if url and (_named_as_file(url) or name.lower().endswith(_FILES)):
            found.setdefault(url, name or url)
    return [(name, url) for url, name in found.items()]


def _is_file(url: str, answer: Fetched) -> bool:
    kind = next((value for name, value in answer.headers if name == "content-type"), "").lower()
    return _named_as_file(url) or "pdf" in kind or "officedocument" in kind


def _named_as_file(url: str) -> bool:
    """Say whether an address ends with a file's name, or goes on behind it with ? or #."""
    bare = url.partition("#")[0].lower()
    return bare.endswith(_FILES) or bare.partition("?")[0].endswith(_FILES)


def _read(wall: Wall, answer: Fetched, name: str, report: Report) -> Copy:
    """Read one copy behind the wall and compare it with the signed report."""
    with tempfile.TemporaryDirectory(prefix="nianbao-") as folder:
        file = Path(folder) / (Path(answer.final_url.split("?")[0]).name[-60:] or "page.html")
        file.write_bytes(answer.body)
        try:
            found = take_file(file, wall, report.form.id)
        except SubmittedFileError as error:
            return Copy(name, answer.final_url, problem=str(error).partition("：")[2] or str(error))
    return Copy(name, answer.final_url, gaps(found, report))


def _document(finding: Finding) -> dict[str, Any]:
    trail = finding.trail
    return {
        "schema": "nianbao.published/1",
        "url": finding.url,
        "equal": finding.is_equal,
        "reachable": trail.names is not None,
        "path": list(trail.names) if trail.names is not None else None,
        "pages_opened": trail.pages,
        "deadline": finding.deadline.isoformat(),
        "days_left": (finding.deadline - finding.today).days,
        "in_time": finding.is_in_time,
        "online_since": finding.online_since.isoformat() if finding.online_since else None,
        "copies": [
            {
                "name": copy.name,
                "url": copy.url,
                "problem": copy.problem,
                "differences": [
                    {"field": gap.key, "label": gap.label, "signed": gap.signed, "shown": gap.shown}
                    for gap in copy.gaps
                ],
            }
            for copy in finding.copies
        ],
    }


def _lines(finding: Finding) -> list[str]:
    """Return what a person reads: the same or not, the way there, the time."""
    lines = [days_left(finding.deadline, finding.today)]
    if finding.is_in_time is None:
        lines.append("期限已过，页面上没有写明公开日期，请核对是不是按时公开的。")
    elif finding.online_since is not None:
        late = "" if finding.is_in_time else "，晚于期限"
        lines.append(f"页面写明的公开日期：{finding.online_since}{late}")
    for copy in finding.copies:
        if copy.problem:
            lines.append(f"{copy.name}：没有读到报表（{copy.problem}）")
        elif not copy.gaps:
            lines.append(f"{copy.name}：与审定的报表逐项一致")
        else:
            lines.append(f"{copy.name}：有 {len(copy.gaps)} 项与审定的报表不同：")
            lines += [
                f"  · {gap.label}：审定 {gap.signed or '（空）'}，"
                + (
                    "公开的表上没有这一项"
                    if gap.is_missing
                    else f"公开的是 {gap.shown or '（空）'}"
                )
                for gap in copy.gaps
            ]
    trail = finding.trail
    if trail.names is not None:
        lines.append(f"从首页可以点到：首页 › {' › '.join(trail.names)}")
    else:
        why = "有的页面由脚本生成，链接看不到。" if trail.scripted else ""
        lines.append(f"打开了 {trail.pages} 页，没有找到从首页点到它的链接，请人工核对。{why}")
    return lines
