"""Which pages are opened behind an entry of another language."""

import pytest

from crawler.pages.dom import PageDom
from crawler.pages.foreigntext import further_pages, language_folder

HOST = "http://yunling.example"
MENU = "<a href='about.html'>About our Bureau</a><a href='/en/news/'>Trade News Centre</a>"
RUNNING = "<p>The bureau promotes trade and investment in the whole city of Yunling.</p>" * 8


def further(body, url=f"{HOST}/en/index.html"):
    page = PageDom(url, f"<html><body>{body}</body></html>")
    return [u.removeprefix(HOST) for u in further_pages(page, lambda u: u.startswith(HOST))]


@pytest.mark.parametrize(
    ("body", "pages"),
    [
        (MENU, ["/en/about.html", "/en/news/"]),
        (f"{MENU}<a href='/gzdt/'>News of other folders</a>", ["/en/about.html", "/en/news/"]),
        (MENU + RUNNING, []),
        ("<a href='about.html'>关于本局的介绍和职能</a><a href='b.html'>Contact</a>", []),
        ("<script>location.href='/en/home/'</script>", ["/en/home/"]),
        ("<script>location.href='http://other.example/en/'</script>", []),
    ],
    ids=["menu", "other folder", "content", "Chinese", "stub", "stub away"],
)
def test_a_foreign_menu_and_a_stub_lead_to_further_pages(body, pages):
    assert further(body) == pages


def test_the_folder_of_a_page_is_its_first_one_and_none_at_the_top():
    assert language_folder(f"{HOST}/en/news/1.html", "") == f"{HOST}/en/"
    assert language_folder(f"{HOST}/english.html", "") == ""
