"""The values that travel between the stages; frozen, without behaviour.

Dates are ``datetime.date`` in Asia/Shanghai. URLs are absolute unless a name says ``href``.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

_Day = date  # under another name: records have fields called date


class Kind(StrEnum):
    """What a column is. Archive years are folded into their parent."""

    LIST = "list"
    AGGREGATE = "aggregate"
    SINGLE = "single"
    TOPIC = "topic"
    APP = "app"
    EXTERNAL = "external"


class Verdict(StrEnum):
    """How completely a column's year was read."""

    EXACT = "exact"
    BOUNDED = "bounded"
    LOWER_BOUND = "lower_bound"
    UNKNOWN = "unknown"


class DateSource(StrEnum):
    """Where the date of a row was read, strongest first."""

    LIST = "list"
    PUBDATE = "pubdate"
    URL = "url"
    BODY = "body"
    INFERRED = "inferred"
    NONE = "none"


class Flag(StrEnum):
    """What is special about a row of a list. External is decided later, from the hosts."""

    PINNED = "pinned"
    ATTACHMENT = "attachment"
    HIDDEN = "hidden"
    PLACEHOLDER = "placeholder"
    UNDATED = "undated"
    DEAD = "dead"
    SCRIPTED = "scripted"  # a javascript: or empty address
    OFFSITE = "offsite"  # an own address that redirects to another host
    CONFLICT = "conflict"  # two dates of one row lie in different years
    UNMARKED = "unmarked"  # lacks the mark that shows the other rows; the site may hide it
    UNSHOWN = "unshown"  # of an answer from which the page may choose the rows it shows
    DRAFTED = "drafted"  # the list shows the date of signing (成文日期), not of publishing


class FrontierState(StrEnum):
    """Life of one request. discovered = fetched + failed + skipped once nothing is pending."""

    PENDING = "pending"
    FETCHED = "fetched"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Row:
    """One row as a list page shows it, before it is attached to a column.

    ``signed`` is the day of signing (成文日期) printed in the row; nothing is counted by it.
    """

    position: int
    title: str
    href: str
    raw_date: str
    date: date | None
    date_source: DateSource
    flags: frozenset[Flag] = frozenset()
    signed: _Day | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a column's list, as stored.

    ``url`` is canonical (see crawler.urls.canonical) or empty when the address is no address;
    ``content_id`` is the strongest identity of the target, never empty for a real address.
    ``target_date`` and ``target_note`` come from the detail page, when it was fetched.
    """

    column_id: int
    page: int
    position: int
    title: str
    href: str
    url: str
    content_id: str
    raw_date: str
    date: date | None
    date_source: DateSource
    flags: frozenset[Flag] = frozenset()
    frontier_id: int = 0


@dataclass(frozen=True, slots=True)
class Target:
    """What the page behind a row said of itself.

    ``state`` is ok, dead (404 and the like), refused (could not be read), unopened (robots.txt
    says no) or offsite (redirects to another host). ``date`` is its PubDate, else the date in its
    head lines.
    """

    url: str
    state: str
    note: str
    date: date | None
    date_source: DateSource
    title: str


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A fetched page; ``text`` is decoded, empty for bodies that are not text.

    Pages of message columns have an empty text on purpose: no citizen's letter is kept.
    ``witnesses`` are the names of completeness doubts (truncated, no_tail, parser_disagrees …).
    """

    frontier_id: int
    url: str
    final_url: str
    purpose: str
    column_id: int | None
    status: int
    content_type: str
    declared_encoding: str
    encoding: str
    fetched_at: str
    text: str
    body_hash: str
    rendered: bool
    witnesses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A citizen's letter: no word of it. ``listed`` is the date its list shows.

    ``opened`` says whether its page was read; ``answered`` is None where the page does not tell.
    ``unit`` is the authority it names as answering, ``mark`` a hash by which a copy is known.
    """

    content_id: str
    url: str
    listed: date | None
    opened: bool
    received: date | None
    replied: date | None
    published: date | None
    answered: bool | None
    state: str
    unit: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A request that was not answered with the page asked for.

    ``kind`` is one of: waf, robots, http, network, timeout, tls, foreign, size, truncated.
    """

    url: str
    kind: str
    signature: str
    column_id: int | None


@dataclass(frozen=True, slots=True)
class Probe:
    """One thing tried in the browser: what was done, what came of it, the matched markup.

    ``result`` is a word of the probe that made it; ``number`` counts the tries of one name from 1.
    """

    id: int
    name: str
    url: str
    action: str
    result: str
    detail: str = ""
    markup: tuple[str, ...] = ()
    pictured: bool = False
    number: int = 1

    @property
    def picture(self) -> str:
        """Where the screenshot is put, relative to report.html; empty without one."""
        return f"evidence/screenshots/{self.name}-{self.number}.png" if self.pictured else ""


@dataclass(frozen=True, slots=True)
class ListPage:
    """One answer to a page of a column: number from 1, address, rows, paging plan, state."""

    number: int
    url: str
    rows: int
    plan: int = -1
    state: str = "ok"
    layout: str = ""


DRAWN = "正文由脚本生成"  # begins the note of a target whose source tells nothing of it
# Years of figures that a site prints of its letters.
NO_YEAR = 0  # since the beginning, or nobody says
THIS_YEAR = -1  # 本年: the year in which the page was written
WORDS = "w"  # begins the mark of a letter that is made of all words of its page
PRINTED = "row:#"  # begins the identity of a letter that stands in full on its list's page
VEIL = "来信（内容不保存）"  # begins what stands for the title of a citizen's letter
# Ends the doubt of a column whose rows may be another unit's: they count for nothing until a
# person has decided (audits.verdicts).
OTHER_UNIT = "可能属于另一单位"


@dataclass(frozen=True, slots=True)
class StoredColumn:
    """A column as the crawl saw it, before anyone judges its completeness.

    ``stop`` says why walking ended: empty, single, waiting, hinted, declared, end, past, unproved,
    refused, short, budget, unread. ``proof`` is how page 2 was proved. ``groups`` counts
    separate dated blocks. ``declared_*`` are the page's own totals.
    ``doubts`` are sentences (Chinese) that keep the verdict from being exact.
    """

    id: int
    url: str
    name: str
    path: tuple[str, ...]
    kind: Kind
    column_type: str
    source: str
    archive_of: int | None
    method: str
    proof: str
    stop: str
    declared_rows: int | None
    declared_pages: int | None
    ordered: bool
    groups: int
    doubts: tuple[str, ...] = ()
    pages: tuple[ListPage, ...] = ()


@dataclass(frozen=True, slots=True)
class HostChoice:
    """A host of site.toml: ``role`` is own, foreign or undecided; ``path`` a prefix or '/'."""

    name: str
    role: str
    path: str = "/"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """What site.toml says of a column; ``by_person`` when a person changed the proposal.

    ``maybe`` are boxes the program could not decide on: they stay partial until a person does.
    """

    url: str
    name: str
    kind: Kind
    boxes: tuple[str, ...]
    in_total: bool
    reason: str
    by_person: bool = False
    maybe: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteProfile:
    """site.toml as read: hosts, columns, and the unit's fixed texts (form keys → text)."""

    home_url: str
    hosts: tuple[HostChoice, ...] = ()
    columns: tuple[ColumnChoice, ...] = ()
    unit: dict[str, str] = field(default_factory=dict)
    options: dict[str, str] = field(default_factory=dict)
