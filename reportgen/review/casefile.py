"""One site and year on the desk: its draft, the decisions on it, and how a decision gets in."""

import threading
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from audits.facts import Value
from crawler.errors import NianbaoError
from reportgen.decisions.conduct import NotAllowedError, refuse
from reportgen.decisions.confirmed import Confirmed
from reportgen.decisions.log import DecisionLog
from reportgen.decisions.proposal import proposal_of
from reportgen.decisions.record import Decision
from reportgen.decisions.replay import replay
from reportgen.decisions.rulings import Rulings, rulings
from reportgen.decisions.wishes import ConflictError, Person, UnknownVersionError, Wish
from reportgen.recount import Recount
from reportgen.report import Report
from reportgen.review.evidenceindex import EvidenceIndex

_MOST_DRAFTS = 4  # kept in memory for one site and year


class ChangedProposalError(NianbaoError):
    """Raised when the draft proposes something else than the page had shown."""


# what a page answers with the reason and what had been typed; nothing was recorded
REFUSED = (ConflictError, UnknownVersionError, NotAllowedError, ChangedProposalError)


@dataclass(frozen=True, slots=True)
class CaseName:
    """Which case: ``folder`` is the site's folder name, ``site`` the host as people know it."""

    folder: str
    site: str
    year: int

    @property
    def path(self) -> str:
        """Where its pages are."""
        return f"/s/{quote(self.folder)}/{self.year}"


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a case comes from.

    ``draft`` makes the draft anew under what people ruled; ``signature`` changes whenever the
    draft may; ``submitted`` are the values of the form already handed in, by key. ``recount`` is
    the crawl as the evidence pages read it, None where there is none. ``deadline`` is the site's
    own for publishing, month and day; empty for the usual one.
    """

    folder: Path
    draft: Callable[[Rulings], Report]
    signature: Callable[[], Hashable]
    submitted: Callable[[], Mapping[str, Value | None]]
    recount: Callable[[], Recount | None] = lambda: None
    deadline: Callable[[], str] = str


@dataclass(slots=True)
class CaseFile:
    """A case with its draft kept in memory as long as nothing it comes from has changed."""

    name: CaseName
    sources: Sources
    _drafts: dict[Hashable, Report] = field(default_factory=dict)
    _read: tuple[Hashable, tuple[Decision, ...]] | None = None
    _making: threading.Lock = field(default_factory=threading.Lock)
    _evidence: EvidenceIndex | None = None

    @property
    def folder(self) -> Path:
        """The folder of the year, with the crawl and the log."""
        return self.sources.folder

    @property
    def evidence(self) -> EvidenceIndex:
        """The rows of the evidence pages; one index, so that threads wait for each other."""
        if self._evidence is None:
            self._evidence = EvidenceIndex(self.folder / "evidence.sqlite")
        return self._evidence

    @property
    def log(self) -> DecisionLog:
        """What people decided."""
        return DecisionLog(self.folder / "decisions.jsonl")

    def confirmed(self) -> Confirmed:
        """Return the form as it stands; raises what making the draft or reading the log raises."""
        return self._replayed(self.decisions())

    def decisions(self) -> tuple[Decision, ...]:
        """Return the decisions; read and checked anew whenever the files have changed."""
        files = (self.log.file, self.log.file.with_suffix(".head"))
        trace = tuple(_trace(file) for file in files)
        if self._read is None or self._read[0] != trace:
            self._read = (trace, self.log.read().decisions)
        return self._read[1]

    def decide(
        self,
        wishes: Sequence[Wish],
        who: Person,
        now: datetime,
        seen: Mapping[str, str] | None = None,
    ) -> tuple[Decision, ...]:
        """Record all wishes or none; ``seen`` are the digests that the page showed, by key.

        Raises ConflictError, NotAllowedError, ChangedProposalError, and what the log raises.
        """

        def check(decisions: tuple[Decision, ...]) -> None:
            confirmed = self._replayed(decisions)
            _refuse_unseen(confirmed, seen or {})
            refuse(confirmed, wishes)

        return self.log.record(wishes, who, now.isoformat(timespec="seconds"), check)

    def _replayed(self, decisions: tuple[Decision, ...]) -> Confirmed:
        return replay(self._draft(decisions), decisions)

    def _draft(self, decisions: tuple[Decision, ...]) -> Report:
        """Return the draft under the rulings in force; made once, by one thread."""
        ruled = rulings(decisions)
        key = (self.sources.signature(), ruled.shape)
        with self._making:
            if key not in self._drafts:
                made = self.sources.draft(ruled)
                while len(self._drafts) >= _MOST_DRAFTS:
                    self._drafts.pop(next(iter(self._drafts)))
                self._drafts[key] = made
            return self._drafts[key]


def _trace(file: Path) -> Hashable:
    """Return what tells a file from its later self; None when there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size, found.st_ino)


def _refuse_unseen(confirmed: Confirmed, seen: Mapping[str, str]) -> None:
    for key, digest in seen.items():
        standing = confirmed.standings.get(key)
        if standing and proposal_of(standing.proposed).digest != digest:
            raise ChangedProposalError(
                f"“{standing.item.field.label}”建议的数或依据刚刚变了，这一步没有记入，请看过再定。"
            )
