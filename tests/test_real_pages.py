"""Saved pages of public bodies, if a labelled collection lies beside the checkout.

The pages are other people's: they are read where they lie and are no part of this project. Every
page is read twice, as saved and as the same page in GB18030 bytes that call themselves gb2312.
"""

import functools
import http.server
import json
import re
import subprocess
import sys
import tarfile
import threading
from pathlib import Path

import pytest

from audits import filing_numbers, site_identity
from audits.case import Case
from crawler import urls
from crawler.lists.rows import read_rows
from crawler.pages.articles import read_article
from crawler.pages.decode import decode
from crawler.pages.dom import PageDom, fold
from crawler.pages.lexicon import load_lexicon
from crawler.paging.hints import read_pager
from crawler.recording.recorder import Recorder
from crawler.records import SiteProfile
from crawler.storage.frontier import Frontier
from crawler.storage.store import Store, connect
from crawler.transport.results import Fetched

ROOT = Path(__file__).resolve().parent.parent
LABELS = next(iter(sorted(ROOT.parent.glob("*/real-pages/labels.jsonl"))), None)
pytestmark = pytest.mark.skipif(LABELS is None, reason="no labelled pages beside the checkout")
ADDRESS = "http://yunling.example/gzdt/index.html"
YEAR = 2025
ENCODINGS = ("utf-8", "gb18030")


def labels(name: str = "labels.jsonl") -> list[dict]:
    if LABELS is None:
        return []
    lines = LABELS.with_name(name).read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def lists() -> list[dict]:
    return [line for line in labels() if "items" in line["labels"]]


def articles() -> list[dict]:
    return [line for line in labels() if line["kind"] == "article"]


def name_of(line: dict) -> str:
    return line["file"].removeprefix("pages/").removesuffix(".html")


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
    """All pages unpacked."""
    where = tmp_path_factory.mktemp("real")
    with tarfile.open(LABELS.with_name("pages.tar.xz")) as archive:
        archive.extractall(where, filter="data")
    return where


def text_of(folder: Path, line: dict, encoding: str) -> str:
    """A page's text as the crawl decodes it."""
    body = (folder / line["file"]).read_bytes()
    if encoding != "utf-8":
        text = re.sub(r"charset=([\"']?)utf-?8", r"charset=\1gb2312", body.decode(), flags=re.I)
        body = text.encode(encoding)
    return decode(body, "text/html").text


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def same_title(read: str, label: str) -> bool:
    """Equal, or the label is the cut title the page prints and the reader has the full one."""
    stem = squeezed(label).rstrip(".…")
    return squeezed(read) == squeezed(label) or (
        stem != squeezed(label) and squeezed(read).startswith(stem)
    )


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    "line",
    lists(),
    ids=name_of,
)
def test_a_real_list_gives_its_labelled_rows(folder, line, encoding):
    page = PageDom(ADDRESS, text_of(folder, line, encoding))
    rows = read_rows(page, frozenset(), YEAR).rows
    label = line["labels"]
    assert len(rows) == label["items"]
    if rows:
        assert same_title(rows[0].title, label["first_title"]), rows[0].title
        assert same_title(rows[-1].title, label["last_title"]), rows[-1].title
        days = (rows[0].date, rows[-1].date)
        assert tuple(map(str, days)) == (label["first_date"], label["last_date"])
    for year, count in label.get("per_year", {}).items():
        assert sum(1 for row in rows if row.date and row.date.year == int(year)) == count


@pytest.mark.parametrize("line", lists(), ids=name_of)
def test_a_real_list_declares_no_other_page_count_than_its_label(folder, line):
    pager = read_pager(PageDom(ADDRESS, text_of(folder, line, "utf-8")))
    total = line["labels"]["total_pages"]
    assert pager.declared_pages in (None, total)
    if total != 1:
        assert pager.signal


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("line", articles(), ids=name_of)
def test_a_real_article_tells_its_title_and_its_publish_date(folder, line, encoding):
    article = read_article(text_of(folder, line, encoding), YEAR)
    label = line["labels"]
    assert str(article.date) == str(label["date"])[:10]
    assert squeezed(label["title"]) in squeezed(article.title)


def case_of(path: Path, text: str) -> Case:
    """A crawl file that holds nothing but a home page."""
    store = Store(connect(path), path)
    with store.transaction():
        Frontier(store).add(ADDRESS, "home")
    (job,) = Frontier(store).pending(("home",))
    kind = (("content-type", "text/html; charset=utf-8"),)
    home = Fetched(ADDRESS, ADDRESS, 200, kind, text.encode(), (), "2026-01-05", 1, 1)
    Recorder(store, lambda url: True, load_lexicon(), YEAR).record(job, home)
    return Case(store, SiteProfile(ADDRESS), YEAR, lambda url: True, ("yunling.example",))


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("line", labels(), ids=name_of)
def test_a_real_footer_gives_its_filing_numbers_and_no_other(folder, tmp_path, line, encoding):
    case = case_of(tmp_path / "crawl.sqlite", text_of(folder, line, encoding))
    facts = {fact.field: fact for fact in filing_numbers.run(case)}
    for field, key in (("icp_number", "icp"), ("police_number", "police")):
        told = [squeezed(number) for number in line["labels"][key]] if key in line["labels"] else []
        assert facts[field].value == (told[0] if len(told) == 1 else None)
        assert {e.quote for e in facts[field].evidence} >= set(told)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("line", labels(), ids=name_of)
def test_a_real_page_gives_its_site_code_and_no_other(folder, tmp_path, line, encoding):
    case = case_of(tmp_path / "crawl.sqlite", text_of(folder, line, encoding))
    fact = {fact.field: fact for fact in site_identity.run(case)}["site_code"]
    label = line["labels"]
    shown = label.get("site_id_code")
    if shown:
        assert fact.value == shown
    else:  # a code no reader sees may be proposed, never stated
        assert fact.outcome in ("unknown", "estimate")
        assert fact.value in (None, label.get("site_id_code_hidden"), "4400000090")


# ---- the saved site, crawled ---------------------------------------------------------------


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Files of a folder, without a log line a request."""

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def report(folder, tmp_path_factory) -> dict:
    """The report of the saved site for 2020, by the real command line."""
    out = tmp_path_factory.mktemp("out")
    handler = functools.partial(Quiet, directory=str(folder / "site"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        command = [
            sys.executable, "-m", "nianbao", "prefill", address, "--year", "2020", "--rate", "0",
            "--no-browser", "--workspace", str(out), "--out", str(out / "out"),
        ]  # fmt: skip
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, timeout=280, check=False
        )
        server.shutdown()
    assert (out / "out" / "report.json").is_file(), done.stdout + done.stderr
    data = json.loads((out / "out" / "report.json").read_text("utf-8"))
    start = urls.canonical(address)
    return {urls.canonical(c["url"]).removeprefix(start): c for c in data["columns"]}


@pytest.mark.slow
@pytest.mark.parametrize("line", labels("site-labels.jsonl"), ids=lambda line: line["path"])
def test_a_column_of_the_real_site_gets_the_verdict_of_a_careful_reader(report, line):
    path = line["path"].removeprefix("site/").removesuffix("index.html")
    column = report.get(path)
    assert column is not None, "the column was not found"
    true = line["per_year"].get("2020", 0)
    wanted = line["verdict_for_2020"].partition(":")[0]
    if wanted.startswith("unknown"):
        assert column["verdict"] == "unknown" or (column["in_year"], bool(column["reason"])) == (
            0,
            True,
        )
        return
    if column["kind"] == "app":  # services are read but never counted
        assert (column["in_year"], column["in_total"]) == (None, False)
        return
    assert column["verdict"] == wanted
    assert column["in_year"] <= true
    assert column["in_year"] == true or wanted != "exact"
    assert fold(line["name"]) in column["name"] or column["name"] in line["name"]
