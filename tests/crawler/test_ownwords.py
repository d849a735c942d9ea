import pytest

from crawler.letters.ownwords import own_words
from crawler.pages.lexicon import load_lexicon
from tests.audits.homepage import store_of


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("云岭市商务局", True),
        ("云岭市商务局门户网站", True),
        ("首页", True),
        ("局长信箱", True),
        ("云岭市商务局门前的路灯不亮", False),
    ],
)
def test_the_name_of_the_site_is_no_title_of_a_letter_whose_page_bears_it(tmp_path, text, known):
    home = "<html><head><title>首页-云岭市商务局</title></head><body><p>欢迎</p></body></html>"
    store = store_of(home, tmp_path)
    assert own_words(store, load_lexicon())(text) is known
    store.close()
