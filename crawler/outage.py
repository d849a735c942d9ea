"""Pages that failed one after another while a host was unwell get a second chance.

A page that fails alone has had its tries. Several in a row, with nothing answered in between, are
more likely the host's trouble than their own: they are asked for once more when it is over.
"""

from dataclasses import replace

from crawler.storage.frontier import Job
from crawler.transport.fetch import Fetcher
from crawler.transport.results import Fetched, Refused, Target

Answered = tuple[Job, Fetched | Refused]

_PASSING = ("network", "timeout", "truncated")
_ROW = 2  # a single failing page between good ones is no outage


class Outage:
    """Holds back refusals that may pass; everything else goes through in order."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._held: list[tuple[Job, Refused]] = []

    async def ask(self, job: Job) -> list[Answered]:
        """What may be written down now: nothing while the host fails, all of it afterwards."""
        answer = await self._fetcher.fetch(_target(job))
        if isinstance(answer, Refused) and _may_pass(answer):
            self._held.append((job, answer))
            return []
        return [*await self.end(), (job, answer)]

    async def end(self) -> list[Answered]:
        """The held back requests, each asked once more if several failed in a row."""
        held, self._held = self._held, []
        if len(held) < _ROW:
            return list(held)
        return [(job, await self._again(job, first)) for job, first in held]

    async def _again(self, job: Job, first: Refused) -> Fetched | Refused:
        second = await self._fetcher.fetch(_target(job, once=True))
        return replace(second, requests=first.requests + second.requests)


def _target(job: Job, *, once: bool = False) -> Target:
    return Target(job.url, job.method, job.body, job.content_type, job.page, once=once)


def _may_pass(answer: Refused) -> bool:
    """Whether a refusal is the kind that goes away by itself."""
    return answer.kind in _PASSING or (answer.kind == "http" and (answer.status or 0) >= 500)
