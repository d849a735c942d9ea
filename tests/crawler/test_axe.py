"""The automatic accessibility check: what it finds, in which words, and its files."""

import hashlib
import json

import pytest

from crawler.probes.axe import FOLDER
from crawler.render import browser_path
from tests.crawler.test_probes import NEWS, server, tried  # noqa: F401

needs_browser = pytest.mark.skipif(not browser_path(), reason="no Chromium here")
BAD = "<img src='/a.png'><a href='/x/'></a><img src='/b.png'>"


def test_the_vendored_files_are_those_of_the_package():
    sums = (FOLDER / "SHA256SUMS").read_text("utf-8").splitlines()
    told = {name: digest for digest, name in (line.split() for line in sums)}
    assert set(told) == {"axe.min.js", "zh_CN.json", "LICENSE", "LICENSE-3RD-PARTY.txt"}
    found = {name: hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() for name in told}
    assert found == told
    assert told["axe.min.js"].startswith("29348999450cdf28")


@needs_browser
def test_a_page_is_checked_and_the_faults_are_kept_in_chinese_without_words_of_the_page(tried):  # noqa: F811
    probe = tried(f"<p>{NEWS}</p>{BAD}", only=["axe"])["axe"][0]
    faults = {fault["id"]: fault for fault in map(json.loads, probe.markup)}
    assert probe.result == "ok"
    assert faults["image-alt"]["count"] == 2
    assert faults["image-alt"]["help"] == "图像必须有替代文本"
    assert faults["image-alt"]["impact"] == "严重"
    assert faults["link-name"]["nodes"] == [["a", '<a href="/x/">']]
    assert "工作会议" not in "".join(probe.markup)
