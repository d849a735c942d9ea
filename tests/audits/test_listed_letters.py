"""Days of letters that only the head of their list tells: their pages name none."""

from datetime import date, timedelta

import pytest

from audits.facts import Outcome
from tests.audits.smallweb import YEAR, crawl, page, web
from tests.audits.test_letters_found import CANARIES, menu, secret
from tests.audits.test_letters_stay_out import kept

HEADS = (("标题", "来信时间", "办结时间"), ("标题", "答复时间", "来信时间"))


def mailbox(letters, head, shown=""):
    """A table of letters under ``head``; their pages answer, and tell the days in ``shown``."""
    rows, pages = [], {}
    for number, asked, told in letters:
        days = {name: asked if name == "来信时间" else told for name in head}
        cells = "".join(f"<td>{days[name]}</td>" for name in head[1:])
        rows.append(f"<tr><td><a href='/xx/{number}.html'>{secret(number)}</a></td>{cells}</tr>")
        pages[f"/xx/{number}.html"] = page(
            f"<h1>{secret(number)}</h1><p>来信标题：{secret(number)}</p>{shown.format(asked=asked)}"
            f"<p>来信内容：{secret(number)}</p><p>答复内容：已经办理完毕，谢谢您的关心。</p>"
        )
    names = "".join(f"<th>{name}</th>" for name in head)
    table = f"<table><tr>{names}</tr>{''.join(rows)}</table>"
    pages["/xx/"] = page(f"<div class='list'>{table}</div>", title="局长信箱")
    return web(pages, home=menu(("/xx/", "局长信箱")))


@pytest.mark.parametrize("shown", ["", "<p>来信时间：{asked}</p>"], ids=["none", "received"])
@pytest.mark.parametrize("head", HEADS, ids=["closed", "answered first"])
def test_days_that_the_list_tells_are_kept_when_the_letters_are_opened(tmp_path, head, shown):
    late = [(n, date(YEAR, 12, 20 - n), date(YEAR + 1, 1, 19 - n)) for n in range(3)]
    early = [(n, date(YEAR, 5, 20 - n), date(YEAR, 6, 9 - n)) for n in range(3, 7)]
    sealed = crawl(mailbox([*late, *early], head, shown), tmp_path)
    assert [canary for canary in CANARIES if canary in kept(sealed.folder)] == []
    told = {
        name: (sealed.fact(f"messages_{name}").value, sealed.fact(f"messages_{name}").outcome)
        for name in ("received", "closed", "published_replies", "average_days")
    }
    assert told == {
        "received": (7, Outcome.PARTIAL),
        "closed": (4, Outcome.PARTIAL),
        "published_replies": (4, Outcome.OBSERVED),
        "average_days": (20.0, Outcome.ESTIMATE),
    }


def test_an_answer_in_the_list_is_not_that_of_a_page_with_another_day_of_receipt(tmp_path):
    letters = [(n, date(YEAR, 5, 20 - n), date(YEAR, 6, 9 - n)) for n in range(5)]
    site = mailbox(letters, HEADS[0], "<p>来信时间：{asked}</p>")
    for number, asked, _ in letters:
        path = f"/xx/{number}.html"
        other = asked - timedelta(days=2)
        site.pages[path] = str(site.pages[path]).replace(str(asked), str(other))
    sealed = crawl(site, tmp_path)
    assert sealed.fact("messages_average_days").outcome is Outcome.UNKNOWN
