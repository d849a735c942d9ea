"""Which other hosts a site sends its readers to are put to a person."""

from crawler.otherhosts import undecided_hosts
from tests.audits.homepage import store_of
from tests.audits.smallweb import page

FORM = "<form action='{}'><input name='searchWord' placeholder='请输入关键字'></form>"


def hosts(tmp_path, action, known=("yunling.example",)):
    store = store_of(page(FORM.format(action)), tmp_path)
    found = [(h.name, h.role) for h in undecided_hosts(store, known)]
    store.close()
    return found


def test_the_host_of_a_search_box_elsewhere_is_undecided(tmp_path):
    away = "http://search.yunling.example:8080/s"
    assert hosts(tmp_path, away) == [("search.yunling.example:8080", "undecided")]


def test_a_host_that_was_decided_on_is_not_asked_about_again(tmp_path):
    away = "http://search.yunling.example/s"
    assert hosts(tmp_path, away, ("yunling.example", "search.yunling.example")) == []
