"""Requests that fail in a row are held back and asked for once more when the host answers again."""

import asyncio

import pytest

from crawler.outage import Outage
from crawler.storage.frontier import Job
from crawler.transport.results import Fetched, Refused

HOME = "http://yunling.example/"


class Host:
    """Answers every address of ``words`` in turn; the last word of an address stays."""

    def __init__(self, **words: str) -> None:
        self.words = {name: said.split() for name, said in words.items()}
        self.asked: list[tuple[str, bool]] = []

    async def fetch(self, target):
        name = target.url.removeprefix(HOME)
        self.asked.append((name, target.once))
        word = self.words[name].pop(0) if len(self.words[name]) > 1 else self.words[name][0]
        if word == "ok":
            return Fetched(
                target.url, target.url, 200, (), b"x", (), "2026-01-05T09:00:00+08:00", 1, 1
            )
        status = int(word) if word.isdigit() else None
        return Refused(target.url, "http" if status else word, word, status, 4)


def outcome(host, names):
    """What is written down, in order: (name, word, requests)."""

    async def go():
        outage, written = Outage(host), []
        for number, name in enumerate(names.split()):
            written += await outage.ask(Job(number, f"{HOME}{name}", "detail", None, 0, -1))
        return written + await outage.end()

    return [
        (job.url.removeprefix(HOME), getattr(answer, "signature", "ok"), answer.requests)
        for job, answer in asyncio.run(go())
    ]


def test_a_row_of_failures_is_asked_again_when_the_host_answers():
    host = Host(a="ok", b="500 ok", c="timeout ok", d="ok")
    assert outcome(host, "a b c d") == [
        ("a", "ok", 1),
        ("b", "ok", 5),
        ("c", "ok", 5),
        ("d", "ok", 1),
    ]
    assert host.asked[-2:] == [("b", True), ("c", True)]


def test_a_page_that_fails_alone_is_not_asked_again():
    host = Host(a="ok", b="500 ok", c="ok")
    assert outcome(host, "a b c") == [("a", "ok", 1), ("b", "500", 4), ("c", "ok", 1)]


def test_failures_at_the_end_are_asked_once_more_and_then_stand():
    host = Host(a="ok", b="500", c="network")
    assert outcome(host, "a b c") == [("a", "ok", 1), ("b", "500", 8), ("c", "network", 8)]


@pytest.mark.parametrize("word", ["404", "403", "waf", "robots", "tls", "foreign", "size"])
def test_a_refusal_that_does_not_pass_is_written_at_once(word):
    host = Host(a=word, b=word, c="ok")
    assert [one[:2] for one in outcome(host, "a b c")] == [("a", word), ("b", word), ("c", "ok")]
    assert len(host.asked) == 3
