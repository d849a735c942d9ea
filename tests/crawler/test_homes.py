"""What the source of a home page tells of its menu and its footer."""

import pytest

from crawler.storage.homes import hides_menu, is_part, is_shell
from tests.audits.homepage import store_of

SCRIPT = "<script src='/js/app.js'></script>"
MENU = "<div class='nav'><a href='/gzdt/'>工作动态</a><a href='/tzgg/'>通知公告</a></div>"
EMPTY = "<div class='nav' id='nav'></div>"
BLOCKS = "".join(
    f"<div><div class='tit'><h2>{name}</h2><a href='/{path}/'>更多&gt;&gt;</a></div></div>"
    for name, path in (("工作动态", "gzdt"), ("部门解读", "bmjd"), ("回应关切", "hygq"))
)


@pytest.mark.parametrize(
    ("body", "shell", "hidden"),
    [
        (f"<div id='app'></div>{SCRIPT}", True, True),
        (f"{EMPTY}{BLOCKS}{SCRIPT}", False, True),
        (f"{EMPTY}{BLOCKS}", False, False),
        (f"{MENU}{BLOCKS}{SCRIPT}", False, False),
        (f"{MENU}{SCRIPT}", False, False),
        (f"<div class='nav'><a href='javascript:;'>工作动态</a></div>{SCRIPT}", True, True),
    ],
    ids=["shell", "empty menu", "no script", "menu", "menu alone", "dead links"],
)
def test_a_home_page_without_a_menu_leaves_it_to_its_scripts(body, shell, hidden, tmp_path):
    store = store_of(f"<html><body>{body}</body></html>", tmp_path)
    assert (is_shell(store), hides_menu(store)) == (shell, hidden)
    store.close()


@pytest.mark.parametrize(
    ("url", "text", "part"),
    [
        ("http://h/common/foot.html", "", True),
        ("http://h/a.html", "<p>网站标识码：5301990001</p>", True),
        ("http://h/hdjl/list.html", "<li>路灯不亮</li>", False),
        ("http://h/topics/letters.html", "<li>路灯不亮</li>", False),
    ],
)
def test_of_embedded_pages_only_parts_of_the_home_page_are_kept(url, text, part):
    assert is_part(url, text) is part
