"""One feature a site through the real command line: the right answer, and its picture."""

import json

import pytest

from crawler.browser.render import browser_path
from tests.whole.trial import prefill
from tests.whole.widgets import SO, WIDGETS, Widget, box, plain, serve

NAMES = (
    "toolbar-of-icons",
    "toolbar-dead",
    "toolbar-outside",
    "help-page",
    "elder-page",
    "qa-static-column",
    "qa-in-frame",
    "qa-human-form",
    "traditional-switch",
    "english-real",
    "english-empty",
    "account-foreign-and-own",
    "search-post",
    "search-plain",
    "search-outside",
)


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.skipif(browser_path() is None, reason="no Chromium on this machine")
@pytest.mark.parametrize("name", NAMES)
def test_a_feature_gets_the_right_answer_or_an_honest_proposal(name, tmp_path):
    widget = WIDGETS[name]
    with serve(widget) as (address, left):
        done = prefill(address, tmp_path, "--year", "2025", browser=True)
    report = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    fields = {key: report["fields"][key] for key in widget.right}
    told = {key: f"{field['value']} {field['outcome']}" for key, field in fields.items()}
    assert {key: said for key, said in told.items() if said not in widget.right[key]} == {}
    pictures = [
        row["picture"] for f in fields.values() for row in f["evidence"] if "picture" in row
    ]
    assert pictures, done.stderr
    assert all((tmp_path / "out" / picture).stat().st_size > 1000 for picture in pictures)
    assert left == []


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.skipif(browser_path() is None, reason="no Chromium on this machine")
def test_words_of_the_menu_are_no_suggestions_of_the_search(tmp_path):
    words = ("网站首页", "政务动态", "政府信息公开", "通知公告")
    menu = f"<div><ul>{''.join(f'<li>{word}</li>' for word in words)}</ul></div>"
    with serve(Widget(menu + box("/so/"), {"/so/": plain}, {})) as (address, _):
        prefill(address, tmp_path, "--year", "2025", browser=True)
    field = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))["fields"][SO]
    assert "时提示" not in json.dumps(field, ensure_ascii=False)
