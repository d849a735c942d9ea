import pytest

from crawler.records import FrontierState
from crawler.storage.frontier import Frontier
from crawler.storage.store import Store, connect

HOME = "http://yunling.example/"


@pytest.fixture
def frontier(tmp_path):
    path = tmp_path / "crawl.sqlite"
    store = Store(connect(path), path)
    yield Frontier(store)
    store.close()


def test_one_address_is_wanted_once_whatever_its_spelling(frontier):
    ids = {
        frontier.add(url, "column")
        for url in (f"{HOME}gzdt/", f"{HOME}gzdt/index.html", "https://www.yunling.example/gzdt/#a")
    }
    assert len(ids) == 1
    assert [job.url for job in frontier.pending(("column",))] == [f"{HOME}gzdt/"]


def test_the_first_purpose_of_an_address_stays(frontier):
    one = frontier.add(HOME, "home")
    assert frontier.add(HOME, "column") == one
    assert [job.purpose for job in frontier.pending(("home", "column"))] == ["home"]


def test_two_lists_may_name_one_file_and_one_list_its_pages(frontier):
    url = f"{HOME}gzdt/index_1.html"
    ids = {
        frontier.add(url, "list", column_id=1, number=2, plan=0),
        frontier.add(url, "list", column_id=2, number=2, plan=0),
        frontier.add(url, "list", column_id=1, number=3, plan=1),
    }
    assert len(ids) == 3
    assert frontier.add(url, "list", column_id=1, number=2, plan=0) in ids


def test_a_page_is_asked_for_again_in_another_ring(frontier):
    one = frontier.add(f"{HOME}gzdt/", "column")
    assert frontier.add(f"{HOME}gzdt/", "recheck", ring=1) != one


def test_pending_requests_come_oldest_first_and_only_of_the_purposes_asked(frontier):
    for name in ("c", "a", "b"):
        frontier.add(f"{HOME}{name}/", "column")
    frontier.add(f"{HOME}d.html", "detail")
    assert [job.url[-2] for job in frontier.pending(("column",))] == ["c", "a", "b"]
    assert len(frontier.pending(("column", "detail"))) == 4
    assert frontier.pending(("list",)) == ()


@pytest.mark.parametrize(
    "state", [FrontierState.FETCHED, FrontierState.FAILED, FrontierState.SKIPPED]
)
def test_a_closed_request_is_pending_no_more_and_never_again(frontier, state):
    ident = frontier.add(HOME, "home")
    frontier.close(ident, state, "timeout:")
    assert frontier.pending(("home",)) == ()
    frontier.add(HOME, "home")
    assert frontier.pending(("home",)) == ()
    assert frontier.known(HOME)


def test_an_address_never_wanted_is_not_known(frontier):
    assert not frontier.known(HOME)
