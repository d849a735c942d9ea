from crawler.pages.chrome import chrome_anchors, chrome_keys
from crawler.pages.dom import PageDom

URL = "http://yunling.example/gzdt/index.html"


def keys(body, url=URL):
    return chrome_keys(PageDom(url, f"<html><body>{body}</body></html>"))


MENU = "<div class='nav'><ul><li><a href='/tzgg/'>通知公告</a></li></ul></div>"


def test_a_menu_has_the_same_keys_on_every_page():
    assert keys(MENU + "<p>甲</p>") == keys(MENU + "<h1>乙</h1>", "http://yunling.example/x/y.html")


def test_the_current_item_of_a_menu_is_the_same_item():
    assert keys(MENU) == keys(MENU.replace("<li>", "<li class='on'>"))


def test_an_item_elsewhere_on_the_page_or_with_another_text_or_target_is_another():
    known = keys(MENU)
    assert known.isdisjoint(keys(MENU.replace("nav", "main")))
    assert known.isdisjoint(keys(MENU.replace("通知", "公示")))
    assert known.isdisjoint(keys(MENU.replace("/tzgg/", "/gsgg/")))


def test_spellings_of_one_address_are_one_item():
    assert keys(MENU) == keys(MENU.replace("/tzgg/", "../tzgg/"))


def test_the_anchors_of_the_site_s_blocks_are_found_on_a_page_and_no_other():
    page = PageDom(URL, f"<html><body>{MENU}<p><a href='/a.html'>一篇文章</a></p></body></html>")
    found = chrome_anchors(page, keys(MENU))
    assert [a.get("href") for a in found] == ["/tzgg/"]
    assert chrome_anchors(page, frozenset()) == frozenset()
    assert keys("<p>没有链接</p>") == frozenset()
